import type { ActionContext } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { demand, Refusal } from '../../kernel/refusal.ts';
import { oweInTransaction, recordInTransaction } from '../prescribed/in-transaction.ts';
import { getBaseline, openCases, pinnedPlan, pinPlan } from '../prescribed/opening.ts';
import { prescribedFor } from '../prescribed/catalogue/consignment-kinds.ts';
import type { ConsignmentKind } from '../prescribed/catalogue/consignment-kinds.ts';
import { announceConsignment } from './consignment.ts';
import { hashOf } from './content-hash.ts';
import { layOutLines } from './laying-out.ts';
import { dayAt } from './posting.ts';
import { exchangeRates, tariffRows } from './reference.ts';
import { checkList } from './rules/list.ts';
import { listedLines, totalsOf } from './rules/listed.ts';
import { canComeAs, needsPermit } from './rules/permits.ts';
import { statutoryQuantity } from './rules/statutory.ts';
import { findTariffRow } from './rules/tariff.ts';
import type { Cover } from './shapes.ts';
import type { GoodsList } from './shapes/list.ts';
import { openBooks } from './store/books.ts';
import { expectConsignment, insertConsignment, insertList } from './store/consignments.ts';
import type { ConsignmentRow } from './store/consignments.ts';

const numberCharacters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Names a consignment: port, month, and five characters that nobody mistakes for others. */
function consignmentNumber(pointCode: string, at: string, consignmentId: string): string {
  let rest = Number.parseInt(consignmentId.slice(-7), 16);
  let tail = '';
  for (let place = 0; place < 5; place += 1) {
    tail = numberCharacters[rest % 32]! + tail;
    rest = Math.floor(rest / 32);
  }
  return `${pointCode}-${at.slice(2, 4)}${at.slice(5, 7)}-${tail}`;
}

/** Demands that a list has no error. Shape: the number of its warnings. Refuses: `list-has-errors` with the first hundred. */
export function demandRight(list: GoodsList): number {
  const problems = checkList(list);
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) throw new Refusal('list-has-errors', { count: errors.length, first: errors[0]!.code, position: errors[0]!.position ?? 0, problems: errors.slice(0, 100) }, '/list');
  return problems.length;
}

/** Is a version of a list to be filed. */
export interface Filing { readonly consignmentId: string; readonly kind: ConsignmentKind; readonly version: number; readonly list: GoodsList; readonly fileName: string | null }

/** Files a version of a list: it is kept whole with its hash, and proves the step by it. Shape: the request that records the step. Refuses: `exchange-rate-missing`; `kind-of-goods` for arms and explosives as another kind; `statutory-quantity-missing`. */
export async function fileVersion(context: ActionContext, filing: Filing): Promise<{ contentHash: string; request: { recordId: string; caseId: string; step: string; evidence: Record<string, unknown> } }> {
  const { tx, eventId, now, actor } = context;
  const day = await dayAt(tx, eventId, now);
  const lines = listedLines(filing.list, day, await exchangeRates(tx, eventId));
  const totals = totalsOf(filing.list, lines);
  demand(canComeAs(filing.kind, lines));
  // What cannot be taxed as it is listed is better told now than when the list is confirmed; a code without a rate can still be imported.
  const tariff = await tariffRows(tx, eventId);
  for (const line of lines) {
    const row = findTariffRow(line.hsCode, day, tariff);
    if (row !== undefined) statutoryQuantity(row, line);
  }
  const contentHash = hashOf(filing.list);
  await insertList(tx, eventId, { consignmentId: filing.consignmentId, version: filing.version, content: filing.list, contentHash, fileName: filing.fileName, ...totals }, actor.officerId, now);
  return { contentHash, request: {
    recordId: uuidv7(), caseId: filing.consignmentId, step: 'GDS-LIST',
    evidence: { contentHash, version: filing.version, lines: totals.lines, errors: 0, serialised: totals.serials > 0, permitNeeded: lines.some((line) => needsPermit(filing.kind, line)) },
  } };
}

