import { UnreadableN42 } from './limits.ts';

/** Is what was decided about the encoding of a document. */
export interface Encoding {
  /** The name by which the text was decoded. */
  readonly label: string;
  /** What the XML declaration says; null where it says nothing. */
  readonly declared: string | null;
  /** The declaration names an encoding of two bytes, and the bytes are of one. */
  readonly misdeclared: boolean;
}

const start = { line: 1, column: 1 };

function byteOrder(bytes: Uint8Array): string | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c && third === 0 && fourth !== 0) return 'utf-16be';
  return null;
}

/** Decides the encoding from the byte order mark, the shape of the first bytes and the XML declaration, in this order (XML 1.0, appendix F). Refuses: encoding-unknown. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const wide = byteOrder(bytes);
  const head = new TextDecoder(wide ?? 'latin1').decode(bytes.subarray(0, 512));
  const declared = /^[\ufeff\u00ef\u00bb\u00bf\s]*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/.exec(head)?.[1] ?? null;
  if (wide !== null) return { label: wide, declared, misdeclared: declared !== null && !/^(utf-?16|iso-10646-ucs-2|ucs-2)/i.test(declared) };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { label: 'utf-8', declared, misdeclared: declared !== null && !/^utf-?8$/i.test(declared) };
  if (declared === null) return { label: 'utf-8', declared, misdeclared: false };
  if (/^(utf-?16|utf-?32|iso-10646|ucs)/i.test(declared)) return { label: 'utf-8', declared, misdeclared: true };
  try {
    return { label: new TextDecoder(declared).encoding, declared, misdeclared: false };
  } catch {
    throw new UnreadableN42('encoding-unknown', `The XML declaration names the encoding "${declared}", which is not known; send the file as UTF-8.`, start);
  }
}

/** Gives how many of the last bytes are the beginning of a UTF-8 character that is not whole yet. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

/** Turns bytes into text piece by piece. Shape: after broken bytes `broken` is true and `decode` has given the text before them only. */
export class N42Decoder {
  readonly encoding: Encoding;
  broken = false;
  private held = new Uint8Array(0);
  private readonly decoder: TextDecoder;
  private readonly isUtf8: boolean;

  constructor(encoding: Encoding) {
    this.encoding = encoding;
    this.isUtf8 = encoding.label === 'utf-8';
    this.decoder = new TextDecoder(encoding.label, { fatal: true, ignoreBOM: true });
  }

  /** Decodes the next bytes; a character that is cut at their end waits for the next call, unless they are the last. */
  decode(bytes: Uint8Array, isLast: boolean): string {
    if (!this.isUtf8) return this.guarded(bytes, () => this.decoder.decode(bytes, { stream: !isLast }));
    const whole = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
    const cut = isLast ? 0 : unfinished(whole);
    this.held = whole.slice(whole.length - cut);
    const now = whole.subarray(0, whole.length - cut);
    // One call for a whole piece is several times faster in Node than its decoder of streams.
    return this.guarded(now, () => this.decoder.decode(now));
  }

  private guarded(bytes: Uint8Array, decode: () => string): string {
    try {
      return decode();
    } catch {
      this.broken = true;
      const lenient = new TextDecoder(this.encoding.label, { ignoreBOM: true }).decode(bytes);
      const at = lenient.indexOf('\ufffd');
      return at < 0 ? lenient : lenient.slice(0, at);
    }
  }
}
