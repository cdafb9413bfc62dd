import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { hasRole, roles } from '../../../kernel/officer.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { findPointId } from '../../ports/places.ts';
import { dayAt } from '../../goods/posting.ts';
import { absenceKinds } from '../catalogue.ts';
import { getOwnPerson, getPerson, written } from '../people.ts';
import { canWish } from '../rules/wishes.ts';
import { day, identifier, personInput, shiftCode, shiftContent, skill, strict } from '../shapes/people.ts';
import type { PersonInput } from '../shapes/people.ts';
import { absenceRows, insertAbsence, insertCertificates, insertPeople, insertShift, insertWish, shiftRows } from '../store/people.ts';
import type { PersonRow, PersonVersion } from '../store/people.ts';

const planners = ['rosterPlanner', 'dutyOfficer'] as const;

async function versionOf({ tx, eventId }: ActionContext, input: PersonInput, before: PersonRow | undefined, rest: { officerId: string | null; active: boolean }): Promise<PersonVersion> {
  const { staffNumber, pointCode, tier, ...content } = input;
  const pointId = await findPointId(tx, eventId, pointCode);
  if (pointId === undefined) throw new Refusal('point-unknown', { point: pointCode }, '/pointCode');
  return { personId: before?.person_id ?? uuidv7(), ordinal: (before?.ordinal ?? 0) + 1, staffNumber, pointId, tier, content, ...rest };
}

const addPerson = defineAction({
  name: 'roster.addPerson',
  summary: 'Adds somebody who can be rostered. What they may do follows from their certificates.',
  roles: [...planners],
  input: personInput,
  output: Type.Object({ personId: Type.String() }),
  refuses: ['point-unknown', 'staff-number-taken'],
  async run(context, input) {
    const version = await versionOf(context, input, undefined, { officerId: null, active: true });
    await written(insertPeople(context.tx, context.eventId, [version], context.actor.officerId, context.now));
    context.announce('roster');
    return { personId: version.personId };
  },
});

const changePerson = defineAction({
  name: 'roster.changePerson',
  summary: 'Changes what is known of a rostered person, ties them to the account they sign in with, or says that they are no longer there. What was known before stays to be seen.',
  roles: [...planners],
  input: Type.Object({ personId: identifier, officerId: Type.Union([identifier, Type.Null()]), active: Type.Boolean(), ...personInput.properties }, strict),
  output: Type.Object({ ordinal: Type.Integer() }),
  refuses: ['staff-unknown', 'staff-number-fixed', 'point-unknown', 'officer-unknown', 'staff-changed-meanwhile'],
  async run(context, { personId, officerId, active, ...input }) {
    const before = await getPerson(context.tx, context.eventId, personId, context.now);
    if (before.staff_number !== input.staffNumber) throw new Refusal('staff-number-fixed', { number: before.staff_number }, '/staffNumber');
    const version = await versionOf(context, input, before, { officerId, active });
    await written(insertPeople(context.tx, context.eventId, [version], context.actor.officerId, context.now));
    context.announce('roster');
    return { ordinal: version.ordinal };
  },
});

const certify = defineAction({
  name: 'roster.certify',
  summary: 'Records what somebody is trained and certified for, and until when; recorded again for the same skill it counts instead of the older one. With an end in the past it takes the skill away.',
  roles: [...planners],
  input: Type.Object({ personId: identifier, skill, number: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), validFrom: day, validUntil: Type.Union([day, Type.Null()]) }, strict),
  output: Type.Object({ certificateId: Type.String() }),
  refuses: ['staff-unknown', 'days-wrong'],
  async run({ tx, eventId, now, actor, announce }, input) {
    await getPerson(tx, eventId, input.personId, now);
    if (input.validUntil !== null && input.validUntil < input.validFrom) throw new Refusal('days-wrong', {}, '/validUntil');
    const certificateId = uuidv7();
    await insertCertificates(tx, eventId, [{ certificateId, ...input }], actor.officerId, now);
    announce('roster');
    return { certificateId };
  },
});

