import { allowed, refused } from '../../kernel/refusal.ts';
import type { Verdict } from '../../kernel/refusal.ts';
import { hasRole } from '../../kernel/officer.ts';
import type { Actor } from '../../kernel/officer.ts';
import type { Direction } from '../prescribed/shapes.ts';
import type { Alert, Block, FlightRow, FlightState } from './shapes.ts';

/** Lists who may sign a closing as its second officer. */
export const closingSigners = ['healthOfficer', 'customsOfficer', 'doctor', 'dutyOfficer'] as const;

/** Is what the records say of a flight, as far as its state depends on it. */
export interface FlightFacts {
  readonly direction: Direction;
  readonly cancelled: boolean;
  readonly closed: boolean;
  readonly persons: number;
  readonly listHeld: boolean;
  readonly planApproved: boolean;
  readonly landed: boolean;
  readonly boarded: boolean;
  readonly disembarkationBegun: boolean;
  readonly disembarkationEnded: boolean;
  readonly onBoard: number;
  /** Persons of whom nobody has said yet whether they are on board. */
  readonly undecided: number;
  readonly handedOver: number;
  /** Somebody has declared for a departure. */
  readonly begun: boolean;
}

/**
 * Computes the state of a flight from its records.
 * Shape: for a departure, landed and disembarking do not occur; in process begins with the first exit declaration, handed over is reached when the doors have closed on everybody released.
 */
export function flightState(facts: FlightFacts): FlightState {
  if (facts.closed) return 'closed';
  if (facts.cancelled) return 'cancelled';
  if (facts.direction === 'departure') {
    if (facts.persons > 0 && facts.handedOver > 0 && facts.undecided === 0 && facts.handedOver >= facts.onBoard && facts.boarded) return 'handedOver';
    if (facts.begun) return 'inProcess';
  } else {
    if (facts.disembarkationEnded && facts.undecided === 0 && facts.handedOver >= facts.onBoard) return 'handedOver';
    if (facts.disembarkationEnded) return 'inProcess';
    if (facts.disembarkationBegun) return 'disembarking';
    if (facts.landed || facts.boarded) return 'landed';
  }
  if (facts.planApproved) return 'planned';
  return facts.persons > 0 || facts.listHeld ? 'listed' : 'announced';
}

/**
 * Lists the carriers an airline's actor may see; undefined where every flight may be seen.
 * Shape: an airline's organisation carries its two-character designator as a word, "CA" or "Air China (CA)".
 */
export function carriersOf(actor: Actor): readonly string[] | undefined {
  if (!hasRole(actor, ['airline']) || actor.roles.some((role) => role !== 'airline')) return undefined;
  return actor.organisation.split(/[^A-Z0-9]+/u).filter((word) => word.length === 2);
}

/** Says whether an actor may see a flight: an airline only its own. */
export function maySeeFlight(actor: Actor, designator: string): boolean {
  return carriersOf(actor)?.includes(designator.slice(0, 2)) ?? true;
}

/** Says whether a flight can still be changed. Refuses: `flight-closed`, `flight-cancelled`. */
export function canChangeFlight(flight: { readonly state: FlightState; readonly designator: string }): Verdict {
  if (flight.state === 'closed') return refused('flight-closed', { flight: flight.designator });
  if (flight.state === 'cancelled') return refused('flight-cancelled', { flight: flight.designator });
  return allowed;
}

/** Says whether a plan serves the flight. Refuses: `plan-wrong-direction`. */
export function canUsePlan(flight: { readonly direction: Direction }, plan: { readonly direction: Direction }): Verdict {
  return plan.direction === flight.direction ? allowed : refused('plan-wrong-direction', { plan: plan.direction, flight: flight.direction });
}

/**
 * Says whether a version of a flight's plan can be approved now.
 * Refuses: `flight-closed`, `flight-cancelled`, `plan-unknown`, `plan-already-approved`, `plan-not-newest`, `officer-needed`.
 */
