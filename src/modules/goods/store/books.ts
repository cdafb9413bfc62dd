import type { Db } from '../../../kernel/db.ts';

/** Opens the books of an event's goods where they are not there yet; books that were closed stay closed. */
export async function openBooks(db: Db, eventId: string): Promise<void> {
  await db.query('INSERT INTO goods_books (event_id) VALUES ($1) ON CONFLICT DO NOTHING', [eventId], 'goods_open_books');
}

/** Is the closing of an event's books. */
export interface BooksRow { readonly open: boolean; readonly balance: unknown; readonly closed_at: string | null; readonly by_en: string | null; readonly by_zh: string | null }

/** Finds the books of an event's goods. Shape: undefined before the first consignment. */
export async function findBooks(db: Db, eventId: string): Promise<BooksRow | undefined> {
  const [row] = await db.query<BooksRow>('SELECT b.open, b.balance, b.closed_at, o.name_en AS by_en, o.name_zh AS by_zh FROM goods_books b LEFT JOIN officers o ON o.event_id = b.event_id AND o.officer_id = b.closed_by WHERE b.event_id = $1', [eventId]);
  return row;
}

/** Closes the books; the database refuses it while one consignment has not ended (`consignments_pin_books`). Shape: false where they were not open. */
export async function closeBooks(db: Db, eventId: string, balance: object, closedBy: string, closedAt: string): Promise<boolean> {
  const rows = await db.query('UPDATE goods_books SET open = false, balance = $2, closed_at = $3, closed_by = $4 WHERE event_id = $1 AND open RETURNING event_id', [eventId, JSON.stringify(balance), closedAt, closedBy]);
  return rows.length > 0;
}

/** Ends a consignment: from now on it does not keep the books open. */
export async function endConsignment(db: Db, eventId: string, consignmentId: string, as: 'closed' | 'cancelled' | 'replaced', at: string): Promise<void> {
  await db.query('UPDATE consignments SET ended_as = $3, ended_at = $4 WHERE event_id = $1 AND consignment_id = $2 AND ended_as IS NULL', [eventId, consignmentId, as, at], 'goods_end');
}

/** Waits for whoever else decides on a consignment's release, moves or end. Shape: how it has ended, null while it has not. */
export async function lockConsignment(db: Db, eventId: string, consignmentId: string): Promise<string | null> {
  const [row] = await db.query<{ ended_as: string | null }>('SELECT ended_as FROM consignments WHERE event_id = $1 AND consignment_id = $2 FOR UPDATE', [eventId, consignmentId], 'goods_lock');
  return row?.ended_as ?? null;
}

/** Counts what a closing of the books must come out at zero for, and what went through. Unit: quantities as decimal text, amounts in fen. */
export interface BooksBalance {
  readonly consignments: number;
  readonly closed: number;
  readonly cancelled: number;
  readonly lines: number;
  readonly linesOpen: number;
  readonly quantityIn: string;
  readonly quantityOut: string;
  readonly valueFen: number;
  readonly limitFen: number;
  readonly availableFen: number;
  readonly boundFen: number;
  readonly calledFen: number;
  readonly changesOpen: number;
}

/** Adds up the event's goods and guarantees as they stand. */
export async function booksBalance(db: Db, eventId: string): Promise<BooksBalance> {
  const [row] = await db.query<BooksBalance>(
    `WITH c AS (SELECT count(*) AS consignments, count(*) FILTER (WHERE ended_as = 'closed') AS closed, count(*) FILTER (WHERE ended_as IN ('cancelled', 'replaced')) AS cancelled FROM consignments WHERE event_id = $1),
       n AS (SELECT count(*) AS lines, count(*) FILTER (WHERE n.closed < n.quantity) AS lines_open, coalesce(sum(n.quantity), 0)::text AS quantity_in, coalesce(sum(n.closed), 0)::text AS quantity_out, coalesce(sum(n.value_fen), 0)::bigint AS value_fen
         FROM goods_lines n JOIN consignments c ON c.event_id = n.event_id AND c.consignment_id = n.consignment_id WHERE n.event_id = $1 AND c.ended_as IS DISTINCT FROM 'cancelled' AND c.ended_as IS DISTINCT FROM 'replaced'),
       g AS (SELECT coalesce(sum(limit_fen), 0)::bigint AS limit_fen, coalesce(sum(available_fen), 0)::bigint AS available_fen, coalesce(sum(reserved_fen + committed_fen + claimed_fen), 0)::bigint AS bound_fen, coalesce(sum(called_fen), 0)::bigint AS called_fen FROM guarantee_balances WHERE event_id = $1),
       h AS (SELECT count(*) AS changes_open FROM consignment_changes WHERE event_id = $1 AND decided_at IS NULL)
     SELECT c.consignments, c.closed, c.cancelled, n.lines, n.lines_open AS "linesOpen", n.quantity_in AS "quantityIn", n.quantity_out AS "quantityOut", n.value_fen AS "valueFen",
       g.limit_fen AS "limitFen", g.available_fen AS "availableFen", g.bound_fen AS "boundFen", g.called_fen AS "calledFen", h.changes_open AS "changesOpen" FROM c, n, g, h`, [eventId]);
  return row!;
}
