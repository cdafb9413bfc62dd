import { Exact } from '../../../kernel/money.ts';
import type { RoundingMode } from '../../../kernel/money.ts';

/** Lists the charges at import whose bases depend on each other; anything else is `other` and brings its own base. */
export const chargeKinds = ['duty', 'consumptionTax', 'vat', 'other'] as const;

/** Is one kind of charge at import. */
export type ChargeKind = (typeof chargeKinds)[number];

/** Says how a rate and an amount per unit go together: both added (compound), or the lower or the higher of the two. */
export const combinations = ['sum', 'lower', 'higher'] as const;

/** Is one way in which a rate and an amount per unit go together. */
export type Combination = (typeof combinations)[number];

/** Is what is levied: a part of the base (ad valorem), an amount for each unit (specific), or both. Unit: rate as a fraction (0.08), amounts in yuan. */
export interface Levy {
  readonly rate?: Exact | undefined;
  readonly amountPerUnit?: Exact | undefined;
  readonly quantity?: Exact | undefined;
  /** Shape: `sum` where it is left out. */
  readonly combination?: Combination | undefined;
}

/** Is what is not collected of a charge: a share of it (1 is all of it), or an amount. Unit: yuan. */
export type Relief = { readonly share: Exact } | { readonly amount: Exact };

/** Says how an amount is rounded. Unit: scale in decimals of a yuan. */
export interface Rounding {
  readonly mode: RoundingMode;
  readonly scale: number;
}

/** Is one charge that is asked for. Shape: without a base it is derived from the customs value and the charges before it. */
export interface ChargeRequest {
  readonly kind: ChargeKind;
  readonly levy: Levy;
  readonly base?: Exact | undefined;
  readonly relief?: Relief | undefined;
  readonly rounding: Rounding;
}

/** Lists what a charge goes on when its base is made of other charges: what these come to after relief and rounding, or before rounding. */
export const carries = ['assessed', 'exact'] as const;

/** Is what a derived base is made of. */
export type Carry = (typeof carries)[number];

/** Is one charge computed. Unit: yuan. Shape: `payable` = `computed` less what is relieved, rounded; `relieved` + `payable` = `computed` rounded. */
export interface Charge {
  readonly kind: ChargeKind;
  readonly base: Exact;
  readonly levy: Levy;
  readonly computed: Exact;
  readonly relieved: Exact;
  readonly payable: Exact;
  /** The payable amount before rounding. */
  readonly payableExact: Exact;
  readonly rounding: Rounding;
}

/** Says that a charge cannot be computed: which field, and what is wrong with it and how to put it right. */
export class UnusableCharge extends Error {
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.name = 'UnusableCharge';
    this.field = field;
  }
}

function sum(amounts: readonly Exact[]): Exact {
  return amounts.reduce((total, amount) => total.plus(amount), Exact.zero);
}

function notNegative(value: Exact | undefined, field: string): void {
  if (value !== undefined && value.sign < 0) throw new UnusableCharge(field, `${field} is negative; write 0 or more.`);
}

function specificPart(levy: Levy): Exact {
  return levy.amountPerUnit === undefined ? Exact.zero : levy.amountPerUnit.times(levy.quantity ?? Exact.zero);
}

/** Checks what is levied. Refuses: neither rate nor amount, an amount per unit without its quantity, negative numbers, a choice between two of which one is missing. */
function checkLevy(levy: Levy): void {
  if (levy.rate === undefined && levy.amountPerUnit === undefined) throw new UnusableCharge('rate', 'There is neither a rate nor an amount per unit; give one of them, or both.');
  if (levy.amountPerUnit !== undefined && levy.quantity === undefined) throw new UnusableCharge('quantity', 'An amount per unit needs its quantity.');
  if (levy.combination !== undefined && levy.combination !== 'sum' && (levy.rate === undefined || levy.amountPerUnit === undefined)) throw new UnusableCharge('combination', `The ${levy.combination} of two needs both a rate and an amount per unit.`);
  for (const field of ['rate', 'amountPerUnit', 'quantity'] as const) notNegative(levy[field], field);
}

/** Computes what a levy takes of a base, before relief and rounding. Unit: yuan. */
export function levyOn(base: Exact, levy: Levy): Exact {
  const byValue = base.times(levy.rate ?? Exact.zero);
  const byUnit = specificPart(levy);
  if (levy.combination === 'lower') return byValue.compare(byUnit) <= 0 ? byValue : byUnit;
  if (levy.combination === 'higher') return byValue.compare(byUnit) >= 0 ? byValue : byUnit;
  return byValue.plus(byUnit);
}

function payableAfter(computed: Exact, relief: Relief | undefined): Exact {
  if (relief === undefined) return computed;
  if ('share' in relief) {
    if (relief.share.sign < 0 || relief.share.compare(Exact.one) > 0) throw new UnusableCharge('relief', 'A relief is between 0% and 100%.');
    return computed.times(Exact.one.minus(relief.share));
  }
  notNegative(relief.amount, 'relief');
  return relief.amount.compare(computed) >= 0 ? Exact.zero : computed.minus(relief.amount);
}

