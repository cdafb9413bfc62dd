import type { KeyUsage, TrustKey } from './trust-key.ts';

export type { KeyUsage, TrustKey };

/**
 * Every code with which a certificate is refused, in the order in which the causes are checked: form, key, signature, validity, content.
 * Shape: closed; docs/how-to/verify-certificates.md says of each what it means.
 */
export const verdictCodes = [
  'ok',
  // form
  'picture-unreadable', 'no-code-in-picture', 'not-recognised', 'parts-missing', 'illegal-character', 'bad-length', 'base45-overflow', 'not-compressed', 'too-large',
  'malformed-cbor', 'malformed-json', 'malformed-signature-form', 'trailing-bytes', 'duplicate-key', 'wrong-tag', 'critical-header', 'algorithm-missing', 'algorithm-unknown',
  // key
  'key-unknown', 'algorithm-unfit', 'certificate-invalid', 'certificate-untrusted', 'issuer-differs',
  // signature
  'signature-wrong',
  // validity
  'claims-malformed', 'not-yet-valid', 'expired', 'key-not-yet-valid', 'key-expired', 'revoked',
  // content
  'kind-unknown', 'schema-differs', 'check-digit-wrong', 'key-wrong-kind',
] as const;

/** One code of `verdictCodes`. */
export type VerdictCode = (typeof verdictCodes)[number];

/** Which certificate it is. */
export type CertificateKind =
  | 'dcc-vaccination' | 'dcc-test' | 'dcc-recovery' | 'ddcc' | 'icvp'
  | 'vds-nc-vaccination' | 'vds-nc-test' | 'shc-immunization' | 'shc-laboratory';

/** Whom a certificate is for, as it says. Shape: `birthDate` as precise as the certificate gives it ("1990", "1990-05", "1990-05-17"), null when unknown. */
export interface Holder {
  surname?: string;
  givenNames?: string;
  name: string;
  birthDate: string | null;
  sex?: string;
  nationality?: string;
  documentNumber?: string;
}

/**
 * What became of one certificate.
 * Shape: `holder`, `kind` and `payload` are filled as far as the text could be read, also when it is invalid, so that an officer sees whose it claims to be;
 * they are worth something only with `valid`. `trustSource` names the key that vouched. Times are ISO 8601.
 */
export interface Verdict {
  verdict: 'valid' | 'invalid';
  code: VerdictCode;
  reason: string;
  trustSource: string | null;
  holder: Holder | null;
  kind: CertificateKind | null;
  validFrom: string | null;
  validUntil: string | null;
  payload: unknown;
}

/** A file as it was found in a trust directory. Shape: `importedAt` is when it was put there, where that is known. */
export interface TrustFile {
  name: string;
  bytes: Uint8Array;
  importedAt?: string;
}

/** What could not be loaded into a trust store, and why. */
export interface TrustProblem {
  source: string;
  reason: string;
}

/** The keys of a trust directory. Shape: `byKid` has each key under its `kid`, several where identifiers collide; `keys` has all, also those without. */
export interface TrustStore {
  keys: readonly TrustKey[];
  byKid: ReadonlyMap<string, readonly TrustKey[]>;
  problems: readonly TrustProblem[];
}
