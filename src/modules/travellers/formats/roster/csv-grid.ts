import { parse } from 'csv-parse/sync';
import { findField } from './columns.ts';
import { rosterLimits, UnreadableFile } from './grid.ts';
import type { Grid } from './grid.ts';

function decode(bytes: Uint8Array): { text: string; encoding: string } {
  const read = (encoding: string): string | null => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  };
  const [first, second] = [bytes[0], bytes[1]];
  if (first === 0xff && second === 0xfe) return { text: read('utf-16le') ?? '', encoding: 'utf-16le' };
  if (first === 0xfe && second === 0xff) return { text: read('utf-16be') ?? '', encoding: 'utf-16be' };
  // Without a mark, every second byte of ASCII in UTF-16 is zero.
  const sample = bytes.subarray(0, 2000);
  let [even, odd] = [0, 0];
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  if (odd > sample.length / 8 && even === 0) return { text: read('utf-16le') ?? '', encoding: 'utf-16le' };
  if (even > sample.length / 8 && odd === 0) return { text: read('utf-16be') ?? '', encoding: 'utf-16be' };
  const utf8 = read('utf-8');
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  const chinese = read('gb18030');
  if (chinese !== null && mostlyPairs(bytes)) return { text: chinese, encoding: 'gb18030' };
  const western = isText(bytes) ? read('windows-1252') : null;
  if (western !== null) return { text: western, encoding: 'windows-1252' };
  if (chinese !== null) return { text: chinese, encoding: 'gb18030' };
  throw new UnreadableFile('encoding', 'The text is neither UTF-8, UTF-16, GB18030 nor Windows-1252: save the file as "CSV UTF-8" and load it again.');
}

/** Tells GB18030 from letters with accents, whose second byte is mostly an ASCII letter: "MÜLLER" would be read as "M躄LER". */
function mostlyPairs(bytes: Uint8Array): boolean {
  let [pairs, others] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x81) continue;
    if ((bytes[at + 1] ?? 0) >= 0x80) {
      pairs += 1;
      at += 1;
    } else others += 1;
  }
  return pairs >= others;
}

/** Tells text of one byte a letter from what is no text: no control characters, and few letters beyond ASCII. */
function isText(bytes: Uint8Array): boolean {
  let high = 0;
  for (const byte of bytes) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return false;
    if (byte >= 0x80) high += 1;
  }
  return high * 4 < bytes.length;
}

function split(text: string, delimiter: string): string[][] {
  return parse(text, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: 400_000, to: rosterLimits.rows + 60 });
}

/** Tells which column a header names; undefined when nobody knows. */
export type HeaderReader = (header: string) => string | undefined;

function knownHeaders(rows: readonly string[][], meaning: HeaderReader): number {
  return Math.max(0, ...rows.map((row) => new Set(row.slice(0, rosterLimits.columns).map((cell) => meaning(cell)).filter(Boolean)).size));
}

function chooseDelimiter(text: string, meaning: HeaderReader): string {
  const lines = text.split(/\r\n|\n|\r/u, 40).map((line) => line.slice(0, 20_000));
  let best = { delimiter: ',', score: -1 };
  for (const delimiter of [',', '\t', ';', '|']) {
    const rows = lines.map((line) => line.split(delimiter).map((cell) => cell.replaceAll('"', '')));
    const score = knownHeaders(rows, meaning) * 1000 + Math.min(999, Math.max(0, ...rows.map((row) => row.length)));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/**
 * Reads delimited text: UTF-8, UTF-16, GB18030, or what spreadsheets of Western Europe save (Windows-1252); comma, tab, semicolon or bar, whichever makes the header readable.
 * Refuses: encoding, too-many-columns, too-many-rows, quotes.
 */
export function csvGrid(bytes: Uint8Array, meaning: HeaderReader = findField): Grid {
  const decoded = decode(bytes);
  let text = decoded.text.replace(/^\ufeff/u, '');
  if (text.includes('\0')) throw new UnreadableFile('not-a-table', 'The file is no text: load CSV or XLSX.');
  const announced = /^sep=(.)\r?\n/iu.exec(text);
  if (announced) text = text.slice(announced[0].length);
  const delimiter = announced?.[1] ?? chooseDelimiter(text, meaning);
  let records: string[][];
  try {
    records = split(text, delimiter);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'CSV_MAX_RECORD_SIZE') throw new UnreadableFile('too-large', 'A row has more than 400,000 characters: the file is no roster, or a quotation mark is never closed.');
    const line = error instanceof Error && 'lines' in error ? ` near line ${String(error.lines)}` : '';
    throw new UnreadableFile('quotes', `A quotation mark is opened and not closed${line}: double every quotation mark inside a cell and load the file again.`);
  }
  if (records.length > rosterLimits.rows + 50) throw new UnreadableFile('too-many-rows', `The file has more than ${rosterLimits.rows} rows: split it by delegation.`);
  const widest = records.reduce((most, row) => Math.max(most, row.length), 0);
  if (widest > rosterLimits.columns) throw new UnreadableFile('too-many-columns', `A row has ${widest} columns, ${rosterLimits.columns} at most can be loaded.`);
  const offset = announced ? [[]] : [];
  const names: Record<string, string> = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' };
  return {
    rows: [...offset, ...records.map((record) => record.map((cell) => ({ text: cell.trim() })))],
    merges: [],
    about: { encoding: decoded.encoding, separator: names[delimiter] ?? delimiter },
  };
}
