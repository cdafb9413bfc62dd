/** Lists the roles that verify certificates, as the view does. */
export const verifyRoles: readonly string[] = ['healthOfficer', 'dutyOfficer', 'doctor', 'sampler', 'gate'];
/** Lists the roles that see which keys are trusted, as the view does. */
export const trustRoles: readonly string[] = [...verifyRoles, 'administrator', 'auditor'];
/** Lists the roles that import lists of keys, as the action does. */
export const importTrustRoles: readonly string[] = ['administrator', 'dutyOfficer'];

/** Is what `certificates.verify` says of a certificate. */
export type Verified = {
  readonly verdict: 'valid' | 'invalid'; readonly code: string; readonly reason: string; readonly trustSource: string | null; readonly kind: string | null; readonly validFrom: string | null; readonly validUntil: string | null;
  readonly holder: { readonly name: string; readonly birthDate: string | null; readonly documentNumber: string | null } | null; readonly trustedKeys: number; readonly at: string;
};

const unread = ['picture-unreadable', 'no-code-in-picture', 'not-recognised', 'parts-missing', 'illegal-character', 'bad-length', 'base45-overflow', 'not-compressed'];
const unconfirmed = ['key-unknown', 'certificate-untrusted'];

/** Tells how a verdict is said: what was not read or cannot be confirmed is not thereby false. */
export function sayingOf({ verdict, code }: Pick<Verified, 'verdict' | 'code'>): 'valid' | 'invalid' | 'unconfirmed' | 'unread' {
  return verdict === 'valid' ? 'valid' : unread.includes(code) ? 'unread' : unconfirmed.includes(code) ? 'unconfirmed' : 'invalid';
}

type Name = { readonly en: string; readonly zh: string };

/** Is one version of a list of keys. */
export type TrustList = {
  readonly listId: string; readonly name: string; readonly version: number; readonly source: string; readonly listDate: string | null; readonly fileName: string; readonly keys: number; readonly problems: readonly { readonly source: string; readonly reason: string }[];
  readonly importedAt: string; readonly importedBy: Name | null; readonly withdrawnAt: string | null; readonly current: boolean;
};

/** Is one key that counts. */
export type TrustedKey = { readonly listId: string; readonly list: string; readonly position: number; readonly kid: string | null; readonly subject: string | null; readonly country: string | null; readonly usages: readonly string[]; readonly validFrom: string | null; readonly validUntil: string | null };

/** Is what `certificates.trust` gives. */
export type Trust = { readonly lists: readonly TrustList[]; readonly keys: readonly TrustedKey[] };
