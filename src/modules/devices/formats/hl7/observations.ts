import { controlOf, interpret, labResult, statusOf, systemOf, testOf, timeOf } from '../../rules/laboratory.ts';
import { doubtful, wrong } from '../../shapes/findings.ts';
import type { Finding } from '../../shapes/findings.ts';
import type { Coding, LabResult, ResultStatus } from '../../shapes/laboratory.ts';
import { componentOf, fieldOf, repetitionsOf, unescapeHl7, valueOf } from './segments.ts';
import type { Segment, Separators } from './segments.ts';

/** Is one order of a message with its results and specimens, raw. */
export interface OrderGroup {
  readonly orc: Segment | undefined;
  readonly obr: Segment;
  readonly observations: { readonly obx: Segment; readonly notes: Segment[]; /** Who or what took part in it (PRT, from v2.7 on). */ readonly participants: Segment[] }[];
  readonly specimens: Segment[];
  /** The containers (SAC) of the specimen. */
  readonly containers: Segment[];
  /** The specimen is that of another order of the same person, the only one in the message. */
  isShared?: boolean;
  readonly inventory: Segment[];
  readonly notes: Segment[];
}

/** Is what the whole message gives each of its results. */
export interface MessageContext {
  readonly separators: Separators;
  readonly where: string;
  readonly patient: string | null;
  readonly zone: string;
}

// HL7 table 0085: what is not validated, taken back or wrong never counts as final.
const observationStatus: Readonly<Record<string, ResultStatus>> = {
  F: 'final', U: 'final', V: 'final', C: 'corrected', A: 'corrected', B: 'corrected', P: 'preliminary', R: 'preliminary', S: 'preliminary', I: 'preliminary', O: 'preliminary', X: 'cancelled', D: 'cancelled', W: 'cancelled', N: 'cancelled',
};
// HL7 table 0123, where the result itself has no status.
const orderStatus: Readonly<Record<string, ResultStatus>> = { F: 'final', C: 'corrected', P: 'preliminary', R: 'preliminary', A: 'preliminary', I: 'preliminary', S: 'preliminary', O: 'preliminary', X: 'cancelled' };

/** Gives the codings of a coded field: the first three components and the alternative three. */
function codingsOf(repetition: string | undefined, separators: Separators): Coding[] {
  const part = (number: number): string => componentOf(repetition, number, separators);
  const first = { system: systemOf(part(3)), code: part(1), text: part(2) };
  const second = { system: systemOf(part(6)), code: part(4), text: part(5) };
  return [first, second].filter(({ code, text }) => code !== '' || text !== '');
}

interface Value {
  readonly value: number | string | null;
  readonly codings: readonly Coding[];
  readonly texts: readonly string[];
  readonly findings: readonly Finding[];
}

