import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrustStore, Verdict } from './shapes.ts';
import { makeSigner } from './specimens.ts';
import type { Signer, SignerOptions } from './specimens.ts';
import { canonicalJson, decodeBase64Url, parseJson } from './strict-json.ts';
import { loadTrust } from './trust.ts';
import { Unverifiable } from './rules/unverifiable.ts';
import { verifyVdsNc } from './vdsnc.ts';

const during = new Date('2022-01-27T08:00:00Z');
const authority = makeSigner({ name: 'Specimen CSCA', authority: true });
const issuer = { key: authority.key, name: 'Specimen CSCA' };
const signer = makeSigner({ name: 'Specimen BSC', issuer });
const trustOf = (...signers: readonly Signer[]): TrustStore => loadTrust(signers.map((one, at) => ({ name: `state-${at}.pem`, bytes: Buffer.from(one.pem) })));
const trust = trustOf(makeSigner({ name: 'Another CSCA', authority: true }), authority);

const vaccination = {
  hdr: { t: 'icao.vacc', v: 1, is: 'UTO' },
  msg: {
    uvci: 'U32870', pid: { n: 'MUSTERFRAÜ  ÄNNE MARIA', dob: '1990-05-17', sex: 'F', i: 'C01X00T47' },
    ve: [{ des: 'XM68M6', nam: 'Comirnaty', dis: 'RA01.0', vd: [{ dvc: '2021-05-01', seq: 1, ctr: 'UTO', adm: 'RIVM', lot: 'VC35679' }, { dvc: '2021-06-11', seq: 2, ctr: 'UTO', adm: 'RIVM', lot: 'VC87540' }] }],
  },
};
const testing = {
  hdr: { t: 'icao.test', v: 1, is: 'UTO' },
  msg: { utci: 'U32873', pid: { n: 'MUSTERFRAU ANNA', dob: '1990-05-17', dt: 'P', dn: 'C01X00T47' }, sp: { spn: 'Lab', ctr: 'UTO', cd: { p: '+1', e: 'a@b.example', a: 'Street' } }, dat: { sc: '2022-01-25T09:00:00Z', ri: '2022-01-26T09:00:00Z' }, tr: { tc: 'molecular(PCR)', r: 'negative', m: 'nasopharyngeal' } },
};
const hashes = { ES256: 'sha256', ES384: 'sha384', ES512: 'sha512' } as const;

