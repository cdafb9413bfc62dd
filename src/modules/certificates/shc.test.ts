import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { calculateJwkThumbprint, CompactSign } from 'jose';
import { describe, expect, test } from 'vitest';
import type { TrustStore, Verdict } from './shapes.ts';
import { verifyShc } from './shc.ts';
import { loadTrust } from './trust.ts';

const iss = 'https://health.example/issuer';
const during = new Date('2022-01-27T08:00:00Z');
const seconds = (text: string): number => Date.parse(text) / 1000;

async function makeKey(namedCurve = 'P-256'): Promise<{ key: ReturnType<typeof generateKeyPairSync>['privateKey']; kid: string; jwk: object }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint(jwk as Record<string, string>);
  return { key: privateKey, kid, jwk: { ...jwk, kid, use: 'sig', alg: 'ES256' } };
}
const own = await makeKey();
const other = await makeKey();
const wide = await makeKey('P-384');
const setOf = (value: unknown, name = 'issuers.json'): TrustStore => loadTrust([{ name, bytes: Buffer.from(JSON.stringify(value)) }]);
const trust = setOf({ [iss]: { keys: [own.jwk, wide.jwk] }, 'https://other.example': { keys: [other.jwk] } });

const patient = { resourceType: 'Patient', name: [{ use: 'nickname', given: ['Anni'] }, { family: 'Anyperson', given: ['John', 'B.'] }], birthDate: '1951-01-20', gender: 'male' };
const shot = (status = 'completed', day = '2021-01-01'): object => ({ resourceType: 'Immunization', status, vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '207' }] }, patient: { reference: 'resource:0' }, occurrenceDateTime: day, lotNumber: '0000001' });
const result = (status = 'final'): object => ({ resourceType: 'Observation', status, code: { coding: [{ system: 'http://loinc.org', code: '94558-4' }] }, subject: { reference: 'resource:0' }, effectiveDateTime: '2022-01-26', valueCodeableConcept: { coding: [{ code: '260373001' }] } });
const claims = (resources: readonly object[] = [patient, shot(), shot('completed', '2021-01-29')], more: object = {}, subject: object = {}): object => ({
  iss, nbf: seconds('2021-06-01T00:00:00Z'),
  vc: { type: ['https://smarthealth.cards#health-card', 'https://smarthealth.cards#immunization'], credentialSubject: { fhirVersion: '4.0.1', fhirBundle: { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource, at) => ({ fullUrl: `resource:${at}`, resource })) }, ...subject } },
  ...more,
});

