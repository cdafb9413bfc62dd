/** Is a JSON schema or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** Is any text. */
export const text: Schema = { type: 'string' };
/** Is any number. */
export const number: Schema = { type: 'number' };
/** Is any whole number. */
export const integer: Schema = { type: 'integer' };
/** Is true or false. */
export const flag: Schema = { type: 'boolean' };
/** Is a number from zero on. */
export const fromZero: Schema = { type: 'number', minimum: 0 };
/** Is a whole number from zero on. */
export const count: Schema = { type: 'integer', minimum: 0 };
/** Is an angle. Unit: radians, from −π to π. */
export const angle: Schema = { type: 'number', minimum: -3.14159265359, maximum: 3.14159265359 };
/** Is a number from zero to one. */
export const share: Schema = { type: 'number', minimum: 0, maximum: 1 };
/** Is a number from zero to a hundred. */
export const percent: Schema = { type: 'number', minimum: 0, maximum: 100 };
/** Is an instant. */
export const instant: Schema = { type: 'string', format: 'date-time' };

/** Makes a choice of texts. */
export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
/** Makes a list. */
export const listOf = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
/** Makes an object of fields that must and fields that may be there; more fields are allowed. */
export const object = (required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema =>
  ({ type: 'object', required: Object.keys(required), properties: { ...required, ...optional } });

/** Makes an object whose fields may all be missing. */
export const optional = (fields: Readonly<Record<string, Schema>>): Schema => object({}, fields);

/** Has the fields of the protocol header. */
export const header = { headerId: integer, timestamp: instant, version: text, manufacturer: text, serialNumber: text } as const;

/** Makes the parameter of an action; objects as values came with 3.0. */
const parameterOf = (version3: boolean): Schema => object({ key: text, value: { type: ['array', 'boolean', 'number', 'integer', 'string', ...(version3 ? ['object'] : [])] } });

/** Makes an action as an order has it. */
export function actionOf(version3: boolean, more: { readonly instant?: boolean; readonly zone?: boolean } = {}): Schema {
  const blockingType = version3 ? (more.instant === true ? oneOf('NONE') : oneOf('NONE', 'SOFT', 'SINGLE', 'HARD')) : oneOf('NONE', 'SOFT', 'HARD');
  return object(
    { actionType: text, ...(more.zone === true ? {} : { actionId: text }), blockingType },
    { [version3 ? 'actionDescriptor' : 'actionDescription']: text, actionParameters: listOf(parameterOf(version3)), ...(version3 ? { retriable: flag } : {}) },
  );
}

/** Makes a trajectory (NURBS): 2.0 needs degree, knots and control points, later versions give the degree a default. */
export function trajectoryOf(version: '2.0' | '2.1' | '3.0'): Schema {
  const points = listOf(object({ x: number, y: number }, { weight: version === '3.0' ? { type: 'number', exclusiveMinimum: 0 } : number, ...(version === '3.0' ? {} : { orientation: angle }) }));
  const knotVector = listOf(share);
  const degree = version === '3.0' ? { type: 'integer', minimum: 1 } : number;
  return version === '3.0' ? object({ controlPoints: points }, { degree, knotVector }) : object({ degree, knotVector, controlPoints: points });
}
