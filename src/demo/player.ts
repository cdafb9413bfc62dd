import { isDatabaseAway } from '../kernel/db.ts';
import type { OpenHouse } from '../server/start.ts';
import { Performance, stageOf } from './acting.ts';
import type { Stage, Tally } from './acting.ts';
import { leftToDo } from './beside-officers.ts';
import type { Place } from './beside-officers.ts';
import { hour } from './days.ts';
import { finishFlight } from './finishing.ts';
import { worldSeed } from './make-world.ts';
import { inventedEvent } from './port.ts';
import { worldFlights } from './schedule.ts';
import type { FlightSpec } from './schedule.ts';
import { scriptOf } from './script.ts';
import { endedFlights, lastRecordedAt, lastRecordedOf } from './store/owing.ts';
import { findEvent } from './store/world.ts';
import { keepClock } from './world-clock.ts';
import { playDevices } from './device-player.ts';
import type { DeviceGateway } from '../server/devices/gateway.ts';

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
  static async open(open: OpenHouse, eventId: string, seed: string = worldSeed, flights: readonly FlightSpec[] = worldFlights(seed)): Promise<Player> {
    const stage = await stageOf(open, eventId);
    const ended = await endedFlights({ db: open.pool, eventId });
    const player = new Player(stage, [], await lastRecordedAt({ db: open.pool, eventId }));
    for (const flight of flights) {
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

  /** Tells when the next deed is due; undefined when all is played. Unit: milliseconds since 1970, UTC. */
  get nextAt(): number | undefined {
    const next = this.#nextDue(Number.MAX_SAFE_INTEGER);
    return next?.performance.nextAt ?? next?.finishAt;
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
    // Written down at its own time, but never before what stands already, officers' records on the same flight included.
    // A report and a closing speak of everything until now: theirs is the present.
    const speaksOfAll = ['report', 'acknowledged-centre', 'acknowledged-committee', 'secondSigned', 'closed'].includes(performance.nextName ?? '');
    this.#floor = Math.max(this.#floor, due);
    const floor = performance.flightId === undefined ? this.#floor : Math.max(this.#floor, await lastRecordedOf(place()));
    await performance.doNext(speaksOfAll ? now : Math.min(now, floor), (deed, input) => leftToDo(place(), deed, input));
    if (performance.nextAt === undefined) await this.#afterEnd(playing, now);
  }

  async #afterEnd(playing: Playing, now: number): Promise<void> {
    const ended = await endedFlights({ db: this.#stage.open.pool, eventId: this.#stage.eventId });
    if (ended.has(playing.performance.script.flight.key)) this.#playing = this.#playing.filter((entry) => entry !== playing);
    else playing.finishAt = now + hour;
  }
}

// Often enough that little of the day is lost to a kill, seldom enough that nobody notices.
const keptEverySeconds = 5;

/**
 * Starts the player in a running server: every second it does what the event's clock has reached, bounded, so that nobody waits for it.
 * Shape: `stop` waits for the deed under way.
 */
export function startPlayer(open: OpenHouse, eventId: string, options: { say?: (message: string) => void; open?: () => Promise<Player> } = {}): { stop(): Promise<void> } {
  let player: Promise<Player> | undefined;
  let working: Promise<void> = Promise.resolve();
  let isBusy = false;
  let ticks = 0;
  let said = '';
  const tick = async (): Promise<void> => {
    try {
      if ((ticks += 1) % keptEverySeconds === 0) await keepClock(open, eventId);
      player ??= options.open?.() ?? Player.open(open, eventId);
      await (await player).play(Date.parse(open.house.now(eventId)));
    } catch (error) {
      // A database that is away for a moment is nothing to tell. Either way the player opens again from what is recorded.
      player = undefined;
      const problem = isDatabaseAway(error) ? '' : String(error);
      if (problem !== said && problem !== '') options.say?.(`The invented world could not be played on: ${problem}`);
      said = problem;
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
      // Without it the next start goes on from the last time written, seconds earlier.
      await keepClock(open, eventId).catch(() => undefined);
    },
  };
}

/** Plays the invented world in the server that has been started; a database without it is left alone. */
export async function playWorld({ server, say }: { server: { readonly open: OpenHouse; readonly devices?: { readonly gateway: DeviceGateway } }; say: (message: string) => void }): Promise<{ stop(): Promise<void> }> {
  const event = await findEvent(server.open.pool, inventedEvent.code);
  if (event === undefined || event.clock.kind === 'real') return { stop: () => Promise.resolve() };
  const player = startPlayer(server.open, event.eventId, { say });
  const devices = server.devices === undefined ? undefined : playDevices(server.open, server.devices.gateway, event.eventId);
  return { async stop() { await Promise.all([player.stop(), devices?.stop()]); } };
}
