import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { findPointId } from '../../ports/places.ts';
import { getConsignment } from '../consignment.ts';
import { demandRight, fileNextVersion, openConsignment } from '../opening.ts';
import { dayAt } from '../posting.ts';
import { canRegisterAs } from '../rules/parties.ts';
import { canFileKit, pressList, readAccreditation } from '../rules/press-kits.ts';
import { canFileList } from '../rules/states.ts';
import { day, identifier, shortText, strict } from '../shapes.ts';
import { findMembership, findRegistered, insertMembership, insertParty } from '../store/parties.ts';
import { findPressKit, insertPressKit } from '../store/press-kits.ts';

const optionalText = Type.Optional(Type.String({ minLength: 1, maxLength: 80 }));
const item = Type.Object({
  descriptionEn: Type.String({ maxLength: 300 }), descriptionZh: Type.String({ maxLength: 300 }), brand: optionalText, model: optionalText, serial: optionalText,
  value: Type.String({ pattern: '^[0-9]{1,12}(\\.[0-9]{1,2})?$' }), currency: Type.String({ pattern: '^[A-Z]{3}$' }), origin: Type.String({ pattern: '^[A-Z]{2}$' }), hsCode: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{2}){0,2}$' })),
}, strict);

/** Gets the party of a holder, and files it where it is not there yet; whoever files for themselves stands for it from now on. Refuses: `registration-invalid`, `accreditation-of-another`, `party-account-taken`. */
async function holderParty({ tx, eventId, now, actor, announce }: ActionContext, accreditation: string, holderName: string, account: string | null): Promise<string> {
  demand(canRegisterAs('person', accreditation));
  const own = account === null ? undefined : await findMembership(tx, eventId, account);
  const found = await findRegistered(tx, eventId, accreditation);
  if (found !== undefined) {
    // An account comes only to the kits of its own accreditation: another's number opens nothing.
    if (found.kind !== 'person' || (account !== null && own !== found.party_id)) throw new Refusal('accreditation-of-another', { accreditation }, '/accreditation');
    return found.party_id;
  }
  if (own !== undefined) throw new Refusal('party-account-taken', {}, '/accreditation');
  const partyId = uuidv7();
  await insertParty(tx, eventId, { partyId, kind: 'person', nameEn: holderName, nameZh: holderName, registration: accreditation, contact: account === null ? accreditation : actor.organisation.slice(0, 200) }, actor.officerId, now);
  if (account !== null) await insertMembership(tx, eventId, account, partyId, now);
  announce('parties');
  return partyId;
}

const filePressKit = defineAction({
  name: 'goods.filePressKit',
  summary: 'Files the equipment that a journalist carries in, under the accreditation and an undertaking or a carnet, or its next version after it was returned. The organiser confirms the accreditation; the same person takes the equipment out again.',
  roles: ['press', 'committee', 'customsOfficer'],
  input: Type.Object({
    consignmentId: Type.Optional(identifier), accreditation: Type.String({ minLength: 4, maxLength: 40 }), holderName: shortText, pointCode: Type.String({ minLength: 2, maxLength: 8 }), venue: shortText, arrivesOn: day, leavesOn: day,
    cover: Type.Enum(['none', 'carnet']), undertaking: Type.Optional(Type.String({ minLength: 1, maxLength: 10 })), carnetNumber: Type.Optional(Type.String({ minLength: 4, maxLength: 40 })), items: Type.Array(item, { minItems: 1, maxItems: 200 }),
  }, strict),
  output: Type.Object({ consignmentId: Type.String(), number: Type.String(), version: Type.Integer(), contentHash: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['undertaking-needed', 'carnet-number-needed', 'press-days-wrong', 'list-has-errors', 'kind-of-goods', 'statutory-quantity-missing', 'registration-invalid', 'accreditation-of-another', 'party-account-taken', 'party-not-filed', 'consignment-unknown', 'consignment-cancelled', 'consignment-differs', 'list-frozen', 'point-unknown', 'baseline-missing', 'exchange-rate-missing', 'goods-books-closed'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    demand(canFileKit(input, await dayAt(tx, eventId, now)));
    const accreditation = readAccreditation(input.accreditation);
    const list = pressList(input.items, { title: 'Press kit 采访器材', holder: input.holderName, accreditation, pointCode: input.pointCode, arrivesOn: input.arrivesOn });
    demandRight(list);
    const account = hasRole(actor, ['committee', 'customsOfficer']) ? null : actor.officerId;
    if (input.consignmentId !== undefined) {
      const row = await getConsignment(context, input.consignmentId);
      const kit = await findPressKit(tx, eventId, row.consignment_id);
      // What was undertaken stays as it was signed; only the list may be put right.
      if (kit === undefined || kit.accreditation !== accreditation || row.cover !== input.cover || row.point_code !== input.pointCode || kit.leaves_on !== input.leavesOn) throw new Refusal('consignment-differs', { number: row.number }, '/consignmentId');
      demand(canFileList(row));
      return { consignmentId: row.consignment_id, number: row.number, ...await fileNextVersion(context, row, { venue: input.venue, expectedOn: input.arrivesOn, list, fileName: null }) };
    }
    const pointId = await findPointId(tx, eventId, input.pointCode);
    if (pointId === undefined) throw new Refusal('point-unknown', { point: input.pointCode }, '/pointCode');
    const partyId = await holderParty(context, accreditation, input.holderName, account);
    const opened = await openConsignment(context, { kind: 'K04', cover: input.cover, partyId, agentId: null, pointCode: input.pointCode, pointId, venue: input.venue, expectedOn: input.arrivesOn, fileName: null, list, replaces: null }, input.holderName);
    await insertPressKit(tx, eventId, { consignmentId: opened.consignmentId, accreditation, holderName: input.holderName, officerId: account, undertakingVersion: input.cover === 'none' ? input.undertaking! : null, carnetNumber: input.cover === 'carnet' ? input.carnetNumber!.trim() : null, leavesOn: input.leavesOn }, now);
    return { ...opened, version: 1 };
  },
});

/** Lists the action on press kits. */
export const pressKitActions: readonly ActionDefinition[] = [filePressKit];
