import { createHash } from 'node:crypto';
import type { ActionContext } from '../../kernel/action.ts';
import { attempt } from '../../kernel/db.ts';
import type { Db } from '../../kernel/db.ts';
import { isUuid } from '../../kernel/ids.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { oweOnEach, recordEach, recordInTransaction } from '../prescribed/in-transaction.ts';
import type { Asked } from '../prescribed/in-transaction.ts';
import type { RecordResult } from '../prescribed/shapes.ts';
import { raiseAlarm } from './alarms.ts';
import { findKind, levelOf } from './catalogue.ts';
import type { SpectraForIdentification } from './identification/from-n42.ts';
import { readMessage } from './reading.ts';
import type { ReadMessage } from './reading.ts';
import { againstCounting, kindFor, surroundingsMinutes } from './rules/counting.ts';
import type { DeviceEvent, DeviceFormat, DeviceKind, Feed, Received, Transport } from './shapes.ts';
import { adviseOn, noteGain } from './spectra.ts';
import { checkOf, newestTelemetry } from './store/devices.ts';
import { findMessage, insertEvents, insertMessages, lastEventOf, resultOfTube } from './store/messages.ts';
import type { NewEvent, NewMessage } from './store/messages.ts';
import { receivingRows } from './store/receiving.ts';
import type { ReceivingRow } from './store/receiving.ts';
import { findSubjects } from './subjects.ts';
import type { Subject, SubjectKnower } from './subjects.ts';

/** Is one message as it came. */
export interface Message { readonly deviceId: string; readonly format: DeviceFormat; readonly transport: Transport; readonly bytes: Uint8Array; readonly messageId?: string | undefined }

interface RefusedMessage { readonly code: string; readonly where: string; readonly reason: string }

/** Is what came of a message: taken, or refused with the place and the reason; both are kept. */
export type Outcome = (Received & { readonly refused: null }) | { readonly messageId: string; readonly repeated: boolean; readonly refused: RefusedMessage };

type Read = Extract<ReadMessage, { ok: true }>;

/** Is a message on its way in: whose it is, and what it says. */
interface Coming extends Given { readonly place: number; readonly device: ReceivingRow; readonly decision: 'approved' | 'suspended'; readonly kind: DeviceKind; readonly sha256: Buffer; readonly read: ReadMessage; readonly spectra: SpectraForIdentification | undefined; readonly kept: NewMessage }

/** Is an event of a message that was read: its row, which says more when its step has been recorded, and what follows from it. */
interface Heard { readonly coming: Coming; readonly event: DeviceEvent; readonly row: NewEvent & { readonly against: string[]; recordId: string | null }; readonly subject: Subject | undefined; readonly feed: Feed | undefined; readonly proves: boolean; readonly raises: boolean }

/** Is a message with the context of the command that brings it. */
export interface Given { readonly context: ActionContext; readonly message: Message }

/**
 * Takes messages of devices in one transaction, no two of them of one device: keeps the raw evidence with its digest, says of each event whether it counts, records the steps that it proves, raises its alarms. Of each message all or nothing.
 * A message that cannot be read is kept and answered as refused.
 * Shape: an outcome or a refusal for each, in their order: `device-unknown`, `device-waiting`, `device-retired`, `message-id-reused`. Throws where they are to be decided again, each alone.
 */
export async function receiveMessages(all: readonly Given[], knowers: readonly SubjectKnower[]): Promise<(Outcome | Refusal)[]> {
  const { tx, eventId, now } = all[0]!.context;
  const outcomes: (Outcome | Refusal)[] = [];
  const devices = await receivingRows(tx, eventId, all.map((one) => one.message.deviceId).filter(isUuid), now);
  const coming: Coming[] = [];
  for (const [place, given] of all.entries()) {
    const one = open(given, place, devices.get(given.message.deviceId));
    if (one instanceof Refusal) outcomes[place] = one;
    else coming.push(one);
  }
  const added = await insertMessages(tx, eventId, coming.map((one) => one.kept), now);
  const names = coming.flatMap((one) => (one.read.ok && added.has(one.kept) ? one.read.events.flatMap(namesOf) : []));
  const subjects = await findSubjects(tx, eventId, names, knowers);
  const heard: Heard[] = [];
  for (const one of coming) {
    const { context, kept: { deviceId, messageId } } = one;
    if (!added.has(one.kept)) {
      outcomes[one.place] = await repeated(one);
      continue;
    }
    context.announce('devices');
    if (!one.read.ok) {
      outcomes[one.place] = { messageId, repeated: false, refused: one.kept.refused as RefusedMessage };
      continue;
    }
    context.announce(`device:${deviceId}`);
    heard.push(...await hear(one, one.read, subjects));
  }
  await recordSteps(heard);
  await insertEvents(tx, eventId, heard.map((one) => one.row), now);
  for (const one of coming) if (outcomes[one.place] === undefined && one.read.ok) outcomes[one.place] = await follow(one, one.read, heard.filter((some) => some.coming === one));
  return outcomes;
}

