import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { getPerson } from '../people.ts';
import { identifier, strict } from '../shapes/people.ts';
import { heldOnStaff } from '../store/held.ts';
import { personRows } from '../store/people.ts';

const findStaff = defineView({
  name: 'roster.findStaff',
  summary: 'Finds the member of staff who asks for their data, by staff number; nothing but who it is.',
  roles: ['dataOfficer'],
  input: Type.Object({ staffNumber: Type.String({ minLength: 1, maxLength: 20 }) }, strict),
  output: Type.Object({ people: Type.Array(Type.Object({ personId: Type.String(), staffNumber: Type.String(), nameEn: Type.String(), nameZh: Type.String(), pointCode: Type.String() })) }),
  refuses: [],
  async run({ db, eventId, asOf }, { staffNumber }) {
    const wanted = staffNumber.trim().toUpperCase();
    return { people: (await personRows(db, eventId, asOf)).filter((row) => row.staff_number.toUpperCase() === wanted)
      .map((row) => ({ personId: row.person_id, staffNumber: row.staff_number, nameEn: row.content.nameEn, nameZh: row.content.nameZh, pointCode: row.point_code })) };
  },
});

const exportPerson = defineView({
  name: 'roster.exportPerson',
  summary: 'Writes a file of everything that is held on a member of staff, for them: certificates, days away with the reason, wishes, shifts, call-ups, and who read why they were away.',
  roles: ['dataOfficer'],
  input: Type.Object({ personId: identifier }, strict),
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() }),
  refuses: ['reason-needed', 'staff-unknown'],
  healthOf: ({ personId }) => `staff:${personId}`,
  needsReason: 'always',
  async run({ db, eventId, now }, { personId }) {
    const { staff_number: staffNumber } = await getPerson(db, eventId, personId, now);
    const content = { about: 'Everything that is held on one member of staff, written on request', writtenAt: now, eventId, ...(await heldOnStaff(db, eventId, personId)) };
    return { fileName: `staff-${staffNumber}.json`, mediaType: 'application/json', content: Buffer.from(JSON.stringify(content, null, 2)).toString('base64') };
  },
});

/** Lists the views with which a member of staff is answered who asks for their data. */
export const requestViews: readonly ViewDefinition[] = [findStaff, exportPerson];
