import { peersOf } from '../rules/plan-cost.ts';
import type { Path, Work } from './coverage.ts';
import type { Improvement } from './improve.ts';
import { keepsRules } from './keeping.ts';

type Change = readonly (readonly [at: number, path: Path])[];

/**
 * Moves a few nights or weekend days to peers whose equal share, which is rounded up, lies just below the next whole number while many bear more than it: with the higher share nobody does. They come by exchange with people of other skills or
 * tiers, whose own burdens do not become unequal by it, or as shifts more where these cost less than the unfairness that they end.
 * Shape: says how much was gained; what does not pay is put back. The same plan gives the same changes.
 */
export function raiseShares(plan: Improvement, goOn: () => boolean): number {
  const { horizon, staff } = plan;
  const { weights } = horizon.problem;
  const peers = new Map<string, number[]>();
  for (const { at, person } of staff) peers.set(peersOf(person), [...(peers.get(peersOf(person)) ?? []), at]);
  const isNight = (work: Work): boolean => horizon.shifts[work.shift]!.type.night;
  const can = (at: number, day: number, work: Work): boolean => staff[at]!.own.skills[day]!.includes(work.skill);
  const costOf = (at: number, path: Path): number => path.reduce((sum, work, day) => sum + plan.costs[at]!.of(day, work?.shift ?? -1), 0);
  let gained = 0;
  for (const [burden, weight] of [['weekends', weights.unfairWeekend], ['nights', weights.unfairNight]] as const) {
    const bears = (work: Work | undefined, day: number): boolean => work !== undefined && (burden === 'nights' ? isNight(work) : horizon.weekend[day]!);
    const own = staff.map(({ at }) => plan.paths[at]!.filter(bears).length);
    const unfairness = (members: readonly number[]): number => {
      const share = Math.ceil(members.reduce((sum, at) => sum + own[at]!, 0) / members.length);
      return weight * members.reduce((sum, at) => sum + Math.max(0, own[at]! - share), 0);
    };
    const put = (changes: Change): void => {
      for (const [at] of changes) plan.take(at);
      for (const [at, path] of changes) {
        plan.put(at, path);
        own[at] = path.filter(bears).length;
      }
    };

    /** Finds somebody of other peers who gives the burden of a day and takes a day without it. */
    const exchanged = (at: number, most: number, offset: number): { change: Change; cost: number } | undefined => {
      const mine = plan.paths[at]!;
      for (let turn = 0; turn < staff.length; turn += 1) {
        const other = (turn + offset) % staff.length;
        const theirs = plan.paths[other]!;
        if (own[other] === 0 || staff[other]!.person.group !== staff[at]!.person.group || peersOf(staff[other]!.person) === peersOf(staff[at]!.person)) continue;
        for (const [given, work] of theirs.entries()) {
          if (work === undefined || !bears(work, given) || !can(at, given, work)) continue;
          for (const [taken, back] of mine.entries()) {
            // The other burden stays with whom it was.
            if (back === undefined || bears(back, taken) || !can(other, taken, back) || (burden === 'weekends' ? isNight(back) !== isNight(work) : horizon.weekend[taken] !== horizon.weekend[given])) continue;
            if (given !== taken && (mine[given] !== undefined || theirs[taken] !== undefined)) continue;
            const change = (path: Path, on: number, to: Work, off: number): Path => path.map((each, day) => (day === on ? to : day === off ? undefined : each));
            const [first, second] = [change(mine, given, work, taken), change(theirs, taken, back, given)];
            if (!keepsRules(horizon, staff[at]!, first) || !keepsRules(horizon, staff[other]!, second)) continue;
            const cost = costOf(at, first) + costOf(other, second) - costOf(at, mine) - costOf(other, theirs);
            if (cost > most) continue;
            const members = peers.get(peersOf(staff[other]!.person))!;
            const before = unfairness(members);
            own[other]! -= 1;
            const after = unfairness(members);
            own[other]! += 1;
            if (after <= before) return { change: [[at, first], [other, second]], cost };
          }
        }
      }
      return undefined;
    };

    /** Finds the cheapest shift more that bears the burden. */
    const added = (at: number): { change: Change; cost: number } | undefined => {
      const path = plan.paths[at]!;
      const worth = plan.worth(at);
      let best: { change: Change; cost: number } | undefined;
      for (let day = 0; day < horizon.days; day += 1) {
        if (path[day] !== undefined || horizon.weekend[day] !== (burden === 'weekends')) continue;
        for (const [shift, { type }] of horizon.shifts.entries()) {
          if (type.night !== (burden === 'nights')) continue;
          const choice = worth.shift(day, shift);
          const cost = choice === undefined ? Infinity : worth.off(day) - choice.worth;
          if (choice === undefined || cost >= (best?.cost ?? Infinity)) continue;
          const changed = path.map((work, each) => (each === day ? choice.work : work));
          if (keepsRules(horizon, staff[at]!, changed)) best = { change: [[at, changed]], cost };
        }
      }
      return best;
    };

    for (const members of peers.values()) {
      const sum = members.reduce((total, at) => total + own[at]!, 0);
      const share = Math.ceil(sum / members.length);
      const saved = weight * members.reduce((total, at) => total + (own[at]! > share ? 1 : 0), 0);
      let missing = share * members.length + 1 - sum;
      if (saved <= 0 || members[0] === undefined || staff[members[0]]!.person.tier === 'emergency') continue;
      const before = new Map<number, Path>();
      let cost = 0;
      for (let round = 0; round < 2 && missing > 0; round += 1) {
        for (let turn = 0; turn < members.length && missing > 0 && cost < saved && goOn(); turn += 1) {
          const at = members[turn]!;
          if (own[at]! > share) continue;
          const found = exchanged(at, 0, turn * 7) ?? (round === 0 ? undefined : added(at));
          if (found === undefined) continue;
          for (const [each] of found.change) if (!before.has(each)) before.set(each, plan.paths[each]!);
          put(found.change);
          cost += found.cost;
          missing -= 1;
        }
      }
      if (missing <= 0 && cost < saved - 1e-9) gained += saved - cost;
      else put([...before]);
    }
  }
  return gained;
}
