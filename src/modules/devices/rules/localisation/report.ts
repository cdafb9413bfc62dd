import type { FileProblem } from './file-values.ts';
import { locate } from './locate.ts';
import type { Estimate } from './locate.ts';
import type { Flag, Reading, Settings } from './shapes.ts';

/** Says what each flag means and what to do. */
export const flagMeanings: Readonly<Record<Flag, string>> = {
  'background-only': 'Background alone explains the readings; no source is shown.',
  'not-identifiable': 'These readings cannot tell the place; add detectors that stand around the area, or measure longer.',
  'outside-area': 'The best place lies at or beyond the edge of the area.',
  'mirror-ghost': 'The detectors stand (nearly) on one line: a place on the other side explains the readings as well. Add one reading off that line.',
  ambiguous: 'More than one place explains the readings about as well; see the candidates.',
  'multiple-sources': 'Several sources explain the readings much better than one; see the sources. The one position is then a place between them at best.',
  'model-mismatch': 'The readings do not fit one bare source with these responses (χ² at 1 %); the region is widened for it.',
  'shielding-suspected': 'Responses that err, or a shield, explain the readings clearly better than one bare source: something may stand before a part of the detectors.',
};

const rows = (matrix: Float64Array, size: number): number[][] => Array.from({ length: size }, (_, i) => Array.from(matrix.subarray(i * size, (i + 1) * size)));

/** Writes an estimate as plain data. Unit: m, m², the file's strength. Shape: covariances row by row with x, y[, z], strength. */
export function writeEstimate(found: Estimate, settings: Settings, strengthUnit: string): object {
  const size = settings.dimensions + 1;
  const { region, bound, several } = found;
  return {
    position: found.position, strength: found.strength, strengthUnit,
    covariance: found.covariance === undefined ? null : rows(found.covariance, size), covarianceOf: settings.dimensions === 2 ? ['x', 'y', 'strength'] : ['x', 'y', 'z', 'strength'],
    region: region === undefined ? null : {
      confidence: settings.confidence, kind: region.kind, ...(settings.dimensions === 2 ? { areaSquareMetres: region.size } : { volumeCubicMetres: region.size }),
      ellipse: { centre: region.ellipse.centre, semiAxesMetres: region.ellipse.semiAxesMetres, orientationDegrees: region.ellipse.orientationDegrees, axes: region.ellipse.axes },
      ...(region.cells === undefined ? {} : { cells: region.cells }),
    },
    chiSquare: found.chiSquare, degreesOfFreedom: found.degrees, chiSquarePerDegree: found.degrees > 0 ? found.chiSquare / found.degrees : null, chanceOfChiSquare: found.chance, chanceOfBackgroundAlone: found.chanceOfBackground,
    flags: found.flags.map((flag) => ({ flag, meaning: flagMeanings[flag] })),
    bound: bound === undefined ? null : { rmsMetres: bound.rmsMetres, covariance: rows(bound.covariance, size) },
    candidates: found.candidates, model: found.model,
    ...(several === undefined ? {} : { sources: several.sources.map((one) => ({ position: one.position, strength: one.strength, covariance: rows(one.covariance, size) })), sourcesFit: { chiSquare: several.pearson, degreesOfFreedom: several.degrees, lengthGained: several.lengthGained } }),
    readings: found.residuals,
  };
}

/** Estimates and writes what a file asks for, with what of it was not used. */
export function reportOn(file: { readonly readings: readonly Reading[]; readonly settings: Settings; readonly strengthUnit: string; readonly findings: readonly FileProblem[] }): object {
  const { settings } = file;
  return {
    ...writeEstimate(locate(file.readings, settings), settings, file.strengthUnit),
    settings: { dimensions: settings.dimensions, attenuationPerMetre: settings.attenuationPerMetre, sourceHeightMetres: settings.dimensions === 2 ? settings.sourceHeightMetres : null, area: settings.area, responseError: settings.responseError, maximumSources: settings.maximumSources },
    findings: file.findings,
  };
}
