import type { Static, TSchema } from 'typebox';
import { checkGiven, doneAnswer, inputDigest, logRefusal } from './action.ts';
import type { ActionContext, ActionDefinition, Answer, Command, House } from './action.ts';
import { unnest, writeColumns } from './columns.ts';
import type { Cell, Column } from './columns.ts';
import type { Db } from './db.ts';
import type { Actor } from './officer.ts';
import { Refusal } from './refusal.ts';

/** Is a command with who gives it. */
export interface Given { readonly actor: Actor; readonly command: Command }

interface Going extends Given { readonly digest: Buffer; readonly topics: Set<string>; readonly after: (() => void)[]; answer?: Answer }

const columns: readonly Column[] = [['command_id', 'uuid'], ['officer_id', 'uuid'], ['key_id', 'uuid'], ['station_id', 'uuid'], ['input_digest', 'bytea'], ['answer', 'jsonb'], ['occurred_at', 'timestamptz']];
const auditSql = `INSERT INTO action_log (event_id, action, outcome, recorded_at, ${columns.map(([name]) => name).join(', ')})
SELECT $1, $2, 'done', $3, x.* FROM ${unnest(columns, 4)} AS x`;

/**
 * Runs many commands of one action in one transaction: each gets the answer that it would get alone, at a part of the cost; one that is refused leaves the rest alone.
 * Throws where anything else goes wrong: then nothing of them stands, and each is to be run alone, which tells whose fault it is. The identifiers of the commands are different ones.
 */
export async function runTogether(house: House, eventId: string, action: ActionDefinition, all: readonly Given[]): Promise<Answer[]> {
  const going: Going[] = all.map((given) => ({ ...given, digest: inputDigest(action, given.command.input), topics: new Set(), after: [] }));
  for (const one of going) refusing(one, () => checkGiven(one.actor, action, one.command));
  const sound = going.filter((one) => one.answer === undefined);
  if (sound.length > 0) await house.pool.transaction((tx) => runAll(house, eventId, action, sound, tx), { byKey: action.byKey });
  const topics = new Set<string>();
  for (const one of going) {
    if (one.answer!.ok) {
      for (const work of one.after) work();
      for (const topic of one.topics) topics.add(topic);
    } else await logRefusal(house, eventId, one.actor, action, one.command, one.answer!.refusal);
  }
  if (topics.size > 0) house.announce(eventId, [...topics]);
  return going.map((one) => one.answer!);
}

function refusing(one: Going, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    one.answer = { ok: false, id: one.command.id, refusal: error.answer() };
  }
}

async function runAll(house: House, eventId: string, action: ActionDefinition, all: readonly Going[], tx: Db): Promise<void> {
  const before = await tx.query<{ command_id: string; input_digest: Buffer; answer: Answer }>('SELECT command_id, input_digest, answer FROM action_log WHERE event_id = $1 AND command_id = ANY ($2::uuid[])', [eventId, all.map((one) => one.command.id)], 'action_first_of_all');
  const known = new Map(before.map((row) => [row.command_id, row]));
  for (const one of all) {
    const first = known.get(one.command.id);
    if (first === undefined) continue;
    refusing(one, () => { if (!first.input_digest.equals(one.digest)) throw new Refusal('command-id-reused'); });
    one.answer ??= first.answer;
  }
  const fresh = all.filter((one) => one.answer === undefined);
  if (fresh.length === 0) return;
  const now = house.now(eventId);
  const results = await action.runTogether!(fresh.map(({ actor, command, topics, after }) => ({
    context: { eventId, now, actor, command, action: action.name, tx, announce: (topic) => topics.add(topic), afterCommit: (work) => after.push(work) } satisfies ActionContext,
    input: command.input as Static<TSchema>,
  })));
  const rows: Cell[][] = [];
  for (const [place, one] of fresh.entries()) {
    const result = results[place];
    if (result instanceof Refusal) {
      one.answer = { ok: false, id: one.command.id, refusal: result.answer() };
      continue;
    }
    const answer = { ok: true, id: one.command.id, recordedAt: now, result: result ?? null } as const;
    one.answer = answer;
    rows.push([one.command.id, one.actor.officerId, one.actor.keyId, one.command.stationId ?? one.actor.stationId, one.digest, doneAnswer(action, answer), one.command.occurredAt]);
  }
  if (rows.length > 0) await tx.query(auditSql, [eventId, action.name, now, ...writeColumns(rows, columns)], 'actions_done');
}
