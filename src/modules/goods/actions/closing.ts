import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Exact, writeFen } from '../../../kernel/money.ts';
import { publish } from '../../../kernel/outbox.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import type { RecordRequest } from '../../prescribed/shapes.ts';
import { assessKept, keepAssessment } from '../assessing.ts';
import { kinds } from '../catalogue/kinds.ts';
import { announceConsignment, getConsignment, getLocked } from '../consignment.ts';
import { placesOf } from '../custody.ts';
import { recordCarnetLeaving } from '../carnet-leaving.ts';
import { bookDispositions } from '../disposing.ts';
import { canTakeOut } from '../rules/press-kits.ts';
import { matchSerials } from '../rules/serials.ts';
import { canEnd, canGoOn } from '../rules/states.ts';
import { dispositionKinds, identifier, quantityText, shortText, strict } from '../shapes.ts';
import type { DispositionKind } from '../shapes.ts';
import { endConsignment } from '../store/books.ts';
import { owedSteps, recordTexts } from '../store/cases.ts';
import { goingSerials, lineRows, serialRows } from '../store/consignments.ts';
import { dispositionRows } from '../store/dispositions.ts';
import type { ConsignmentRow } from '../store/consignments.ts';
import type { NewDisposition } from '../store/dispositions.ts';
import { coversOfLines } from '../store/ledger-reading.ts';
import { listParties } from '../store/parties.ts';
import { findPressKit } from '../store/press-kits.ts';

/** Demands that what came in with a person leaves with the same one: the holder of a press kit, or the person whose goods a hand-carried kit is. Refuses: `holder-differs`. */
async function demandHolder({ tx, eventId, now }: ActionContext, row: ConsignmentRow, scanned: string | undefined): Promise<void> {
  if (row.kind !== 'K04') return;
  const kit = await findPressKit(tx, eventId, row.consignment_id);
  const [party] = kit === undefined ? await listParties(tx, eventId, now, [row.party_id]) : [];
  demand(canTakeOut(row.number, kit?.accreditation ?? (party?.kind === 'person' ? party.registration : undefined), scanned));
}

/** Demands that what is disposed of at a place, or on a move, is there. Refuses: `not-at-place`. */
async function demandThere(context: ActionContext, row: ConsignmentRow, place: string, dispositions: readonly NewDisposition[]): Promise<void> {
  const { places } = await placesOf(context.tx, context.eventId, row, context.now);
  for (const one of dispositions) {
    const here = places.find((candidate) => candidate.lineId === one.lineId && candidate.place === place);
    if (here === undefined || Exact.get(here.quantity).compare(Exact.get(one.quantity)) < 0) throw new Refusal('not-at-place', { place, quantity: here?.quantity ?? '0' }, '/place');
  }
}

/** Taxes what stays for good at the rates of the day and keeps the assessment with the payment that settles it. Unit: fen by line. Refuses: `payment-needed` with the amount; as `assessKept`. */
async function demandPaid(context: ActionContext, row: ConsignmentRow, dispositions: readonly NewDisposition[], payment: string | undefined): Promise<ReadonlyMap<string, bigint>> {
  const assessed = await assessKept(context, row, dispositions);
  const { totalFen } = assessed.assessment;
  if (totalFen > 0n && payment === undefined) throw new Refusal('payment-needed', { amount: writeFen(totalFen) }, '/paymentReference');
  await keepAssessment(context, row, assessed, payment);
  return new Map(assessed.lines.map((line) => [line.lineId, line.totalFen]));
}

const voucher = Type.Optional(Type.String({ minLength: 2, maxLength: 60 }));
const carnetsLeft = Type.Array(Type.Object({ carnetId: Type.String(), number: Type.String(), items: Type.Array(Type.Object({ item: Type.Integer(), quantity: Type.Integer() })) }));
const carnetRefusals = ['carnet-record-early', 'carnet-final', 'carnet-quantity-exceeded', 'carnet-voucher-used'] as const;

