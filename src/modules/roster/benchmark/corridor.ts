import type { Rules, Way } from './pricing.ts';

/** Is how far a plan may leave the even share of its limits on the way. Unit: units of minutes to either side; weekends. */
export interface Corridor { readonly units: number; readonly weekends: number }

/**
 * Finds a cheap way through the whole horizon that keeps every limit but how often a shift may be worked, within a corridor around the even share of minutes and weekends: long horizons fit,
 * and the way may not be the cheapest. Weekends below the corridor count as if they were on its edge, so that the limit is kept all the same.
 * Shape: undefined when the corridor has no way. Unit: cost.
 */
export function corridorWay(rules: Rules, cost: Float64Array, corridor: Corridor): Way | undefined {
  const { employee, days, shifts, groups, units, after, allowed, classes, unit } = rules;
  const off = Math.max(1, Math.min(days, employee.leastOffInRow));
  const run = Math.max(1, employee.mostInRow);
  const states = off + classes * run;
  const [least, most] = [Math.ceil(employee.leastMinutes / unit), Math.floor(employee.mostMinutes / unit)];
  if (least > most || employee.mostWeekends < 0) return undefined;
  const width = 2 * corridor.units + 1;
  const broad = Math.min(corridor.weekends, employee.mostWeekends) + 1;
  const lowUnits = (day: number): number => Math.round(((least + most) / 2) * (day / days)) - corridor.units;
  const lowWeekends = (day: number): number => Math.max(0, Math.min(employee.mostWeekends - broad + 1, Math.ceil(employee.mostWeekends * (day / days)) - broad + 1));
  const size = states * broad * width;
  let [now, next] = [new Float64Array(size).fill(Infinity), new Float64Array(size)];
  // Where each cell came from: the cell before and the group worked, 0 for a day off.
  const from = new Int32Array(size * days).fill(-1);
  const pick = new Int16Array(days * groups.length).fill(-1);
  now[((off - 1) * broad + 0) * width + (0 - lowUnits(0))] = 0;
  for (let day = 0; day < days; day += 1) {
    next.fill(Infinity);
    const [unitsHere, unitsThere, weekendsHere, weekendsThere] = [lowUnits(day), lowUnits(day + 1), lowWeekends(day), lowWeekends(day + 1)];
    const prices = groups.map((group, at) => {
      let price = Infinity;
      if (employee.away[day] === 1 || employee.mostInRow === 0) return price;
      for (const shift of group) {
        if (cost[day * shifts + shift]! >= price) continue;
        price = cost[day * shifts + shift]!;
        pick[day * groups.length + at] = shift;
      }
      return price;
    });
    const put = (state: number, weekends: number, minutes: number, value: number, source: number, group: number): void => {
      const [w, u] = [Math.max(weekends, weekendsThere) - weekendsThere, minutes - unitsThere];
      if (w >= broad || weekends > employee.mostWeekends || u < 0 || u >= width) return;
      const cell = (state * broad + w) * width + u;
      if (value >= next[cell]!) return;
      next[cell] = value;
      from[day * size + cell] = source * (groups.length + 1) + group;
    };
    for (let state = 0; state < states; state += 1) {
      const length = state < off ? 0 : ((state - off) % run) + 1;
      const rest = state < off ? Math.min(state + 1, off - 1) : length >= employee.leastInRow || length === day ? 0 : -1;
      const newWeekend = day % 7 === 5 || (day % 7 === 6 && state < off) ? 1 : 0;
      for (let w = 0; w < broad; w += 1) {
        for (let u = 0; u < width; u += 1) {
          const source = (state * broad + w) * width + u;
          const value = now[source]!;
          if (value === Infinity) continue;
          const [weekends, minutes] = [w + weekendsHere, u + unitsHere];
          if (rest >= 0) put(rest, weekends, minutes, value, source, 0);
          for (let group = 0; group < groups.length; group += 1) {
            if (prices[group] === Infinity) continue;
            if (state < off ? state !== off - 1 : length >= run || !allowed[Math.floor((state - off) / run)]![group]!) continue;
            put(off + after[group]! * run + (state < off ? 0 : length), weekends + newWeekend, minutes + units[group]!, value + prices[group]!, source, group + 1);
          }
        }
      }
    }
    [now, next] = [next, now];
  }
  let [best, cell] = [Infinity, -1];
  for (let at = 0; at < size; at += 1) {
    const minutes = (at % width) + lowUnits(days);
    if (now[at]! < best && minutes >= least && minutes <= most) [best, cell] = [now[at]!, at];
  }
  if (cell < 0) return undefined;
  const way = new Int16Array(days).fill(-1);
  for (let day = days - 1; day >= 0; day -= 1) {
    const came = from[day * size + cell]!;
    const group = came % (groups.length + 1);
    if (group > 0) way[day] = pick[day * groups.length + group - 1]!;
    cell = Math.floor(came / (groups.length + 1));
  }
  return { value: best, shifts: way };
}
