/** Says the wall-clock time of an instant in a zone. Shape: `2022-01-27 04:10`; empty for what is not an instant. */
export function writeInstant(instant: string | number, timeZone: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : new Date(date.getTime() + offsetMilliseconds(date.getTime(), timeZone)).toISOString().slice(0, 16).replace('T', ' ');
}

/**
 * Reads a time as officers type it: `0410` or `4:10` is today's, `27 0410` is of the 27th of this month, `01-27 04:10` of this year,
 * or in full `2022-01-27 04:10`; an ISO instant with its zone is taken as it is. Answers undefined for anything else.
 * Unit: wall clock of the zone in, ISO instant in UTC out.
 */
export function readInstant(typed: string, timeZone: string, nowMilliseconds: number): string | undefined {
  const text = typed.normalize('NFKC').trim();
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    const parsed = Date.parse(text);
    return Number.isNaN(parsed) ? undefined : new Date(parsed).toISOString();
  }
  const match = /^(?:(?:(?:(\d{4})[-/.])?(\d{1,2})[-/.])?(\d{1,2})[ T]+)?(\d{1,2}):?(\d{2})$/.exec(text);
  if (!match) return undefined;
  const today = writeInstant(nowMilliseconds, timeZone);
  const year = Number(match[1] ?? today.slice(0, 4));
  const month = Number(match[2] ?? today.slice(5, 7));
  const day = Number(match[3] ?? today.slice(8, 10));
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  if (hour > 23 || minute > 59 || !isDay(year, month, day)) return undefined;
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const first = wall - offsetMilliseconds(wall, timeZone);
  return new Date(wall - offsetMilliseconds(first, timeZone)).toISOString();
}

/** Reads a day: `2022-01-27`, `20220127`, `2022/1/27` or `2022.1.27`. Answers undefined for anything else. */
export function readDay(typed: string): string | undefined {
  const text = typed.normalize('NFKC').trim();
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (!match || !isDay(Number(match[1]), Number(match[2]), Number(match[3]))) return undefined;
  return `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMilliseconds(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  const wall = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
  return wall - Math.floor(instant / 1000) * 1000;
}
