import type { Finding } from '../../shapes/findings.ts';
import type { RobotMessageKind, RobotVersion } from '../../shapes/robots.ts';
import { makeChecker } from '../json-schema.ts';
import { schemaOf } from './schemas.ts';

const checkers = new Map<string, (value: unknown) => Finding[]>();

/** Checks a message against the schema of its version; the first of each kind compiles it. */
export function checkSchema(value: unknown, kind: RobotMessageKind, version: RobotVersion): Finding[] {
  const key = `${version} ${kind}`;
  const check = checkers.get(key) ?? makeChecker(schemaOf(kind, version), version === '3.0' ? '2020-12' : 'draft-07');
  checkers.set(key, check);
  return check(value);
}