const recordAbsence = defineAction({
  name: 'roster.recordAbsence',
  summary: 'Records that somebody is away for some days. Rosters that have them on duty then show it as broken until they are planned anew.',
  roles: [...planners],
  input: Type.Object({ personId: identifier, kind: Type.Enum([...absenceKinds]), fromDay: day, untilDay: day, note: Type.Optional(Type.String({ maxLength: 200 })) }, strict),
  output: Type.Object({ absenceId: Type.String() }),
  refuses: ['staff-unknown', 'days-wrong'],
  async run({ tx, eventId, now, actor, announce }, input) {
    await getPerson(tx, eventId, input.personId, now);
    if (input.untilDay < input.fromDay) throw new Refusal('days-wrong', {}, '/untilDay');
    const absenceId = uuidv7();
    await written(insertAbsence(tx, eventId, { absenceId, takesBack: null, note: '', ...input }, actor.officerId, now));
    announce('roster');
    return { absenceId };
  },
});

const takeBackAbsence = defineAction({
  name: 'roster.takeBackAbsence',
  summary: 'Takes an absence back: the person is there after all. The record of it stays.',
  roles: [...planners],
  input: Type.Object({ personId: identifier, absenceId: identifier }, strict),
  output: Type.Object({ absenceId: Type.String() }),
  refuses: ['absence-unknown', 'absence-taken-back'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const found = (await absenceRows(tx, eventId, now, '0001-01-02', '9999-12-30', input.personId)).find((row) => row.absence_id === input.absenceId);
    if (found === undefined) throw new Refusal('absence-unknown', {}, '/absenceId');
    const absenceId = uuidv7();
    await written(insertAbsence(tx, eventId, { absenceId, personId: input.personId, kind: found.kind, fromDay: found.from_day, untilDay: found.until_day, note: '', takesBack: input.absenceId }, actor.officerId, now));
    announce('roster');
    return { absenceId };
  },
});

const wish = defineAction({
  name: 'roster.wish',
  summary: 'Says what somebody wishes for a day: a shift, or to be free. Whoever is rostered wishes for themselves; a planner may for another. Weight 0 takes the wish back.',
  roles: [...roles],
  input: Type.Object({ personId: Type.Optional(identifier), day, shift: Type.Union([shiftCode, Type.Null()]), weight: Type.Integer({ minimum: 0, maximum: 10 }) }, strict),
  output: Type.Object({ wishId: Type.String() }),
  refuses: ['not-rostered', 'staff-unknown', 'role-not-allowed', 'shift-unknown', 'wish-too-late'],
  async run({ tx, eventId, now, actor, announce, action }, input) {
    if (input.personId !== undefined && !hasRole(actor, planners)) throw new Refusal('role-not-allowed', { action, roles: planners });
    const person = input.personId === undefined ? await getOwnPerson(tx, eventId, actor, now) : await getPerson(tx, eventId, input.personId, now);
    if (input.shift !== null && !(await shiftRows(tx, eventId, now)).some((row) => row.active && row.shift === input.shift)) throw new Refusal('shift-unknown', { shift: input.shift }, '/shift');
    demand(canWish(input.day, await dayAt(tx, eventId, now)));
    const wishId = uuidv7();
    await insertWish(tx, eventId, { wishId, personId: person.person_id, day: input.day, shift: input.shift, weight: input.weight }, actor.officerId, now);
    announce('roster');
    return { wishId };
  },
});

const setShift = defineAction({
  name: 'roster.setShift',
  summary: 'Sets a kind of shift: its names, when it starts, how long it is and its breaks; or says that it is no longer used. Rosters keep the shift as it was when they were made.',
  roles: [...planners],
  input: Type.Object({ shift: shiftCode, active: Type.Boolean(), ...shiftContent.properties }, strict),
  output: Type.Object({ ordinal: Type.Integer() }),
  refuses: ['shift-breaks-too-long', 'staff-changed-meanwhile'],
  async run({ tx, eventId, now, actor, announce }, { shift, active, ...content }) {
    if (content.breakMinutes * 2 > content.lengthMinutes) throw new Refusal('shift-breaks-too-long', {}, '/breakMinutes');
    const before = (await shiftRows(tx, eventId, now)).find((row) => row.shift === shift);
    const ordinal = (before?.ordinal ?? 0) + 1;
    await written(insertShift(tx, eventId, { shift, ordinal, content, active }, actor.officerId, now));
    announce('roster');
    return { ordinal };
  },
});

/** Lists the actions on people who are rostered and on kinds of shift. */
export const peopleActions: readonly ActionDefinition[] = [addPerson, changePerson, certify, recordAbsence, takeBackAbsence, wish, setShift];
