import type { Assignment, Plan, PlanningProblem } from '../shapes/planning.ts';
import { planHorizon } from './flow.ts';
import { loadPrograms } from './programs.ts';
import { replan } from './replan.ts';

/** Is what a thread of its own is asked for. Shape: `current` are the assignments to change as little as can be; without them the plan is made anew. */
export interface PlanningTask { readonly problem: PlanningProblem; readonly seconds: number; readonly seed: number; readonly current?: readonly Assignment[] }

/** Plans a roster; it is called in a thread of its own. */
export async function planTask({ problem, seconds, seed, current }: PlanningTask, report: (progress: unknown) => void): Promise<Plan> {
  await loadPrograms();
  return current === undefined ? planHorizon(problem, { seconds, seed, onProgress: report }) : replan(problem, current, { seconds, seed });
}
