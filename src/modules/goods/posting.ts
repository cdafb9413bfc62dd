import { createHash } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { RefusalAnswer } from '../../kernel/refusal.ts';
import type { ActionContext } from '../../kernel/action.ts';
import type { Actor } from '../../kernel/officer.ts';
import type { Db, Pool } from '../../kernel/db.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { zoneOf } from '../ports/places.ts';
import { decide } from './rules/ledger.ts';
import type { Moment } from './rules/dates.ts';
import { enter, no } from './rules/ledger/decisions.ts';
import { touchedBy } from './rules/ledger/requests.ts';
import type { LedgerRequest } from './rules/ledger/requests.ts';
import { lockLedger, writeEntries } from './store/ledger.ts';
import type { EntryToWrite } from './store/ledger.ts';

/** Is what was posted: the entries, one a request and two for a move. */
export interface Posted {
  readonly entryIds: readonly string[];
  readonly postedAt: string;
}

/** Is the answer of the posting path. */
export type PostAnswer = ({ readonly ok: true } & Posted) | { readonly ok: false; readonly refusal: RefusalAnswer };

const days = new Map<string, { readonly format: Intl.DateTimeFormat; last: Moment }>();

/** Tells the moment of an instant at the event's port. */
export async function momentAt(db: Db, eventId: string, at: string): Promise<Moment> {
  let known = days.get(eventId);
  if (known === undefined) {
    known = { format: new Intl.DateTimeFormat('en-CA', { timeZone: await zoneOf(db, eventId), year: 'numeric', month: '2-digit', day: '2-digit' }), last: { at: '', today: '' } };
    days.set(eventId, known);
  }
  if (known.last.at !== at) known.last = { at, today: known.format.format(new Date(at)) };
  return known.last;
}

/** Tells the day of an instant at the event's port, by which every legal period counts. */
export async function dayAt(db: Db, eventId: string, at: string): Promise<string> {
  return (await momentAt(db, eventId, at)).today;
}

function digestOf(request: LedgerRequest): Buffer {
  const sorted = Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]);
  return createHash('sha256').update(JSON.stringify(sorted)).digest();
}

// What two at once may run into although each was right alone; decided again, it is refused for its own reason.
const collisions = new Set(['guarantee_lines_secured_once', 'guarantee_lines_pkey', 'guarantee_entries_event_id_instrument_id_position_key', 'guarantee_entries_event_id_command_id_part_key', 'guarantee_instruments_pkey']);

function isCollision(error: unknown): boolean {
  const failure = sqlFailure(error);
  return failure !== undefined && (failure.code === '40001' || failure.code === '40P01' || (failure.code === '23505' && collisions.has(failure.constraint ?? '')));
}

function refusalOf(error: unknown): RefusalAnswer | undefined {
  const failure = sqlFailure(error);
  if (failure?.code !== '23505') return undefined;
  if (failure.constraint === 'guarantee_instruments_event_id_reference_key') return no('reference-taken').refusal;
  return failure.constraint === 'guarantee_lines_secured_once' ? no('line-secured-already').refusal : undefined;
}

function together(requests: readonly LedgerRequest[]): { instrumentIds: string[]; lineIds: string[]; entryIds: string[] } {
  const touched = requests.map(touchedBy);
  const gather = (part: 'instrumentIds' | 'lineIds' | 'entryIds'): string[] => [...new Set(touched.flatMap((one) => one[part]))];
  return { instrumentIds: gather('instrumentIds'), lineIds: gather('lineIds'), entryIds: gather('entryIds') };
}

/**
 * Posts requests in the transaction of an action, in their order: all or none.
 * Refuses: as `decide`, with `where` naming the request by its place; `reference-taken`.
 */
export async function postInTransaction(context: Pick<ActionContext, 'tx' | 'eventId' | 'now' | 'actor' | 'command' | 'announce'>, requests: readonly LedgerRequest[]): Promise<Posted> {
  const { tx, eventId, actor, command } = context;
  const now = await momentAt(tx, eventId, context.now);
  const touched = together(requests);
  const { state, posted } = await lockLedger(tx, eventId, touched, [command.id]);
  // What the same action has posted before in this transaction; a repeat of the whole action never comes here.
  let part = (posted.at(-1)?.part ?? 0) + 1;
  const writes: EntryToWrite[] = [];
  requests.forEach((request, index) => {
    const decision = decide(state, request, now);
    if (!decision.ok) throw new Refusal(decision.refusal.code, decision.refusal.params, `requests/${index}`);
    const entries = enter(state, decision, { commandId: command.id, part }, now, uuidv7);
    part += entries.length;
    for (const entry of entries) writes.push({ entry, digest: digestOf(request), officerId: actor.officerId, keyId: actor.keyId });
  });
  try {
    if (writes.length > 0) await writeEntries(tx, eventId, writes, state);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    throw new Refusal(refusal.code, refusal.params);
  }
  for (const instrumentId of touched.instrumentIds) context.announce(`guarantee:${instrumentId}`);
  return { entryIds: writes.map(({ entry }) => entry.entryId), postedAt: writes.at(-1)?.entry.postedAt ?? context.now };
}

