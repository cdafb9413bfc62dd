import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { bytesOf } from '../../travellers/reading.ts';
import { readProducers } from '../rules/producers.ts';
import { fileFields, placeKinds, shortText, strict } from '../shapes.ts';
import { insertPlace, insertProducers } from '../store/registers.ts';

const importProducers = defineAction({
  name: 'food.importProducers',
  summary: 'Takes the register of overseas producers in from CSV: number, name, country, categories, validFrom, validUntil, suspendedFrom, source. The newest row of a number counts; a wrong row is kept out with its place, the others are taken.',
  roles: ['foodSupervisor', 'customsOfficer', 'dutyOfficer'],
  input: Type.Object(fileFields, strict),
  output: Type.Object({ rows: Type.Integer(), problems: Type.Array(Type.Object({ row: Type.Integer(), column: Type.String(), code: Type.String(), value: Type.String() })) }),
  refuses: ['content-invalid', 'file-unreadable'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const { rows, problems } = readProducers(bytesOf(input));
    if (rows.length === 0) throw new Refusal('file-unreadable', { fileName: input.fileName, code: problems[0]?.code ?? 'no-rows', reason: problems[0] === undefined ? 'No row.' : `${problems[0].column} ${problems[0].value}`.trim() }, '/content');
    await insertProducers(tx, eventId, rows.map((row) => ({ ...row, rowId: uuidv7() })), actor.officerId, now);
    announce('producers');
    return { rows: rows.length, problems: problems.slice(0, 200) };
  },
});

const openPlace = defineAction({
  name: 'food.openPlace',
  summary: 'Names a place where food is kept: a store at the port, a store at a venue, a kitchen.',
  roles: ['foodSupervisor', 'customsOfficer', 'dutyOfficer', 'committee'],
  input: Type.Object({ kind: Type.Enum([...placeKinds]), nameEn: shortText, nameZh: shortText, venue: shortText }, strict),
  output: Type.Object({ placeId: Type.String() }),
  refuses: ['place-named-already'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const placeId = uuidv7();
    try {
      await insertPlace(tx, eventId, { placeId, ...input }, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.code === '23505') throw new Refusal('place-named-already', { name: input.nameEn }, '/nameEn');
      throw error;
    }
    announce('food');
    return { placeId };
  },
});

/** Lists the actions on the registers of food. */
export const registerActions: readonly ActionDefinition[] = [importProducers, openPlace];
