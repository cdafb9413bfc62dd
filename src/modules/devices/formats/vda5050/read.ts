import { checkAgainstOrder, checkOrder, checkState, checkUpdate } from '../../rules/robots/consistency.ts';
import { actionsOf, connectionOf, headerOf, kindOf, orderOf, stateOf, versionOf } from '../../rules/robots/reading.ts';
import { doubtful, isValid, wrong } from '../../shapes/findings.ts';
import type { DeviceReport, Finding, Quarantined } from '../../shapes/findings.ts';
import { messageKindsOf, robotMessageKinds } from '../../shapes/robots.ts';
import type { RobotHeader, RobotMessageKind, RobotOrder, RobotVersion } from '../../shapes/robots.ts';
import { findTooLong, isObject, jsonLimits, readJsonDocuments } from '../json-documents.ts';
import { typeOf } from '../json-schema.ts';
import { checkSchema, findUnknownFields } from './validate.ts';

/** Is one message of VDA 5050 with what there is to say about it. Shape: `content` free of the version, null where the schema is not kept. */
export interface RobotRecord {
  readonly where: string;
  readonly message: RobotMessageKind;
  readonly version: RobotVersion;
  readonly header: RobotHeader;
  readonly valid: boolean;
  readonly findings: readonly Finding[];
  readonly content: unknown;
}

/** Says how messages are read; what is left open is told by the message itself. */
export interface RobotReading {
  readonly version?: RobotVersion;
  readonly message?: RobotMessageKind;
}

/** Says that a value is no message that can be checked. */
interface NoMessage {
  readonly code: string;
  readonly reason: string;
}

function contentOf(message: unknown, kind: RobotMessageKind): unknown {
  if (kind === 'order') return orderOf(message);
  if (kind === 'state') return stateOf(message);
  if (kind === 'instantActions') return { actions: actionsOf((message as Readonly<Record<string, unknown>>)['actions']) };
  if (kind === 'connection') return { connectionState: connectionOf(message) };
  const { headerId: _id, timestamp: _at, version: _version, manufacturer: _maker, serialNumber: _serial, ...rest } = message as Readonly<Record<string, unknown>>;
  return rest;
}


function checkContent(message: Readonly<Record<string, unknown>>, kind: RobotMessageKind, version: RobotVersion): Finding[] {
  const findings: Finding[] = [];
  const named = headerOf(message).version;
  if (named !== '' && versionOf(message) !== version) findings.push(doubtful('version', 'version-other', `The message names version "${named}" and is checked as ${version}; pin the robot to the version that it speaks.`));
  if (version !== '3.0' && kind === 'visualization') {
    for (const name of ['headerId', 'timestamp', 'version', 'manufacturer', 'serialNumber']) if (!(name in message)) findings.push(doubtful(name, 'header-missing', `The header has no "${name}"; the schema of ${version} allows that, but nobody can tell whose it is.`));
  }
  if (kind === 'order') findings.push(...checkOrder(orderOf(message)));
  if (kind === 'state') findings.push(...checkState(stateOf(message)));
  if (kind === 'instantActions') {
    const ids = new Set<string>();
    actionsOf(message['actions']).forEach((action, at) => {
      if (ids.has(action.actionId)) findings.push(wrong(`actions[${at}].actionId`, 'action-repeated', `The actionId "${action.actionId}" stands twice; every action has its own id.`));
      ids.add(action.actionId);
    });
  }
  return findings;
}

/** Checks one message against schema and standard. Refuses nothing: what is no message is told by `code` and `reason`. */
export function readRobotMessage(value: unknown, reading: RobotReading = {}, where = 'message 1'): RobotRecord | NoMessage {
  if (!isObject(value)) return { code: 'not-an-object', reason: `Here stands ${typeOf(value)}; a message of VDA 5050 is a JSON object.` };
  const kind = reading.message ?? kindOf(value);
  if (kind === undefined) return { code: 'unknown-message', reason: `The fields fit none of ${robotMessageKinds.join(', ')}; say with --message which it is.` };
  const version = reading.version ?? versionOf(value);
  if (version === undefined) return { code: 'unknown-version', reason: `The version "${headerOf(value).version}" is none of 2.0, 2.1, 3.0; say with --version as which it is to be checked.` };
  if (!messageKindsOf(version).includes(kind)) return { code: 'no-such-message', reason: `VDA 5050 ${version} has no message "${kind}"; it came with 3.0.` };
  const tooLong = findTooLong(value);
  if (tooLong !== undefined) return { code: 'too-long', reason: `${tooLong} has more than ${jsonLimits.entries} entries; no robot takes such a message.` };
  const broken = checkSchema(value, kind, version);
  if (kind === 'instantActions' && !('actions' in value) && 'instantActions' in value) broken.push(doubtful('instantActions', 'old-name', 'The list is called "instantActions", as in version 1.1; since 2.0 it is called "actions".'));
  const unknown = findUnknownFields(value, kind, version);
  const findings = broken.some((finding) => finding.severity === 'error') ? [...broken, ...unknown] : [...broken, ...unknown, ...checkContent(value, kind, version)];
  return { where, message: kind, version, header: headerOf(value), valid: isValid(findings), findings, content: broken.some((finding) => finding.severity === 'error') ? null : contentOf(value, kind) };
}

