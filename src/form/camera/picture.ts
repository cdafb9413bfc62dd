/**
 * A picture as a browser's ImageData gives it.
 * Shape: four bytes (red, green, blue, opacity) per pixel, row by row.
 */
export interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/**
 * A picture in shades of grey, 0 black to 255 white.
 * Shape: one byte per pixel, row by row.
 */
export interface Grey {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Turns colours into shades of grey by the weights of ITU-R BT.601. */
export function greyOf({ data, width, height }: Picture): Grey {
  const pixels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < pixels.length; at += 1, from += 4) {
    pixels[at] = (77 * (data[from] ?? 0) + 150 * (data[from + 1] ?? 0) + 29 * (data[from + 2] ?? 0)) >> 8;
  }
  return { pixels, width, height };
}

/** Shrinks a picture until neither side is longer than `longest`, each new pixel the mean of those it covers. */
export function shrunk(grey: Grey, longest: number): Grey {
  const ratio = Math.max(grey.width, grey.height) / longest;
  if (ratio <= 1) return grey;
  const width = Math.max(1, Math.floor(grey.width / ratio));
  const height = Math.max(1, Math.floor(grey.height / ratio));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.floor(y * ratio), Math.max(Math.floor(y * ratio) + 1, Math.floor((y + 1) * ratio))];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.floor(x * ratio), Math.max(Math.floor(x * ratio) + 1, Math.floor((x + 1) * ratio))];
      let sum = 0;
      for (let row = top; row < bottom; row += 1) for (let column = left; column < right; column += 1) sum += grey.pixels[row * grey.width + column] ?? 0;
      pixels[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return { pixels, width, height };
}

/** Sums of all pixels above and to the left, so that the sum over any rectangle takes four look-ups. */
function sumsOf({ pixels, width, height }: Grey): Uint32Array {
  const across = width + 1;
  const sums = new Uint32Array(across * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let line = 0;
    for (let x = 0; x < width; x += 1) {
      line += pixels[y * width + x]!;
      sums[(y + 1) * across + x + 1] = sums[y * across + x + 1]! + line;
    }
  }
  return sums;
}

/**
 * Says of every pixel whether it is ink: darker than the mean of its surroundings, so that a shadow across the page does no harm.
 * Shape: 1 ink, 0 paper; both the pixel (three by three) and the surroundings (`reach` to each side) are means, against noise.
 */
export function inkOf(grey: Grey, reach: number): Uint8Array {
  const { width, height } = grey;
  const sums = sumsOf(grey);
  const across = width + 1;
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - reach) * across;
    const bottom = Math.min(height, y + reach + 1) * across;
    const near = Math.max(0, y - 1) * across;
    const far = Math.min(height, y + 2) * across;
    const tall = (bottom - top) / across;
    const short = (far - near) / across;
    for (let x = 0; x < width; x += 1) {
      const left = x > reach ? x - reach : 0;
      const right = x + reach + 1 < width ? x + reach + 1 : width;
      const mean = (sums[bottom + right]! - sums[bottom + left]! - sums[top + right]! + sums[top + left]!) / (tall * (right - left));
      const west = x > 0 ? x - 1 : 0;
      const east = x + 2 < width ? x + 2 : width;
      const own = (sums[far + east]! - sums[far + west]! - sums[near + east]! + sums[near + west]!) / (short * (east - west));
      // A tenth darker than around it, and by more than what is left of a sensor's noise.
      if (own < mean * 0.9 - 3) ink[y * width + x] = 1;
    }
  }
  return ink;
}
