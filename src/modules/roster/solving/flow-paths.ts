import type { FlowClass, Staff } from './flow-classes.ts';
import { nodeOf, restingNode } from './flow-model.ts';
import type { WholeFlow } from './flow-round.ts';
import type { Horizon } from './horizon.ts';
import { ownCosts } from './own-costs.ts';
import type { OwnCosts } from './own-costs.ts';

/** Is the shifts that a flow gave somebody, before it is said what they do. Shape: −1 on a day off; undefined where no path of the flow suits the person. */
export type ShiftPath = readonly number[] | undefined;

/** Is somebody walking through the network: where they stand at each day's beginning, and what they work. */
interface Walk {
  readonly staff: Staff;
  readonly costs: OwnCosts;
  readonly nodes: number[];
  readonly shifts: number[];
}

const broken = 1000;

/** Gives what a day of a path costs its person: little for wishes, much where leave or a lock is not kept. */
function dayCost({ staff, costs }: Walk, day: number, shift: number): number {
  const must = staff.own.mustWork[day];
  const wrong = (shift !== -1 && staff.own.skills[day]!.length === 0) || (must !== undefined && must !== shift);
  return costs.of(day, shift) + (wrong ? broken : 0);
}

const overLimit = ({ staff: { person } }: Walk, shifts: number, minutes: number): number => broken * (Math.max(0, shifts - person.maxShifts) + Math.max(0, minutes - (person.maxMinutes ?? Infinity)) / 480);

/** Sends everybody through the network, day by day: whoever has worked least of their limit takes a shift first, whoever is away last. */
function walkAll(horizon: Horizon, flowClass: FlowClass, flow: WholeFlow): Walk[] {
  const walks = flowClass.members.map((staff): Walk => ({ staff, costs: ownCosts(horizon, staff), nodes: [staff.beginning.resting ? restingNode(horizon) : nodeOf(horizon, staff.beginning.from, staff.beginning.run)], shifts: [] }));
  const done = walks.map(() => 0);
  for (let day = 0; day < horizon.days; day += 1) {
    const at = new Map<number, number[]>();
    const come = (node: number, own: number): void => void at.set(node, [...(at.get(node) ?? []), own]);
    walks.forEach((walk, own) => come(walk.nodes[day]!, own));
    // Within a day every step leads to a later node, so nodes are visited in their order.
    for (const [node, arcs] of [...flow.arcs[day]!].toSorted(([one], [other]) => one - other)) {
      const here = at.get(node) ?? [];
      if (here.length === 0) continue;
      const take = arcs.find(({ shift }) => shift !== -1);
      const rest = arcs.find(({ shift }) => shift === -1);
      const people = take === undefined ? 0 : rest === undefined ? here.length : Math.min(here.length, take.people);
      const rank = (own: number): number => done[own]! / Math.max(1, walks[own]!.staff.person.maxShifts) + (take === undefined ? 0 : dayCost(walks[own]!, day, take.shift) * 0.01);
      const sorted = people === 0 || people === here.length ? here : here.toSorted((one, other) => rank(one) - rank(other) || one - other);
      sorted.forEach((own, place) => {
        if (place < people) {
          walks[own]!.shifts.push(take!.shift);
          walks[own]!.nodes.push(take!.to);
          done[own]! += 1;
        } else if (rest!.sameDay) come(rest!.to, own);
        else {
          walks[own]!.shifts.push(-1);
          walks[own]!.nodes.push(rest!.to);
        }
      });
    }
  }
  return walks;
}

