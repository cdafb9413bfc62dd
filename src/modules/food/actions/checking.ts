import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/outbox.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { zoneOf } from '../../ports/places.ts';
import { getStep } from '../../prescribed/catalogue.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { bytesOf } from '../../travellers/reading.ts';
import { rangeFor } from '../catalogue/storage.ts';
import { holdInUse } from '../holding.ts';
import { announceLots, dayAt, getLot } from '../reading.ts';
import { judgeLog, readLog } from '../rules/log.ts';
import { standingOf } from '../rules/producers.ts';
import { fileFields, identifier, strict, supervisors } from '../shapes.ts';
import { drawnPermits, insertLog, permitRows } from '../store/lots.ts';
import { producerRows } from '../store/registers.ts';

const foundInUse = Type.Union([Type.Object({ holdId: Type.String(), meals: Type.Integer(), portions: Type.Integer(), places: Type.Integer() }), Type.Null()]);
const recorded = Type.Object({ outcome: Type.String(), owed: Type.Array(Type.String()) });

const verifyProducer = defineAction({
  name: 'food.verifyProducer',
  summary: 'Looks the producer of a lot up in the register: registered for this food on the day of production, and not suspended.',
  roles: [...supervisors],
  input: Type.Object({ lotId: identifier }, strict),
  output: Type.Object({ standing: Type.String(), outcome: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['lot-unknown', 'case-closed', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLot(context, input.lotId);
    const [producer] = await producerRows(tx, eventId, now, [row.producer_number]);
    const standing = standingOf(producer, { category: row.category, producedOn: row.produced_on }, await dayAt(tx, eventId, now));
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.lot_id, step: 'LOT-PROD', evidence: { registered: standing === 'registered', producerNumber: row.producer_number, standing } }]);
    announceLots(context, [row]);
    return { standing, outcome: result!.outcome, owed: [...result!.owed] };
  },
});

const verifyPermit = defineAction({
  name: 'food.verifyPermit',
  summary: 'Looks the quarantine permit of a lot up among the permits: of this party, for these goods, in force today. Without a number, the permit that the consignment drew for the line.',
  roles: [...supervisors],
  input: Type.Object({ lotId: identifier, permitNumber: Type.Optional(Type.String({ minLength: 2, maxLength: 60 })) }, strict),
  output: Type.Object({ reason: Type.String(), permitNumber: Type.String(), outcome: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['lot-unknown', 'case-closed', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLot(context, input.lotId);
    const today = await dayAt(tx, eventId, now);
    const permitNumber = input.permitNumber?.trim() ?? (await drawnPermits(tx, eventId, row.consignment_id, row.position))[0] ?? '';
    const found = permitNumber === '' ? [] : await permitRows(tx, eventId, permitNumber);
    const own = found.filter((permit) => permit.party_id === row.party_id);
    const fitting = own.filter((permit) => permit.prefixes.some((prefix) => row.hs_code.startsWith(prefix)));
    const valid = fitting.some((permit) => permit.valid_from <= today && today <= permit.valid_until);
    const reason = valid ? 'valid' : permitNumber === '' ? 'none' : found.length === 0 ? 'unknown' : own.length === 0 ? 'otherParty' : fitting.length === 0 ? 'otherGoods' : 'notInForce';
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.lot_id, step: 'LOT-PERM', evidence: { permitValid: valid, permitNumber, reason } }]);
    announceLots(context, [row]);
    return { reason, permitNumber, outcome: result!.outcome, owed: [...result!.owed] };
  },
});

