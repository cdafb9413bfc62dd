import type { ChainRun } from './engine.ts';

/** Says that the simulation broke one of its own laws, which is a fault of ours and never of the document. */
export class BrokenLaw extends Error {}

/** Holds a day that was simulated to the laws that every day must keep. Shape: `presence` is the people present, added up over time. */
export function holdDay(run: ChainRun, presence: number): void {
  let dwell = 0;
  let present = 0;
  for (let person = 0; person < run.chain.passengers; person += 1) {
    if (run.present[person] === 0) continue;
    present += 1;
    if (run.done[person] !== run.owed[person]) throw new BrokenLaw('Somebody left without a step that was owed.');
    dwell += run.outAt[person]! - run.offAt[person]!;
  }
  if (run.came !== present || run.left !== present) throw new BrokenLaw(`${present} people were on board, ${run.came} came and ${run.left} left.`);
  if (Math.abs(presence - dwell) > 1e-6 * Math.max(1, dwell)) throw new BrokenLaw('The people present over time are not the sum of their stays.');
  if (!run.quarters.empty) throw new BrokenLaw('Somebody is still waiting.');
}
