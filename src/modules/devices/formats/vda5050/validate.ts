import { doubtful } from '../../shapes/findings.ts';
import type { Finding } from '../../shapes/findings.ts';
import type { RobotMessageKind, RobotVersion } from '../../shapes/robots.ts';
import { isObject } from '../json-documents.ts';
import { makeChecker } from '../json-schema.ts';
import { schemaOf } from './schemas.ts';

const schemas = new Map<string, Readonly<Record<string, unknown>>>();
const checkers = new Map<string, (value: unknown) => Finding[]>();

function knownSchema(kind: RobotMessageKind, version: RobotVersion): Readonly<Record<string, unknown>> {
  const key = `${version} ${kind}`;
  const schema = schemas.get(key) ?? schemaOf(kind, version);
  schemas.set(key, schema);
  return schema;
}

/** Checks a message against the schema of its version; the first of each kind compiles it. */
export function checkSchema(value: unknown, kind: RobotMessageKind, version: RobotVersion): Finding[] {
  const key = `${version} ${kind}`;
  const check = checkers.get(key) ?? makeChecker(knownSchema(kind, version), version === '3.0' ? '2020-12' : 'draft-07');
  checkers.set(key, check);
  return check(value);
}

const maximumUnknown = 20;

/** Gives the fields that a schema knows, those of its conditions too. */
function fieldsOf(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = isObject(schema['properties']) ? schema['properties'] : {};
  const conditions = Array.isArray(schema['allOf']) ? schema['allOf'].filter(isObject).map((one) => (isObject(one['then']) ? fieldsOf(one['then']) : {})) : [];
  return Object.assign({}, ...conditions, own) as Readonly<Record<string, unknown>>;
}

/** Finds fields that the version does not know: misspelt ones, those of another version, or a maker's own. Shape: twenty at most. */
export function findUnknownFields(value: unknown, kind: RobotMessageKind, version: RobotVersion): Finding[] {
  const findings: Finding[] = [];
  const look = (part: unknown, schema: unknown, path: string): void => {
    if (!isObject(schema) || findings.length >= maximumUnknown) return;
    if (Array.isArray(part) && isObject(schema['items'])) part.forEach((entry: unknown, at) => look(entry, schema['items'], `${path}[${at}]`));
    if (!isObject(part) || !isObject(schema['properties'])) return;
    const known = fieldsOf(schema);
    for (const [name, below] of Object.entries(part)) {
      const place = path === '' ? name : `${path}.${name}`;
      if (Object.hasOwn(known, name)) look(below, known[name], place);
      else if (findings.length < maximumUnknown) findings.push(doubtful(place.slice(0, 200), 'unknown-field', `VDA 5050 ${version} has no field "${name.slice(0, 60)}" here; a robot ignores it. Check its spelling and the version.`));
    }
  };
  look(value, knownSchema(kind, version), '');
  return findings;
}
