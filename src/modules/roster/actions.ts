import type { ActionDefinition } from '../../kernel/action.ts';
import { attendanceActions } from './actions/attendance.ts';
import { callUpActions } from './actions/call-ups.ts';
import { peopleActions } from './actions/people.ts';
import { rostersActions } from './actions/rosters.ts';
import { importStaff } from './actions/staff-list.ts';
import { swapActions } from './actions/swaps.ts';

/** Lists the actions on staff: people, rosters, call-ups, attendance, stocks. */
export const rosterActions: readonly ActionDefinition[] = [...peopleActions, importStaff, ...rostersActions, ...swapActions, ...callUpActions, ...attendanceActions];
