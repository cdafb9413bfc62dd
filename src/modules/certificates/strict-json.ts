import { Unverifiable } from './rules/unverifiable.ts';

/** Is a JSON object whose members are not yet known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells whether a JSON value is an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const maximumDepth = 64;

/** Goes once over JSON that is well formed. Refuses: malformed-json (too deep), duplicate-key. */
function checkNames(text: string, what: string): void {
  const open: (Set<string> | null)[] = [];
  for (const [token, name] of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")\s*:|"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gsu)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') open.pop();
    else if (name !== undefined) {
      const names = open.at(-1);
      const read = JSON.parse(name) as string;
      if (names?.has(read)) throw new Unverifiable('duplicate-key', `${what} says "${read.slice(0, 40)}" twice; no honest issuer writes that.`);
      names?.add(read);
    }
    if (open.length > maximumDepth) throw new Unverifiable('malformed-json', `${what} is nested more than ${maximumDepth} deep.`);
  }
}

/**
 * Reads JSON in which every name stands once, so that two readers cannot read two things in it.
 * Refuses: malformed-json, duplicate-key.
 * Source: RFC 8259, RFC 7493 section 2.3.
 */
export function parseJson(text: string, what: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Unverifiable('malformed-json', `${what} is not well-formed JSON: ${(error as Error).message.slice(0, 120)}. Scan the code again, or copy it whole.`);
  }
  checkNames(text, what);
  return value;
}

function canonicalText(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new Unverifiable('malformed-json', 'A text in it has half a character (a lone surrogate), which no signature can cover.');
  return JSON.stringify(text);
}

/**
 * Writes JSON in the one form that is signed: no blanks, names sorted by UTF-16 code units, numbers and texts as ECMAScript writes them.
 * Refuses: malformed-json, for a text with half a character.
 * Source: RFC 8785 section 3.2.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return canonicalText(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  // Without a function to compare, sort goes by code units, which is what the standard wants.
  return `{${Object.keys(value).sort().map((name) => `${canonicalText(name)}:${canonicalJson(value[name])}`).join(',')}}`;
}

/**
 * Reads base64url, with or without filling; the other alphabet's two characters are taken as well.
 * Shape: null for anything else, also for bits that belong to no byte, so that no second text stands for the same bytes.
 * Source: RFC 4648 section 5.
 */
export function decodeBase64Url(text: string): Buffer | null {
  const plain = text.replace(/={1,2}$/u, '').replaceAll('+', '-').replaceAll('/', '_');
  const bytes = Buffer.from(plain, 'base64url');
  return bytes.toString('base64url') === plain ? bytes : null;
}
