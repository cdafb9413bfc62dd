import type { Employee, Instance } from './instance.ts';

/** Is one employee's rules, prepared for the dynamic program. Shape: a group holds shifts that are alike in length and in what may stand before and after them; a shift whose number may bind has a group of its own. Unit: `unit` minutes. */
export interface Rules {
  readonly employee: Employee;
  readonly place: number;
  readonly days: number;
  readonly shifts: number;
  readonly groups: readonly (readonly number[])[];
  readonly units: readonly number[];
  readonly after: readonly number[];
  readonly classes: number;
  readonly allowed: readonly (readonly boolean[])[];
  readonly classOf: readonly number[];
  readonly counted: readonly number[];
  readonly unit: number;
  readonly minutes: readonly number[];
}

/** Is which limits the dynamic program carries as resources; what it does not carry it leaves out, and its value is then a bound. */
export interface Tracked { readonly minutes: boolean; readonly weekends: boolean; readonly counts: readonly number[] }

/** Is the part of the horizon that is planned anew, with what is left of each limit there and the days that stand before and after it. Shape: whole weeks. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly leastUnits: number;
  readonly mostUnits: number;
  readonly weekends: number;
  readonly counts: readonly number[];
  /** Is the state of the dynamic program before `from`. */
  readonly start: number;
  /** Is the run that follows: its first shift (−1 for days off) and length, and whether it reaches the last day. */
  readonly tail: { readonly first: number; readonly length: number; readonly reachesEnd: boolean } | undefined;
}

/** Is the cheapest way through a span. */
export interface Way { readonly value: number; readonly shifts: Int16Array }

const gcd = (one: number, other: number): number => (other === 0 ? one : gcd(other, one % other));

/** Prepares the rules of one employee; with some shifts only, or loosened: without the order of shifts, so that the cheapest way is a bound. */
export function rulesOf(instance: Instance, place: number, only?: ReadonlySet<number>, loose = false): Rules {
  const employee = instance.employees[place]!;
  const kinds = loose ? instance.shifts.map((shift) => ({ ...shift, notNext: [] })) : instance.shifts;
  const usable = kinds.flatMap(({ minutes }, at) => (employee.mostOf[at]! > 0 && minutes <= employee.mostMinutes && only?.has(at) !== false ? [at] : []));
  const unit = usable.reduce((sofar, at) => gcd(kinds[at]!.minutes, sofar), 0) || 1;
  const counted = usable.filter((at) => !loose && employee.mostOf[at]! < Math.min(instance.days, Math.floor(employee.mostMinutes / kinds[at]!.minutes)));
  const followers = (at: number): string => usable.filter((next) => kinds[at]!.notNext.includes(next)).join(' ');
  const classNames = [...new Set(usable.map(followers))];
  const groupNames = new Map<string, number[]>();
  for (const at of usable) {
    const key = [classNames.indexOf(followers(at)), loose ? 0 : kinds[at]!.minutes, usable.filter((before) => kinds[before]!.notNext.includes(at)).join(' '), counted.includes(at) ? at : ''].join('/');
    groupNames.set(key, [...(groupNames.get(key) ?? []), at]);
  }
  const groups = [...groupNames.values()];
  const classOf = kinds.map((_, at) => (usable.includes(at) ? classNames.indexOf(followers(at)) : -1));
  return {
    employee, place, days: instance.days, shifts: kinds.length, groups, counted, unit, classOf, classes: classNames.length,
    minutes: kinds.map(({ minutes }) => minutes),
    units: groups.map((group) => kinds[group[0]!]!.minutes / unit),
    after: groups.map((group) => classOf[group[0]!]!),
    allowed: classNames.map((_, which) => {
      const example = usable.find((at) => classOf[at] === which)!;
      return groups.map((group) => !kinds[example]!.notNext.includes(group[0]!));
    }),
  };
}

/** Gives how many states tell the days off in a row; the last of them says that there are enough. */
export const offStates = ({ employee, days }: Rules): number => Math.max(1, Math.min(days, employee.leastOffInRow));
/** Gives how many states tell the days worked in a row. */
export const runStates = ({ employee }: Rules): number => Math.max(1, employee.mostInRow);

