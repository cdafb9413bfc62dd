import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import type { StepAsOf } from '../../modules/prescribed/as-of.ts';
import type { ConsignmentState, Cover, DispositionKind, Lane } from '../../modules/goods/shapes.ts';
import type { GoodsList } from '../../modules/goods/shapes/list.ts';
import type { BorderDecision } from './border/border.ts';
import type { ListDiff } from '../../modules/goods/rules/list-diff.ts';

type Name = { readonly en: string; readonly zh: string };

/** Is a consignment as the board shows it. Unit: money in fen. */
export type Consignment = {
  readonly consignmentId: string; readonly number: string; readonly kind: ConsignmentKind; readonly cover: Cover; readonly state: ConsignmentState;
  readonly party: { readonly partyId: string; readonly name: Name }; readonly agent: { readonly partyId: string; readonly name: Name } | null;
  readonly pointCode: string; readonly point: Name; readonly venue: string; readonly expectedOn: string; readonly leavesBy: string | null;
  readonly createdAt: string; readonly declaredAt: string | null; readonly releasedAt: string | null; readonly closedAt: string | null; readonly lane: Lane | null;
  readonly listVersion: number; readonly contentHash: string; readonly lines: number; readonly serials: number; readonly pieces: number; readonly valueFen: number; readonly linesOpen: number;
  readonly owed: number; readonly settled: number; readonly overdue: number; readonly holds: number;
  readonly certified: boolean; readonly confirmed: boolean; readonly owesList: boolean; readonly owesCertificate: boolean; readonly owesConfirmation: boolean;
  /** Lots of food opened from its lines, how many of them nobody may eat of yet, and how many are not accounted for. */
  /** Decisions at the border, all that came into force and the open ones; lines of which something can still go on, is seized, or is decided away. */
  readonly decisions: number; readonly decisionsOpen: number; readonly linesGoing: number; readonly linesSeized: number; readonly linesAway: number;
  readonly lots: number; readonly lotsUnreleased: number; readonly lotsOpen: number;
};

/** Is what `goods.board` says. */
export type Board = { readonly consignments: readonly Consignment[]; readonly total: number; readonly counts: Readonly<Record<string, number>> };

/** Is one step that a consignment owes or owed. */
export type GoodsStep = StepAsOf;

/** Is one record of a consignment. */
export type GoodsRecord = {
  readonly recordId: string; readonly seq: number; readonly ordinal: number; readonly step: string; readonly outcome: string; readonly evidence: Readonly<Record<string, unknown>>; readonly rule: string | null;
  readonly corrects: string | null; readonly corrected: boolean; readonly officer: Name | null; readonly offline: boolean; readonly occurredAt: string; readonly recordedAt: string;
};

/** Is a line with what has left of it and what secures it. Unit: quantities as decimal text, money in fen. */
export type GoodsLineState = {
  readonly lineId: string; readonly position: number; readonly hsCode: string; readonly description: Name; readonly quantity: string; readonly closed: string; readonly away: string; readonly unit: string; readonly valueFen: number;
  readonly serials: number; readonly serialsClosed: number; readonly reference: string | null; readonly reservedFen: number; readonly committedFen: number; readonly dischargedFen: number;
};

/** Is a hold, on whatever consignment. */
export type Hold = {
  readonly holdId: string; readonly consignmentId: string; readonly lotId: string | null; readonly lotNumber: string | null; readonly number: string; readonly party: Name; readonly agency: string; readonly reason: string; readonly nextActor: string;
  readonly dueAt: string; readonly placedAt: string; readonly by: Name; readonly liftedAt: string | null; readonly liftedReason: string | null; readonly overdue: boolean;
};

/** Is what an assessment says of each line. Unit: money as decimal text in yuan. */
export type AssessmentContent = {
  readonly day: string; readonly totals: Readonly<Record<string, string>>; readonly paymentReference?: string;
  readonly lines: readonly { readonly lineId: string; readonly position: number; readonly customsValue: string; readonly total: string; readonly charges: readonly { readonly kind: string; readonly computation: string; readonly amount: string; readonly relieved: string; readonly sources: readonly string[] }[] }[];
};

/** Is what a declaration says besides its lines. */
export type DeclarationContent = Readonly<Record<string, string | undefined>>;

/** Is everything that `goods.consignment` says. */
export type WholeConsignment = {
  readonly consignment: Consignment;
  readonly case: { readonly ended: boolean; readonly gates: readonly { readonly gate: string; readonly passedBy: string | null; readonly passedAt: string | null }[]; readonly steps: readonly GoodsStep[]; readonly records: readonly GoodsRecord[] };
  readonly lines: readonly GoodsLineState[];
  readonly versions: readonly { readonly version: number; readonly contentHash: string; readonly fileName: string | null; readonly lines: number; readonly serials: number; readonly pieces: number; readonly valueFen: number; readonly filedAt: string; readonly by: Name | null }[];
  readonly declarations: readonly { readonly version: number; readonly number: string; readonly form: 'simplified' | 'full'; readonly timing: 'advance' | 'onArrival' | 'twoStep'; readonly listVersion: number; readonly content: DeclarationContent; readonly filedAt: string }[];
  readonly draws: readonly { readonly number: string; readonly kind: string; readonly linePosition: number; readonly quantity: string; readonly drawnAt: string }[];
  readonly holds: readonly Hold[];
  readonly decisions: readonly BorderDecision[];
  /** The steps at which something has failed. */
  readonly failedSteps: readonly string[];
  readonly assessments: readonly { readonly ordinal: number; readonly totalFen: number; readonly assessedAt: string; readonly content: AssessmentContent }[];
  readonly dispositions: readonly { readonly dispositionId: string; readonly position: number; readonly kind: DispositionKind; readonly quantity: string; readonly evidence: string; readonly disposedAt: string; readonly by: Name | null }[];
  readonly extensions: readonly { readonly ordinal: number; readonly months: number; readonly leavesBy: string; readonly reason: string; readonly grantedAt: string }[];
  /** The carnets on which something came in for it, with the pieces. */
  readonly carnets: readonly { readonly carnetId: string; readonly number: string; readonly association: string; readonly imported: number }[];
};

/** Is what `goods.listVersion` says. */
export type ListVersion = { readonly version: number; readonly contentHash: string; readonly list: GoodsList; readonly diff: ListDiff | null };

/** Is a guarantee as `goods.guarantees` shows it. Unit: money in fen. */
export type Guarantee = { readonly instrumentId: string; readonly kind: string; readonly reference: string; readonly guarantor: string; readonly beginsOn: string; readonly endsOn: string; readonly availableFen: number; readonly limitFen: number };

/** Gives the address of a consignment's page, with a part of it opened. */
export function consignmentPath(consignmentId: string, part: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(part).toString();
  return `/goods/${consignmentId}${query === '' ? '' : `?${query}`}`;
}
