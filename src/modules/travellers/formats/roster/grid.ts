/** One cell, whatever file it came from: its text, and what the file knows beyond the text. */
export interface Cell {
  text: string;
  /** YYYY-MM-DD, for a true date cell. */
  date?: string;
  number?: number;
  formula?: boolean;
}

/** A table of cells, with the rectangles of its merged cells. */
export interface Grid {
  rows: (Cell | undefined)[][];
  merges: { top: number; left: number; bottom: number; right: number }[];
  /** What to tell the officer about the file: encoding, separator, sheet. */
  about: Record<string, unknown>;
}

/** How large a roster may be; a Games delegation has some hundreds of people. */
export const rosterLimits = { bytes: 10_000_000, rows: 20_000, columns: 200, cellCharacters: 2_000, inflatedBytes: 60_000_000, expansion: 120, zipEntries: 500 } as const;

/** A file that cannot be read at all, with the code and the way out. */
export class UnreadableFile extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

/** Names a column by letters, as spreadsheets do. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
