import { algorithms, toBeSigned, type Sign1 } from '../../modules/certificates/rules/cose.ts';
import { judgeCode, openCode, type CodeOutcome, type CodeVerdict, type HeldKey } from '../../modules/certificates/rules/declaration-code.ts';

/** A public key as a key set carries it. */
export type CodeJwk = { readonly kty?: unknown; readonly crv?: unknown; readonly x?: unknown; readonly y?: unknown; readonly kid?: unknown; readonly nbf?: unknown; readonly exp?: unknown };

/** A key that this browser holds. Shape: `key` is null where the browser knows no such keys; `kind` names them (`Ed25519`, `P-256`). */
export type BrowserKey = HeldKey & { readonly kid: string; readonly kind: string; readonly key: CryptoKey | null };

/** What a station knows at a code: one of the code's own outcomes, or why this station cannot know. */
export type StationOutcome = CodeOutcome | 'no-keys' | 'key-unsupported';

/** What became of a code at a station. Shape: `kind` names the keys that this browser lacks; missing where the page may use no cryptography at all. */
export type StationVerdict = Omit<CodeVerdict, 'code'> & { readonly code: StationOutcome; readonly kind?: string };

/** What the station has at hand, ready to be used. */
export type StationCheck = {
  readonly keys: readonly BrowserKey[];
  readonly at: Date;
  readonly revoked?: ReadonlySet<string> | undefined;
  readonly newest?: ReadonlyMap<string, number> | undefined;
  readonly eventMark?: string | undefined;
};

/** Unit: bytes of a signature, both halves. */
const curves: Readonly<Record<string, number>> = { 'P-256': 64, 'P-384': 96, 'P-521': 132 };
const hashes: Readonly<Record<string, string>> = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

function instantOf(seconds: unknown): string | null {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : null;
}

/**
 * Brings a key set into the browser's hands, public members only.
 * Shape: a key of a kind that the browser lacks stays with `key` null, so that it can be told; one that is broken is left out.
 * A page that came over an open line has no `subtle` and checks nothing.
 */
export async function holdKeys(set: readonly CodeJwk[], subtle: SubtleCrypto | null | undefined = globalThis.crypto.subtle): Promise<readonly BrowserKey[]> {
  const held = await Promise.all(set.map(async ({ kty, crv, x, y, kid, nbf, exp }): Promise<BrowserKey | undefined> => {
    if (typeof kid !== 'string' || typeof crv !== 'string' || typeof x !== 'string') return undefined;
    const base = { kid, kind: crv, validFrom: instantOf(nbf), validUntil: instantOf(exp) };
    const jwk: JsonWebKey = { kty: String(kty), crv, x, ...(typeof y === 'string' ? { y } : {}) };
    try {
      if (!subtle) return { ...base, key: null };
      return { ...base, key: await subtle.importKey('jwk', jwk, crv in curves ? { name: 'ECDSA', namedCurve: crv } : { name: crv }, false, ['verify']) };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotSupportedError') return { ...base, key: null };
      // A key that is none cannot have signed anything; the codes of the others still count.
      return undefined;
    }
  }));
  return held.filter((one) => one !== undefined);
}

/** Gives the mark of an event that codes carry instead of its name: the first four bytes of its SHA-256. Shape: undefined where the browser hashes nothing. */
export async function markOf(event: string, subtle: SubtleCrypto | null | undefined = globalThis.crypto.subtle): Promise<string | undefined> {
  if (!subtle) return undefined;
  const hash = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(event)));
  return [...hash.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function holds({ algorithm, protectedBytes, payload, signature }: Sign1, { key, kind }: BrowserKey, subtle: SubtleCrypto): Promise<boolean> {
  const wanted = algorithms.get(algorithm);
  const isCurve = kind in curves;
  if (key === null || wanted === undefined || wanted.kind !== (isCurve ? 'ec' : kind.toLowerCase()) || (isCurve && signature.length !== curves[kind])) return false;
  return subtle.verify(isCurve ? { name: 'ECDSA', hash: hashes[wanted.hash ?? ''] ?? '' } : { name: kind }, key, new Uint8Array(signature), toBeSigned(protectedBytes, payload));
}

/** Lets each key check a signature that is none: a browser's first check takes ten times as long as the next, and nobody has to wait for it. */
export async function warmUp(keys: readonly BrowserKey[], subtle: SubtleCrypto | null | undefined = globalThis.crypto.subtle): Promise<void> {
  if (!subtle) return;
  await Promise.all(keys.map((key) => holds({ algorithm: key.kind in curves ? -7 : -8, protectedBytes: new Uint8Array(), payload: new Uint8Array(), signature: new Uint8Array(curves[key.kind] ?? 64), kid: null }, key, subtle)));
}

/** Verifies a code in the browser from what the station has cached, without asking anybody. Shape: as the server's own verifier judges it, or `no-keys`, or `key-unsupported`. */
export async function verifyHere(text: string, { keys, ...facts }: StationCheck, subtle: SubtleCrypto | null | undefined = globalThis.crypto.subtle): Promise<StationVerdict> {
  const opened = openCode(text, { none: keys.length === 0, find: (kid) => keys.filter((key) => key.kid === kid), describe: (key) => `key ${key.kid}` }, facts.at);
  if ('verdict' in opened) return opened.code === 'foreign' && keys.length === 0 ? { ...opened, code: 'no-keys' } : opened;
  const { message, candidates } = opened;
  let signer: BrowserKey | undefined;
  for (const candidate of candidates) {
    if (signer === undefined && subtle && await holds(message, candidate, subtle)) signer = candidate;
  }
  const lacking = candidates.find((candidate) => candidate.key === null);
  if (signer === undefined && lacking !== undefined) {
    return { verdict: 'invalid', code: 'key-unsupported', ...(subtle ? { kind: lacking.kind } : {}), reason: subtle ? `This browser checks no signatures of ${lacking.kind}.` : 'A page that came over an open line checks no signatures.', declaration: null, key: `key ${lacking.kid}` };
  }
  return judgeCode(message, signer === undefined ? null : `key ${signer.kid}`, facts);
}
