import type { GoodsLine, GoodsList } from '../shapes/list.ts';
import { plainSerial } from './list.ts';
import type { ListField } from './list.ts';

/** Is one entry that differs between two versions. Shape: `position` is that of the newer line, null for the head; null where a version is silent; of serials only those gone and those new. */
export interface ListChange {
  readonly position: number | null;
  readonly field: ListField;
  readonly was: string | null;
  readonly is: string | null;
}

/**
 * Is what a newer version does to an older one.
 * Shape: `added` and `changed` in the order of the newer list, `gone` in that of the older; `moved` holds lines that bear another number; `unchanged` counts lines with the same content.
 */
export interface ListDiff {
  readonly added: readonly GoodsLine[];
  readonly gone: readonly GoodsLine[];
  readonly changed: readonly ListChange[];
  readonly moved: readonly { readonly was: number; readonly is: number }[];
  readonly unchanged: number;
}

const decimalFields: ReadonlySet<string> = new Set(['quantity', 'unitValue', 'totalValue', 'grossKilograms', 'netKilograms']);

/** Writes decimal text without the zeros that say nothing: `007.50` as `7.5`; anything else stays as it is. */
export function plainDecimal(text: string): string {
  const match = /^0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text);
  return match === null ? text : match[2] === undefined || match[2] === '' ? match[1]! : `${match[1]!}.${match[2]}`;
}

type Content = Readonly<Record<string, string | number | readonly string[]>>;

/** Gives what an entry says, without what only looks different: NFC, plain decimals, no blank entries, serials in order. */
function contentOf(entry: GoodsLine | GoodsList['head']): Content {
  const content: Record<string, string | number | readonly string[]> = {};
  for (const [field, value] of Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (Array.isArray(value)) content[field] = value.map((serial) => serial.normalize('NFC')).sort();
    else if (typeof value === 'number') content[field] = value;
    else if (typeof value === 'string' && value !== '') content[field] = decimalFields.has(field) ? plainDecimal(value) : value.normalize('NFC');
  }
  return content;
}

/**
 * Writes a list as the one text that stands for its content and whose SHA-256 the parties sign.
 * Shape: JSON without blanks; keys sorted; lines by number; blank entries left out; NFC; decimals without needless zeros; serials sorted.
 */
export function contentText({ head, lines }: GoodsList): string {
  return JSON.stringify({ head: contentOf(head), lines: [...lines].sort((one, other) => one.position - other.position).map(contentOf) });
}

function changesOf(position: number | null, before: Content, after: Content): ListChange[] {
  const text = (value: Content[string] | undefined): string | null => (value === undefined || typeof value === 'object' ? null : String(value));
  const changes: ListChange[] = [];
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)]) as Set<ListField>) {
    const [was, is] = [before[field], after[field]];
    if (field === 'position') continue;
    if (Array.isArray(was) || Array.isArray(is)) {
      const [gone, added] = [without(was as readonly string[] | undefined, is as readonly string[] | undefined), without(is as readonly string[] | undefined, was as readonly string[] | undefined)];
      if (gone.length + added.length > 0) changes.push({ position, field, was: gone.length > 0 ? gone.join(', ') : null, is: added.length > 0 ? added.join(', ') : null });
    } else if (was !== is) changes.push({ position, field, was: text(was), is: text(is) });
  }
  return changes;
}

/** Gives what is left of one list of serials when the other is taken away, piece by piece. */
function without(whole: readonly string[] = [], taken: readonly string[] = []): string[] {
  const left = new Map<string, number>();
  for (const serial of taken) left.set(serial, (left.get(serial) ?? 0) + 1);
  return whole.filter((serial) => {
    const count = left.get(serial) ?? 0;
    if (count > 0) left.set(serial, count - 1);
    return count === 0;
  });
}

const keyOf = (line: GoodsLine): string => JSON.stringify([line.hsCode, line.brand ?? '', line.model ?? '', line.descriptionEn, line.descriptionZh].map((text) => text.normalize('NFKC').toUpperCase().replace(/\s+/g, ' ').trim()));

/** Pairs every newer line with the older line of which it has most serials. */
function pairBySerials(older: Set<GoodsLine>, newer: readonly GoodsLine[], pair: (was: GoodsLine, is: GoodsLine) => void): void {
  const owners = new Map<string, GoodsLine>();
  for (const line of older) for (const serial of line.serials) if (!owners.has(plainSerial(serial))) owners.set(plainSerial(serial), line);
  for (const line of newer) {
    const shared = new Map<GoodsLine, number>();
    for (const serial of line.serials) {
      const owner = owners.get(plainSerial(serial));
      if (owner !== undefined && older.has(owner)) shared.set(owner, (shared.get(owner) ?? 0) + 1);
    }
    let best: GoodsLine | undefined;
    for (const [owner, count] of shared) if (best === undefined || count > shared.get(best)!) best = owner;
    if (best !== undefined) pair(best, line);
  }
}

/** Pairs what is left by a key, line after line of the same key. */
function pairBy(key: (line: GoodsLine) => string, older: ReadonlySet<GoodsLine>, newer: readonly GoodsLine[], pair: (was: GoodsLine, is: GoodsLine) => void): void {
  const waiting = new Map<string, GoodsLine[]>();
  for (const line of [...older].reverse()) {
    const group = waiting.get(key(line));
    if (group === undefined) waiting.set(key(line), [line]);
    else group.push(line);
  }
  for (const line of newer) {
    const was = waiting.get(key(line))?.pop();
    if (was !== undefined) pair(was, line);
  }
}

/**
 * Compares two versions of a list. Lines are taken to be the same by their serials, else by HS code, brand, model and description, else by their number.
 * Shape: every line of both versions is in exactly one pair or in `added` or `gone`; nothing is added, gone, changed or moved exactly when `contentText` is the same, provided that no number is there twice.
 */
export function diffLists(before: GoodsList, after: GoodsList): ListDiff {
  const older = new Set(before.lines);
  const pairs = new Map<GoodsLine, GoodsLine>();
  const pair = (was: GoodsLine, is: GoodsLine): void => {
    pairs.set(is, was);
    older.delete(was);
  };
  const open = (): GoodsLine[] => after.lines.filter((line) => !pairs.has(line));
  pairBySerials(older, after.lines, pair);
  // Lines of the same content go together before lines that only look alike, so that a repeated article does not seem changed.
  for (const key of [(line: GoodsLine) => JSON.stringify(contentOf(line)), (line: GoodsLine) => JSON.stringify({ ...contentOf(line), position: 0 }), keyOf, (line: GoodsLine) => String(line.position)]) pairBy(key, older, open(), pair);
  const changed = changesOf(null, contentOf(before.head), contentOf(after.head));
  const moved: { was: number; is: number }[] = [];
  let unchanged = 0;
  for (const line of after.lines) {
    const was = pairs.get(line);
    if (was === undefined) continue;
    const changes = changesOf(line.position, contentOf(was), contentOf(line));
    changed.push(...changes);
    if (changes.length === 0) unchanged += 1;
    if (was.position !== line.position) moved.push({ was: was.position, is: line.position });
  }
  return { added: open(), gone: before.lines.filter((line) => older.has(line)), changed, moved, unchanged };
}
