import { Type } from 'typebox';
import { defineAction } from '../../kernel/action.ts';
import type { ActionDefinition } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { checkShift, contentHash, sheetContent } from './content.ts';
import type { FindView } from './content.ts';
import { note, shiftFields, strict } from './shapes.ts';
import { findHandOver, insertHandOver, insertTake, takerRows } from './store.ts';

const identifier = Type.String({ format: 'uuid' });

// A transaction has one connection, which takes one statement at a time; views ask for several at once.
function inTurn(db: Db): Db {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query<R extends object>(text: string, values?: readonly unknown[], name?: string): Promise<R[]> {
      const next = last.then(() => db.query<R>(text, values, name));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

const handOver = (findView: FindView): ActionDefinition => defineAction({
  name: 'duty.handOver',
  summary: 'Hands the watch of a port over to another duty officer, with a note and the SHA-256 of what the sheet of the shift says at its end.',
  roles: ['dutyOfficer'],
  input: Type.Object({ ...shiftFields, toOfficerId: identifier, note }, strict),
  output: Type.Object({ handOverId: Type.String(), sha256: Type.String() }),
  refuses: ['point-unknown', 'shift-wrong', 'shift-not-over', 'taker-self', 'taker-unknown'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const { point, from, until } = await checkShift(tx, eventId, input, now);
    if (input.toOfficerId === actor.officerId || actor.officerId === null) throw new Refusal('taker-self', {}, '/toOfficerId');
    if (!(await takerRows(tx, eventId)).some((row) => row.officer_id === input.toOfficerId)) throw new Refusal('taker-unknown', {}, '/toOfficerId');
    const sha256 = contentHash(await sheetContent({ db: inTurn(tx), eventId, now, actor, findView }, { pointCode: input.pointCode, from, until }));
    const handOverId = uuidv7();
    await insertHandOver(tx, eventId, { handOverId, pointId: point.point_id, from, until, givenTo: input.toOfficerId, note: input.note.trim(), sha256 }, actor.officerId, now);
    announce('duty');
    return { handOverId, sha256 };
  },
});

const takeOver = defineAction({
  name: 'duty.takeOver',
  summary: 'Takes the watch over: only whom it was given to, only once, and only the newest hand-over of the port.',
  roles: ['dutyOfficer'],
  input: Type.Object({ handOverId: identifier, note }, strict),
  output: Type.Object({ handOverId: Type.String() }),
  refuses: ['hand-over-unknown', 'hand-over-not-yours', 'hand-over-taken', 'hand-over-newer'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const found = await findHandOver(tx, eventId, now, input.handOverId);
    if (found === undefined) throw new Refusal('hand-over-unknown', {}, '/handOverId');
    if (found.given_to !== actor.officerId) throw new Refusal('hand-over-not-yours', { name: found.to_en });
    if (found.taken_at !== null) throw new Refusal('hand-over-taken');
    if (!found.newest) throw new Refusal('hand-over-newer');
    try {
      await insertTake(tx, eventId, input.handOverId, input.note.trim(), actor.officerId, now);
    } catch (error) {
      // Two screens of one officer: the second is told.
      if (sqlFailure(error)?.constraint === 'duty_takes_pkey') throw new Refusal('hand-over-taken');
      throw error;
    }
    announce('duty');
    return { handOverId: input.handOverId };
  },
});

/** Lists the actions on the watch. */
export const dutyActions = (findView: FindView): readonly ActionDefinition[] => [handOver(findView), takeOver];
