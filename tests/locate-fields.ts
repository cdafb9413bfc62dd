import { seeded } from '../src/modules/devices/simulators/seeded.ts';
import type { Point, Reading } from '../src/modules/devices/rules/localisation/shapes.ts';

// Fields for trials. Nothing here knows the estimator: the rays go through boxes that have a size, a facing and a depth, at heights of their own.

/** A source of chance that gives the same numbers for the same seed. */
export type Chance = () => number;

/** Makes a source of chance from a seed. */
export const chanceFrom: (seed: number) => Chance = seeded;

/** Draws from a normal distribution of mean 0 and deviation 1. */
export function normalFrom(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/** Draws a count: by inversion when it is small, by halving (a Poisson given its n-th arrival) when it is large, exact in both cases. */
export function poissonFrom(mean: number, chance: Chance): number {
  if (!(mean > 0)) return 0;
  if (mean < 30) {
    let [product, count] = [chance(), 0];
    const limit = Math.exp(-mean);
    while (product > limit) {
      product *= chance();
      count += 1;
    }
    return count;
  }
  // Hörmann's transformed rejection (PTRS, 1993).
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverse = 1.1239 + 1.1328 / (b - 3.4);
  const v0 = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = chance() - 0.5;
    const v = chance();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= v0) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log(v) + Math.log(inverse) - Math.log(a / (us * us) + b) <= -mean + k * Math.log(mean) - logFactorial(k)) return k;
  }
}

function logFactorial(k: number): number {
  if (k < 20) {
    let sum = 0;
    for (let i = 2; i <= k; i += 1) sum += Math.log(i);
    return sum;
  }
  return k * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI * k) + 1 / (12 * k) - 1 / (360 * k ** 3);
}

/** Eight detectors around a square of ten metres: four corners and the middles of the sides. */
export const squareOfTen: readonly Point[] = [[0, 0, 0], [5, 0, 0], [10, 0, 0], [10, 5, 0], [10, 10, 0], [5, 10, 0], [0, 10, 0], [0, 5, 0]];

/** The settings of the ideal trials, the weakest first. Unit: cps·m² at a response of one, seconds. */
export const idealSettings = [
  { strength: 1_500, seconds: 10 }, { strength: 3_000, seconds: 10 }, { strength: 6_000, seconds: 10 }, { strength: 10_000, seconds: 10 }, { strength: 20_000, seconds: 10 }, { strength: 60_000, seconds: 5 }, { strength: 400_000, seconds: 10 },
] as const;

/** Reads what the model itself says that a detector sees, with the noise of counting. */
export function idealReadings(places: readonly Point[], source: Point, strength: number, seconds: number, background: number, chance: Chance, attenuation = 0.0093, factor: (position: Point) => number = () => 1): Reading[] {
  return places.map((position, at) => {
    const r = Math.hypot(source[0] - position[0], source[1] - position[1], source[2] - position[2]);
    const mean = seconds * (background + (factor(position) * strength * Math.exp(-attenuation * r)) / (4 * Math.PI * r * r));
    return { id: `D${at + 1}`, position, liveTimeSeconds: seconds, counts: poissonFrom(mean, chance), backgroundCps: background, responseCpsM2: 1 };
  });
}

/** Reads a field in the square whose file is wrong in ways of its own: each response has drifted by some tenth since it was written, the source is 0.6 m off the plane, and where wanted a shield is around a part of it. */
export function driftedReadings(places: readonly Point[], source: Point, strength: number, seconds: number, background: number, chance: Chance, shield?: Shield): Reading[] {
  const raised: Point = [source[0], source[1], 0.6];
  return idealReadings(places, raised, strength, seconds, background, chance, 0.0093, (position) => Math.exp(0.1 * normalFrom(chance)) * passing(position, source, shield));
}

/** Is a nuclide as a simulated field has it: photons a decay, how steeply air and the detector's material take them away, and what a room scatters back, as a share of the direct radiation at three metres. */
export interface Emitter {
  readonly photons: number;
  readonly airPerMetre: number;
  readonly crystalPerMetre: number;
  readonly roomScatter: number;
}
/** The two of the trials. Source: NIST XCOM for air and sodium iodide at 662 keV and, for Ba-133, at 356 and 81 keV together. */
export const emitters = {
  'Cs-137': { photons: 0.85, airPerMetre: 0.0093, crystalPerMetre: 28, roomScatter: 0.05 },
  'Ba-133': { photons: 1.3, airPerMetre: 0.0135, crystalPerMetre: 62, roomScatter: 0.1 },
} as const satisfies Record<string, Emitter>;

