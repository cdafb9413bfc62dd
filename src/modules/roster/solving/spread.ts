import { seeded } from '../../devices/simulators/seeded.ts';
import { burdens, peersOf } from '../rules/plan-cost.ts';
import type { Burden } from '../rules/plan-cost.ts';
import { assignmentsOf } from './coverage.ts';
import type { Path, Work } from './coverage.ts';
import type { Improvement } from './improve.ts';
import { keepsRules } from './keeping.ts';

/**
 * Spreads nights and weekends, and meets wishes, by exchanging days between two people of one tier, group and set of skills: cover stays as it is, and an exchange is made only where both keep every rule and their costs together fall.
 * Shape: the same seed gives the same exchanges.
 */
export function spreadBurdens(plan: Improvement, seed: number, goOn: () => boolean): void {
  const { horizon, staff } = plan;
  const { weights, shiftTypes } = horizon.problem;
  if (shiftTypes.length === 0 || staff.length < 2) return;
  const chance = seeded(seed + 1);
  const assignments = staff.flatMap(({ at, person }) => assignmentsOf(horizon, person.person, plan.paths[at]!));
  const { share } = burdens(horizon.problem, assignments);
  const burdenOf = (path: Path): Burden => ({ nights: path.filter((work) => work !== undefined && horizon.shifts[work.shift]!.type.night).length, weekends: path.filter((work, day) => work !== undefined && horizon.weekend[day]!).length });
  const fairShare = staff.map(({ person }) => share.get(peersOf(person))!);
  const unfair = (at: number, nights: number, weekends: number): number => {
    const fair = fairShare[at]!;
    return weights.unfairNight * Math.max(0, nights - fair.nights) + weights.unfairWeekend * Math.max(0, weekends - fair.weekends);
  };
  const own = staff.map(({ at }) => burdenOf(plan.paths[at]!));
  const able = (at: number, path: Path): boolean => path.every((work, day) => work === undefined || staff[at]!.own.skills[day]!.includes(work.skill)) && keepsRules(horizon, staff[at]!, path);
  const wishesOf = (at: number): number => plan.paths[at]!.reduce((sum, work, day) => sum + plan.costs[at]!.of(day, work?.shift ?? -1) - (work === undefined ? 0 : weights[staff[at]!.person.tier]), 0);
  const peers = new Map<string, number[]>();
  for (const { at, person } of staff) peers.set(peersOf(person), [...(peers.get(peersOf(person)) ?? []), at]);

  /** Finds an exchange between two people that lessens what both cost, or, where `even` says so, one that costs nothing and moves nights or weekends. */
  const exchanged = (one: number, two: number, even = false): readonly [Path, Path] | undefined => {
    const [mine, theirs] = [plan.paths[one]!, plan.paths[two]!];
    const before = unfair(one, own[one]!.nights, own[one]!.weekends) + unfair(two, own[two]!.nights, own[two]!.weekends);
    const offset = even ? Math.floor(chance() * horizon.days) : 0;
    for (let turn = 0; turn < horizon.days; turn += 1) {
      const begin = (turn + offset) % horizon.days;
      let [days, nights, weekends] = [0, 0, 0];
      for (let day = begin; day < horizon.days; day += 1) {
        const [a, b] = [mine[day], theirs[day]];
        const night = (work: Work | undefined): number => (work !== undefined && horizon.shifts[work.shift]!.type.night ? 1 : 0);
        days += plan.costs[one]!.of(day, a?.shift ?? -1) + plan.costs[two]!.of(day, b?.shift ?? -1) - plan.costs[one]!.of(day, b?.shift ?? -1) - plan.costs[two]!.of(day, a?.shift ?? -1);
        nights += night(b) - night(a);
        if (horizon.weekend[day]!) weekends += (b === undefined ? 0 : 1) - (a === undefined ? 0 : 1);
        const gain = days + before - unfair(one, own[one]!.nights + nights, own[one]!.weekends + weekends) - unfair(two, own[two]!.nights - nights, own[two]!.weekends - weekends);
        if (even ? gain < -1e-9 || (nights === 0 && weekends === 0) : gain <= 1e-9) continue;
        const change = (path: Path, other: Path): Path => path.map((work, at) => (at >= begin && at <= day ? other[at] : work));
        const [first, second] = [change(mine, theirs), change(theirs, mine)];
        if (able(one, first) && able(two, second)) return [first, second];
      }
    }
    return undefined;
  };

  const exchange = (one: number, two: number, [first, second]: readonly [Path, Path]): void => {
    plan.take(one);
    plan.take(two);
    plan.put(one, first);
    plan.put(two, second);
    own[one] = burdenOf(first);
    own[two] = burdenOf(second);
  };
  const settle = (members: readonly number[]): void => {
    let better = members.length > 1;
    for (let round = 0; better && round < 6; round += 1) {
      better = false;
      for (const at of members) {
        const turn = Math.floor(chance() * members.length);
        let wishes = wishesOf(at);
        for (let next = 0; next < members.length && unfair(at, own[at]!.nights, own[at]!.weekends) + wishes > 1e-9; next += 1) {
          if (!goOn()) return;
          const other = members[(turn + next) % members.length]!;
          const found = other === at ? undefined : exchanged(at, other);
          if (found === undefined) continue;
          better = true;
          exchange(at, other, found);
          wishes = wishesOf(at);
        }
      }
    }
  };
  const costOf = (members: readonly number[]): number => members.reduce((sum, at) => sum + unfair(at, own[at]!.nights, own[at]!.weekends) + wishesOf(at), 0);
  for (const members of peers.values()) settle(members);
  // Where no exchange lessens the cost any more, some that cost nothing are made: what they leave may be exchanged further.
  for (const members of peers.values()) {
    let cost = costOf(members);
    for (let idle = 0; members.length > 2 && cost > 1e-9 && idle < 3 && goOn();) {
      for (let times = 0; times < members.length && goOn(); times += 1) {
        const [one, two] = [members[Math.floor(chance() * members.length)]!, members[Math.floor(chance() * members.length)]!];
        const found = one === two ? undefined : exchanged(one, two, true);
        if (found !== undefined) exchange(one, two, found);
      }
      settle(members);
      const now = costOf(members);
      idle = now < cost - 1e-9 ? 0 : idle + 1;
      cost = Math.min(cost, now);
    }
  }
}
