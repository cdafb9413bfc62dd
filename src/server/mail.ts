import { createTransport } from 'nodemailer';
import type { Pool } from '../kernel/db.ts';
import type { Vault } from '../kernel/vault.ts';
import { mailSettings } from '../modules/declarations/mail-settings.ts';
import type { MailSettings } from '../modules/declarations/mail-settings.ts';
import { outgoing, prepareMessage, queueDueReminders } from '../modules/declarations/mailing.ts';
import { outgoingCallUps, prepareCallUpMessage } from '../modules/roster/call-up-mail.ts';
import { startOutboxSender } from './outbox-sender.ts';
import type { OutboxSender } from './outbox-sender.ts';
import { waitAfter } from './webhooks.ts';

const atOnce = 8;
const timeoutMilliseconds = 20_000;
// Longer than any attempt can take, so that no second server sends what a first one is sending.
const lentMilliseconds = 5 * 60_000;
const remindEveryMilliseconds = 60_000;
/** Is the number of attempts after which a message is given up: with the growing waits, about nine hours. */
export const mostMailAttempts = 8;

/** Is how an attempt ended: taken by the server, refused for good, or to be tried again. Shape: `status` is what is shown. */
export interface MailOutcome { readonly end: 'sent' | 'failed' | 'later'; readonly status: string }

interface SmtpError extends Error { readonly code?: string; readonly command?: string; readonly responseCode?: number; readonly response?: string }

/**
 * Reads what went wrong. A server that says 5xx to the recipient or to the message says no for good (RFC 5321, 4.2.1); everything else, a wrong password of ours included,
 * is tried again.
 */
export function outcomeOf(error: SmtpError): MailOutcome {
  const status = (error.response ?? error.code ?? error.message).replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  const code = error.responseCode ?? 0;
  const isAboutMessage = error.command === 'RCPT TO' || error.command === 'DATA';
  return { end: code >= 500 && isAboutMessage ? 'failed' : 'later', status };
}

type TakenCallUpMessage = Awaited<ReturnType<typeof outgoingCallUps.take>>[number];

/** Is the running sender of e-mail; its `sendDue` also queues the reminders that are due. */
export type MailSender = OutboxSender;

/**
 * Looks every second for messages that are due. Several servers may do so at once: each message is lent to one of them. A server that dies between the SMTP server's "250"
 * and the note of it sends that message again, under the same Message-ID: nothing in SMTP prevents it.
 * Without the settings nothing is sent.
 */
export function startMail(options: { pool: Pool; vault: Vault; events(): readonly string[]; now(eventId: string): string; announce(eventId: string, topics: readonly string[]): void; settings?: MailSettings | undefined; everyMilliseconds?: number }): MailSender {
  const { pool, vault } = options;
  const settings = options.settings ?? mailSettings();
  if (settings === undefined) return { sendDue: async () => 0, stop: async () => undefined };
  const transport = createTransport({ url: settings.smtpUrl, pool: true, maxConnections: 4, connectionTimeout: timeoutMilliseconds, greetingTimeout: timeoutMilliseconds, socketTimeout: timeoutMilliseconds, disableFileAccess: true, disableUrlAccess: true });
  const host = new URL(settings.publicUrl).hostname;
  const remindedAt = new Map<string, number>();

  const attempt = async (message: { readonly message_id: string; readonly attempts: number }, address: string, content: { readonly subject: string; readonly text: string; readonly html?: string }) => {
    const outcome = await transport.sendMail({
      from: settings.from, to: { name: '', address }, ...content, messageId: `<${message.message_id}@${host}>`, headers: { 'Auto-Submitted': 'auto-generated' },
    }).then((): MailOutcome => ({ end: 'sent', status: 'sent' }), (error: unknown) => outcomeOf(error as SmtpError));
    const now = new Date();
    const isLast = message.attempts >= mostMailAttempts;
    const state = outcome.end === 'sent' ? 'sent' as const : outcome.end === 'failed' || isLast ? 'failed' as const : 'waiting' as const;
    return { state, status: outcome.status, at: now, nextAttemptAt: state === 'waiting' ? new Date(now.getTime() + waitAfter(message.attempts)) : now };
  };

  const deliver = async (eventId: string, message: Awaited<ReturnType<typeof outgoing.take>>[number]): Promise<void> => {
    const prepared = await prepareMessage(pool, vault, eventId, message, settings.publicUrl, options.now(eventId));
    const topics = prepared.flightId === null ? ['declarations'] : [`flight:${prepared.flightId}`];
    const at = new Date();
    if ('dropped' in prepared) {
      await outgoing.settle(pool, eventId, message.message_id, { state: 'dropped', status: prepared.dropped, at, nextAttemptAt: at });
      options.announce(eventId, topics);
      return;
    }
    await outgoing.settle(pool, eventId, message.message_id, await attempt(message, message.address, prepared.send));
    options.announce(eventId, topics);
  };
  const deliverCallUp = async (eventId: string, message: TakenCallUpMessage): Promise<void> => {
    const prepared = await prepareCallUpMessage(pool, eventId, message, settings.publicUrl, options.now(eventId));
    const at = new Date();
    await outgoingCallUps.settle(pool, eventId, message.message_id, 'dropped' in prepared ? { state: 'dropped', status: prepared.dropped, at, nextAttemptAt: at } : await attempt(message, prepared.address, prepared.send));
    options.announce(eventId, ['callUps']);
  };

  const sender = startOutboxSender<Awaited<ReturnType<typeof outgoing.take>>[number]>({
    db: pool, events: options.events, atOnce, lentMilliseconds, everyMilliseconds: options.everyMilliseconds ?? 1000, take: outgoing.take, deliver,
    async before(eventId) {
      if (Date.now() - (remindedAt.get(eventId) ?? 0) < remindEveryMilliseconds) return;
      remindedAt.set(eventId, Date.now());
      for (const flightId of await queueDueReminders(pool, eventId, options.now(eventId))) options.announce(eventId, [`flight:${flightId}`]);
    },
  });
  const calling = startOutboxSender<TakenCallUpMessage>({ db: pool, events: options.events, atOnce, lentMilliseconds, everyMilliseconds: options.everyMilliseconds ?? 1000, take: outgoingCallUps.take, deliver: deliverCallUp });
  return {
    async sendDue() {
      remindedAt.clear();
      return (await sender.sendDue()) + (await calling.sendDue());
    },
    async stop() {
      await sender.stop();
      await calling.stop();
      transport.close();
    },
  };
}
