import { Exact } from '../../../kernel/money.ts';
import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';
import { prescribedFor } from '../../prescribed/catalogue/consignment-kinds.ts';
import { kinds, permitKinds, permits } from '../catalogue/kinds.ts';
import type { PermitKind } from '../catalogue/kinds.ts';

/** Is one approved line of a permit, with what is left of it. Unit: quantities as decimal text, in the permit's unit. */
export interface PermitQuota {
  readonly permitId: string;
  readonly kind: string;
  readonly number: string;
  readonly partyId: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly points: readonly string[];
  readonly position: number;
  readonly hsPrefix: string;
  readonly unit: string;
  readonly approved: string;
  readonly drawn: string;
  readonly serials: readonly string[];
}

/** Is a line that needs permits. */
export interface PermitNeed {
  readonly position: number;
  readonly hsCode: string;
  readonly quantity: string;
  readonly unit: string;
  readonly serials: readonly string[];
}

/** Lists the permits that goods of a code need wherever they come. Shape: empty where the kind of consignment decides. */
function permitsByCode(hsCode: string): PermitKind[] {
  return permitKinds.filter((permit) => permits[permit].hs.some((prefix) => hsCode.startsWith(prefix)));
}

/** Says whether a line needs a permit: every line of a kind that always owes one, a line whose code needs one wherever it comes, a line that names one. */
export function needsPermit(kind: ConsignmentKind, line: { readonly hsCode: string; readonly permitReference?: string | undefined }): boolean {
  return prescribedFor[kind]['GDS-PERM'] === 'always' || (line.permitReference ?? '') !== '' || permitsByCode(line.hsCode).length > 0;
}

/** Lists the permits of which one may stand for a line: those that its code needs, else those of its kind of consignment. */
export function permitsFor(kind: ConsignmentKind, hsCode: string): readonly PermitKind[] {
  const byCode = permitsByCode(hsCode);
  return byCode.length === 0 ? kinds[kind].permits : byCode.flatMap((permit) => [permit, ...(permits[permit].orBy === undefined ? [] : [permits[permit].orBy])]);
}

/** Says whether goods of a code may come as a kind: arms and explosives only as the kind that counts and seals them. Refuses: `kind-of-goods`. Source: 枪支管理法 arts 33–37; 民用爆炸物品安全管理条例 art. 25. */
export function canComeAs(kind: ConsignmentKind, lines: readonly { readonly position: number; readonly hsCode: string }[]): Verdict {
  for (const { position, hsCode } of lines) {
    const only = permitsByCode(hsCode).flatMap((permit) => permits[permit].onlyAs ?? []);
    if (only.length > 0 && !only.includes(kind)) return refused('kind-of-goods', { position, code: hsCode, kind, only: only.join(', ') }, '/kind');
  }
  return allowed;
}

/** Is what is drawn from one line of a permit for one line of goods. */
export interface PermitDraw {
  readonly permitId: string;
  readonly number: string;
  readonly position: number;
  readonly linePosition: number;
  readonly quantity: string;
}

/** Says why the lines of a consignment cannot all be drawn. */
export interface PermitGap {
  readonly linePosition: number;
  readonly reason: 'no-permit' | 'quota-exhausted' | 'serial-not-approved' | 'wrong-point' | 'out-of-period' | 'unit-differs';
  readonly missing: string;
}

/** Is which permits a consignment draws on, and what remains without one. */
export interface PermitPlan {
  readonly draws: readonly PermitDraw[];
  readonly gaps: readonly PermitGap[];
}

/**
 * Plans the draws of a consignment: each line is drawn from the permits of its party that are of the sort it needs, name its code, are in force on the day, hold at this port, and have approved its serial numbers; the first to expire first.
 * Shape: a line is drawn whole or it is a gap with the reason that came nearest. Source: docs/facts.md, permits as quotas (inferred); 海关事务担保条例 art. 4.
 */
export function planDraws(kind: ConsignmentKind, needs: readonly PermitNeed[], quotas: readonly PermitQuota[], at: { readonly partyId: string; readonly pointCode: string; readonly on: string }): PermitPlan {
  const left = new Map(quotas.map((quota) => [quota, Exact.get(quota.approved).minus(Exact.get(quota.drawn))]));
  const own = quotas.filter((quota) => quota.partyId === at.partyId).toSorted((one, other) => (one.validUntil < other.validUntil ? -1 : one.validUntil > other.validUntil ? 1 : 0));
  const draws: PermitDraw[] = [];
  const gaps: PermitGap[] = [];
  for (const need of needs) {
    const wanted: readonly string[] = permitsFor(kind, need.hsCode);
    const named = own.filter((quota) => wanted.includes(quota.kind) && need.hsCode.startsWith(quota.hsPrefix));
    const here = named.filter((quota) => quota.points.length === 0 || quota.points.includes(at.pointCode));
    const inForce = here.filter((quota) => quota.validFrom <= at.on && at.on <= quota.validUntil);
    const measured = inForce.filter((quota) => quota.unit === need.unit);
    const approved = measured.filter((quota) => quota.serials.length === 0 || need.serials.every((serial) => quota.serials.includes(serial)));
    let rest = Exact.get(need.quantity);
    const drawn: PermitDraw[] = [];
    for (const quota of approved) {
      if (rest.sign <= 0) break;
      const available = left.get(quota)!;
      const share = available.compare(rest) < 0 ? available : rest;
      if (share.sign <= 0) continue;
      left.set(quota, available.minus(share));
      rest = rest.minus(share);
      drawn.push({ permitId: quota.permitId, number: quota.number, position: quota.position, linePosition: need.position, quantity: share.toPlainText(6) });
    }
    if (rest.sign <= 0) {
      draws.push(...drawn);
      continue;
    }
    for (const draw of drawn) {
      const quota = approved.find((one) => one.permitId === draw.permitId && one.position === draw.position)!;
      left.set(quota, left.get(quota)!.plus(Exact.get(draw.quantity)));
    }
    const reason = named.length === 0 ? 'no-permit' : here.length === 0 ? 'wrong-point' : inForce.length === 0 ? 'out-of-period' : measured.length === 0 ? 'unit-differs' : approved.length === 0 ? 'serial-not-approved' : 'quota-exhausted';
    gaps.push({ linePosition: need.position, reason, missing: rest.toPlainText(6) });
  }
  return { draws, gaps };
}

/** Gives approved lines as they would stand without some draws. */
export function withoutDraws<Quota extends PermitQuota>(quotas: readonly Quota[], draws: readonly { readonly permit_id: string; readonly position: number; readonly quantity: string }[]): Quota[] {
  return quotas.map((quota) => {
    const own = draws.filter((draw) => draw.permit_id === quota.permitId && draw.position === quota.position);
    return own.length === 0 ? quota : { ...quota, drawn: own.reduce((sum, draw) => sum.minus(Exact.get(draw.quantity)), Exact.get(quota.drawn)).toPlainText(6) };
  });
}
