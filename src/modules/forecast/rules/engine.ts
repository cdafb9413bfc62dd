import type { Compiled } from './compile.ts';
import { EventHeap } from './heap.ts';
import { BrokenLaw, holdDay } from './laws.ts';
import { drawPeople } from './people.ts';
import { Quarters } from './quarters.ts';
import { keyed, normalOf, uniformOf } from './random.ts';
import { drawTiming } from './timing.ts';

const [offFlow, arrival, serviceEnd, boundary, busTimer, busBack, landed] = [0, 1, 2, 3, 4, 5, 6] as const;

/**
 * Simulates one day after another of a compiled chain in the same memory. After `run`, its fields tell of that day.
 * Shape: people of a flight stand together, from its `first`; after the people come the aircraft that wait for a team. Unit: minutes.
 */
export class ChainRun {
  readonly chain: Compiled;
  readonly quarters: Quarters;
  readonly present: Uint8Array;
  readonly offAt: Float64Array;
  readonly outAt: Float64Array;
  readonly firstOff: Float64Array;
  readonly inBlock: Float64Array;
  readonly waitByStation: Float64Array;
  readonly visitsByStation: Float64Array;
  readonly busyByStation: Float64Array;
  readonly overtimeByStation: Float64Array;
  /** Is how many came off, how many of them left, how many were inside at the end of the day, and the events so far taken from the heap. */
  came = 0; left = 0; insideAtEnd = 0; events = 0; steps = 0;
  private readonly heap: EventHeap;
  readonly key: Int32Array;
  private readonly flightOf: Int32Array;
  readonly language: Uint8Array;
  readonly prefilled: Uint8Array;
  readonly owed: Int32Array;
  readonly done: Int32Array;
  private readonly firstPlace: Int32Array;
  private readonly place: Int32Array;
  private readonly arrivedAt: Float64Array;
  private readonly server: Int32Array;
  private readonly next: Int32Array;
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  private readonly waiting: Int32Array;
  private readonly lastBegun: Float64Array;
  private readonly busy: Int32Array;
  private readonly capacity: Int32Array;
  private readonly departures: Int32Array;
  private readonly stationFactor: Float64Array;
  private readonly offCount: Int32Array;
  private readonly isBatch: Uint8Array;
  private replicationKey = 0;

  constructor(chain: Compiled) {
    this.chain = chain;
    const [stations, flights, classes, groups] = [chain.stations.length, chain.flights.length, chain.classStation.length, chain.initial.length];
    const entities = chain.passengers + flights;
    this.quarters = new Quarters(stations, chain.minutes);
    // Each entity has one event at most; beside them one per flight, the boundaries, the buses, and at most a timer for each time that somebody waits for one.
    const timers = Math.max(0, ...chain.policies.map((steps) => steps.filter(({ station }) => chain.stations[station]!.batch !== undefined).length));
    const buses = chain.initial.reduce((sum, count) => sum + count, 0) + chain.boundaryCapacity.reduce((sum, count) => sum + count, 0);
    this.heap = new EventHeap((1 + timers) * entities + 2 * flights + chain.boundaryTime.length + buses + 16);
    [this.present, this.language, this.prefilled] = [new Uint8Array(entities), new Uint8Array(entities), new Uint8Array(entities)];
    [this.offAt, this.outAt, this.arrivedAt] = [new Float64Array(entities), new Float64Array(entities), new Float64Array(entities)];
    [this.key, this.flightOf, this.owed, this.done, this.server, this.next] = [new Int32Array(entities), new Int32Array(entities), new Int32Array(entities), new Int32Array(entities), new Int32Array(entities), new Int32Array(entities)];
    [this.firstPlace, this.place] = [new Int32Array(entities), new Int32Array(entities)];
    [this.firstOff, this.inBlock, this.offCount] = [new Float64Array(flights), new Float64Array(flights), new Int32Array(flights)];
    [this.waitByStation, this.visitsByStation, this.busyByStation, this.overtimeByStation, this.stationFactor] = [new Float64Array(stations), new Float64Array(stations), new Float64Array(stations), new Float64Array(stations), new Float64Array(stations)];
    [this.head, this.tail, this.waiting, this.lastBegun] = [new Int32Array(classes), new Int32Array(classes), new Int32Array(classes), new Float64Array(classes)];
    [this.busy, this.capacity, this.departures] = [new Int32Array(groups), new Int32Array(groups), new Int32Array(stations)];
    chain.flights.forEach(({ first, passengers, policy }, flight) => {
      this.flightOf.fill(flight, first, first + passengers);
      this.firstPlace.fill(chain.walks.start[policy]!, first, first + passengers);
      this.flightOf[chain.passengers + flight] = flight;
      this.place[chain.passengers + flight] = chain.walks.release + flight;
    });
    this.isBatch = Uint8Array.from(chain.stations, ({ batch }) => (batch === undefined ? 0 : 1));
  }

