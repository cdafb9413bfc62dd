import type { Quarantined } from '../shapes/findings.ts';

/** Is one JSON value of a file and its place. */
export interface JsonDocument {
  readonly where: string;
  readonly value: unknown;
}

/** Bounds what JSON readers take. Unit: bytes, levels, entries, documents. */
export const jsonLimits = { bytes: 16 * 1024 * 1024, depth: 64, entries: 20_000, documents: 100_000 } as const;

/** Finds the deepest level of brackets outside of texts, without recursion. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (quoted) {
      if (sign === 0x5c) at += 1;
      else if (sign === 0x22) quoted = false;
    } else if (sign === 0x22) quoted = true;
    else if (sign === 0x7b || sign === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (sign === 0x7d || sign === 0x5d) depth -= 1;
  }
  return deepest;
}

function parse(text: string): { value: unknown } | { reason: string; code: string } {
  if (depthOf(text) > jsonLimits.depth) return { code: 'too-deep', reason: `The JSON is nested more than ${jsonLimits.depth} levels deep; no message of this format is. Send it flatter.` };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (problem) {
    return { code: 'not-json', reason: `This is not valid JSON (${problem instanceof Error ? problem.message.slice(0, 160) : 'unknown'}); put the syntax right and send it again.` };
  }
}

/** Decodes UTF-8 or, with its mark, UTF-16. Shape: undefined where the bytes are no such text. */
export function textOf(bytes: Uint8Array): string | undefined {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The caller quarantines the file as no text.
  }
}

/**
 * Takes a file apart into JSON values: one value, an array, or one value on each line (JSON lines).
 * Shape: every value or line is either in `documents` or in `quarantined`; the file's order.
 */
export function readJsonDocuments(bytes: Uint8Array): { readonly documents: readonly JsonDocument[]; readonly quarantined: readonly Quarantined[] } {
  const refuse = (code: string, reason: string, where = 'file'): { documents: JsonDocument[]; quarantined: Quarantined[] } => ({ documents: [], quarantined: [{ where, code, reason }] });
  if (bytes.length > jsonLimits.bytes) return refuse('too-large', `The input has ${bytes.length} bytes; the reader takes ${jsonLimits.bytes} at most. Send it in smaller files.`);
  const text = textOf(bytes);
  if (text === undefined) return refuse('not-text', 'The bytes are not UTF-8 text, which JSON is; encode them as UTF-8.');
  if (text.trim() === '') return refuse('empty', 'The input is empty; send at least one message.');
  const whole = parse(text);
  if ('value' in whole) {
    if (!Array.isArray(whole.value)) return { documents: [{ where: 'message 1', value: whole.value }], quarantined: [] };
    if (whole.value.length === 0) return refuse('empty', 'The array is empty; send at least one message.');
    if (whole.value.length > jsonLimits.documents) return refuse('too-many', `The array has ${whole.value.length} messages; the reader takes ${jsonLimits.documents} at most.`);
    return { documents: whole.value.map((value: unknown, at) => ({ where: `message ${at + 1}`, value })), quarantined: [] };
  }
  const lines = text.split(/\r\n|\n|\r/).map((line, at) => ({ line: line.trim(), where: `line ${at + 1}` })).filter(({ line }) => line !== '');
  const first = lines[0]!;
  const inLines = lines.length > 1 && lines.length <= jsonLimits.documents && (/^[[{].*[\]}]$/.test(first.line) || 'value' in parse(first.line) || (lines.length > 2 && /^\{.*\}$/.test(lines[1]!.line)));
  if (!inLines) return refuse(whole.code, whole.reason);
  const documents: JsonDocument[] = [];
  const quarantined: Quarantined[] = [];
  for (const { line, where } of lines) {
    const one = parse(line);
    if ('value' in one) documents.push({ where, value: one.value });
    else quarantined.push({ where, code: one.code, reason: one.reason });
  }
  return { documents, quarantined };
}

/** Finds the first list of a value with more entries than a reader takes. Shape: its path, or undefined. */
export function findTooLong(value: unknown): string | undefined {
  const waiting: { path: string; value: unknown }[] = [{ path: '', value }];
  for (let at = 0; at < waiting.length; at += 1) {
    const { path, value: current } = waiting[at]!;
    if (current === null || typeof current !== 'object') continue;
    const entries = Array.isArray(current) ? current.map((entry: unknown, index) => [`${path}[${index}]`, entry] as const) : Object.entries(current).map(([key, entry]) => [path === '' ? key : `${path}.${key}`, entry] as const);
    if (entries.length > jsonLimits.entries) return path === '' ? 'message' : path;
    for (const [below, entry] of entries) if (entry !== null && typeof entry === 'object') waiting.push({ path: below, value: entry });
  }
  return undefined;
}

/** Tells whether a value is a JSON object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => value !== null && typeof value === 'object' && !Array.isArray(value);
