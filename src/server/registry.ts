import type { ActionDefinition } from '../kernel/action.ts';
import type { ViewDefinition } from '../kernel/view.ts';
import { prescribedActions } from '../modules/prescribed/actions.ts';
import { prescribedViews } from '../modules/prescribed/views.ts';
import { portActions } from '../modules/ports/actions.ts';
import { portViews } from '../modules/ports/views.ts';
import { staffActions } from '../modules/staff/actions.ts';
import { staffViews } from '../modules/staff/views.ts';
import { permissionsOf } from './permissions.ts';
import { certificateActions } from '../modules/certificates/actions.ts';
import { certificateViews } from '../modules/certificates/views.ts';
import { deviceActions } from '../modules/devices/actions.ts';
import { deviceViews } from '../modules/devices/views.ts';
import { flightActions } from '../modules/flights/actions.ts';
import { flightViews } from '../modules/flights/views.ts';
import { travellerActions } from '../modules/travellers/actions.ts';
import { unrecordedDifferences } from '../modules/travellers/reconciling.ts';
import { travellerSubjects } from '../modules/travellers/subjects.ts';
import { travellerViews } from '../modules/travellers/views.ts';
import { forecastActions } from '../modules/forecast/actions.ts';
import { forecastViews } from '../modules/forecast/views.ts';
import { rosterActions } from '../modules/roster/actions.ts';
import { rosterViews } from '../modules/roster/views.ts';
import { dutyActions } from '../modules/duty/actions.ts';
import { dutyViews } from '../modules/duty/views.ts';
import { statisticsViews } from '../modules/statistics/views.ts';
import { declarationActions } from '../modules/declarations/actions.ts';
import { boardStatuses } from '../modules/declarations/board-statuses.ts';
import { declarationViews } from '../modules/declarations/views.ts';
import { foodActions } from '../modules/food/actions.ts';
import { foodViews } from '../modules/food/views.ts';
import { consignmentSubjects } from '../modules/goods/consignment.ts';
import { goodsActions } from '../modules/goods/actions.ts';
import { goodsViews } from '../modules/goods/views.ts';
import type { EventBook } from '../modules/ports/events.ts';
import type { Vault } from '../kernel/vault.ts';

/** Lists who else knows by name whom or what a device speaks of; a later module adds its own knower here. */
const subjectKnowers = [consignmentSubjects, travellerSubjects];

/** Is everything that can be done and seen, by name. */
export interface Registry {
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  readonly views: ReadonlyMap<string, ViewDefinition>;
}

function byName<T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const entry of all) {
    if (map.has(entry.name)) throw new Error(`Two entries are called ${entry.name}`);
    map.set(entry.name, entry);
  }
  return map;
}

/** Collects the actions and views of all modules; a new module is one more line in each list. */
export function makeRegistry(book: EventBook, vault: Vault): Registry {
  const registry: Registry = {
    actions: byName([
      ...prescribedActions,
      ...portActions(book),
      ...certificateActions,
      ...deviceActions(subjectKnowers),
      ...flightActions(unrecordedDifferences),
      ...travellerActions(boardStatuses),
      ...declarationActions(vault),
      ...goodsActions,
      ...foodActions,
      ...forecastActions,
      ...rosterActions,
      ...dutyActions((name) => registry.views.get(name)),
      ...staffActions,
    ]),
    views: byName([
      ...prescribedViews,
      ...portViews,
      ...certificateViews,
      ...deviceViews(subjectKnowers),
      ...flightViews,
      ...travellerViews,
      ...declarationViews(vault),
      ...goodsViews,
      ...foodViews,
      ...statisticsViews,
      ...forecastViews,
      ...rosterViews,
      ...dutyViews((name) => registry.views.get(name)),
      ...staffViews(() => permissionsOf(registry)),
    ]),
  };
  return registry;
}
