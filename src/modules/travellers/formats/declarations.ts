import { utils, write } from '@e965/xlsx';
import type { ReadResult, Quarantined } from './shapes.ts';
import { findField, spellings, squeeze } from './roster/columns.ts';
import { learnOrder, readDay } from './roster/dates.ts';
import { columnLetters, rosterLimits, UnreadableFile } from './roster/grid.ts';
import type { Cell, Grid } from './roster/grid.ts';
import { gridsOf, isBlank } from './roster/grids.ts';
import { isFormula, readDesignator, readYesNo } from './roster/row.ts';

/** Is a health declaration card as another system exported it: whose it is, and what it answers. */
export interface DeclarationRecord {
  readonly where: string;
  readonly documentNumber: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
  readonly designator: string | null;
  /** YYYY-MM-DD. */
  readonly flightDate: string | null;
  readonly formVersion: string;
  readonly language: string;
  readonly complete: boolean;
  readonly symptomDeclared: boolean;
  readonly contactDeclared: boolean;
  readonly keyAreaDeclared: boolean;
  readonly filledAt: string | null;
}

type Field = Exclude<keyof DeclarationRecord, 'where'>;

interface Column { readonly field: Field; readonly chinese: string; readonly english: string; readonly also: string; readonly required?: true }

// The first four are spelt as in rosters.
const columns: readonly Column[] = [
  { field: 'documentNumber', chinese: '护照号', english: 'Passport number', also: '', required: true },
  { field: 'birthDate', chinese: '出生日期', english: 'Date of birth', also: '' },
  { field: 'designator', chinese: '航班号', english: 'Flight', also: '' },
  { field: 'flightDate', chinese: '抵达日期', english: 'Arrival date', also: '' },
  { field: 'formVersion', chinese: '申明卡版本', english: 'Form version', also: '版本|版本号|表格版本|version|card version|form' },
  { field: 'language', chinese: '填报语言', english: 'Language', also: '语言|语种|填写语言|language of form|lang' },
  { field: 'complete', chinese: '填报完整', english: 'Complete', also: '是否完整|完整|已完成|填写完整|all answered|card complete' },
  { field: 'symptomDeclared', chinese: '症状', english: 'Symptoms', also: '有无症状|症状申报|健康状况异常|symptom|any symptoms|symptoms declared|symptom declared', required: true },
  { field: 'contactDeclared', chinese: '接触史', english: 'Contact', also: '有无接触史|接触情况|密切接触|contact history|contact with a case|contact declared|close contact', required: true },
  { field: 'keyAreaDeclared', chinese: '重点地区旅居史', english: 'Key area', also: '旅居史|重点地区|中高风险地区旅居史|key area stay|risk area|high risk area|travel history|key area declared', required: true },
  { field: 'filledAt', chinese: '填报时间', english: 'Filled at', also: '申报时间|填写时间|提交时间|declared at|submitted at|time of declaration' },
];

const shared: Readonly<Record<string, Field>> = { documentNumber: 'documentNumber', birthDate: 'birthDate', flight: 'designator', flightDate: 'flightDate' };
const fieldBySpelling = new Map(columns.flatMap((column) => [column.chinese, column.english, ...column.also.split('|')].map((spelling) => [squeeze(spelling), column.field] as const)));
fieldBySpelling.delete('');

function fieldOf(header: string): Field | undefined {
  for (const spelling of spellings(header)) {
    const field = fieldBySpelling.get(spelling);
    if (field !== undefined) return field;
  }
  return shared[findField(header) ?? ''];
}

interface Header { readonly row: number; readonly places: ReadonlyMap<Field, { readonly index: number; readonly header: string }> }

function headerOf(grid: Grid): Header | undefined {
  let best: Header | undefined;
  for (const [row, cells] of grid.rows.slice(0, 40).entries()) {
    const places = new Map<Field, { index: number; header: string }>();
    cells.forEach((cell, index) => {
      const field = cell === undefined ? undefined : fieldOf(cell.text);
      if (field !== undefined && !places.has(field)) places.set(field, { index, header: cell!.text.replaceAll(/\s+/gu, ' ').slice(0, 60) });
    });
    if (places.size >= 3 && places.size > (best?.places.size ?? 0)) best = { row, places };
  }
  return best;
}

