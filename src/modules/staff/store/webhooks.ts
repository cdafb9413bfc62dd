import type { Db } from '../../../kernel/db.ts';

/** Is the number of attempts after which a delivery is given up: with the growing waits, about three days. */
export const mostAttempts = 12;

/** Is a webhook as stored, with what became of its deliveries. */
export interface WebhookRow {
  readonly endpoint_id: string;
  readonly organisation: string;
  readonly url: string;
  readonly topics: string[];
  readonly created_at: string;
  readonly disabled_at: string | null;
  readonly waiting: number;
  readonly delivered: number;
  readonly given_up: number;
  readonly last_status: string | null;
  readonly next_attempt_at: string | null;
}

/** Adds a webhook. */
export async function insertWebhook(db: Db, eventId: string, webhook: { endpointId: string; organisation: string; url: string; secret: string; topics: readonly string[]; createdBy: string | null; createdAt: string }): Promise<void> {
  await db.query('INSERT INTO webhook_endpoints (event_id, endpoint_id, organisation, url, secret, topics, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, webhook.endpointId, webhook.organisation, webhook.url, webhook.secret, webhook.topics, webhook.createdBy, webhook.createdAt]);
}

/** Removes a webhook: nothing more is sent there. Shape: whether there was one. */
export async function removeWebhook(db: Db, eventId: string, endpointId: string, at: string): Promise<boolean> {
  const rows = await db.query('UPDATE webhook_endpoints SET disabled_at = coalesce(disabled_at, $3) WHERE event_id = $1 AND endpoint_id = $2 RETURNING endpoint_id', [eventId, endpointId, at]);
  return rows.length > 0;
}

/** Lists the webhooks with their waiting, delivered and given-up deliveries. */
export async function listWebhooks(db: Db, eventId: string): Promise<WebhookRow[]> {
  return db.query<WebhookRow>(
    `SELECT e.endpoint_id, e.organisation, e.url, e.topics, e.created_at, e.disabled_at,
            count(d.message_id) FILTER (WHERE d.delivered_at IS NULL AND d.attempts < $2) AS waiting,
            count(d.message_id) FILTER (WHERE d.delivered_at IS NOT NULL) AS delivered,
            count(d.message_id) FILTER (WHERE d.delivered_at IS NULL AND d.attempts >= $2) AS given_up,
            min(d.next_attempt_at) FILTER (WHERE d.delivered_at IS NULL AND d.attempts BETWEEN 1 AND $2 - 1) AS next_attempt_at,
            (SELECT l.last_status FROM webhook_deliveries l WHERE l.event_id = e.event_id AND l.endpoint_id = e.endpoint_id AND l.last_status IS NOT NULL ORDER BY coalesce(l.delivered_at, l.next_attempt_at) DESC LIMIT 1) AS last_status
     FROM webhook_endpoints e LEFT JOIN webhook_deliveries d ON d.event_id = e.event_id AND d.endpoint_id = e.endpoint_id
     WHERE e.event_id = $1 GROUP BY e.event_id, e.endpoint_id ORDER BY e.created_at, e.endpoint_id`, [eventId, mostAttempts]);
}

/** Is one message on its way to an address. */
export interface DeliveryRow {
  readonly message_id: string;
  readonly topic: string;
  readonly created_at: string;
  readonly attempts: number;
  readonly last_status: string | null;
  readonly delivered_at: string | null;
  readonly next_attempt_at: string;
}

/** Lists the messages on their way to an address, newest first. */
export async function listDeliveries(db: Db, eventId: string, endpointId: string, limit: number): Promise<DeliveryRow[]> {
  return db.query<DeliveryRow>(
    `SELECT d.message_id, m.topic, m.created_at, d.attempts, d.last_status, d.delivered_at, d.next_attempt_at
     FROM webhook_deliveries d JOIN webhook_messages m ON m.event_id = d.event_id AND m.message_id = d.message_id
     WHERE d.event_id = $1 AND d.endpoint_id = $2 ORDER BY m.created_at DESC, d.message_id DESC LIMIT $3`, [eventId, endpointId, limit]);
}

/** Puts a test message on its way to one address, whatever topics it asked for. Shape: false where there is no such address, or it was removed. */
export async function insertTestMessage(db: Db, eventId: string, endpointId: string, message: { messageId: string; createdAt: string; dueAt: Date }): Promise<boolean> {
  await db.query("INSERT INTO webhook_messages (event_id, message_id, topic, payload, created_at) VALUES ($1, $2, 'test', '{}', $3)", [eventId, message.messageId, message.createdAt]);
  const rows = await db.query(
    `INSERT INTO webhook_deliveries (event_id, message_id, endpoint_id, next_attempt_at)
     SELECT event_id, $2, endpoint_id, $4 FROM webhook_endpoints WHERE event_id = $1 AND endpoint_id = $3 AND disabled_at IS NULL RETURNING message_id`,
    [eventId, message.messageId, endpointId, message.dueAt]);
  return rows.length > 0;
}

/** Takes up again what was given up for an endpoint. Shape: how many deliveries. */
export async function resumeDeliveries(db: Db, eventId: string, endpointId: string, at: Date): Promise<number> {
  const rows = await db.query('UPDATE webhook_deliveries SET attempts = 0, next_attempt_at = $3 WHERE event_id = $1 AND endpoint_id = $2 AND delivered_at IS NULL AND attempts >= $4 RETURNING message_id',
    [eventId, endpointId, at, mostAttempts]);
  return rows.length;
}

/** Is one delivery taken up for an attempt. */
export interface Delivery {
  readonly message_id: string;
  readonly endpoint_id: string;
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
  readonly topic: string;
  readonly payload: unknown;
  readonly created_at: string;
}

/**
 * Takes up deliveries that are due and lends them until an instant; a server that dies meanwhile loses nothing, another one takes them up then.
 * Instants of attempts are real time. The first attempt is due at once, whatever the event's clock wrote.
 */
export async function takeDeliveries(db: Db, eventId: string, at: Date, lentUntil: Date, limit: number): Promise<Delivery[]> {
  return db.query<Delivery>(
    `UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = $3
     FROM webhook_endpoints e, webhook_messages m
     WHERE d.event_id = $1 AND (d.message_id, d.endpoint_id) IN (
         SELECT w.message_id, w.endpoint_id FROM webhook_deliveries w JOIN webhook_endpoints p ON p.event_id = w.event_id AND p.endpoint_id = w.endpoint_id
         WHERE w.event_id = $1 AND w.delivered_at IS NULL AND w.attempts < $5 AND (w.attempts = 0 OR w.next_attempt_at <= $2) AND p.disabled_at IS NULL
         ORDER BY w.next_attempt_at LIMIT $4 FOR UPDATE OF w SKIP LOCKED)
       AND e.event_id = d.event_id AND e.endpoint_id = d.endpoint_id AND m.event_id = d.event_id AND m.message_id = d.message_id
     RETURNING d.message_id, d.endpoint_id, d.attempts, e.url, e.secret, m.topic, m.payload, m.created_at`,
    [eventId, at, lentUntil, limit, mostAttempts], 'take_deliveries');
}

/** Writes down how an attempt ended. */
export async function settleDelivery(db: Db, eventId: string, delivery: Pick<Delivery, 'message_id' | 'endpoint_id'>, outcome: { status: string; deliveredAt: Date | null; nextAttemptAt: Date }): Promise<void> {
  await db.query('UPDATE webhook_deliveries SET last_status = $4, delivered_at = $5, next_attempt_at = $6 WHERE event_id = $1 AND message_id = $2 AND endpoint_id = $3 AND delivered_at IS NULL',
    [eventId, delivery.message_id, delivery.endpoint_id, outcome.status, outcome.deliveredAt, outcome.nextAttemptAt]);
}