  /** Simulates the day of a seed and a number until nobody is left. */
  run(seed: number, replication: number): void {
    const { chain, heap } = this;
    this.begin(seed, replication);
    let inside = 0;
    let presence = 0;
    let last = 0;
    let counted = false;
    while (!heap.isEmpty) {
      const time = heap.earliest;
      const code = heap.pop();
      this.events += 1;
      if (!counted && time > chain.minutes) {
        counted = true;
        this.insideAtEnd = this.came - this.left;
      }
      presence += inside * (time - last);
      last = time;
      const what = code & 7;
      const which = code >> 3;
      if (what === serviceEnd) this.endService(time, which);
      else if (what === arrival) this.arrive(time, which);
      else if (what === offFlow) this.comeOff(time, which);
      else if (what === boundary) this.changeServers(time, which);
      else if (what === busTimer) this.tryBus(time, chain.classStation[which]!);
      else if (what === busBack) {
        this.busy[which] = this.busy[which]! - 1;
        this.tryBus(time, chain.groupStation[which]!);
      } else this.land(time, which);
      inside = this.came - this.left;
    }
    holdDay(this, presence);
  }

  private begin(seed: number, replication: number): void {
    const { chain } = this;
    this.heap.clear();
    this.came = 0;
    this.left = 0;
    this.insideAtEnd = 0;
    this.steps = 0;
    this.quarters.clear();
    for (const each of [this.present, this.done, this.owed, this.waiting, this.lastBegun, this.busy, this.departures, this.offCount, this.waitByStation, this.visitsByStation, this.busyByStation, this.overtimeByStation]) each.fill(0);
    this.head.fill(-1);
    this.capacity.set(chain.initial);
    this.replicationKey = keyed(keyed(seed | 0, seed / 4_294_967_296 | 0), replication);
    const spread = chain.uncertainty?.serviceFactor;
    const ofDay = spread === undefined ? 0 : spread.day * normalOf(keyed(this.replicationKey, 101));
    chain.stations.forEach(({ key }, at) => (this.stationFactor[at] = spread === undefined ? 1 : Math.exp(ofDay + spread.station * normalOf(keyed(keyed(this.replicationKey, 102), key)))));
    for (let at = 0; at < chain.boundaryTime.length; at += 1) this.heap.push(chain.boundaryTime[at]!, at << 3 | boundary);
    chain.flights.forEach((flight, at) => {
      const key = keyed(this.replicationKey, flight.key);
      const late = flight.landingSpread === 0 ? 0 : flight.landingSpread * normalOf(keyed(key, 11));
      this.inBlock[at] = Math.max(0, flight.lands + late);
      this.firstOff[at] = Infinity;
      drawPeople(chain, at, key, this);
      this.heap.push(this.inBlock[at]!, at << 3 | landed);
    });
  }

  private land(time: number, flight: number): void {
    const { off, released, key } = this.chain.flights[flight]!;
    const ready = time + drawTiming(off, keyed(keyed(this.replicationKey, key), 13));
    const aircraft = this.chain.passengers + flight;
    this.key[aircraft] = keyed(keyed(this.replicationKey, key), 14);
    this.heap.push(ready, released ? aircraft << 3 | arrival : flight << 3 | offFlow);
  }

