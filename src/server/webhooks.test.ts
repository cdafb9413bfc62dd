import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../tests/database.ts';
import { makeEvent, makeWorld } from '../../tests/world.ts';
import type { TestWorld } from '../../tests/world.ts';
import { publish } from '../kernel/outbox.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { insertWebhook, mostAttempts } from '../modules/staff/store/webhooks.ts';
import { canSendTo, isPrivateAddress } from '../modules/staff/webhook-address.ts';
import { openHouse, startServer } from './start.ts';
import { publicLookup, sendMessage, startWebhooks, waitAfter } from './webhooks.ts';
import type { WebhookSender } from './webhooks.ts';

interface Received { readonly headers: IncomingHttpHeaders; readonly body: string }

const local = { allowHttp: true, allowPrivate: true };

describe('webhooks', () => {
  let world: TestWorld;
  let receiver: Server;
  let url: string;
  let received: Received[];
  let answers: (number | 'silence')[];
  let senders: WebhookSender[];

  beforeEach(async () => {
    process.env['TONGGUAN_ALLOW_PRIVATE_WEBHOOKS'] = '1';
    received = [];
    answers = [];
    senders = [];
    world = await makeWorld();
    receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
        const answer = answers.shift() ?? 204;
        if (answer !== 'silence') response.writeHead(answer, answer === 302 ? { location: `${url}/elsewhere` } : {}).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    delete process.env['TONGGUAN_ALLOW_PRIVATE_WEBHOOKS'];
    for (const sender of senders) await sender.stop();
    receiver.closeAllConnections();
    receiver.close();
    await world.close();
  });

  // Looks only when the test says so.
  const start = (settings = local): WebhookSender => {
    const sender = startWebhooks({ db: world.open.pool, events: () => [world.eventId], announce: () => undefined, settings, everyMilliseconds: 3_600_000 });
    senders.push(sender);
    return sender;
  };
  const add = (to = url): Promise<{ endpointId: string; secret: string }> => world.done('staff.addWebhook', { organisation: 'Invented Village', url: to, topics: ['handOver.normal'] });
  const tell = (topic: 'handOver.normal' | 'report.sent' = 'handOver.normal'): Promise<string> =>
    world.open.pool.transaction((tx) => publish({ tx, eventId: world.eventId, now: world.now() }, topic, { handOverId: 'h-1', count: 24 }));
  // As if the wait were over.
  const wait = (): Promise<unknown> => world.open.pool.query("UPDATE webhook_deliveries SET next_attempt_at = now() - interval '1 second' WHERE delivered_at IS NULL");
  const state = async (): Promise<Record<string, unknown>> => (await world.see<{ webhooks: Record<string, unknown>[] }>('staff.webhooks', {})).webhooks[0]!;

  it('arrive signed, so that the library of the specification accepts them, and only them', async () => {
    const { secret } = await add();
    const messageId = await tell();
    expect(await start().sendDue()).toBe(1);
    expect(received).toHaveLength(1);
    const headers = received[0]!.headers as Record<string, string>;
    expect(headers['webhook-id']).toBe(messageId);
    expect(new Webhook(secret).verify(received[0]!.body, headers)).toEqual({ type: 'handOver.normal', timestamp: expect.stringMatching(/^2022-01-27T/), data: { handOverId: 'h-1', count: 24 } });
    expect(() => new Webhook(secret).verify(received[0]!.body.replace('24', '25'), headers)).toThrow();
    expect(() => new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(received[0]!.body, headers)).toThrow();
    expect(await state()).toMatchObject({ waiting: 0, delivered: 1, givenUp: 0, lastStatus: '204' });
  });

  it('go only to those who asked for the topic', async () => {
    await add();
    await tell('report.sent');
    expect(await start().sendDue()).toBe(0);
  });

  it('are tested by a message of their own, and every message says what became of it', async () => {
    const { endpointId, secret } = await add();
    const { messageId } = await world.done<{ messageId: string }>('staff.testWebhook', { endpointId });
    const deliveries = async (): Promise<object[]> => (await world.see<{ deliveries: object[] }>('staff.deliveries', { endpointId })).deliveries;
    expect(await deliveries()).toEqual([expect.objectContaining({ messageId, topic: 'test', state: 'waiting', attempts: 0, lastStatus: null, deliveredAt: null })]);
    answers = [500];
    expect(await start().sendDue()).toBe(1);
    expect(await deliveries()).toEqual([expect.objectContaining({ state: 'waiting', attempts: 1, lastStatus: '500', nextAttemptAt: expect.any(String) })]);
    await wait();
    expect(await start().sendDue()).toBe(1);
    expect(await deliveries()).toEqual([expect.objectContaining({ state: 'delivered', attempts: 2, lastStatus: '204', nextAttemptAt: null })]);
    expect(new Webhook(secret).verify(received[1]!.body, received[1]!.headers as Record<string, string>)).toEqual({ type: 'test', timestamp: expect.any(String), data: {} });
    await world.done('staff.removeWebhook', { endpointId });
    expect(await world.refusedBy('staff.testWebhook', { endpointId })).toBe('webhook-unknown');
    expect(await deliveries()).toHaveLength(1);
  });

  it('are sent again after two failures, with the same id and body, and then no more', async () => {
    const { secret } = await add();
    const messageId = await tell();
    const sender = start();
    answers = [500, 503];
    await sender.sendDue();
    expect(await state()).toMatchObject({ waiting: 1, lastStatus: '500' });
    expect(await sender.sendDue(), 'not before its time').toBe(0);
    await wait();
    await sender.sendDue();
    await wait();
    await sender.sendDue();
    await wait();
    expect(await sender.sendDue()).toBe(0);
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ headers, body }) => `${headers['webhook-id']}${body}`)).size).toBe(1);
    for (const { headers, body } of received) expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeTruthy();
    expect(received[0]!.headers['webhook-id']).toBe(messageId);
    expect(await state()).toMatchObject({ waiting: 0, delivered: 1 });
  });

  it('outlive the server that was to send them', async () => {
    await add();
    await tell();
    answers = [500];
    const first = start();
    await first.sendDue();
    await first.stop();
    await tell();
    await wait();
    await start().sendDue();
    expect(received).toHaveLength(3);
    expect(await state()).toMatchObject({ waiting: 0, delivered: 2 });
  });

  it('that died with their server in mid-air are taken up when the loan runs out', async () => {
    await add();
    await tell();
    await world.open.pool.query("UPDATE webhook_deliveries SET attempts = 1, next_attempt_at = now() + interval '30 seconds'");
    expect(await start().sendDue()).toBe(0);
    await wait();
    expect(await start().sendDue()).toBe(1);
    expect(received).toHaveLength(1);
  });

  it('arrive once though many servers look at once', async () => {
    await add();
    for (let index = 0; index < 40; index += 1) await tell();
    const many = Array.from({ length: 5 }, () => start());
    for (let round = 0; round < 3; round += 1) await Promise.all(many.map((sender) => sender.sendDue()));
    expect(received).toHaveLength(40);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(40);
  });

  it('are given up after the last attempt, seen, and taken up again when asked', async () => {
    const { endpointId } = await add();
    await tell();
    const sender = start();
    await world.open.pool.query('UPDATE webhook_deliveries SET attempts = $1', [mostAttempts - 1]);
    await wait();
    answers = [410];
    await sender.sendDue();
    await wait();
    expect(await sender.sendDue()).toBe(0);
    expect(await state()).toMatchObject({ waiting: 0, delivered: 0, givenUp: 1, lastStatus: 'given up: 410', removedAt: null });
    expect(await world.done('staff.resumeWebhook', { endpointId })).toEqual({ resumed: 1 });
    await sender.sendDue();
    expect(await state()).toMatchObject({ givenUp: 0, delivered: 1 });
  });

  it('are not sent to an address that was removed', async () => {
    const { endpointId } = await add();
    await tell();
    await world.done('staff.removeWebhook', { endpointId });
    expect(await start().sendDue()).toBe(0);
    expect(await world.refusedBy('staff.removeWebhook', { endpointId: '00000000-0000-7000-8000-000000000000' })).toBe('webhook-unknown');
  });

  it('follow no redirect', async () => {
    await add();
    await tell();
    answers = [302];
    await start().sendDue();
    expect(received).toHaveLength(1);
    expect(await state()).toMatchObject({ delivered: 0, waiting: 1, lastStatus: '302' });
  });

  it('wait ten seconds for an answer, not longer', async () => {
    await add();
    await tell();
    answers = ['silence'];
    const began = Date.now();
    await start().sendDue();
    expect(Date.now() - began).toBeGreaterThan(9_000);
    expect(await state()).toMatchObject({ delivered: 0, waiting: 1, lastStatus: 'timeout' });
  });

  it('go nowhere inside the port unless it allows that, not even by a name that leads there', async () => {
    await add();
    await tell();
    const strict = { allowHttp: true, allowPrivate: false };
    await start(strict).sendDue();
    expect(await state()).toMatchObject({ lastStatus: 'webhook-address-private' });
    const message = { message_id: 'm', secret: 'whsec_AAAA', topic: 't', payload: {}, created_at: '' };
    expect((await sendMessage({ ...message, url: url.replace('127.0.0.1', 'localhost.') }, strict)).status).toBe('webhook-address-private');
    expect(received).toEqual([]);
    // Any other name that leads here fails where its addresses become known.
    for (const all of [false, true]) {
      const error = await new Promise<unknown>((resolve) => publicLookup('localhost', { all }, (problem) => resolve(problem)));
      expect(error).toMatchObject({ code: 'EPRIVATE' });
    }
    delete process.env['TONGGUAN_ALLOW_PRIVATE_WEBHOOKS'];
    expect(await world.refusedBy('staff.addWebhook', { organisation: 'Invented', url: 'https://10.1.2.3/', topics: ['report.sent'] })).toBe('webhook-address-private');
    expect(await world.refusedBy('staff.addWebhook', { organisation: 'Invented', url: 'http://example.org/', topics: ['report.sent'] })).toBe('webhook-url-not-https');
  });

  it('never show a secret again, neither in the view nor in the audit', async () => {
    const { secret } = await add();
    const rows = await world.open.pool.query('SELECT answer FROM action_log');
    expect(JSON.stringify([rows, await state()])).not.toContain(secret.slice(6));
  });
});

