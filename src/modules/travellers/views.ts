import type { ViewDefinition } from '../../kernel/view.ts';
import { boardAnswerViews } from './views/board-answers.ts';
import { declarationViews } from './views/declarations.ts';
import { flightViews } from './views/flight.ts';
import { listViews } from './views/lists.ts';
import { lookupViews } from './views/lookup.ts';
import { offerViews } from './views/offers.ts';
import { personViews } from './views/persons.ts';

/** Lists the views of travellers. */
export const travellerViews: readonly ViewDefinition[] = [...personViews, ...lookupViews, ...flightViews, ...offerViews, ...listViews, ...boardAnswerViews, ...declarationViews];