const dispose = defineAction({
  name: 'goods.dispose',
  summary: 'Books how goods leave supervision, by line, quantity and serial number: re-exported, consumed, duty paid, donated, destroyed, abandoned or lost. What stays with its duty paid is taxed at the rates of the day, and the payment is named. The guarantee is freed by the same share in the same act, and what leaves under a carnet is recorded on it by item.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({
    consignmentId: identifier, kind: Type.Enum([...dispositionKinds]), evidence: Type.String({ minLength: 3, maxLength: 500 }), place: Type.Optional(shortText), holder: Type.Optional(shortText), voucher, paymentReference: Type.Optional(Type.String({ minLength: 3, maxLength: 80 })),
    items: Type.Array(Type.Object({ position: Type.Integer({ minimum: 1 }), quantity: quantityText, serials: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 100_000 })) }, strict), { minItems: 1, maxItems: 20_000 }),
  }, strict),
  output: Type.Object({ dispositions: Type.Integer(), freedCny: Type.String(), taxCny: Type.String(), linesOpen: Type.Integer(), carnets: carnetsLeft }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'consignment-not-released', 'case-closed', 'goods-seized', 'line-unknown', 'not-at-place', 'disposition-not-for-kind', 'holder-differs', 'quantity-exceeded', 'serial-unknown', 'serials-differ', 'tariff-missing', 'statutory-quantity-missing', 'exchange-rate-missing', 'nothing-in-force', 'payment-needed', 'line-not-committed', ...carnetRefusals],
  async run(context, input) {
    const row = await getLocked(context, input.consignmentId);
    demand(canGoOn(row));
    if (!kinds[row.kind].closesBy.includes(input.kind)) throw new Refusal('disposition-not-for-kind', { kind: row.kind, disposition: input.kind }, '/kind');
    if (input.kind === 'reExport') await demandHolder(context, row, input.holder);
    const lines = await lineRows(context.tx, context.eventId, row.consignment_id, context.now);
    const open = await goingSerials(context.tx, context.eventId, row.consignment_id);
    const dispositions = input.items.map((item, place): NewDisposition => {
      const line = lines.find((one) => one.position === item.position);
      if (line === undefined) throw new Refusal('line-unknown', { position: item.position }, `/items/${place}/position`);
      const serials = item.serials ?? [];
      for (const serial of serials) if (open.get(serial) !== line.line_id) throw new Refusal('serial-unknown', { serial, position: item.position }, `/items/${place}/serials`);
      if (line.serials > 0 && !Exact.get(item.quantity).equals(Exact.fraction(BigInt(serials.length)))) throw new Refusal('serials-differ', { position: item.position, quantity: item.quantity, serials: serials.length }, `/items/${place}/serials`);
      return { dispositionId: uuidv7(), lineId: line.line_id, kind: input.kind, quantity: item.quantity, evidence: input.evidence, place: input.place ?? null, serials };
    });
    if (input.place !== undefined) await demandThere(context, row, input.place, dispositions);
    const paid = input.kind === 'dutyPaid' ? await demandPaid(context, row, dispositions, input.paymentReference) : new Map<string, bigint>();
    const freed = await bookDispositions(context, row, lines, dispositions, paid);
    const carnets = await recordCarnetLeaving(context, row, lines, dispositions, input.kind, input.voucher);
    announceConsignment(context, row.consignment_id);
    const after = await getConsignment(context, row.consignment_id);
    return { dispositions: dispositions.length, freedCny: writeFen(freed), taxCny: writeFen([...paid.values()].reduce((sum, fen) => sum + fen, 0n)), linesOpen: after.lines_open, carnets: carnets.map((one) => ({ ...one, items: [...one.items] })) };
  },
});

const scanExit = defineAction({
  name: 'goods.scanExit',
  summary: 'Checks what leaves against what came in, and that a press kit leaves with the person it came with: shows missing, swapped and extra numbers, books what leaves as re-exported, frees its share of the guarantee and records the items on the ATA carnet, in the same act.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({
    consignmentId: identifier, serials: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 100_000 }), evidence: Type.String({ minLength: 3, maxLength: 500 }), holder: Type.Optional(shortText), voucher,
    counts: Type.Optional(Type.Array(Type.Object({ position: Type.Integer({ minimum: 1 }), quantity: quantityText }, strict), { maxItems: 20_000 })),
  }, strict),
  output: Type.Object({ found: Type.Integer(), missing: Type.Array(Type.String()), extra: Type.Array(Type.String()), swapped: Type.Array(Type.Object({ missing: Type.String(), extra: Type.String() })), freedCny: Type.String(), carnets: carnetsLeft, outcome: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'consignment-not-released', 'case-closed', 'goods-seized', 'holder-differs', 'serial-decided-away', 'line-unknown', 'quantity-exceeded', 'step-not-owed', 'line-not-committed', ...carnetRefusals],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLocked(context, input.consignmentId);
    demand(canGoOn(row));
    await demandHolder(context, row, input.holder);
    const lines = await lineRows(tx, eventId, row.consignment_id, now);
    const here = (await serialRows(tx, eventId, row.consignment_id)).filter((one) => !one.closed);
    const kept = new Set(here.filter((one) => one.away).map((one) => one.serial));
    const carried = input.serials.find((serial) => kept.has(serial));
    if (carried !== undefined) throw new Refusal('serial-decided-away', { serial: carried }, '/serials');
    const open = here.filter((one) => !one.away);
    const match = matchSerials(open.map((one) => one.serial), input.serials);
    const lineOf = new Map(open.map((one) => [one.serial, one.line_id]));
    const bySerial = new Map<string, string[]>();
    for (const serial of match.found) {
      const lineId = lineOf.get(serial)!;
      const own = bySerial.get(lineId);
      if (own === undefined) bySerial.set(lineId, [serial]);
      else own.push(serial);
    }
    const dispositions: NewDisposition[] = [...bySerial].map(([lineId, serials]) => ({ dispositionId: uuidv7(), lineId, kind: 'reExport', quantity: String(serials.length), evidence: input.evidence, place: null, serials }));
    for (const [place, count] of (input.counts ?? []).entries()) {
      const line = lines.find((one) => one.position === count.position && one.serials === 0);
      if (line === undefined) throw new Refusal('line-unknown', { position: count.position }, `/counts/${place}/position`);
      dispositions.push({ dispositionId: uuidv7(), lineId: line.line_id, kind: 'reExport', quantity: count.quantity, evidence: input.evidence, place: null, serials: [] });
    }
    const freed = dispositions.length === 0 ? 0n : await bookDispositions(context, row, lines, dispositions);
    const carnets = await recordCarnetLeaving(context, row, lines, dispositions, 'reExport', input.voucher);
    const examples = [...match.missing.slice(0, 15).map((serial) => `−${serial}`), ...match.extra.slice(0, 15).map((serial) => `+${serial}`)].join(' ').slice(0, 1000);
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.consignment_id, step: 'GDS-EXIT', evidence: { expected: open.length, found: match.found.length, missing: match.missing.length, extra: match.extra.length, examples } }]);
    announceConsignment(context, row.consignment_id);
    return { found: match.found.length, missing: match.missing.slice(0, 500), extra: match.extra.slice(0, 500), swapped: match.swapped.slice(0, 500), freedCny: writeFen(freed), carnets: carnets.map((one) => ({ ...one, items: [...one.items] })), outcome: result!.outcome, owed: [...result!.owed] };
  },
});

