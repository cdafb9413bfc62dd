import type { Finding, Quarantined, ReadResult } from '../shapes.ts';
import { requiredColumns } from './columns.ts';
import { learnOrder } from './dates.ts';
import { columnLetters, rosterLimits, UnreadableFile } from './grid.ts';
import type { Grid } from './grid.ts';
import { cellPlace, findHeader } from './header.ts';
import type { FoundColumn, FoundHeader } from './header.ts';
import type { RosterRecord } from './record.ts';
import { isFormula, readRow } from './row.ts';
import { sampleAccreditation } from './template.ts';
import { gridsOf, isBlank } from './grids.ts';

/** How to read a roster: the name of the file, for its kind, and the day of reading, today by default. */
export interface RosterOptions {
  fileName?: string;
  /** YYYY-MM-DD. */
  on?: string;
}

function meanings(header: FoundHeader, findings: Finding[]): FoundColumn[] {
  const seen = new Set<string>();
  return header.columns.map((column) => {
    if (!column.field || column.field === 'contact') return column;
    if (!seen.has(column.field)) {
      seen.add(column.field);
      return column;
    }
    findings.push({ where: cellPlace(header.headerRow, column), code: 'column-twice', text: `"${column.header}" means the same as an earlier column; the earlier one is read, this one is kept as it is.` });
    return { ...column, field: undefined };
  });
}

const totalWords = /(?:合计|总计|共计|总人数|total|headcount|number of (?:people|persons))\D{0,20}?(\d{1,6})/iu;

function readGrid(grid: Grid, header: FoundHeader, on: string): ReadResult<RosterRecord> {
  const findings: Finding[] = [];
  const quarantined: Quarantined[] = [];
  const records: RosterRecord[] = [];
  if (grid.about.encoding === 'windows-1252') findings.push({ where: 'file', code: 'western-letters', text: 'The text is not UTF-8 and was read as Windows-1252 (Western Europe): look at the names with accents; where they are wrong, save the file as "CSV UTF-8".' });
  const columns = meanings(header, findings);
  const missing = requiredColumns.filter(({ fields }) => !columns.some((column) => column.field && fields.includes(column.field)));
  if (missing.length > 0) {
    throw new UnreadableFile('columns-missing', `The header in row ${header.headerRow + 1} lacks: ${missing.map((one) => one.words).join('; ')}. Found: ${columns.map((column) => column.header).slice(0, 40).join(', ')}. Add the columns, or load the template.`);
  }
  const people = grid.rows.slice(header.firstRow);
  if (people.length > rosterLimits.rows) throw new UnreadableFile('too-many-rows', `The file has ${people.length} rows, ${rosterLimits.rows} at most can be loaded: split it by delegation.`);
  for (const [row, cells] of grid.rows.slice(0, header.firstRow).entries()) {
    cells.forEach((cell, index) => {
      if (cell && isFormula(cell)) quarantined.push({ where: cellPlace(row, index), code: 'formula', reason: 'The cell above the table holds a formula; put its value in or clear it.', raw: cell.text.slice(0, 200) });
    });
  }
  const dates = columns.filter((column) => column.field === 'birthDate' || column.field === 'documentExpiry' || column.field === 'flightDate');
  const order = learnOrder(people.flatMap((row) => dates.map((column) => row[column.index]).filter((cell) => cell !== undefined)));
  const unknown = columns.filter((column) => !column.field).map((column) => ({ header: column.header, column: columnLetters(column.index) }));
  for (const column of unknown) findings.push({ where: `column ${column.header} (${column.column})`, code: 'unknown-column', text: `Nobody knows what "${column.header}" means; its values are kept as they are.` });
  const byIndex = new Map(columns.map((column) => [column.index, column]));
  const byField = new Map(columns.flatMap((column) => (column.field ? [[column.field, column] as const] : [])));
  const headless = new Set(people.flatMap((row) => [...row.keys()].filter((index) => row[index] && row[index].text !== '' && !byIndex.has(index))));
  for (const index of [...headless].slice(0, 50)) findings.push({ where: `column ${columnLetters(index)}`, code: 'unknown-column', text: 'The column has values and no header.' });
  const firstByKey = new Map<string, number>();
  let [rows, quarantinedRows] = [0, 0];
  let total: number | undefined;
  const place = (field: FoundColumn['field']) => (field ? byField.get(field)?.index : undefined) ?? -1;
  people.forEach((cells, offset) => {
    const row = header.firstRow + offset;
    if (isBlank(cells)) return;
    const filled = cells.filter((cell) => cell && cell.text !== '');
    if (columns.length > 3 && filled.length >= 3 && columns.every((column) => (cells[column.index]?.text ?? '') === '' || column.header.endsWith((cells[column.index]?.text ?? '').replaceAll(/\s+/gu, ' ')))) return;
    const line = filled.length <= 3 ? filled.map((cell) => cell?.text.slice(0, 200) ?? '').join(' ') : '';
    const counted = line !== '' && !cells[place('birthDate')]?.text && !cells[place('documentNumber')]?.text ? totalWords.exec(line) : null;
    if (counted) {
      total = Number(counted[1]);
      return;
    }
    if (cells[place('accreditationNumber')]?.text === sampleAccreditation) {
      findings.push({ where: `row ${row + 1}`, code: 'sample-row', text: 'The sample row of the template is left out.' });
      return;
    }
    rows += 1;
    const { record, errors } = readRow(cells, row, { columns, byIndex, byField, order, on, findings });
    if (record) {
      const [document] = record.documents;
      const keys = [record.accreditationNumber ? `accreditation ${record.accreditationNumber}` : '', document ? `document ${document.number} ${record.nationality}` : ''].filter((key) => key !== '');
      const twin = keys.find((key) => firstByKey.has(key));
      if (twin) errors.push({ where: `row ${row + 1}`, code: 'twice', reason: `The person of row ${firstByKey.get(twin)} has the same ${twin.split(' ').slice(0, 2).join(' ')}: keep one of the two rows, or correct the number.` });
      else {
        for (const key of keys) firstByKey.set(key, row + 1);
        records.push(record);
      }
    }
    if (errors.length > 0) quarantinedRows += 1;
    quarantined.push(...errors);
  });
  const title = grid.rows.slice(0, header.headerRow).flatMap((row) => row.map((cell) => cell?.text ?? '')).filter((text) => text !== '').slice(0, 20);
  return {
    format: 'roster', records, quarantined,
    declared: { ...(title.length > 0 ? { title } : {}), ...(total === undefined ? {} : { total }) },
    found: {
      ...grid.about, headerRow: header.headerRow + 1, rows, records: records.length, quarantinedRows, dayMonthOrder: order,
      columns: columns.filter((column) => column.field).map((column) => ({ field: column.field, header: column.header, column: columnLetters(column.index) })),
      unknownColumns: unknown, findings,
    },
  };
}

