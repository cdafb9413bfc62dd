import { sign } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { verifyHcert } from './hcert.ts';
import type { TrustStore, Verdict } from './shapes.ts';
import { verdictCodes } from './shapes.ts';
import { cbor, claimsOf, data, dcc, dccClaims, during, entries, expiresAt, issuedAt, makeHcert, makeSigner, map, pack } from './specimens.ts';
import type { Cbor, HcertOptions, Signer, SignerOptions } from './specimens.ts';
import { loadTrust } from './trust.ts';
import { casesOf } from '../../../tests/long-run.ts';

const signer = makeSigner();
const trustOf = (...signers: readonly Signer[]): TrustStore => loadTrust(signers.map((one, at) => ({ name: `signer-${at}.pem`, bytes: Buffer.from(one.pem), importedAt: '2026-11-25T08:00:00.000Z' })));
const trust = trustOf(signer);
const check = (text: string, at = during, by = trust): Verdict => verifyHcert(text, { trust: by, at });
const made = (options: Partial<HcertOptions> = {}): string => makeHcert({ signer, ...options });
const codeOf = (text: string, at = during, by = trust): string => check(text, at, by).code;
const bytesOf = (text: string): Buffer => decodeBase45(text.slice(4));

describe('what holds', () => {
  test('a vaccination: holder in both scripts, period of the token, and who vouched for it since when', () => {
    expect(check(made())).toEqual({
      verdict: 'valid', code: 'ok', reason: 'Signed by C=XX, CN=Specimen signer and within its validity.',
      trustSource: `signer-0.pem, key ${signer.kid.toString('base64')}, C=XX, CN=Specimen signer, imported 2026-11-25`,
      holder: { surname: 'Müsterfraü', givenNames: 'Änne', name: 'Änne Müsterfraü (AENNE MUESTERFRAUE)', birthDate: '1990-05-17' },
      kind: 'dcc-vaccination', validFrom: '2021-06-01T00:00:00Z', validUntil: '2022-06-01T00:00:00Z',
      payload: expect.objectContaining({ ver: '1.3.0', v: [entries.v] }),
    });
  });

  test('a test and a recovery', () => {
    expect(check(made({ claims: dccClaims(dcc({}, 't')) }))).toMatchObject({ verdict: 'valid', kind: 'dcc-test' });
    expect(check(made({ claims: dccClaims(dcc({}, 'r')) }))).toMatchObject({ verdict: 'valid', kind: 'dcc-recovery' });
  });

  test.each<[string, SignerOptions, number]>([
    ['ES256', {}, -7], ['ES384', { type: 'P-384' }, -35], ['ES256 with a key on P-384', { type: 'P-384' }, -7],
    ['PS256', { type: 'RSA' }, -37], ['PS256 with 3072 bits', { type: 'RSA', modulusLength: 3072 }, -37], ['RS256', { type: 'RSA' }, -257], ['EdDSA', { type: 'Ed25519' }, -8],
  ])('%s', (_name, options, algorithm) => {
    const other = makeSigner(options);
    expect(codeOf(makeHcert({ signer: other, algorithm }), during, trustOf(other))).toBe('ok');
  });

  test('what issuers leave out or put elsewhere: tags, identifier and algorithm in the open header, the protected one first', () => {
    expect([[], [18], [61], [61, 18]].map((tags) => codeOf(made({ tags })))).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(codeOf(made({ protectedHeader: map([1, -7]), unprotectedHeader: map([4, signer.kid]) }))).toBe('ok');
    expect(codeOf(made({ protectedHeader: map([4, signer.kid]), unprotectedHeader: map([1, -7]) }))).toBe('ok');
    expect(codeOf(made({ protectedHeader: map([1, -7], [4, signer.kid]), unprotectedHeader: map([4, Buffer.from('elsewhere')], [1, -37]) }))).toBe('ok');
    expect(codeOf(made({ protectedHeader: map([1, -7], [4, Buffer.from('elsewhere')]), unprotectedHeader: map([4, signer.kid]) }))).toBe('key-unknown');
  });

  test('the ways of issuers to write a value', () => {
    const ways: readonly Readonly<Record<string, unknown>>[] = [
      { dob: '' }, { dob: '1990' }, { dob: '1990-05' }, { dob: '1990-05-17T00:00:00' }, { ver: '1.0.0' }, { ver: '1.2.1' }, { ver: '1.3.2', nam: { gnt: 'AENNE' } }, { t: null, r: [] },
      { v: [{ ...entries.v, dn: { float: 2 }, sd: '2' }] }, { v: [{ ...entries.v, dt: '2021-05-01T00:00:00Z' }] }, { ver: '1.0.0', v: [entries.v, entries.v] },
    ];
    for (const changes of ways) expect([changes, check(made({ claims: dccClaims(dcc(changes)) })).reason]).toEqual([changes, expect.stringContaining('within its validity')]);
    for (const sc of ['2021-05-31T10:00:00+0200', '2021-05-31T10:00:00+02', '2021-05-31T10:00:00.123+02:00', '2021-05-31 10:00:00', '2021-05-31T10:00Z']) {
      expect([sc, codeOf(made({ claims: dccClaims(dcc({ t: [{ ...entries.t, sc: { tag: 0, value: sc } }] }, 't')) }))]).toEqual([sc, 'ok']);
    }
    expect(codeOf(made({ claims: claimsOf(map([1, dcc()]), { issued: { float: issuedAt + 0.5 }, expires: { float: expiresAt } }) }))).toBe('ok');
    expect(check(made({ claims: dccClaims(dcc({ dob: '' })) })).holder?.birthDate).toBeNull();
  });

  test('maps of open length, as some encoders write them', () => {
    // The open header as an indefinite map: 0xbf, then the break.
    expect(codeOf(made({ wrap: (message) => {
      const at = 3 + cbor(map([1, -7], [4, signer.kid])).length;
      expect(message[at]).toBe(0xa0);
      return Buffer.concat([message.subarray(0, at), Buffer.from([0xbf, 0xff]), message.subarray(at + 1)]);
    } }))).toBe('ok');
  });

  test('keys whose short identifiers collide are all tried', () => {
    const other = { ...makeSigner(), kid: signer.kid };
    const both = trustOf(signer, other);
    (both.byKid as Map<string, unknown>).set(signer.kid.toString('base64'), [both.keys[1], both.keys[0]]);
    expect(check(made(), during, both)).toMatchObject({ verdict: 'valid', trustSource: expect.stringContaining('signer-0.pem') });
  });

  test('the scanner\'s byte order mark and line ends go', () => {
    expect(codeOf(`\ufeff${made()}\r\n`)).toBe('ok');
  });
});