  private comeOff(time: number, at: number): void {
    const flight = this.chain.flights[at]!;
    let within = this.offCount[at]!;
    while (within < flight.passengers && this.present[flight.first + within] === 0) within += 1;
    if (within === flight.passengers) return;
    const person = flight.first + within;
    this.offCount[at] = within + 1;
    if (this.firstOff[at] === Infinity) this.firstOff[at] = time;
    this.came += 1;
    this.offAt[person] = time;
    const { kind, first } = flight.walk;
    const walk = kind === 0 ? first : drawTiming(flight.walk, keyed(this.key[person]!, 24));
    if (within + 1 < flight.passengers) this.heap.push(time + (flight.randomOff ? -flight.gap * Math.log(uniformOf(keyed(this.key[person]!, 25))) : flight.gap), at << 3 | offFlow);
    this.place[person] = -1;
    this.goOn(time + walk, person, walk > 0);
  }

  /** Sends a person to the next step that they owe, or out when none is left. */
  private goOn(time: number, person: number, later: boolean): void {
    const left = this.owed[person]! & ~this.done[person]!;
    if (left === 0) {
      if (later) throw new BrokenLaw('Somebody owes no step at all.');
      this.left += 1;
      this.outAt[person] = time;
      return;
    }
    const place = this.firstPlace[person]! + 31 - Math.clz32(left & -left);
    if (place <= this.place[person]!) throw new BrokenLaw('Somebody goes back to a step before the last.');
    this.place[person] = place;
    const walk = this.chain.walks.walk[place]!;
    if (later || walk > 0) this.heap.push(time + walk, person << 3 | arrival);
    else this.arrive(time, person);
  }

  private arrive(time: number, entity: number): void {
    const { walks, languages, classStation } = this.chain;
    const own = walks.classes[this.place[entity]! * languages + this.language[entity]!]!;
    const station = classStation[own]!;
    const isBatch = this.isBatch[station] === 1;
    this.arrivedAt[entity] = time;
    if (!isBatch && this.head[own] === -1) {
      const mask = this.chain.classMask[own]!;
      const first = this.chain.groupStart[station]!;
      for (let group = first; group < this.chain.groupStart[station + 1]!; group += 1) {
        if ((mask >> (group - first) & 1) === 1 && this.busy[group]! < this.capacity[group]!) return this.beginService(time, entity, own, group);
      }
    }
    this.next[entity] = -1;
    if (this.head[own] === -1) this.head[own] = entity;
    else this.next[this.tail[own]!] = entity;
    this.tail[own] = entity;
    this.waiting[own] = this.waiting[own]! + 1;
    this.quarters.queue(station, time, 1);
    if (!isBatch) return;
    const { size, afterMinutes } = this.chain.stations[station]!.batch!;
    if (this.waiting[own] === 1) this.heap.push(time + afterMinutes, own << 3 | busTimer);
    if (this.waiting[own]! >= size) this.tryBus(time, station);
  }

  private takeHead(time: number, own: number): number {
    const entity = this.head[own]!;
    this.head[own] = this.next[entity]!;
    this.waiting[own] = this.waiting[own]! - 1;
    this.quarters.queue(this.chain.classStation[own]!, time, -1);
    return entity;
  }

  private countWait(time: number, entity: number, own: number, station: number): void {
    const arrived = this.arrivedAt[entity]!;
    if (arrived < this.lastBegun[own]!) throw new BrokenLaw('Somebody was begun with before one of the same class who came earlier.');
    this.lastBegun[own] = arrived;
    this.waitByStation[station] = this.waitByStation[station]! + time - arrived;
    this.visitsByStation[station] = this.visitsByStation[station]! + 1;
    this.quarters.wait(station, arrived, time);
  }

  private beginService(time: number, entity: number, own: number, group: number): void {
    const { chain } = this;
    const station = chain.classStation[own]!;
    this.countWait(time, entity, own, station);
    const place = this.place[entity]!;
    const key = entity >= chain.passengers ? this.key[entity]! : keyed(this.key[entity]!, chain.walks.key[place]!);
    const drawn = drawTiming(chain.walks.timings[2 * place + this.prefilled[entity]!]!, key);
    const lasts = this.stationFactor[station]! * (chain.walks.multiplier[place]! * drawn) * chain.slower[group * chain.languages + this.language[entity]!]!;
    this.occupy(time, station, group, lasts);
    this.server[entity] = group;
    this.heap.push(time + lasts, entity << 3 | serviceEnd);
  }

