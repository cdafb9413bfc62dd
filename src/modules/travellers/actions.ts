import type { ActionDefinition } from '../../kernel/action.ts';
import { declarationActions } from './actions/declarations.ts';
import { differenceActions } from './actions/differences.ts';
import { handOverActions } from './actions/hand-overs.ts';
import { listActions } from './actions/lists.ts';
import { boardChangeActions } from './actions/board-changes.ts';
import type { BoardStatuses } from './board-changes.ts';
import { offerActions } from './actions/offers.ts';
import { personActions } from './actions/persons.ts';
import { sampleActions } from './actions/samples.ts';

/** Lists the actions on travellers. */
export const travellerActions = (boardStatuses: BoardStatuses): readonly ActionDefinition[] => [...listActions(boardStatuses), ...boardChangeActions(boardStatuses), ...personActions, ...handOverActions, ...offerActions, ...sampleActions, ...differenceActions, ...declarationActions];
