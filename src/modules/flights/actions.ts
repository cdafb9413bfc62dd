import type { ActionDefinition } from '../../kernel/action.ts';
import { movementActions } from './actions/movements.ts';
import { planActions } from './actions/plans.ts';
import { reportActions } from './actions/reports.ts';

/** Lists the actions on flights. */
export const flightActions: readonly ActionDefinition[] = [...movementActions, ...planActions, ...reportActions];
