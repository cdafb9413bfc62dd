/** Is something read from text: its value, and whether the standard writes it so. A value that cannot be read is null. */
export interface ReadText<T> {
  readonly value: T | null;
  readonly standard: boolean;
}

const duration = /^([+-])?P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:[.,]\d*)?)H)?(?:(\d+(?:[.,]\d*)?)M)?(?:(\d*(?:[.,]\d*)?(?:[eE][+-]?\d+)?)S)?)?$/;

function part(text: string | undefined): number {
  return text === undefined || text === '' ? 0 : Number(text.replace(',', '.'));
}

/**
 * Reads a duration: ISO 8601 with fractions, and the forms of older instruments: plain seconds and H:MM:SS.
 * Unit: seconds. Shape: null for negative ones, and for years or months, which have no fixed length.
 */
export function secondsOf(text: string): ReadText<number> {
  const trimmed = text.trim();
  const simple = /^PT(\d+(?:\.\d+)?)S$/.exec(trimmed);
  if (simple !== null) return { value: Number(simple[1]), standard: true };
  const match = duration.exec(trimmed);
  if (match !== null && /\d/.test(trimmed)) {
    const [, sign, years, months, weeks, days, hours, minutes, seconds] = match;
    if (part(years) > 0 || part(months) > 0) return { value: null, standard: false };
    const clock = part(hours) * 3600 + part(minutes) * 60;
    const total = (part(weeks) * 7 + part(days)) * 86_400 + clock;
    // A bare "PT0.25S" keeps its own digits; nothing is added to it.
    const value = total === 0 ? part(seconds) : total + part(seconds);
    return sign === '-' && value !== 0 || !Number.isFinite(value) ? { value: null, standard: false } : { value, standard: weeks === undefined && !/[,eE]|\dW|\.\D|[TMH]\./.test(trimmed) };
  }
  const plain = /^\+?(\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*(?:s|sec|seconds?)?$/i.exec(trimmed);
  if (plain !== null) {
    const value = Number.parseFloat(trimmed);
    return { value: Number.isFinite(value) ? value : null, standard: false };
  }
  const clock = /^(\d{1,4}):([0-5]\d):([0-5]\d(?:\.\d+)?)$/.exec(trimmed);
  return { value: clock === null ? null : Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]), standard: false };
}

const dateTime = /^(\d{4})-(\d\d)-(\d\d)([T ])(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(Z|z|[+-]\d\d:?\d\d)?$/;

/** Reads an instant as XML Schema writes it. Shape: "2010-01-24T00:08:24.078Z" with the digits and the zone that were sent; no zone means the clock of the instrument. */
export function instantOf(text: string): ReadText<string> {
  const match = dateTime.exec(text.trim());
  if (match === null) return { value: null, standard: false };
  const [, year, month, day, between, hour, minute, second, fraction, zone] = match;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last && Number(year) > 0;
  const isTime = Number(hour) <= 23 && Number(minute) <= 59 && Number(second ?? 0) <= 59;
  const isZone = zone === undefined || zone.toUpperCase() === 'Z' || (Number(zone.slice(1, 3)) <= 14 && Number(zone.slice(-2)) <= 59);
  if (!isDay || !isTime || !isZone) return { value: null, standard: false };
  const normal = zone === undefined ? '' : zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return { value: `${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${fraction ?? ''}${normal}`, standard: between === 'T' && second !== undefined && (zone === undefined || zone === normal) };
}

/** Reads a truth value as XML Schema writes it, and yes and no. */
export function truthOf(text: string): ReadText<boolean> {
  const word = text.trim();
  if (word === 'true' || word === '1') return { value: true, standard: true };
  if (word === 'false' || word === '0') return { value: false, standard: true };
  const loose = /^(true|yes|y|on)$/i.test(word) ? true : /^(false|no|n|off)$/i.test(word) ? false : null;
  return { value: loose, standard: false };
}

/** Reads one finite number; a decimal comma and a unit behind it are taken and called not standard. */
export function numberOf(text: string): ReadText<number> {
  const word = text.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word)) {
    const value = Number(word);
    return { value: Number.isFinite(value) ? value : null, standard: Number.isFinite(value) };
  }
  const loose = /^([+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)\s*[A-Za-zµμ%°/·²³]*$/.exec(word);
  const value = loose === null ? Number.NaN : Number(loose[1]!.replace(',', '.'));
  return { value: Number.isFinite(value) ? value : null, standard: false };
}

/** Says whether a text stands where a value should and says nothing. */
export function isPlaceholder(text: string): boolean {
  return /^(unknown|un-?specified|n\/?a|none|null|nil|tbd|tba|to be (determined|defined)|string|text|name|value|placeholder|example|sample|default|\?+|-+|\.{2,}|_+|x{2,}|\[.*\]|\{.*\}|\$\{.*\}|<.*>|(insert|enter|your|some) .*|not (set|available|applicable|specified|known|provided)|(00000000-0000-0000-0000-0{12}))$/i.test(text.trim());
}
