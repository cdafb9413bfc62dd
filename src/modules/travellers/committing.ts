import type { ActionContext } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { openCases, pinnedPlan } from '../prescribed/opening.ts';
import type { Opening } from '../prescribed/opening.ts';
import { reconsiderCases } from '../prescribed/in-transaction.ts';
import { attributesOf, flagsOf } from './rules/entries.ts';
import type { ListRecord, TravellerFlags } from './rules/entries.ts';
import type { PlannedList } from './planning.ts';
import { documentsOf } from './resolving.ts';
import type { FlightRow } from './store/flights.ts';
import { findJourneys, insertJourneys, insertTravellers, updateAttributes, updateJourneys, updateTravellers } from './store/people.ts';
import type { JourneyWrite, TravellerRow, TravellerWrite } from './store/people.ts';

/** Is one person to be put on a flight, or kept there with what is newly known. */
export interface Placement {
  readonly travellerId: string;
  readonly known: TravellerRow | undefined;
  readonly record: ListRecord;
  readonly flight: FlightRow | undefined;
  readonly isRoster: boolean;
  readonly foundOutsideList?: boolean;
}

/** Lists whom a planned list puts where; what it only repeats changes nothing, so that a correction in between stands. */
export function placementsOf(list: PlannedList, isRoster: boolean): Placement[] {
  if (!list.isPeople) return [];
  return list.entries.flatMap((entry) => (entry.person === undefined || entry.isSettled ? [] : [{ travellerId: entry.person.travellerId, known: entry.person.known, record: entry.record, flight: list.flight, isRoster }]));
}

// A roster knows the person, a carrier the passport and the seat: a carrier only fills what nobody has said yet.
function travellerAfter(before: TravellerWrite | undefined, placement: Placement): TravellerWrite {
  const { record, isRoster } = placement;
  const pick = <T>(old: T | null | undefined, said: T | null | undefined): T | null => (isRoster ? said ?? old : old ?? said) ?? null;
  const flags: TravellerFlags = isRoster ? { ...before?.flags, ...flagsOf(record) } : { ...flagsOf(record), ...before?.flags };
  return {
    traveller_id: placement.travellerId, kind: before === undefined || isRoster ? record.kind : before.kind,
    surname: pick(before?.surname, record.surname) ?? '', given_names: pick(before?.given_names, record.givenNames) ?? '', native_name: pick(before?.native_name, record.nativeName),
    sex: pick(before?.sex, record.sex), birth_date: pick(before?.birth_date, record.birthDate), nationality: pick(before?.nationality, record.nationality),
    delegation: pick(before?.delegation, record.delegation), function: pick(before?.function, record.function), accreditation_number: pick(before?.accreditation_number, record.accreditationNumber),
    flags, documents: [...(before?.documents ?? []), ...documentsOf(record)],
  };
}

/** Is what placing came to. */
export interface Placed { readonly caseIds: ReadonlyMap<string, string>; readonly opened: number }

/**
 * Puts people on their flights: travellers written, cases opened under the flight's plan, seats and attributes brought up to date, in set-based statements.
 * Shape: `caseIds` by traveller and flight, `traveller flight`.
 * Refuses: `flight-closed`, `flight-without-plan`, `list-changed-meanwhile`.
 */