/** Gives the span that is the whole horizon. */
export function wholeSpan(rules: Rules): Span {
  const { employee, unit, days } = rules;
  return { from: 0, to: days, leastUnits: Math.ceil(employee.leastMinutes / unit), mostUnits: Math.floor(employee.mostMinutes / unit), weekends: employee.mostWeekends, counts: employee.mostOf, start: offStates(rules) - 1, tail: undefined };
}

/** Gives the state of the dynamic program before a day, from the days that stand before it. */
export function stateBefore(rules: Rules, plan: Int16Array, day: number): number {
  const off = offStates(rules);
  if (day === 0) return off - 1;
  const works = plan[day - 1]! >= 0;
  let length = 1;
  while (length < day && plan[day - 1 - length]! >= 0 === works) length += 1;
  if (!works) return (length === day ? off : Math.min(length, off)) - 1;
  return off + rules.classOf[plan[day - 1]!]! * runStates(rules) + Math.min(length, runStates(rules)) - 1;
}

/** Gives the span from a day up to another within a plan whose other days stand. */
export function spanWithin(rules: Rules, plan: Int16Array, from: number, to: number): Span {
  const whole = wholeSpan(rules);
  let minutes = 0;
  let weekends = 0;
  const counts = [...whole.counts];
  for (let day = 0; day < rules.days; day += 1) {
    const shift = plan[day]!;
    if ((day >= from && day < to) || shift < 0) continue;
    minutes += rules.minutes[shift]!;
    counts[shift]! -= 1;
    if (day % 7 === 5 || (day % 7 === 6 && plan[day - 1]! < 0)) weekends += 1;
  }
  let length = 0;
  const works = to < rules.days && plan[to]! >= 0;
  while (to + length < rules.days && plan[to + length]! >= 0 === works) length += 1;
  return {
    from, to, counts, leastUnits: Math.ceil((rules.employee.leastMinutes - minutes) / rules.unit), mostUnits: Math.floor((rules.employee.mostMinutes - minutes) / rules.unit), weekends: whole.weekends - weekends, start: stateBefore(rules, plan, from),
    tail: to < rules.days ? { first: works ? plan[to]! : -1, length, reachesEnd: to + length === rules.days } : undefined,
  };
}

function endsWell(rules: Rules, span: Span, state: number): boolean {
  if (span.tail === undefined) return true;
  const { employee } = rules;
  const { first, length, reachesEnd } = span.tail;
  const off = offStates(rules);
  if (state < off) {
    if (first < 0) return reachesEnd || state + 1 + length >= off;
    return state === off - 1 && (reachesEnd || length >= employee.leastInRow);
  }
  const run = ((state - off) % runStates(rules)) + 1;
  const which = Math.floor((state - off) / runStates(rules));
  if (first < 0) return (run >= employee.leastInRow || run === span.to) && (reachesEnd || length >= off);
  const group = rules.groups.findIndex((each) => each.includes(first));
  return run + length <= employee.mostInRow && (reachesEnd || run + length >= employee.leastInRow || run === span.to) && rules.allowed[which]![group]!;
}

/** Says how much work a span is. Unit: steps of the dynamic program, roughly. */
export const workOf = (rules: Rules, span: Span): number => cellsOf(rules, span, { minutes: true, weekends: true, counts: [] }) * (rules.groups.length + 1);

/** Says how many numbers the table of a span holds. */
export function cellsOf(rules: Rules, span: Span, tracked: Tracked): number {
  const { minutes, outer } = sizesOf(rules, span, tracked);
  return (offStates(rules) + rules.classes * runStates(rules)) * outer * minutes * (span.to - span.from + 1);
}

interface Sizes { readonly carries: boolean; readonly minutes: number; readonly weekends: number; readonly counts: readonly number[]; readonly sizes: readonly number[]; readonly outer: number }

