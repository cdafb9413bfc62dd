import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { getBaseline } from '../../flights/baselines.ts';
import { oweInTransaction, recordInTransaction } from '../../prescribed/in-transaction.ts';
import { openCases } from '../../prescribed/opening.ts';
import { prescribedFor } from '../../prescribed/catalogue/consignment-kinds.ts';
import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';
import { kinds } from '../catalogue/kinds.ts';
import { announceConsignment, getConsignment } from '../consignment.ts';
import { hashOf } from '../content-hash.ts';
import { layOutLines } from '../laying-out.ts';
import { exchangeRates } from '../reference.ts';
import { checkList } from '../rules/list.ts';
import { listedLines, totalsOf } from '../rules/listed.ts';
import { needsPermit } from '../rules/permits.ts';
import { canFileList } from '../rules/states.ts';
import { consignmentKind, cover, day, identifier, shortText, strict } from '../shapes.ts';
import { goodsList } from '../shapes/list.ts';
import type { GoodsList } from '../shapes/list.ts';
import { standingOf } from '../standing.ts';
import { findPointId, insertConsignment, insertList } from '../store/consignments.ts';

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

function demandRight(list: GoodsList): number {
  const problems = checkList(list);
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) throw new Refusal('list-has-errors', { count: errors.length, first: errors[0]!.code, position: errors[0]!.position ?? 0, problems: errors.slice(0, 100) }, '/list');
  return problems.length;
}

interface Filing { readonly consignmentId: string; readonly kind: ConsignmentKind; readonly version: number; readonly list: GoodsList; readonly fileName: string | null }

// A version is kept whole with its hash, and proves the step by it.
async function fileVersion(context: ActionContext, filing: Filing): Promise<{ contentHash: string; request: { recordId: string; caseId: string; step: string; evidence: Record<string, unknown> } }> {
  const { tx, eventId, now, actor } = context;
  const lines = listedLines(filing.list, now.slice(0, 10), await exchangeRates(tx, eventId));
  const totals = totalsOf(filing.list, lines);
  const contentHash = hashOf(filing.list);
  await insertList(tx, eventId, { consignmentId: filing.consignmentId, version: filing.version, content: filing.list, contentHash, fileName: filing.fileName, ...totals }, actor.officerId, now);
  return { contentHash, request: {
    recordId: uuidv7(), caseId: filing.consignmentId, step: 'GDS-LIST',
    evidence: { contentHash, version: filing.version, lines: totals.lines, errors: 0, serialised: totals.serials > 0, permitNeeded: lines.some((line) => needsPermit(filing.kind, line)) },
  } };
}

const submit = defineAction({
  name: 'goods.submit',
  summary: 'Files a goods list: opens the consignment with everything its kind owes, or files the next version of a list that is not confirmed yet.',
  roles: ['trader', 'customsOfficer'],
  input: Type.Object({
    consignmentId: Type.Optional(identifier), kind: consignmentKind, cover, pointCode: Type.String({ minLength: 2, maxLength: 8 }), venue: shortText, expectedOn: day, partyId: identifier, agentId: Type.Optional(identifier),
    freeQuota: Type.Optional(Type.Boolean()), quarantine: Type.Optional(Type.Boolean()), fileName: Type.Optional(Type.String({ maxLength: 200 })), list: goodsList,
  }, strict),
  output: Type.Object({ consignmentId: Type.String(), number: Type.String(), version: Type.Integer(), contentHash: Type.String(), warnings: Type.Integer(), owed: Type.Array(Type.String()) }),
  refuses: ['party-not-filed', 'party-unknown', 'party-not-yours', 'party-not-registered', 'mandate-missing', 'point-unknown', 'cover-not-for-kind', 'baseline-missing', 'consignment-unknown', 'consignment-differs', 'list-frozen', 'list-has-errors', 'exchange-rate-missing'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const standing = await standingOf(tx, eventId, actor, now, input.partyId, input.agentId ?? null);
    for (const party of [standing.party, standing.agent]) if (party !== undefined && party.registered !== true) throw new Refusal('party-not-registered', { party: party.name_en === party.name_zh ? party.name_en : `${party.name_en} ${party.name_zh}` });
    if (!standing.mandateValid) throw new Refusal('mandate-missing', { on: now.slice(0, 10) }, '/agentId');
    const warnings = demandRight(input.list);
    const fileName = input.fileName ?? null;
    if (input.consignmentId !== undefined) {
      const row = await getConsignment(context, input.consignmentId);
      demand(canFileList(row));
      if (row.kind !== input.kind || row.cover !== input.cover || row.party_id !== input.partyId) throw new Refusal('consignment-differs', { number: row.number }, '/kind');
      const version = row.list_version + 1;
      const filed = await fileVersion(context, { consignmentId: row.consignment_id, kind: row.kind, version, list: input.list, fileName });
      // What the organiser has confirmed before is not this version.
      if (row.certified && !row.owes_list) await oweInTransaction(context, row.consignment_id, 'GDS-CERT', 'list-changed');
      const [result] = await recordInTransaction(context, [filed.request]);
      announceConsignment(context, row.consignment_id);
      return { consignmentId: row.consignment_id, number: row.number, version, contentHash: filed.contentHash, warnings, owed: [...result!.owed] };
    }
    const pointId = await findPointId(tx, eventId, input.pointCode);
    if (pointId === undefined) throw new Refusal('point-unknown', { point: input.pointCode }, '/pointCode');
    if (!kinds[input.kind].covers.includes(input.cover)) throw new Refusal('cover-not-for-kind', { kind: input.kind, cover: input.cover, possible: kinds[input.kind].covers.join(', ') }, '/cover');
    const consignmentId = uuidv7();
    const number = consignmentNumber(input.pointCode, now, consignmentId);
    const attributes = { 'goods.kind': input.kind, 'goods.cover': input.cover, 'goods.freeQuota': input.freeQuota ?? false, 'goods.quarantine': input.quarantine ?? false };
    await openCases(context, await getBaseline(context, 'import'), [{ caseId: consignmentId, kind: 'consignment', parentId: null, attributes }]);
    await insertConsignment(tx, eventId, { consignmentId, number, kind: input.kind, cover: input.cover, partyId: input.partyId, agentId: input.agentId ?? null, pointId, venue: input.venue, expectedOn: input.expectedOn, leavesBy: null }, actor.officerId, now);
    const filed = await fileVersion(context, { consignmentId, kind: input.kind, version: 1, list: input.list, fileName });
    const results = await recordInTransaction(context, [{ recordId: uuidv7(), caseId: consignmentId, step: 'GDS-REG', evidence: { partyFiled: true, mandateValid: true, party: standing.party.name_en.slice(0, 120) } }, filed.request]);
    // Kinds that nobody confirms are laid out at once.
    if (prescribedFor[input.kind]['GDS-CERT'] === undefined) await layOutLines(context, consignmentId);
    announceConsignment(context, consignmentId);
    return { consignmentId, number, version: 1, contentHash: filed.contentHash, warnings, owed: [...results.at(-1)!.owed] };
  },
});

/** Lists the actions on goods lists. */
export const listActions: readonly ActionDefinition[] = [submit];
