import type { ActionDefinition } from '../../kernel/action.ts';
import type { Vault } from '../../kernel/vault.ts';
import { fillingActions } from './actions/filling.ts';
import { filingActions } from './actions/filing.ts';
import { mailingActions } from './actions/mailing.ts';
import { invitingActions } from './actions/inviting.ts';
import { protectingActions } from './actions/protecting.ts';

/** Lists the actions on declarations; the vault holds the keys of the answers. */
export function declarationActions(vault: Vault): readonly ActionDefinition[] {
  return [...fillingActions(vault), ...filingActions(vault), ...invitingActions(vault), ...mailingActions(vault), ...protectingActions(vault)];
}
