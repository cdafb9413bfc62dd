import { Type } from 'typebox';
import type { Static } from 'typebox';
import { strict } from '../shapes.ts';

/** Is how long and deep a planned area may be. Unit: m. */
export const longestMetres = 500;
/** Is how many detectors, and how many walls, a layout may have. */
export const mostPlaced = 64;

const along = Type.Number({ minimum: 0, maximum: longestMetres });

/** Is the schema of how detectors stand in an area whose first corner is the origin. Unit: m; the response in cps·m² per microcurie of Cs-137 as the model has it, the counts per second at 1 m times 4π; the background in counts per second. */
export const layoutContent = Type.Object({
  area: Type.Object({ width: Type.Number({ minimum: 0.5, maximum: longestMetres }), depth: Type.Number({ minimum: 0.5, maximum: longestMetres }) }, strict),
  walls: Type.Array(Type.Array(along, { minItems: 4, maxItems: 4 }), { maxItems: mostPlaced }),
  detectors: Type.Array(Type.Object({
    id: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }), x: along, y: along, z: Type.Optional(Type.Number({ minimum: 0, maximum: 20 })),
    responseCpsM2: Type.Number({ minimum: 0.001, maximum: 100_000 }), backgroundCps: Type.Number({ minimum: 0, maximum: 1_000_000 }),
  }, strict), { minItems: 1, maxItems: mostPlaced }),
}, strict);

/** Is how detectors stand in an area. */
export type LayoutContent = Static<typeof layoutContent>;
/** Is one detector of a layout. */
export type PlacedDetector = LayoutContent['detectors'][number];
