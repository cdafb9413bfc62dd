import type { Field } from './field.ts';
import { eigen } from './matrices.ts';
import { Profiler } from './profile.ts';
import type { Area } from './shapes.ts';

/** Are the probabilities of a source's place over the cells of a window. Unit: m. Shape: row by row from the minimum of y; they add up to one; `x` and `y` are the mean place in each cell, `strength` is the likeliest there, `spread` the variance of it. */
export interface Posterior {
  readonly window: Area;
  readonly columns: number;
  readonly rows: number;
  readonly mass: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly strength: Float64Array;
  readonly spread: Float64Array;
}

/** How much less likely a place outside the area is held than one inside, before anything is read. */
const outsideShare = 0.02;

/** Is a top of the likelihood. Unit: m. Shape: the covariance is 2 × 2, as if the likelihood fell like an ellipse about it. */
export interface Top {
  readonly place: readonly [number, number];
  readonly covariance: Float64Array;
}

/** What is supposed before the readings, and what is known of the likelihood: the area in which any place is as likely as another, how much wider than counting each reading's variance is, and the tops that were found. */
export interface Beforehand {
  readonly home: Area;
  readonly widening: Float64Array;
  /** By how many times the region is to be larger than the likelihood says. */
  readonly larger: number;
  readonly tops: readonly Top[];
}

/** By how much the logarithm of a cell's weight may stay below that of the likeliest for the cells about it to be weighed too. */
const negligible = 20;
/** How much of the probability a window may cut off. */
const mostCutOff = 0.002;

/** How narrow a top is, in cells, that the middles of cells may miss; how far about it is looked, in its standard deviations; and at how many places across it and at most along it. */
const narrow = { cells: 0.8, reach: 3.5, across: 15, along: 41 } as const;

/**
 * Weighs the cells of a window: any place of the area is as likely as another beforehand, any power of ten of strength as another. Every second cell of every second row comes first, the cells between them only where these are not negligible.
 * Cells about a top that is narrower than they are get the mean of places about it, since their middles may lie beside it.
 * Shape: `across` is odd; the strength is integrated out about its likeliest value (Laplace). Gives undefined where the window cuts off more than a little of what lies within the limits.
 * Source: Gelman et al., Bayesian Data Analysis, chapters 2 and 4.
 */
