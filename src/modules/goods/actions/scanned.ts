import { Type } from 'typebox';
import { strict } from '../shapes.ts';

const serials = Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 100_000 });
const counts = Type.Array(Type.Object({ position: Type.Integer({ minimum: 1 }), quantity: Type.String({ pattern: '^[0-9]{1,12}(\\.[0-9]{1,6})?$' }) }, strict), { maxItems: 20_000 });

/** Is what somebody scanned and counted: serial numbers as they come, and quantities of the lines that have none. */
export const scanned = Type.Object({ serials, counts }, strict);
