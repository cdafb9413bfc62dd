import { mostParts } from './jpeg.ts';
import type { CleanPicture } from './jpeg.ts';

const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ICCP', 'ALPH', 'ANIM', 'ANMF']);
const exifAndXmp = 0x0c;

function sizeOf(type: string, data: Buffer): readonly [number, number] | undefined {
  if (type === 'VP8X' && data.length >= 10) return [data.readUIntLE(4, 3) + 1, data.readUIntLE(7, 3) + 1];
  if (type === 'VP8L' && data.length >= 5 && data[0] === 0x2f) return [(data.readUInt32LE(1) & 0x3fff) + 1, ((data.readUInt32LE(1) >>> 14) & 0x3fff) + 1];
  if (type === 'VP8 ' && data.length >= 10 && data.readUIntBE(3, 3) === 0x9d012a) return [data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff];
  return undefined;
}

/** Takes a WebP apart and puts it together again without Exif and XMP. Shape: undefined where it is no whole WebP. Source: RFC 9649. */
export function cleanWebp(bytes: Buffer): CleanPicture | undefined {
  const whole = 8 + bytes.readUInt32LE(4);
  if (whole > bytes.length) return undefined;
  const parts: Buffer[] = [];
  let [at, drawn, size] = [12, false, undefined as readonly [number, number] | undefined];
  while (at + 8 <= whole) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > whole || parts.length > mostParts) return undefined;
    const data = bytes.subarray(at + 8, at + 8 + length);
    size ??= sizeOf(type, data);
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') drawn = true;
    if (kept.has(type)) {
      const part = Buffer.alloc(8 + length + (length % 2));
      bytes.copy(part, 0, at, at + 8 + length);
      if (type === 'VP8X') part[8] = part[8]! & ~exifAndXmp;
      parts.push(part);
    }
    at = end;
  }
  if (!drawn || size === undefined || size[0] === 0 || size[1] === 0) return undefined;
  const body = Buffer.concat(parts);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return { bytes: Buffer.concat([head, body]), width: size[0], height: size[1] };
}
