import type { DeviceEvent, DeviceKind } from '../shapes.ts';

/** Is a check of a device as the rules read it. */
export interface DeviceCheck {
  readonly check: string;
  readonly passed: boolean;
  readonly performedAt: string;
  readonly validUntil: string | null;
  readonly condemnsSince: string | null;
}

/** Says how one check of a kind stands at an instant. Shape: `until` is where a valid one ends. */
export interface CheckStanding {
  readonly check: string;
  readonly state: 'valid' | 'due' | 'expired' | 'failed' | 'missing';
  readonly until: string | null;
}

/** Lists what can speak against counting a reading; what follows a colon is the check, the quantity, or the refusal. A format may add what a message says of itself. */
export const againstCodes = ['missing', 'expired', 'failed', 'condemned', 'environment', 'unknown', 'suspended', 'clock', 'refused', 'uncleared', 'by-hand', 'subject-unknown', 'subject-ambiguous'] as const;

const hour = 3_600_000;
/** Is how long before its end a check is due: a tenth of its time, a month at the most. Unit: hours. */
export const dueHours = (everyHours: number): number => Math.min(everyHours / 10, 31 * 24);
/** Is how far the clock of a device may be ahead of ours. Unit: seconds. */
export const clockToleranceSeconds = 60;
/** Is how old telemetry may be that stands in for what a reading does not say of its surroundings. Unit: minutes. */
export const surroundingsMinutes = 10;

/** Tells whether a device measures spectra, by its settings: then its gain is checked daily by its own background. */
export const isSpectrometric = (settings: Readonly<Record<string, unknown>> | null): boolean => /^(?:true|yes|1)$/i.test(String(settings?.['spectrometric'] ?? ''));

/** Gives a kind with the checks that a device of its settings needs. */
export function kindFor<Kind extends Pick<DeviceKind, 'checks'>>(kind: Kind, settings: Readonly<Record<string, unknown>> | null): Kind {
  return isSpectrometric(settings) || !kind.checks.some((check) => check.spectrometricOnly === true) ? kind : { ...kind, checks: kind.checks.filter((check) => check.spectrometricOnly !== true) };
}

/** Says how the checks that a kind needs stand at an instant: the latest of each counts, as it was known then or is known now. */
export function checksAt(kind: Pick<DeviceKind, 'checks'>, checks: readonly DeviceCheck[], at: string): readonly CheckStanding[] {
  return kind.checks.map(({ check, everyHours }): CheckStanding => {
    const last = checks.filter((one) => one.check === check && one.performedAt <= at).reduce<DeviceCheck | undefined>((latest, one) => (latest === undefined || one.performedAt >= latest.performedAt ? one : latest), undefined);
    if (last === undefined) return { check, state: 'missing', until: null };
    if (!last.passed) return { check, state: 'failed', until: null };
    const byRule = new Date(Date.parse(last.performedAt) + everyHours * hour).toISOString();
    const until = last.validUntil !== null && last.validUntil < byRule ? last.validUntil : byRule;
    if (at > until) return { check, state: 'expired', until };
    return { check, state: Date.parse(until) - Date.parse(at) <= dueHours(everyHours) * hour ? 'due' : 'valid', until };
  });
}

/**
 * Lists everything that speaks against counting a reading: then its step stays open and says why.
 * Shape: codes, `expired:dailySource` or `environment:ambientCelsius` for instance; empty where it counts.
 * Source: the rule of 100 %; a result counts only while its device is in calibration and its surroundings in range (N42 carries both flags).
 */
export function againstCounting(given: {
  readonly kind: Pick<DeviceKind, 'checks' | 'environment'>;
  readonly decision: 'approved' | 'suspended' | 'retired';
  readonly checks: readonly DeviceCheck[];
  readonly event: Pick<DeviceEvent, 'happenedAt' | 'reading' | 'against'>;
  /** The newest telemetry before the event, not older than `surroundingsMinutes`. */
  readonly surroundings: Readonly<Record<string, unknown>>;
  readonly receivedAt: string;
}): readonly string[] {
  const { kind, event } = given;
  const against: string[] = [];
  if (given.decision !== 'approved') against.push('suspended');
  for (const { check, state } of checksAt(kind, given.checks, event.happenedAt)) if (state !== 'valid' && state !== 'due') against.push(`${state}:${check}`);
  for (const one of given.checks) if (one.condemnsSince !== null && one.condemnsSince <= event.happenedAt && event.happenedAt <= one.performedAt) against.push(`condemned:${one.check}`);
  for (const [field, { minimum, maximum }] of Object.entries(kind.environment)) {
    const value = event.reading[field] ?? given.surroundings[field];
    if (typeof value !== 'number') against.push(`unknown:${field}`);
    else if (value < minimum || value > maximum) against.push(`environment:${field}`);
  }
  if (Date.parse(event.happenedAt) - Date.parse(given.receivedAt) > clockToleranceSeconds * 1000) against.push('clock');
  return [...new Set([...against, ...(event.against ?? [])])];
}
