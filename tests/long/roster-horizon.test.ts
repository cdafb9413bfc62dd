import { beforeAll, describe, expect, test } from 'vitest';
import { checkPlan } from '../../src/modules/roster/rules/checking-plan.ts';
import { planHorizon } from '../../src/modules/roster/solving/flow.ts';
import { loadHighs } from '../../src/modules/roster/solving/programs.ts';
import { inventedStaff } from '../staffing-world.ts';

beforeAll(loadHighs);

describe('1,400 people over 17 days', () => {
  test('are planned within a hundredth of the bound, and nobody breaks a rule', () => {
    const problem = inventedStaff({ front: 700, reserve: 300, emergency: 400, days: 17, load: 1, seed: 1 });
    const plan = planHorizon(problem, { seconds: 60, seed: 1 });
    const checked = checkPlan(problem, plan.assignments);
    expect(checked.violations).toEqual([]);
    expect(checked.underCover).toEqual([]);
    expect(plan.gap).toBeLessThanOrEqual(0.01);
  });

  test('with breaks, two loops and more asked of them, nobody breaks a rule', () => {
    const problem = inventedStaff({ front: 700, reserve: 300, emergency: 400, days: 17, load: 1.2, seed: 2, breaks: true, groups: 2 });
    const plan = planHorizon(problem, { seconds: 240, seed: 1 });
    expect(checkPlan(problem, plan.assignments).violations).toEqual([]);
    expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective);
  });
});
