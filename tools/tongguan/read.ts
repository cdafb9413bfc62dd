import { basename } from 'node:path';
import { n42MaximumBytes, readN42 } from '../../src/modules/devices/formats/n42/read.ts';
import { readBcbpFile } from '../../src/modules/travellers/formats/bcbp.ts';
import { readMrzFile } from '../../src/modules/travellers/formats/mrz.ts';
import { maximumBytes } from '../../src/modules/travellers/formats/paxlst/bytes.ts';
import { answerPaxlst } from '../../src/modules/travellers/formats/paxlst/cusres.ts';
import { readPaxlst, reportOf } from '../../src/modules/travellers/formats/paxlst/read.ts';
import { rosterLimits } from '../../src/modules/travellers/formats/roster/grid.ts';
import { readRoster } from '../../src/modules/travellers/formats/roster/read.ts';
import { dayOf, parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry, Given } from './call.ts';
import { certificateUsage, isCertificate, readCertificate } from './certificates.ts';
import { deviceFormats } from './read-devices.ts';

/** Is what every reader of a format gives the command line. */
interface Report {
  readonly format: string;
  readonly records: readonly unknown[];
  readonly quarantined: readonly unknown[];
  readonly declared: unknown;
  readonly found: unknown;
}

interface Source {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** The day of reading, for years of two digits. */
  readonly on: string | undefined;
}

/** Is one format that the command line reads: one new format is one new entry here. */
export interface FormatEntry {
  readonly summary: string;
  readonly options: Readonly<Record<string, 'text' | 'flag'>>;
  readonly usage: string;
  /** Unit: bytes. */
  readonly maximum: number;
  /** Shape: a report, and a text where an option asks for another output than JSON. */
  read(source: Source, given: Given): { readonly report: Report; readonly text?: string };
}

const scannedBytes = 4_000_000;

function decode(bytes: Uint8Array): string {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label).decode(bytes);
}

const onDay = (on: string | undefined): { on?: string } => (on === undefined ? {} : { on });

const formats: Readonly<Record<string, FormatEntry>> = {
  paxlst: {
    summary: 'UN/EDIFACT passenger and crew lists, the interactive dialect included', usage: '[--answer]', options: { answer: 'flag' }, maximum: maximumBytes,
    read({ bytes, on }, given) {
      const result = readPaxlst(bytes, on === undefined ? {} : { receivedOn: on });
      const report = reportOf(result) as unknown as Report;
      return given.flag('answer') ? { report, text: answerPaxlst(result) } : { report };
    },
  },
  roster: {
    summary: 'a delegation\'s roster, CSV or XLSX', usage: '', options: {}, maximum: rosterLimits.bytes,
    read: ({ bytes, fileName, on }) => ({ report: readRoster(bytes, { fileName, ...onDay(on) }) }),
  },
  mrz: {
    summary: 'machine-readable zones of passports, identity cards and visas', usage: '[--test-documents]', options: { 'test-documents': 'flag' }, maximum: scannedBytes,
    read: ({ bytes, on }, given) => ({ report: readMrzFile(decode(bytes), { testDocuments: given.flag('test-documents'), ...onDay(on) }) }),
  },
  n42: {
    summary: 'measurements of radiation instruments: ANSI N42.42 of 2012 and the dialect of 2006', usage: '', options: {}, maximum: n42MaximumBytes,
    read: ({ bytes }) => ({ report: readN42(bytes) }),
  },
  bcbp: {
    summary: 'boarding-pass barcodes, one a line', usage: '[--flight-date YYYY-MM-DD]', options: { 'flight-date': 'text' }, maximum: scannedBytes,
    read({ bytes, on }, given) {
      const flightDate = dayOf(given.text('flight-date'), 'flight-date', readUsage);
      return { report: readBcbpFile(decode(bytes), { ...(flightDate === undefined ? {} : { flightDate }), ...onDay(on) }) };
    },
  },
  ...deviceFormats,
};

const readUsage = Object.entries(formats)
  .map(([name, format]) => `read ${name} FILE|- ${[format.usage, '[--on YYYY-MM-DD]'].filter((part) => part !== '').join(' ')}\n    ${format.summary}`).join('\n');

function tooLarge(format: string, size: number, maximum: number): Report {
  const reason = `The input has ${size} bytes or more; the reader takes ${maximum} at most. Send it in smaller files.`;
  return { format, records: [], quarantined: [{ where: 'file', code: 'too-large', reason }], declared: {}, found: {} };
}

function isInvalid(record: unknown): boolean {
  return record !== null && typeof record === 'object' && 'valid' in record && record.valid === false;
}

/** Reads one file of a format and says what was taken and what was not. */
export const readCommand: CommandEntry = {
  usage: `${readUsage}\n${certificateUsage}`,
  async run(args) {
    const [name, ...rest] = args;
    if (name !== undefined && isCertificate(name)) return readCertificate(name, rest);
    const format = name === undefined || !Object.hasOwn(formats, name) ? undefined : formats[name];
    if (name === undefined || format === undefined) throw new UnusableCall(name === undefined ? 'read needs a format and a file.' : `There is no format "${name}".`, `${readUsage}\n${certificateUsage}`);
    const given = parseCall(rest, { ...format.options, on: 'text' }, readUsage);
    const [file, ...others] = given.words;
    if (file === undefined || others.length > 0) throw new UnusableCall(`read ${name} takes one file, or - for standard input.`, readUsage);
    const on = dayOf(given.text('on'), 'on', readUsage);
    const input = await readInput(file, format.maximum);
    const { report, text } = 'tooLarge' in input ? { report: tooLarge(name, input.tooLarge, format.maximum), text: undefined } : format.read({ bytes: input.bytes, fileName: file === '-' ? '' : basename(file), on }, given);
    for (const one of report.quarantined as readonly { where: string; reason: string }[]) process.stderr.write(`${one.where}: ${one.reason}\n`);
    return { output: text ?? report, code: report.quarantined.length > 0 || report.records.some(isInvalid) ? 1 : 0 };
  },
};
