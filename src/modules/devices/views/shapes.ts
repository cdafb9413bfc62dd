import { Type } from 'typebox';
import type { DeviceRow } from '../store/devices.ts';

/** Is a text in both languages. */
export const bothLanguages = Type.Object({ en: Type.String(), zh: Type.String() });
/** Is a text that may be missing. */
export const nullableText = Type.Union([Type.String(), Type.Null()]);
/** Is how one check of a device stands. */
export const standingShape = Type.Object({ check: Type.String(), state: Type.Enum(['valid', 'due', 'expired', 'failed', 'missing']), until: nullableText });
/** Is a device as the screens show it. */
export const deviceShape = Type.Object({
  deviceId: Type.String(), kind: Type.String(), serial: Type.String(), maker: Type.String(), model: Type.String(), name: bothLanguages, madeKnownAt: Type.String(), state: Type.Enum(['waiting', 'approved', 'suspended', 'retired']),
  reason: nullableText, station: Type.Union([Type.Null(), Type.Object({ stationId: Type.String(), name: bothLanguages, pointCode: Type.String() })]), link: Type.Union([Type.Null(), Type.Enum(['online', 'offline', 'broken'])]), linkAt: nullableText,
});

/** Gives a device as the screens show it. */
export function summaryOf(row: DeviceRow) {
  return {
    deviceId: row.device_id, kind: row.kind, serial: row.serial, maker: row.maker, model: row.model, name: { en: row.name_en, zh: row.name_zh }, madeKnownAt: row.made_known_at, state: row.decision ?? 'waiting' as const, reason: row.reason,
    station: row.station_id === null ? null : { stationId: row.station_id, name: { en: row.station_en ?? '', zh: row.station_zh ?? '' }, pointCode: row.point_code ?? '' }, link: row.link, linkAt: row.link_at,
  };
}
