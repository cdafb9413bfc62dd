import { runAction } from '../../kernel/action.ts';
import type { House } from '../../kernel/action.ts';
import type { Actor, Role } from '../../kernel/officer.ts';
import { runView } from '../../kernel/view.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import type { Stage, Tally } from '../acting.ts';
import { iso } from '../deeds.ts';
import { actorFor, personaId } from '../port.ts';
import { doneCommands, insertAccounts } from '../store/world.ts';
import { carnetDeeds } from './carnets.ts';
import type { GoodsDeed, GoodsKnown } from './deeds.ts';
import { fileDeeds } from './files.ts';
import { journalistDeeds } from './journalists.ts';
import { openingDeeds } from './opening.ts';
import { agents } from './parties.ts';
import type { PartySpec } from './parties.ts';
import { planGoods } from './plan.ts';
import type { GoodsPlan } from './plan.ts';
import { redChannelDeeds } from './red-channel.ts';
import { consignmentDeeds, deliveryDeeds } from './script.ts';
import { seizureDeeds } from './seizing.ts';
import { windowDeeds } from './windows.ts';

/** Says how far the making of the goods has come. Unit: deeds. */
export interface GoodsProgress { readonly done: number; readonly total: number; readonly workMade: number; readonly workFound: number; readonly work: number }

/** Writes everything that happens to the goods of the world, in the order of time. */
export function goodsDeeds(plan: GoodsPlan): GoodsDeed[] {
  // Of one instant, in the order in which they are told: a party is there before whoever needs it.
  const consignments = plan.consignments.flatMap(consignmentDeeds);
  return [...openingDeeds(plan), ...consignments, ...carnetDeeds(plan.consignments), ...deliveryDeeds(plan.consignments), ...windowDeeds(plan.consignments), ...journalistDeeds(), ...redChannelDeeds(), ...seizureDeeds(plan.consignments), ...fileDeeds(plan.consignments)].toSorted((one, other) => one.at - other.at);
}

const accountId = (eventId: string, party: PartySpec): string => (party.ofPersona ? personaId(eventId, 'trader') : wordsId(eventId, 'account', party.key));

/** Does the deeds on goods through the public actions, and knows what each gave. What was done before is not done again. */
export class GoodsWork {
  readonly #stage: Stage;
  readonly #tally: Tally;
  readonly #results = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #chains = new Map<string, Promise<void>>();
  readonly #deeds: readonly GoodsDeed[];
  #next = 0;
  #done = 0;

  private constructor(stage: Stage, tally: Tally, deeds: readonly GoodsDeed[]) {
    this.#stage = stage;
    this.#tally = tally;
    this.#deeds = deeds;
  }

