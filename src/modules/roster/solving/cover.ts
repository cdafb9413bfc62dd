import type { CoverPlan, CoverProblem, CoverShift } from '../shapes/covering.ts';
import { addCoverRows } from './cover-rows.ts';
import type { Supply } from './cover-rows.ts';
import { Program } from './programs.ts';

/** Is a shift on one day that people of one profile may work, with its columns. */
interface Offer {
  readonly day: number;
  readonly shift: CoverShift;
  readonly profile: number;
  readonly column: number;
  readonly slots: readonly number[];
  readonly breaks: readonly { readonly after: number; readonly column: number; readonly slots: readonly number[] }[];
}

function slotsBetween(problem: CoverProblem, from: number, to: number): number[] {
  const slots: number[] = [];
  for (let slot = Math.ceil(from / problem.slotMinutes); (slot + 1) * problem.slotMinutes <= to && slot < problem.need[0]!.length; slot += 1) slots.push(slot);
  return slots;
}

function touched(problem: CoverProblem, from: number, to: number, within: ReadonlySet<number>): number[] {
  const slots: number[] = [];
  for (let slot = Math.floor(from / problem.slotMinutes); slot * problem.slotMinutes < to; slot += 1) if (within.has(slot)) slots.push(slot);
  return slots;
}

/** Adds one shift of one day for one profile: how many work it, and when they take their breaks. */
function addOffer(problem: CoverProblem, program: Program, day: number, shift: CoverShift, profile: number): Offer {
  const begins = day * 1440 + shift.startsMinute;
  const slots = slotsBetween(problem, begins, begins + shift.lengthMinutes);
  const column = program.column(shift.cost * problem.profiles[profile]!.cost, problem.profiles[profile]!.available ?? Infinity, true);
  if (shift.breaks === undefined) return { day, shift, profile, column, slots, breaks: [] };
  const { count, minutes, earliest, latest } = shift.breaks;
  const inside = new Set(slots);
  const taken = program.row(0, 0);
  program.put(taken, column, count);
  const breaks: Offer['breaks'][number][] = [];
  for (let after = earliest; after <= Math.min(latest, shift.lengthMinutes - minutes); after += Math.max(15, problem.slotMinutes)) {
    const own = program.column(0, Infinity, true);
    program.put(taken, own, -1);
    breaks.push({ after, column: own, slots: touched(problem, begins + after, begins + after + minutes, inside) });
  }
  // Nobody takes two breaks at once: of the starts within one break's length there are no more than people.
  if (count > 1) for (const { after } of breaks) {
    const row = program.row(-Infinity, 0);
    program.put(row, column, -1);
    for (const other of breaks) if (other.after > after - minutes && other.after <= after) program.put(row, other.column, 1);
  }
  return { day, shift, profile, column, slots, breaks };
}

/** Is what people of a profile with several skills do, in slots that are alike. */
interface Doing {
  readonly profile: number;
  readonly skill: number;
  readonly column: number;
  readonly slots: readonly number[];
}

/** Lets people of profiles with several skills do one of them in each slot. Slots with the same shifts, breaks and needs share their columns. */
function addDoing(problem: CoverProblem, program: Program, offers: readonly Offer[]): Doing[] {
  return problem.profiles.flatMap((own, profile): Doing[] => {
    if (own.skills.length === 1) return [];
    const skills = own.skills.map((skill) => problem.skills.indexOf(skill));
    const present: Supply[][] = Array.from(problem.need[0]!, () => []);
    for (const offer of offers) {
      if (offer.profile !== profile) continue;
      for (const slot of offer.slots) present[slot]!.push({ column: offer.column, slots: [], value: 1 });
      for (const pause of offer.breaks) for (const slot of pause.slots) present[slot]!.push({ column: pause.column, slots: [], value: -1 });
    }
    const alike = new Map<string, number[]>();
    present.forEach((there, slot) => {
      if (there.length === 0 || skills.every((skill) => problem.need[skill]![slot] === 0)) return;
      const key = `${problem.need.map((need) => need[slot]).join()};${there.map(({ column, value }) => column * value).join()}`;
      alike.set(key, [...(alike.get(key) ?? []), slot]);
    });
    return [...alike.values()].flatMap((slots) => {
      const row = program.row(0, Infinity);
      for (const { column, value } of present[slots[0]!]!) program.put(row, column, value);
      return skills.filter((skill) => problem.need[skill]![slots[0]!]! > 0).map((skill) => {
        const column = program.column(0, problem.need[skill]![slots[0]!]!);
        program.put(row, column, -1);
        return { profile, skill, column, slots };
      });
    });
  });
}