const close = defineAction({
  name: 'goods.close',
  summary: 'Closes a consignment whose every line is disposed of and whose guarantee is free, over the hash of all its records.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, note: Type.Optional(Type.String({ maxLength: 2000 })) }, strict),
  output: Type.Object({ recordsHash: Type.String() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'consignment-not-released', 'case-closed', 'lots-open', 'lines-open', 'cover-open', 'still-owed', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLocked(context, input.consignmentId);
    demand(canEnd(row));
    if (row.lots_open > 0) throw new Refusal('lots-open', { number: row.number, lots: row.lots_open });
    const owed = new Set(await owedSteps(tx, eventId, row.consignment_id));
    const covers = await coversOfLines(tx, eventId, row.consignment_id);
    const bound = covers.reduce((sum, one) => sum + one.reserved_fen + one.committed_fen + one.claimed_fen, 0);
    const requests: RecordRequest[] = [];
    const add = (step: string, evidence: Record<string, unknown>): void => { if (owed.has(step)) requests.push({ recordId: uuidv7(), caseId: row.consignment_id, step, evidence }); };
    if (owed.has('GDS-DISP') && row.lines_open > 0) throw new Refusal('lines-open', { number: row.number, lines: row.lines_open });
    if (bound > 0) throw new Refusal('cover-open', { reference: covers[0]!.reference, openFen: String(bound) });
    const dispositions = await dispositionRows(tx, eventId, row.consignment_id, now);
    const linesBy = (...of: DispositionKind[]): number => new Set(dispositions.filter((one) => of.includes(one.kind)).map((one) => one.line_id)).size;
    add('GDS-DISP', { linesRemaining: row.lines_open, reExported: linesBy('reExport'), consumed: linesBy('consumption'), taxed: linesBy('dutyPaid'), otherwise: linesBy('donation', 'destruction', 'abandonment', 'loss', 'confiscation') });
    // Nothing is left that could leave: the exit check has nothing to expect.
    if (row.lines_open === 0) add('GDS-EXIT', { expected: 0, found: 0, missing: 0, extra: 0, examples: '' });
    add('GDS-DISC', { freed: true, instrument: covers[0]?.reference ?? '–', amountCny: writeFen(covers.reduce((sum, one) => sum + BigInt(one.discharged_fen), 0n)) });
    if (requests.length > 0) await recordInTransaction(context, requests);
    const recordsHash = createHash('sha256').update((await recordTexts(tx, eventId, row.consignment_id)).join('\n')).digest('hex');
    await recordInTransaction(context, [{ recordId: command.id, caseId: row.consignment_id, step: 'GDS-CLS', evidence: { balanced: true, recordsHash, ...(input.note === undefined ? {} : { note: input.note }) } }]);
    await endConsignment(tx, eventId, row.consignment_id, 'closed', now);
    await publish(context, 'consignment.closed', { consignmentId: row.consignment_id, number: row.number, recordsHash });
    announceConsignment(context, row.consignment_id);
    return { recordsHash };
  },
});

/** Lists the actions that end the stay of goods. */
export const closingActions: readonly ActionDefinition[] = [dispose, scanExit, close];
