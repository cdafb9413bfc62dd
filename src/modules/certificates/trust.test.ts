import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { keySetOf, makeCodeKey } from './code-keys.ts';
import { cbor, makeSigner, map } from './specimens.ts';
import type { Cbor } from './specimens.ts';
import { describeKey, loadTrust } from './trust.ts';
import { kidOfKey } from './trust-entries.ts';
import type { TrustFile } from './shapes.ts';

const file = (name: string, content: string | Uint8Array): TrustFile => ({ name, bytes: typeof content === 'string' ? Buffer.from(content) : content });
const signer = makeSigner({ usages: ['1.3.6.1.4.1.1847.2021.1.2'], country: 'DE', from: '2021-01-01', until: '2023-01-01' });
const kid = signer.kid.toString('base64');

test('certificates in PEM, several a file, in DER and as bare base64; each under its short hash', () => {
  const other = makeSigner();
  for (const content of [signer.pem, `${other.pem}\n${signer.pem}`, signer.certificate, signer.certificate.toString('base64')]) {
    const trust = loadTrust([{ ...file('de.pem', content), importedAt: '2026-11-25T08:00:00Z' }]);
    expect(trust.problems).toEqual([]);
    const [key] = trust.byKid.get(kid)!;
    expect(key).toMatchObject({ source: 'de.pem', importedAt: '2026-11-25T08:00:00Z', kid, issuer: 'C=DE, CN=Specimen signer', country: 'DE', usages: ['vaccination'], validFrom: '2021-01-01T00:00:00.000Z', validUntil: '2023-01-01T00:00:00.000Z' });
    expect(key!.certificate).toBeInstanceOf(X509Certificate);
    expect(describeKey(key!)).toBe(`de.pem, key ${kid}, C=DE, CN=Specimen signer, imported 2026-11-25`);
  }
});

test('COSE key sets: P-256 with and without compression, P-384, Ed25519, RSA', () => {
  const jwks = (['P-256', 'P-384', 'Ed25519', 'RSA'] as const).map((type) => makeSigner({ type }).publicKey.export({ format: 'jwk' }) as Record<string, string>);
  const [p256, p384, ed, rsa] = jwks as [Record<string, string>, Record<string, string>, Record<string, string>, Record<string, string>];
  const bytes = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');
  const id = (at: number): Cbor => Buffer.from([9, at]);
  const set = cbor([
    map([1, 2], [2, id(0)], [-1, 1], [-2, bytes(p256['x'])], [-3, bytes(p256['y'])]), map([1, 2], [2, id(1)], [-1, 2], [-2, bytes(p384['x'])], [-3, bytes(p384['y'])]),
    map([1, 1], [2, id(2)], [-1, 6], [-2, bytes(ed['x'])]), map([1, 3], [2, id(3)], [-1, bytes(rsa['n'])], [-2, bytes(rsa['e'])]),
    map([1, 2], [2, id(4)], [-1, 1], [-2, bytes(p256['x'])], [-3, (bytes(p256['y']).at(-1)! & 1) === 1]), map([1, 7], [2, id(5)]), 'no key',
  ]);
  const trust = loadTrust([file('keys.cbor', set)]);
  expect(trust.keys.map(({ key }) => key.asymmetricKeyType)).toEqual(['ec', 'ec', 'ed25519', 'rsa', 'ec']);
  expect(trust.keys[4]!.key.equals(trust.keys[0]!.key)).toBe(true);
  expect(trust.byKid.get(Buffer.from([9, 2]).toString('base64'))![0]!.key.asymmetricKeyType).toBe('ed25519');
  expect(trust.problems).toEqual([{ source: 'keys.cbor, key 6', reason: expect.stringContaining('key type 7') }, { source: 'keys.cbor, key 7', reason: expect.any(String) }]);
});

