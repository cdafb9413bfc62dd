import { doubtful } from '../../shapes/findings.ts';
import type { DeviceReport, Finding, Quarantined } from '../../shapes/findings.ts';
import type { LabResult } from '../../shapes/laboratory.ts';
import { decodeHl7, hl7Limits, hl7Texts } from './files.ts';
import type { Hl7Text } from './files.ts';
import { resultsOf, zoneOf } from './observations.ts';
import type { OrderGroup } from './observations.ts';
import { partMessage, valueOf } from './segments.ts';
import type { Hl7Message, Segment } from './segments.ts';

/** Is what a message says of itself. */
export interface Hl7Header {
  readonly controlId: string;
  readonly type: string;
  readonly version: string;
  readonly processing: string;
  readonly sender: string;
  readonly sentAt: string;
  readonly charset: string;
}

/** Is why a message is refused. Shape: `place` segment, number and field; `error` of HL7 table 0357. */
export interface Hl7Refusal {
  readonly code: string;
  readonly reason: string;
  readonly place: readonly [segment: string, number: number, field: number];
  readonly error: string;
}

/** Is one message as it was read. */
export interface OruMessage {
  readonly where: string;
  readonly parted: Hl7Message | undefined;
  readonly header: Hl7Header | undefined;
  readonly results: readonly LabResult[];
  readonly findings: readonly Finding[];
  readonly refused: Hl7Refusal | undefined;
}

// Segments that a message of results may have and that carry nothing that is kept.
const known = new Set(['MSH', 'SFT', 'UAC', 'PID', 'PD1', 'NTE', 'NK1', 'PV1', 'PV2', 'ORC', 'OBR', 'TQ1', 'TQ2', 'CTD', 'OBX', 'FT1', 'CTI', 'SPM', 'DSC', 'INV', 'SAC', 'EQU', 'DG1', 'PRT', 'ARV', 'DEV', 'TCD', 'SID', 'EVN', 'MSA']);
const accepted = new Set(['ORU', 'OUL']);

function groupsOf(segments: readonly Segment[], separators: Hl7Message['separators'], specimensFirst: boolean): { groups: OrderGroup[]; findings: Finding[]; patients: number } {
  const groups: OrderGroup[] = [];
  const findings: Finding[] = [];
  let orc: Segment | undefined;
  let carried: { specimens: Segment[]; containers: Segment[]; inventory: Segment[] } = { specimens: [], containers: [], inventory: [] };
  let current: OrderGroup | undefined;
  let patients = 0;
  let afterSpecimen = false;
  const patientOf = new Map<OrderGroup, number>();
  for (const segment of segments) {
    switch (segment.name) {
      case 'PID':
        patients += 1;
        // What was taken of one person is never another's.
        [current, orc, carried] = [undefined, undefined, { specimens: [], containers: [], inventory: [] }];
        break;
      case 'ORC':
        orc = segment;
        break;
      case 'OBR':
        current = { orc, obr: segment, observations: [], specimens: [...carried.specimens], containers: [...carried.containers], inventory: [...carried.inventory], notes: [] };
        groups.push(current);
        patientOf.set(current, patients);
        [orc, afterSpecimen] = [undefined, false];
        break;
      case 'SPM':
        if (specimensFirst || (current !== undefined && carried.specimens.length > 0)) [carried, current] = [{ specimens: [segment], containers: [], inventory: [] }, undefined];
        else if (current === undefined) carried.specimens.push(segment);
        else {
          current.specimens.push(segment);
          // Some senders write the specimen before the results: only what follows results and SPM is of the specimen.
          afterSpecimen = current.observations.length > 0;
        }
        break;
      case 'SAC':
        // A container without a specimen (OUL^R21) stands before its orders, and the next one begins anew.
        if (current === undefined || (specimensFirst && carried.specimens.length === 0)) [carried, current] = [{ ...carried, containers: [...(current === undefined ? carried.containers : []), segment] }, undefined];
        else current.containers.push(segment);
        break;
      case 'INV':
        (current?.inventory ?? carried.inventory).push(segment);
        break;
      case 'OBX':
        if (current === undefined) findings.push(doubtful(`OBX[${segment.number}]`, 'result-alone', 'The result stands before any OBR and says of no order what it is; it was left out.'));
        // Observations behind SPM tell of the specimen, not of the person.
        else if (afterSpecimen) findings.push(doubtful(`OBX[${segment.number}]`, 'specimen-observation', 'This observation is of the specimen (behind SPM), not a result; it was left out.'));
        else current.observations.push({ obx: segment, notes: [], participants: [] });
        break;
      case 'NTE':
        if (current !== undefined) (current.observations.at(-1)?.notes ?? current.notes).push(segment);
        else findings.push(doubtful(`NTE[${segment.number}]`, 'note-alone', 'The note stands before any order (OBR) and is of no result; it was left out.'));
        break;
      case 'PRT':
        current?.observations.at(-1)?.participants.push(segment);
        break;
      default:
        if (!known.has(segment.name)) findings.push(doubtful(`${segment.name}[${segment.number}]`, 'segment-unknown', `The segment ${segment.name} is not read here${segment.name.startsWith('Z') ? '; it is the sender\'s own' : ''}. What it says is not used.`));
    }
  }
  // Where one tube is tested for several orders, many senders name it once.
  const named = new Map<number, Set<Segment>>();
  for (const group of groups) {
    const of = patientOf.get(group)!;
    const tubes = named.get(of) ?? new Set<Segment>();
    for (const specimen of group.specimens) tubes.add(specimen);
    named.set(of, tubes);
  }
  for (const group of groups) {
    const tubes = named.get(patientOf.get(group)!)!;
    if (group.specimens.length === 0 && tubes.size === 1) {
      group.specimens.push(...tubes);
      group.isShared = true;
    }
  }
  for (const group of groups) {
    if (group.observations.length === 0) findings.push(doubtful(`OBR[${group.obr.number}]`, 'order-empty', `The order ${valueOf(group.obr, 2, separators) || valueOf(group.obr, 3, separators)} has no result (OBX).`));
  }
  return { groups, findings, patients };
}

