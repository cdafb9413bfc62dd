import { Exact } from '../../../kernel/money.ts';
import { plainSerial } from './list.ts';

/** Is a line whose pieces are looked for. Unit: quantities as decimal text. */
export interface CustodyLine { readonly lineId: string; readonly position: number; readonly quantity: string; readonly serials: readonly { readonly serial: string; readonly closed: boolean }[] }
/** Is a move under customs' leave; its goods are on the way until what was sent has been counted at its end. */
export interface CustodyMove { readonly moveId: string; readonly fromPlace: string; readonly toPlace: string; readonly authorisedAt: string; readonly receivedAt: string | null; readonly lines: readonly { readonly lineId: string; readonly quantity: string; readonly serials: readonly string[] }[] }
/** Is a quantity that left supervision. Shape: `place` names a place or a move; null where nobody said. */
export interface CustodyDisposition { readonly lineId: string; readonly quantity: string; readonly place: string | null; readonly disposedAt: string }
/** Is what of one line is at one place, or on one move. */
export interface PlaceBalance { readonly lineId: string; readonly position: number; readonly place: string; readonly moveId: string | null; readonly quantity: string; readonly serials: readonly string[] }

class Places {
  readonly #places = new Map<string, Exact>();
  of(place: string): Exact { return this.#places.get(place) ?? Exact.zero; }
  add(place: string, quantity: Exact): void { this.#places.set(place, this.of(place).plus(quantity)); }
  /** Takes a quantity from a place; what is not there is taken from the others in the order in which they first had some. */
  take(quantity: Exact, first: string): void {
    let left = quantity;
    for (const place of [first, ...this.#places.keys()]) {
      if (left.compare(Exact.zero) <= 0) return;
      const here = this.of(place);
      const taken = here.compare(left) < 0 ? here : left;
      if (taken.compare(Exact.zero) <= 0) continue;
      this.#places.set(place, here.minus(taken));
      left = left.minus(taken);
    }
  }
  all(): [string, Exact][] { return [...this.#places].filter(([, quantity]) => quantity.compare(Exact.zero) > 0); }
}

/**
 * Tells where every piece is, from the place of delivery, the moves and what has left supervision, in the order of time.
 * Shape: by line, then by the order in which places had some; together they are what each line has left.
 */
export function whereIs(start: string, lines: readonly CustodyLine[], moves: readonly CustodyMove[], dispositions: readonly CustodyDisposition[]): PlaceBalance[] {
  const places = new Map(lines.map((line) => [line.lineId, new Places()]));
  for (const line of lines) places.get(line.lineId)!.add(start, Exact.get(line.quantity));
  const serialPlace = new Map<string, string>();
  type Event = { readonly at: string; readonly rank: number; readonly run: () => void };
  const events: Event[] = [
    ...moves.map((move): Event => ({ at: move.authorisedAt, rank: 1, run: () => {
      for (const one of move.lines) {
        places.get(one.lineId)?.take(Exact.get(one.quantity), move.fromPlace);
        places.get(one.lineId)?.add(move.moveId, Exact.get(one.quantity));
        for (const serial of one.serials) serialPlace.set(`${one.lineId} ${plainSerial(serial)}`, move.moveId);
      }
    } })),
    ...moves.filter((move) => move.receivedAt !== null).map((move): Event => ({ at: move.receivedAt!, rank: 3, run: () => {
      for (const one of move.lines) {
        const own = places.get(one.lineId);
        const arrived = own?.of(move.moveId);
        if (own === undefined || arrived === undefined) continue;
        own.add(move.moveId, Exact.zero.minus(arrived));
        own.add(move.toPlace, arrived);
        for (const serial of one.serials) serialPlace.set(`${one.lineId} ${plainSerial(serial)}`, move.toPlace);
      }
    } })),
    ...dispositions.map((one): Event => ({ at: one.disposedAt, rank: 2, run: () => places.get(one.lineId)?.take(Exact.get(one.quantity), one.place ?? start) })),
  ];
  for (const event of events.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.rank - other.rank))) event.run();
  const moveIds = new Set(moves.map((move) => move.moveId));
  return lines.flatMap((line) => places.get(line.lineId)!.all().map(([place, quantity]) => ({
    lineId: line.lineId, position: line.position, place, moveId: moveIds.has(place) ? place : null, quantity: quantity.toPlainText(6),
    serials: line.serials.filter((one) => !one.closed && (serialPlace.get(`${line.lineId} ${plainSerial(one.serial)}`) ?? start) === place).map((one) => one.serial),
  })));
}

/** Is what somebody counted of a line. */
export interface Counted { readonly position: number; readonly quantity: string; readonly serials?: readonly string[] | undefined }
/** Is one line that does not come out. Shape: quantities as decimal text; serial numbers as they were written. */
export interface CountDifference { readonly position: number; readonly where: 'handedOver' | 'left'; readonly expected: string; readonly counted: string; readonly missing: readonly string[]; readonly extra: readonly string[] }

/** Compares a count with what must be there, to the round: a line that nobody counted counts as nothing. Shape: only what differs, by position. */
export function compareCounts(expected: readonly Counted[], counted: readonly Counted[], where: CountDifference['where']): CountDifference[] {
  const positions = [...new Set([...expected, ...counted].map((one) => one.position))].sort((one, other) => one - other);
  return positions.flatMap((position) => {
    const due = expected.find((one) => one.position === position);
    const found = counted.filter((one) => one.position === position);
    const foundQuantity = found.reduce((sum, one) => sum.plus(Exact.get(one.quantity)), Exact.zero);
    const dueSerials = new Map((due?.serials ?? []).map((serial) => [plainSerial(serial), serial]));
    const foundSerials = new Map(found.flatMap((one) => one.serials ?? []).map((serial) => [plainSerial(serial), serial]));
    const missing = [...dueSerials].filter(([plain]) => !foundSerials.has(plain)).map(([, serial]) => serial);
    const extra = [...foundSerials].filter(([plain]) => !dueSerials.has(plain)).map(([, serial]) => serial);
    const dueQuantity = Exact.get(due?.quantity ?? '0');
    if (dueQuantity.compare(foundQuantity) === 0 && missing.length === 0 && extra.length === 0) return [];
    return [{ position, where, expected: dueQuantity.toPlainText(6), counted: foundQuantity.toPlainText(6), missing, extra }];
  });
}

/** Is after how long goods that stay are counted anew, where nobody says otherwise. Unit: days. Source: inferred; customs orders checks as it sees fit. */
export const countAgainDays = 7;

/** Tells how long ago goods were counted last. Unit: whole days. Shape: null where they never were. */
export function daysSinceCount(checkedAt: string | null, now: string): number | null {
  return checkedAt === null ? null : Math.floor((Date.parse(now) - Date.parse(checkedAt)) / 86_400_000);
}

/** Says whether goods that stay are to be counted: delivered, no count owed already, and none for so many days. */
export function isCountDue(stay: { readonly delivered: boolean; readonly checkOwedSince: string | null; readonly daysSince: number | null }, days: number): boolean {
  return stay.delivered && stay.checkOwedSince === null && (stay.daysSince === null || stay.daysSince >= days);
}

/** Is what somebody scanned and counted. */
export interface ScannedCount { readonly serials: readonly string[]; readonly counts: readonly { readonly position: number; readonly quantity: string }[] }

/** Writes the counts of a move as they are signed: in one order whoever typed them, what was not found counting as nothing. */
export function moveCountText(moveId: string, counted: ScannedCount, left: ScannedCount | undefined): string {
  const plain = (count: ScannedCount): unknown => [count.serials.map(plainSerial).toSorted(), count.counts.filter((one) => Number(one.quantity) > 0).map((one) => [one.position, Exact.get(one.quantity).toPlainText(6)] as const).toSorted(([one], [other]) => one - other)];
  return JSON.stringify([moveId, plain(counted), left === undefined ? null : plain(left)]);
}