interface Making { readonly body?: object | Buffer; readonly header?: object; readonly by?: typeof own; readonly squeeze?: (bytes: Buffer) => Buffer; readonly signature?: Buffer }
function card({ body = claims(), header = {}, by = own, squeeze = deflateRawSync, signature }: Making = {}): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ zip: 'DEF', alg: 'ES256', kid: by.kid, ...header })}.${squeeze(Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))).toString('base64url')}`;
  return `${signed}.${(signature ?? sign('sha256', Buffer.from(signed), { key: by.key, dsaEncoding: 'ieee-p1363' })).toString('base64url')}`;
}
const digits = (text: string): string => [...text].map((character) => String(character.charCodeAt(0) - 45).padStart(2, '0')).join('');
function inParts(text: string, count: number): string[] {
  const size = Math.ceil(text.length / count);
  return Array.from({ length: count }, (_, at) => `shc:/${at + 1}/${count}/${digits(text.slice(at * size, (at + 1) * size))}`);
}
const check = (text: string | readonly string[], at = during, by = trust): Verdict => verifyShc(text, { trust: by, at });
const codeOf = (text: string | readonly string[], at = during, by = trust): string => check(text, at, by).code;

describe('what holds', () => {
  test('a card about vaccinations', () => {
    expect(check(`shc:/${digits(card())}\n`)).toEqual({
      verdict: 'valid', code: 'ok', reason: `Signed by ${iss} and within its validity.`, trustSource: `issuers.json, key ${own.kid}, ${iss}`,
      holder: { surname: 'Anyperson', givenNames: 'John B.', name: 'John B. Anyperson', birthDate: '1951-01-20', sex: 'male' },
      kind: 'shc-immunization', validFrom: '2021-06-01T00:00:00Z', validUntil: null, payload: claims(),
    });
  });

  test('a card about a test, with an end', () => {
    expect(check(card({ body: claims([patient, result()], { exp: seconds('2022-02-01T00:00:00Z') }) }))).toMatchObject({ code: 'ok', kind: 'shc-laboratory', validUntil: '2022-02-01T00:00:00Z' });
  });

  test('a card that another implementation signed', async () => {
    const jws = await new CompactSign(deflateRawSync(JSON.stringify(claims()))).setProtectedHeader({ alg: 'ES256', zip: 'DEF', kid: own.kid }).sign(own.key);
    expect(codeOf(jws)).toBe('ok');
  });

  test('every way in which a card comes', () => {
    const jws = card();
    const parts = inParts(jws, 3);
    const ways: (string | string[])[] = [jws, `\ufeff${jws}\r\n`, `SHC:/${digits(jws)}`, JSON.stringify({ verifiableCredential: [jws] }), JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'verifiableCredential', valueString: jws }, { name: 'resourceLink' }] }),
      `https://wallet.example/i/SMARTHealthCard/#(${jws})`, parts.join('\n'), parts.toReversed(), [parts[2]!, parts[0]!, parts[1]!, parts[0]!], `shc:/1/1/${digits(jws)}`];
    for (const way of ways) expect(codeOf(way)).toBe('ok');
  });

  test('of several cards the first valid one counts, and the others are told', () => {
    const late = card({ body: claims([patient, result()], { exp: seconds('2022-01-01T00:00:00Z') }) });
    expect(check(JSON.stringify({ verifiableCredential: [late, card()] }))).toMatchObject({ code: 'ok', kind: 'shc-immunization', reason: expect.stringContaining('Of 2 cards 1 is valid.') });
    expect(codeOf([late, late])).toBe('expired');
  });

  test('keys of a set without its issuer\'s address, under an address with a slash, beside a certificate, as PEM', () => {
    for (const by of [setOf({ keys: [own.jwk] }, 'health.example.json'), setOf({ issuer: `${iss}/`, jwks: { keys: [own.jwk] } }), setOf([{ iss, keys: [own.jwk] }]), loadTrust([{ name: 'key.pem', bytes: Buffer.from(publicPem(own)) }])]) expect(codeOf(card(), during, by)).toBe('ok');
  });
});

function publicPem({ key }: typeof own): string {
  return createPublicKey(key).export({ format: 'pem', type: 'spki' }) as string;
}

