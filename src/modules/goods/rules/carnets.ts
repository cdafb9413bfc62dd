import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { daysBetween, isDay, addDays, addMonths } from './dates.ts';

/** Is one item of a carnet's general list. */
export interface CarnetItem {
  readonly item: number;
  readonly description: string;
  readonly serialNumbers: readonly string[];
  /** Unit: pieces. */
  readonly quantity: bigint;
  readonly valueFen: bigint;
}

/** Is a carnet as it was issued. */
export interface Carnet {
  readonly carnetId: string;
  readonly number: string;
  readonly association: string;
  /** The country of issue, ISO 3166-1 alpha-3. */
  readonly country: string;
  readonly holder: string;
  readonly issuedOn: string;
  readonly validTo: string;
  /** The duties and taxes on everything in the list, and what the association answers for. Unit: fen. */
  readonly dutiesFen: bigint;
  readonly securityFen: bigint;
  readonly items: readonly CarnetItem[];
}

/** Lists what can be recorded on a carnet. `foreignImport` is another country's stamp, which proves that the goods left. */
export const carnetRecordKinds = ['import', 'reExport', 'foreignImport', 'dutyPaid', 'destroyed', 'seizure', 'seizureEnd', 'claim', 'deposit', 'withdrawal'] as const;

/** Is a kind of carnet record. */
export type CarnetRecordKind = (typeof carnetRecordKinds)[number];

/** Is one record: a voucher, a proof, or a step of a claim. */
export interface CarnetRecord {
  readonly kind: CarnetRecordKind;
  readonly day: string;
  readonly voucher: string | null;
  readonly place: string | null;
  /** The last day for re-export that customs wrote on the import voucher; the carnet's last day otherwise. */
  readonly reexportBy: string | null;
  /** Shape: empty for a claim, deposit or withdrawal; parts of a quantity may leave one by one. */
  readonly items: readonly { readonly item: number; readonly quantity: bigint }[];
}

/** Is where the pieces of an item are. */
export interface ItemBalance {
  readonly item: number;
  readonly quantity: bigint;
  imported: bigint;
  reExported: bigint;
  /** Left by another country's stamp, duty paid, or destroyed under control. */
  regularised: bigint;
  /** Imported and neither re-exported nor regularised. */
  here: bigint;
  seized: bigint;
  /** The last day for what is here; the earliest of its vouchers, put off by seizures. */
  reexportBy: string | null;
}

/** Lists the states of an item: not here, here in part or whole, seized, overdue, or all that came is accounted for. */
export const itemStates = ['abroad', 'here', 'seized', 'overdue', 'closed'] as const;

/** Is the state of an item. */
export type ItemState = (typeof itemStates)[number];

/** Lists how a carnet stands: nothing came yet, something is here, something is here too long, a claim is open, or all that came is accounted for. */
export const carnetStandings = ['abroad', 'here', 'overdue', 'claimed', 'closed'] as const;

/** Is how a carnet stands. */
export type CarnetStanding = (typeof carnetStandings)[number];

/** Is a piece of an import voucher of which something is still here. */
interface Lot {
  readonly item: number;
  left: bigint;
  readonly reexportBy: string;
  readonly day: string;
}

interface Seizure {
  readonly item: number;
  /** What of it is not given back yet. */
  left: bigint;
  readonly from: string;
  to: string | null;
}

/** Is a carnet as its records tell it. */
export interface CarnetState {
  readonly balances: ReadonlyMap<number, ItemBalance>;
  readonly claimedOn: string | null;
  readonly depositedOn: string | null;
  readonly withdrawnOn: string | null;
  /** Days on which the clock of the claim stood still, as of the day asked. */
  readonly suspendedDays: number;
}

const leaving: readonly CarnetRecordKind[] = ['reExport', 'foreignImport', 'dutyPaid', 'destroyed'];
const later = (one: string, other: string): string => (one > other ? one : other);

function takeFromLots(lots: readonly Lot[], item: number, quantity: bigint): void {
  let rest = quantity;
  for (const lot of lots.filter((one) => one.item === item && one.left > 0n).toSorted((one, other) => (one.reexportBy < other.reexportBy ? -1 : 1))) {
    const taken = rest < lot.left ? rest : lot.left;
    lot.left -= taken;
    rest -= taken;
  }
}

// A day is suspended when something was seized on it; seizures that overlap count once.
function suspendedBetween(seizures: readonly Seizure[], from: string, to: string): number {
  let counted = 0;
  let until = from;
  for (const seizure of seizures.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const begin = later(seizure.from, until);
    const end = seizure.to !== null && seizure.to < to ? seizure.to : to;
    if (end > begin) {
      counted += daysBetween(begin, end);
      until = end;
    }
  }
  return counted;
}

