import { createContext, useContext } from 'react';
import type { RefusalAnswer, Verdict } from '../../../kernel/refusal.ts';
import { canConfirm, canEnd, canFileList, canGoOn, canMove, canProceed } from '../../../modules/goods/rules/states.ts';
import { findStep } from '../../../modules/prescribed/catalogue.ts';
import { canPassGate } from '../../../modules/prescribed/rules.ts';
import type { Obligation } from '../../../modules/prescribed/shapes.ts';
import { useWords, type Words } from '../../words.tsx';
import { askerRoles, moverRoles } from '../custody/custody.ts';
import { attachers } from '../files/files.ts';
import { useRoleReason } from '../marks.tsx';
import type { GoodsRecord, GoodsStep, WholeConsignment } from '../shapes.ts';
import { declarers } from './next.ts';

/** Is what every part of a consignment's page shares: the consignment, and what is opened. */
export type Desk = {
  readonly whole: WholeConsignment;
  readonly topics: readonly string[];
  /** Opens what is needed to do a step, by the step's name or the name of what is done. */
  readonly open: (what: string) => void;
  readonly show: (part: Readonly<Record<string, string | undefined>>) => void;
};

/** Carries the consignment to the parts of its page. */
export const DeskContext = createContext<Desk | undefined>(undefined);

/** Gives a part of the page what all parts share. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('useDesk is called outside a consignment');
  return desk;
}

/** Names what is done: a step by its own name, the rest by theirs. */
export function nameOf({ t, find }: Words, what: string): string {
  return what === 'declare' ? t('goods.declareStep') : what === 'dispose' ? t('steps.GDS-DISP') : find(`steps.${what}`) ?? what;
}

/** Says what must be done first, by name; four are enough to know where to go. */
function shutReason(words: Words, refusal: RefusalAnswer): string {
  if (refusal.code !== 'still-owed') return words.refusal(refusal);
  const { steps = [] } = (refusal.params ?? {}) as { readonly steps?: readonly string[] };
  const names = [...new Set(steps)].map((step) => nameOf(words, step));
  return words.t('goods.doFirst', { what: [...names.slice(0, 4), ...(names.length > 4 ? ['…'] : [])].join(words.t('goods.comma')) });
}

/** Says what keeps a consignment from closing. Shape: undefined where nothing does. */
function closingRefusal({ consignment, case: { steps }, lines }: WholeConsignment): RefusalAnswer | undefined {
  const owed = steps.filter((step) => step.state === 'owed');
  if (consignment.linesOpen > 0 && owed.some((step) => step.step === 'GDS-DISP')) return { code: 'lines-open', params: { number: consignment.number, lines: consignment.linesOpen } };
  const bound = lines.find((line) => line.reservedFen + line.committedFen > 0);
  if (bound !== undefined) return { code: 'cover-open', params: { reference: bound.reference ?? '' } };
  const left = owed.filter((step) => step.bars === 'closing' && !['GDS-DISP', 'GDS-DISC'].includes(step.step) && (step.step !== 'GDS-EXIT' || consignment.linesOpen > 0));
  return left.length === 0 ? undefined : { code: 'still-owed', params: { steps: left.map((step) => step.step) } };
}

function factsOf({ consignment }: WholeConsignment): { owes_list: boolean; certified: boolean; confirmed: boolean; declared_at: string | null } {
  return { owes_list: consignment.owesList, certified: consignment.certified, confirmed: consignment.confirmed, declared_at: consignment.declaredAt };
}

