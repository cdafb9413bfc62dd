import type { OpenHouse } from '../server/start.ts';
import { Performance, stageOf } from './acting.ts';
import type { Stage, Tally } from './acting.ts';
import { leftToDo } from './beside-officers.ts';
import type { Place } from './beside-officers.ts';
import { hour } from './days.ts';
import { finishFlight } from './finishing.ts';
import { worldSeed } from './make-world.ts';
import { worldFlights } from './schedule.ts';
import { scriptOf } from './script.ts';
import { endedFlights, lastRecordedAt } from './store/owing.ts';

interface Playing {
  readonly performance: Performance;
  /** When a script that has ended is looked at again, while its flight is not closed. Unit: milliseconds since 1970, UTC. */
  finishAt: number | undefined;
  attempts: number;
}

/** Plays what is still to come of the invented world, in the order of its time, beside whoever works there by hand. */
export class Player {
  readonly tally: Tally = { actions: 0, refused: 0 };
  readonly #stage: Stage;
  #playing: Playing[];
  #floor: number;

  private constructor(stage: Stage, playing: Playing[], floor: number) {
    this.#stage = stage;
    this.#playing = playing;
    this.#floor = floor;
  }

  /** Opens the player where the world stands, after a restart as well: what is recorded is not played again. */
  static async open(open: OpenHouse, eventId: string, seed: string = worldSeed): Promise<Player> {
    const stage = await stageOf(open, eventId);
    const ended = await endedFlights({ db: open.pool, eventId });
    const player = new Player(stage, [], await lastRecordedAt({ db: open.pool, eventId }));
    for (const flight of worldFlights(seed)) {
      if (ended.has(flight.key)) continue;
      const performance = await Performance.open(stage, scriptOf(seed, flight), player.tally);
      // Beside officers a refusal is an answer like any other: the audit has it, the story goes on.
      performance.onRefused = () => undefined;
      player.#playing.push({ performance, finishAt: undefined, attempts: 0 });
    }
    return player;
  }

  /** Does what is due at an instant of the event, the oldest first, for so many milliseconds at most. Shape: whether nothing due is left. */
  async play(now: number, milliseconds = 800): Promise<boolean> {
    const until = Date.now() + milliseconds;
    for (;;) {
      const next = this.#nextDue(now);
      if (next === undefined) return true;
      if (Date.now() >= until) return false;
      await this.#step(next, now);
    }
  }

  #nextDue(now: number): Playing | undefined {
    let next: Playing | undefined;
    let at = now;
    for (const playing of this.#playing) {
      const due = playing.performance.nextAt ?? playing.finishAt ?? Number.POSITIVE_INFINITY;
      if (due <= at && (next === undefined || due < at)) [next, at] = [playing, due];
    }
    return next;
  }

  async #step(playing: Playing, now: number): Promise<void> {
    const { performance } = playing;
    const place = (): Place => ({ db: this.#stage.open.pool, eventId: this.#stage.eventId, flightId: performance.flightId ?? '' });
    const due = performance.nextAt;
    if (due === undefined) {
      playing.attempts += 1;
      await finishFlight(place(), performance, playing.attempts * 1000 + (Math.floor(now / 60_000) % 1000), now);
      await this.#afterEnd(playing, now);
      return;
    }
    // Written down at its own time, but never before what stands already. A report and a closing speak of everything until now: theirs is the present.
    const speaksOfAll = ['report', 'acknowledged-centre', 'acknowledged-committee', 'closed'].includes(performance.nextName ?? '');
    this.#floor = Math.max(this.#floor, due);
    await performance.doNext(speaksOfAll ? now : Math.min(now, this.#floor), (deed, input) => leftToDo(place(), deed, input));
    if (performance.nextAt === undefined) await this.#afterEnd(playing, now);
  }

  async #afterEnd(playing: Playing, now: number): Promise<void> {
    const ended = await endedFlights({ db: this.#stage.open.pool, eventId: this.#stage.eventId });
    if (ended.has(playing.performance.script.flight.key)) this.#playing = this.#playing.filter((entry) => entry !== playing);
    else playing.finishAt = now + hour;
  }
}

/**
 * Starts the player in a running server: every second it does what the event's clock has reached, bounded, so that nobody waits for it.
 * Shape: `stop` waits for the deed under way.
 */
export function startPlayer(open: OpenHouse, eventId: string): { stop(): Promise<void> } {
  let player: Promise<Player> | undefined;
  let working: Promise<void> = Promise.resolve();
  let isBusy = false;
  const tick = async (): Promise<void> => {
    try {
      player ??= Player.open(open, eventId);
      await (await player).play(Date.parse(open.house.now(eventId)));
    } catch {
      // A database that is away for a moment: the player opens again from what is recorded.
      player = undefined;
    }
  };
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    working = tick().finally(() => { isBusy = false; });
  }, 1000);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
