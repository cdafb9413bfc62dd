import type { Quarantined } from '../../shapes/findings.ts';
import { MllpDecoder } from './mllp.ts';
import type { MllpEvent } from './mllp.ts';

/** Is one message of a file as text. */
export interface Hl7Text {
  readonly where: string;
  readonly text: string;
  readonly charset: string;
  /** Says so where the bytes were not what MSH-18 says. */
  readonly doubt?: string;
}

/** Bounds a file. Unit: bytes. */
export const hl7FileLimit = 16 * 1024 * 1024;

/** Bounds what is read of a file. Unit: messages, results. */
export const hl7Limits = { messages: 20_000, results: 50_000 } as const;

// MSH-18 by HL7 table 0211 and by what senders write.
const charsets: readonly (readonly [RegExp, string])[] = [
  [/^(?:UNICODE ?UTF-?8|UTF-?8)$/i, 'utf-8'], [/^(?:GB ?18030(?:-2000)?|GB ?2312|GBK|CP936)$/i, 'gb18030'], [/^(?:ASCII|US-ASCII|7BIT)$/i, 'ascii'],
  [/^(?:8859\/15|ISO-?8859-?15)$/i, 'iso-8859-15'], [/^(?:8859\/1|ISO-?8859-?1|LATIN-?1|WINDOWS-?1252)$/i, 'windows-1252'], [/^(?:8859\/(\d)|ISO-?8859-?(\d))$/i, 'iso-8859-'],
  [/^(?:BIG-?5)$/i, 'big5'], [/^(?:ISO IR87|ISO IR14|SHIFT_?JIS)$/i, 'shift_jis'], [/^KS X 1001$/i, 'euc-kr'],
];

function labelOf(named: string): string | undefined {
  for (const [pattern, label] of charsets) {
    const match = pattern.exec(named);
    if (match !== null) return label === 'iso-8859-' ? `iso-8859-${match[1] ?? match[2]}` : label;
  }
  return undefined;
}

function tryDecode(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The next way to read the bytes is tried.
  }
}

/** Decodes one message by its MSH-18; what is not named is UTF-8 if it can be. */
export function decodeHl7(bytes: Uint8Array): { readonly text: string; readonly charset: string; readonly doubt?: string } {
  const ascii = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const start = ascii.indexOf('MSH');
  const header = start < 0 ? [] : ascii.slice(start).split(/[\r\n]/)[0]!.split(ascii[start + 3] ?? '|');
  const repetition = header[1]?.[1] ?? '~';
  const named = (header[17] ?? '').split(repetition)[0]!.trim();
  const label = named === '' ? undefined : labelOf(named);
  const utf8 = tryDecode('utf-8', bytes);
  if (label === undefined || label === 'ascii' || label === 'utf-8') {
    const doubt = named !== '' && label === undefined ? `The character set "${named.slice(0, 30)}" (MSH-18) is not known.` : undefined;
    if (utf8 !== undefined) return { text: utf8, charset: 'utf-8', ...(doubt === undefined ? {} : { doubt }) };
    const chinese = tryDecode('gb18030', bytes);
    const guess = chinese === undefined ? 'windows-1252' : 'gb18030';
    return { text: chinese ?? new TextDecoder('windows-1252').decode(bytes), charset: guess, doubt: `The bytes are not ${label === undefined ? 'UTF-8, which is meant where MSH-18 is empty' : named}; they were read as ${guess}. Name the character set in MSH-18.` };
  }
  const text = tryDecode(label, bytes);
  if (text !== undefined) return { text, charset: label };
  return { text: utf8 ?? new TextDecoder(label).decode(bytes), charset: utf8 === undefined ? label : 'utf-8', doubt: `The bytes are not ${named}, as MSH-18 says; send what is named.` };
}

const headers = new Set(['FHS', 'BHS', 'BTS', 'FTS', 'MSH']);

/** Finds where lines begin with a name of three letters that opens or closes something. */
function marksOf(bytes: Uint8Array): { readonly at: number; readonly name: string }[] {
  const marks: { at: number; name: string }[] = [];
  let lineStart = true;
  for (let at = 0; at + 3 < bytes.length && marks.length <= hl7Limits.messages; at += 1) {
    const byte = bytes[at]!;
    if (lineStart && byte > 0x41 && byte < 0x5b) {
      const name = String.fromCharCode(byte, bytes[at + 1]!, bytes[at + 2]!);
      if (headers.has(name) && !/[A-Za-z0-9]/.test(String.fromCharCode(bytes[at + 3]!))) marks.push({ at, name });
    }
    lineStart = byte === 0x0a || byte === 0x0d || (lineStart && (byte === 0x20 || byte === 0x09 || byte === 0xef || byte === 0xbb || byte === 0xbf));
  }
  return marks;
}

