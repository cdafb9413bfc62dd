/** Says whether the day or the month comes first where a file writes both as numbers; null when nothing in it tells. */
export type Order = 'day' | 'month' | null;
/** Is an instant in milliseconds, or why there is none. */
export type Moment = { readonly at: number } | { readonly problem: 'time' | 'time-ambiguous' };

const clock = String.raw`(\d{1,2})\s*[:时]\s*(\d{2})(?:\s*[:分]\s*(\d{2})(?:[.,]\d+)?\s*秒?)?分?`;
const half = String.raw`(?:\s*(am|pm|上午|下午))?`;
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})$/iu;
const yearFirst = new RegExp(String.raw`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[T ]*(?:(上午|下午)\s*)?${clock}${half}$`, 'iu');
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})[T ,]*${clock}${half}$`, 'iu');
const named = new RegExp(String.raw`^(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4})[T ,]*${clock}${half}$`, 'iu');
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Learns from all times of a file whether the day or the month comes first. */
export function learnOrder(texts: readonly string[]): Order {
  let [day, month] = [false, false];
  for (const text of texts) {
    const match = yearLast.exec(text.normalize('NFKC').trim());
    if (match === null || match[2] === '.') continue;
    if (Number(match[1]) > 12) day = true;
    if (Number(match[3]) > 12) month = true;
  }
  return day === month ? null : day ? 'day' : 'month';
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

// The offset of a zone at a wall-clock time, remembered by the hour: a log has thousands of readings.
function offsetOf(zone: string, wall: number): number {
  const key = `${zone} ${Math.floor(wall / 3_600_000)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let format = formats.get(zone);
  if (format === undefined) formats.set(zone, (format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })));
  const hour = Math.floor(wall / 3_600_000) * 3_600_000;
  const parts = Object.fromEntries(format.formatToParts(new Date(hour)).map((part) => [part.type, Number(part.value)]));
  const offset = Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute']) - hour;
  if (offsets.size > 5000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function onWall(year: number, month: number, day: number, hours: number, minutes: number, seconds: number, zone: string): Moment {
  const wall = Date.UTC(year, month - 1, day, hours, minutes, seconds);
  const date = new Date(wall);
  const isRight = year >= 1990 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hours < 24 && minutes < 60 && seconds < 60;
  return isRight ? { at: wall - offsetOf(zone, wall) } : { problem: 'time' };
}

function hoursOf(text: string, mark: string | undefined): number {
  const hours = Number(text);
  if (mark === undefined) return hours;
  return /pm|下午/iu.test(mark) ? (hours % 12) + 12 : hours % 12;
}

/**
 * Reads a time as loggers write it: ISO 8601 with or without its zone, year first with dashes, strokes, dots or 年月日, day or month first, the month by name,
 * a spreadsheet's day number, seconds or milliseconds since 1970. Refuses: `time`, and `time-ambiguous` where neither the text nor the file tells day from month.
 */
export function readMoment(given: string, order: Order, zone: string): Moment {
  const text = given.normalize('NFKC').trim().replace(/\s+/gu, ' ');
  if (zoned.test(text)) {
    const at = Date.parse(text.replace(' ', 'T').replace(',', '.').replace(/\s/gu, ''));
    return Number.isNaN(at) ? { problem: 'time' } : { at };
  }
  if (/^\d{10}$|^\d{13}$/u.test(text)) return { at: text.length === 10 ? Number(text) * 1000 : Number(text) };
  if (/^[3-6]\d{4}([.,]\d+)?$/u.test(text)) {
    const wall = Math.round((Number(text.replace(',', '.')) - 25_569) * 86_400) * 1000;
    return { at: wall - offsetOf(zone, wall) };
  }
  const first = yearFirst.exec(text);
  if (first !== null) return onWall(Number(first[1]), Number(first[2]), Number(first[3]), hoursOf(first[5]!, first[4] ?? first[8]), Number(first[6]), Number(first[7] ?? 0), zone);
  const word = named.exec(text);
  if (word !== null) return onWall(Number(word[3]), months.indexOf(word[2]!.slice(0, 3).toLowerCase()) + 1, Number(word[1]), hoursOf(word[4]!, word[7]), Number(word[5]), Number(word[6] ?? 0), zone);
  const last = yearLast.exec(text);
  if (last === null) return { problem: 'time' };
  const [one, other] = [Number(last[1]), Number(last[3])];
  // With dots the day comes first everywhere.
  const told: Order = last[2] === '.' || one > 12 ? 'day' : other > 12 ? 'month' : one === other ? 'day' : order;
  if (told === null) return { problem: 'time-ambiguous' };
  const [day, month] = told === 'day' ? [one, other] : [other, one];
  return onWall(Number(last[4]), month, day, hoursOf(last[5]!, last[8]), Number(last[6]), Number(last[7] ?? 0), zone);
}