describe('a server', () => {
  it('sends news by itself while it runs, and stops', async () => {
    const database = await testDatabase();
    const received: string[] = [];
    const receiver = createServer((request, response) => {
      received.push(String(request.headers['webhook-id']));
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    process.env['TONGGUAN_ALLOW_PRIVATE_WEBHOOKS'] = '1';
    const open = await openHouse(database.url);
    try {
      const eventId = await makeEvent(open);
      await insertWebhook(open.pool, eventId, { endpointId: uuidv7(), organisation: 'Invented', url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`, secret: 'whsec_AAAA', topics: ['flight.closed'], createdBy: null, createdAt: open.house.now(eventId) });
      const server = await startServer({ database, port: 0, host: '127.0.0.1' });
      const messageId = await open.pool.transaction((tx) => publish({ tx, eventId, now: open.house.now(eventId) }, 'flight.closed', {}));
      for (let turn = 0; turn < 100 && received.length === 0; turn += 1) await new Promise((resolve) => setTimeout(resolve, 50));
      await server.stop();
      expect(received).toEqual([messageId]);
    } finally {
      delete process.env['TONGGUAN_ALLOW_PRIVATE_WEBHOOKS'];
      receiver.close();
      await open.close();
      await database.close();
    }
  });
});

describe('the waits between attempts', () => {
  it('grow, and sum to between two and three days', () => {
    const sum = (random: number): number => Array.from({ length: mostAttempts - 1 }, (_, index) => waitAfter(index + 1, random)).reduce((total, wait) => total + wait, 0);
    expect(sum(0)).toBeLessThanOrEqual(3 * 86_400_000);
    expect(sum(1)).toBeGreaterThanOrEqual(2 * 86_400_000);
    fc.assert(fc.property(fc.integer({ min: 1, max: mostAttempts }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => waitAfter(attempts + 1, random) >= waitAfter(attempts, random) * 0.8));
  });
});

describe('an address for news', () => {
  it.each(['127.0.0.1', '10.0.0.1', '172.16.9.9', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::10.0.0.1', '2002:7f00:1::', '::127.0.0.1', 'fe80::1%eth0', 'nonsense', ''])('is private: %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '2002:808:808::'])('is public: %s', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
  const strict = { allowHttp: false, allowPrivate: false };
  it.each([
    ['https://example.org/hook', 'ok'], ['http://example.org/hook', 'webhook-url-not-https'], ['ftp://example.org', 'webhook-url-invalid'], ['https://user:pass@example.org/', 'webhook-url-invalid'], ['nonsense', 'webhook-url-invalid'],
    ['https://127.0.0.1/', 'webhook-address-private'], ['https://[::1]/', 'webhook-address-private'], ['https://localhost/', 'webhook-address-private'], ['https://localhost./', 'webhook-address-private'], ['https://0x7f000001/', 'webhook-address-private'], ['https://2130706433/', 'webhook-address-private'],
    ['https://[::ffff:10.0.0.1]/', 'webhook-address-private'],
  ])('%s gives %s', (text, wanted) => {
    const verdict = canSendTo(text, strict);
    expect(verdict.ok ? 'ok' : verdict.refusal.code).toBe(wanted);
  });
  it('may be plain HTTP on this machine where private addresses are allowed, elsewhere only where that is allowed too', () => {
    expect(canSendTo('http://127.0.0.1:9/', { allowHttp: false, allowPrivate: true }).ok).toBe(true);
    expect(canSendTo('http://10.0.0.1/', { allowHttp: false, allowPrivate: true }).ok).toBe(false);
    expect(canSendTo('http://10.0.0.1/', local).ok).toBe(true);
  });
});
