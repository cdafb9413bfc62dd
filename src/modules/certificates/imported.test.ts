import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';
import { cbor, makeHcert, makeSigner, map } from './specimens.ts';

let world: TestWorld;
const signer = makeSigner();
const other = makeSigner({ country: 'YY', name: 'Another signer' });
const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');
const file = (name: string, content: string | Uint8Array, more: object = {}): object => ({ name, source: 'checked by telephone', fileName: `${name}.pem`, content: base64(content), ...more });
interface Verdict { verdict: string; code: string; trustSource: string | null; trustedKeys: number; kind: string | null; holder: { name: string } | null }
const verify = (text: string, asOf?: string): Promise<Verdict> => world.see('certificates.verify', { text }, asOf === undefined ? {} : { asOf });
interface Trust { lists: { name: string; version: number; current: boolean; listId: string; importedBy: { en: string } | null; keys: number }[]; keys: { kid: string; subject: string; country: string; list: string; validUntil: string | null }[] }
const trust = (): Promise<Trust> => world.see('certificates.trust', {});

beforeAll(async () => { world = await makeWorld({ startsAt: '2021-12-01T12:00:00.000Z' }); });
afterAll(async () => { await world?.close(); });

describe('lists of keys', () => {
  it('vouch from their import on, from the database alone', async () => {
    const text = makeHcert({ signer });
    expect(await verify(text)).toMatchObject({ verdict: 'invalid', code: 'key-unknown', trustedKeys: 0, holder: { name: expect.stringContaining('Müsterfraü') } });
    const before = world.now();
    await new Promise((done) => setTimeout(done, 5));
    const done = await world.done('certificates.importTrust', file('EU', signer.pem, { listDate: '2021-11-30' }));
    expect(done).toMatchObject({ version: 1, keys: 1, repeated: false, problems: [] });
    expect(await verify(text)).toMatchObject({ verdict: 'valid', code: 'ok', kind: 'dcc-vaccination', trustedKeys: 1, trustSource: expect.stringMatching(/^EU, version 1 \(EU\.pem\), key .*, imported 2021-12-01$/) });
    expect(await verify(text, before)).toMatchObject({ code: 'key-unknown' });
    expect(await trust()).toMatchObject({ lists: [{ name: 'EU', version: 1, current: true, keys: 1, importedBy: { en: 'all-roles' } }], keys: [{ kid: signer.kid.toString('base64'), subject: 'C=XX, CN=Specimen signer', country: 'XX', list: 'EU', validUntil: '2031-01-01T00:00:00.000Z' }] });
  });

  it('are taken once, in versions: a newer one replaces the one before', async () => {
    expect(await world.done('certificates.importTrust', file('EU', signer.pem))).toMatchObject({ version: 1, repeated: true });
    expect(await world.done('certificates.importTrust', file('EU', other.pem))).toMatchObject({ version: 2, keys: 1 });
    expect(await verify(makeHcert({ signer }))).toMatchObject({ code: 'key-unknown' });
    expect(await verify(makeHcert({ signer: other }))).toMatchObject({ code: 'ok' });
    expect((await trust()).lists.map((list) => [list.version, list.current])).toEqual([[2, true], [1, false]]);
  });

  it('come as COSE key sets and as JSON web key sets, too', async () => {
    const jwk = signer.publicKey.export({ format: 'jwk' });
    const cose = cbor([map([1, 2], [2, signer.kid], [-1, 1], [-2, Buffer.from(jwk.x!, 'base64url')], [-3, Buffer.from(jwk.y!, 'base64url')])]);
    for (const [name, content] of [['cose', cose], ['jwks', JSON.stringify({ keys: [{ ...jwk, kid: signer.kid.toString('base64') }] })]] as const) {
      const { listId } = await world.done<{ listId: string }>('certificates.importTrust', file(name, content));
      expect(await verify(makeHcert({ signer })), name).toMatchObject({ code: 'ok', trustSource: expect.stringContaining(name) });
      expect(await world.done('certificates.withdrawTrust', { listId })).toEqual({ withdrawn: true });
      expect(await world.done('certificates.withdrawTrust', { listId })).toEqual({ withdrawn: false });
      expect(await verify(makeHcert({ signer })), name).toMatchObject({ code: 'key-unknown' });
    }
    const { listId } = (await trust()).lists.find((list) => list.name === 'EU' && list.current)!;
    await world.done('certificates.withdrawTrust', { listId });
    // No earlier version comes back.
    expect(await verify(makeHcert({ signer }))).toMatchObject({ code: 'key-unknown', trustedKeys: 0 });
    expect(await world.done('certificates.importTrust', file('EU', signer.pem))).toMatchObject({ version: 3, repeated: false });
  });

  it('keep no private key, and are refused without a public one', async () => {
    const secret = signer.key.export({ format: 'pem', type: 'pkcs8' }) as string;
    expect(await world.refusedBy('certificates.importTrust', file('private', secret))).toBe('trust-empty');
    expect(await world.refusedBy('certificates.importTrust', file('text', 'no key at all'))).toBe('trust-empty');
    expect(await world.refusedBy('certificates.importTrust', { ...file('text', 'x'), content: '***' })).toBe('content-invalid');
    expect(await world.done('certificates.importTrust', file('mixed', `${secret}${other.pem}`))).toMatchObject({ keys: 1, problems: [{ reason: expect.stringContaining('private key') }] });
    const withSecret = signer.key.export({ format: 'jwk' });
    await world.done('certificates.importTrust', file('jwk', JSON.stringify({ keys: [withSecret] })));
    for (const table of ['trust_lists', 'trust_keys', 'action_log']) {
      const [row] = await world.open.pool.query<{ text: string }>(`SELECT string_agg(t::text, ' ') AS text FROM ${table} t`);
      expect(row!.text, table).not.toContain(withSecret.d!);
      expect(row!.text, table).not.toContain(Buffer.from(withSecret.d!, 'base64url').toString('hex'));
      expect(row!.text, table).not.toContain('PRIVATE KEY');
    }
  });

  it('of two who import at once, one is told', async () => {
    const answers = await Promise.all([signer, other].map((one) => world.act('certificates.importTrust', file('race', one.pem))));
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThanOrEqual(1);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal.code).toBe('list-changed-meanwhile');
  });

  it('vouch for what a file holds, and what is no certificate is told as that', async () => {
    expect(await verify('hello')).toMatchObject({ code: 'not-recognised' });
    expect(await world.see('certificates.verify', { content: base64(makeHcert({ signer })), fileName: 'certificate.txt' })).toMatchObject({ code: 'ok' });
    expect(await world.see('certificates.verify', { content: base64(Buffer.from('89504e470d0a1a0a00', 'hex')), fileName: 'broken.png' })).toMatchObject({ verdict: 'invalid', code: 'picture-unreadable' });
  }, 60_000);
});
