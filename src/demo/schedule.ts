import { daysBetween, hour, minute, portTime } from './days.ts';
import { countries } from './names.ts';
import type { Country } from './names.ts';
import { Chance, divide } from './random.ts';

/** Says how far a flight of the world's today has come when the world is made. */
export type Stage = 'closed' | 'resultLate' | 'positive' | 'difference' | 'abnormal' | 'inHall' | 'disembarking' | 'landed' | 'planned' | 'listed' | 'announced';

/** Is one flight as the world is made from; people, lists and deeds follow from it. */
export interface FlightSpec {
  /** Its words for every draw: designator, day, direction. */
  readonly key: string;
  readonly designator: string;
  readonly flightDate: string;
  readonly direction: 'arrival' | 'departure';
  readonly pointCode: string;
  readonly country: Country;
  readonly chartered: boolean;
  readonly risk: 'low' | 'medium' | 'high';
  /** People on board, crew included. */
  readonly persons: number;
  /** English title of the template that its plan is made from. */
  readonly template: string;
  /** Landing, or departure. Unit: milliseconds since 1970, UTC. */
  readonly at: number;
  readonly stage: Stage | null;
  /** Left to a visitor's hands: processing begins hours after landing unless somebody did it. */
  readonly forHands: boolean;
  /** First of the numbers that its people get in the world. */
  readonly firstPerson: number;
  /** An earlier flight of which one passenger comes again, under a renewed passport. */
  readonly returning: FlightSpec | null;
}

/** Is the world's day in progress. */
export const today = '2022-01-27';
/** Is the instant at which the made world stops and the clock takes over. Unit: milliseconds since 1970, UTC. */
export const madeUntil = portTime(today, 10 * 60 + 30);
/** Is where the world begins: the first test events, an invented day. */
export const firstDay = '2021-10-05';
/** Counts the hours after landing at which the player takes over a flight left to hands. Unit: hours. */
export const handsHours = 6;

/**
 * Divides the published figures into periods without overlap; their sums are the published ones.
 * Source: docs/facts.md: 196 flights and 5,958 persons up to 2022-01-10; 178 and 8,018 from 1 to 29 January; 23 and about 1,800 on 27 January,
 * 18 and just under 1,500 on the 28th. How the rest spreads over the days is invented.
 */
export const periods = [
  { from: firstDay, to: '2021-12-31', flights: 156, persons: 4898 },
  { from: '2022-01-01', to: '2022-01-10', flights: 40, persons: 1060 },
  { from: '2022-01-11', to: '2022-01-26', flights: 84, persons: 2700 },
  { from: today, to: today, flights: 23, persons: 1800 },
  { from: '2022-01-28', to: '2022-01-28', flights: 18, persons: 1496 },
  { from: '2022-01-29', to: '2022-01-29', flights: 13, persons: 962 },
] as const;

/** Lists the invented carriers: designator and the name that says so. */
export const carriers = [['ZZ', 'Muster Air'], ['YY', 'Sample Airways'], ['XX', 'Ejemplo Air'], ['VV', 'Vzor Wings']] as const;

const templates = {
  charter: 'Games arrival, Olympic charter', scheduled: 'Scheduled flight with Games persons', high: 'High-risk origin', turnaround: 'Crew and cargo turnaround', departure: 'Departure from the village',
} as const;

// Landing, stage and weight of the flights of today, in the order of the day. Unit: minutes after midnight.
const todaysFlights: readonly (readonly [minutes: number, stage: Stage, weight: number, forHands?: true])[] = [
  [20, 'closed', 60], [55, 'closed', 84], [100, 'closed', 45], [135, 'closed', 96], [160, 'closed', 72],
  [205, 'resultLate', 110], [330, 'positive', 128], [410, 'difference', 76], [490, 'abnormal', 180], [555, 'inHall', 132],
  [595, 'disembarking', 84], [615, 'landed', 38, true], [650, 'planned', 46, true], [690, 'planned', 98], [740, 'planned', 60], [790, 'planned', 122], [835, 'planned', 55],
  [880, 'listed', 80], [930, 'listed', 64], [980, 'listed', 50], [1045, 'announced', 70], [1180, 'announced', 48], [1310, 'announced', 92],
];

function dayWeight(date: string, chance: Chance): number {
  // Test events of October and November, a quiet December, then everybody at once.
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const bursts = month === 10 ? (day < 16 ? 2.2 : 0.9) : month === 11 ? (day > 9 && day < 26 ? 2 : 0.8) : month === 12 ? 0.7 : 1 + day / 12;
  return bursts * (0.5 + chance.next());
}

interface Slot { readonly date: string; readonly minutes: number; readonly weight: number; readonly stage: Stage | null; readonly forHands: boolean }

