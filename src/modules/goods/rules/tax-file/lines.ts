import { Exact } from '../../../../kernel/money.ts';
import { computeCharge, computeLine, deriveBase, UnusableCharge, UnusableLine } from '../tax.ts';
import type { Charge, ChargeKind, Rounding } from '../tax.ts';
import { computeCustomsValue } from '../tax/customs-value.ts';
import type { ValuePart } from '../tax/customs-value.ts';
import { recordOfJson } from './records.ts';
import type { TaxRecord } from './records.ts';
import { FieldReader, QuarantinedRecord, readCharge, valueFields } from './values.ts';
import type { NamedRequest, Quarantined } from './values.ts';

/** Is one line of a file with its charges computed, each under the name that the file gives it. */
export interface ComputedLine {
  readonly id: string | null;
  readonly where: string;
  readonly customsValue: Exact | null;
  readonly charges: readonly { readonly name: string; readonly charge: Charge }[];
}

function valueOf(value: Exact | readonly ValuePart[] | undefined, rounding: Rounding, record: TaxRecord): Exact | undefined {
  if (value === undefined || value instanceof Exact) return value;
  try {
    return computeCustomsValue(value, rounding).value;
  } catch (error) {
    if (!(error instanceof UnusableCharge)) throw error;
    throw new QuarantinedRecord([{ where: record.place(error.field), reason: error.message }]);
  }
}

/** Adds what went wrong to the list where it is the record's fault. */
function gather<Value>(problems: Quarantined[], work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof QuarantinedRecord)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** Computes a line that lists its charges. Refuses (as QuarantinedRecord): the whole line with everything that is wrong in it, for a total without one of its charges would be wrong. */
export function computeGoodsLine(record: TaxRecord, defaults: Rounding): ComputedLine {
  const reader = new FieldReader(record);
  reader.allow(['id', 'quantity', 'rounding', 'scale', 'charges', ...valueFields], 'one of the charges');
  const rounding = reader.rounding(defaults);
  const quantity = reader.number('quantity');
  const id = reader.text('id') ?? null;
  const value = reader.customsValue();
  const listed = record.values.get('charges');
  if (!Array.isArray(listed) || listed.length === 0) reader.complain('charges', 'The charges are a list with at least one charge, like [{"kind":"duty","rate":"8%"}].');
  const problems: Quarantined[] = [...reader.problems];
  const customsValue = problems.length > 0 ? undefined : gather(problems, () => valueOf(value, rounding, record));
  const records: TaxRecord[] = [];
  const requests: NamedRequest[] = [];
  for (const [at, item] of (Array.isArray(listed) ? listed : []).entries()) {
    const where = `${record.where}.charges[${at}]`;
    const charge = recordOfJson(item, where);
    if (charge === undefined) problems.push({ where, reason: 'A charge is an object, like {"kind":"duty","rate":"8%"}.' });
    else {
      const request = gather(problems, () => readCharge(charge, { rounding, quantity }));
      if (request === undefined) continue;
      records.push(charge);
      requests.push(request);
    }
  }
  if (problems.length > 0) throw new QuarantinedRecord(problems);
  try {
    const { charges } = computeLine({ customsValue, charges: requests.map(({ request }) => request) });
    return { id, where: record.where, customsValue: customsValue ?? null, charges: charges.map((charge, at) => ({ name: requests[at]!.name, charge })) };
  } catch (error) {
    if (!(error instanceof UnusableLine)) throw error;
    throw new QuarantinedRecord(error.problems.map(({ charge, field, reason }) => ({ where: records[charge]!.place(field), reason })));
  }
}

interface FlatCharge extends NamedRequest {
  readonly record: TaxRecord;
}

/** Is what is known of the lines with one id: what can be computed, the customs value, and which lines were kept out. */
interface Group {
  readonly accepted: FlatCharge[];
  readonly out: { readonly where: string; readonly kind: ChargeKind | 'unknown' }[];
  customsValue: { readonly value: Exact; readonly where: string } | undefined;
}

const restsOn: Readonly<Record<ChargeKind, readonly (ChargeKind | 'unknown')[]>> = {
  duty: ['unknown'], consumptionTax: ['duty', 'unknown'], vat: ['duty', 'consumptionTax', 'unknown'], other: [],
};

