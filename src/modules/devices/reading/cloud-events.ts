import { isInstant } from '../../../kernel/clock.ts';
import { readDeviceEvents } from '../formats/cloud-events/events.ts';
import type { MessageReader } from '../reading.ts';
import { pictureEvent } from '../shapes.ts';
import type { DeviceEvent, Reading } from '../shapes.ts';
import { readEnvelopedPicture } from './pictures.ts';

const maximumEvents = 500;
const prefix = 'tongguan.';

/**
 * Reads CloudEvents in structured JSON, one or a batch: `type` is `tongguan.` and the name of an event of the kind, `data` its reading, `subject` whom it is about.
 * Shape: refused as a whole at the first envelope that is not kept. Source: CloudEvents 1.0.2, JSON format.
 */
export const cloudEventReader: MessageReader = (_kind, bytes, receivedAt) => {
  const report = readDeviceEvents(bytes);
  const [unread] = report.quarantined;
  if (unread !== undefined) return { ok: false, code: unread.code, where: unread.where, reason: unread.reason };
  if (report.records.length === 0 || report.records.length > maximumEvents) return { ok: false, code: 'events-count', where: '/', reason: `A message has from 1 to ${maximumEvents} events, not ${report.records.length}.` };
  const events: DeviceEvent[] = [];
  for (const [place, { event, findings }] of report.records.entries()) {
    const where = `events/${place}`;
    if (event === null) {
      const first = findings.find((finding) => finding.severity === 'error');
      return { ok: false, code: first?.code ?? 'not-cloudevent', where: `${where}/${first?.path ?? ''}`, reason: first?.message ?? 'It is no CloudEvent.' };
    }
    if (!event.type.startsWith(prefix)) return { ok: false, code: 'not-cloudevent', where: `${where}/type`, reason: `type must begin with "${prefix}".` };
    if (event.type === `${prefix}${pictureEvent}`) {
      if (report.records.length > 1) return { ok: false, code: 'picture-alone', where, reason: 'A picture is a message of its own: its digest is the evidence.' };
      const picture = readEnvelopedPicture(event, where, receivedAt);
      if (!picture.ok) return picture;
      events.push(...picture.events);
      continue;
    }
    const at = event.time === undefined ? receivedAt : new Date(event.time).toISOString();
    if (!isInstant(at)) return { ok: false, code: 'not-cloudevent', where: `${where}/time`, reason: 'time must be an instant of a year with four digits.' };
    if (typeof event.data !== 'object' || event.data === null || Array.isArray(event.data)) return { ok: false, code: 'not-cloudevent', where: `${where}/data`, reason: 'data must be an object.' };
    // A device that says of itself that it is out of calibration is believed.
    const against = event.calstate === 'EXPIRED' || event.calstate === 'FAILED' ? ['own-calibration'] : [];
    events.push({ name: event.type.slice(prefix.length), happenedAt: at, reading: event.data as Reading, ...(event.subject === undefined ? {} : { subject: event.subject.slice(0, 120) }), ...(against.length === 0 ? {} : { against }) });
  }
  const [first] = report.records;
  const id = first?.event?.id;
  return { ok: true, events, findings: report.records.flatMap((record) => record.findings.map((finding) => ({ code: finding.code, where: `${record.where} ${finding.path}`.trim(), reason: finding.message }))), ...(id === undefined || id.length > 200 ? {} : { messageId: id }) };
};