function valueOfObservation(obx: Segment, separators: Separators, path: string, zone: string): Value {
  const type = valueOf(obx, 2, separators).toUpperCase();
  const repetitions = repetitionsOf(obx, 5, separators);
  const nothing = { value: null, codings: [], texts: [], findings: [] };
  if (repetitions.length === 0) return nothing;
  const plain = repetitions.map((one) => unescapeHl7(one, separators).trim()).join('\n');
  switch (type) {
    case 'NM': {
      const written = componentOf(repetitions[0], 1, separators);
      if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(written)) return { ...nothing, value: Number(written) };
      return { ...nothing, value: plain, texts: [plain], findings: [doubtful(`${path}-5`, 'not-a-number', `"${plain.slice(0, 40)}" is no number, which OBX-2 NM promises; it was read as text.`)] };
    }
    case 'SN': {
      const parts = [1, 2, 3, 4].map((number) => componentOf(repetitions[0], number, separators));
      const single = (parts[0] === '' || parts[0] === '=') && parts[2] === '' && /^[+-]?\d+\.?\d*$/.test(parts[1]!);
      return { ...nothing, value: single ? Number(parts[1]) : parts.join('') };
    }
    case 'CE': case 'CWE': case 'CNE': case 'CF': {
      const codings = repetitions.flatMap((one) => codingsOf(one, separators));
      const original = componentOf(repetitions[0], 9, separators);
      // The words that were coded come first, as CodeableConcept.text does in FHIR; what the code is called stands with the code.
      return { value: original || codings[0]?.text || codings[0]?.code || null, codings, texts: original === '' || codings.length > 0 ? [] : [original], findings: [] };
    }
    case 'ST': case 'TX': case 'FT': case 'IS': case 'ID': case 'GTS': {
      // A code and its text may come in a text: 260373001^Detected^SCT.
      const coded = repetitions.length === 1 && repetitions[0]!.split(separators.component).length >= 3 ? codingsOf(repetitions[0], separators) : [];
      return { value: plain, codings: coded, texts: coded.length > 0 ? [] : [plain], findings: [] };
    }
    case 'DT': case 'TM': case 'TS': case 'DTM': {
      const written = componentOf(repetitions[0], 1, separators);
      const time = type === 'TM' ? (/^\d{2}(?:\d{2}){0,2}/.test(written) ? written : undefined) : timeOf(written, zone);
      return time === undefined ? { ...nothing, value: written, findings: [doubtful(`${path}-5`, 'time', `"${written.slice(0, 40)}" is no time.`)] } : { ...nothing, value: time };
    }
    // A range of times or numbers is written as FHIR's Period and Range are here.
    case 'DR': case 'NR': {
      const [from, to] = [1, 2].map((number) => componentOf(repetitions[0], number, separators)).map((part) => (type === 'DR' && part !== '' ? timeOf(part, zone) ?? part : part));
      return { ...nothing, value: `${from}${type === 'DR' ? '/' : '-'}${to}` };
    }
    case '': return { ...nothing, value: plain, texts: [plain], findings: [wrong(`${path}-2`, 'type-missing', 'There is a value and no type of value (OBX-2); send NM, SN, CWE, ST, TX or what it is.')] };
    default: return { ...nothing, value: plain.slice(0, 200), texts: [], findings: [doubtful(`${path}-2`, 'type-unknown', `The type "${type.slice(0, 10)}" is not read here; the value was kept as text.`)] };
  }
}

/**
 * Names a specimen as the tube is labelled: placer's id, else filler's, else the accession, else its container, else the filler's number of the order.
 * Shape: that name, null where there is none; and all names by which it may be known here, numbers of the order among them, that one first.
 */
function namesOf({ specimens: [spm], containers, obr, orc }: OrderGroup, separators: Separators): { readonly specimen: string | null; readonly names: string[] } {
  const pair = repetitionsOf(spm, 2, separators)[0];
  const ofContainers = containers.flatMap((sac) => [valueOf(sac, 3, separators), valueOf(sac, 4, separators), valueOf(sac, 2, separators)]);
  const own = [componentOf(pair, 1, separators), componentOf(pair, 2, separators), valueOf(spm, 30, separators), valueOf(spm, 3, separators), ...ofContainers, valueOf(obr, 3, separators)].filter((name) => name !== '');
  return { specimen: own[0] ?? null, names: [...new Set([...own, valueOf(orc, 3, separators), valueOf(obr, 2, separators), valueOf(orc, 2, separators)].filter((name) => name !== ''))] };
}

const firstOf = (...values: readonly string[]): string | null => values.find((value) => value !== '') ?? null;

/** Names a person of an XCN or CN field: the id, else the name. */
const personOf = (segment: Segment, field: number, separators: Separators): string => valueOf(segment, field, separators) || [valueOf(segment, field, separators, 3), valueOf(segment, field, separators, 2)].filter((part) => part !== '').join(' ');

