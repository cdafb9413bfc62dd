import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { wordsId } from '../../../kernel/named-ids.ts';
import { publish } from '../../../kernel/outbox.ts';
import { alarmDispositions } from '../../prescribed/catalogue/alarm.ts';
import { caseState, recordInTransaction } from '../../prescribed/in-transaction.ts';
import { barringStep, bindSubject, raiseAlarm } from '../alarms.ts';
import { findKind } from '../catalogue.ts';
import { canDispose, notGreen } from '../rules/disposing.ts';
import { alarmOfficers } from '../rules/roles.ts';
import { identifier, reasonText, shortText, strict } from '../shapes.ts';
import { alarmRows, categorisedBy } from '../store/alarms.ts';
import type { AlarmRow } from '../store/alarms.ts';
import { insertEvents, insertMessages } from '../store/messages.ts';
import { findSubject } from '../subjects.ts';
import type { SubjectKnower } from '../subjects.ts';
import { getDevice } from './devices.ts';

async function getAlarm({ tx, eventId, now }: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, alarmId: string): Promise<AlarmRow> {
  const [alarm] = await alarmRows(tx, eventId, now, { alarmId });
  if (alarm === undefined) throw new Refusal('alarm-unknown', { alarmId }, '/alarmId');
  return alarm;
}

const bind = (knowers: readonly SubjectKnower[]): ActionDefinition => defineAction({
  name: 'devices.bindAlarm',
  summary: 'Says whom or what an alarm is about, where the device did not know: a case, a tube, the number of a consignment. From now on it is barred until the alarm is disposed of.',
  roles: alarmOfficers,
  input: Type.Object({ alarmId: identifier, subject: Type.String({ minLength: 3, maxLength: 120 }) }, strict),
  output: Type.Object({ caseId: Type.String() }),
  refuses: ['alarm-unknown', 'alarm-bound', 'alarm-subject-unknown', 'alarm-subject-wrong', 'alarm-disposed'],
  async run(context, input) {
    const alarm = await getAlarm(context, input.alarmId);
    if (alarm.disposed_at !== null) throw new Refusal('alarm-disposed');
    if (alarm.case_id !== null) throw new Refusal('alarm-bound');
    const subject = await findSubject(context.tx, context.eventId, input.subject, knowers);
    if (subject === undefined) throw new Refusal('alarm-subject-unknown', { subject: input.subject }, '/subject');
    try {
      await bindSubject(context, input.alarmId, subject);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'alarm_subjects_pkey') throw new Refusal('alarm-bound');
      throw error;
    }
    context.announce('alarms');
    return { caseId: subject.caseId };
  },
});

const dispose = defineAction({
  name: 'devices.disposeAlarm',
  summary: 'Disposes of an alarm once all its steps are done. A release needs three facts that agree and a second officer; a hold leaves it open; a hand-over or return needs a receiver.',
  roles: alarmOfficers,
  input: Type.Object({ alarmId: identifier, disposition: Type.Enum([...alarmDispositions]), receiver: Type.Optional(shortText), reference: Type.Optional(shortText), reason: reasonText }, strict),
  output: Type.Object({ outcome: Type.String(), owed: Type.Array(Type.String()), subjectFree: Type.Boolean() }),
  refuses: ['alarm-unknown', 'alarm-disposed', 'alarm-not-bound', 'alarm-not-categorised', 'alarm-not-green', 'alarm-second-officer', 'receiver-needed', 'still-owed'],
  async run(context, input) {
    const { tx, eventId, actor, command } = context;
    const alarm = await getAlarm(context, input.alarmId);
    if (alarm.disposed_at !== null) throw new Refusal('alarm-disposed');
    const { facts, thresholds } = await caseState(context, input.alarmId);
    const stopWorkMicrosievert = thresholds['stopWorkMicrosievert'] ?? 0;
    const category = facts['alarm.category'] ?? 'none';
    demand(canDispose({ facts, stopWorkMicrosievert, disposition: input.disposition, categorisedBy: await categorisedBy(tx, eventId, input.alarmId), officerId: actor.officerId, receiver: input.receiver }));
    const isFinal = input.disposition !== 'hold';
    // An alarm that did not come again may be nobody's; one that did belongs to somebody.
    if (isFinal && alarm.case_id === null && facts['verify.repeated'] === true) throw new Refusal('alarm-not-bound');
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: input.alarmId, step: 'ALM-DISP', evidence: {
      disposition: input.disposition, category, green: notGreen(facts, stopWorkMicrosievert).length === 0, reason: input.reason,
      ...(input.receiver === undefined ? {} : { receiver: input.receiver }), ...(input.reference === undefined ? {} : { reference: input.reference }),
    } }]);
    let subjectFree = false;
    const step = alarm.case_kind === null ? undefined : barringStep[alarm.case_kind];
    if (isFinal && alarm.case_id !== null && alarm.obligation !== null && step !== undefined) {
      // A person handed over with a receipt is settled; goods that are not released stay barred until they have left by their own way.
      const settled = input.disposition === 'release' || input.disposition === 'releaseWithRecord' || alarm.case_kind === 'traveller';
      const [freed] = await recordInTransaction(context, [{ recordId: wordsId('alarm-settled', input.alarmId, command.id), caseId: alarm.case_id, step, ordinal: alarm.obligation, evidence: { settled, alarmId: input.alarmId, disposition: input.disposition } }]);
      subjectFree = freed!.outcome === 'passed';
    }
    if (isFinal) await publish(context, 'alarm.disposed', { alarmId: input.alarmId, disposition: input.disposition, category: String(category) });
    context.announce('alarms');
    context.announce(`alarm:${input.alarmId}`);
    return { outcome: result!.outcome, owed: [...result!.owed], subjectFree };
  },
});

