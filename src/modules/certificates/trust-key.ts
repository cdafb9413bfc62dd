import type { KeyObject, X509Certificate } from 'node:crypto';

/** What a key of the EU's digital COVID certificates may vouch for, from the extended key usages of its certificate. */
export type KeyUsage = 'vaccination' | 'test' | 'recovery';

/**
 * A public key that somebody at this port has decided to trust.
 * Shape: `kid` is base64 for COSE, the JWK's own `kid` for smart health cards; `source` names the file; times are ISO 8601 in UTC.
 */
export interface TrustKey {
  source: string;
  importedAt: string | null;
  kid: string | null;
  issuer: string | null;
  country: string | null;
  key: KeyObject;
  certificate?: X509Certificate;
  usages?: readonly KeyUsage[];
  validFrom: string | null;
  validUntil: string | null;
}
