import type { FlightDetail } from '../flight.ts';
import { hasEnded } from '../flight.ts';

/** Is what the flight needs next: a step of its own, a movement to be told, people still under way, a difference to explain, or nothing. */
export type Next =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'move'; readonly movement: 'landed' | 'departed' }
  | { readonly kind: 'persons'; readonly count: number }
  | { readonly kind: 'differences'; readonly count: number }
  | { readonly kind: 'none' };

const beforeLanding = ['FLT-01', 'FLT-01b', 'FLT-02', 'FLT-03'];
const atTheDoor = ['BRD-01', 'BRD-02', 'DSB-01', 'BRD-03'];
const atTheEnd = ['CLN-01', 'REP-01'];

/** Tells the next action of a flight: one, in the order of the day. */
export function nextAction(flight: Pick<FlightDetail, 'state' | 'direction' | 'landedAt' | 'caseSteps' | 'blocking' | 'counts'>): Next {
  if (hasEnded(flight)) return { kind: 'none' };
  const owed = new Set(flight.caseSteps.steps.filter((step) => step.state === 'owed').map((step) => step.step));
  const first = (steps: readonly string[]): Next | undefined => {
    const step = steps.find((one) => owed.has(one));
    return step === undefined ? undefined : { kind: 'step', step };
  };
  // Whoever chases a list says that no gap is left unexplained.
  if (owed.has('FLT-01b') && flight.counts.discrepancies > 0) return { kind: 'differences', count: flight.counts.discrepancies };
  const prepared = first(beforeLanding);
  if (prepared) return prepared;
  const boarded = !owed.has('BRD-01');
  if (flight.direction === 'arrival' && flight.landedAt === null && !boarded) return { kind: 'move', movement: 'landed' };
  const door = first(atTheDoor);
  if (door) return door;
  const persons = flight.blocking.filter((block) => block.kind === 'case').reduce((sum, block) => sum + (block.count ?? 1), 0);
  if (owed.has('DIF-01')) return { kind: 'differences', count: flight.counts.discrepancies };
  // The doors of a departure close on everybody who was released: people come first.
  if (flight.direction === 'departure' && owed.has('DEP-04') && flight.counts.handedOver + flight.counts.absent >= flight.counts.expected) return { kind: 'step', step: 'DEP-04' };
  if (persons > 0) return { kind: 'persons', count: persons };
  return first(['DEP-04', ...atTheEnd]) ?? first(['CLS-01']) ?? { kind: 'none' };
}
