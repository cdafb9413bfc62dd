import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceFrom, idealReadings, normalFrom, poissonFrom, squareOfTen } from '../../../../../tests/locate-fields.ts';
import { boundAt, informationAt } from './bound.ts';
import { chanceAbove, chiSquareQuantile } from './chi-square.ts';
import { fillGains, fillGainsAndSlopes, layField, likelyBackground, makeGains } from './field.ts';
import { areaAmong, areaAround, locate } from './locate.ts';
import { eigen, factor, invert } from './matrices.ts';
import { boundMap } from './map.ts';
import type { AngularResponse, Point, Reading, Settings } from './shapes.ts';

const base: Settings = { dimensions: 2, attenuationPerMetre: 0.0093, sourceHeightMetres: 0, area: { minimum: [0, 0, 0], maximum: [10, 10, 0] }, responseError: 0, maximumSources: 3, confidence: 0.95 };
/** What detectors would read on average: the noise left out, so that a property is not hidden by it. */
const exact = (places: readonly Point[], source: Point, strength: number, seconds: number, background = 50): Reading[] => places.map((position, at) => {
  const r = Math.hypot(source[0] - position[0], source[1] - position[1], source[2] - position[2]);
  return { id: `D${at}`, position, liveTimeSeconds: seconds, counts: seconds * (background + (strength * Math.exp(-0.0093 * r)) / (4 * Math.PI * r * r)), backgroundCps: background, responseCpsM2: 1 };
});
const inside = fc.double({ min: 1.5, max: 8.5, noNaN: true });

describe('the model', () => {
  const angular = fc.oneof(
    fc.constant(undefined),
    fc.record({ kind: fc.constant('cosine' as const), facing: fc.constantFrom<Point>([1, 0, 0], [0, 1, 0], [0.6, 0.8, 0]), power: fc.double({ min: 0.5, max: 3, noNaN: true }), floor: fc.constant(0.001) }),
    fc.constant<AngularResponse>({ kind: 'table', facing: [0.8, 0.6, 0], degrees: [0, 45, 90, 180], relative: [1, 0.8, 0.4, 0.1] }),
  );

  test('the slopes of gains are those of finite differences, with and without an angular response', () => {
    fc.assert(fc.property(inside, inside, fc.double({ min: -2, max: 2, noNaN: true }), angular, (x, y, z, response) => {
      const field = layField([{ id: 'one', position: [0.3, 0.2, 0.4], liveTimeSeconds: 1, counts: 1, backgroundCps: 1, responseCpsM2: 2, ...(response === undefined ? {} : { angular: response }) }], { ...base, dimensions: 3 });
      const gains = makeGains(1);
      fillGainsAndSlopes(field, x, y, z, gains);
      const step = 1e-5;
      const logAt = (dx: number, dy: number, dz: number): number => {
        const gain = new Float64Array(1);
        fillGains(field, x + dx, y + dy, z + dz, gain);
        return Math.log(gain[0]!);
      };
      [[step, 0, 0], [0, step, 0], [0, 0, step]].forEach(([dx, dy, dz], axis) => {
        expect(Math.abs((logAt(dx!, dy!, dz!) - logAt(-dx!, -dy!, -dz!)) / (2 * step) - gains.slope[axis]!)).toBeLessThan(1e-5);
      });
    }), { examples: [[2, 3, 0.5, undefined]] });
  });

  test('the likely background of a measured one leaves no slope of the likelihood', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0.5, max: 100, noNaN: true }), fc.double({ min: 0.5, max: 100, noNaN: true }), fc.double({ min: 0.01, max: 3000, noNaN: true }), (n, m, t, tb, signal) => {
      const field = layField([{ id: 'one', position: [0, 0, 0], liveTimeSeconds: t, counts: n, backgroundCps: m / tb, backgroundSeconds: tb, responseCpsM2: 1 }], base);
      const b = likelyBackground(field, 0, signal);
      expect(b).toBeGreaterThan(0);
      expect(Math.abs((n * t) / (t * b + signal) - t + m / b - tb) / (t + tb)).toBeLessThan(1e-6 * (1 + n + m));
    }));
  });

  test('an information matrix is symmetric and its inverse positive definite wherever the bound is given', () => {
    fc.assert(fc.property(inside, inside, fc.double({ min: 100, max: 1e6, noNaN: true }), fc.option(fc.double({ min: 1, max: 1000, noNaN: true }), { nil: undefined }), (x, y, strength, backgroundSeconds) => {
      const field = layField(exact(squareOfTen, [x, y, 0], strength, 5).map((one) => ({ ...one, ...(backgroundSeconds === undefined ? {} : { backgroundSeconds }) })), base);
      const information = informationAt(field, [x, y, 0], strength);
      for (let i = 0; i < 3; i += 1) for (let j = 0; j < i; j += 1) expect(information[i * 3 + j]).toBe(information[j * 3 + i]);
      const { covariance } = boundAt(field, [x, y, 0], strength)!;
      expect(factor(Float64Array.from(covariance), 3)).toBeTypeOf('number');
    }));
  });

  test('the bound has its closed form for four detectors about a source in their middle', () => {
    // By symmetry the place and the strength do not mix: J_xx = Σ (S·g·T·2/r)²·cos² / λ = 4 · s² · (4/r²) · ½ / λ without air.
    const [r, strength, seconds, b] = [4, 5000, 7, 30];
    const field = layField(exact([[r, 0, 0], [-r, 0, 0], [0, r, 0], [0, -r, 0]], [0, 0, 0], strength, seconds, b), { ...base, attenuationPerMetre: 0 });
    const signal = (seconds * strength) / (4 * Math.PI * r * r);
    const information = (2 * signal * signal * 4) / (r * r * (signal + seconds * b));
    expect(boundAt(field, [0, 0, 0], strength)!.rmsMetres).toBeCloseTo(Math.sqrt(2 / information), 10);
    const measured = layField(exact([[r, 0, 0], [-r, 0, 0], [0, r, 0], [0, -r, 0]], [0, 0, 0], strength, seconds, b).map((one) => ({ ...one, backgroundSeconds: 20 })), { ...base, attenuationPerMetre: 0 });
    expect(boundAt(measured, [0, 0, 0], strength)!.rmsMetres).toBeCloseTo(Math.sqrt((2 / information) * ((signal + seconds * b + (seconds * seconds * b) / 20) / (signal + seconds * b))), 10);
  });
});

