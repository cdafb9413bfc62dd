import type { Quarantined } from '../../shapes/findings.ts';

/** Is the text of one transmission, joined from its frames, and where it stood. */
export interface Lis2Text {
  readonly where: string;
  readonly bytes: Uint8Array;
  /** Frames of it that were kept out. */
  readonly damaged: number;
  /** Some of what was sent is not known: a frame was lost, or damaged and not repeated. */
  readonly isIncomplete: boolean;
}

/** Bounds a file, one frame's text (LIS1-A allows 240 signs; devices send more), and what is read of a file. Unit: bytes, bytes, results. */
export const lis2Limits = { bytes: 4 * 1024 * 1024, frame: 64_000, results: 20_000 } as const;

/** Bounds what is told of a hostile file. */
const maximumQuarantined = 10_000;

const [STX, ETX, EOT, ENQ, ETB, CR, LF] = [0x02, 0x03, 0x04, 0x05, 0x17, 0x0d, 0x0a];

/** Computes the checksum of a frame: the sum from the frame number through ETB or ETX, modulo 256. */
export function checksumOf(bytes: Uint8Array): string {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum.toString(16).toUpperCase().padStart(2, '0');
}

/** Frames a text for LIS1-A: STX, number, text, ETX or ETB, checksum, CR LF. */
export function frameLis2(text: Uint8Array, number: number, last = true): Uint8Array {
  const body = new Uint8Array([0x30 + (number % 8), ...text, last ? ETX : ETB]);
  return new Uint8Array([STX, ...body, ...new TextEncoder().encode(checksumOf(body)), CR, LF]);
}

/** Logs write control signs as <STX>, [STX] or ␂: these become the signs. */
function unwritten(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!/[<[]STX[>\]]|␂/.test(text)) return bytes;
  const names: Readonly<Record<string, number>> = { STX, ETX, EOT, ENQ, ETB, CR, LF, ACK: 0x06, NAK: 0x15 };
  const pictures: Readonly<Record<string, number>> = { '␂': STX, '␃': ETX, '␄': EOT, '␅': ENQ, '␗': ETB, '␍': CR, '␊': LF };
  const plain = text.replace(/[\r\n]+/g, '').replace(/[<[](STX|ETX|EOT|ENQ|ETB|CR|LF|ACK|NAK)[>\]]/g, (_, name: string) => String.fromCharCode(names[name]!)).replace(/[␂␃␄␅␗␍␊]/g, (sign) => String.fromCharCode(pictures[sign]!));
  return new TextEncoder().encode(plain);
}

interface Frame {
  readonly number: number;
  readonly text: Uint8Array;
  readonly last: boolean;
}

/** Reads one frame from its STX on. Shape: the frame or why it is none, and where reading goes on. */
function frameAt(bytes: Uint8Array, start: number): { readonly frame?: Frame; readonly code?: string; readonly reason?: string; readonly last?: boolean; readonly next: number } {
  let end = start + 1;
  while (end < bytes.length && end - start < lis2Limits.frame && bytes[end] !== ETX && bytes[end] !== ETB && bytes[end] !== STX && bytes[end] !== EOT && bytes[end] !== ENQ) end += 1;
  if (bytes[end] !== ETX && bytes[end] !== ETB) return { code: 'unfinished', reason: 'The frame has no end (ETX or ETB); its text is kept out. Have it sent again.', next: end };
  const number = bytes[start + 1]! - 0x30;
  let next = end + 1;
  const written = new TextDecoder('latin1').decode(bytes.subarray(next, next + 2));
  const computed = checksumOf(bytes.subarray(start + 1, end + 1));
  next += /^[0-9A-Fa-f]{2}$/.test(written) ? 2 : 0;
  while (bytes[next] === CR || bytes[next] === LF) next += 1;
  if (!(number >= 0 && number <= 7)) return { code: 'frame-number', reason: 'The frame does not begin with a number from 0 to 7; its text is kept out.', last: bytes[end] === ETX, next };
  if (written.toUpperCase() !== computed) return { code: 'checksum', reason: `The checksum is "${/^[\x20-\x7e]*$/.test(written) ? written : '?'}" and should be ${computed}; the frame was damaged on the way and is kept out. Have it sent again.`, last: bytes[end] === ETX, next };
  return { frame: { number, text: bytes.subarray(start + 2, end), last: bytes[end] === ETX }, next };
}

const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Collects the frames of one transmission; a damaged frame that is not repeated takes the record with it that it was part of. */
class Transmission {
  readonly texts: Lis2Text[] = [];
  private whole: Uint8Array[] = [];
  private open: Uint8Array[] = [];
  private expected: number | undefined;
  private previous: Uint8Array | undefined;
  /** A damaged frame waits for its repetition; `last` says whether it ended its record. */
  private awaited: { readonly last: boolean } | undefined;
  private dropping = false;
  private damaged = 0;
  private isIncomplete = false;