export async function placePeople(context: ActionContext, placements: readonly Placement[]): Promise<Placed> {
  const { tx, eventId, now } = context;
  const fresh = new Map<string, TravellerWrite>();
  const changed = new Map<string, TravellerWrite>();
  const known = new Map<string, TravellerRow>();
  for (const placement of placements) {
    if (placement.known !== undefined && !fresh.has(placement.travellerId) && known.get(placement.travellerId) === undefined && placement.known.isStored !== false) known.set(placement.travellerId, placement.known);
    const before = fresh.get(placement.travellerId) ?? changed.get(placement.travellerId) ?? known.get(placement.travellerId);
    const after = travellerAfter(before, placement);
    if (before === undefined || fresh.has(placement.travellerId)) fresh.set(placement.travellerId, after);
    else if (JSON.stringify(before) !== JSON.stringify(after)) changed.set(placement.travellerId, after);
  }
  await insertTravellers(tx, eventId, [...fresh.values()], now);
  await updateTravellers(tx, eventId, [...changed.values()]);
  const personOf = (travellerId: string): TravellerWrite => fresh.get(travellerId) ?? changed.get(travellerId) ?? known.get(travellerId)!;

  const flights = new Map(placements.flatMap((placement) => (placement.flight === undefined ? [] : [[placement.flight.flight_id, placement.flight] as const])));
  const journeys = new Map((await findJourneys(tx, eventId, [...flights.keys()], [...new Set(placements.map((placement) => placement.travellerId))])).map((row) => [`${row.traveller_id} ${row.flight_id}`, row]));
  const added = new Map<string, JourneyWrite>();
  const seats = new Map<string, { caseId: string; seat: string | null; bookingReference: string | null; roomCluster: string | null }>();
  const attributes = new Map<string, { caseId: string; flightId: string; attributes: Opening['attributes'] }>();
  const openings = new Map<string, Opening[]>();
  for (const { travellerId, flight, record, isRoster, foundOutsideList } of placements) {
    if (flight === undefined) continue;
    const key = `${travellerId} ${flight.flight_id}`;
    const person = personOf(travellerId);
    const facts = attributesOf({ kind: person.kind, birthDate: person.birth_date, accreditationNumber: person.accreditation_number, flags: person.flags }, flight.flight_date);
    const old = journeys.get(key);
    if (old === undefined && !added.has(key)) {
      const caseId = uuidv7();
      added.set(key, { caseId, travellerId, flightId: flight.flight_id, seat: record.seat, bookingReference: record.bookingReference, roomCluster: record.roomCluster ?? null, foundOutsideList: foundOutsideList ?? false });
      openings.set(flight.flight_id, [...(openings.get(flight.flight_id) ?? []), { caseId, kind: 'traveller', parentId: flight.flight_id, attributes: facts }]);
      continue;
    }
    if (old === undefined) continue;
    const seat = (isRoster ? old.seat ?? record.seat : record.seat ?? old.seat) ?? null;
    const bookingReference = (isRoster ? old.booking_reference ?? record.bookingReference : record.bookingReference ?? old.booking_reference) ?? null;
    const roomCluster = record.roomCluster ?? old.room_cluster;
    if (seat !== old.seat || bookingReference !== old.booking_reference || roomCluster !== old.room_cluster) seats.set(key, { caseId: old.case_id, seat, bookingReference, roomCluster });
    const merged = { ...old.attributes, ...facts };
    if (Object.entries(merged).some(([name, value]) => old.attributes[name] !== value)) attributes.set(key, { caseId: old.case_id, flightId: flight.flight_id, attributes: merged });
  }
  try {
    for (const [flightId, list] of openings) {
      const plan = await pinnedPlan(context, flightId);
      if (plan === undefined) throw new Refusal('flight-without-plan', { flightId });
      await openCases(context, plan, list);
    }
    await insertJourneys(tx, eventId, [...added.values()], now);
  } catch (error) {
    if (sqlFailure(error)?.constraint === 'journeys_event_id_flight_id_traveller_id_key') throw new Refusal('list-changed-meanwhile');
    throw error;
  }
  await updateJourneys(tx, eventId, [...seats.values()]);
  await updateAttributes(tx, eventId, [...attributes.values()]);
  for (const flightId of new Set([...attributes.values()].map((entry) => entry.flightId))) await reconsiderCases(context, flightId);
  const caseIds = new Map([...journeys].map(([key, row]) => [key, row.case_id]));
  for (const [key, row] of added) caseIds.set(key, row.caseId);
  return { caseIds, opened: added.size };
}
