import * as fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkChange, checkPlan, planRules } from '../src/modules/roster/rules/checking-plan.ts';
import type { PlanRule } from '../src/modules/roster/rules/checking-plan.ts';
import { problemFaults } from '../src/modules/roster/rules/planning-problem.ts';
import { defaultRules, defaultWeights, PlanningProblem } from '../src/modules/roster/shapes/planning.ts';
import type { Assignment, Demand, Person, ShiftType } from '../src/modules/roster/shapes/planning.ts';
import { planHorizon } from '../src/modules/roster/solving/flow.ts';
import { loadHighs } from '../src/modules/roster/solving/programs.ts';
import { replan } from '../src/modules/roster/solving/replan.ts';
import { writeRefusal } from '../src/words/words.ts';
import { inventedStaff } from './staffing-world.ts';
import { bestByStraightModel } from './staffing-straight.ts';

beforeAll(loadHighs);

const shape = Compile(PlanningProblem);
const early: ShiftType = { shift: 'early', startsMinute: 360, lengthMinutes: 480, night: false };
const late: ShiftType = { shift: 'late', startsMinute: 840, lengthMinutes: 480, night: false };
const night: ShiftType = { shift: 'night', startsMinute: 1320, lengthMinutes: 480, night: true };
const skills = ['card', 'swab'];

const personOf = (days: number) => fc.record({
  tier: fc.constantFrom('front' as const, 'front' as const, 'reserve' as const, 'emergency' as const), own: fc.constantFrom(['card'], ['swab'], ['card', 'swab']), maxShifts: fc.integer({ min: 1, max: 6 }),
  leave: fc.uniqueArray(fc.integer({ min: 0, max: days - 1 }), { maxLength: 2 }), wish: fc.option(fc.record({ day: fc.integer({ min: 0, max: days - 1 }), shift: fc.constantFrom('early', 'night', null), weight: fc.integer({ min: 1, max: 3 }) }), { nil: undefined }),
  free: fc.option(fc.integer({ min: 0, max: days - 1 }), { nil: undefined }), until: fc.option(fc.integer({ min: 0, max: days - 1 }), { nil: undefined }), group: fc.constantFrom('loop A', 'loop B'),
  before: fc.option(fc.record({ daysInRow: fc.integer({ min: 0, max: 6 }), endedMinutesBeforeStart: fc.integer({ min: 0, max: 900 }), daysOffInRow: fc.integer({ min: 0, max: 3 }) }), { nil: undefined }),
});

/** Makes small problems in which everything can come: tiers, leave, wishes, locks, certificates that end, what was before, loops. */
const problems = (choice: { readonly before: boolean; readonly groups: boolean; readonly breaks: boolean }): fc.Arbitrary<PlanningProblem> => fc.integer({ min: 3, max: 8 }).chain((days) => fc.record({
  people: fc.array(personOf(days), { minLength: 2, maxLength: 8 }), demand: fc.array(fc.record({ day: fc.integer({ min: 0, max: days - 1 }), skill: fc.constantFrom(...skills), hour: fc.integer({ min: 6, max: 23 }), hours: fc.integer({ min: 1, max: 8 }), people: fc.integer({ min: 1, max: 2 }) }), { minLength: 3, maxLength: 14 }),
}).map(({ people, demand }): PlanningProblem => ({
  days, firstDay: '2022-02-04', shiftTypes: [early, late, night].map((type) => (choice.breaks ? { ...type, breaks: { count: 2, minutes: 30, earliest: 60, latest: 360 } } : type)),
  people: people.map(({ tier, own, maxShifts, leave, wish, free, until, group, before }, at): Person => ({
    person: `invented ${at + 1}`, tier, maxShifts, leave, skills: own.map((skill, which) => ({ skill, ...(which === 0 && until !== undefined ? { validUntilDay: until } : {}) })), wishes: wish === undefined ? [] : [wish], locked: free === undefined ? [] : [{ day: free, shift: null }],
    ...(choice.groups ? { group } : {}), ...(choice.before && before !== undefined ? { before } : {}),
  })),
  demand: demand.flatMap(({ day, skill, hour, hours, people: wanted }): Demand[] => Array.from({ length: Math.min(hours, 24 - hour) * 4 }, (_, quarter) => ({ day, skill, from: hour * 60 + quarter * 15, people: wanted }))),
  weights: { ...defaultWeights, activationDay: 50, unfairNight: choice.before ? 0.5 : 0, unfairWeekend: choice.before ? 0.5 : 0 }, rules: defaultRules,
})));

