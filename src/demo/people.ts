import { dayLength } from './days.ts';
import { countries, inventName } from './names.ts';
import type { Country, InventedName } from './names.ts';
import { Chance } from './random.ts';
import type { FlightSpec } from './schedule.ts';

/** Is what happens to a person besides the ordinary; absent: nothing. */
export interface Fate {
  readonly declarationMissing?: true;
  readonly keyArea?: true;
  readonly monitoringShort?: true;
  readonly testsLate?: true;
  readonly vaccinationShort?: true;
  readonly notChecked?: true;
  readonly codeExpired?: true;
  readonly fever?: 'passing' | 'excluded' | 'suspected';
  readonly patrolFinding?: true;
  readonly tagsWrong?: true;
  readonly cardRefused?: true;
  readonly temperatureMistyped?: true;
  readonly result?: 'inconclusive' | 'positive' | 'late';
}

/** Is an invented person on a flight of the world. */
export interface PersonSpec extends InventedName {
  readonly kind: 'passenger' | 'crew';
  readonly sex: 'M' | 'F';
  readonly birthDate: string;
  readonly country: Country;
  readonly delegation: Country;
  readonly function: { readonly en: string; readonly zh: string } | null;
  readonly accreditation: string | null;
  readonly passport: string;
  readonly passportExpiry: string;
  readonly seat: string;
  readonly booking: string;
  readonly room: string;
  readonly hasBags: boolean;
  readonly sportsKit: boolean;
  readonly firearm: boolean;
  readonly medicine: boolean;
  readonly accessNeeds: boolean;
  /** Named by the lists; who is not is found on board. */
  readonly listed: boolean;
  /** Named by the lists and not on board. */
  readonly absent: boolean;
  readonly temperature: number;
  readonly fate: Fate;
}

const functions = [
  [38, 'Athlete', '运动员'], [14, 'Coach', '教练员'], [14, 'Team official', '随队官员'], [8, 'Technical official', '技术官员'], [12, 'Media', '媒体人员'], [9, 'Broadcaster', '转播人员'], [5, 'Sponsor staff', '赞助商人员'],
] as const;

const birthDays = 13_007;

/** Gives a number in the world its birth date. Shape: a prime count of days from 1968, so that up to 13,007 people never share one. */
function birthDateOf(number: number): string {
  return new Date(Date.parse('1968-03-01') + ((number * 5_003) % birthDays) * dayLength).toISOString().slice(0, 10);
}

function fateOf(flight: FlightSpec, chance: Chance): Fate {
  const fever = chance.percent(0.5) ? (['passing', 'passing', 'passing', 'passing', 'excluded', 'suspected'] as const)[chance.whole(0, 5)] : undefined;
  const result = chance.percent(0.3) ? 'inconclusive' : chance.percent(0.07) ? 'positive' : undefined;
  const drawn = {
    declarationMissing: chance.percent(1.5), keyArea: chance.percent(1.5), monitoringShort: chance.percent(0.3), testsLate: chance.percent(0.2), vaccinationShort: chance.percent(0.8), notChecked: chance.percent(0.2),
    codeExpired: chance.percent(0.6), patrolFinding: chance.percent(0.2), tagsWrong: chance.percent(0.5), cardRefused: chance.percent(0.3), temperatureMistyped: chance.percent(0.2),
  };
  const fate: Record<string, unknown> = { ...(fever === undefined ? {} : { fever }), ...(result === undefined || flight.stage !== null ? {} : { result }) };
  for (const [name, happens] of Object.entries(drawn)) if (happens) fate[name] = true;
  return fate as Fate;
}

// What the flights of today show when a visitor opens the world at half past ten.
function todaysFate(flight: FlightSpec, place: number, drawn: Fate): Fate {
  const { fever: _fever, ...calm } = drawn;
  // Places of a full aircraft; a small one has its story near its last rows.
  const at = (wanted: number): boolean => place === Math.min(wanted, flight.persons - 3);
  if (flight.stage === 'positive' && at(30)) return { result: 'positive' };
  if (flight.stage === 'resultLate' && place >= 50 && place < 53) return { result: 'late' };
  if (flight.stage === 'abnormal' && at(12)) return { fever: 'suspected' };
  if (flight.stage === 'inHall' && at(100)) return { fever: 'passing' };
  if (flight.stage === 'inHall' && at(20)) return { patrolFinding: true };
  return flight.stage === null ? drawn : calm;
}

