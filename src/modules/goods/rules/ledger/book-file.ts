import { isDay } from '../dates.ts';
import { accounts, entryKinds, instrumentKinds } from './accounts.ts';
import type { Account, EntryKind, Instrument, InstrumentKind, LedgerEntry, Transfer } from './accounts.ts';
import { isBookName } from './instruments.ts';

/** Is a book as a file holds it. */
export interface Book {
  readonly instruments: readonly Instrument[];
  readonly entries: readonly LedgerEntry[];
}

/** Is a place of a file that cannot be read, and why. */
export interface BookProblem {
  readonly where: string;
  readonly problem: string;
}

/** Is thrown inside a reading only; `readBook` gives it as a problem. */
class Unreadable extends Error {
  readonly where: string;

  constructor(where: string, problem: string) {
    super(problem);
    this.where = where;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable(where, 'must be an object');
  return value as Fields;
}

function listOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unreadable(where, 'must be a list');
  return value;
}

function textOf(fields: Fields, name: string, where: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || value.length > 200) throw new Unreadable(`${where}/${name}`, 'must be a text of 1 to 200 characters');
  return value;
}

function nameOf(fields: Fields, name: string, where: string): string {
  const value = textOf(fields, name, where);
  if (!isBookName(value)) throw new Unreadable(`${where}/${name}`, 'must begin with a letter or digit and hold letters, digits, single spaces and . _ / ( ) # & + -, 2 to 80 of them');
  return value;
}

function dayIn(fields: Fields, name: string, where: string): string {
  const value = fields[name];
  if (!isDay(value)) throw new Unreadable(`${where}/${name}`, 'must be a day, YYYY-MM-DD');
  return value;
}

function wholeOf(fields: Fields, name: string, where: string): bigint {
  const value = fields[name];
  if (typeof value === 'string' && /^\d{1,18}$/.test(value)) return BigInt(value);
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  throw new Unreadable(`${where}/${name}`, 'must be a whole number (of fen, or of what is counted), as a number or as digits in quotes');
}

function oneOf<Value extends string>(fields: Fields, name: string, where: string, values: readonly Value[]): Value {
  const value = fields[name];
  if (!(values as readonly unknown[]).includes(value)) throw new Unreadable(`${where}/${name}`, `must be one of ${values.join(', ')}`);
  return value as Value;
}

const isThere = (fields: Fields, name: string): boolean => fields[name] !== undefined && fields[name] !== null;

function instrumentOf(value: unknown, where: string): Instrument {
  const fields = fieldsOf(value, where);
  return {
    instrumentId: textOf(fields, 'instrumentId', where), kind: oneOf<InstrumentKind>(fields, 'kind', where, instrumentKinds), reference: nameOf(fields, 'reference', where), guarantor: textOf(fields, 'guarantor', where),
    beginsOn: dayIn(fields, 'beginsOn', where), endsOn: dayIn(fields, 'endsOn', where), claimDays: isThere(fields, 'claimDays') ? Number(wholeOf(fields, 'claimDays', where)) : 0,
  };
}

function transferOf(value: unknown, where: string): Transfer {
  const fields = fieldsOf(value, where);
  return {
    debit: oneOf<Account>(fields, 'debit', where, accounts), credit: oneOf<Account>(fields, 'credit', where, accounts), amountFen: wholeOf(fields, 'amountFen', where),
    ...(isThere(fields, 'lineId') ? { lineId: nameOf(fields, 'lineId', where) } : {}),
  };
}

function entryOf(value: unknown, where: string, positions: Map<string, number>): LedgerEntry {
  const fields = fieldsOf(value, where);
  const entryId = textOf(fields, 'entryId', where);
  const instrumentId = textOf(fields, 'instrumentId', where);
  const position = isThere(fields, 'position') ? Number(wholeOf(fields, 'position', where)) : (positions.get(instrumentId) ?? 0) + 1;
  positions.set(instrumentId, position);
  const terms = isThere(fields, 'terms') ? fieldsOf(fields['terms'], `${where}/terms`) : {};
  const termDay = (name: string): object => (isThere(terms, name) ? { [name]: dayIn(terms, name, `${where}/terms`) } : {});
  const lineId = isThere(fields, 'lineId') ? nameOf(fields, 'lineId', where) : null;
  const postedAt = textOf(fields, 'postedAt', where);
  if (Number.isNaN(Date.parse(postedAt))) throw new Unreadable(`${where}/postedAt`, 'must be an instant');
  return {
    entryId, commandId: isThere(fields, 'commandId') ? textOf(fields, 'commandId', where) : entryId, part: isThere(fields, 'part') ? Number(wholeOf(fields, 'part', where)) : 1,
    instrumentId, position, kind: oneOf<EntryKind>(fields, 'kind', where, entryKinds), postedAt: new Date(postedAt).toISOString(), day: dayIn(fields, 'day', where),
    lineId, cover: lineId === null ? null : isThere(fields, 'cover') ? Number(wholeOf(fields, 'cover', where)) : 1, quantity: isThere(fields, 'quantity') ? wholeOf(fields, 'quantity', where) : null,
    undoes: isThere(fields, 'undoes') ? textOf(fields, 'undoes', where) : null, reason: isThere(fields, 'reason') ? textOf(fields, 'reason', where) : null,
    terms: { ...(isThere(terms, 'capFen') ? { capFen: wholeOf(terms, 'capFen', `${where}/terms`) } : {}), ...termDay('deadline'), ...termDay('endsOn'), ...termDay('proofBy') },
    transfers: listOf(fields['transfers'] ?? [], `${where}/transfers`).map((one, index) => transferOf(one, `${where}/transfers/${index}`)),
  };
}

/** Reads a book from the value of a JSON file. Shape: the book, or the first place that cannot be read. Command, part, position and cover may be left out where they are the plain ones. */
export function readBook(value: unknown): { readonly book: Book } | { readonly unreadable: BookProblem } {
  try {
    const fields = fieldsOf(value, '');
    const instruments = listOf(fields['instruments'], '/instruments').map((one, index) => instrumentOf(one, `/instruments/${index}`));
    const known = new Set<string>();
    instruments.forEach(({ instrumentId, reference }, index) => {
      if (known.has(`id ${instrumentId}`) || known.has(`reference ${reference}`)) throw new Unreadable(`/instruments/${index}`, 'stands twice');
      known.add(`id ${instrumentId}`).add(`reference ${reference}`);
    });
    const positions = new Map<string, number>();
    const entries = listOf(fields['entries'], '/entries').map((one, index) => entryOf(one, `/entries/${index}`, positions));
    const stray = entries.findIndex((entry) => !known.has(`id ${entry.instrumentId}`));
    if (stray !== -1) throw new Unreadable(`/entries/${stray}/instrumentId`, 'names no instrument of the file');
    return { book: { instruments, entries } };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { unreadable: { where: error.where || '/', problem: error.message } };
  }
}

/** Gives a book as JSON can hold it: amounts and quantities as digits in quotes. */
export function bookAsJson(book: Book): unknown {
  return JSON.parse(JSON.stringify(book, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));
}
