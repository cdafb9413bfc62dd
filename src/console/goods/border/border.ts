import type { BorderDecisionKind } from '../../../modules/goods/catalogue/border-decisions.ts';
import type { Words } from '../../words.tsx';
import { unitName } from '../marks.tsx';

type Name = { readonly en: string; readonly zh: string };

/** Is a decision at the border as the console shows it. Unit: money in fen. */
export type BorderDecision = {
  readonly decisionId: string; readonly consignmentId: string; readonly number: string; readonly party: Name; readonly pointCode: string; readonly kind: BorderDecisionKind; readonly state: 'proposed' | 'inForce' | 'done' | 'lifted' | 'superseded' | 'withdrawn'; readonly whole: boolean; readonly step: string | null; readonly reason: string;
  readonly source: { readonly text: string; readonly verified: boolean }; readonly traderMay: Name; readonly place: string; readonly seals: readonly string[]; readonly dueOn: string; readonly daysLeft: number; readonly ageDays: number; readonly overdue: boolean; readonly extended: { readonly from: string; readonly approval: string; readonly reason: string; readonly at: string } | null; readonly follows: string | null; readonly contentHash: string;
  readonly proposedAt: string; readonly by: Name; readonly byId: string; readonly byTwo: boolean; readonly signedBy: Name | null; readonly signedWay: 'password' | 'session' | null; readonly signedAt: string | null; readonly enforcedAt: string | null;
  readonly endedAt: string | null; readonly endedBy: Name | null; readonly proof: Readonly<Record<string, string>>; readonly freedFen: number; readonly clockSince: string | null; readonly clockDaysLeft: number | null;
  readonly lines: readonly { readonly position: number; readonly description: Name; readonly unit: string; readonly quantity: string; readonly serials: readonly string[]; readonly serialCount: number }[];
};

/** Says how much time a decision has left. */
export function clockText({ t }: Words, decision: Pick<BorderDecision, 'daysLeft'>): string {
  const { daysLeft } = decision;
  return daysLeft < 0 ? t('goodsBorder.daysLate', { count: -daysLeft }) : daysLeft === 0 ? t('goodsBorder.today') : t('goodsBorder.daysLeft', { count: daysLeft });
}

/** Names the goods of a decision, line by line. */
export function goodsText(words: Words, decision: Pick<BorderDecision, 'lines'>): string {
  return decision.lines.map((line) => `${words.t('goodsBorder.lineOf', { position: line.position, quantity: line.quantity, unit: unitName(words, line.unit) })} ${words.say(line.description)}`).join('; ');
}

/** Says what is done next with a decision that is open. */
export function nextText({ t }: Words, decision: Pick<BorderDecision, 'state' | 'kind' | 'signedBy'>): string {
  if (decision.state === 'proposed') return decision.signedBy === null ? t('goodsBorder.nextSign') : t('goodsBorder.enforce');
  if (decision.state !== 'inForce') return '–';
  return decision.kind === 'seizure' ? t('goodsBorder.nextSeized') : t('goodsBorder.nextProve');
}
