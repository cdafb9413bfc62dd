import { createHash } from 'node:crypto';
import { doubtful, isValid, wrong } from '../../shapes/findings.ts';
import type { DeviceReport, Finding, Quarantined } from '../../shapes/findings.ts';
import { calibrationStates } from '../../shapes/scans.ts';
import type { DeviceCloudEvent } from '../../shapes/scans.ts';
import { findTooLong, isObject, jsonLimits, readJsonDocuments } from '../json-documents.ts';
import { makeChecker, typeOf } from '../json-schema.ts';

/** Is one event as it was read. Shape: `event` is null where the envelope is not kept. */
export interface EventRecord {
  readonly where: string;
  readonly valid: boolean;
  readonly findings: readonly Finding[];
  readonly event: DeviceCloudEvent | null;
}

const named = { type: 'string', minLength: 1, maxLength: 1024 };

/** Is the JSON schema of an envelope in structured mode, with the attributes that devices at a port add. */
export const deviceEventSchema: Readonly<Record<string, unknown>> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'CloudEvents 1.0 with the attributes of a device at a port', type: 'object', required: ['specversion', 'id', 'source', 'type', 'site', 'deviceid', 'seq'],
  properties: {
    specversion: { enum: ['1.0'] }, id: named, source: { ...named, format: 'uri-reference' }, type: named, subject: named, time: { type: 'string', format: 'date-time' }, datacontenttype: named, dataschema: { ...named, format: 'uri' },
    site: named, lane: named, deviceid: named, seq: { type: 'integer', minimum: 0, maximum: 2_147_483_647 }, calstate: { enum: calibrationStates }, clockoffsetms: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 }, rawsha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    data_base64: { type: 'string' },
  },
};

const reserved = new Set(['data', 'data_base64']);
let checker: ((value: unknown) => Finding[]) | undefined;

/** Reads base64 strictly. Shape: undefined where it is none. */
function bytesOf(base64: string): Uint8Array | undefined {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

/** Checks what the schema cannot: names and values of attributes, one kind of data, the hash of raw bytes that are carried along. */
function checkEnvelope(event: Readonly<Record<string, unknown>>): Finding[] {
  const findings: Finding[] = [];
  for (const [name, value] of Object.entries(event)) {
    if (reserved.has(name) || value === undefined) continue;
    if (!/^[a-z0-9]+$/.test(name)) findings.push(wrong(name.slice(0, 40), 'attribute-name', `"${name.slice(0, 40)}" is no name of an attribute; CloudEvents allows small letters and digits only.`));
    else if (value !== null && !['string', 'boolean', 'number'].includes(typeof value)) findings.push(wrong(name, 'attribute-value', `The attribute "${name}" is ${typeOf(value)}; an attribute is a text, a whole number, or true or false. Put it into data.`));
    else if (typeof value === 'number' && !Number.isInteger(value)) findings.push(wrong(name, 'attribute-value', `The attribute "${name}" is no whole number; write it as a text, or put it into data.`));
    else if (value === null) findings.push(doubtful(name, 'attribute-null', `The attribute "${name}" is null, which counts as not there; leave it out.`));
  }
  if (Object.hasOwn(event, 'data') && Object.hasOwn(event, 'data_base64')) findings.push(wrong('data', 'data-twice', 'There are data and data_base64; an event has one of them.'));
  const base64 = event['data_base64'];
  const bytes = typeof base64 === 'string' ? bytesOf(base64) : undefined;
  if (typeof base64 === 'string' && bytes === undefined) findings.push(wrong('data_base64', 'base64', 'The data are no base64.'));
  if (bytes !== undefined && typeof event['rawsha256'] === 'string' && createHash('sha256').update(bytes).digest('hex') !== event['rawsha256']) findings.push(wrong('rawsha256', 'hash', 'The data have another SHA-256 than rawsha256 says: they were changed on the way.'));
  if (event['time'] === undefined) findings.push(doubtful('time', 'time-missing', 'The event does not say when it happened; the time of receipt is taken.'));
  if (event['calstate'] === undefined) findings.push(doubtful('calstate', 'calibration-missing', 'The event does not say whether the device is in calibration; a result without that closes nothing.'));
  return findings;
}

/** Reads one envelope. Shape: an event, or null with the findings that say why. */
export function readDeviceEvent(value: unknown, where = 'message 1'): EventRecord {
  checker ??= makeChecker(deviceEventSchema, '2020-12');
  const tooLong = findTooLong(value);
  if (!isObject(value)) return { where, valid: false, findings: [wrong('', 'not-an-object', `Here stands ${typeOf(value)}; an event is a JSON object.`)], event: null };
  if (tooLong !== undefined) return { where, valid: false, findings: [wrong(tooLong, 'too-long', `${tooLong} has more than ${jsonLimits.entries} entries.`)], event: null };
  // An attribute that is null counts as not there.
  const plain = Object.fromEntries(Object.entries(value).filter(([name, entry]) => entry !== null || name === 'data'));
  const findings = [...checker(plain), ...checkEnvelope(value)];
  return { where, valid: isValid(findings), findings, event: isValid(findings) ? (plain as unknown as DeviceCloudEvent) : null };
}

/** Reads events in structured mode: one, a batch (an array), or one on each line. Shape: an event that comes twice (source and id) is told. */
export function readDeviceEvents(bytes: Uint8Array): DeviceReport<EventRecord> {
  const { documents, quarantined: unread } = readJsonDocuments(bytes);
  const quarantined: Quarantined[] = [...unread];
  const records: EventRecord[] = [];
  const seen = new Set<string>();
  const last = new Map<string, number>();
  for (const { where, value } of documents) {
    const record = readDeviceEvent(value, where);
    if (record.event === null) {
      records.push(record);
      continue;
    }
    const { source, id, deviceid, seq } = record.event;
    const findings = [...record.findings];
    if (seen.has(`${source}\n${id}`)) findings.push(doubtful('id', 'repeated', `The event ${id} of ${source} came already; it is the same event.`));
    const before = last.get(deviceid);
    if (before !== undefined && seq > before + 1) findings.push(doubtful('seq', 'gap', `Between ${before} and ${seq} events of the device are missing.`));
    seen.add(`${source}\n${id}`);
    last.set(deviceid, Math.max(before ?? 0, seq));
    records.push({ ...record, findings });
  }
  return { format: 'cloud-events', records, quarantined, declared: {}, found: { messages: documents.length + unread.length, records: records.length, valid: records.filter(({ valid }) => valid).length, quarantined: quarantined.length } };
}

/** Is what an event is built from. Shape: `raw` the device's own bytes, which are hashed and carried along where `data` is left out. */
export interface EventParts extends Omit<DeviceCloudEvent, 'specversion' | 'rawsha256' | 'data_base64'> {
  readonly raw?: Uint8Array;
}

/** Builds an event in structured mode. */
export function buildDeviceEvent({ raw, ...parts }: EventParts): DeviceCloudEvent {
  const carried = raw === undefined ? {} : { rawsha256: createHash('sha256').update(raw).digest('hex'), ...(parts.data === undefined ? { data_base64: Buffer.from(raw).toString('base64') } : {}) };
  return { specversion: '1.0', ...(parts.data === undefined ? {} : { datacontenttype: 'application/json' }), ...parts, ...carried };
}