describe('an estimate', () => {
  test('finds the very place and strength where there is no noise, and does so after any move and turn', () => {
    fc.assert(fc.property(inside, inside, fc.double({ min: 0, max: 6.28, noNaN: true }), fc.double({ min: -50, max: 50, noNaN: true }), (x, y, angle, shift) => {
      const turn = ([a, b]: Point): Point => [Math.cos(angle) * a - Math.sin(angle) * b + shift, Math.sin(angle) * a + Math.cos(angle) * b - shift, 0];
      const plain = locate(exact(squareOfTen, [x, y, 0], 50_000, 10), base);
      const turnedReadings = exact(squareOfTen.map(turn), turn([x, y, 0]), 50_000, 10);
      const turned = locate(turnedReadings, { ...base, area: areaAround(turnedReadings) });
      const [tx, ty] = turn([x, y, 0]);
      expect(Math.hypot(plain.position[0]! - x, plain.position[1]! - y)).toBeLessThan(1e-3);
      expect(Math.hypot(turned.position[0]! - tx, turned.position[1]! - ty)).toBeLessThan(1e-3);
      expect(Math.abs(plain.strength / 50_000 - 1)).toBeLessThan(1e-3);
      expect(turned.bound!.rmsMetres).toBeCloseTo(plain.bound!.rmsMetres, 4);
    }), { numRuns: 40 });
  });

  test('looks among the detectors where nobody says where, and outside where only that explains the readings', () => {
    const area = areaAmong(exact(squareOfTen, [5, 5, 0], 1, 1));
    expect(area).toMatchObject({ minimum: [0, 0, expect.any(Number)], maximum: [10, 10, expect.any(Number)] });
    const outside = exact(squareOfTen, [13, 6, 0], 400_000, 10);
    const guessed = locate(outside, { ...base, area, areaIsGuessed: true });
    expect(Math.hypot(guessed.position[0]! - 13, guessed.position[1]! - 6)).toBeLessThan(0.01);
    expect(guessed.flags).toContain('outside-area');
    const given = locate(outside, { ...base, area });
    expect(given.flags).toContain('outside-area');
    expect(given.position[0]).toBeLessThanOrEqual(11);
    expect(given.candidates.some(({ position }) => Math.hypot(position[0]! - 13, position[1]! - 6) < 0.01)).toBe(true);
  });

  test('twice the time halves the variance where no error of the model is taken in', () => {
    fc.assert(fc.property(inside, inside, (x, y) => {
      const [short, long] = [10, 20].map((seconds) => locate(exact(squareOfTen, [x, y, 0], 400_000, seconds), base));
      expect([short!.model.widened, long!.model.widened]).toEqual([false, false]);
      for (const at of [0, 4, 8]) expect(short!.covariance![at]! / long!.covariance![at]!).toBeCloseTo(2, 2);
    }), { numRuns: 20 });
  });

  test('has a covariance that is symmetric and positive definite, whatever is read', () => {
    fc.assert(fc.property(fc.array(fc.record({ x: fc.integer({ min: 0, max: 20 }), y: fc.integer({ min: 0, max: 20 }), counts: fc.integer({ min: 0, max: 3000 }), tb: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }) }), { minLength: 1, maxLength: 9 }), (places) => {
      const readings = places.map(({ x, y, counts, tb }, at) => ({ id: String(at), position: [x, y, 0] as const, liveTimeSeconds: 5, counts, backgroundCps: 20, responseCpsM2: 1, ...(tb === undefined ? {} : { backgroundSeconds: tb }) }));
      const found = locate(readings, { ...base, area: areaAround(readings) });
      expect([...found.position, found.strength, found.chiSquare].every(Number.isFinite)).toBe(true);
      if (found.covariance === undefined) expect(found.flags).toContain('not-identifiable');
      else {
        for (let i = 0; i < 3; i += 1) for (let j = 0; j < i; j += 1) expect(found.covariance[i * 3 + j]).toBe(found.covariance[j * 3 + i]);
        expect(invert(found.covariance, 3)).toBeDefined();
      }
    }), { numRuns: 60 });
  });

  test('tells the ghost behind detectors on one line, and not where they stand around', () => {
    fc.assert(fc.property(fc.double({ min: 2, max: 8, noNaN: true }), fc.double({ min: 1, max: 4, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }), (along, away, angle) => {
      const turn = (a: number, b: number): Point => [Math.cos(angle) * a - Math.sin(angle) * b, Math.sin(angle) * a + Math.cos(angle) * b, 0];
      const readings = exact([0, 1.5, 3, 4.5, 6, 7.5, 9, 10].map((a) => turn(a, 0)), turn(along, away), 100_000, 10);
      const found = locate(readings, { ...base, area: areaAround(readings) });
      expect(found.flags).toContain('mirror-ghost');
      const ghosts = [turn(along, away), turn(along, -away)].map(([x, y]) => Math.min(...found.candidates.map(({ position }) => Math.hypot(position[0]! - x, position[1]! - y))));
      expect(Math.max(...ghosts)).toBeLessThan(0.01);
    }), { numRuns: 25 });
    expect(locate(exact(squareOfTen, [3, 4, 0], 100_000, 10), base).flags).toEqual([]);
  });

  test('works in three dimensions', () => {
    const corners: Point[] = [[0, 0, 0], [6, 0, 3], [6, 4, 0], [0, 4, 3], [3, 0, 1.5], [3, 4, 1.5], [0, 2, 0], [6, 2, 3]];
    const found = locate(exact(corners, [2.2, 1.3, 1.1], 100_000, 10), { ...base, dimensions: 3, area: { minimum: [0, 0, 0], maximum: [6, 4, 3] } });
    [2.2, 1.3, 1.1].forEach((value, axis) => expect(found.position[axis]).toBeCloseTo(value, 2));
    expect([found.covariance!.length, found.region!.ellipse.semiAxesMetres.length]).toEqual([16, 3]);
  });

  test('an uncertain pose widens the region of a robot\'s readings', () => {
    const readings = exact(squareOfTen, [3, 4, 0], 400_000, 10);
    const sure = locate(readings, base);
    const unsure = locate(readings.map((one) => ({ ...one, poseCovariance: [0.04, 0, 0, 0.04] })), base);
    expect(unsure.region!.size).toBeGreaterThan(3 * sure.region!.size);
    expect(unsure.bound!.rmsMetres).toBeGreaterThan(2 * sure.bound!.rmsMetres);
  });

  test('gives numbers that are numbers where the readings are far below their background', () => {
    for (const counts of [0, 1.5, 400]) {
      const found = locate(exact(squareOfTen, [5, 5, 0], 0, 10).map((one) => ({ ...one, counts })), base);
      expect(found.flags).toEqual(expect.arrayContaining(['background-only', 'not-identifiable']));
      for (const value of [...found.position, found.strength, ...found.covariance!, found.region!.size, ...found.region!.ellipse.semiAxesMetres]) expect(Math.abs(value), `${counts} counts`).toBeLessThan(1e9);
    }
  });

  test('raises its flags where they belong: nothing there, outside, too few, two sources', () => {
    const chance = chanceFrom(5);
    const names = (readings: Reading[], over: Partial<Settings> = {}): readonly string[] => locate(readings, { ...base, ...over }).flags;
    const quiet = Array.from({ length: 100 }, () => names(idealReadings(squareOfTen, [5, 5, 0], 0, 10, 50, chance)).includes('background-only'));
    expect(quiet.filter(Boolean).length).toBeGreaterThan(94);
    expect(names(exact(squareOfTen, [5, 5, 0], 30_000, 10))).not.toContain('background-only');
    expect(names(exact(squareOfTen, [12, 5, 0], 200_000, 10))).toContain('outside-area');
    expect(names(exact(squareOfTen.slice(0, 2), [5, 5, 0], 200_000, 10))).toContain('not-identifiable');
    const [one, two] = [exact(squareOfTen, [2, 2, 0], 100_000, 10, 0), exact(squareOfTen, [8, 7, 0], 80_000, 10, 50)];
    const both = locate(one.map((reading, at) => ({ ...reading, backgroundCps: 50, counts: poissonFrom(reading.counts + two[at]!.counts, chance) })), base);
    expect(both.flags).toContain('multiple-sources');
    expect(Math.hypot(both.several!.sources[0]!.position[0]! - 2, both.several!.sources[0]!.position[1]! - 2)).toBeLessThan(0.3);
    expect(Math.hypot(both.several!.sources[1]!.position[0]! - 8, both.several!.sources[1]!.position[1]! - 7)).toBeLessThan(0.3);
  });
});

