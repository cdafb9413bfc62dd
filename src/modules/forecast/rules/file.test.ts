import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChainDay } from '../shapes/day.ts';
import { usualStations } from '../catalogue.ts';
import { readChainDay, readChainText, replicationProblem } from './file.ts';

const example = (name: string): ChainDay => JSON.parse(readFileSync(new URL(`../../../../docs/examples/${name}.json`, import.meta.url), 'utf8')) as ChainDay;
const refused = (change: (day: ChainDay) => unknown): string[] => {
  const file = readChainDay(change(structuredClone(example('peak-day'))));
  return 'refused' in file ? file.refused.map(({ where, reason }) => `${where} ${reason}`) : [];
};
const flight = (day: ChainDay, more: object): unknown => ({ ...day, flights: [{ ...day.flights[0]!, ...more }] });

describe('the file of a day', () => {
  test('is taken as documented, and every usual station names its source', () => {
    for (const name of ['peak-day', 'ca746']) expect(readChainDay(example(name))).toHaveProperty('day');
    expect(usualStations.filter(({ serviceTime, share }) => [serviceTime.source, share.source].some((source) => typeof source !== 'object' || source.en === '' || !/[\u4e00-\u9fff]/u.test(source.zh)) || !/inferred|published/.test((serviceTime.source as { en: string }).en))).toEqual([]);
  });

  test('is refused by place, with what to put right', () => {
    expect(refused((day) => flight(day, { passengers: 1e9 }))).toEqual(['flights[0].passengers must be <= 60000.']);
    expect(refused((day) => flight(day, { passengers: Number.NaN }))[0]).toMatch(/^flights\[0\]\.passengers /);
    expect(refused((day) => flight(day, { passengers: 2.5 }))[0]).toMatch(/^flights\[0\]\.passengers is no integer/);
    expect(refused((day) => flight(day, { landsAt: 'yesterday at ten o’clock' }))).toEqual(['flights[0].landsAt is no instant; give one like 2022-01-27T01:30:00Z.']);
    expect(refused((day) => flight(day, { landsAt: '2022-01-29T01:00:00Z' }))[0]).toContain('is outside the day');
    expect(refused((day) => flight(day, { policy: 'none' }))[0]).toContain('names no policy of the day');
    expect(refused((day) => flight(day, { passangers: 3 }))[0]).toBe('flights[0].passangers is no field; correct its name or leave it out.');
    expect(refused((day) => flight(day, { languages: { zh: 0.7, en: 0.7 } }))[0]).toContain('add up to more than 1');
    expect(refused((day) => ({ ...day, flights: Array.from({ length: 30 }, (_, at) => ({ ...day.flights[0]!, flight: `F${at}`, passengers: 3000 })) }))[0]).toContain('bring 90000 people; at most 60000');
    expect(refused((day) => ({ ...day, flights: [day.flights[0]!, day.flights[0]!] }))[0]).toContain('stands more than once');
    expect(refused((day) => ({ ...day, stations: day.stations.map((one) => ({ ...one, servers: [{ from: 0, until: 1440, count: 0 }] })) }))[0]).toContain('have nobody on duty at any time');
    expect(refused((day) => ({ ...day, policies: day.policies.map((one) => ({ ...one, route: [{ station: 'sampling', probability: 0.5 }] })) }))[0]).toContain('prescribes no step for everybody');
    expect(refused((day) => ({ ...day, changes: [{ name: 'x', changes: [{ kind: 'lanes', station: 'sampling' }] }] }))[0]).toContain('is none of the kinds of change');
    expect(refused((day) => ({ ...day, changes: [{ name: 'x', changes: [{ kind: 'servers', station: 'sampling', count: -68 }] }] }))[0]).toContain('changes[0] makes a day in which stations[5].servers have nobody on duty');
    expect(refused((day) => Object.fromEntries(Object.entries(day).filter(([name]) => name !== 'stations')))).toContain('stations is missing; give it.');
    expect(readChainText('{"startsAt":')).toHaveProperty('refused');
    expect(readChainDay(null)).toHaveProperty('refused');
    expect([replicationProblem(example('peak-day'), 0)?.where, replicationProblem(example('peak-day'), 10_001)?.where, replicationProblem(example('peak-day'), 200)]).toEqual(['replications', 'replications', undefined]);
  });

  test('never throws and never takes what it cannot mean, whatever stands in it', () => {
    const day = example('ca746') as unknown as Record<string, unknown>;
    fc.assert(fc.property(fc.constantFrom(...Object.keys(day)), fc.anything(), fc.jsonValue(), (field, anything, json) => {
      for (const value of [{ ...day, [field]: anything }, { ...day, [field]: json }, anything, json]) expect(Object.keys(readChainDay(value)).length).toBe(1);
    }), { numRuns: 200 });
  });
});
