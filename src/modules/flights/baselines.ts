import type { ActionContext } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { nationalBaseline } from '../prescribed/plan-file.ts';
import { findBaseline, insertPlan } from './store/plans.ts';

/** Is what seeding needs: a transaction in an event at an instant. */
export type SeedContext = Pick<ActionContext, 'tx' | 'eventId' | 'now'>;

/** Saves the national baseline of each direction as version 1 where the event has none yet. */
export async function seedBaselines({ tx, eventId, now }: SeedContext): Promise<void> {
  for (const direction of ['arrival', 'departure'] as const) {
    if ((await findBaseline(tx, eventId, direction)) !== undefined) continue;
    await insertPlan(tx, eventId, { planId: uuidv7(), version: 1, kind: 'baseline', document: nationalBaseline(direction), basedOn: null, createdBy: null, createdAt: now });
  }
}
