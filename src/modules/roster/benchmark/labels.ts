import { Relaxed } from './relaxed.ts';

/** Is what pricing found. Shape: no plan is cheaper than `bound`; `plan` is the cheapest if its cost is the bound, else one that was come across. `exact` says that the bound is the cheapest plan's cost, or the one known before. */
export interface Cheapest { readonly bound: number; readonly plan: Int16Array | undefined; readonly exact: boolean }

// One room for the labels of everybody: to make it anew would cost more than to fill it.
const room = { labels: 0, value: new Float64Array(0), counts: new Float64Array(0), key: new Int32Array(0), parent: new Int32Array(0), group: new Int16Array(0), slots: new Int32Array(1 << 16), stamps: new Int32Array(1 << 16), stamp: 0 };
function roomFor(labels: number): void {
  if (labels <= room.labels) return;
  const grown = Math.max(labels, 2 * room.labels, 1 << 15);
  const [value, counts, key, parent, group] = [new Float64Array(grown), new Float64Array(grown), new Int32Array(grown), new Int32Array(grown), new Int16Array(grown)];
  value.set(room.value);
  counts.set(room.counts);
  key.set(room.key);
  parent.set(room.parent);
  group.set(room.group);
  Object.assign(room, { labels: grown, value, counts, key, parent, group });
}

/**
 * Finds one employee's cheapest plan at given prices. Plans are extended day by day with all limits, and whatever its bound shows to be too dear is left behind.
 * Source: Lagrangian pruning of resource constrained shortest paths, Beasley and Christofides (1989).
 */
export class Pricer extends Relaxed {
  /** How far the bound was below the cheapest plan the last time. */
  private distance = 1;
  private cut = false;

  /**
   * Finds the cheapest plan at the prices taken, or that none is cheaper than `known`.
   * Shape: ends with what the relaxation says where more than `labels` would be needed.
   */
  cheapest(known: number, tuning: number, labels: number): Cheapest {
    const plan = new Int16Array(this.rules.days);
    let bound = this.tune(tuning, plan);
    if (bound === Infinity) return { bound, plan: undefined, exact: true };
    if (bound >= known - 1e-9) return { bound, plan: undefined, exact: true };
    this.walk(plan);
    if (this.keeps() && this.slackIsFree()) return { bound, plan, exact: true };
    const base = bound;
    let width = Math.max(0.5, 1.1 * this.distance);
    let found: { plan: Int16Array; value: number } | undefined;
    for (;;) {
      const limit = Math.min(known, base + width, found?.value ?? Infinity);
      const outcome = this.search(limit, labels);
      if (outcome === undefined) {
        this.distance = Math.max(0.5, 0.5 * this.distance);
        return { bound, plan: found?.plan, exact: false };
      }
      if (outcome.plan !== undefined && (found === undefined || outcome.value < found.value)) found = { plan: outcome.plan, value: outcome.value };
      if (found !== undefined && found.value <= limit + 1e-9) {
        this.distance = found.value - base;
        return { bound: Math.max(bound, found.value - 1e-9), plan: found.plan, exact: true };
      }
      if (!this.cut && found === undefined) return { bound: Infinity, plan: undefined, exact: true };
      bound = Math.max(bound, limit);
      this.distance = width;
      if (limit >= known - 1e-9) return { bound, plan: found?.plan, exact: true };
      width = 2 * width + 1;
    }
  }