describe('each cause is refused by its own name', () => {
  const good = made();
  const zip = (message: Uint8Array): string => pack(message);
  const withMessage = (parts: Cbor): string => zip(cbor(parts));
  const protectedBytes = cbor(map([1, -7], [4, signer.kid]));
  const cases: readonly [string, string, () => string][] = [
    ['no text', 'not-recognised', () => ''], ['another text', 'not-recognised', () => 'HC2:6BF'], ['no prefix', 'not-recognised', () => good.slice(4)],
    ['a sign outside the alphabet', 'illegal-character', () => good.replace(/^(.{20})./u, '$1a')], ['a line break inside', 'illegal-character', () => good.replace(/^(.{20})./u, '$1\n')],
    ['one character too many', 'bad-length', () => `HC1:${'0'.repeat(4)}`], ['three characters above two bytes', 'base45-overflow', () => 'HC1::::'], ['two characters above a byte', 'base45-overflow', () => 'HC1:::'],
    ['nothing compressed', 'not-compressed', () => `HC1:${encodeBase45(cbor([1, 2, 3]))}`], ['cut off', 'not-compressed', () => `HC1:${encodeBase45(bytesOf(good).subarray(0, -10))}`],
    ['something behind the compressed part', 'trailing-bytes', () => `HC1:${encodeBase45(Buffer.concat([bytesOf(good), Buffer.from([0])]))}`],
    ['a bomb', 'too-large', () => `HC1:${encodeBase45(deflateSync(Buffer.alloc(1_100_000)))}`],
    ['no CBOR', 'malformed-cbor', () => zip(Buffer.from([0x1c]))], ['nested too deep', 'malformed-cbor', () => zip(Buffer.alloc(500_000, 0x81))],
    ['something behind the message', 'trailing-bytes', () => made({ wrap: (message) => Buffer.concat([message, Buffer.from([0])]) })],
    ['no list of four', 'malformed-cbor', () => withMessage([protectedBytes, map(), Buffer.alloc(0)])], ['a payload that is no bytes', 'malformed-cbor', () => withMessage([protectedBytes, map(), 'payload', Buffer.alloc(64)])],
    ['one label twice', 'duplicate-key', () => made({ protectedHeader: map([1, -7], [1, -7], [4, signer.kid]) })],
    ['one claim twice', 'duplicate-key', () => made({ claims: map([4, expiresAt], [4, expiresAt + 1], [-260, map([1, dcc()])]) })],
    ['tag 61 twice', 'wrong-tag', () => made({ tags: [61, 61, 18] })], ['tag 18 twice', 'wrong-tag', () => made({ tags: [18, 18] })], ['tags the wrong way round', 'wrong-tag', () => made({ tags: [18, 61] })], ['a tag of a date around it', 'malformed-cbor', () => made({ tags: [0] })], ['several signatures', 'wrong-tag', () => made({ tags: [98] })],
    ['a header that must be understood', 'critical-header', () => made({ protectedHeader: map([1, -7], [2, [99]], [4, signer.kid]) })],
    ['no algorithm', 'algorithm-missing', () => made({ protectedHeader: map([4, signer.kid]) })], ['an algorithm that nobody used', 'algorithm-unknown', () => made({ protectedHeader: map([1, 5], [4, signer.kid]) })],
    ['no identifier of a key', 'key-unknown', () => made({ protectedHeader: map([1, -7]) })], ['a key that nobody imported', 'key-unknown', () => makeHcert({ signer: makeSigner() })],
    ['an algorithm that does not go with the key', 'algorithm-unfit', () => made({ protectedHeader: map([1, -37], [4, signer.kid]) })],
    ['somebody else\'s signature', 'signature-wrong', () => makeHcert({ signer: { ...makeSigner(), kid: signer.kid } })],
    ['a payload of other bytes', 'signature-wrong', () => made({ wrap: (message) => Buffer.from(message.toString('latin1').replace('AENNE', 'BENNE'), 'latin1') })],
    ['claims that are no map', 'claims-malformed', () => made({ claims: [1, 2] })], ['an expiry in words', 'claims-malformed', () => made({ claims: claimsOf(map([1, dcc()]), { expires: 'tomorrow' }) })],
    ['no expiry', 'claims-malformed', () => made({ claims: claimsOf(map([1, dcc()]), { expires: null }) })],
    ['no health claim', 'kind-unknown', () => made({ claims: map([4, expiresAt]) })], ['a kind that is not known', 'kind-unknown', () => made({ claims: claimsOf(map([99, dcc()])) })], ['a link that would have to be fetched', 'kind-unknown', () => made({ claims: claimsOf(map([5, [data({ url: 'shlink:/x' })]])) })],
  ];
  test.each(cases)('%s: %s', (_name, code, make) => {
    const verdict = check(make());
    expect([verdict.verdict, verdict.code, verdict.trustSource]).toEqual(['invalid', code, null]);
    expect(verdict.reason.length).toBeGreaterThan(20);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['ver', { ver: undefined }], ['ver', { ver: 'one' }], ['ver', { ver: '2.0.0' }], ['nam', { nam: undefined }], ['nam', { nam: { fn: 'Müsterfraü' } }], ['dob', { dob: undefined }], ['dob', { dob: '17.05.1990' }],
    ['v, t, r', { v: undefined }], ['v, t, r', { t: [entries.t] }], ['v, t, r', { v: [entries.v, entries.v] }], ['v', { v: entries.v }], ['v[0]', { v: ['x'] }], ['v[0].ci', { v: [{ ...entries.v, ci: undefined }] }],
    ['v[0].dn', { v: [{ ...entries.v, dn: 0 }] }], ['v[0].dt', { v: [{ ...entries.v, dt: '2021-02-30' }] }], ['t[0].sc', { v: undefined, t: [{ ...entries.t, sc: '2021-05-31' }] }], ['r[0].du', { v: undefined, r: [{ ...entries.r, du: 7 }] }],
  ])('content that is not of the schema names its element: %s', (where, changes) => {
    const verdict = check(made({ claims: dccClaims(dcc(changes)) }));
    expect([verdict.code, verdict.reason.startsWith(`${where}: `), verdict.reason]).toEqual(['schema-differs', true, expect.any(String)]);
  });

  test('time: not yet, no longer, and the key\'s own', () => {
    expect(codeOf(good, new Date('2021-05-01T00:00:00Z'))).toBe('not-yet-valid');
    expect(codeOf(good, new Date('2021-05-31T23:56:00Z'))).toBe('ok');
    expect([codeOf(good, new Date('2022-05-31T23:59:59Z')), codeOf(good, new Date('2022-06-01T00:00:00Z'))]).toEqual(['ok', 'expired']);
    expect(codeOf(made({ claims: claimsOf(map([1, dcc()]), { more: [[5, issuedAt + 86_400 * 30]] }) }), new Date('2021-06-10T00:00:00Z'))).toBe('not-yet-valid');
    const late = makeSigner({ from: '2022-01-01' });
    const old = makeSigner({ until: '2021-07-01' });
    expect(codeOf(makeHcert({ signer: late }), during, trustOf(late))).toBe('key-not-yet-valid');
    expect(codeOf(makeHcert({ signer: old }), during, trustOf(old))).toBe('key-expired');
    expect(check(makeHcert({ signer: old }), during, trustOf(old)).holder).toMatchObject({ surname: 'Müsterfraü' });
  });

  test('a key vouches only for what its certificate says, under both arcs; without usages for everything', () => {
    for (const arc of ['1.3.6.1.4.1.1847.2021.1', '1.3.6.1.4.1.0.1847.2021.1']) {
      const [tests, vaccinations, recoveries] = [1, 2, 3].map((usage) => makeSigner({ usages: [`${arc}.${usage}`] })) as [Signer, Signer, Signer];
      const signed = (by: Signer, group: 'v' | 't' | 'r'): string => codeOf(makeHcert({ signer: by, claims: dccClaims(dcc({}, group)) }), during, trustOf(by));
      expect([signed(tests, 't'), signed(tests, 'v'), signed(vaccinations, 'v'), signed(vaccinations, 'r'), signed(recoveries, 'r'), signed(recoveries, 't')]).toEqual(['ok', 'key-wrong-kind', 'ok', 'key-wrong-kind', 'ok', 'key-wrong-kind']);
    }
    const other = makeSigner({ usages: ['1.3.6.1.5.5.7.3.1'] });
    expect(codeOf(makeHcert({ signer: other }), during, trustOf(other))).toBe('ok');
  });

  test('RSA keys below 2048 bits and signatures in another form are not taken', () => {
    const weak = makeSigner({ type: 'RSA', modulusLength: 1024 });
    expect(codeOf(makeHcert({ signer: weak, algorithm: -37 }), during, trustOf(weak))).toBe('algorithm-unfit');
    const payload = cbor(dccClaims());
    const signature = sign('sha256', cbor(['Signature1', protectedBytes, Buffer.alloc(0), payload]), signer.key);
    expect(codeOf(withMessage([protectedBytes, map(), payload, signature]))).toBe('signature-wrong');
  });

  test('without trusted keys nothing is vouched for, and the reason says what to give; the holder is shown all the same', () => {
    expect(check(good, during, loadTrust([]))).toMatchObject({ verdict: 'invalid', code: 'key-unknown', reason: expect.stringContaining('--trust'), trustSource: null, holder: { surname: 'Müsterfraü' }, kind: 'dcc-vaccination' });
  });
});

