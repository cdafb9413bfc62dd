import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chanceFrom, idealReadings, squareOfTen } from './locate-fields.ts';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { folder, file } = makeFolder('locate');
const patience = { timeout: 240_000 };
const read = idealReadings(squareOfTen, [3, 6, 0], 60_000, 10, 50, chanceFrom(3));

describe('locate', () => {
  test('gives place, strength, covariance, region, bound and flags, by every way to write a reading', patience, async () => {
    const documented = { area: { minimum: [0, 0], maximum: [10, 10] }, detectors: read.map(({ id, position, counts }) => ({ id, position: [position[0], position[1]], liveTimeSeconds: 10, counts, backgroundCps: 50, backgroundSeconds: 600, responseCpsM2: 1 })) };
    const other = { area: { width: 10, depth: 10 }, detectors: read.map(({ id, position, counts }) => ({ id, position: { x: position[0], y: position[1] }, liveTime: 10, counts, background: { counts: 30_000, seconds: 600 }, response: 1 })) };
    const ran = await Promise.all([tongguan(['locate', file('one.json', JSON.stringify(documented))]), tongguan(['locate', '-'], JSON.stringify(other))]);
    expect(ran.map(({ code, said }) => [code, said])).toEqual([[0, ''], [0, '']]);
    const [one, two] = ran.map((each) => json(each) as { position: number[]; strength: number; covariance: number[][]; region: { areaSquareMetres: number }; bound: { rmsMetres: number }; flags: unknown[]; chiSquarePerDegree: number });
    expect(Math.hypot(one!.position[0]! - 3, one!.position[1]! - 6)).toBeLessThan(4 * one!.bound.rmsMetres);
    expect([one!.covariance.length, one!.covariance[0]!.length, one!.flags]).toEqual([3, 3, []]);
    expect(one!.region.areaSquareMetres).toBeGreaterThan(0);
    expect(two).toEqual(one);
  });

  test('refuses by place, all at once, and says what it did not use', patience, async () => {
    const wrong = await tongguan(['locate', '-'], '{"detectors":[{"position":[0],"counts":-1,"background":{"counts":3}}],"area":{"minimum":[0,0],"maximum":[0,5]}}');
    expect(wrong.code).toBe(1);
    expect((json(wrong) as unknown as { refused: { where: string }[] }).refused.map(({ where }) => where)).toEqual(['detectors[0].position', 'detectors[0].liveTimeSeconds', 'detectors[0].counts', 'detectors[0].background', 'area']);
    const cut = await tongguan(['locate', '-'], '{"detectors":');
    expect([cut.code, cut.said.startsWith('file: is no JSON')]).toEqual([1, true]);
    const misspelt = await tongguan(['locate', '-'], JSON.stringify({ detectors: read.map(({ position, counts }) => ({ position, liveTime: 10, counts, background: 50, respons: 3 })) }));
    expect([misspelt.code, misspelt.said.split('\n')[0]!.startsWith('detectors[0].respons: is no field')]).toEqual([0, true]);
    expect((await tongguan(['locate', join(folder, 'none.json')])).code).toBe(2);
  });
});
