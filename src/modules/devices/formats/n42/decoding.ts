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
  if ((bytes[0] === 0 && bytes[1] === 0) || (bytes[1] !== undefined && bytes[2] === 0 && bytes[3] === 0)) throw new UnreadableN42('encoding-unknown', 'The bytes come by fours, as UTF-32 has them; send the file as UTF-8.', start);
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

/** Turns bytes of any encoding into UTF-8 piece by piece. Refuses: encoding-broken, except of UTF-8, which is passed on as it is and looked at when its characters are needed. */
export class N42Decoder {
  readonly encoding: Encoding;
  private readonly decoder: TextDecoder | null;

  constructor(encoding: Encoding) {
    this.encoding = encoding;
    this.decoder = encoding.label === 'utf-8' ? null : new TextDecoder(encoding.label, { fatal: true, ignoreBOM: true });
  }

  decode(bytes: Uint8Array, isLast: boolean): Buffer {
    if (this.decoder === null) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    try {
      return Buffer.from(this.decoder.decode(bytes, { stream: !isLast }));
    } catch {
      const { label } = this.encoding;
      throw new UnreadableN42('encoding-broken', `Somewhere in the ${bytes.length} bytes after this place something stands that is no ${label}; send the file as UTF-8.`, start);
    }
  }
}
