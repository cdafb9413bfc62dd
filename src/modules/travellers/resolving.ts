import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { cleanNumber } from './rules/entries.ts';
import type { ListRecord } from './rules/entries.ts';
import { explainMatch } from './matching.ts';
import type { SourcedPerson } from './matching.ts';
import { findCandidates, keptTraveller, matchDecisions } from './store/people.ts';
import type { DocumentRow, MatchDecision, TravellerRow } from './store/people.ts';

/** Is the person found behind an entry, or the identifier of a new one; `likely` are others who may be the same and wait for a decision. */
export interface Resolved {
  readonly travellerId: string;
  readonly known: TravellerRow | undefined;
  readonly by: 'previous' | 'document' | 'accreditation' | 'match' | 'new';
  readonly likely: readonly { readonly travellerId: string; readonly reasons: unknown }[];
}

/** Gives the documents of an entry as they are stored. */
export function documentsOf(record: ListRecord): DocumentRow[] {
  return record.documents.flatMap((document) => {
    const number = cleanNumber(document.number);
    return number === '' ? [] : [{ type: document.type === '' ? 'P' : document.type, number, issuer: document.issuer ?? '', expiry: document.expiry }];
  });
}

/** Gives a stored traveller in the shape of a list's entry, for comparison. */
export function recordOf(row: TravellerRow): ListRecord {
  return {
    kind: row.kind, surname: row.surname, givenNames: row.given_names, sex: row.sex, birthDate: row.birth_date, nationality: row.nationality,
    documents: row.documents.map((document) => ({ type: document.type, number: document.number, issuer: document.issuer === '' ? null : document.issuer, expiry: document.expiry })),
    embarkation: null, disembarkation: null, seat: null, bookingReference: null, where: row.traveller_id, nativeName: row.native_name, accreditationNumber: row.accreditation_number, delegation: row.delegation, function: row.function,
  };
}

/** Gives a stored traveller as the search for duplicates compares them: everybody is a source of their own. */
export function sourcedPerson(row: TravellerRow): SourcedPerson {
  return { ...recordOf(row), id: row.traveller_id, source: row.traveller_id };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** Knows everybody who could be behind the entries of a list, and everybody found so far. */
export class People {
  readonly #byDocument = new Map<string, TravellerRow[]>();
  readonly #byAccreditation = new Map<string, TravellerRow[]>();
  readonly #byBirthDate = new Map<string, TravellerRow[]>();
  readonly #byName = new Map<string, TravellerRow[]>();
  readonly #byId = new Map<string, TravellerRow>();
  readonly #apart = new Set<string>();
  readonly kept: (travellerId: string) => string;

  constructor(rows: readonly TravellerRow[], decisions: readonly MatchDecision[]) {
    this.kept = keptTraveller(decisions);
    for (const entry of decisions) if (entry.decision === 'different') this.#apart.add(`${entry.one_id} ${entry.other_id}`);
    for (const row of rows) this.add(row);
  }

  /** Loads the candidates for entries, and the travellers that earlier versions of the list named. */
  static async load(db: Db, eventId: string, records: readonly ListRecord[], travellerIds: readonly string[]): Promise<People> {
    const decisions = await matchDecisions(db, eventId);
    const names = new Set<string>();
    for (const record of records) for (const name of [record.surname, record.givenNames]) if (name !== '') names.add(name.toUpperCase());
    const kept = keptTraveller(decisions);
    const rows = await findCandidates(db, eventId, {
      numbers: [...new Set(records.flatMap((record) => documentsOf(record).map((document) => document.number)))],
      accreditations: [...new Set(records.flatMap((record) => record.accreditationNumber ?? []))],
      names: [...names], birthDates: [...new Set(records.flatMap((record) => record.birthDate ?? []))], travellerIds: [...new Set([...travellerIds, ...travellerIds.map(kept)])],
    });
    const missing = rows.map((row) => kept(row.traveller_id)).filter((id) => !rows.some((row) => row.traveller_id === id));
    if (missing.length > 0) rows.push(...(await findCandidates(db, eventId, { numbers: [], accreditations: [], names: [], birthDates: [], travellerIds: missing })));
    return new People(rows, decisions);
  }

  /** Takes a traveller up, so that the next entry finds them. */
  add(row: TravellerRow): void {
    this.#byId.set(row.traveller_id, row);
    for (const document of row.documents) add(this.#byDocument, document.number, row);
    if (row.accreditation_number !== null) add(this.#byAccreditation, row.accreditation_number, row);
    if (row.birth_date !== null) add(this.#byBirthDate, row.birth_date, row);
    else add(this.#byName, row.surname.toUpperCase(), row);
  }

  /** Finds a traveller by identifier. */
  find(travellerId: string): TravellerRow | undefined {
    return this.#byId.get(this.kept(travellerId));
  }

  /** Says whether an officer has said that two are not one. */
  areApart(one: string, other: string): boolean {
    return this.#apart.has(one < other ? `${one} ${other}` : `${other} ${one}`);
  }

  /**
   * Finds the person behind an entry: as the last version had it, by document, by accreditation, or by an explained match without doubt.
   * Shape: `likely` ones stay apart until an officer decides; those decided "different" are not proposed again.
   */
  resolve(record: ListRecord, previous: string | undefined): Resolved {
    const before = previous === undefined ? undefined : this.find(previous);
    if (before !== undefined) return { travellerId: before.traveller_id, known: before, by: 'previous', likely: [] };
    const documents = documentsOf(record);
    for (const document of documents) {
      const same = (this.#byDocument.get(document.number) ?? []).map((row) => this.find(row.traveller_id) ?? row)
        .find((row) => this.#sameDocument(row, document) && !contradicts(row, record));
      if (same !== undefined) return { travellerId: same.traveller_id, known: same, by: 'document', likely: [] };
    }
    if (record.accreditationNumber) {
      const same = this.#byAccreditation.get(record.accreditationNumber)?.find((row) => !contradicts(row, record));
      if (same !== undefined) return { travellerId: this.kept(same.traveller_id), known: this.find(same.traveller_id), by: 'accreditation', likely: [] };
    }
    const likely: { travellerId: string; reasons: unknown }[] = [];
    const near = new Set<TravellerRow>();
    if (record.birthDate !== null) for (const row of this.#byBirthDate.get(record.birthDate) ?? []) near.add(row);
    for (const row of this.#byName.get(record.surname.toUpperCase()) ?? []) near.add(row);
    for (const row of near) {
      const match = explainMatch(record, recordOf(row));
      if (match.verdict === 'same') return { travellerId: this.kept(row.traveller_id), known: this.find(row.traveller_id), by: 'match', likely: [] };
      if (match.verdict === 'likely') likely.push({ travellerId: row.traveller_id, reasons: match.reasons });
    }
    return { travellerId: uuidv7(), known: undefined, by: 'new', likely };
  }

  #sameDocument(row: TravellerRow, document: DocumentRow): boolean {
    return row.documents.some((known) => known.number === document.number && (known.issuer === document.issuer || known.issuer === '' || document.issuer === ''));
  }
}

// The same number under another name and another birth date is a mistake in one of the sources, not the same person.
function contradicts(row: TravellerRow, record: ListRecord): boolean {
  if (row.birth_date === null || record.birthDate === null || row.birth_date === record.birthDate) return false;
  const surname = row.surname.toUpperCase();
  return surname !== record.surname.toUpperCase() && surname !== record.givenNames.toUpperCase();
}