/** Exchanges the days between two meetings of two walks, or after the last, where that lessens what leave, locks, limits and wishes cost. The flow stays the same. */
function exchange(horizon: Horizon, walks: readonly Walk[]): void {
  const lengths = horizon.shifts.map(({ minutes }) => minutes);
  const minutesOf = (shift: number): number => (shift === -1 ? 0 : lengths[shift]!);
  const shiftsOf = (walk: Walk): number => walk.shifts.filter((shift) => shift !== -1).length;
  const totals = (walk: Walk): { shifts: number; minutes: number } => ({ shifts: shiftsOf(walk), minutes: walk.shifts.reduce((sum, shift) => sum + minutesOf(shift), 0) });
  const costOf = (walk: Walk): number => walk.shifts.reduce((sum, shift, day) => sum + dayCost(walk, day, shift), 0) + overLimit(walk, totals(walk).shifts, totals(walk).minutes);
  for (let round = 0; round < 12; round += 1) {
    let better = false;
    for (const one of walks) {
      const own = totals(one);
      const plain = horizon.problem.weights[one.staff.person.tier] * own.shifts;
      if (costOf(one) <= plain + 1e-9) continue;
      let best: { gain: number; other: Walk; from: number; to: number } | undefined;
      for (const other of walks) {
        if (other === one) continue;
        const theirs = totals(other);
        const before = overLimit(one, own.shifts, own.minutes) + overLimit(other, theirs.shifts, theirs.minutes);
        for (let from = 0; from < horizon.days; from += 1) {
          if (one.nodes[from] !== other.nodes[from]) continue;
          let [days, shifts, minutes] = [0, 0, 0];
          for (let day = from; day < horizon.days; day += 1) {
            const [mine, their] = [one.shifts[day]!, other.shifts[day]!];
            if (mine !== their) days += dayCost(one, day, mine) + dayCost(other, day, their) - dayCost(one, day, their) - dayCost(other, day, mine);
            shifts += (their === -1 ? 0 : 1) - (mine === -1 ? 0 : 1);
            minutes += minutesOf(their) - minutesOf(mine);
            if (day + 1 < horizon.days && one.nodes[day + 1] !== other.nodes[day + 1]) continue;
            const gain = days + before - overLimit(one, own.shifts + shifts, own.minutes + minutes) - overLimit(other, theirs.shifts - shifts, theirs.minutes - minutes);
            if (gain > 1e-6 && (best === undefined || gain > best.gain)) best = { gain, other, from, to: day + 1 };
          }
        }
      }
      if (best === undefined) continue;
      better = true;
      for (let day = best.from; day < best.to; day += 1) [one.shifts[day], best.other.shifts[day]] = [best.other.shifts[day]!, one.shifts[day]!];
      for (let day = best.from + 1; day < best.to; day += 1) [one.nodes[day], best.other.nodes[day]] = [best.other.nodes[day]!, one.nodes[day]!];
      if (best.to === horizon.days) [one.nodes[best.to], best.other.nodes[best.to]] = [best.other.nodes[best.to]!, one.nodes[best.to]!];
    }
    if (!better) return;
  }
}

/**
 * Splits the whole flows of classes into paths of named people: everybody walks through the network of their class, and walks are exchanged between their meetings until leave, locks and limits are kept.
 * Whoever still has a path that does not suit gets none, and is planned anew on what is left.
 */
export function splitFlows(horizon: Horizon, classes: readonly FlowClass[], flows: readonly WholeFlow[]): ShiftPath[] {
  const paths: ShiftPath[] = horizon.problem.people.map(() => undefined);
  classes.forEach((flowClass, at) => {
    if (flows[at]!.arcs[0]!.size === 0) return;
    const walks = walkAll(horizon, flowClass, flows[at]!);
    // Layers have done their service: who meets whom is a matter of rest and days in a row alone.
    for (const walk of walks) walk.nodes.forEach((node, day) => (walk.nodes[day] = node % flows[at]!.layer));
    exchange(horizon, walks);
    for (const walk of walks) {
      const shifts = walk.shifts.filter((shift) => shift !== -1);
      const minutes = shifts.reduce((sum, shift) => sum + horizon.shifts[shift]!.minutes, 0);
      const kept = walk.shifts.every((shift, day) => dayCost(walk, day, shift) < broken) && overLimit(walk, shifts.length, minutes) === 0;
      if (kept) paths[walk.staff.at] = walk.shifts;
    }
  });
  return paths;
}
