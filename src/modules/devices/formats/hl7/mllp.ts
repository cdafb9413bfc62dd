/** Frames messages for MLLP: 0x0B before, 0x1C 0x0D after. Source: HL7 v2.9 transport, Minimal Lower Layer Protocol. */
export function frameMllp(message: string | Uint8Array): Uint8Array {
  const content = typeof message === 'string' ? new TextEncoder().encode(message) : message;
  const framed = new Uint8Array(content.length + 3);
  framed.set([0x0b]);
  framed.set(content, 1);
  framed.set([0x1c, 0x0d], content.length + 1);
  return framed;
}

/** Is what a decoder found: a whole message, or bytes that are none. Unit: `at` bytes since the connection began. */
export type MllpEvent =
  | { readonly kind: 'message'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly at: number; readonly code: 'outside' | 'unfinished' | 'too-long'; readonly length: number };

/** Bounds a message on the line. Unit: bytes. */
export const mllpLimit = 4 * 1024 * 1024;

/**
 * Takes a stream of bytes apart into MLLP messages, whatever the pieces in which it comes; holds one message at most.
 * Shape: what is between frames is told once per stretch; a frame over the limit is told once and skipped to its end.
 */
export class MllpDecoder {
  private readonly limit: number;
  private inside = false;
  private skipping = false;
  /** The last byte inside was 0x1C: the next tells whether the frame ends. */
  private ending = false;
  private position = 0;
  private startedAt = 0;
  private held: Uint8Array;
  private length = 0;
  private outside = 0;

  constructor(limit = mllpLimit) {
    this.limit = limit;
    this.held = new Uint8Array(Math.min(limit, 4096));
  }

  private keep(byte: number, events: MllpEvent[]): void {
    if (this.skipping) {
      this.length += 1;
      return;
    }
    if (this.length >= this.limit) {
      events.push({ kind: 'refused', at: this.startedAt, code: 'too-long', length: this.length });
      this.skipping = true;
      return;
    }
    if (this.length === this.held.length) {
      const wider = new Uint8Array(Math.min(this.limit, this.held.length * 2));
      wider.set(this.held);
      this.held = wider;
    }
    this.held[this.length] = byte;
    this.length += 1;
  }

  private tellOutside(events: MllpEvent[]): void {
    if (this.outside > 0) events.push({ kind: 'refused', at: this.position - this.outside, code: 'outside', length: this.outside });
    this.outside = 0;
  }

  private begin(): void {
    this.inside = true;
    this.skipping = false;
    this.ending = false;
    this.length = 0;
    this.startedAt = this.position;
  }

  private finish(events: MllpEvent[]): void {
    if (!this.skipping) events.push({ kind: 'message', at: this.startedAt, bytes: this.held.slice(0, this.length) });
    this.inside = false;
    this.ending = false;
    this.held = new Uint8Array(Math.min(this.limit, 4096));
  }

  /** Takes the next bytes and gives what they complete. */
  push(bytes: Uint8Array): MllpEvent[] {
    const events: MllpEvent[] = [];
    for (const byte of bytes) {
      if (!this.inside) {
        if (byte === 0x0b) {
          this.tellOutside(events);
          this.begin();
        } else if (this.outside > 0 || !(byte === 0x0a || byte === 0x0d || byte === 0x20)) this.outside += 1; // Line ends between frames are common and mean nothing.
      } else if (this.ending && byte === 0x0d) this.finish(events);
      else if (byte === 0x0b) {
        // Some senders leave out the 0x0D; a frame that only stops is unfinished.
        if (this.ending) this.finish(events);
        else if (!this.skipping) events.push({ kind: 'refused', at: this.startedAt, code: 'unfinished', length: this.length });
        this.begin();
      } else {
        if (this.ending) this.keep(0x1c, events);
        this.ending = byte === 0x1c;
        if (!this.ending) this.keep(byte, events);
      }
      this.position += 1;
    }
    return events;
  }

  /** Ends the stream and gives what was left. */
  end(): MllpEvent[] {
    const events: MllpEvent[] = [];
    if (this.inside && this.ending) this.finish(events);
    else if (this.inside && !this.skipping) events.push({ kind: 'refused', at: this.startedAt, code: 'unfinished', length: this.length });
    this.tellOutside(events);
    this.inside = false;
    return events;
  }
}
