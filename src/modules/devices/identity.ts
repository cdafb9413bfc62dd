import type { Db } from '../../kernel/db.ts';
import type { Actor } from '../../kernel/officer.ts';
import type { KindId } from './shapes.ts';
import { isKeyAccepted } from './rules/client-certificates.ts';
import { countDecisions, hasValidCertificate } from './store/client-certificates.ts';
import { deviceRows, findByKey } from './store/devices.ts';

/** Is a device that has shown who it is. */
export interface DeviceIdentity { readonly eventId: string; readonly deviceId: string; readonly kind: KindId; readonly name: { readonly en: string; readonly zh: string }; readonly stationId: string | null }

/** Finds the device that a key belongs to; undefined where the key is none, was replaced, or the device is retired. */
export async function identifyDevice(db: Db, key: string): Promise<DeviceIdentity | undefined> {
  if (key.length < 20 || key.length > 200) return undefined;
  const found = await findByKey(db, key);
  return found === undefined ? undefined : { eventId: found.event_id, deviceId: found.device_id, kind: found.kind, name: { en: found.name_en, zh: found.name_zh }, stationId: found.station_id };
}

/** Finds a device that is approved or suspended by its identifier, for a way in that is guarded otherwise: the topics of a broker, a folder of the server. */
export async function findHeard(db: Db, eventId: string, deviceId: string, now: string): Promise<(DeviceIdentity & { readonly settings: Readonly<Record<string, unknown>> }) | undefined> {
  const [row] = await deviceRows(db, eventId, now, deviceId);
  return row === undefined || row.decision === null || row.decision === 'retired' ? undefined : { eventId, deviceId, kind: row.kind, name: { en: row.name_en, zh: row.name_zh }, stationId: row.station_id, settings: row.settings ?? {} };
}

/** Lists the approved devices of an event with their settings. */
export async function approvedDevices(db: Db, eventId: string, now: string): Promise<readonly (DeviceIdentity & { readonly serial: string; readonly maker: string; readonly settings: Readonly<Record<string, unknown>> })[]> {
  return (await deviceRows(db, eventId, now)).filter((row) => row.decision === 'approved')
    .map((row) => ({ eventId, deviceId: row.device_id, kind: row.kind, name: { en: row.name_en, zh: row.name_zh }, stationId: row.station_id, serial: row.serial, maker: row.maker, settings: row.settings ?? {} }));
}

/** Lists the devices that were last told of as reachable. Shape: each with the instant since when. */
export async function devicesOnline(db: Db, eventId: string, now: string): Promise<readonly { readonly device: DeviceIdentity; readonly changedAt: string }[]> {
  return (await deviceRows(db, eventId, now)).filter((row) => row.link === 'online' && row.link_at !== null)
    .map((row) => ({ device: { eventId, deviceId: row.device_id, kind: row.kind, name: { en: row.name_en, zh: row.name_zh }, stationId: row.station_id }, changedAt: row.link_at! }));
}

/** Makes the actor that a device is: the role `device`, and on itself alone. */
export const deviceActorOf = (device: Pick<DeviceIdentity, 'deviceId' | 'name' | 'stationId'>): Actor => ({
  officerId: null, keyId: null, name: device.name, organisation: 'device', roles: ['device'], stationId: device.stationId, subject: device.deviceId,
});

/** Counts what was decided on devices, their keys and certificates, in every event: when it changes, whoever is connected is asked anew. */
export const decisionsSoFar = (db: Db): Promise<string> => countDecisions(db);

/** Tells whether a device may be heard over a way in that the port guards itself, its own broker for instance: one whose key does not identify it needs a certificate that holds. */
export async function mayBeHeard(db: Db, device: DeviceIdentity & { readonly settings: Readonly<Record<string, unknown>> }): Promise<boolean> {
  return isKeyAccepted(device.settings) || hasValidCertificate(db, device.eventId, device.deviceId, new Date().toISOString());
}
