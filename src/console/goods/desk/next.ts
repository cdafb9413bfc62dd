import { findStep, gatesOf, stepCatalogue } from '../../../modules/prescribed/catalogue.ts';
import type { GoodsStep, WholeConsignment } from '../shapes.ts';

/** Lists who may declare goods. Source: the roles of `goods.declare`. */
export const declarers = ['trader', 'customsOfficer'] as const;

/** Is one thing that a consignment needs: a step that is owed, or the declaration that a step waits for. */
export type Next = { readonly what: string; readonly roles: readonly string[] };

const orderOf = new Map(stepCatalogue.map((step, place) => [step.id, place]));
// Recorded by the closing itself.
const withClosing = new Set(['GDS-DISP', 'GDS-DISC', 'GDS-CLS']);
const oneAfterTheOther = ['GDS-LIST', 'GDS-CERT', 'GDS-CONF'];

/** Puts steps in the order in which they come. */
export function inOrder<Step extends Pick<GoodsStep, 'step' | 'ordinal'>>(steps: readonly Step[]): readonly Step[] {
  return [...steps].sort((one, other) => (orderOf.get(one.step) ?? 0) - (orderOf.get(other.step) ?? 0) || one.ordinal - other.ordinal);
}

/** Tells whether what was declared last was sent back, or nothing was declared yet. */
export function needsDeclaring({ declarations, case: found }: Pick<WholeConsignment, 'declarations' | 'case'>): boolean {
  const declared = declarations.at(-1);
  const last = found.records.findLast((record) => record.step === 'GDS-DECL' && !record.corrected);
  return declared === undefined || (last?.outcome === 'failed' && last.recordedAt > declared.filedAt);
}

function stepNext(step: string): Next {
  return { what: step, roles: step === 'GDS-LIST' ? declarers : findStep(step)?.roles ?? [] };
}

/** Lists what can be done now, the next thing first. Shape: empty where nothing is owed. */
export function whatIsNext(whole: Pick<WholeConsignment, 'case' | 'declarations' | 'consignment'>): readonly Next[] {
  const owed = inOrder(whole.case.steps.filter((step) => step.state === 'owed'));
  const steps = new Set(owed.map((step) => step.step));
  const barring = (gate: string): string[] => [...new Set(owed.filter((step) => step.bars === gate).map((step) => step.step))];
  const first = oneAfterTheOther.find((step) => steps.has(step));
  if (first !== undefined) return [stepNext(first)];
  const [declare, release, closing] = gatesOf.consignment;
  const before = barring(declare).map(stepNext);
  const toDeclare: Next[] = steps.has('GDS-DECL') ? (needsDeclaring(whole) ? [{ what: 'declare', roles: declarers }] : before.length === 0 ? [stepNext('GDS-DECL')] : []) : [];
  const stations = barring(release).filter((step) => step !== 'GDS-DECL' && (step !== 'GDS-RISK' || toDeclare.length === 0)).map(stepNext);
  if (before.length + toDeclare.length + stations.length > 0) return [...before, ...toDeclare, ...stations];
  if (steps.has('GDS-RELS')) return [stepNext('GDS-RELS')];
  const open = whole.consignment.linesOpen > 0;
  const after = barring(closing).filter((step) => !withClosing.has(step) && (step !== 'GDS-EXIT' || open)).map(stepNext);
  const leaving: Next[] = open && steps.has('GDS-DISP') && !steps.has('GDS-EXIT') ? [{ what: 'dispose', roles: findStep('GDS-DISP')?.roles ?? [] }] : [];
  if (after.length + leaving.length > 0) return [...after, ...leaving];
  return steps.has('GDS-CLS') ? [stepNext('GDS-CLS')] : [];
}
