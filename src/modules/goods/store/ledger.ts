import type { Db } from '../../../kernel/db.ts';
import type { InstrumentKind, LedgerEntry } from '../rules/ledger/accounts.ts';
import { noBalances, openLedger } from '../rules/ledger/state.ts';
import type { Cover, LedgerState, Undoable } from '../rules/ledger/state.ts';
import type { Touched } from '../rules/ledger/requests.ts';

// Amounts travel as text: a number of the driver holds 53 bits, a column 64.
interface InstrumentRow {
  readonly instrument_id: string; readonly kind: InstrumentKind; readonly reference: string; readonly guarantor: string; readonly begins_on: string; readonly first_ends_on: string;
  readonly claim_days: number; readonly ends_on: string; readonly entries: number; readonly last_at: string; readonly last_day: string;
  readonly limit_fen: string; readonly available_fen: string; readonly reserved_fen: string; readonly committed_fen: string; readonly claimed_fen: string; readonly called_fen: string;
  readonly paid_fen: string; readonly cash_paid_in_fen: string; readonly cash_held_fen: string; readonly refund_due_fen: string; readonly treasury_fen: string;
}

const instrumentColumns = `b.instrument_id, b.kind, i.reference, i.guarantor, i.begins_on, i.ends_on AS first_ends_on, i.claim_days, b.ends_on, b.entries, b.last_at, b.last_day,
  b.limit_fen::text, b.available_fen::text, b.reserved_fen::text, b.committed_fen::text, b.claimed_fen::text, b.called_fen::text, b.paid_fen::text,
  b.cash_paid_in_fen::text, b.cash_held_fen::text, b.refund_due_fen::text, b.treasury_fen::text`;

function addInstruments(state: LedgerState, rows: readonly InstrumentRow[]): void {
  for (const row of rows) {
    const balances = noBalances();
    balances.limit = -BigInt(row.limit_fen);
    balances.assessed = -BigInt(row.paid_fen);
    balances.cash_paid_in = -BigInt(row.cash_paid_in_fen);
    for (const account of ['available', 'reserved', 'committed', 'claimed', 'called', 'paid', 'cash_held', 'refund_due', 'treasury'] as const) balances[account] = BigInt(row[`${account}_fen`]);
    state.instruments.set(row.instrument_id, {
      instrument: { instrumentId: row.instrument_id, kind: row.kind, reference: row.reference, guarantor: row.guarantor, beginsOn: row.begins_on, endsOn: row.first_ends_on, claimDays: row.claim_days },
      endsOn: row.ends_on, balances, entries: row.entries, lastAt: row.last_at, lastDay: row.last_day,
    });
  }
}

/** Is a line's cover as it is stored. */
interface CoverRow {
  readonly line_id: string; readonly cover: number; readonly instrument_id: string; readonly cap_fen: string; readonly deadline: string; readonly reserved_fen: string; readonly secured_fen: string;
  readonly committed_fen: string; readonly claimed_fen: string; readonly called_fen: string; readonly discharged_fen: string;
  readonly quantity_total: string; readonly quantity_closed: string; readonly quantity_claimed: string; readonly quantity_called: string;
}

const coverColumns = `l.line_id, l.cover, l.instrument_id, l.cap_fen::text, l.deadline, l.reserved_fen::text, l.secured_fen::text, l.committed_fen::text, l.claimed_fen::text, l.called_fen::text, l.discharged_fen::text,
  l.quantity_total::text, l.quantity_closed::text, l.quantity_claimed::text, l.quantity_called::text`;

const coverOf = (row: CoverRow): Cover => ({
  lineId: row.line_id, cover: row.cover, instrumentId: row.instrument_id, capFen: BigInt(row.cap_fen), deadline: row.deadline, reserved: BigInt(row.reserved_fen), secured: BigInt(row.secured_fen),
  committed: BigInt(row.committed_fen), claimed: BigInt(row.claimed_fen), called: BigInt(row.called_fen), discharged: BigInt(row.discharged_fen),
  quantityTotal: BigInt(row.quantity_total), quantityClosed: BigInt(row.quantity_closed), quantityClaimed: BigInt(row.quantity_claimed), quantityCalled: BigInt(row.quantity_called),
});

interface UndoableRow {
  readonly entry_id: string; readonly kind: Undoable['kind']; readonly instrument_id: string; readonly line_id: string | null; readonly cover: number | null; readonly amount: string; readonly quantity: string;
  readonly open_amount: string; readonly open_quantity: string; readonly settled: boolean; readonly day: string; readonly notice_on: string | null;
}

