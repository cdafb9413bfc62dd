import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { innocentCategories } from '../../prescribed/catalogue/alarm.ts';
import type { AlarmCategory, AlarmDisposition } from '../../prescribed/catalogue/alarm.ts';
import type { Facts } from '../../prescribed/shapes.ts';

/** Lists what a release of an alarm can lack. */
export const greenLacks = ['neutron', 'fissile', 'doseRate', 'category', 'papers', 'goods'] as const;
/** Is what a release of an alarm lacks. */
export type NotGreen = (typeof greenLacks)[number];

/**
 * Lists what keeps an alarm from being green. Three facts must agree: what was found is innocent, the dose rate is in range, and papers, interview or declared goods say the same.
 * Source: IAEA practice as summarised in docs/facts.md: any neutron or fissile candidate forbids green.
 */
export function notGreen(facts: Facts, stopWorkMicrosievert: number): readonly NotGreen[] {
  const lacks: NotGreen[] = [];
  if (facts['alarm.neutron'] === true || facts['secondary.neutron'] === true) lacks.push('neutron');
  if (facts['alarm.snm'] === true || facts['identified.snm'] === true) lacks.push('fissile');
  if (Number(facts['secondary.doseRate'] ?? 0) >= stopWorkMicrosievert) lacks.push('doseRate');
  if (!innocentCategories.includes(facts['alarm.category'] as AlarmCategory)) lacks.push('category');
  // What did not come again on a second pass needs no papers: it was a false alarm, and said to be one.
  if (facts['verify.repeated'] === true || facts['alarm.category'] !== 'falseAlarm') {
    if (facts['secondary.papersAgree'] !== true) lacks.push('papers');
    if (facts['identified.done'] === true && facts['identified.agreesWithGoods'] !== true) lacks.push('goods');
  }
  return lacks;
}

/**
 * Says whether an alarm may be disposed of so.
 * Refuses: `alarm-not-categorised`, `alarm-not-green`, `alarm-second-officer` (whoever categorised does not release), `receiver-needed`.
 */
export function canDispose(given: {
  readonly facts: Facts;
  readonly stopWorkMicrosievert: number;
  readonly disposition: AlarmDisposition;
  readonly categorisedBy: string | null;
  readonly officerId: string | null;
  readonly receiver: string | undefined;
}): Verdict {
  const { facts, disposition } = given;
  if ((facts['alarm.category'] ?? 'none') === 'none') return refused('alarm-not-categorised');
  if (disposition === 'release' || disposition === 'releaseWithRecord') {
    const lacks = notGreen(facts, given.stopWorkMicrosievert);
    if (lacks.length > 0) return refused('alarm-not-green', { lacks });
    if (facts['verify.repeated'] === true && (given.officerId === null || given.officerId === given.categorisedBy)) return refused('alarm-second-officer');
  }
  if ((disposition === 'detainAndReturn' || disposition === 'handOver') && (given.receiver ?? '').trim() === '') return refused('receiver-needed');
  return allowed;
}
