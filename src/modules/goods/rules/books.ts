import { writeFen } from '../../../kernel/money.ts';
import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';

/** Is what the books of an event's goods must come out at zero for. Unit: fen. */
export interface BooksFacts {
  readonly consignments: number;
  readonly closed: number;
  readonly cancelled: number;
  readonly changesOpen: number;
  readonly boundFen: number;
}

/** Says whether the books can be closed for good: quantities and money balance to zero. Refuses: `books-empty`, `books-open-consignments`, `books-open-changes`, `books-bound`. */
export function canCloseBooks(facts: BooksFacts): Verdict {
  const open = facts.consignments - facts.closed - facts.cancelled;
  if (facts.consignments === 0) return refused('books-empty');
  if (open > 0) return refused('books-open-consignments', { count: open });
  if (facts.changesOpen > 0) return refused('books-open-changes', { count: facts.changesOpen });
  return facts.boundFen === 0 ? allowed : refused('books-bound', { amount: writeFen(BigInt(facts.boundFen)) });
}
