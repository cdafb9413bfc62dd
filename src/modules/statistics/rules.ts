import { allowed, refused } from '../../kernel/refusal.ts';
import type { Verdict } from '../../kernel/refusal.ts';
import { peopleRoles } from '../../kernel/officer.ts';
import type { Actor, Role } from '../../kernel/officer.ts';
import { healthRoles, hiddenSteps, personRoles, seesHealth } from '../travellers/rules/visibility.ts';
import { figuresOf, supervisionFigures } from './shapes.ts';
import type { Figure, Grouping } from './shapes.ts';

/** Lists who sees figures: an airline sees its own flights, not the port's figures. */
export const summaryRoles: readonly Role[] = peopleRoles.filter((role) => role !== 'airline' && role !== 'dataOfficer');

/** Lists who sees the cases behind a figure; the press sees figures and nobody behind them. */
export const caseRoles: readonly Role[] = personRoles.filter((role) => role !== 'airline');

/** Is which cases are asked for: a figure, of the whole period or of one group. */
export interface CasesOf {
  readonly figure: Figure;
  readonly groupBy?: Grouping | undefined;
  readonly group?: string | undefined;
}

/** Counts the rows that one file takes at most. */
export const fileRows = 200_000;

/**
 * Says whether an actor may see who stands behind a figure: what names a person's health is for those who work with it.
 * Refuses: `figure-not-of-group` where a grouping has no such figure, `role-not-allowed`.
 */
export function canOpenCases(actor: Actor, { figure, groupBy, group }: CasesOf): Verdict {
  const known = groupBy === undefined ? (group === undefined ? supervisionFigures : []) : figuresOf[groupBy];
  if (!(known as readonly Figure[]).includes(figure)) return refused('figure-not-of-group', { figure, groupBy: groupBy ?? '', group: group ?? '' });
  const tellsHealth = groupBy === 'class' || (groupBy === 'outcome' && group === 'handedOverAbnormally') || (groupBy === 'step' && (group === undefined || hiddenSteps(actor).includes(group)));
  return tellsHealth && !seesHealth(actor) ? refused('role-not-allowed', { roles: healthRoles }) : allowed;
}

/** Says what of the statistics was read, for the log of reads. */
export function subjectOf(request: CasesOf & { readonly from?: string | undefined; readonly to?: string | undefined; readonly point?: string | undefined; readonly direction?: string | undefined }): string {
  const parts = [['groupBy', request.groupBy], ['group', request.group], ['from', request.from], ['to', request.to], ['point', request.point], ['direction', request.direction]] as const;
  return `statistics:${request.figure}${parts.flatMap(([name, value]) => (value === undefined ? [] : [` ${name}:${value}`])).join('')}`;
}
