import { createHash } from 'node:crypto';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Refusal } from './refusal.ts';
import type { RefusalAnswer } from './refusal.ts';
import { hasRole } from './officer.ts';
import type { Actor, Role } from './officer.ts';
import type { Db, Pool } from './db.ts';
import { sqlFailure } from './db.ts';
import { isUuid } from './ids.ts';
import { isInstant } from './clock.ts';
import { checkStorable, isStorable } from './storable.ts';

/** Is what a client sends: its own identifier, so that sending it twice does nothing the second time. */
export interface Command {
  readonly id: string;
  readonly occurredAt: string;
  readonly stationId?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly offline?: boolean | undefined;
  readonly input: unknown;
}

/** Is what a client gets back. */
export type Answer =
  | { readonly ok: true; readonly id: string; readonly recordedAt: string; readonly result: unknown }
  | { readonly ok: false; readonly id: string; readonly refusal: RefusalAnswer };

/** Is what the house lends to an action: the event, its time, who acts, and the services of later modules by name. */
export interface ActionContext {
  readonly eventId: string;
  readonly now: string;
  readonly actor: Actor;
  readonly command: Command;
  /** The name of the action that runs. */
  readonly action: string;
  readonly tx: Db;
  /** Tells the screens, after the commit, which topics have news. */
  announce(topic: string): void;
  /** Runs after the commit, for caches that must not know of what was rolled back. */
  afterCommit(work: () => void): void;
}

/** Declares one action: the only way to write. */
export interface ActionDefinition<I extends TSchema = TSchema, O extends TSchema = TSchema> {
  readonly name: string;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly input: I;
  readonly output: O;
  readonly refuses: readonly string[];
  /** Names fields of the input and of the result that the audit never keeps, not even as a digest: a repeat answers without them. */
  readonly secrets?: readonly string[];
  /** Says that whatever it asks the database for, it asks by key: its statements are planned once a connection. Not for those that ask by a range of time, where such a plan may read everything. */
  readonly byKey?: boolean;
  /** Runs in a transaction; a `Refusal` thrown rolls it back. */
  run?(context: ActionContext, input: Static<I>): Promise<Static<O>>;
  /** Runs many commands at once, in one transaction, as `run` would each: a result or a refusal for each, in their order. One that is refused has written nothing; whatever else is thrown rolls all of them back. */
  runTogether?(all: readonly { readonly context: ActionContext; readonly input: Static<I> }[]): Promise<(Static<O> | Refusal)[]>;
  /** Takes the recording path instead: durable, audited and idempotent by itself (group commit). */
  record?(context: Omit<ActionContext, 'tx' | 'afterCommit'>, input: Static<I>): Promise<Answer>;
}

/** Declares an action; the types of input and output follow from its schemas. */
export function defineAction<I extends TSchema, O extends TSchema>(definition: ActionDefinition<I, O>): ActionDefinition {
  return definition as unknown as ActionDefinition;
}

/** Is the house around the actions: the database, the event's time, and who wants the news. */
export interface House {
  readonly pool: Pool;
  now(eventId: string): string;
  announce(eventId: string, topics: readonly string[]): void;
}

/** Is what a command on the recording path is lent: one object of one class, because thousands of them are made a second. */
class RecordingContext implements Omit<ActionContext, 'tx' | 'afterCommit'> {
  readonly eventId: string;
  readonly now: string;
  readonly actor: Actor;
  readonly command: Command;
  readonly action: string;
  readonly topics: string[] = [];

  constructor(eventId: string, now: string, actor: Actor, command: Command, action: string) {
    this.eventId = eventId;
    this.now = now;
    this.actor = actor;
    this.command = command;
    this.action = action;
  }

  announce(topic: string): void {
    if (!this.topics.includes(topic)) this.topics.push(topic);
  }
}

interface Checker {
  Check(value: unknown): boolean;
  Errors(value: unknown): { instancePath: string; message: string; keyword: string; params: unknown }[];
}

const checkers = new WeakMap<object, Checker>();

/** Checks a value against a schema; the schema is compiled once. Refuses: the code given, with the first place and the reason. */
export function checkShape(schema: TSchema, value: unknown, code: string): void {
  let checker = checkers.get(schema);
  if (checker === undefined) {
    checker = Compile(schema) as unknown as Checker;
    checkers.set(schema, checker);
  }
  if (checker.Check(value)) return;
  const errors = checker.Errors(value);
  const first = errors.find((error) => error.keyword !== 'boolean') ?? errors[0];
  throw new Refusal(code, { reason: first?.message ?? 'invalid', keyword: first?.keyword ?? '', detail: first?.params ?? {}, count: errors.length }, first?.instancePath || '/');
}

function checkCommand(command: Command): void {
  if (!isUuid(command.id)) throw new Refusal('command-invalid', { field: 'id' }, '/id');
  if (!isInstant(command.occurredAt)) throw new Refusal('command-invalid', { field: 'occurredAt' }, '/occurredAt');
  if (command.stationId !== undefined && !isUuid(command.stationId)) throw new Refusal('command-invalid', { field: 'stationId' }, '/stationId');
  if (command.deviceId !== undefined && (typeof command.deviceId !== 'string' || command.deviceId.length > 80 || !isStorable(command.deviceId))) throw new Refusal('command-invalid', { field: 'deviceId' }, '/deviceId');
  if (command.offline !== undefined && typeof command.offline !== 'boolean') throw new Refusal('command-invalid', { field: 'offline' }, '/offline');
}

function withoutSecrets(secrets: readonly string[] | undefined, value: unknown): unknown {
  if (secrets === undefined || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]: [string, unknown]) => [name, secrets.includes(name) ? '' : field]));
}

