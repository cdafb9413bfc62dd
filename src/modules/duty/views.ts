import { Type } from 'typebox';
import { defineView } from '../../kernel/view.ts';
import type { ViewDefinition } from '../../kernel/view.ts';
import { languages } from '../../words/area.ts';
import { fileShape } from '../flights/shapes.ts';
import { checkShift, contentHash, sheetContent } from './content.ts';
import type { FindView } from './content.ts';
import { handOversShape, shiftFields, strict } from './shapes.ts';
import type { HandOver } from './shapes.ts';
import { drawSheet } from './sheet.ts';
import { handOverRows, takerRows } from './store.ts';
import type { HandOverRow } from './store.ts';

const listed = 30;

function shown(row: HandOverRow): HandOver {
  return {
    handOverId: row.hand_over_id, pointCode: row.point_code, from: row.from_at, until: row.until_at, note: row.note, sha256: row.sheet_sha256, givenAt: row.given_at, newest: row.newest,
    givenBy: { officerId: row.given_by, en: row.by_en, zh: row.by_zh }, givenTo: { officerId: row.given_to, en: row.to_en, zh: row.to_zh }, taken: row.taken_at === null ? null : { note: row.taken_note ?? '', at: row.taken_at },
  };
}

const handOvers = defineView({
  name: 'duty.handOvers',
  summary: 'Lists the last hand-overs of the watch, the newest first, whether they were taken, and who may take one.',
  roles: ['dutyOfficer', 'rosterPlanner', 'administrator', 'auditor'],
  input: Type.Object({ pointCode: Type.Optional(Type.String({ maxLength: 8 })) }, strict),
  output: handOversShape,
  refuses: [],
  async run({ db, eventId, asOf }, { pointCode }) {
    const [rows, takers] = await Promise.all([handOverRows(db, eventId, asOf, pointCode ?? null, listed), takerRows(db, eventId)]);
    return { handOvers: rows.map(shown), officers: takers.map((row) => ({ officerId: row.officer_id, en: row.name_en, zh: row.name_zh })) };
  },
});

const sheet = (findView: FindView): ViewDefinition => defineView({
  name: 'duty.sheet',
  summary: 'Prints the hand-over sheet of a shift as a PDF: flights, what is open and since when, alarms, holds, call-ups, staff, devices and notes, all from what was recorded until its end, with the SHA-256 of its content.',
  roles: ['dutyOfficer', 'administrator', 'auditor'],
  input: Type.Object({ ...shiftFields, language: Type.Enum([...languages]) }, strict),
  output: fileShape,
  refuses: ['point-unknown', 'shift-wrong', 'shift-not-over'],
  async run({ db, eventId, now, asOf, actor }, { language, ...shift }) {
    const { point, from, until } = await checkShift(db, eventId, shift, now);
    const content = await sheetContent({ db, eventId, now, actor, findView }, shift);
    const handedOver = (await handOverRows(db, eventId, asOf, shift.pointCode, 500)).find((row) => row.from_at === from && row.until_at === until);
    const file = await drawSheet({ language, point, at: asOf, sha256: contentHash(content), handedOver }, content);
    return { fileName: `shift-${shift.pointCode}-${until.slice(0, 16).replace(/[-:]/g, '').replace('T', '-')}-${language}.pdf`, mediaType: 'application/pdf', content: file.toString('base64') };
  },
});

/** Lists the views of the watch. */
export const dutyViews = (findView: FindView): readonly ViewDefinition[] => [handOvers, sheet(findView)];
