import { eventTime } from '../../kernel/clock.ts';
import type { ClockSetting } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/db.ts';
import { insertEvent, listEvents } from './store.ts';
import type { EventRow } from './store.ts';

/** Adds an event that runs on the real clock. */
export async function addRealEvent(db: Db, event: Omit<EventRow, 'clock'>, createdAt: string): Promise<void> {
  await insertEvent(db, { ...event, clock: { kind: 'real' } }, createdAt);
}

/** Finds an event by its code. */
export async function findEventByCode(db: Db, code: string): Promise<EventRow | undefined> {
  return (await listEvents(db)).find((event) => event.code === code);
}

/** Is thrown where this server has not read an event yet that another process has made: it may be asked again in a moment. */
export class EventNotRead extends Error {
  constructor(eventId: string) {
    super(`No event ${eventId}`);
  }
}

/** Keeps the events of this server at hand, so that telling the time needs no query. */
export class EventBook {
  readonly #db: Db;
  readonly #events = new Map<string, EventRow>();
  readonly #latest = new Map<string, number>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Reads the events again; called at start, after a clock was set, and now and then for other servers' changes. */
  async refresh(): Promise<void> {
    for (const event of await listEvents(this.#db)) this.#events.set(event.event_id, event);
  }

  /** Finds an event. */
  find(eventId: string): EventRow | undefined {
    return this.#events.get(eventId);
  }

  /** Lists the events in the order they were made. */
  all(): readonly EventRow[] {
    return [...this.#events.values()];
  }

  /** Takes a clock over at once, before the next refresh. */
  setClock(eventId: string, clock: ClockSetting): void {
    const event = this.#events.get(eventId);
    if (event !== undefined) this.#events.set(eventId, { ...event, clock });
  }

  /** Tells the event's time, which never runs backwards within one server. Unit: ISO instant, UTC. */
  now(eventId: string): string {
    const event = this.#events.get(eventId);
    if (event === undefined) throw new EventNotRead(eventId);
    const time = Math.max(eventTime(event.clock), this.#latest.get(eventId) ?? 0);
    this.#latest.set(eventId, time);
    return new Date(time).toISOString();
  }
}
