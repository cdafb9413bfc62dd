import { auditLedger, bookOf } from '../../src/modules/goods/auditing.ts';
import { writeFen } from '../../src/kernel/money.ts';
import { writeJournal } from '../../src/modules/goods/rules/hledger.ts';
import { canCloseBooks } from '../../src/modules/goods/rules/ledger.ts';
import { bookAsJson, readBook } from '../../src/modules/goods/rules/ledger/book-file.ts';
import type { Book } from '../../src/modules/goods/rules/ledger/book-file.ts';
import { coverAccounts } from '../../src/modules/goods/rules/ledger/accounts.ts';
import { verifyBook } from '../../src/modules/goods/rules/ledger/verifying.ts';
import type { Breach } from '../../src/modules/goods/rules/ledger/verifying.ts';
import { dayOf, parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry, Given, Outcome } from './call.ts';
import { onEvent } from './on-database.ts';

const usage = `ledger export --hledger|--json [--from DAY] [--instrument REFERENCE] [--event CODE]
    the guarantee's book out of the database, with or without the server: a journal for hledger, or a file for the calls below; --from makes one opening of what was before
ledger export --hledger [--from DAY] [--instrument REFERENCE] FILE|-
    the same journal from a JSON file of ledger events {"instruments":[…],"entries":[…]}
ledger check [--event CODE]
ledger check FILE|-
    whether the book of the database, or of a file, holds what a ledger must hold; what does not is named with its entry`;

const largestFile = 256 * 1024 * 1024;

/** Reads a book from a file. Refuses: a file that holds none cannot be used, as in `list` and `tax`. */
async function bookFromFile(file: string): Promise<Book> {
  const unusable = (where: string, problem: string): UnusableCall => new UnusableCall(`${file === '-' ? 'Standard input' : file}, ${where}: ${problem}`);
  const input = await readInput(file, largestFile);
  if (!('bytes' in input)) throw unusable('/', `${input.tooLarge} bytes are more than ${largestFile}`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(input.bytes));
  } catch (error) {
    throw unusable('/', `this is no JSON in UTF-8: ${error instanceof Error ? error.message : String(error)}; "ledger export --json" writes such a file`);
  }
  const read = readBook(value);
  if ('unreadable' in read) throw unusable(read.unreadable.where, read.unreadable.problem);
  return read.book;
}

function onlyInstrument(book: Book, reference: string | undefined): Book {
  if (reference === undefined) return book;
  const instruments = book.instruments.filter((one) => one.reference === reference);
  if (instruments.length === 0) throw new UnusableCall(`There is no instrument "${reference}"; there are ${book.instruments.map((one) => one.reference).join(', ') || 'none'}.`, usage);
  return { instruments, entries: book.entries.filter((entry) => entry.instrumentId === instruments[0]!.instrumentId) };
}

function say(breaches: readonly Breach[]): void {
  for (const { invariant, at, detail } of breaches) process.stderr.write(`${invariant}, ${at}: ${detail}\n`);
}

async function exportBook(given: Given, file: string | undefined): Promise<Outcome> {
  const asJournal = given.flag('hledger');
  if (asJournal === given.flag('json')) throw new UnusableCall('ledger export needs --hledger or --json.', usage);
  const from = dayOf(given.text('from'), 'from', usage);
  if (from !== undefined && !asJournal) throw new UnusableCall('--from belongs to --hledger.', usage);
  const reference = given.text('instrument');
  let book: Book;
  if (file === undefined) {
    book = await onEvent(given.text('event'), usage, async (pool, event) => onlyInstrument((await bookOf(pool, event.event_id))!, reference));
  } else {
    book = onlyInstrument(await bookFromFile(file), reference);
  }
  const { breaches } = verifyBook(book.instruments, book.entries);
  say(breaches);
  return { output: asJournal ? writeJournal(book.instruments, book.entries, from === undefined ? {} : { from }).trimEnd() : bookAsJson(book), code: breaches.length === 0 ? 0 : 1 };
}

function verdictOf(book: Book, audited: readonly Breach[]): Outcome {
  const { state, breaches: counted } = verifyBook(book.instruments, book.entries);
  const breaches = audited.length > 0 ? audited : counted;
  say(breaches);
  const closing = canCloseBooks(state);
  return {
    output: {
      valid: breaches.length === 0, breaches, entries: book.entries.length, closable: closing.ok,
      instruments: [...state.instruments.values()].map(({ instrument, balances, endsOn }) => ({
        reference: instrument.reference, kind: instrument.kind, endsOn, limit: writeFen(-balances.limit), ...Object.fromEntries(coverAccounts.map((account) => [account, writeFen(balances[account])])),
      })),
    },
    code: breaches.length === 0 ? 0 : 1,
  };
}

async function check(given: Given, file: string | undefined): Promise<Outcome> {
  if (given.flag('hledger') || given.flag('json') || given.text('instrument') !== undefined || given.text('from') !== undefined) throw new UnusableCall('ledger check takes a file, or --event.', usage);
  if (file === undefined) return onEvent(given.text('event'), usage, async (pool, event) => {
    const { book, breaches } = await auditLedger(pool, event.event_id);
    return verdictOf(book, breaches);
  });
  return verdictOf(await bookFromFile(file), []);
}

/** Writes the guarantee's book for other programs, and checks it. */
export const ledgerCommand: CommandEntry = {
  usage,
  async run(args) {
    const given = parseCall(args, { hledger: 'flag', json: 'flag', from: 'text', instrument: 'text', event: 'text' }, usage);
    const [what, file, ...rest] = given.words;
    if (rest.length > 0) throw new UnusableCall(`"${rest[0]}" is not expected.`, usage);
    if (file !== undefined && given.text('event') !== undefined) throw new UnusableCall('--event belongs to the database, not to a file.', usage);
    if (what === 'export') return exportBook(given, file);
    if (what === 'check') return check(given, file);
    throw new UnusableCall(what === undefined ? 'ledger needs export or check.' : `ledger cannot "${what}".`, usage);
  },
};
