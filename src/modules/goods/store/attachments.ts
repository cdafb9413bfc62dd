import type { Db } from '../../../kernel/db.ts';
import type { AttachmentKind, AttachmentMediaType } from '../catalogue/attachment-kinds.ts';

/** Is a file kept with a consignment, without its bytes. Shape: hashes in hexadecimal. */
export interface AttachmentRow {
  readonly sha256: string; readonly kind: AttachmentKind; readonly name: string; readonly media_type: AttachmentMediaType; readonly byte_count: number; readonly given_by: 'trader' | 'officer'; readonly supersedes: string | null; readonly reason: string | null;
  readonly superseded_by: string | null; readonly gone: boolean; readonly kept_at: string; readonly by_en: string | null; readonly by_zh: string | null;
}

/** Lists the files kept with a consignment by an instant, oldest first. */
export async function attachmentRows(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<AttachmentRow[]> {
  return db.query(
    `SELECT encode(a.sha256, 'hex') AS sha256, a.kind, a.name, a.media_type, a.byte_count, a.given_by, encode(a.supersedes, 'hex') AS supersedes, a.reason, encode(n.sha256, 'hex') AS superseded_by, a.content IS NULL AS gone, a.kept_at, o.name_en AS by_en, o.name_zh AS by_zh
     FROM goods_attachments a LEFT JOIN goods_attachments n ON n.event_id = a.event_id AND n.consignment_id = a.consignment_id AND n.supersedes = a.sha256 AND n.kept_at <= $3
     LEFT JOIN officers o ON o.event_id = a.event_id AND o.officer_id = a.kept_by WHERE a.event_id = $1 AND a.consignment_id = $2 AND a.kept_at <= $3 ORDER BY a.kept_at, a.sha256`, [eventId, consignmentId, asOf], 'goods_attachments');
}

/** Finds the bytes of a file. Shape: `content` null where its period is over; undefined where there is no such file. */
export async function findAttachment(db: Db, eventId: string, consignmentId: string, sha256: string, asOf: string): Promise<{ readonly name: string; readonly media_type: AttachmentMediaType; readonly content: Buffer | null } | undefined> {
  const [row] = await db.query<{ name: string; media_type: AttachmentMediaType; content: Buffer | null }>(
    "SELECT name, media_type, content FROM goods_attachments WHERE event_id = $1 AND consignment_id = $2 AND sha256 = decode($3, 'hex') AND kept_at <= $4", [eventId, consignmentId, sha256, asOf], 'goods_attachment');
  return row;
}

/** Is a file to be kept. */
export interface NewAttachment { readonly consignmentId: string; readonly sha256: string; readonly kind: string; readonly name: string; readonly mediaType: string; readonly bytes: Buffer; readonly givenBy: 'trader' | 'officer'; readonly supersedes: string | null; readonly reason: string | null }

/** Keeps a file. */
export async function insertAttachment(db: Db, eventId: string, file: NewAttachment, by: string | null, at: string): Promise<void> {
  await db.query(
    `INSERT INTO goods_attachments (event_id, consignment_id, sha256, kind, name, media_type, byte_count, content, given_by, supersedes, reason, kept_at, kept_by)
     VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11, $12, $13)`,
    [eventId, file.consignmentId, file.sha256, file.kind, file.name, file.mediaType, file.bytes.length, file.bytes, file.givenBy, file.supersedes, file.reason, at, by], 'goods_insert_attachment');
}

/** Is a file that a record names. */
export interface ExaminedRow { readonly sha256: string; readonly kind: AttachmentKind; readonly name: string; readonly step: string }

/** Lists the files that the records of a consignment name by an instant, each with the first step that does. */
export async function examinedRows(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<ExaminedRow[]> {
  return db.query(
    `SELECT x.sha256, a.kind, a.name, x.step FROM (
       SELECT DISTINCT ON (f.sha256) f.sha256, r.step, r.seq, f.place FROM records r CROSS JOIN LATERAL jsonb_array_elements_text(r.evidence->'files') WITH ORDINALITY AS f(sha256, place)
       WHERE r.event_id = $1 AND r.case_id = $2 AND r.recorded_at <= $3 AND r.evidence ? 'files' ORDER BY f.sha256, r.seq) x
     JOIN goods_attachments a ON a.event_id = $1 AND a.consignment_id = $2 AND a.sha256 = decode(x.sha256, 'hex') ORDER BY x.seq, x.place`, [eventId, consignmentId, asOf]);
}
