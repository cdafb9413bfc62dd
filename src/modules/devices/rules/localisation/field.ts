import type { AngularResponse, Reading, Settings } from './shapes.ts';

/** How near a source may come to a reading: what is nearer is inside the detector. Unit: m². */
const nearestSquared = 0.05 * 0.05;
/**
 * Are the readings as columns, ready for many evaluations.
 * Shape: K entries each; `backgroundSeconds` is Infinity where the background is known; `pose` has nine entries a reading, zero where the pose is exact.
 */
export interface Field {
  readonly size: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly seconds: Float64Array;
  readonly counts: Float64Array;
  readonly background: Float64Array;
  readonly backgroundSeconds: Float64Array;
  /** What the background is expected to count while the reading was taken. */
  readonly backgroundCounts: Float64Array;
  /** What the deviance of a reading is at its least, the same at every place: n ln n − n, and the same of its background where that was measured. */
  readonly least: Float64Array;
  readonly rootCounts: Float64Array;
  /** The response over the whole sphere. Unit: cps·m² per unit of strength, over 4π. */
  readonly response: Float64Array;
  readonly pose: Float64Array | undefined;
  readonly angular: readonly (AngularResponse | undefined)[];
  readonly attenuation: number;
  readonly dimensions: 2 | 3;
  readonly height: number;
}

/** Lays readings out as columns. */
export function layField(readings: readonly Reading[], settings: Pick<Settings, 'dimensions' | 'attenuationPerMetre' | 'sourceHeightMetres'>): Field {
  const column = (of: (reading: Reading) => number): Float64Array => Float64Array.from(readings, of);
  const d = settings.dimensions;
  let pose: Float64Array | undefined;
  if (readings.some((reading) => reading.poseCovariance !== undefined)) {
    pose = new Float64Array(readings.length * 9);
    readings.forEach(({ poseCovariance }, k) => {
      if (poseCovariance === undefined) return;
      const size = poseCovariance.length === 9 ? 3 : 2;
      for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) pose![k * 9 + i * 3 + j] = poseCovariance[i * size + j]!;
    });
  }
  return {
    size: readings.length, dimensions: d, attenuation: settings.attenuationPerMetre, height: settings.sourceHeightMetres,
    x: column((one) => one.position[0]), y: column((one) => one.position[1]), z: column((one) => one.position[2]),
    seconds: column((one) => one.liveTimeSeconds), counts: column((one) => one.counts), background: column((one) => one.backgroundCps),
    backgroundSeconds: column((one) => one.backgroundSeconds ?? Infinity), backgroundCounts: column((one) => one.liveTimeSeconds * one.backgroundCps),
    least: column(({ counts, backgroundCps, backgroundSeconds }) => leastOf(counts) + (backgroundSeconds === undefined || backgroundSeconds === Infinity ? 0 : backgroundSeconds * leastOf(backgroundCps))),
    rootCounts: column((one) => Math.sqrt(one.counts)), response: column((one) => one.responseCpsM2 / (4 * Math.PI)),
    pose, angular: readings.map((one) => one.angular),
  };
}

const leastOf = (n: number): number => (n > 0 ? n * Math.log(n) : 0) - n;

