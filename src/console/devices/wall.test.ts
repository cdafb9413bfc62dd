import { describe, expect, it } from 'vitest';
import type { CheckStanding } from '../../modules/devices/rules/counting.ts';
import type { WallDevice } from './shapes.ts';
import { asBefore, readPairs, writePairs } from './pairs.ts';
import { lightOf, needsAttention, worstOf } from '../../modules/devices/rules/lights.ts';
import { dueOf } from './wall.ts';

const check = (state: CheckStanding['state'], until: string | null = null, name = 'dailySource'): CheckStanding => ({ check: name, state, until });
const device = (more: Partial<WallDevice> = {}): WallDevice => ({
  deviceId: 'd', kind: 'radiationPortal', serial: 'S', maker: 'M', model: 'M', name: { en: 'Portal', zh: '门' }, madeKnownAt: '2022-01-01T00:00:00.000Z', state: 'approved', reason: null, station: null, link: 'online', linkAt: null,
  standing: [check('valid')], last: { name: 'occupancyEnded', level: 'result', happenedAt: '2022-01-05T00:00:00.000Z', against: [] }, results: 1, notCounted: 0, low: [], availability: 1, telemetryAt: null, ...more,
});

describe('the light of a device', () => {
  it('says the one thing that wants somebody most', () => {
    expect(lightOf(device())).toBe('inService');
    expect(lightOf(device({ standing: [check('valid'), check('due')] }))).toBe('attention');
    expect(lightOf(device({ low: [{ name: 'swabsLeft', value: 3, limit: 50 }] }))).toBe('attention');
    expect(lightOf(device({ standing: [check('missing')] }))).toBe('notCounting');
    expect(lightOf(device({ last: { name: 'tamper', level: 'fault', happenedAt: '', against: [] }, standing: [check('missing')] }))).toBe('fault');
    expect(lightOf(device({ link: 'broken', standing: [check('missing')] }))).toBe('broken');
    expect(lightOf(device({ link: null, last: null }))).toBe('unheard');
    expect(lightOf(device({ state: 'waiting', link: 'broken' }))).toBe('waiting');
    expect(lightOf(device({ state: 'retired' }))).toBe('retired');
  });

  it('asks for somebody only where there is something to do', () => {
    expect(['waiting', 'broken', 'notCounting', 'attention'].every((light) => needsAttention(light as 'waiting'))).toBe(true);
    expect(['inService', 'unheard', 'suspended', 'retired'].some((light) => needsAttention(light as 'waiting'))).toBe(false);
  });
});

describe('the due list', () => {
  it('has what does not count before what ends soon, of devices in service only', () => {
    const found = dueOf([device({ standing: [check('due', '2022-01-06T00:00:00.000Z'), check('expired', '2022-01-04T00:00:00.000Z', 'certificate')] }), device({ standing: [check('missing')] }), device({ state: 'retired', standing: [check('missing')] })]);
    expect(found.map((one) => one.state)).toEqual(['missing', 'expired', 'due']);
    expect(worstOf([check('valid'), check('due'), check('failed')])[0]?.state).toBe('failed');
  });
});

describe('names and values', () => {
  it('are read one a line and written back the same; what was a number stays one unless it is changed', () => {
    const text = 'vda5050=2.1\nminutes=15\nbackup=true';
    const read = readPairs(`${text}\n\n`);
    expect(read).toEqual({ values: { vda5050: '2.1', minutes: '15', backup: 'true' }, wrongLine: undefined });
    expect(writePairs(read.values)).toBe(text);
    expect(asBefore(read.values, { vda5050: '2.0', minutes: 15, backup: true })).toEqual({ vda5050: '2.1', minutes: 15, backup: true });
    expect(readPairs('a=1\nnothing').wrongLine).toBe(2);
  });
});