test('JSON web key sets: plain, by issuer, with certificates; directories of issuers and DID documents', () => {
  const jwk = signer.publicKey.export({ format: 'jwk' });
  const read = (json: unknown) => loadTrust([file('keys.json', JSON.stringify(json))]);
  expect(read({ keys: [{ ...jwk, kid: 'one' }] }).byKid.get('one')).toHaveLength(1);
  expect(read({ issuer: 'https://a.example/issuer/', keys: [{ ...jwk, kid: 'one' }] }).keys[0]).toMatchObject({ kid: 'one', issuer: 'https://a.example/issuer' });
  expect(read({ 'https://a.example/issuer': { keys: [{ ...jwk, kid: 'one' }] }, 'https://b.example/.well-known/jwks.json': { keys: [{ ...jwk, kid: 'two' }] } }).keys.map(({ issuer }) => issuer)).toEqual(['https://a.example/issuer', 'https://b.example']);
  expect(read({ issuer: 'https://a.example', jwks: { keys: [{ ...jwk, kid: 'one' }] } }).keys[0]).toMatchObject({ issuer: 'https://a.example' });
  expect(read({ issuerInfo: [{ issuer: { iss: 'https://a.example', name: 'A' }, keys: [{ ...jwk, kid: 'one' }] }] }).keys[0]).toMatchObject({ issuer: 'https://a.example' });
  const certified = read({ keys: [{ kty: 'EC', kid: 'one', x5c: [signer.certificate.toString('base64')] }] });
  expect([certified.byKid.get('one')![0], certified.byKid.get(kid)![0]]).toEqual([expect.objectContaining({ kid: 'one', country: 'DE', usages: ['vaccination'] }), certified.keys[0]]);
  expect(read({ id: 'did:web:who.example', verificationMethod: [{ id: `did:web:who.example#${encodeURIComponent(kid)}`, publicKeyJwk: jwk }] }).byKid.get(kid)).toHaveLength(1);
  expect(read({ keys: [{ ...jwk, kid: signer.kid.toString('base64url') }] }).byKid.get(kid)).toHaveLength(1);
});

test('bare public keys and the key set of our own codes, with their periods', () => {
  const key = makeCodeKey('2022-01-01T00:00:00Z', '2022-02-01T00:00:00Z');
  const pem = createPublicKey(key.key).export({ format: 'pem', type: 'spki' }) as string;
  expect(loadTrust([file('code.pem', pem)]).byKid.get(key.kid)![0]).toMatchObject({ kid: key.kid, validFrom: null });
  const set = loadTrust([file('keys.json', keySetOf([key], 'winter'))]);
  expect(set.byKid.get(key.kid)![0]).toMatchObject({ issuer: 'winter', validFrom: '2022-01-01T00:00:00.000Z', validUntil: '2022-02-01T00:00:00.000Z' });
  expect(keySetOf([key], 'winter')).not.toContain('"d"');
  expect(kidOfKey(createPublicKey(key.key))).toBe(key.kid);
});

test('what cannot be read is told by file and place, and the rest is loaded', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const jwk = signer.publicKey.export({ format: 'jwk' });
  const trust = loadTrust([
    file('empty.txt', ''), file('notes.txt', 'Keys of last year'), file('broken.json', '{"keys": ['), file('none.json', '{"keys": []}'), file('private.pem', privateKey.export({ format: 'pem', type: 'pkcs8' })),
    file('mixed.pem', `${signer.pem}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`), file('mixed.json', JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }, { ...jwk, kid: 'good' }, { ...makeSigner().publicKey.export({ format: 'jwk' }), x5c: [signer.certificate.toString('base64')] }] })),
  ]);
  expect(trust.keys.map(({ source, kid: id }) => [source, id])).toEqual([['mixed.pem', kid], ['mixed.json', 'good']]);
  expect(trust.problems.map(({ source }) => source)).toEqual(['empty.txt', 'notes.txt', 'broken.json', 'none.json', 'private.pem', 'mixed.pem, block 2', 'mixed.json, entry 1', 'mixed.json, entry 3']);
  expect(trust.problems.find(({ source }) => source === 'private.pem')!.reason).toContain('private key');
});

test('no file makes the loader throw', () => {
  fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.json().map((text) => Buffer.from(text)), fc.string().map((text) => Buffer.from(`-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`))), (bytes) => {
    const trust = loadTrust([{ name: 'x', bytes }]);
    expect(trust.keys.length + trust.problems.length).toBeGreaterThan(0);
  }), { numRuns: 1000 });
});
