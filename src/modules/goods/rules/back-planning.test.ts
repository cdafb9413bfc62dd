import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consignmentKinds } from '../../prescribed/catalogue/consignment-kinds.ts';
import { chinaCalendar } from '../catalogue/holidays.ts';
import { backPlan, planTasks } from './back-planning.ts';
import { addDays, isWorkday } from './dates.ts';

const lastDays = (kind: Parameters<typeof backPlan>[0], neededOn: string, on = '2021-10-01'): Record<string, string> => Object.fromEntries(backPlan(kind, neededOn, on).map((one) => [one.permit ?? one.task, one.lastDay]));

describe('the way back from the day of competition', () => {
  it('goes over the Spring Festival by working days', () => {
    expect(lastDays('K02', '2022-02-04')).toEqual({ register: '2022-01-18', list: '2022-01-21', confirm: '2022-01-24', declare: '2022-01-26', slot: '2022-01-28', arrive: '2022-01-28', release: '2022-01-29', deliver: '2022-01-30' });
  });

  it('leaves horses their isolation and their quarantine permit', () => {
    const days = lastDays('K11', '2022-08-01', '2022-01-01');
    expect(days['isolation']).toBe(addDays(days['release']!, -30));
    expect(days['quarantine']! < days['arrive']!).toBe(true);
  });

  it('says missed, due, open and done', () => {
    const plan = backPlan('K02', '2022-02-04', '2022-01-22', new Set(['register']));
    expect(Object.fromEntries(plan.map((one) => [one.task, one.state]))).toMatchObject({ register: 'done', list: 'missed', confirm: 'due', deliver: 'open' });
  });

  it('never asks for a later thing before an earlier one', () => {
    const order = planTasks.filter((task) => !['permit', 'isolation', 'slot'].includes(task));
    fc.assert(fc.property(fc.constantFrom(...consignmentKinds), fc.integer({ min: 0, max: 700 }), (kind, offset) => {
      const plan = backPlan(kind, addDays('2021-06-01', offset), '2021-03-01');
      const at = new Map(plan.map((one) => [one.task, one.lastDay]));
      const days = order.flatMap((task) => at.get(task) ?? []);
      expect(days).toEqual(days.toSorted());
      for (const task of ['declare', 'list', 'register'] as const) expect(isWorkday(at.get(task)!, chinaCalendar)).toBe(true);
    }));
  });
});
