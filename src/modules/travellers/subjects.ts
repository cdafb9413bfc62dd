import type { SubjectKnower } from '../devices/subjects.ts';
import { nameOfCase } from './store/subjects.ts';

/** Knows the travellers that a device speaks of: by their case alone, since a name or a document number is no name for a machine to send about. */
export const travellerSubjects: SubjectKnower = {
  async about(db, eventId, { caseId, kind }) {
    if (kind !== 'traveller') return undefined;
    const name = await nameOfCase(db, eventId, caseId);
    return name === undefined ? undefined : { label: { en: name, zh: name }, goods: [] };
  },
};
