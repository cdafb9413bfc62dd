import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRoster } from '../src/modules/roster/benchmark/checker.ts';
import type { Employee, Instance, ShiftKind } from '../src/modules/roster/benchmark/instance.ts';
import { checkPlan } from '../src/modules/roster/rules/checking-plan.ts';
import { defaultWeights } from '../src/modules/roster/shapes/planning.ts';
import type { Assignment, Person, PlanningProblem, ShiftType } from '../src/modules/roster/shapes/planning.ts';

/** Says in letters who works: W works, O is off; what follows is read off them by patterns, as nothing in the checkers is. */
const letters = (works: readonly boolean[]): string => works.map((each) => (each ? 'W' : 'O')).join('');
const holds = (text: string, pattern: string): boolean => new RegExp(pattern).test(text);
const seen = (rules: readonly string[]): string[] => [...new Set(rules)].sort();

describe('the checker of the benchmark', () => {
  const shifts: readonly ShiftKind[] = [{ id: 'E', minutes: 420, notNext: [] }, { id: 'D', minutes: 480, notNext: [0] }, { id: 'N', minutes: 600, notNext: [0, 1] }];
  const limits = fc.record({
    mostOf: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }), mostMinutes: fc.integer({ min: 1000, max: 5000 }), leastMinutes: fc.integer({ min: 0, max: 2500 }), mostInRow: fc.integer({ min: 2, max: 6 }),
    leastInRow: fc.integer({ min: 1, max: 3 }), leastOffInRow: fc.integer({ min: 1, max: 3 }), mostWeekends: fc.integer({ min: 0, max: 2 }), away: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 2 }),
  });
  const days = fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant([-1, -1]) }, { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 5 })).map(([shift, length]) => Array.from({ length }, () => shift)) }, { weight: 1, arbitrary: fc.constantFrom([-1], [0], [2, 1]) }), { minLength: 14, maxLength: 14 }).map((parts) => parts.flat().slice(0, 14));

  function broken(employee: Employee, plan: readonly number[]): string[] {
    const text = letters(plan.map((shift) => shift >= 0));
    const minutes = plan.reduce((sum, shift) => sum + (shift < 0 ? 0 : shifts[shift]!.minutes), 0);
    const count = (shift: number): number => plan.filter((each) => each === shift).length;
    return seen([
      ...(plan.some((shift, day) => shift >= 0 && employee.away[day] === 1) ? ['day-off'] : []), ...(holds(plan.map((shift) => 'EDN'[shift] ?? '-').join(''), 'DE|NE|ND') ? ['shift-order'] : []),
      ...(employee.mostOf.some((most, shift) => count(shift) > most) ? ['most-of-shift'] : []), ...(minutes > employee.mostMinutes ? ['most-minutes'] : []), ...(minutes < employee.leastMinutes ? ['least-minutes'] : []),
      ...([text.slice(5, 7), text.slice(12, 14)].filter((weekend) => weekend.includes('W')).length > employee.mostWeekends ? ['most-weekends'] : []), ...(holds(text, `W{${employee.mostInRow + 1}}`) ? ['most-in-row'] : []),
      ...(employee.leastInRow > 1 && holds(text, `OW{1,${employee.leastInRow - 1}}O`) ? ['least-in-row'] : []), ...(employee.leastOffInRow > 1 && holds(text, `WO{1,${employee.leastOffInRow - 1}}W`) ? ['least-off-in-row'] : []),
    ]);
  }

  test('finds each rule that a roster breaks and invents none, in a hundred thousand days', () => {
    const told = new Map<string, number>();
    fc.assert(fc.property(fc.array(fc.record({ limits, days }), { minLength: 1, maxLength: 4 }), (people) => {
      const employees = people.map(({ limits: { away, ...own } }, at): Employee => ({ ...own, id: `A${at}`, away: Uint8Array.from({ length: 14 }, (_, day) => (away.includes(day) ? 1 : 0)) }));
      const instance: Instance = { days: 14, shifts, employees, wanted: [], unwanted: [], cover: [] };
      const verdict = checkRoster(instance, Object.fromEntries(people.map(({ days: plan }, at) => [`A${at}`, plan.map((shift) => shifts[shift]?.id ?? null)])));
      for (const [at, employee] of employees.entries()) {
        const rules = seen(verdict.violations.filter((each) => each.employee === employee.id).map(({ rule }) => rule));
        for (const rule of rules.length === 0 ? ['none'] : rules) told.set(rule, (told.get(rule) ?? 0) + 1);
        expect(rules).toEqual(broken(employee, people[at]!.days));
      }
    }), { numRuns: 3000, seed: 7 });
    expect(seen([...told.keys()])).toEqual(['day-off', 'least-in-row', 'least-minutes', 'least-off-in-row', 'most-in-row', 'most-minutes', 'most-of-shift', 'most-weekends', 'none', 'shift-order']);
  });
});

