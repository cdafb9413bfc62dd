import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { codeProblems, codeValidity, issueCode, verifyCode } from '../../src/modules/certificates/declaration-code.ts';
import type { CodeInput } from '../../src/modules/certificates/declaration-code.ts';
import { drawPng, drawSvg, qrVersion } from '../../src/modules/certificates/qr.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry, Given, Outcome } from './call.ts';
import { instantOf, trustOf } from './certificates.ts';

const usage = [
  'code issue INPUT.json|- --key KEY.pem [--svg FILE] [--png FILE]',
  '    issues the code of a declaration and draws it',
  'code verify TEXT|FILE|- --keys DIR [--at TIME] [--event CODE] [--revoked FILE] [--newest FILE]',
  '    verifies a code as a station does, from what it has at hand',
].join('\n');

const largest = 1_000_000;

async function textOf(file: string, what: string): Promise<string> {
  const input = await readInput(file, largest);
  if ('tooLarge' in input) throw new UnusableCall(`${what} has more than ${largest} bytes.`, usage);
  return new TextDecoder().decode(input.bytes);
}

async function jsonOf(file: string, what: string): Promise<unknown> {
  const text = await textOf(file, what);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnusableCall(`${what} is no JSON: ${error instanceof Error ? error.message : String(error)}.`, usage);
  }
}

async function keyOf(file: string): Promise<KeyObject> {
  try {
    return createPrivateKey(await readFile(file));
  } catch (error) {
    throw new UnusableCall(`${file} is no private key in PEM: ${error instanceof Error ? error.message : String(error)}.`, usage);
  }
}

async function issue(given: Given): Promise<Outcome> {
  const [file, ...others] = given.words;
  const keyFile = given.text('key');
  if (file === undefined || others.length > 0 || keyFile === undefined) throw new UnusableCall('code issue takes one file and a key.', usage);
  const key = await keyOf(keyFile);
  const json = await jsonOf(file, 'The input');
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new UnusableCall('The input is no object with the fields of a declaration.', usage);
  const { arrivesAt, ...fields } = json as Record<string, unknown>;
  const period = typeof arrivesAt === 'string' && !Number.isNaN(Date.parse(arrivesAt)) ? codeValidity(arrivesAt) : {};
  const input = { version: 1, givenNames: '', ...period, ...fields };
  const problems = codeProblems(input);
  if (problems.length > 0) {
    for (const { where, reason } of problems) process.stderr.write(`${where}: ${reason}\n`);
    return { output: { text: null, problems }, code: 1 };
  }
  let issued: ReturnType<typeof issueCode>;
  try {
    issued = issueCode(input as unknown as CodeInput, key);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnusableCall(error.message, usage);
  }
  const [svg, png] = [given.text('svg'), given.text('png')];
  if (svg !== undefined) await writeFile(svg, await drawSvg(issued.text));
  if (png !== undefined) await writeFile(png, await drawPng(issued.text));
  return { output: { ...issued, characters: issued.text.length, qrVersion: qrVersion(issued.text) }, code: 0 };
}

async function verify(given: Given): Promise<Outcome> {
  const [word, ...others] = given.words;
  const directory = given.text('keys');
  if (word === undefined || others.length > 0 || directory === undefined) throw new UnusableCall('code verify takes one code and a directory of keys.', usage);
  const at = instantOf(given.text('at'), usage);
  const [revokedFile, newestFile, event] = [given.text('revoked'), given.text('newest'), given.text('event')];
  const revoked = revokedFile === undefined ? [] : await jsonOf(revokedFile, 'The list of revoked declarations');
  const newest = newestFile === undefined ? {} : await jsonOf(newestFile, 'The list of newest versions');
  if (!Array.isArray(revoked)) throw new UnusableCall('--revoked takes a JSON list of declaration ids.', usage);
  if (typeof newest !== 'object' || newest === null || !Object.values(newest).every((version) => typeof version === 'number')) throw new UnusableCall('--newest takes a JSON object from declaration ids to versions.', usage);
  const keys = await trustOf(directory);
  // A code begins like this; no file of anybody's does.
  const text = /^[A-Z0-9]{2,4}:/.test(word) ? word : await textOf(word, 'The input');
  const answer = verifyCode(text, { keys, at, revoked: new Set(revoked as string[]), newest: new Map(Object.entries(newest as Record<string, number>)), ...(event === undefined ? {} : { event }) });
  if (answer.verdict === 'invalid') process.stderr.write(`${answer.code}: ${answer.reason}\n`);
  return { output: answer, code: answer.verdict === 'valid' ? 0 : 1 };
}

/** Issues and verifies codes of declarations. */
export const codeCommand: CommandEntry = {
  usage,
  async run([name, ...rest]) {
    if (name === 'issue') return issue(parseCall(rest, { key: 'text', svg: 'text', png: 'text' }, usage));
    if (name === 'verify') return verify(parseCall(rest, { keys: 'text', at: 'text', event: 'text', revoked: 'text', newest: 'text' }, usage));
    throw new UnusableCall(name === undefined ? 'code needs issue or verify.' : `There is no "code ${name}".`, usage);
  },
};
