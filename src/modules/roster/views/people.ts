import { Type } from 'typebox';
import { hasRole, roles } from '../../../kernel/officer.ts';
import type { Actor } from '../../../kernel/officer.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewContext, ViewDefinition } from '../../../kernel/view.ts';
import { addDays } from '../../goods/rules/dates.ts';
import { dayAt } from '../../goods/posting.ts';
import { referenceFile } from '../../goods/shapes/reference.ts';
import { callUpsAfter } from '../calling.ts';
import { dutiesOf } from '../duties.ts';
import { getOwnPerson } from '../people.ts';
import { callUpStates } from '../rules/call-ups.ts';
import { listsBy } from '../rules/lists-by.ts';
import { staffKeepers, staffReaders } from '../rules/roles.ts';
import { certificateShape, day, personShape, shiftContent, strict } from '../shapes/people.ts';
import { staffRowProblem } from '../shapes/staff-list.ts';
import { checkStaffList } from '../staff-list.ts';
import { attendanceRows } from '../store/call-ups.ts';
import { absenceRows, certificateRows, personRows, shiftRows, wishRows } from '../store/people.ts';
import type { AbsenceRow, CertificateRow, PersonRow } from '../store/people.ts';
import { acknowledgedBy } from '../store/rosters.ts';

export { staffReaders } from '../rules/roles.ts';

// Why somebody is away may tell of their health: only who plans them learns it.
const mayKnowWhy = (actor: Actor): boolean => hasRole(actor, ['rosterPlanner']);

function shownPerson(person: PersonRow, papers: readonly CertificateRow[], absences: readonly AbsenceRow[], why: boolean, own: boolean) {
  return {
    personId: person.person_id, staffNumber: person.staff_number, pointCode: person.point_code, tier: person.tier, nameEn: person.content.nameEn, nameZh: person.content.nameZh,
    team: person.content.team ?? '', loop: person.content.loop ?? '', mostShifts: person.content.mostShifts ?? null, active: person.active, hasAccount: person.officer_id !== null,
    officerId: own ? person.officer_id : null, email: own ? person.content.email ?? null : null,
    certificates: papers.map((paper) => ({ skill: paper.skill, number: paper.number, validFrom: paper.valid_from, validUntil: paper.valid_until })),
    absences: absences.map((absence) => ({ absenceId: absence.absence_id, kind: why ? absence.kind : null, fromDay: absence.from_day, untilDay: absence.until_day })),
  };
}

const shiftShape = Type.Object({ shift: Type.String(), active: Type.Boolean(), ...shiftContent.properties });

async function shownShifts({ db, eventId, asOf }: ViewContext) {
  return (await shiftRows(db, eventId, asOf)).map(({ shift, active, content }) => ({ shift, active, ...content }));
}

const people = defineView({
  name: 'roster.people',
  summary: 'Lists who can be rostered: tier, port, team, closed loop, what each is certified for, who is away from today on, and the kinds of shift. Why somebody is away is told only to who plans; account and address only to who keeps the staff.',
  roles: [...staffReaders],
  input: Type.Object({}, strict),
  output: Type.Object({ today: Type.String(), people: Type.Array(personShape), shifts: Type.Array(shiftShape) }),
  refuses: [],
  healthOf: (_input, actor) => (mayKnowWhy(actor) ? 'staff' : undefined),
  async run(context) {
    const { db, eventId, asOf, actor } = context;
    const today = await dayAt(db, eventId, asOf);
    const [rows, papers, absences, shifts] = await Promise.all([personRows(db, eventId, asOf), certificateRows(db, eventId, asOf), absenceRows(db, eventId, asOf, today, '9999-12-30'), shownShifts(context)]);
    const [papersOf, awayOf] = [listsBy(papers, (one) => one.person_id), listsBy(absences, (one) => one.person_id)];
    return { today, shifts, people: rows.map((person) => shownPerson(person, papersOf.get(person.person_id) ?? [], awayOf.get(person.person_id) ?? [], mayKnowWhy(actor), hasRole(actor, staffKeepers))) };
  },
});

const checkStaff = defineView({
  name: 'roster.checkStaff',
  summary: 'Reads a staff list and changes nothing: who is new, who changes, which certificates it brings, and what is refused by row and column.',
  roles: [...staffKeepers],
  input: referenceFile,
  output: Type.Object({
    changes: Type.Array(Type.Object({ row: Type.Integer(), state: Type.Enum(['new', 'changed', 'unchanged']), staffNumber: Type.String(), nameEn: Type.String(), nameZh: Type.String(), tier: Type.String(), pointCode: Type.String(), certificates: Type.Array(certificateShape) })),
    quarantined: Type.Array(staffRowProblem),
  }),
  refuses: ['content-invalid', 'file-unreadable'],
  async run({ db, eventId, asOf }, input) {
    const { changes, quarantined } = await checkStaffList(db, eventId, input, asOf);
    return { quarantined: [...quarantined], changes: changes.map(({ state, row, certificates }) => ({ row: row.row, state, staffNumber: row.staffNumber, nameEn: row.nameEn, nameZh: row.nameZh, tier: row.tier, pointCode: row.pointCode, certificates: certificates.map((one) => ({ ...one })) })) };
  },
});

const shownDays = 42;