describe('the checker of plans', () => {
  const types: readonly ShiftType[] = [
    { shift: 'early', startsMinute: 360, lengthMinutes: 480, night: false }, { shift: 'late', startsMinute: 840, lengthMinutes: 480, night: false }, { shift: 'night', startsMinute: 1320, lengthMinutes: 480, night: true, breaks: { count: 1, minutes: 30, earliest: 120, latest: 300 } },
  ];
  const day = fc.integer({ min: 0, max: 9 });
  const people = fc.array(fc.record({ maxShifts: fc.integer({ min: 2, max: 9 }), maxMinutes: fc.integer({ min: 1500, max: 4800 }), leave: fc.uniqueArray(day, { maxLength: 2 }), until: fc.integer({ min: 3, max: 9 }), free: fc.option(day, { nil: undefined }), group: fc.constantFrom('loop A', 'loop A', 'loop B') }), { minLength: 2, maxLength: 4 });
  const entries = fc.array(fc.array(fc.option(fc.record({ shift: fc.constantFrom(0, 0, 0, 1, 2), skill: fc.constantFrom('card', 'card', 'swab'), rest: fc.constantFrom(120, 150, 150, 150, 400) }), { freq: 2, nil: undefined }), { minLength: 10, maxLength: 10 }), { minLength: 4, maxLength: 4 });

  test('finds each rule that a plan breaks and invents none', () => {
    const told = new Set<string>();
    fc.assert(fc.property(people, entries, (staff, plans) => {
      const problem: PlanningProblem = {
        days: 10, firstDay: '2022-02-04', shiftTypes: [...types], demand: [], weights: defaultWeights, rules: { restMinutes: 660, daysInRow: 4, daysOffTogether: 2 },
        people: staff.map(({ maxShifts, maxMinutes, leave, until, free, group }, at): Person => ({ person: `invented ${at}`, tier: 'front', maxShifts, maxMinutes, leave, group, skills: [{ skill: 'card' }, { skill: 'swab', validUntilDay: until }], wishes: [], locked: free === undefined ? [] : [{ day: free, shift: null }] })),
      };
      const assignments = staff.flatMap((_, at) => plans[at]!.flatMap((entry, on): Assignment[] => (entry === undefined ? [] : [{ person: `invented ${at}`, day: on, shift: types[entry.shift]!.shift, skill: entry.skill, ...(entry.shift === 2 ? { breaksAt: [entry.rest] } : {}) }])));
      const { violations } = checkPlan(problem, assignments);
      for (const [at, { maxShifts, maxMinutes, leave, until, free }] of staff.entries()) {
        const own = plans[at]!;
        const text = letters(own.map((entry) => entry !== undefined));
        const worked = own.filter((entry) => entry !== undefined).length;
        const rules = seen([
          ...(own.some((entry, on) => entry?.skill === 'swab' && on > until) ? ['skill'] : []), ...(own.some((entry, on) => entry !== undefined && leave.includes(on)) ? ['leave'] : []), ...(free !== undefined && own[free] !== undefined ? ['locked'] : []),
          // Eleven hours lie between any two of these shifts but late or night before early, and night before late.
          ...(holds(own.map((entry) => 'eln'[entry?.shift ?? 3] ?? '-').join(''), 'le|ne|nl') ? ['rest'] : []), ...(holds(text, 'W{5}') ? ['days-in-a-row'] : []), ...(holds(text, 'WOW') ? ['days-off-together'] : []), ...(worked > maxShifts ? ['most-shifts'] : []), ...(worked * 480 > maxMinutes ? ['most-minutes'] : []),
          ...(own.some((entry) => entry?.shift === 2 && entry.rest > 300) ? ['breaks'] : []),
        ]);
        const mine = violations.filter(({ person }) => person === `invented ${at}`).map(({ rule }) => rule);
        mine.forEach((rule) => told.add(rule));
        expect(seen(mine.filter((rule) => rule !== 'groups-apart'))).toEqual(rules);
      }
      const posts = new Map<string, Set<string>>();
      for (const { person, day: on, shift, skill } of assignments) posts.set(`${on} ${shift} ${skill}`, (posts.get(`${on} ${shift} ${skill}`) ?? new Set<string>()).add(staff[Number(person.slice(-1))]!.group));
      expect(new Set(violations.filter(({ rule }) => rule === 'groups-apart').map(({ day: on, params }) => `${on} ${params['shift']} ${params['skill']}`))).toEqual(new Set([...posts].flatMap(([post, groups]) => (groups.size > 1 ? [post] : []))));
    }), { numRuns: 1500, seed: 11 });
    expect(seen([...told])).toEqual(['breaks', 'days-in-a-row', 'days-off-together', 'groups-apart', 'leave', 'locked', 'most-minutes', 'most-shifts', 'rest', 'skill']);
  });
});
