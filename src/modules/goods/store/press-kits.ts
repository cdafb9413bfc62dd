import type { Db } from '../../../kernel/db.ts';

/** Is a press kit as stored, with the names of its first pieces. */
export interface PressKitRow {
  readonly consignment_id: string;
  readonly accreditation: string;
  readonly holder_name: string;
  readonly officer_id: string | null;
  readonly undertaking_version: string | null;
  readonly accepted_at: string | null;
  readonly carnet_number: string | null;
  readonly leaves_on: string;
}

const columns = 'k.consignment_id, k.accreditation, k.holder_name, k.officer_id, k.undertaking_version, k.accepted_at, k.carnet_number, k.leaves_on';

/** Lists the press kits filed by an instant, of one party or of one accreditation where that is asked for; the first to leave first. */
export async function pressKitRows(db: Db, eventId: string, asOf: string, filter: { partyId?: string; accreditation?: string } = {}): Promise<PressKitRow[]> {
  return db.query(
    `SELECT ${columns} FROM press_kits k JOIN consignments c ON c.event_id = k.event_id AND c.consignment_id = k.consignment_id
     WHERE k.event_id = $1 AND c.created_at <= $2 AND ($3::uuid IS NULL OR c.party_id = $3) AND ($4::text IS NULL OR k.accreditation = $4) ORDER BY k.leaves_on, k.holder_name, k.consignment_id`,
    [eventId, asOf, filter.partyId ?? null, filter.accreditation ?? null]);
}

/** Finds the press kit that a consignment is. */
export async function findPressKit(db: Db, eventId: string, consignmentId: string): Promise<PressKitRow | undefined> {
  const [row] = await db.query<PressKitRow>(`SELECT ${columns} FROM press_kits k WHERE k.event_id = $1 AND k.consignment_id = $2`, [eventId, consignmentId]);
  return row;
}

/** Adds a press kit to its consignment. */
export async function insertPressKit(db: Db, eventId: string, kit: { consignmentId: string; accreditation: string; holderName: string; officerId: string | null; undertakingVersion: string | null; carnetNumber: string | null; leavesOn: string }, now: string): Promise<void> {
  await db.query('INSERT INTO press_kits (event_id, consignment_id, accreditation, holder_name, officer_id, undertaking_version, accepted_at, carnet_number, leaves_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [eventId, kit.consignmentId, kit.accreditation, kit.holderName, kit.officerId, kit.undertakingVersion, kit.undertakingVersion === null ? null : now, kit.carnetNumber, kit.leavesOn]);
}
