import type { DeviceFormat, KindId, Transport } from '../../modules/devices/shapes.ts';
import type { CheckStanding } from '../../modules/devices/rules/counting.ts';
import type { AlarmCategory, AlarmClass, AlarmDisposition } from '../../modules/prescribed/catalogue/alarm.ts';
import type { CaseKind, Facts } from '../../modules/prescribed/shapes.ts';
import type { Advice } from './device/SpectrumFigure.tsx';

/** Is a name in both languages. */
export type Name = { readonly en: string; readonly zh: string };

/** Is a device as every screen shows it. */
export type Device = {
  readonly deviceId: string; readonly kind: KindId; readonly serial: string; readonly maker: string; readonly model: string; readonly name: Name; readonly madeKnownAt: string; readonly state: 'waiting' | 'approved' | 'suspended' | 'retired';
  readonly reason: string | null; readonly station: { readonly stationId: string; readonly name: Name; readonly pointCode: string } | null; readonly link: 'online' | 'offline' | 'broken' | null; readonly linkAt: string | null;
};

/** Is a device on the wall. Unit: `availability` as a share of the last 24 hours, `results` and `notCounted` of the same time. */
export type WallDevice = Device & {
  readonly standing: readonly CheckStanding[]; readonly last: { readonly name: string; readonly level: string; readonly happenedAt: string; readonly against: readonly string[] } | null;
  readonly results: number; readonly notCounted: number; readonly low: readonly { readonly name: string; readonly value: number; readonly limit: number }[]; readonly availability: number | null; readonly telemetryAt: string | null;
};

/** Is what a reading says, by name. */
export type ReadingShown = Readonly<Record<string, unknown>>;

/** Is one event of a device. Shape: the reading is null where it is about somebody's health. */
export type DeviceEventShown = {
  readonly messageId: string; readonly ordinal: number; readonly name: string; readonly level: string; readonly happenedAt: string; readonly receivedAt: string; readonly caseId: string | null; readonly step: string | null;
  readonly reading: ReadingShown | null; readonly against: readonly string[]; readonly recorded: boolean; readonly sha256: string; readonly format: DeviceFormat; readonly hasContent: boolean;
};

/** Is a check that was done. */
export type CheckDone = { readonly checkId: string; readonly check: string; readonly passed: boolean; readonly performedAt: string; readonly validUntil: string | null; readonly certificate: string | null; readonly measured: ReadingShown; readonly badSince: string | null; readonly note: string; readonly by: Name | null };

/** Is a message that was refused. */
export type RefusedMessage = { readonly messageId: string; readonly format: DeviceFormat; readonly transport: Transport; readonly receivedAt: string; readonly code: string; readonly where: string; readonly reason: string };

/** Is everything that `devices.device` says. */
export type WholeDevice = {
  readonly device: Device; readonly standing: readonly CheckStanding[]; readonly formats: readonly DeviceFormat[]; readonly settings: Readonly<Record<string, unknown>>; readonly checks: readonly CheckDone[]; readonly events: readonly DeviceEventShown[]; readonly refused: readonly RefusedMessage[];
};

/** Is an alarm as the desk shows it. */
export type Alarm = {
  readonly alarmId: string; readonly alarmClass: AlarmClass; readonly raisedAt: string; readonly deviceId: string; readonly kind: KindId; readonly device: Name; readonly stationId: string | null; readonly messageId: string; readonly rawHash: string; readonly reading: ReadingShown; readonly against: readonly string[];
  readonly subject: string | null; readonly caseId: string | null; readonly caseKind: CaseKind | null; readonly owed: readonly string[]; readonly nextDueAt: string | null; readonly acknowledgedAt: string | null; readonly category: AlarmCategory | null; readonly disposition: AlarmDisposition | null; readonly disposedAt: string | null;
};

/** Is a step of an alarm. */
export type AlarmStep = { readonly ordinal: number; readonly step: string; readonly state: string; readonly owedAt: string; readonly dueAt: string | null };
/** Is a record of an alarm. */
export type AlarmRecord = { readonly recordId: string; readonly ordinal: number; readonly step: string; readonly outcome: string; readonly evidence: ReadingShown; readonly by: Name | null; readonly deviceId: string | null; readonly recordedAt: string };

/** Is everything that `devices.alarm` says. */
export type WholeAlarm = {
  readonly about: { readonly label: Name } | null;
  readonly advice: Advice | null;
  readonly nuclide: { readonly nuclide: string; readonly verdict: 'agrees' | 'contradicts' | 'silent'; readonly because: readonly Name[] } | null;
  readonly alarm: Alarm; readonly lacks: readonly string[]; readonly facts: Facts; readonly stopWorkMicrosievert: number; readonly categorisedBy: string | null; readonly steps: readonly AlarmStep[]; readonly records: readonly AlarmRecord[];
  readonly readings: readonly { readonly deviceId: string; readonly kind: KindId; readonly device: Name; readonly name: string; readonly happenedAt: string; readonly reading: ReadingShown | null; readonly against: readonly string[] }[];
};

/** Is a picture of a camera, as it was told. Shape: `isKept` unless its period has passed. */
export type Picture = {
  readonly deviceId: string; readonly kind: KindId; readonly name: Name; readonly messageId: string; readonly takenAt: string; readonly receivedAt: string; readonly sha256: string; readonly mediaType: string; readonly widthPixels: number; readonly heightPixels: number;
  readonly xMetres: number | null; readonly yMetres: number | null; readonly isKept: boolean;
};
/** Is a picture with its bytes in base64. */
export type PictureWithBytes = Picture & { readonly content: string };

/** Gives the address of a device's page, with a part of it opened. */
export function devicePath(deviceId: string, part: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(part).toString();
  return `/devices/${deviceId}${query === '' ? '' : `?${query}`}`;
}

/** Gives the address of an alarm's page. */
export function alarmPath(alarmId: string): string {
  return `/alarms/${alarmId}`;
}

/** Gives the address of the raw evidence of a message as a file. */
export function rawPath(deviceId: string, messageId: string): string {
  return `/api/files/devices.raw?input=${encodeURIComponent(JSON.stringify({ deviceId, messageId }))}`;
}
