/**
 * Factors a symmetric positive definite matrix in place as L·Lᵀ and gives the sum of ln L_ii, half the logarithm of its determinant.
 * Shape: row by row, n × n, only the lower triangle is used. Gives undefined for a matrix that is not positive definite.
 */
export function factor(matrix: Float64Array, n: number): number | undefined {
  let halfLog = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k += 1) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      if (i > j) matrix[i * n + j] = sum / matrix[j * n + j]!;
      else {
        if (!(sum > 0)) return undefined;
        matrix[i * n + i] = Math.sqrt(sum);
        halfLog += 0.5 * Math.log(sum);
      }
    }
  }
  return halfLog;
}

/** Solves L·Lᵀ·x = b for a factored matrix, in place of b. Shape: b has n entries. */
export function solveFactored(factored: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i += 1) {
    let sum = b[i]!;
    for (let k = 0; k < i; k += 1) sum -= factored[i * n + k]! * b[k]!;
    b[i] = sum / factored[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k += 1) sum -= factored[k * n + i]! * b[k]!;
    b[i] = sum / factored[i * n + i]!;
  }
}

/** Is an inverse and half the logarithm of the determinant of what was inverted. */
export interface Inverse {
  readonly matrix: Float64Array;
  readonly halfLogDeterminant: number;
}

/**
 * Inverts a symmetric positive definite matrix. Its diagonal is brought to one first, since metres and becquerels differ by many powers of ten.
 * Shape: n × n, row by row. Gives undefined where the matrix is singular to thirteen digits.
 */
export function invert(matrix: Float64Array, n: number): Inverse | undefined {
  const scale = new Float64Array(n);
  let logScale = 0;
  for (let i = 0; i < n; i += 1) {
    const own = matrix[i * n + i]!;
    if (!(own > 0) || !Number.isFinite(own)) return undefined;
    scale[i] = 1 / Math.sqrt(own);
    logScale += 0.5 * Math.log(own);
  }
  const scaled = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) scaled[i * n + j] = matrix[i * n + j]! * scale[i]! * scale[j]!;
  const halfLog = factor(scaled, n);
  if (halfLog === undefined) return undefined;
  for (let i = 0; i < n; i += 1) if (scaled[i * n + i]! < 1e-6) return undefined;
  const inverse = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j += 1) {
    column.fill(0);
    column[j] = 1;
    solveFactored(scaled, n, column);
    for (let i = 0; i < n; i += 1) inverse[i * n + j] = column[i]! * scale[i]! * scale[j]!;
  }
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) inverse[i * n + j] = inverse[j * n + i] = (inverse[i * n + j]! + inverse[j * n + i]!) / 2;
  return { matrix: inverse, halfLogDeterminant: halfLog + logScale };
}

/** Takes the leading m × m block of an n × n matrix. */
export function block(matrix: Float64Array, n: number, m: number): Float64Array {
  const taken = new Float64Array(m * m);
  for (let i = 0; i < m; i += 1) for (let j = 0; j < m; j += 1) taken[i * m + j] = matrix[i * n + j]!;
  return taken;
}

/**
 * Finds eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations.
 * Shape: values largest first; vectors[i] belongs to values[i] and has length one.
 */
export function eigen(matrix: Float64Array, n: number): { values: number[]; vectors: number[][] } {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 30; sweep += 1) {
    let off = 0;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) off += Math.abs(a[p * n + q]!);
    if (off === 0) break;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  return { values: order.map((i) => a[i * n + i]!), vectors: order.map((i) => Array.from({ length: n }, (_, row) => v[row * n + i]!)) };
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k += 1) {
    const [one, two] = [a[k * n + p]!, a[k * n + q]!];
    a[k * n + p] = c * one - s * two;
    a[k * n + q] = s * one + c * two;
  }
  for (let k = 0; k < n; k += 1) {
    const [one, two] = [a[p * n + k]!, a[q * n + k]!];
    a[p * n + k] = c * one - s * two;
    a[q * n + k] = s * one + c * two;
  }
  for (let k = 0; k < n; k += 1) {
    const [one, two] = [v[k * n + p]!, v[k * n + q]!];
    v[k * n + p] = c * one - s * two;
    v[k * n + q] = s * one + c * two;
  }
}
