import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { listPointsByCode } from '../../ports/places.ts';
import { referenceFile } from '../../goods/shapes/reference.ts';
import { insertCertificates, insertPeople } from '../store/people.ts';
import type { PersonVersion } from '../store/people.ts';
import { staffRowProblem } from '../shapes/staff-list.ts';
import { checkStaffList } from '../staff-list.ts';

/** Is the action that takes a staff list in. */
export const importStaff: ActionDefinition = defineAction({
  name: 'roster.importStaff',
  summary: 'Takes a staff list in from CSV or XLSX: a row for each person and skill. A wrong row is kept out with its place, the others are taken; nobody is removed because a list does not name them.',
  roles: ['rosterPlanner', 'dutyOfficer'],
  input: referenceFile,
  output: Type.Object({ added: Type.Integer(), changed: Type.Integer(), unchanged: Type.Integer(), certificates: Type.Integer(), quarantined: Type.Array(staffRowProblem) }),
  refuses: ['content-invalid', 'file-unreadable'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const { changes, quarantined } = await checkStaffList(tx, eventId, input, now);
    const points = await listPointsByCode(tx, eventId);
    const known = changes.filter(({ row }) => points.has(row.pointCode));
    const unknown = changes.filter(({ row }) => !points.has(row.pointCode)).map(({ row }) => ({ row: row.row, column: '', code: 'point' as const, params: { text: row.pointCode } }));
    if (known.length === 0) throw new Refusal('file-unreadable', { fileName: input.fileName, code: 'no-rows', reason: 'No row of the file can be taken.' }, '/content');
    const versions = known.map(({ state, person, row, certificates }) => {
      const { row: _row, certificates: _certificates, staffNumber, pointCode, tier, ...content } = row;
      const email = person?.content.email;
      const version: PersonVersion = {
        personId: person?.person_id ?? uuidv7(), ordinal: (person?.ordinal ?? 0) + 1, staffNumber, pointId: points.get(pointCode)!, tier,
        content: { ...content, ...(email === undefined ? {} : { email }) }, officerId: person?.officer_id ?? null, active: true,
      };
      return { state, version, certificates };
    });
    const news = versions.filter(({ state }) => state !== 'unchanged');
    await insertPeople(tx, eventId, news.map(({ version }) => version), actor.officerId, now);
    const papers = news.flatMap(({ version, certificates }) => certificates.map((one) => ({ certificateId: uuidv7(), personId: version.personId, ...one })));
    await insertCertificates(tx, eventId, papers, actor.officerId, now);
    announce('roster');
    const count = (wanted: string): number => versions.filter(({ state }) => state === wanted).length;
    return { added: count('new'), changed: count('changed'), unchanged: count('unchanged'), certificates: papers.length, quarantined: [...quarantined, ...unknown] };
  },
});
