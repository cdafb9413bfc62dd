import { describe, expect, it } from 'vitest';
import { locate } from '../../modules/devices/rules/localisation/locate.ts';
import { atOneMetre, dwellReadings, freeName, inventedStart, mapOf, firstReference, moved, readCounts, readingsOf, referenceFor, responseOf, searchOf } from './layout-planning.ts';

describe('planning a layout', () => {
  const start = inventedStart();

  it('reads pasted counts in the ways in which tables are copied, and names what it does not understand', () => {
    const { counted, unread } = readCounts('D1\t120\t5\r\nd2, 300\n Ｄ3；４００；2.5\nD4 12.5\nD9 4\nD5 7 0\n\nrubbish', start.detectors);
    expect(counted).toEqual({ D1: { counts: 120, seconds: 5 }, D2: { counts: 300, seconds: undefined }, D3: { counts: 400, seconds: 2.5 } });
    expect(unread).toEqual(['D4 12.5', 'D9 4', 'D5 7 0', 'rubbish']);
  });

  it('keeps a moved detector inside the area', () => {
    expect(moved(start, 0, -3, 99).detectors[0]).toMatchObject({ x: 0, y: 3.5 });
    expect(moved(start, 0, 0.1 + 0.2, 1).detectors[0]).toMatchObject({ x: 0.3, y: 1 });
    expect(freeName([...start.detectors.slice(0, 2), ...start.detectors.slice(3)])).toBe('D3');
  });

  it('says that more signal tells a place better, and that two detectors tell none', () => {
    expect(atOneMetre(responseOf(12.5))).toBe(12.5);
    const [weak, strong] = [mapOf(start, firstReference), mapOf(start, { ...firstReference, microcuries: 100 })];
    expect(strong.medianMetres).toBeLessThan(weak.medianMetres / 3);
    // A hall of which nothing could be told by the source of a lane begins with one that shows where its detectors stand well.
    const hall = { area: { width: 64, depth: 22 }, walls: [], detectors: [[6, 1], [22, 1], [40, 1], [58, 1], [6, 21], [26, 21], [52, 21]].map(([x, y], at) => ({ id: `D${at}`, x: x!, y: y!, responseCpsM2: 100, backgroundCps: 50 })) };
    expect(referenceFor(start)).toEqual(firstReference);
    expect(mapOf(hall, firstReference).medianMetres).toBeGreaterThan(50);
    expect(mapOf(hall, referenceFor(hall)).medianMetres).toBeLessThan(1);
    expect(referenceFor({ ...start, detectors: start.detectors.slice(0, 2) })).toEqual(firstReference);
    expect(mapOf({ ...start, detectors: start.detectors.slice(0, 2) }, firstReference).medianMetres).toBeGreaterThan(1000);
  });

  it('takes what a robot measured off the line of the detectors into the one estimate: the mirrored place goes, and an unsure pose widens it', () => {
    const line = { ...start, area: { width: 8, depth: 8 }, walls: [], detectors: [1, 3, 5, 7].map((x, at) => ({ ...start.detectors[0]!, id: `D${at + 1}`, x, y: 4 })) };
    const source = [4.2, 6];
    const countsAt = (x: number, y: number, seconds: number): number => { const square = (x - source[0]!) ** 2 + (y - source[1]!) ** 2; return Math.round(seconds * (50 + (20 * 10 * Math.exp(-0.0093 * Math.sqrt(square))) / square)); };
    const fixed = readingsOf(line, Object.fromEntries(line.detectors.map((one) => [one.id, { counts: countsAt(one.x, one.y, 20), seconds: 20 }])), firstReference);
    const dwell = (deviationMetres: number) => dwellReadings([[2, 7], [6, 7]].map(([x, y], at) => ({ id: `robot ${at}`, at: '', x: x!, y: y!, deviationMetres, counts: countsAt(x!, y!, 10), dwellSeconds: 10 })), { atOneMetre: 10, backgroundCps: 50, heightMetres: 1 });
    const [alone, sure, unsure] = [fixed, [...fixed, ...dwell(0.05)], [...fixed, ...dwell(0.8)]].map((readings) => locate(readings, searchOf(line, firstReference)));
    expect(alone!.flags).toContain('mirror-ghost');
    expect(sure!.flags).not.toContain('mirror-ghost');
    expect(Math.hypot(sure!.position[0]! - source[0]!, sure!.position[1]! - source[1]!)).toBeLessThan(0.1);
    expect(unsure!.region!.size).toBeGreaterThan(sure!.region!.size);
  });
});