export function canApprovePlan(
  flight: { readonly state: FlightState; readonly designator: string },
  plan: { readonly version: number; readonly newest: number; readonly approved: boolean } | undefined,
  officerId: string | null,
): Verdict {
  const open = canChangeFlight(flight);
  if (!open.ok) return open;
  if (plan === undefined) return refused('plan-unknown', {});
  if (plan.approved) return refused('plan-already-approved', { version: plan.version });
  if (plan.version !== plan.newest) return refused('plan-not-newest', { version: plan.version, newest: plan.newest });
  return officerId === null ? refused('officer-needed', {}) : allowed;
}

/** Splits what was typed as recipients into their names. Shape: in the order typed, each once. */
export function recipientsOf(text: string): readonly string[] {
  return [...new Set(text.split(/[,;，；、\n]/).map((name) => name.trim()).filter((name) => name !== ''))];
}

/** Says whether a recipient can acknowledge a report. Refuses: `recipient-unknown`, `report-already-acknowledged`. */
export function canAcknowledge(report: { readonly recipients: string; readonly acknowledgedBy: readonly string[] }, recipient: string): Verdict {
  const recipients = recipientsOf(report.recipients);
  if (!recipients.includes(recipient)) return refused('recipient-unknown', { recipient, recipients: [...recipients] });
  return report.acknowledgedBy.includes(recipient) ? refused('report-already-acknowledged', { recipient }) : allowed;
}

/** Is what the ledger says at closing, beside the steps owed: each pair must be equal. */
export interface ClosingFacts {
  readonly direction: Direction;
  readonly onBoard: number;
  /** BRD-01 and BRD-03 of an arrival, the doors-closed count of a departure; null where it was not recorded. */
  readonly headCounts: readonly { readonly step: string; readonly count: number | null }[];
  readonly swabbed: number;
  readonly tubes: number;
  readonly tubesWithoutResult: readonly string[];
  readonly handedOverNormal: number;
  readonly handedOverAbnormal: number;
  readonly countsReceived: number;
  readonly released: number;
  readonly symptomaticReleased: number;
  readonly openDiscrepancies: number;
  readonly reportEqualsLedger: boolean;
}

/**
 * Lists what keeps a flight from closing although nothing may be owed.
 * Source: docs/facts.md, the rule of 100 %; three closing conditions of Beijing Customs, 2020-09-04.
 */
export function closingChecks(facts: ClosingFacts): readonly { readonly code: string; readonly params: Readonly<Record<string, unknown>> }[] {
  const found: { code: string; params: Readonly<Record<string, unknown>> }[] = [];
  const { onBoard } = facts;
  for (const { step, count } of facts.headCounts) if (count !== onBoard) found.push({ code: 'head-count-differs', params: { step, headCount: count ?? 0, listed: onBoard } });
  if (facts.direction === 'arrival') {
    if (facts.swabbed !== onBoard || facts.tubes !== facts.swabbed || facts.tubesWithoutResult.length > 0) {
      found.push({ code: 'tubes-differ', params: { tubes: facts.tubes, swabbed: facts.swabbed, onBoard, withoutResult: facts.tubesWithoutResult.slice(0, 5), withoutResultCount: facts.tubesWithoutResult.length } });
    }
    const handedOver = facts.handedOverNormal + facts.handedOverAbnormal;
    if (handedOver !== onBoard || facts.countsReceived !== facts.handedOverNormal) {
      found.push({ code: 'hand-overs-differ', params: { handedOver, received: facts.countsReceived + facts.handedOverAbnormal, onBoard } });
    }
  } else if (facts.released !== onBoard) found.push({ code: 'released-differs', params: { released: facts.released, onBoard } });
  if (facts.symptomaticReleased > 0) found.push({ code: 'symptomatic-released', params: { count: facts.symptomaticReleased } });
  if (facts.openDiscrepancies > 0) found.push({ code: 'difference-unexplained', params: { count: facts.openDiscrepancies } });
  if (!facts.reportEqualsLedger) found.push({ code: 'report-differs', params: {} });
  return found;
}

