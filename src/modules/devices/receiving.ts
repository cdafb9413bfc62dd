import { createHash } from 'node:crypto';
import type { ActionContext } from '../../kernel/action.ts';
import { attempt, sqlFailure } from '../../kernel/db.ts';
import type { Db } from '../../kernel/db.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordInTransaction } from '../prescribed/in-transaction.ts';
import { raiseAlarm } from './alarms.ts';
import { findKind, levelOf } from './catalogue.ts';
import { readMessage } from './reading.ts';
import { againstCounting, kindFor, surroundingsMinutes } from './rules/counting.ts';
import type { DeviceEvent, DeviceFormat, Feed, Received, Transport } from './shapes.ts';
import { adviseOn, noteGain } from './spectra.ts';
import { checkOf, newestTelemetry } from './store/devices.ts';
import { findMessage, insertEvents, insertMessage, resultOfTube } from './store/messages.ts';
import type { NewEvent } from './store/messages.ts';
import { receivingRow } from './store/receiving.ts';
import { findSubject } from './subjects.ts';
import type { Subject, SubjectKnower } from './subjects.ts';

/** Is one message as it came. */
export interface Message { readonly deviceId: string; readonly format: DeviceFormat; readonly transport: Transport; readonly bytes: Uint8Array; readonly messageId?: string | undefined }

/** Is what came of a message: taken, or refused with the place and the reason; both are kept. */
export type Outcome = (Received & { readonly refused: null }) | { readonly messageId: string; readonly repeated: boolean; readonly refused: { readonly code: string; readonly where: string; readonly reason: string } };

/**
 * Takes one message of a device: keeps the raw evidence with its digest, says of each event whether it counts, records the steps that it proves, raises its alarms. All or nothing.
 * Refuses: `device-unknown`, `device-waiting`, `device-retired`, `message-id-reused`. A message that cannot be read is kept and answered as refused.
 */
export async function receiveMessage(context: ActionContext, message: Message, knowers: readonly SubjectKnower[]): Promise<Outcome> {
  const { tx, eventId, now } = context;
  const device = await receivingRow(tx, eventId, message.deviceId, now);
  if (device === undefined) throw new Refusal('device-unknown', { deviceId: message.deviceId });
  if (device.decision === null) throw new Refusal('device-waiting');
  if (device.decision === 'retired') throw new Refusal('device-retired');
  const kind = findKind(device.kind);
  if (kind === undefined) throw new Refusal('device-unknown', { deviceId: message.deviceId });
  const sha256 = createHash('sha256').update(message.bytes).digest();
  const read = readMessage(kind, message.format, message.bytes, now, device.settings ?? {});
  const messageId = message.messageId ?? (read.ok ? read.messageId : undefined) ?? sha256.toString('hex');
  const repeated = async (): Promise<Outcome | undefined> => {
    const before = await findMessage(tx, eventId, message.deviceId, messageId);
    if (before === undefined) return undefined;
    if (!before.sha256.equals(sha256)) throw new Refusal('message-id-reused', { messageId });
    return { messageId, repeated: true, refused: null, events: 0, recorded: 0, notCounted: [], alarms: [], findings: 0 };
  };
  const kept = { deviceId: message.deviceId, messageId, format: message.format, transport: message.transport, sha256, content: kind.health ? null : Buffer.from(message.bytes) };
  if (!read.ok) {
    // A reason may repeat what the message says of somebody; of health, place and code must do.
    const refused = { code: read.code, where: read.where, reason: kind.health ? '' : read.reason };
    if (!(await insertMessage(tx, eventId, { ...kept, findings: [], refused }, now))) return (await repeated())!;
    context.announce('devices');
    return { messageId, repeated: false, refused };
  }
  if (!(await insertMessage(tx, eventId, { ...kept, findings: kind.health ? read.findings.map(({ code, where }) => ({ code, where, reason: '' })) : read.findings, refused: null }, now))) return (await repeated())!;
  const spectra = read.spectra?.();
  // The background of a spectrum is measured before what it is held against: its gain decides whether that counts.
  const gain = spectra === undefined ? undefined : await noteGain(context, device, messageId, spectra.background, read.events.map((event) => event.happenedAt).sort()[0] ?? now, device.checks);
  const checks = [...device.checks, ...(gain === undefined ? [] : [gain])].map(checkOf);
  const needs = kindFor(kind, device.settings);
  const rows: NewEvent[] = [];
  const raising: { event: DeviceEvent; ordinal: number; subject: Subject | undefined }[] = [];
  for (const [index, event] of read.events.entries()) {
    const ordinal = index + 1;
    const level = levelOf(kind, event);
    const subject = event.subject === undefined ? undefined : await findSubject(tx, eventId, event.subject, knowers);
    const isEvidence = level === 'result' || level === 'alarm';
    const since = new Date(Date.parse(event.happenedAt) - surroundingsMinutes * 60_000).toISOString();
    const [telemetry] = isEvidence && Object.keys(kind.environment).some((field) => typeof event.reading[field] !== 'number') ? await newestTelemetry(tx, eventId, event.happenedAt, since, [message.deviceId]) : [];
    const against = isEvidence ? [...againstCounting({ kind: needs, decision: device.decision, checks, event, surroundings: telemetry?.reading ?? {}, receivedAt: now })] : [];
    const feed = subject === undefined ? undefined : kind.feeds.find((one) => one.caseKind === subject.kind && one.on.includes(event.name));
    let recordId: string | null = null;
    if (isEvidence && feed !== undefined && subject !== undefined && against.length === 0) {
      const recorded = await proves(context, message.deviceId, messageId, ordinal, event, feed, subject, device.station_id);
      if (recorded.ok) recordId = recorded.recordId;
      else against.push(`refused:${recorded.code}`);
    }
    if (event.subject !== undefined && subject === undefined) against.push('subject-unknown');
    rows.push({ ordinal, name: event.name, level, happenedAt: event.happenedAt, subject: event.subject ?? null, caseId: subject?.caseId ?? null, step: feed?.step ?? null, reading: event.reading, against, recordId });
    if (kind.alarm?.on.includes(event.name) === true) raising.push({ event, ordinal, subject });
  }
  await insertEvents(tx, eventId, message.deviceId, messageId, rows, now);
  if (raising.length > 0 && spectra !== undefined) await adviseOn(context, message.deviceId, messageId, spectra, device.model);
  const alarms: string[] = [];
  for (const one of raising) alarms.push(await raiseAlarm(context, kind, { deviceId: message.deviceId, messageId, sha256, ...one }));
  context.announce('devices');
  context.announce(`device:${message.deviceId}`);
  return { messageId, repeated: false, refused: null, events: rows.length, recorded: rows.filter((row) => row.recordId !== null).length, notCounted: [...new Set(rows.flatMap((row) => row.against))], alarms, findings: read.findings.length };
}

