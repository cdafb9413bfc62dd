import { controlOf, interpret, labResult, statusOf, systemOf, testOf, timeOf } from '../../rules/laboratory.ts';
import { doubtful, wrong } from '../../shapes/findings.ts';
import type { DeviceReport, Finding, Quarantined } from '../../shapes/findings.ts';
import type { Coding, LabResult, ResultStatus } from '../../shapes/laboratory.ts';
import { lis2Limits, lis2Texts } from './frames.ts';
import type { Lis2Text } from './frames.ts';

/** Is the signs that part records, from the header (H). */
interface Delimiters {
  readonly field: string;
  readonly repeat: string;
  readonly component: string;
  readonly escape: string;
}

/** Is one record with its raw fields. Shape: `fields[0]` the letter, `fields[1]` the sequence number. */
interface Lis2Record {
  readonly letter: string;
  readonly line: number;
  readonly fields: readonly string[];
}

// LIS2-A2, field R.9: what is not said to be final closes nothing. V "verified by the operator", Q "answer to a query", R "was sent before", M "is an MIC level".
const resultStatus: Readonly<Record<string, ResultStatus>> = { F: 'final', V: 'final', Q: 'final', R: 'final', M: 'final', C: 'corrected', P: 'preliminary', I: 'preliminary', S: 'preliminary', N: 'preliminary', W: 'preliminary', X: 'cancelled' };

function decode(bytes: Uint8Array): { readonly text: string; readonly doubt?: string } {
  for (const label of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes);
      return label === 'utf-8' ? { text } : { text, doubt: 'The bytes are not ASCII or UTF-8; they were read as GB 18030.' };
    } catch {
      // The next character set is tried.
    }
  }
  return { text: new TextDecoder('windows-1252').decode(bytes), doubt: 'The bytes are not ASCII, UTF-8 or GB 18030; they were read as Windows-1252.' };
}

function unescapeLis2(text: string, { field, repeat, component, escape }: Delimiters): string {
  if (escape === '' || !text.includes(escape)) return text;
  const signs: Readonly<Record<string, string>> = { F: field, S: component, R: repeat, E: escape, '.br': '\n' };
  const parts = text.split(escape);
  let plain = parts[0]!;
  for (let at = 1; at < parts.length; at += 1) {
    const code = parts[at]!;
    const hex = /^X((?:[0-9A-Fa-f]{2})+)$/.exec(code)?.[1];
    const sign = hex === undefined ? (Object.hasOwn(signs, code) ? signs[code] : code === 'H' || code === 'N' ? '' : undefined) : new TextDecoder().decode(Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16)));
    if (sign === undefined || at + 1 >= parts.length) plain += escape + code;
    else {
      plain += sign + parts[at + 1]!;
      at += 1;
    }
  }
  return plain;
}

const componentsOf = (field: string, delimiters: Delimiters): string[] => (field.split(delimiters.repeat)[0] ?? '').split(delimiters.component).map((part) => unescapeLis2(part, delimiters).trim());

/** Reads a universal test id: code, name and system first, the maker's own code from the fourth on. Where neither has a code, the first text is one. */
function codingsOf(field: string, delimiters: Delimiters): Coding[] {
  const parts = componentsOf(field, delimiters);
  const [code = '', text = '', system = '', own = '', ownText = ''] = parts;
  const loinc = /^\d{1,5}-\d$/.test(code) && (system === '' || systemOf(system) === 'LN');
  if (code === '' && own === '') return [text, ownText].filter((only) => only !== '').slice(0, 1).map((only) => ({ system: '', code: only, text: '' }));
  return [{ system: loinc ? 'LN' : systemOf(system), code, text }, { system: '', code: own, text: ownText }].filter((coding) => coding.code !== '' || coding.text !== '');
}

/** Names a specimen: what the laboratory calls it (O.3), else what the instrument does (O.4). Shape: all of its names, that one first. */
function namesOf(order: Lis2Record, delimiters: Delimiters): string[] {
  const [own = [], instrument = []] = [2, 3].map((at) => componentsOf(order.fields[at] ?? '', delimiters));
  // Sysmex: rack ^ position ^ identifier ^ how it came to be known (M, A, B, C).
  const racked = own.every((part) => part === '') && instrument[2] !== undefined && instrument[2] !== '' && /^[ABCM]$/.test(instrument[3] ?? '');
  return [...new Set((racked ? [instrument[2]!] : [...own.slice(0, 2), instrument[0] ?? '']).filter((name) => name !== ''))];
}

