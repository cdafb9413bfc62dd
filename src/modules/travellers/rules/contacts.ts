/** Is a dated rule that says who sat too near; `source` says where it comes from. */
export interface ContactRule {
  readonly version: string;
  readonly rowsBefore: number;
  readonly rowsBehind: number;
  readonly source: string;
}

/** Lists the rules there are, the one in force first. The rule of 2022 was not found in public. */
export const contactRules: readonly ContactRule[] = [
  { version: 'seats-2-rows', rowsBefore: 2, rowsBehind: 2, source: 'inferred: two rows before and behind, all seats of the rows' },
  { version: 'seats-3-rows', rowsBefore: 3, rowsBehind: 3, source: 'inferred: three rows before and behind, all seats of the rows' },
];

/** Finds a rule by its version. */
export function findContactRule(version: string): ContactRule | undefined {
  return contactRules.find((rule) => rule.version === version);
}

/** Is a seat as row and letter. */
export interface Seat { readonly row: number; readonly letter: string }

/** Reads a seat such as 12A. Shape: undefined for what is no seat. */
export function readSeat(text: string | null): Seat | undefined {
  const parts = /^0{0,2}(\d{1,3})([A-Z])$/u.exec((text ?? '').trim().toUpperCase());
  return parts === null ? undefined : { row: Number(parts[1]), letter: parts[2]! };
}

/** Is a person in a seat. */
export interface Seated { readonly caseId: string; readonly seat: string | null }

/** Is why a person is a contact: rows away, zero for the same row. */
export interface Contact { readonly caseId: string; readonly seat: string; readonly reason: 'sameRow' | 'nearRow'; readonly rowsAway: number }

/**
 * Determines who sat near a person under a rule, nearest rows first.
 * Shape: `unseated` are those whose seat nobody knows: they cannot be ruled out and must be asked.
 */
export function contactsOf(index: Seated, others: readonly Seated[], rule: ContactRule): { contacts: Contact[]; unseated: string[] } {
  const own = readSeat(index.seat);
  const contacts: Contact[] = [];
  const unseated: string[] = [];
  for (const other of others) {
    if (other.caseId === index.caseId) continue;
    const seat = readSeat(other.seat);
    if (seat === undefined || own === undefined) { unseated.push(other.caseId); continue; }
    const behind = seat.row - own.row;
    if (behind < -rule.rowsBefore || behind > rule.rowsBehind) continue;
    contacts.push({ caseId: other.caseId, seat: `${seat.row}${seat.letter}`, reason: behind === 0 ? 'sameRow' : 'nearRow', rowsAway: Math.abs(behind) });
  }
  contacts.sort((one, other) => one.rowsAway - other.rowsAway || one.seat.localeCompare(other.seat, 'en', { numeric: true }));
  return { contacts, unseated };
}

/** Is the cabin as drawn: blocks of letters between aisles, and the rows. */
export interface SeatLayout { readonly blocks: readonly string[]; readonly firstRow: number; readonly lastRow: number; readonly inferred: boolean }

/** Reads a layout such as "ABC-DEF|1-40", or infers one from the seats seen. */
export function layoutOf(written: string | null, seats: readonly (string | null)[]): SeatLayout {
  const parts = /^([A-Z]{1,6}(?:-[A-Z]{1,6}){0,3})\|(\d{1,3})-(\d{1,3})$/u.exec((written ?? '').trim().toUpperCase());
  if (parts !== null && Number(parts[2]) <= Number(parts[3])) return { blocks: parts[1]!.split('-'), firstRow: Number(parts[2]), lastRow: Number(parts[3]), inferred: false };
  const seen = seats.flatMap((seat) => readSeat(seat) ?? []);
  if (seen.length === 0) return { blocks: [], firstRow: 1, lastRow: 0, inferred: true };
  const letters = [...new Set(seen.map((seat) => seat.letter))].sort().join('');
  const rows = seen.map((seat) => seat.row);
  return { blocks: [letters], firstRow: Math.min(...rows), lastRow: Math.max(...rows), inferred: true };
}
