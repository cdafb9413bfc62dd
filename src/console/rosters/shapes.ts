import type { PlanViolation } from '../../modules/roster/rules/checking-plan.ts';
import type { PlanningProblem, UnderCover } from '../../modules/roster/shapes/planning.ts';
import type { Words } from '../words.tsx';

/** Is one roster in the list, as the view gives it. */
export interface RosterRow { readonly rosterId: string; readonly pointCode: string; readonly firstDay: string; readonly days: number; readonly madeAt: string; readonly by: { readonly en: string; readonly zh: string } | null; readonly newest: number; readonly published: number | null; readonly planning: boolean; readonly failure: string | null }

/** Is what a version is worth. Unit: person-hours of under-cover. */
export interface Worth { readonly objective: number | null; readonly lowerBound: number | null; readonly gap: number | null; readonly underCoverHours: number; readonly assigned: number; readonly violations: number; readonly activationDays: readonly number[] }

/** Is one version of a roster. */
export interface Version { readonly ordinal: number; readonly kind: 'planned' | 'edited' | 'replanned' | 'swapped' | 'published'; readonly reason: string; readonly recordedAt: string; readonly by: { readonly en: string; readonly zh: string } | null; readonly changes: number; readonly acknowledged: number; readonly worth: Worth }

/** Is one cell of the grid. Shape: a null shift is a free day that is locked. */
export interface Cell { readonly person: string; readonly day: number; readonly shift: string | null; readonly skill: string | null; readonly locked: boolean; readonly breaksAt: readonly number[] }

/** Is a whole roster as the view gives it. */
export interface WholeRoster {
  readonly roster: RosterRow; readonly ordinal: number; readonly problem: PlanningProblem; readonly forecasts: readonly string[]; readonly versions: readonly Version[];
  readonly names: Readonly<Record<string, { readonly staffNumber: string; readonly en: string; readonly zh: string }>>; readonly cells: readonly Cell[]; readonly violations: readonly PlanViolation[]; readonly underCover: readonly UnderCover[];
}

/** Is a change of a cell that is not yet saved. Shape: a null shift frees the day. */
export interface Edit { readonly shift: string | null; readonly locked: boolean; readonly skill?: string | undefined }

/** Is how a roster stands, for its mark. */
export type RosterState = 'planning' | 'failed' | 'draft' | 'published' | 'changed';

/** Tells how a roster stands. */
export function stateOfRoster(row: RosterRow): RosterState {
  if (row.planning) return 'planning';
  if (row.newest === 0) return row.failure === null ? 'draft' : 'failed';
  return row.published === null ? 'draft' : row.published === row.newest ? 'published' : 'changed';
}

/** Names a cell. */
export const keyOf = (person: string, day: number): string => `${person} ${day}`;

/** Names the topics at which rosters are read again. */
export const rosterTopics = ['rosters', 'roster'];

/** Gives the day so many days after the first. */
export const dayText = (firstDay: string, day: number): string => new Date(Date.parse(`${firstDay}T00:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10);

/** Says in words why a roster was not planned. Shape: a refusal as it was answered, or the text of a fault as it is. */
export function failureText({ refusal }: Pick<Words, 'refusal'>, reason: string): string {
  if (!reason.startsWith('{')) return reason;
  try {
    return refusal(JSON.parse(reason) as Parameters<Words['refusal']>[0]);
  } catch {
    return reason;
  }
}
