import { createHash, sign } from 'node:crypto';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import { describe, expect, test } from 'vitest';
import { makeHcert, makeSigner } from '../src/modules/certificates/specimens.ts';
import { makeFolder, tongguan } from './running-commands.ts';
import type { Ran } from './running-commands.ts';

const { folder, file } = makeFolder('rules');

const json = (ran: Ran): unknown => JSON.parse(ran.output || JSON.stringify(ran.said)) as unknown;
const patience = { timeout: 240_000 };
const at = '2021-12-01T12:00:00Z';

const authority = makeSigner({ name: 'Specimen CSCA', authority: true });
const sealer = makeSigner({ name: 'Specimen BSC', issuer: { key: authority.key, name: 'Specimen CSCA' } });
const signer = makeSigner();
const { crv, kty, x, y } = signer.publicKey.export({ format: 'jwk' });
const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
const trust = dirname(file('trust/csca.pem', authority.pem));
file('trust/signer.pem', signer.pem);
file('trust/issuers.json', JSON.stringify({ 'https://health.example': { keys: [{ kty, crv, x, y, kid, use: 'sig', alg: 'ES256' }] } }));

function makeSeal(): string {
  const data = '{"hdr":{"is":"UTO","t":"icao.vacc","v":1},"msg":{"pid":{"dob":"1990-05-17","n":"MUSTERFRAU  ANNA"},"uvci":"U32870","ve":[{"des":"XM68M6","dis":"RA01.0","nam":"Comirnaty","vd":[{"adm":"RIVM","ctr":"UTO","dvc":"2021-05-01","lot":"VC35679","seq":1}]}]}}';
  return `{"data":${data},"sig":{"alg":"ES256","cer":"${sealer.certificate.toString('base64url')}","sigvl":"${sign('sha256', Buffer.from(data), { key: sealer.key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}"}}`;
}
function makeCard(): string {
  const resources = [{ resourceType: 'Patient', name: [{ family: 'Anyperson', given: ['John'] }], birthDate: '1951-01-20' }, { resourceType: 'Immunization', status: 'completed', vaccineCode: { coding: [{ code: '207' }] }, occurrenceDateTime: '2021-01-01' }];
  const claims = { iss: 'https://health.example', nbf: 1_622_505_600, vc: { type: ['https://smarthealth.cards#health-card'], credentialSubject: { fhirVersion: '4.0.1', fhirBundle: { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) } } } };
  const signed = `${Buffer.from(JSON.stringify({ zip: 'DEF', alg: 'ES256', kid })).toString('base64url')}.${deflateRawSync(JSON.stringify(claims)).toString('base64url')}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: signer.key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
const digits = (text: string): string => `shc:/${[...text].map((character) => String(character.charCodeAt(0) - 45).padStart(2, '0')).join('')}`;

describe('read vdsnc, read shc', () => {
  test('a seal, with its state in the trust directory and without', patience, async () => {
    const path = file('seal.json', makeSeal());
    const [trusted, alone] = await Promise.all([tongguan(['read', 'vdsnc', path, '--trust', trust, '--at', at]), tongguan(['read', 'vdsnc', path, '--at', at])]);
    expect([trusted.code, trusted.said]).toEqual([0, '']);
    expect(json(trusted)).toEqual({
      verdict: 'valid', code: 'ok', reason: expect.any(String), trustSource: expect.stringMatching(/^csca\.pem, /), kind: 'vds-nc-vaccination',
      holder: { surname: 'MUSTERFRAU', givenNames: 'ANNA', name: 'ANNA MUSTERFRAU', birthDate: '1990-05-17' }, validFrom: null, validUntil: null,
    });
    expect(alone.code).toBe(1);
    expect(json(alone)).toMatchObject({ verdict: 'invalid', code: 'key-unknown', reason: expect.stringContaining('--trust') });
  });

  test('a card as digits, as a file of cards and as a picture', patience, async () => {
    const card = makeCard();
    const ways = [file('card.txt', `${digits(card)}\n`), file('card.smart-health-card', JSON.stringify({ verifiableCredential: [card] })), file('card.png', await QRCode.toBuffer([{ data: Buffer.from('shc:/'), mode: 'byte' }, { data: digits(card).slice(5), mode: 'numeric' }], { scale: 4 }))];
    for (const ran of await Promise.all(ways.map((way) => tongguan(['read', 'shc', way, '--trust', trust, '--at', at])))) {
      expect([ran.code, ran.said]).toEqual([0, '']);
      expect(json(ran)).toMatchObject({ verdict: 'valid', kind: 'shc-immunization', trustSource: expect.stringMatching(/^issuers\.json, .*https:\/\/health\.example/), holder: { name: 'John Anyperson' }, validFrom: '2021-06-01T00:00:00Z', validUntil: null });
    }
  });

  test('a sheet with several codes: each family finds its own, also from standard input', patience, async () => {
    const sheet = new PDFDocument({ size: 'A4' });
    const parts: Buffer[] = [];
    sheet.on('data', (part: Buffer) => parts.push(part));
    const ended = new Promise((done) => sheet.once('end', done));
    for (const [at, text] of ['https://event.example/', makeHcert({ signer }), makeSeal()].entries()) sheet.image(await QRCode.toBuffer(text, { scale: 4 }), 40 + at * 180, 100, { width: 160 });
    sheet.end();
    await ended;
    const bytes = Buffer.concat(parts);
    const [dcc, vdsnc, shc] = await Promise.all([tongguan(['read', 'dcc', file('sheet.pdf', bytes), '--trust', trust, '--at', at]), tongguan(['read', 'vdsnc', '-', '--trust', trust, '--at', at], bytes), tongguan(['read', 'shc', file('sheet.pdf', bytes), '--trust', trust, '--at', at])]);
    expect(json(dcc!)).toMatchObject({ verdict: 'valid', kind: 'dcc-vaccination' });
    expect(json(vdsnc!)).toMatchObject({ verdict: 'valid', kind: 'vds-nc-vaccination' });
    expect([shc!.code, json(shc!)]).toEqual([1, expect.objectContaining({ code: 'not-recognised' })]);
  });

  test('a picture without a code and a broken one are refused by name', patience, async () => {
    const [blank, broken] = await Promise.all([tongguan(['read', 'icvp', file('blank.bmp', Buffer.concat([Buffer.from('424d3600000000000000360000002800000064000000640000000100180000000000', 'hex'), Buffer.alloc(30_024, 255)]))]), tongguan(['read', 'icvp', file('broken.png', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'))])]);
    expect([blank!.code, json(blank!)]).toEqual([1, expect.objectContaining({ code: 'no-code-in-picture', reason: expect.stringContaining('blank.bmp') })]);
    expect([broken!.code, json(broken!)]).toEqual([1, expect.objectContaining({ code: 'picture-unreadable' })]);
  });
});

describe('rules evaluate', () => {
  const rule = {
    Identifier: 'VR-ZZ-0001', Type: 'Acceptance', Version: '1.0.0', SchemaVersion: '1.0.0', Engine: 'CERTLOGIC', EngineVersion: '1.0.0', CertificateType: 'Vaccination', Country: 'ZZ', ValidFrom: '2021-07-01T00:00:00Z', ValidTo: '2030-06-01T00:00:00Z',
    AffectedFields: ['v.0.dn', 'v.0.sd'], Description: [{ lang: 'en', desc: 'The course is complete.' }, { lang: 'de', desc: 'Die Impfserie ist vollständig.' }], Logic: { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] },
  };
  const input = (dn: unknown): string => file(`input-${String(dn)}.json`, JSON.stringify({ payload: { ver: '1.3.0', v: [{ dn, sd: 2 }] }, external: { validationClock: at } }));
  const evaluate = async (what: unknown, dn: unknown, ...more: string[]): Promise<readonly [number | null, unknown]> => {
    const ran = await tongguan(['rules', 'evaluate', file(`rule-${createHash('md5').update(JSON.stringify(what)).digest('hex')}.json`, JSON.stringify(what)), input(dn), ...more]);
    return [ran.code, json(ran)];
  };

  test('a rule that passes, fails or is open, and several together', patience, async () => {
    expect(await evaluate(rule, 2)).toEqual([0, { identifier: 'VR-ZZ-0001', outcome: 'passed', reason: 'The course is complete.' }]);
    expect(await evaluate(rule, 1, '--language', 'de')).toEqual([1, { identifier: 'VR-ZZ-0001', outcome: 'failed', reason: 'Die Impfserie ist vollständig.' }]);
    expect(await evaluate(rule, 'two')).toEqual([1, { identifier: 'VR-ZZ-0001', outcome: 'open', reason: expect.stringContaining('cannot be decided') }]);
    expect(await evaluate([rule, { ...rule, Identifier: 'GR-ZZ-0001', Logic: true }], 2)).toEqual([0, [expect.objectContaining({ outcome: 'passed' }), { identifier: 'GR-ZZ-0001', outcome: 'passed', reason: 'The course is complete.' }]]);
  });

  test('a bare expression', patience, async () => {
    expect(await evaluate({ '===': [{ var: 'payload.v.0.dn' }, 2] }, 2)).toEqual([0, { result: true }]);
    expect(await evaluate({ var: 'payload.nothing' }, 2)).toEqual([1, { result: null }]);
    expect(await evaluate({ plusTime: [{ var: 'external.validationClock' }, 1, 'day'] }, 2)).toEqual([0, { result: '2021-12-02T12:00:00.000Z' }]);
    expect(await evaluate({ nothing: [] }, 2)).toEqual([1, { code: 'invalid-expression', reason: expect.any(String) }]);
  });

  test('calls that cannot be used', patience, async () => {
    const calls = [['rules'], ['rules', 'evaluate', input(2)], ['rules', 'evaluate', '-', '-'], ['rules', 'evaluate', join(folder, 'none.json'), input(2)], ['rules', 'evaluate', file('no.json', '{'), input(2)], ['rules', 'evaluate', file('wrong.json', '{"Logic":true}'), input(2)]];
    for (const ran of await Promise.all(calls.map((call) => tongguan(call)))) expect([ran.code, ran.output, ran.said !== '']).toEqual([2, '', true]);
  });
});
