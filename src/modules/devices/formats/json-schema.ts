import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { doubtful, wrong } from '../shapes/findings.ts';
import type { Finding } from '../shapes/findings.ts';

// ajv-formats is CommonJS: where the loader does not unwrap it, the function is its `default`.
const addFormats = ('default' in addFormatsModule ? addFormatsModule.default : addFormatsModule) as unknown as (ajv: Ajv) => void;

const options = { allErrors: true, strict: false, verbose: true } as const;
/** Bounds the findings of one message. */
export const maximumFindings = 100;

/** Turns a JSON pointer into the path that people write: `/nodes/0/nodeId` becomes `nodes[0].nodeId`. */
export const pathOf = (pointer: string): string =>
  pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).map((part, at) => (/^\d+$/.test(part) ? `[${part}]` : at === 0 ? part : `.${part}`)).join('');

/** Names the type of a JSON value in words. */
export const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : typeof value === 'boolean' ? 'true or false' : 'a number');

const typeWords: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object' };

const shown = (value: unknown): string => {
  const written = JSON.stringify(value) ?? 'nothing';
  return written.length > 60 ? `${written.slice(0, 57)}…` : written;
};

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function findingOf(error: ErrorObject): Finding | undefined {
  const path = pathOf(error.instancePath);
  const parameters = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'required': {
      const name = String(parameters['missingProperty']);
      return wrong(below(path, name), 'missing', `The field "${name}" is missing${path === '' ? '' : ` in ${path}`}; the standard demands it. Add it.`);
    }
    case 'type': {
      const types = [parameters['type']].flat().map((type) => typeWords[String(type)] ?? String(type));
      return wrong(path, 'type', `Here stands ${typeOf(error.data)} (${shown(error.data)}); the standard wants ${types.join(' or ')}. Send it as such.`);
    }
    case 'enum': return wrong(path, 'value', `${shown(error.data)} is no value of this field; write one of ${(parameters['allowedValues'] as readonly string[]).join(', ')}.`);
    case 'format': return wrong(path, 'time', `${shown(error.data)} is no time in ISO 8601; write it in UTC as YYYY-MM-DDTHH:mm:ss.fffZ.`);
    case 'minimum': case 'maximum': case 'exclusiveMinimum': case 'exclusiveMaximum':
      return wrong(path, 'range', `${shown(error.data)} is out of range; the value must be ${String(parameters['comparison'])} ${String(parameters['limit'])}.`);
    case 'minItems': return wrong(path, 'too-short', `The list has ${Array.isArray(error.data) ? error.data.length : 0} entries; it needs ${String(parameters['limit'])} at least.`);
    case 'anyOf': return wrong(path, 'missing', `None of the fields of which one must be there is there: ${JSON.stringify(error.schema).slice(0, 120)}.`);
    case 'additionalProperties': return wrong(below(path, String(parameters['additionalProperty'])), 'unknown-field', `The field "${String(parameters['additionalProperty']).slice(0, 60)}" is not known here; leave it out.`);
    case 'pattern': return wrong(path, 'form', `${shown(error.data)} does not have the form ${String(parameters['pattern'])}.`);
    case 'if': return undefined; // Its branch has its own finding.
    default: return wrong(path, error.keyword, `${shown(error.data)} does not keep the standard: ${error.message ?? error.keyword}.`);
  }
}

/**
 * Compiles a JSON schema into a check. Shape: findings in the schema's order, one hundred at most and then one that says so.
 * VDA 5050 3.0 and our own shapes are written in JSON schema 2020-12, VDA 5050 2.x in draft-07.
 */
export function makeChecker(schema: Readonly<Record<string, unknown>>, draft: 'draft-07' | '2020-12'): (value: unknown) => Finding[] {
  const ajv = draft === '2020-12' ? new Ajv2020(options) : new Ajv(options);
  addFormats(ajv as Ajv);
  const check: ValidateFunction = ajv.compile(schema);
  return (value) => {
    if (check(value)) return [];
    const errors = check.errors ?? [];
    // Where one of several must be there, each branch has its own error as well: the sentence of the whole is enough.
    const wholes = errors.filter((error) => error.keyword === 'anyOf').map((error) => error.schemaPath);
    const kept = wholes.length === 0 ? errors : errors.filter((error) => !wholes.some((path) => error.schemaPath !== path && error.schemaPath.startsWith(`${path}/`)));
    const findings = kept.slice(0, maximumFindings).flatMap((error) => findingOf(error) ?? []);
    return kept.length > maximumFindings ? [...findings, doubtful('', 'more', `There are ${kept.length - maximumFindings} more findings; put these right first.`)] : findings;
  };
}
