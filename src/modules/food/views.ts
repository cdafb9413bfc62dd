import type { ViewDefinition } from '../../kernel/view.ts';
import { lotViews } from './views/lots.ts';
import { recallViews } from './views/recalls.ts';
import { registerViews } from './views/registers.ts';

/** Lists the views of imported food. */
export const foodViews: readonly ViewDefinition[] = [...lotViews, ...registerViews, ...recallViews];
