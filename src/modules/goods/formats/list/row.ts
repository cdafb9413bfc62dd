import { readDay } from '../../../travellers/formats/roster/dates.ts';
import type { DayMonthOrder } from '../../../travellers/formats/roster/dates.ts';
import type { Cell } from '../../../travellers/formats/roster/grid.ts';
import { cellPlace } from '../../../travellers/formats/roster/header.ts';
import { findNationality } from '../../../travellers/formats/roster/nationalities.ts';
import { isFormula } from '../../../travellers/formats/roster/row.ts';
import type { Finding } from '../../../travellers/formats/shapes.ts';
import { findState } from '../../../travellers/formats/states.ts';
import { findUnit } from '../../catalogue/units.ts';
import { goodsLine } from '../../shapes/list.ts';
import type { GoodsLine } from '../../shapes/list.ts';
import type { ListColumn } from '../../catalogue/list-columns.ts';
import { partAmount, readNumber } from './numbers.ts';
import type { CommaMeaning } from './numbers.ts';
import { readSerials, serialLimits } from './serials.ts';
import { keepOut } from './shapes.ts';
import type { KeptCode, KeptOut } from './shapes.ts';
import { amountOf } from './values.ts';

/** Is what a row is read with; `serialsLeft` is how many serial numbers the list has room for. */
export interface LineContext {
  readonly byField: ReadonlyMap<ListColumn, { readonly index: number; readonly header: string }>;
  readonly headers: ReadonlyMap<number, string>;
  readonly order: DayMonthOrder;
  readonly comma: CommaMeaning;
  /** The currency of the file, for lines that name none. */
  readonly currency: string | undefined;
  readonly findings: Finding[];
  serialsLeft: number;
}

const emptyMarks = new Set(['', '-', '--', '—', '——', '–', '/', '\\', 'n/a', 'na', 'none', 'nil', '无', '暂无', 'tbd', 'tbc', '待定']);

const uses: Readonly<Record<string, GoodsLine['use']>> = Object.fromEntries(Object.entries({
  temporaryUse: '暂时使用|暂时进境|暂时进出境|暂进|复运出境|temporary|temporary use|temporary admission|temporary import|re-export|temporaryuse',
  consumption: '消耗|消耗品|赛事消耗|食用|consumption|consumable|consumables|consumed|to be consumed', gift: '赠送|赠品|礼品|捐赠|gift|gifts|donation|give-away|giveaway|free distribution', sale: '销售|出售|sale|for sale|sold', permanent: '留用|留购|永久|一般贸易|permanent|permanent import|to stay|stays',
}).flatMap(([use, names]) => names.split('|').map((name) => [name.replaceAll(/[\s-]/g, ''), use]))) as Readonly<Record<string, GoodsLine['use']>>;

/** Gives the text of a cell without blanks around it; empty for a mark that stands for nothing, such as a dash or 无. */
export function cellText(cell: Cell | undefined): string {
  const text = (cell?.text ?? '').trim();
  // The writer puts an apostrophe before what a spreadsheet would take for a formula.
  return emptyMarks.has(text.slice(0, 10).normalize('NFKC').toLowerCase()) ? '' : text.replace(/^'(?=['=+\-@])/, '');
}

function hanAndLatin(text: string): { han: string; latin: string } {
  if (!/\p{Script=Han}/u.test(text)) return { han: '', latin: text };
  const parts = text.split(/\s*[\n\r|/]\s*/u).filter((part) => part !== '');
  const latin = parts.filter((part) => !/\p{Script=Han}/u.test(part) && /\p{Script=Latin}{2}/u.test(part));
  return latin.length === 0 || latin.length === parts.length ? { han: text, latin: '' } : { han: parts.filter((part) => !latin.includes(part)).join(' '), latin: latin.join(' ') };
}

const whole = /^\d{1,7}$/;

