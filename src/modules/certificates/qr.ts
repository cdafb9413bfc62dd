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