describe('a horizon', () => {
  for (const choice of [{ before: true, groups: false, breaks: false }, { before: true, groups: true, breaks: true }]) {
    test(`keeps every rule of everybody (${JSON.stringify(choice)})`, () => {
      fc.assert(fc.property(problems(choice), (problem) => {
        expect([shape.Check(problem), problemFaults(problem)]).toEqual([true, []]);
        const plan = planHorizon(problem, { seconds: 4, seed: 1 });
        const checked = checkPlan(problem, plan.assignments);
        expect(checked.violations).toEqual([]);
        expect(plan.objective).toBeCloseTo(checked.objective, 6);
        expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective);
      }), { numRuns: 8, seed: 5 });
    });
  }

  test('has a bound that no plan undercuts and a plan near the best, by a straightforward model', () => {
    const found: number[] = [];
    const best: number[] = [];
    fc.assert(fc.property(problems({ before: false, groups: false, breaks: false }), (problem) => {
      const optimum = bestByStraightModel(problem);
      const plan = planHorizon(problem, { seconds: 4, seed: 1 });
      expect(plan.lowerBound).toBeLessThanOrEqual(optimum + 1e-4);
      expect(plan.objective).toBeGreaterThanOrEqual(optimum - 1e-4);
      found.push(plan.objective);
      best.push(optimum);
    }), { numRuns: 12, seed: 9 });
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
    expect(sum(found)).toBeLessThan(sum(best) * 1.03);
  });

  test('is staffed as far as it goes when its time is up before anything was found', () => {
    const problem = inventedStaff({ front: 40, reserve: 10, emergency: 5, days: 7, load: 1, seed: 3 });
    const [late, good] = [planHorizon(problem, { seconds: 0.001, seed: 1 }), planHorizon(problem, { seconds: 4, seed: 1 })];
    expect(checkPlan(problem, late.assignments).violations).toEqual([]);
    expect(late.assignments.length).toBeGreaterThan(good.assignments.length * 0.7);
  });

  test('is refused with the place and what to do where the problem is faulty, and never planned around it', () => {
    const sound = inventedStaff({ front: 4, reserve: 0, emergency: 0, days: 3, load: 1, seed: 3 });
    const [shift, person] = [sound.shiftTypes[0]!, sound.people[0]!];
    const withPerson = (more: Partial<Person>): PlanningProblem => ({ ...sound, people: [{ ...person, ...more }, ...sound.people.slice(1)] });
    const faulty: readonly (readonly [PlanningProblem, string, string])[] = [
      [{ ...sound, firstDay: '2022-02-40' }, 'problem-date-invalid', '/firstDay'],
      [{ ...sound, shiftTypes: [...sound.shiftTypes, shift] }, 'problem-name-twice', `/shiftTypes/${sound.shiftTypes.length}`],
      [{ ...sound, rules: { ...sound.rules, restMinutes: 2880 } }, 'problem-rest-reaches-too-far', '/shiftTypes/0'],
      [{ ...sound, people: [...sound.people, person] }, 'problem-name-twice', `/people/${sound.people.length}`],
      [withPerson({ leave: [1], locked: [{ day: 1, shift: shift.shift }] }), 'problem-lock-against-leave', '/people/0/locked/0'],
      [withPerson({ leave: [], locked: [{ day: 9, shift: null }] }), 'problem-day-outside', '/people/0/locked/0'],
    ];
    for (const [problem, code, where] of faulty) {
      let refusal: unknown;
      try { planHorizon(problem, { seconds: 1, seed: 1 }); } catch (error) { refusal = error; }
      expect(refusal, code).toMatchObject({ code, where, params: { place: expect.any(String) } });
      for (const language of ['en', 'zh'] as const) expect(writeRefusal(language, refusal as { code: string; params: Record<string, unknown> })).not.toMatch(/\{|problem-/);
    }
  });

  test('is the same for the same seed', { timeout: 200_000 }, () => {
    const problem = inventedStaff({ front: 7, reserve: 3, emergency: 2, days: 5, load: 1, seed: 3 });
    const [one, two] = [planHorizon(problem, { seconds: 300, seed: 4 }), planHorizon(problem, { seconds: 300, seed: 4 })];
    expect(JSON.stringify(one.assignments)).toBe(JSON.stringify(two.assignments));
    expect([one.lowerBound, one.gap]).toEqual([two.lowerBound, two.gap]);
  });
});