describe('the map of the bound', () => {
  test('is the bound at the middle of each cell, and its summary is of its cells', () => {
    const settings = { ...base, responseError: 0 };
    const map = boundMap(squareOfTen.map((position) => ({ position, responseCpsM2: 1 })), { area: base.area, strength: 20_000, seconds: 10, backgroundCps: 50, attenuationPerMetre: 0.0093, heightMetres: 0, columns: 12, rows: 10 });
    const field = layField(exact(squareOfTen, [5, 5, 0], 20_000, 10), settings);
    expect(map.rmsMetres[3 * 12 + 4]).toBeCloseTo(boundAt(field, [(4.5 / 12) * 10, (3.5 / 10) * 10, 0], 20_000)!.rmsMetres, 5);
    const sorted = [...map.rmsMetres].sort((a, b) => a - b);
    expect([map.worstMetres, map.shareBelowHalfMetre]).toEqual([sorted.at(-1), sorted.filter((value) => value < 0.5).length / 120]);
  });

  test('knows no place for detectors on one line', () => {
    const map = boundMap([0, 5, 10].map((x) => ({ position: [x, 0, 0] as const, responseCpsM2: 1 })), { area: { minimum: [0, -1, 0], maximum: [10, 1, 0] }, strength: 20_000, seconds: 10, backgroundCps: 50, attenuationPerMetre: 0.0093, heightMetres: 0, columns: 3, rows: 1 });
    expect([...map.rmsMetres]).toEqual([Infinity, Infinity, Infinity]);
  });
});