const attachLog = defineAction({
  name: 'food.attachLog',
  summary: 'Attaches the file of a temperature logger to a lot and judges it: in its range, excursions no longer than the plan allows, no gap in which nothing is proven.',
  roles: [...supervisors, 'trader'],
  input: Type.Object({ lotId: identifier, ...fileFields }, strict),
  output: Type.Object({ logOrdinal: Type.Integer(), readings: Type.Integer(), outcome: Type.String(), owed: Type.Array(Type.String()), held: foundInUse }),
  refuses: ['lot-unknown', 'party-not-filed', 'officer-needed', 'lot-not-arrived', 'content-invalid', 'log-has-errors', 'log-attached-already', 'case-closed', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, actor, command } = context;
    const row = await getLot(context, input.lotId);
    const bytes = bytesOf(input);
    const { readings, problems } = readLog(bytes, await zoneOf(tx, eventId), now);
    if (problems.length > 0) throw new Refusal('log-has-errors', { count: problems.length, row: problems[0]!.row, column: problems[0]!.column, problems }, '/content');
    const range = rangeFor(row.storage, row.category, new Date(readings[0]![0]).toISOString().slice(0, 10));
    const finding = judgeLog(readings, range);
    let logOrdinal: number;
    try {
      logOrdinal = await insertLog(tx, eventId, row.lot_id, { fileName: input.fileName, contentHash: createHash('sha256').update(bytes).digest('hex'), readings }, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'food_logs_event_id_lot_id_content_hash_key') throw new Refusal('log-attached-already', { fileName: input.fileName });
      throw error;
    }
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.lot_id, step: 'LOT-COLD', evidence: {
      logOrdinal, readings: finding.readings, lowestCelsius: finding.lowest, highestCelsius: finding.highest, excursionMinutes: finding.excursionMinutes, gapMinutes: finding.gapMinutes, logHours: finding.hours,
      temperatureRange: `${range.minimum ?? '−∞'} … ${range.maximum ?? '∞'} °C`,
    } }]);
    const held = result!.outcome === 'failed' ? await holdInUse(context, row, `${input.fileName}: ${finding.lowest} … ${finding.highest} °C, ${finding.excursionMinutes} min outside, gap ${finding.gapMinutes} min, ${finding.hours} h 温度记录不合格`) : null;
    announceLots(context, [row]);
    return { logOrdinal, readings: readings.length, outcome: result!.outcome, owed: [...result!.owed], held };
  },
});

const recordResult = defineAction({
  name: 'food.recordResult',
  summary: 'Records what the laboratory found in a sample of a lot; a lot that is in use and does not conform is held in the same act, and what was served of it is told.',
  roles: [...supervisors, 'laboratory'],
  input: Type.Object({ lotId: identifier, evidence: getStep('LOT-RSLT').evidence, corrects: Type.Optional(identifier) }, strict),
  output: Type.Object({ ...recorded.properties, held: foundInUse }),
  refuses: ['lot-unknown', 'officer-needed', 'lot-not-arrived', 'case-closed', 'evidence-invalid', 'step-not-owed', 'evidence-names-another', 'correction-unknown'],
  async run(context, input) {
    const row = await getLot(context, input.lotId);
    const evidence = input.evidence as Record<string, unknown>;
    const [result] = await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.lot_id, step: 'LOT-RSLT', evidence, ...(input.corrects === undefined ? {} : { corrects: input.corrects }) }]);
    const held = result!.outcome === 'failed' ? await holdInUse(context, row, `${String(evidence['sampleNumber'])}: ${String(evidence['result'])} (${String(evidence['laboratory'])}) 检测不合格`) : null;
    announceLots(context, [row]);
    return { outcome: result!.outcome, owed: [...result!.owed], held };
  },
});

const release = defineAction({
  name: 'food.release',
  summary: 'Releases a lot for use, once nothing stands before it: from now on kitchens may have it.',
  roles: [...supervisors],
  input: Type.Object({ lotId: identifier }, strict),
  output: recorded,
  refuses: ['lot-unknown', 'still-owed', 'step-not-owed', 'case-closed'],
  async run(context, input) {
    const row = await getLot(context, input.lotId);
    const [result] = await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.lot_id, step: 'LOT-FREE', evidence: { released: true } }]);
    await publish(context, 'lot.released', { lotId: row.lot_id, consignmentId: row.consignment_id });
    announceLots(context, [row]);
    return { outcome: result!.outcome, owed: [...result!.owed] };
  },
});

/** Lists the actions that prove a lot and release it. */
export const checkingActions: readonly ActionDefinition[] = [verifyProducer, verifyPermit, attachLog, recordResult, release];