// What is given back, in whatever parts, ends the oldest seizures first; a clock runs again when all of one is back.
function endSeizures(seizures: readonly Seizure[], item: number, quantity: bigint, day: string): void {
  let rest = quantity;
  for (const one of seizures) {
    if (one.item !== item || one.to !== null || rest === 0n) continue;
    const part = one.left < rest ? one.left : rest;
    one.left -= part;
    rest -= part;
    if (one.left === 0n) one.to = day;
  }
}

/** Tells where everything of a carnet is, from its records alone, as of a day. Shape: records in their order; later days are left out. */
export function carnetState(carnet: Carnet, records: readonly CarnetRecord[], today: string): CarnetState {
  const balances = new Map<number, ItemBalance>(carnet.items.map(({ item, quantity }) => [item, { item, quantity, imported: 0n, reExported: 0n, regularised: 0n, here: 0n, seized: 0n, reexportBy: null }]));
  const lots: Lot[] = [];
  const seizures: Seizure[] = [];
  let claimedOn: string | null = null;
  let depositedOn: string | null = null;
  let withdrawnOn: string | null = null;
  for (const record of records.filter((one) => one.day <= today)) {
    if (record.kind === 'claim') [claimedOn, depositedOn, withdrawnOn] = [record.day, null, null];
    if (record.kind === 'deposit') depositedOn = record.day;
    if (record.kind === 'withdrawal') withdrawnOn = record.day;
    for (const { item, quantity } of record.items) {
      const balance = balances.get(item);
      if (balance === undefined) continue;
      if (record.kind === 'import') {
        balance.imported += quantity;
        balance.here += quantity;
        lots.push({ item, left: quantity, reexportBy: record.reexportBy ?? carnet.validTo, day: record.day });
      } else if (leaving.includes(record.kind)) {
        if (record.kind === 'reExport') balance.reExported += quantity;
        else balance.regularised += quantity;
        balance.here -= quantity;
        takeFromLots(lots, item, quantity);
      } else if (record.kind === 'seizure') {
        balance.seized += quantity;
        seizures.push({ item, left: quantity, from: record.day, to: null });
      } else if (record.kind === 'seizureEnd') {
        balance.seized -= quantity;
        endSeizures(seizures, item, quantity, record.day);
      }
    }
  }
  for (const balance of balances.values()) {
    for (const lot of lots.filter((one) => one.item === balance.item && one.left > 0n)) {
      const ours = seizures.filter((one) => one.item === balance.item);
      const due = addDays(lot.reexportBy, suspendedBetween(ours, lot.day, today));
      if (balance.reexportBy === null || due < balance.reexportBy) balance.reexportBy = due;
    }
  }
  const suspendedDays = claimedOn === null ? 0 : suspendedBetween(seizures, claimedOn, today);
  return { balances, claimedOn, depositedOn, withdrawnOn, suspendedDays };
}

/** Tells the state of an item as of a day. */
export function itemStateOf(balance: ItemBalance, today: string): ItemState {
  if (balance.here === 0n) return balance.imported === 0n ? 'abroad' : 'closed';
  if (balance.seized > 0n) return 'seized';
  return balance.reexportBy !== null && today > balance.reexportBy ? 'overdue' : 'here';
}

/** Tells how a carnet stands as of a day; an open claim comes before everything else. */
export function carnetStandingOf(state: CarnetState, today: string): CarnetStanding {
  if (state.claimedOn !== null && state.withdrawnOn === null) return 'claimed';
  const found = new Set([...state.balances.values()].map((balance) => itemStateOf(balance, today)));
  if (found.has('overdue')) return 'overdue';
  if (found.has('here') || found.has('seized')) return 'here';
  return found.has('closed') ? 'closed' : 'abroad';
}

/** Tells the first day by which something of a carnet must leave. Shape: null where nothing is here. */
export function leavesByOf(state: CarnetState): string | null {
  return [...state.balances.values()].flatMap((balance) => balance.reexportBy ?? []).toSorted()[0] ?? null;
}

/** Is what the convention's clocks say of a carnet. */
export interface CarnetClocks {
  /** The last day on which customs may claim: a year after the carnet's last. */
  readonly claimBy: string;
  /** The last day for proof that the goods left: six months after the claim, without the days of a seizure. */
  readonly proveBy: string | null;
  /** The day from which a deposit or provisional payment is owed where no proof came. */
  readonly depositFrom: string | null;
  /** The last day on which proof brings a deposit back: three months after it; then it is final. */
  readonly finalAfter: string | null;
}

/** Tells the clocks of a carnet. Source: A.T.A. Convention arts 6, 7. */
export function carnetClocks(carnet: Carnet, state: CarnetState): CarnetClocks {
  const { claimedOn, depositedOn, withdrawnOn, suspendedDays } = state;
  const isClaimed = claimedOn !== null && withdrawnOn === null;
  const proveBy = isClaimed ? addDays(addMonths(claimedOn, 6), suspendedDays) : null;
  return {
    claimBy: addMonths(carnet.validTo, 12), proveBy, depositFrom: proveBy === null || depositedOn !== null ? null : addDays(proveBy, 1),
    finalAfter: isClaimed && depositedOn !== null ? addMonths(depositedOn, 3) : null,
  };
}

