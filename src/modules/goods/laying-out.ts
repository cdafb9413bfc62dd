import type { ActionContext } from '../../kernel/action.ts';
import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { dayAt } from './posting.ts';
import type { GoodsList } from './shapes/list.ts';
import { exchangeRates } from './reference.ts';
import { listedLines } from './rules/listed.ts';
import type { ListedLine } from './rules/listed.ts';
import { insertLines, lineRows, listVersions } from './store/consignments.ts';

/** Gets the lines of the newest version of a consignment's list. */
export async function currentLines({ tx, eventId, now }: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, consignmentId: string): Promise<readonly ListedLine[]> {
  const list = await newestList(tx, eventId, consignmentId, now);
  return list === undefined ? [] : listedLines(list, await dayAt(tx, eventId, now), await exchangeRates(tx, eventId));
}

/** Reads the newest version of a consignment's list by an instant. */
export async function newestList(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<GoodsList | undefined> {
  return (await listVersions(db, eventId, consignmentId, asOf, true)).at(-1)?.content as GoodsList | undefined;
}

/** Lays out the lines of a confirmed list, with identifiers of their own, for ledger, permits and exit check; once in the life of a consignment. Shape: the lines as stored. */
export async function layOutLines(context: ActionContext, consignmentId: string): Promise<void> {
  const { tx, eventId, now } = context;
  if ((await lineRows(tx, eventId, consignmentId, now)).length > 0) return;
  const lines = await currentLines(context, consignmentId);
  await insertLines(tx, eventId, consignmentId, lines.map((line) => ({
    lineId: uuidv7(), position: line.position, hsCode: line.hsCode, descriptionEn: line.descriptionEn, descriptionZh: line.descriptionZh, quantity: line.quantity, unit: line.unit, valueFen: line.valueFen, serials: line.serials,
  })));
}
