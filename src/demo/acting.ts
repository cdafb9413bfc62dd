import type { Actor } from '../kernel/officer.ts';
import { runAction } from '../kernel/action.ts';
import type { Answer, House } from '../kernel/action.ts';
import type { OpenHouse } from '../server/start.ts';
import { iso } from './deeds.ts';
import type { Deed, Known } from './deeds.ts';
import { actorFor, personas, stationKinds } from './port.ts';
import { wordsId } from '../kernel/named-ids.ts';
import type { Script } from './script.ts';
import { cardsByCase, casesByPassport, doneCommands, findFlight, openDifferences, stationsOf, templatesOf } from './store/world.ts';

/** Is the house with an event of the world, as the deeds need it. */
export interface Stage {
  readonly open: OpenHouse;
  readonly eventId: string;
  readonly stations: ReadonlyMap<string, string>;
  readonly templates: ReadonlyMap<string, string>;
}

/** Reads what the deeds need to know of the port. */
export async function stageOf(open: OpenHouse, eventId: string): Promise<Stage> {
  const stations = new Map((await stationsOf(open.pool, eventId)).map((row) => [`${row.code} ${row.kind} ${row.lane}`, row.station_id]));
  const templates = new Map((await templatesOf(open.pool, eventId)).map((row) => [row.title, row.plan_id]));
  return { open, eventId, stations, templates };
}

/** Is how many actions were done, and how many of the deeds were refused although their story does not want it. */
export interface Tally { actions: number; refused: number }

// Records of different instants must not share a batch: its members carry the latest of their times.
let recording: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = recording.then(work, work);
  recording = turn.catch(() => undefined);
  return turn;
}

// After these deeds there are people on the flight who were not there before.
const bringsPeople = new Set(['roster', 'airlineList', 'foundOutside', 'cards']);

function travellerOf(declarationId: string): Actor {
  return { officerId: null, keyId: null, name: { en: 'Traveller', zh: '旅客' }, organisation: '', roles: ['traveller'], stationId: null, subject: declarationId };
}

/** Plays the script of one flight, deed by deed, through the public actions. What was done before is not done again. */
export class Performance {
  readonly script: Script;
  readonly #stage: Stage;
  readonly #tally: Tally;
  #next = 0;
  #flightId: string | undefined;
  #cases = new Map<string, string>();
  #cards = new Map<string, string>();
  readonly #results = new Map<string, Readonly<Record<string, unknown>>>();

  private constructor(stage: Stage, script: Script, tally: Tally) {
    this.#stage = stage;
    this.script = script;
    this.#tally = tally;
  }