describe('WHO\'s certificates', () => {
  const vaccine = { vp: 'YellowFeverProduct1', dt: '2021-06-05', bo: 'LOT 7', is: 'National institute', vls: '2021-06-15' };
  const card = { n: 'Anna Specimen', dob: '1990-05-17', s: 'female', ntl: 'UTO', nid: 'C01X00T47', gn: 'Guardian Specimen', v: vaccine };
  const newer = { n: 'Anna Specimen', dob: '1990-05-17', s: 'female', nt: 'UTO', id: 'C01X00T47', dt: 'PPN', v: '1.0', d: '2021-06-05', vx: { vp: 'YellowFeverProduct1', dv: '2021-06-05', bo: 'LOT 7', cn: 'Dr. Who' } };
  const icvp = (payload: unknown): string => made({ claims: claimsOf(map([-6, data(payload)]), { expires: null }) });

  test('the yellow card, in both published forms, once or in a list, with codings or bare codes', () => {
    const holder = { name: 'Anna Specimen', birthDate: '1990-05-17', sex: 'female', nationality: 'UTO', documentNumber: 'C01X00T47' };
    expect(check(icvp(card))).toMatchObject({ verdict: 'valid', kind: 'icvp', holder, validFrom: '2021-06-15', validUntil: null, payload: { gn: 'Guardian Specimen', v: { bo: 'LOT 7', dt: '2021-06-05', vp: 'YellowFeverProduct1' } } });
    expect(check(icvp(newer))).toMatchObject({ verdict: 'valid', kind: 'icvp', holder, validFrom: '2021-06-01T00:00:00Z' });
    for (const payload of [[card], { ...card, v: [vaccine] }, { ...card, s: { code: 'female', system: 'x' } }]) expect(check(icvp(payload))).toMatchObject({ verdict: 'valid', holder });
  });

  test('it is valid only from the day that it names, and until one where it names one', () => {
    expect(codeOf(icvp(card), new Date('2021-06-14T23:00:00Z'))).toBe('not-yet-valid');
    expect(codeOf(icvp(card), new Date('2021-06-15T00:00:00Z'))).toBe('ok');
    const ending = icvp({ ...card, v: { ...vaccine, vle: '2021-12-01' } });
    expect([codeOf(ending), codeOf(ending, new Date('2021-12-02T00:00:00Z'))]).toEqual(['ok', 'expired']);
  });

  test.each<[string, unknown]>([
    ['n', { ...card, n: undefined }], ['dob', { ...card, dob: '1990' }], ['v', { ...card, v: 'vaccine' }], ['v.vp', { ...card, v: { ...vaccine, vp: undefined } }], ['v.dt', { ...card, v: { ...vaccine, dt: 'June' } }],
    ['v.bo', { ...card, v: { ...vaccine, bo: undefined } }], ['v.is', { ...card, v: { ...vaccine, is: undefined } }], ['v.vls', { ...card, v: { ...vaccine, vls: 'soon' } }], ['vx.dt', { ...newer, vx: { ...newer.vx, dv: undefined } }],
  ])('what is missing is named: %s', (where, payload) => {
    expect(check(icvp(payload))).toMatchObject({ code: 'schema-differs', reason: expect.stringMatching(new RegExp(`^${where.replace('.', '\\.')}: `, 'u')) });
  });

  test('core data sets of a vaccination and of a test, within the period that they name', () => {
    const set = { name: 'Anna Specimen', birthDate: '1990-05-17', sex: { code: 'female' }, identifier: { value: 'C01X00T47' }, certificate: { period: { start: '2021-06-01', end: '2021-12-31' } }, vaccination: { date: '2021-05-01', dose: 2 } };
    expect(check(made({ claims: claimsOf(map([3, data(set)])) }))).toMatchObject({ verdict: 'valid', kind: 'ddcc', holder: { name: 'Anna Specimen', birthDate: '1990-05-17', sex: 'female', documentNumber: 'C01X00T47' }, validUntil: '2021-12-31' });
    expect(codeOf(made({ claims: claimsOf(map([4, [data({ ...set, vaccination: undefined, test: { result: 'x' } })]])) }))).toBe('ok');
    expect(codeOf(made({ claims: claimsOf(map([3, data(set)])) }), new Date('2022-01-01T00:00:00Z'))).toBe('expired');
    expect(codeOf(made({ claims: claimsOf(map([3, data({ ...set, vaccination: undefined })])) }))).toBe('schema-differs');
  });
});