/** Makes the digest by which a repeated command is told from a different one with the same identifier. */
export function inputDigest(action: Pick<ActionDefinition, 'name' | 'secrets'>, input: unknown): Buffer {
  return createHash('sha256').update(action.name).update('\0').update(JSON.stringify(withoutSecrets(action.secrets, input)) ?? '').digest();
}

// A collision of two decisions on one case, a serialisation failure or a deadlock: the same command is decided again.
function isCollision(error: unknown): boolean {
  const failure = sqlFailure(error);
  if (failure === undefined) return false;
  return failure.code === '40001' || failure.code === '40P01' || (failure.code === '23505' && (failure.constraint === 'records_pkey' || failure.constraint === 'obligations_pkey' || failure.constraint === 'action_log_pkey'));
}

/** Checks who gives a command and what. Refuses: `role-not-allowed`, `command-invalid`, `input-invalid`. */
export function checkGiven(actor: Actor, action: ActionDefinition, command: Command): void {
  if (!hasRole(actor, action.roles)) throw new Refusal('role-not-allowed', { action: action.name, roles: action.roles });
  checkCommand(command);
  checkStorable(command.input);
  checkShape(action.input, command.input, 'input-invalid');
}

/** Writes what the audit keeps of a command that was carried out. */
export const doneAnswer = (action: ActionDefinition, answer: Extract<Answer, { ok: true }>): string => JSON.stringify({ ...answer, result: withoutSecrets(action.secrets, answer.result) });

async function runInTransaction(house: House, eventId: string, actor: Actor, action: ActionDefinition, command: Command): Promise<Answer> {
  const digest = inputDigest(action, command.input);
  const topics = new Set<string>();
  const after: (() => void)[] = [];
  const recordedAt = house.now(eventId);
  const answer = await house.pool.transaction(async (tx): Promise<Answer> => {
    topics.clear();
    after.length = 0;
    const [first] = await tx.query<{ input_digest: Buffer; answer: Answer; outcome: string }>('SELECT input_digest, answer, outcome FROM action_log WHERE event_id = $1 AND command_id = $2', [eventId, command.id], 'action_first');
    if (first !== undefined) {
      if (!first.input_digest.equals(digest)) throw new Refusal('command-id-reused');
      return first.answer;
    }
    const result = await action.run!({
      eventId, now: recordedAt, actor, command, action: action.name, tx, announce: (topic) => topics.add(topic), afterCommit: (work) => after.push(work),
    }, command.input as Static<TSchema>);
    const given = { ok: true, id: command.id, recordedAt, result: result ?? null } as const;
    await tx.query(
      `INSERT INTO action_log (event_id, command_id, action, officer_id, key_id, station_id, input_digest, outcome, answer, occurred_at, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'done', $8, $9, $10)`,
      [eventId, command.id, action.name, actor.officerId, actor.keyId, command.stationId ?? actor.stationId, digest, doneAnswer(action, given), command.occurredAt, recordedAt], 'action_done');
    return given;
  }, { byKey: action.byKey });
  for (const work of after) work();
  if (topics.size > 0) house.announce(eventId, [...topics]);
  return answer;
}

// What is nested without end cannot be written down, and has been refused for it.
function digestOfRefused(action: Pick<ActionDefinition, 'name' | 'secrets'>, input: unknown): Buffer {
  try {
    return inputDigest(action, input);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return inputDigest(action, null);
  }
}

/** Writes a refusal into the audit; a refusal that cannot be written is still given. */
export async function logRefusal(house: House, eventId: string, actor: Actor, action: Pick<ActionDefinition, 'name' | 'secrets'>, command: Command, refusal: RefusalAnswer): Promise<void> {
  if (!isUuid(command.id)) return;
  const now = house.now(eventId);
  const occurredAt = isInstant(command.occurredAt) ? command.occurredAt : now;
  await house.pool.query(
    `INSERT INTO action_log (event_id, command_id, action, officer_id, key_id, station_id, input_digest, outcome, answer, occurred_at, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'refused', $8, $9, $10) ON CONFLICT DO NOTHING`,
    [eventId, globalThis.crypto.randomUUID(), action.name, actor.officerId, actor.keyId, isUuid(command.stationId) ? command.stationId : actor.stationId, digestOfRefused(action, command.input),
      JSON.stringify({ ok: false, id: command.id, refusal: { code: refusal.code, where: refusal.where } }), occurredAt, now], 'action_refused').catch(() => undefined);
}

/**
 * Runs one action: role, shape, transaction or recording path, idempotent repeat, audit of success and of refusal.
 * Refuses: `role-not-allowed`, `command-invalid`, `input-invalid`, `command-id-reused`, then what the action declares.
 */
export async function runAction(house: House, eventId: string, actor: Actor, action: ActionDefinition, command: Command): Promise<Answer> {
  try {
    checkGiven(actor, action, command);
    if (action.record !== undefined) {
      const context = new RecordingContext(eventId, house.now(eventId), actor, command, action.name);
      const answer = await action.record(context, command.input as Static<TSchema>);
      if (context.topics.length > 0) house.announce(eventId, context.topics);
      if (!answer.ok) await logRefusal(house, eventId, actor, action, command, answer.refusal);
      return answer;
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runInTransaction(house, eventId, actor, action, command);
      } catch (error) {
        if (attempt >= 8 || !isCollision(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * attempt));
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await logRefusal(house, eventId, actor, action, command, error.answer());
    return { ok: false, id: command.id, refusal: error.answer() };
  }
}