function readFlat(record: TaxRecord, defaults: Rounding, group: Group): void {
  const reader = new FieldReader(record);
  const kind = reader.has('kind') ? reader.kind().kind : 'unknown';
  const problems: Quarantined[] = [];
  const request = gather(problems, () => readCharge(record, { rounding: defaults, flat: true }));
  const value = reader.customsValue();
  problems.push(...reader.problems);
  const rounding = request?.request.rounding ?? defaults;
  const customsValue = problems.length > 0 ? undefined : gather(problems, () => valueOf(value, rounding, record));
  if (customsValue !== undefined && group.customsValue !== undefined && !customsValue.equals(group.customsValue.value)) {
    problems.push({ where: record.place('customsValue'), reason: `The customs value differs from that of ${group.customsValue.where}, which has the same id; lines of one id have one customs value.` });
  }
  if (request === undefined || problems.length > 0) {
    group.out.push({ where: record.where, kind });
    const seen = new Set<string>();
    throw new QuarantinedRecord(problems.filter(({ where, reason }) => !seen.has(`${where} ${reason}`) && seen.add(`${where} ${reason}`)));
  }
  if (customsValue !== undefined) group.customsValue ??= { value: customsValue, where: record.where };
  group.accepted.push({ ...request, record });
}

/** Is what the charges of one kind rest on where they bring no base: the customs value, what the kinds before them come to, or the line that keeps it from being known. */
interface Ground {
  readonly customsValue: Exact | undefined;
  readonly due: Readonly<Record<'duty' | 'consumptionTax', Exact>>;
  readonly blocking: string | undefined;
}

function groundOf(kind: ChargeKind, group: Group, done: readonly Charge[]): Ground {
  const due = (of: ChargeKind): Exact => done.filter((charge) => charge.kind === of).reduce((total, charge) => total.plus(charge.payable), Exact.zero);
  const given = group.accepted.find(({ request }) => request.kind === 'duty' && request.base !== undefined)?.request.base;
  return {
    customsValue: group.customsValue?.value ?? given, due: { duty: due('duty'), consumptionTax: due('consumptionTax') },
    blocking: group.out.find((line) => restsOn[kind].includes(line.kind))?.where,
  };
}

function computeFlat({ request, record }: FlatCharge, group: Group, { customsValue, due, blocking }: Ground): Charge {
  try {
    if (request.base !== undefined) return computeCharge(request, request.base);
    if (blocking !== undefined) throw new UnusableCharge('base', `The base rests on ${blocking}, which was kept out; put that right first, or give the base.`);
    return computeCharge(request, deriveBase(request, customsValue, due));
  } catch (error) {
    if (!(error instanceof UnusableCharge)) throw error;
    group.out.push({ where: record.where, kind: request.kind });
    throw new QuarantinedRecord([{ where: record.place(error.field), reason: error.message }]);
  }
}

/** Computes the flat lines of one id, each a charge: bases that are left out come from the others. Shape: undefined where none was accepted; what was kept out is added to the list. */
export function computeFlatLines(id: string | null, records: readonly TaxRecord[], defaults: Rounding, quarantined: Quarantined[]): ComputedLine | undefined {
  const group: Group = { accepted: [], out: [], customsValue: undefined };
  for (const record of records) gather(quarantined, () => readFlat(record, defaults, group));
  const done = new Map<FlatCharge, Charge>();
  for (const kind of ['duty', 'other', 'consumptionTax', 'vat'] as const) {
    const ground = groundOf(kind, group, [...done.values()]);
    for (const item of group.accepted.filter(({ request }) => request.kind === kind)) {
      const charge = gather(quarantined, () => computeFlat(item, group, ground));
      if (charge !== undefined) done.set(item, charge);
    }
  }
  if (done.size === 0) return undefined;
  const charges = group.accepted.flatMap((item) => (done.has(item) ? [{ name: item.name, charge: done.get(item)! }] : []));
  return { id, where: records[0]!.where, customsValue: group.customsValue?.value ?? null, charges };
}
