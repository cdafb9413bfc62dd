import { Exact } from '../../../../kernel/money.ts';
import type { RoundingMode } from '../../../../kernel/money.ts';
import { readNumber, readShare } from '../reading-numbers.ts';
import type { ReadNumber } from '../reading-numbers.ts';
import { combinations } from '../tax.ts';
import type { ChargeKind, ChargeRequest, Combination, Rounding } from '../tax.ts';
import type { ValuePart } from '../tax/customs-value.ts';
import { recordOfJson } from './records.ts';
import type { FieldName, TaxRecord } from './records.ts';

/** Is one thing that was kept out, and how to put it right. */
export interface Quarantined {
  readonly where: string;
  readonly reason: string;
}

/** Says that a record cannot be used. */
export class QuarantinedRecord extends Error {
  readonly problems: readonly Quarantined[];

  constructor(problems: readonly Quarantined[]) {
    super(problems.map(({ where, reason }) => `${where}: ${reason}`).join('; '));
    this.problems = problems;
  }
}

/** Is a charge as its record asks for it, under the name that the record gives it. */
export interface NamedRequest {
  readonly name: string;
  readonly request: ChargeRequest;
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const kinds: Readonly<Record<string, ChargeKind>> = {
  duty: 'duty', customsduty: 'duty', importduty: 'duty', tariff: 'duty', 关税: 'duty', 进口关税: 'duty',
  consumptiontax: 'consumptionTax', ct: 'consumptionTax', excise: 'consumptionTax', 消费税: 'consumptionTax',
  vat: 'vat', valueaddedtax: 'vat', 增值税: 'vat',
};

const modes: Readonly<Record<string, RoundingMode>> = {
  halfup: 'half-up', 四舍五入: 'half-up', halfeven: 'half-even', bankers: 'half-even', halfdown: 'half-down',
  up: 'up', awayfromzero: 'up', down: 'down', truncate: 'down', trunc: 'down', towardszero: 'down', tozero: 'down', ceiling: 'ceiling', ceil: 'ceiling', floor: 'floor',
};

/** Finds a way to round by any of its usual names: `half-up`, `halfUp`, `ROUND_HALF_UP`, `truncate`. */
export function findRoundingMode(text: string): RoundingMode | undefined {
  return modes[plain(text).replace(/^round(?=.)/u, '')];
}

/** Reads fields of one record and gathers what is wrong with them. */
export class FieldReader {
  readonly problems: Quarantined[] = [];
  private readonly record: TaxRecord;

  constructor(record: TaxRecord) {
    this.record = record;
    this.problems.push(...record.misspelt);
  }

  has(field: FieldName): boolean {
    return this.record.values.has(field);
  }

  complain(field: string, reason: string): void {
    this.problems.push({ where: this.record.place(field), reason });
  }

  /** Complains of every field that the record has and that means nothing in its place. */
  allow(allowed: readonly FieldName[], place: string): void {
    for (const field of this.record.values.keys()) if (!allowed.includes(field)) this.complain(field, `${field} means nothing here; it belongs to ${place}.`);
  }

  text(field: FieldName): string | undefined {
    const value = this.record.values.get(field);
    if (value === undefined || typeof value === 'string') return value;
    this.complain(field, `${field} is a number or a text.`);
    return undefined;
  }

  number(field: FieldName, read: (text: string) => ReadNumber = readNumber): Exact | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const result = read(text);
    if ('reason' in result) {
      this.complain(field, result.reason);
      return undefined;
    }
    if (result.value.sign < 0) this.complain(field, `"${text}" is negative; write 0 or more.`);
    return result.value;
  }

  kind(): { readonly kind: ChargeKind; readonly name: string } {
    const text = this.text('kind');
    if (text === undefined) {
      if (!this.has('kind')) this.complain('kind', 'The kind of charge is missing; write duty, consumptionTax, vat, or another name with its base.');
      return { kind: 'other', name: '' };
    }
    const kind = kinds[plain(text)] ?? 'other';
    return { kind, name: kind === 'other' ? text : kind };
  }

  /** Reads `rounding` and `scale`, or the two inside `rounding`. */
  rounding(inherited: Rounding): Rounding {
    const value = this.record.values.get('rounding');
    const inner = value === undefined || typeof value === 'string' ? undefined : recordOfJson(value, this.record.place('rounding'));
    if (inner === undefined) return { mode: this.mode(inherited), scale: this.scale(inherited) };
    const reader = new FieldReader(inner);
    const outer = this.has('scale') ? { ...inherited, scale: this.scale(inherited) } : inherited;
    const rounding = { mode: reader.mode(outer), scale: reader.scale(outer) };
    this.problems.push(...reader.problems);
    return rounding;
  }

