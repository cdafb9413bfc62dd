import { utils, write } from '@e965/xlsx';
import type { Language } from '../../words/area.ts';
import { findWord } from '../../words/words.ts';
import { figuresOf } from './shapes.ts';
import type { CaseRow, StatisticsSummary } from './shapes.ts';

/** Is a table ready to be written: a heading for each column, and numbers as numbers. */
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const word = (language: Language, key: string): string => findWord(language, `statistics.${key}`) ?? key;

/** Lays out figures as a table, one group a row, with the groups' total where groups are parts of a whole. */
export function summaryTable(summary: StatisticsSummary, language: Language): Table {
  const names = figuresOf[summary.groupBy];
  const rows = summary.groups.map((group) => [group.label[language], ...names.map((name) => group.figures[name] ?? 0)]);
  const total = [word(language, 'total'), ...names.map((name) => summary.groups.reduce((sum, group) => sum + (group.figures[name] ?? 0), 0))];
  return { headings: [word(language, `group.${summary.groupBy}`), ...names.map((name) => word(language, name))], rows: [...rows, total] };
}

/** Lays out cases as a table, one case a row. */
export function casesTable(cases: readonly CaseRow[], language: Language, timeZone: string): Table {
  const headings = ['case', 'day', 'flight', 'direction', 'port', 'person', 'seat', 'when'].map((key) => word(language, key));
  // Instants are written in the zone of the event, as the officers' clocks show them.
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const nameOf = ({ name }: CaseRow): string => (name === null ? '' : [`${name.surname} ${name.givenNames}`.trim(), name.nativeName ?? ''].filter((part) => part !== '').join(' '));
  return {
    headings,
    rows: cases.map((row) => [row.caseId ?? '', row.flightDate, row.designator, word(language, row.direction === 'arrival' ? 'arrivals' : 'departures'), row.pointCode, nameOf(row), row.seat ?? '', row.since === null ? '' : local.format(new Date(row.since))]),
  };
}

// A spreadsheet program runs what begins like a formula; an apostrophe makes it text. Numbers are ours and stay numbers.
function safe(value: string | number): string | number {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function csvOf({ headings, rows }: Table): Buffer {
  const cell = (value: string | number): string => {
    const text = String(safe(value));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  // The mark before the text makes spreadsheet programs read UTF-8, and Chinese stays Chinese.
  return Buffer.from(`\uFEFF${[headings, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`, 'utf8');
}

function xlsxOf({ headings, rows }: Table, titles: { readonly table: string; readonly about: string }, about: readonly (readonly [string, string])[]): Buffer {
  const book = utils.book_new();
  const sheet = utils.aoa_to_sheet([[...headings], ...rows.map((row) => row.map(safe))]);
  sheet['!cols'] = headings.map((heading, at) => ({ wch: Math.min(60, Math.max(heading.length + 4, ...rows.slice(0, 200).map((row) => String(row[at] ?? '').length + 2))) }));
  utils.book_append_sheet(book, sheet, titles.table);
  utils.book_append_sheet(book, utils.aoa_to_sheet(about.map((line) => line.map(safe))), titles.about);
  return Buffer.from(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

/** Writes a table as a file. Shape: base64; a workbook says on a second sheet what it answers and as of when. */
export function fileOf(table: Table, options: { readonly name: string; readonly titles: { readonly table: string; readonly about: string }; readonly format: 'csv' | 'xlsx'; readonly about: readonly (readonly [string, string])[] }): { fileName: string; mediaType: string; content: string } {
  const content = options.format === 'csv' ? csvOf(table) : xlsxOf(table, options.titles, options.about);
  return {
    fileName: `${options.name}.${options.format}`,
    mediaType: options.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: content.toString('base64'),
  };
}
