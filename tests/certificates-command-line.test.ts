import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { verdictCodes } from '../src/modules/certificates/shapes.ts';
import { codeOutcomes } from '../src/modules/certificates/declaration-code.ts';
import { claimsOf, data, dccClaims, makeHcert, makeSigner, map } from '../src/modules/certificates/specimens.ts';
import { json, makeFolder, tongguan } from './running-commands.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { folder, file } = makeFolder('certificates');

const patience = { timeout: 240_000 };
const signer = makeSigner();
const trust = dirname(file('trust/xx.pem', signer.pem));
const at = '2021-12-01T12:00:00Z';

describe('read dcc, read icvp', () => {
  test('a certificate from a file and from standard input: exactly these fields, exit code 0', patience, async () => {
    const text = makeHcert({ signer });
    const [fromFile, fromInput] = await Promise.all([tongguan(['read', 'dcc', file('dcc.txt', `${text}\n`), '--trust', trust, '--at', at]), tongguan(['read', 'dcc', '-', '--trust', trust, '--at', '2021-12-01T20:00:00+08:00'], text)]);
    expect([fromFile.code, fromFile.said]).toEqual([0, '']);
    expect(fromInput.output).toBe(fromFile.output);
    expect(json(fromFile)).toEqual({
      verdict: 'valid', code: 'ok', reason: expect.any(String), trustSource: expect.stringMatching(/^xx\.pem, key .*, imported \d{4}-\d\d-\d\d$/), kind: 'dcc-vaccination',
      holder: { surname: 'Müsterfraü', givenNames: 'Änne', name: 'Änne Müsterfraü (AENNE MUESTERFRAUE)', birthDate: '1990-05-17' }, validFrom: '2021-06-01T00:00:00Z', validUntil: '2022-06-01T00:00:00Z',
    });
  });

  test('the yellow card', patience, async () => {
    const payload = data({ n: 'Anna Specimen', dob: '1990-05-17', s: 'female', ntl: 'UTO', v: { vp: 'YellowFeverProduct1', dt: '2021-06-05', bo: 'LOT 7', is: 'institute', vls: '2021-06-15' } });
    const ran = await tongguan(['read', 'icvp', '-', '--trust', trust, '--at', at], makeHcert({ signer, claims: claimsOf(map([-6, payload]), { expires: null }) }));
    expect([ran.code, json(ran)]).toEqual([0, expect.objectContaining({ verdict: 'valid', kind: 'icvp', validFrom: '2021-06-15', validUntil: null })]);
  });

  test('altered, expired, unknown, and without a trust directory: exit code 1, the code and the reason on both outputs', patience, async () => {
    const text = makeHcert({ signer });
    const altered = makeHcert({ signer, wrap: (message) => Buffer.from(message.toString('latin1').replace('AENNE', 'BENNE'), 'latin1') });
    const cases: readonly [string, string, readonly string[]][] = [
      ['signature-wrong', altered, ['--trust', trust, '--at', at]], ['expired', text, ['--trust', trust, '--at', '2022-07-01']], ['expired', text, ['--trust', trust]], ['not-yet-valid', text, ['--trust', trust, '--at', '2021-05-01T00:00']],
      ['key-unknown', makeHcert({ signer: makeSigner() }), ['--trust', trust, '--at', at]], ['key-unknown', text, ['--at', at]], ['not-recognised', 'a letter', ['--trust', trust]], ['schema-differs', makeHcert({ signer, claims: dccClaims(data({ ver: '1.3.0' })) }), ['--trust', trust, '--at', at]],
    ];
    for (const [code, ran] of await Promise.all(cases.map(async ([code, input, args]) => [code, await tongguan(['read', 'dcc', '-', ...args], input)] as const))) {
      const answer = json(ran);
      expect([ran.code, answer['verdict'], answer['code'], answer['trustSource']]).toEqual([1, 'invalid', code, null]);
      expect(ran.said).toBe(`${code}: ${answer['reason'] as string}\n`);
      expect(Object.keys(answer)).toEqual(['verdict', 'code', 'reason', 'trustSource', 'holder', 'kind', 'validFrom', 'validUntil']);
    }
  });

  test('a trust file that cannot be read is named on standard error; the others count', patience, async () => {
    const mixed = dirname(file('mixed/a-note.txt', 'keys of last year'));
    file('mixed/within/xx.pem', signer.pem);
    const ran = await tongguan(['read', 'dcc', '-', '--trust', mixed, '--at', at], makeHcert({ signer }));
    expect([ran.code, ran.said]).toEqual([0, 'a-note.txt: it is neither PEM, JSON nor CBOR\n']);
  });
});

