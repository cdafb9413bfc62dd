import { eventTime, setClock } from '../kernel/clock.ts';
import type { ClockSetting } from '../kernel/clock.ts';
import type { OpenHouse } from '../server/start.ts';
import { madeUntil } from './schedule.ts';
import { lastRecordedAt } from './store/owing.ts';
import { keepWorldClock, updateWorldClock } from './store/world.ts';

type Simulated = Extract<ClockSetting, { kind: 'simulated' }>;

/** Lets the event's clock run from the instant at which the world was made, at a speed. */
export async function startClock(open: OpenHouse, eventId: string, at: number = madeUntil, speed = 1): Promise<void> {
  await updateWorldClock(open.pool, eventId, { kind: 'simulated', eventAt: new Date(at).toISOString(), realAt: new Date().toISOString(), speed });
  await open.book.refresh();
}

/**
 * Lets a clock go on from where it was written down last, or from the last record: while nobody served the world, its time stood still.
 * Shape: the instant from which it goes on. Unit: milliseconds since 1970, UTC.
 */
export async function resumeClock(open: OpenHouse, eventId: string, clock: Simulated): Promise<number> {
  const at = Math.max(Date.parse(clock.eventAt), await lastRecordedAt({ db: open.pool, eventId }));
  await startClock(open, eventId, at, clock.speed);
  return at;
}

/** Writes down how far a running clock has come, so that the world goes on from there after whatever end of the server. */
export async function keepClock(open: OpenHouse, eventId: string): Promise<void> {
  const clock = open.book.find(eventId)?.clock;
  if (clock === undefined || clock.kind === 'real' || clock.speed === 0) return;
  const kept = setClock(clock, {});
  if (await keepWorldClock(open.pool, eventId, clock, kept) && open.book.find(eventId)?.clock === clock) open.book.setClock(eventId, kept);
}

/** Says whether a clock shows that the making of the world has ended: until then it stands before the world's today. */
export function isMadeBy(clock: ClockSetting): boolean {
  return clock.kind === 'real' || eventTime(clock, Date.parse(clock.realAt)) >= madeUntil;
}
