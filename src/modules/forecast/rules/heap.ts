/**
 * Holds events by their time, the earliest first. Shape: a code that was taken leaves its place open until the next event is put or asked for, since nearly every event puts one and then only sinks once.
 * A typed array swallows what is written past its end, so a full heap refuses.
 */
export class EventHeap {
  private size = 0;
  private open = false;
  private readonly times: Float64Array;
  private readonly codes: Int32Array;

  constructor(capacity: number) {
    this.times = new Float64Array(capacity);
    this.codes = new Int32Array(capacity);
  }

  /** Is when the earliest event is. */
  get earliest(): number {
    if (this.open) this.close();
    return this.times[0]!;
  }

  /** Is whether no event is left. */
  get isEmpty(): boolean {
    if (this.open) this.close();
    return this.size === 0;
  }

  clear(): void {
    this.size = 0;
    this.open = false;
  }

  push(time: number, code: number): void {
    if (this.open) {
      this.open = false;
      this.sink(time, code);
      return;
    }
    const { times, codes } = this;
    let at = this.size;
    if (at >= times.length) throw new Error(`The heap of events holds ${times.length} and is full.`);
    this.size = at + 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = times[parent]!;
      if (above <= time) break;
      times[at] = above;
      codes[at] = codes[parent]!;
      at = parent;
    }
    times[at] = time;
    codes[at] = code;
  }

  /** Takes the earliest event and gives its code. */
  pop(): number {
    if (this.open) this.close();
    this.open = true;
    return this.codes[0]!;
  }

  private close(): void {
    this.open = false;
    this.size -= 1;
    this.sink(this.times[this.size]!, this.codes[this.size]!);
  }

  /** Puts an event where the first was, and lets it sink to its place. */
  private sink(time: number, code: number): void {
    const { times, codes, size } = this;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      let below = times[child]!;
      if (child + 1 < size && times[child + 1]! < below) {
        child += 1;
        below = times[child]!;
      }
      if (below >= time) break;
      times[at] = below;
      codes[at] = codes[child]!;
      at = child;
    }
    times[at] = time;
    codes[at] = code;
  }
}