/** Reads one row; what is wrong is named by row and column and keeps the line out. */
export function readLine(cells: readonly (Cell | undefined)[], row: number, position: number, context: LineContext): { readonly line?: GoodsLine; readonly errors: readonly KeptOut[] } {
  const errors: KeptOut[] = [];
  const refuse = (place: ListColumn | number, code: KeptCode, params: KeptOut['params'] = {}, raw = ''): undefined => {
    const column = typeof place === 'number' ? { index: place, header: context.headers.get(place) ?? '' } : context.byField.get(place);
    errors.push(keepOut(column === undefined ? `row ${row + 1}` : column.header === '' ? cellPlace(row, column.index) : cellPlace(row, column), code, params, raw));
    return undefined;
  };
  const serialsAt = context.byField.get('serials')?.index;
  cells.forEach((cell, index) => {
    if (cell === undefined) return;
    const most = index === serialsAt ? serialLimits.cellCharacters : 2_000;
    if (isFormula(cell)) refuse(index, 'formula', {}, cell.text);
    else if (cell.text.startsWith('#error')) refuse(index, 'error-cell', {}, cell.text);
    else if (cell.text.length > most) refuse(index, 'too-long', { count: most });
  });
  if (errors.length > 0) return { errors };

  const cellOf = (field: ListColumn): Cell | undefined => {
    const place = context.byField.get(field);
    const cell = place === undefined ? undefined : cells[place.index];
    return cell !== undefined && cellText(cell) !== '' ? cell : undefined;
  };
  const text = (field: ListColumn): string => {
    const value = cellText(cellOf(field)).replaceAll(/\s+/gu, ' ');
    const most = field === 'description' ? 600 : (goodsLine.properties[field] as { readonly maxLength?: number }).maxLength;
    if (most !== undefined && value.length > most) refuse(field, 'too-long', { count: most });
    return value;
  };
  const identifier = (field: ListColumn): string => {
    const cell = cellOf(field);
    if (cell !== undefined && (/^\d(?:\.\d+)?E\+?\d+$/iu.test(cell.text) || (cell.number !== undefined && (cell.number > 999_999_999_999_999 || !Number.isInteger(cell.number))))) return refuse(field, 'digits-lost', { value: cell.text }, cell.text) ?? '';
    return text(field);
  };
  const day = (field: 'productionDate' | 'expiryDate'): string | undefined => {
    const cell = cellOf(field);
    if (cell === undefined) return undefined;
    const read = readDay(cell, context.order);
    return 'day' in read ? read.day : refuse(field, read.code, { value: cell.text }, cell.text);
  };
  const amount = (field: 'quantity' | 'unitValue' | 'totalValue' | 'grossKilograms' | 'netKilograms'): { number: string; word: string } | undefined => {
    const cell = cellOf(field);
    if (cell === undefined) return undefined;
    const parted = cell.number === undefined ? partAmount(cell.text) : { amount: cell.text, word: '' };
    const read = readNumber(cell.number === undefined ? { text: parted.amount } : cell, context.comma);
    if ('code' in read) return refuse(field, read.code, { value: cell.text }, cell.text);
    if (field !== 'unitValue' && field !== 'totalValue' && read.number.split('.')[0]!.length > 12) return refuse(field, 'number', { value: cell.text }, cell.text);
    return { number: read.number, word: parted.word };
  };

  const generic = hanAndLatin(cellText(cellOf('description')));
  text('description');
  const descriptionEn = text('descriptionEn') || generic.latin.replaceAll(/\s+/gu, ' ');
  const descriptionZh = text('descriptionZh') || generic.han.replaceAll(/\s+/gu, ' ');
  for (const description of [descriptionEn, descriptionZh]) if (description.length > 300 && cellOf('description') !== undefined) refuse('description', 'too-long', { count: 300 });
  if (descriptionEn === '' && descriptionZh === '') refuse(context.byField.has('descriptionZh') ? 'descriptionZh' : context.byField.has('description') ? 'description' : 'descriptionEn', 'missing');

  const hsText = identifier('hsCode');
  const hsCode = hsText.normalize('NFKC').replaceAll(/[\s.·-]/gu, '');
  if (hsText === '') { if (errors.every((error) => error.code !== 'digits-lost')) refuse('hsCode', 'missing'); }
  else if (!/^\d{6}(?:\d\d){0,2}$/.test(hsCode)) refuse('hsCode', 'hs-code', { value: hsText }, hsText);

  const quantity = amount('quantity');
  if (cellOf('quantity') === undefined) refuse('quantity', 'missing');
  const unitText = text('unit') || (quantity?.word ?? '');
  const unit = unitText === '' ? undefined : findUnit(unitText)?.code;
  if (unitText !== '' && unit === undefined) refuse(cellOf('unit') === undefined ? 'quantity' : 'unit', 'unit', { value: unitText }, unitText);
  if (unitText === '') refuse(context.byField.has('unit') ? 'unit' : 'quantity', context.byField.has('unit') ? 'missing' : 'unit', { value: '' });

  const unitValue = amount('unitValue');
  const totalValue = amount('totalValue');
  const { currency, total } = amountOf({ quantity: quantity?.number, unitValue, totalValue, currencyText: text('currency'), fallback: context.currency, isTotalBlank: cellOf('totalValue') === undefined }, refuse);

  const originText = text('origin');
  const nationality = originText === '' ? undefined : findNationality(originText);
  const origin = nationality === undefined ? undefined : findState(nationality.alpha3)?.alpha2;
  if (originText === '') refuse('origin', 'missing');
  else if (origin === undefined || origin === null) refuse('origin', 'origin', { value: originText }, originText);
  else if (nationality?.note !== undefined) context.findings.push({ where: cellPlace(row, context.byField.get('origin')!), code: 'origin', text: `${nationality.note}.` });

  const weight = (field: 'grossKilograms' | 'netKilograms'): string | undefined => {
    const read = amount(field);
    if (read === undefined || read.word === '' || findUnit(read.word)?.code === 'KGM') return read?.number;
    return refuse(field, 'number', { value: cellText(cellOf(field)) }, cellText(cellOf(field)));
  };
  const [grossKilograms, netKilograms] = [weight('grossKilograms'), weight('netKilograms')];

  const packagesText = cellText(cellOf('packages')).normalize('NFKC');
  const packed = /^(\d{1,7}(?:[,\d]*\d)?)\s*(\D*)$/u.exec(packagesText);
  const packages = packed === null ? '' : packed[1]!.replace(/^(\d{1,3}),(\d{3})$/, '$1$2');
  if (packagesText !== '' && (!whole.test(packages) || Number(packages) > 1_000_000)) refuse('packages', 'whole-number', { value: packagesText, least: 0, most: '1000000' }, packagesText);
  const packageKind = text('packageKind') || (packed?.[2]?.trim().slice(0, 40) ?? '');

  const serialCell = cellOf('serials');
  let serials: readonly string[] = [];
  if (serialCell !== undefined) {
    const read = /^\d(?:\.\d+)?E\+?\d+$/iu.test(serialCell.text) || (serialCell.number ?? 0) > 999_999_999_999_999 ? undefined : readSerials(cellText(serialCell), quantity?.number, Math.min(100_000, context.serialsLeft));
    if (read === undefined) refuse('serials', 'digits-lost', { value: serialCell.text }, serialCell.text);
    else if ('code' in read) refuse('serials', read.code, read.code === 'serial-range' ? { value: read.value, most: serialLimits.range } : { count: Number(read.value) }, serialCell.text);
    else ({ serials } = read);
  }

  const useText = text('use');
  const useKey = useText.normalize('NFKC').toLowerCase().replaceAll(/[\s-]/gu, '');
  const use = Object.hasOwn(uses, useKey) ? uses[useKey] : undefined;
  if (useText !== '' && use === undefined) refuse('use', 'use', { value: useText }, useText);
  const unText = identifier('unNumber');
  const unNumber = /^(?:UN)?\s*-?(\d{4})$/iu.exec(unText.normalize('NFKC'))?.[1];
  if (unText !== '' && unNumber === undefined) refuse('unNumber', 'un-number', { value: unText }, unText);
  const productionDate = day('productionDate');
  const expiryDate = day('expiryDate');
  const texts = Object.fromEntries((['brand', 'model', 'specification', 'venue', 'lot', 'producerRegistration', 'permitReference', 'remarks'] as const).map((field) => [field, field === 'model' || field === 'lot' ? identifier(field) : text(field)]).filter(([, value]) => value !== ''));
  if (errors.length > 0 || quantity === undefined || unit === undefined || total === undefined || currency === undefined || typeof origin !== 'string') return { errors };
  context.serialsLeft -= serials.length;
  return {
    errors,
    line: {
      position, descriptionEn, descriptionZh, hsCode, quantity: quantity.number, unit, ...(unitValue === undefined ? {} : { unitValue: unitValue.number }), totalValue: total, currency, origin,
      ...(grossKilograms === undefined ? {} : { grossKilograms }), ...(netKilograms === undefined ? {} : { netKilograms }), ...(packagesText === '' ? {} : { packages: Number(packages) }), ...(packageKind === '' ? {} : { packageKind }),
      serials: [...serials], ...(use === undefined ? {} : { use }), ...(productionDate === undefined ? {} : { productionDate }), ...(expiryDate === undefined ? {} : { expiryDate }), ...(unNumber === undefined ? {} : { unNumber: `UN${unNumber}` }), ...texts,
    },
  };
}
