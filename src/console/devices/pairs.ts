/**
 * Reads names and values, one a line: `name=value`.
 * Shape: texts; the first line that is neither empty nor a pair is told by its number, from 1.
 */
export function readPairs(text: string): { readonly values: Readonly<Record<string, string>>; readonly wrongLine: number | undefined } {
  const values: Record<string, string> = {};
  let wrongLine: number | undefined;
  for (const [place, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const [name, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    if (at < 1 || name === '' || value === '') wrongLine ??= place + 1;
    else values[name] = value;
  }
  return { values, wrongLine };
}

/** Writes names and values, one a line, as `readPairs` reads them. */
export function writePairs(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values).map(([name, value]) => `${name}=${String(value)}`).join('\n');
}

/** Gives values that were not changed back as they were: a number stays a number. */
export function asBefore(values: Readonly<Record<string, string>>, before: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Object.hasOwn(before, name) && String(before[name]) === value ? before[name] : value]));
}
