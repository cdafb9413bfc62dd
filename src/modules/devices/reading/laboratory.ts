import { instantOf } from '../../../kernel/local-time.ts';
import { readFhirLab } from '../formats/fhir/read.ts';
import { readOru } from '../formats/hl7/oru.ts';
import { readLis2 } from '../formats/lis2/read.ts';
import type { MessageReader, Finding } from '../reading.ts';
import type { DeviceReport } from '../shapes/findings.ts';
import type { LabResult } from '../shapes/laboratory.ts';
import type { DeviceEvent } from '../shapes.ts';

// Presumptive and indeterminate are no answer: the plan owes another sample. An invalid run says nothing of the person.
const answers: Readonly<Record<NonNullable<LabResult['interpretation']>, string>> = { detected: 'positive', 'not-detected': 'negative', presumptive: 'inconclusive', indeterminate: 'inconclusive', invalid: 'inconclusive' };

/** Is what a port sets of an analyser. */
export interface LabSettings { readonly timeZone?: string | undefined; readonly ownTests?: readonly string[] }

/** Reads what is set of an analyser. Shape: `nucleicAcidTests` holds codes or names with commas between them. */
export function labSettings(settings: Readonly<Record<string, unknown>>): LabSettings {
  const text = (name: string): string | undefined => (typeof settings[name] === 'string' ? settings[name] : undefined);
  return { timeZone: text('timeZone'), ownTests: (text('nucleicAcidTests') ?? '').split(',').map((part) => part.trim().toLowerCase()).filter((part) => part !== '') };
}

// What a tube of the house can be called; a laboratory's own number may be shorter or longer, and is none then.
const isName = (name: string): boolean => name.length >= 3 && name.length <= 40;

const isOwnTest = (test: LabResult['test'], own: readonly string[]): boolean => own.length > 0 && (own.includes(test.code.trim().toLowerCase()) || own.includes(test.text.trim().toLowerCase()));

/**
 * Turns results into events. A specimen with several targets is one result: detected where one target is, negative only where all are.
 * Times without an offset are read in `timeZone`, the event's unless the device's settings name another; `ownTests` are the analyser's own codes or names of tests for the nucleic acid, beside those of LOINC.
 * Shape: results that are no test for nucleic acid, or that say nothing, are told as findings and prove nothing; a failed control in the message counts against every result beside it.
 */