interface Job {
  readonly eventId: string;
  readonly actor: Pick<Actor, 'officerId' | 'keyId'>;
  readonly commandId: string;
  readonly request: LedgerRequest;
  // Taken while the batch before is under way, not while everybody waits for this one.
  readonly digest: Buffer;
  readonly now: string;
  readonly resolve: (answer: PostAnswer) => void;
  readonly reject: (error: unknown) => void;
}

const largestBatch = 256;
const attempts = 8;

/**
 * Is the posting path for many writers (group commit): one queue an instrument, one transaction a batch. Each request is its own command, idempotent by its
 * identifier, and refused alone; a batch that the database does not take is posted one by one. A move stands in the queue of the instrument that it leaves.
 */
export class LedgerPoster {
  readonly #pool: Pool;
  readonly #longestQueue: number;
  readonly #queues = new Map<string, Job[]>();

  constructor(pool: Pool, options: { readonly longestQueue?: number } = {}) {
    this.#pool = pool;
    this.#longestQueue = options.longestQueue ?? 10_000;
  }

  /** Posts one request; the answer comes after the commit. Refuses: as `decide`; `ledger-busy`, `command-id-reused`, `reference-taken`. */
  post(eventId: string, actor: Pick<Actor, 'officerId' | 'keyId'>, commandId: string, request: LedgerRequest, now: string): Promise<PostAnswer> {
    const key = `${eventId}/${request.instrumentId}`;
    let queue = this.#queues.get(key);
    if (queue !== undefined && queue.length >= this.#longestQueue) return Promise.resolve(no('ledger-busy'));
    const isIdle = queue === undefined;
    if (queue === undefined) this.#queues.set(key, queue = []);
    const waiting = queue;
    return new Promise((resolve, reject) => {
      waiting.push({ eventId, actor, commandId, request, digest: digestOf(request), now, resolve, reject });
      // What arrives in the same turn of the event loop goes together.
      if (isIdle) setImmediate(() => void this.#drain(key, waiting));
    });
  }

  async #drain(key: string, queue: Job[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, largestBatch);
      try {
        const answers = await this.#pool.transaction((tx) => postBatch(tx, batch));
        batch.forEach((job, index) => job.resolve(answers[index]!));
      } catch {
        for (const job of batch) await this.#single(job);
      }
    }
    this.#queues.delete(key);
  }

  async #single(job: Job): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const [answer] = await this.#pool.transaction((tx) => postBatch(tx, [job]));
        return job.resolve(answer!);
      } catch (error) {
        if (attempt < attempts && isCollision(error)) {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * attempt));
          continue;
        }
        const refusal = refusalOf(error);
        return refusal === undefined ? job.reject(error) : job.resolve({ ok: false, refusal });
      }
    }
  }
}

async function postBatch(tx: Db, batch: readonly Job[]): Promise<PostAnswer[]> {
  const { eventId } = batch[0]!;
  const { state, posted } = await lockLedger(tx, eventId, together(batch.map((job) => job.request)), batch.map((job) => job.commandId));
  const done = new Map<string, { readonly digest: string; readonly answer: { readonly ok: true; readonly entryIds: string[]; readonly postedAt: string } }>();
  for (const row of posted) {
    const before = done.get(row.command_id);
    if (before === undefined) done.set(row.command_id, { digest: row.request_digest, answer: { ok: true, entryIds: [row.entry_id], postedAt: new Date(row.posted_at).toISOString() } });
    else before.answer.entryIds.push(row.entry_id);
  }
  const writes: EntryToWrite[] = [];
  const answers: PostAnswer[] = [];
  for (const job of batch) {
    const { digest } = job;
    const before = done.get(job.commandId);
    if (before !== undefined) {
      answers.push(before.digest === digest.toString('hex') ? before.answer : no('command-id-reused'));
      continue;
    }
    const now = await momentAt(tx, eventId, job.now);
    const decision = decide(state, job.request, now);
    if (!decision.ok) {
      answers.push(decision);
      continue;
    }
    const entries = enter(state, decision, { commandId: job.commandId, part: 1 }, now, uuidv7);
    for (const entry of entries) writes.push({ entry, digest, officerId: job.actor.officerId, keyId: job.actor.keyId });
    const answer = { ok: true as const, entryIds: entries.map((entry) => entry.entryId), postedAt: entries[0]!.postedAt };
    done.set(job.commandId, { digest: digest.toString('hex'), answer });
    answers.push(answer);
  }
  if (writes.length > 0) await writeEntries(tx, eventId, writes, state);
  return answers;
}
