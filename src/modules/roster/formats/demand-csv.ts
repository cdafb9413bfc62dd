import { parse } from 'csv-parse/sync';
import type { Gathered } from '../../devices/rules/localisation/file-values.ts';

/** Says whether a text is a table of demand: its first line names the columns. */
export function isCsv(text: string): boolean {
  const first = text.slice(0, 400).split(/\r?\n/, 1)[0]!.toLowerCase();
  return !first.trimStart().startsWith('{') && !first.trimStart().startsWith('[') && /[,;\t]/.test(first) && first.includes('skill') && first.includes('people');
}

/** Reads the table. Shape: one entry a row, for the reader of series. Refuses: missing columns, a row that is too long, quotes without an end. */
export function readCsvDemand(text: string, gathered: Gathered): { readonly day: number; readonly from: number | string; readonly skill: string; readonly people: number }[] | undefined {
  let rows: string[][];
  try {
    const first = text.split(/\r?\n/, 1)[0]!;
    const delimiter = [',', ';', '\t'].toSorted((one, other) => first.split(other).length - first.split(one).length)[0]!;
    rows = parse(text, { delimiter, skip_empty_lines: true, trim: true, relax_column_count: true, max_record_size: 10_000 });
  } catch (error) {
    return gathered.refuse('file', `is no CSV: ${error instanceof Error ? error.message.slice(0, 160) : 'unreadable'}.`);
  }
  const head = (rows[0] ?? []).map((name) => name.toLowerCase());
  const column = (name: string): number => head.indexOf(name);
  for (const name of ['from', 'skill', 'people']) if (column(name) === -1) gathered.refuse('row 1', `has no column "${name}"; the columns are day (may be left out), from, skill, people.`);
  if (gathered.problems.length > 0) return undefined;
  for (const [at, name] of head.entries()) if (!['day', 'from', 'skill', 'people'].includes(name)) gathered.findings.push({ where: `column ${at + 1}`, reason: `The column "${name.slice(0, 40)}" was not used.` });
  if (rows.length > 200_001) return gathered.refuse('file', `has ${rows.length - 1} rows; at most 200000 are read.`);
  return rows.slice(1).map((row) => {
    const from = row[column('from')] ?? '';
    const text2 = (name: string): string => row[column(name)] ?? '';
    return { day: column('day') === -1 || text2('day') === '' ? 0 : Number(text2('day')), from: /^\d+$/.test(from) ? Number(from) : from, skill: text2('skill'), people: text2('people') === '' ? Number.NaN : Number(text2('people')) };
  });
}