function readInstant(cell: Cell): string | null {
  const text = cell.text.normalize('NFKC').trim().replace(' ', 'T');
  // Without an offset nobody knows the hour; the day alone would be a guess as well.
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/u.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : null;
}

function readRow(cells: readonly (Cell | undefined)[], row: number, header: Header, order: ReturnType<typeof learnOrder>): DeclarationRecord | Quarantined[] {
  const errors: Quarantined[] = [];
  const cellOf = (field: Field): Cell | undefined => {
    const cell = cells[header.places.get(field)?.index ?? -1];
    return cell === undefined || cell.text.trim() === '' ? undefined : cell;
  };
  const refuse = (field: Field, code: string, reason: string): void => {
    const place = header.places.get(field);
    const raw = cellOf(field)?.text.slice(0, 200);
    errors.push({ where: place === undefined ? `row ${row + 1}` : `row ${row + 1}, column ${place.header} (${columnLetters(place.index)})`, code, reason, ...(raw === undefined ? {} : { raw }) });
  };
  for (const field of header.places.keys()) {
    const cell = cellOf(field);
    if (cell === undefined) continue;
    if (isFormula(cell)) refuse(field, 'formula', 'The cell holds a formula; put its value in (copy, paste as values).');
    else if (cell.text.length > rosterLimits.cellCharacters) refuse(field, 'too-long', `The cell has ${cell.text.length} characters, ${rosterLimits.cellCharacters} at most.`);
  }
  if (errors.length > 0) return errors;
  const text = (field: Field): string | null => cellOf(field)?.text.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim() ?? null;
  const answer = (field: Field, silent: boolean | undefined): boolean => {
    const word = text(field);
    const read = word === null ? silent : readYesNo(word);
    if (read === undefined && word === null) refuse(field, 'missing', 'The answer is missing: write yes or no (是 or 否); an unanswered card is filled at the assisted desk.');
    else if (read === undefined) refuse(field, 'answer', `"${word}" is no answer: write yes or no (是 or 否).`);
    return read ?? false;
  };
  const dayOf = (field: Field): string | null => {
    const cell = cellOf(field);
    if (cell === undefined) return null;
    const read = readDay(cell, order);
    if ('day' in read) return read.day;
    refuse(field, read.code, `${read.problem}.`);
    return null;
  };
  const documentNumber = (text('documentNumber') ?? '').toUpperCase().replaceAll(/\s/gu, '');
  if (documentNumber === '') refuse('documentNumber', 'missing', 'The passport number is missing.');
  else if (/^\d(?:\.\d+)?E\+?\d+$/iu.test(documentNumber)) refuse('documentNumber', 'digits-lost', `"${documentNumber}" was turned into a number and has lost digits: format the column as text and enter it again.`);
  else if (!/^[A-Z0-9-]{2,20}$/u.test(documentNumber)) refuse('documentNumber', 'document-number', `"${documentNumber}" is no document number: letters and digits only.`);
  const flightText = text('designator');
  const designator = flightText === null ? null : readDesignator(flightText);
  if (flightText !== null && designator === null) refuse('designator', 'flight', `"${flightText}" is no flight: write it as CA926.`);
  const filledCell = cellOf('filledAt');
  const filledAt = filledCell === undefined ? null : readInstant(filledCell);
  if (filledCell !== undefined && filledAt === null) refuse('filledAt', 'instant', `"${filledCell.text.slice(0, 40)}" is no instant: write it with its offset, as 2022-01-26T18:30:00+08:00, or leave it blank.`);
  const record: DeclarationRecord = {
    where: `row ${row + 1}`, documentNumber, birthDate: dayOf('birthDate'), designator, flightDate: dayOf('flightDate'), formVersion: (text('formVersion') ?? '').slice(0, 20), language: (text('language') ?? '').slice(0, 10).toLowerCase(),
    complete: answer('complete', true), symptomDeclared: answer('symptomDeclared', undefined), contactDeclared: answer('contactDeclared', undefined), keyAreaDeclared: answer('keyAreaDeclared', undefined), filledAt,
  };
  return errors.length > 0 ? errors : record;
}