  private occupy(time: number, station: number, group: number, lasts: number): void {
    const busy = this.busy[group]! + 1;
    if (busy > this.capacity[group]!) throw new BrokenLaw('A station served more people than it has servers.');
    this.busy[group] = busy;
    this.busyByStation[station] = this.busyByStation[station]! + lasts;
    const { minutes } = this.chain;
    if (time + lasts > minutes) this.overtimeByStation[station] = this.overtimeByStation[station]! + time + lasts - Math.max(minutes, time);
    this.quarters.busy(station, time, time + lasts);
  }

  private endService(time: number, entity: number): void {
    const group = this.server[entity]!;
    this.busy[group] = this.busy[group]! - 1;
    this.fill(time, group);
    if (entity >= this.chain.passengers) return this.heap.push(time, this.flightOf[entity]! << 3 | offFlow);
    this.complete(time, entity);
  }

  private complete(time: number, person: number): void {
    this.done[person] = this.done[person]! | 1 << this.place[person]! - this.firstPlace[person]!;
    this.steps += 1;
    this.goOn(time, person, false);
  }

  /** Lets the free servers of a group take who waits: the lowest priority number first, then who came first. */
  private fill(time: number, group: number): void {
    const station = this.chain.groupStation[group]!;
    const bit = group - this.chain.groupStart[station]!;
    while (this.busy[group]! < this.capacity[group]!) {
      const best = this.longestWaiting(station, bit);
      if (best === -1) return;
      this.beginService(time, this.takeHead(time, best), best, group);
    }
  }

  private longestWaiting(station: number, bit: number): number {
    const { classStart, classMask, classPriority } = this.chain;
    let best = -1;
    for (let own = classStart[station]!; own < classStart[station + 1]!; own += 1) {
      if (this.head[own] === -1 || (classMask[own]! >> bit & 1) === 0) continue;
      if (best === -1 || classPriority[own]! < classPriority[best]! || (classPriority[own] === classPriority[best] && this.arrivedAt[this.head[own]!]! < this.arrivedAt[this.head[best]!]!)) best = own;
    }
    return best;
  }

  private changeServers(time: number, at: number): void {
    const group = this.chain.boundaryGroup[at]!;
    this.capacity[group] = this.chain.boundaryCapacity[at]!;
    const station = this.chain.groupStation[group]!;
    if (this.isBatch[station] === 0) this.fill(time, group);
    else this.tryBus(time, station);
  }

  /** Lets buses leave that are full or whose first person has waited long enough. */
  private tryBus(time: number, station: number): void {
    const { batch, roundTrip, key } = this.chain.stations[station]!;
    const { classStart, groupStart, classMask } = this.chain;
    for (let group = groupStart[station]!; group < groupStart[station + 1]!; group += 1) {
      while (this.busy[group]! < this.capacity[group]!) {
        let best = -1;
        for (let own = classStart[station]!; own < classStart[station + 1]!; own += 1) {
          if (this.head[own] === -1 || (classMask[own]! >> (group - groupStart[station]!) & 1) === 0) continue;
          const since = this.arrivedAt[this.head[own]!]!;
          if (this.waiting[own]! < batch!.size && time < since + batch!.afterMinutes) continue;
          if (best === -1 || since < this.arrivedAt[this.head[best]!]!) best = own;
        }
        if (best === -1) break;
        const lasts = this.stationFactor[station]! * drawTiming(roundTrip, keyed(keyed(this.replicationKey, key), this.departures[station]!));
        this.departures[station] = this.departures[station]! + 1;
        this.occupy(time, station, group, lasts);
        this.heap.push(time + lasts, group << 3 | busBack);
        for (let seats = batch!.size; seats > 0 && this.head[best] !== -1; seats -= 1) {
          const person = this.takeHead(time, best);
          this.countWait(time, person, best, station);
          this.complete(time, person);
        }
        const first = this.head[best]!;
        if (first !== -1 && this.arrivedAt[first]! + batch!.afterMinutes > time) this.heap.push(this.arrivedAt[first]! + batch!.afterMinutes, best << 3 | busTimer);
      }
    }
  }
}
