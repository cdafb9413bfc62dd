import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { findKind } from '../catalogue.ts';
import { caseAsOf } from '../../prescribed/as-of.ts';
import { caseState } from '../../prescribed/in-transaction.ts';
import { notGreen } from '../rules/disposing.ts';
import { alarmReaders } from '../rules/roles.ts';
import { identifier, instant, strict } from '../shapes.ts';
import { alarmRows, categorisedBy } from '../store/alarms.ts';
import type { AlarmRow } from '../store/alarms.ts';
import { deviceRows } from '../store/devices.ts';
import type { DeviceRow } from '../store/devices.ts';
import { findAdvice } from '../store/spectra.ts';
import { adviceShape } from './spectra.ts';
import { eventsOfCase } from '../store/messages.ts';
import { bothLanguages, nullableText } from './shapes.ts';
import { checkNuclide } from '../identification/commodities.ts';
import { aboutSubject } from '../subjects.ts';
import type { SubjectKnower } from '../subjects.ts';

const mostGoods = 200;
const readingShape = Type.Record(Type.String(), Type.Unknown());
const alarmShape = Type.Object({
  alarmId: Type.String(), alarmClass: Type.String(), raisedAt: Type.String(), deviceId: Type.String(), kind: Type.String(), device: bothLanguages, stationId: nullableText, messageId: Type.String(), rawHash: Type.String(),
  reading: readingShape, against: Type.Array(Type.String()), subject: nullableText, caseId: nullableText, caseKind: nullableText, owed: Type.Array(Type.String()), nextDueAt: nullableText, acknowledgedAt: nullableText, category: nullableText, disposition: nullableText, disposedAt: nullableText,
});

function shown(row: AlarmRow) {
  return {
    alarmId: row.alarm_id, alarmClass: row.alarm_class, raisedAt: row.raised_at, deviceId: row.device_id, kind: row.kind, device: { en: row.name_en, zh: row.name_zh }, stationId: row.station_id, messageId: row.message_id, rawHash: row.raw_sha256,
    reading: row.reading, against: [...row.against], subject: row.subject, caseId: row.case_id, caseKind: row.case_kind, owed: [...row.owed], nextDueAt: row.next_due, acknowledgedAt: row.acknowledged_at, category: row.category, disposition: row.disposition, disposedAt: row.disposed_at,
  };
}

const nameOf = (device: DeviceRow | undefined) => ({ en: device?.name_en ?? '', zh: device?.name_zh ?? '' });

const alarms = defineView({
  name: 'devices.alarms',
  summary: 'The alarms: every open one, and those raised since an instant, with what each owes and by when.',
  roles: alarmReaders,
  input: Type.Object({ since: Type.Optional(instant), deviceId: Type.Optional(identifier) }, strict),
  output: Type.Object({ alarms: Type.Array(alarmShape) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    return { alarms: (await alarmRows(db, eventId, asOf, { since: input.since === undefined ? asOf : new Date(input.since).toISOString(), deviceId: input.deviceId })).map(shown) };
  },
});

const alarm = (knowers: readonly SubjectKnower[]): ViewDefinition => defineView({
  name: 'devices.alarm',
  summary: 'One alarm: its evidence, its steps with their clocks, what else devices said of its subject, and what a release would still lack.',
  roles: alarmReaders,
  input: Type.Object({ alarmId: identifier }, strict),
  output: Type.Object({
    alarm: alarmShape, lacks: Type.Array(Type.String()), facts: readingShape, stopWorkMicrosievert: Type.Number(), categorisedBy: nullableText,
    about: Type.Union([Type.Null(), Type.Object({ label: bothLanguages, goods: Type.Array(Type.Object({ hsCode: Type.String(), en: Type.String(), zh: Type.String() })) })]),
    nuclide: Type.Union([Type.Null(), Type.Object({ nuclide: Type.String(), verdict: Type.Enum(['agrees', 'contradicts', 'silent']), because: Type.Array(bothLanguages) })]),
    advice: Type.Union([Type.Null(), adviceShape]),
    steps: Type.Array(Type.Object({ ordinal: Type.Integer(), step: Type.String(), state: Type.String(), owedAt: Type.String(), dueAt: nullableText })),
    records: Type.Array(Type.Object({ recordId: Type.String(), ordinal: Type.Integer(), step: Type.String(), outcome: Type.String(), evidence: readingShape, by: Type.Union([Type.Null(), bothLanguages]), deviceId: nullableText, recordedAt: Type.String() })),
    readings: Type.Array(Type.Object({ deviceId: Type.String(), kind: Type.String(), device: bothLanguages, name: Type.String(), happenedAt: Type.String(), reading: Type.Union([Type.Null(), readingShape]), against: Type.Array(Type.String()) })),
  }),
  refuses: ['alarm-unknown'],
  async run({ db, eventId, asOf }, input) {
    const [row] = await alarmRows(db, eventId, asOf, { alarmId: input.alarmId });
    const found = row === undefined ? undefined : await caseAsOf(db, eventId, input.alarmId, asOf);
    if (row === undefined || found === undefined) throw new Refusal('alarm-unknown', { alarmId: input.alarmId }, '/alarmId');
    const { thresholds } = await caseState({ tx: db, eventId }, input.alarmId);
    const about = row.case_id === null || row.case_kind === null ? undefined : await aboutSubject(db, eventId, { caseId: row.case_id, kind: row.case_kind }, knowers);
    const advice = await findAdvice(db, eventId, row.device_id, row.message_id);
    // What an officer identified last speaks before what our own identification advised, and that before what the device supposed.
    const named = found.records.findLast((record) => record.step === 'ALM-IDN')?.evidence['identified'] ?? advice?.nuclides[0] ?? row.reading['nuclide'];
    const nuclide = typeof named !== 'string' || row.alarm_class !== 'radiation' ? null : checkNuclide(named, about?.goods.map((line) => line.hsCode) ?? []);
    const stopWorkMicrosievert = thresholds['stopWorkMicrosievert'] ?? 0;
    const devices = new Map((await deviceRows(db, eventId, asOf)).map((device) => [device.device_id, device]));
    return {
      about: about === undefined ? null : { label: about.label, goods: about.goods.slice(0, mostGoods) }, nuclide: nuclide === null ? null : { ...nuclide, because: [...nuclide.because] },
      advice: advice ?? null, alarm: shown(row), lacks: [...notGreen(found.facts, stopWorkMicrosievert)], facts: found.facts, stopWorkMicrosievert, categorisedBy: await categorisedBy(db, eventId, input.alarmId),
      steps: found.steps.map((step) => ({ ordinal: step.ordinal, step: step.step, state: step.state, owedAt: step.owedAt, dueAt: step.dueAt })),
      records: found.records.map((record) => ({ recordId: record.recordId, ordinal: record.ordinal, step: record.step, outcome: record.outcome, evidence: record.evidence, by: record.officer, deviceId: record.deviceId, recordedAt: record.recordedAt })),
      readings: (await eventsOfCase(db, eventId, asOf, input.alarmId, 100)).map((event) => ({ deviceId: event.device_id, kind: devices.get(event.device_id)?.kind ?? '', device: nameOf(devices.get(event.device_id)), name: event.name, happenedAt: event.happened_at, reading: findKind(devices.get(event.device_id)?.kind ?? '')?.health === false ? event.reading : null, against: [...event.against] })),
    };
  },
});

/** Lists the views of alarms. */
export const alarmViews = (knowers: readonly SubjectKnower[]): readonly ViewDefinition[] => [alarms, alarm(knowers)];
