/** What a file is, by its first bytes. Shape: the last ones are known by name, but not read. */
export type FileKind = 'text' | 'pdf' | 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp' | 'heic' | 'avif' | 'tiff' | 'svg' | 'zip' | 'unknown';

/** A file that may hold codes. */
export type ScannedKind = Extract<FileKind, 'pdf' | 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp'>;

/** Tells what a file is by its bytes, whatever its name says. */
export function kindOf(bytes: Uint8Array): FileKind {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (start.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (/^GIF8[79]a/u.test(start)) return 'gif';
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'webp';
  if (start.slice(4, 8) === 'ftyp') return /^(avif|avis)/u.test(start.slice(8, 12)) ? 'avif' : 'heic';
  if (/^(II\*\0|MM\0\*)/u.test(start)) return 'tiff';
  if (/^PK(\u0003\u0004|\u0005\u0006)/u.test(start)) return 'zip';
  if (start.includes('%PDF-')) return 'pdf';
  if (/^BM[\s\S]{12}[\u000c-\u007c]\0\0\0/u.test(start)) return 'bmp';
  if (/^(\u00ef\u00bb\u00bf|\s)*<(\?xml[^>]*>|!--[\s\S]*?-->|!DOCTYPE svg[^>]*>|\s)*<?svg\b/iu.test(start)) return 'svg';
  const wide = /^(\u00ff\u00fe|\u00fe\u00ff)/u.test(start);
  return wide || !bytes.includes(0) ? 'text' : 'unknown';
}

/** Decodes a text file: UTF-8, or UTF-16 with its mark. */
export function decodeText(bytes: Uint8Array): string {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label).decode(bytes);
}

type Size = { readonly width: number; readonly height: number };

function jpegSize(view: Buffer): Size | undefined {
  let at = 2;
  while (at + 9 < view.length) {
    if (view[at] !== 0xff) return undefined;
    const marker = view[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) };
    else at += marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + view.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpSize(view: Buffer): Size | undefined {
  const chunk = view.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { width: 1 + view.readUIntLE(24, 3), height: 1 + view.readUIntLE(27, 3) };
  if (chunk === 'VP8L') return { width: 1 + (view.readUInt32LE(21) & 0x3fff), height: 1 + ((view.readUInt32LE(21) >>> 14) & 0x3fff) };
  return chunk === 'VP8 ' ? { width: view.readUInt16LE(26) & 0x3fff, height: view.readUInt16LE(28) & 0x3fff } : undefined;
}

/** Reads from a picture's head how large it will be when it is decoded. Unit: pixels. Shape: undefined when the head is broken. */
export function pictureSize(bytes: Uint8Array, kind: ScannedKind): Size | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = kind === 'png' ? { width: view.readUInt32BE(16), height: view.readUInt32BE(20) } : kind === 'gif' ? { width: view.readUInt16LE(6), height: view.readUInt16LE(8) }
      : kind === 'bmp' ? { width: Math.abs(view.readInt32LE(18)), height: Math.abs(view.readInt32LE(22)) } : kind === 'jpeg' ? jpegSize(view) : webpSize(view);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch {
    // The head ends before it says the size.
    return undefined;
  }
}

/** Gives the packed picture data of a PNG, and how many bytes they come to at most when unpacked. */
export function pngData(bytes: Uint8Array): { readonly packed: Buffer; readonly unpackedBytes: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { width = 0, height = 0 } = pictureSize(bytes, 'png') ?? {};
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 <= view.length;) {
    const length = view.readUInt32BE(at);
    if (view.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(view.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const bits = (view[24] ?? 8) * ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[view[25] ?? 6] ?? 4);
  // Interlaced pictures have a little more, for the heads of their seven passes.
  return { packed: Buffer.concat(parts), unpackedBytes: (Math.ceil((width * bits) / 8) + 8) * (height + 8) * (view[28] === 1 ? 1.2 : 1) };
}