export function layPosterior(field: Field, window: Area, across: number, { home, widening, larger, tops }: Beforehand, limits?: Area): Posterior | undefined {
  const size = across * across;
  const [mass, strength, spread, xs, ys] = [new Float64Array(size).fill(-Infinity), new Float64Array(size), new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const profiler = new Profiler(field, { widening });
  const step = [0, 1].map((axis) => (window.maximum[axis]! - window.minimum[axis]!) / across) as [number, number];
  const laid: Posterior = { window, columns: across, rows: across, mass, x: xs, y: ys, strength, spread };
  const varianceOfStrength = (): number => 1 / Math.max(1e-300, profiler.curve);
  const weightAt = (x: number, y: number): number => {
    profiler.moveTo(x, y, field.height);
    profiler.weigh();
    const variance = varianceOfStrength();
    const isHome = x >= home.minimum[0] && x <= home.maximum[0] && y >= home.minimum[1] && y <= home.maximum[1];
    return -profiler.deviance / (2 * larger) + 0.5 * Math.log(variance / Math.max(variance, profiler.strength * profiler.strength)) + (isHome ? 0 : Math.log(outsideShare));
  };
  const weigh = (row: number, column: number): void => {
    const at = row * across + column;
    xs[at] = window.minimum[0] + (column + 0.5) * step[0];
    ys[at] = window.minimum[1] + (row + 0.5) * step[1];
    mass[at] = weightAt(xs[at]!, ys[at]!);
    strength[at] = profiler.strength;
    spread[at] = varianceOfStrength();
  };
  for (let row = 0; row < across; row += 2) for (let column = 0; column < across; column += 2) weigh(row, column);
  const cellsOfTops = tops.map((top) => weighTop(top, { window, across, step, larger }, weightAt));
  const greatest = Math.max(mass.reduce((most, value) => Math.max(most, value), -Infinity), ...cellsOfTops.flatMap((cells) => [...cells.values()].map((cell) => cell.weight)));
  // Of a coarse window the outermost cells are twice the share of it.
  if (limits !== undefined && massAtEdges({ ...laid, mass: mass.map((value) => Math.exp(value - greatest)) }, limits) > 2 * mostCutOff) return undefined;
  const counts = (row: number, column: number): boolean => mass[row * across + column]! > greatest - negligible;
  for (let row = 0; row < across; row += 1) {
    const [above, below] = [row - (row % 2), row + (row % 2)];
    for (let column = 0; column < across; column += 1) {
      if (row % 2 === 0 && column % 2 === 0) continue;
      const [left, right] = [column - (column % 2), column + (column % 2)];
      if (counts(above, left) || counts(above, right) || counts(below, left) || counts(below, right)) weigh(row, column);
    }
  }
  for (const cells of cellsOfTops) {
    for (const [at, { weight, x, y }] of cells) {
      weightAt(x, y);
      [mass[at], xs[at], ys[at], strength[at], spread[at]] = [weight, x, y, profiler.strength, varianceOfStrength()];
    }
  }
  const most = mass.reduce((one, value) => Math.max(one, value), -Infinity);
  let sum = 0;
  for (let at = 0; at < size; at += 1) sum += mass[at] = Math.exp(mass[at]! - most);
  for (let at = 0; at < size; at += 1) mass[at] = mass[at]! / sum;
  return laid;
}

/** Weighs the cells about a top that is narrower than they are, at places along and across it. Shape: the logarithm of the mean weight over each cell, and the mean place in it; none where the cells are fine enough. */
function weighTop({ place, covariance }: Top, { window, across, step, larger }: { window: Area; across: number; step: readonly [number, number]; larger: number }, weightAt: (x: number, y: number) => number): Map<number, { weight: number; x: number; y: number }> {
  const { values, vectors } = eigen(covariance, 2);
  const [long, short] = values.map((value) => Math.sqrt(Math.max(0, value) * larger)) as [number, number];
  const coarse = Math.max(...step);
  const cells = new Map<number, { weight: number; x: number; y: number }>();
  if (short > narrow.cells * coarse || !(short > 0)) return cells;
  const along = Math.min(narrow.along, Math.max(narrow.across, Math.ceil((6 * narrow.reach * long) / coarse)));
  const [stepAlong, stepAcross] = [(2 * narrow.reach * long) / along, (2 * narrow.reach * short) / narrow.across];
  const share = (stepAlong * stepAcross) / (step[0] * step[1]);
  const top = weightAt(...place);
  for (let i = 0; i < along; i += 1) {
    for (let j = 0; j < narrow.across; j += 1) {
      const [u, v] = [(i + 0.5 - along / 2) * stepAlong, (j + 0.5 - narrow.across / 2) * stepAcross];
      const [x, y] = [place[0] + u * vectors[0]![0]! + v * vectors[1]![0]!, place[1] + u * vectors[0]![1]! + v * vectors[1]![1]!];
      const [column, row] = [Math.floor((x - window.minimum[0]) / step[0]), Math.floor((y - window.minimum[1]) / step[1])];
      if (column < 0 || row < 0 || column >= across || row >= across) continue;
      const weight = share * Math.exp(weightAt(x, y) - top);
      const cell = cells.get(row * across + column) ?? { weight: 0, x: 0, y: 0 };
      cells.set(row * across + column, { weight: cell.weight + weight, x: cell.x + weight * x, y: cell.y + weight * y });
    }
  }
  for (const [at, { weight, x, y }] of cells) {
    if (weight > 0) cells.set(at, { weight: top + Math.log(weight), x: x / weight, y: y / weight });
    else cells.delete(at);
  }
  return cells;
}

/** Gives which cells hold a probability between them, the likeliest first. Shape: 1 for a cell that is in; of those that are as likely as the last one, the first. */
export function likeliestCells({ mass }: Posterior, probability: number): Uint8Array {
  const sorted = mass.slice().sort();
  let [from, sum] = [sorted.length, 0];
  while (from > 0 && sum < probability) sum += sorted[(from -= 1)]!;
  const least = sorted[from] ?? Infinity;
  const inside = new Uint8Array(mass.length);
  let equal = sorted.lastIndexOf(least) - from + 1;
  for (let at = 0; at < mass.length; at += 1) {
    if (mass[at]! < least || (mass[at] === least && (equal -= 1) < 0)) continue;
    inside[at] = 1;
  }
  return inside;
}

/** Gives the share of the probability in the outermost cells that the window cuts off from what lies further out. */
function massAtEdges({ mass, columns, rows, window }: Posterior, limits: Area): number {
  let [edge, all] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      all += mass[row * columns + column]!;
      const isCut = (row === 0 && window.minimum[1] > limits.minimum[1]) || (row === rows - 1 && window.maximum[1] < limits.maximum[1]) || (column === 0 && window.minimum[0] > limits.minimum[0]) || (column === columns - 1 && window.maximum[0] < limits.maximum[0]);
      if (isCut) edge += mass[row * columns + column]!;
    }
  }
  return edge / all;
}

