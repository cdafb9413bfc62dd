/** Lists the media types of pictures that a device may send. */
export const pictureTypes = ['image/jpeg', 'image/png'] as const;
/** Is a media type of a picture. */
export type PictureType = (typeof pictureTypes)[number];

/** Bounds a picture. Unit: bytes; pixels of a side. Shape: a small file can be a picture that no screen has room to unpack. */
export const pictureLimits = { bytes: 400_000, side: 8_192 } as const;

/** Is what the header of a picture says, or why it is none that may be taken. */
export type PictureHeader =
  | { readonly ok: true; readonly mediaType: PictureType; readonly widthPixels: number; readonly heightPixels: number }
  | { readonly ok: false; readonly code: string; readonly where: string; readonly reason: string };

const refuse = (code: string, reason: string, where = 'file'): PictureHeader => ({ ok: false, code, where, reason });
const cutOff = (what: string): PictureHeader => refuse('unfinished', `The ${what} ends within its header; send the whole file.`);
const pngMark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((value, at) => bytes[at] === value);

function sized(mediaType: PictureType, widthPixels: number, heightPixels: number): PictureHeader {
  if (widthPixels === 0 || heightPixels === 0) return refuse('no-image', `The header says ${widthPixels} by ${heightPixels} pixels; a picture has at least one each way.`);
  if (widthPixels > pictureLimits.side || heightPixels > pictureLimits.side) return refuse('too-large', `The picture has ${widthPixels} by ${heightPixels} pixels; at most ${pictureLimits.side} a side are taken. Let the camera send a smaller one.`);
  return { ok: true, mediaType, widthPixels, heightPixels };
}

// Source: PNG, third edition, 5.2 and 11.2.1: the first chunk is IHDR, 13 bytes long.
function readPng(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24) return cutOff('PNG');
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return refuse('not-picture', 'It begins as a PNG, and its first chunk is no header (IHDR).');
  return sized('image/png', view.getUint32(16), view.getUint32(20));
}

// Source: ITU-T T.81, annex B: segments until one that starts a frame (SOF0 to SOF15 without DHT, JPG and DAC).
function readJpeg(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; ;) {
    if (at + 1 >= bytes.length) return cutOff('JPEG');
    if (bytes[at] !== 0xff) return refuse('not-picture', 'It begins as a JPEG, and something else stands where a segment must begin.');
    const marker = bytes[at + 1]!;
    // Before a marker any number of bytes FF may stand.
    if (marker === 0xff) { at += 1; continue; }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) { at += 2; continue; }
    if (marker === 0xd9 || marker === 0xda) return refuse('no-image', 'The JPEG has no frame header before its data, so its size is not told.');
    if (at + 3 >= bytes.length) return cutOff('JPEG');
    const length = view.getUint16(at + 2);
    if (length < 2) return refuse('not-picture', 'A segment of the JPEG is shorter than its own length.');
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return at + 8 >= bytes.length ? cutOff('JPEG') : sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + length;
  }
}

/** Reads what the header of a JPEG or PNG says: that it is one, and its size. What follows the header is left to whoever shows it. */
export function readPicture(bytes: Uint8Array): PictureHeader {
  if (bytes.length === 0) return refuse('empty', 'There are no bytes; send a JPEG or PNG.');
  if (bytes.length > pictureLimits.bytes) return refuse('too-large', `The picture has ${bytes.length} bytes; at most ${pictureLimits.bytes} are taken. Let the camera send a smaller one.`);
  if (startsWith(bytes, [0xff, 0xd8])) return readJpeg(bytes);
  if (startsWith(bytes, pngMark)) return readPng(bytes);
  if (startsWith(bytes, pngMark.slice(0, bytes.length))) return cutOff('PNG');
  return refuse('not-picture', 'The bytes are neither JPEG nor PNG; send one of these two.');
}
