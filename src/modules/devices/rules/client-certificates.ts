/** Is how long before its end a certificate of a device is due for renewal. Unit: days. Source: our choice, as long as a certificate is on order at most. */
export const certificateDueDays = 30;

/** Says how a certificate stands: nobody has decided on it, it was revoked, its time has not begun, is over, ends soon, or holds. */
export const certificateStates = ['waiting', 'revoked', 'notYet', 'expired', 'due', 'valid'] as const;
/** Is how one certificate stands. */
export type CertificateState = (typeof certificateStates)[number];

/** Says how a certificate of a device stands at an instant of real time: security knows no invented clock. */
export function certificateState(given: { readonly decision: 'bound' | 'revoked' | null; readonly validFrom: string; readonly validUntil: string }, at: number): CertificateState {
  if (given.decision === null) return 'waiting';
  if (given.decision === 'revoked') return 'revoked';
  if (at < Date.parse(given.validFrom)) return 'notYet';
  const left = Date.parse(given.validUntil) - at;
  if (left <= 0) return 'expired';
  return left <= certificateDueDays * 86_400_000 ? 'due' : 'valid';
}

/** Writes a fingerprint as people compare it, in pairs. */
export const spokenFingerprint = (hex: string): string => (hex.toUpperCase().match(/../g) ?? []).join(':');

/** Tells whether the settings of a device let its key identify it: not where they say `identity=certificate`. */
export const isKeyAccepted = (settings: Readonly<Record<string, unknown>> | null): boolean => settings?.['identity'] !== 'certificate';
