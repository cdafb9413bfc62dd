/**
 * A polynomial in (t - middle) / reach, the coefficients from the constant upwards.
 * Shape: `reach` keeps its argument between -1 and 1, for the sake of the arithmetic.
 */
export interface Curve {
  readonly middle: number;
  readonly reach: number;
  readonly terms: readonly number[];
}

/** Gives the value of a curve. */
export function valueAt({ middle, reach, terms }: Curve, at: number): number {
  const t = (at - middle) / reach;
  return terms.reduceRight((sum, term) => sum * t + term, 0);
}

/** Gives the slope of a curve. */
export function slopeAt({ middle, reach, terms }: Curve, at: number): number {
  const t = (at - middle) / reach;
  let sum = 0;
  for (let power = terms.length - 1; power >= 1; power -= 1) sum = sum * t + power * terms[power]!;
  return sum / reach;
}

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

/** Solves a small symmetric system by elimination; a column without a pivot gives 0. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row += 1) if (Math.abs(matrix[row]![pivot]!) > Math.abs(matrix[best]![pivot]!)) best = row;
    [matrix[pivot], matrix[best]] = [matrix[best]!, matrix[pivot]!];
    [right[pivot], right[best]] = [right[best]!, right[pivot]!];
    const head = matrix[pivot]![pivot]!;
    if (Math.abs(head) < 1e-12) continue;
    for (let row = 0; row < size; row += 1) {
      if (row === pivot) continue;
      const factor = matrix[row]![pivot]! / head;
      for (let column = pivot; column < size; column += 1) matrix[row]![column]! -= factor * matrix[pivot]![column]!;
      right[row]! -= factor * right[pivot]!;
    }
  }
  return right.map((value, at) => (Math.abs(matrix[at]![at]!) < 1e-12 ? 0 : value / matrix[at]![at]!));
}

/**
 * Fits a curve of a degree through points by least squares, three times, the later ones without points further off than `tolerance`.
 * Shape: the curve and, per point, whether it was near at last.
 */
export function fitCurve(at: readonly number[], values: readonly number[], degree: number, tolerance: number, weights?: readonly number[]): { curve: Curve; near: boolean[] } {
  const low = Math.min(...at);
  const high = Math.max(...at);
  const [middle, reach] = [(low + high) / 2, Math.max(1e-9, (high - low) / 2)];
  let near = at.map(() => true);
  let curve: Curve = { middle, reach, terms: [0] };
  for (let round = 0; round < 3; round += 1) {
    const matrix = Array.from({ length: degree + 1 }, () => zeros(degree + 1));
    const right = zeros(degree + 1);
    at.forEach((place, point) => {
      if (!near[point]) return;
      const t = (place - middle) / reach;
      const weight = weights?.[point] ?? 1;
      for (let row = 0; row <= degree; row += 1) {
        right[row]! += weight * values[point]! * t ** row;
        for (let column = 0; column <= degree; column += 1) matrix[row]![column]! += weight * t ** (row + column);
      }
    });
    curve = { middle, reach, terms: solve(matrix, right) };
    // The first fit is drawn aside by what does not belong, so it keeps more.
    const limit = round === 0 ? tolerance * 2 : tolerance;
    near = at.map((place, point) => Math.abs(values[point]! - valueAt(curve, place)) <= limit);
  }
  return { curve, near };
}
