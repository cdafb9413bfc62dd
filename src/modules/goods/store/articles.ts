import type { Db } from '../../../kernel/db.ts';

/** Is a decision on one article, as stored. Unit: amounts as decimal text, tax in fen. */
export interface ArticleRow {
  readonly record_id: string;
  readonly position: number;
  readonly case_id: string | null;
  readonly accreditation: string | null;
  readonly traveller_class: string;
  readonly recorded_at: string;
  readonly by_en: string;
  readonly by_zh: string;
  readonly kind: string;
  readonly measure: string;
  readonly amount: string;
  readonly listed: boolean | null;
  readonly shown: readonly string[];
  readonly serial: string | null;
  readonly decision: string;
  readonly reference: string | null;
  readonly tax_fen: number;
  readonly leaves: boolean;
  readonly left_at: string | null;
}

/** Is a decision on one article to be added. */
export interface NewArticle {
  readonly kind: string;
  readonly measure: string;
  readonly amount: string;
  readonly listed: boolean | null;
  readonly shown: readonly string[];
  readonly serial: string | null;
  readonly decision: string;
  readonly reference: string | null;
  readonly taxFen: bigint;
  readonly leaves: boolean;
}

const selectArticles = `SELECT i.record_id, i.position, r.case_id, r.accreditation, r.traveller_class, r.recorded_at, o.name_en AS by_en, o.name_zh AS by_zh, i.kind, i.measure, i.amount::text AS amount, i.listed, i.shown, i.serial, i.decision, i.reference, i.tax_fen, i.leaves,
    CASE WHEN x.left_at <= $2 THEN x.left_at END AS left_at
  FROM article_records r JOIN article_items i ON i.event_id = r.event_id AND i.record_id = r.record_id JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.recorded_by
  LEFT JOIN article_exits x ON x.event_id = i.event_id AND x.record_id = i.record_id AND x.position = i.position
  WHERE r.event_id = $1 AND r.recorded_at <= $2`;

/** Lists the decisions of a period, newest first. */
export async function articleRows(db: Db, eventId: string, asOf: string, from: string, to: string): Promise<ArticleRow[]> {
  return db.query(`${selectArticles} AND r.recorded_at >= $3 AND r.recorded_at < $4 ORDER BY r.recorded_at DESC, r.record_id DESC, i.position`, [eventId, asOf, from, to]);
}

/** Lists the articles that must leave again and have not by an instant, oldest first. */
export async function leavingRows(db: Db, eventId: string, asOf: string): Promise<ArticleRow[]> {
  return db.query(`${selectArticles} AND i.leaves AND (x.left_at IS NULL OR x.left_at > $2) ORDER BY r.recorded_at, r.record_id, i.position`, [eventId, asOf]);
}

/** Finds one article that was decided on. */
export async function findArticle(db: Db, eventId: string, now: string, recordId: string, position: number): Promise<ArticleRow | undefined> {
  const [row] = await db.query<ArticleRow>(`${selectArticles} AND i.record_id = $3 AND i.position = $4`, [eventId, now, recordId, position]);
  return row;
}

/** Adds a record with the decisions on its articles. */
export async function insertArticles(db: Db, eventId: string, record: { recordId: string; caseId: string | null; accreditation: string | null; travellerClass: string }, articles: readonly NewArticle[], officerId: string, now: string): Promise<void> {
  await db.query('INSERT INTO article_records (event_id, record_id, case_id, accreditation, traveller_class, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [eventId, record.recordId, record.caseId, record.accreditation, record.travellerClass, now, officerId]);
  for (const [place, one] of articles.entries()) {
    await db.query('INSERT INTO article_items (event_id, record_id, position, kind, measure, amount, listed, shown, serial, decision, reference, tax_fen, leaves) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
      [eventId, record.recordId, place + 1, one.kind, one.measure, one.amount, one.listed, one.shown, one.serial, one.decision, one.reference, one.taxFen.toString(), one.leaves]);
  }
}

/** Adds the exit of an article. Shape: false where it has left before. */
export async function insertArticleExit(db: Db, eventId: string, recordId: string, position: number, officerId: string, now: string): Promise<boolean> {
  return (await db.query('INSERT INTO article_exits (event_id, record_id, position, left_at, recorded_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING position', [eventId, recordId, position, now, officerId])).length > 0;
}