function refusalOf(whole: WholeConsignment, what: string, ordinal: number | undefined): RefusalAnswer | undefined {
  const { consignment, declarations, lines } = whole;
  const { number } = consignment;
  const obligations = whole.case.steps.map((step): Obligation => ({ ...step, settledAs: step.state === 'owed' ? null : step.state, followedBy: null }));
  const facts = { number, released_at: consignment.releasedAt, closed_at: consignment.closedAt, decisions: consignment.decisions, lines_going: consignment.linesGoing, lines_seized: consignment.linesSeized };
  const of = (verdict: Verdict): RefusalAnswer | undefined => (verdict.ok ? undefined : verdict.refusal);
  const gate = (name: string): RefusalAnswer | undefined => of(canPassGate({ kind: 'consignment', obligations }, name, ordinal ?? whole.case.steps.find((step) => step.step === what)?.ordinal));
  const decided = of(canProceed(facts));
  const released = of(canEnd(facts));
  switch (what) {
    case 'GDS-LIST': return of(canFileList(factsOf(whole)));
    case 'GDS-CERT': case 'GDS-CONF': return of(canConfirm(factsOf(whole), { signed: consignment.contentHash, current: consignment.contentHash }, what === 'GDS-CERT' ? 'organiser' : 'customs', consignment.owesCertificate));
    case 'declare':
      if (consignment.declaredAt !== null) return { code: 'declaration-accepted', params: { number } };
      return (consignment.owesCertificate ? consignment.state !== 'confirmed' : consignment.owesList) ? { code: 'not-confirmed', params: { number } } : undefined;
    case 'GDS-PERM': return decided;
    case 'GDS-TAX': case 'GDS-SERL': return decided ?? (lines.length === 0 ? { code: 'not-confirmed', params: { number } } : undefined);
    case 'GDS-GUAR': case 'GDS-ATA': return lines.length === 0 ? { code: 'not-confirmed', params: { number } } : undefined;
    case 'GDS-DECL': return declarations.length === 0 ? { code: 'declaration-missing', params: { number } } : gate('declare');
    case 'GDS-RISK': case 'hold': return consignment.releasedAt === null ? undefined : { code: 'consignment-released', params: { number } };
    case 'GDS-RELS': return decided ?? gate('release');
    case 'change': return consignment.decisions > 0 ? { code: 'goods-decided', params: { number } } : consignment.releasedAt === null ? undefined : { code: 'consignment-released', params: { number } };
    case 'move': return of(canMove(facts, whole.case.steps.filter((step) => step.state === 'owed').map((step) => step.step)));
    case 'dispose': case 'extend': case 'GDS-EXIT': return of(canGoOn(facts));
    case 'GDS-CLS': case 'GDS-DISC': return released ?? closingRefusal(whole);
    case 'GDS-DISP': return released ?? (consignment.linesOpen === 0 ? closingRefusal(whole) : of(canGoOn(facts)));
    case 'GDS-AWAY': case 'GDS-TREA': case 'GDS-BORD': return undefined;
    default: return findStep(what)?.bars === 'closing' ? released : undefined;
  }
}

/** Lists who may do something to a consignment, a step or one of the other acts. */
export function doersOf(what: string): readonly string[] {
  switch (what) {
    case 'declare': case 'GDS-LIST': return declarers;
    case 'dispose': case 'extend': return findStep('GDS-DISP')?.roles ?? [];
    case 'hold': return findStep('GDS-HOLD')?.roles ?? [];
    case 'attach': return attachers;
    case 'change': return askerRoles;
    case 'move': return moverRoles;
    default: return findStep(what)?.roles ?? [];
  }
}

/** Tells whether a record is corrected here: what a station saw, once, by a later record; what an action did is put right by that action. */
export function isCorrectable(record: GoodsRecord): boolean {
  const step = findStep(record.step);
  return !record.corrected && record.rule === null && step?.caseKind === 'consignment' && step.onlyBy === undefined;
}

/** Tells why something cannot be done to the consignment now: it has ended, the role is another's, or something comes first. Shape: undefined where it can. */
export function useReason(): (what: string, step?: Pick<GoodsStep, 'ordinal'>) => string | undefined {
  const words = useWords();
  const { whole } = useDesk();
  const roleReason = useRoleReason();
  return (what, step) => {
    if (whole.case.ended || whole.consignment.closedAt !== null) return words.t('goods.ended');
    if (whole.consignment.state === 'cancelled') return words.refusal({ code: 'consignment-cancelled', params: { number: whole.consignment.number } });
    const mine = roleReason(doersOf(what));
    if (mine !== undefined) return mine;
    if (what === 'GDS-RISK' && whole.consignment.declaredAt === null) return words.t('goods.laneSetFirst');
    const refusal = refusalOf(whole, what, step?.ordinal);
    return refusal === undefined ? undefined : shutReason(words, refusal);
  };
}