interface Making { readonly data?: unknown; readonly by?: Signer; readonly alg?: keyof typeof hashes; readonly encoding?: 'der' | 'ieee-p1363'; readonly sig?: object; readonly changed?: unknown }
/** Makes a seal; the tests' own canonical form is JSON with sorted names, which is enough for these data. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, one]) => [name, sorted(one)])) : value;
}
function seal({ data = vaccination, by = signer, alg = 'ES256', encoding = 'ieee-p1363', sig = {}, changed = data }: Making = {}): string {
  const signature = sign(hashes[alg], Buffer.from(JSON.stringify(sorted(data))), { key: by.key, dsaEncoding: encoding });
  return JSON.stringify({ data: changed, sig: { alg, cer: by.certificate.toString('base64url'), sigvl: signature.toString('base64url'), ...sig } });
}
const check = (text: string, at = during, by = trust): Verdict => verifyVdsNc(text, { trust: by, at });
const codeOf = (text: string, at = during, by = trust): string => check(text, at, by).code;

describe('what holds', () => {
  test('a vaccination, vouched for by the state that issued the signer\'s certificate', () => {
    expect(check(seal())).toEqual({
      verdict: 'valid', code: 'ok', reason: 'Signed by C=XX, CN=Specimen BSC, for which state-1.pem vouches.', trustSource: `state-1.pem, key ${authority.kid.toString('base64')}, C=XX, CN=Specimen CSCA`,
      holder: { surname: 'MUSTERFRAÜ', givenNames: 'ÄNNE MARIA', name: 'ÄNNE MARIA MUSTERFRAÜ', birthDate: '1990-05-17', sex: 'F', documentNumber: 'C01X00T47' },
      kind: 'vds-nc-vaccination', validFrom: null, validUntil: null, payload: vaccination,
    });
  });

  test('a test; a name that nobody can part stays whole', () => {
    expect(check(seal({ data: testing }))).toMatchObject({ code: 'ok', kind: 'vds-nc-test', holder: { name: 'MUSTERFRAU ANNA', documentNumber: 'C01X00T47' } });
    expect(check(seal({ data: testing })).holder).not.toHaveProperty('surname');
  });

  test.each<[keyof typeof hashes, SignerOptions['type']]>([['ES256', 'P-256'], ['ES384', 'P-384'], ['ES512', 'P-521'], ['ES256', 'brainpoolP256r1']])('%s on %s, bare and as DER', (alg, type) => {
    const by = makeSigner({ type, issuer });
    for (const encoding of ['ieee-p1363', 'der'] as const) expect(codeOf(seal({ by, alg, encoding }))).toBe('ok');
  });

  test('the order of names and the blanks do not matter, nor filling, nor a byte order mark', () => {
    const { data, sig } = JSON.parse(seal()) as { data: typeof vaccination; sig: { cer: string } };
    expect(codeOf(`\ufeff ${JSON.stringify({ sig: { ...sig, cer: `${sig.cer}${'='.repeat((4 - (sig.cer.length % 4)) % 4)}` }, data: { msg: data.msg, hdr: { v: 1, is: 'UTO', t: 'icao.vacc' } } }, undefined, 2)}\n`)).toBe('ok');
  });

  test('the signer itself may be trusted, also by its bare key', () => {
    expect(codeOf(seal(), during, trustOf(signer))).toBe('ok');
    expect(codeOf(seal(), during, loadTrust([{ name: 'key.pem', bytes: Buffer.from(signer.publicKey.export({ format: 'pem', type: 'spki' })) }]))).toBe('ok');
  });
});

describe('what is refused', () => {
  const without = (path: readonly string[], data: object = vaccination): unknown => {
    const copy = structuredClone(data);
    let at = copy as Record<string, unknown>;
    for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
    delete at[path.at(-1)!];
    return copy;
  };
  const outsider = makeSigner({ name: 'Outsider' });
  const [other] = [makeSigner({ name: 'Middle', issuer })];
  const forged = makeSigner({ name: 'Forged', issuer: { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, name: 'Specimen CSCA' } });
  const past = makeSigner({ issuer, from: '2021-01-01', until: '2022-01-01' });
  const future = makeSigner({ issuer, from: '2022-02-01' });

  test.each<[string, string, TrustStore?]>([
    ['not-recognised', ''], ['not-recognised', 'HC1:ABC'], ['not-recognised', '{}'], ['not-recognised', '{"data":{"hdr":{}},"sig":{}}'],
    ['malformed-json', '{"data":'], ['malformed-json', `{"data":${'['.repeat(100)}${']'.repeat(100)}}`], ['duplicate-key', seal().replace('"hdr":{', '"hdr":{"t":"icao.test",')], ['too-large', `{"a":"${'x'.repeat(1_100_000)}"}`],
    ['algorithm-missing', seal({ sig: { alg: undefined } })], ['algorithm-unknown', seal({ sig: { alg: 'none' } })], ['algorithm-unknown', seal({ sig: { alg: 'toString' } })], ['algorithm-unfit', seal({ sig: { alg: 'ES384' } })],
    ['algorithm-unfit', seal({ by: makeSigner({ type: 'P-384', issuer }) })],
    ['malformed-signature-form', seal({ sig: { sigvl: undefined } })], ['malformed-signature-form', seal({ sig: { sigvl: 'A*B' } })], ['malformed-signature-form', seal({ sig: { sigvl: 'AAAA' } })],
    ['certificate-invalid', seal({ sig: { cer: undefined } })], ['certificate-invalid', seal({ sig: { cer: 'AAAA' } })], ['certificate-invalid', seal({ by: forged })],
    ['key-unknown', seal(), loadTrust([])], ['certificate-untrusted', seal({ by: outsider })], ['certificate-untrusted', seal(), trustOf(makeSigner({ authority: true, name: 'Other' }))],
    ['certificate-untrusted', seal({ by: makeSigner({ issuer: { key: other!.key, name: 'Middle' } }) }), trustOf(other!)],
    ['signature-wrong', seal({ changed: { ...vaccination, msg: { ...vaccination.msg, uvci: 'U32871' } } })], ['signature-wrong', seal({ sig: { cer: makeSigner({ issuer }).certificate.toString('base64url') } })],
    ['key-expired', seal({ by: past })], ['key-not-yet-valid', seal({ by: future })],
    ['kind-unknown', seal({ data: { ...vaccination, hdr: { t: 'icao.dta', v: 1, is: 'UTO' } } })], ['kind-unknown', seal({ data: { ...vaccination, hdr: { ...vaccination.hdr, v: 2 } } })],
    ...[['hdr', 'is'], ['msg', 'uvci'], ['msg', 'pid'], ['msg', 'pid', 'n'], ['msg', 've'], ['msg', 've', '0', 'des'], ['msg', 've', '0', 'vd'], ['msg', 've', '0', 'vd', '1', 'dvc'], ['msg', 've', '0', 'vd', '0', 'lot']].map((path): [string, string] => ['schema-differs', seal({ data: without(path) })]),
    ...[['msg', 'utci'], ['msg', 'pid', 'dn'], ['msg', 'sp'], ['msg', 'dat', 'sc'], ['msg', 'tr', 'r']].map((path): [string, string] => ['schema-differs', seal({ data: without(path, testing) })]),
    ['schema-differs', seal({ data: { ...vaccination, msg: { ...vaccination.msg, pid: { n: 'A  B' } } } })],
  ])('%s', (code, text, by = trust) => {
    const verdict = check(text, during, by);
    expect([verdict.code, verdict.verdict, verdict.trustSource]).toEqual([code, 'invalid', null]);
    expect(verdict.reason).toMatch(/\.$/);
  });

  test('a wrong signature is told before a wrong content, and shows whose it claims to be', () => {
    const changed = { ...vaccination, msg: { ...vaccination.msg, ve: [] } };
    expect(codeOf(seal({ changed }))).toBe('signature-wrong');
    expect(codeOf(seal({ data: changed }))).toBe('schema-differs');
    expect(check(seal({ by: outsider })).holder?.surname).toBe('MUSTERFRAÜ');
  });
});

describe('as properties', () => {
  test('random text never throws and never holds', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue().map((value) => JSON.stringify({ data: value, sig: value }))), (text) => {
      expect(check(text).verdict).toBe('invalid');
    }));
  });

  test('a changed bit of certificate or signature, or a changed byte of the data, never holds', () => {
    const whole = JSON.parse(seal()) as { data: unknown; sig: { alg: string; cer: string; sigvl: string } };
    fc.assert(fc.property(fc.constantFrom('cer', 'sigvl') as fc.Arbitrary<'cer' | 'sigvl'>, fc.nat(), fc.nat(7), (part, where, bit) => {
      const bytes = Buffer.from(whole.sig[part], 'base64url');
      bytes[where % bytes.length]! ^= 1 << bit;
      expect(check(JSON.stringify({ ...whole, sig: { ...whole.sig, [part]: bytes.toString('base64url') } })).verdict).toBe('invalid');
    }), { numRuns: 300 });
    const text = JSON.stringify(whole.data);
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 33, max: 126 }), (where, code) => {
      const at = where % text.length;
      fc.pre(text.charCodeAt(at) !== code);
      const verdict = check(`{"data":${text.slice(0, at)}${String.fromCharCode(code)}${text.slice(at + 1)},"sig":${JSON.stringify(whole.sig)}}`);
      expect(verdict.verdict).toBe('invalid');
    }), { numRuns: 300 });
  });
});

describe('strict JSON', () => {
  test('the example of RFC 8785, 3.2.3 and 3.2.2', () => {
    const value = parseJson('{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}', 'it');
    expect(canonicalJson(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
    const names = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '\ud83d\ude00': 'Emoji: Grinning Face', '\u0080': 'Control', '\u00f6': 'Latin Small Letter O With Diaeresis' };
    expect(Object.values(JSON.parse(canonicalJson(names).replace('"1":', '"one":')) as object)).toEqual(['Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh']);
    expect(() => canonicalJson('\ud800')).toThrow(Unverifiable);
  });

  test('JSON that says something once is read as JSON.parse does, and what it writes twice is refused', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(parseJson(text, 'it')).toEqual(JSON.parse(text));
    }));
    for (const twice of ['{"a":1,"a":1}', '[{"b":{"a":[],"\\u0061":2}}]', '{"__proto__":1,"__proto__":2}']) expect(() => parseJson(twice, 'it')).toThrow(/twice/);
    for (const once of ['{"a":{"a":1},"b":"a"}', '[{"a":1},{"a":1}]', '{"a":"\\"a\\":","b":1}']) expect(() => parseJson(once, 'it')).not.toThrow();
  });

  test('no two texts of base64url stand for the same bytes, but for filling and the other alphabet', () => {
    expect(decodeBase64Url('AA')).toEqual(Buffer.from([0]));
    for (const none of ['AB', 'A', 'AA*A', 'AA\n', '====']) expect(decodeBase64Url(none)).toBe(null);
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase64Url(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes));
    }));
  });
});