function slotsOf(period: (typeof periods)[number], seed: string): Slot[] {
  if (period.from === today) return todaysFlights.map(([minutes, stage, weight, forHands]) => ({ date: today, minutes, stage, weight, forHands: forHands === true }));
  const chance = new Chance(seed, 'days', period.from);
  const days = daysBetween(period.from, period.to);
  const perDay = divide(period.flights, days.map((date) => dayWeight(date, chance)), 0, 30);
  return days.flatMap((date, index) => Array.from({ length: perDay[index]! }, (_, number): Slot => {
    // From five in the morning to twenty past ten at night, each in its own part of the day.
    const part = (22.3 - 5) * 60 / perDay[index]!;
    return { date, minutes: Math.floor(5 * 60 + part * (number + 0.1 + chance.next() * 0.8)), weight: 0.25 + chance.next() ** 2 * 2, stage: null, forHands: false };
  }));
}

/** Makes the whole schedule of arrivals from a seed. Shape: in the order of landing; totals as published, whatever the seed. */
export function arrivals(seed: string): FlightSpec[] {
  const flights: FlightSpec[] = [];
  let firstPerson = 0;
  for (const period of periods) {
    const slots = slotsOf(period, seed);
    const persons = divide(period.persons, slots.map((slot) => slot.weight), 5, 230);
    slots.forEach((slot, index) => {
      flights.push(arrival(seed, slot, persons[index]!, firstPerson, flights.length));
      firstPerson += persons[index]!;
    });
  }
  // Some came to the test events already and come again: whether it is the same person is for an officer to say.
  const events = flights.filter((flight) => flight.flightDate < '2021-12-01' && flight.persons > 20);
  const again = flights.filter((flight) => flight.flightDate >= today && flight.stage !== 'announced' && flight.at > madeUntil && flight.persons > 30).slice(0, 8);
  return flights.map((flight) => (again.includes(flight) ? { ...flight, returning: events[again.indexOf(flight) * 7]! } : flight));
}

function arrival(seed: string, slot: Slot, persons: number, firstPerson: number, number: number): FlightSpec {
  const chance = new Chance(seed, 'flight', slot.date, slot.minutes, number);
  const country = chance.pick(countries);
  const [code] = carriers[number % carriers.length]!;
  // The last two digits count the flights of the world, so that no designator stands twice on a day.
  const designator = `${code}${9 - (number % 3)}${String(number % 100).padStart(2, '0')}`;
  const chartered = slot.stage !== null || persons > 24 ? chance.percent(75) : chance.percent(30);
  const turnaround = persons <= 9 && slot.stage === null;
  const isHigh = country.risk === 'high' && !turnaround && chance.percent(25) && slot.stage === null;
  const pointCode = slot.stage === null && chance.percent(5) ? chance.pick(['PKX', 'ZQZ']) : 'PEK';
  return {
    key: `${designator} ${slot.date} arrival`, designator, flightDate: slot.date, direction: 'arrival', pointCode, country, chartered, risk: isHigh ? 'high' : country.risk === 'high' ? 'medium' : country.risk,
    persons, template: turnaround ? templates.turnaround : isHigh ? templates.high : chartered ? templates.charter : templates.scheduled,
    at: portTime(slot.date, slot.minutes), stage: slot.stage, forHands: slot.forHands, firstPerson, returning: null,
  };
}

// The people of the departures came in December and leave before the Games; they keep their numbers.
const departureTimes = [['2022-01-25', 15 * 60 + 20, 18], ['2022-01-26', 13 * 60 + 5, 24], [today, 12 * 60 + 25, 30]] as const;

/** Makes the few departures: people of earlier arrivals who go home, with kit and baggage declared in the village. */
export function departures(seed: string, all: readonly FlightSpec[]): FlightSpec[] {
  return departureTimes.map(([date, minutes, persons], number) => {
    const from = all.find((flight, index) => index > 100 + number * 12 && flight.persons > persons + 15 && flight.flightDate < '2022-01-05')!;
    const designator = `${carriers[number]![0]}${800 + number}`;
    return {
      key: `${designator} ${date} departure`, designator, flightDate: date, direction: 'departure', pointCode: 'PEK', country: from.country, chartered: true, risk: 'low', persons, template: templates.departure,
      at: portTime(date, minutes), stage: null, forHands: false, firstPerson: from.firstPerson, returning: null,
    };
  });
}

/** Lists all flights of the world in the order of their time. */
export function worldFlights(seed: string): FlightSpec[] {
  const all = arrivals(seed);
  return [...all, ...departures(seed, all)].sort((one, other) => one.at - other.at);
}

/** Tells when people begin to leave the aircraft: soon after landing, or hours later where it was left to hands. */
export function processingAt(flight: FlightSpec): number {
  return flight.forHands ? flight.at + handsHours * hour : flight.at + 22 * minute;
}
