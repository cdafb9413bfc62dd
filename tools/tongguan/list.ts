import { basename } from 'node:path';
import { hashOf } from '../../src/modules/goods/content-hash.ts';
import { readGoodsListJson } from '../../src/modules/goods/formats/list/json.ts';
import { readGoodsList } from '../../src/modules/goods/formats/list/read.ts';
import type { ReadGoodsList } from '../../src/modules/goods/formats/list/shapes.ts';
import { diffLists } from '../../src/modules/goods/rules/list-diff.ts';
import { rosterLimits, UnreadableFile } from '../../src/modules/travellers/formats/roster/grid.ts';
import { goodsList as words } from '../../src/words/console/goods-list.ts';
import { fill } from '../../src/words/words.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry, Outcome } from './call.ts';

const usage = [
  'list check FILE|-', '    a goods list, CSV, XLSX or JSON: what is read, what is kept out, and what is wrong with it',
  'list diff OLD NEW', '    what a newer version of a list does to an older one',
  'list hash FILE|-', '    the SHA-256 of the content that the parties sign',
].join('\n');
const largestJson = 40_000_000;

function isJson(bytes: Uint8Array): boolean {
  return /^\ufeff?\s*[{[]/.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}

async function readFile(file: string): Promise<ReadGoodsList> {
  const input = await readInput(file, largestJson);
  const name = file === '-' ? 'Standard input' : file;
  if ('tooLarge' in input) throw new UnusableCall(`${name} has ${input.tooLarge} bytes or more; at most ${largestJson} are read, of a table ${rosterLimits.bytes}.`);
  try {
    return isJson(input.bytes) ? readGoodsListJson(input.bytes) : readGoodsList(input.bytes, file === '-' ? '' : basename(file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new UnusableCall(`${name}: ${error.message}`);
  }
}

/** Writes what is kept out and what is wrong to standard error, one a line. */
function say(read: ReadGoodsList): void {
  for (const { where, reason } of read.quarantined) process.stderr.write(`${where}: ${reason}\n`);
  for (const { position, field, code, severity, params } of read.problems) {
    process.stderr.write(`${position === null ? 'head' : `line ${position}`}, ${fill('en', words.en[`field.${field}`])}: ${severity === 'warning' ? '(warning) ' : ''}${fill('en', words.en[`problem.${code}`], params)}\n`);
  }
}

/** Reads a list of which every line must be there, for a comparison or a hash of a part would mislead. */
async function wholeList(file: string): Promise<ReadGoodsList | undefined> {
  const read = await readFile(file);
  if (read.quarantined.length === 0 && read.list.lines.length > 0) return read;
  for (const { where, reason } of read.quarantined) process.stderr.write(`${file}: ${where}: ${reason}\n`);
  if (read.list.lines.length === 0) process.stderr.write(`${file}: no line could be read.\n`);
  return undefined;
}

async function check(file: string): Promise<Outcome> {
  const read = await readFile(file);
  say(read);
  if (read.list.lines.length === 0 && read.quarantined.length === 0) process.stderr.write(`${file}: no line stands below the header.\n`);
  const isWrong = read.quarantined.length > 0 || read.list.lines.length === 0 || read.problems.some(({ severity }) => severity === 'error');
  return { output: read, code: isWrong ? 1 : 0 };
}

/** Checks goods lists, compares their versions and hashes them. Shape: exit code 1 where a row is kept out or an error is found; warnings alone are 0. */
export const listCommand: CommandEntry = {
  usage,
  async run(args) {
    const [action, first, second, ...others] = parseCall(args, {}, usage).words;
    const isFull = action === 'diff' ? second !== undefined && others.length === 0 : second === undefined;
    if (first === undefined || !isFull || !['check', 'diff', 'hash'].includes(action ?? '')) throw new UnusableCall('list takes check, diff or hash, and one file; diff takes two.', usage);
    if (action === 'check') return check(first);
    if (first === '-' && second === '-') throw new UnusableCall('Only one of the two files can come from standard input.', usage);
    const read = await wholeList(first);
    const newer = second === undefined ? read : await wholeList(second);
    if (read === undefined || newer === undefined) return 1;
    return { output: action === 'hash' ? hashOf(read.list) : diffLists(read.list, newer.list), code: 0 };
  },
};