/** Is a consignment to be opened with its first list. Shape: `replaces` names the one in whose place it comes. */
export interface Opening {
  readonly kind: ConsignmentKind;
  readonly cover: Cover;
  readonly partyId: string;
  readonly agentId: string | null;
  readonly pointCode: string;
  readonly pointId: string;
  readonly venue: string;
  readonly expectedOn: string;
  readonly freeQuota?: boolean | undefined;
  readonly quarantine?: boolean | undefined;
  readonly fileName: string | null;
  readonly list: GoodsList;
  readonly replaces: string | null;
}

/** Opens a consignment with everything that its kind owes, under the newest plan of goods. Refuses: `baseline-missing`; as `fileVersion`; `goods-books-closed` once the event’s books are closed. */
export async function openConsignment(context: ActionContext, given: Opening, partyName: string): Promise<{ consignmentId: string; number: string; contentHash: string; owed: string[] }> {
  const { tx, eventId, now, actor } = context;
  const consignmentId = uuidv7();
  const number = consignmentNumber(given.pointCode, now, consignmentId);
  const attributes = { 'goods.kind': given.kind, 'goods.cover': given.cover, 'goods.freeQuota': given.freeQuota ?? false, 'goods.quarantine': given.quarantine ?? false };
  await openCases(context, await getBaseline(context, 'import'), [{ caseId: consignmentId, kind: 'consignment', parentId: null, attributes }]);
  await openBooks(tx, eventId);
  try {
    await insertConsignment(tx, eventId, { ...given, consignmentId, number, leavesBy: null }, actor.officerId, now);
  } catch (error) {
    if (sqlFailure(error)?.constraint === 'consignments_pin_books') throw new Refusal('goods-books-closed');
    throw error;
  }
  const filed = await fileVersion(context, { consignmentId, kind: given.kind, version: 1, list: given.list, fileName: given.fileName });
  const results = await recordInTransaction(context, [{ recordId: uuidv7(), caseId: consignmentId, step: 'GDS-REG', evidence: { partyFiled: true, mandateValid: true, party: partyName.slice(0, 120) } }, filed.request]);
  // Kinds that nobody confirms are laid out at once.
  if (prescribedFor[given.kind]['GDS-CERT'] === undefined) await layOutLines(context, consignmentId);
  announceConsignment(context, consignmentId);
  return { consignmentId, number, contentHash: filed.contentHash, owed: [...results.at(-1)!.owed] };
}

/** Files the next version of the list of a consignment that is not declared yet; what the organiser has confirmed before is owed again. Refuses: as `fileVersion`. */
export async function fileNextVersion(context: ActionContext, row: ConsignmentRow, given: Pick<Opening, 'venue' | 'expectedOn' | 'list' | 'fileName'>): Promise<{ version: number; contentHash: string; owed: string[] }> {
  const { tx, eventId } = context;
  await expectConsignment(tx, eventId, row.consignment_id, given.venue, given.expectedOn);
  const version = row.list_version + 1;
  const filed = await fileVersion(context, { consignmentId: row.consignment_id, kind: row.kind, version, list: given.list, fileName: given.fileName });
  // What the organiser has confirmed before is not this version.
  if (row.certified && !row.owes_list) await oweInTransaction(context, row.consignment_id, 'GDS-CERT', 'list-changed');
  const [result] = await recordInTransaction(context, [filed.request]);
  announceConsignment(context, row.consignment_id);
  return { version, contentHash: filed.contentHash, owed: [...result!.owed] };
}

/** Pins a consignment to the newest plan of goods, where a step is wanted that the plan of its day did not know. Refuses: `baseline-missing`. */
export async function pinNewestPlan(context: ActionContext, consignmentId: string): Promise<void> {
  const newest = await getBaseline(context, 'import');
  const pinned = await pinnedPlan(context, consignmentId);
  if (pinned?.planId !== newest.planId || pinned.version !== newest.version) await pinPlan(context, consignmentId, newest);
}