const undoableOf = (row: UndoableRow): Undoable => ({
  entryId: row.entry_id, kind: row.kind, instrumentId: row.instrument_id, lineId: row.line_id, cover: row.cover, amount: BigInt(row.amount), quantity: BigInt(row.quantity),
  openAmount: BigInt(row.open_amount), openQuantity: BigInt(row.open_quantity), settled: row.settled, day: row.day, noticeOn: row.notice_on,
});

const undoableSql = `
  SELECT e.entry_id, 'claim' AS kind, e.instrument_id, e.line_id, e.cover, c.amount_fen::text AS amount, c.quantity::text AS quantity, c.open_fen::text AS open_amount, c.open_quantity::text AS open_quantity,
    c.open_quantity = 0 AS settled, e.proof_by AS day, NULL::date AS notice_on
  FROM guarantee_claims c JOIN guarantee_entries e USING (event_id, entry_id) WHERE c.event_id = $1 AND c.entry_id = ANY($3)
  UNION ALL
  SELECT e.entry_id, 'refund', e.instrument_id, NULL, NULL, r.amount_fen::text, '0', CASE WHEN r.ended_as IS NULL THEN r.amount_fen ELSE 0 END::text, '0', r.ended_as IS NOT NULL, r.due_on, r.notice_on
  FROM guarantee_refunds r JOIN guarantee_entries e USING (event_id, entry_id) WHERE r.event_id = $1 AND r.entry_id = ANY($3)
  UNION ALL
  SELECT e.entry_id, 'discharge', e.instrument_id, e.line_id, e.cover, a.amount::text, e.quantity::text, a.amount::text, e.quantity::text,
    EXISTS (SELECT FROM guarantee_entries o WHERE o.event_id = $1 AND o.undoes = e.entry_id AND o.kind = 'reopen'), e.day, NULL
  FROM guarantee_entries e CROSS JOIN LATERAL (SELECT coalesce(sum(t.amount_fen), 0) AS amount FROM guarantee_transfers t WHERE t.event_id = $1 AND t.entry_id = e.entry_id AND t.credit = 'committed') a
  WHERE e.event_id = $1 AND e.entry_id = ANY($3) AND e.kind = 'discharge'`;

/** Is what a command has posted already. */
export interface PostedRow {
  readonly command_id: string;
  readonly part: number;
  readonly entry_id: string;
  readonly posted_at: string;
  readonly request_digest: string;
}

/**
 * Locks the balances of the instruments and loads what requests touch, in a statement that begins after the lock was had.
 * Shape: the part of the book, and what the commands have posted before.
 */
export async function lockLedger(tx: Db, eventId: string, touched: Touched, commandIds: readonly string[]): Promise<{ state: LedgerState; posted: PostedRow[] }> {
  const state = openLedger();
  addInstruments(state, await tx.query<InstrumentRow>(
    `SELECT ${instrumentColumns} FROM guarantee_balances b JOIN guarantee_instruments i USING (event_id, instrument_id)
     WHERE b.event_id = $1 AND b.instrument_id = ANY($2) ORDER BY b.instrument_id FOR UPDATE OF b`, [eventId, touched.instrumentIds], 'ledger_lock'));
  const [loaded] = await tx.query<{ covers: CoverRow[] | null; undoables: UndoableRow[] | null; posted: PostedRow[] | null }>(
    `SELECT (SELECT json_agg(x ORDER BY x.cover) FROM (SELECT ${coverColumns} FROM guarantee_lines l
         WHERE l.event_id = $1 AND l.line_id = ANY($2::uuid[] || ARRAY(SELECT o.line_id FROM guarantee_entries o WHERE o.event_id = $1 AND o.entry_id = ANY($3)))) x) AS covers,
       (SELECT json_agg(x) FROM (${undoableSql}) x) AS undoables,
       (SELECT json_agg(x ORDER BY x.part) FROM (SELECT command_id, part, entry_id, posted_at, encode(request_digest, 'hex') AS request_digest FROM guarantee_entries WHERE event_id = $1 AND command_id = ANY($4)) x) AS posted`,
    [eventId, touched.lineIds, touched.entryIds, commandIds], 'ledger_load');
  for (const row of loaded?.covers ?? []) {
    const covers = state.covers.get(row.line_id);
    if (covers === undefined) state.covers.set(row.line_id, [coverOf(row)]);
    else covers.push(coverOf(row));
  }
  for (const row of loaded?.undoables ?? []) state.undoables.set(row.entry_id, undoableOf(row));
  return { state, posted: loaded?.posted ?? [] };
}