/**
 * Reads a delegation's roster from CSV or XLSX; a bad row is quarantined cell by cell, the rest loads.
 * Shape: never throws; a file that cannot be read at all is one refusal at "file". `found.findings` holds what is odd but stops nothing,
 * `found.unknownColumns` the columns that nobody knows.
 * Refuses: empty, too-large, macros, old-workbook, not-a-table, encoding, quotes, zip-damaged, not-a-workbook, unreadable, too-many-rows,
 * too-many-columns, no-header, columns-missing for a file; formula, error-cell, too-long, missing, date, ambiguous-date, sex,
 * unknown-nationality, document-number, digits-lost, flight, twice for a row.
 */
export function readRoster(bytes: Uint8Array, options: RosterOptions = {}): ReadResult<RosterRecord> {
  const on = /^\d{4}-\d\d-\d\d$/u.test(options.on ?? '') ? (options.on ?? '') : new Date().toISOString().slice(0, 10);
  try {
    const grids = gridsOf(bytes, options.fileName ?? '');
    const headed = grids.map((grid) => ({ grid, header: findHeader(grid) }));
    const [first, ...others] = headed.filter((one) => one.header !== null).sort((a, b) => (b.header?.known ?? 0) - (a.header?.known ?? 0));
    if (!first?.header) {
      const seen = grids[0]?.rows.find((row) => !isBlank(row))?.map((cell) => cell?.text ?? '').filter((text) => text !== '').slice(0, 10).join(', ') ?? '';
      throw new UnreadableFile('no-header', `No header row was found${seen ? ` (the first row reads: ${seen.slice(0, 200)})` : ''}: the table needs a row of column names such as 姓 Surname, 出生日期 Date of birth, 护照号 Passport number. Load the template to see them.`);
    }
    const result = readGrid(first.grid, first.header, on);
    if (others.length > 0) {
      const findings = result.found.findings as Finding[];
      for (const other of others) findings.push({ where: `sheet ${String(other.grid.about.sheet)}`, code: 'sheet-not-read', text: 'Another sheet looks like a roster and is not read: load each in a file of its own.' });
    }
    return result;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { format: 'roster', records: [], quarantined: [{ where: 'file', code: error.code, reason: error.message }], declared: {}, found: { rows: 0, records: 0, quarantinedRows: 0, findings: [] } };
  }
}
