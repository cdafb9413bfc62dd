import type { Db } from '../../../kernel/db.ts';
import type { Carnet, CarnetRecord, CarnetRecordKind } from '../rules/carnets.ts';

interface CarnetRow {
  readonly carnet_id: string; readonly number: string; readonly association: string; readonly country: string; readonly holder: string; readonly issued_on: string; readonly valid_to: string;
  readonly duties_fen: string; readonly security_fen: string; readonly list: readonly { item: number; description: string; serialNumbers: string[]; quantity: string; valueFen: string }[];
}

/** Is a record as it was entered: by whom, when, and for which consignment it let goods in. */
export interface RecordedCarnetRecord extends CarnetRecord {
  readonly recordId: string;
  readonly recordedAt: string;
  readonly consignmentId: string | null;
  readonly consignmentNumber: string | null;
  /** Whose the consignment is, and the agent of it. */
  readonly consignmentParties: readonly string[];
  readonly byEn: string | null;
  readonly byZh: string | null;
}

/** Is a carnet with its records, in their order. */
export interface CarnetBook {
  readonly carnet: Carnet;
  readonly records: readonly RecordedCarnetRecord[];
}

interface RecordRow {
  readonly carnet_id: string; readonly record_id: string; readonly kind: CarnetRecordKind; readonly voucher: string | null; readonly day: string; readonly reexport_by: string | null; readonly place: string | null; readonly recorded_at: string;
  readonly consignment_id: string | null; readonly consignment_number: string | null; readonly party_id: string | null; readonly agent_id: string | null; readonly by_en: string | null; readonly by_zh: string | null; readonly list: readonly { item: number; quantity: string }[];
}

function carnetOf(row: CarnetRow): Carnet {
  return {
    carnetId: row.carnet_id, number: row.number, association: row.association, country: row.country, holder: row.holder, issuedOn: row.issued_on, validTo: row.valid_to, dutiesFen: BigInt(row.duties_fen), securityFen: BigInt(row.security_fen),
    items: row.list.map((one) => ({ ...one, quantity: BigInt(one.quantity), valueFen: BigInt(one.valueFen) })),
  };
}

function recordOf(row: RecordRow): RecordedCarnetRecord {
  return {
    recordId: row.record_id, kind: row.kind, voucher: row.voucher, day: row.day, reexportBy: row.reexport_by, place: row.place, recordedAt: row.recorded_at, consignmentId: row.consignment_id, consignmentNumber: row.consignment_number, consignmentParties: [row.party_id, row.agent_id].filter((one) => one !== null), byEn: row.by_en, byZh: row.by_zh,
    items: row.list.map(({ item, quantity }) => ({ item, quantity: BigInt(quantity) })),
  };
}

/** Lists carnets with their records by an instant, by number. Shape: one, or those on which a party's own consignments came in, or all. */
export async function carnetBooks(db: Db, eventId: string, asOf: string, only: { readonly carnetId?: string | undefined; readonly partyId?: string | undefined } = {}): Promise<CarnetBook[]> {
  const carnets = await db.query<CarnetRow>(
    `SELECT c.carnet_id, c.number, c.association, c.country, c.holder, c.issued_on, c.valid_to, c.duties_fen::text, c.security_fen::text,
       (SELECT json_agg(json_build_object('item', i.item, 'description', i.description, 'serialNumbers', i.serial_numbers, 'quantity', i.quantity::text, 'valueFen', i.value_fen::text) ORDER BY i.item) FROM carnet_items i WHERE i.event_id = c.event_id AND i.carnet_id = c.carnet_id) AS list
     FROM carnets c WHERE c.event_id = $1 AND c.registered_at <= $2 AND ($3::uuid IS NULL OR c.carnet_id = $3)
       AND ($4::uuid IS NULL OR EXISTS (SELECT FROM carnet_records r JOIN consignments g ON g.event_id = r.event_id AND g.consignment_id = r.consignment_id WHERE r.event_id = c.event_id AND r.carnet_id = c.carnet_id AND r.recorded_at <= $2 AND $4 IN (g.party_id, g.agent_id)))
     ORDER BY c.number, c.association`, [eventId, asOf, only.carnetId ?? null, only.partyId ?? null]);
  const records = await db.query<RecordRow>(
    `SELECT r.carnet_id, r.record_id, r.kind, r.voucher, r.day, r.reexport_by, r.place, r.recorded_at, r.consignment_id, g.number AS consignment_number, g.party_id, g.agent_id, o.name_en AS by_en, o.name_zh AS by_zh,
       coalesce((SELECT json_agg(json_build_object('item', i.item, 'quantity', i.quantity::text) ORDER BY i.item) FROM carnet_record_items i WHERE i.event_id = r.event_id AND i.carnet_id = r.carnet_id AND i.position = r.position), '[]') AS list
     FROM carnet_records r LEFT JOIN consignments g ON g.event_id = r.event_id AND g.consignment_id = r.consignment_id LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.officer_id
     WHERE r.event_id = $1 AND r.recorded_at <= $2 AND r.carnet_id = ANY ($3) ORDER BY r.carnet_id, r.position`, [eventId, asOf, carnets.map((one) => one.carnet_id)]);
  const found = new Map<string, RecordedCarnetRecord[]>(carnets.map((one) => [one.carnet_id, []]));
  for (const row of records) found.get(row.carnet_id)!.push(recordOf(row));
  return carnets.map((row) => ({ carnet: carnetOf(row), records: found.get(row.carnet_id)! }));
}