/** Parts a problem where no profile joins skills: the parts have nothing to do with each other, and small programs are solved sooner. */
function partsOf(problem: CoverProblem): CoverProblem[] {
  const root = problem.skills.map((_, at) => at);
  const find = (at: number): number => (root[at] === at ? at : find(root[at]!));
  for (const { skills } of problem.profiles) for (const skill of skills) root[find(problem.skills.indexOf(skill))] = find(problem.skills.indexOf(skills[0]!));
  const parts = new Map<number, number[]>();
  problem.skills.forEach((_, at) => parts.set(find(at), [...(parts.get(find(at)) ?? []), at]));
  return [...parts.values()].map((own) => {
    const skills = own.map((at) => problem.skills[at]!);
    return { ...problem, skills, need: own.map((at) => problem.need[at]!), profiles: problem.profiles.filter((profile) => skills.includes(profile.skills[0]!)) };
  });
}

/**
 * Finds how many people work which shift, so that under-cover and shifts together cost least, with breaks and people who can do several things.
 * Unit: seconds of wall time. Shape: no answer has an objective below `lowerBound`; with `optimal` this one is within a ten-thousandth of it.
 */
export function coverDay(problem: CoverProblem, settings: CoverSettings): CoverPlan {
  const began = performance.now();
  const spent = (): number => (performance.now() - began) / 1000;
  const parts = partsOf(problem);
  const plans = parts.map((part, at) => coverPart(part, { ...settings, seconds: Math.max(0.1, (settings.seconds - spent()) / (parts.length - at)) }));
  const sum = (of: (plan: CoverPlan) => number): number => plans.reduce((total, plan) => total + of(plan), 0);
  const [objective, lowerBound] = [sum((plan) => plan.objective), sum((plan) => plan.lowerBound)];
  return {
    shifts: plans.flatMap((plan) => plan.shifts).toSorted((one, other) => one.day - other.day), cover: Object.fromEntries(problem.skills.map((skill) => [skill, plans.find((plan) => skill in plan.cover)!.cover[skill]!])),
    underCover: plans.flatMap((plan) => plan.underCover).toSorted((one, other) => one.day - other.day || one.from - other.from), underCoverHours: sum((plan) => plan.underCoverHours), shiftCost: sum((plan) => plan.shiftCost),
    objective, lowerBound, gap: objective === 0 ? 0 : (objective - lowerBound) / objective, optimal: plans.every((plan) => plan.optimal), wallSeconds: spent(),
  };
}

/** Says how long a cover may be sought. Unit: seconds of wall time. */
export interface CoverSettings {
  readonly seconds: number;
  readonly seed?: number;
  readonly shouldStop?: () => boolean;
}

