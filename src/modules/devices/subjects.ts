import type { Db } from '../../kernel/db.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { CaseKind } from '../prescribed/shapes.ts';
import { findCaseOfKey, kindsOfCases } from './store/alarms.ts';

/** Is a case that a reading is about. */
export interface Subject { readonly caseId: string; readonly kind: CaseKind }

/** Is what an alarm desk shows of a subject: what it is called, and what was declared of it. */
export interface SubjectAbout { readonly label: { readonly en: string; readonly zh: string }; readonly goods: readonly { readonly hsCode: string; readonly en: string; readonly zh: string }[] }

/** Knows the subjects of a later module: finds one by a name that the module gives out (the number of a consignment), and says what it is. */
export interface SubjectKnower {
  find?(db: Db, eventId: string, name: string): Promise<Subject | undefined>;
  about(db: Db, eventId: string, subject: Subject): Promise<SubjectAbout | undefined>;
}

/**
 * Finds whom or what readings are about: a case by its identifier, the owner of a tube or sample, then whatever later modules know by that name.
 * Shape: by the names as given; a name that nobody knows is left out, and its reading is kept all the same.
 */
export async function findSubjects(db: Db, eventId: string, names: readonly string[], knowers: readonly SubjectKnower[]): Promise<Map<string, Subject>> {
  const found = new Map<string, Subject>();
  const cases = names.filter((name) => isUuid(name.trim()));
  const kinds = cases.length === 0 ? undefined : await kindsOfCases(db, eventId, cases.map((name) => name.trim()));
  for (const name of new Set(names)) {
    const text = name.trim();
    const caseId = text.toLowerCase();
    const kind = kinds?.get(caseId);
    const subject = isUuid(text) ? kind && { caseId, kind } : await findNamed(db, eventId, text, knowers);
    if (subject !== undefined) found.set(name, subject);
  }
  return found;
}

/** Finds whom or what one reading is about. Shape: as `findSubjects`. */
export const findSubject = async (db: Db, eventId: string, name: string, knowers: readonly SubjectKnower[]): Promise<Subject | undefined> => (await findSubjects(db, eventId, [name], knowers)).get(name);

async function findNamed(db: Db, eventId: string, text: string, knowers: readonly SubjectKnower[]): Promise<Subject | undefined> {
  if (text.length < 3 || text.length > 120) return undefined;
  const owner = await findCaseOfKey(db, eventId, text);
  if (owner !== undefined) return { caseId: owner.case_id, kind: owner.kind };
  for (const knower of knowers) {
    const found = await knower.find?.(db, eventId, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Says what a subject is called and what was declared of it. Shape: undefined where no later module knows it. */
export async function aboutSubject(db: Db, eventId: string, subject: Subject, knowers: readonly SubjectKnower[]): Promise<SubjectAbout | undefined> {
  for (const knower of knowers) {
    const about = await knower.about(db, eventId, subject);
    if (about !== undefined) return about;
  }
  return undefined;
}
