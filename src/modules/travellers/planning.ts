import { createHash } from 'node:crypto';
import type { AnswerEnvelope } from './formats/paxlst/cusres.ts';
import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { rosterDiff } from './formats/roster/diff.ts';
import type { RosterDiff } from './formats/roster/diff.ts';
import type { RosterRecord } from './formats/roster/record.ts';
import { chooseFlight, entryKey } from './rules/entries.ts';
import type { ListRecord } from './rules/entries.ts';
import type { FileEntry, FileGroup, ReadFile } from './reading.ts';
import { documentsOf, People } from './resolving.ts';
import type { Resolved } from './resolving.ts';
import { airlineEntries, currentLists, entriesOf } from './store/lists.ts';
import type { EntryRow, ListRow } from './store/lists.ts';
import { findFlight, flightsNamed } from './store/flights.ts';
import type { FlightRow } from './store/flights.ts';

/** Is one entry of a new list version, with the person behind it; a reference in a close-out may name nobody known. */
export interface PlannedEntry { readonly key: string; readonly record: ListRecord; readonly part: number | null; readonly person: Resolved | undefined; /** The last version said the same of the same flight. */ readonly isSettled: boolean }

/** Is the next version of one scope, and what it does to the last. */
export interface PlannedList {
  readonly scope: string;
  readonly flight: FlightRow | undefined;
  readonly named: { readonly designator: string | null; readonly date: string | null };
  readonly previous: ListRow | undefined;
  readonly entries: readonly PlannedEntry[];
  readonly diff: RosterDiff;
  readonly digest: Buffer;
  /** Nothing is new: the same content, every flight already found. */
  readonly unchanged: boolean;
  readonly isPeople: boolean;
  readonly declared: Readonly<Record<string, unknown>>;
  readonly envelope: AnswerEnvelope | undefined;
}

/** Is what committing a file would do. */
export interface PlannedCommit { readonly lists: readonly PlannedList[]; readonly people: People }

type Scoped = { scope: string; group: FileGroup; flight: FlightRow | undefined; entries: readonly FileEntry[]; isPeople: boolean };

const asRoster = (records: readonly ListRecord[]): RosterRecord[] => records as unknown as RosterRecord[];

/**
 * Plans what a file does to the lists: which scopes, which flights, which people, which differences to the last version. Reads only.
 * Refuses: `flight-unknown`, `flight-differs`.
 */
export async function planCommit(db: Db, eventId: string, file: ReadFile, input: { readonly kind: 'roster' | 'airline'; readonly fileName: string; readonly flightId?: string | undefined }): Promise<PlannedCommit> {
  const scoped = await scopesOf(db, eventId, file, input);
  const lists = await currentLists(db, eventId, input.kind, scoped.map((entry) => entry.scope));
  const listByScope = new Map(lists.map((list) => [list.scope, list]));
  const before = new Map<string, EntryRow[]>();
  for (const row of await entriesOf(db, eventId, lists.map((list) => list.list_id))) before.set(row.list_id, [...(before.get(row.list_id) ?? []), row]);
  const next = scoped.map((one) => {
    const previous = listByScope.get(one.scope);
    const old = previous === undefined ? [] : before.get(previous.list_id) ?? [];
    return { one, previous, old, ...nextEntries(one.group, one.entries, old) };
  });
  const people = await People.load(db, eventId, next.flatMap((entry) => entry.entries.map((item) => item.record)), next.flatMap((entry) => entry.old.flatMap((row) => row.traveller_id ?? [])));
  const planned: PlannedList[] = [];
  for (const { one, previous, old, entries } of next) {
    const travellerBefore = new Map(old.map((row) => [row.entry.record, row.traveller_id]));
    const diff = rosterDiff(asRoster(old.map((row) => row.entry.record)), asRoster(entries.map((entry) => entry.record)));
    const partner = new Map<ListRecord, ListRecord>(diff.changed.map((change) => [change.after, change.before]));
    const known = pairUnchanged(old, entries, diff);
    const flightsFound = one.flight === undefined || old.every((row) => row.flight_id === one.flight?.flight_id);
    const references = one.isPeople ? undefined : one.flight === undefined ? [] : await airlineEntries(db, eventId, one.flight.flight_id);
    const resolved = entries.map((entry): PlannedEntry => {
      if (references !== undefined) return { key: entryKey(entry.record), record: entry.record, part: entry.part, person: referred(entry.record, references, people), isSettled: false };
      const earlier = partner.get(entry.record) ?? known.get(entry.record);
      const person = people.resolve(entry.record, earlier === undefined ? undefined : travellerBefore.get(earlier) ?? undefined);
      if (person.known === undefined) people.add(newRow(person.travellerId, entry.record));
      return { key: entryKey(entry.record), record: entry.record, part: entry.part, person, isSettled: flightsFound && known.has(entry.record) };
    });
    const digest = digestOf(one.scope, entries, file);
    const isSame = previous !== undefined && diff.added.length === 0 && diff.changed.length === 0 && diff.gone.length === 0 && (file.quarantined.length === 0 || previous.digest.equals(digest));
    planned.push({
      scope: one.scope, flight: one.flight, named: { designator: one.group.designator, date: one.group.dates[0] ?? null }, previous, entries: resolved, diff, digest, isPeople: one.isPeople, envelope: one.group.envelope,
      unchanged: isSame && flightsFound,
      declared: { ...file.declared, function: one.group.function, incomplete: one.group.incomplete, parts: [...one.group.parts], designator: one.group.designator, date: one.group.dates[0] ?? null },
    });
  }
  return { lists: planned, people };
}

