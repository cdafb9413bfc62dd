import type { ActionDefinition } from '../../kernel/action.ts';
import { officerActions } from './actions/officers.ts';
import { organisationActions } from './actions/organisations.ts';

/** Lists the actions on officers, keys and webhooks. */
export const staffActions: readonly ActionDefinition[] = [...officerActions, ...organisationActions];
