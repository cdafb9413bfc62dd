/** One field of an evidence form, read from its schema. */
export type EvidenceField = {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'choice' | 'choices' | 'answer' | 'flag' | 'numbers' | 'instant' | 'day' | 'files' | 'fixed';
  readonly required: boolean;
  readonly options: readonly string[];
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly step?: number | undefined;
  readonly integer: boolean;
  readonly minimumLength?: number | undefined;
  readonly maximumLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly unit?: string | undefined;
  /** `select`, `buttons`, `note`, `scan`: how the field is best drawn. */
  readonly widget?: string | undefined;
  /** The only value of a fixed field. */
  readonly fixed?: unknown;
  /** The value before anything is entered. */
  readonly first?: unknown;
};

/** The values of an evidence form. Shape: only the fields entered; `invalid` and NaN stand for what could not be read. */
export type EvidenceValues = Readonly<Record<string, unknown>>;

/** What is wrong in a field. Shape: a key of the words of `design`, and its params without the field's name. */
export type EvidenceProblem = {
  readonly field: string;
  readonly code: 'problemMissing' | 'problemChoose' | 'problemNumber' | 'problemInteger' | 'problemMinimum' | 'problemMaximum' | 'problemMultiple'
    | 'problemShort' | 'problemLong' | 'problemPattern' | 'problemInstant' | 'problemDate' | 'problemConfirm';
  readonly params: Readonly<Record<string, string | number>>;
};

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lists the values that a schema of constants allows; undefined when it is no such schema. */
function constantsOf(schema: Schema): string[] | undefined {
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String);
  const parts = schema['anyOf'] ?? schema['oneOf'];
  if (!Array.isArray(parts)) return undefined;
  const constants = parts.map((part: unknown) => (isSchema(part) ? part['const'] : undefined));
  return constants.every((constant) => typeof constant === 'string' || typeof constant === 'number') ? constants.map(String) : undefined;
}

/**
 * Reads the fields of a JSON Schema (draft 2020-12, as TypeBox writes it): an object of texts, numbers, constants, flags,
 * lists of constants, days and instants.
 * Shape: in the schema's order; a property of any other kind is left out, since the server will say what it misses.
 */
export function fieldsOf(schema: unknown): EvidenceField[] {
  if (!isSchema(schema) || !isSchema(schema['properties'])) return [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(schema['properties']).flatMap(([name, property]) => {
    const field = isSchema(property) ? fieldOf(name, property, required.includes(name)) : undefined;
    return field ? [field] : [];
  });
}

function fieldOf(name: string, schema: Schema, required: boolean): EvidenceField | undefined {
  const number = (key: string): number | undefined => (typeof schema[key] === 'number' ? schema[key] : undefined);
  const text = (key: string): string | undefined => (typeof schema[key] === 'string' ? schema[key] : undefined);
  const base = {
    name, required, options: [] as readonly string[], integer: schema['type'] === 'integer',
    minimum: number('minimum'), maximum: number('maximum'), step: number('multipleOf'),
    minimumLength: number('minLength'), maximumLength: number('maxLength'), pattern: text('pattern'),
    unit: text('x-unit'), widget: text('x-widget'), first: schema['default'],
  };
  const options = constantsOf(schema);
  if (options) return { ...base, kind: 'choice', options };
  if (schema['const'] === true) return { ...base, kind: 'flag', fixed: true };
  if (schema['const'] !== undefined) return { ...base, kind: 'fixed', fixed: schema['const'] };
  switch (schema['type']) {
    // A question must be answered: a box left unticked could as well be a question not asked.
    case 'boolean': return required ? { ...base, kind: 'answer', options: ['yes', 'no'] } : { ...base, kind: 'flag' };
    case 'number': case 'integer': return { ...base, kind: 'number' };
    case 'array': {
      const itemSchema = isSchema(schema['items']) ? schema['items'] : {};
      if (itemSchema['type'] === 'integer' || itemSchema['type'] === 'number') {
        return { ...base, kind: 'numbers', minimumLength: number('minItems'), maximumLength: number('maxItems') };
      }
      // Files are chosen beside the form, by whoever knows where they are kept.
      if (base.widget === 'files') return { ...base, kind: 'files' };
      const items = constantsOf(itemSchema);
      return items && { ...base, kind: 'choices', options: items, minimumLength: number('minItems'), maximumLength: number('maxItems') };
    }
    case 'string': return { ...base, kind: schema['format'] === 'date-time' ? 'instant' : schema['format'] === 'date' ? 'day' : 'text' };
    default: return undefined;
  }
}

/** Gives the values of a form before anything is entered. */
export function firstValues(fields: readonly EvidenceField[], known: EvidenceValues = {}): EvidenceValues {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const value = known[field.name] ?? field.first ?? (field.kind === 'fixed' ? field.fixed : undefined);
    if (value !== undefined) values[field.name] = value;
    else if (field.kind === 'choices' && field.required) values[field.name] = [];
  }
  return values;
}

/** Finds what is wrong in the values of a form. Shape: at most one problem a field, in the order of the fields. */
export function problemsOf(fields: readonly EvidenceField[], values: EvidenceValues): EvidenceProblem[] {
  return fields.flatMap((field) => {
    const problem = problemOf(field, values[field.name]);
    return problem ? [{ field: field.name, code: problem[0], params: problem[1] ?? {} }] : [];
  });
}

type Found = readonly [code: EvidenceProblem['code'], params?: Readonly<Record<string, string | number>>] | undefined;

function problemOf(field: EvidenceField, value: unknown): Found {
  const missing = value === undefined || (typeof value === 'string' && value.trim() === '');
  if (field.kind === 'flag' && field.fixed === true && field.required) return value === true ? undefined : ['problemConfirm'];
  if (missing) {
    if (!field.required) return undefined;
    return field.kind === 'choice' || field.kind === 'choices' || field.kind === 'answer' ? ['problemChoose'] : ['problemMissing'];
  }
  if (field.kind === 'instant') return value === 'invalid' ? ['problemInstant'] : undefined;
  if (field.kind === 'day') return value === 'invalid' ? ['problemDate'] : undefined;
  if (field.kind === 'numbers') return Array.isArray(value) && value.length >= (field.minimumLength ?? 0) ? undefined : ['problemNumber'];
  if (field.kind === 'number') return typeof value === 'number' ? numberProblem(field, value) : ['problemNumber'];
  if (field.kind === 'choices') {
    const count = Array.isArray(value) ? value.length : 0;
    return field.minimumLength !== undefined && count < field.minimumLength ? ['problemChoose'] : undefined;
  }
  if (field.kind === 'text' && typeof value === 'string') return textProblem(field, value);
  return undefined;
}

function numberProblem(field: EvidenceField, value: number): Found {
  if (!Number.isFinite(value)) return ['problemNumber'];
  if (field.integer && !Number.isInteger(value)) return ['problemInteger'];
  if (field.minimum !== undefined && value < field.minimum) return ['problemMinimum', { minimum: field.minimum }];
  if (field.maximum !== undefined && value > field.maximum) return ['problemMaximum', { maximum: field.maximum }];
  if (field.step !== undefined && Math.abs(value / field.step - Math.round(value / field.step)) > 1e-6) return ['problemMultiple', { step: field.step }];
  return undefined;
}

function textProblem(field: EvidenceField, value: string): Found {
  if (field.minimumLength !== undefined && value.length < field.minimumLength) return ['problemShort', { length: field.minimumLength }];
  if (field.maximumLength !== undefined && value.length > field.maximumLength) return ['problemLong', { length: field.maximumLength }];
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(value)) return ['problemPattern'];
  return undefined;
}
