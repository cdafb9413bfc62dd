import type { Db } from '../../../kernel/db.ts';
import type { Zone, ZoneSet } from '../shapes/zones.ts';

/** Is a set of zones with when and by whom it was saved. */
export interface ZoneSetRow { readonly zone_set_id: string; readonly map_id: string; readonly zones: readonly Zone[]; readonly saved_at: string; readonly name_en: string | null; readonly name_zh: string | null }

/** Lists the newest set of each map as of an instant. */
export async function zoneSetRows(db: Db, eventId: string, asOf: string): Promise<ZoneSetRow[]> {
  return db.query<ZoneSetRow>(
    `SELECT DISTINCT ON (z.map_id) z.zone_set_id, z.map_id, z.zones, z.saved_at, o.name_en, o.name_zh FROM zone_sets z LEFT JOIN officers o ON o.event_id = z.event_id AND o.officer_id = z.saved_by
     WHERE z.event_id = $1 AND z.saved_at <= $2 ORDER BY z.map_id, z.saved_at DESC, z.zone_set_id DESC`, [eventId, asOf], 'zone_sets');
}

/** Adds a set of zones; older ones of its map stay as they were. */
export async function insertZoneSet(db: Db, eventId: string, set: ZoneSet, at: string, by: string | null): Promise<void> {
  await db.query('INSERT INTO zone_sets (event_id, zone_set_id, map_id, zones, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5, $6)', [eventId, set.zoneSetId, set.mapId, JSON.stringify(set.zones), at, by], 'zone_set_add');
}

/** Adds how far a mission was released by an update of its order; the same update again adds nothing. */
export async function insertBase(db: Db, eventId: string, missionId: string, base: { orderUpdateId: number; releasedNodes: number }, at: string): Promise<void> {
  await db.query('INSERT INTO mission_bases (event_id, mission_id, order_update_id, released_nodes, noted_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', [eventId, missionId, base.orderUpdateId, base.releasedNodes, at], 'mission_base_add');
}

/** Is what the last factsheet of a robot said of zones. */
export interface FactsheetRow { readonly supported_zones: readonly string[]; readonly noted_at: string }

/** Finds what the last factsheet of a robot said as of an instant. */
export async function lastFactsheet(db: Db, eventId: string, asOf: string, deviceId: string): Promise<FactsheetRow | undefined> {
  return (await db.query<FactsheetRow>('SELECT supported_zones, noted_at FROM robot_factsheets WHERE event_id = $1 AND device_id = $3 AND noted_at <= $2 ORDER BY ordinal DESC LIMIT 1', [eventId, asOf, deviceId], 'factsheet_last'))[0];
}

/** Adds what a factsheet says of zones; what the last one said too adds nothing. */
export async function insertFactsheet(db: Db, eventId: string, deviceId: string, supportedZones: readonly string[], at: string): Promise<void> {
  await db.query(
    `INSERT INTO robot_factsheets (event_id, device_id, ordinal, supported_zones, noted_at)
     SELECT $1, $2, coalesce(max(f.ordinal), 0) + 1, $3, $4 FROM robot_factsheets f WHERE f.event_id = $1 AND f.device_id = $2
     HAVING $3::text[] IS DISTINCT FROM (SELECT l.supported_zones FROM robot_factsheets l WHERE l.event_id = $1 AND l.device_id = $2 ORDER BY l.ordinal DESC LIMIT 1)`, [eventId, deviceId, supportedZones, at], 'factsheet_add');
}
