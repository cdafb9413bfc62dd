import type { Lane } from '../shapes.ts';
import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';

/** Is what the choice of a lane is made from. */
export interface LaneInput {
  readonly kind: ConsignmentKind;
  readonly valueFen: number;
  readonly permitNeeded: boolean;
  readonly partyRegisteredDays: number;
  readonly earlierFailures: number;
  readonly warnings: number;
}

/** Is one reason that speaks for a lane; its words are `goods.laneReason.<code>`. */
export interface LaneReason {
  readonly code: 'kind-always-inspected' | 'kind-documents' | 'earlier-failure' | 'list-warnings' | 'high-value' | 'new-party' | 'random' | 'nothing-found';
  readonly lane: Lane;
}

/** Is the lane with everything that spoke for it. */
export interface LaneChoice {
  readonly lane: Lane;
  readonly reasons: readonly LaneReason[];
  /** The draw, between 0 and 1, so that it can be checked afterwards. */
  readonly draw: number;
}

/** Is how many of a hundred are drawn into the red lane by chance. Source: inferred; a setting. */
export const randomRedPercent = 3;
/** Is the value above which documents are read. Unit: fen. Source: inferred; a setting. */
export const highValueFen = 1_000_000_000;

const alwaysInspected: ReadonlySet<ConsignmentKind> = new Set(['K06', 'K09', 'K11', 'K17']);
const documentsRead: ReadonlySet<ConsignmentKind> = new Set(['K07', 'K08', 'K10', 'K12', 'K13']);
const rank: Readonly<Record<Lane, number>> = { green: 0, blue: 1, yellow: 2, red: 3 };

/** Draws a number between 0 and 1 from a seed; the same seed draws the same. Shape: from the digest of the declared content, which nobody can choose. */
export function drawOf(seed: string): number {
  return Number.parseInt(seed.slice(0, 12), 16) / 0x1000000000000;
}

/**
 * Chooses the lane: the strictest that a rule asks for; where none does, green, or red by a draw that the seed fixes.
 * Source: docs/facts.md, risk lanes; the rules themselves are inferred and shown with every case.
 */
export function chooseLane(input: LaneInput, seed: string): LaneChoice {
  const draw = drawOf(seed);
  const reasons: LaneReason[] = [];
  if (alwaysInspected.has(input.kind)) reasons.push({ code: 'kind-always-inspected', lane: 'red' });
  if (input.earlierFailures > 0) reasons.push({ code: 'earlier-failure', lane: 'red' });
  if (documentsRead.has(input.kind) || input.permitNeeded) reasons.push({ code: 'kind-documents', lane: 'yellow' });
  if (input.warnings > 0) reasons.push({ code: 'list-warnings', lane: 'yellow' });
  if (input.valueFen >= highValueFen) reasons.push({ code: 'high-value', lane: 'yellow' });
  if (input.partyRegisteredDays < 30) reasons.push({ code: 'new-party', lane: 'blue' });
  if (draw < randomRedPercent / 100) reasons.push({ code: 'random', lane: 'red' });
  if (reasons.length === 0) reasons.push({ code: 'nothing-found', lane: 'green' });
  const lane = reasons.reduce<Lane>((strictest, reason) => (rank[reason.lane] > rank[strictest] ? reason.lane : strictest), 'green');
  return { lane, reasons, draw };
}
