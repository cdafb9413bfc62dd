import type { Verdict, VerdictCode } from '../shapes.ts';

/** Says why a certificate cannot be vouched for; it is caught where the verdict is made and never leaves the module. */
export class Unverifiable extends Error {
  readonly code: Exclude<VerdictCode, 'ok'>;

  constructor(code: Exclude<VerdictCode, 'ok'>, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** What is known of a certificate when its verdict is made. */
export type Known = Partial<Omit<Verdict, 'verdict' | 'code' | 'reason'>>;

const nothing: Omit<Verdict, 'verdict' | 'code' | 'reason'> = { trustSource: null, holder: null, kind: null, validFrom: null, validUntil: null, payload: null };

/** Makes the verdict of a certificate that is refused, with what was read of it. */
export function invalidVerdict(error: Unverifiable, known: Known = {}): Verdict {
  return { ...nothing, ...known, trustSource: null, verdict: 'invalid', code: error.code, reason: error.message };
}

/** Makes the verdict of a certificate that holds. */
export function validVerdict(reason: string, known: Known): Verdict {
  return { ...nothing, ...known, verdict: 'valid', code: 'ok', reason };
}