describe('whatever comes', () => {
  const good = made();
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }).map((one) => `HC1:${one}`), fc.uint8Array().map((one) => `HC1:${encodeBase45(one)}`), fc.uint8Array({ maxLength: 300 }).map((one) => pack(one)));

  test('nothing throws, and nothing made up is vouched for', () => {
    fc.assert(fc.property(text, (one) => {
      const verdict = check(one);
      expect(verdict.verdict).toBe('invalid');
      expect(verdictCodes).toContain(verdict.code);
    }), { numRuns: casesOf(2000) });
  });

  test('no byte of the signed message can be another and still verify', () => {
    const message = bytesOf(good);
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = made({ wrap: (bytes) => {
        const copy = Buffer.from(bytes);
        copy[at % copy.length]! ^= change;
        return copy;
      } });
      // The empty open header is all that no signature covers; turned into something else it is refused as malformed.
      expect(check(changed).verdict).toBe('invalid');
    }), { numRuns: casesOf(1500) });
    expect(message.length).toBeGreaterThan(200);
  });

  test('no character of the text can be another and say something else', () => {
    const honest = check(good);
    fc.assert(fc.property(fc.integer({ min: 4, max: good.length - 1 }), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'), (at, sign) => {
      const verdict = check(good.slice(0, at) + sign + good.slice(at + 1));
      // The level of compression, noted in the second byte, is nothing that anybody signs.
      if (verdict.verdict === 'valid') expect(verdict).toEqual(honest);
    }), { numRuns: casesOf(1500) });
  });

  test('base45 there and back', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      expect(new Uint8Array(decodeBase45(encodeBase45(bytes)))).toEqual(bytes);
    }));
    expect([encodeBase45(Buffer.from('AB')), encodeBase45(Buffer.from('Hello!!')), decodeBase45('QED8WEX0').toString()]).toEqual(['BB8', '%69 VD92EX0', 'ietf!']);
  });
});