/** Says whether a carnet can be registered as issued. Refuses: `carnet-term-invalid`, `carnet-cap-exceeded`, `carnet-list-invalid`. Source: A.T.A. Convention arts 4, 6. */
export function canRegisterCarnet(carnet: Carnet): Verdict {
  const { issuedOn, validTo, items } = carnet;
  if (!isDay(issuedOn) || !isDay(validTo) || validTo < issuedOn || validTo > addMonths(issuedOn, 12)) return refused('carnet-term-invalid');
  if (carnet.securityFen * 100n > carnet.dutiesFen * 110n) return refused('carnet-cap-exceeded', { mostFen: ((carnet.dutiesFen * 110n) / 100n).toString() });
  const isListed = items.length > 0 && items.every(({ item, quantity, valueFen }, index) => item === index + 1 && quantity > 0n && valueFen >= 0n);
  return isListed ? allowed : refused('carnet-list-invalid');
}

/** Says whether an item can be added to a carnet's list: never after it was issued. Refuses: `carnet-frozen`. Source: A.T.A. Convention art. 4. */
export function canAddItem(carnet: Carnet, today: string): Verdict {
  return today >= carnet.issuedOn ? refused('carnet-frozen', { number: carnet.number }) : allowed;
}

/** Tells how much of an item a record of a kind can be of. */
export function freeFor(kind: CarnetRecordKind, balance: ItemBalance): bigint {
  if (kind === 'import') return balance.quantity - balance.here;
  if (kind === 'seizureEnd') return balance.seized;
  return kind === 'foreignImport' ? balance.here : balance.here - balance.seized;
}

/** Lists the records that are of the whole carnet and name no item. */
export const wholeCarnetKinds: readonly CarnetRecordKind[] = ['claim', 'deposit', 'withdrawal'];

function itemsVerdict(record: CarnetRecord, state: CarnetState): Verdict {
  if (record.items.length === 0) return refused('carnet-items-missing');
  const seen = new Set<number>();
  for (const { item, quantity } of record.items) {
    const balance = state.balances.get(item);
    if (balance === undefined || seen.has(item)) return refused('carnet-item-unknown', { item });
    seen.add(item);
    const free = freeFor(record.kind, balance);
    if (quantity <= 0n || quantity > free) return refused('carnet-quantity-exceeded', { item, quantity: quantity.toString(), free: free.toString() });
  }
  return allowed;
}

/**
 * Says whether something can be recorded on a carnet. What is seized cannot be re-exported until it is given back; another country's stamp is proof at any time while it counts.
 * Refuses: `carnet-record-early`, `carnet-expired`, `carnet-claim-late`, `carnet-claimed-already`, `carnet-nothing-here`, `carnet-not-claimed`, `carnet-deposit-early`, `carnet-final`, `carnet-items-missing`, `carnet-item-unknown`, `carnet-quantity-exceeded`.
 */
export function canRecord(carnet: Carnet, records: readonly CarnetRecord[], record: CarnetRecord): Verdict {
  const last = records.at(-1)?.day;
  if (record.day < carnet.issuedOn || (last !== undefined && record.day < last)) return refused('carnet-record-early', { day: last ?? carnet.issuedOn });
  const state = carnetState(carnet, records, record.day);
  const clocks = carnetClocks(carnet, state);
  const isClaimed = state.claimedOn !== null && state.withdrawnOn === null;
  switch (record.kind) {
    case 'claim':
      if (isClaimed) return refused('carnet-claimed-already');
      if (record.day > clocks.claimBy) return refused('carnet-claim-late', { last: clocks.claimBy });
      return [...state.balances.values()].some((balance) => balance.here > 0n) ? allowed : refused('carnet-nothing-here');
    case 'deposit':
      if (!isClaimed || state.depositedOn !== null) return refused('carnet-not-claimed');
      return clocks.proveBy !== null && record.day <= clocks.proveBy ? refused('carnet-deposit-early', { proveBy: clocks.proveBy }) : allowed;
    case 'withdrawal':
      if (!isClaimed) return refused('carnet-not-claimed');
      return clocks.finalAfter !== null && record.day > clocks.finalAfter ? refused('carnet-final', { last: clocks.finalAfter }) : allowed;
    case 'import':
      if (record.day > carnet.validTo || (record.reexportBy !== null && record.reexportBy > carnet.validTo)) return refused('carnet-expired', { validTo: carnet.validTo });
      return itemsVerdict(record, state);
    default:
      if (record.kind !== 'seizure' && record.kind !== 'seizureEnd' && clocks.finalAfter !== null && record.day > clocks.finalAfter) return refused('carnet-final', { last: clocks.finalAfter });
      return itemsVerdict(record, state);
  }
}