describe('code', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = file('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const keys = dirname(file('keys/2022.pem', publicKey.export({ format: 'pem', type: 'spki' })));
  const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
  const declaration = { declarationId: id, version: 2, event: 'winter-2022', flight: 'CA926', flightDate: '2022-01-28', surname: 'MUSTERFRAU', givenNames: 'ANNA', documentNumber: 'C01X00T47', cardVersion: '2022-01', result: 'check', arrivesAt: '2022-01-28T06:10:00Z' };
  const now = '2022-01-28T00:00:00Z';

  test('is issued, drawn, and verified as text, from a file and from standard input', patience, async () => {
    const [svg, png] = [join(folder, 'code.svg'), join(folder, 'code.png')];
    const issued = await tongguan(['code', 'issue', file('declaration.json', JSON.stringify(declaration)), '--key', key, '--svg', svg, '--png', png]);
    expect([issued.code, issued.said]).toEqual([0, '']);
    const { text, characters, qrVersion, shortened } = json(issued) as { text: string; characters: number; qrVersion: number; shortened: boolean };
    expect([text.slice(0, 4), characters, qrVersion <= 12, shortened, existsSync(png)]).toEqual(['TG1:', text.length, true, false, true]);
    expect(readFileSync(svg, 'utf8')).toContain('<svg');
    const runs = await Promise.all([tongguan(['code', 'verify', text, '--keys', keys, '--at', now]), tongguan(['code', 'verify', file('code.txt', `${text}\n`), '--keys', keys, '--at', now, '--event', 'winter-2022']), tongguan(['code', 'verify', '-', '--keys', keys, '--at', now], text)]);
    for (const ran of runs) {
      expect([ran.code, json(ran)]).toEqual([0, {
        verdict: 'valid', code: 'valid', reason: expect.any(String), key: expect.stringContaining('2022.pem'),
        declaration: expect.objectContaining({ declarationId: id, surname: 'MUSTERFRAU', documentEnd: '0T47', result: 'check', validFrom: '2022-01-27T06:10:00.000Z', validUntil: '2022-01-28T18:10:00.000Z' }),
      }]);
    }
    const other = dirname(file('other/key.pem', generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' })));
    const altered = text.slice(0, 100) + (text[100] === '0' ? '1' : '0') + text.slice(101);
    const cases: readonly [string, readonly string[]][] = [
      ['expired', [text, '--keys', keys]], ['not-yet-valid', [text, '--keys', keys, '--at', '2022-01-01']], ['foreign', [text, '--keys', other, '--at', now]], ['foreign', [text, '--keys', keys, '--at', now, '--event', 'summer-2024']], ['altered', [altered, '--keys', keys, '--at', now]],
      ['revoked', [text, '--keys', keys, '--at', now, '--revoked', file('revoked.json', JSON.stringify([id]))]], ['superseded', [text, '--keys', keys, '--at', now, '--newest', file('newest.json', JSON.stringify({ [id]: 3 }))]], ['malformed', ['TG1:ABC', '--keys', keys]],
    ];
    for (const [code, ran] of await Promise.all(cases.map(async ([code, args]) => [code, await tongguan(['code', 'verify', ...args])] as const))) expect([ran.code, json(ran)['code'], ran.said.startsWith(`${code}: `)]).toEqual([1, code, true]);
  });

  test('what cannot be issued is told field by field', patience, async () => {
    const ran = await tongguan(['code', 'issue', '-', '--key', key], JSON.stringify({ ...declaration, flight: 'x', result: undefined }));
    expect([ran.code, json(ran)]).toEqual([1, { text: null, problems: [{ where: 'flight', reason: expect.any(String) }, { where: 'result', reason: expect.any(String) }] }]);
    expect(ran.said).toMatch(/^flight: .*\nresult: .*\n$/);
  });

  test('a call that cannot be used is 2 and says how to call', patience, async () => {
    const unusable = [
      ['code'], ['code', 'fly'], ['code', 'issue'], ['code', 'issue', 'x.json'], ['code', 'issue', '-', '--key', join(folder, 'absent.pem')], ['code', 'issue', '-', '--key', key], ['code', 'verify', 'TG1:A'], ['code', 'verify', join(folder, 'absent'), '--keys', keys],
      ['read', 'dcc'], ['read', 'dcc', '-', '--at', 'noon'], ['read', 'dcc', '-', '--trust', join(folder, 'absent')], ['read', 'icvp', '-', '--on', '2022-01-01'],
    ];
    for (const [args, ran] of await Promise.all(unusable.map(async (args) => [args, await tongguan(args, '{')] as const))) {
      expect([args, ran.code, ran.output]).toEqual([args, 2, '']);
      expect(ran.said, args.join(' ')).not.toBe('');
      expect(ran.said, args.join(' ')).not.toMatch(/\n\s+at /);
    }
    const help = await tongguan(['help']);
    for (const call of ['read dcc', 'read icvp', 'code issue', 'code verify']) expect(help.said).toContain(call);
  });
});

test('the page says of every code what it means', () => {
  const page = readFileSync(join(root, 'docs/how-to/verify-certificates.md'), 'utf8');
  expect([...verdictCodes, ...codeOutcomes].filter((code) => !page.includes(`| \`${code}\` |`))).toEqual([]);
});
