/** Is a picture without what it tells besides itself: place, time, device, author, comments, and whatever was hung on behind its end. */
export interface CleanPicture { readonly bytes: Buffer; readonly width: number; readonly height: number }

/** Is the most parts that a picture is taken apart into: no camera writes a hundredth of them, and each costs memory. */
export const mostParts = 20_000;

const startOfScan = 0xda;
const endOfImage = 0xd9;
const frames = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/** Reads which way up a picture is from its Exif segment. Shape: 1 to 8; 1 where nothing says. Source: Exif 2.32, 4.6.4, tag 0x0112. */
function orientationOf(segment: Buffer): number {
  if (segment.length < 18 || segment.toString('latin1', 4, 10) !== 'Exif\0\0') return 1;
  const tiff = segment.subarray(10);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  const entries = Math.min(short(directory), 200);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (short(at) === 0x0112) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : 1;
  }
  return 1;
}

/** Writes an Exif segment that says which way up the picture is and nothing else. */
function orientationSegment(orientation: number): Buffer {
  return Buffer.from([0xff, 0xe1, 0x00, 0x22, ...Buffer.from('Exif\0\0MM\0*', 'latin1'), 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
}

function isKept(marker: number, segment: Buffer): boolean {
  if (marker === 0xe0) return segment.toString('latin1', 4, 9) === 'JFIF\0';
  if (marker === 0xe2) return segment.toString('latin1', 4, 16) === 'ICC_PROFILE\0';
  // Adobe's segment says how the colours are to be read.
  return marker === 0xee || (marker < 0xe0 && marker !== 0xfe);
}

/** Finds the next marker that is neither a stuffed byte nor a restart: there what was scanned ends. Shape: -1 where it does not end. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let next = bytes.indexOf(0xff, from); next !== -1 && next + 1 < bytes.length; next = bytes.indexOf(0xff, next + 2)) {
    const after = bytes[next + 1]!;
    if (after !== 0 && (after < 0xd0 || after > 0xd7)) return next;
  }
  return -1;
}

/**
 * Takes a JPEG apart and puts it together again without metadata: the image is not decoded and stays what it is.
 * Shape: undefined where it is no whole JPEG. Source: ITU-T T.81, annex B.
 */
export function cleanJpeg(bytes: Buffer): CleanPicture | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let [at, width, height, orientation, scanned] = [2, 0, 0, 1, false];
  while (at + 4 <= bytes.length || (at + 2 <= bytes.length && bytes[at + 1] === endOfImage)) {
    if (bytes[at] !== 0xff || kept.length > mostParts) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === endOfImage) {
      if (!scanned || width === 0 || height === 0) return undefined;
      kept.push(bytes.subarray(at, at + 2));
      if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation));
      return { bytes: Buffer.concat(kept), width, height };
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8) || end - at < 4 || end > bytes.length) return undefined;
    const segment = bytes.subarray(at, end);
    if (frames.has(marker)) {
      if (segment.length < 9) return undefined;
      [height, width] = [segment.readUInt16BE(5), segment.readUInt16BE(7)];
    }
    if (marker === 0xe1 && orientation === 1) orientation = orientationOf(segment);
    if (isKept(marker, segment)) kept.push(segment);
    at = end;
    if (marker !== startOfScan) continue;
    scanned = true;
    const next = endOfScan(bytes, at);
    if (next === -1) return undefined;
    kept.push(bytes.subarray(at, next));
    at = next;
  }
  return undefined;
}
