import type { Tone } from '../design/Badge.tsx';
import type { Sample } from './shapes.ts';

/** Gives each state its tone; only what is overdue is wrong. */
export const stateTones: Readonly<Record<Sample['state'], Tone>> = { waiting: 'neutral', alarm: 'late', overdue: 'wrong', resulted: 'done', superseded: 'quiet' };

/** Tells whether a result is still awaited. */
export function isPending(state: Sample['state']): boolean {
  return state === 'waiting' || state === 'alarm' || state === 'overdue';
}

/** Tells a tube's state at an instant, since its clock runs on after it was read. Unit: `now` in milliseconds since 1970, UTC. */
export function stateAt(sample: Pick<Sample, 'state' | 'dueAt' | 'alarmAt'>, now: number): Sample['state'] {
  if (!isPending(sample.state)) return sample.state;
  if (sample.dueAt !== null && Date.parse(sample.dueAt) < now) return 'overdue';
  return sample.alarmAt !== null && Date.parse(sample.alarmAt) < now ? 'alarm' : 'waiting';
}
