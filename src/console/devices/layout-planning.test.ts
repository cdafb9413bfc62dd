import { describe, expect, it } from 'vitest';
import { atOneMetre, freeName, inventedStart, mapOf, firstReference, moved, readCounts, responseOf } from './layout-planning.ts';

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
    expect(mapOf({ ...start, detectors: start.detectors.slice(0, 2) }, firstReference).medianMetres).toBeGreaterThan(1000);
  });
});
