import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { roles } from '../../../kernel/officer.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { hashPassword, passwordFits } from '../passwords.ts';
import { canBecome, canSetPassword, passwordRefusals } from '../rules.ts';
import { idShape, officerFields, passwordShape, sessionNameShape, userNameShape } from '../shapes.ts';
import { endSessionsOf, findOfficer, insertOfficer, lockAdministrators, updateOfficer } from '../store.ts';
import type { OfficerRow } from '../store.ts';
import { endLiveSessions } from '../store/sessions.ts';
import { forgetActor } from '../trust.ts';

const refusalOfConstraint: Readonly<Record<string, readonly [code: string, where: string]>> = {
  officers_event_id_user_name_key: ['user-name-taken', '/userName'],
  officers_event_id_external_subject_key: ['external-subject-taken', '/externalSubject'],
  officers_event_id_station_id_fkey: ['station-unknown', '/stationId'],
};

async function written(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const known = refusalOfConstraint[sqlFailure(error)?.constraint ?? ''];
    if (known === undefined) throw error;
    throw new Refusal(known[0], {}, known[1]);
  }
}

async function getOfficer(context: ActionContext, officerId: string): Promise<OfficerRow> {
  const officer = await findOfficer(context.tx, context.eventId, officerId);
  if (officer === undefined) throw new Refusal('officer-unknown', { officerId }, '/officerId');
  return officer;
}

async function endAllSessions(context: ActionContext, officerId: string): Promise<void> {
  await endSessionsOf(context.tx, context.eventId, officerId, new Date());
  context.afterCommit(() => forgetActor(officerId));
}

async function endSessionsNow(context: ActionContext, officerId: string, session: string | undefined): Promise<{ ended: number }> {
  const ended = await endLiveSessions(context.tx, context.eventId, officerId, session, new Date());
  context.afterCommit(() => forgetActor(officerId));
  context.announce('officers');
  return { ended };
}

const canSignIn = (officer: OfficerRow): boolean => officer.password_hash !== null || officer.external_subject !== null || officer.persona;

const { nameEn, nameZh, organisation, roles: rolesField, stationId, language, externalSubject } = officerFields;

const addOfficer = defineAction({
  name: 'staff.addOfficer',
  summary: 'Adds an officer; without a password and an external subject nobody can sign in as this officer yet.',
  roles: ['administrator'],
  input: Type.Object({
    userName: userNameShape, nameEn, nameZh, organisation, roles: rolesField, language,
    stationId: Type.Optional(stationId), password: Type.Optional(passwordShape), externalSubject: Type.Optional(externalSubject),
  }, { additionalProperties: false }),
  output: Type.Object({ officerId: Type.String() }),
  refuses: [...passwordRefusals, 'user-name-taken', 'external-subject-taken', 'station-unknown'],
  secrets: ['password'],
  async run({ tx, eventId, now, announce }, input) {
    if (input.password !== undefined) demand(canSetPassword(input.password, input.userName));
    const officerId = uuidv7();
    await written(insertOfficer(tx, eventId, {
      officer_id: officerId, user_name: input.userName, name_en: input.nameEn, name_zh: input.nameZh, organisation: input.organisation, roles: input.roles, language: input.language,
      station_id: input.stationId ?? null, external_subject: input.externalSubject ?? null, persona: false, password_hash: input.password === undefined ? null : await hashPassword(input.password),
    }, now));
    announce('officers');
    return { officerId };
  },
});

