import { expect, test } from 'vitest';
import { chanceFrom, idealReadings } from '../../../../../tests/locate-fields.ts';
import { layField } from './field.ts';
import { Fitter } from './fit.ts';
import { block, invert } from './matrices.ts';
import { layPosterior } from './posterior.ts';
import type { Posterior } from './posterior.ts';
import type { Point, Settings } from './shapes.ts';

const side = 20;
const room = { minimum: [0, 0, 0], maximum: [side, side, 0] } as const;
const settings: Pick<Settings, 'dimensions' | 'attenuationPerMetre' | 'sourceHeightMetres'> = { dimensions: 2, attenuationPerMetre: 0.0093, sourceHeightMetres: 0 };
const places: readonly Point[] = [[10, 0, 0], [20, 10, 0], [10, 20, 0], [0, 10, 0]];
const source: Point = [10.6, 1.5, 0];

function massAbout({ mass, x, y }: Posterior, [sx, sy]: Point, metres: number): number {
  return mass.reduce((sum, own, at) => sum + (Math.hypot(x[at]! - sx, y[at]! - sy) < metres ? own : 0), 0);
}

test('a top of the likelihood that is narrower than a cell has the probability that fine cells give it, wherever the cells begin', () => {
  const readings = idealReadings(places, source, 120_000, 10, 50, chanceFrom(3));
  const field = layField(readings, settings);
  const widening = new Float64Array(field.size).fill(1);
  const fit = new Fitter(field, 1, room).fit(Float64Array.of(source[0], source[1], 120_000));
  const tops = [{ place: [fit.parameters[0]!, fit.parameters[1]!] as const, covariance: block(invert(fit.information, 3)!.matrix, 3, 2) }];
  const known = { home: room, widening, larger: 1 };
  for (const start of [0, 0.13, 0.31, 0.55]) {
    const window = { minimum: [start, 0, 0], maximum: [side, side - start, 0] } as const;
    const fine = massAbout(layPosterior(field, window, 301, { ...known, tops: [] })!, source, 1.5);
    expect(Math.abs(massAbout(layPosterior(field, window, 27, { ...known, tops })!, source, 1.5) - fine), `cells from ${start}`).toBeLessThan(0.03);
  }
});
