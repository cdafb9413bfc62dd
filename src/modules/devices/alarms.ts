import type { ActionContext } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import { publish } from '../../kernel/outbox.ts';
import { getBaseline, openCases } from '../prescribed/opening.ts';
import { oweOnEach } from '../prescribed/in-transaction.ts';
import type { CaseKind } from '../prescribed/shapes.ts';
import { isSnm } from './identification/categories.ts';
import type { DeviceEvent, DeviceKind } from './shapes.ts';
import { freeObligation, insertAlarm, insertSubject } from './store/alarms.ts';
import type { Subject } from './subjects.ts';

/** Names the step by which an alarm bars its subject, by the kind of case; other cases are told of, not barred. */
export const barringStep: Partial<Readonly<Record<CaseKind, string>>> = { traveller: 'TRV-ALRM', consignment: 'GDS-ALRM' };

/**
 * Raises an alarm: a case of its own, whatever else is open, with its clocks; its subject is barred by a step owed in the same transaction.
 * Shape: the alarm's identifier, the same for the same event of the same message.
 */
export async function raiseAlarm(context: ActionContext, kind: Pick<DeviceKind, 'alarm'>, found: { readonly deviceId: string; readonly messageId: string; readonly ordinal: number; readonly event: DeviceEvent; readonly sha256: Buffer; readonly subject: Subject | undefined; readonly advised?: readonly string[] }): Promise<string> {
  const { tx, eventId, now } = context;
  const alarm = kind.alarm;
  if (alarm === null) throw new Error('A kind without an alarm raised one');
  const alarmId = wordsId('alarm', eventId, found.deviceId, found.messageId, found.ordinal);
  await openCases(context, await getBaseline(context, 'response'), [{ caseId: alarmId, kind: 'alarm', parentId: null, attributes: { 'alarm.class': alarm.class, 'alarm.neutron': alarm.isNeutron?.(found.event.reading, found.event.name) === true, 'alarm.snm': isFissile(found) } }]);
  await insertAlarm(tx, eventId, { alarmId, deviceId: found.deviceId, messageId: found.messageId, ordinal: found.ordinal, alarmClass: alarm.class, raisedAt: now, rawSha256: found.sha256 });
  if (found.subject !== undefined) await bindSubject(context, alarmId, found.subject);
  await publish(context, 'alarm.raised', { alarmId, alarmClass: alarm.class, deviceId: found.deviceId });
  context.announce('alarms');
  context.announce(`alarm:${alarmId}`);
  return alarmId;
}

// Named by the instrument itself, or among what our own identification advises: no officer's answer takes it back.
function isFissile({ event: { reading }, advised = [] }: { readonly event: DeviceEvent; readonly advised?: readonly string[] }): boolean {
  const named = reading['nuclide'];
  return advised.length > 0 || (typeof named === 'string' && isSnm(named));
}

/** Binds an alarm to whom or what it is about; from now on the subject owes its settlement. Refuses: `alarm-subject-wrong`. */
export async function bindSubject(context: ActionContext, alarmId: string, subject: Subject): Promise<void> {
  const { tx, eventId, now, actor } = context;
  if (subject.kind === 'alarm') throw new Refusal('alarm-subject-wrong');
  const step = barringStep[subject.kind];
  let obligation: number | undefined;
  if (step !== undefined) {
    // A failing screening has owed the step already; each alarm has an obligation of its own.
    obligation = await freeObligation(tx, eventId, subject.caseId, step) ?? (await oweOnEach(context, [subject.caseId], step, 'alarm')).get(subject.caseId);
  }
  await insertSubject(tx, eventId, { alarmId, caseId: subject.caseId, obligation: obligation ?? null }, now, actor.officerId);
  context.announce(`case:${subject.caseId}`);
}
