import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { findFen } from '../../../kernel/money.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { recordCarnetImports } from '../carnet-imports.ts';
import { announceConsignment, getConsignment } from '../consignment.ts';
import { dayAt } from '../posting.ts';
import { canRecord, canRegisterCarnet, carnetRecordKinds, wholeCarnetKinds } from '../rules/carnets.ts';
import type { Carnet } from '../rules/carnets.ts';
import { day, identifier, shortText, strict } from '../shapes.ts';
import { lineRows } from '../store/consignments.ts';
import type { ConsignmentRow } from '../store/consignments.ts';
import { carnetBooks, insertCarnet, insertCarnetRecord, lockCarnet } from '../store/carnets.ts';

const amountCny = Type.String({ pattern: '^[0-9]{1,13}(\\.[0-9]{1,2})?$' });
const pieces = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
const reference = Type.String({ minLength: 2, maxLength: 60 });

const enterCarnet = defineAction({
  name: 'goods.enterCarnet',
  summary: 'Enters an ATA carnet as it was issued, with its whole general list; nothing is added to the list afterwards.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({
    number: reference, association: shortText, country: Type.String({ pattern: '^[A-Z]{3}$' }), holder: shortText, validFrom: day, validTo: day, dutiesCny: amountCny, securityCny: amountCny,
    items: Type.Array(Type.Object({ description: shortText, serialNumbers: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 5000 })), quantity: pieces, valueCny: amountCny }, strict), { minItems: 1, maxItems: 2000 }),
  }, strict),
  output: Type.Object({ carnetId: Type.String() }),
  refuses: ['carnet-term-invalid', 'carnet-cap-exceeded', 'carnet-list-invalid', 'carnet-already-entered'],
  async run({ tx, eventId, now, announce }, input) {
    const carnet: Carnet = {
      carnetId: uuidv7(), number: input.number, association: input.association, country: input.country, holder: input.holder, issuedOn: input.validFrom, validTo: input.validTo, dutiesFen: findFen(input.dutiesCny)!, securityFen: findFen(input.securityCny)!,
      items: input.items.map((one, place) => ({ item: place + 1, description: one.description, serialNumbers: one.serialNumbers ?? [], quantity: BigInt(one.quantity), valueFen: findFen(one.valueCny)! })),
    };
    demand(canRegisterCarnet(carnet));
    try {
      await insertCarnet(tx, eventId, carnet, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'carnets_event_id_association_number_key') throw new Refusal('carnet-already-entered', { number: input.number, association: input.association }, '/number');
      throw error;
    }
    announce('carnets');
    return { carnetId: carnet.carnetId };
  },
});

async function coveredConsignment(context: ActionContext, consignmentId: string): Promise<ConsignmentRow> {
  const row = await getConsignment(context, consignmentId);
  if (row.cover !== 'carnet') throw new Refusal('carnet-not-its-cover', { number: row.number }, '/consignmentId');
  // A list that may still change is no list to compare with.
  if ((await lineRows(context.tx, context.eventId, consignmentId, context.now)).length === 0) throw new Refusal('not-confirmed', { number: row.number }, '/consignmentId');
  return row;
}

const recordCarnet = defineAction({
  name: 'goods.recordCarnet',
  summary: 'Records a voucher, a proof, a seizure or a step of a claim on a carnet; each is judged by what was recorded before, one after another. An import that names its consignment is also that consignment’s own step, which stays owed until all of its pieces and serial numbers have come in.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({
    carnetId: identifier, kind: Type.Enum([...carnetRecordKinds]), day, voucher: Type.Optional(reference), place: Type.Optional(shortText), reexportBy: Type.Optional(day), consignmentId: Type.Optional(identifier),
    items: Type.Array(Type.Object({ item: Type.Integer({ minimum: 1, maximum: 2000 }), quantity: pieces }, strict), { maxItems: 2000 }),
  }, strict),
  output: Type.Object({ recordId: Type.String() }),
  refuses: ['carnet-unknown', 'carnet-record-ahead', 'carnet-import-only', 'consignment-unknown', 'consignment-cancelled', 'carnet-not-its-cover', 'not-confirmed', 'carnet-items-unasked', 'carnet-record-early', 'carnet-expired', 'carnet-claim-late', 'carnet-claimed-already', 'carnet-nothing-here', 'carnet-not-claimed', 'carnet-deposit-early', 'carnet-final', 'carnet-items-missing', 'carnet-item-unknown', 'carnet-quantity-exceeded', 'carnet-voucher-used'],
  async run(context, input) {
    const { tx, eventId, now, actor, command } = context;
    const recorded = await lockCarnet(tx, eventId, input.carnetId);
    // Everything that is recorded counts, whatever its instant: whoever held the lock before may have begun later.
    const [book] = recorded === undefined ? [] : await carnetBooks(tx, eventId, 'infinity', { carnetId: input.carnetId });
    if (recorded === undefined || book === undefined) throw new Refusal('carnet-unknown', { carnetId: input.carnetId }, '/carnetId');
    const today = await dayAt(tx, eventId, now);
    if (input.day > today) throw new Refusal('carnet-record-ahead', { today }, '/day');
    if (input.kind !== 'import' && (input.reexportBy !== undefined || input.consignmentId !== undefined)) throw new Refusal('carnet-import-only', {}, '/kind');
    const covered = input.consignmentId === undefined ? undefined : await coveredConsignment(context, input.consignmentId);
    if (wholeCarnetKinds.includes(input.kind) && input.items.length > 0) throw new Refusal('carnet-items-unasked', {}, '/items');
    const record = {
      kind: input.kind, day: input.day, voucher: input.voucher ?? null, place: input.place ?? null, reexportBy: input.reexportBy ?? null, consignmentId: input.consignmentId ?? null,
      items: input.items.map(({ item, quantity }) => ({ item, quantity: BigInt(quantity) })),
    };
    demand(canRecord(book.carnet, book.records, record));
    const recordId = uuidv7();
    try {
      await insertCarnetRecord(tx, eventId, input.carnetId, recorded + 1, record, { recordId, commandId: command.id, officerId: actor.officerId, keyId: actor.keyId, recordedAt: now });
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'carnet_records_event_id_carnet_id_kind_voucher_key') throw new Refusal('carnet-voucher-used', { voucher: input.voucher ?? '' }, '/voucher');
      throw error;
    }
    if (covered !== undefined) {
      await recordCarnetImports(context, covered);
      announceConsignment(context, covered.consignment_id);
    }
    context.announce('carnets');
    return { recordId };
  },
});

/** Lists the actions on carnets. */
export const carnetActions: readonly ActionDefinition[] = [enterCarnet, recordCarnet];
