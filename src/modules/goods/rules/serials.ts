/** Is what a scan of serial numbers shows beside what was expected. Shape: each in the order of the scan, then of the list. */
export interface SerialMatch {
  readonly found: readonly string[];
  /** Expected and not scanned. */
  readonly missing: readonly string[];
  /** Scanned and on no line of the list, or scanned though it has left already. */
  readonly extra: readonly string[];
  /** Pairs that look like one piece whose number was read or written wrongly. */
  readonly swapped: readonly { readonly missing: string; readonly extra: string }[];
}

const normal = (serial: string): string => serial.normalize('NFKC').toUpperCase().replaceAll(/[\s\-_./]/g, '');
// Characters that are taken for each other by hand and by scanners.
const alike = (serial: string): string => normal(serial).replaceAll('O', '0').replaceAll('I', '1').replaceAll('L', '1').replaceAll('S', '5').replaceAll('B', '8').replaceAll('Z', '2');

/**
 * Compares a scan with what should be there, number by number; case, blanks and dashes do not count.
 * Shape: found + missing = expected; a number scanned twice counts once. Linear in both.
 */
export function matchSerials(expected: readonly string[], scanned: readonly string[]): SerialMatch {
  const open = new Map(expected.map((serial) => [normal(serial), serial]));
  const seen = new Set<string>();
  const found: string[] = [];
  const extra: string[] = [];
  for (const serial of scanned) {
    const key = normal(serial);
    if (key === '' || seen.has(key)) continue;
    seen.add(key);
    const match = open.get(key);
    if (match === undefined) extra.push(serial);
    else {
      found.push(match);
      open.delete(key);
    }
  }
  const missing = [...open.values()];
  const likely = new Map(missing.map((serial) => [alike(serial), serial]));
  const swapped = extra.flatMap((serial) => {
    const twin = likely.get(alike(serial));
    return twin === undefined ? [] : [{ missing: twin, extra: serial }];
  });
  return { found, missing, extra, swapped };
}
