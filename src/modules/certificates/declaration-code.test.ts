import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { keySetOf, makeCodeKey } from './code-keys.ts';
import type { CodeKey } from './code-keys.ts';
import { encodeCbor } from './cbor.ts';
import { writeSign1 } from './cose.ts';
import { codeOutcomes, codeProblems, codeValidity, issueCode, longestCode, verifyCode } from './declaration-code.ts';
import type { CodeInput } from './declaration-code.ts';
import { drawPng, drawSvg, qrVersion } from './qr.ts';
import { loadTrust } from './trust.ts';
import type { TrustStore } from './shapes.ts';
import { casesOf } from '../../../tests/long-run.ts';

const own = makeCodeKey('2022-01-01T00:00:00Z', '2022-03-01T00:00:00Z');
const storeOf = (...keys: CodeKey[]): TrustStore => loadTrust([{ name: 'keys.json', bytes: Buffer.from(keySetOf(keys, 'winter-2022')) }]);
const keys = storeOf(own);
const at = new Date('2022-01-28T00:00:00Z');
const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const input: CodeInput = {
  declarationId: id, version: 2, event: 'winter-2022', flight: 'CA926', flightDate: '2022-01-28', surname: 'MUSTERFRAU', givenNames: 'ANNA MARIA', documentNumber: 'C01X00T47', cardVersion: '2022-01', result: 'check',
  ...codeValidity('2022-01-28T06:10:00Z'),
};
const { text } = issueCode(input, own.key);
const outcome = (code: string, more: Partial<Parameters<typeof verifyCode>[1]> = {}): string => verifyCode(code, { keys, at, ...more }).code;

test('a code says who, which flight, which declaration and what comes of it; only the end of the document number is in it', () => {
  expect(verifyCode(text, { keys, at, event: 'winter-2022' })).toEqual({
    verdict: 'valid', code: 'valid', reason: expect.any(String), key: `keys.json, key ${own.kid}, winter-2022`,
    declaration: {
      declarationId: id, version: 2, eventMark: expect.stringMatching(/^[\da-f]{8}$/u), flight: 'CA926', flightDate: '2022-01-28', surname: 'MUSTERFRAU', givenNames: 'ANNA MARIA', documentEnd: '0T47', cardVersion: '2022-01', result: 'check',
      validFrom: '2022-01-27T06:10:00.000Z', validUntil: '2022-01-28T18:10:00.000Z',
    },
  });
  expect(decodeBase45(text.slice(4)).toString('latin1')).not.toContain('C01X');
});

test('Ed25519 and P-256 sign; nothing else does', () => {
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const trust = loadTrust([{ name: 'p256.pem', bytes: Buffer.from(p256.publicKey.export({ format: 'pem', type: 'spki' })) }]);
  expect(verifyCode(issueCode(input, p256.privateKey).text, { keys: trust, at }).verdict).toBe('valid');
  for (const wrong of [generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, createPublicKey(own.key)]) expect(() => issueCode(input, wrong)).toThrow(TypeError);
});

describe('each outcome has its own name', () => {
  test('malformed, foreign, altered, revoked, superseded, not yet valid, expired', () => {
    const stranger = makeCodeKey('2022-01-01T00:00:00Z', '2022-03-01T00:00:00Z');
    const bytes = decodeBase45(text.slice(4));
    const changed = Buffer.from(bytes.toString('latin1').replace('ANNA', 'ANNE'), 'latin1');
    const signed = (payload: Uint8Array): string => `TG1:${encodeBase45(writeSign1(payload, own.key, Buffer.from(own.kid, 'base64')))}`;
    const seen: [string, string][] = [
      ['malformed', outcome('')], ['malformed', outcome('HC1:6BF')], ['malformed', outcome(`${text}0`)], ['malformed', outcome(`TG1:${'0'.repeat(300)}`)], ['malformed', outcome(text.toLowerCase().replace('tg1', 'TG1'))],
      ['malformed', outcome(signed(encodeCbor(new Map([[4, 1]]))))], ['malformed', outcome(signed(encodeCbor('no claims')))],
      ['foreign', outcome(issueCode(input, stranger.key).text)], ['foreign', outcome(text, { keys: loadTrust([]) })], ['foreign', outcome(text, { event: 'summer-2024' })], ['foreign', outcome(text, { at: new Date('2022-03-02T00:00:00Z') })],
      ['altered', outcome(`TG1:${encodeBase45(changed)}`)],
      ['revoked', outcome(text, { revoked: new Set([id]) })], ['revoked', outcome(text, { revoked: new Set([id]), newest: new Map([[id, 3]]) })],
      ['superseded', outcome(text, { newest: new Map([[id, 3]]) })], ['valid', outcome(text, { newest: new Map([[id, 2]]) })], ['valid', outcome(text, { newest: new Map([[id, 1]]) })],
      ['not-yet-valid', outcome(text, { at: new Date('2022-01-27T06:09:59Z') })], ['valid', outcome(text, { at: new Date('2022-01-27T06:10:00Z') })], ['expired', outcome(text, { at: new Date('2022-01-28T18:10:00Z') })],
    ];
    expect(seen.map(([, found]) => found)).toEqual(seen.map(([wanted]) => wanted));
    expect(new Set(seen.map(([wanted]) => wanted))).toEqual(new Set(codeOutcomes));
  });

  test('keys rotate: old and new are cached side by side, each for its period', () => {
    const next = makeCodeKey('2022-02-01T00:00:00Z', '2022-05-01T00:00:00Z');
    const both = storeOf(own, next);
    const later: CodeInput = { ...input, flightDate: '2022-02-10', ...codeValidity('2022-02-10T06:10:00Z') };
    const issued = issueCode(later, next.key).text;
    expect(outcome(issued, { keys: both, at: new Date('2022-02-10T00:00:00Z') })).toBe('valid');
    expect(outcome(issueCode(later, own.key).text, { keys: both, at: new Date('2022-02-10T00:00:00Z') })).toBe('valid');
    expect(outcome(issued, { keys, at: new Date('2022-02-10T00:00:00Z') })).toBe('foreign');
    expect(outcome(issueCode(input, next.key).text, { keys: both })).toBe('foreign');
  });
});

