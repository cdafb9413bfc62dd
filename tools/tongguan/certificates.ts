import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TrustFile, TrustStore, Verdict } from '../../src/modules/certificates/shapes.ts';
import { loadTrust } from '../../src/modules/certificates/trust.ts';
import { certificateFamilies, verifyOfFamily } from '../../src/modules/certificates/verifying.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { Outcome } from './call.ts';

/** How to call for certificates, one call a line. */
export const certificateUsage = Object.entries(certificateFamilies).map(([name, { summary }]) => `read ${name} FILE|- [--trust DIR] [--at TIME]\n    ${summary}`).join('\n');

/** Tells whether `read NAME` is about certificates. */
export function isCertificate(name: string): boolean {
  return Object.hasOwn(certificateFamilies, name);
}

/** Reads an instant; without a zone it is in UTC, and a day alone is its beginning. Refuses: a text that is no time. */
export function instantOf(text: string | undefined, usage: string): Date {
  if (text === undefined) return new Date();
  const form = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/u.exec(text.trim());
  const time = form === null ? Number.NaN : Date.parse(`${text.trim().replace(' ', 'T')}${form[1] === undefined && text.length > 10 ? 'Z' : ''}`);
  if (Number.isNaN(time)) throw new UnusableCall(`--at takes an instant such as 2022-01-27T08:00:00Z; "${text}" is none.`, usage);
  return new Date(time);
}

const largestTrustFile = 64_000_000;

/** Loads every file of a trust directory and of those within, and tells on standard error what could not be loaded. Refuses: a directory that cannot be read. */
export async function trustOf(directory: string | undefined): Promise<TrustStore> {
  if (directory === undefined) return loadTrust([]);
  const files: TrustFile[] = [];
  try {
    for (const name of (await readdir(directory, { recursive: true })).sort()) {
      const path = join(directory, name);
      const found = await stat(path);
      if (!found.isFile() || basename(name).startsWith('.')) continue;
      if (found.size > largestTrustFile) process.stderr.write(`${name}: it is left out, for it has more than ${largestTrustFile} bytes\n`);
      else files.push({ name, bytes: await readFile(path), importedAt: found.mtime.toISOString() });
    }
  } catch (error) {
    throw new UnusableCall(`The trust directory ${directory} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const trust = loadTrust(files);
  for (const { source, reason } of trust.problems) process.stderr.write(`${source}: ${reason}\n`);
  return trust;
}

/** Unit: bytes; a photograph or a scanned sheet is below it. */
const largestInput = 32_000_000;

/** Verifies one certificate. Shape: exit code 0 valid, 1 invalid. */
export async function readCertificate(name: string, args: readonly string[]): Promise<Outcome> {
  const given = parseCall(args, { trust: 'text', at: 'text' }, certificateUsage);
  const [file, ...others] = given.words;
  if (file === undefined || others.length > 0) throw new UnusableCall(`read ${name} takes one file, or - for standard input.`, certificateUsage);
  const at = instantOf(given.text('at'), certificateUsage);
  const trust = await trustOf(given.text('trust'));
  const input = await readInput(file, largestInput);
  const refused = (code: Verdict['code'], reason: string): Verdict => ({ verdict: 'invalid', code, reason, trustSource: null, holder: null, kind: null, validFrom: null, validUntil: null, payload: null });
  const { verdict, code, reason, trustSource, holder, kind, validFrom, validUntil } = 'tooLarge' in input
    ? refused('too-large', `The input has ${input.tooLarge} bytes or more; at most ${largestInput} are read.`) : await verifyOfFamily(certificateFamilies[name]!, input.bytes, file === '-' ? '' : basename(file), { trust, at });
  if (verdict === 'invalid') process.stderr.write(`${code}: ${reason}\n`);
  return { output: { verdict, code, reason, trustSource, holder, kind, validFrom, validUntil }, code: verdict === 'valid' ? 0 : 1 };
}
