import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { findKind } from '../catalogue.ts';
import { pictureIn } from '../reading/pictures.ts';
import { alarmReaders } from '../rules/roles.ts';
import { identifier, pictureEvent, strict } from '../shapes.ts';
import { alarmRows } from '../store/alarms.ts';
import { deviceRows } from '../store/devices.ts';
import type { DeviceRow } from '../store/devices.ts';
import { findPicture, newestPictures } from '../store/pictures.ts';
import type { PictureRow } from '../store/pictures.ts';
import { bothLanguages } from './shapes.ts';

/** Is how old the newest picture of a device may be to be shown as what its camera sees. Unit: milliseconds. */
const newestMilliseconds = 24 * 3_600_000;
/** Is how far from an alarm a picture may have been taken to be shown beside it. Unit: milliseconds. */
const aroundAlarm = 5 * 60_000;
const nullableNumber = Type.Union([Type.Number(), Type.Null()]);
const pictureShape = Type.Object({
  deviceId: Type.String(), kind: Type.String(), name: bothLanguages, messageId: Type.String(), takenAt: Type.String(), receivedAt: Type.String(), sha256: Type.String(), mediaType: Type.String(), widthPixels: Type.Integer(), heightPixels: Type.Integer(), xMetres: nullableNumber, yMetres: nullableNumber, isKept: Type.Boolean(),
});

function shown(row: PictureRow, device: DeviceRow) {
  const number = (name: string): number | null => (typeof row.reading[name] === 'number' ? row.reading[name] : null);
  return {
    deviceId: row.device_id, kind: device.kind, name: { en: device.name_en, zh: device.name_zh }, messageId: row.message_id, takenAt: row.happened_at, receivedAt: row.received_at, sha256: row.sha256, mediaType: String(row.reading['mediaType']), widthPixels: number('widthPixels') ?? 1, heightPixels: number('heightPixels') ?? 1,
    xMetres: number('xMetres'), yMetres: number('yMetres'), isKept: row.has_content,
  };
}

const hasCamera = (device: DeviceRow): boolean => Object.hasOwn(findKind(device.kind)?.events ?? {}, pictureEvent);
const shift = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

const pictures = defineView({
  name: 'devices.pictures',
  summary: 'The newest picture of each device with a camera, newest first, without its bytes: of the last 24 hours, or beside an alarm what was taken at its port within five minutes of it.',
  roles: alarmReaders,
  input: Type.Object({ alarmId: Type.Optional(identifier) }, strict),
  output: Type.Object({ cameras: Type.Integer(), pictures: Type.Array(pictureShape) }),
  refuses: ['alarm-unknown'],
  async run({ db, eventId, asOf }, input) {
    const devices = await deviceRows(db, eventId, asOf);
    const [alarm] = input.alarmId === undefined ? [] : await alarmRows(db, eventId, asOf, { alarmId: input.alarmId });
    if (input.alarmId !== undefined && alarm === undefined) throw new Refusal('alarm-unknown', { alarmId: input.alarmId }, '/alarmId');
    const port = devices.find((device) => device.device_id === alarm?.device_id)?.point_code ?? null;
    // One that was taken out since has no camera that sees; what it saw at an alarm stays beside that.
    const cameras = devices.filter((device) => hasCamera(device) && (alarm === undefined ? device.decision !== null && device.decision !== 'retired' : device.device_id === alarm.device_id || (port !== null && device.point_code === port)));
    const [from, to] = alarm === undefined ? [shift(asOf, -newestMilliseconds), asOf] : [shift(alarm.raised_at, -aroundAlarm), shift(alarm.raised_at, aroundAlarm)];
    const found = await newestPictures(db, eventId, asOf, from, to, cameras.map((device) => device.device_id));
    return { cameras: cameras.length, pictures: found.map((row) => shown(row, cameras.find((device) => device.device_id === row.device_id)!)) };
  },
});

const picture = defineView({
  name: 'devices.picture',
  summary: 'One picture of a device with its bytes in base64: the newest, or the one of a message. Its digest is that of the message as it came.',
  roles: alarmReaders,
  input: Type.Object({ deviceId: identifier, messageId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }, strict),
  output: Type.Object({ ...pictureShape.properties, content: Type.String() }),
  refuses: ['device-unknown', 'picture-none', 'raw-gone'],
  async run({ db, eventId, asOf }, input) {
    const [device] = await deviceRows(db, eventId, asOf, input.deviceId);
    if (device === undefined) throw new Refusal('device-unknown', { deviceId: input.deviceId }, '/deviceId');
    const found = await findPicture(db, eventId, asOf, input.deviceId, input.messageId);
    if (found === undefined) throw new Refusal('picture-none', {}, input.messageId === undefined ? '/deviceId' : '/messageId');
    const taken = found.content === null ? undefined : pictureIn(found.format, found.content);
    if (taken === undefined) throw new Refusal('raw-gone');
    return { ...shown(found, device), content: taken.bytes.toString('base64') };
  },
});

/** Lists the views of what cameras took. The list goes without bytes, since it is read again whenever a device speaks; a picture does not change and is read once. */
export const pictureViews: readonly ViewDefinition[] = [pictures, picture];
