import { deflateSync } from 'node:zlib';

const jpeg = Buffer.from('/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAYACADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/8QAIBAAAgAEBwAAAAAAAAAAAAAAABEFEhNhFBYjQmSj4f/EABgBAQADAQAAAAAAAAAAAAAAAAABAgQF/8QAGxEBAAEFAQAAAAAAAAAAAAAAABIBAxMhMYH/2gAMAwEAAhEDEQA/AKYbDsfU1aci2tt3sXZe5XX6Qw2I4CppVJ1uSTtcuzDxezwrpzreCNJ99YgAIZQAAAAB/9k=', 'base64');
const webp = Buffer.from('UklGRlwAAABXRUJQVlA4IFAAAABwAwCdASogABgAPu1kqU2ppaQiMAgBMB2JYgCtaBQUgpL9gAAA+daIb6DoW1+/4FHv1pttjvNyk9Hnf5o/XeLHFyCrzPyHzhr1pJbZNoUAAA==', 'base64');

/** Is a place that no picture may tell, as it stands in the metadata of the pictures made here. */
export const secretPlace = 'N39.9042 E116.4074';

function exifSegment(orientation: number): Buffer {
  const entry = (tag: number, type: number, count: number, value: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    if (type === 3) bytes.writeUInt16BE(value, 8);
    else bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  // Two entries and an end, then the text that the description points at.
  const text = Buffer.from(`${secretPlace}\0`, 'latin1');
  const tiff = Buffer.concat([Buffer.from('MM\0*\0\0\0\x08', 'latin1'), Buffer.from([0, 2]), entry(0x010e, 2, text.length, 38), entry(0x0112, 3, 1, orientation), Buffer.alloc(4), text]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Makes a JPEG of 32 × 24 pixels as a telephone does: with place and direction in its metadata, a comment, and something hung on behind its end. */
export function makeJpeg(options: { readonly orientation?: number; readonly behind?: string; readonly plain?: boolean; readonly turn?: number } = {}): Buffer {
  if (options.plain === true) return jpeg;
  const note = Buffer.from(`by ${secretPlace} ${options.turn ?? 0}`, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), exifSegment(options.orientation ?? 1), Buffer.from([0xff, 0xfe, 0, note.length + 2]), note, jpeg.subarray(2), Buffer.from(options.behind ?? '', 'latin1')]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(typed.length + 8);
  whole.writeUInt32BE(data.length, 0);
  typed.copy(whole, 4);
  whole.writeUInt32BE(crc32(typed), typed.length + 4);
  return whole;
}

/** Makes a PNG of one colour, with a text that tells a place; `claims` writes another size into its head than it has. */
export function makePng(options: { readonly grey?: number; readonly claims?: number } = {}): Buffer {
  const head = Buffer.from([0, 0, 0, 16, 0, 0, 0, 16, 8, 0, 0, 0, 0]);
  if (options.claims !== undefined) {
    head.writeUInt32BE(options.claims, 0);
    head.writeUInt32BE(options.claims, 4);
  }
  const rows = Buffer.concat(Array.from({ length: 16 }, () => Buffer.from([0, ...Array<number>(16).fill(options.grey ?? 128)])));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('tEXt', Buffer.from(`Location\0${secretPlace}`, 'latin1')), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** Makes a WebP of 32 × 24 pixels in the extended form, with an Exif chunk. */
export function makeWebp(): Buffer {
  const exif = Buffer.from(secretPlace.padEnd(20), 'latin1');
  const extended = Buffer.concat([Buffer.from('VP8X\x0a\0\0\0\x08\0\0\0', 'latin1'), Buffer.from([31, 0, 0, 23, 0, 0])]);
  const told = Buffer.concat([Buffer.from('EXIF', 'latin1'), Buffer.from([exif.length, 0, 0, 0]), exif]);
  const body = Buffer.concat([extended, webp.subarray(12), told]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}

/** Makes a PDF of one page with a line of text; locked ones name a dictionary of encryption. */
export function makePdf(line: string, options: { readonly locked?: boolean } = {}): Buffer {
  const drawn = `BT /F1 18 Tf 60 760 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, place) => {
    const at = text.length;
    text += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size 6 /Root 1 0 R${options.locked === true ? ' /Encrypt 9 0 R' : ''} >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
