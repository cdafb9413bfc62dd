import { createTransport } from 'nodemailer';
import type { Pool } from '../kernel/db.ts';
import type { Vault } from '../kernel/vault.ts';
import { mailSettings } from '../modules/declarations/mail-settings.ts';
import type { MailSettings } from '../modules/declarations/mail-settings.ts';
import { outgoing, prepareMessage, queueDueReminders } from '../modules/declarations/mailing.ts';
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

/** Is the running sender of e-mail. */
export interface MailSender {
  /** Queues the reminders that are due and sends what is due now; for tests, which do not want to wait for the next look. */
  sendDue(): Promise<number>;
  stop(): Promise<void>;
}

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
  const under = new Set<Promise<void>>();
  let stopped = false;
  let looking: Promise<number> | undefined;
  let remindedAt = 0;

  const deliver = async (eventId: string, message: Awaited<ReturnType<typeof outgoing.take>>[number]): Promise<void> => {
    const prepared = await prepareMessage(pool, vault, eventId, message, settings.publicUrl, options.now(eventId));
    const topics = prepared.flightId === null ? ['declarations'] : [`flight:${prepared.flightId}`];
    const at = new Date();
    if ('dropped' in prepared) {
      await outgoing.settle(pool, eventId, message.message_id, { state: 'dropped', status: prepared.dropped, at, nextAttemptAt: at });
      options.announce(eventId, topics);
      return;
    }
    const outcome = await transport.sendMail({
      from: settings.from, to: { name: '', address: message.address }, ...prepared.send, messageId: `<${message.message_id}@${host}>`, headers: { 'Auto-Submitted': 'auto-generated' },
    }).then((): MailOutcome => ({ end: 'sent', status: 'sent' }), (error: unknown) => outcomeOf(error as SmtpError));
    const now = new Date();
    const isLast = message.attempts >= mostMailAttempts;
    const state = outcome.end === 'sent' ? 'sent' : outcome.end === 'failed' || isLast ? 'failed' : 'waiting';
    await outgoing.settle(pool, eventId, message.message_id, { state, status: outcome.status, at: now, nextAttemptAt: state === 'waiting' ? new Date(now.getTime() + waitAfter(message.attempts)) : now });
    options.announce(eventId, topics);
  };

  const look = async (): Promise<number> => {
    let taken = 0;
    const reminds = Date.now() - remindedAt >= remindEveryMilliseconds;
    if (reminds) remindedAt = Date.now();
    for (const eventId of options.events()) {
      if (stopped) break;
      if (reminds) for (const flightId of await queueDueReminders(pool, eventId, options.now(eventId))) options.announce(eventId, [`flight:${flightId}`]);
      const free = atOnce - under.size;
      if (free <= 0) break;
      const now = new Date();
      const messages = await outgoing.take(pool, eventId, now, new Date(now.getTime() + lentMilliseconds), free);
      taken += messages.length;
      for (const message of messages) {
        // What cannot be written down now stays lent and is taken up again when that runs out.
        const work: Promise<void> = deliver(eventId, message).catch(() => undefined).finally(() => under.delete(work));
        under.add(work);
      }
    }
    return taken;
  };
  const lookOnce = (): Promise<number> => {
    looking ??= look().catch(() => 0).finally(() => { looking = undefined; });
    return looking;
  };

  const timer = setInterval(() => void lookOnce(), options.everyMilliseconds ?? 1000);
  timer.unref();
  return {
    async sendDue() {
      remindedAt = 0;
      const taken = await lookOnce();
      await Promise.all(under);
      return taken;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all(under);
      transport.close();
    },
  };
}
