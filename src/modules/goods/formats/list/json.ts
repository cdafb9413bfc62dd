import { Compile } from 'typebox/compile';
import { UnreadableFile } from '../../../travellers/formats/roster/grid.ts';
import { checkList } from '../../rules/list.ts';
import { goodsLine, goodsListHead } from '../../shapes/list.ts';
import type { GoodsLine, GoodsList } from '../../shapes/list.ts';
import { keepOut } from './shapes.ts';
import type { KeptOut, ReadGoodsList } from './shapes.ts';

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

function faults(shape: { Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[] }, value: unknown, where: string): KeptOut[] {
  return shape.Errors(value).slice(0, 20).map(({ instancePath, message }) => {
    const field = instancePath.replace(/^\//, '').replaceAll('/', '.');
    return keepOut(field === '' ? where : `${where}, ${field}`, 'shape', { value: message });
  });
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
  const quarantined: KeptOut[] = Object.keys(others).map((name) => keepOut(`"${name.slice(0, 60)}"`, 'shape', { value: 'only "head" and "lines" may stand here' }));
  const ownHead = withWholeNumbers(head);
  const isHead = headShape.Check(ownHead);
  if (!isHead) quarantined.push(...faults(headShape, ownHead, 'head'));
  const taken: GoodsLine[] = [];
  for (const [at, entry] of (lines as unknown[]).entries()) {
    const line = withWholeNumbers(entry);
    if (lineShape.Check(line)) taken.push(line);
    else quarantined.push(...faults(lineShape, line, `line ${at + 1}`));
  }
  const list: GoodsList = { head: isHead ? (ownHead as GoodsList['head']) : {}, lines: taken };
  return {
    format: 'goodsList', list, quarantined, problems: taken.length === 0 ? [] : checkList(list), declared: list.head,
    found: { rows: lines.length, lines: taken.length, quarantinedRows: lines.length - taken.length, findings: [] },
  };
}
