import { createHash } from 'node:crypto';
import type { Db } from '../../kernel/db.ts';
import { canonicalJson, closingFacts, ledgerLines, reportFigures } from './figures.ts';
import type { Ledger, ReportFigures } from './figures.ts';
import { closingChecks, recipientsOf } from './rules.ts';
import type { ClosingFacts } from './rules.ts';
import type { Block, FlightRow } from './shapes.ts';
import { owedBlocks } from './store/blocking.ts';
import { handOverSums, ledgerCases, ledgerRecords } from './store/ledger.ts';
import type { AsOf } from '../prescribed/owing.ts';
import { reportsOf } from './store/writes.ts';

/** Is what a report says: which flight, under which plan, the instant that it covers, and the figures. */
export interface ReportContent {
  readonly flight: { readonly flightId: string; readonly designator: string; readonly flightDate: string; readonly direction: 'arrival' | 'departure'; readonly pointCode: string; readonly origin: string; readonly destination: string };
  readonly plan: { readonly planId: string; readonly version: number };
  readonly coversUntil: string;
  readonly figures: ReportFigures;
}

/** Is what the closing sheet says besides: the hash over all records, what was compared, and who signed. */
export interface ClosingContent extends ReportContent {
  readonly ledgerHash: string;
  readonly records: number;
  readonly compared: ClosingFacts;
  /** Shape: how and when each signed; sheets from before signatures had credentials say neither. */
  readonly signed: readonly { readonly officerId: string; readonly en: string; readonly zh: string; readonly signedAt?: string; readonly way?: 'password' | 'session' }[];
  readonly closedAt: string;
}

/** Makes the SHA-256 by which a content is told from any other. Shape: 64 hexadecimal digits. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** Makes the SHA-256 over all records of a flight and its travellers, one canonical JSON line each, in the order of case and place, the closing record left out. */
export function ledgerHash(ledger: Pick<Ledger, 'records'>): string {
  const hash = createHash('sha256');
  for (const line of ledgerLines(ledger)) hash.update(line).update('\n');
  return hash.digest('hex');
}

/** Reads a flight's ledger as of an instant. */
export async function readLedger(db: Db, eventId: string, flight: { flightId: string; direction: 'arrival' | 'departure' }, asOf: string): Promise<Ledger> {
  const records = await ledgerRecords(db, eventId, flight.flightId, asOf);
  return { flightId: flight.flightId, direction: flight.direction, records, cases: await ledgerCases(db, eventId, flight.flightId, asOf) };
}

/** Computes the content of a report from a ledger. */
export function reportContent(row: FlightRow, ledger: Ledger, coversUntil: string): ReportContent {
  const { flightId, designator, flightDate, direction, pointCode, origin, destination } = row;
  return { flight: { flightId, designator, flightDate, direction, pointCode, origin, destination }, plan: { planId: row.planId, version: row.planVersion }, coversUntil, figures: reportFigures(ledger) };
}

/** Says whether a report still says what the ledger says over what the report covers. */
export async function reportEqualsLedger(db: Db, eventId: string, report: { content: unknown; content_hash: string }): Promise<boolean> {
  const content = report.content as ReportContent;
  const ledger = await readLedger(db, eventId, content.flight, content.coversUntil);
  return contentHash({ ...content, figures: reportFigures(ledger) }) === report.content_hash;
}

/** Compares everything that must agree before a flight closes; the newest acknowledged information report must say what the ledger says now. */
export async function compareForClosing(db: Db, eventId: string, flight: Pick<FlightRow, 'flightId' | 'direction' | 'counts'>, asOf: string, ledger: Ledger): Promise<ClosingFacts> {
  const reports = await reportsOf(db, eventId, asOf, flight.flightId);
  const report = reports.findLast((entry) => entry.kind === 'information' && recipientsOf(entry.recipients).every((name) => entry.acknowledged.some((done) => done.recipient === name)));
  const equal = report !== undefined && contentHash((report.content as ReportContent).figures) === contentHash(reportFigures(ledger)) && contentHash(report.content) === report.content_hash;
  const sums = await handOverSums(db, eventId, flight.flightId, asOf);
  return closingFacts(ledger, { countsReceived: sums.normalReceived, openDiscrepancies: flight.counts.discrepancies, reportEqualsLedger: equal });
}

/** Lists everything that keeps a flight from closing; figures are compared once nothing is owed, with the ledger that `read` gives. */
export async function blockingOf(db: Db, eventId: string, at: AsOf, row: FlightRow, read: () => Promise<Ledger> = () => readLedger(db, eventId, row, at.asOf)): Promise<Block[]> {
  if (row.state === 'closed' || row.state === 'cancelled') return [];
  const owed = await owedBlocks(db, eventId, at, row.flightId);
  if (owed.length > 0) return owed;
  const facts = await compareForClosing(db, eventId, row, at.asOf, await read());
  return closingChecks(facts).map(({ code, params }): Block => ({ kind: 'check', code, params }));
}