function textsOf(bytes: Uint8Array, place: string): { texts: Hl7Text[]; quarantined: Quarantined[]; batches: number; declared: number | null } {
  const marks = marksOf(bytes);
  const texts: Hl7Text[] = [];
  const quarantined: Quarantined[] = [];
  const before = new TextDecoder('latin1').decode(bytes.subarray(0, marks[0]?.at ?? bytes.length)).replace(/^(?:ï»¿)?\s*/, '');
  if (before.trim() !== '') quarantined.push({ where: `${place}beginning`, code: 'no-header', reason: `The text "${before.trim().slice(0, 40)}" stands before any MSH; a message begins with MSH and its separators.` });
  let declared: number | null = null;
  if (marks.length > hl7Limits.messages) {
    const last = marks.pop()!;
    quarantined.push({ where: `${place}byte ${last.at}`, code: 'too-many', reason: `More than ${hl7Limits.messages} messages; the rest was not read. Send it in smaller files.` });
    bytes = bytes.subarray(0, last.at);
  }
  marks.forEach(({ at, name }, index) => {
    const part = bytes.subarray(at, marks[index + 1]?.at ?? bytes.length);
    if (name === 'MSH') texts.push({ where: `${place}message ${texts.length + 1}`, ...decodeHl7(part) });
    if (name === 'BTS') {
      const count = Number(new TextDecoder('latin1').decode(part.subarray(4, 20)).split(/[^0-9]/)[0]);
      declared = (declared ?? 0) + (Number.isInteger(count) ? count : 0);
    }
  });
  return { texts, quarantined, batches: marks.filter(({ name }) => name === 'BHS').length, declared };
}

/** Bounds what is told of a hostile file. */
const maximumQuarantined = 10_000;

function* eventsOf(decoder: MllpDecoder, bytes: Uint8Array): Generator<MllpEvent> {
  for (let at = 0; at < bytes.length; at += 65_536) yield* decoder.push(bytes.subarray(at, at + 65_536));
  yield* decoder.end();
}

/**
 * Takes a file apart into messages: framed by MLLP, in batches (FHS, BHS), or one after the other.
 * Shape: every stretch of bytes is in a message, in `quarantined`, or an envelope that is counted.
 */
export function hl7Texts(bytes: Uint8Array): { readonly texts: readonly Hl7Text[]; readonly quarantined: readonly Quarantined[]; readonly batches: number; readonly declared: number | null } {
  if (bytes.length > hl7FileLimit) return { texts: [], quarantined: [{ where: 'file', code: 'too-large', reason: `The input has ${bytes.length} bytes; the reader takes ${hl7FileLimit} at most. Send it in smaller files.` }], batches: 0, declared: null };
  if (!bytes.includes(0x0b)) {
    const read = textsOf(bytes, '');
    if (read.texts.length + read.quarantined.length === 0) return { ...read, quarantined: [{ where: 'file', code: 'empty', reason: 'There is no message in the input; a message begins with MSH.' }] };
    return read;
  }
  const decoder = new MllpDecoder();
  const texts: Hl7Text[] = [];
  const quarantined: Quarantined[] = [];
  let frame = 0;
  let batches = 0;
  let declared: number | null = null;
  for (const event of eventsOf(decoder, bytes)) {
    if (quarantined.length >= maximumQuarantined) {
      quarantined.push({ where: `byte ${event.at}`, code: 'too-many', reason: `More than ${maximumQuarantined} pieces were kept out; the rest was not read.` });
      break;
    }
    if (event.kind === 'refused') {
      const reason = {
        outside: `${event.length} bytes stand outside of a frame (0x0B … 0x1C 0x0D).`, unfinished: 'The frame is not ended by 0x1C 0x0D; the message may be cut off. Send it again.', 'too-long': 'The frame is longer than a message may be.',
      }[event.code];
      quarantined.push({ where: `byte ${event.at}`, code: event.code, reason });
      continue;
    }
    frame += 1;
    const inner = textsOf(event.bytes, '');
    batches += inner.batches;
    if (inner.declared !== null) declared = (declared ?? 0) + inner.declared;
    const single = inner.texts.length === 1;
    texts.push(...inner.texts.map((one, at) => ({ ...one, where: single ? `frame ${frame}` : `frame ${frame}, message ${at + 1}` })));
    quarantined.push(...inner.quarantined.map((one) => ({ ...one, where: `frame ${frame}` })));
    if (inner.texts.length + inner.quarantined.length === 0) quarantined.push({ where: `frame ${frame}`, code: 'empty', reason: 'The frame holds no message; a message begins with MSH.' });
  }
  return { texts, quarantined, batches, declared };
}

