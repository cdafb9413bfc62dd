import type { Path, Work } from './coverage.ts';
import type { Staff } from './flow-classes.ts';
import { addDoing } from './flow-model.ts';
import type { Pool } from './flow-model.ts';
import type { Horizon } from './horizon.ts';
import { ownCosts, publishedShifts } from './own-costs.ts';
import { bestPlans } from './own-plan.ts';
import type { Choice } from './own-plan.ts';
import { Program } from './programs.ts';

/** Is the largest unit that is planned person by person. */
export const largestUnit = 60;

/** Is what a unit's plan begins with: a path for each person where one was found, and the bound. */
export interface UnitPlan {
  readonly lowerBound: number;
  readonly paths: readonly (Path | undefined)[] | undefined;
}

interface OwnColumn {
  readonly at: number;
  readonly path: readonly (Work | undefined)[];
  readonly cost: number;
}

const withoutPlan = 1e5;

/** Is the program over the plans found so far, with the rows whose prices lead to better ones. */
interface Master {
  readonly program: Program;
  readonly one: readonly number[];
  readonly lambda: readonly number[];
  readonly postRow: (day: number, group: string | undefined, skill: number, shift: number) => number;
  readonly activeRow: (at: number, day: number) => number | undefined;
}

function buildMaster(horizon: Horizon, staff: readonly Staff[], columns: readonly OwnColumn[], whole: boolean): Master {
  const program = new Program();
  const pools: Pool[] = [];
  const numbers = new Map<string, number>();
  for (const { person, own } of staff) own.skills.forEach((skills, day) => skills.forEach((skill) => {
    const key = `${day};${person.group ?? ''};${skill}`;
    if (numbers.has(key)) return;
    numbers.set(key, pools.length);
    pools.push({ group: person.group, skills: [skill], day, rows: horizon.shifts.map(() => program.row(0, 0)) });
  }));
  const { activationDay } = horizon.problem.weights;
  const rowsOfDay = new Map<string, number>();
  if (staff.some(({ person }) => person.tier === 'emergency') && activationDay > 0) for (let day = 0; day < horizon.days; day += 1) {
    const active = program.column(activationDay, 1, true);
    for (const { at, person } of staff) {
      if (person.tier !== 'emergency') continue;
      const row = program.row(-Infinity, 0);
      program.put(row, active, -1);
      rowsOfDay.set(`${at};${day}`, row);
    }
  }
  const one = staff.map(() => {
    const row = program.row(1, 1);
    program.put(row, program.column(withoutPlan, 1, whole), 1);
    return row;
  });
  const postRow: Master['postRow'] = (day, group, skill, shift) => pools[numbers.get(`${day};${group ?? ''};${skill}`)!]!.rows[shift]!;
  const activeRow: Master['activeRow'] = (at, day) => rowsOfDay.get(`${at};${day}`);
  const lambda = columns.map(({ at, path, cost }) => {
    const column = program.column(cost, 1, whole);
    program.put(one[at]!, column, 1);
    path.forEach((work, day) => {
      if (work === undefined) return;
      program.put(postRow(day, staff[at]!.person.group, work.skill, work.shift), column, 1);
      const row = activeRow(at, day);
      if (row !== undefined) program.put(row, column, 1);
    });
    return column;
  });
  addDoing(horizon, program, pools);
  return { program, one, lambda, postRow, activeRow };
}

/**
 * Plans a small unit by columns: each is a whole plan of one person, first those that the flow gave, priced by what the rows of cover, the days of the emergency tier and the posts of groups would pay for it, until no plan of anybody is worth more. Then whole plans are chosen among those found, unless time ran out before.
 * Shape: the bound is Lagrange's, right at every step; 0 where limits on minutes with shifts of several lengths make the pricing a heuristic.
 */
export function planUnit(horizon: Horizon, staff: readonly Staff[], settings: { readonly seconds: number; readonly begin: readonly (Path | undefined)[]; readonly goOn: () => boolean }): UnitPlan {
  const began = performance.now();
  const left = (): number => settings.seconds - (performance.now() - began) / 1000;
  const published = publishedShifts(horizon);
  const costs = staff.map((each) => ownCosts(horizon, each, published?.[each.at]));
  const exact = new Set(horizon.shifts.map(({ minutes }) => minutes)).size === 1 || staff.every(({ person }) => person.maxMinutes === undefined);
  const costOf = (at: number, path: Path): number => path.reduce((sum, work, day) => sum + costs[at]!.of(day, work?.shift ?? -1), 0);
  const columns: OwnColumn[] = settings.begin.flatMap((path, at) => (path === undefined ? [] : [{ at, path: [...path], cost: costOf(at, path) }]));
  let lowerBound = 0;
  let ended = false;
  for (let round = 0; round < 200 && left() > settings.seconds * 0.4 && settings.goOn(); round += 1) {
    const master = buildMaster(horizon, staff, columns, false);
    const solved = master.program.solve({ seconds: left(), relax: true });
    const prices = solved.prices;
    if (!solved.optimal || prices === undefined) break;
    let [reduced, found] = [0, 0];
    for (const one of staff) {
      const own = costs[one.at]!;
      const { group } = one.person;
      const plans = bestPlans(horizon, one, {
        shift: (day, shift) => {
          let best: Choice | undefined;
          const row = master.activeRow(one.at, day);
          for (const skill of one.own.skills[day]!) {
            const worth = prices[master.postRow(day, group, skill, shift)]! + (row === undefined ? 0 : prices[row]!) - own.of(day, shift);
            if (best === undefined || worth > best.worth) best = { worth, work: { shift, skill } };
          }
          return best;
        },
        off: (day) => -own.of(day, -1),
      });
      const count = plans.worth.reduce((best, worth, shifts) => (worth > plans.worth[best]! ? shifts : best), 0);
      const gain = plans.worth[count]! + prices[master.one[one.at]!]!;
      if (!(gain > 1e-7)) continue;
      reduced += gain;
      found += 1;
      const { path } = plans.plan(count);
      columns.push({ at: one.at, path, cost: costOf(one.at, path) });
    }
    if (exact) lowerBound = Math.max(lowerBound, solved.objective - reduced);
    ended = found === 0;
    if (ended) break;
  }
  // The search ends by nodes before it ends by time: the same unit then has the same plan on a slow machine.
  const master = buildMaster(horizon, staff, columns, true);
  const chosen = ended && left() > 0.1 ? master.program.solve({ seconds: left(), gap: 1e-3, options: { mip_max_nodes: 200 } }).values : undefined;
  if (chosen === undefined) return { lowerBound, paths: undefined };
  const paths: (Path | undefined)[] = staff.map(() => undefined);
  columns.forEach(({ at, path }, own) => {
    if (chosen[master.lambda[own]!]! > 0.5) paths[at] = path;
  });
  return { lowerBound, paths };
}
