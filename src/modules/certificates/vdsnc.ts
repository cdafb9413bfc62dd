import { verify, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { CheckOptions } from './hcert.ts';
import type { TrustKey, TrustStore, Verdict } from './shapes.ts';
import { canonicalJson, decodeBase64Url, isJsonObject, parseJson } from './strict-json.ts';
import type { JsonObject } from './strict-json.ts';
import { kidOfKey } from './trust-entries.ts';
import { describeKey } from './trust.ts';
import { invalidVerdict, Unverifiable, validVerdict } from './rules/unverifiable.ts';
import type { Known } from './rules/unverifiable.ts';
import { readSeal } from './vdsnc-content.ts';

/** Unit: characters. A seal fits into one code, some 3,000 characters. */
const maximumLength = 1_048_576;

/** Unit: bytes of a signature, both halves. Curves of the sizes that the standard prescribes for each algorithm. */
const algorithms: Readonly<Record<string, { readonly hash: string; readonly size: number; readonly curves: readonly string[] }>> = {
  ES256: { hash: 'sha256', size: 64, curves: ['prime256v1', 'brainpoolP256r1'] },
  ES384: { hash: 'sha384', size: 96, curves: ['secp384r1', 'brainpoolP384r1'] },
  ES512: { hash: 'sha512', size: 132, curves: ['secp521r1', 'brainpoolP512r1'] },
};

interface Seal {
  readonly data: JsonObject;
  readonly header: JsonObject;
  readonly message: JsonObject;
  readonly algorithm: string;
  readonly signer: X509Certificate;
  readonly key: KeyObject;
  readonly signature: Buffer;
}

/** Refuses: not-recognised, too-large, malformed-json, duplicate-key, algorithm-missing, algorithm-unknown, malformed-signature-form, certificate-invalid. */
function readForm(text: string): Seal {
  const clean = text.replace(/^\ufeff/u, '').trim();
  if (!clean.startsWith('{')) throw new Unverifiable('not-recognised', clean === '' ? 'The text is empty: scan the code again.' : `A visible digital seal begins with "{", this text with ${JSON.stringify(clean.slice(0, 12))}.`);
  if (clean.length > maximumLength) throw new Unverifiable('too-large', 'The text is longer than any seal.');
  const whole = parseJson(clean, 'The seal');
  const { data, sig } = isJsonObject(whole) ? whole : {};
  if (!isJsonObject(data) || !isJsonObject(sig) || !isJsonObject(data['hdr']) || !isJsonObject(data['msg'])) {
    throw new Unverifiable('not-recognised', 'This is JSON, but no visible digital seal: data with hdr and msg, and sig, are not all there.');
  }
  const { alg, cer, sigvl } = sig;
  if (alg === undefined || alg === null) throw new Unverifiable('algorithm-missing', 'The seal does not say with which algorithm it is signed (sig.alg).');
  if (typeof alg !== 'string' || !Object.hasOwn(algorithms, alg)) throw new Unverifiable('algorithm-unknown', `Algorithm ${JSON.stringify(alg).slice(0, 40)} is none of ${Object.keys(algorithms).join(', ')}.`);
  const signature = typeof sigvl === 'string' ? decodeBase64Url(sigvl) : null;
  if (signature === null || signature.length === 0) throw new Unverifiable('malformed-signature-form', 'The signature (sig.sigvl) is missing or no base64url. Scan the code again.');
  const der = typeof cer === 'string' ? decodeBase64Url(cer) : null;
  if (der === null || der.length === 0) throw new Unverifiable('certificate-invalid', 'The signer\'s certificate (sig.cer) is missing or no base64url. Scan the code again.');
  try {
    const signer = new X509Certificate(der);
    // Its key is read here, since a certificate may be well formed around a key that is no point of its curve.
    return { data, header: data['hdr'], message: data['msg'], algorithm: alg, signature, signer, key: signer.publicKey };
  } catch {
    throw new Unverifiable('certificate-invalid', 'What stands as the signer\'s certificate (sig.cer) cannot be read as one.');
  }
}

const nameOf = (certificate: X509Certificate): string => certificate.subject?.replaceAll('\n', ', ') || 'a signer without name';

const comparable = (name: string | undefined): string => (name ?? '').replaceAll('\n', ', ').replace(/\s+/gu, ' ').toLowerCase();

function madeBy(signer: X509Certificate, issuer: KeyObject): boolean {
  try {
    return signer.verify(issuer);
  } catch {
    // A key of a kind that cannot have signed this certificate.
    return false;
  }
}

/**
 * Finds the trusted key that vouches for the signer's certificate: its own, or that of the authority (CSCA) that issued it.
 * Refuses: key-unknown, certificate-untrusted, certificate-invalid.
 */
function findVoucher({ signer, key: signing }: Seal, trust: TrustStore): TrustKey {
  if (trust.keys.length === 0) throw new Unverifiable('key-unknown', 'No key is trusted, so nothing can be vouched for: give a trust directory (--trust DIR) with the certificates of the issuing states (CSCA).');
  const own = trust.byKid.get(kidOfKey(signing))?.find(({ key }) => key.equals(signing));
  if (own !== undefined) return own;
  // Only an authority's certificate may issue others: a trusted signer must not make new signers.
  // Names are compared first, for a list has hundreds of authorities; states are not exact about small and capital letters.
  const wanted = comparable(signer.issuer);
  const named = trust.keys.filter(({ certificate, issuer }) => certificate !== undefined && (comparable(issuer ?? '') === wanted || /^https?:/iu.test(issuer ?? '')) && certificate.ca && signer.checkIssued(certificate));
  const found = named.find(({ key }) => madeBy(signer, key));
  if (found !== undefined) return found;
  if (named.length > 0) throw new Unverifiable('certificate-invalid', `The signer's certificate says that ${describeKey(named[0]!)} issued it, but that key did not sign it.`);
  throw new Unverifiable('certificate-untrusted', `The certificate of the signer (${nameOf(signer)}) was issued by ${signer.issuer?.replaceAll('\n', ', ') || 'nobody'}, and no such authority is in the trust directory. Import its certificate (CSCA), if it is to be trusted.`);
}

/** Refuses: algorithm-unfit, malformed-signature-form, signature-wrong. */
function checkSignature({ data, algorithm, signature, signer, key }: Seal): void {
  const { hash, size, curves } = algorithms[algorithm]!;
  const curve = key.asymmetricKeyDetails?.namedCurve ?? 'no curve';
  if (key.asymmetricKeyType !== 'ec' || !curves.includes(curve)) throw new Unverifiable('algorithm-unfit', `${algorithm} does not go with the signer's key of ${key.asymmetricKeyType ?? 'no type'} on ${curve}.`);
  const bytes = curve === 'brainpoolP512r1' ? 128 : size;
  const isDer = signature[0] === 0x30;
  if (signature.length !== bytes && !isDer) throw new Unverifiable('malformed-signature-form', `A signature of ${algorithm} has ${bytes} bytes, this one ${signature.length}.`);
  const signed = Buffer.from(canonicalJson(data));
  const holds = (dsaEncoding: 'ieee-p1363' | 'der'): boolean => verify(hash, signed, { key, dsaEncoding }, signature);
  // The standard wants both halves bare; some issuers wrote them as DER.
  if ((signature.length === bytes && holds('ieee-p1363')) || (isDer && holds('der'))) return;
  throw new Unverifiable('signature-wrong', `The signature is not that of ${nameOf(signer)}: the seal was altered, or somebody else made it.`);
}

/** Refuses: key-not-yet-valid, key-expired. */
function checkTimes(at: Date, signer: X509Certificate, voucher: TrustKey): void {
  const periods = [
    { what: `The signer's certificate (${nameOf(signer)})`, from: new Date(signer.validFrom).toISOString(), until: new Date(signer.validTo).toISOString() },
    { what: `The trusted key (${describeKey(voucher)})`, from: voucher.validFrom, until: voucher.validUntil },
  ];
  for (const { what, from, until } of periods) {
    if (from !== null && at.getTime() < Date.parse(from)) throw new Unverifiable('key-not-yet-valid', `${what} is valid only from ${from}.`);
    if (until !== null && at.getTime() > Date.parse(until)) throw new Unverifiable('key-expired', `${what} expired on ${until}; what is signed with it cannot be vouched for any more.`);
  }
}

/**
 * Verifies a visible digital seal for non-constrained environments (VDS-NC).
 * Shape: never throws. Causes are checked in this order: form, key, signature, validity, content; `code` is the first that is met. A seal does not say when it was
 * signed, so the certificates must be valid at the instant of the check, for which states give them ten years. `payload` is the seal's data.
 * Source: ICAO TR "VDS-NC, Visible Digital Seal for non-constrained environments", 1.3; RFC 8785; RFC 5280 section 6.
 */
export function verifyVdsNc(text: string, { trust, at = new Date() }: CheckOptions): Verdict {
  let known: Known = {};
  try {
    const seal = readForm(text);
    let fault: Unverifiable | null = null;
    known = { payload: seal.data };
    try {
      known = { ...known, ...readSeal(seal.header, seal.message) };
    } catch (error) {
      // A wrong signature is told before a wrong content.
      if (!(error instanceof Unverifiable)) throw error;
      fault = error;
    }
    const voucher = findVoucher(seal, trust);
    checkSignature(seal);
    checkTimes(at, seal.signer, voucher);
    if (fault !== null) throw fault;
    return validVerdict(`Signed by ${nameOf(seal.signer)}, for which ${voucher.source} vouches.`, { ...known, trustSource: describeKey(voucher) });
  } catch (error) {
    if (!(error instanceof Unverifiable)) throw error;
    return invalidVerdict(error, known);
  }
}
