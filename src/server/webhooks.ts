import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Db } from '../kernel/db.ts';
import { mostAttempts, settleDelivery, takeDeliveries } from '../modules/staff/store/webhooks.ts';
import type { Delivery } from '../modules/staff/store/webhooks.ts';
import { canSendTo, isPrivateAddress, webhookSettings } from '../modules/staff/webhook-address.ts';
import type { WebhookSettings } from '../modules/staff/webhook-address.ts';
import { startOutboxSender } from './outbox-sender.ts';
import type { OutboxSender } from './outbox-sender.ts';

const timeoutMilliseconds = 10_000;
const lentMilliseconds = 30_000;
const atOnce = 16;
const firstWaitMilliseconds = 10_000;
const longestWaitMilliseconds = 20 * 3_600_000;

/**
 * Tells how long to wait after a failed attempt: three times as long each time, up to twenty hours, shortened by up to a fifth so that
 * receivers that failed together are not asked together. Unit: milliseconds. Shape: all waits before the last attempt sum to at most three days.
 */
export function waitAfter(attempts: number, random: number = Math.random()): number {
  return Math.min(firstWaitMilliseconds * 3 ** (attempts - 1), longestWaitMilliseconds) * (1 - random / 5);
}

/** Signs a message. Source: Standard Webhooks specification, symmetric signatures. */
export function signMessage(secret: string, id: string, timestampSeconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')}`;
}

/**
 * Looks a name up for a connection and fails where any of its addresses is private. The address that was checked is the one that
 * is connected to: a name cannot change its mind between the two.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 4);
    const wrong = addresses.find(({ address }) => isPrivateAddress(address));
    if (wrong !== undefined) return callback(Object.assign(new Error('private address'), { code: 'EPRIVATE' }), '', 4);
    if (options.all === true) return callback(null, addresses);
    return callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
  });
};

/** Sends one message to one address. Shape: `status` is what is shown to the administrator; redirects are not followed. */
export async function sendMessage(delivery: Pick<Delivery, 'message_id' | 'url' | 'secret' | 'topic' | 'payload' | 'created_at'>, settings: WebhookSettings): Promise<{ arrived: boolean; status: string }> {
  const verdict = canSendTo(delivery.url, settings);
  if (!verdict.ok) return { arrived: false, status: verdict.refusal.code };
  const url = new URL(delivery.url);
  const body = JSON.stringify({ type: delivery.topic, timestamp: delivery.created_at, data: delivery.payload });
  const timestamp = Math.floor(Date.now() / 1000);
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(url, {
      method: 'POST', agent: false, signal: AbortSignal.timeout(timeoutMilliseconds), ...(settings.allowPrivate ? {} : { lookup: publicLookup }),
      headers: {
        'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Tongguan-Webhooks/1',
        'webhook-id': delivery.message_id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signMessage(delivery.secret, delivery.message_id, timestamp, body),
      },
    });
    outgoing.on('response', (response) => {
      const status = response.statusCode ?? 0;
      // What the receiver says beyond its status is of no interest, and may be endless.
      response.destroy();
      resolve({ arrived: status >= 200 && status < 300, status: String(status) });
    });
    outgoing.on('error', (error: Error & { code?: string }) => resolve({ arrived: false, status: error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : error.code === 'EPRIVATE' ? 'webhook-address-private' : error.code ?? 'failed' }));
    outgoing.end(body);
  });
}

/** Is the running sender of news. */
export type WebhookSender = OutboxSender;

/**
 * Looks every second for news that is due and sends it. Several servers may do so at once: each delivery is lent to one of them.
 * Nothing is disabled silently: a delivery given up after the last attempt stays listed, and is told to the screens as news on `webhooks`.
 */
export function startWebhooks(options: { db: Db; events(): readonly string[]; announce(eventId: string, topics: readonly string[]): void; settings?: WebhookSettings; everyMilliseconds?: number }): WebhookSender {
  const { db, announce } = options;
  const settings = options.settings ?? webhookSettings();

  const deliver = async (eventId: string, delivery: Delivery): Promise<void> => {
    const { arrived, status } = await sendMessage(delivery, settings);
    const now = new Date();
    const isLast = delivery.attempts >= mostAttempts;
    await settleDelivery(db, eventId, delivery, {
      status: isLast && !arrived ? `given up: ${status}` : status, deliveredAt: arrived ? now : null, nextAttemptAt: arrived ? now : new Date(now.getTime() + waitAfter(delivery.attempts)),
    });
    if (isLast && !arrived) announce(eventId, ['webhooks']);
  };

  return startOutboxSender<Delivery>({ db, events: options.events, atOnce, lentMilliseconds, everyMilliseconds: options.everyMilliseconds ?? 1000, take: takeDeliveries, deliver });
}