/** Follows a trace: what one message says of those before it. */
class Trace {
  private readonly last = new Map<string, RobotHeader>();
  private readonly orders = new Map<string, RobotOrder>();

  findingsOf(record: RobotRecord): Finding[] {
    const { header, message, content } = record;
    const findings: Finding[] = [];
    const robot = `${header.manufacturer}/${header.serialNumber}`;
    const before = this.last.get(`${robot}/${message}`);
    if (before !== undefined) {
      if (header.headerId === before.headerId) findings.push(doubtful('headerId', 'header-repeated', `The headerId ${header.headerId} was used by the message before; it counts on with each message of a topic.`));
      else if (header.headerId < before.headerId) findings.push(doubtful('headerId', 'header-back', `The headerId goes back from ${before.headerId} to ${header.headerId}: the sender was restarted or messages changed places.`));
      else if (header.headerId > before.headerId + 1) findings.push(doubtful('headerId', 'header-gap', `Between headerId ${before.headerId} and ${header.headerId} messages are missing.`));
      const seconds = (Date.parse(header.timestamp) - Date.parse(before.timestamp)) / 1000;
      if (seconds < 0) findings.push(doubtful('timestamp', 'time-back', `The message is ${-seconds} s older than the one before it.`));
      if (message === 'state' && seconds > 30) findings.push(doubtful('timestamp', 'state-late', `The state comes ${seconds} s after the one before; a robot reports every 30 s at least.`));
    }
    if (header.timestamp !== '') this.last.set(`${robot}/${message}`, header);
    const sent = this.orders.get(robot);
    if (message === 'order' && content !== null) {
      const order = content as RobotOrder;
      if (sent !== undefined) findings.push(...checkUpdate(sent, order));
      if (isValid(findings)) this.orders.set(robot, order);
    }
    if (message === 'state' && content !== null && sent !== undefined) findings.push(...checkAgainstOrder(content as ReturnType<typeof stateOf>, sent));
    return findings;
  }
}

/**
 * Reads messages of VDA 5050: one, an array, or a trace with one on each line.
 * Shape: each message is in `records` (valid or not) or in `quarantined` with its place.
 */
export function readRobotMessages(bytes: Uint8Array, reading: RobotReading = {}): DeviceReport<RobotRecord> {
  const { documents, quarantined: unread } = readJsonDocuments(bytes);
  const quarantined: Quarantined[] = [...unread];
  const records: RobotRecord[] = [];
  const trace = new Trace();
  for (const { where, value } of documents) {
    // Recordings wrap a message into its topic: the message counts.
    const inner = isObject(value) && isObject(value['payload']) && typeof value['topic'] === 'string' ? value['payload'] : value;
    const record = readRobotMessage(inner, reading, where);
    if ('reason' in record) {
      quarantined.push({ where, code: record.code, reason: record.reason });
      continue;
    }
    const findings = [...record.findings, ...trace.findingsOf(record)];
    records.push({ ...record, findings, valid: isValid(findings) });
  }
  const counts: Record<string, number> = {};
  for (const { message } of records) counts[message] = (counts[message] ?? 0) + 1;
  return {
    format: 'vda5050', records, quarantined,
    declared: { versions: [...new Set(records.map(({ header }) => header.version))], robots: [...new Set(records.map(({ header }) => `${header.manufacturer}/${header.serialNumber}`))] },
    found: { messages: documents.length + unread.length, records: records.length, valid: records.filter(({ valid }) => valid).length, quarantined: quarantined.length, ...counts },
  };
}