/** Finds the pieces that cells hang together in. Shape: the number of its piece for each cell that is in, 0 for the others; and how much probability each piece holds, by its number. */
export function piecesOf({ mass, columns, rows }: Posterior, inside: Uint8Array): { piece: Uint16Array; held: number[] } {
  const piece = new Uint16Array(inside.length);
  const held = [0];
  for (let start = 0; start < inside.length; start += 1) {
    if (inside[start] === 0 || piece[start] !== 0) continue;
    const number = held.length;
    held.push(0);
    const waiting = [start];
    piece[start] = number;
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      held[number] = held[number]! + mass[at]!;
      const [row, column] = [Math.floor(at / columns), at % columns];
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r += 1) {
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c += 1) {
          const next = r * columns + c;
          if (inside[next] === 0 || piece[next] !== 0) continue;
          piece[next] = number;
          waiting.push(next);
        }
      }
    }
  }
  return { piece, held };
}

/** Is the middle of a posterior and how far it spreads. Shape: the covariance is of x, y, strength, row by row. */
export interface Middle {
  readonly place: readonly [number, number];
  readonly strength: number;
  readonly covariance: Float64Array;
}

/** Gives the mean place and the covariance about it, of all cells, or of those of one piece. */
export function middleOf({ mass, columns, window, rows, x: xOf, y: yOf, strength, spread }: Posterior, isIn: (at: number) => boolean): Middle {
  const [dx, dy] = [0, 1].map((axis) => (window.maximum[axis]! - window.minimum[axis]!) / (axis === 0 ? columns : rows)) as [number, number];
  let [total, x, y, s] = [0, 0, 0, 0];
  for (let at = 0; at < mass.length; at += 1) {
    if (!isIn(at)) continue;
    const own = mass[at]!;
    total += own;
    x += own * xOf[at]!;
    y += own * yOf[at]!;
    s += own * strength[at]!;
  }
  [x, y, s] = [x / total, y / total, s / total];
  // A cell is as wide as it is.
  let [xx, xy, yy, xs, ys, ss] = [dx ** 2 / 12, 0, dy ** 2 / 12, 0, 0, 0];
  for (let at = 0; at < mass.length; at += 1) {
    if (!isIn(at)) continue;
    const share = mass[at]! / total;
    const [ax, ay, as] = [xOf[at]! - x, yOf[at]! - y, strength[at]! - s];
    xx += share * ax * ax;
    xy += share * ax * ay;
    yy += share * ay * ay;
    xs += share * ax * as;
    ys += share * ay * as;
    ss += share * (as * as + spread[at]!);
  }
  return { place: [x, y], strength: s, covariance: Float64Array.of(xx, xy, xs, xy, yy, ys, xs, ys, ss) };
}
