import { isJsonObject, parseJson } from './strict-json.ts';
import { Unverifiable } from './rules/unverifiable.ts';

/** Unit: characters. No card comes near it. */
const maximumLength = 1_048_576;
const bare = /^[\w-]+\.[\w-]+\.[\w-]*$/u;

/** Refuses: bad-length, illegal-character. Source: SMART Health Cards Framework 1.4, "Encoding QRs": two digits for each character, less 45. */
function fromDigits(digits: string): string {
  const illegal = /\D/u.exec(digits);
  if (illegal !== null) throw new Unverifiable('illegal-character', `Behind "shc:/" stand only digits, but digit ${illegal.index + 1} is ${JSON.stringify(illegal[0])}. Scan the code again, or copy it whole.`);
  if (digits.length % 2 === 1 || digits.length === 0) throw new Unverifiable('bad-length', `${digits.length} digits of a health card cannot be: they come in pairs. Scan the code again.`);
  return digits.replace(/\d\d/gu, (pair, at: number) => {
    const character = String.fromCharCode(Number(pair) + 45);
    if (!/[\w.-]/u.test(character)) throw new Unverifiable('illegal-character', `Digits ${at + 1} and ${at + 2} (${pair}) stand for no character of a health card. Scan the code again.`);
    return character;
  });
}

/** Refuses: parts-missing, and what the digits are refused for. */
function joinParts(codes: readonly string[]): readonly string[] {
  const whole: string[] = [];
  const parts = new Map<number, Map<number, string>>();
  for (const code of codes) {
    const [, number, of, digits = ''] = /^shc:\/(?:(\d{1,4})\/(\d{1,4})\/)?(.*)$/isu.exec(code) ?? [];
    if (number === undefined || of === undefined) whole.push(fromDigits(digits));
    else {
      const [at, count] = [Number(number), Number(of)];
      if (at < 1 || at > count) throw new Unverifiable('parts-missing', `A part of a health card calls itself ${at} of ${count}; scan the codes again.`);
      const set = parts.get(count) ?? new Map<number, string>();
      const other = set.get(at);
      if (other !== undefined && other !== digits) throw new Unverifiable('parts-missing', `Two different parts call themselves ${at} of ${count}: they belong to different cards. Scan one card alone.`);
      parts.set(count, set.set(at, digits));
    }
  }
  for (const [count, set] of parts) {
    const missing = Array.from({ length: count }, (_, at) => at + 1).filter((at) => !set.has(at));
    if (missing.length > 0) throw new Unverifiable('parts-missing', `The health card has ${count} parts, and ${missing.length === 1 ? 'part' : 'parts'} ${missing.slice(0, 20).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not there. Scan all its codes.`);
    whole.push(Array.from({ length: count }, (_, at) => fromDigits(set.get(at + 1)!)).join(''));
  }
  return whole;
}

function fromFile(text: string): readonly string[] {
  const file = parseJson(text, 'The file');
  if (!isJsonObject(file)) throw new Unverifiable('not-recognised', 'This is JSON, but no file of health cards.');
  // A file of cards, or what a server answered to the operation that issues them.
  const found: unknown[] = Array.isArray(file['verifiableCredential']) ? file['verifiableCredential']
    : Array.isArray(file['parameter']) ? file['parameter'].filter((one) => isJsonObject(one) && one['name'] === 'verifiableCredential').map((one: { valueString?: unknown }) => one.valueString) : [];
  const cards = found.filter((one): one is string => typeof one === 'string' && bare.test(one.trim()));
  if (cards.length === 0 || cards.length < found.length) throw new Unverifiable('not-recognised', found.length === 0 ? 'This is JSON without any health card (verifiableCredential).' : 'What stands in verifiableCredential is not only health cards.');
  return cards.map((card) => card.trim());
}

/**
 * Finds the signed cards in what a person has: numeric codes (`shc:/…`, also in parts and several in one text), a `.smart-health-card` file, a link with cards, bare cards.
 * Shape: at least one compact JWS; cards in parts come last.
 * Refuses: not-recognised, too-large, malformed-json, duplicate-key, illegal-character, bad-length, parts-missing.
 * Source: SMART Health Cards Framework 1.4, "Health Cards as QR Codes", "via File Download", "via Deep Link".
 */
export function findCards(texts: readonly string[]): readonly string[] {
  const clean = texts.map((text) => text.replace(/^\ufeff/u, '').trim()).filter((text) => text !== '');
  if (clean.length === 0) throw new Unverifiable('not-recognised', 'The text is empty: scan the code again.');
  if (clean.some((text) => text.length > maximumLength)) throw new Unverifiable('too-large', 'The text is longer than any health card.');
  const codes: string[] = [];
  const cards: string[] = [];
  for (const text of clean) {
    const linked = /\/SMARTHealthCard\/#\(?([\w.,-]+)\)?$/iu.exec(text)?.[1];
    if (/^shc:\//iu.test(text)) codes.push(...text.split(/\s+(?=shc:\/)/iu).map((code) => code.replace(/\s+/gu, '')));
    else if (text.startsWith('{')) cards.push(...fromFile(text));
    else if (linked !== undefined) cards.push(...linked.split(','));
    else if (text.split(/\s+/u).every((one) => bare.test(one))) cards.push(...text.split(/\s+/u));
    else throw new Unverifiable('not-recognised', `A smart health card begins with "shc:/", or is a file with verifiableCredential; this text begins with ${JSON.stringify(text.slice(0, 12))}.`);
  }
  return [...cards, ...joinParts(codes)];
}
