import { columnLetter, decodeText, readTable, UnreadableTable } from '../../goods/rules/table-text.ts';
import type { Table, TableRow } from '../../goods/rules/table-text.ts';
import { learnOrder, readMoment } from './moments.ts';
import type { RowProblem } from './producers.ts';

/** Is one reading of a logger. Unit: milliseconds since 1970, degrees Celsius, per cent of relative humidity or null. */
export type Reading = readonly [at: number, celsius: number, humidity: number | null];

/** Is a logger's file, read. Shape: readings by time, none twice; problems by row and column, at most 200. */
export interface LogReading {
  readonly readings: readonly Reading[];
  readonly problems: readonly RowProblem[];
}

type Columns = { readonly time: number; readonly date: number; readonly celsius: number; readonly humidity: number };
const plain = (cell: string): string => cell.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}%]/gu, '');
const isTime = (cell: string): boolean => /^(time|timestamp|datetime|dateandtime|recordtime|measuredat|时间|日期时间|记录时间|采集时间|测量时间)/u.test(cell);
const isDate = (cell: string): boolean => /^(date|日期|记录日期)$/u.test(cell);
const isCelsius = (cell: string): boolean => /^(temperature|temp|celsius|c$|ch1|温度|探头温度)/u.test(cell);
const isHumidity = (cell: string): boolean => /^(humidity|relativehumidity|rh|%rh|湿度|相对湿度)/u.test(cell);

// Loggers write lines of their own above the table: its header is the first row that names a time and a temperature.
function findColumns(table: Table): { columns: Columns; rows: readonly TableRow[]; fahrenheit: boolean } | undefined {
  const all = [table.header, ...table.rows];
  for (const [place, row] of all.slice(0, 40).entries()) {
    const cells = row.cells.map(plain);
    const celsius = cells.findIndex(isCelsius);
    const time = cells.findIndex(isTime);
    const date = cells.findIndex(isDate);
    if (celsius === -1 || (time === -1 && date === -1)) continue;
    return { columns: { time: time === -1 ? date : time, date: time === -1 ? -1 : date, celsius, humidity: cells.findIndex(isHumidity) }, rows: all.slice(place + 1), fahrenheit: /°\s*f|℉|fahrenheit/iu.test(row.cells[celsius]!) };
  }
  return undefined;
}

function readDegrees(text: string): number | undefined {
  const cleaned = text.normalize('NFKC').replace(/\s*(°\s*C|C)$/iu, '').replace('−', '-').trim();
  return /^[+-]?\d{1,3}([.,]\d{1,4})?$/u.test(cleaned) ? Number(cleaned.replace(',', '.')) : undefined;
}

/**
 * Reads the file of a temperature logger: time, degrees Celsius, humidity where there is any; times in the usual forms, those without a zone in the zone given.
 * Refuses: as problems by row and column, with the code `time`, `time-ambiguous`, `time-future`, `time-twice`, `temperature`, `temperature-range`, `fahrenheit`, `columns`, `no-table` or `no-readings`.
 */
export function readLog(bytes: Uint8Array, zone: string, now: string): LogReading {
  const problems: RowProblem[] = [];
  const complain = (row: number, at: number, code: string, value: string): void => { if (problems.length < 200) problems.push({ row, column: at < 0 ? '' : columnLetter(at), code, value: value.slice(0, 60) }); };
  let table: Table;
  try {
    table = readTable(decodeText(bytes));
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    return { readings: [], problems: [{ row: 1, column: '', code: 'no-table', value: error.message.slice(0, 200) }] };
  }
  const found = findColumns(table);
  if (found === undefined) return { readings: [], problems: [{ row: table.header.number, column: '', code: 'columns', value: table.header.cells.join(' | ').slice(0, 60) }] };
  const { columns, rows, fahrenheit } = found;
  if (fahrenheit) return { readings: [], problems: [{ row: rows[0]?.number ?? 1, column: columnLetter(columns.celsius), code: 'fahrenheit', value: '' }] };
  const timeText = (row: TableRow): string => (columns.date === -1 ? (row.cells[columns.time] ?? '') : `${row.cells[columns.date] ?? ''} ${row.cells[columns.time] ?? ''}`).trim();
  const order = learnOrder(rows.map(timeText));
  const latest = Date.parse(now) + 3_600_000;
  const byTime = new Map<number, Reading>();
  for (const row of rows) {
    const before = problems.length;
    const moment = readMoment(timeText(row), order, zone);
    if ('problem' in moment) complain(row.number, columns.time, moment.problem, timeText(row));
    else if (moment.at > latest) complain(row.number, columns.time, 'time-future', timeText(row));
    const written = row.cells[columns.celsius] ?? '';
    const celsius = readDegrees(written);
    if (celsius === undefined) complain(row.number, columns.celsius, 'temperature', written);
    else if (celsius < -90 || celsius > 90) complain(row.number, columns.celsius, 'temperature-range', written);
    if (problems.length > before || 'problem' in moment || celsius === undefined) continue;
    const humidity = columns.humidity === -1 ? undefined : readDegrees((row.cells[columns.humidity] ?? '').replace('%', ''));
    const same = byTime.get(moment.at);
    if (same !== undefined && same[1] !== celsius) complain(row.number, columns.time, 'time-twice', timeText(row));
    byTime.set(moment.at, [moment.at, celsius, humidity === undefined || humidity < 0 || humidity > 100 ? null : humidity]);
  }
  if (problems.length === 0 && byTime.size === 0) complain(table.header.number, -1, 'no-readings', '');
  return { readings: [...byTime.values()].sort((one, other) => one[0] - other[0]), problems };
}

/** Is what a log shows against its range. Unit: degrees Celsius, minutes, hours. */
export interface LogFinding {
  readonly readings: number;
  readonly from: string;
  readonly to: string;
  readonly lowest: number;
  readonly highest: number;
  /** The longest time outside of the range at a stretch: from the first reading outside to the next one inside. */
  readonly excursionMinutes: number;
  readonly outside: number;
  /** The longest time between two readings: in it nothing is proven. */
  readonly gapMinutes: number;
  readonly hours: number;
}

/** Judges a log against a range. Shape: readings by time, at least one. */
export function judgeLog(readings: readonly Reading[], range: { readonly minimum: number | null; readonly maximum: number | null }): LogFinding {
  const isOutside = ([, celsius]: Reading): boolean => (range.minimum !== null && celsius < range.minimum) || (range.maximum !== null && celsius > range.maximum);
  let [lowest, highest, outside, longest, gap] = [Infinity, -Infinity, 0, 0, 0];
  let since: number | undefined;
  for (const [place, reading] of readings.entries()) {
    const [at, celsius] = reading;
    lowest = Math.min(lowest, celsius);
    highest = Math.max(highest, celsius);
    if (place > 0) gap = Math.max(gap, at - readings[place - 1]![0]);
    if (since !== undefined) longest = Math.max(longest, at - since);
    if (!isOutside(reading)) since = undefined;
    else {
      outside += 1;
      since ??= at;
      // One reading outside is a minute outside at the least.
      longest = Math.max(longest, 60_000);
    }
  }
  const [first, last] = [readings[0]![0], readings.at(-1)![0]];
  const rounded = (milliseconds: number, unit: number): number => Math.round((milliseconds / unit) * 10) / 10;
  return { readings: readings.length, from: new Date(first).toISOString(), to: new Date(last).toISOString(), lowest, highest, outside, excursionMinutes: rounded(longest, 60_000), gapMinutes: rounded(gap, 60_000), hours: rounded(last - first, 3_600_000) };
}