/** Is an entry with who posted it and the digest of what was asked. */
export interface EntryToWrite {
  readonly entry: LedgerEntry;
  readonly digest: Buffer;
  readonly officerId: string | null;
  readonly keyId: string | null;
}

// A new cover is inserted and never merged: two instruments that open the same cover of a line at once must collide.
// One that is there is changed by ON CONFLICT, so by its key whatever the planner believes of the table's size.
const writeSql = `
WITH instruments AS (
  INSERT INTO guarantee_instruments (event_id, instrument_id, kind, reference, guarantor, begins_on, ends_on, claim_days, accepted_at)
  SELECT $1, x.* FROM json_to_recordset($2) AS x(i uuid, k text, r text, g text, b date, e date, c int, a timestamptz)
), balances AS (
  INSERT INTO guarantee_balances (event_id, instrument_id, kind, ends_on, entries, last_at, last_day, limit_fen, available_fen, reserved_fen, committed_fen, claimed_fen, called_fen, paid_fen, cash_paid_in_fen, cash_held_fen, refund_due_fen, treasury_fen)
  SELECT $1, x.* FROM json_to_recordset($3) AS x(i uuid, k text, e date, n int, a timestamptz, d date, b0 bigint, b1 bigint, b2 bigint, b3 bigint, b4 bigint, b5 bigint, b6 bigint, b7 bigint, b8 bigint, b9 bigint, b10 bigint)
  ON CONFLICT (event_id, instrument_id) DO UPDATE SET ends_on = excluded.ends_on, entries = excluded.entries, last_at = excluded.last_at, last_day = excluded.last_day,
    limit_fen = excluded.limit_fen, available_fen = excluded.available_fen, reserved_fen = excluded.reserved_fen, committed_fen = excluded.committed_fen, claimed_fen = excluded.claimed_fen,
    called_fen = excluded.called_fen, paid_fen = excluded.paid_fen, cash_paid_in_fen = excluded.cash_paid_in_fen, cash_held_fen = excluded.cash_held_fen, refund_due_fen = excluded.refund_due_fen, treasury_fen = excluded.treasury_fen
), entries AS (
  INSERT INTO guarantee_entries (event_id, entry_id, instrument_id, position, command_id, part, kind, line_id, cover, quantity, undoes, reason, cap_fen, deadline, ends_on, proof_by, request_digest, officer_id, key_id, posted_at, day)
  SELECT $1, x.e, x.i, x.n, x.c, x.p, x.k, x.l, x.v, x.q, x.u, x.r, x.f, x.d, x.o, x.b, decode(x.h, 'hex'), x.w, x.y, x.a, x.t
  FROM json_to_recordset($4) AS x(e uuid, i uuid, n int, c uuid, p int, k text, l uuid, v int, q bigint, u uuid, r text, f bigint, d date, o date, b date, h text, w uuid, y uuid, a timestamptz, t date)
), transfers AS (
  INSERT INTO guarantee_transfers (event_id, entry_id, leg, debit, credit, amount_fen, line_id)
  SELECT $1, x.* FROM json_to_recordset($5) AS x(e uuid, n int, d text, c text, a bigint, l uuid)
), lines AS (
  INSERT INTO guarantee_lines (event_id, line_id, cover, instrument_id, cap_fen, deadline, reserved_fen, secured_fen, committed_fen, claimed_fen, called_fen, discharged_fen, quantity_total, quantity_closed, quantity_claimed, quantity_called)
  SELECT $1, x.* FROM json_to_recordset($6) AS x(l uuid, v int, i uuid, c bigint, d date, b0 bigint, b1 bigint, b2 bigint, b3 bigint, b4 bigint, b5 bigint, q0 bigint, q1 bigint, q2 bigint, q3 bigint)
), lines_changed AS (
  INSERT INTO guarantee_lines (event_id, line_id, cover, instrument_id, cap_fen, deadline, reserved_fen, secured_fen, committed_fen, claimed_fen, called_fen, discharged_fen, quantity_total, quantity_closed, quantity_claimed, quantity_called)
  SELECT $1, x.* FROM json_to_recordset($9) AS x(l uuid, v int, i uuid, c bigint, d date, b0 bigint, b1 bigint, b2 bigint, b3 bigint, b4 bigint, b5 bigint, q0 bigint, q1 bigint, q2 bigint, q3 bigint)
  ON CONFLICT (event_id, line_id, cover) DO UPDATE SET deadline = excluded.deadline, reserved_fen = excluded.reserved_fen, secured_fen = excluded.secured_fen, committed_fen = excluded.committed_fen, claimed_fen = excluded.claimed_fen,
    called_fen = excluded.called_fen, discharged_fen = excluded.discharged_fen, quantity_closed = excluded.quantity_closed, quantity_claimed = excluded.quantity_claimed, quantity_called = excluded.quantity_called
), claims AS (
  INSERT INTO guarantee_claims (event_id, entry_id, amount_fen, open_fen, quantity, open_quantity)
  SELECT $1, x.* FROM json_to_recordset($7) AS x(e uuid, a bigint, o bigint, q bigint, p bigint)
  ON CONFLICT (event_id, entry_id) DO UPDATE SET open_fen = excluded.open_fen, open_quantity = excluded.open_quantity
)
INSERT INTO guarantee_refunds (event_id, entry_id, amount_fen, due_on, notice_on, ended_as)
SELECT $1, x.* FROM json_to_recordset($8) AS x(e uuid, a bigint, d date, n date, s text)
ON CONFLICT (event_id, entry_id) DO UPDATE SET notice_on = excluded.notice_on, ended_as = excluded.ended_as`;

