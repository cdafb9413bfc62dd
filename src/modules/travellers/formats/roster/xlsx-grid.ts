import { read, SSF } from '@e965/xlsx';
import type { CellObject, WorkSheet } from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import { rosterLimits, UnreadableFile } from './grid.ts';
import type { Cell, Grid } from './grid.ts';

// What holds cells; drawings, links to other files, fonts and the rest are never unpacked.
const parts = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/sharedStrings\.xml|xl\/styles\.xml|xl\/worksheets\/[^/]+\.xml)$/iu;

/**
 * Unpacks the parts of a workbook that hold cells and packs them again, after the directory shows that this is safe.
 * Refuses: macros, not-a-workbook, too-large, zip-damaged.
 */
function safeWorkbook(bytes: Uint8Array): Uint8Array {
  const names: string[] = [];
  let inflated = 0;
  try {
    unzipSync(bytes, {
      filter: (file) => {
        names.push(file.name);
        if (parts.test(file.name)) inflated += file.originalSize;
        return false;
      },
    });
  } catch {
    throw new UnreadableFile('zip-damaged', 'The workbook is damaged: open it in a spreadsheet program, save it as .xlsx and load it again.');
  }
  if (names.some((name) => /vbaproject|macrosheets|\.bin$/iu.test(name) && !/printersettings/iu.test(name))) {
    throw new UnreadableFile('macros', 'The workbook contains macros or binary parts: save it as .xlsx without macros and load it again.');
  }
  if (!names.some((name) => name.toLowerCase() === 'xl/workbook.xml')) throw new UnreadableFile('not-a-workbook', 'The archive is no .xlsx workbook: save the table as .xlsx or as CSV UTF-8.');
  if (names.length > rosterLimits.zipEntries) throw new UnreadableFile('too-large', `The workbook has ${names.length} parts, ${rosterLimits.zipEntries} at most can be loaded.`);
  if (inflated > rosterLimits.inflatedBytes || inflated > 1_000_000 + bytes.length * rosterLimits.expansion) {
    throw new UnreadableFile('too-large', `The workbook would unpack to ${Math.round(inflated / 1_000_000)} MB: save only the roster's sheet and load it again.`);
  }
  try {
    // The directory may lie about sizes; the unpacking fills buffers of the stated sizes and cannot outgrow them.
    const files = unzipSync(bytes, { filter: (file) => parts.test(file.name) });
    const types = new TextDecoder().decode(files['[Content_Types].xml'] ?? new Uint8Array());
    // Some writers list the binary kind for the file ending alone; only the workbook's own kind counts.
    if (/sheet\.macroEnabled\.main\+xml/iu.test(types)) throw new UnreadableFile('macros', 'The workbook is of the kind with macros: save it as .xlsx without macros and load it again.');
    // The list of parts must not promise what was left out, or the reader looks for it.
    const there = new Set(Object.keys(files).map((name) => `/${name.toLowerCase()}`));
    const kept = types.replace(/<Override\b[^<>]*>/giu, (entry) => (there.has((/PartName=["']([^"']*)["']/iu.exec(entry)?.[1] ?? '').toLowerCase()) ? entry : ''));
    return zipSync({ ...files, '[Content_Types].xml': new TextEncoder().encode(kept) }, { level: 0 });
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('zip-damaged', 'The workbook is damaged: open it in a spreadsheet program, save it as .xlsx and load it again.');
  }
}

function readCell(cell: CellObject, date1904: boolean): Cell | undefined {
  const formula = typeof cell.f === 'string' ? { formula: true } : {};
  if (cell.t === 'n' && typeof cell.v === 'number') {
    const format = String(cell.z ?? 'General');
    if (SSF.is_date(format)) {
      const day = SSF.parse_date_code(cell.v, { date1904 }) as { y: number; m: number; d: number } | null;
      const date = day && day.y >= 1900 && day.m > 0 ? `${day.y}-${String(day.m).padStart(2, '0')}-${String(day.d).padStart(2, '0')}` : undefined;
      return { text: date ?? String(cell.v), ...(date ? { date } : { number: cell.v }), ...formula };
    }
    return { text: /^0+$/u.test(format) ? String(Math.round(cell.v)).padStart(format.length, '0') : String(cell.v), number: cell.v, ...formula };
  }
  if (cell.t === 'd' && cell.v instanceof Date) return { text: cell.v.toISOString().slice(0, 10), date: cell.v.toISOString().slice(0, 10), ...formula };
  if (cell.t === 'b') return { text: cell.v ? 'yes' : 'no', ...formula };
  if (cell.t === 'e') return { text: `#error ${String(cell.w ?? '')}`.trim(), ...formula };
  const text = String(cell.v ?? '').trim();
  return text === '' && !cell.f ? undefined : { text, ...formula };
}

function readSheet(sheet: WorkSheet, name: string, date1904: boolean): Grid {
  const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][];
  const rows: (Cell | undefined)[][] = [];
  // A cell may claim any place, and the reader then makes a table as long as that: nothing is walked through before this is known.
  if (data.length > rosterLimits.rows + 200) throw new UnreadableFile('unreadable', `A cell stands in row ${data.length}, outside the sheet: open the workbook in a spreadsheet program, save it as .xlsx and load it again.`);
  for (let row = 0; row < data.length; row += 1) {
    const cells = data[row] ?? [];
    if (cells.length > rosterLimits.columns) {
      const filled = Object.keys(cells).map(Number).filter((column) => cells[column]?.v !== undefined && cells[column].v !== '').at(-1) ?? -1;
      if (filled >= rosterLimits.columns) throw new UnreadableFile('too-many-columns', `Row ${row + 1} has ${filled + 1} columns, ${rosterLimits.columns} at most can be loaded.`);
    }
    rows.push(Array.from({ length: Math.min(cells.length, rosterLimits.columns) }, (_unused, column) => {
      const cell = cells[column];
      return cell ? readCell(cell, date1904) : undefined;
    }));
  }
  while (rows.length > 0 && !(rows.at(-1) ?? []).some((cell) => cell !== undefined)) rows.pop();
  if (rows.length > rosterLimits.rows + 50) throw new UnreadableFile('too-many-rows', `The sheet has more than ${rosterLimits.rows} rows: split it by delegation.`);
  const merges = (sheet['!merges'] ?? []).slice(0, 2000).map((range) => ({ top: range.s.r, left: range.s.c, bottom: range.e.r, right: range.e.c }));
  return { rows, merges, about: { sheet: name } };
}

/**
 * Reads the visible sheets of an .xlsx workbook, true dates of both date systems included.
 * Refuses: what safeWorkbook refuses, unreadable, too-many-rows, too-many-columns.
 */
export function xlsxGrids(bytes: Uint8Array): Grid[] {
  const safe = safeWorkbook(bytes);
  try {
    const book = read(safe, { type: 'array', dense: true, cellFormula: true, cellNF: true, cellText: true, cellHTML: false, sheetRows: rosterLimits.rows + 100 });
    const date1904 = book.Workbook?.WBProps?.date1904 === true;
    return book.SheetNames.flatMap((name, index) => {
      const sheet = book.Sheets[name];
      const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
      return sheet && !hidden ? [readSheet(sheet, name, date1904)] : [];
    });
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('unreadable', 'The workbook cannot be read: open it in a spreadsheet program, save it as .xlsx and load it again.');
  }
}
