import { readDeviceEvents } from '../../src/modules/devices/formats/cloud-events/events.ts';
import { readThreatReports } from '../../src/modules/devices/formats/dicos/threat-report.ts';
import { readFhirLab } from '../../src/modules/devices/formats/fhir/read.ts';
import { readFhirTemperatures } from '../../src/modules/devices/formats/fhir/temperature.ts';
import { hl7FileLimit } from '../../src/modules/devices/formats/hl7/files.ts';
import { readOru } from '../../src/modules/devices/formats/hl7/oru.ts';
import { jsonLimits } from '../../src/modules/devices/formats/json-documents.ts';
import { lis2Limits } from '../../src/modules/devices/formats/lis2/frames.ts';
import { readLis2 } from '../../src/modules/devices/formats/lis2/read.ts';
import { readRobotMessages } from '../../src/modules/devices/formats/vda5050/read.ts';
import { robotMessageKinds, robotVersions } from '../../src/modules/devices/shapes/robots.ts';
import { UnusableCall } from './call.ts';
import type { Given } from './call.ts';
import type { FormatEntry } from './read.ts';

function choiceOf<Choice extends string>(given: Given, name: string, choices: readonly Choice[], usage: string): Choice | undefined {
  const word = given.text(name);
  if (word === undefined) return undefined;
  const choice = choices.find((one) => one === word);
  if (choice === undefined) throw new UnusableCall(`--${name} "${word}" is none of ${choices.join(', ')}.`, usage);
  return choice;
}

const robotUsage = `[--version ${robotVersions.join('|')}] [--message ${robotMessageKinds.join('|')}]`;

/** Has the formats that devices speak. */
export const deviceFormats: Readonly<Record<string, FormatEntry>> = {
  vda5050: {
    summary: 'messages of robots (VDA 5050): one, an array, or a trace with one on each line', usage: robotUsage, options: { version: 'text', message: 'text' }, maximum: jsonLimits.bytes,
    read({ bytes }, given) {
      const usage = `read vda5050 FILE|- ${robotUsage}`;
      const [version, message] = [choiceOf(given, 'version', robotVersions, usage), choiceOf(given, 'message', robotMessageKinds, usage)];
      return { report: readRobotMessages(bytes, { ...(version === undefined ? {} : { version }), ...(message === undefined ? {} : { message }) }) };
    },
  },
  oru: { summary: 'results of a laboratory in HL7 v2 (ORU^R01), framed by MLLP, in batches or plain', usage: '', options: {}, maximum: hl7FileLimit, read: ({ bytes }) => ({ report: readOru(bytes) }) },
  lis2: { summary: 'results of an analyser in CLSI LIS2-A2 (ASTM E1394), framed by LIS1-A or plain', usage: '', options: {}, maximum: lis2Limits.bytes, read: ({ bytes }) => ({ report: readLis2(bytes) }) },
  'fhir-lab': { summary: 'results of a laboratory in FHIR R4: resources, a bundle, or one on each line', usage: '', options: {}, maximum: jsonLimits.bytes, read: ({ bytes }) => ({ report: readFhirLab(bytes) }) },
  'fhir-temperature': { summary: 'temperatures of bodies in FHIR R4, as infrared gates give them', usage: '', options: {}, maximum: jsonLimits.bytes, read: ({ bytes }) => ({ report: readFhirTemperatures(bytes) }) },
  'threat-report': { summary: 'reports of X-ray and CT scanners: JSON with the fields of a DICOS threat detection report', usage: '', options: {}, maximum: jsonLimits.bytes, read: ({ bytes }) => ({ report: readThreatReports(bytes) }) },
  'device-events': { summary: 'events of devices in CloudEvents 1.0, structured mode', usage: '', options: {}, maximum: jsonLimits.bytes, read: ({ bytes }) => ({ report: readDeviceEvents(bytes) }) },
};