const name = fc.oneof(fc.stringMatching(/^[A-Z' -]{0,60}$/u), fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant('欧阳'.repeat(20)));
const anyInput = fc.record({
  declarationId: fc.uuid(), version: fc.integer({ min: 1, max: 65_535 }), event: fc.string({ minLength: 1 }).map((one) => `x${one}`), flight: fc.stringMatching(/^[A-Z]{3}[0-9]{4}[A-Z]$/u),
  flightDate: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }).map((one) => one.toISOString().slice(0, 10)), surname: name.map((one) => `X${one}`), givenNames: name,
  documentNumber: fc.stringMatching(/^[A-Z0-9]{4,20}$/u), cardVersion: fc.stringMatching(/^[a-z0-9.-]{1,8}$/u), result: fc.constantFrom('clear', 'check', 'assist'),
}).map((one): CodeInput => ({ ...one, ...codeValidity(`${one.flightDate}T06:10:00Z`) } as CodeInput));

test('whatever the names, a code fits version 12 at level Q in alphanumeric mode, and reads back', () => {
  fc.assert(fc.property(anyInput, (one) => {
    const issued = issueCode(one, own.key);
    expect(issued.text).toMatch(/^TG1:[0-9A-Z $%*+./:-]+$/u);
    expect(issued.text.length).toBeLessThanOrEqual(longestCode);
    expect(qrVersion(issued.text)).toBeLessThanOrEqual(12);
    const read = verifyCode(issued.text, { keys: loadTrust([{ name: 'k', bytes: Buffer.from(createPublicKey(own.key).export({ format: 'pem', type: 'spki' })) }]), at: new Date(one.validFrom), event: one.event });
    expect(read.verdict).toBe('valid');
    expect(one.surname.normalize('NFC').trim().startsWith(read.declaration!.surname)).toBe(true);
    expect(read.declaration!.surname).not.toBe('');
    if (!issued.shortened) expect([read.declaration!.surname, read.declaration!.givenNames]).toEqual([one.surname.normalize('NFC').trim(), one.givenNames.normalize('NFC').trim()]);
  }), { numRuns: casesOf(300) });
  expect([longestCode, 296, 297].map((length) => qrVersion('A'.repeat(length)))).toEqual([12, 12, 13]);
});

test('nothing changed verifies, and nothing made up either', () => {
  const bytes = decodeBase45(text.slice(4));
  fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (place, change) => {
    const copy = Buffer.from(bytes);
    copy[place % copy.length]! ^= change;
    expect(outcome(`TG1:${encodeBase45(copy)}`)).not.toBe('valid');
  }), { numRuns: casesOf(1500) });
  fc.assert(fc.property(fc.oneof(fc.string(), fc.uint8Array().map((one) => `TG1:${encodeBase45(one)}`)), (made) => {
    expect(['malformed', 'foreign']).toContain(outcome(made));
  }), { numRuns: casesOf(1500) });
});

test('an input that cannot be issued is told field by field', () => {
  expect(codeProblems(input as unknown as Record<string, unknown>)).toEqual([]);
  const wrong = { declarationId: '7', version: 0, event: ' ', flight: 'flight 7', flightDate: '28.01.2022', surname: '', documentNumber: 'x', cardVersion: 'of last year', result: 'maybe', validFrom: '2022-01-28', validUntil: '2022-01-27T00:00:00Z' };
  expect(codeProblems(wrong).map(({ where }) => where).sort()).toEqual(['cardVersion', 'declarationId', 'documentNumber', 'event', 'flight', 'flightDate', 'givenNames', 'result', 'surname', 'validFrom', 'validUntil', 'version']);
  expect(() => issueCode({ ...input, flight: '' }, own.key)).toThrow('flight');
});

test('it is drawn as SVG and PNG', async () => {
  expect(await drawSvg(text)).toMatch(/^<svg [\s\S]*<\/svg>\s*$/u);
  expect([...(await drawPng(text)).subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
});
