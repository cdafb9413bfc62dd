import { isDeepStrictEqual } from 'node:util';
import type { ActionContext } from '../../kernel/action.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import { directions } from '../prescribed/shapes.ts';
import { nationalBaseline } from '../prescribed/plan-file.ts';
import { findBaseline } from '../prescribed/opening.ts';
import { insertPlan, planVersions } from './store/plans.ts';

/** Is what seeding needs: a transaction in an event at an instant. */
export type SeedContext = Pick<ActionContext, 'tx' | 'eventId' | 'now'>;

/**
 * Saves the national baseline of each direction as the catalogue has it: version 1 where the event has none, the next version where the catalogue has changed since.
 * Shape: nothing changes where the newest baseline is the catalogue's. A flight stays under the version that it was announced or planned with.
 */
export async function seedBaselines({ tx, eventId, now }: SeedContext): Promise<void> {
  for (const direction of directions) {
    const document = nationalBaseline(direction);
    const last = await findBaseline(tx, eventId, direction);
    const saved = last === undefined ? undefined : (await planVersions(tx, eventId, now, last.planId)).find((plan) => plan.version === last.version);
    if (last !== undefined && (saved === undefined || isDeepStrictEqual(saved.document, document))) continue;
    await insertPlan(tx, eventId, {
      // Named after the event, so that two servers that begin at the same instant collide instead of each saving a baseline of its own.
      planId: last?.planId ?? wordsId('baseline', eventId, direction), version: (last?.version ?? 0) + 1, kind: 'baseline', document, basedOn: last ?? null, createdBy: null, createdAt: now,
    });
  }
}
