/** Is one holiday or one make-up workday as a notice names it. Shape: days as YYYY-MM-DD, both ends included. */
export interface HolidayNotice {
  readonly year: number;
  readonly source: string;
  readonly holidays: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly makeUpWorkdays: readonly string[];
}

/** Is the calendar that working days are counted by. */
export interface WorkCalendar {
  readonly holidays: ReadonlySet<string>;
  readonly makeUpWorkdays: ReadonlySet<string>;
  /** The years for which a notice is known; in others only weekends are days of rest. */
  readonly years: ReadonlySet<number>;
}

/** Is when a decision is taken: the instant, and the day that it is at the port. */
export interface Moment {
  readonly at: string;
  readonly today: string;
}

const millisecondsOfADay = 86_400_000;

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / millisecondsOfADay;
}

function dayOfNumber(number: number): string {
  return new Date(number * millisecondsOfADay).toISOString().slice(0, 10);
}

/** Says whether a text is a day of the calendar. Shape: YYYY-MM-DD, the years 1000 to 9999. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const number = dayNumber(text);
  return !Number.isNaN(number) && dayOfNumber(number) === text;
}

/** Gives the day that lies so many days later, or earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return dayOfNumber(dayNumber(day) + days);
}

/** Counts the days from one day to another. Shape: negative where the second is the earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * Gives the day that lies so many months later; where that month is too short, its last day.
 * Count from the first day of a period always: adding 6 months twice to 31 August ends on 28 August, adding 12 on 31 August.
 */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const monthNumber = year * 12 + (month - 1) + months;
  const [targetYear, targetMonth] = [Math.floor(monthNumber / 12), ((monthNumber % 12) + 12) % 12];
  const lastDate = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate();
  return new Date(Date.UTC(targetYear, targetMonth, Math.min(date, lastDate))).toISOString().slice(0, 10);
}

/** Makes a calendar of the yearly notices. */
export function makeWorkCalendar(notices: readonly HolidayNotice[]): WorkCalendar {
  const holidays = new Set<string>();
  for (const { from, to } of notices.flatMap((notice) => notice.holidays)) {
    for (let day = from; day <= to; day = addDays(day, 1)) holidays.add(day);
  }
  return { holidays, makeUpWorkdays: new Set(notices.flatMap((notice) => notice.makeUpWorkdays)), years: new Set(notices.map((notice) => notice.year)) };
}

/** Says whether a day is worked: a make-up workday is, a public holiday is not, of the others Monday to Friday are. */
export function isWorkday(day: string, calendar: WorkCalendar): boolean {
  if (calendar.makeUpWorkdays.has(day)) return true;
  if (calendar.holidays.has(day)) return false;
  const weekday = (dayNumber(day) + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}

/** Gives the day itself where it is worked, else the next that is. */
export function nextWorkday(day: string, calendar: WorkCalendar): string {
  let found = day;
  while (!isWorkday(found, calendar)) found = addDays(found, 1);
  return found;
}

/** Gives the day on which so many working days after this one have gone by, or before it where the number is negative; the day itself does not count. Shape: for 0, the day itself. */
export function addWorkdays(day: string, workdays: number, calendar: WorkCalendar): string {
  let found = day;
  for (let left = workdays; left > 0; left -= 1) found = nextWorkday(addDays(found, 1), calendar);
  for (let left = workdays; left < 0; left += 1) {
    do found = addDays(found, -1); while (!isWorkday(found, calendar));
  }
  return found;
}

/** Counts the working days after one day, up to and with another. Shape: 0 where the second is not later. */
export function workdaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day, calendar)) count += 1;
  return count;
}

/** Says whether the calendar knows the notices of all years from one day to another; where it does not, a working-day date is only a forecast. */
export function isCalendarKnown(from: string, to: string, calendar: WorkCalendar): boolean {
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) if (!calendar.years.has(year)) return false;
  return true;
}
