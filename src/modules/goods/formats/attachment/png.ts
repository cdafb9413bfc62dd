import { mostParts } from './jpeg.ts';
import type { CleanPicture } from './jpeg.ts';

/** Lists the chunks that make the picture; texts, times and Exif are none of them. Source: PNG, third edition, 11. */
const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'bKGD', 'hIST', 'pHYs', 'sPLT', 'acTL', 'fcTL', 'fdAT']);

/** Takes a PNG apart and puts it together again without metadata and without whatever follows its end. Shape: undefined where it is no whole PNG. */
export function cleanPng(bytes: Buffer): CleanPicture | undefined {
  const parts: Buffer[] = [bytes.subarray(0, 8)];
  let [at, width, height, drawn] = [8, 0, 0, false];
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length || parts.length > mostParts || (at === 8) !== (type === 'IHDR')) return undefined;
    if (type === 'IHDR') [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    if (type === 'IDAT') drawn = true;
    if (kept.has(type)) parts.push(bytes.subarray(at, end));
    if (type === 'IEND') return drawn && width > 0 && height > 0 ? { bytes: Buffer.concat(parts), width, height } : undefined;
    at = end;
  }
  return undefined;
}
