import type { ViewDefinition } from '../../kernel/view.ts';
import { flightViewList } from './views/flights.ts';
import { planViewList } from './views/plans.ts';
import { sheetViewList } from './views/sheets.ts';

/** Lists the views on flights. */
export const flightViews: readonly ViewDefinition[] = [...flightViewList, ...planViewList, ...sheetViewList];