  /** Opens a performance where it was left. */
  static async open(stage: Stage, script: Script, tally: Tally): Promise<Performance> {
    const performance = new Performance(stage, script, tally);
    const ids = script.deeds.map((deed) => performance.#idOf(deed.name));
    const done = await doneCommands(stage.open.pool, stage.eventId, ids);
    script.deeds.forEach((deed, index) => {
      const result = done.get(ids[index]!);
      if (result === undefined) return;
      // Deeds are done in their order: before the last one that left a trace stand only such as leave none.
      performance.#next = index + 1;
      performance.#results.set(deed.name, result);
    });
    if (performance.#next > 0) await performance.#learn();
    return performance;
  }

  /** Tells when the next deed is due; undefined after the last. Unit: milliseconds since 1970, UTC. */
  get nextAt(): number | undefined {
    return this.script.deeds[this.#next]?.at;
  }

  /** Tells the word of the next deed. */
  get nextName(): string | undefined {
    return this.script.deeds[this.#next]?.name;
  }

  /** Tells the flight's identifier once it was announced. */
  get flightId(): string | undefined {
    return this.#flightId;
  }

  /** Does the next deed. Unit of `now`: milliseconds, the event's time that the house writes down. */
  async doNext(now: number, adjust?: (deed: Deed, input: unknown) => Promise<unknown>): Promise<void> {
    const deed = this.script.deeds[this.#next];
    if (deed === undefined) return;
    this.#next += 1;
    if (deed.travellers !== undefined) {
      for (const { declarationId, input } of deed.travellers(this.#known())) await this.#act(deed, wordsId(this.#idOf(deed.name), declarationId), input, now, travellerOf(declarationId));
      return;
    }
    if (deed.inputs !== undefined) {
      for (const input of await deed.inputs(this.#known())) await this.#act(deed, wordsId(this.#idOf(deed.name), JSON.stringify(input)), input, now);
      return;
    }
    let input = this.#flightId === undefined && deed.name !== 'announce' ? undefined : deed.input(this.#known());
    if (adjust !== undefined && input !== undefined && this.#flightId !== undefined) input = await adjust(deed, input);
    if (input === undefined) return;
    const answer = await this.#act(deed, this.#idOf(deed.name), input, now);
    if (answer.ok) this.#results.set(deed.name, answer.result as Readonly<Record<string, unknown>>);
    if (deed.name === 'announce' || bringsPeople.has(deed.name)) await this.#learn();
  }

  /** Does a deed that no script holds, under an identifier of its own. */
  async improvise(deed: Omit<Deed, 'input'>, id: string, input: unknown, now: number): Promise<Answer> {
    return this.#act({ ...deed, input: () => input }, wordsId(this.#stage.eventId, this.script.flight.key, id), input, now);
  }

  async #act(deed: Deed, id: string, input: unknown, now: number, traveller?: Actor): Promise<Answer> {
    const { open, eventId } = this.#stage;
    const action = open.registry.actions.get(deed.action);
    if (action === undefined) throw new Error(`No action ${deed.action}`);
    const house: House = { pool: open.pool, now: () => iso(now), announce: open.house.announce };
    const command = { id, occurredAt: iso(Math.min(deed.at, now)), input };
    const actor = traveller ?? actorFor(eventId, deed.by, this.#stationOf(deed));
    const run = (): Promise<Answer> => runAction(house, eventId, actor, action, command);
    const answer = await (action.record === undefined ? run() : inTurn(run));
    this.#tally.actions += 1;
    const problem = problemOf(deed, answer);
    if (problem !== undefined) {
      this.#tally.refused += 1;
      this.onRefused(`${this.script.flight.key}, ${deed.name} (${deed.action}): ${problem}`);
    }
    return answer;
  }

  /** Hears of a deed that was refused although the story does not want it; the maker of a world stops there, the player goes on. */
  onRefused: (problem: string) => void = (problem) => { throw new Error(problem); };

  #stationOf(deed: Deed): string | null {
    const kind = deed.station?.[0] ?? personas.find((persona) => persona.role === deed.by)?.station;
    if (kind === undefined || kind === null) return null;
    const { pointCode } = this.script.flight;
    const lanes = stationKinds.find((entry) => entry.kind === kind)?.lanes ?? [];
    const lane = lanes[(deed.station?.[1] ?? 0) % lanes.length] ?? '';
    return this.#stage.stations.get(`${pointCode} ${kind} ${lane}`) ?? this.#stage.stations.get(`${pointCode} ${kind} ${lanes[0] ?? ''}`) ?? null;
  }

  #idOf(name: string): string {
    return wordsId(this.#stage.eventId, this.script.flight.key, name);
  }

  async #learn(): Promise<void> {
    const { open, eventId } = this.#stage;
    this.#flightId ??= await findFlight(open.pool, eventId, this.script.flight);
    if (this.#flightId === undefined) return;
    this.#cases = await casesByPassport(open.pool, eventId, this.#flightId);
    this.#cards = await cardsByCase(open.pool, eventId, this.#flightId);
  }

  #known(): Known {
    return {
      flightId: this.#flightId ?? '',
      caseOf: (person) => this.#cases.get(person.passport),
      cardOf: (person) => this.#cards.get(this.#cases.get(person.passport) ?? ''),
      templateOf: (title) => this.#stage.templates.get(title) ?? '',
      resultOf: (name) => this.#results.get(name) ?? {},
      idOf: (name) => this.#idOf(name),
      openDifferences: () => openDifferences(this.#stage.open.pool, this.#stage.eventId, this.#flightId ?? ''),
    };
  }
}

function problemOf(deed: Deed, answer: Answer): string | undefined {
  if (!answer.ok) return deed.mayBeRefused?.includes(answer.refusal.code) === true ? undefined : JSON.stringify(answer.refusal);
  if (deed.mayBeRefused !== undefined) return 'was expected to be refused';
  const each = (answer.result as { results?: { refusal?: unknown }[] } | null)?.results;
  const wrong = each?.filter((entry) => entry.refusal !== undefined) ?? [];
  return wrong.length === 0 ? undefined : `${wrong.length} of ${each?.length}: ${JSON.stringify(wrong[0])}`;
}
