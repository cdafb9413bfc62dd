import { quarterMinutes } from '../shapes/outcome.ts';

/** Is what happened at each station in each quarter of an hour of one replication. Shape: row by station, then quarter; what is later than the last quarter counts in it. Unit: minutes, people. */
export class Quarters {
  readonly waitSum: Float64Array;
  readonly waitCount: Int32Array;
  readonly waitMost: Float64Array;
  readonly queueMinutes: Float64Array;
  readonly queueMost: Int32Array;
  readonly busyMinutes: Float64Array;
  readonly count: number;
  private readonly stations: number;
  private readonly length: Int32Array;
  private readonly seenUpTo: Int32Array;

  constructor(stations: number, minutes: number) {
    this.count = Math.ceil(minutes / quarterMinutes) + 1;
    this.stations = stations;
    const cells = stations * this.count;
    [this.waitSum, this.waitMost, this.queueMinutes, this.busyMinutes] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
    [this.waitCount, this.queueMost] = [new Int32Array(cells), new Int32Array(cells)];
    [this.length, this.seenUpTo] = [new Int32Array(stations), new Int32Array(stations)];
  }

  clear(): void {
    for (const each of [this.waitSum, this.waitMost, this.queueMinutes, this.busyMinutes, this.waitCount, this.queueMost, this.length, this.seenUpTo]) each.fill(0);
  }

  /** Gives the quarter of an instant. */
  at(time: number): number {
    const quarter = Math.floor(time / quarterMinutes);
    return quarter < this.count ? quarter : this.count - 1;
  }

  /** Notes that a queue grew or shrank by one. */
  queue(station: number, time: number, by: 1 | -1): void {
    const now = this.at(time);
    const row = station * this.count;
    const before = this.length[station]!;
    for (let quarter = this.seenUpTo[station]! + 1; quarter <= now; quarter += 1) this.queueMost[row + quarter] = before;
    this.seenUpTo[station] = now;
    const length = before + by;
    this.length[station] = length;
    if (length > this.queueMost[row + now]!) this.queueMost[row + now] = length;
  }

  /** Notes that somebody who arrived then was begun with now. */
  wait(station: number, arrived: number, begun: number): void {
    const cell = station * this.count + this.at(arrived);
    const wait = begun - arrived;
    this.waitCount[cell] = this.waitCount[cell]! + 1;
    if (wait === 0) return;
    this.waitSum[cell] = this.waitSum[cell]! + wait;
    if (wait > this.waitMost[cell]!) this.waitMost[cell] = wait;
    this.spread(this.queueMinutes, station, arrived, begun);
  }

  /** Notes that a server is busy from one instant until another. */
  busy(station: number, from: number, until: number): void {
    this.spread(this.busyMinutes, station, from, until);
  }

  /** Is whether every queue is empty, as it must be at the end. */
  get empty(): boolean {
    for (let station = 0; station < this.stations; station += 1) if (this.length[station] !== 0) return false;
    return true;
  }

  private spread(into: Float64Array, station: number, from: number, until: number): void {
    const row = station * this.count;
    const last = this.at(until);
    let begin = from;
    for (let quarter = this.at(from); quarter < last; quarter += 1) {
      const end = (quarter + 1) * quarterMinutes;
      into[row + quarter] = into[row + quarter]! + end - begin;
      begin = end;
    }
    into[row + last] = into[row + last]! + until - begin;
  }
}