class Reader {
  readonly results: LabResult[] = [];
  readonly findings: Finding[] = [];
  readonly quarantined: Quarantined[] = [];
  readonly messages: Record<string, unknown>[] = [];
  readonly counts: Record<string, number> = {};
  private delimiters: Delimiters | undefined;
  /** What was read and told so far: the bound of a hostile file. */
  get size(): number {
    return this.results.length + this.open.length + this.findings.length + this.quarantined.length;
  }

  private header: { readonly sender: string; readonly processing: string } = { sender: '', processing: '' };
  private patient: string | null = null;
  private order: Lis2Record | undefined;
  private last: 'H' | 'P' | 'O' | 'R' | undefined;
  private open: LabResult[] = [];
  private readonly where: string;

  constructor(where: string) {
    this.where = where;
  }

  private say(record: Lis2Record, code: string, message: string): void {
    this.findings.push(doubtful(`${this.where}, line ${record.line}`, code, message));
  }

  take(line: number, text: string): void {
    const letter = text[0]!.toUpperCase();
    this.counts[letter] = (this.counts[letter] ?? 0) + 1;
    if (letter === 'H') return this.begin(line, text);
    if (this.delimiters === undefined) {
      this.quarantined.push({ where: `${this.where}, line ${line}`, code: 'no-header', reason: `The record "${text.slice(0, 20)}" stands before a header (H), which names the delimiters; it is kept out.` });
      return;
    }
    const record = { letter, line, fields: text.split(this.delimiters.field) };
    const known = /^[A-Za-z]\d*$/.test(record.fields[0]!);
    if (!known) {
      this.quarantined.push({ where: `${this.where}, line ${line}`, code: 'no-record', reason: `"${text.slice(0, 40)}" is no record; a record begins with its letter and "${this.delimiters.field}".` });
      return;
    }
    if (letter === 'P') {
      this.patient = [2, 3, 4].map((at) => this.value(record, at)).find((id) => id !== '') ?? null;
      [this.order, this.last] = [undefined, 'P'];
    } else if (letter === 'O') [this.order, this.last] = [record, 'O'];
    else if (letter === 'R') this.result(record);
    else if (letter === 'C') this.comment(record);
    else if (letter === 'L') this.terminate(record);
    else if (letter === 'Q') this.say(record, 'query', 'The device asks for orders (Q); that is no result, and nothing answers here.');
    else if (letter === 'M' || letter === 'S') this.say(record, 'record-unused', letter === 'M' ? 'The maker\'s own record (M) is not read here.' : 'The scientific record (S) is not read here.');
    else this.say(record, 'record-unknown', `The record "${letter}" is not known to LIS2-A2; it was left out.`);
  }

  private value(record: Lis2Record, field: number, component = 1): string {
    return componentsOf(record.fields[field] ?? '', this.delimiters!)[component - 1] ?? '';
  }

  private begin(line: number, text: string): void {
    if (this.open.length > 0) this.close(false, line);
    const field = text[1] ?? '';
    const written = text.slice(2, text.indexOf(field, 2) < 0 ? undefined : text.indexOf(field, 2));
    // Logs double the sign that escapes in them: H|\\^&.
    const signs = written.length === 4 && written[0] === written[1] ? written.slice(1) : written;
    if (field === '' || /[A-Za-z0-9\s]/.test(field) || signs.length < 2) {
      this.delimiters = undefined;
      this.quarantined.push({ where: `${this.where}, line ${line}`, code: 'no-delimiters', reason: 'The header does not name its delimiters (H|\\^&); what follows cannot be read.' });
      return;
    }
    this.delimiters = { field, repeat: signs[0]!, component: signs[1]!, escape: signs[2] ?? '' };
    const record = { letter: 'H', line, fields: text.split(field) };
    // The delimiters stand in the second field, so the fields count from there as the standard counts them.
    this.header = { sender: [1, 2].map((component) => this.value(record, 4, component)).filter((part) => part !== '').join(' '), processing: this.value(record, 11) };
    this.messages.push({ where: `${this.where}, line ${line}`, sender: this.header.sender, processing: this.header.processing, version: this.value(record, 12), sentAt: timeOf(this.value(record, 13)) ?? null });
    if (!['', 'P'].includes(this.header.processing)) this.say(record, 'not-production', `The message is marked ${this.header.processing.slice(0, 10)}, not P for production.`);
    [this.patient, this.order, this.last] = [null, undefined, 'H'];
  }

