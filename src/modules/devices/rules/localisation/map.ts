import { boundAt } from './bound.ts';
import { layField, makeGains } from './field.ts';
import type { AngularResponse, Area, Point } from './shapes.ts';

/** Is a detector as it is planned: it has read nothing yet. */
export interface PlannedDetector {
  readonly position: Point;
  readonly responseCpsM2: number;
  readonly angular?: AngularResponse;
  /** Its own background; without it that of the settings. Unit: counts per second. */
  readonly backgroundCps?: number;
}

/** Is what a map of the bound is drawn for. Unit: m, seconds, counts per second; the strength in the unit of one over the response. */
export interface MapSettings {
  readonly area: Area;
  readonly strength: number;
  readonly seconds: number;
  readonly backgroundCps: number;
  readonly backgroundSeconds?: number;
  readonly attenuationPerMetre: number;
  readonly heightMetres: number;
  readonly columns: number;
  readonly rows: number;
}

/** Is the least root mean square error in each cell of an area. Unit: m. Shape: row by row from the minimum of y; Infinity where the detectors cannot tell the place. */
export interface BoundMap {
  readonly columns: number;
  readonly rows: number;
  readonly rmsMetres: Float64Array;
  readonly medianMetres: number;
  readonly worstMetres: number;
  /** Share of the cells in which the bound is below half a metre, 0 to 1. */
  readonly shareBelowHalfMetre: number;
}

/** Draws the Cramér–Rao bound of a reference source over an area, in the plane of one height. */
export function boundMap(detectors: readonly PlannedDetector[], settings: MapSettings): BoundMap {
  const { columns, rows, area } = settings;
  const rmsMetres = new Float64Array(columns * rows).fill(Infinity);
  const readings = detectors.map((one, at) => ({
    ...one, id: String(at), counts: 0, liveTimeSeconds: settings.seconds, backgroundCps: one.backgroundCps ?? settings.backgroundCps, ...(settings.backgroundSeconds === undefined ? {} : { backgroundSeconds: settings.backgroundSeconds }),
  }));
  const field = layField(readings, { dimensions: 2, attenuationPerMetre: settings.attenuationPerMetre, sourceHeightMetres: settings.heightMetres });
  const gains = makeGains(field.size);
  for (let row = 0, index = 0; row < rows; row += 1) {
    const y = area.minimum[1] + ((row + 0.5) / rows) * (area.maximum[1] - area.minimum[1]);
    for (let column = 0; column < columns; column += 1, index += 1) {
      const x = area.minimum[0] + ((column + 0.5) / columns) * (area.maximum[0] - area.minimum[0]);
      rmsMetres[index] = boundAt(field, [x, y, settings.heightMetres], settings.strength, gains)?.rmsMetres ?? Infinity;
    }
  }
  const sorted = Float64Array.from(rmsMetres).sort();
  return { columns, rows, rmsMetres, medianMetres: sorted[sorted.length >> 1]!, worstMetres: sorted.at(-1)!, shareBelowHalfMetre: sorted.reduce((count, value) => count + (value < 0.5 ? 1 : 0), 0) / sorted.length };
}