function personOf(seed: string, flight: FlightSpec, place: number, crew: number, number: number): PersonSpec {
  const chance = new Chance(seed, 'person', number);
  const kind = place < crew ? 'crew' : 'passenger';
  const delegation = chance.percent(78) ? flight.country : chance.pick(countries);
  const country = chance.percent(96) ? delegation : chance.pick(countries);
  const draw = chance.whole(0, 99);
  let until = 0;
  const [, en, zh] = functions.find(([share]) => draw < (until += share)) ?? functions[0];
  const isAthlete = kind === 'passenger' && en === 'Athlete';
  const cabin = place - crew;
  const row = kind === 'crew' ? 0 : 2 + Math.floor(cabin / 6);
  const sportsKit = isAthlete && chance.percent(70);
  return {
    ...inventName(country, chance), kind, sex: chance.percent(46) ? 'F' : 'M', birthDate: birthDateOf(number), country, delegation: kind === 'crew' ? flight.country : delegation,
    function: kind === 'crew' ? null : { en, zh }, accreditation: kind === 'crew' ? null : `S${String(1_000_000 + number * 7)}`,
    passport: `X${String(10_000_000 + number * 13).padStart(8, '0')}`, passportExpiry: `20${chance.whole(24, 31)}-0${chance.whole(1, 9)}-1${chance.whole(0, 9)}`,
    seat: kind === 'crew' ? '' : `${row}${'ABCDEF'[cabin % 6]}`, booking: `Z${(0x10000 + number).toString(16).toUpperCase()}`, room: `${chance.pick(['V1', 'V2', 'Z1', 'Z2', 'H3'])}-${chance.whole(1, 9)}${String(chance.whole(1, 24)).padStart(2, '0')}`,
    hasBags: kind === 'crew' || chance.percent(94), sportsKit, firearm: sportsKit && chance.percent(5), medicine: chance.percent(6), accessNeeds: chance.percent(1.5),
    listed: true, absent: false, temperature: chance.whole(360, 368) / 10, fate: todaysFate(flight, place, fateOf(flight, chance)),
  };
}

/**
 * Invents the people of a flight. Shape: the crew first; as many on board as the schedule says, and beyond them those who stand on the lists and did not come.
 * Lists and head-count differ only on flights whose count is taken when the world is made, so that what is still expected is exactly what will come.
 */
export function peopleOf(seed: string, flight: FlightSpec): PersonSpec[] {
  const chance = new Chance(seed, 'people', flight.key);
  if (flight.direction === 'departure') {
    // Passengers of the earlier arrival, the crew left out; nobody is new.
    const offset = flight.persons + 12;
    return Array.from({ length: flight.persons }, (_, place) => {
      const person = personOf(seed, flight, 20 + place, 0, flight.firstPerson + offset - flight.persons + place);
      return { ...person, kind: 'passenger', sportsKit: place % 3 !== 0, fate: place === 7 ? { tagsWrong: true } : {}, seat: `${2 + Math.floor(place / 6)}${'ABCDEF'[place % 6]}` };
    });
  }
  const isTurnaround = flight.template.startsWith('Crew');
  const crew = isTurnaround ? flight.persons : Math.min(11, Math.max(3, Math.round(flight.persons * 0.09)));
  const people = Array.from({ length: flight.persons }, (_, place) => personOf(seed, flight, place, crew, flight.firstPerson + place));
  if (isTurnaround) return people;
  if (flight.returning !== null) people[crew + 8] = { ...people[crew + 8]!, ...identityOf(peopleOf(seed, flight.returning)[15]!) };
  const isOver = flight.stage === null ? flight.flightDate < '2022-01-27' : false;
  if (isOver && chance.percent(8)) people[people.length - 1] = { ...people.at(-1)!, listed: false };
  if ((isOver && chance.percent(12)) || flight.stage === 'difference') people.push({ ...personOf(seed, flight, people.length, crew, absentNumber(flight)), absent: true, fate: {} });
  return people;
}

// Who comes again is the same person in everything but the passport and the accreditation.
function identityOf({ surname, givenNames, nativeName, sex, birthDate, country, delegation }: PersonSpec): Partial<PersonSpec> {
  return { surname, givenNames, nativeName, sex, birthDate, country, delegation };
}

// People who never came are numbered after all who did; one a flight at most, so that the flight's own numbers tell them apart.
function absentNumber(flight: FlightSpec): number {
  return 20_000 + flight.firstPerson;
}