const mine = defineView({
  name: 'roster.mine',
  summary: 'Shows who is rostered their own shifts as published, wishes, days away, call-ups and certificates, and what they have not yet acknowledged. Nobody else’s.',
  roles: [...roles],
  input: Type.Object({}, strict),
  output: Type.Object({
    person: personShape, today: Type.String(), onDuty: Type.Union([Type.String(), Type.Null()]), shifts: Type.Array(shiftShape),
    duties: Type.Array(Type.Object({ day: Type.String(), shift: Type.String(), skill: Type.String(), pointCode: Type.String(), from: Type.String(), until: Type.String(), rosterId: Type.String(), ordinal: Type.Integer() })),
    unseen: Type.Array(Type.Object({ rosterId: Type.String(), ordinal: Type.Integer() })),
    wishes: Type.Array(Type.Object({ day: Type.String(), shift: Type.Union([Type.String(), Type.Null()]), weight: Type.Integer() })),
    callUps: Type.Array(Type.Object({ callUpId: Type.String(), state: Type.Enum([...callUpStates]), pointCode: Type.String(), skill: Type.String(), startsAt: Type.String(), endsAt: Type.String(), reason: Type.String(), answer: Type.Union([Type.Enum(['acknowledged', 'declined']), Type.Null()]), arrived: Type.Boolean() })),
  }),
  refuses: ['not-rostered'],
  async run(context) {
    const { db, eventId, asOf, actor } = context;
    const person = await getOwnPerson(db, eventId, actor, asOf);
    const id = person.person_id;
    const today = await dayAt(db, eventId, asOf);
    const until = addDays(today, shownDays);
    const [papers, absences, duties, wishes, calls, seen, came, shifts] = await Promise.all([
      certificateRows(db, eventId, asOf, id), absenceRows(db, eventId, asOf, today, until, id), dutiesOf(db, eventId, asOf, addDays(today, -1), until, id), wishRows(db, eventId, asOf, today, until, id),
      callUpsAfter(db, eventId, asOf, new Date(Date.parse(asOf) - 86_400_000).toISOString()), acknowledgedBy(db, eventId, id, asOf), attendanceRows(db, eventId, asOf, new Date(Date.parse(asOf) - 86_400_000).toISOString(), asOf, id), shownShifts(context),
    ]);
    const publications = new Map(duties.map((duty) => [`${duty.rosterId} ${duty.ordinal}`, { rosterId: duty.rosterId, ordinal: duty.ordinal }]));
    for (const one of seen) publications.delete(`${one.roster_id} ${one.ordinal}`);
    const last = came.at(-1);
    return {
      person: shownPerson(person, papers, absences, true, true), today, shifts, onDuty: last?.kind === 'on' ? last.happened_at : null,
      duties: duties.map((duty) => ({ day: duty.day, shift: duty.shift, skill: duty.skill, pointCode: duty.pointCode, from: new Date(duty.from).toISOString(), until: new Date(duty.until).toISOString(), rosterId: duty.rosterId, ordinal: duty.ordinal })),
      unseen: [...publications.values()], wishes: wishes.map((one) => ({ day: one.day, shift: one.shift, weight: one.weight })),
      callUps: calls.filter(({ people: called, state }) => called.includes(id) && state !== 'waiting' && state !== 'refused').map(({ row, notes, state }) => {
        const answer = notes.find((note) => note.person_id === id && (note.note === 'acknowledged' || note.note === 'declined'))?.note;
        return { callUpId: row.call_up_id, state, pointCode: row.point_code, skill: row.skill, startsAt: row.starts_at, endsAt: row.ends_at, reason: row.content.reason, answer: answer === 'acknowledged' || answer === 'declined' ? answer : null, arrived: notes.some((note) => note.person_id === id && note.note === 'arrived') };
      }),
    };
  },
});

const onDuty = defineView({
  name: 'roster.onDuty',
  summary: 'Shows the staff of a moment: who is rostered now and next by port and skill, who has come, and who has not.',
  roles: [...staffReaders],
  input: Type.Object({ day: Type.Optional(day) }, strict),
  output: Type.Object({
    day: Type.String(),
    duties: Type.Array(Type.Object({ personId: Type.String(), staffNumber: Type.String(), nameEn: Type.String(), nameZh: Type.String(), pointCode: Type.String(), tier: Type.String(), shift: Type.String(), skill: Type.String(), from: Type.String(), until: Type.String(), present: Type.Enum(['not-yet', 'on', 'off', 'missing']) })),
  }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const today = input.day ?? await dayAt(db, eventId, asOf);
    const duties = await dutiesOf(db, eventId, asOf, addDays(today, -1), addDays(today, 1));
    const from = Math.min(...duties.map((duty) => duty.from), Date.parse(asOf));
    const [rows, came] = await Promise.all([personRows(db, eventId, asOf), attendanceRows(db, eventId, asOf, new Date(from - 2 * 3_600_000).toISOString(), asOf)]);
    const people = new Map(rows.map((row) => [row.person_id, row]));
    const cameOf = listsBy(came, (row) => row.person_id);
    const now = Date.parse(asOf);
    return {
      day: today,
      duties: duties.flatMap((duty) => {
        const person = people.get(duty.personId);
        if (person === undefined) return [];
        // Somebody may come two hours before the shift begins.
        const last = (cameOf.get(duty.personId) ?? []).filter((row) => Date.parse(row.happened_at) >= duty.from - 2 * 3_600_000 && Date.parse(row.happened_at) <= duty.until).at(-1);
        const present: 'not-yet' | 'on' | 'off' | 'missing' = last !== undefined ? last.kind : duty.from > now ? 'not-yet' : 'missing';
        return [{ personId: duty.personId, staffNumber: person.staff_number, nameEn: person.content.nameEn, nameZh: person.content.nameZh, pointCode: duty.pointCode, tier: person.tier, shift: duty.shift, skill: duty.skill, from: new Date(duty.from).toISOString(), until: new Date(duty.until).toISOString(), present }];
      }),
    };
  },
});

/** Lists the views on people who are rostered. */
export const peopleViews: readonly ViewDefinition[] = [people, checkStaff, mine, onDuty];
