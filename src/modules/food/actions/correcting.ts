import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { caseAsOf } from '../../prescribed/as-of.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { holdInUse } from '../holding.ts';
import { openJournals } from '../journal.ts';
import { announceLots, dayAt, getLot } from '../reading.ts';
import { plainNumber, standingOf } from '../rules/producers.ts';
import { day, identifier, reasonText, strict, supervisors } from '../shapes.ts';
import { insertCorrection } from '../store/corrections.ts';
import { lotRows } from '../store/lots.ts';
import { producerRows } from '../store/registers.ts';

const correctLot = defineAction({
  name: 'food.correctLot',
  summary: 'Corrects what is known of a lot by a later record that names the earlier; where its producer was checked already it is checked anew in the same act, and a lot in use that fails is held.',
  roles: [...supervisors],
  input: Type.Object({
    lotId: identifier, corrects: Type.Integer({ minimum: 0, maximum: 10_000 }), lotNumber: Type.String({ minLength: 1, maxLength: 60 }), producerNumber: Type.String({ minLength: 1, maxLength: 40 }), importerFiling: Type.String({ maxLength: 40 }), producedOn: day, bestBefore: day,
    origin: Type.String({ pattern: '^[A-Z]{2}$' }), reason: reasonText,
  }, strict),
  output: Type.Object({ ordinal: Type.Integer(), producer: Type.Union([Type.String(), Type.Null()]), held: Type.Union([Type.Object({ holdId: Type.String(), meals: Type.Integer(), portions: Type.Integer(), places: Type.Integer() }), Type.Null()]) }),
  refuses: ['lot-unknown', 'case-closed', 'correction-not-last', 'lot-dates-wrong', 'lot-unchanged', 'lot-opened-already', 'officer-needed', 'lot-not-arrived'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    // Whoever else corrects or moves the lot waits, and then sees what was corrected before.
    await openJournals(context, [input.lotId]);
    const row = await getLot(context, input.lotId);
    if (row.closed_at !== null) throw new Refusal('case-closed');
    if (input.corrects !== row.corrections) throw new Refusal('correction-not-last', { last: row.corrections }, '/corrects');
    const data = { lotNumber: input.lotNumber.trim(), producerNumber: plainNumber(input.producerNumber), importerFiling: input.importerFiling.trim(), producedOn: input.producedOn, bestBefore: input.bestBefore, origin: input.origin };
    if (data.bestBefore < data.producedOn) throw new Refusal('lot-dates-wrong', { lot: data.lotNumber }, '/bestBefore');
    const was = [row.lot_number, row.producer_number, row.importer_filing, row.produced_on, row.best_before, row.origin];
    if (was.every((value, place) => value === Object.values(data)[place])) throw new Refusal('lot-unchanged', { lot: row.lot_number });
    const siblings = await lotRows(tx, eventId, now, { consignmentId: row.consignment_id });
    if (data.lotNumber === '' || siblings.some((one) => one.lot_id !== row.lot_id && one.position === row.position && one.lot_number === data.lotNumber)) throw new Refusal('lot-opened-already', { number: row.consignment_number }, '/lotNumber');
    await insertCorrection(tx, eventId, row.lot_id, { ...data, corrects: input.corrects, reason: input.reason }, actor.officerId, now);
    const checked = (await caseAsOf(tx, eventId, row.lot_id, now))?.records.findLast((record) => record.step === 'LOT-PROD' && !record.corrected && record.outcome !== 'not_applicable');
    let producer: string | null = null;
    let held = null;
    if (checked !== undefined && (data.producerNumber !== row.producer_number || data.producedOn !== row.produced_on)) {
      const [registered] = await producerRows(tx, eventId, now, [data.producerNumber]);
      producer = standingOf(registered, { category: row.category, producedOn: data.producedOn }, await dayAt(tx, eventId, now));
      const [result] = await recordInTransaction(context, [{ recordId: uuidv7(), caseId: row.lot_id, step: 'LOT-PROD', corrects: checked.recordId, evidence: { registered: producer === 'registered', producerNumber: data.producerNumber, standing: producer } }]);
      if (result!.outcome === 'failed') held = await holdInUse(context, row, `${data.producerNumber}: ${producer} 生产企业核查不通过`);
    }
    announceLots(context, [row]);
    return { ordinal: input.corrects + 1, producer, held };
  },
});

/** Lists the action that corrects lots. */
export const correctingActions: readonly ActionDefinition[] = [correctLot];
