import type { Db } from '../../kernel/db.ts';
import type { AsOf } from '../prescribed/owing.ts';
import { outcomes, stepFigures, supervisedOutcomes } from './shapes.ts';
import type { Figure } from './shapes.ts';
import { countPersons } from './store/persons.ts';
import type { PersonCounts } from './store/persons.ts';
import { countSteps } from './store/steps.ts';
import type { CountedFlight } from './store/flights.ts';

/** Is one flight's own share of every figure of flights and persons. Shape: `classes` and `outcomes` as the shapes order them. */
export interface FlightShare {
  readonly flightsSupervised: number;
  readonly personsSupervised: number;
  readonly flightsExpected: number;
  readonly personsExpected: number;
  readonly classes: readonly number[];
  readonly outcomes: readonly number[];
}

/** Is one flight's own share of every step's figures. */
export type StepShare = ReadonlyMap<string, Readonly<Record<Extract<Figure, (typeof stepFigures)[number]>, number>>>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Computes a flight's share from what its records say.
 * Shape: a flight is supervised with the head-count on board or with its first person supervised; until then it is expected, unless it was cancelled, with everybody announced
 * or listed; afterwards those listed are still expected of whom nobody has said whether they are on board.
 */
function shareOf(counts: PersonCounts): FlightShare {
  const personsSupervised = sum(counts.outcomes);
  const isSupervised = counts.boarded || personsSupervised > 0;
  const isExpected = !isSupervised && !counts.cancelled;
  const personsExpected = counts.cancelled ? 0 : isSupervised ? counts.undecided : Math.max(counts.undecided, counts.announced - counts.absent);
  const byOutcome: Record<(typeof outcomes)[number], number> = {
    ...(Object.fromEntries(supervisedOutcomes.map((name, at) => [name, counts.outcomes[at] ?? 0])) as Record<(typeof supervisedOutcomes)[number], number>), notOnBoard: counts.absent, expected: personsExpected,
  };
  return { flightsSupervised: Number(isSupervised), personsSupervised, flightsExpected: Number(isExpected), personsExpected, classes: counts.classes, outcomes: outcomes.map((name) => byOutcome[name]) };
}

interface Kept<Share> { get(eventId: string, flightId: string): Share | undefined; set(eventId: string, flightId: string, share: Share): void }

// A closed flight never changes again, so a long event is counted once and then only where it still moves.
// Bounded for a server that runs for years: the flight kept longest goes first.
const keptFlights = 100_000;

function keeper<Share>(): (db: Db) => Kept<Share> {
  const all = new WeakMap<Db, Map<string, Share>>();
  return (db) => {
    let map = all.get(db);
    if (map === undefined) all.set(db, (map = new Map<string, Share>()));
    const own = map;
    return {
      get: (eventId, flightId) => own.get(`${eventId}${flightId}`),
      set(eventId, flightId, share) {
        if (own.size >= keptFlights) for (const first of own.keys()) { own.delete(first); break; }
        own.set(`${eventId}${flightId}`, share);
      },
    };
  };
}

// How many flights one question takes: large enough for the database's own economy, small enough not to hold it for seconds.
const askedAtOnce = 250;

async function gather<Share>(kept: Kept<Share>, eventId: string, at: AsOf, flights: readonly CountedFlight[], ask: (at: AsOf, flightIds: readonly string[]) => Promise<Map<string, Share>>): Promise<Map<string, Share>> {
  const found = new Map<string, Share>();
  const missing: Record<'closed' | 'moving', string[]> = { closed: [], moving: [] };
  for (const flight of flights) {
    const share = flight.closed_at === null ? undefined : kept.get(eventId, flight.flight_id);
    if (share !== undefined) found.set(flight.flight_id, share);
    else missing[flight.closed_at === null ? 'moving' : 'closed'].push(flight.flight_id);
  }
  for (const kind of ['closed', 'moving'] as const) {
    for (let from = 0; from < missing[kind].length; from += askedAtOnce) {
      // What was closed by then stands today as it stood then, and the present is the quicker question.
      const shares = await ask(kind === 'closed' ? { ...at, present: true } : at, missing[kind].slice(from, from + askedAtOnce));
      for (const [flightId, share] of shares) {
        found.set(flightId, share);
        if (kind === 'closed') kept.set(eventId, flightId, share);
      }
    }
  }
  return found;
}

const keptShares = keeper<FlightShare>();

/** Counts flights and their persons as of an instant, flight by flight. */
export async function flightShares(db: Db, eventId: string, at: AsOf, flights: readonly CountedFlight[]): Promise<Map<string, FlightShare>> {
  return gather(keptShares(db), eventId, at, flights, async ({ asOf }, flightIds) => new Map((await countPersons(db, eventId, asOf, flightIds)).map((counts) => [counts.flight_id, shareOf(counts)])));
}

// Steps get numbers in the order in which they are met, so that what is kept of a flight is a few hundred bytes.
const numberOf = new Map<string, number>();
const keptSteps = keeper<Uint16Array>();

function packed(rows: readonly { readonly step: string; readonly values: readonly number[] }[]): Uint16Array {
  for (const { step } of rows) if (!numberOf.has(step)) numberOf.set(step, numberOf.size);
  const share = new Uint16Array(numberOf.size * stepFigures.length);
  for (const { step, values } of rows) share.set(values, (numberOf.get(step) ?? 0) * stepFigures.length);
  return share;
}

function unpacked(share: Uint16Array): StepShare {
  const steps = new Map<string, Record<(typeof stepFigures)[number], number>>();
  for (const [step, number] of numberOf) {
    const values = share.subarray(number * stepFigures.length, (number + 1) * stepFigures.length);
    if (values.some((value) => value > 0)) steps.set(step, Object.fromEntries(stepFigures.map((name, index) => [name, values[index] ?? 0])) as Record<(typeof stepFigures)[number], number>);
  }
  return steps;
}

/** Counts the steps of flights and their persons as of an instant, flight by flight. */
export async function stepShares(db: Db, eventId: string, at: AsOf, flights: readonly CountedFlight[]): Promise<Map<string, StepShare>> {
  const shares = await gather(keptSteps(db), eventId, at, flights, async (asked, flightIds) => {
    const rows = new Map<string, { step: string; values: number[] }[]>(flightIds.map((flightId) => [flightId, []]));
    for (const row of await countSteps(db, eventId, asked, flightIds)) rows.get(row.flight_id)?.push({ step: row.step, values: stepFigures.map((name) => row[name]) });
    return new Map([...rows].map(([flightId, own]) => [flightId, packed(own)]));
  });
  return new Map([...shares].map(([flightId, share]) => [flightId, unpacked(share)]));
}
