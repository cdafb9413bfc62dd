import type { Db } from '../../kernel/db.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readDeclarations } from './formats/declarations.ts';
import type { DeclarationRecord } from './formats/declarations.ts';
import type { Quarantined } from './formats/shapes.ts';
import { bytesOf } from './reading.ts';
import { cleanNumber, normalDesignator } from './rules/entries.ts';
import { declarationRecords } from './store/declarations.ts';
import { findCandidates, journeysOfTravellers } from './store/people.ts';

/** Is a card whose person is found: what will be recorded on which case, and whether it is new there. */
export interface PlacedDeclaration {
  readonly where: string;
  readonly caseId: string;
  readonly flightId: string;
  readonly designator: string;
  readonly name: string;
  /** The same card on the same case has the same identifier, so that a file that is loaded twice changes nothing. */
  readonly recordId: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly state: 'new' | 'changed' | 'same';
}

/** Is a file of declaration cards, read and compared with who is expected. */
export interface PlannedDeclarations {
  readonly placed: readonly PlacedDeclaration[];
  readonly quarantined: readonly Quarantined[];
  readonly found: Readonly<Record<string, unknown>>;
}

function evidenceOf(record: DeclarationRecord): Record<string, unknown> {
  const { complete, formVersion, language, symptomDeclared, contactDeclared, keyAreaDeclared, filledAt } = record;
  return { complete, formVersion, language, symptomDeclared, contactDeclared, keyAreaDeclared, ...(filledAt === null ? {} : { filledAt }) };
}

/**
 * Reads a file of declaration cards and finds the person of each on an arriving flight: by document number, and by flight where the row or the officer names one.
 * Refuses: `content-invalid`, `file-unreadable`. A card whose person is not found, or stands on several flights, is kept out with its reason.
 */
export async function planDeclarations(db: Db, eventId: string, input: { readonly fileName: string; readonly content: string; readonly flightId?: string | undefined }): Promise<PlannedDeclarations> {
  const read = readDeclarations(bytesOf(input), { fileName: input.fileName });
  const broken = read.quarantined.find((entry) => entry.where === 'file');
  if (broken !== undefined) throw new Refusal('file-unreadable', { fileName: input.fileName, code: broken.code, reason: broken.reason });
  const numbers = [...new Set(read.records.map((record) => cleanNumber(record.documentNumber)))];
  const people = await findCandidates(db, eventId, { numbers, accreditations: [], names: [], birthDates: [], travellerIds: [] });
  const journeys = (await journeysOfTravellers(db, eventId, people.map((person) => person.traveller_id))).filter((journey) => journey.direction === 'arrival');
  const quarantined: Quarantined[] = [...read.quarantined];
  const placed: Omit<PlacedDeclaration, 'state'>[] = [];
  for (const record of read.records) {
    const { where } = record;
    const number = cleanNumber(record.documentNumber);
    const owners = people.filter((person) => person.documents.some((document) => document.number === number));
    if (owners.length === 0) { quarantined.push({ where, code: 'nobody', reason: `Nobody expected has the passport number ${record.documentNumber}: load the list first, or correct the number.` }); continue; }
    const born = owners.filter((person) => record.birthDate === null || person.birth_date === null || person.birth_date === record.birthDate);
    if (born.length === 0) { quarantined.push({ where, code: 'birth-date-differs', reason: `The passport number ${record.documentNumber} belongs to somebody with another date of birth: correct the one that is wrong.` }); continue; }
    const ids = new Set(born.map((person) => person.traveller_id));
    const fitting = journeys.filter((journey) => ids.has(journey.traveller_id)
      && (input.flightId === undefined || journey.flight_id === input.flightId)
      && (record.designator === null || normalDesignator(journey.designator) === normalDesignator(record.designator))
      && (record.flightDate === null || Math.abs(Date.parse(journey.flight_date) - Date.parse(record.flightDate)) <= 86_400_000));
    const [journey, other] = fitting;
    if (journey === undefined) { quarantined.push({ where, code: 'not-on-flight', reason: 'The person is on no arriving flight that fits: correct the flight and the day, or load the list that names them.' }); continue; }
    if (other !== undefined) { quarantined.push({ where, code: 'several-flights', reason: `The person is expected on ${fitting.map((entry) => `${entry.designator} ${entry.flight_date}`).join(', ')}: add the columns 航班号 Flight and 抵达日期 Arrival date.` }); continue; }
    const person = born.find((entry) => entry.traveller_id === journey.traveller_id)!;
    const evidence = evidenceOf(record);
    placed.push({ where, caseId: journey.case_id, flightId: journey.flight_id, designator: journey.designator, name: `${person.surname} ${person.given_names}`.trim(), recordId: wordsId('declaration', eventId, journey.case_id, JSON.stringify(evidence)), evidence });
  }
  const twice = new Map<string, string>();
  const once = placed.filter((entry) => {
    const first = twice.get(entry.caseId);
    if (first === undefined) { twice.set(entry.caseId, entry.where); return true; }
    quarantined.push({ where: entry.where, code: 'twice', reason: `${first} holds a card of the same person on the same flight: keep the one that counts.` });
    return false;
  });
  const known = await declarationRecords(db, eventId, once.map((entry) => entry.caseId));
  const identifiers = new Set(known.map((row) => row.record_id));
  const answered = new Set(known.map((row) => row.case_id));
  return {
    placed: once.map((entry) => ({ ...entry, state: identifiers.has(entry.recordId) ? 'same' : answered.has(entry.caseId) ? 'changed' : 'new' })),
    quarantined, found: read.found,
  };
}
