import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Exact, findFen, writeFen } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { assessConsignment } from '../assessing.ts';
import { lastDayOf, seizuresOf } from '../border.ts';
import { announceConsignment, getConsignment } from '../consignment.ts';
import { dayAt, postInTransaction } from '../posting.ts';
import { instrumentKinds } from '../rules/ledger/accounts.ts';
import { day, identifier, shortText, strict } from '../shapes.ts';
import { lineRows } from '../store/consignments.ts';
import { findInstrument } from '../store/ledger-reading.ts';

const amountCny = Type.String({ pattern: '^[0-9]{1,13}(\\.[0-9]{1,2})?$' });
const ledgerRefusals = ['instrument-unknown', 'amount-invalid', 'instrument-ended', 'instrument-not-begun', 'instrument-ends-early', 'instrument-term-invalid', 'reference-taken', 'reference-invalid', 'cover-short', 'cap-exceeded', 'line-secured-already', 'deadline-invalid', 'nothing-available', 'called-exceeded'] as const;

function fenOfText(text: string): bigint {
  const found = findFen(text);
  if (found === undefined || found <= 0n) throw new Refusal('amount-invalid', { amount: text }, '/amountCny');
  return found;
}

const acceptInstrument = defineAction({
  name: 'goods.acceptInstrument',
  summary: 'Accepts a guarantee: from now on its amount can secure goods that are admitted for a time.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ kind: Type.Enum([...instrumentKinds]), reference: Type.String({ minLength: 3, maxLength: 60 }), guarantor: shortText, beginsOn: day, endsOn: day, claimDays: Type.Integer({ minimum: 0, maximum: 730 }), amountCny }, strict),
  output: Type.Object({ instrumentId: Type.String() }),
  refuses: [...ledgerRefusals],
  async run(context, input) {
    const instrumentId = uuidv7();
    await postInTransaction(context, [{ kind: 'accept', instrumentId, instrumentKind: input.kind, reference: input.reference, guarantor: input.guarantor, beginsOn: input.beginsOn, endsOn: input.endsOn, claimDays: input.claimDays, amountFen: fenOfText(input.amountCny) }]);
    context.announce('guarantees');
    return { instrumentId };
  },
});

const changeInstrument = defineAction({
  name: 'goods.changeInstrument',
  summary: 'Raises, lowers or tops up a guarantee, or lets it last longer.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ instrumentId: identifier, change: Type.Enum(['increase', 'decrease', 'reinstate', 'extend']), amountCny: Type.Optional(amountCny), endsOn: Type.Optional(day) }, strict),
  output: Type.Object({ changed: Type.Boolean() }),
  refuses: [...ledgerRefusals],
  async run(context, input) {
    await postInTransaction(context, [input.change === 'extend'
      ? { kind: 'extend', instrumentId: input.instrumentId, endsOn: input.endsOn ?? '' }
      : { kind: input.change, instrumentId: input.instrumentId, amountFen: fenOfText(input.amountCny ?? '0') }]);
    context.announce('guarantees');
    return { changed: true };
  },
});

/** Is by how much the assessed tax may exceed the estimate, since rates of exchange move before the release. Unit: percent. Source: inferred; 担保条例 art. 14 caps at the highest possible tax. */
const marginPercent = 10n;

const reserveCover = defineAction({
  name: 'goods.reserveCover',
  summary: 'Sets the estimated tax of every line aside on a guarantee; lines on which no tax can fall need none.',
  roles: ['customsOfficer', 'dutyOfficer', 'committee'],
  input: Type.Object({ consignmentId: identifier, instrumentId: identifier }, strict),
  output: Type.Object({ amountCny: Type.String(), lines: Type.Integer() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'not-confirmed', 'tariff-missing', 'statutory-quantity-missing', 'exchange-rate-missing', 'step-not-owed', ...ledgerRefusals],
  async run(context, input) {
    const row = await getConsignment(context, input.consignmentId);
    const instrument = await findInstrument(context.tx, context.eventId, input.instrumentId);
    if (instrument === undefined) throw new Refusal('instrument-unknown', { instrumentId: input.instrumentId }, '/instrumentId');
    // What is decided away at the border stays covered until it is proved to be gone.
    const here = new Map((await lineRows(context.tx, context.eventId, row.consignment_id, context.now)).map((line) => [line.line_id, Exact.get(line.quantity).minus(Exact.get(line.closed)).toPlainText(6)]));
    const { lines } = await assessConsignment(context, row, await dayAt(context.tx, context.eventId, context.now), here);
    const deadline = await lastDayOf(context, row, await seizuresOf(context.tx, context.eventId, row.consignment_id, context.now));
    const taxed = lines.filter((line) => line.totalFen > 0n);
    const total = taxed.reduce((sum, line) => sum + line.totalFen, 0n);
    await postInTransaction(context, taxed.map((line) => ({
      kind: 'reserve' as const, instrumentId: input.instrumentId, lineId: line.lineId, amountFen: line.totalFen, highestTaxFen: line.totalFen + (line.totalFen * marginPercent + 99n) / 100n, quantity: line.quantity, deadline,
    })));
    await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.consignment_id, step: 'GDS-GUAR', evidence: { reserved: true, instrument: instrument.reference, amountCny: writeFen(total) } }]);
    announceConsignment(context, row.consignment_id);
    context.announce('guarantees');
    return { amountCny: writeFen(total), lines: taxed.length };
  },
});

/** Lists the actions on guarantees. */
export const coverActions: readonly ActionDefinition[] = [acceptInstrument, changeInstrument, reserveCover];
