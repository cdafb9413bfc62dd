import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findCertificateTexts } from '../../src/modules/certificates/finding.ts';
import { verifyHcert } from '../../src/modules/certificates/hcert.ts';
import { verifyShc } from '../../src/modules/certificates/shc.ts';
import type { TrustFile, TrustStore, Verdict } from '../../src/modules/certificates/shapes.ts';
import { loadTrust } from '../../src/modules/certificates/trust.ts';
import { verifyVdsNc } from '../../src/modules/certificates/vdsnc.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { Outcome } from './call.ts';

/** With what a certificate is checked. */
interface Check {
  readonly trust: TrustStore;
  readonly at: Date;
}

/** Is one family of certificates that the command line verifies: one new family is one new entry here. */
interface FamilyEntry {
  readonly summary: string;
  /** Tells whether a text means to be of this family; a picture may show other codes, too. */
  isMeant(text: string): boolean;
  /** Takes one text, or all that are meant where a certificate may come in parts. */
  verify(texts: readonly string[], check: Check): Verdict;
}

/** The first that is valid, else the first: whoever shows two certificates needs one. */
function firstValid(texts: readonly string[], verify: (text: string) => Verdict): Verdict {
  const verdicts = texts.slice(0, 64).map(verify);
  return verdicts.find(({ verdict }) => verdict === 'valid') ?? verdicts[0]!;
}

const isHcert = (text: string): boolean => /^[\s\ufeff]*HC1:/u.test(text);
const isCard = (text: string): boolean => /^[\s\ufeff]*(shc:\/|[\w-]+\.[\w-]+\.|\{[\s\S]*(verifiableCredential|parameter))|\/SMARTHealthCard\//iu.test(text);
const isSeal = (text: string): boolean => /^[\s\ufeff]*\{/u.test(text);

const families: Readonly<Record<string, FamilyEntry>> = {
  dcc: { summary: 'EU digital COVID certificates, and the other health certificates of the WHO network', isMeant: isHcert, verify: (texts, check) => firstValid(texts, (text) => verifyHcert(text, check)) },
  icvp: { summary: 'the digital yellow card (International Certificate of Vaccination or Prophylaxis)', isMeant: isHcert, verify: (texts, check) => firstValid(texts, (text) => verifyHcert(text, check)) },
  vdsnc: { summary: 'visible digital seals of ICAO (VDS-NC): proofs of vaccination and of tests', isMeant: isSeal, verify: (texts, check) => firstValid(texts, (text) => verifyVdsNc(text, check)) },
  shc: { summary: 'smart health cards, also in parts and as .smart-health-card files', isMeant: isCard, verify: (texts, check) => verifyShc(texts, check) },
};

/** Finds what is meant to be of the family in a text, a picture or a PDF, and verifies it. */
async function verifyFile({ isMeant, verify }: FamilyEntry, bytes: Uint8Array, fileName: string, check: Check): Promise<Verdict> {
  const found = await findCertificateTexts(bytes, fileName);
  if ('refusal' in found) return found.refusal;
  const meant = found.texts.filter(isMeant);
  return verify(meant.length > 0 ? meant : found.texts.slice(0, 1), check);
}

/** How to call for certificates, one call a line. */
export const certificateUsage = Object.entries(families).map(([name, { summary }]) => `read ${name} FILE|- [--trust DIR] [--at TIME]\n    ${summary}`).join('\n');

/** Tells whether `read NAME` is about certificates. */
export function isCertificate(name: string): boolean {
  return Object.hasOwn(families, name);
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
    ? refused('too-large', `The input has ${input.tooLarge} bytes or more; at most ${largestInput} are read.`) : await verifyFile(families[name]!, input.bytes, file === '-' ? '' : basename(file), { trust, at });
  if (verdict === 'invalid') process.stderr.write(`${code}: ${reason}\n`);
  return { output: { verdict, code, reason, trustSource, holder, kind, validFrom, validUntil }, code: verdict === 'valid' ? 0 : 1 };
}
