import { offStates, runStates } from './pricing.ts';
import type { Rules } from './pricing.ts';

/** Is what a plan uses of the limits. Shape: `counts` by group. */
export interface Use { units: number; weekends: number; readonly counts: Int32Array }

/**
 * Bounds the cost of one employee's plans from each state of each day on: minutes, weekends and how often a shift may be worked are priced (Lagrange), all other rules hold. The prices of the limits are kept from one call to the next.
 */
export class Relaxed {
  /** Is the price of a unit of minutes: above zero for the most, below for the least. */
  protected unitPrice = 0;
  protected weekendPrice = 0;
  protected readonly countPrice: Float64Array;
  protected readonly steps: Float64Array;
  protected readonly lastSigns: Float64Array;
  protected readonly direction: Float64Array;
  protected kept: Float64Array;
  protected readonly off: number;
  protected readonly run: number;
  protected readonly states: number;
  protected readonly many: number;
  protected readonly least: number;
  protected readonly most: number;
  protected readonly longest: number;
  protected readonly price: Float64Array;
  protected readonly pick: Int16Array;
  protected readonly ahead: Float64Array;
  protected readonly value: Float64Array;
  protected readonly followers: readonly Int32Array[];
  protected readonly caps: Float64Array;
  protected readonly strides: Float64Array;
  protected readonly everyGroup: Int32Array;
  readonly use: Use;

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

  protected constant(): number {
    let sum = -this.unitPrice * (this.unitPrice > 0 ? this.most : this.least) - this.weekendPrice * this.rules.employee.mostWeekends;
    for (let group = 0; group < this.many; group += 1) if (this.caps[group] !== Infinity) sum -= this.countPrice[group]! * this.caps[group]!;
    return sum;
  }

  protected groupValues(day: number, length: number): void {
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

  protected step(at: number, spare: number, price = 1): number {
    const sign = Math.sign(spare);
    if (sign === 0 || (sign < 0 && price === 0)) return 0;
    this.steps[at] = Math.min(at === 0 ? 40 / Math.max(1, this.longest) : 40, Math.max(0.01, this.steps[at]! * (this.lastSigns[at] === sign ? 1.6 : this.lastSigns[at] === 0 ? 1 : 0.5)));
    this.lastSigns[at] = sign;
    return sign * this.steps[at]!;
  }

  protected prices(): Float64Array {
    return Float64Array.of(this.unitPrice, this.weekendPrice, ...this.countPrice);
  }

  protected setPrices(prices: Float64Array): void {
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
  protected slackIsFree(): boolean {
    const { units, weekends, counts } = this.use;
    return (this.unitPrice === 0 || units === (this.unitPrice > 0 ? this.most : this.least)) && (this.weekendPrice === 0 || weekends === this.rules.employee.mostWeekends) && counts.every((count, group) => this.countPrice[group] === 0 || count === this.caps[group]);
  }
}
