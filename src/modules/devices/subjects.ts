import type { Db } from '../../kernel/db.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { CaseKind } from '../prescribed/shapes.ts';
import { findCase, findCaseOfKey } from './store/alarms.ts';

/** Is a case that a reading is about. */
export interface Subject { readonly caseId: string; readonly kind: CaseKind }

/** Finds a case by a name that a later module gives out: the number of a consignment, a document. */
export type SubjectFinder = (db: Db, eventId: string, name: string) => Promise<Subject | undefined>;

/**
 * Finds whom or what a reading is about: a case by its identifier, the owner of a tube or sample, then whatever later modules know by that name.
 * Shape: undefined where nobody knows the name; the reading is kept all the same.
 */
export async function findSubject(db: Db, eventId: string, name: string, finders: readonly SubjectFinder[]): Promise<Subject | undefined> {
  const text: string = name.trim();
  const isCase: boolean = isUuid(text);
  if (isCase) {
    const found = await findCase(db, eventId, text);
    return found === undefined ? undefined : { caseId: found.case_id, kind: found.kind };
  }
  if (text.length < 3 || text.length > 120) return undefined;
  const owner = await findCaseOfKey(db, eventId, text);
  if (owner !== undefined) return { caseId: owner.case_id, kind: owner.kind };
  for (const find of finders) {
    const found = await find(db, eventId, text);
    if (found !== undefined) return found;
  }
  return undefined;
}