async function scopesOf(db: Db, eventId: string, file: ReadFile, input: { readonly kind: string; readonly fileName: string; readonly flightId?: string | undefined }): Promise<Scoped[]> {
  const given = input.flightId === undefined ? undefined : await findFlight(db, eventId, input.flightId);
  if (input.flightId !== undefined && given === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId });
  const flights = await flightsNamed(db, eventId, [...new Set(file.groups.flatMap((group) => group.designator ?? []))]);
  const scoped: Scoped[] = [];
  // A file of which nothing could be let in is kept all the same, so that its reasons can be read afterwards.
  if (file.groups.length === 0 && file.quarantined.length > 0) {
    scoped.push({ scope: `quarantined:${input.fileName}`, group: { function: input.kind === 'roster' ? 'roster' : 'unknown', designator: null, dates: [], delegation: null, entries: [], references: [], parts: [], incomplete: false }, flight: given, entries: [], isPeople: true });
  }
  for (const group of file.groups) {
    const named = group.designator === null ? undefined : chooseFlight(flights, { designator: group.designator, dates: group.dates });
    if (input.kind === 'roster') {
      const flight = group.designator === null ? given : named;
      scoped.push({ scope: `${group.delegation ?? input.fileName}|${group.designator ?? ''}|${group.dates[0] ?? ''}`, group, flight, entries: group.entries, isPeople: true });
      continue;
    }
    if (given !== undefined && group.designator !== null && group.designator !== given.designator) throw new Refusal('flight-differs', { file: group.designator, flight: given.designator });
    const flight = given ?? named;
    const place = flight?.flight_id ?? `${group.designator ?? '?'} ${group.dates[0] ?? '?'}`;
    const isReference = group.function === 'closeOut' || group.function === 'onBoard' || group.function === 'notOnBoard';
    if (isReference) {
      const entries = [...group.entries, ...group.references.map((reference): FileEntry => ({ part: null, record: referenceRecord(reference) }))];
      scoped.push({ scope: `${place}:${group.function === 'notOnBoard' ? 'notOnBoard' : 'onBoard'}`, group, flight, entries, isPeople: false });
      continue;
    }
    for (const kind of ['passenger', 'crew'] as const) {
      const entries = group.entries.filter((entry) => entry.record.kind === kind);
      const isOwn = kind === (group.function === 'crew' || group.function === 'masterCrewList' ? 'crew' : 'passenger');
      if (entries.length > 0 || isOwn) scoped.push({ scope: `${place}:${kind === 'crew' ? 'crew' : 'passengers'}`, group, flight, entries, isPeople: true });
    }
  }
  return merged(scoped);
}

// Two messages of one file about the same scope are one list; the later message of the file names its function.
function merged(scoped: readonly Scoped[]): Scoped[] {
  const byScope = new Map<string, Scoped>();
  for (const entry of scoped) {
    const first = byScope.get(entry.scope);
    byScope.set(entry.scope, first === undefined ? entry : { ...entry, entries: [...first.entries, ...entry.entries] });
  }
  return [...byScope.values()];
}

