/** Is a heap of events on typed arrays, the earliest first. Refuses: an event beyond its capacity, which a typed array would swallow without a word. */
export class EventHeap {
  size = 0;
  private readonly times: Float64Array;
  private readonly codes: Int32Array;

  constructor(capacity: number) {
    this.times = new Float64Array(capacity);
    this.codes = new Int32Array(capacity);
  }

  /** Is when the earliest event is. */
  get earliest(): number {
    return this.times[0]!;
  }

  push(time: number, code: number): void {
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
    const { times, codes } = this;
    const code = codes[0]!;
    const size = this.size - 1;
    this.size = size;
    const time = times[size]!;
    const last = codes[size]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
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
    codes[at] = last;
    return code;
  }
}
