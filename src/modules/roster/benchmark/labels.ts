import { offStates, runStates } from './pricing.ts';
import type { Rules } from './pricing.ts';

/** Is what pricing found. Shape: no plan is cheaper than `bound`; `plan` is the cheapest if its cost is the bound, else one that was come across. `exact` says that the bound is the cheapest plan's cost, or the one known before. */
export interface Cheapest { readonly bound: number; readonly plan: Int16Array | undefined; readonly exact: boolean }

/** Is what a plan uses of the limits. Shape: `counts` by group. */
export interface Use { units: number; weekends: number; readonly counts: Int32Array }

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
 * Finds one employee's cheapest plan at given prices. Minutes, weekends and how often a shift may be worked are priced first (Lagrange), which bounds the cost of every plan from each state of each day on;
 * then plans are extended day by day with all limits, and whatever its bound shows to be too dear is left behind. The prices of the limits are kept from one call to the next.
 * Source: Lagrangian pruning of resource constrained shortest paths, Beasley and Christofides (1989).
 */
export class Pricer {
  /** Is the price of a unit of minutes: above zero for the most, below for the least. */
  private unitPrice = 0;
  private weekendPrice = 0;
  private readonly countPrice: Float64Array;
  private readonly steps: Float64Array;
  private readonly lastSigns: Float64Array;
  private readonly direction: Float64Array;
  private kept: Float64Array;
  private readonly off: number;
  private readonly run: number;
  private readonly states: number;
  private readonly many: number;
  private readonly least: number;
  private readonly most: number;
  private readonly longest: number;
  private readonly price: Float64Array;
  private readonly pick: Int16Array;
  private readonly ahead: Float64Array;
  private readonly value: Float64Array;
  private readonly followers: readonly Int32Array[];
  private readonly caps: Float64Array;
  private readonly strides: Float64Array;
  /** How far the bound was below the cheapest plan the last time. */
  private distance = 1;
  private readonly everyGroup: Int32Array;
  readonly use: Use;
  cut = false;

  constructor(readonly rules: Rules) {
    const { days, groups, employee, unit, counted } = rules;
    this.many = groups.length;
    this.off = offStates(rules);
    this.run = runStates(rules);
    this.states = this.off + rules.classes * this.run;
    this.most = Math.floor(employee.mostMinutes / unit);
    this.least = Math.ceil(employee.leastMinutes / unit);
    this.longest = Math.max(0, ...rules.units);
    this.price = new Float64Array(days * this.many);
    this.pick = new Int16Array(days * this.many);
    this.ahead = new Float64Array((days + 1) * this.states);
    this.value = new Float64Array(this.many);
    this.followers = rules.allowed.map((row) => Int32Array.from([...row.keys()].filter((group) => row[group])));
    this.caps = Float64Array.from(groups, (group) => (counted.includes(group[0]!) ? employee.mostOf[group[0]!]! : Infinity));
    this.strides = new Float64Array(this.many);
    let stride = 1;
    for (let group = 0; group < this.many; group += 1) {
      // A number holds whole figures up to 2^53; a limit that no longer fits stays priced only.
      if (this.caps[group] === Infinity || stride * (this.caps[group]! + 1) > 2 ** 52) continue;
      this.strides[group] = stride;
      stride *= this.caps[group]! + 1;
    }
    this.countPrice = new Float64Array(this.many);
    this.everyGroup = Int32Array.from(groups.keys());
    this.steps = new Float64Array(this.many + 2).fill(1);
    this.steps[0] = 1 / Math.max(1, this.longest);
    this.lastSigns = new Float64Array(this.many + 2);
    this.direction = new Float64Array(this.many + 2);
    this.kept = new Float64Array(this.many + 2);
    this.use = { units: 0, weekends: 0, counts: new Int32Array(this.many) };
  }

  /** Takes prices by day and shift. */
  take(cost: Float64Array): void {
    const { days, shifts, groups, employee } = this.rules;
    const idle = employee.mostInRow === 0;
    for (let day = 0, cell = 0; day < days; day += 1) {
      const closed = idle || employee.away[day] === 1;
      for (let group = 0; group < this.many; group += 1, cell += 1) {
        let best = Infinity;
        if (!closed) {
          const members = groups[group]!;
          for (let at = 0; at < members.length; at += 1) {
            const each = cost[day * shifts + members[at]!]!;
            if (each < best) {
              best = each;
              this.pick[cell] = members[at]!;
            }
          }
        }
        this.price[cell] = best;
      }
    }
  }

  private constant(): number {
    let sum = -this.unitPrice * (this.unitPrice > 0 ? this.most : this.least) - this.weekendPrice * this.rules.employee.mostWeekends;
    for (let group = 0; group < this.many; group += 1) if (this.caps[group] !== Infinity) sum -= this.countPrice[group]! * this.caps[group]!;
    return sum;
  }