function sizesOf(rules: Rules, span: Span, tracked: Tracked): Sizes {
  const days = span.to - span.from;
  const longest = Math.max(0, ...rules.units);
  const possible = longest * days;
  const binds = tracked.minutes && (span.mostUnits < possible || span.leastUnits > 0);
  const minutes = binds ? Math.max(0, Math.min(possible, span.mostUnits)) + 1 : 1;
  const ends = Math.ceil((days + 1) / 7);
  const weekends = tracked.weekends && span.weekends < ends ? Math.max(0, span.weekends) + 1 : 1;
  const counts = tracked.counts.filter((shift) => span.counts[shift]! > 0 && span.counts[shift]! < Math.min(days, binds ? (minutes - 1) * rules.unit / rules.minutes[shift]! : days));
  const sizes = counts.map((shift) => span.counts[shift]! + 1);
  return { carries: binds, minutes, weekends, counts, sizes, outer: sizes.reduce((product, size) => product * size, weekends) };
}

let table = new Float64Array(1 << 16);
let lows = new Int32Array(1 << 12);
let highs = new Int32Array(1 << 12);

/**
 * Finds the cheapest way of one employee through a span by dynamic programming over days, the last shift's class, the length of the run and the tracked limits.
 * Shape: `cost` has one number a day and shift of the whole horizon; `weekendCost` is added for each weekend worked; undefined when no way keeps the limits. Unit: cost.
 */