  private result(record: Lis2Record): void {
    const delimiters = this.delimiters!;
    const path = `R[${record.fields[1] ?? ''}]`;
    const findings: Finding[] = [];
    const order = this.order;
    if (order === undefined) findings.push(wrong(path, 'order-missing', 'The result stands before any order (O), so it has no specimen.'));
    const codings = codingsOf(record.fields[2] ?? '', delimiters);
    const named = testOf(codings.length > 0 || order === undefined ? codings : codingsOf(order.fields[4] ?? '', delimiters), `${path}.3`);
    const parts = componentsOf(record.fields[3] ?? '', delimiters).filter((part) => part !== '');
    const written = parts.join(' ');
    const bounded = /^[<>]=?\s*[+-]?(?:\d+\.?\d*|\.\d+)$/.test(written);
    const numeric = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(written);
    const flags = (record.fields[6] ?? '').split(delimiters.repeat).map((flag) => unescapeLis2(flag, delimiters).trim()).filter((flag) => flag !== '');
    const codes = (record.fields[3] ?? '').includes(delimiters.component) ? componentsOf(record.fields[3] ?? '', delimiters) : [];
    const coding = codes.length >= 3 && codes[0] !== '' ? [{ code: codes[0]!, text: codes[1]!, system: systemOf(codes[2]!) }] : [];
    const said = interpret({ codings: coding, texts: numeric || bounded || coding.length > 0 ? [] : parts.length > 1 && parts.some((part) => interpret({ codings: [], texts: [part], flags: [], path }).interpretation !== null) ? parts.filter((part) => !/^[<>]?[\d.]+$/.test(part)) : written === '' ? [] : [written], flags, path: `${path}.4` });
    const letter = this.value(record, 8).toUpperCase();
    const status = statusOf(resultStatus, letter, `${path}.9`);
    if (letter === 'W') findings.push(doubtful(`${path}.9`, 'questionable', 'The device marks the result as questionable (W); a person must look at it.'));
    const times = [12, 11].map((at) => this.value(record, at)).concat(order === undefined ? [] : [this.value(order, 22)]).filter((time) => time !== '');
    const observedAt = times[0] === undefined ? null : timeOf(times[0]);
    if (observedAt === undefined) findings.push(wrong(`${path}.13`, 'time', `"${times[0]!.slice(0, 30)}" is no time; write YYYYMMDDHHMMSS.`));
    const specimenIdentifiers = order === undefined ? [] : namesOf(order, delimiters);
    const qualifiers = componentsOf(record.fields[2] ?? '', delimiters).slice(5).filter((part) => part !== '');
    const specimen = specimenIdentifiers[0] ?? null;
    const isControl = order !== undefined && (this.value(order, 11).toUpperCase() === 'Q' || this.value(order, 25).toUpperCase() === 'Q' || /^(?:control|qc)$/i.test(this.value(order, 15)));
    this.open.push(labResult({
      where: `${this.where}, line ${record.line}`, specimen, specimenIdentifiers, specimenType: order === undefined ? null : this.value(order, 15) || null, order: order === undefined ? null : this.value(order, 3) || null, patient: this.patient,
      test: qualifiers.length === 0 ? named.test : { ...named.test, qualifiers }, value: written === '' ? null : numeric ? Number(written) : written, valueCoding: coding[0] ?? null, unit: this.value(record, 4) || null, interpretation: status.status === 'cancelled' ? null : said.interpretation, flags, status: status.status,
      observedAt: observedAt ?? null, device: this.value(record, 13) || this.header.sender || null, reagentLot: null, control: isControl ? controlOf(`${specimen ?? ''} ${order === undefined ? '' : this.value(order, 15)}`.trim()) : null,
      operator: this.value(record, 10) || null, comments: [], findings: [...named.findings, ...(status.status === 'cancelled' ? [] : said.findings), ...status.findings, ...findings],
    }));
    this.last = 'R';
  }

