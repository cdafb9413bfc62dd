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
