import { isInstant } from '../../../kernel/clock.ts';
import type { DeviceEvent, Reading } from '../shapes.ts';
import type { MessageReader } from '../reading.ts';

const maximumEvents = 500;
const prefix = 'tongguan.';

/**
 * Reads one CloudEvent, or an array of them, in structured JSON: `type` is `tongguan.` and the name of an event of the kind, `data` its reading, `subject` whom it is about.
 * Source: CloudEvents 1.0.2, JSON format.
 */
export const cloudEventReader: MessageReader = (_kind, bytes, receivedAt) => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return { ok: false, code: 'not-json', where: '/', reason: (error as Error).message.slice(0, 200) };
  }
  const many = Array.isArray(value) ? value : [value];
  if (many.length === 0 || many.length > maximumEvents) return { ok: false, code: 'events-count', where: '/', reason: `A message has from 1 to ${maximumEvents} events, not ${many.length}.` };
  const events: DeviceEvent[] = [];
  let messageId: string | undefined;
  for (const [place, one] of many.entries() as IterableIterator<[number, unknown]>) {
    const where = `events/${place}`;
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return { ok: false, code: 'not-cloudevent', where, reason: 'A CloudEvent is an object.' };
    const event = one as Readonly<Record<string, unknown>>;
    if (event['specversion'] !== '1.0') return { ok: false, code: 'not-cloudevent', where: `${where}/specversion`, reason: 'specversion must be "1.0".' };
    const { id, type, time, subject, data } = event;
    if (typeof id !== 'string' || id === '' || id.length > 200) return { ok: false, code: 'not-cloudevent', where: `${where}/id`, reason: 'id must be a text of 1 to 200 characters.' };
    if (typeof type !== 'string' || !type.startsWith(prefix)) return { ok: false, code: 'not-cloudevent', where: `${where}/type`, reason: `type must begin with "${prefix}".` };
    if (time !== undefined && (typeof time !== 'string' || Number.isNaN(Date.parse(time)) || !isInstant(new Date(time).toISOString()))) return { ok: false, code: 'not-cloudevent', where: `${where}/time`, reason: 'time must be an instant by RFC 3339.' };
    if (subject !== undefined && (typeof subject !== 'string' || subject === '' || subject.length > 120)) return { ok: false, code: 'not-cloudevent', where: `${where}/subject`, reason: 'subject must be a text of 1 to 120 characters.' };
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return { ok: false, code: 'not-cloudevent', where: `${where}/data`, reason: 'data must be an object.' };
    messageId ??= id;
    events.push({ name: type.slice(prefix.length), happenedAt: time === undefined ? receivedAt : new Date(time as string).toISOString(), reading: data as Reading, ...(subject === undefined ? {} : { subject: subject as string }) });
  }
  return { ok: true, events, findings: [], ...(messageId === undefined ? {} : { messageId }) };
};