  private comment(record: Lis2Record): void {
    const text = componentsOf(record.fields[3] ?? '', this.delimiters!).filter((part) => part !== '').join(' ');
    if (text === '') return; // Some devices send a comment for every record, empty mostly.
    if (this.last === 'R' && this.open.length > 0) {
      const result = this.open.at(-1)!;
      this.open[this.open.length - 1] = { ...result, comments: [...result.comments, text] };
    } else this.say(record, 'comment', `A comment: "${text.slice(0, 80)}"`);
  }

  private terminate(record: Lis2Record): void {
    const code = this.value(record, 2).toUpperCase();
    if (!['', 'N', 'F', 'I'].includes(code)) this.say(record, 'terminated', `The message ends with code ${code}: the sender or the link broke it off.`);
    this.close(['', 'N', 'F', 'I'].includes(code), record.line);
    this.delimiters = undefined;
  }

  /** Ends a message: without its end the results before it are kept, and said to be doubtful. */
  close(whole: boolean, line?: number): void {
    const broken = wrong('L', 'unterminated', 'The message has no regular end (L); results of it may be missing or replaced. Have it sent again.');
    this.results.push(...this.open.map((result) => (whole ? result : { ...result, valid: false, findings: [...result.findings, broken] })));
    if (!whole && this.delimiters !== undefined) this.findings.push(doubtful(line === undefined ? this.where : `${this.where}, line ${line}`, 'unterminated', 'The message has no regular end (L|1|N).'));
    this.open = [];
  }
}

const lost = wrong('', 'incomplete', 'A frame of this transmission was lost or damaged and did not come again; what it said of this specimen is not known. Have it sent again.');

function readText({ where, bytes, damaged, isIncomplete }: Lis2Text, before: number): Reader {
  const reader = new Reader(where);
  const { text, doubt } = decode(bytes);
  if (doubt !== undefined) reader.findings.push(doubtful(where, 'charset', doubt));
  if (damaged > 0) reader.findings.push(doubtful(where, 'damaged', `${damaged} frames of this transmission were damaged.`));
  let line = 0;
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    line += 1;
    const record = raw.replace(/[\0-\x08\x0b-\x1f]/g, '').trimStart();
    if (record.trim() === '') continue;
    if (before + reader.size >= lis2Limits.results) {
      reader.quarantined.push({ where: `${where}, line ${line}`, code: 'too-many', reason: `More than ${lis2Limits.results} results and findings; the rest was not read. Send it in smaller files.` });
      break;
    }
    reader.take(line, record);
  }
  if (reader.messages.length > 0) reader.close(false);
  if (isIncomplete) reader.results.splice(0, Infinity, ...reader.results.map((result) => ({ ...result, valid: false, findings: [...result.findings, lost] })));
  return reader;
}

/**
 * Reads a file of CLSI LIS2-A2 (ASTM E1394) records, framed by LIS1-A (E1381) or not.
 * Shape: each R gives a result; damaged frames and records without a header are in `quarantined`; what was not used is in `found.findings`.
 */
export function readLis2(bytes: Uint8Array): DeviceReport<LabResult> {
  const { texts, quarantined, frames } = lis2Texts(bytes);
  const readers: Reader[] = [];
  let size = 0;
  for (const text of texts) {
    const reader = readText(text, size);
    readers.push(reader);
    size += reader.size;
  }
  const counts: Record<string, number> = {};
  for (const reader of readers) for (const [letter, count] of Object.entries(reader.counts)) counts[letter] = (counts[letter] ?? 0) + count;
  const records = readers.flatMap((reader) => reader.results);
  const kept = [...quarantined, ...readers.flatMap((reader) => reader.quarantined)];
  if (records.length === 0 && kept.length === 0 && readers.every((reader) => reader.messages.length === 0)) kept.push({ where: 'file', code: 'no-header', reason: 'There is no message in the input; a message begins with a header (H|\\^&).' });
  return {
    format: 'lis2', records, quarantined: kept, declared: { messages: readers.flatMap((reader) => reader.messages) },
    found: { frames, transmissions: texts.length, records: counts, results: records.length, valid: records.filter(({ valid }) => valid).length, quarantined: kept.length, findings: readers.flatMap((reader) => reader.findings) },
  };
}
