import { checkPlan } from '../rules/checking-plan.ts';
import type { Assignment, Plan, PlanningProblem } from '../shapes/planning.ts';
import { figured, planHorizon } from './flow.ts';
import { loadHighs } from './programs.ts';
import { replan } from './replan.ts';

/** Is what a thread of its own is asked for. Shape: `current` are the assignments to change as little as can be; without them the plan is made anew. */
export interface PlanningTask { readonly problem: PlanningProblem; readonly seconds: number; readonly seed: number; readonly current?: readonly Assignment[] }

/** Takes out, person by person, those who cannot do what they are rostered for, and fills the gaps with as few changes as can be. */
function replanned(problem: PlanningProblem, current: readonly Assignment[], seconds: number): readonly Assignment[] {
  const until = performance.now() + seconds * 1000;
  const barred = checkPlan(problem, current).violations.filter(({ rule }) => rule === 'leave' || rule === 'skill' || rule === 'person-unknown');
  let assignments = current.filter(({ person }) => problem.people.some((one) => one.person === person));
  for (const person of [...new Set(barred.map((one) => one.person))].filter((one) => problem.people.some((other) => other.person === one))) {
    const days = [...new Set(barred.filter((one) => one.person === person).map(({ day }) => day))];
    assignments = [...replan(problem, assignments, { person, days }, { seconds: Math.max(0.5, (until - performance.now()) / 1000) }).assignments];
  }
  return assignments;
}

/** Plans a roster; it is called in a thread of its own. */
export async function planTask({ problem, seconds, seed, current }: PlanningTask, report: (progress: unknown) => void): Promise<Plan> {
  await loadHighs();
  return current === undefined ? planHorizon(problem, { seconds, seed, onProgress: report }) : figured(problem, replanned(problem, current, seconds), 0, 0);
}
