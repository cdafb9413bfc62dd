import type { Db } from '../../../kernel/db.ts';
import type { PermitDraw, PermitQuota } from '../rules/permits.ts';

/** Adds a permit with its approved lines. */
export async function insertPermit(db: Db, eventId: string, permit: { permitId: string; kind: string; number: string; authority: string; partyId: string; validFrom: string; validUntil: string; points: readonly string[]; lines: readonly { hsPrefix: string; description: string; unit: string; approved: string; serials: readonly string[] }[] }, enteredBy: string | null, enteredAt: string): Promise<void> {
  await db.query('INSERT INTO permits (event_id, permit_id, kind, number, authority, party_id, valid_from, valid_until, points, entered_at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [eventId, permit.permitId, permit.kind, permit.number, permit.authority, permit.partyId, permit.validFrom, permit.validUntil, permit.points, enteredAt, enteredBy]);
  await db.query(
    `INSERT INTO permit_lines (event_id, permit_id, position, hs_prefix, description, unit, approved, serials)
     SELECT $1, $2, x.position, x.hs_prefix, x.description, x.unit, x.approved::numeric, ARRAY(SELECT json_array_elements_text(x.serials))
     FROM json_to_recordset($3) AS x(position integer, hs_prefix text, description text, unit text, approved text, serials json)`,
    [eventId, permit.permitId, JSON.stringify(permit.lines.map((line, place) => ({ position: place + 1, hs_prefix: line.hsPrefix, description: line.description, unit: line.unit, approved: line.approved, serials: line.serials })))]);
}

interface QuotaRow { permit_id: string; kind: string; number: string; party_id: string; valid_from: string; valid_until: string; points: string[]; position: number; hs_prefix: string; unit: string; approved: string; drawn: string; serials: string[]; description: string; authority: string }

/** Is an approved line with the words of its permit. */
export interface PermitLine extends PermitQuota { readonly description: string; readonly authority: string }

/** Lists the approved lines of permits, of one party or of all, with what is drawn by now; locked for whoever draws. */
export async function permitQuotas(db: Db, eventId: string, options: { readonly partyId?: string; readonly lock?: boolean } = {}): Promise<PermitLine[]> {
  const rows = await db.query<QuotaRow>(
    `SELECT p.permit_id, p.kind, p.number, p.party_id, p.valid_from, p.valid_until, p.points, l.position, l.hs_prefix, l.unit, l.approved::text AS approved, l.drawn::text AS drawn, l.serials, l.description, p.authority
     FROM permit_lines l JOIN permits p ON p.event_id = l.event_id AND p.permit_id = l.permit_id WHERE l.event_id = $1 AND ($2::uuid IS NULL OR p.party_id = $2) ORDER BY p.valid_until, p.number, l.position ${options.lock === true ? 'FOR UPDATE OF l' : ''}`,
    [eventId, options.partyId ?? null]);
  return rows.map((row) => ({
    permitId: row.permit_id, kind: row.kind, number: row.number, partyId: row.party_id, validFrom: row.valid_from, validUntil: row.valid_until, points: row.points, position: row.position, hsPrefix: row.hs_prefix,
    unit: row.unit, approved: row.approved, drawn: row.drawn, serials: row.serials, description: row.description, authority: row.authority,
  }));
}

/** Draws on permits; the database refuses to draw more than was approved (`permit_lines_quota`). */
export async function insertDraws(db: Db, eventId: string, consignmentId: string, draws: readonly (PermitDraw & { readonly drawId: string })[], drawnBy: string | null, drawnAt: string): Promise<void> {
  if (draws.length === 0) return;
  const rows = JSON.stringify(draws.map((draw) => ({ draw_id: draw.drawId, permit_id: draw.permitId, position: draw.position, line_position: draw.linePosition, quantity: draw.quantity })));
  await db.query(
    `UPDATE permit_lines l SET drawn = l.drawn + x.quantity FROM (SELECT permit_id, position, sum(quantity::numeric) AS quantity FROM json_to_recordset($2) AS x(permit_id uuid, position integer, quantity text) GROUP BY 1, 2) x
     WHERE l.event_id = $1 AND l.permit_id = x.permit_id AND l.position = x.position`, [eventId, rows]);
  await db.query(
    `INSERT INTO permit_draws (event_id, draw_id, permit_id, position, consignment_id, line_position, quantity, drawn_at, drawn_by)
     SELECT $1, x.draw_id, x.permit_id, x.position, $2, x.line_position, x.quantity::numeric, $4, $5 FROM json_to_recordset($3) AS x(draw_id uuid, permit_id uuid, position integer, line_position integer, quantity text)`,
    [eventId, consignmentId, rows, drawnAt, drawnBy]);
}

/** Is what a consignment has drawn. */
export interface DrawRow { readonly permit_id: string; readonly number: string; readonly kind: string; readonly position: number; readonly line_position: number; readonly quantity: string; readonly drawn_at: string }

/** Lists what a consignment has drawn by an instant. */
export async function drawRows(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<DrawRow[]> {
  return db.query(
    `SELECT d.permit_id, p.number, p.kind, d.position, d.line_position, d.quantity::text AS quantity, d.drawn_at FROM permit_draws d JOIN permits p ON p.event_id = d.event_id AND p.permit_id = d.permit_id
     WHERE d.event_id = $1 AND d.consignment_id = $2 AND d.drawn_at <= $3 ORDER BY d.line_position, p.number`, [eventId, consignmentId, asOf]);
}

/** Is a version of a declaration as stored. */
export interface DeclarationRow { readonly version: number; readonly number: string; readonly form: 'simplified' | 'full'; readonly timing: 'advance' | 'onArrival' | 'twoStep'; readonly list_version: number; readonly content: unknown; readonly filed_at: string; readonly filed_en: string | null; readonly filed_zh: string | null }

/** Lists the versions of a consignment's declaration, oldest first. */
export async function declarationRows(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<DeclarationRow[]> {
  return db.query(
    `SELECT d.version, d.number, d.form, d.timing, d.list_version, d.content, d.filed_at, o.name_en AS filed_en, o.name_zh AS filed_zh FROM goods_declarations d LEFT JOIN officers o ON o.event_id = d.event_id AND o.officer_id = d.filed_by
     WHERE d.event_id = $1 AND d.consignment_id = $2 AND d.filed_at <= $3 ORDER BY d.version`, [eventId, consignmentId, asOf], 'goods_declarations');
}

/** Adds the next version of a declaration. */
export async function insertDeclaration(db: Db, eventId: string, declaration: { consignmentId: string; version: number; number: string; form: string; timing: string; listVersion: number; content: object }, filedBy: string | null, filedAt: string): Promise<void> {
  await db.query('INSERT INTO goods_declarations (event_id, consignment_id, version, number, form, timing, list_version, content, filed_at, filed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [eventId, declaration.consignmentId, declaration.version, declaration.number, declaration.form, declaration.timing, declaration.listVersion, JSON.stringify(declaration.content), filedAt, filedBy], 'goods_insert_declaration');
}

/** Is an assessment as stored. */
export interface AssessmentRow { readonly ordinal: number; readonly content: unknown; readonly total_fen: number; readonly assessed_at: string }

/** Lists the assessments of a consignment, oldest first. */
export async function assessmentRows(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<AssessmentRow[]> {
  return db.query('SELECT ordinal, content, total_fen, assessed_at FROM tax_assessments WHERE event_id = $1 AND consignment_id = $2 AND assessed_at <= $3 ORDER BY ordinal', [eventId, consignmentId, asOf], 'goods_assessments');
}

/** Adds the next assessment. */
export async function insertAssessment(db: Db, eventId: string, assessment: { consignmentId: string; ordinal: number; content: object; totalFen: bigint }, assessedBy: string | null, assessedAt: string): Promise<void> {
  await db.query('INSERT INTO tax_assessments (event_id, consignment_id, ordinal, content, total_fen, assessed_at, assessed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [eventId, assessment.consignmentId, assessment.ordinal, JSON.stringify(assessment.content), assessment.totalFen.toString(), assessedAt, assessedBy], 'goods_insert_assessment');
}

/** Is a hold with whether and when it was lifted. */
export interface HoldRow { readonly hold_id: string; readonly consignment_id: string; readonly lot_id: string | null; readonly lot_number: string | null; readonly number: string; readonly party_en: string; readonly party_zh: string; readonly obligation: number; readonly agency: string; readonly reason: string; readonly next_actor: 'customs' | 'agency' | 'trader' | 'organiser'; readonly due_at: string; readonly placed_at: string; readonly by_en: string; readonly by_zh: string; readonly lifted_at: string | null; readonly lifted_reason: string | null }

/** Lists holds by an instant, on one consignment and its lots, of a party's, or all; the most urgent first, lifted ones last. */
export async function holdRows(db: Db, eventId: string, asOf: string, filter: { readonly consignmentId?: string; readonly partyId?: string; readonly pointCode?: string | undefined } = {}): Promise<HoldRow[]> {
  return db.query(
    `SELECT h.hold_id, h.consignment_id, h.lot_id, coalesce((SELECT k.lot_number FROM food_lot_corrections k WHERE k.event_id = l.event_id AND k.lot_id = l.lot_id AND k.corrected_at <= $2 ORDER BY k.ordinal DESC LIMIT 1), l.lot_number) AS lot_number, c.number, p.name_en AS party_en, p.name_zh AS party_zh, h.obligation, h.agency, h.reason, h.next_actor, h.due_at, h.placed_at, o.name_en AS by_en, o.name_zh AS by_zh, r.recorded_at AS lifted_at, r.evidence->>'reason' AS lifted_reason
     FROM goods_holds h JOIN consignments c ON c.event_id = h.event_id AND c.consignment_id = h.consignment_id JOIN parties p ON p.event_id = c.event_id AND p.party_id = c.party_id
     JOIN officers o ON o.event_id = h.event_id AND o.officer_id = h.placed_by JOIN obligations b ON b.event_id = h.event_id AND b.case_id = h.case_id AND b.ordinal = h.obligation
     LEFT JOIN food_lots l ON l.event_id = h.event_id AND l.lot_id = h.lot_id
     LEFT JOIN records r ON r.event_id = b.event_id AND r.record_id = b.settled_by AND r.recorded_at <= $2
     WHERE h.event_id = $1 AND h.placed_at <= $2 AND ($3::uuid IS NULL OR h.consignment_id = $3) AND ($4::uuid IS NULL OR $4 IN (c.party_id, c.agent_id))
       AND ($5::text IS NULL OR c.point_id = (SELECT e.point_id FROM points_of_entry e WHERE e.event_id = $1 AND e.code = $5)) ORDER BY r.recorded_at IS NOT NULL, h.due_at`,
    [eventId, asOf, filter.consignmentId ?? null, filter.partyId ?? null, filter.pointCode ?? null]);
}

/** Is a hold to be added: on a consignment, or on one lot of it. */
export interface NewHold { readonly holdId: string; readonly consignmentId: string; readonly lotId: string | null; readonly obligation: number; readonly agency: string; readonly reason: string; readonly nextActor: string; readonly dueAt: string }

/** Adds holds, in one statement whatever their number. */
export async function insertHolds(db: Db, eventId: string, holds: readonly NewHold[], placedBy: string, placedAt: string): Promise<void> {
  await db.query(
    `INSERT INTO goods_holds (event_id, hold_id, consignment_id, lot_id, obligation, agency, reason, next_actor, due_at, placed_at, placed_by)
     SELECT $1, x.hold_id, x.consignment_id, x.lot_id, x.obligation, x.agency, x.reason, x.next_actor, x.due_at, $3, $4
     FROM json_to_recordset($2) AS x(hold_id uuid, consignment_id uuid, lot_id uuid, obligation integer, agency text, reason text, next_actor text, due_at timestamptz)`,
    [eventId, JSON.stringify(holds.map((hold) => ({ hold_id: hold.holdId, consignment_id: hold.consignmentId, lot_id: hold.lotId, obligation: hold.obligation, agency: hold.agency, reason: hold.reason, next_actor: hold.nextActor, due_at: hold.dueAt }))), placedAt, placedBy], 'insert_holds');
}

/** Is an extension of the stay as stored. */
export interface ExtensionRow { readonly ordinal: number; readonly months: number; readonly leaves_by: string; readonly reason: string; readonly granted_at: string }

/** Lists the extensions of a consignment, oldest first. */
export async function extensionRows(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<ExtensionRow[]> {
  return db.query('SELECT ordinal, months, leaves_by, reason, granted_at FROM stay_extensions WHERE event_id = $1 AND consignment_id = $2 AND granted_at <= $3 ORDER BY ordinal', [eventId, consignmentId, asOf]);
}

/** Adds an extension of the stay. */
export async function insertExtension(db: Db, eventId: string, extension: { consignmentId: string; ordinal: number; months: number; leavesBy: string; reason: string }, grantedBy: string, grantedAt: string): Promise<void> {
  await db.query('INSERT INTO stay_extensions (event_id, consignment_id, ordinal, months, leaves_by, reason, granted_at, granted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, extension.consignmentId, extension.ordinal, extension.months, extension.leavesBy, extension.reason, grantedAt, grantedBy]);
}
