import { Type } from 'typebox';
import type { Static } from 'typebox';
import { strict } from '../shapes.ts';

/** Lists the kinds of zones that a port defines: no entry, slowly, one robot at a time by permission. Source: VDA 5050 3.0, 6.4.1; robots may know further kinds. */
export const zoneTypes = ['BLOCKED', 'SPEED_LIMIT', 'RELEASE'] as const;
/** Is a kind of zone. */
export type ZoneType = (typeof zoneTypes)[number];

const place = Type.Number({ minimum: -100_000, maximum: 100_000 });
/** Is the schema of one zone on a map. Unit: metres, metres per second. Shape: `maximumSpeed` where the kind is SPEED_LIMIT and nowhere else. */
export const zoneShape = Type.Object({
  zoneId: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), zoneType: Type.Enum([...zoneTypes]), vertices: Type.Array(Type.Object({ x: place, y: place }, strict), { minItems: 3, maxItems: 40 }), maximumSpeed: Type.Optional(Type.Number({ minimum: 0.05, maximum: 10 })),
}, strict);
/** Is one zone on a map. */
export type Zone = Static<typeof zoneShape>;
/** Is the zones of one map under the name that robots know them by. */
export interface ZoneSet { readonly zoneSetId: string; readonly mapId: string; readonly zones: readonly Zone[] }
