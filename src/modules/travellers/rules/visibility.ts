import { findStep, stepCatalogue } from '../../prescribed/catalogue.ts';
import { hasRole } from '../../../kernel/officer.ts';
import type { Actor, Role } from '../../../kernel/officer.ts';

/** Lists the roles that work with health data of travellers. */
export const healthRoles: readonly Role[] = ['healthOfficer', 'dutyOfficer', 'doctor', 'sampler', 'laboratory', 'gate', 'transfer', 'auditor', 'administrator'];

/** Lists the roles that see who travels; the press sees nobody. */
export const personRoles: readonly Role[] = [...healthRoles, 'disinfection', 'customsOfficer', 'immigration', 'committee', 'centre', 'airline'];

/** Says whether an actor may see which health steps a person owes. */
export function seesHealth(actor: Actor): boolean {
  return hasRole(actor, healthRoles);
}

/** Lists the steps whose being owed tells something of a person's health; hidden from everybody else. */
export const healthSteps: readonly string[] = [
  ...stepCatalogue.filter((step) => step.health).map((step) => step.id), 'XFR-02',
];

/** Lists the steps that an actor may not see, at a person. */
export function hiddenSteps(actor: Actor): readonly string[] {
  return seesHealth(actor) ? [] : healthSteps;
}

/** Lists the traveller steps done at a kind of station. */
export function stepsAt(station: string): readonly string[] {
  return stepCatalogue.filter((step) => step.caseKind === 'traveller' && step.station === station).map((step) => step.id);
}

/** Tells where a step is done. */
export function stationOf(step: string): string {
  return findStep(step)?.station ?? '';
}