// A savepoint costs two round trips an event, and nearly every refusal comes before anything is written: only a message of which the database refused a step is decided again with one.
const guarded = new WeakSet<object>();
class DecideAgain extends Error {
  readonly code = '40001';
}
async function isBroken(tx: Db): Promise<boolean> {
  try {
    await tx.query('SELECT 1');
    return false;
  } catch (error) {
    if (sqlFailure(error)?.code === '25P02') return true;
    throw error;
  }
}

type Proved = { readonly ok: true; readonly recordId: string } | { readonly ok: false; readonly code: string };

// A step that is not owed, a case that has ended: the reading is kept with the reason, and the rest of the message stands.
async function proves(context: ActionContext, deviceId: string, messageId: string, ordinal: number, event: DeviceEvent, feed: Feed, subject: Subject, stationId: string | null): Promise<Proved> {
  const { tx, eventId, command, now } = context;
  const evidence = feed.evidence(event.reading, event);
  const recordId = wordsId('device-record', eventId, deviceId, messageId, ordinal);
  const tubeId = evidence['tubeId'];
  const corrects = event.name === 'resultCorrected' && typeof tubeId === 'string' ? await resultOfTube(tx, eventId, subject.caseId, feed.step, tubeId) : undefined;
  const occurredAt = event.happenedAt > now ? now : event.happenedAt;
  const record = () => recordInTransaction({ ...context, command: { ...command, deviceId, occurredAt, ...(stationId === null ? {} : { stationId }) } },
    [{ recordId, caseId: subject.caseId, step: feed.step, evidence, ...(corrects === undefined ? {} : { corrects }) }]);
  if (guarded.has(command)) {
    const done = await attempt(tx, record);
    return done.ok ? { ok: true, recordId } : { ok: false, code: done.refusal.code };
  }
  try {
    await record();
    return { ok: true, recordId };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!(await isBroken(tx))) return { ok: false, code: error.code };
    guarded.add(command);
    throw new DecideAgain('The database refused a step; the message is decided again with a savepoint.');
  }
}

