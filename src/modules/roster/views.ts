import type { ViewDefinition } from '../../kernel/view.ts';
import { callUpViews } from './views/call-ups.ts';
import { peopleViews } from './views/people.ts';
import { requestViews } from './views/requests.ts';
import { rostersViews } from './views/rosters.ts';
import { swapViews } from './views/swaps.ts';

/** Lists the views on staff: people, rosters, call-ups, attendance, stocks. */
export const rosterViews: readonly ViewDefinition[] = [...peopleViews, ...rostersViews, ...swapViews, ...callUpViews, ...requestViews];
