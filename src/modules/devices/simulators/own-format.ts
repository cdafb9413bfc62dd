import { frameLis2 } from '../formats/lis2/frames.ts';
import { pictureEvent } from '../shapes.ts';
import type { DeviceFormat, KindId, Reading, Transport } from '../shapes.ts';
import { drawPicture } from './picture.ts';
import type { SimulatedEvent } from './readings.ts';

/** Is one message as the instrument itself writes it. */
export interface OwnMessage { readonly format: DeviceFormat; readonly transport: Transport; readonly bytes: Uint8Array }

/** Is what a message says beside its reading. Shape: `number` counts the messages of the device; `subject` names whom or what it is about. */
export interface Told { readonly serial: string; readonly number: number; readonly at: string; readonly subject?: string | undefined }

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Writes an instant as HL7 v2 and LIS2 do, in UTC: LIS2 has no offset, so such a device's settings say `timeZone=UTC`. */
const stamp = (at: string): string => new Date(at).toISOString().replace(/[-:T]|\.\d+Z$/g, '');
const results: Readonly<Record<string, readonly [code: string, text: string, flag: string]>> = { negative: ['260415000', 'Not detected', 'ND'], positive: ['260373001', 'Detected', 'DET'], inconclusive: ['419984006', 'Inconclusive', 'IND'] };
const statuses: Readonly<Record<string, string>> = { resultFinal: 'F', resultCorrected: 'C', resultPreliminary: 'P' };

function oru({ name, reading }: SimulatedEvent, { serial, number, at }: Told): string {
  const [code, text, flag] = results[String(reading['result'])]!;
  const time = `${stamp(at)}+0000`;
  return [
    `MSH|^~\\&|PCR|${serial}|TONGGUAN|PORT|${time}||ORU^R01^ORU_R01|${serial}-${number}|P|2.5.1|||||CHN|UNICODE UTF-8`, 'PID|1', `OBR|1||${reading['runId'] ?? number}|94500-6^SARS-CoV-2 RNA NAA+probe^LN|||${time}|||||||||||||||${time}|||${statuses[name]}`,
    `OBX|1|CWE|94500-6^SARS-CoV-2 RNA NAA+probe^LN||${code}^${text}^SCT|||${flag}|||${statuses[name]}|||${time}||||${serial}|${time}`, `SPM|1|${reading['tubeId']}||258500001^Nasopharyngeal swab^SCT|||||||P`, '',
  ].join('\r');
}

function lis2({ name, reading }: SimulatedEvent, { serial, at }: Told): Uint8Array {
  const records = [
    `H|\\^&|||${serial}|||||LIS||P|LIS2-A2|${stamp(at)}`, 'P|1', `O|1|${reading['tubeId']}|${reading['runId'] ?? ''}|94500-6^^LN|R||${stamp(at)}||||N||||NPS||||||||||${statuses[name]}`,
    `R|1|94500-6^SARS-CoV-2 RNA^LN|${results[String(reading['result'])]![1]}|||||${statuses[name]}|||${stamp(at)}|${stamp(at)}|${serial}`, 'L|1|N',
  ];
  return new Uint8Array([0x05, ...records.flatMap((record, place) => [...frameLis2(bytesOf(`${record}\r`), place + 1)]), 0x04]);
}

function temperature({ reading }: SimulatedEvent, { serial, number, at, subject }: Told): unknown {
  return {
    resourceType: 'Observation', id: `${serial}-${number}`, status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }], code: { coding: [{ system: 'http://loinc.org', code: '8310-5', display: 'Body temperature' }] },
    ...(subject === undefined ? {} : { subject: { identifier: { value: subject } } }), effectiveDateTime: at, valueQuantity: { value: reading['temperatureCelsius'], unit: '°C', system: 'http://unitsofmeasure.org', code: 'Cel' }, bodySite: { text: 'inner canthus' }, method: { text: 'infrared' }, device: { identifier: { value: serial } },
  };
}

function threats({ reading }: SimulatedEvent, { serial, at, subject }: Told): unknown {
  const suspect = reading['suspect'] === true;
  const probability = typeof reading['probability'] === 'number' ? reading['probability'] : 0.5;
  return {
    reportType: 'tongguan.threat-report/1', ooiId: subject ?? reading['scanId'], ooiType: 'BAG', scanId: reading['scanId'], deviceId: serial, modality: 'CT', scannedAt: at, reportedAt: at, alarmDecision: suspect ? 'ALARM' : 'CLEAR',
    threats: suspect ? [{ threatId: 'T1', category: 'ORGANIC', assessment: 'THREAT', probability, regions: [{ view: 'top', x: 10, y: 10, width: 40, height: 30 }] }] : [],
    images: ['top', 'side'].map((view) => ({ view, reference: `${String(reading['scanId'])}/${view}`, sha256: '0'.repeat(64) })), operator: { decision: suspect ? 'SUSPECT' : 'CLEARED', operatorId: String(reading['operator'] ?? 'op-1'), decidedAt: at },
  };
}

/**
 * Writes what a simulated device tells in the format of its own field, as the instrument would: HL7 v2 over MLLP and LIS2 by turns from an analyser, FHIR from a thermometer gate, a threat report from a scanner, a picture from what has a camera.
 * Shape: undefined for kinds whose format is CloudEvents, and for events that the format has no words for. A portal's passes are written by `writePass`, a robot's messages by its simulator.
 */
export function inOwnFormat(kindId: KindId, event: SimulatedEvent, told: Told): OwnMessage | undefined {
  const known = (value: Reading[string] | undefined, table: object): boolean => Object.hasOwn(table, String(value));
  switch (kindId) {
    case 'nucleicAcidAnalyser':
      if (!known(event.name, statuses) || !known(event.reading['result'], results)) return undefined;
      return told.number % 2 === 0 ? { format: 'oru', transport: 'mllp', bytes: bytesOf(oru(event, told)) } : { format: 'lis2', transport: 'file', bytes: lis2(event, told) };
    case 'thermometerGate': return event.name === 'measured' ? { format: 'fhir', transport: 'http', bytes: bytesOf(JSON.stringify(temperature(event, told))) } : undefined;
    case 'baggageScanner': return event.name === 'scanned' || event.name === 'suspect' ? { format: 'threat', transport: 'http', bytes: bytesOf(JSON.stringify(threats(event, told))) } : undefined;
    case 'radiationLocaliser': case 'inspectionRobot': return event.name === pictureEvent ? { format: 'picture', transport: 'http', bytes: drawPicture({ seed: [...told.serial].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7), number: told.number, at: told.at, drives: kindId === 'inspectionRobot' }) } : undefined;
    default: return undefined;
  }
}
