import { Type } from 'typebox';
import { defineView } from '../../kernel/view.ts';
import type { ViewDefinition } from '../../kernel/view.ts';
import { hasRole } from '../../kernel/officer.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { alarmViews } from './views/alarms.ts';
import { clientCertificatesView } from './views/client-certificates.ts';
import { pictureViews } from './views/pictures.ts';
import { missionsView } from './views/missions.ts';
import { availabilityView } from './views/availability.ts';
import { robotsView } from './views/robots.ts';
import { layoutsView } from './views/layouts.ts';
import { spectrumViews } from './views/spectra.ts';
import { zonesView } from './views/zones.ts';
import { wallView } from './views/wall.ts';
import { findKind } from './catalogue.ts';
import { readable } from './reading.ts';
import { checksAt, kindFor } from './rules/counting.ts';
import { pictureIn } from './reading/pictures.ts';
import { alarmReaders, deviceReaders } from './rules/roles.ts';
import { checkOf, checkRows, deviceRows, telemetryRows } from './store/devices.ts';
import { eventRows, rawMessage, refusedMessages } from './store/messages.ts';
import { identifier, instant, pictureEvent, strict } from './shapes.ts';
import type { SubjectKnower } from './subjects.ts';
import { bothLanguages, deviceShape, nullableText, standingShape, summaryOf } from './views/shapes.ts';

const mostEvents = 200;
const mostPoints = 600;

const eventShape = Type.Object({
  messageId: Type.String(), ordinal: Type.Integer(), name: Type.String(), level: Type.String(), happenedAt: Type.String(), receivedAt: Type.String(), caseId: nullableText, step: nullableText,
  reading: Type.Union([Type.Null(), Type.Record(Type.String(), Type.Unknown())]), against: Type.Array(Type.String()), recorded: Type.Boolean(), sha256: Type.String(), format: Type.String(), hasContent: Type.Boolean(),
});

const device = defineView({
  name: 'devices.device',
  summary: 'One device: what it is, its checks and how they stand, what it said lately and whether that counted, and what of it was refused. Readings about health are shown with their person only.',
  roles: deviceReaders,
  input: Type.Object({ deviceId: identifier }, strict),
  output: Type.Object({
    device: deviceShape, standing: Type.Array(standingShape), formats: Type.Array(Type.String()), settings: Type.Record(Type.String(), Type.Unknown()),
    checks: Type.Array(Type.Object({ checkId: Type.String(), check: Type.String(), passed: Type.Boolean(), performedAt: Type.String(), validUntil: nullableText, certificate: nullableText, measured: Type.Record(Type.String(), Type.Unknown()), badSince: nullableText, note: Type.String(), by: Type.Union([Type.Null(), bothLanguages]) })),
    events: Type.Array(eventShape), refused: Type.Array(Type.Object({ messageId: Type.String(), format: Type.String(), transport: Type.String(), receivedAt: Type.String(), code: Type.String(), where: Type.String(), reason: Type.String() })),
  }),
  refuses: ['device-unknown'],
  async run({ db, eventId, asOf }, input) {
    const [row] = await deviceRows(db, eventId, asOf, input.deviceId);
    const kind = row === undefined ? undefined : findKind(row.kind);
    if (row === undefined || kind === undefined) throw new Refusal('device-unknown', { deviceId: input.deviceId }, '/deviceId');
    const checks = await checkRows(db, eventId, asOf, [input.deviceId]);
    const events = await eventRows(db, eventId, asOf, input.deviceId, mostEvents);
    return {
      device: summaryOf(row), standing: [...checksAt(kindFor(kind, row.settings), checks.map(checkOf), asOf)], formats: [...readable(kind)], settings: row.settings ?? {},
      checks: checks.map((check) => ({ checkId: check.check_id, check: check.kind, passed: check.passed, performedAt: check.performed_at, validUntil: check.valid_until, certificate: check.certificate, measured: check.measured, badSince: check.condemns_since, note: check.note, by: check.name_en === null ? null : { en: check.name_en, zh: check.name_zh ?? check.name_en } })).reverse(),
      events: events.map((event) => ({
        messageId: event.message_id, ordinal: event.ordinal, name: event.name, level: event.level, happenedAt: event.happened_at, receivedAt: event.received_at, caseId: kind.health ? null : event.case_id, step: event.step,
        reading: kind.health ? null : event.reading, against: [...event.against], recorded: event.record_id !== null, sha256: event.sha256, format: event.format, hasContent: event.has_content,
      })),
      refused: (await refusedMessages(db, eventId, asOf, input.deviceId, 50)).map((one) => ({ messageId: one.message_id, format: one.format, transport: one.transport, receivedAt: one.received_at, ...one.refused })),
    };
  },
});

const telemetry = defineView({
  name: 'devices.telemetry',
  summary: 'The telemetry of a device in a time, thinned to what a plot can show.',
  roles: deviceReaders,
  input: Type.Object({ deviceId: identifier, from: instant, to: instant }, strict),
  output: Type.Object({ points: Type.Array(Type.Object({ measuredAt: Type.String(), reading: Type.Record(Type.String(), Type.Number()) })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const to = new Date(input.to).toISOString();
    const rows = await telemetryRows(db, eventId, input.deviceId, new Date(input.from).toISOString(), to < asOf ? to : asOf, mostPoints);
    return { points: rows.map((row) => ({ measuredAt: row.measured_at, reading: row.reading })) };
  },
});

const raw = defineView({
  name: 'devices.raw',
  summary: 'The raw evidence of a message as a file, byte for byte, for an expert; its digest is the one that the alarm names.',
  roles: deviceReaders,
  input: Type.Object({ deviceId: identifier, messageId: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() }),
  refuses: ['device-unknown', 'raw-gone'],
  async run({ db, eventId, actor }, input) {
    const found = await rawMessage(db, eventId, input.deviceId, input.messageId);
    if (found === undefined) throw new Refusal('device-unknown', { deviceId: input.deviceId }, '/deviceId');
    if (found.content === null) throw new Refusal('raw-gone');
    // Who may not look at a camera's pictures does not get them as a file either.
    const isPicture = found.format === 'picture' || (found.format === 'cloudevents' && found.content.includes(pictureEvent));
    if (isPicture && !hasRole(actor, alarmReaders)) throw new Refusal('role-not-allowed', { view: 'devices.raw', roles: alarmReaders });
    const picture = found.format === 'picture' ? pictureIn(found.format, found.content) : undefined;
    const ending = picture !== undefined ? [picture.mediaType === 'image/png' ? 'png' : 'jpg', picture.mediaType] : found.format === 'picture' ? ['bin', 'application/octet-stream'] : found.format === 'n42' ? ['xml', 'application/xml'] : found.format === 'oru' || found.format === 'lis2' ? ['txt', 'text/plain'] : ['json', 'application/json'];
    return { fileName: `${found.sha256.slice(0, 16)}.${ending[0]}`, mediaType: ending[1]!, content: found.content.toString('base64') };
  },
});

/** Lists the only ways to read of devices. */
export const deviceViews = (knowers: readonly SubjectKnower[]): readonly ViewDefinition[] => [wallView, availabilityView, device, clientCertificatesView, telemetry, raw, missionsView, robotsView, layoutsView, zonesView, ...spectrumViews, ...pictureViews, ...alarmViews(knowers)];
