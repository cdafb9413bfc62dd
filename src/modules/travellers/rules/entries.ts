import type { Facts } from '../../prescribed/shapes.ts';
import type { TravellerRecord } from '../formats/shapes.ts';
import type { RosterRecord } from '../formats/roster/record.ts';

/** Is a person as a list names them: a carrier's record, or a roster's with all it knows more. */
export type ListRecord = TravellerRecord & Partial<Omit<RosterRecord, keyof TravellerRecord>>;

/** Is what the lists say of a person beyond the name; null where no list says anything. */
export interface TravellerFlags {
  readonly baggage?: boolean | null | undefined;
  readonly sportsKit?: boolean | null | undefined;
  readonly firearm?: boolean | null | undefined;
  readonly medicine?: boolean | null | undefined;
  readonly accessNeeds?: boolean | null | undefined;
}

/** Writes a flight's designator one way: upper case, no blanks, no leading zeros of the number. */
export function normalDesignator(text: string): string {
  const squeezed = text.normalize('NFKC').toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
  const parts = /^([A-Z]{3}|[A-Z0-9]{2})0*(\d{1,4}[A-Z]?)$/u.exec(squeezed);
  return parts === null ? squeezed : `${parts[1]}${parts[2]}`;
}

/** Writes a document's number one way: upper case, letters and digits only. */
export function cleanNumber(text: string): string {
  return text.normalize('NFKC').toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
}

/** Writes a name for comparison: upper case, marks and punctuation gone, one blank between words. */
export function plainName(text: string): string {
  return text.normalize('NFKD').toUpperCase().replaceAll(/\p{M}/gu, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Tells a person's age on a day. Unit: years, 0 to 120. Shape: undefined where the birth date is not known. */
export function ageYears(birthDate: string | null, on: string): number | undefined {
  if (birthDate === null) return undefined;
  const [birthYear, birthDay] = [Number(birthDate.slice(0, 4)), birthDate.slice(5)];
  const years = Number(on.slice(0, 4)) - birthYear - (on.slice(5, 10) < birthDay ? 1 : 0);
  return Number.isFinite(years) ? Math.min(120, Math.max(0, years)) : undefined;
}

/** Lists what the conditions of a plan may know of a person when the case is opened. */
export function attributesOf(person: { kind: 'passenger' | 'crew'; birthDate: string | null; accreditationNumber: string | null; flags: TravellerFlags }, flightDate: string): Facts {
  const age = ageYears(person.birthDate, flightDate);
  return {
    'person.kind': person.kind, ...(age === undefined ? {} : { 'person.ageYears': age }), 'person.accredited': person.accreditationNumber !== null,
    'person.hasBags': person.flags.baggage !== false, 'person.sportsKit': person.flags.sportsKit === true,
  };
}

/** Names an entry of a list, so that two versions can be compared. */
export function entryKey(record: ListRecord): string {
  if (record.accreditationNumber) return `accreditation ${record.accreditationNumber}`;
  const [document] = record.documents;
  if (document !== undefined) return `document ${cleanNumber(document.number)}`;
  return `person ${plainName(`${record.surname} ${record.givenNames}`)} ${record.birthDate ?? ''} ${record.uniqueReference ?? record.bookingReference ?? ''}`.trim();
}

/** Gives what the flags of a record say. Shape: only what the source says. */
export function flagsOf(record: ListRecord): TravellerFlags {
  const flags: Record<string, boolean> = {};
  for (const [name, value] of Object.entries(record.flags ?? {})) if (typeof value === 'boolean') flags[name] = value;
  if (record.flags === undefined && record.bags !== undefined && record.bags.count !== null) flags.baggage = record.bags.count > 0;
  return flags;
}

/** Counts the records that were kept out of a list. Shape: several wrong cells of one row are one record. */
export function countKeptOut(quarantined: readonly { readonly where: string }[]): number {
  return new Set(quarantined.map((entry) => entry.where.replace(/, column .*$/u, ''))).size;
}

/** Is a flight as lists name it. */
export interface NamedFlight { readonly designator: string; readonly dates: readonly string[] }

const dayMilliseconds = 86_400_000;

/** Chooses the flight that a list means: same designator, same day; where no day fits, the only one within a day of it. */
export function chooseFlight<F extends { readonly designator: string; readonly flight_date: string; readonly direction: string }>(flights: readonly F[], named: NamedFlight, direction?: string): F | undefined {
  const same = flights.filter((flight) => flight.designator === named.designator && (direction === undefined || flight.direction === direction));
  for (const date of named.dates) {
    const exact = same.find((flight) => flight.flight_date === date);
    if (exact !== undefined) return exact;
  }
  const [first] = named.dates;
  if (first === undefined) return undefined;
  const near = same.filter((flight) => Math.abs(Date.parse(flight.flight_date) - Date.parse(first)) <= dayMilliseconds);
  return near.length === 1 ? near[0] : undefined;
}