/** Waits for whoever else records on a carnet. Shape: how many records it has; undefined where there is no such carnet. */
export async function lockCarnet(db: Db, eventId: string, carnetId: string): Promise<number | undefined> {
  const [row] = await db.query<{ recorded: number }>('SELECT recorded FROM carnets WHERE event_id = $1 AND carnet_id = $2 FOR UPDATE', [eventId, carnetId]);
  return row?.recorded;
}

/** Adds a carnet with its whole list; the database refuses a second of the same number and association (`carnets_event_id_association_number_key`). */
export async function insertCarnet(db: Db, eventId: string, carnet: Carnet, registeredAt: string): Promise<void> {
  await db.query('INSERT INTO carnets (event_id, carnet_id, number, association, country, holder, issued_on, valid_to, duties_fen, security_fen, items, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    [eventId, carnet.carnetId, carnet.number, carnet.association, carnet.country, carnet.holder, carnet.issuedOn, carnet.validTo, carnet.dutiesFen.toString(), carnet.securityFen.toString(), carnet.items.length, registeredAt]);
  await db.query(
    `INSERT INTO carnet_items (event_id, carnet_id, item, items, description, serial_numbers, quantity, value_fen)
     SELECT $1, $2, x.item, $3, x.description, x.serials, x.quantity, x.value FROM json_to_recordset($4) AS x(item integer, description text, serials text[], quantity bigint, value bigint)`,
    [eventId, carnet.carnetId, carnet.items.length, JSON.stringify(carnet.items.map((one) => ({ item: one.item, description: one.description, serials: one.serialNumbers, quantity: one.quantity.toString(), value: one.valueFen.toString() })))]);
}

/** Is who recorded, in which command. */
export interface CarnetWriter { readonly recordId: string; readonly commandId: string; readonly officerId: string | null; readonly keyId: string | null; readonly recordedAt: string }

/** Adds the next record to a carnet that is locked; the database refuses a voucher of the same kind twice (`carnet_records_event_id_carnet_id_kind_voucher_key`). */
export async function insertCarnetRecord(db: Db, eventId: string, carnetId: string, position: number, record: CarnetRecord & { readonly consignmentId: string | null }, writer: CarnetWriter): Promise<void> {
  await db.query('UPDATE carnets SET recorded = $3 WHERE event_id = $1 AND carnet_id = $2', [eventId, carnetId, position]);
  await db.query('INSERT INTO carnet_records (event_id, carnet_id, position, record_id, command_id, kind, voucher, day, reexport_by, place, consignment_id, officer_id, key_id, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
    [eventId, carnetId, position, writer.recordId, writer.commandId, record.kind, record.voucher, record.day, record.reexportBy, record.place, record.consignmentId, writer.officerId, writer.keyId, writer.recordedAt]);
  await db.query('INSERT INTO carnet_record_items (event_id, carnet_id, position, item, quantity) SELECT $1, $2, $3, x.item, x.quantity FROM json_to_recordset($4) AS x(item integer, quantity bigint)',
    [eventId, carnetId, position, JSON.stringify(record.items.map(({ item, quantity }) => ({ item, quantity: quantity.toString() })))]);
}

/** Is what of an item of a carnet came in for a consignment. Unit: pieces. */
export interface CarnetImport { readonly carnetId: string; readonly number: string; readonly association: string; readonly item: number; readonly quantity: bigint; readonly serialNumbers: readonly string[] }

/** Lists what came in on carnets by an instant for a consignment, or for those in whose place it stands. Shape: by carnet and item, quantities summed. */
export async function carnetImports(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<CarnetImport[]> {
  const rows = await db.query<{ carnet_id: string; number: string; association: string; item: number; quantity: string; serial_numbers: string[] }>(
    `WITH RECURSIVE line AS (
       SELECT consignment_id, replaces FROM consignments WHERE event_id = $1 AND consignment_id = $2
       UNION SELECT c.consignment_id, c.replaces FROM consignments c JOIN line l ON c.event_id = $1 AND c.consignment_id = l.replaces)
     SELECT k.carnet_id, k.number, k.association, i.item, sum(x.quantity)::text AS quantity, i.serial_numbers
     FROM line l JOIN carnet_records r ON r.event_id = $1 AND r.consignment_id = l.consignment_id AND r.kind = 'import' AND r.recorded_at <= $3
     JOIN carnets k ON k.event_id = r.event_id AND k.carnet_id = r.carnet_id
     JOIN carnet_record_items x ON x.event_id = r.event_id AND x.carnet_id = r.carnet_id AND x.position = r.position
     JOIN carnet_items i ON i.event_id = x.event_id AND i.carnet_id = x.carnet_id AND i.item = x.item
     GROUP BY k.carnet_id, k.number, k.association, i.item, i.serial_numbers ORDER BY k.number, i.item`, [eventId, consignmentId, asOf]);
  return rows.map((row) => ({ carnetId: row.carnet_id, number: row.number, association: row.association, item: row.item, quantity: BigInt(row.quantity), serialNumbers: row.serial_numbers }));
}
