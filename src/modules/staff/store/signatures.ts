import type { Db } from '../../../kernel/db.ts';
import type { Signature, SignaturePurpose } from '../signing.ts';

/** Adds a signature. */
export async function insertSignature(db: Db, eventId: string, row: { readonly signatureId: string; readonly purpose: SignaturePurpose; readonly caseId: string; readonly content: object; readonly officerId: string; readonly witnessId: string | null; readonly signedAt: string }): Promise<void> {
  await db.query('INSERT INTO signatures (event_id, signature_id, purpose, case_id, content, officer_id, way, witness_id, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [eventId, row.signatureId, row.purpose, row.caseId, JSON.stringify(row.content), row.officerId, row.witnessId === null ? 'session' : 'password', row.witnessId, row.signedAt], 'sign');
}

/** Lists the signatures for an act on a case until an instant, of one officer where named, the newest first. */
export async function signatureRows(db: Db, eventId: string, asOf: string, purpose: SignaturePurpose, caseId: string, officerId: string | null): Promise<Signature[]> {
  const rows = await db.query<{ signature_id: string; officer_id: string; name_en: string; name_zh: string; way: 'password' | 'session'; content: Readonly<Record<string, unknown>>; signed_at: string }>(
    `SELECT s.signature_id, s.officer_id, o.name_en, o.name_zh, s.way, s.content, s.signed_at FROM signatures s JOIN officers o ON o.event_id = s.event_id AND o.officer_id = s.officer_id
     WHERE s.event_id = $1 AND s.signed_at <= $2 AND s.purpose = $3 AND s.case_id = $4 AND ($5::uuid IS NULL OR s.officer_id = $5) ORDER BY s.signed_at DESC, s.signature_id DESC LIMIT 200`, [eventId, asOf, purpose, caseId, officerId], 'signatures');
  return rows.map((row) => ({ signatureId: row.signature_id, officerId: row.officer_id, name: { en: row.name_en, zh: row.name_zh }, way: row.way, content: row.content, signedAt: row.signed_at }));
}
