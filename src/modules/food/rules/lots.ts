import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { addDays } from '../../goods/rules/dates.ts';
import { expiringDays } from '../catalogue/storage.ts';
import type { LotState } from '../shapes.ts';

/** Is what a lot's state is computed from. Shape: `owed` are the steps owed before its use, holds left out. */
export interface LotFacts {
  readonly owed: readonly string[];
  readonly holds: number;
  readonly servableAt: string | null;
  readonly withdrawnAt: string | null;
  readonly closedAt: string | null;
  /** What is left of it at all places, as decimal text; null before it has arrived. */
  readonly left: string | null;
  readonly bestBefore: string;
}

/** Computes the state of a lot from its gates, records and journal; nobody sets it. */
export function lotStateOf(facts: LotFacts): LotState {
  if (facts.closedAt !== null) return 'closed';
  if (facts.withdrawnAt !== null) return 'withdrawn';
  if (facts.holds > 0) return 'held';
  if (facts.servableAt === null) return facts.owed.some((step) => step !== 'LOT-FREE') ? 'owing' : 'ready';
  return facts.left === '0' ? 'empty' : 'released';
}

/** Says how near its end a lot is on a day. */
export function freshnessOf(bestBefore: string, today: string): 'fresh' | 'expiring' | 'expired' {
  return today > bestBefore ? 'expired' : addDays(today, expiringDays) >= bestBefore ? 'expiring' : 'fresh';
}

/** Says whether a lot may be eaten of: every step done, released for use, no hold, not past its day, its consignment released. Refuses: `lot-not-released`, `lot-held`, `lot-expired`, `consignment-not-released`. */
export function canServe(facts: LotFacts & { readonly lotNumber: string; readonly consignmentNumber: string; readonly consignmentReleased: boolean }, day: string): Verdict {
  if (facts.servableAt === null) return refused('lot-not-released', { lot: facts.lotNumber, steps: facts.owed });
  if (!facts.consignmentReleased) return refused('consignment-not-released', { number: facts.consignmentNumber });
  if (facts.holds > 0) return refused('lot-held', { holds: facts.holds });
  if (day > facts.bestBefore) return refused('lot-expired', { lot: facts.lotNumber, bestBefore: facts.bestBefore });
  return allowed;
}

/** Says whether a lot may be closed: it has arrived and nothing of it is left. Refuses: `lot-not-arrived`, `lot-not-empty`. */
export function canClose(facts: Pick<LotFacts, 'left'>): Verdict {
  if (facts.left === null) return refused('lot-not-arrived');
  return facts.left === '0' ? allowed : refused('lot-not-empty', { left: facts.left });
}

/** Says whether a recall may be closed: everything found is accounted for. Refuses: `recall-open`. */
export function canCloseRecall(finds: readonly { readonly outcome: string | null }[]): Verdict {
  const open = finds.filter((find) => find.outcome === null).length;
  return open === 0 ? allowed : refused('recall-open', { open, total: finds.length });
}