function coverPart(problem: CoverProblem, settings: CoverSettings): CoverPlan {
  const began = performance.now();
  const program = new Program();
  const offers: Offer[] = [];
  for (let day = 0; day < problem.days; day += 1) {
    problem.profiles.forEach((own, profile) => {
      const ofDay = problem.shifts.map((shift) => addOffer(problem, program, day, shift, profile));
      offers.push(...ofDay);
      if (own.available === undefined) return;
      const row = program.row(-Infinity, own.available);
      for (const { column } of ofDay) program.put(row, column, 1);
    });
  }
  const doing = addDoing(problem, program, offers);
  const supplies: Supply[][] = problem.skills.map((skill) => offers.flatMap((offer): Supply[] => {
    const own = problem.profiles[offer.profile]!.skills;
    if (own.length !== 1 || own[0] !== skill) return [];
    return [{ column: offer.column, slots: offer.slots, value: 1 }, ...offer.breaks.map((pause): Supply => ({ column: pause.column, slots: pause.slots, value: -1 }))];
  }));
  for (const { skill, column, slots } of doing) supplies[skill]!.push({ column, slots, value: 1 });
  problem.skills.forEach((_, skill) => addCoverRows(program, problem.need[skill]!, supplies[skill]!, (problem.underCover * problem.slotMinutes) / 60));
  const solved = program.solve({ seconds: settings.seconds, gap: 1e-4, ...(settings.seed === undefined ? {} : { seed: settings.seed }), ...(settings.shouldStop === undefined ? {} : { shouldStop: settings.shouldStop }) });
  const values = doing.length === 0 || solved.values === undefined ? solved.values : wholeDoing(program, solved.values);
  const value = (column: number): number => Math.round(values?.[column] ?? 0);
  const cover = problem.skills.map((_, skill) => {
    const there = Array.from({ length: problem.need[skill]!.length }, () => 0);
    for (const supply of supplies[skill]!) {
      const people = value(supply.column) * supply.value;
      if (people !== 0) for (const slot of supply.slots) there[slot]! += people;
    }
    return there;
  });
  return tell(problem, offers, cover, value, solved, (performance.now() - began) / 1000);
}

/** Makes whole who does what, shifts and breaks as they are: what is left is a transport of whole people, whose corners are whole. */
function wholeDoing(program: Program, values: Float64Array): Float64Array {
  program.whole.forEach((whole, column) => {
    if (whole === 1) program.lower[column] = program.upper[column] = Math.round(values[column]!);
  });
  return program.solve({ seconds: 10, relax: true, options: { solver: 'simplex' } }).values ?? values;
}

function tell(problem: CoverProblem, offers: readonly Offer[], cover: readonly number[][], value: (column: number) => number, solved: { readonly optimal: boolean; readonly bound: number }, wallSeconds: number): CoverPlan {
  const perDay = 1440 / problem.slotMinutes;
  const underCover = problem.skills.flatMap((skill, own) => [...problem.need[own]!].flatMap((people, slot) => (people > cover[own]![slot]! ? [{ day: Math.floor(slot / perDay), from: (slot % perDay) * problem.slotMinutes, skill, missing: people - cover[own]![slot]! }] : [])));
  const underCoverHours = (underCover.reduce((sum, { missing }) => sum + missing, 0) * problem.slotMinutes) / 60;
  const worked = offers.filter(({ column }) => value(column) > 0);
  const shiftCost = worked.reduce((sum, { shift, profile, column }) => sum + shift.cost * problem.profiles[profile]!.cost * value(column), 0);
  const objective = shiftCost + problem.underCover * underCoverHours;
  const lowerBound = Math.min(objective, Math.max(0, solved.bound));
  return {
    shifts: worked.map(({ day, shift, profile, column, breaks }) => ({
      day, shift: shift.shift, profile: problem.profiles[profile]!.profile, people: value(column), breaks: breaks.filter((pause) => value(pause.column) > 0).map((pause) => ({ after: pause.after, people: value(pause.column) })),
    })),
    cover: Object.fromEntries(problem.skills.map((skill, own) => [skill, cover[own]!])), underCover, underCoverHours, shiftCost, objective, lowerBound,
    gap: objective === 0 ? 0 : (objective - lowerBound) / objective, optimal: solved.optimal, wallSeconds,
  };
}
