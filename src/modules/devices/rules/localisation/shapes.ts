/** Is a place or a direction. Unit: m for a place. Shape: x, y, z; z is 0 where a file has two dimensions only. */
export type Point = readonly [number, number, number];

/**
 * Says how a detector's response falls with the angle between its facing and the direction to the source, 1 straight ahead.
 * Shape: `facing` has length one. A cosine has a power and a floor that its back never falls below; a table has ascending degrees from 0 to 180 and one value for each.
 */
export type AngularResponse =
  | { readonly kind: 'cosine'; readonly facing: Point; readonly power: number; readonly floor: number }
  | { readonly kind: 'table'; readonly facing: Point; readonly degrees: readonly number[]; readonly relative: readonly number[] };

/** Is one reading: a fixed detector, or one dwell of a robot. Unit: m, s, counts per second, cps·m² per unit of strength, m² for the covariance of the pose (dimension × dimension, row by row). */
export interface Reading {
  readonly id: string;
  readonly position: Point;
  readonly liveTimeSeconds: number;
  readonly counts: number;
  readonly backgroundCps: number;
  /** How long the background was measured; without it the background counts as known. */
  readonly backgroundSeconds?: number;
  readonly responseCpsM2: number;
  readonly angular?: AngularResponse;
  readonly poseCovariance?: readonly number[];
}

/** Is the rectangle (or box) in which a source is looked for. Unit: m. */
export interface Area {
  readonly minimum: Point;
  readonly maximum: Point;
}

/** Are the settings of an estimate. */
export interface Settings {
  readonly dimensions: 2 | 3;
  /** Unit: 1/m. */
  readonly attenuationPerMetre: number;
  /** Height of the source where only x and y are estimated. Unit: m. */
  readonly sourceHeightMetres: number;
  readonly area: Area;
  /** Whether nobody said where a source may be, so that the area is only likely: what no place in it explains and one outside does is then outside. */
  readonly areaIsGuessed?: boolean;
  /** A known relative error of the responses, added to the variance of every reading; 0 trusts them until the data speak against it. */
  readonly responseError: number;
  /** How many sources are looked for when one does not explain the readings. */
  readonly maximumSources: 1 | 2 | 3;
  /** Probability of the region. */
  readonly confidence: number;
}

/** Attenuation of the 662 keV of Cs-137 in air at 20 °C. Unit: 1/m. Source: NIST XCOM, 0.0775 cm²/g at 662 keV, 1.204 kg/m³. */
export const attenuationOfAirAt662PerMetre = 0.0093;

/** Words for what an estimate is to be read with. */
export const flagNames = [
  'background-only', 'not-identifiable', 'outside-area', 'mirror-ghost', 'ambiguous', 'multiple-sources', 'model-mismatch', 'shielding-suspected',
] as const;
/** Is one of the words for what an estimate is to be read with. */
export type Flag = (typeof flagNames)[number];
