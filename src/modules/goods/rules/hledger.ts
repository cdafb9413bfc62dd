import { writeFen } from '../../../kernel/money.ts';
import { accounts, lineAccounts } from './ledger/accounts.ts';
import type { Account, Instrument, LedgerEntry } from './ledger/accounts.ts';

/** Is how a journal is written. */
export interface JournalOptions {
  /** Entries before this day become one opening transaction. */
  readonly from?: string;
  /** Names a line in accounts; its identifier otherwise. */
  readonly lineName?: (lineId: string) => string;
}

const trees: Readonly<Record<Account, string>> = {
  limit: 'guarantee', available: 'guarantee', reserved: 'guarantee', committed: 'guarantee', claimed: 'guarantee', called: 'guarantee',
  assessed: 'tax', paid: 'tax', cash_paid_in: 'cash', cash_held: 'cash', refund_due: 'cash', treasury: 'cash',
};

// A name never ends an account early, begins a comment or a new line, whatever somebody wrote into it.
const named = (text: string): string => text.replace(/[\s\p{C}]+/gu, ' ').replace(/[:;]/g, '-').trim() || '-';

/** Is a balance under its place in the order of the book. */
interface Balance {
  readonly name: string;
  readonly order: string;
  amountFen: bigint;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Is what the journal knows so far: every account that was ever used, with its balance. */
class Balances {
  readonly #all = new Map<string, Balance>();
  readonly #lineName: (lineId: string) => string;

  constructor(lineName: (lineId: string) => string) {
    this.#lineName = lineName;
  }

  get(reference: string, account: Account, lineId: string | undefined): Balance {
    const line = lineId === undefined || !lineAccounts.includes(account) ? undefined : named(this.#lineName(lineId));
    const name = [trees[account], named(reference), account, ...(line === undefined ? [] : [line])].join(':');
    let found = this.#all.get(name);
    if (found === undefined) {
      found = { name, order: `${reference}\0${String(accounts.indexOf(account)).padStart(2, '0')}\0${line ?? ''}`, amountFen: 0n };
      this.#all.set(name, found);
    }
    return found;
  }

  sorted(): Balance[] {
    return [...this.#all.values()].toSorted((one, other) => compare(one.order, other.order));
  }
}

// Two spaces before the amount: with one, hledger reads it as a part of the account's name.
function posting(balance: Balance, movedFen: bigint): string {
  return `    ${balance.name}  ${writeFen(movedFen)} CNY = ${writeFen(balance.amountFen)} CNY`;
}

function describe(entry: LedgerEntry): string {
  return [entry.kind, entry.reason === null ? undefined : named(entry.reason), entry.quantity === null ? undefined : `quantity ${entry.quantity}`].filter((part) => part !== undefined).join(', ');
}

function remark(entry: LedgerEntry): string {
  const { capFen, deadline, endsOn, proofBy } = entry.terms;
  const parts = [
    `entry: ${entry.entryId}`, `position: ${entry.position}`, entry.undoes === null ? undefined : `undoes: ${entry.undoes}`, capFen === undefined ? undefined : `cap: ${writeFen(capFen)}`,
    deadline === undefined ? undefined : `deadline: ${deadline}`, endsOn === undefined ? undefined : `ends: ${endsOn}`, proofBy === undefined ? undefined : `proof-by: ${proofBy}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/**
 * Writes entries as a journal that hledger and its like can read and check: every posting asserts the balance after it.
 * Shape: text that ends with a line end; entries in the order of day, time, instrument and position; accounts declared before; an entry that moves nothing is a comment.
 * Source: the journal format of hledger 1.25.
 */
export function writeJournal(instruments: readonly Instrument[], entries: readonly LedgerEntry[], options: JournalOptions = {}): string {
  const references = new Map(instruments.map((one) => [one.instrumentId, one.reference]));
  const referenceOf = (entry: LedgerEntry): string => references.get(entry.instrumentId) ?? entry.instrumentId;
  const ordered = entries.toSorted((one, other) => compare(one.day, other.day) || (one.instrumentId === other.instrumentId ? one.position - other.position : compare(one.postedAt, other.postedAt) || compare(referenceOf(one), referenceOf(other))));
  const balances = new Balances(options.lineName ?? ((lineId) => lineId));
  const body: string[] = [];
  const opening = options.from === undefined ? [] : ordered.filter((entry) => entry.day < options.from!);
  const move = (entry: LedgerEntry): Map<Balance, bigint> => {
    const moved = new Map<Balance, bigint>();
    for (const { debit, credit, amountFen, lineId } of entry.transfers) {
      for (const [account, amount] of [[debit, amountFen], [credit, -amountFen]] as const) {
        const balance = balances.get(referenceOf(entry), account, lineId);
        balance.amountFen += amount;
        moved.set(balance, (moved.get(balance) ?? 0n) + amount);
      }
    }
    return moved;
  };
  for (const entry of opening) move(entry);
  const opened = balances.sorted().filter((balance) => balance.amountFen !== 0n);
  if (opened.length > 0) body.push([`${options.from} opening balances`, ...opened.map((balance) => posting(balance, balance.amountFen))].join('\n'));
  for (const entry of ordered.slice(opening.length)) {
    const moved = [...move(entry)].toSorted(([one], [other]) => compare(one.order, other.order));
    const head = `${entry.day} ${describe(entry)}`;
    body.push(moved.length === 0 ? `; ${head}, ${named(referenceOf(entry))}, ${remark(entry)}` : [`${head}  ; ${remark(entry)}`, ...moved.map(([balance, amount]) => posting(balance, amount))].join('\n'));
  }
  const declared = balances.sorted().map((balance) => `account ${balance.name}`);
  return `${['; Guarantee ledger. Debits are positive; limit, assessed and cash_paid_in are the contra accounts.', 'commodity 1000.00 CNY', declared.join('\n'), ...body].filter((part) => part !== '').join('\n\n')}\n`;
}