/**
 * Reads health declaration cards from CSV or XLSX, as another declaration system exports them; a bad row is quarantined cell by cell.
 * Shape: never throws; a file that cannot be read at all is one refusal at "file".
 * Refuses: what `gridsOf` refuses, no-header, columns-missing for a file; formula, too-long, missing, answer, date, ambiguous-date, digits-lost,
 * document-number, flight, instant, twice for a row.
 */
export function readDeclarations(bytes: Uint8Array, options: { readonly fileName?: string } = {}): ReadResult<DeclarationRecord> {
  const records: DeclarationRecord[] = [];
  const quarantined: Quarantined[] = [];
  try {
    const headed = gridsOf(bytes, options.fileName ?? '').flatMap((grid) => {
      const header = headerOf(grid);
      return header === undefined ? [] : [{ grid, header }];
    });
    const first = headed.sort((a, b) => b.header.places.size - a.header.places.size)[0];
    if (first === undefined) throw new UnreadableFile('no-header', 'No header row was found: the table needs a row of column names such as 护照号 Passport number, 症状 Symptoms, 接触史 Contact, 重点地区旅居史 Key area. Load the template to see them.');
    const { grid, header } = first;
    const missing = columns.filter((column) => column.required === true && !header.places.has(column.field));
    if (missing.length > 0) throw new UnreadableFile('columns-missing', `The header in row ${header.row + 1} lacks: ${missing.map((column) => `${column.chinese} ${column.english}`).join('; ')}. Add the columns, or load the template.`);
    const rows = grid.rows.slice(header.row + 1);
    if (rows.length > rosterLimits.rows) throw new UnreadableFile('too-many-rows', `The file has ${rows.length} rows, ${rosterLimits.rows} at most can be loaded: split it by flight.`);
    const days = (['birthDate', 'flightDate'] as const).flatMap((field) => header.places.get(field)?.index ?? []);
    const order = learnOrder(rows.flatMap((cells) => days.flatMap((index) => cells[index] ?? [])));
    const rowOfCard = new Map<string, number>();
    let counted = 0;
    for (const [offset, cells] of rows.entries()) {
      if (isBlank(cells) || cells[header.places.get('documentNumber')!.index]?.text === sampleNumber) continue;
      counted += 1;
      const row = header.row + 1 + offset;
      const read = readRow(cells, row, header, order);
      if (Array.isArray(read)) { quarantined.push(...read); continue; }
      const card = read as DeclarationRecord;
      const key = `${card.documentNumber} ${card.designator ?? ''} ${card.flightDate ?? ''}`;
      const twin = rowOfCard.get(key);
      if (twin === undefined) { rowOfCard.set(key, row); records.push(card); }
      else quarantined.push({ where: card.where, code: 'twice', reason: `Row ${twin + 1} holds a card of the same passport number: keep the one that counts.` });
    }
    return { format: 'declarations', records, quarantined, declared: {}, found: { ...grid.about, headerRow: header.row + 1, rows: counted, records: records.length } };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { format: 'declarations', records: [], quarantined: [{ where: 'file', code: error.code, reason: error.message }], declared: {}, found: { rows: 0, records: 0 } };
  }
}

const sampleNumber = 'X00000000';
const sample: Readonly<Record<Field, string>> = {
  documentNumber: sampleNumber, birthDate: '2001-02-03', designator: 'XX123', flightDate: '2022-01-27', formVersion: '8', language: 'en', complete: 'yes', symptomDeclared: 'no', contactDeclared: 'no', keyAreaDeclared: 'no', filledAt: '2022-01-26T18:30:00+08:00',
};

/** Makes the empty table of declaration cards: headers and one obviously invented row. Shape: the bytes of an .xlsx workbook, all cells text. */
export function declarationTemplate(language: 'zh' | 'en'): Uint8Array {
  const sheet = utils.aoa_to_sheet([columns.map((column) => (language === 'zh' ? column.chinese : column.english)), columns.map((column) => sample[column.field])]);
  sheet['!cols'] = columns.map((column) => ({ wch: Math.max(12, column.english.length + 2) }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, language === 'zh' ? '健康申明卡' : 'Declarations');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}