  /** Takes a frame. Shape: what is to be said of it, or undefined. */
  take(frame: Frame): 'repeated' | 'skipped' | 'dropped' | undefined {
    const expected = this.expected ?? (this.awaited === undefined ? frame.number : 1);
    if (this.awaited !== undefined && frame.number !== expected) {
      this.open = [];
      this.isIncomplete = true;
      this.dropping = !this.awaited.last;
    } else if (this.awaited === undefined && frame.number === (expected + 7) % 8 && this.previous !== undefined && same(frame.text, this.previous)) return 'repeated';
    const skipped = this.awaited === undefined && frame.number !== expected;
    // Some analysers number the frames of their own records (M) as they please; nothing that is used was lost before one.
    if (skipped && frame.text[0] !== 0x4d) this.isIncomplete = true;
    this.awaited = undefined;
    this.expected = (frame.number + 1) % 8;
    this.previous = frame.text;
    if (this.dropping) {
      this.dropping = !frame.last;
      return 'dropped';
    }
    this.open.push(frame.text);
    if (frame.last) {
      const text = join(this.open);
      this.whole.push(text, text.at(-1) === CR ? new Uint8Array() : Uint8Array.of(CR));
      this.open = [];
    }
    return skipped ? 'skipped' : undefined;
  }

  /** Notes a damaged frame. */
  damage(last: boolean): void {
    this.damaged += 1;
    this.awaited = { last: last && (this.awaited?.last ?? true) };
  }

  /** Ends the transmission (EOT, or the end of the file). Shape: whether an unfinished record was left. */
  end(): boolean {
    const left = this.open.length > 0;
    const isIncomplete = this.isIncomplete || left || this.awaited !== undefined;
    if (this.whole.length > 0) this.texts.push({ where: `transmission ${this.texts.length + 1}`, bytes: join(this.whole), damaged: this.damaged, isIncomplete });
    [this.whole, this.open, this.expected, this.previous, this.awaited, this.dropping, this.damaged, this.isIncomplete] = [[], [], undefined, undefined, undefined, false, 0, false];
    return left;
  }
}

const same = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && one.every((byte, at) => byte === other[at]);

/**
 * Takes a file apart into transmissions: framed by LIS1-A, or the records as they are.
 * Shape: frames with a wrong checksum, number or end are in `quarantined`; an intermediate frame (ETB) is joined with the next.
 */
export function lis2Texts(input: Uint8Array): { readonly texts: readonly Lis2Text[]; readonly quarantined: readonly Quarantined[]; readonly frames: number } {
  if (input.length > lis2Limits.bytes) return { texts: [], quarantined: [{ where: 'file', code: 'too-large', reason: `The input has ${input.length} bytes; the reader takes ${lis2Limits.bytes} at most.` }], frames: 0 };
  const bytes = unwritten(input);
  if (!bytes.includes(STX)) return { texts: bytes.length === 0 ? [] : [{ where: 'message', bytes: bytes.filter((byte) => byte !== ENQ && byte !== EOT), damaged: 0, isIncomplete: false }], quarantined: bytes.length === 0 ? [{ where: 'file', code: 'empty', reason: 'The input is empty.' }] : [], frames: 0 };
  const quarantined: Quarantined[] = [];
  const transmission = new Transmission();
  let frames = 0;
  let outside = 0;
  const flush = (at: number): void => {
    if (outside > 0) quarantined.push({ where: `byte ${at - outside}`, code: 'outside', reason: `${outside} bytes stand outside of a frame (STX … ETX).` });
    outside = 0;
  };
  for (let at = 0; at < bytes.length;) {
    if (quarantined.length >= maximumQuarantined) {
      quarantined.push({ where: `byte ${at}`, code: 'too-many', reason: `More than ${maximumQuarantined} pieces were kept out; the rest was not read.` });
      break;
    }
    const byte = bytes[at]!;
    if (byte === STX) {
      flush(at);
      frames += 1;
      const read = frameAt(bytes, at);
      if (read.frame === undefined) {
        transmission.damage(read.last ?? false);
        quarantined.push({ where: `frame ${frames}`, code: read.code!, reason: read.reason! });
      } else {
        const doubt = transmission.take(read.frame);
        if (doubt === 'repeated') quarantined.push({ where: `frame ${frames}`, code: 'repeated', reason: `The frame number ${read.frame.number} comes twice; the repetition was left out.` });
        if (doubt === 'dropped') quarantined.push({ where: `frame ${frames}`, code: 'damaged-record', reason: 'The frame belongs to a record of which a part was damaged; the record is kept out.' });
        if (doubt === 'skipped') quarantined.push({ where: `frame ${frames}`, code: 'frame-missing', reason: `Before frame number ${read.frame.number} at least one frame is missing; what it held is not known.` });
      }
      at = Math.max(read.next, at + 1);
      continue;
    }
    if (byte === ENQ || byte === EOT) {
      flush(at);
      if (transmission.end()) quarantined.push({ where: `frame ${frames}`, code: 'unfinished', reason: 'The transmission ended in the middle of a record, which is kept out.' });
    } else if (byte > 0x20) outside += 1;
    at += 1;
  }
  flush(bytes.length);
  if (transmission.end()) quarantined.push({ where: `frame ${frames}`, code: 'unfinished', reason: 'The transmission ended in the middle of a record, which is kept out.' });
  return { texts: transmission.texts, quarantined, frames };
}
