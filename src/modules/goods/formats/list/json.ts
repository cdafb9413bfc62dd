import { Compile } from 'typebox/compile';
import { Errors } from 'typebox/value';
import type { TSchema } from 'typebox';
import { UnreadableFile } from '../../../travellers/formats/roster/grid.ts';
import { checkList } from '../../rules/list.ts';
import { goodsLine, goodsListHead } from '../../shapes/list.ts';
import type { GoodsLine, GoodsList } from '../../shapes/list.ts';
import { keepOut } from './shapes.ts';
import type { KeptCode, KeptOut, ReadGoodsList } from './shapes.ts';

const lineShape = Compile(goodsLine);
const headShape = Compile(goodsListHead);
const mostLines = 20_000;
const wholeNumbers: ReadonlySet<string> = new Set(['position', 'packages', 'lines']);
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON with every number as the text that stands there, so that nothing is lost to a float. */
function parseLiterally(text: string): unknown {
  // What is no JSON as it stands must not become JSON by the quotes.
  JSON.parse(text);
  return JSON.parse(text.replace(stringOrNumber, (found) => (found.startsWith('"') ? found : `"${found}"`)));
}

/** Makes whole numbers of those entries that are whole numbers in the shape. */
function withWholeNumbers(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
  return Object.fromEntries(Object.entries(entry).map(([field, value]) => [field, wholeNumbers.has(field) && typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value]));
}

type Fault = { readonly keyword: string; readonly params: object };

const numbers: ReadonlySet<string> = new Set(['quantity', 'unitValue', 'totalValue', 'grossKilograms', 'netKilograms']);
const coded: Readonly<Record<string, KeptCode>> = { hsCode: 'hs-code', currency: 'currency', origin: 'origin', use: 'use-name', unNumber: 'un-number', productionDate: 'date', expiryDate: 'date', arrivesOn: 'date' };

// Nine digits: more are not read as a whole number.
const mostWhole = 999_999_999;

const limitOf = ({ params }: Fault): number => Number((params as { readonly limit?: unknown }).limit);

/** Says in words what is wrong with one entry, by what stands there; nothing but a text can be too long or not be text. */
function faultOf(field: string, where: string, shape: TSchema, fault: Fault, value: unknown): KeptOut {
  const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (wholeNumbers.has(field)) {
    const { minimum = 0, maximum = mostWhole } = shape as { readonly minimum?: number; readonly maximum?: number };
    return keepOut(where, 'whole-number', { value: shown, least: minimum, most: maximum }, shown);
  }
  if (numbers.has(field)) return keepOut(where, 'number', { value: shown }, shown);
  const code = coded[field];
  if (code !== undefined) return keepOut(where, code, { value: shown }, shown);
  if (field === 'serials') return fault.keyword === 'maxItems' ? keepOut(where, 'too-many-serials', { count: limitOf(fault) }) : keepOut(where, 'serial-list', {}, shown);
  if (fault.keyword === 'maxLength') return keepOut(where, 'text-long', { count: limitOf(fault) }, shown);
  return keepOut(where, 'not-text', { value: shown }, shown);
}

/** Says all that is wrong with a line or the head, entry by entry: the schema as a whole would stop after a few. */
function faults(shape: typeof goodsLine | typeof goodsListHead, value: unknown, where: string): KeptOut[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [keepOut(where, 'not-an-object')];
  const [entries, shapes] = [value as Readonly<Record<string, unknown>>, shape.properties as Readonly<Record<string, TSchema>>];
  const absent = ((shape as { readonly required?: readonly string[] }).required ?? []).filter((name) => !Object.hasOwn(entries, name)).map((name) => keepOut(`${where}, ${name}`, 'absent'));
  return absent.concat(Object.entries(entries).slice(0, 60).flatMap(([name, entry]): KeptOut[] => {
    if (!Object.hasOwn(shapes, name)) return [keepOut(`${where}, "${name.slice(0, 60)}"`, 'unknown-entry')];
    const fault = Errors(shapes[name]!, entry)[0];
    if (fault === undefined) return [];
    const at = /^\/(\d+)/.exec(fault.instancePath)?.[1];
    return [faultOf(name, at === undefined ? `${where}, ${name}` : `${where}, ${name} ${Number(at) + 1}`, shapes[name]!, fault, entry)];
  }));
}

/**
 * Reads a goods list from JSON of its own shape and checks it; a line that has not the shape is kept out, the others load.
 * Shape: amounts may be JSON numbers or text; both are taken as the digits that stand there.
 * Refuses: by throwing UnreadableFile: encoding, not-json, not-a-list, too-many-rows.
 */
export function readGoodsListJson(bytes: Uint8Array): ReadGoodsList {
  let content: unknown;
  try {
    content = parseLiterally(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnreadableFile('not-json', `The file is no JSON: ${error.message}.`);
    throw new UnreadableFile('encoding', 'The JSON is not in UTF-8.');
  }
  const { head = {}, lines, ...others } = (typeof content === 'object' && content !== null ? content : {}) as { readonly head?: unknown; readonly lines?: unknown };
  if (!Array.isArray(lines) || lines.length === 0) throw new UnreadableFile('not-a-list', 'A goods list in JSON is an object with "head" and a list of "lines", at least one.');
  if (lines.length > mostLines) throw new UnreadableFile('too-many-rows', `The list has ${lines.length} lines, ${mostLines} at most can be loaded: split it.`);
  const quarantined: KeptOut[] = Object.keys(others).map((name) => keepOut(`"${name.slice(0, 60)}"`, 'unknown-part'));
  const ownHead = withWholeNumbers(head);
  const isHead = headShape.Check(ownHead);
  if (!isHead) quarantined.push(...faults(goodsListHead, ownHead, 'head'));
  const taken: GoodsLine[] = [];
  for (const [at, entry] of (lines as unknown[]).entries()) {
    const line = withWholeNumbers(entry);
    if (lineShape.Check(line)) taken.push(line);
    else quarantined.push(...faults(goodsLine, line, `line ${at + 1}`));
  }
  const list: GoodsList = { head: isHead ? (ownHead as GoodsList['head']) : {}, lines: taken };
  return {
    format: 'goodsList', list, quarantined, problems: taken.length === 0 ? [] : checkList(list), declared: list.head,
    found: { rows: lines.length, lines: taken.length, quarantinedRows: lines.length - taken.length, findings: [] },
  };
}
