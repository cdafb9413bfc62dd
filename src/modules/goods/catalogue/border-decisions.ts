import type { Role } from '../../../kernel/officer.ts';
import { borderDecisionKinds } from '../../prescribed/catalogue/consignment.ts';
import type { DispositionKind } from '../shapes.ts';

/** Is a kind of decision on goods at the border. */
export type BorderDecisionKind = (typeof borderDecisionKinds)[number];
export { borderDecisionKinds };

/** Is a legal source with whether its wording was looked up. Shape: not verified where the rule is inferred from others. */
export interface MarkedSource { readonly text: string; readonly verified: boolean }

/** Lists what a decision may owe as its proof. */
export const proofFields = ['certificate', 'conveyance', 'exitDeclaration', 'method', 'witness', 'receipt'] as const;
/** Is one field of a proof. */
export type ProofField = (typeof proofFields)[number];

/** Is what a decision at the border means. */
export interface BorderDecisionDefinition {
  readonly name: { readonly en: string; readonly zh: string };
  readonly roles: readonly Role[];
  /** A second officer signs, by their own credentials, before it takes effect. */
  readonly byTwo: boolean;
  /** The goods leave for good, are kept until it is decided on them, or stay in the process. */
  readonly effect: 'leaves' | 'held' | 'stays';
  /** After the release only goods that were seized are decided on so; other goods leave by their disposition. */
  readonly afterRelease: boolean;
  /** It decides only on goods that are seized. */
  readonly afterSeizure: boolean;
  readonly sealed: boolean;
  readonly proof: readonly ProofField[];
  /** The serial numbers that leave are scanned at the exit. */
  readonly exitScan: boolean;
  readonly disposition: DispositionKind | null;
  /** The rule of `legalRules` that gives the last day which may be set, and the value in it. */
  readonly due: { readonly rule: 'seizure-term' | 'border-decision-due'; readonly value: string };
  /** What was drawn from permits is given back once it is carried out. */
  readonly permitBack: MarkedSource | null;
  /** What is charged for the goods: nothing, or what is owed in the ordinary way. */
  readonly tax: MarkedSource;
  readonly source: MarkedSource;
  readonly traderMay: { readonly en: string; readonly zh: string };
}

const quarantine = ['customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor'] as const;
const customs = ['customsOfficer', 'dutyOfficer'] as const;
const never: MarkedSource = { text: '关税法(2024): goods that do not come in owe no tax (inferred)', verified: false };
const back: MarkedSource = { text: 'inferred: a permit is used by goods that come in', verified: false };

/**
 * Says of each decision at the border who may take it, whether two sign, what it owes and what it does.
 * Source: the law that each entry names; where an entry is not verified the article was not read, or the rule is a conclusion.
 */
export const borderDecisions: Readonly<Record<BorderDecisionKind, BorderDecisionDefinition>> = {
  return: {
    name: { en: 'Return to sender', zh: '退运' }, roles: quarantine, byTwo: false, effect: 'leaves', afterRelease: false, afterSeizure: false, sealed: true, proof: ['conveyance', 'exitDeclaration'], exitScan: true, disposition: 'reExport',
    due: { rule: 'border-decision-due', value: 'return' }, permitBack: back, tax: never, source: { text: '进出境动植物检疫法 art. 17 (除害、退回或者销毁); 海关法 art. 37', verified: true },
    traderMay: { en: 'Take the goods out again by the day named, at your cost, and show the carrier’s papers at the exit. You may ask for a review of the decision.', zh: '请在所列日期前自费将货物退运出境，并在出境口岸出示承运单证；对决定不服的，可以申请复议。' },
  },
  destruction: {
    name: { en: 'Destruction', zh: '销毁' }, roles: quarantine, byTwo: true, effect: 'leaves', afterRelease: false, afterSeizure: false, sealed: true, proof: ['certificate', 'method', 'witness'], exitScan: false, disposition: 'destruction',
    due: { rule: 'border-decision-due', value: 'destruction' }, permitBack: back, tax: never, source: { text: '进出境动植物检疫法 art. 17 (除害、退回或者销毁)', verified: true },
    traderMay: { en: 'Be present when the goods are destroyed and have a copy of the certificate. You may ask for a review before that day.', zh: '可以到场见证销毁并领取销毁证明副本；在该日期前可以申请复议。' },
  },
  seizure: {
    name: { en: 'Seizure', zh: '依法扣留' }, roles: customs, byTwo: true, effect: 'held', afterRelease: true, afterSeizure: false, sealed: true, proof: [], exitScan: false, disposition: null,
    due: { rule: 'seizure-term', value: 'months' }, permitBack: null, tax: { text: 'Nothing is charged or freed while goods are seized (inferred)', verified: false }, source: { text: '海关法 art. 6; 海关行政处罚实施条例 arts 38, 40', verified: true },
    traderMay: { en: 'Hand in what clears the suspicion. The time of the stay does not run while all of the goods are seized. You may ask for a review.', zh: '可以提交材料排除嫌疑；货物全部被扣留期间，暂时进境期限中止计算；可以申请复议。' },
  },
  confiscation: {
    name: { en: 'Confiscation', zh: '没收' }, roles: ['dutyOfficer'], byTwo: true, effect: 'leaves', afterRelease: true, afterSeizure: true, sealed: false, proof: ['certificate', 'receipt'], exitScan: false, disposition: 'confiscation',
    due: { rule: 'border-decision-due', value: 'confiscation' }, permitBack: null, tax: { text: '海关行政处罚实施条例 art. 5: only a penalty without confiscation leaves the tax owed', verified: true }, source: { text: '海关行政处罚实施条例 arts 5, 63', verified: true },
    traderMay: { en: 'Ask for a review or go to court within the periods that the notice names.', zh: '可以在告知书载明的期限内申请复议或者提起诉讼。' },
  },
  treatment: {
    name: { en: 'Treatment, then inspected again', zh: '检疫处理/整改后复检' }, roles: quarantine, byTwo: false, effect: 'stays', afterRelease: false, afterSeizure: false, sealed: false, proof: ['method', 'certificate'], exitScan: false, disposition: null,
    due: { rule: 'border-decision-due', value: 'treatment' }, permitBack: null, tax: { text: 'Charged in the ordinary way once the goods come in', verified: true }, source: { text: '进出境动植物检疫法 art. 17 (经除害处理合格的，准予进境)', verified: true },
    traderMay: { en: 'Have the goods treated or put right by the day named and say when they can be inspected again.', zh: '请在所列日期前完成处理或整改，并约定复检时间。' },
  },
};
