import { expect, test } from 'vitest';
import { readPaxlst } from '../modules/travellers/formats/paxlst/read.ts';
import { readRoster } from '../modules/travellers/formats/roster/read.ts';
import { isLong } from '../../tests/long-run.ts';
import { airlineListOf } from './airline-lists.ts';
import { peopleOf } from './people.ts';
import { rosterOf } from './rosters.ts';
import { worldFlights } from './schedule.ts';

const seed = 'Beijing 2022';
const key = (person: { surname: string; givenNames: string; birthDate: string | null }): string => `${person.surname} ${person.givenNames} ${person.birthDate}`;

test('our own readers understand the lists of the world, every one of them in the long run, and find in it exactly who was put in', () => {
  const formats = new Set<string>();
  for (const flight of worldFlights(seed).filter((_, place) => isLong || place % 4 === 0)) {
    const people = peopleOf(seed, flight);
    const listed = people.filter((person) => person.listed);
    const airline = readPaxlst(Buffer.from(airlineListOf(seed, flight, people).content, 'base64'), { receivedOn: flight.flightDate });
    expect(airline.quarantined, flight.key).toEqual([]);
    expect(airline.flight).toBe(flight.designator);
    expect((flight.direction === 'arrival' ? airline.arrival.at : airline.departure.at)?.slice(0, 10), flight.key).toBe(flight.flightDate);
    expect(airline.records.map(key).sort()).toEqual(listed.map(key).sort());
    expect(airline.records.filter((record) => record.kind === 'crew').length).toBe(listed.filter((person) => person.kind === 'crew').length);
    const sent = rosterOf(seed, flight, people);
    if (sent === undefined) continue;
    const roster = readRoster(Buffer.from(sent.content, 'base64'), { fileName: sent.fileName, on: flight.flightDate });
    expect(roster.quarantined, flight.key).toEqual([]);
    formats.add(sent.fileName.split('.').at(-1)!);
    expect(roster.records.map(key).sort()).toEqual(listed.filter((person) => person.kind === 'passenger').map(key).sort());
    for (const record of roster.records) {
      const person = people.find((entry) => entry.passport === record.documents[0]?.number)!;
      expect([record.nationality, record.nativeName, record.accreditationNumber, record.flags.baggage, record.flags.sportsKit, record.flight]).toEqual([person.country.code, person.nativeName, person.accreditation, person.hasBags, person.sportsKit, { designator: flight.designator, date: flight.flightDate }]);
    }
  }
  expect(formats).toEqual(new Set(['csv', 'xlsx']));
}, 120_000);