  private mode(inherited: Rounding): RoundingMode {
    const text = this.text('rounding');
    if (text === undefined) return inherited.mode;
    const mode = findRoundingMode(text);
    if (mode === undefined) this.complain('rounding', `"${text}" is no way to round; write half-up, half-even, half-down, up, truncate, ceiling or floor.`);
    return mode ?? inherited.mode;
  }

  private scale(inherited: Rounding): number {
    const text = this.text('scale');
    if (text === undefined) return inherited.scale;
    if (/^(?:[0-9]|10)$/.test(text)) return Number(text);
    this.complain('scale', `"${text}" is no scale; write how many decimals are kept, 0 to 10.`);
    return inherited.scale;
  }

  relief(): ChargeRequest['relief'] {
    const [share, amount] = [this.number('relief', readShare), this.number('reliefAmount')];
    if (share !== undefined && share.compare(Exact.one) > 0) this.complain('relief', 'A relief is at most 100%.');
    if (share !== undefined && amount !== undefined) this.complain('reliefAmount', 'There is a relief as a share and as an amount; give one of them.');
    return share === undefined ? (amount === undefined ? undefined : { amount }) : { share };
  }

  combination(): Combination | undefined {
    const text = this.text('combination');
    const found = text === undefined ? undefined : combinations.find((one) => one === ({ compound: 'sum', both: 'sum', min: 'lower', max: 'higher' } as Record<string, string>)[plain(text)] || one === plain(text));
    if (text !== undefined && found === undefined) this.complain('combination', `"${text}" is no combination; write ${combinations.join(', ')}.`);
    return found;
  }

  /** Reads the customs value: given, or made of its parts. Shape: undefined where the record has none. */
  customsValue(): Exact | readonly ValuePart[] | undefined {
    const parts = this.parts();
    if (!this.has('customsValue')) return parts.length === 0 ? undefined : parts;
    if (parts.length > 0) this.complain('customsValue', 'The customs value is given and so are its parts; give one of them.');
    return this.number('customsValue');
  }

  private parts(): ValuePart[] {
    const named = this.text('currency')?.toUpperCase() ?? (this.has('exchangeRate') ? 'the currency of the price' : 'CNY');
    const currency = named === 'RMB' ? 'CNY' : named;
    const exchangeRate = this.number('exchangeRate');
    if (exchangeRate?.sign === 0) this.complain('exchangeRate', 'An exchange rate is above zero: yuan for one unit of the currency.');
    const names = [['price', 'price'], ['additions', 'addition'], ['freight', 'freight'], ['insurance', 'insurance']] as const;
    return names.flatMap(([field, part]) => {
      const amount = this.number(field);
      return amount === undefined ? [] : [{ part, amount, currency, exchangeRate }];
    });
  }
}

/** Lists the fields of a charge. */
export const chargeFields: readonly FieldName[] = ['id', 'kind', 'base', 'rate', 'amountPerUnit', 'quantity', 'combination', 'relief', 'reliefAmount', 'rounding', 'scale'];

/** Lists the fields that give a customs value. */
export const valueFields: readonly FieldName[] = ['customsValue', 'price', 'additions', 'freight', 'insurance', 'currency', 'exchangeRate'];

/** Reads one charge of a record; what it does not say, it takes from its line and its file. Refuses (as QuarantinedRecord): everything that is wrong with it. */
export function readCharge(record: TaxRecord, inherited: { readonly rounding: Rounding; readonly quantity?: Exact | undefined; readonly flat?: boolean }): NamedRequest {
  const reader = new FieldReader(record);
  reader.allow(inherited.flat === true ? [...chargeFields, ...valueFields] : chargeFields, 'the line');
  const { kind, name } = reader.kind();
  const levy = {
    rate: reader.number('rate', readShare), amountPerUnit: reader.number('amountPerUnit'),
    quantity: reader.number('quantity') ?? inherited.quantity, combination: reader.combination(),
  };
  if (!reader.has('rate') && !reader.has('amountPerUnit')) reader.complain('rate', 'There is neither a rate nor an amount per unit; give one of them, or both.');
  if (reader.has('amountPerUnit') && !reader.has('quantity') && inherited.quantity === undefined) reader.complain('quantity', 'An amount per unit needs its quantity.');
  const request = { kind, levy, base: reader.number('base'), relief: reader.relief(), rounding: reader.rounding(inherited.rounding) };
  if (reader.problems.length > 0) throw new QuarantinedRecord(reader.problems);
  return { name, request };
}