/**
 * Computes one charge on a base. Unit: yuan.
 * Refuses (as UnusableCharge): base, rate, amountPerUnit, quantity, combination, relief.
 * Source: 关税法(2024) art. 23 (ad valorem, specific, compound).
 */
export function computeCharge(request: ChargeRequest, base: Exact): Charge {
  const { kind, levy, relief, rounding } = request;
  checkLevy(levy);
  notNegative(base, 'base');
  const computed = levyOn(base, levy);
  const payableExact = payableAfter(computed, relief);
  const payable = payableExact.rounded(rounding.scale, rounding.mode);
  const relieved = computed.rounded(rounding.scale, rounding.mode).minus(payable);
  return { kind, base, levy, computed, relieved, payable, payableExact, rounding };
}

/**
 * Computes the composite price that consumption tax is levied on: P = (customs value + duty + quantity × amount) ÷ (1 − rate). Unit: yuan.
 * Refuses (as UnusableCharge): combination, rate (100 % and more leave no price).
 * Source: 消费税暂行条例(2008) art. 9 and the formula of compound levies.
 */
export function compositePrice(customsValue: Exact, duty: Exact, levy: Levy): Exact {
  if (levy.combination !== undefined && levy.combination !== 'sum') throw new UnusableCharge('combination', 'The composite price is defined for a rate, an amount or both added; give the base of this consumption tax.');
  const rest = Exact.one.minus(levy.rate ?? Exact.zero);
  if (rest.sign <= 0) throw new UnusableCharge('rate', 'A consumption tax of 100% or more has no composite price; write the rate as "20%" or 0.2.');
  return customsValue.plus(duty).plus(specificPart(levy)).dividedBy(rest);
}

/** Is what a line's charges are computed from. Unit: yuan. */
export interface LineRequest {
  readonly customsValue?: Exact | undefined;
  readonly charges: readonly ChargeRequest[];
  readonly carry?: Carry | undefined;
}

/** Is a line with its charges computed, in the order asked for. Unit: yuan. */
export interface LineCharges {
  readonly charges: readonly Charge[];
  readonly total: Exact;
}

/** Says which of a line's charges cannot be computed. Shape: `charge` counts from 0. */
export class UnusableLine extends Error {
  readonly problems: readonly { readonly charge: number; readonly field: string; readonly reason: string }[];

  constructor(problems: readonly { readonly charge: number; readonly field: string; readonly reason: string }[]) {
    super(problems.map((problem) => `charge ${problem.charge + 1}, ${problem.field}: ${problem.reason}`).join('; '));
    this.name = 'UnusableLine';
    this.problems = problems;
  }
}

const dependence: readonly ChargeKind[] = ['duty', 'other', 'consumptionTax', 'vat'];

/** Tells the base of a charge that brings none: the customs value, the composite price, or customs value + duty + consumption tax. */
export function deriveBase(request: ChargeRequest, customsValue: Exact | undefined, due: Readonly<Record<'duty' | 'consumptionTax', Exact>>): Exact {
  if (request.kind === 'other') throw new UnusableCharge('base', 'A charge of another kind needs its base.');
  if (customsValue === undefined) throw new UnusableCharge('base', 'There is no base and no customs value to derive it from; give one of them.');
  if (request.kind === 'duty') return customsValue;
  if (request.kind === 'consumptionTax') return compositePrice(customsValue, due.duty, request.levy);
  return sum([customsValue, due.duty, due.consumptionTax]);
}

/**
 * Computes all charges of a line, duty before consumption tax before value-added tax, however they are ordered.
 * Refuses (as UnusableLine): every charge that cannot be computed; those that only rest on such a one are not named.
 * Source: 增值税法(2024); 消费税暂行条例(2008) art. 9.
 */
export function computeLine(line: LineRequest): LineCharges {
  const done = new Map<number, Charge>();
  const problems: { charge: number; field: string; reason: string }[] = [];
  const due = (kind: ChargeKind): Exact => sum([...done.values()].filter((charge) => charge.kind === kind).map((charge) => (line.carry === 'exact' ? charge.payableExact : charge.payable)));
  for (const kind of dependence) {
    const known = { duty: due('duty'), consumptionTax: due('consumptionTax') };
    for (const [at, request] of line.charges.entries()) {
      if (request.kind !== kind) continue;
      try {
        done.set(at, computeCharge(request, request.base ?? deriveBase(request, line.customsValue, known)));
      } catch (error) {
        if (!(error instanceof UnusableCharge)) throw error;
        problems.push({ charge: at, field: error.field, reason: error.message });
      }
    }
  }
  if (problems.length > 0) throw new UnusableLine(problems.toSorted((one, other) => one.charge - other.charge));
  const charges = line.charges.map((_, at) => done.get(at)!);
  return { charges, total: sum(charges.map((charge) => charge.payable)) };
}
