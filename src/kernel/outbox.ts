import type { ActionContext } from './action.ts';
import { uuidv7 } from './ids.ts';

/** Lists what other systems can ask to be told. */
export const outboxTopics = ['handOver.normal', 'handOver.abnormal', 'report.sent', 'flight.closed', 'boarding.changed', 'consignment.held', 'consignment.released', 'consignment.closed', 'consignment.cancelled', 'consignment.decided', 'consignment.decisionEnded', 'lot.held', 'lot.released', 'food.recalled', 'food.recallClosed', 'alarm.raised', 'alarm.disposed', 'callUp.called', 'callUp.stoodDown', 'roster.published'] as const;

/** Is one of the topics. */
export type OutboxTopic = (typeof outboxTopics)[number];

/**
 * Puts news for other systems beside what it tells of, in the same transaction: both are there or neither.
 * Shape: ids and counts only, no personal data; one delivery waits for each active endpoint that asked for the topic.
 */
export async function publish(context: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, topic: OutboxTopic, payload: Readonly<Record<string, string | number | boolean | null>>): Promise<string> {
  const messageId = uuidv7();
  await context.tx.query('INSERT INTO webhook_messages (event_id, message_id, topic, payload, created_at) VALUES ($1, $2, $3, $4, $5)',
    [context.eventId, messageId, topic, JSON.stringify(payload), context.now]);
  // When to knock at another's door is a matter of real time, whatever the event's clock says.
  await context.tx.query(
    `INSERT INTO webhook_deliveries (event_id, message_id, endpoint_id, next_attempt_at)
     SELECT event_id, $2, endpoint_id, $4 FROM webhook_endpoints WHERE event_id = $1 AND disabled_at IS NULL AND $3 = ANY (topics)`,
    [context.eventId, messageId, topic, new Date().toISOString()]);
  return messageId;
}
