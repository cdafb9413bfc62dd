import type { ActionContext } from '../../kernel/action.ts';
import type { Db } from '../../kernel/db.ts';
import { hasRole } from '../../kernel/officer.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { oweInTransaction } from '../prescribed/in-transaction.ts';
import { differencesOf } from './rules/differences.ts';
import type { CountedPerson, Difference, FlightCounts } from './rules/differences.ts';
import { keptTraveller, matchDecisions } from './store/people.ts';
import { countRows, discrepancies, findDoorCount, insertDiscrepancy, listParts, sourceRows } from './store/counts.ts';
import { findFlight } from './store/flights.ts';
import type { FlightRow } from './store/flights.ts';

/** Is a flight with its five head-counts and everybody in them. */
export interface Counted { readonly flight: FlightRow; readonly counts: FlightCounts; readonly parts: readonly { part: string; received_at: string; quarantined: number; missing: boolean }[] }

/** Counts a flight's people by all five sources as of an instant. Refuses: `flight-unknown`. */
export async function countFlight(db: Db, eventId: string, flightId: string, asOf: string): Promise<Counted> {
  const flight = await findFlight(db, eventId, flightId);
  if (flight === undefined) throw new Refusal('flight-unknown', { flightId });
  const kept = keptTraveller(await matchDecisions(db, eventId));
  const rows = await countRows(db, eventId, flightId, asOf);
  const sources = await sourceRows(db, eventId, flightId, asOf);
  const parts = await listParts(db, eventId, flightId, asOf);
  const counted = await findDoorCount(db, eventId, flightId, asOf);
  const on = (kind: 'roster' | 'airline', ...wanted: string[]): Set<string> => new Set(sources.filter((row) => row.kind === kind && wanted.includes(row.part)).map((row) => kept(row.traveller_id)));
  const roster = on('roster', '');
  const airline = on('airline', 'passengers', 'crew');
  const onBoard = on('airline', 'onBoard');
  const notOnBoard = on('airline', 'notOnBoard');
  const persons = new Map<string, CountedPerson>();
  for (const row of rows) {
    const id = kept(row.traveller_id);
    const first = persons.get(id);
    const duplicate = row.traveller_id !== id;
    persons.set(id, {
      caseId: first !== undefined && duplicate ? first.caseId : row.case_id, travellerId: id, name: `${row.surname} ${row.given_names}`.trim(), kind: row.kind, inRoster: roster.has(id), inAirlineList: airline.has(id),
      declared: row.declared || first?.declared === true, onBoard: row.on_board || first?.onBoard === true, absent: first === undefined ? row.absent : row.absent && first.absent, scanned: row.scanned || first?.scanned === true,
      foundOutsideList: row.found_outside_list, airlineSays: notOnBoard.has(id) ? 'notOnBoard' : onBoard.has(id) ? 'onBoard' : null,
    });
  }
  for (const row of sources) {
    const id = kept(row.traveller_id);
    if (persons.has(id)) continue;
    persons.set(id, { caseId: row.case_id, travellerId: id, name: `${row.surname} ${row.given_names}`.trim(), kind: row.person_kind, inRoster: roster.has(id), inAirlineList: airline.has(id), declared: false, onBoard: false, absent: false, scanned: false, foundOutsideList: false, airlineSays: notOnBoard.has(id) ? 'notOnBoard' : onBoard.has(id) ? 'onBoard' : null });
  }
  const scansComplete = counted !== undefined && rows.some((row) => row.on_board) && rows.every((row) => !row.owes_scan);
  return {
    flight, parts,
    counts: { chartered: flight.chartered, hasRoster: parts.some((entry) => entry.part === 'roster'), hasAirlineList: parts.some((entry) => entry.part === 'passengers'), counted: counted ?? null, persons: [...persons.values()], scansComplete },
  };
}

/**
 * Compares the five head-counts and makes the flight owe an explanation for each new difference; one that has resolved itself stays owed.
 * Shape: how many were opened now, and how many stand unexplained. A flight that is already closed owes nothing more.
 */
export async function reconcileFlight(context: ActionContext, flightId: string): Promise<{ opened: number; unexplained: number }> {
  const { tx, eventId, now, actor } = context;
  const { counts } = await countFlight(tx, eventId, flightId, now);
  const standing = await discrepancies(tx, eventId, flightId, now);
  const subjects = new Set(standing.map((row) => row.subject));
  let opened = 0;
  for (const difference of differencesOf(counts)) {
    if (subjects.has(difference.subject)) continue;
    const ordinal = await oweDifference(context, flightId, difference);
    if (ordinal === undefined) break;
    const ownerId = actor.officerId !== null && hasRole(actor, ['healthOfficer', 'dutyOfficer']) ? actor.officerId : null;
    await insertDiscrepancy(tx, eventId, { flightId, ordinal, subject: difference.subject, detail: { between: difference.between, code: difference.code, caseId: difference.caseId, travellerId: difference.travellerId, name: difference.name, ...difference.params }, ownerId, openedAt: now });
    opened += 1;
  }
  if (opened > 0) context.announce(`flight:${flightId}`);
  return { opened, unexplained: standing.filter((row) => !row.explained).length + opened };
}

/** Counts the differences between the five head-counts that have not become work yet. */
export async function unrecordedDifferences({ tx, eventId, now }: ActionContext, flightId: string): Promise<number> {
  const { counts } = await countFlight(tx, eventId, flightId, now);
  const standing = new Set((await discrepancies(tx, eventId, flightId, now)).map((row) => row.subject));
  return differencesOf(counts).filter((difference) => !standing.has(difference.subject)).length;
}

async function oweDifference(context: ActionContext, flightId: string, difference: Difference): Promise<number | undefined> {
  try {
    return await oweInTransaction(context, flightId, 'DIF-01', difference.subject);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'case-closed') return undefined;
    throw error;
  }
}
