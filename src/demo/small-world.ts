import type { OpenHouse } from '../server/start.ts';
import { minute, portTime } from './days.ts';
import { makeFlights, openPort } from './make-world.ts';
import { countries } from './names.ts';
import { wordsId } from '../kernel/named-ids.ts';
import { madeUntil, today } from './schedule.ts';
import type { FlightSpec, Stage } from './schedule.ts';
import { findFlight } from './store/world.ts';
import { startClock } from './world-clock.ts';

/** Names the flights of the small world by what they are there for. */
export type SmallFlight = 'closed' | 'inProcess' | 'landed' | 'planned' | 'announced' | 'departure';

// Designator, minutes after midnight, people, country, and how far it has come.
const smallFlights: Readonly<Record<SmallFlight, readonly [designator: string, minutes: number, persons: number, country: string, stage: Stage | null]>> = {
  closed: ['ZZ101', 80, 9, 'JPN', 'closed'],
  inProcess: ['YY202', 575, 60, 'NOR', 'inHall'],
  landed: ['XX303', 615, 12, 'DEU', 'landed'],
  planned: ['VV404', 690, 10, 'CHN', 'planned'],
  announced: ['ZZ505', 1180, 14, 'CAN', 'announced'],
  departure: ['YY606', 745, 8, 'ITA', null],
};

/** Is the small world, ready for a test: the clock stands at half past ten and does not run. */
export interface SmallWorld {
  readonly eventId: string;
  readonly flights: Readonly<Record<SmallFlight, { readonly flightId: string; readonly designator: string }>>;
}

function specOf(name: SmallFlight, number: number): FlightSpec {
  const [designator, minutes, persons, code, stage] = smallFlights[name];
  const direction = name === 'departure' ? 'departure' : 'arrival';
  return {
    key: `${designator} ${today} ${direction}`, designator, flightDate: today, direction, pointCode: 'PEK', country: countries.find((country) => country.code === code)!, chartered: true, risk: 'medium', persons,
    template: direction === 'departure' ? 'Departure from the village' : 'Games arrival, Olympic charter', at: portTime(today, minutes), stage, forHands: name === 'landed', firstPerson: number * 400, returning: null,
  };
}

/** Lists the flights of the small world as they are made and played from. */
export function smallWorldFlights(): readonly (FlightSpec & { readonly name: SmallFlight })[] {
  return (Object.keys(smallFlights) as SmallFlight[]).map((name, number) => ({ ...specOf(name, number), name }));
}

/** Makes a small world for tests: the same port and officers, six flights of today, in a few seconds. */
export async function makeSmallWorld(open: OpenHouse, { seed, speed = 0 }: { seed: string; speed?: number }): Promise<SmallWorld> {
  const eventId = wordsId(seed, 'small event');
  const specs = smallWorldFlights();
  const stage = await openPort(open, eventId, `small-${seed}`.slice(0, 40), new Date(madeUntil - 10 * 24 * 60 * minute).toISOString());
  await makeFlights(stage, seed, specs, madeUntil);
  await startClock(open, eventId, madeUntil, speed);
  const flights = {} as Record<SmallFlight, { flightId: string; designator: string }>;
  for (const spec of specs) flights[spec.name] = { flightId: (await findFlight(open.pool, eventId, spec)) ?? '', designator: spec.designator };
  return { eventId, flights };
}
