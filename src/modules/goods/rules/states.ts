import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import type { ConsignmentState } from '../shapes.ts';

/** Is what a consignment's state is computed from. */
export interface StateFacts {
  readonly owes_list: boolean;
  readonly owes_confirmation: boolean;
  readonly certified: boolean;
  readonly confirmed: boolean;
  readonly declared_at: string | null;
  readonly holds: number;
  readonly inspecting: boolean;
  readonly released_at: string | null;
  readonly closed_at: string | null;
  /** Cancelled, or replaced by another consignment. */
  readonly taken_out_at: string | null;
  readonly leaves_by: string | null;
  readonly lines_open: number;
  readonly lines_going: number;
  readonly lines_seized: number;
  readonly decisions: number;
}

/** Computes the state of a consignment on a day from its gates, records and lines; nobody sets it. */
export function stateOf(facts: StateFacts, on: string): ConsignmentState {
  if (facts.taken_out_at !== null) return 'cancelled';
  if (facts.closed_at !== null) return 'closed';
  if (isStopped(facts)) return facts.lines_seized > 0 ? 'seized' : 'turnedAway';
  if (facts.released_at !== null) return facts.leaves_by !== null && on > facts.leaves_by && facts.lines_open > 0 ? 'overdue' : 'released';
  if (facts.declared_at !== null) return facts.holds > 0 ? 'held' : facts.inspecting ? 'inspecting' : 'declared';
  if (facts.owes_list) return 'returned';
  if (facts.confirmed || (facts.certified && !facts.owes_confirmation)) return 'confirmed';
  return facts.certified ? 'certified' : 'listed';
}

/** Says whether nothing of a consignment can go on any more by what was decided at the border; of released goods only while something is seized. */
export function isStopped(facts: Pick<StateFacts, 'decisions' | 'lines_going' | 'lines_seized' | 'released_at'>): boolean {
  return facts.decisions > 0 && facts.lines_going === 0 && (facts.released_at === null || facts.lines_seized > 0);
}

/** Says whether something of a consignment can still go on, so that it can be inspected, taxed, covered by permits and released. Refuses: `goods-decided`. */
export function canProceed(facts: Parameters<typeof isStopped>[0] & { readonly number: string }): Verdict {
  return isStopped(facts) ? refused('goods-decided', { number: facts.number }) : allowed;
}

/** Says whether a new version of the goods list may be filed: until customs has accepted the declaration. Refuses: `list-frozen`. */
export function canFileList(facts: Pick<StateFacts, 'declared_at' | 'confirmed' | 'owes_list'>): Verdict {
  return facts.declared_at === null && (!facts.confirmed || facts.owes_list) ? allowed : refused('list-frozen');
}

/** Says whether a consignment may still be amended or cancelled: until it is released, or something of it was decided on at the border. Refuses: `consignment-released`, `goods-decided`. */
export function canChange(facts: Pick<StateFacts, 'released_at' | 'decisions'> & { readonly number: string }): Verdict {
  if (facts.released_at !== null) return refused('consignment-released', { number: facts.number });
  return facts.decisions === 0 ? allowed : refused('goods-decided', { number: facts.number });
}

/** Says whether a consignment may be closed: one that was released, or one that was turned away whole at the border. Refuses: `consignment-not-released`, `case-closed`. */
export function canEnd(facts: Pick<StateFacts, 'released_at' | 'closed_at' | 'decisions' | 'lines_going' | 'lines_seized'> & { readonly number: string }): Verdict {
  const turnedAway = facts.released_at === null && isStopped(facts) && facts.lines_seized === 0;
  return turnedAway ? (facts.closed_at === null ? allowed : refused('case-closed')) : canStay(facts);
}

/** Is what says whether something of a consignment can go on. */
type GoingFacts = Pick<StateFacts, 'released_at' | 'closed_at' | 'decisions' | 'lines_going' | 'lines_seized'> & { readonly number: string };

/** Says whether released goods may leave, move, be counted where they stay or stay longer: not while all that is here of them is seized, since their clock stands still. Refuses: `consignment-not-released`, `case-closed`, `goods-seized`. */
export function canGoOn(facts: GoingFacts): Verdict {
  const staying = canStay(facts);
  if (!staying.ok) return staying;
  return isStopped(facts) ? refused('goods-seized', { number: facts.number }) : allowed;
}

/** Says whether released goods may be moved or counted where they stay: once delivered, until the consignment is closed. Refuses: as `canGoOn`, `not-delivered`. */
export function canMove(facts: GoingFacts, owed: readonly string[]): Verdict {
  const staying = canGoOn(facts);
  if (!staying.ok) return staying;
  return owed.includes('GDS-DLVR') ? refused('not-delivered', { number: facts.number }) : allowed;
}

/** Says whether somebody may confirm or return the list as it stands. Refuses: `list-returned`, `list-changed`, `confirmation-too-early`. */
export function canConfirm(facts: Pick<StateFacts, 'owes_list' | 'certified'>, hash: { readonly signed: string; readonly current: string }, as: 'organiser' | 'customs', owesCertificate: boolean): Verdict {
  if (facts.owes_list) return refused('list-returned');
  if (hash.signed !== hash.current) return refused('list-changed', {}, '/contentHash');
  if (as === 'customs' && owesCertificate && !facts.certified) return refused('confirmation-too-early');
  return allowed;
}

/** Says whether goods stay under supervision after their release: until the consignment is closed. Refuses: `consignment-not-released`, `case-closed`. */
export function canStay(facts: Pick<StateFacts, 'released_at' | 'closed_at'> & { readonly number: string }): Verdict {
  if (facts.released_at === null) return refused('consignment-not-released', { number: facts.number });
  return facts.closed_at === null ? allowed : refused('case-closed');
}
