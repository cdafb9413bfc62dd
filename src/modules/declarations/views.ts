import type { ViewDefinition } from '../../kernel/view.ts';
import type { Vault } from '../../kernel/vault.ts';
import { guide } from './views/guide.ts';
import { boardingViews } from './views/boarding.ts';
import { languageViews } from './views/languages.ts';
import { officerViews } from './views/officers.ts';
import { preparingViews } from './views/preparing.ts';
import { protectingViews } from './views/protecting.ts';
import { ownViews } from './views/own.ts';

/** Lists the views of declarations; the vault holds the keys of the answers. */
export function declarationViews(vault: Vault): readonly ViewDefinition[] {
  return [...ownViews(vault), ...officerViews(vault), ...preparingViews(vault), ...boardingViews, ...languageViews, guide, ...protectingViews(vault)];
}
