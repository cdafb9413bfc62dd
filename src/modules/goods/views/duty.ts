import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { writeFen } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { assessKept } from '../assessing.ts';
import { readConsignment } from '../consignment.ts';
import { identifier, quantityText, strict } from '../shapes.ts';
import { lineRows } from '../store/consignments.ts';

const dutyDue = defineView({
  name: 'goods.dutyDue',
  summary: 'Shows what duty and tax a part of a line would owe if it stayed for good, at the rates of today; nothing is written.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, position: Type.Integer({ minimum: 1 }), quantity: quantityText }, strict),
  output: Type.Object({ day: Type.String(), taxCny: Type.String(), charges: Type.Array(Type.Object({ kind: Type.String(), computation: Type.String() })) }),
  refuses: ['consignment-unknown', 'not-confirmed', 'line-unknown', 'quantity-exceeded', 'tariff-missing', 'statutory-quantity-missing', 'exchange-rate-missing', 'nothing-in-force'],
  async run({ db, eventId, asOf, now, actor }, { consignmentId, position, quantity }) {
    const row = await readConsignment(db, eventId, asOf, actor, consignmentId);
    const line = (await lineRows(db, eventId, consignmentId, asOf)).find((one) => one.position === position);
    if (line === undefined) throw new Refusal('line-unknown', { position }, '/position');
    if (Number(quantity) > Number(line.quantity)) throw new Refusal('quantity-exceeded', { position, remaining: line.quantity }, '/quantity');
    const { assessment } = await assessKept({ tx: db, eventId, now }, row, [{ lineId: line.line_id, quantity }]);
    return { day: assessment.day, taxCny: writeFen(assessment.totalFen), charges: assessment.lines.flatMap((one) => one.charges.map(({ kind, computation }) => ({ kind, computation }))) };
  },
});

/** Lists the view of the duty that goods would owe. */
export const dutyViews: readonly ViewDefinition[] = [dutyDue];
