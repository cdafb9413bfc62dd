import { expect, test } from 'vitest';
import { peopleOf } from './people.ts';
import { arrivals, departures, today, worldFlights } from './schedule.ts';

const sum = (flights: readonly { persons: number }[]): [number, number] => [flights.length, flights.reduce((total, flight) => total + flight.persons, 0)];

test.each(['Beijing 2022', 'another seed'])('the published figures follow from the schedule, whatever the seed: %s', (seed) => {
  const flights = arrivals(seed);
  expect(sum(flights.filter((flight) => flight.flightDate <= '2022-01-10'))).toEqual([196, 5958]);
  expect(sum(flights.filter((flight) => flight.flightDate >= '2022-01-01' && flight.flightDate <= '2022-01-29'))).toEqual([178, 8018]);
  expect(sum(flights.filter((flight) => flight.flightDate === today))).toEqual([23, 1800]);
  expect(sum(flights.filter((flight) => flight.flightDate === '2022-01-28'))).toEqual([18, 1496]);
  for (const flight of flights) expect(peopleOf(seed, flight).filter((person) => !person.absent).length, flight.key).toBe(flight.persons);
});

test('every day sees its flights land and board before midnight at the port', () => {
  for (const flight of arrivals('Beijing 2022')) {
    const clock = new Date(flight.at + 8 * 3_600_000).toISOString();
    expect(clock.slice(0, 10)).toBe(flight.flightDate);
    expect(clock.slice(11, 16) <= '22:30', flight.key).toBe(true);
  }
});

test('nobody shares a passport or an accreditation number, nobody but who comes again shares a birth date, and no designator stands twice on a day', () => {
  const flights = arrivals('Beijing 2022');
  expect(new Set(flights.map((flight) => flight.key)).size).toBe(flights.length);
  const people = flights.flatMap((flight) => peopleOf('Beijing 2022', flight));
  const accredited = people.flatMap((person) => person.accreditation ?? []);
  expect(new Set(people.map((person) => person.passport)).size).toBe(people.length);
  expect(new Set(accredited).size).toBe(accredited.length);
  const here = people.filter((person) => !person.absent);
  const returning = flights.filter((flight) => flight.returning !== null).length;
  expect(returning).toBe(8);
  expect(here.length - new Set(here.map((person) => person.birthDate)).size).toBe(returning);
  expect(here.length - new Set(here.map((person) => `${person.surname} ${person.givenNames} ${person.birthDate} ${person.country.code}`)).size).toBe(returning);
});

test('whoever departs arrived before, under the same passport', () => {
  const all = arrivals('Beijing 2022');
  const leaving = departures('Beijing 2022', all).map((flight) => peopleOf('Beijing 2022', flight));
  const passports = leaving.flat().map((person) => person.passport);
  expect(new Set(passports).size).toBe(passports.length);
  const arrived = new Map(all.flatMap((flight) => (flight.flightDate > '2022-01-05' ? [] : peopleOf('Beijing 2022', flight))).map((person) => [person.passport, person]));
  for (const person of leaving.flat()) {
    expect(arrived.get(person.passport)?.surname).toBe(person.surname);
    expect(arrived.get(person.passport)?.kind).toBe('passenger');
  }
});

test('a seed makes the same world every time, and another seed another one', () => {
  const one = JSON.stringify(worldFlights('Beijing 2022'));
  expect(JSON.stringify(worldFlights('Beijing 2022'))).toBe(one);
  expect(JSON.stringify(worldFlights('another seed'))).not.toBe(one);
});
