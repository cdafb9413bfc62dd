import type { ResultClass } from '../../../modules/certificates/rules/declaration-code.ts';
import type { StationOutcome } from '../code-check.ts';

/** The light of a gate: go on, health officer, assisted desk, stop. */
export type Light = 'green' | 'purple' | 'blue' | 'red';

/** Every light, in the order in which they are counted. */
export const lightNames: readonly Light[] = ['green', 'purple', 'blue', 'red'];

/** What a gate knows at a code: an outcome of the station, or that the code is good and nobody here belongs to it. */
export type GateOutcome = StationOutcome | 'unknown';

/** A code as a gate judged it. Shape: `result` is undefined where nobody signed it. */
export type GateVerdict = { readonly code: GateOutcome; readonly result: ResultClass | undefined };

/** Unit: milliseconds. So long a light stays unless the next scan takes its place. */
export const lightMilliseconds = 4000;
/** Unit: milliseconds. */
const countedMilliseconds = 3_600_000;

/** Gives the light of a verdict; `stale` where the flight asks more now than when the code was signed. Only what is valid, clear and not stale is green. */
export function lightOf({ code, result }: GateVerdict, stale: boolean): Light {
  switch (code) {
    case 'valid': return result === 'clear' && !stale ? 'green' : 'purple';
    case 'expired':
    case 'not-yet-valid':
    case 'superseded':
    case 'unknown':
    case 'no-keys':
    case 'key-unsupported': return 'blue';
    case 'altered':
    case 'foreign':
    case 'malformed':
    case 'revoked': return 'red';
  }
}

/** Names the line that tells a traveller what to do. Shape: the light itself where the reason is nobody's business but the officer's. */
export function lineOf(verdict: GateVerdict, stale: boolean): 'green' | 'purple' | 'red' | 'malformed' | 'expired' | 'not-yet-valid' | 'superseded' | 'unknown' | 'unchecked' {
  const light = lightOf(verdict, stale);
  switch (verdict.code) {
    case 'no-keys':
    case 'key-unsupported': return 'unchecked';
    case 'expired':
    case 'not-yet-valid':
    case 'superseded':
    case 'unknown':
    case 'malformed': return verdict.code;
    default: return light === 'blue' ? 'unchecked' : light;
  }
}

/** One light that was shown: when, and nothing of whom. Unit: `at` in milliseconds of the page's own clock. */
export type Shown = { readonly at: number; readonly light: Light };

/** Leaves what is of the last hour. */
export function ofLastHour(shown: readonly Shown[], now: number): readonly Shown[] {
  return shown.filter(({ at }) => now - at < countedMilliseconds);
}

/** Counts the lights of the last hour. */
export function countLights(shown: readonly Shown[], now: number): Readonly<Record<Light, number>> {
  const counts = { green: 0, purple: 0, blue: 0, red: 0 };
  for (const { light } of ofLastHour(shown, now)) counts[light] += 1;
  return counts;
}