/** Gives the relative response at a cosine, and its slope over the cosine. */
export function angularValue(angular: AngularResponse, cosine: number): readonly [number, number] {
  if (angular.kind === 'cosine') {
    if (cosine <= 0) return [angular.floor, 0];
    const value = cosine ** angular.power;
    return value <= angular.floor ? [angular.floor, 0] : [value, angular.power * cosine ** (angular.power - 1)];
  }
  const { degrees, relative } = angular;
  const angle = (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
  const last = degrees.length - 1;
  if (angle <= degrees[0]! || last === 0) return [relative[0]!, 0];
  if (angle >= degrees[last]!) return [relative[last]!, 0];
  let at = 1;
  while (degrees[at]! < angle) at += 1;
  const slope = (relative[at]! - relative[at - 1]!) / (degrees[at]! - degrees[at - 1]!);
  const sine = Math.sqrt(Math.max(1e-12, 1 - cosine * cosine));
  return [relative[at - 1]! + slope * (angle - degrees[at - 1]!), (-slope * 180) / (Math.PI * sine)];
}

/** Is room for what one place of a source does at all readings. Shape: K gains; three slopes a reading, of the logarithm of its gain over the place. */
export interface Gains {
  readonly gain: Float64Array;
  readonly slope: Float64Array;
}

/** Makes room for K readings. */
export function makeGains(size: number): Gains {
  return { gain: new Float64Array(size), slope: new Float64Array(size * 3) };
}

/** Computes only the gains g = ε · a · exp(−μr) / 4πr² of a place. Unit: cps per unit of strength. */
export function fillGains(field: Field, x: number, y: number, z: number, gain: Float64Array): void {
  for (let k = 0; k < field.size; k += 1) {
    const dx = x - field.x[k]!;
    const dy = y - field.y[k]!;
    const dz = z - field.z[k]!;
    const square = Math.max(nearestSquared, dx * dx + dy * dy + dz * dz);
    const r = Math.sqrt(square);
    const along = field.attenuation * r;
    // In a room air takes little away: a ratio of two short series is then exact to eight digits and needs no exponential.
    if (along < 0.3) gain[k] = (field.response[k]! * (120 - along * (60 - along * (12 - along)))) / (square * (120 + along * (60 + along * (12 + along))));
    else gain[k] = (field.response[k]! * Math.exp(-along)) / square;
    const angular = field.angular[k];
    if (angular !== undefined) gain[k] = gain[k]! * angularValue(angular, (dx * angular.facing[0] + dy * angular.facing[1] + dz * angular.facing[2]) / r)[0];
  }
}

/** Computes gains with the slopes of their logarithms. */
export function fillGainsAndSlopes(field: Field, x: number, y: number, z: number, out: Gains): void {
  fillGains(field, x, y, z, out.gain);
  for (let k = 0; k < field.size; k += 1) {
    const offset = [x - field.x[k]!, y - field.y[k]!, z - field.z[k]!] as const;
    const square = offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2];
    if (square < nearestSquared) {
      out.slope.fill(0, k * 3, k * 3 + 3);
      continue;
    }
    const r = Math.sqrt(square);
    const angular = field.angular[k];
    const cosine = angular === undefined ? 0 : (offset[0] * angular.facing[0] + offset[1] * angular.facing[1] + offset[2] * angular.facing[2]) / r;
    const [value, turn] = angular === undefined ? [1, 0] : angularValue(angular, cosine);
    for (let axis = 0; axis < 3; axis += 1) {
      const along = offset[axis]! / square;
      const turning = angular === undefined || value <= 0 ? 0 : ((turn / value) * (angular.facing[axis]! - (cosine * offset[axis]!) / r)) / r;
      out.slope[k * 3 + axis] = -(2 + field.attenuation * r) * along + turning;
    }
  }
}

/**
 * Gives the background that is most likely beside a signal: as known, or weighed between its own measurement and the reading.
 * Unit: cps; the signal in counts. Source: the root of the profile likelihood of two Poisson counts.
 */
export function likelyBackground(field: Field, k: number, signal: number): number {
  const b = field.background[k]!;
  const tb = field.backgroundSeconds[k]!;
  if (tb === Infinity) return b;
  const t = field.seconds[k]!;
  const m = b * tb;
  const a = (t + tb) * t;
  const half = ((t + tb) * signal - (field.counts[k]! + m) * t) / 2;
  const root = Math.sqrt(half * half + a * m * signal);
  // Of two forms of the same root the one that does not subtract nearly equal numbers.
  return half > 0 ? (m * signal) / (half + root) : (root - half) / a;
}
