import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { findPointId } from '../../ports/places.ts';
import { getConsignment } from '../consignment.ts';
import { demandRight, fileNextVersion, openConsignment } from '../opening.ts';
import { dayAt } from '../posting.ts';
import { coversOfList } from '../rules/listed.ts';
import { canFileList } from '../rules/states.ts';
import { consignmentKind, cover, day, identifier, shortText, strict } from '../shapes.ts';
import { goodsList } from '../shapes/list.ts';
import { standingOf } from '../standing.ts';

const submit = defineAction({
  name: 'goods.submit',
  summary: 'Files a goods list: opens the consignment with everything its kind owes, or files the next version of a list that is not confirmed yet.',
  roles: ['trader', 'customsOfficer'],
  input: Type.Object({
    consignmentId: Type.Optional(identifier), kind: consignmentKind, cover, pointCode: Type.String({ minLength: 2, maxLength: 8 }), venue: shortText, expectedOn: day, partyId: identifier, agentId: Type.Optional(identifier),
    freeQuota: Type.Optional(Type.Boolean()), quarantine: Type.Optional(Type.Boolean()), fileName: Type.Optional(Type.String({ maxLength: 200 })), list: goodsList,
  }, strict),
  output: Type.Object({ consignmentId: Type.String(), number: Type.String(), version: Type.Integer(), contentHash: Type.String(), warnings: Type.Integer(), owed: Type.Array(Type.String()) }),
  refuses: ['party-not-filed', 'party-unknown', 'party-not-yours', 'party-not-registered', 'mandate-missing', 'point-unknown', 'cover-not-for-kind', 'press-kit-needed', 'kind-of-goods', 'statutory-quantity-missing', 'baseline-missing', 'consignment-unknown', 'consignment-cancelled', 'consignment-differs', 'list-frozen', 'list-has-errors', 'exchange-rate-missing', 'goods-books-closed'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const standing = await standingOf(tx, eventId, actor, now, input.partyId, input.agentId ?? null);
    for (const party of [standing.party, standing.agent]) if (party !== undefined && party.registered !== true) throw new Refusal('party-not-registered', { party: party.name_en === party.name_zh ? party.name_en : `${party.name_en} ${party.name_zh}` });
    if (!standing.mandateValid) throw new Refusal('mandate-missing', { on: await dayAt(tx, eventId, now) }, '/agentId');
    const warnings = demandRight(input.list);
    const fileName = input.fileName ?? null;
    if (input.consignmentId !== undefined) {
      const row = await getConsignment(context, input.consignmentId);
      demand(canFileList(row));
      for (const [field, was] of [['kind', row.kind], ['cover', row.cover], ['partyId', row.party_id], ['pointCode', row.point_code]] as const) if (input[field] !== was) throw new Refusal('consignment-differs', { number: row.number }, `/${field}`);
      const filed = await fileNextVersion(context, row, { ...input, fileName });
      return { consignmentId: row.consignment_id, number: row.number, ...filed, warnings };
    }
    const pointId = await findPointId(tx, eventId, input.pointCode);
    if (pointId === undefined) throw new Refusal('point-unknown', { point: input.pointCode }, '/pointCode');
    if (input.kind === 'K04' && input.cover === 'none') throw new Refusal('press-kit-needed', {}, '/cover');
    if (!coversOfList(input.kind).includes(input.cover)) throw new Refusal('cover-not-for-kind', { kind: input.kind, cover: input.cover, possible: coversOfList(input.kind).join(', ') }, '/cover');
    const opened = await openConsignment(context, { ...input, agentId: input.agentId ?? null, pointId, fileName, replaces: null }, standing.party.name_en);
    return { ...opened, version: 1, warnings };
  },
});

/** Lists the actions on goods lists. */
export const listActions: readonly ActionDefinition[] = [submit];
