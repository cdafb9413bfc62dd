import type { Compiled } from './compile.ts';
import { keyed, normalOf, uniformOf } from './random.ts';

/** Is who the people of a day are. Shape: by person; `owed` has a bit for each step of their policy's route. */
export interface People {
  readonly key: Int32Array;
  readonly present: Uint8Array;
  readonly prefilled: Uint8Array;
  readonly language: Uint8Array;
  readonly owed: Int32Array;
}

/** Draws for each person of a flight who they are and which steps they owe. Shape: streams belong to flight, person and step, so that a change elsewhere changes nobody here. */
export function drawPeople(chain: Compiled, at: number, key: number, into: People): void {
  const flight = chain.flights[at]!;
  const steps = chain.policies[flight.policy]!;
  const absent = chain.uncertainty?.noShowShare;
  const noShow = absent === undefined ? 0 : Math.min(0.95, Math.max(0, absent.mean + absent.spread * normalOf(keyed(key, 12))));
  for (let within = 0; within < flight.passengers; within += 1) {
    const person = flight.first + within;
    const own = keyed(key, 1000 + within);
    into.key[person] = own;
    into.present[person] = noShow > 0 && uniformOf(keyed(own, 21)) < noShow ? 0 : 1;
    const prefilled = uniformOf(keyed(own, 22)) < flight.prefilledShare;
    into.prefilled[person] = prefilled ? 1 : 0;
    into.language[person] = 0;
    if (flight.languages.length > 0) {
      const draw = uniformOf(keyed(own, 23));
      into.language[person] = flight.languages.find(({ below }) => draw < below)?.language ?? 0;
    }
    let owed = 0;
    for (let step = 0; step < steps.length; step += 1) {
      const { probability, only, key: stepKey } = steps[step]!;
      if (only !== 0 && (only === 1) !== prefilled) continue;
      if (probability === 1 || uniformOf(keyed(keyed(own, stepKey), 31)) < probability) owed |= 1 << step;
    }
    into.owed[person] = owed;
  }
}
