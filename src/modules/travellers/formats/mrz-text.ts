/** One line of scanned text with its number in the source, upper case, blanks turned into fillers. */
export interface ScannedLine {
  number: number;
  text: string;
}

const lengths = new Set([30, 36, 44, 72, 88, 90]);

// What a wedge scanner with US key codes types on a German, Swiss, French or Nordic keyboard where `<` stands on a US one.
const foreignKeys = /[;?:°§éèçàùöäüåæø_"'()=]/iu;

function variants(line: string): string[] {
  const trimmed = line.trim();
  const given: string[] = [];
  for (const quote of ['<<', '<']) {
    for (const base of [trimmed, line]) given.push(base.replaceAll('«', quote).replaceAll(' ', '<'));
    given.push(trimmed.replaceAll('«', quote).replaceAll(' ', ''));
  }
  return given;
}

/**
 * Cleans what a keyboard-wedge scanner, a paste or a file brings: control characters, prefixes, case, blanks for fillers.
 * Shape: lines that are not blank, each of a machine-readable length where one reading of its blanks gives one.
 */
export function scannedLines(text: string): ScannedLine[] {
  const lines: ScannedLine[] = [];
  const clean = text
    .replaceAll('\r\n', '\n')
    .replace(/[\t\v\f\r\u2028\u2029]/gu, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('‹', '<')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2060\ufeff]/gu, '')
    .replaceAll('\u00a0', ' ');
  clean.split('\n').forEach((raw, index) => {
    const line = raw
      .replace(/[\uff01-\uff5e\u3000]/gu, (sign) => sign.normalize('NFKC'))
      .replace(/^\s*\][A-Za-z][0-9A-Za-z](?=.{30})/u, '')
      .replace(/[a-z]/gu, (letter) => letter.toUpperCase());
    if (line.trim() === '') return;
    const readings = variants(line);
    lines.push({ number: index + 1, text: readings.find((reading) => lengths.has(reading.length)) ?? readings[0] ?? '' });
  });
  return lines;
}

function cut(text: string, size: number): string[] {
  const rows: string[] = [];
  for (let at = 0; at < text.length; at += size) rows.push(text.slice(at, at + size));
  return rows;
}

function rowsOfRun(run: string): string[] | null {
  if (run.length === 88) return cut(run, 44);
  if (run.length === 72) return cut(run, 36);
  if (run.length === 90) return cut(run, 30);
  return null;
}

/**
 * Puts scanned lines together to the two or three rows of one machine-readable zone.
 * Shape: null when no layout has rows of these lengths. Rows cut short are filled up only where blanks stand for fillers, because only
 * then does trimming explain what is missing.
 */
export function rowsOf(lines: readonly string[]): string[] | null {
  const [first = ''] = lines;
  const same = lines.every((line) => line.length === first.length);
  if (same && lines.length === 2 && (first.length === 44 || first.length === 36)) return [...lines];
  if (same && lines.length === 3 && first.length === 30) return [...lines];
  const run = rowsOfRun(lines.join(''));
  if (run) return run;
  return null;
}

/**
 * Fills up rows that lost their trailing blanks, for texts in which blanks stand for fillers.
 * Shape: null when the text has fillers of its own or no layout comes near.
 */
export function rowsFilledUp(text: string, lines: readonly string[]): string[] | null {
  if (/[<«‹＜]|&lt;/u.test(text)) return null;
  const longest = Math.max(0, ...lines.map((line) => line.length));
  const size = lines.length === 3 ? 30 : longest > 36 ? 44 : 36;
  if ((lines.length !== 2 && lines.length !== 3) || longest > size) return null;
  const rows = lines.map((line) => line.padEnd(size, '<'));
  const data = lines[1] ?? '';
  return data.length >= (lines.length === 3 ? 30 : 28) ? rows : null;
}

/**
 * Names the signs that no machine-readable zone has.
 * Shape: null when all signs are legal; `keyboardLayout` when the fillers look like another keyboard's key.
 */
export function illegalSigns(text: string): { signs: string; keyboardLayout: boolean } | null {
  const signs = [...new Set(text.replace(/[A-Z0-9<]/gu, ''))].slice(0, 8).join(' ');
  if (signs === '') return null;
  return { signs, keyboardLayout: !text.includes('<') && foreignKeys.test(text) };
}