// Whose message it is, whether it may send, what it says.
function open(given: Given, place: number, device: ReceivingRow | undefined): Coming | Refusal {
  const { context: { now }, message } = given;
  const kind = device === undefined ? undefined : findKind(device.kind);
  if (device === undefined || kind === undefined) return new Refusal('device-unknown', { deviceId: message.deviceId });
  if (device.decision === null) return new Refusal('device-waiting');
  if (device.decision === 'retired') return new Refusal('device-retired');
  const sha256 = createHash('sha256').update(message.bytes).digest();
  const read = readMessage(kind, message.format, message.bytes, now, { timeZone: device.time_zone, ...device.settings });
  const messageId = message.messageId ?? (read.ok ? read.messageId : undefined) ?? sha256.toString('hex');
  // A reason may repeat what the message says of somebody; of health, place and code must do.
  const refused = read.ok ? null : { code: read.code, where: read.where, reason: kind.health ? '' : read.reason } satisfies RefusedMessage;
  const findings = !read.ok ? [] : kind.health ? read.findings.map(({ code, where }) => ({ code, where, reason: '' })) : read.findings;
  return { ...given, place, device, decision: device.decision, kind, sha256, read, spectra: read.ok ? read.spectra?.() : undefined, kept: { deviceId: message.deviceId, messageId, format: message.format, transport: message.transport, sha256, content: kind.health ? null : Buffer.from(message.bytes), findings, refused } };
}

async function repeated({ context: { tx, eventId }, kept: { deviceId, messageId }, sha256 }: Coming): Promise<Outcome | Refusal> {
  const before = await findMessage(tx, eventId, deviceId, messageId);
  if (before?.sha256.equals(sha256) !== true) return new Refusal('message-id-reused', { messageId });
  return { messageId, repeated: true, refused: null, events: 0, recorded: 0, notCounted: [], alarms: [], findings: 0 };
}

// Judges each event: whom it is about, whether it counts, which step it proves.
async function hear(coming: Coming, read: Read, subjects: ReadonlyMap<string, Subject>): Promise<Heard[]> {
  const { context, device, decision, kind, spectra, kept: { deviceId, messageId } } = coming;
  const { tx, eventId, now } = context;
  // The background of a spectrum is measured before what it is held against: its gain decides whether that counts.
  const gain = spectra === undefined ? undefined : await noteGain(context, device, messageId, spectra.background, read.events.map((event) => event.happenedAt).sort()[0] ?? now, device.checks);
  const checks = [...device.checks, ...(gain === undefined ? [] : [gain])].map(checkOf);
  const needs = kindFor(kind, device.settings);
  const heard: Heard[] = [];
  for (const [index, said] of read.events.entries()) {
    const { event, subject, isAmbiguous } = whoIs(said, subjects);
    const level = levelOf(kind, event);
    const isEvidence = level === 'result' || level === 'alarm';
    const since = new Date(Date.parse(event.happenedAt) - surroundingsMinutes * 60_000).toISOString();
    const [telemetry] = isEvidence && Object.keys(kind.environment).some((field) => typeof event.reading[field] !== 'number') ? await newestTelemetry(tx, eventId, event.happenedAt, since, [deviceId]) : [];
    const against = isEvidence ? [...againstCounting({ kind: needs, decision, checks, event, surroundings: telemetry?.reading ?? {}, receivedAt: now })] : [];
    if (isEvidence && await isUncleared(context, kind, deviceId, event, read.events.slice(0, index))) against.push('uncleared');
    const feed = subject === undefined ? undefined : kind.feeds.find((one) => one.caseKind === subject.kind && one.on.includes(event.name));
    const proves = isEvidence && feed !== undefined && against.length === 0;
    if (event.subject !== undefined && subject === undefined) against.push(isAmbiguous ? 'subject-ambiguous' : 'subject-unknown');
    heard.push({ coming, event, subject, feed, proves, raises: level === 'alarm' && kind.alarm !== null,
      row: { deviceId, messageId, ordinal: index + 1, name: event.name, level, happenedAt: event.happenedAt, subject: event.subject ?? null, caseId: subject?.caseId ?? null, step: feed?.step ?? null, reading: event.reading, against, recordId: null } });
  }
  return heard;
}

const namesOf = (event: DeviceEvent): readonly string[] => [...(event.subject === undefined ? [] : [event.subject]), ...(event.alsoNamed ?? [])];

// The first name that somebody knows; names that lead to different ones are nobody's.
function whoIs(event: DeviceEvent, subjects: ReadonlyMap<string, Subject>): { readonly event: DeviceEvent; readonly subject: Subject | undefined; readonly isAmbiguous: boolean } {
  const known = namesOf(event).filter((name) => subjects.has(name));
  const [name] = known;
  if (name === undefined) return { event, subject: undefined, isAmbiguous: false };
  if (new Set(known.map((one) => subjects.get(one)!.caseId)).size > 1) return { event, subject: undefined, isAmbiguous: true };
  const reading = event.reading['tubeId'] === undefined ? event.reading : { ...event.reading, tubeId: name };
  return { event: { ...event, subject: name, reading }, subject: subjects.get(name)!, isAmbiguous: false };
}