export function labEvents(report: DeviceReport<LabResult>, receivedAt: string, { timeZone, ownTests = [] }: LabSettings = {}): { readonly events: readonly DeviceEvent[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [
    ...report.quarantined.map(({ where, code, reason }) => ({ code, where, reason })),
    ...report.records.flatMap((record) => record.findings.map((finding) => ({ code: finding.code, where: `${record.where} ${finding.path}`.trim(), reason: finding.message }))),
  ];
  const controls = report.records.filter((record) => record.control !== null);
  const failed = controls.some((record) => record.control!.kind !== 'other' && record.interpretation !== null && record.interpretation !== (record.control!.kind === 'positive' ? 'detected' : 'not-detected'));
  const bySpecimen = new Map<string, LabResult[]>();
  for (const record of report.records) {
    if (record.control !== null) continue;
    if (record.test.nucleicAcid !== true && !isOwnTest(record.test, ownTests)) { findings.push({ code: 'not-nucleic-acid', where: record.where, reason: `The test ${record.test.code} finds no nucleic acid; it is kept and proves nothing. If it is one, name its code in the device’s setting nucleicAcidTests.` }); continue; }
    if (record.specimenIdentifiers.every((name) => !isName(name))) { findings.push({ code: 'specimen-missing', where: record.where, reason: 'The result names no specimen; nobody can say whose it is.' }); continue; }
    if (record.status === 'cancelled') { findings.push({ code: 'cancelled', where: record.where, reason: 'The result was cancelled; it proves nothing.' }); continue; }
    const specimen = record.specimen ?? record.specimenIdentifiers.find(isName)!;
    bySpecimen.set(specimen, [...bySpecimen.get(specimen) ?? [], record]);
  }
  const events: DeviceEvent[] = [];
  for (const records of bySpecimen.values()) {
    const [tubeId, ...alsoNamed] = [...new Set(records.flatMap((record) => record.specimenIdentifiers.filter(isName)))] as [string, ...string[]];
    const said = records.filter((record) => record.interpretation !== null);
    if (said.length === 0) { findings.push({ code: 'says-nothing', where: records[0]!.where, reason: `No result of specimen ${tubeId} says whether anything was found.` }); continue; }
    const kinds = said.map((record) => record.interpretation!);
    const whole = kinds.includes('detected') ? 'detected' : kinds.every((one) => one === 'not-detected') ? 'not-detected' : kinds.find((one) => one !== 'not-detected')!;
    // A target that says nothing yet, or what nobody here can read, might be the one that was found: the others alone are no negative.
    const open = whole === 'not-detected' ? records.filter((record) => record.interpretation === null && typeof record.value !== 'number') : [];
    const isUnread = open.some((record) => !record.valid || record.findings.some(({ code }) => code === 'result-unknown'));
    const status = [...said, ...open].some((record) => record.status === 'preliminary') ? 'preliminary' : said.some((record) => record.status === 'corrected') ? 'corrected' : 'final';
    const first = said[0]!;
    const against = [...(isUnread || said.some((record) => !record.valid) ? ['invalid'] : []), ...(failed ? ['control'] : [])];
    events.push({
      name: status === 'preliminary' ? 'resultPreliminary' : status === 'corrected' ? 'resultCorrected' : 'resultFinal', happenedAt: momentOf(first.observedAt, receivedAt, timeZone), subject: tubeId, ...(alsoNamed.length === 0 ? {} : { alsoNamed }),
      reading: { tubeId, result: answers[whole], status, method: `${first.test.system === 'LN' ? 'LOINC' : first.test.system} ${first.test.code}`.trim().slice(0, 60), ...(first.reagentLot === null ? {} : { reagentLot: first.reagentLot.slice(0, 60) }), ...(controls.length === 0 ? {} : { controlsValid: !failed }) },
      ...(against.length === 0 ? {} : { against }),
    });
  }
  return { events, findings };
}

// A time without an offset is the laboratory's own clock, read in its time zone; that of receipt stands in for what cannot be placed or is not past yet.
function momentOf(text: string | null, receivedAt: string, timeZone: string | undefined): string {
  const at = text === null ? Number.NaN : /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : ofLaboratory(text, Date.parse(receivedAt), timeZone);
  return Number.isNaN(at) ? receivedAt : new Date(at).toISOString();
}

function ofLaboratory(text: string, receivedAt: number, timeZone: string | undefined): number {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/.exec(text);
  if (parts === null || timeZone === undefined) return Number.NaN;
  try {
    const at = instantOf(parts[1]!, Number(parts[2]) * 60 + Number(parts[3]), timeZone) + Math.floor(Number(parts[4] ?? 0) * 1000);
    return at > receivedAt ? Number.NaN : at;
  } catch {
    // A time zone that was set by hand and that nobody knows.
    return Number.NaN;
  }
}

const reader = (read: (bytes: Uint8Array) => DeviceReport<LabResult>): MessageReader => (_kind, bytes, receivedAt, settings) => {
  const report = read(bytes);
  const { events, findings } = labEvents(report, receivedAt, labSettings(settings));
  if (report.records.length === 0) {
    const first = report.quarantined[0];
    return { ok: false, code: first?.code ?? 'no-results', where: first?.where ?? '/', reason: first?.reason ?? 'There is no result in it.' };
  }
  return { ok: true, events, findings };
};

/** Reads HL7 v2 ORU^R01, one message or a batch. */
export const oruReader: MessageReader = reader(readOru);
/** Reads LIS2-A2, framed or not. */
export const lis2Reader: MessageReader = reader(readLis2);
/** Reads a laboratory's report in FHIR R4. */
export const fhirLabReader: MessageReader = reader(readFhirLab);
