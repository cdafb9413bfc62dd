import { create, toBuffer, toString } from 'qrcode';
import type { QRCodeSegment } from 'qrcode';

/** What base45 and its prefix are written in; other texts need a larger code. */
function segmentsOf(text: string): QRCodeSegment[] {
  return [/^[0-9A-Z $%*+./:-]+$/u.test(text) ? { data: text, mode: 'alphanumeric' } : { data: Buffer.from(text), mode: 'byte' }];
}

const level = 'Q';

/** Tells which version (size) of QR code a text needs, at error correction Q. */
export function qrVersion(text: string): number {
  return create(segmentsOf(text), { errorCorrectionLevel: level }).version;
}

/** Draws a text as a QR code. Shape: an SVG with a margin of four modules; error correction Q, so that a crumpled sheet still reads. */
export function drawSvg(text: string): Promise<string> {
  return toString(segmentsOf(text), { type: 'svg', errorCorrectionLevel: level, margin: 4 });
}

/** Draws a text as a QR code. Shape: a PNG. Unit: pixels a module, 8 by default. */
export function drawPng(text: string, scale = 8): Promise<Buffer> {
  return toBuffer(segmentsOf(text), { type: 'png', errorCorrectionLevel: level, margin: 4, scale });
}

/** Is the dark parts of a QR code, row by row. Unit: modules, without the margin. */
export interface QrModules {
  readonly modules: number;
  readonly rows: readonly { readonly x: number; readonly y: number; readonly length: number }[];
}

/** Gives a text as the dark parts of its QR code, to be drawn on paper at any size; error correction Q. */
export function drawModules(text: string): QrModules {
  const { size, data } = create(segmentsOf(text), { errorCorrectionLevel: level }).modules;
  const rows: { x: number; y: number; length: number }[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (data[y * size + x] !== 1) continue;
      const from = x;
      while (x + 1 < size && data[y * size + x + 1] === 1) x += 1;
      rows.push({ x: from, y, length: x + 1 - from });
    }
  }
  return { modules: size, rows };
}
