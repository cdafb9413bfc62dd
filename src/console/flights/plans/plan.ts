import { findStep } from '../../../modules/prescribed/catalogue.ts';
import type { PlanDifference } from '../../../modules/prescribed/plans.ts';
import type { CaseKind, PlanDocument, PlanProblem, PlanStep } from '../../../modules/prescribed/shapes.ts';
import type { Text } from '../../../words/area.ts';

/** Is somebody who saved or approved a plan, and when. */
export type Someone = { readonly officerId: string; readonly name: Text; readonly at: string } | null;

/** Is everything that `flights.plan` says of one version of a plan. */
export type PlanDetail = {
  readonly planId: string;
  readonly version: number;
  readonly kind: 'baseline' | 'template' | 'flight';
  readonly document: PlanDocument;
  readonly saved: Someone;
  readonly savedAt: string;
  readonly approved: Someone;
  readonly sameOfficer: boolean;
  readonly basedOn: { readonly planId: string; readonly version: number } | null;
  readonly versions: readonly { readonly version: number; readonly savedAt: string; readonly saved: Someone; readonly approved: Someone }[];
  readonly differencesFromBaseline: readonly PlanDifference[];
  readonly differencesFromPrevious: readonly PlanDifference[];
  readonly problems: readonly PlanProblem[];
};

/** Is what the check of a plan under edit says. */
export type PlanCheck = { readonly problems: readonly PlanProblem[]; readonly differencesFromBaseline: readonly PlanDifference[] };

/** Tells whose case a step of a plan belongs to; an unknown step counts as a traveller's. */
export function kindOf(step: string): CaseKind {
  return findStep(step)?.caseKind ?? 'traveller';
}

/** Tells which step of the document a problem's path means. Shape: its place, undefined when the path names no step. */
export function stepPlaceOf(path: string): number | undefined {
  const found = /^steps\[(\d+)\]/.exec(path)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Copies a plan with one of its steps changed. */
export function withStep(document: PlanDocument, place: number, change: Partial<PlanStep>): PlanDocument {
  return {
    ...document,
    steps: document.steps.map((step, at) => (at === place ? (Object.fromEntries(Object.entries({ ...step, ...change }).filter(([, value]) => value !== undefined && value !== '')) as unknown as PlanStep) : step)),
  };
}
