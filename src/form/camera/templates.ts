import { outlines } from './outlines.ts';

/** The signs of a machine-readable zone, in the order of every list of scores. */
export const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<';

/** A cell is compared on this grid; it is one pitch wide and `cellHeight` pitches tall. */
export const gridWidth = 16;
/** See gridWidth. */
export const gridHeight = 20;
/** The height of a compared cell in pitches: the tallest sign is 1.09 of them. */
export const cellHeight = 1.3;

/** How wide a cell is in the outlines, and where its middle is above the base line. */
const [pitch, middle] = [723, 372];
/** A face in which a sign is printed: editions of OCR-B differ in the height of the letters. */
export type Face = keyof typeof outlines;
/** The faces in which signs are looked for. */
export const faces: readonly Face[] = ['plain', 'tall'];
/** How blurred a sign may be, as the deviation of a Gaussian in pitches. */
export const blurs: readonly number[] = [0.04, 0.08, 0.13, 0.19];

/**
 * The signs as one camera would see them.
 * Shape: per sign one patch of gridWidth × gridHeight, its mean 0 and its length 1, one after the other; `sparse` has every second sample
 * each way.
 */
export interface TemplateSet {
  readonly face: Face;
  readonly blur: number;
  readonly values: Float32Array;
  readonly sparse: Float32Array;
}

/**
 * Fills the polygons of one outline, even-odd.
 * Shape: coverage 0 to 1 on a raster whose lines are `step` units apart; its origin is at `left`, `top`, lines go down.
 */
export function fillOutline(outline: string, width: number, height: number, step: number, left: number, top: number): Float32Array {
  const contours = outline.split('|').map((contour) => contour.split(' ').map(Number));
  const cover = new Float32Array(width * height);
  const parts = 4;
  for (let line = 0; line < height * parts; line += 1) {
    const y = top - ((line + 0.5) * step) / parts;
    const crossings: number[] = [];
    for (const points of contours) {
      for (let at = 0; at < points.length; at += 2) {
        const [x0, y0, x1, y1] = [points[at]!, points[at + 1]!, points[(at + 2) % points.length]!, points[(at + 3) % points.length]!];
        if ((y0 <= y) !== (y1 <= y)) crossings.push(((x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) - left) / step);
      }
    }
    crossings.sort((one, other) => one - other);
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const [from, to] = [Math.max(0, crossings[at]!), Math.min(width, crossings[at + 1]!)];
      const start = (line / parts | 0) * width;
      for (let x = Math.floor(from); x < to; x += 1) cover[start + x]! += (Math.min(to, x + 1) - Math.max(from, x)) / parts;
    }
  }
  return cover;
}

/** Blurs one raster by a Gaussian of a deviation given in samples, across and down. */
export function blurred(values: Float32Array, width: number, height: number, acrossDeviation: number, downDeviation: number): Float32Array {
  const pass = (from: Float32Array, count: number, size: number, stride: number, line: number, deviation: number): Float32Array => {
    if (deviation < 0.2) return from;
    const reach = Math.ceil(deviation * 3);
    const taps = 2 * reach + 1;
    const weights = Float32Array.from({ length: taps }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * deviation * deviation)));
    const whole = weights.reduce((sum, one) => sum + one, 0);
    const kernel = weights.map((one) => one / whole);
    const to = new Float32Array(from.length);
    for (let row = 0; row < count; row += 1) {
      const start = row * line;
      for (let at = 0; at < size; at += 1) {
        let sum = 0;
        // Only near the ends does the kernel reach beyond what there is.
        if (at >= reach && at + reach < size) {
          for (let tap = 0, place = start + (at - reach) * stride; tap < taps; tap += 1, place += stride) sum += from[place]! * kernel[tap]!;
        } else {
          for (let tap = 0; tap < taps; tap += 1) sum += from[start + Math.min(size - 1, Math.max(0, at + tap - reach)) * stride]! * kernel[tap]!;
        }
        to[start + at * stride] = sum;
      }
    }
    return to;
  };
  return pass(pass(values, height, width, 1, width, acrossDeviation), width, height, width, 1, downDeviation);
}

/** Brings a patch to the mean 0 and the length 1. */
function even(patch: Float32Array): void {
  const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length;
  const length = Math.sqrt(patch.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  for (let at = 0; at < patch.length; at += 1) patch[at] = (patch[at]! - mean) / length;
}

function makeSet(face: Face, blur: number): TemplateSet {
  const size = gridWidth * gridHeight;
  const values = new Float32Array(signs.length * size);
  const sparse = new Float32Array(values.length / 4);
  // A margin keeps the blur from being cut off at the edge of the cell.
  const margin = 8;
  const step = pitch / gridWidth;
  const downStep = (pitch * cellHeight) / gridHeight;
  // Rows of the raster are as far apart as its columns; the patch takes them at its own distance.
  const [width, height] = [gridWidth + 2 * margin, Math.ceil((gridHeight * downStep) / step) + 2 * margin];
  const top = middle + (height / 2) * step;
  [...signs].forEach((sign, index) => {
    const raw = fillOutline(outlines[face][sign as keyof (typeof outlines)[Face]], width, height, step, pitch / 2 - (width / 2) * step, top);
    const soft = blurred(raw, width, height, blur * gridWidth, blur * gridWidth);
    const patch = values.subarray(index * size, (index + 1) * size);
    for (let y = 0; y < gridHeight; y += 1) {
      const from = (top - middle + (y + 0.5 - gridHeight / 2) * downStep) / step - 0.5;
      const [whole, part] = [Math.floor(from), from - Math.floor(from)];
      for (let x = 0; x < gridWidth; x += 1) {
        const value = soft[whole * width + x + margin]! * (1 - part) + soft[(whole + 1) * width + x + margin]! * part;
        patch[y * gridWidth + x] = value;
      }
    }
    even(patch);
    const thin = sparse.subarray((index * size) / 4, ((index + 1) * size) / 4);
    for (let y = 0; y < gridHeight; y += 2) for (let x = 0; x < gridWidth; x += 2) thin[(y * gridWidth) / 4 + x / 2] = patch[y * gridWidth + x]!;
    even(thin);
  });
  return { face, blur, values, sparse };
}

const made = new Map<string, TemplateSet>();

/** Gives the signs of one face at one blur, drawn when first asked for. */
export function templatesOf(face: Face, blur: number): TemplateSet {
  const key = `${face} ${blur}`;
  let set = made.get(key);
  if (set === undefined) {
    set = makeSet(face, blur);
    made.set(key, set);
  }
  return set;
}
