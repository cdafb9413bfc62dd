import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { signatureHolds, unfitness, writeSign1 } from './cose.ts';
import { readSign1 } from './rules/cose.ts';
import { cbor, map } from './specimens.ts';
import { loadTrust } from './trust.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

test('the standard\'s own example verifies with the standard\'s own key, and not when it is touched', () => {
  // RFC 8152 (and RFC 9052), appendix C.2.1 and key "11" of C.7.1.
  const message = hex('d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36');
  const set = cbor([map([1, 2], [2, Buffer.from('11')], [-1, 1], [-2, hex('bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff')], [-3, hex('20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e')])]);
  const read = readSign1(message);
  expect(Buffer.from(read.payload).toString()).toBe('This is the content.');
  const [key] = loadTrust([{ name: 'rfc.cbor', bytes: set }]).byKid.get(read.kid!)!;
  expect(signatureHolds(read, key!.key)).toBe(true);
  expect(signatureHolds({ ...read, payload: Buffer.from('This is the content?') }, key!.key)).toBe(false);
  expect(signatureHolds({ ...read, signature: read.signature.subarray(1) }, key!.key)).toBe(false);
});

test('what is signed here verifies by the standard\'s structure alone', () => {
  const kid = Buffer.from('12345678');
  const payload = Buffer.alloc(300, 7);
  const ed = generateKeyPairSync('ed25519');
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const wide = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const [pair, algorithm, hash, more] of [[ed, -8, null, {}], [ec, -7, 'sha256', { dsaEncoding: 'ieee-p1363' }], [wide, -35, 'sha384', { dsaEncoding: 'ieee-p1363' }], [rsa, -37, 'sha256', { padding: 6, saltLength: 32 }]] as const) {
    const protectedBytes = cbor(map([1, algorithm], [4, kid]));
    const written = Buffer.from(writeSign1(payload, pair.privateKey, kid));
    const { signature } = readSign1(written);
    expect(written.equals(cbor([protectedBytes, map(), payload, signature]))).toBe(true);
    expect(verify(hash, cbor(['Signature1', protectedBytes, Buffer.alloc(0), payload]), { key: pair.publicKey, ...more }, signature)).toBe(true);
  }
});

test('an algorithm goes only with keys of its kind', () => {
  const keys = [generateKeyPairSync('ed25519').publicKey, generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey, generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey, generateKeyPairSync('x25519').publicKey];
  expect([-8, -7, -36, -37, -257].map((algorithm) => keys.map((key) => unfitness(algorithm, key) === null))).toEqual([
    [true, false, false, false, false, false], [false, true, false, false, false, false], [false, true, false, false, false, false], [false, false, false, true, true, false], [false, false, false, true, false, false],
  ]);
});