  private groupValues(day: number, length: number): void {
    const { after, units } = this.rules;
    const base = (day + 1) * this.states + this.off + length - 1;
    for (let group = 0; group < this.many; group += 1) this.value[group] = this.price[day * this.many + group]! + this.unitPrice * units[group]! + this.countPrice[group]! + this.ahead[base + after[group]! * this.run]!;
  }

  /** Gives what no plan can be cheaper than, at the prices of the limits as they stand. */
  relaxed(): number {
    const { days, employee } = this.rules;
    const { off, run, states, many, ahead, value, followers } = this;
    const classes = this.rules.classes;
    ahead.fill(0, days * states, (days + 1) * states);
    for (let day = days - 1; day >= 0; day -= 1) {
      const [here, next] = [day * states, (day + 1) * states];
      const closed = employee.away[day] === 1 || employee.mostInRow === 0;
      const fresh = day % 7 >= 5 ? this.weekendPrice : 0;
      const going = day % 7 === 5 ? this.weekendPrice : 0;
      for (let state = 0; state < off; state += 1) ahead[here + state] = ahead[next + Math.min(state + 1, off - 1)]!;
      for (let length = 1; length <= run; length += 1) {
        const stops = length >= employee.leastInRow || length === day ? ahead[next]! : Infinity;
        for (let which = 0; which < classes; which += 1) ahead[here + off + which * run + length - 1] = stops;
      }
      if (closed) continue;
      this.groupValues(day, 1);
      let best = Infinity;
      for (let group = 0; group < many; group += 1) if (value[group]! < best) best = value[group]!;
      if (best + fresh < ahead[here + off - 1]!) ahead[here + off - 1] = best + fresh;
      // A run cannot be longer than the days before.
      for (let length = 1; length < employee.mostInRow && length <= day; length += 1) {
        this.groupValues(day, length + 1);
        for (let which = 0; which < classes; which += 1) {
          const list = followers[which]!;
          let least = Infinity;
          for (let at = 0; at < list.length; at += 1) {
            const each = value[list[at]!]!;
            if (each < least) least = each;
          }
          const place = here + off + which * run + length - 1;
          if (least + going < ahead[place]!) ahead[place] = least + going;
        }
      }
    }
    return ahead[off - 1]! + this.constant();
  }

  /** Walks the cheapest relaxed plan and counts what it uses. Shape: the plan may break limits that are priced. */
  walk(plan: Int16Array): void {
    const { days, employee, after, units } = this.rules;
    const { off, run, states, ahead, use } = this;
    let state = off - 1;
    use.units = 0;
    use.weekends = 0;
    use.counts.fill(0);
    for (let day = 0; day < days; day += 1) {
      const length = state < off ? 0 : ((state - off) % run) + 1;
      const rest = state < off ? Math.min(state + 1, off - 1) : length >= employee.leastInRow || length === day ? 0 : -1;
      let best = rest >= 0 ? ahead[(day + 1) * states + rest]! : Infinity;
      let chosen = -1;
      if (employee.away[day] === 0 && (state < off ? state === off - 1 && run > 0 && employee.mostInRow > 0 : length < employee.mostInRow)) {
        this.groupValues(day, length + 1);
        const fee = day % 7 === 5 || (day % 7 === 6 && state < off) ? this.weekendPrice : 0;
        const list = state < off ? undefined : this.followers[Math.floor((state - off) / run)]!;
        for (let at = 0; at < (list?.length ?? this.many); at += 1) {
          const group = list === undefined ? at : list[at]!;
          if (this.value[group]! + fee < best) {
            best = this.value[group]! + fee;
            chosen = group;
          }
        }
      }
      plan[day] = chosen < 0 ? -1 : this.pick[day * this.many + chosen]!;
      if (chosen < 0) {
        state = rest;
        continue;
      }
      if (day % 7 === 5 || (day % 7 === 6 && state < off)) use.weekends += 1;
      use.units += units[chosen]!;
      use.counts[chosen]! += 1;
      state = off + after[chosen]! * run + length;
    }
  }

  /** Says whether what was walked keeps every limit. */
  keeps(): boolean {
    const { units, weekends, counts } = this.use;
    return units <= this.most && units >= this.least && weekends <= this.rules.employee.mostWeekends && counts.every((count, group) => count <= this.caps[group]!);
  }

