import { sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../modules/certificates/base45.ts';
import { encodeCbor } from '../../modules/certificates/cbor.ts';
import { keySetOf, makeCodeKey, type CodeKey } from '../../modules/certificates/code-keys.ts';
import { writeSign1 } from '../../modules/certificates/cose.ts';
import { codeValidity, issueCode, verifyCode, type CodeInput } from '../../modules/certificates/declaration-code.ts';
import { toBeSigned } from '../../modules/certificates/rules/cose.ts';
import { loadTrust } from '../../modules/certificates/trust.ts';
import { holdKeys, markOf, verifyHere, type CodeJwk } from './code-check.ts';
import { casesOf } from '../../../tests/long-run.ts';

const event = 'winter-2022';
const during: [string, string] = ['2022-01-01T00:00:00Z', '2022-03-01T00:00:00Z'];
const own = [makeCodeKey(...during), makeCodeKey(...during, 'EdDSA'), makeCodeKey('2022-02-01T00:00:00Z', '2022-04-01T00:00:00Z')];
const stranger = makeCodeKey(...during);
const setOf = (keys: readonly CodeKey[]): readonly CodeJwk[] => (JSON.parse(keySetOf(keys, event)) as { keys: CodeJwk[] }).keys;
const trust = loadTrust([{ name: 'keys.json', bytes: Buffer.from(keySetOf(own, event)) }]);
const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const input: CodeInput = {
  declarationId: id, version: 2, event, flight: 'CA926', flightDate: '2022-01-28', surname: 'MUSTERFRAU', givenNames: 'ANNA MARIA', documentNumber: 'C01X00T47', cardVersion: '2022-01', result: 'check', ...codeValidity('2022-01-28T06:10:00Z'),
};
const at = new Date('2022-01-28T00:00:00Z');
const signed = (payload: Uint8Array, key: CodeKey): string => `TG1:${encodeBase45(writeSign1(payload, key.key, Buffer.from(key.kid, 'base64')))}`;

const name = fc.oneof(fc.stringMatching(/^[A-Z' -]{0,40}$/u), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constant('欧阳'.repeat(20)));
const issued = fc.record({
  key: fc.constantFrom(...own, stranger), version: fc.integer({ min: 1, max: 5 }), event: fc.constantFrom(event, event, event, 'summer-2024'), surname: name.map((one) => `X${one}`), givenNames: name, documentNumber: fc.stringMatching(/^[A-Z0-9]{4,12}$/u),
  result: fc.constantFrom('clear' as const, 'check' as const, 'assist' as const),
}).map(({ key, ...more }) => issueCode({ ...input, ...more }, key.key).text);
const spoilt = fc.tuple(issued, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.constantFrom('whole', 'whole', 'byte', 'character', 'cut', 'more', 'lower')).map(([text, place, change, how]) => {
  if (how === 'byte') {
    const bytes = decodeBase45(text.slice(4));
    bytes[place % bytes.length]! ^= change;
    return `TG1:${encodeBase45(bytes)}`;
  }
  if (how === 'character') return text.slice(0, place % text.length) + String.fromCharCode(32 + change % 95) + text.slice(place % text.length + 1);
  return how === 'cut' ? text.slice(0, place % text.length) : how === 'more' ? text + String.fromCharCode(32 + change % 95) : how === 'lower' ? text.toLowerCase() : text;
});
const strange = fc.oneof(fc.string(), fc.uint8Array().map((bytes) => `TG1:${encodeBase45(bytes)}`), fc.tuple(fc.constantFrom(...own), fc.dictionary(fc.string(), fc.integer())).map(([key, claims]) => signed(encodeCbor(claims), key)),
  fc.tuple(fc.constantFrom(...own), fc.array(fc.tuple(fc.constantFrom(4, 5, 7, -1, -2, -3, -4, -5, -6, -7, -8, -9), fc.oneof(fc.integer(), fc.string(), fc.uint8Array())), { maxLength: 12 })).map(([key, claims]) => signed(encodeCbor(new Map(claims)), key)));

describe('the browser’s verifier', () => {
  it('agrees with the server’s on whatever is scanned, at whatever time, whatever was revoked or superseded', async () => {
    const keys = await holdKeys(setOf(own));
    const eventMark = await markOf(event);
    const seen = new Map<string, number>();
    const instants = fc.constantFrom('2022-01-27T00:00:00Z', '2022-01-27T06:10:00Z', '2022-01-28T00:00:00Z', '2022-01-28T18:09:59Z', '2022-01-28T18:10:00Z', '2022-02-10T00:00:00Z', '2022-03-01T00:00:01Z');
    await fc.assert(fc.asyncProperty(fc.oneof({ arbitrary: spoilt, weight: 5 }, strange), fc.oneof(fc.constant('2022-01-28T00:00:00Z'), instants), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 4 }), async (text, time, revoking, newest) => {
      const facts = { at: new Date(time), revoked: new Set(revoking === 0 ? [id] : []), newest: new Map(newest === 0 ? [] : [[id, newest]]) };
      const there = verifyCode(text, { keys: trust, event, ...facts });
      const here = await verifyHere(text, { keys, eventMark, ...facts });
      expect([here.code, here.verdict, here.declaration]).toEqual([there.code, there.verdict, there.declaration]);
      seen.set(here.code, (seen.get(here.code) ?? 0) + 1);
    }), { numRuns: casesOf(4000) });
    expect([...seen.keys()].sort()).toEqual(['altered', 'expired', 'foreign', 'malformed', 'not-yet-valid', 'revoked', 'superseded', 'valid']);
  });

  it('takes a hash of another length where the standard allows it, and no key for an algorithm not its own', async () => {
    const [ec, ed] = own;
    const made = (algorithm: number, hash: string | null, key: CodeKey): string => {
      const protectedBytes = encodeCbor(new Map<number, unknown>([[1, algorithm], [4, new Uint8Array(Buffer.from(key.kid, 'base64'))]]));
      const payload = encodeCbor(new Map([[4, 1]]));
      return `TG1:${encodeBase45(encodeCbor([protectedBytes, new Map(), payload, new Uint8Array(sign(hash, toBeSigned(protectedBytes, payload), { key: key.key, dsaEncoding: 'ieee-p1363' }))]))}`;
    };
    const keys = await holdKeys(setOf(own));
    for (const [text, code] of [[made(-35, 'sha384', ec!), 'malformed'], [made(-35, 'sha256', ec!), 'altered'], [made(-7, null, ed!), 'altered'], [made(-8, 'sha256', ec!), 'altered'], [made(-37, 'sha256', ec!), 'altered']] as const) {
      expect([(await verifyHere(text, { keys, at })).code, verifyCode(text, { keys: trust, at }).code]).toEqual([code, code]);
    }
  });

  it('says what it lacks, and never calls that altered', async () => {
    const { subtle } = globalThis.crypto;
    const old = { digest: subtle.digest.bind(subtle), verify: subtle.verify.bind(subtle), importKey: (...given: Parameters<SubtleCrypto['importKey']>) => ((given[2] as { name: string }).name === 'ECDSA' ? subtle.importKey(...given) : Promise.reject(new DOMException('Unrecognized name', 'NotSupportedError'))) } as unknown as SubtleCrypto;
    const keys = await holdKeys(setOf(own), old);
    const [ec, ed] = own.map((key) => issueCode(input, key.key).text);
    expect(await verifyHere(ec!, { keys, at }, old)).toMatchObject({ code: 'valid', verdict: 'valid' });
    expect(await verifyHere(ed!, { keys, at }, old)).toMatchObject({ code: 'key-unsupported', kind: 'Ed25519', verdict: 'invalid', declaration: null });
    // An open line gives a page no cryptography at all.
    const none = await verifyHere(ec!, { keys: await holdKeys(setOf(own), null), at }, null);
    expect([none.code, none.kind, await markOf(event, null)]).toEqual(['key-unsupported', undefined, undefined]);
    expect((await verifyHere(issueCode(input, stranger.key).text, { keys, at }, old)).code).toBe('foreign');
  });

  it('says that it has no keys, and leaves out a key that is none', async () => {
    const [text] = own.map((key) => issueCode(input, key.key).text);
    expect((await verifyHere(text!, { keys: [], at })).code).toBe('no-keys');
    expect((await verifyHere('TG1:', { keys: [], at })).code).toBe('malformed');
    const broken = [{ kid: 'a', kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }, { kid: 'b', kty: 'EC', crv: 'P-256' }, { kty: 'OKP', crv: 'Ed25519', x: 'AA', kid: 'c' }, {}];
    expect((await holdKeys([...broken, ...setOf(own)])).map((key) => key.kid)).toEqual(own.map((key) => key.kid));
  });

  it('keeps no private half that strayed into a set', async () => {
    const [key] = await holdKeys([{ ...own[0]!.key.export({ format: 'jwk' }), kid: 'x' }]);
    expect(key?.key?.type).toBe('public');
  });
});
