const form = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d+)?(?:Z|([+-])(\d{1,2}?):?(\d\d)?)?)?$/u;

/**
 * Reads a date or a date-time of CertLogic.
 * Shape: undefined when it has another form, or names a day or an hour that does not exist; without an offset it is in UTC, and what is finer than
 * milliseconds is cut off. The caller may change the Date.
 * Source: CertLogic specification 1.3.2, "plusTime".
 */
export function calendarTime(text: string): Date | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, day = '', clock = '00:00:00', fraction = '', sign, hours = '', minutes = '00'] = match;
  // Of four ways to write an offset only "+h" and "+hmm" need care: the last two of three digits are minutes.
  const offset = sign === undefined ? 'Z' : `${sign}${hours.padStart(2, '0')}:${minutes}`;
  const time = new Date(`${day}T${clock}${fraction.slice(0, 4).padEnd(fraction === '' ? 0 : 4, '0')}${offset}`);
  const midnight = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(time.getTime()) || Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day) ? undefined : time;
}

/** Reads a year or a month as its last day. Shape: undefined for any other text. Source: CertLogic specification 1.3.2, "dccDateOfBirth". */
export function lastDayOf(text: string): Date | undefined {
  const match = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/u.exec(text);
  if (match === null) return undefined;
  const last = new Date(`${match[1]}-${match[2] ?? '12'}-01T00:00:00Z`);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return last;
}
