import { Exact } from '../../../kernel/money.ts';
import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { borderDecisions } from '../catalogue/border-decisions.ts';
import type { BorderDecisionKind, ProofField } from '../catalogue/border-decisions.ts';
import { legalRules } from '../catalogue/legal-rules.ts';
import { addDays, addMonths } from './dates.ts';
import { getLegalRule } from './legal-dates.ts';
import type { Seizure } from './legal-dates.ts';

/** Is a line as far as a decision goes. Unit: quantities as decimal text. */
export interface DecidableLine { readonly line_id: string; readonly position: number; readonly quantity: string; readonly closed: string; readonly away: string; readonly serials: number }

/** Is what of one line is decided on. */
export interface DecidedPart { readonly lineId: string; readonly position: number; readonly quantity: string; readonly serials: readonly string[] }

/** Tells what of a line can still go on: neither gone, nor decided away, nor seized. Unit: decimal text. */
export function goingOf(line: Pick<DecidableLine, 'quantity' | 'closed' | 'away'>): string {
  return Exact.get(line.quantity).minus(Exact.get(line.closed)).minus(Exact.get(line.away)).toPlainText(6);
}

/**
 * Gives the parts of a decision: all that can still go on where no items are named, else the items, each with as many serial numbers as pieces where its line has any.
 * Shape: or the refusal. Refuses: `line-unknown`, `quantity-exceeded`, `serial-unknown`, `serials-differ`, `nothing-to-decide`.
 */
export function partsOf(lines: readonly DecidableLine[], items: readonly { readonly position: number; readonly quantity: string; readonly serials?: readonly string[] }[] | undefined, openSerials: ReadonlyMap<string, string>): { readonly parts: readonly DecidedPart[] } | { readonly refusal: Verdict & { ok: false } } {
  const no = (code: string, params: Readonly<Record<string, unknown>>, where?: string) => ({ refusal: refused(code, params, where) as Verdict & { ok: false } });
  if (items === undefined) {
    const parts = lines.filter((line) => Exact.get(goingOf(line)).sign > 0).map((line) => ({ lineId: line.line_id, position: line.position, quantity: goingOf(line), serials: [...openSerials].filter(([, lineId]) => lineId === line.line_id).map(([serial]) => serial) }));
    return parts.length === 0 ? no('nothing-to-decide', {}) : { parts };
  }
  const parts: DecidedPart[] = [];
  for (const [place, item] of items.entries()) {
    const line = lines.find((one) => one.position === item.position);
    if (line === undefined || parts.some((one) => one.lineId === line.line_id)) return no('line-unknown', { position: item.position }, `/items/${place}/position`);
    if (Exact.get(item.quantity).compare(Exact.get(goingOf(line))) > 0) return no('quantity-exceeded', { position: item.position, remaining: goingOf(line) }, `/items/${place}/quantity`);
    const serials = [...new Set(item.serials ?? [])];
    for (const serial of serials) if (openSerials.get(serial) !== line.line_id) return no('serial-unknown', { serial, position: item.position }, `/items/${place}/serials`);
    if (line.serials > 0 && !Exact.get(item.quantity).equals(Exact.fraction(BigInt(serials.length)))) return no('serials-differ', { position: item.position, quantity: item.quantity, serials: serials.length }, `/items/${place}/serials`);
    parts.push({ lineId: line.line_id, position: line.position, quantity: item.quantity, serials });
  }
  return parts.length === 0 ? no('nothing-to-decide', {}) : { parts };
}

/** Is a decision as far as it says what a release was of. */
export interface AtRelease { readonly kind: BorderDecisionKind; readonly follows: string | null; readonly enforced_at: string | null; readonly ended_as: string | null; readonly ended_at: string | null; readonly lines: readonly { readonly lineId: string; readonly quantity: string }[] }

/** Tells apart what a release was of: what of each line was released with it, and the decisions whose goods were given back later. Unit: decimal text. */
export function releasedIn<Decision extends AtRelease>(lines: readonly { readonly line_id: string; readonly quantity: string }[], decisions: readonly Decision[], releasedAt: string): { readonly quantities: ReadonlyMap<string, string>; readonly later: readonly Decision[] } {
  // What follows a decision is of the same goods; what was lifted before the release was released with the rest.
  const kept = decisions.filter((one) => one.kind !== 'treatment' && one.follows === null && one.enforced_at !== null && one.enforced_at < releasedAt && !(one.ended_as === 'lifted' && one.ended_at! <= releasedAt));
  const left = new Map(lines.map((line) => [line.line_id, Exact.get(line.quantity)]));
  for (const one of kept) for (const { lineId, quantity } of one.lines) left.set(lineId, left.get(lineId)!.minus(Exact.get(quantity)));
  return { quantities: new Map([...left].map(([lineId, quantity]) => [lineId, quantity.toPlainText(6)])), later: kept.filter((one) => one.ended_as === 'lifted') };
}

/** Tells the last day that may be set for carrying a decision out. Refuses: nothing-in-force. */
export function latestDue(kind: BorderDecisionKind, today: string): string {
  const { rule, value } = borderDecisions[kind].due;
  const found = getLegalRule(rule, today, legalRules).values[value]!;
  return found.unit === 'month' ? addMonths(today, Number(found.value)) : addDays(today, Number(found.value));
}

