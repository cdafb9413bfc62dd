import type { Db } from '../../kernel/db.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { AsOf } from '../prescribed/owing.ts';
import { flightShares, stepShares } from './counting.ts';
import type { FlightShare } from './counting.ts';
import type { CasesOf } from './rules.ts';
import { classes, outcomes, stepFigures, supervisedOutcomes } from './shapes.ts';
import type { CaseRow, StatisticsCases, StatisticsFilter } from './shapes.ts';
import { countedFlights } from './store/flights.ts';
import type { CountedFlight } from './store/flights.ts';
import { listPersons, supervisedSince } from './store/persons.ts';
import type { PersonRow } from './store/persons.ts';
import { listSteps } from './store/steps.ts';
import type { StepFigure, StepRow } from './store/steps.ts';

interface Giving { readonly flight: CountedFlight; readonly share: FlightShare | undefined; readonly count: number }
type Flights = ReadonlyMap<string, Giving>;

function isStepFigure(figure: string): figure is StepFigure {
  return (stepFigures as readonly string[]).includes(figure);
}

function rowOf(flight: CountedFlight, more: Partial<CaseRow> & Pick<CaseRow, 'kind'>): CaseRow {
  return {
    caseId: null, flightId: flight.flight_id, designator: flight.designator, flightDate: flight.flight_date, direction: flight.direction, pointCode: flight.point_code, origin: flight.origin, destination: flight.destination,
    name: null, seat: null, since: null, ordinal: null, ...more,
  };
}

const nameOf = (row: PersonRow | StepRow): CaseRow['name'] => (row.surname === null ? null : { surname: row.surname, givenNames: row.given_names ?? '', nativeName: row.native_name });

function sharesOf(request: CasesOf, share: FlightShare): number {
  const { figure, groupBy, group } = request;
  if (figure !== 'persons') return isStepFigure(figure) ? 0 : share[figure];
  const [names, counts]: [readonly string[], readonly number[]] = groupBy === 'class' ? [classes, share.classes] : [outcomes, share.outcomes];
  return group === undefined ? counts.reduce((total, count) => total + count, 0) : counts[names.indexOf(group)] ?? 0;
}

// What each flight gives to a figure: only flights that give something, in their order.
async function contributions(db: Db, eventId: string, at: AsOf, flights: readonly CountedFlight[], request: CasesOf): Promise<Map<string, Giving>> {
  const { figure, group } = request;
  const found = new Map<string, Giving>();
  const shares = isStepFigure(figure) ? undefined : await flightShares(db, eventId, at, flights);
  const steps = isStepFigure(figure) ? await stepShares(db, eventId, at, flights) : undefined;
  for (const flight of flights) {
    const share = shares?.get(flight.flight_id);
    let count = share === undefined ? 0 : sharesOf(request, share);
    if (steps !== undefined && isStepFigure(figure)) for (const [step, figures] of steps.get(flight.flight_id) ?? []) if (group === undefined || step === group) count += figures[figure];
    if (count > 0) found.set(flight.flight_id, { flight, share, count });
  }
  return found;
}

// Somebody whom no list names yet has a place, and nothing else, in the list of the expected.
async function expectedRows(db: Db, eventId: string, at: AsOf, flights: Flights): Promise<CaseRow[]> {
  const expecting = [...flights.values()].filter((entry) => (entry.share?.personsExpected ?? 0) > 0);
  if (expecting.length === 0) return [];
  const named = await listPersons(db, eventId, at.asOf, expecting.map((entry) => entry.flight.flight_id), { outcomes: ['undecided'] });
  const rows = personRows(flights, named);
  for (const { flight, share } of expecting) {
    const places = (share?.personsExpected ?? 0) - named.filter((person) => person.flight_id === flight.flight_id).length;
    for (let place = 0; place < places; place += 1) rows.push(rowOf(flight, { kind: 'person' }));
  }
  return rows;
}

function personRows(flights: Flights, persons: readonly PersonRow[]): CaseRow[] {
  return persons.map((person) => rowOf(flights.get(person.flight_id)!.flight, { kind: 'person', caseId: person.case_id, name: nameOf(person), seat: person.seat, since: person.since }));
}