  /** Moves the prices of the limits by what was walked; each has a step of its own that grows while the direction stays. */
  adjust(): void {
    const { units, weekends, counts } = this.use;
    const spare = this.unitPrice > 0 ? units - this.most : this.unitPrice < 0 ? units - this.least : units > this.most ? 1 : units < this.least ? -1 : 0;
    const before = this.unitPrice;
    this.unitPrice += this.step(0, spare);
    // The price of the most and that of the least meet at zero.
    if (before * this.unitPrice < 0) this.unitPrice = 0;
    this.weekendPrice = Math.max(0, this.weekendPrice + this.step(1, weekends - this.rules.employee.mostWeekends, this.weekendPrice));
    for (let group = 0; group < this.many; group += 1) if (this.caps[group] !== Infinity) this.countPrice[group] = Math.max(0, this.countPrice[group]! + this.step(2 + group, counts[group]! - this.caps[group]!, this.countPrice[group]!));
  }

  /** Turns the direction of the limits' prices towards what was walked and gives its length squared. */
  turn(share: number): number {
    const { units, weekends, counts } = this.use;
    const { direction, longest } = this;
    const own = (at: number, slack: number, price: number): number => {
      const turned = share * direction[at]! + slack;
      direction[at] = turned < 0 && price <= 0 ? 0 : turned;
      return direction[at]! ** 2;
    };
    const spare = this.unitPrice > 0 ? units - this.most : this.unitPrice < 0 ? units - this.least : units > this.most ? units - this.most : units < this.least ? units - this.least : 0;
    let norm = own(0, spare / longest, 1) + own(1, weekends - this.rules.employee.mostWeekends, this.weekendPrice);
    for (let group = 0; group < this.many; group += 1) if (this.caps[group] !== Infinity) norm += own(2 + group, counts[group]! - this.caps[group]!, this.countPrice[group]!);
    return norm;
  }

  /** Moves the limits' prices along their direction. */
  go(size: number): void {
    const { direction, longest } = this;
    const before = this.unitPrice;
    this.unitPrice += (size * direction[0]!) / longest;
    if (before * this.unitPrice < 0) this.unitPrice = 0;
    this.weekendPrice = Math.max(0, this.weekendPrice + size * direction[1]!);
    for (let group = 0; group < this.many; group += 1) if (this.caps[group] !== Infinity) this.countPrice[group] = Math.max(0, this.countPrice[group]! + size * direction[2 + group]!);
  }

  /** Keeps the limits' prices, or goes back to those that were kept and forgets the direction. */
  mark(back: boolean): void {
    if (back) {
      this.setPrices(this.kept);
      this.direction.fill(0);
    } else this.kept = this.prices();
  }

  private step(at: number, spare: number, price = 1): number {
    const sign = Math.sign(spare);
    if (sign === 0 || (sign < 0 && price === 0)) return 0;
    this.steps[at] = Math.min(at === 0 ? 40 / Math.max(1, this.longest) : 40, Math.max(0.01, this.steps[at]! * (this.lastSigns[at] === sign ? 1.6 : this.lastSigns[at] === 0 ? 1 : 0.5)));
    this.lastSigns[at] = sign;
    return sign * this.steps[at]!;
  }

  private prices(): Float64Array {
    return Float64Array.of(this.unitPrice, this.weekendPrice, ...this.countPrice);
  }

  private setPrices(prices: Float64Array): void {
    this.unitPrice = prices[0]!;
    this.weekendPrice = prices[1]!;
    this.countPrice.set(prices.subarray(2));
  }

  /** Raises the relaxed bound by moving the prices of the limits, a few rounds. Shape: the state is that of the best bound afterwards. */
  tune(rounds: number, plan: Int16Array): number {
    let bound = this.relaxed();
    let best = this.prices();
    let moved = false;
    // As long as much is gained it goes on.
    for (let [round, last] = [0, bound]; round < rounds || (round < 60 && (moved || bound > last + 0.003 * Math.abs(bound))); round += 1) {
      if (round >= rounds && round % 4 === 0) {
        if (bound <= last + 0.003 * Math.abs(bound)) break;
        last = bound;
      }
      this.walk(plan);
      if (this.keeps() && this.slackIsFree()) break;
      this.adjust();
      const now = this.relaxed();
      moved = now < bound;
      if (now < bound) continue;
      bound = now;
      best = this.prices();
    }
    if (moved) {
      this.setPrices(best);
      bound = this.relaxed();
      // The steps led too far.
      for (let at = 0; at < this.steps.length; at += 1) this.steps[at]! *= 0.6;
      this.lastSigns.fill(0);
    }
    return bound;
  }

  /** Says whether no limit that has a price is left unused, so that the walked plan is the cheapest. */
  private slackIsFree(): boolean {
    const { units, weekends, counts } = this.use;
    return (this.unitPrice === 0 || units === (this.unitPrice > 0 ? this.most : this.least)) && (this.weekendPrice === 0 || weekends === this.rules.employee.mostWeekends) && counts.every((count, group) => this.countPrice[group] === 0 || count === this.caps[group]);
  }

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