const changeOfficer = defineAction({
  name: 'staff.changeOfficer',
  summary: 'Changes an officer; a disabled one is signed out everywhere at once, new roles count from the next request.',
  roles: ['administrator'],
  input: Type.Object({
    officerId: idShape, nameEn: Type.Optional(nameEn), nameZh: Type.Optional(nameZh), organisation: Type.Optional(organisation), roles: Type.Optional(rolesField), language: Type.Optional(language),
    stationId: Type.Optional(stationId), externalSubject: Type.Optional(externalSubject), disabled: Type.Optional(Type.Boolean()),
  }, { additionalProperties: false }),
  output: Type.Object({}),
  refuses: ['officer-unknown', 'last-administrator', 'external-subject-taken', 'station-unknown'],
  async run(context, input) {
    const { tx, eventId, now } = context;
    // Locked before the officer is read, so that what is decided here still holds when it is written.
    const administrators = await lockAdministrators(tx, eventId);
    const before = await getOfficer(context, input.officerId);
    const disabledAt = input.disabled === undefined ? before.disabled_at : input.disabled ? before.disabled_at ?? now : null;
    const after: OfficerRow = {
      ...before, name_en: input.nameEn ?? before.name_en, name_zh: input.nameZh ?? before.name_zh, organisation: input.organisation ?? before.organisation, roles: input.roles ?? before.roles,
      language: input.language ?? before.language, station_id: input.stationId === undefined ? before.station_id : input.stationId,
      external_subject: input.externalSubject === undefined ? before.external_subject : input.externalSubject, disabled_at: disabledAt,
    };
    demand(canBecome({ officerId: input.officerId, roles: after.roles, disabled: after.disabled_at !== null, canSignIn: canSignIn(after) }, administrators));
    await written(updateOfficer(tx, eventId, after));
    if (after.disabled_at !== null || after.external_subject !== before.external_subject) await endAllSessions(context, input.officerId);
    else context.afterCommit(() => forgetActor(input.officerId));
    context.announce('officers');
    return {};
  },
});

const changePassword = defineAction({
  name: 'staff.changePassword',
  summary: "Changes one's own password; every session of the officer ends, this one too.",
  roles: [...roles],
  input: Type.Object({ current: passwordShape, next: passwordShape }, { additionalProperties: false }),
  output: Type.Object({}),
  refuses: ['officer-needed', 'password-wrong', ...passwordRefusals],
  secrets: ['current', 'next'],
  async run(context, input) {
    if (context.actor.officerId === null) throw new Refusal('officer-needed');
    const officer = await getOfficer(context, context.actor.officerId);
    if (!(await passwordFits(input.current, officer.password_hash))) throw new Refusal('password-wrong', {}, '/current');
    demand(canSetPassword(input.next, officer.user_name));
    await updateOfficer(context.tx, context.eventId, { ...officer, password_hash: await hashPassword(input.next) });
    await endAllSessions(context, officer.officer_id);
    return {};
  },
});

const setPassword = defineAction({
  name: 'staff.setPassword',
  summary: "Sets an officer's password; every session of the officer ends.",
  roles: ['administrator'],
  input: Type.Object({ officerId: idShape, password: passwordShape }, { additionalProperties: false }),
  output: Type.Object({}),
  refuses: ['officer-unknown', ...passwordRefusals],
  secrets: ['password'],
  async run(context, input) {
    const officer = await getOfficer(context, input.officerId);
    demand(canSetPassword(input.password, officer.user_name));
    await updateOfficer(context.tx, context.eventId, { ...officer, password_hash: await hashPassword(input.password) });
    await endAllSessions(context, input.officerId);
    context.announce('officers');
    return {};
  },
});

const endSessions = defineAction({
  name: 'staff.endSessions',
  summary: 'Signs an officer out everywhere; the officer may sign in again.',
  roles: ['administrator'],
  input: Type.Object({ officerId: idShape }, { additionalProperties: false }),
  output: Type.Object({ ended: Type.Integer() }),
  refuses: ['officer-unknown'],
  async run(context, input) {
    const officer = await getOfficer(context, input.officerId);
    return endSessionsNow(context, officer.officer_id, undefined);
  },
});

const endOwnSessions = defineAction({
  name: 'staff.endOwnSessions',
  summary: "Ends one of one's own sessions, or all of them, this one too.",
  roles: [...roles],
  input: Type.Object({ session: Type.Optional(sessionNameShape) }, { additionalProperties: false }),
  output: Type.Object({ ended: Type.Integer() }),
  refuses: ['officer-needed', 'session-unknown'],
  async run(context, input) {
    if (context.actor.officerId === null) throw new Refusal('officer-needed');
    const result = await endSessionsNow(context, context.actor.officerId, input.session);
    if (input.session !== undefined && result.ended === 0) throw new Refusal('session-unknown', {}, '/session');
    return result;
  },
});

/** Lists the actions on officers. */
export const officerActions: readonly ActionDefinition[] = [addOfficer, changeOfficer, changePassword, setPassword, endSessions, endOwnSessions];