const report = (knowers: readonly SubjectKnower[]): ActionDefinition => defineAction({
  name: 'devices.reportAlarm',
  summary: 'Reports by hand an alarm that an instrument showed and did not send, or that an officer recorded at a station: it becomes a case like every other, and its subject is barred until it is disposed of.',
  roles: alarmOfficers,
  input: Type.Object({ deviceId: identifier, subject: Type.String({ minLength: 3, maxLength: 120 }), neutron: Type.Optional(Type.Boolean()), seen: reasonText }, strict),
  output: Type.Object({ alarmId: Type.String() }),
  refuses: ['device-unknown', 'device-waiting', 'device-retired', 'device-raises-none', 'alarm-subject-unknown', 'alarm-subject-wrong'],
  async run(context, input) {
    const { tx, eventId, now, command, actor } = context;
    const device = await getDevice(context, input.deviceId);
    if (device.decision === null) throw new Refusal('device-waiting');
    if (device.decision === 'retired') throw new Refusal('device-retired');
    const kind = findKind(device.kind);
    if (kind?.alarm == null) throw new Refusal('device-raises-none', {}, '/deviceId');
    const subject = await findSubject(tx, eventId, input.subject, knowers);
    if (subject === undefined) throw new Refusal('alarm-subject-unknown', { subject: input.subject }, '/subject');
    const name = kind.alarm.on.find((one) => kind.alarm!.isNeutron?.({}, one) === (input.neutron === true)) ?? kind.alarm.on[0]!;
    const reading = { what: input.seen.slice(0, 500) };
    // What an officer saw is evidence of the alarm, and no measurement: it proves no step.
    const content = Buffer.from(JSON.stringify({ type: `tongguan.${name}`, time: now, subject: subject.caseId, officer: actor.officerId, data: reading }));
    const [messageId, sha256] = [command.id, createHash('sha256').update(content).digest()];
    await insertMessages(tx, eventId, [{ deviceId: input.deviceId, messageId, format: 'cloudevents', transport: 'hand', sha256, content, findings: [], refused: null }], now);
    await insertEvents(tx, eventId, [{ deviceId: input.deviceId, messageId, ordinal: 1, name, level: 'alarm', happenedAt: now, subject: subject.caseId, caseId: subject.caseId, step: null, reading, against: ['by-hand'], recordId: null }], now);
    const alarmId = await raiseAlarm(context, kind, { deviceId: input.deviceId, messageId, ordinal: 1, sha256, event: { name, happenedAt: now, reading }, subject });
    context.announce(`device:${input.deviceId}`);
    return { alarmId };
  },
});

/** Lists the actions on alarms; every other step of an alarm is recorded like any prescribed action. */
export const alarmActions = (knowers: readonly SubjectKnower[]): readonly ActionDefinition[] => [bind(knowers), report(knowers), dispose];
