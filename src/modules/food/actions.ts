import type { ActionDefinition } from '../../kernel/action.ts';
import { checkingActions } from './actions/checking.ts';
import { correctingActions } from './actions/correcting.ts';
import { holdActions } from './actions/holds.ts';
import { movingActions } from './actions/moving.ts';
import { openingActions } from './actions/opening.ts';
import { recallActions } from './actions/recalls.ts';
import { registerActions } from './actions/registers.ts';

/** Lists the actions on imported food, in the order in which a lot meets them. */
export const foodActions: readonly ActionDefinition[] = [...registerActions, ...openingActions, ...checkingActions, ...correctingActions, ...holdActions, ...movingActions, ...recallActions];