const refusal = (code: string, reason: string, place: Hl7Refusal['place'], error: string): Hl7Refusal => ({ code, reason, place, error });

/** Reads one message of results, ORU^R01 and its kin. */
export function readOruMessage({ where, text, charset, doubt }: Hl7Text): OruMessage {
  const parted = partMessage(text);
  if (parted === undefined) return { where, parted, header: undefined, results: [], findings: [], refused: refusal('no-header', 'The message does not begin with MSH and its separators (MSH|^~\\&).', ['MSH', 1, 1], '100') };
  const { separators, segments } = parted;
  const msh = segments[0]!;
  const value = (field: number, component = 1): string => valueOf(msh, field, separators, component);
  const type = [value(9), value(9, 2)].filter((part) => part !== '').join('^');
  const header = { controlId: value(10), type, version: value(12), processing: value(11), sender: [value(3), value(4)].filter((part) => part !== '').join('@'), sentAt: value(7), charset };
  const refuse = (refused: Hl7Refusal): OruMessage => ({ where, parted, header, results: [], findings: [], refused });
  if (type === '') return refuse(refusal('type-missing', 'MSH-9 does not say what message this is; results are ORU^R01.', ['MSH', 1, 9], '101'));
  if (!accepted.has(value(9))) return refuse(refusal('message-type', `The message is ${type.slice(0, 20)}; here results are read, ORU^R01 (OUL^R21 to R24 as well).`, ['MSH', 1, 9], '200'));
  const { groups, findings, patients } = groupsOf(segments.slice(1), separators, value(9) === 'OUL' && value(9, 2) !== 'R24');
  if (groups.length === 0) return refuse(refusal('no-order', 'The message has no OBR, so no result; a message of results has at least one order (OBR) with results (OBX).', ['OBR', 1, 0], '100'));
  if (header.controlId === '') findings.push(doubtful('MSH-10', 'control-id-missing', 'The message has no control id (MSH-10); its acknowledgement cannot be told from others.'));
  if (!/^2\.\d/.test(header.version)) findings.push(doubtful('MSH-12', 'version', header.version === '' ? 'The message names no version (MSH-12).' : `The version "${header.version.slice(0, 20)}" is none of 2.1 to 2.9; it was read as these are.`));
  if (!['P', ''].includes(header.processing)) findings.push(doubtful('MSH-11', 'not-production', `The message is marked ${header.processing.slice(0, 10)} (MSH-11), not P for production; its results are for training or tests.`));
  if (doubt !== undefined) findings.push(doubtful('MSH-18', 'charset', doubt));
  if (patients > 1) findings.push(doubtful('PID', 'patients', `The message is of ${patients} persons; each result carries its own.`));
  for (const strange of parted.strange) findings.push(doubtful(`line ${strange.line}`, 'no-segment', `"${strange.text}" is no segment; a line break inside a field must be written \\.br\\.`));
  let patient: Segment | undefined;
  const patientAt = new Map<Segment, string | null>();
  for (const segment of segments) {
    if (segment.name === 'PID') patient = segment;
    if (segment.name === 'OBR') patientAt.set(segment, valueOf(patient, 3, separators) || valueOf(patient, 2, separators) || null);
  }
  const results = groups.flatMap((group) => resultsOf(group, { separators, where, zone: zoneOf(msh), patient: patientAt.get(group.obr) ?? null }));
  return { where, parted, header, results, findings, refused: undefined };
}

/** Reads one message as it came over the line. */
export const readOruBytes = (bytes: Uint8Array, where = 'message 1'): OruMessage => readOruMessage({ where, ...decodeHl7(bytes) });

/**
 * Reads a file of HL7 v2 results: framed or not, in batches or not.
 * Shape: each message gives its results, or stands in `quarantined`; what was not used is in `found.findings`.
 */
export function readOru(bytes: Uint8Array): DeviceReport<LabResult> {
  const { texts, quarantined: unread, batches, declared } = hl7Texts(bytes);
  const quarantined: Quarantined[] = [...unread];
  const records: LabResult[] = [];
  const findings: Finding[] = [];
  const messages: unknown[] = [];
  for (const one of texts) {
    if (records.length + findings.length >= hl7Limits.results) {
      quarantined.push({ where: one.where, code: 'too-many', reason: `More than ${hl7Limits.results} results and findings; the rest was not read. Send it in smaller files.` });
      break;
    }
    const message = readOruMessage(one);
    if (message.header !== undefined) messages.push({ where: one.where, ...message.header });
    if (message.refused !== undefined) quarantined.push({ where: `${one.where}, ${message.refused.place[0]}-${message.refused.place[2]}`, code: message.refused.code, reason: message.refused.reason });
    records.push(...message.results);
    findings.push(...message.findings.map((finding) => ({ ...finding, path: `${one.where}, ${finding.path}` })));
  }
  if (declared !== null && declared !== texts.length) findings.push(doubtful('BTS-1', 'batch-count', `The batch says ${declared} messages; ${texts.length} were found.`));
  return { format: 'oru', records, quarantined, declared: { messages, batchMessages: declared }, found: { messages: texts.length, batches, results: records.length, valid: records.filter(({ valid }) => valid).length, quarantined: quarantined.length, findings } };
}
