import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDemandText } from '../src/modules/roster/formats/demand.ts';
import type { CoverProblem } from '../src/modules/roster/shapes/covering.ts';
import { coverDay } from '../src/modules/roster/solving/cover.ts';
import { loadHighs } from '../src/modules/roster/solving/programs.ts';

beforeAll(loadHighs);

const hour = 60;
const problemOf = (need: readonly number[][], lengths: readonly number[], underCover: number): CoverProblem => ({
  slotMinutes: hour, days: 1, skills: need.map((_, at) => `skill ${at}`), need: need.map((row) => Int32Array.from({ length: 24 }, (_, at) => row[at] ?? 0)), underCover,
  shifts: lengths.map((length, at) => ({ shift: `shift ${at}`, startsMinute: at * hour, lengthMinutes: length * hour, cost: 1 })),
  profiles: need.map((_, at) => ({ profile: `only ${at}`, skills: [`skill ${at}`], cost: 1 })),
});

/** Tries every number of people on every shift. */
function bestByTrying(problem: CoverProblem, most: number): number {
  let best = Infinity;
  const counts = problem.shifts.map(() => 0);
  const search = (at: number): void => {
    if (at < counts.length) {
      for (counts[at] = 0; counts[at]! <= most; counts[at]! += 1) search(at + 1);
      return;
    }
    let cost = counts.reduce((sum, people) => sum + people, 0);
    problem.need[0]!.forEach((people, slot) => {
      const there = problem.shifts.reduce((sum, shift, own) => sum + (slot * hour >= shift.startsMinute && (slot + 1) * hour <= shift.startsMinute + shift.lengthMinutes ? counts[own]! : 0), 0);
      cost += Math.max(0, people - there) * problem.underCover;
    });
    best = Math.min(best, cost);
  };
  search(0);
  return best;
}

describe('cover', () => {
  test('is the best of all, by trying them all', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }), fc.constantFrom(0.3, 0.6, 100), (need, lengths, weight) => {
      const problem = problemOf([need], lengths, weight);
      const plan = coverDay(problem, { seconds: 5 });
      expect(plan.objective).toBeCloseTo(bestByTrying(problem, 3), 6);
      expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective + 1e-9);
      expect(plan.gap).toBeLessThan(1e-3);
    }), { numRuns: 40, seed: 7 });
  });

  test('counts as it says: cover from shifts and breaks, under-cover from cover, cost from both', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 12 }), { minLength: 2, maxLength: 2 }), fc.boolean(), (need, breaks) => {
      const plain = problemOf(need, [6, 6, 6], 10);
      const problem: CoverProblem = {
        ...plain, shifts: plain.shifts.map((shift) => (breaks ? { ...shift, breaks: { count: 1, minutes: 60, earliest: 60, latest: 240 } } : shift)),
        profiles: [...plain.profiles, { profile: 'both', skills: [...plain.skills], cost: 1.2, available: 2 }],
      };
      const plan = coverDay(problem, { seconds: 5 });
      // People of a profile at a slot are at least those who do something, and each does one thing.
      const present = Array.from({ length: 24 }, () => 0);
      for (const own of plan.shifts) {
        const from = problem.shifts.find(({ shift }) => shift === own.shift)!.startsMinute / hour;
        for (let slot = from; slot < from + 6; slot += 1) present[slot]! += own.people;
        expect(own.breaks.reduce((sum, { people }) => sum + people, 0)).toBe(breaks ? own.people : 0);
        for (const { after, people } of own.breaks) present[from + after / hour]! -= people;
      }
      for (let slot = 0; slot < 24; slot += 1) expect(problem.skills.reduce((sum, skill) => sum + plan.cover[skill]![slot]!, 0)).toBeLessThanOrEqual(present[slot]!);
      const missing = problem.skills.reduce((sum, skill, at) => sum + [...problem.need[at]!].reduce((own, people, slot) => own + Math.max(0, people - plan.cover[skill]![slot]!), 0), 0);
      expect(plan.underCoverHours).toBe(missing);
      expect(plan.shifts.filter(({ profile }) => profile === 'both').reduce((sum, { people }) => sum + people, 0)).toBeLessThanOrEqual(2);
      expect(plan.objective).toBeCloseTo(plan.shiftCost + 10 * missing, 6);
      expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective + 1e-9);
    }), { numRuns: 15, seed: 11 });
  });

  test('uses people who can do both where one alone would need two', () => {
    const plain = problemOf([[1, 0, 1, 0], [0, 1, 0, 1]], [4], 100);
    expect(coverDay(plain, { seconds: 5 }).objective).toBe(2);
    expect(coverDay({ ...plain, profiles: [...plain.profiles, { profile: 'both', skills: [...plain.skills], cost: 1.5 }] }, { seconds: 5 }).objective).toBe(1.5);
  });
});

describe('a demand file', () => {
  test('says the same in every way in which it may be written', () => {
    const shifts = [{ shift: 'early', start: '06:00', lengthMinutes: 480 }];
    const row = Array.from({ length: 96 }, (_, slot) => (slot >= 24 && slot < 56 ? 2 : 0));
    const all = [{ shifts, demand: [{ from: '06:00', to: '14:00', skill: 'card', people: 2 }] }, { shifts, demand: { card: row } }, { shifts, skills: ['card'], demand: [row] }, { shifts, skills: ['card'], demand: row }].map((document) => readDemandText(JSON.stringify(document)));
    for (const read of all) expect('problem' in read && [read.problem.skills, [...read.problem.need[0]!]]).toEqual([['card'], row]);
  });

  test('is refused by place, and nothing hostile is taken', () => {
    const refusals = (text: string): string[] => {
      const read = readDemandText(text);
      return 'refused' in read ? read.refused.map(({ where }) => where) : [];
    };
    expect(refusals('{"shifts":[{"start":"25:00","lengthMinutes":-3}],"demand":[{"people":1.5}]}')).toEqual(['shifts[0].shift', 'shifts[0].start', 'shifts[0].lengthMinutes', 'demand[0].skill', 'demand[0].people', 'demand[0].from']);
    expect(refusals('[')).toEqual(['file']);
    expect(refusals('{"slotMinutes":7,"shifts":[],"demand":[]}')).toEqual(['slotMinutes', 'shifts']);
    expect(refusals('from,skill\n06:00,card')).toEqual(['file']);
    expect(refusals('from,skill,people\n06:00,card,-1\n06:07,card,many')).toEqual(['demand[0].people', 'demand[1].people', 'demand[1].from']);
    expect(refusals(JSON.stringify({ shifts: [{ shift: 'a', start: 0, lengthMinutes: 60, breaks: { minutes: 30, earliest: 40, latest: 50 } }], demand: { x: [1] } }))).toEqual(['shifts[0].breaks']);
    expect(refusals(JSON.stringify({ shifts: [{ shift: 'a', start: 0, lengthMinutes: 60 }], demand: { __proto__x: Array.from({ length: 96 * 40 }, () => 1) } }))).toEqual(['demand']);
    const good = { shifts: [{ shift: 'a', start: 0, lengthMinutes: 60 }] };
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.record({ demand: fc.jsonValue(), profiles: fc.jsonValue(), weights: fc.jsonValue() })), (value) => {
      const read = readDemandText(JSON.stringify({ ...good, ...(typeof value === 'object' && value !== null ? value : { demand: value }) }));
      expect('refused' in read ? read.refused.length > 0 : read.problem.need.length > 0).toBe(true);
    }), { numRuns: 150, seed: 3 });
  });
});
