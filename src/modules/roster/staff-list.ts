import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { skills as skillWords } from '../../words/console/skills.ts';
import { tableOf } from '../goods/formats/reference.ts';
import { UnreadableTable } from '../goods/rules/table-text.ts';
import { UnreadableFile } from '../travellers/formats/roster/grid.ts';
import { bytesOf } from '../travellers/reading.ts';
import { readStaff } from './rules/staff-rows.ts';
import type { StaffRow, StaffRowProblem } from './rules/staff-rows.ts';
import { certificateRows, personRows } from './store/people.ts';
import type { PersonRow } from './store/people.ts';

/** Is what one person of a staff list changes. Shape: certificates are those that are new or differ. */
export interface StaffChange { readonly state: 'new' | 'changed' | 'unchanged'; readonly person: PersonRow | undefined; readonly row: StaffRow; readonly certificates: StaffRow['certificates'] }

const wordsOfSkills = Object.fromEntries([skillWords.en, skillWords.zh].flatMap((words) => Object.entries(words).map(([skill, word]) => [String(word).toLowerCase(), skill])));

/** Reads a staff list and tells what each person of it changes. Refuses: `content-invalid`, `file-unreadable`. */
export async function checkStaffList(db: Db, eventId: string, file: { readonly fileName: string; readonly content: string }, asOf: string): Promise<{ readonly changes: readonly StaffChange[]; readonly quarantined: readonly StaffRowProblem[] }> {
  try {
    const { people, quarantined } = readStaff(tableOf(bytesOf(file), file.fileName), wordsOfSkills);
    if (people.length === 0 && quarantined.length === 0) throw new UnreadableFile('no-rows', 'No row stands under the header.');
    const known = await personRows(db, eventId, asOf);
    const certificates = await certificateRows(db, eventId, asOf);
    const byNumber = new Map(known.map((row) => [row.staff_number, row]));
    const changes = people.map((row): StaffChange => {
      const person = byNumber.get(row.staffNumber);
      const news = row.certificates.filter((one) => !certificates.some((other) => other.person_id === person?.person_id && other.skill === one.skill && other.number === one.number && other.valid_from === one.validFrom && other.valid_until === one.validUntil));
      if (person === undefined) return { state: 'new', person, row, certificates: news };
      const same = person.active && person.tier === row.tier && person.point_code === row.pointCode && person.content.nameEn === row.nameEn && person.content.nameZh === row.nameZh
        && person.content.team === row.team && person.content.loop === row.loop && person.content.mostShifts === row.mostShifts;
      return { state: same && news.length === 0 ? 'unchanged' : 'changed', person, row, certificates: news };
    });
    return { changes, quarantined };
  } catch (error) {
    if (!(error instanceof UnreadableFile || error instanceof UnreadableTable)) throw error;
    throw new Refusal('file-unreadable', { fileName: file.fileName, code: error instanceof UnreadableFile ? error.code : 'no-table', reason: error.message }, '/content');
  }
}