  private search(limit: number, most: number): { value: number; plan: Int16Array | undefined } | undefined {
    const { days, employee, after, units } = this.rules;
    const { off, run, states, many, ahead, caps, strides, longest } = this;
    const weekendsSize = employee.mostWeekends + 1;
    const width = this.most + 1;
    const allowance = limit - this.constant() + 1e-7;
    const { everyGroup } = this;
    this.cut = false;
    roomFor(1 << 15);
    let { value, counts, key, parent, group } = room;
    value[0] = 0;
    counts[0] = 0;
    key[0] = (off - 1) * width * weekendsSize;
    parent[0] = -1;
    let [begin, end] = [0, 1];
    if (ahead[off - 1]! > allowance) {
      this.cut = true;
      return { value: Infinity, plan: undefined };
    }
    for (let day = 0; day < days; day += 1) {
      const closed = employee.away[day] === 1 || employee.mostInRow === 0;
      const next = (day + 1) * states;
      const mustReach = this.least - (days - day - 1) * longest;
      const stamp = (room.stamp += 1);
      let made = end;
      const put = (from: number, state: number, minutes: number, weekends: number, count: number, cost: number, which: number): void => {
        const name = (state * width + minutes) * weekendsSize + weekends;
        const mask = room.slots.length - 1;
        let slot = (Math.imul(name, 0x9e3779b1) ^ Math.imul(count | 0, 0x85ebca6b)) & mask;
        while (room.stamps[slot] === stamp) {
          const there = room.slots[slot]!;
          if (key[there] === name && counts[there] === count) {
            if (cost < value[there]!) {
              value[there] = cost;
              parent[there] = from;
              group[there] = which;
            }
            return;
          }
          slot = (slot + 1) & mask;
        }
        room.stamps[slot] = stamp;
        room.slots[slot] = made;
        value[made] = cost;
        counts[made] = count;
        key[made] = name;
        parent[made] = from;
        group[made] = which;
        made += 1;
      };
      for (let label = begin; label < end; label += 1) {
        if (made > most) return undefined;
        if (made + many + 2 > room.labels) {
          roomFor(2 * room.labels);
          ({ value, counts, key, parent, group } = room);
        }
        if (2 * (made - end + many) > room.slots.length) {
          // The table of the day is put anew into one twice as large.
          room.slots = new Int32Array(4 * room.slots.length);
          room.stamps = new Int32Array(room.slots.length);
          for (let at = end; at < made; at += 1) {
            let slot = (Math.imul(key[at]!, 0x9e3779b1) ^ Math.imul(counts[at]! | 0, 0x85ebca6b)) & (room.slots.length - 1);
            while (room.stamps[slot] === stamp) slot = (slot + 1) & (room.slots.length - 1);
            room.stamps[slot] = stamp;
            room.slots[slot] = at;
          }
        }
        const name = key[label]!;
        const weekends = name % weekendsSize;
        const rest = (name - weekends) / weekendsSize;
        const minutes = rest % width;
        const state = (rest - minutes) / width;
        const [cost, count] = [value[label]!, counts[label]!];
        const length = state < off ? 0 : ((state - off) % run) + 1;
        const free = state < off ? Math.min(state + 1, off - 1) : length >= employee.leastInRow || length === day ? 0 : -1;
        if (free >= 0) {
          if (cost + ahead[next + free]! > allowance) this.cut = true;
          else if (minutes >= mustReach) put(label, free, minutes, weekends, count, cost, -1);
        }
        if (closed || (state < off ? state !== off - 1 : length >= employee.mostInRow)) continue;
        const fresh = day % 7 === 5 || (day % 7 === 6 && state < off) ? 1 : 0;
        if (weekends + fresh >= weekendsSize) continue;
        const list = state < off ? everyGroup : this.followers[Math.floor((state - off) / run)]!;
        const paid = cost + fresh * this.weekendPrice;
        for (let at = 0; at < list.length; at += 1) {
          const which = list[at]!;
          const total = paid + this.price[day * many + which]! + this.unitPrice * units[which]! + this.countPrice[which]!;
          const to = off + after[which]! * run + length;
          if (total + ahead[next + to]! > allowance) {
            if (total !== Infinity) this.cut = true;
            continue;
          }
          const spent = minutes + units[which]!;
          if (spent >= width || spent < mustReach) continue;
          const stride = strides[which]!;
          if (stride > 0 && Math.floor(count / stride) % (caps[which]! + 1) >= caps[which]!) continue;
          put(label, to, spent, weekends + fresh, count + stride, total, which);
        }
      }
      [begin, end] = [end, made];
      if (begin === end) return { value: Infinity, plan: undefined };
    }
    let [best, chosen] = [Infinity, -1];
    for (let label = begin; label < end; label += 1) {
      const weekends = key[label]! % weekendsSize;
      const minutes = Math.floor(key[label]! / weekendsSize) % width;
      if (minutes < this.least) continue;
      let own = value[label]! - this.unitPrice * minutes - this.weekendPrice * weekends;
      for (let which = 0; which < many; which += 1) if (strides[which]! > 0) own -= this.countPrice[which]! * (Math.floor(counts[label]! / strides[which]!) % (caps[which]! + 1));
      if (own < best) [best, chosen] = [own, label];
    }
    if (chosen < 0) return { value: Infinity, plan: undefined };
    const plan = new Int16Array(days).fill(-1);
    const used = new Float64Array(many);
    let [sum, label] = [0, chosen];
    for (let day = days - 1; day >= 0; day -= 1) {
      const which = group[label]!;
      label = parent[label]!;
      if (which < 0) continue;
      used[which]! += 1;
      plan[day] = this.pick[day * many + which]!;
      sum += this.price[day * many + which]!;
    }
    // A limit that is priced only may be broken.
    if (used.some((count, which) => count > caps[which]!)) return undefined;
    return { value: sum, plan };
  }
}