// After an alarm of some kinds (a sniffer's) nothing counts before the device has cleared down.
async function isUncleared({ tx, eventId }: ActionContext, kind: DeviceKind, deviceId: string, event: DeviceEvent, before: readonly DeviceEvent[]): Promise<boolean> {
  const { clearing } = kind;
  if (clearing === undefined) return false;
  const names = [...clearing.after, clearing.by];
  const last = before.findLast((one) => names.includes(one.name)) ?? await lastEventOf(tx, eventId, deviceId, names, event.happenedAt);
  return last !== undefined && !(last.name === clearing.by && clearing.isClean(last.reading));
}

// What follows from a message whose events are written: advice on its spectrum, its alarms.
async function follow({ context, device, kind, sha256, spectra, kept: { deviceId, messageId } }: Coming, read: Read, heard: readonly Heard[]): Promise<Outcome> {
  const raising = heard.filter((one) => one.raises);
  const advice = raising.length > 0 && spectra !== undefined ? await adviseOn(context, deviceId, messageId, spectra, device.model) : undefined;
  const alarms: string[] = [];
  for (const { event, row: { ordinal }, subject } of raising) alarms.push(await raiseAlarm(context, kind, { deviceId, messageId, sha256, event, ordinal, subject, advised: advice?.snm ?? [] }));
  const rows = heard.map((one) => one.row);
  return { messageId, repeated: false, refused: null, events: rows.length, recorded: rows.filter((row) => row.recordId !== null).length, notCounted: [...new Set(rows.flatMap((row) => row.against))], alarms, findings: read.findings.length };
}

// A savepoint costs two round trips an event, and nearly every refusal comes before anything is written: only a message of which the database refused a step is decided again with one.
const guarded = new WeakSet<object>();
class DecideAgain extends Error {
  readonly code = '40001';
}

// Records what the events prove. A step that is not owed, a case that has ended: the reading is kept with the reason, and the rest stands.
async function recordSteps(heard: readonly Heard[]): Promise<void> {
  let asked: { readonly one: Heard; readonly ask: Asked }[] = [];
  const held = new Set<Heard>();
  const record = async (): Promise<void> => {
    const some = asked;
    asked = [];
    if (some.length === 0) return;
    const { tx } = some[0]!.ask.context;
    const isGuarded = guarded.has(some[0]!.one.coming.context.command);
    let results: readonly (RecordResult | Refusal)[];
    try {
      results = isGuarded ? await eachGuarded(tx, some.map(({ ask }) => ask)) : await recordEach(some.map(({ ask }) => ask));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { one } of some) guarded.add(one.coming.context.command);
      throw new DecideAgain('The database refused a step; each message is decided again with savepoints.');
    }
    for (const [place, { one, ask }] of some.entries()) {
      const result = results[place]!;
      if (!(result instanceof Refusal)) one.row.recordId = ask.request.recordId;
      else if (result.code === 'step-not-owed' && one.feed?.holdsOn?.includes(one.event.name) === true && !held.has(one) && await holds(ask)) {
        held.add(one);
        asked.push({ one, ask });
      } else one.row.against.push(`refused:${result.code}`);
    }
    if (asked.length > 0) await record();
  };
  for (const one of heard.filter((some) => some.proves)) {
    const { coming: { context, device, kept: { deviceId, messageId } }, event, row: { ordinal }, feed, subject } = one;
    const { tx, eventId, command, now } = context;
    const evidence = feed!.evidence(event.reading, event);
    const tubeId = evidence['tubeId'];
    const isCorrection = event.name === 'resultCorrected' && typeof tubeId === 'string';
    // What is corrected may have come with this very message.
    if (isCorrection) await record();
    const corrects = isCorrection ? await resultOfTube(tx, eventId, subject!.caseId, feed!.step, tubeId) : undefined;
    const occurredAt = event.happenedAt > now ? now : event.happenedAt;
    asked.push({ one, ask: {
      context: { ...context, command: { ...command, deviceId, occurredAt, ...(device.station_id === null ? {} : { stationId: device.station_id }) } },
      request: { recordId: wordsId('device-record', eventId, deviceId, messageId, ordinal), caseId: subject!.caseId, step: feed!.step, evidence, ...(corrects === undefined ? {} : { corrects }) },
    } });
  }
  await record();
}

// What was done to something and went wrong is owed from now on, whoever prescribed it. Shape: whether it is; a case that has ended owes nothing more.
const holds = async ({ context, request: { caseId, step } }: Asked): Promise<boolean> => (await oweOnEach(context, [caseId], step, 'held')).has(caseId);

async function eachGuarded(tx: Db, all: readonly Asked[]): Promise<(RecordResult | Refusal)[]> {
  const results: (RecordResult | Refusal)[] = [];
  for (const { context, request } of all) {
    const done = await attempt(tx, () => recordInTransaction(context, [request]));
    results.push(done.ok ? done.result[0]! : new Refusal(done.refusal.code, done.refusal.params));
  }
  return results;
}
