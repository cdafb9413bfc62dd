import { findCertificateTexts } from './finding.ts';
import { verifyHcert } from './hcert.ts';
import type { CheckOptions } from './hcert.ts';
import { invalidVerdict, Unverifiable } from './rules/unverifiable.ts';
import type { Verdict } from './shapes.ts';
import { verifyShc } from './shc.ts';
import { verifyVdsNc } from './vdsnc.ts';

/** Is one family of certificates that is verified: one new family is one new entry here. */
export interface CertificateFamily {
  readonly summary: string;
  /** Tells whether a text means to be of this family; a picture may show other codes, too. */
  isMeant(text: string): boolean;
  /** Takes one text, or all that are meant where a certificate may come in parts. */
  verify(texts: readonly string[], check: CheckOptions): Verdict;
}

/** The first that is valid, else the first: whoever shows two certificates needs one. */
function firstValid(texts: readonly string[], verify: (text: string) => Verdict): Verdict {
  const verdicts = texts.slice(0, 64).map(verify);
  return verdicts.find(({ verdict }) => verdict === 'valid') ?? verdicts[0]!;
}

const isHcert = (text: string): boolean => /^[\s\ufeff]*HC1:/u.test(text);
const isCard = (text: string): boolean => /^[\s\ufeff]*(shc:\/|[\w-]+\.[\w-]+\.|\{[\s\S]*(verifiableCredential|parameter))|\/SMARTHealthCard\//iu.test(text);
const isSeal = (text: string): boolean => /^[\s\ufeff]*\{/u.test(text);

/** Lists the families by the name that the command line gives them. */
export const certificateFamilies: Readonly<Record<string, CertificateFamily>> = {
  dcc: { summary: 'EU digital COVID certificates, and the other health certificates of the WHO network', isMeant: isHcert, verify: (texts, check) => firstValid(texts, (text) => verifyHcert(text, check)) },
  icvp: { summary: 'the digital yellow card (International Certificate of Vaccination or Prophylaxis)', isMeant: isHcert, verify: (texts, check) => firstValid(texts, (text) => verifyHcert(text, check)) },
  vdsnc: { summary: 'visible digital seals of ICAO (VDS-NC): proofs of vaccination and of tests', isMeant: isSeal, verify: (texts, check) => firstValid(texts, (text) => verifyVdsNc(text, check)) },
  shc: { summary: 'smart health cards, also in parts and as .smart-health-card files', isMeant: isCard, verify: (texts, check) => verifyShc(texts, check) },
};

/** Finds what is meant to be of a family in a text, a picture or a PDF, and verifies it. */
export async function verifyOfFamily({ isMeant, verify }: CertificateFamily, bytes: Uint8Array, fileName: string, check: CheckOptions): Promise<Verdict> {
  const found = await findCertificateTexts(bytes, fileName);
  if ('refusal' in found) return found.refusal;
  const meant = found.texts.filter(isMeant);
  return verify(meant.length > 0 ? meant : found.texts.slice(0, 1), check);
}

/** Verifies what a text, a picture or a PDF holds, whichever family it is of. Shape: the first valid verdict, else that of the first family that any text means to be. */
export async function verifyAnything(bytes: Uint8Array, fileName: string, check: CheckOptions): Promise<Verdict> {
  const found = await findCertificateTexts(bytes, fileName);
  if ('refusal' in found) return found.refusal;
  const verdicts: Verdict[] = [];
  // A card in JSON is a card, although a seal begins with a brace, too.
  let left = found.texts;
  for (const family of [certificateFamilies['dcc']!, certificateFamilies['shc']!, certificateFamilies['vdsnc']!]) {
    const meant = left.filter((text) => family.isMeant(text));
    left = left.filter((text) => !meant.includes(text));
    if (meant.length > 0) verdicts.push(family.verify(meant, check));
  }
  return verdicts.find(({ verdict }) => verdict === 'valid') ?? verdicts[0] ?? invalidVerdict(new Unverifiable('not-recognised', 'It is no certificate that is known here: neither of the EU or WHO, nor a smart health card, nor a visible digital seal.'));
}