export function cheapestWay(rules: Rules, span: Span, cost: Float64Array, tracked: Tracked, weekendCost = 0): Way | undefined {
  const { employee, shifts, groups, after, allowed } = rules;
  const { carries, minutes: width, weekends, counts, sizes, outer } = sizesOf(rules, span, tracked);
  const days = span.to - span.from;
  if ((tracked.minutes && span.mostUnits < 0) || (tracked.weekends && span.weekends < 0)) return undefined;
  const off = offStates(rules);
  const run = runStates(rules);
  const states = off + rules.classes * run;
  const blocks = states * outer;
  const size = blocks * width;
  if (table.length < size * (days + 1)) table = new Float64Array(size * (days + 1));
  if (lows.length < blocks * (days + 1)) {
    lows = new Int32Array(blocks * (days + 1));
    highs = new Int32Array(blocks * (days + 1));
  }
  table.fill(Infinity, 0, size * (days + 1));
  lows.fill(width, 0, blocks * (days + 1));
  highs.fill(-1, 0, blocks * (days + 1));
  // Where the outer place goes when a group is worked, without and with a new weekend.
  const step = [0, 1].map((weekend) => groups.map((group) => {
    const which = counts.indexOf(group[0]!);
    const to = new Int32Array(outer).fill(-1);
    let stride = weekends;
    for (let at = 0; at < which; at += 1) stride *= sizes[at]!;
    for (let place = 0; place < outer; place += 1) {
      let next = place;
      if (weekend === 1 && weekends > 1) next = place % weekends === weekends - 1 ? -1 : next + 1;
      if (weekend === 1 && tracked.weekends && span.weekends === 0) next = -1;
      if (next >= 0 && which >= 0) next = Math.floor(place / stride) % sizes[which]! === sizes[which]! - 1 ? -1 : next + stride;
      to[place] = next;
    }
    return to;
  }));
  const many = groups.length;
  const price = new Float64Array(days * many).fill(Infinity);
  const pick = new Int16Array(days * many).fill(-1);
  for (let day = span.from; day < span.to; day += 1) {
    if (employee.away[day] === 1 || employee.mostInRow === 0) continue;
    groups.forEach((group, at) => {
      for (const shift of group) {
        if (span.counts[shift]! <= 0) continue;
        const value = cost[day * shifts + shift]!;
        const cell = (day - span.from) * many + at;
        if (value < price[cell]!) [price[cell], pick[cell]] = [value, shift];
      }
    });
  }
  const long = carries ? rules.units : rules.units.map(() => 0);
  const longest = Math.max(0, ...long);
  table[(span.start * outer) * width] = 0;
  lows[span.start * outer] = 0;
  highs[span.start * outer] = 0;
  const dayOf = (at: number): number => span.from + at;
  const offAfter = (state: number, day: number): number => {
    if (state < off) return Math.min(state + 1, off - 1);
    const length = ((state - off) % run) + 1;
    return length >= employee.leastInRow || length === day ? 0 : -1;
  };
  const workAfter = (state: number, group: number): number => {
    if (state < off) return state === off - 1 ? off + after[group]! * run : -1;
    const length = ((state - off) % run) + 1;
    return length < employee.mostInRow && allowed[Math.floor((state - off) / run)]![group]! ? off + after[group]! * run + length : -1;
  };
  const newWeekend = (state: number, day: number): 0 | 1 => (day % 7 === 5 || (day % 7 === 6 && state < off) ? 1 : 0);
  const values = table;
  const relax = (at: number, source: number, target: number, shift: number, added: number): void => {
    // What can no longer reach the least minutes is left behind.
    const least = carries ? Math.max(lows[at * blocks + source]!, span.leastUnits - shift - (days - at - 1) * longest) : lows[at * blocks + source]!;
    const most = Math.min(highs[at * blocks + source]!, width - 1 - shift);
    if (least > most) return;
    const here = at * size + source * width;
    const there = (at + 1) * size + target * width + shift;
    for (let minute = least; minute <= most; minute += 1) {
      const value = values[here + minute]! + added;
      if (value < values[there + minute]!) values[there + minute] = value;
    }
    const place = (at + 1) * blocks + target;
    if (least + shift < lows[place]!) lows[place] = least + shift;
    if (most + shift > highs[place]!) highs[place] = most + shift;
  };
  for (let at = 0; at < days; at += 1) {
    const day = dayOf(at);
    for (let state = 0; state < states; state += 1) {
      const rest = offAfter(state, day);
      const weekend = newWeekend(state, day);
      for (let place = 0; place < outer; place += 1) {
        const source = state * outer + place;
        if (highs[at * blocks + source]! < 0) continue;
        if (rest >= 0) relax(at, source, rest * outer + place, 0, 0);
        for (let group = 0; group < many; group += 1) {
          const added = price[at * many + group]!;
          if (added === Infinity) continue;
          const next = workAfter(state, group);
          const to = step[weekend]![group]![place]!;
          if (next >= 0 && to >= 0) relax(at, source, next * outer + to, long[group]!, added + weekend * weekendCost);
        }
      }
    }
  }
  let best = Infinity;
  let [state, place, minute] = [-1, 0, 0];
  const least = carries ? Math.max(0, span.leastUnits) : 0;
  for (let each = 0; each < states; each += 1) {
    if (!endsWell(rules, span, each)) continue;
    for (let at = 0; at < outer; at += 1) {
      const block = each * outer + at;
      for (let units = Math.max(least, lows[days * blocks + block]!); units <= highs[days * blocks + block]!; units += 1) {
        const value = values[days * size + block * width + units]!;
        if (value < best) [best, state, place, minute] = [value, each, at, units];
      }
    }
  }
  if (state < 0) return undefined;
  const way = new Int16Array(days).fill(-1);
  for (let at = days - 1; at >= 0; at -= 1) {
    const day = dayOf(at);
    const value = values[(at + 1) * size + (state * outer + place) * width + minute]!;
    let found = false;
    for (let from = 0; from < states && !found; from += 1) {
      const here = (source: number, shift: number): number => (minute < shift ? Infinity : values[at * size + (from * outer + source) * width + minute - shift]!);
      if (state < off) {
        if (offAfter(from, day) !== state || here(place, 0) !== value) continue;
        [state, found] = [from, true];
        continue;
      }
      const weekend = newWeekend(from, day);
      for (let group = 0; group < many && !found; group += 1) {
        const added = price[at * many + group]! + weekend * weekendCost;
        if (added === Infinity || workAfter(from, group) !== state) continue;
        for (let source = 0; source < outer; source += 1) {
          if (step[weekend]![group]![source] !== place || here(source, long[group]!) + added !== value) continue;
          way[at] = pick[at * many + group]!;
          [state, place, minute, found] = [from, source, minute - long[group]!, true];
          break;
        }
      }
    }
    if (!found) throw new Error('The way back through the table is lost.');
  }
  return { value: best, shifts: way };
}