/**
 * Says whether a flight can be closed, from everything that blocks it; the button and the server ask the same.
 * Refuses: `flight-closed`, `flight-cancelled`, `still-owed` with the steps, the open cases and the first persons, then the closing checks.
 */
export function canClose(flight: { readonly state: FlightState; readonly designator: string }, blocking: readonly Block[]): Verdict {
  const open = canChangeFlight(flight);
  if (!open.ok) return open;
  const steps = blocking.filter((block) => block.kind === 'step' || block.kind === 'discrepancy').map((block) => block.step ?? '');
  const cases = blocking.filter((block) => block.kind === 'case');
  if (steps.length > 0 || cases.length > 0) {
    return refused('still-owed', {
      gate: 'closing', steps: [...new Set(steps)], openCases: cases.reduce((sum, block) => sum + (block.count ?? 1), 0),
      persons: cases.filter((block) => block.caseId !== undefined).slice(0, 5).map((block) => ({ caseId: block.caseId, name: block.name, steps: block.steps })),
      differences: blocking.filter((block) => block.kind === 'discrepancy').length,
    });
  }
  const check = blocking.find((block) => block.kind === 'check');
  return check === undefined ? allowed : refused(check.code ?? 'still-owed', (check.params ?? {}) as Readonly<Record<string, unknown>>);
}

/** Counts the minutes before landing or departure from which an unapproved plan or a missing list is an alert. Unit: minutes. Source: list held 2 h before landing, Hangzhou 2020-03-30. */
export const alertLeadMinutes = 120;

/** Is what a row needs besides itself for its alerts. */
export interface AlertFacts {
  readonly overdueSince: string | null;
  readonly discrepancySince: string | null;
  readonly abnormalOpen: number;
  readonly abnormalSince: string | null;
  readonly positiveOpen: number;
  readonly positiveSince: string | null;
  readonly resultsNearDue: number;
  readonly resultsNearSince: string | null;
}

/** Lists the alerts of one flight, the gravest first. */
export function alertsOf(row: FlightRow, facts: AlertFacts, asOf: string): readonly Alert[] {
  if (row.state === 'closed' || row.state === 'cancelled') return [];
  const alerts: Alert[] = [];
  const add = (kind: Alert['kind'], code: string, params: Readonly<Record<string, unknown>>, since: string | null): void => {
    alerts.push({ flightId: row.flightId, designator: row.designator, kind, code, params, since });
  };
  if (facts.positiveOpen > 0) add('abnormal', 'positive-to-report', { count: facts.positiveOpen }, facts.positiveSince);
  if (facts.abnormalOpen > 0) add('abnormal', 'abnormal-waiting', { count: facts.abnormalOpen }, facts.abnormalSince);
  if (row.counts.overdue > 0) add('overdue', 'steps-overdue', { count: row.counts.overdue }, facts.overdueSince);
  if (facts.resultsNearDue > 0) add('clock', 'results-near-due', { count: facts.resultsNearDue }, facts.resultsNearSince);
  if (row.counts.discrepancies > 0) add('discrepancy', 'differences-open', { count: row.counts.discrepancies }, facts.discrepancySince);
  const expected = row.estimatedAt ?? row.scheduledAt;
  const near = expected !== null && Date.parse(expected) - Date.parse(asOf) <= alertLeadMinutes * 60_000;
  const since = expected === null ? null : new Date(Date.parse(expected) - alertLeadMinutes * 60_000).toISOString();
  if (near && !row.planApproved) add('plan', 'plan-not-approved', {}, since);
  if (near && row.state === 'announced') add('list', 'list-not-held', {}, since);
  return alerts;
}
