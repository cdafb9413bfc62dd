import type { ActionContext } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { Exact, writeFen } from '../../kernel/money.ts';
import { currentLines } from './laying-out.ts';
import { dayAt } from './posting.ts';
import { tariffRows } from './reference.ts';
import { assess } from './rules/tax/assessment.ts';
import type { Assessment, ChargeOwed } from './rules/tax/assessment.ts';
import { goingOf } from './rules/border.ts';
import type { ListedLine } from './rules/listed.ts';
import type { TariffRow } from './rules/tariff-rows.ts';
import { statutoryQuantity } from './rules/statutory.ts';
import { chargesOf, findTariffRow } from './rules/tariff.ts';
import type { ConsignmentRow, LineRow } from './store/consignments.ts';
import { lineRows } from './store/consignments.ts';
import { assessmentRows, insertAssessment } from './store/papers.ts';

/** Is what each line of a consignment comes to by the rules in force on a day. Shape: by the line's identifier, in the order of the list. */
export interface AssessedConsignment {
  readonly assessment: Assessment;
  readonly lines: readonly { readonly lineId: string; readonly position: number; readonly quantity: bigint; readonly totalFen: bigint }[];
}

/** Turns a quantity into whole millionths, which the ledger counts in. */
export function millionths(quantity: string): bigint {
  const scaled = Exact.get(quantity).times(Exact.fraction(1_000_000n));
  return scaled.numerator / scaled.denominator;
}

function chargesFor(tariff: readonly TariffRow[], line: ListedLine, day: string, isExempt: boolean): ChargeOwed[] {
  const found = findTariffRow(line.hsCode, day, tariff);
  if (found === undefined) throw new Refusal('tariff-missing', { code: line.hsCode, position: line.position, day });
  const charges = chargesOf(found, statutoryQuantity(found, line));
  return isExempt ? charges.map((charge) => ({ ...charge, relief: { share: Exact.one } })) : charges;
}

/** Estimates what lines would come to, before anything is laid out. Unit: fen. Refuses: `tariff-missing`, `statutory-quantity-missing`, `exchange-rate-missing`, `nothing-in-force`. */
export async function assessLines(context: Pick<ActionContext, 'tx' | 'eventId'>, listed: readonly ListedLine[], isExempt: boolean, day: string): Promise<bigint> {
  const tariff = await tariffRows(context.tx, context.eventId);
  return assess(listed.map((line) => ({ id: String(line.position), value: Exact.fraction(line.valueFen, 100n), charges: chargesFor(tariff, line, day, isExempt) })), day).totalFen;
}

/** Estimates what a consignment would come to from its list as it stands. Unit: fen. Refuses: as `assessLines`. */
export async function assessListed(context: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, row: ConsignmentRow, day: string): Promise<bigint> {
  return assessLines(context, await currentLines(context, row.consignment_id), row.cover === 'exempt', day);
}

/** Gives a listed line as far as a quantity of it goes: its value and its weight by the same share. */
function partOfLine(line: ListedLine, quantity: string): { readonly line: ListedLine; readonly value: Exact } {
  const value = Exact.fraction(line.valueFen, 100n);
  const share = Exact.get(quantity).dividedBy(Exact.get(line.quantity));
  const netKilograms = line.netKilograms === undefined ? undefined : Exact.get(line.netKilograms).times(share).toPlainText(6);
  return { line: { ...line, quantity, netKilograms }, value: share.equals(Exact.one) ? value : value.times(share).rounded(2, 'half-up') };
}

/**
 * Assesses a consignment whose lines are laid out, on the day given: what of each line can go on, or the quantities given. What is sent back, destroyed or confiscated at the border is not taxed.
 * Refuses: `not-confirmed` while nothing is laid out; `tariff-missing` with the first code that no row covers; `statutory-quantity-missing`, `exchange-rate-missing`, `nothing-in-force`.
 */
export async function assessConsignment(context: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, row: ConsignmentRow, day: string, quantities?: ReadonlyMap<string, string>): Promise<AssessedConsignment> {
  const { tx, eventId, now } = context;
  const laid = await lineRows(tx, eventId, row.consignment_id, now);
  if (laid.length === 0) throw new Refusal('not-confirmed', { number: row.number });
  const byPosition = new Map(laid.map((line) => [line.position, line]));
  const wanted = (line: LineRow): string => (quantities === undefined ? goingOf(line) : quantities.get(line.line_id) ?? '0');
  const parts = (await currentLines(context, row.consignment_id)).filter((line) => Exact.get(wanted(byPosition.get(line.position)!)).sign > 0).map((line) => partOfLine(line, wanted(byPosition.get(line.position)!)));
  const tariff = await tariffRows(tx, eventId);
  const assessment = assess(parts.map(({ line, value }) => ({ id: byPosition.get(line.position)!.line_id, value, charges: chargesFor(tariff, line, day, row.cover === 'exempt') })), day);
  return { assessment, lines: assessment.lines.map((line, place) => ({ lineId: line.id, position: parts[place]!.line.position, quantity: millionths(parts[place]!.line.quantity), totalFen: line.totalFen })) };
}

/** Assesses what is kept in the country of goods that came for a time: by line, at the rates of the day. Refuses: as `assessConsignment`. Source: 关税法(2024) arts 21, 37. */
export async function assessKept(context: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, row: ConsignmentRow, kept: readonly { readonly lineId: string; readonly quantity: string }[]): Promise<AssessedConsignment> {
  const quantities = new Map<string, string>();
  for (const { lineId, quantity } of kept) quantities.set(lineId, Exact.get(quantities.get(lineId) ?? '0').plus(Exact.get(quantity)).toPlainText(6));
  return assessConsignment(context, row, await dayAt(context.tx, context.eventId, context.now), quantities);
}

/** Keeps an assessment with a consignment, and gives its number among them. Shape: from 1; whoever paid names the payment. */
export async function keepAssessment({ tx, eventId, now, actor }: Pick<ActionContext, 'tx' | 'eventId' | 'now' | 'actor'>, row: ConsignmentRow, { assessment, lines }: AssessedConsignment, paymentReference: string | undefined): Promise<number> {
  const ordinal = (await assessmentRows(tx, eventId, row.consignment_id, now)).length + 1;
  const content = {
    day: assessment.day, dutyExemption: assessment.dutyExemption === null ? null : { ...assessment.dutyExemption, upToFen: assessment.dutyExemption.upToFen.toString() },
    totals: Object.fromEntries(Object.entries(assessment.totalsFen).map(([kind, fen]) => [kind, writeFen(fen)])), ...(paymentReference === undefined ? {} : { paymentReference }),
    lines: assessment.lines.map((line, place) => ({ lineId: line.id, position: lines[place]!.position, customsValue: writeFen(line.customsValueFen), total: writeFen(line.totalFen), charges: line.charges.map((charge) => ({ kind: charge.kind, computation: charge.computation, amount: writeFen(charge.amountFen), relieved: writeFen(charge.relievedFen), sources: [...charge.sources] })) })),
  };
  await insertAssessment(tx, eventId, { consignmentId: row.consignment_id, ordinal, content, totalFen: assessment.totalFen }, actor.officerId, now);
  return ordinal;
}