function referenceRecord(reference: { where: string; bookingReference: string | null; uniqueReference: string | null; seat: string | null }): ListRecord {
  return {
    kind: 'passenger', surname: '', givenNames: '', sex: null, birthDate: null, nationality: null, documents: [], embarkation: null, disembarkation: null, seat: reference.seat, bookingReference: reference.bookingReference,
    where: reference.where, ...(reference.uniqueReference === null ? {} : { uniqueReference: reference.uniqueReference }),
  };
}

// A full list replaces the last one; a change, a reduction or a part touches only what it names.
function nextEntries(group: FileGroup, entries: readonly FileEntry[], old: readonly EntryRow[]): { entries: FileEntry[] } {
  const kept = old.map((row): FileEntry => ({ record: row.entry.record, part: row.entry.part }));
  if (group.function === 'cancel') return { entries: [] };
  if (group.function === 'change' || group.function === 'reduction') {
    const diff = rosterDiff(asRoster(kept.map((entry) => entry.record)), asRoster(entries.map((entry) => entry.record)));
    const gone = new Set<unknown>(diff.gone);
    const untouched = kept.filter((entry) => gone.has(entry.record));
    return { entries: group.function === 'reduction' ? untouched : [...untouched, ...entries] };
  }
  const isPart = group.parts.length > 0 && group.incomplete;
  if (!isPart) return { entries: unique(entries) };
  return { entries: unique([...kept.filter((entry) => entry.part !== null && !group.parts.includes(entry.part)), ...entries]) };
}

// A carrier names some people twice; the last mention counts.
function unique(entries: readonly FileEntry[]): FileEntry[] {
  const byKey = new Map<string, FileEntry>();
  for (const entry of entries) byKey.set(`${entryKey(entry.record)} ${entry.record.surname} ${entry.record.givenNames}`, entry);
  return [...byKey.values()];
}

// What is the same in both versions keeps its person; the comparison names only what differs.
function pairUnchanged(old: readonly EntryRow[], entries: readonly FileEntry[], diff: RosterDiff): Map<ListRecord, ListRecord> {
  const touched = new Set<unknown>([...diff.added, ...diff.changed.map((change) => change.after)]);
  const byKey = new Map(old.map((row) => [row.entry_key, row.entry.record]));
  const pairs = new Map<ListRecord, ListRecord>();
  for (const entry of entries) {
    const earlier = touched.has(entry.record) ? undefined : byKey.get(entryKey(entry.record));
    if (earlier !== undefined) pairs.set(entry.record, earlier);
  }
  return pairs;
}

function referred(record: ListRecord, listed: readonly EntryRow[], people: People): Resolved | undefined {
  const named = (field: 'uniqueReference' | 'bookingReference' | 'seat'): EntryRow | undefined => {
    const value = record[field];
    if (value === undefined || value === null) return undefined;
    const found = listed.filter((row) => row.entry.record[field] === value);
    return found.length === 1 ? found[0] : undefined;
  };
  const row = named('uniqueReference') ?? named('bookingReference') ?? named('seat');
  if (row?.traveller_id != null) return { travellerId: people.kept(row.traveller_id), known: people.find(row.traveller_id), by: 'previous', likely: [] };
  if (record.surname === '') return undefined;
  const person = people.resolve(record, undefined);
  return person.known === undefined ? undefined : person;
}

function newRow(travellerId: string, record: ListRecord): Parameters<People['add']>[0] {
  return {
    traveller_id: travellerId, kind: record.kind, surname: record.surname, given_names: record.givenNames, native_name: record.nativeName ?? null, sex: record.sex, birth_date: record.birthDate, nationality: record.nationality,
    delegation: record.delegation ?? null, function: record.function ?? null, accreditation_number: record.accreditationNumber ?? null, flags: {}, documents: documentsOf(record), isStored: false,
  };
}

function digestOf(scope: string, entries: readonly FileEntry[], file: ReadFile): Buffer {
  const content = entries.map(({ record }) => { const { where: _where, row: _row, ...rest } = record; return rest; });
  return createHash('sha256').update(JSON.stringify([scope, content, file.quarantined.map((entry) => [entry.code, entry.reason, entry.raw])])).digest();
}