async function flightRows(db: Db, eventId: string, at: AsOf, flights: Flights): Promise<CaseRow[]> {
  // What is still expected has no first record to look for.
  const since = await supervisedSince(db, eventId, at.asOf, [...flights.values()].filter((entry) => entry.share?.flightsSupervised === 1).map((entry) => entry.flight.flight_id));
  return [...flights.values()].map(({ flight }) => rowOf(flight, { kind: 'flight', caseId: flight.flight_id, since: since.get(flight.flight_id) ?? null }));
}

async function stepRows(db: Db, eventId: string, at: AsOf, flights: Flights, figure: StepFigure, step: string | undefined): Promise<CaseRow[]> {
  const rows = await listSteps(db, eventId, at, [...flights.keys()], { figure, step });
  const own = rows.filter((row) => row.case_id === row.flight_id).map((row) => row.flight_id);
  const since = own.length === 0 ? new Map<string, string>() : await supervisedSince(db, eventId, at.asOf, [...new Set(own)]);
  return rows.map((row) => {
    const kind = row.case_id === row.flight_id ? 'flight' : 'person';
    return rowOf(flights.get(row.flight_id)!.flight, { kind, caseId: row.case_id, name: nameOf(row), seat: row.seat, since: kind === 'flight' ? since.get(row.flight_id) ?? null : row.since, ordinal: row.ordinal });
  });
}

async function rowsOf(db: Db, eventId: string, at: AsOf, flights: Flights, { figure, groupBy, group }: CasesOf): Promise<CaseRow[]> {
  if (figure === 'flightsSupervised' || figure === 'flightsExpected') return flightRows(db, eventId, at, flights);
  if (isStepFigure(figure)) return stepRows(db, eventId, at, flights, figure, group);
  if (figure === 'personsExpected' || (groupBy === 'outcome' && group === 'expected')) return expectedRows(db, eventId, at, flights);
  const wanted = groupBy !== 'outcome' ? supervisedOutcomes : group === undefined ? [...supervisedOutcomes, 'notOnBoard'] : [group];
  const rows = personRows(flights, await listPersons(db, eventId, at.asOf, [...flights.keys()], { outcomes: wanted, class: groupBy === 'class' ? group : undefined }));
  return groupBy === 'outcome' && group === undefined ? [...rows, ...(await expectedRows(db, eventId, at, flights))] : rows;
}

// Flights asked at once, so that a long list is never one long question.
const askedAtOnce = 100;

/** Lists the cases behind a figure as of an instant. Shape: `count` is the figure, the rows the first `limit` of them by day, flight and name. */
export async function casesOf(db: Db, eventId: string, at: AsOf, filter: StatisticsFilter, request: CasesOf, limit: number): Promise<StatisticsCases> {
  const { groupBy, group } = request;
  // A group that is no flight's identifier has no cases; the database would not take it for one.
  if (groupBy === 'flight' && group !== undefined && !isUuid(group)) return { count: 0, cases: [] };
  const flights = await countedFlights(db, eventId, at.asOf, { ...filter, flightId: groupBy === 'flight' ? group : undefined });
  const wanted = flights.filter((flight) => (groupBy !== 'day' || group === undefined || flight.flight_date === group) && (groupBy !== 'point' || group === undefined || flight.point_code === group));
  const giving = await contributions(db, eventId, at, wanted, request);
  const count = [...giving.values()].reduce((total, entry) => total + entry.count, 0);
  const first: Giving[] = [];
  let reached = 0;
  for (const entry of giving.values()) {
    if (reached >= limit) break;
    first.push(entry);
    reached += entry.count;
  }
  const cases: CaseRow[] = [];
  for (let from = 0; from < first.length; from += askedAtOnce) {
    const part: Flights = new Map(first.slice(from, from + askedAtOnce).map((entry) => [entry.flight.flight_id, entry]));
    const rows = await rowsOf(db, eventId, at, part, request);
    const place = new Map([...part.keys()].map((flightId, index) => [flightId, index]));
    // The sort is stable: within a flight the names stay in their order.
    cases.push(...rows.sort((a, b) => (place.get(a.flightId) ?? 0) - (place.get(b.flightId) ?? 0)));
  }
  return { count, cases: cases.slice(0, limit) };
}
