import type { Db } from '../kernel/db.ts';

/** Is a running sender of what waits in an outbox. */
export interface OutboxSender {
  /** Sends what is due now; for tests, which do not want to wait for the next look. */
  sendDue(): Promise<number>;
  stop(): Promise<void>;
}

/** Is how one kind of thing is sent: who lends it out, and what delivers one of it. Unit: milliseconds. */
export interface OutboxKind<T> {
  readonly db: Db;
  events(): readonly string[];
  readonly atOnce: number;
  readonly lentMilliseconds: number;
  readonly everyMilliseconds: number;
  /** Lends at most so many that are due to this sender, until an instant; of several servers only one gets each. */
  take(db: Db, eventId: string, now: Date, until: Date, most: number): Promise<readonly T[]>;
  deliver(eventId: string, one: T): Promise<void>;
  /** Does at each look what comes before the taking. */
  before?(eventId: string): Promise<void>;
}

/** Looks again and again for what is due in an outbox and sends it, so many at once; stopping waits for what is under way. */
export function startOutboxSender<T>(kind: OutboxKind<T>): OutboxSender {
  const under = new Set<Promise<void>>();
  let stopped = false;
  let looking: Promise<number> | undefined;

  const look = async (): Promise<number> => {
    let taken = 0;
    for (const eventId of kind.events()) {
      if (stopped) break;
      await kind.before?.(eventId);
      const free = kind.atOnce - under.size;
      if (free <= 0) break;
      const now = new Date();
      const lent = await kind.take(kind.db, eventId, now, new Date(now.getTime() + kind.lentMilliseconds), free);
      taken += lent.length;
      for (const one of lent) {
        // What cannot be written down now stays lent and is taken up again when that runs out.
        const work: Promise<void> = kind.deliver(eventId, one).catch(() => undefined).finally(() => under.delete(work));
        under.add(work);
      }
    }
    return taken;
  };
  const lookOnce = (): Promise<number> => {
    looking ??= look().catch(() => 0).finally(() => { looking = undefined; });
    return looking;
  };

  const timer = setInterval(() => void lookOnce(), kind.everyMilliseconds);
  timer.unref();
  return {
    async sendDue() {
      const taken = await lookOnce();
      await Promise.all(under);
      return taken;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all(under);
    },
  };
}