  /** Opens the work where it was left. */
  static async open(stage: Stage, tally: Tally, deeds: readonly GoodsDeed[]): Promise<GoodsWork> {
    const work = new GoodsWork(stage, tally, deeds);
    const names = new Map(deeds.map((deed) => [work.#idOf(deed), `${deed.chain} ${deed.name}`]));
    for (const [id, result] of await doneCommands(stage.open.pool, stage.eventId, [...names.keys()])) work.#results.set(names.get(id)!, result);
    return work;
  }

  /** Counts the deeds that were done before. */
  get found(): number {
    return this.#results.size;
  }

  /**
   * Does all deeds up to an instant, several side by side, taken in the order of their time: a guarantee's book is written in that order, and no time in it goes back.
   * Unit: milliseconds since 1970, UTC. Shape: stops at the first that is refused.
   */
  async doUntil(until: number, options: { sideBySide: number; signal?: AbortSignal | undefined; onDeed?: (done: number) => Promise<void> | void }): Promise<void> {
    let failed = false;
    const worker = async (): Promise<void> => {
      for (let deed = this.#deeds[this.#next]; deed !== undefined && deed.at <= until && !failed; deed = this.#deeds[this.#next]) {
        options.signal?.throwIfAborted();
        this.#next += 1;
        // Whatever comes earlier has been taken earlier, so that nobody waits for somebody who waits.
        const own = deed;
        const turn = Promise.all([own.chain, ...own.needs].map((chain) => this.#chains.get(chain))).then(() => (failed ? undefined : this.#do(own)));
        this.#chains.set(own.chain, turn.catch(() => undefined));
        try {
          await turn;
          await options.onDeed?.((this.#done += 1));
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: options.sideBySide }, worker));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  async #do(deed: GoodsDeed): Promise<void> {
    const key = `${deed.chain} ${deed.name}`;
    if (this.#results.has(key)) return;
    const input = await deed.input(this.#knownAt(deed.at));
    if (input === undefined) return;
    const { open, eventId } = this.#stage;
    const action = open.registry.actions.get(deed.action);
    if (action === undefined) throw new Error(`No action ${deed.action}`);
    const house: House = { pool: open.pool, now: () => iso(deed.at), announce: open.house.announce };
    const answer = await runAction(house, eventId, this.#actorOf(deed), action, { id: this.#idOf(deed), occurredAt: iso(deed.at), input });
    this.#tally.actions += 1;
    if (!answer.ok) throw new Error(`${key} (${deed.action}) was refused: ${JSON.stringify(answer.refusal)}`);
    this.#results.set(key, answer.result as Readonly<Record<string, unknown>>);
  }

  #knownAt(at: number): GoodsKnown {
    const { open, eventId } = this.#stage;
    return {
      result: (chain, name) => this.#results.get(`${chain} ${name}`) ?? {},
      see: async <T>(role: Role, view: string, input: object): Promise<T> => (await runView({ ...open.house, now: () => iso(at) }, eventId, actorFor(eventId, role, null), open.registry.views.get(view)!, input)).data as T,
    };
  }

  #actorOf({ by, station }: GoodsDeed): Actor {
    const { eventId, stations } = this.#stage;
    if (typeof by === 'string') return actorFor(eventId, by, station === null ? null : stations.get(`${station[0]} ${station[1]} 1`) ?? null);
    return { officerId: accountId(eventId, by), keyId: null, name: { en: by.nameEn, zh: by.nameZh }, organisation: by.nameEn, roles: ['trader'], stationId: null };
  }

  #idOf(deed: GoodsDeed): string {
    return wordsId(this.#stage.eventId, 'goods', deed.chain, deed.name);
  }
}

/** Makes the goods of the world up to an instant, or goes on where the making was cut off. */
export async function makeGoods(stage: Stage, seed: string, until: number, options: { sideBySide?: number; signal?: AbortSignal | undefined; onProgress?: (progress: GoodsProgress) => Promise<void> | void } = {}): Promise<Tally> {
  const tally: Tally = { actions: 0, refused: 0 };
  const { open, eventId } = stage;
  const plan = planGoods(seed);
  await insertAccounts(open.pool, eventId, [...plan.companies, ...agents].filter((party) => !party.ofPersona).map((party) => ({ officerId: accountId(eventId, party), userName: party.key.replace(' ', '-'), role: 'trader', nameEn: party.nameEn, nameZh: party.nameZh })), iso(openedAt));
  const deeds = goodsDeeds(plan).filter((deed) => deed.at <= until);
  const work = await GoodsWork.open(stage, tally, deeds);
  const found = work.found;
  await work.doUntil(until, { sideBySide: options.sideBySide ?? 8, signal: options.signal, onDeed: (done) => options.onProgress?.({ done, total: deeds.length, workMade: Math.max(0, done - found), workFound: Math.min(done, found), work: deeds.length }) });
  return tally;
}

/** Is when the world's port opens: before the first party is filed. Unit: milliseconds since 1970, UTC. */
export const openedAt = Date.parse('2021-03-01T00:00:00.000Z');
