import type { Static, TSchema } from 'typebox';
import { Refusal } from './refusal.ts';
import { hasRole } from './officer.ts';
import type { Actor, Role } from './officer.ts';
import type { Db } from './db.ts';
import { checkShape } from './action.ts';
import type { House } from './action.ts';
import { isInstant } from './clock.ts';
import { uuidv7 } from './ids.ts';
import { isStorable } from './storable.ts';

/** Is what the house lends to a view. `asOf` is the instant that every figure answers for; `now` is the event's present. */
export interface ViewContext {
  readonly eventId: string;
  readonly now: string;
  readonly asOf: string;
  readonly actor: Actor;
  readonly db: Db;
}

/** Declares one view: the only way to read. */
export interface ViewDefinition<I extends TSchema = TSchema, O extends TSchema = TSchema> {
  readonly name: string;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly input: I;
  readonly output: O;
  readonly refuses: readonly string[];
  /** Names whose health data is read, for the log of reads; a view without it shows none, and one that shows it only to some gives undefined for the others. */
  readonly healthOf?: (input: Static<I>, actor: Actor) => string | undefined;
  /** Asks for a reason before anything is shown; `station` where a session at a station is reason enough. */
  readonly needsReason?: 'always' | 'station';
  run(context: ViewContext, input: Static<I>): Promise<Static<O>>;
}

/** Declares a view; the types of input and output follow from its schemas. */
export function defineView<I extends TSchema, O extends TSchema>(definition: ViewDefinition<I, O>): ViewDefinition {
  return definition as unknown as ViewDefinition;
}

/** Is how long a reason may be. Unit: characters. */
export const longestReason = 200;

function reasonOf(actor: Actor, view: ViewDefinition, given: string | undefined): string | null {
  const text = given?.trim() ?? '';
  if (text.length > longestReason || !isStorable(text)) throw new Refusal('input-invalid', { reason: `at most ${longestReason} characters`, keyword: 'maxLength', detail: {}, count: 1 }, '/reason');
  if (text !== '') return text;
  if (view.needsReason === 'always' || (view.needsReason === 'station' && actor.stationId === null)) throw new Refusal('reason-needed', { most: longestReason });
  // Whoever works at a station reads what the work there needs.
  return actor.stationId === null ? null : 'station';
}

/**
 * Runs one view as of an instant and logs the read where health data is shown.
 * Refuses: `role-not-allowed`, `input-invalid`, `as-of-invalid`, `reason-needed`, then what the view declares.
 */
export async function runView(house: House, eventId: string, actor: Actor, view: ViewDefinition, input: unknown, options: { asOf?: string | undefined; reason?: string | undefined } = {}): Promise<{ asOf: string; data: unknown }> {
  if (!hasRole(actor, view.roles)) throw new Refusal('role-not-allowed', { view: view.name, roles: view.roles });
  checkShape(view.input, input, 'input-invalid');
  const now = house.now(eventId);
  const asOf = options.asOf ?? now;
  // Beyond the years that have four digits the database keeps no instant of ours.
  if (Number.isNaN(Date.parse(asOf)) || !isInstant(new Date(asOf).toISOString())) throw new Refusal('as-of-invalid', { asOf });
  const reason = reasonOf(actor, view, options.reason);
  const subject = view.healthOf?.(input as never, actor);
  if (subject !== undefined) {
    await house.pool.query('INSERT INTO read_log (event_id, read_id, officer_id, key_id, view, subject, reason, read_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [eventId, uuidv7(), actor.officerId, actor.keyId, view.name, subject, reason, now], 'read_log');
  }
  const data = await view.run({ eventId, now, asOf: new Date(asOf).toISOString(), actor, db: house.pool }, input as never);
  return { asOf: new Date(asOf).toISOString(), data };
}
