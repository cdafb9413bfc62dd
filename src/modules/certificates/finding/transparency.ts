/** Unit: bytes. Shape: undefined for a PNG without eight-bit transparency, or interlaced. */
function formOf(bytes: Uint8Array): { width: number; height: number; channels: number } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channels = ({ 4: 2, 6: 4 })[view[25]!];
  return channels === undefined || view[24] !== 8 || view[28] !== 0 ? undefined : { width: view.readUInt32BE(16), height: view.readUInt32BE(20), channels };
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/** Takes off what PNG does to its rows to make them small. Source: PNG specification, 9.2. */
function unfilter(rows: Uint8Array, height: number, rowBytes: number, channels: number): Uint8Array {
  const pixels = new Uint8Array(height * rowBytes);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (rowBytes + 1)]!;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x >= channels ? pixels[at - channels]! : 0;
      const up = y > 0 ? pixels[at - rowBytes]! : 0;
      const corner = x >= channels && y > 0 ? pixels[at - rowBytes - channels]! : 0;
      const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : filter === 4 ? paeth(left, up, corner) : 0;
      pixels[at] = rows[y * (rowBytes + 1) + 1 + x]! + guess;
    }
  }
  return pixels;
}

/** Lays what is transparent on white, as a person sees it: code programs save black on nothing. */
export function onWhite(pixels: Uint8Array | Uint8ClampedArray, width: number, height: number, channels = 4): ImageData {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    const opacity = pixels[at * channels + channels - 1]! / 255;
    for (let colour = 0; colour < 3; colour += 1) data[at * 4 + colour] = 255 - (255 - pixels[at * channels + (channels === 4 ? colour : 0)]!) * opacity;
    data[at * 4 + 3] = 255;
  }
  return { data, width, height, colorSpace: 'srgb' } as ImageData;
}

/** Lays a transparent PNG on white. Shape: undefined when it has no transparency that is known here. */
export function pngOnWhite(bytes: Uint8Array, rows: Uint8Array): ImageData | undefined {
  const form = formOf(bytes);
  if (form === undefined || rows.length < form.height * (form.width * form.channels + 1)) return undefined;
  return onWhite(unfilter(rows, form.height, form.width * form.channels, form.channels), form.width, form.height, form.channels);
}