/** Is a box of detector material behind a wall's plane: width along the wall, height, depth. Unit: m. */
interface Panel {
  readonly centre: Point;
  readonly facing: 1 | -1;
}
const panelSize = { width: 0.1, height: 0.4, depth: 0.05 };

/** Two facing walls 3.5 m apart, four panels each, 1.5 m from one to the next, their centres 0.9 m and 1.3 m up by turns. */
export const wallPanels: readonly Panel[] = [0, 3.5].flatMap((y) => [0.75, 2.25, 3.75, 5.25].map((x, at) => ({ centre: [x, y, at % 2 === 0 ? 0.9 : 1.3] as const, facing: (y === 0 ? 1 : -1) as 1 | -1 })));

/** Casts rays from a source at the three faces of a box that can be seen, and weighs each with the chance to interact along its way through. Unit: the share of all photons that is counted. */
export function shareSeen(panel: Panel, source: Point, emitter: Emitter): number {
  const half = [panelSize.width / 2, panelSize.depth / 2, panelSize.height / 2] as const;
  const middle = [panel.centre[0], panel.centre[1] - (panel.facing * panelSize.depth) / 2, panel.centre[2]] as const;
  const from = [source[0] - middle[0], source[1] - middle[1], source[2] - middle[2]] as const;
  const steps = 5;
  let sum = 0;
  for (let axis = 0; axis < 3; axis += 1) {
    if (Math.abs(from[axis]!) <= half[axis]!) continue;
    const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
    const side = Math.sign(from[axis]!);
    for (let i = 0; i < steps; i += 1) {
      for (let j = 0; j < steps; j += 1) {
        const point = [0, 0, 0];
        point[axis] = side * half[axis]!;
        point[u] = ((i + 0.5) / steps - 0.5) * 2 * half[u]!;
        point[v] = ((j + 0.5) / steps - 0.5) * 2 * half[v]!;
        const way = [0, 1, 2].map((one) => point[one]! - from[one]!);
        const length = Math.hypot(...way);
        let chord = Infinity;
        for (let one = 0; one < 3; one += 1) {
          if (way[one] === 0) continue;
          const until = ((Math.sign(way[one]!) * half[one]!) - point[one]!) / way[one]!;
          chord = Math.min(chord, Math.max(0, until) * length);
        }
        const tilt = Math.abs(way[axis]!) / length;
        const surface = (4 * half[u]! * half[v]!) / steps ** 2;
        sum += ((surface * tilt) / (4 * Math.PI * length * length)) * (1 - Math.exp(-emitter.crystalPerMetre * chord)) * Math.exp(-emitter.airPerMetre * length);
      }
    }
  }
  return sum;
}

/** Is what stands around a part of the source: directions from `from` over `width` radians let only `through` pass. */
export interface Shield {
  readonly from: number;
  readonly width: number;
  readonly through: number;
}

/** Draws a slab that covers a quarter to nearly half of all directions and lets a quarter to three quarters pass, build-up included. */
export function shieldFrom(chance: Chance): Shield {
  return { from: chance() * 2 * Math.PI, width: Math.PI * (0.5 + 0.4 * chance()), through: 0.25 + 0.5 * chance() };
}

/** Gives the share that passes a shield on the way to a place. */
function passing(place: Point, source: Point, shield: Shield | undefined): number {
  if (shield === undefined) return 1;
  const direction = Math.atan2(place[1] - source[1], place[0] - source[0]);
  const turned = (((direction - shield.from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  return turned < shield.width ? shield.through : 1;
}

const roomRadius = 3;

/** Reads a simulated field between the two walls. The response in the file is what a calibration one metre straight ahead of the panel gives. Unit: strength in becquerel. */
export function wallReadings(emitter: Emitter, source: Point, strength: number, seconds: number, background: number, chance: Chance, shield?: Shield): Reading[] {
  return wallPanels.map((panel, at) => {
    const passes = passing(panel.centre, source, shield);
    const straight = shareSeen(panel, [panel.centre[0], panel.centre[1] + panel.facing, panel.centre[2]], emitter);
    const response = straight * 4 * Math.PI * Math.exp(emitter.airPerMetre) * emitter.photons;
    const scattered = (emitter.roomScatter * response) / (4 * Math.PI * roomRadius ** 2);
    const mean = seconds * (background + strength * (passes * emitter.photons * shareSeen(panel, source, emitter) + scattered));
    const position: Point = [panel.centre[0], panel.centre[1], 0];
    return { id: `P${at + 1}`, position, liveTimeSeconds: seconds, counts: poissonFrom(mean, chance), backgroundCps: background, responseCpsM2: response };
  });
}
