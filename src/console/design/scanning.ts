import { codePrefix } from '../../modules/certificates/rules/declaration-code.ts';

/** What was scanned or typed at a station. Shape: `text` is cleaned, that of a declaration's code only of what stands around it; an MRZ has its lines in `lines`, each of full length. */
export type Scan =
  | { readonly kind: 'mrz'; readonly text: string; readonly lines: readonly string[] }
  | { readonly kind: 'bcbp' | 'tube' | 'code' | 'text'; readonly text: string };

const mrzLengths = [[44, 2], [36, 2], [30, 3]] as const;
const tubePattern = /^[A-Z]{2,4}-?\d{6,14}$/;

/** Tells how many lines the machine-readable zone has whose first line this is; 1 for anything else. Source: ICAO Doc 9303, parts 4 to 7. */
export function expectedLines(firstLine: string): number {
  const line = clean(firstLine).toUpperCase();
  if (!/^[ACIPV][A-Z0-9<]+$/.test(line)) return 1;
  return mrzLengths.find(([length]) => length === line.length)?.[1] ?? 1;
}

/**
 * Recognises what a scanner or a keyboard gave: a machine-readable zone (its lines apart or run together), a boarding pass
 * (IATA BCBP, formats M1 to M9), the code of a declaration, the code of a tube, or free text. Check digits and contents are others' to judge.
 */
export function recognise(raw: string, tube: RegExp = tubePattern): Scan {
  const code = codeIn(raw);
  if (code !== undefined) return { kind: 'code', text: code };
  const text = clean(raw);
  const lines = mrzLinesOf(text.toUpperCase());
  if (lines) return { kind: 'mrz', text: lines.join('\n'), lines };
  if (/^M[1-9]/.test(text) && text.length >= 58) return { kind: 'bcbp', text: raw.replace(/[\r\n]+$/, '') };
  if (tube.test(text.toUpperCase())) return { kind: 'tube', text: text.toUpperCase() };
  return { kind: 'text', text: text.replaceAll(/\s+/g, ' ') };
}

/** Takes a declaration's code out of what surrounds it. Shape: blanks at its end and the case of its letters are kept, since both may mean something. */
function codeIn(raw: string): string | undefined {
  const text = raw.normalize('NFKC').replace(/^[\ufeff\s\u0000-\u001f]+/u, '').replace(/[\u0000-\u001f\u007f]+$/u, '');
  return text.slice(0, codePrefix.length).toUpperCase() === codePrefix ? text : undefined;
}

function mrzLinesOf(text: string): string[] | undefined {
  const joined = text.replaceAll(/\s+/g, '');
  if (!/^[ACIPV][A-Z0-9<]+$/.test(joined)) return undefined;
  for (const [length, count] of mrzLengths) {
    if (joined.length !== length * count) continue;
    const lines = Array.from({ length: count }, (_, place) => joined.slice(place * length, (place + 1) * length));
    const typed = text.split(/\s+/);
    if ((typed.length === 1 || typed.every((line, place) => line === lines[place])) && joined.includes('<')) return lines;
  }
  return undefined;
}

/** Brings full-width characters of an input method back to the ones the scanner meant, and drops what surrounds them. */
function clean(raw: string): string {
  return raw.normalize('NFKC').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (character) => (character === '\r' ? '\n' : '')).trim();
}