/** Makes the results of one order. Shape: one for each OBX, in their order. */
export function resultsOf(group: OrderGroup, context: MessageContext): LabResult[] {
  const { separators, zone, where, patient } = context;
  const { obr, orc } = group;
  const spm = group.specimens[0];
  const order = firstOf(valueOf(obr, 2, separators), valueOf(orc, 2, separators), valueOf(obr, 3, separators), valueOf(orc, 3, separators));
  const { specimen, names } = namesOf(group, separators);
  const role = valueOf(spm, 11, separators).toUpperCase();
  const specimenType = firstOf(valueOf(spm, 4, separators, 2), valueOf(spm, 4, separators), valueOf(obr, 15, separators));
  const control = role === 'Q' || role === 'C' || role === 'B' || role === 'E' ? controlOf(`${specimen ?? ''} ${specimenType ?? ''} ${valueOf(obr, 4, separators, 2)}`.trim()) : null;
  const lots = [...new Set(group.inventory.map((inv) => valueOf(inv, 16, separators)).filter((lot) => lot !== ''))];
  const timed = (written: string, path: string, findings: Finding[]): string | null => {
    if (written === '') return null;
    const time = timeOf(written, zone);
    if (time === undefined) findings.push(wrong(path, 'time', `"${written.slice(0, 40)}" is no time; write YYYYMMDDHHMMSS and the offset from UTC.`));
    else if (time.includes('T') && !/(?:Z|[+-]\d\d:\d\d)$/.test(time)) findings.push(doubtful(path, 'zone-missing', `The time ${time} has no offset from UTC, and MSH-7 none either; where the instant decides, it is read in the time zone of the port, or of the device’s settings. Send the offset.`));
    return time ?? null;
  };
  return group.observations.map(({ obx, notes, participants }): LabResult => {
    const path = `OBX[${obx.number}]`;
    const findings: Finding[] = [];
    const codings = repetitionsOf(obx, 3, separators).slice(0, 1).flatMap((one) => codingsOf(one, separators));
    const named = testOf(codings, `${path}-3`);
    const value = valueOfObservation(obx, separators, path, zone);
    const flags = repetitionsOf(obx, 8, separators).map((one) => componentOf(one, 1, separators)).filter((flag) => flag !== '');
    const said = interpret({ codings: value.codings, texts: typeof value.value === 'string' ? value.texts : [], flags, path: `${path}-5` });
    const written = valueOf(obx, 11, separators).toUpperCase();
    const status = written === '' && valueOf(obr, 25, separators) !== '' ? statusOf(orderStatus, valueOf(obr, 25, separators).toUpperCase(), 'OBR-25') : statusOf(observationStatus, written, `${path}-11`);
    if (written === 'W') findings.push(wrong(`${path}-11`, 'posted-wrong', 'The laboratory says that this result belongs to another person (W).'));
    const observedAt = timed(valueOf(obx, 14, separators), `${path}-14`, findings) ?? timed(valueOf(obx, 19, separators), `${path}-19`, findings) ?? timed(valueOf(obr, 7, separators), 'OBR-7', findings) ?? timed(valueOf(obr, 22, separators), 'OBR-22', findings);
    const units = repetitionsOf(obx, 6, separators)[0];
    return labResult({
      where: `${where}, ${path}`, specimen, specimenIdentifiers: names, specimenType, order, patient, test: named.test, value: value.value, valueCoding: value.codings.find(({ system }) => system === 'SCT' || system === 'LN') ?? value.codings[0] ?? null,
      unit: firstOf(componentOf(units, 1, separators), componentOf(units, 2, separators)), interpretation: status.status === 'cancelled' ? null : said.interpretation, flags, status: status.status, observedAt,
      // From v2.7 on the device is a participant; PRT-10 names it as OBX-18 did.
      device: firstOf(valueOf(obx, 18, separators), valueOf(obx, 18, separators, 2), ...participants.map((one) => valueOf(one, 10, separators))), reagentLot: lots.length === 1 ? lots[0]! : null, control,
      operator: firstOf(personOf(obx, 16, separators), valueOf(obr, 34, separators)),
      comments: [...notes, ...group.notes].flatMap((note) => repetitionsOf(note, 3, separators).map((one) => unescapeHl7(one, separators).trim())).filter((text) => text !== ''),
      findings: [...named.findings, ...value.findings, ...(status.status === 'cancelled' ? [] : said.findings), ...status.findings, ...findings, ...(group.isShared === true ? [doubtful('SPM', 'specimen-shared', 'The order names no specimen; it is taken to be of the only one that the message names for this person.')] : []), ...(group.specimens.length > 1 ? [doubtful('SPM', 'specimens', `The order names ${group.specimens.length} specimens; the first one was taken.`)] : [])],
    });
  });
}

/** Reads the offset that a message's own time (MSH-7) gives to times without one. */
export const zoneOf = (msh: Segment | undefined): string => /[+-]\d{4}$/.exec(fieldOf(msh, 7).split('^')[0]!)?.[0] ?? '';