/** Tells the last day to which a seizure that ends on a day can be extended. Refuses: nothing-in-force. Source: 海关行政处罚实施条例 art. 40. */
export function latestExtension(dueOn: string): string {
  return addMonths(dueOn, Number(getLegalRule('seizure-term', dueOn, legalRules).values.extensionMonths!.value));
}

/** Says whether a seizure may be extended today to a day: once, before its term is over. Refuses: `seizure-extended`, `seizure-term-over`, `decision-due-wrong`. */
export function canExtendSeizure(seizure: { readonly dueOn: string; readonly extendedFrom: string | null }, today: string, until?: string): Verdict {
  if (seizure.extendedFrom !== null) return refused('seizure-extended', { day: seizure.dueOn });
  if (today > seizure.dueOn) return refused('seizure-term-over', { day: seizure.dueOn });
  const [from, to] = [addDays(seizure.dueOn, 1), latestExtension(seizure.dueOn)];
  return until === undefined || (until >= from && until <= to) ? allowed : refused('decision-due-wrong', { from, to }, '/dueOn');
}

/** Says whether a kind of decision may be taken on goods as they stand. Refuses: `consignment-released`, `seizure-first`, `decision-not-on-seized`. */
export function canDecide(kind: BorderDecisionKind, facts: { readonly number: string; readonly released: boolean; readonly follows: BorderDecisionKind | null }): Verdict {
  const definition = borderDecisions[kind];
  if (facts.follows === null && definition.afterSeizure) return refused('seizure-first', {}, '/follows');
  if (facts.follows !== null && definition.effect !== 'leaves') return refused('decision-not-on-seized', {}, '/kind');
  if (facts.follows !== null && definition.afterSeizure && facts.follows !== 'seizure') return refused('seizure-first', {}, '/follows');
  return facts.released && facts.follows === null && !definition.afterRelease ? refused('consignment-released', { number: facts.number }) : allowed;
}

/** Lists which parts of a proof are missing. */
export function proofOwed(kind: BorderDecisionKind, given: Readonly<Partial<Record<ProofField, string>>>): readonly ProofField[] {
  return borderDecisions[kind].proof.filter((field) => (given[field]?.trim() ?? '').length < 2);
}

/** Writes what is signed, in one order whoever writes it. */
export function decisionText(decision: { readonly consignmentId: string; readonly kind: string; readonly step: string | null; readonly reason: string; readonly place: string; readonly seals: readonly string[]; readonly dueOn: string; readonly follows: string | null; readonly parts: readonly DecidedPart[] }): string {
  const { consignmentId, kind, step, reason, place, seals, dueOn, follows } = decision;
  return JSON.stringify([consignmentId, kind, step, reason, place, [...seals], dueOn, follows, decision.parts.toSorted((one, other) => one.position - other.position).map((part) => [part.position, Exact.get(part.quantity).toPlainText(6), part.serials.toSorted()])]);
}

/** Is how a consignment stood after something changed: whether anything of it could go on, and the day of the last of the seizures that held the rest. Shape: no day where nothing was seized. */
export interface Moment { readonly day: string; readonly goes: boolean; readonly seizedOn: string | null }

/**
 * Gives the times in which all that was here of a consignment was seized, as the clock of its stay counts them, from what changed in order.
 * Shape: each begins on the day of the last seizure of what is held, also where the rest left later, since nothing that is still here ran on from then.
 */
export function standstills(moments: readonly Moment[]): Seizure[] {
  const times: { from: string; to: string | undefined }[] = [];
  let since: string | null = null;
  for (const { day, goes, seizedOn } of moments) {
    if (!goes && seizedOn !== null) since ??= seizedOn;
    else if (since !== null) {
      times.push({ from: since, to: day });
      since = null;
    }
  }
  if (since !== null) times.push({ from: since, to: undefined });
  return times;
}

/** Tells how much of a line came in: all but what went for good by a decision, and what is decided away or seized. Unit: decimal text. */
export function cameInOf(line: Pick<DecidableLine, 'line_id' | 'quantity' | 'away'>, gone: ReadonlyMap<string, Exact>): string {
  return Exact.get(line.quantity).minus(gone.get(line.line_id) ?? Exact.get('0')).minus(Exact.get(line.away)).toPlainText(6);
}

/** Sums by line what decisions of some kinds took away for good. */
export function goneBy(decisions: readonly { readonly kind: BorderDecisionKind; readonly ended_as: string | null; readonly lines: readonly { readonly lineId: string; readonly quantity: string }[] }[], kinds: (kind: BorderDecisionKind) => boolean): Map<string, Exact> {
  const gone = new Map<string, Exact>();
  for (const one of decisions) if (one.ended_as === 'done' && kinds(one.kind)) for (const { lineId, quantity } of one.lines) gone.set(lineId, (gone.get(lineId) ?? Exact.get('0')).plus(Exact.get(quantity)));
  return gone;
}

/** Tells the share of an amount that goes with a part of a quantity, rounded down. Unit: fen, millionths. */
export function shareFor(amountFen: bigint, part: bigint, total: bigint): bigint {
  return total === 0n ? 0n : (amountFen * part) / total;
}