describe('the checker', () => {
  const person: Person = { person: 'invented 1', tier: 'front', skills: [{ skill: 'card', validUntilDay: 12 }], group: 'loop A', maxShifts: 9, maxMinutes: 4000, leave: [8], wishes: [], locked: [{ day: 10, shift: null }] };
  const other: Person = { ...person, person: 'invented 2', group: 'loop B', locked: [], leave: [] };
  const problem: PlanningProblem = { days: 14, firstDay: '2022-02-04', shiftTypes: [{ ...early, breaks: { count: 1, minutes: 30, earliest: 120, latest: 300 } }, { ...late, breaks: { count: 1, minutes: 30, earliest: 120, latest: 300 } }, night], people: [person, other], demand: [], weights: defaultWeights, rules: defaultRules };
  const work = (days: readonly number[], shift = 'early', who = 'invented 1'): Assignment[] => days.map((day) => ({ person: who, day, shift, skill: 'card', ...(shift === 'night' ? {} : { breaksAt: [150] }) }));

  test('finds each rule that is broken, and nothing where none is', () => {
    const cases: Record<PlanRule, Assignment[]> = {
      'person-unknown': work([1], 'early', 'nobody'), 'shift-unknown': work([1], 'noon'), 'day-outside': work([14]), 'one-shift-a-day': [...work([1]), ...work([1], 'night')], skill: work([13]), leave: work([8]), locked: work([10]),
      rest: [...work([1], 'late'), ...work([2], 'early')], 'days-in-a-row': work([0, 1, 2, 3, 4, 5, 6]), 'days-off-together': work([1, 3]), 'most-shifts': work([0, 1, 2, 3, 4, 7, 9, 11, 12, 6]), 'most-minutes': work([0, 1, 2, 3, 4, 7, 9, 11, 12]),
      breaks: [{ person: 'invented 1', day: 1, shift: 'early', skill: 'card' }], 'groups-apart': [...work([1]), ...work([1], 'early', 'invented 2')],
    };
    expect(Object.keys(cases).sort()).toEqual([...planRules].sort());
    for (const rule of planRules) expect(checkPlan(problem, cases[rule]).violations.map((each) => each.rule), rule).toContain(rule);
    expect(checkPlan(problem, [...work([0, 1, 2]), ...work([5, 6], 'late'), ...work([2], 'late', 'invented 2')]).violations).toEqual([]);
  });

  test('says what one change in the grid would break, with days and names', () => {
    const roster = [...work([0, 1]), ...work([3], 'late', 'invented 2')];
    expect(checkChange(problem, roster, 'invented 1', 3, { shift: 'late', skill: 'card', breaksAt: [150] })).toEqual([
      { rule: 'days-off-together', person: 'invented 1', day: 3, params: { off: 1, least: 2 } },
      { rule: 'groups-apart', person: 'invented 1', day: 3, params: { shift: 'late', skill: 'card', group: 'loop A', otherGroup: 'loop B', otherPerson: 'invented 2' } },
    ]);
    expect(checkChange(problem, roster, 'invented 1', 2, { shift: 'early', skill: 'card', breaksAt: [150] })).toEqual([]);
    expect(checkChange(problem, roster, 'invented 1', 1, undefined)).toEqual([]);
  });

  test('counts cover anew: a break is an absence, a night reaches into the next day', () => {
    const needs = { ...problem, demand: [{ day: 1, skill: 'card', from: 510, people: 1 }, { day: 1, skill: 'card', from: 540, people: 1 }, { day: 3, skill: 'card', from: 300, people: 2 }] };
    expect(checkPlan(needs, [...work([1]), ...work([2], 'night')]).underCover).toEqual([{ day: 1, skill: 'card', from: 510, missing: 1 }, { day: 3, skill: 'card', from: 300, missing: 1 }]);
  });
});

describe('after an absence', () => {
  test('a roster is changed a little, keeps every rule, and says what changed and why', () => {
    const problem = inventedStaff({ front: 40, reserve: 14, emergency: 0, days: 7, load: 0.9, seed: 8, breaks: true });
    const plan = planHorizon(problem, { seconds: 15, seed: 1 });
    const { person } = plan.assignments.find(({ day }) => day === 3)!;
    const days = plan.assignments.filter((each) => each.person === person && each.day >= 3).map(({ day }) => day);
    const after = replan(problem, plan.assignments, { person, days }, { seconds: 10 });
    const changed = { ...problem, people: problem.people.map((one) => (one.person === person ? { ...one, leave: [...one.leave, ...days] } : one)) };
    expect(checkPlan(changed, after.assignments).violations).toEqual([]);
    expect(after.objective).toBeLessThanOrEqual(after.objectiveBefore + 1e-6);
    expect(after.changes.filter(({ because }) => because === 'absence').map(({ day }) => day)).toEqual(expect.arrayContaining(days));
    expect(after.changes.length).toBeLessThan(plan.assignments.length / 4);
    const touched = new Set(after.changes.map((each) => each.person));
    const rest = (all: readonly Assignment[]): Assignment[] => all.filter((each) => !touched.has(each.person));
    expect(rest(after.assignments)).toEqual(rest(plan.assignments));
  });
});