describe('what stands below', () => {
  test('χ² and its quantiles agree with the tables', () => {
    for (const [value, degrees, chance] of [[3.841, 1, 0.05], [5.991, 2, 0.05], [7.815, 3, 0.05], [20.515, 5, 0.001], [124.342, 100, 0.05]] as const) {
      expect(chanceAbove(value, degrees)).toBeCloseTo(chance, 4);
      expect(chiSquareQuantile(1 - chance, degrees)).toBeCloseTo(value, 2);
    }
  });

  test('an inverse times its matrix is one, and eigenvectors stay on their lines', () => {
    const chance = chanceFrom(9);
    for (let round = 0; round < 50; round += 1) {
      const n = 2 + (round % 4);
      const root = Float64Array.from({ length: n * n }, () => normalFrom(chance));
      const matrix = new Float64Array(n * n);
      for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) for (let k = 0; k < n; k += 1) matrix[i * n + j] = matrix[i * n + j]! + root[i * n + k]! * root[j * n + k]!;
      const inverse = invert(matrix, n)!.matrix;
      const { values, vectors } = eigen(matrix, n);
      for (let i = 0; i < n; i += 1) {
        for (let j = 0; j < n; j += 1) {
          let [product, along] = [0, 0];
          for (let k = 0; k < n; k += 1) {
            product += matrix[i * n + k]! * inverse[k * n + j]!;
            along += matrix[j * n + k]! * vectors[i]![k]!;
          }
          expect(product).toBeCloseTo(i === j ? 1 : 0, 5);
          expect(along).toBeCloseTo(values[i]! * vectors[i]![j]!, 6);
        }
      }
    }
  });
});
