import { boundAt } from '../src/modules/devices/rules/localisation/bound.ts';
import { layField } from '../src/modules/devices/rules/localisation/field.ts';
import { locate } from '../src/modules/devices/rules/localisation/locate.ts';
import { block } from '../src/modules/devices/rules/localisation/matrices.ts';
import { ellipseOf, regionHolds } from '../src/modules/devices/rules/localisation/region.ts';
import { attenuationOfAirAt662PerMetre } from '../src/modules/devices/rules/localisation/shapes.ts';
import type { Area, Flag, Point, Reading, Settings } from '../src/modules/devices/rules/localisation/shapes.ts';
import { chanceFrom, driftedReadings, emitters, idealReadings, shieldFrom, squareOfTen, wallReadings } from './locate-fields.ts';
import type { Chance } from './locate-fields.ts';

/** Is what many trials of one kind came to. Unit: m, m², milliseconds of processor time; shares from 0 to 1. */
export interface TrialFigures {
  readonly trials: number;
  readonly rmsMetres: number;
  readonly boundMetres: number;
  readonly eta: number;
  /** How often the source lay in the region of 95 %. */
  readonly coverage: number;
  /** How often it lay in the ellipse of the covariance, wherever the region is of cells. */
  readonly ellipseCoverage: number;
  /** How often it lay in the ellipse that the bound alone would draw: what a program claims that trusts its model. */
  readonly plainCoverage: number;
  readonly medianRegionSquareMetres: number;
  readonly medianChiPerDegree: number;
  /** How often a shield was suspected, and how often the region held the source then. */
  readonly flaggedShare: number;
  readonly flaggedCoverage: number | undefined;
  readonly widenedShare: number;
  readonly flags: Readonly<Partial<Record<Flag, number>>>;
  readonly medianMilliseconds: number;
}

/** Is one trial: what is read, and what is true. */
interface Trial {
  readonly readings: readonly Reading[];
  readonly source: Point;
  readonly strength: number;
}

const settingsFor = (area: Area, over: Partial<Settings>): Settings => ({ dimensions: 2, attenuationPerMetre: attenuationOfAirAt662PerMetre, sourceHeightMetres: 0, area, responseError: 0, maximumSources: 3, confidence: 0.95, ...over });

function middle(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function runTrials(count: number, seed: number, settings: Settings, make: (chance: Chance) => Trial): TrialFigures {
  const chance = chanceFrom(seed);
  let [squares, bounds, held, inEllipse, inPlain, flagged, flaggedHeld, widened] = [0, 0, 0, 0, 0, 0, 0, 0];
  const [times, sizes, chis]: [number[], number[], number[]] = [[], [], []];
  const flags: Partial<Record<Flag, number>> = {};
  for (let trial = 0; trial < count; trial += 1) {
    const { readings, source, strength } = make(chance);
    const began = process.cpuUsage();
    const found = locate(readings, settings);
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1000);
    squares += (found.position[0]! - source[0]) ** 2 + (found.position[1]! - source[1]) ** 2;
    bounds += boundAt(layField(readings, settings), source, strength)!.rmsMetres ** 2;
    for (const flag of found.flags) flags[flag] = (flags[flag] ?? 0) + 1 / count;
    if (found.model.widened) widened += 1;
    chis.push(found.degrees > 0 ? found.chiSquare / found.degrees : 0);
    const places = found.covariance === undefined ? undefined : block(found.covariance, 3, 2);
    const holds = found.region === undefined || places === undefined || regionHolds(found.region, places, source.slice(0, 2), 0.95);
    if (holds) held += 1;
    if (found.region === undefined || places === undefined || regionHolds({ kind: 'ellipse', ellipse: found.region.ellipse, size: 0 }, places, source.slice(0, 2), 0.95)) inEllipse += 1;
    const plain = found.bound === undefined ? undefined : ellipseOf(found.position, block(found.bound.covariance, 3, 2), 2, 0.95);
    if (plain === undefined || regionHolds({ kind: 'ellipse', ellipse: plain, size: 0 }, block(found.bound!.covariance, 3, 2), source.slice(0, 2), 0.95)) inPlain += 1;
    sizes.push(found.region?.size ?? Infinity);
    if (!found.flags.includes('shielding-suspected')) continue;
    flagged += 1;
    if (holds) flaggedHeld += 1;
  }
  return {
    trials: count, rmsMetres: Math.sqrt(squares / count), boundMetres: Math.sqrt(bounds / count), eta: Math.sqrt(squares / bounds), coverage: held / count, ellipseCoverage: inEllipse / count, plainCoverage: inPlain / count,
    medianRegionSquareMetres: middle(sizes), medianChiPerDegree: middle(chis), flaggedShare: flagged / count, flaggedCoverage: flagged === 0 ? undefined : flaggedHeld / flagged,
    widenedShare: widened / count, flags, medianMilliseconds: middle(times),
  };
}

/** Runs trials in which the model holds: eight detectors around ten metres, 50 counts per second of background. */
export function idealTrials(count: number, strength: number, seconds: number, seed = 1): TrialFigures {
  return runTrials(count, seed, settingsFor({ minimum: [0, 0, 0], maximum: [10, 10, 0] }, {}), (chance) => {
    const source: Point = [0.5 + 9 * chance(), 0.5 + 9 * chance(), 0];
    return { source, strength, readings: idealReadings(squareOfTen, source, strength, seconds, 50, chance) };
  });
}

/** Runs trials in the square with responses that drifted, a source off the plane and where wanted a shield: a field that no threshold of the estimator was chosen on. */
export function driftedTrials(count: number, strength: number, seconds: number, shielded: boolean, seed = 1): TrialFigures {
  return runTrials(count, seed, settingsFor({ minimum: [0, 0, 0], maximum: [10, 10, 0] }, {}), (chance) => {
    const source: Point = [1.5 + 7 * chance(), 1.5 + 7 * chance(), 0];
    const shield = shielded ? shieldFrom(chance) : undefined;
    return { source, strength, readings: driftedReadings(squareOfTen, source, strength, seconds, 50, chance, shield) };
  });
}

const becquerelPerMicrocurie = 37_000;
const wallBackground = 5000;

/** Runs trials in fields that the model does not describe: panels with a size and a face, at heights of their own, a room that scatters, and where wanted a shield around a part of the source. */
export function wallTrials(count: number, nuclide: keyof typeof emitters, microcurie: number, seconds: number, shielded: boolean, over: Partial<Settings> = {}, seed = 1): TrialFigures {
  const strength = microcurie * becquerelPerMicrocurie;
  return runTrials(count, seed, settingsFor({ minimum: [0, 0, 0], maximum: [6, 3.5, 0] }, over), (chance) => {
    const source: Point = [0.5 + 5 * chance(), 0.7 + 2.1 * chance(), 0.9 + 0.4 * chance()];
    return { source, strength, readings: wallReadings(emitters[nuclide], source, strength, seconds, wallBackground, chance, shielded ? shieldFrom(chance) : undefined) };
  });
}
