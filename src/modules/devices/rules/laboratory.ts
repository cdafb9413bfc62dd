import { doubtful, isValid, wrong } from '../shapes/findings.ts';
import type { Finding } from '../shapes/findings.ts';
import { codedInterpretations, loincTests, wordedInterpretations } from '../shapes/laboratory.ts';
import type { Coding, Interpretation, LabResult, ResultStatus } from '../shapes/laboratory.ts';

const systems: Readonly<Record<string, string>> = {
  LN: 'LN', LOINC: 'LN', LNC: 'LN', 'http://loinc.org': 'LN', '2.16.840.1.113883.6.1': 'LN', 'urn:oid:2.16.840.1.113883.6.1': 'LN',
  SCT: 'SCT', SNM: 'SCT', SNOMED: 'SCT', 'SNOMED-CT': 'SCT', SNOMEDCT: 'SCT', 'http://snomed.info/sct': 'SCT', '2.16.840.1.113883.6.96': 'SCT', 'urn:oid:2.16.840.1.113883.6.96': 'SCT',
};

/** Gives a coding system its one name: LN, SCT, or what the message calls it. */
export const systemOf = (name: string): string => systems[name.trim()] ?? systems[name.trim().toUpperCase()] ?? name.trim();

/** Tells what a whole text says. Shape: undefined where it is not one of the known words. */
export function wordsSay(text: string): Interpretation | undefined {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[\s_-]+/g, ' ').replace(/^[\s(*]+|[\s).!*]+$/g, '');
  const bare = plain.replace(/^(?:sars cov 2|covid 19|2019 ncov|新型冠状病毒|新冠病毒)(?: ?(?:rna|antigen|核酸|抗原))? ?/, '');
  // `Object.hasOwn` keeps words such as "constructor" from saying something.
  return Object.hasOwn(wordedInterpretations, bare) ? wordedInterpretations[bare] : undefined;
}

/** Tells what a code says. Shape: undefined where it is not listed. */
export function codeSays(system: string, code: string): Interpretation | undefined {
  const table = Object.hasOwn(codedInterpretations, system) ? codedInterpretations[system]! : {};
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** Is what a result says in its several places. */
export interface Said {
  readonly codings: readonly Coding[];
  readonly texts: readonly string[];
  readonly flags: readonly string[];
  readonly path: string;
}

/**
 * Decides what a result says: codes first, then flags, then words; two that contradict each other say nothing.
 * Shape: null with a finding where nothing that is known was said of a qualitative value.
 */
export function interpret(said: Said): { readonly interpretation: Interpretation | null; readonly findings: readonly Finding[] } {
  const coded = said.codings.flatMap(({ system, code }) => codeSays(system, code) ?? []);
  const flagged = said.flags.flatMap((flag) => codeSays('INTERPRETATION', flag.trim().toUpperCase()) ?? []);
  // The words beside a code that is not known say nothing: only a text without a system is read as words.
  const bare = said.codings.filter(({ system, code }) => system === '' || code === '').flatMap(({ code, text }) => [code, text]);
  const worded = [...said.texts, ...bare].flatMap((text) => wordsSay(text) ?? []);
  const all = new Set([...coded, ...flagged, ...worded]);
  if (all.size > 1) {
    return { interpretation: null, findings: [wrong(said.path, 'contradiction', `The result says ${[...all].join(' and ')} at once; ask the laboratory and have it sent again.`)] };
  }
  const [one] = all;
  if (one !== undefined) return { interpretation: one, findings: [] };
  const something = said.codings.map(({ system, code, text }) => `${system} ${code} ${text}`.trim()).concat(said.texts).filter((text) => text !== '');
  if (something.length === 0) return { interpretation: null, findings: [] };
  return { interpretation: null, findings: [doubtful(said.path, 'result-unknown', `"${something[0]!.slice(0, 80)}" is no coding of a result that is known here; it counts as neither detected nor not detected. A person must read it.`)] };
}

/** Names a test: what LOINC calls it, and whether it finds nucleic acid; a code of the house says neither. */
export function testOf(codings: readonly Coding[], path: string): { readonly test: LabResult['test']; readonly findings: readonly Finding[] } {
  const best = codings.find(({ system }) => system === 'LN') ?? codings.find(({ code }) => code !== '') ?? codings[0];
  if (best === undefined || (best.code === '' && best.text === '')) return { test: { system: '', code: '', text: '' }, findings: [wrong(path, 'test-missing', 'The result does not say which test it is of; send the code of the test, LOINC if there is one.')] };
  const known = best.system === 'LN' && Object.hasOwn(loincTests, best.code) ? loincTests[best.code] : undefined;
  if (known !== undefined) return { test: { ...best, text: best.text === '' ? known.text : best.text, nucleicAcid: known.nucleicAcid }, findings: [] };
  return { test: best, findings: [doubtful(path, 'test-unknown', `The test "${best.code === '' ? best.text : best.code}" is not in the table of tests; whether it finds nucleic acid is not known.`)] };
}

/** Reads what kind of control a specimen is by its words. */
export function controlOf(name: string): NonNullable<LabResult['control']> {
  const kind = /\bneg|阴性|\bntc\b|\bblank/i.test(name) ? 'negative' : /\bpos|阳性/i.test(name) ? 'positive' : 'other';
  return { kind, name };
}

/** Completes a result: valid where no finding is an error. */
export function labResult(parts: Omit<LabResult, 'valid'>): LabResult {
  const findings = [...parts.findings];
  if (parts.specimen === null && parts.control === null && parts.status !== 'cancelled') findings.push(doubtful('', 'specimen-missing', 'The result names no specimen; it can be bound to nobody.'));
  if (parts.value === null && parts.valueCoding === null && parts.status === 'final') findings.push(doubtful('', 'value-missing', 'The result is final and has no value.'));
  return { ...parts, findings, valid: isValid(findings) };
}

/** Looks a status up. Shape: preliminary with a finding where the letter is not known: it then closes nothing. */
export function statusOf(table: Readonly<Record<string, ResultStatus>>, code: string, path: string): { readonly status: ResultStatus; readonly findings: readonly Finding[] } {
  if (Object.hasOwn(table, code)) return { status: table[code]!, findings: [] };
  return { status: 'preliminary', findings: [doubtful(path, 'status-unknown', code === '' ? 'The result has no status and counts as preliminary; send one.' : `The status "${code.slice(0, 20)}" is not known; the result counts as preliminary.`)] };
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * Reads a time of HL7 v2 or LIS2: YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]][+/-ZZZZ].
 * Shape: ISO 8601 as exact as it was written; undefined where it is no time.
 */
export function timeOf(written: string, zone = ''): string | undefined {
  const match = /^(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)?(\d\d)?(\.\d{1,4})?)?([+-]\d{4})?$/.exec(written.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return undefined;
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month)))) return undefined;
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  if (hour === undefined) return date;
  const placed = offset ?? zone;
  return `${date}T${hour}:${minute ?? '00'}:${second ?? '00'}${fraction ?? ''}${placed === '' ? '' : placed === '+0000' || placed === '-0000' ? 'Z' : `${placed.slice(0, 3)}:${placed.slice(3)}`}`;
}
