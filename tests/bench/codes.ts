import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { decodeBase45 } from '../../src/modules/certificates/base45.ts';
import { makeCodeKey } from '../../src/modules/certificates/code-keys.ts';
import { readSign1 } from '../../src/modules/certificates/rules/cose.ts';
import { codeValidity, issueCode, verifyCode } from '../../src/modules/certificates/declaration-code.ts';
import { verifyHcert } from '../../src/modules/certificates/hcert.ts';
import { cbor, dcc, dccClaims, during, makeHcert, makeSigner } from '../../src/modules/certificates/specimens.ts';
import { loadTrust } from '../../src/modules/certificates/trust.ts';

/** What the bench of codes found. Unit: verifications per second on one core; milliseconds for the slowest hundredth of single ones. */
export interface CodesBench {
  name: 'codes';
  /** Codes verified per second as a share of the bare signature checks of the same messages, in the same run. */
  ratio: number;
  codesPerSecond: number;
  bareCodesPerSecond: number;
  codeP99Milliseconds: number;
  certificateRatio: number;
  certificatesPerSecond: number;
  bareCertificatesPerSecond: number;
  certificateP99Milliseconds: number;
  longestCode: number;
  codes: number;
  rounds: number;
}

const count = 400;
const rounds = 9;

interface Bare {
  readonly bytes: Buffer;
  readonly signature: Uint8Array;
}

/** What node:crypto needs to check a message, laid out beforehand. */
function bare(message: Uint8Array): Bare {
  const { protectedBytes, payload, signature } = readSign1(message);
  return { bytes: cbor(['Signature1', protectedBytes, Buffer.alloc(0), payload]), signature };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

interface Pair {
  readonly full: (at: number) => boolean;
  readonly bare: (at: number) => boolean;
}

/** Runs both in turns, so that whatever else the machine does falls on both. */
function compare(pair: Pair): { ratio: number; full: number; bare: number; p99: number } {
  const speeds: { full: number[]; bare: number[] } = { full: [], bare: [] };
  const single: number[] = [];
  const run = (check: (at: number) => boolean, times: number[] | null): number => {
    const start = performance.now();
    let last = start;
    for (let at = 0; at < count; at += 1) {
      if (!check(at)) throw new Error('Something that is signed did not verify.');
      if (times === null) continue;
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return count / ((performance.now() - start) / 1000);
  };
  for (let round = -3; round < rounds; round += 1) {
    const [full, plain] = [run(pair.full, round < 0 ? null : single), run(pair.bare, null)];
    if (round < 0) continue;
    speeds.full.push(full);
    speeds.bare.push(plain);
  }
  return { ratio: median(speeds.full) / median(speeds.bare), full: median(speeds.full), bare: median(speeds.bare), p99: single.toSorted((one, other) => one - other)[Math.floor(single.length * 0.99)] ?? 0 };
}

/** Measures the verification of declaration codes (Ed25519) and health certificates (ES256) against node:crypto's bare signature checks. */
export async function bench(): Promise<CodesBench> {
  const own = makeCodeKey('2022-01-01T00:00:00Z', '2022-03-01T00:00:00Z', 'EdDSA');
  const publicKey = createPublicKey(own.key);
  const keys = loadTrust([{ name: 'codes.pem', bytes: Buffer.from(publicKey.export({ format: 'pem', type: 'spki' })) }]);
  const at = new Date('2022-01-28T00:00:00Z');
  const codes = Array.from({ length: count }, (_, number) => issueCode({
    declarationId: `0190a1b2-c3d4-7e5f-8a9b-${number.toString(16).padStart(12, '0')}`, version: 1, event: 'bench', flight: `ZZ${number % 90 + 100}`, flightDate: '2022-01-28', surname: `MUSTERFRAU${number}`, givenNames: 'ANNA MARIA',
    documentNumber: `C01X${number + 10_000}`, cardVersion: '2022-01', result: 'clear', ...codeValidity('2022-01-28T06:10:00Z'),
  }, own.key).text);
  const bareCodes = codes.map((text) => bare(decodeBase45(text.slice(4))));

  const signer = makeSigner();
  const trust = loadTrust([{ name: 'signer.pem', bytes: Buffer.from(signer.pem) }]);
  const certificates = Array.from({ length: count }, (_, number) => makeHcert({ signer, claims: dccClaims(dcc({ nam: { fn: `Musterfrau ${number}`, fnt: 'MUSTERFRAU', gn: 'Anna', gnt: 'ANNA' } })) }));
  const bareCertificates = certificates.map((text) => bare(inflateSync(decodeBase45(text.slice(4)))));
  const checkEc = ({ bytes, signature }: Bare, key: KeyObject): boolean => verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);

  const ours = compare({ full: (one) => verifyCode(codes[one]!, { keys, at }).verdict === 'valid', bare: (one) => verify(null, bareCodes[one]!.bytes, publicKey, bareCodes[one]!.signature) });
  const theirs = compare({ full: (one) => verifyHcert(certificates[one]!, { trust, at: during }).verdict === 'valid', bare: (one) => checkEc(bareCertificates[one]!, signer.publicKey) });
  const round3 = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    name: 'codes', ratio: round3(ours.ratio), codesPerSecond: Math.round(ours.full), bareCodesPerSecond: Math.round(ours.bare), codeP99Milliseconds: round3(ours.p99),
    certificateRatio: round3(theirs.ratio), certificatesPerSecond: Math.round(theirs.full), bareCertificatesPerSecond: Math.round(theirs.bare), certificateP99Milliseconds: round3(theirs.p99),
    longestCode: Math.max(...codes.map((text) => text.length)), codes: count, rounds,
  };
}