/** Writes entries and everything that they changed in the state, in one statement. Shape: the entries are in the state already; their instruments are locked. */
export async function writeEntries(tx: Db, eventId: string, all: readonly EntryToWrite[], state: LedgerState): Promise<void> {
  const instruments: object[] = [];
  const entries: object[] = [];
  const transfers: object[] = [];
  const changed = { instruments: new Set<string>(), covers: new Map<Cover, boolean>(), claims: new Set<Undoable>(), refunds: new Map<Undoable, 'paid' | 'treasury' | null>() };
  for (const { entry, digest, officerId, keyId } of all) {
    const { instrument } = state.instruments.get(entry.instrumentId)!;
    if (entry.kind === 'accept') {
      instruments.push({ i: instrument.instrumentId, k: instrument.kind, r: instrument.reference, g: instrument.guarantor, b: instrument.beginsOn, e: instrument.endsOn, c: instrument.claimDays, a: entry.postedAt });
    }
    changed.instruments.add(entry.instrumentId);
    const cover = entry.lineId === null ? undefined : state.covers.get(entry.lineId)?.find((one) => one.cover === entry.cover);
    if (cover !== undefined) changed.covers.set(cover, changed.covers.get(cover) === true || entry.kind === 'reserve' || entry.kind === 'moveIn');
    for (const id of [entry.entryId, entry.undoes]) {
      const undoable = id === null ? undefined : state.undoables.get(id);
      if (undoable?.kind === 'claim') changed.claims.add(undoable);
      if (undoable?.kind === 'refund') changed.refunds.set(undoable, entry.kind === 'refundPaid' ? 'paid' : entry.kind === 'refundForfeit' ? 'treasury' : changed.refunds.get(undoable) ?? null);
    }
    entries.push({
      e: entry.entryId, i: entry.instrumentId, n: entry.position, c: entry.commandId, p: entry.part, k: entry.kind, l: entry.lineId, v: entry.cover, q: entry.quantity?.toString(), u: entry.undoes, r: entry.reason,
      f: entry.terms.capFen?.toString(), d: entry.terms.deadline, o: entry.terms.endsOn, b: entry.terms.proofBy, h: digest.toString('hex'), w: officerId, y: keyId, a: entry.postedAt, t: entry.day,
    });
    entry.transfers.forEach((one, index) => transfers.push({ e: entry.entryId, n: index + 1, d: one.debit, c: one.credit, a: one.amountFen.toString(), l: one.lineId }));
  }
  const balances = [...changed.instruments].map((instrumentId) => {
    const { instrument, endsOn, entries: count, lastAt, lastDay, balances: held } = state.instruments.get(instrumentId)!;
    const amounts = [-held.limit, held.available, held.reserved, held.committed, held.claimed, held.called, held.paid, -held.cash_paid_in, held.cash_held, held.refund_due, held.treasury];
    return { i: instrumentId, k: instrument.kind, e: endsOn, n: count, a: lastAt, d: lastDay, ...Object.fromEntries(amounts.map((amount, index) => [`b${index}`, amount.toString()])) };
  });
  const lines = [...changed.covers].map(([cover, isNew]) => ({
    isNew,
    l: cover.lineId, v: cover.cover, i: cover.instrumentId, c: cover.capFen.toString(), d: cover.deadline,
    ...Object.fromEntries([cover.reserved, cover.secured, cover.committed, cover.claimed, cover.called, cover.discharged].map((amount, index) => [`b${index}`, amount.toString()])),
    ...Object.fromEntries([cover.quantityTotal, cover.quantityClosed, cover.quantityClaimed, cover.quantityCalled].map((amount, index) => [`q${index}`, amount.toString()])),
  }));
  const claims = [...changed.claims].map((claim) => ({ e: claim.entryId, a: claim.amount.toString(), o: claim.openAmount.toString(), q: claim.quantity.toString(), p: claim.openQuantity.toString() }));
  const refunds = [...changed.refunds].map(([refund, ended]) => ({ e: refund.entryId, a: refund.amount.toString(), d: refund.day, n: refund.noticeOn, s: ended }));
  await tx.query(writeSql, [eventId, ...[instruments, balances, entries, transfers, lines.filter((one) => one.isNew), claims, refunds, lines.filter((one) => !one.isNew)].map((rows) => JSON.stringify(rows))], 'ledger_write');
}

