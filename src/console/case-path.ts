import type { CaseKind } from '../modules/prescribed/shapes.ts';

const pages: Readonly<Record<CaseKind, string>> = { flight: '/flights', traveller: '/person', consignment: '/goods', lot: '/food', alarm: '/alarms' };

/** Gives the page on which a case stands. Shape: `kind` as the server has it. */
export function casePath(kind: string, caseId: string): string {
  return `${pages[kind as CaseKind]}/${caseId}`;
}
