import { Exact } from '../../../kernel/money.ts';
import type { GoodsLine, GoodsList } from '../shapes/list.ts';

/** Is one field of a line that differs between two versions. */
export interface LineChange {
  readonly position: number;
  readonly field: string;
  readonly was: string;
  readonly is: string;
}

/** Is how a version of a list differs from the one before. Shape: positions of the newer version, of the older for what is gone. */
export interface ListDiff {
  readonly added: readonly number[];
  readonly gone: readonly number[];
  readonly changed: readonly LineChange[];
  readonly unchanged: number;
}

const measures = new Set(['quantity', 'unitValue', 'totalValue', 'grossKilograms', 'netKilograms']);

// 1.50 and 1.5 are the same number, and é is é however it was typed.
function normal(field: string, value: unknown): unknown {
  if (typeof value === 'string') {
    const exact = measures.has(field) ? Exact.find(value) : undefined;
    return exact === undefined ? value.normalize('NFC').trim() : exact.toText(6).replace(/\.?0+$/, '');
  }
  if (Array.isArray(value)) return value.map((one) => normal(field, one));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== '').sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, one]) => [name, normal(name, one)]));
  return value;
}

/** Writes what a list says as one text: keys in order, numbers in one form, what is empty left out. Its digest is what is confirmed. */
export function contentText(list: GoodsList): string {
  return JSON.stringify(normal('', list));
}

const shown = (field: string, value: unknown): string => {
  const plain = normal(field, value);
  return plain === undefined ? '' : Array.isArray(plain) ? plain.join(', ') : String(plain);
};

function pair(before: readonly GoodsLine[], after: readonly GoodsLine[]): Map<GoodsLine, GoodsLine> {
  const pairs = new Map<GoodsLine, GoodsLine>();
  const taken = new Set<GoodsLine>();
  const match = (keysOf: (line: GoodsLine) => readonly string[]): void => {
    const byKey = new Map<string, GoodsLine[]>();
    for (const line of before) if (!taken.has(line)) for (const key of keysOf(line)) byKey.set(key, [...(byKey.get(key) ?? []), line]);
    for (const line of after) {
      if (pairs.has(line)) continue;
      const found = keysOf(line).flatMap((key) => byKey.get(key) ?? []).find((one) => !taken.has(one));
      if (found === undefined) continue;
      pairs.set(line, found);
      taken.add(found);
    }
  };
  match((line) => (line.serials.length > 0 ? [line.serials[0]!] : []));
  match((line) => [JSON.stringify([line.hsCode, line.brand ?? '', line.model ?? '', line.descriptionEn, line.descriptionZh])]);
  match((line) => [`${line.position}`]);
  return pairs;
}

/** Compares two versions of a list, line by line: the same piece first, then the same goods, then the same place. */
export function diffLists(before: GoodsList, after: GoodsList): ListDiff {
  const pairs = pair(before.lines, after.lines);
  const changed: LineChange[] = [];
  let unchanged = 0;
  for (const line of after.lines) {
    const was = pairs.get(line);
    if (was === undefined) continue;
    const fields = new Set([...Object.keys(was), ...Object.keys(line)]);
    fields.delete('position');
    const differing = [...fields].flatMap((field): LineChange[] => {
      const [one, other] = [shown(field, was[field as keyof GoodsLine]), shown(field, line[field as keyof GoodsLine])];
      return one === other ? [] : [{ position: line.position, field, was: one, is: other }];
    });
    if (differing.length === 0) unchanged += 1;
    else changed.push(...differing);
  }
  const kept = new Set(pairs.values());
  return { added: after.lines.filter((line) => !pairs.has(line)).map((line) => line.position), gone: before.lines.filter((line) => !kept.has(line)).map((line) => line.position), changed, unchanged };
}
