import { seeded } from '../src/modules/devices/simulators/seeded.ts';
import { defaultRules, defaultWeights } from '../src/modules/roster/shapes/planning.ts';
import type { Demand, Person, PlanningProblem, ShiftType, Tier } from '../src/modules/roster/shapes/planning.ts';

const eightHours = { count: 1, minutes: 30, earliest: 120, latest: 300 };

/** Are four invented shifts. */
export const fourShifts: readonly ShiftType[] = [
  { shift: 'early', startsMinute: 360, lengthMinutes: 480, night: false }, { shift: 'day', startsMinute: 600, lengthMinutes: 480, night: false },
  { shift: 'late', startsMinute: 840, lengthMinutes: 480, night: false }, { shift: 'night', startsMinute: 1320, lengthMinutes: 480, night: true },
];

const profiles: readonly (readonly string[])[] = [
  ['card check'], ['sampling'], ['medical'], ['baggage'], ['card check', 'sampling'], ['card check', 'baggage'], ['sampling', 'medical'], ['card check', 'sampling', 'baggage'],
];
const shares = [0.2, 0.2, 0.1, 0.12, 0.12, 0.08, 0.08, 0.1];

/** Is how large an invented staff is and how much is asked of it. Shape: `load` is the demand as a part of what the front line could do. */
export interface StaffSize { readonly front: number; readonly reserve: number; readonly emergency: number; readonly days: number; readonly load: number; readonly seed: number; readonly breaks?: boolean; readonly absences?: number; readonly wishes?: number; readonly groups?: number }

/** Makes an invented staff and its demand, the same for the same size. */
export function inventedStaff(size: StaffSize): PlanningProblem {
  const chance = seeded(size.seed);
  const people: Person[] = [];
  const bound: Record<Tier, number> = { front: 12, reserve: 10, emergency: 6 };
  for (const tier of ['front', 'reserve', 'emergency'] as const) {
    for (let at = 0; at < size[tier]; at += 1) {
      let [draw, profile] = [(at + 0.5) / size[tier], 0];
      while (profile < shares.length - 1 && draw > shares[profile]!) {
        draw -= shares[profile]!;
        profile += 1;
      }
      const away = chance() < (size.absences ?? 0.1) ? Math.floor(chance() * size.days) : -1;
      const wish = chance() < (size.wishes ?? 0.1) ? Math.floor(chance() * size.days) : -1;
      people.push({
        person: `invented-${tier}-${at + 1}`, tier, skills: profiles[profile]!.map((skill) => ({ skill })), maxShifts: Math.max(1, Math.round((bound[tier] * size.days) / 17)),
        leave: away === -1 ? [] : [away, away + 1, away + 2].filter((day) => day < size.days), wishes: wish === -1 ? [] : [{ day: wish, shift: null, weight: 1 }], locked: [],
        ...(size.groups === undefined ? {} : { group: `loop-${(at % size.groups) + 1}` }),
      });
    }
  }
  return {
    days: size.days, firstDay: '2022-01-31', shiftTypes: fourShifts.map((shift) => (size.breaks === true ? { ...shift, breaks: eightHours } : shift)), people, demand: demandOf(size, chance), weights: defaultWeights, rules: defaultRules,
  };
}

function demandOf(size: StaffSize, chance: () => number): Demand[] {
  const parts: Readonly<Record<string, number>> = { 'card check': 0.34, sampling: 0.34, medical: 0.13, baggage: 0.19 };
  // A day of one person covers 32 slots; what the front line can do is its people, half of the days.
  const perSlot = (size.load * size.front * 0.62 * 32) / 96;
  const demand: Demand[] = [];
  for (let day = 0; day < size.days; day += 1) {
    const swell = 0.85 + 0.3 * chance();
    for (const [skill, part] of Object.entries(parts)) {
      for (let hour = 0; hour < 24; hour += 1) {
        const shape = hour < 6 ? 0.35 : hour < 9 ? 1 : hour < 13 ? 1.5 : hour < 18 ? 1.7 : hour < 22 ? 0.95 : 0.4;
        const wanted = Math.round(perSlot * part * swell * shape * (0.9 + 0.2 * chance()));
        // Whoever covers the first night began the day before.
        if (day === 0 && hour < 6) continue;
        for (let quarter = 0; quarter < 4; quarter += 1) demand.push({ day, skill, from: hour * 60 + quarter * 15, people: wanted });
      }
    }
  }
  return demand;
}
