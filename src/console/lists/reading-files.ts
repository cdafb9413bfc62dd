import type { ListKind } from './shapes.ts';

/** Is the largest file that is sent at all, as the reader of rosters takes it. Unit: bytes. */
export const mostBytes = 10_000_000;

/** Guesses what a file is by its first bytes and its name. */
export async function guessKind(file: File): Promise<ListKind> {
  const start = await file.slice(0, 4096).text();
  if (start.startsWith('PK') || /\.(?:xlsx?|xlsm|csv|tsv)$/iu.test(file.name)) return 'roster';
  return /\bUN[AB][+:]|UNH.|PAXLST/u.test(start) || /\.(?:edi|edifact|paxlst|txt)$/iu.test(file.name) ? 'airline' : 'roster';
}

/** Reads a file as base64. Unit: progress from 0 to 1. */
export function readBase64(file: File, onProgress: (done: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('progress', (event) => onProgress(event.total === 0 ? 1 : event.loaded / event.total));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
    reader.addEventListener('load', () => {
      const text = String(reader.result);
      resolve(text.slice(text.indexOf(',') + 1));
    });
    reader.readAsDataURL(file);
  });
}

/** Writes a size of a file. */
export function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Is a place in a file, parted for a table. Shape: `row 5, column 出生日期 (D)` has the row `row 5` and the column `出生日期 (D)`. */
export type Place = { readonly row: string; readonly column: string };

/** Parts a place as the readers write it into row and column, in the officer's language. */
export function placeOf(where: string, find: (key: string, params: { n: string }) => string | undefined): Place {
  const words = (text: string): string => text.replace(/\b(row|line|message|interchange|column|sheet) ([^,]+)/gu, (whole, kind: string, n: string) => find(`lists.place.${kind}`, { n }) ?? whole)
    .replace(/^file$/u, () => find('lists.place.file', { n: '' }) ?? where);
  const cell = /^(row \d+), column (.+)$/u.exec(where);
  if (cell) return { row: words(cell[1] ?? ''), column: cell[2] ?? '' };
  const line = /^(.*), (line \d+)$/u.exec(where);
  return line ? { row: words(line[2] ?? ''), column: words(line[1] ?? '') } : { row: words(where), column: '' };
}
