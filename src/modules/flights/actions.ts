import type { ActionDefinition } from '../../kernel/action.ts';
import { movementActions } from './actions/movements.ts';
import { planActions } from './actions/plans.ts';
import { reportActions } from './actions/reports.ts';
import type { UnrecordedDifferences } from './actions/reports.ts';

/** Lists the actions on flights; closing asks the module that counts people whether every difference has become work. */
export function flightActions(unrecordedDifferences: UnrecordedDifferences): readonly ActionDefinition[] {
  return [...movementActions, ...planActions, ...reportActions(unrecordedDifferences)];
}
