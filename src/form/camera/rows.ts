import { type Curve, fitCurve, slopeAt, valueAt } from './curves.ts';
import type { Mark } from './marks.ts';

/**
 * A row of signs at one pitch: where the middle of its n-th sign lies.
 * Unit: pixels by sign; `first` and `last` are the signs at its ends, in the row's own count.
 */
export interface Row {
  readonly x: Curve;
  readonly y: Curve;
  readonly first: number;
  readonly last: number;
  /** How many of its signs were seen. */
  readonly seen: number;
  readonly pitch: number;
}

interface Sign {
  x: number;
  y: number;
  height: number;
}

// The fewest signs of the shortest row that must be seen as marks of their own.
const fewest = 14;
// Beyond thirteen degrees a row is not looked for: the person turns the phone.
const steepest = Math.tan((13 * Math.PI) / 180);

/** Takes the marks that may be signs, their middles and heights. */
function signsOf(marks: readonly Mark[], pictureHeight: number): Sign[] {
  const signs: Sign[] = [];
  for (const { left, top, right, bottom, area } of marks) {
    const [width, height] = [right - left, bottom - top];
    if (height < 6 || height > pictureHeight / 6 || width > height * 1.6 || width < 2 || area < height) continue;
    signs.push({ x: (left + right - 1) / 2, y: (top + bottom - 1) / 2, height });
  }
  return signs.sort((one, other) => one.x - other.x);
}

/** Joins each sign to the nearest like one on its right, and gives the chains that are long enough. */
function chainsOf(signs: readonly Sign[]): Sign[][] {
  const parents = signs.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parents[root] !== root) root = parents[root]!;
    parents[at] = root;
    return root;
  };
  signs.forEach((sign, at) => {
    let nearest = -1;
    let distance = Infinity;
    for (let other = at + 1; other < signs.length; other += 1) {
      const next = signs[other]!;
      const across = next.x - sign.x;
      if (across > sign.height * 3.2 || across >= distance) break;
      const down = Math.abs(next.y - sign.y);
      const ratio = next.height / sign.height;
      if (ratio < 0.62 || ratio > 1.6 || down > sign.height * 0.3 + across * steepest) continue;
      const far = across + down * 2;
      if (far < distance) [nearest, distance] = [other, far];
    }
    if (nearest !== -1) parents[rootOf(nearest)] = rootOf(at);
  });
  const chains = new Map<number, Sign[]>();
  signs.forEach((sign, at) => {
    const root = rootOf(at);
    const chain = chains.get(root);
    if (chain) chain.push(sign);
    else chains.set(root, [sign]);
  });
  return [...chains.values()].filter((chain) => chain.length >= fewest);
}

const middleOf = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

/**
 * Counts the signs of a chain by the distances between them and lays curves through.
 * Shape: undefined when they stand at no common pitch, as in a text of ordinary letters.
 */
function rowOf(chain: readonly Sign[]): Row | undefined {
  const height = middleOf(chain.map((sign) => sign.height));
  const line = fitCurve(chain.map((sign) => sign.x), chain.map((sign) => sign.y), 2, height * 0.3);
  const on = chain.filter((_, at) => line.near[at]);
  if (on.length < fewest) return undefined;
  const lean = (on.at(-1)!.y - on[0]!.y) / (on.at(-1)!.x - on[0]!.x);
  if (Math.abs(lean) > steepest) return undefined;
  const gaps = on.slice(1).map((sign, at) => sign.x - on[at]!.x);
  const start = middleOf(gaps.filter((gap) => gap > height * 0.5 && gap < height * 1.9));
  if (start === 0) return undefined;
  // Walk from the middle outwards: a page seen from one side has wider cells at one end.
  const numbered: { at: number; sign: Sign }[] = [];
  const walk = (from: number, step: 1 | -1): void => {
    let pitch = start;
    let at = 0;
    let last = on[from]!;
    for (let next = from + step; next >= 0 && next < on.length; next += step) {
      const cells = Math.abs(on[next]!.x - last.x) / pitch;
      const whole = Math.round(cells);
      if (whole === 0) continue;
      if (Math.abs(cells - whole) > 0.3) continue;
      at += step * whole;
      last = on[next]!;
      numbered.push({ at, sign: last });
      pitch += 0.15 * ((cells / whole) * pitch - pitch);
    }
  };
  const centre = on.length >> 1;
  numbered.push({ at: 0, sign: on[centre]! });
  walk(centre, 1);
  walk(centre, -1);
  if (numbered.length < fewest || numbered.length < on.length * 0.6) return undefined;
  const places = numbered.map(({ at }) => at);
  const degree = numbered.length >= 24 ? 3 : 2;
  const x = fitCurve(places, numbered.map(({ sign }) => sign.x), degree, start * 0.25);
  const kept = numbered.filter((_, at) => x.near[at]);
  if (kept.length < fewest || kept.length < numbered.length * 0.7) return undefined;
  const y = fitCurve(kept.map(({ at }) => at), kept.map(({ sign }) => sign.y), 2, height * 0.25);
  const first = Math.min(...kept.map(({ at }) => at));
  const last = Math.max(...kept.map(({ at }) => at));
  if (slopeAt(x.curve, first) < start * 0.6 || slopeAt(x.curve, last) < start * 0.6) return undefined;
  return { x: x.curve, y: y.curve, first, last, seen: kept.length, pitch: start };
}

/** Finds every row of signs at one pitch among the marks of a picture. */
export function rowsOf(marks: readonly Mark[], pictureHeight: number): Row[] {
  return chainsOf(signsOf(marks, pictureHeight)).flatMap((chain) => rowOf(chain) ?? []);
}

/** Gives the middle of a row's n-th sign. */
export function placeOf(row: Row, at: number): [x: number, y: number] {
  return [valueAt(row.x, at), valueAt(row.y, at)];
}
