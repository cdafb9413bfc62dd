import type { ActionContext } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Exact } from '../../kernel/money.ts';
import { recordInTransaction } from '../prescribed/in-transaction.ts';
import { goingOf } from './rules/border.ts';
import { matchCarnet } from './rules/carnet-imports.ts';
import { carnetImports } from './store/carnets.ts';
import { goingSerials, lineRows } from './store/consignments.ts';
import type { ConsignmentRow } from './store/consignments.ts';

/** Records what came in on carnets for a consignment that owes it; while pieces or numbers lack, the step stays owed. Shape: nothing where nothing came yet. */
export async function recordCarnetImports(context: ActionContext, row: ConsignmentRow): Promise<void> {
  if (!row.owes_carnet) return;
  const { tx, eventId, now } = context;
  const imports = await carnetImports(tx, eventId, row.consignment_id, now);
  if (imports.length === 0) return;
  // What is decided on at the border need not have come in on the carnet.
  const serials = [...(await goingSerials(tx, eventId, row.consignment_id)).keys()];
  const lines = (await lineRows(tx, eventId, row.consignment_id, now)).map((line) => ({ ...line, quantity: goingOf(line) })).filter((line) => Exact.get(line.quantity).sign > 0);
  const carnet = [...new Set(imports.map((one) => one.number))].join(', ').slice(0, 120);
  await recordInTransaction(context, [{ recordId: uuidv7(), caseId: row.consignment_id, step: 'GDS-ATA', evidence: { carnet, ...matchCarnet(lines, serials, imports) } }]);
}