/** Loads the whole book as the balance tables tell it, without locks. Shape: undoables are left out. */
export async function loadBalances(db: Db, eventId: string): Promise<LedgerState> {
  const state = openLedger();
  addInstruments(state, await db.query<InstrumentRow>(`SELECT ${instrumentColumns} FROM guarantee_balances b JOIN guarantee_instruments i USING (event_id, instrument_id) WHERE b.event_id = $1 ORDER BY i.reference`, [eventId]));
  for (const row of await db.query<CoverRow>(`SELECT ${coverColumns} FROM guarantee_lines l WHERE l.event_id = $1 ORDER BY l.line_id, l.cover`, [eventId])) {
    state.covers.set(row.line_id, [...(state.covers.get(row.line_id) ?? []), coverOf(row)]);
  }
  return state;
}

interface EntryRow {
  readonly entry_id: string; readonly command_id: string; readonly part: number; readonly instrument_id: string; readonly position: number; readonly kind: LedgerEntry['kind']; readonly posted_at: string; readonly day: string;
  readonly line_id: string | null; readonly cover: number | null; readonly quantity: string | null; readonly undoes: string | null; readonly reason: string | null;
  readonly cap_fen: string | null; readonly deadline: string | null; readonly ends_on: string | null; readonly proof_by: string | null; readonly transfers: readonly { d: LedgerEntry['transfers'][number]['debit']; c: LedgerEntry['transfers'][number]['credit']; a: string; l: string | null }[] | null;
}

/** Loads the entries of an event, or of one instrument. Shape: in the order of posting, those of an instrument in that of their positions. */
export async function loadEntries(db: Db, eventId: string, instrumentId: string | null): Promise<LedgerEntry[]> {
  const rows = await db.query<EntryRow>(
    `SELECT e.entry_id, e.command_id, e.part, e.instrument_id, e.position, e.kind, e.posted_at, e.day, e.line_id, e.cover, e.quantity::text, e.undoes, e.reason, e.cap_fen::text, e.deadline, e.ends_on, e.proof_by,
       (SELECT json_agg(json_build_object('d', t.debit, 'c', t.credit, 'a', t.amount_fen::text, 'l', t.line_id) ORDER BY t.leg) FROM guarantee_transfers t WHERE t.event_id = e.event_id AND t.entry_id = e.entry_id) AS transfers
     FROM guarantee_entries e WHERE e.event_id = $1 AND ($2::uuid IS NULL OR e.instrument_id = $2) ORDER BY e.posted_at, e.instrument_id, e.position`, [eventId, instrumentId]);
  return rows.map((row) => ({
    entryId: row.entry_id, commandId: row.command_id, part: row.part, instrumentId: row.instrument_id, position: row.position, kind: row.kind, postedAt: row.posted_at, day: row.day,
    lineId: row.line_id, cover: row.cover, quantity: row.quantity === null ? null : BigInt(row.quantity), undoes: row.undoes, reason: row.reason,
    terms: {
      ...(row.cap_fen === null ? {} : { capFen: BigInt(row.cap_fen) }), ...(row.deadline === null ? {} : { deadline: row.deadline }),
      ...(row.ends_on === null ? {} : { endsOn: row.ends_on }), ...(row.proof_by === null ? {} : { proofBy: row.proof_by }),
    },
    transfers: (row.transfers ?? []).map((one) => ({ debit: one.d, credit: one.c, amountFen: BigInt(one.a), ...(one.l === null ? {} : { lineId: one.l }) })),
  }));
}