describe('what is refused', () => {
  const jws = card();
  const [one, two] = inParts(jws, 2) as [string, string];
  const without = (...path: readonly string[]): object => {
    const copy = structuredClone(claims()) as Record<string, unknown>;
    let at = copy;
    for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
    delete at[path.at(-1)!];
    return copy;
  };

  test.each<[string, string | readonly string[], TrustStore?]>([
    ['not-recognised', ''], ['not-recognised', 'HC1:ABC'], ['not-recognised', '{"a":1}'], ['not-recognised', '{"verifiableCredential":[1]}'], ['not-recognised', '{"verifiableCredential":[]}'], ['malformed-json', '{"verifiableCredential":'],
    ['illegal-character', `shc:/${digits(jws)}x`], ['illegal-character', 'shc:/9999'], ['bad-length', `shc:/${digits(jws)}0`], ['bad-length', 'shc:/'],
    ['parts-missing', one], ['parts-missing', [two, two]], ['parts-missing', [one, two, inParts(card({ by: other }), 2)[0]!]], ['parts-missing', `shc:/3/2/${digits('ab')}`], ['parts-missing', `shc:/0/2/${digits('ab')}`],
    ['too-large', `shc:/${'00'.repeat(600_000)}`], ['too-large', card({ squeeze: () => deflateRawSync(Buffer.alloc(3_000_000)) })],
    ['malformed-signature-form', jws.replace('.', '.A')], ['malformed-signature-form', card({ signature: Buffer.alloc(70) })], ['malformed-signature-form', jws.slice(0, jws.lastIndexOf('.') + 1)],
    ['malformed-json', `e30x${jws.slice(jws.indexOf('.'))}`], ['malformed-json', card({ body: Buffer.from('{"iss":') })], ['duplicate-key', card({ body: Buffer.from('{"iss":1,"iss":2}') })],
    ['algorithm-missing', card({ header: { alg: undefined } })], ['algorithm-unknown', card({ header: { alg: 'none' } })], ['algorithm-unknown', card({ header: { alg: 'HS256' } })], ['critical-header', card({ header: { crit: ['b64'] } })],
    ['not-compressed', card({ header: { zip: undefined } })], ['not-compressed', card({ squeeze: (bytes) => bytes })], ['not-compressed', card({ squeeze: (bytes) => deflateSync(bytes) })], ['trailing-bytes', card({ squeeze: (bytes) => Buffer.concat([deflateRawSync(bytes), Buffer.from([1])]) })],
    ['key-unknown', jws, loadTrust([])], ['key-unknown', card({ header: { kid: undefined } })], ['key-unknown', card({ header: { kid: 'AAAA' } })], ['key-unknown', jws, setOf({ keys: [other.jwk] })],
    ['issuer-differs', card({ by: other })], ['algorithm-unfit', card({ header: { kid: wide.kid } })],
    ['signature-wrong', card({ signature: Buffer.alloc(64, 1) })], ['signature-wrong', card({ by: { ...other, kid: own.kid } })],
    ['claims-malformed', card({ body: without('nbf') })], ['claims-malformed', card({ body: claims(undefined, { nbf: '2021' }) })], ['claims-malformed', card({ body: claims(undefined, { exp: {} }) })], ['claims-malformed', card({ body: claims(undefined, { iss: undefined }) }), setOf({ keys: [own.jwk] })],
    ['not-yet-valid', card({ body: claims(undefined, { nbf: seconds('2022-01-28T00:00:00Z') }) })], ['expired', card({ body: claims(undefined, { exp: seconds('2022-01-27T08:00:00Z') }) })],
    ['key-expired', jws, setOf({ keys: [{ ...own.jwk, exp: seconds('2022-01-01T00:00:00Z') }] })], ['key-not-yet-valid', jws, setOf({ keys: [{ ...own.jwk, nbf: seconds('2022-02-01T00:00:00Z') }] })],
    ['kind-unknown', card({ body: claims([patient, { resourceType: 'Condition' }]) })],
    ...[without('vc'), without('vc', 'type'), without('vc', 'credentialSubject'), without('vc', 'credentialSubject', 'fhirVersion'), without('vc', 'credentialSubject', 'fhirBundle'), claims([]), claims([shot()]), claims([patient, patient, shot()]), claims([{ ...patient, name: [] }, shot()]),
      claims([{ ...patient, birthDate: 'long ago' }, shot()]), claims([patient, shot('entered-in-error')]), claims([patient, shot('not-done')]), claims([patient, result('cancelled')]), claims([patient, { ...shot(), vaccineCode: {} }]), claims([patient, { ...shot(), occurrenceDateTime: undefined }]),
      claims([patient, { ...result(), code: undefined }]), claims([patient, shot('completed', 'yesterday')])].map((body): [string, string] => ['schema-differs', card({ body })]),
  ])('%s', (code, text, by = trust) => {
    const verdict = check(text, during, by);
    expect([verdict.code, verdict.verdict, verdict.trustSource]).toEqual([code, 'invalid', null]);
    expect(verdict.reason).toMatch(/\.\)?$/);
  });

  test('a wrong signature is told before a wrong content', () => {
    expect(codeOf(card({ body: claims([]), signature: Buffer.alloc(64, 1) }))).toBe('signature-wrong');
  });
});

describe('as properties', () => {
  test('random text never throws and never holds', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((tail) => `shc:/${tail}`), fc.array(fc.nat(9), { maxLength: 400 }).map((list) => `shc:/${list.join('')}`), fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join('.').replaceAll('=', '')), fc.jsonValue().map((value) => card({ body: Buffer.from(JSON.stringify(value)) })));
    fc.assert(fc.property(text, (one) => {
      expect(check(one).verdict).toBe('invalid');
    }));
  });

  test('a changed character anywhere never holds', () => {
    const jws = card();
    fc.assert(fc.property(fc.nat(jws.length - 1), fc.constantFrom(...'ABCXYZabcxyz0189-_.'), (at, character) => {
      fc.pre(jws[at] !== character);
      expect(check(`${jws.slice(0, at)}${character}${jws.slice(at + 1)}`).verdict).toBe('invalid');
    }), { numRuns: 500 });
  });

  test('parts in any order and number make the card again', () => {
    const jws = card();
    fc.assert(fc.property(fc.integer({ min: 2, max: 9 }).chain((count) => fc.shuffledSubarray(inParts(jws, count), { minLength: count })), (parts) => {
      expect(codeOf(parts)).toBe('ok');
    }), { numRuns: 50 });
  });
});
