const dayMs = 86_400_000;

/** Counts the days from one YYYY-MM-DD to another; NaN when one of them is none. */
export function daysBetween(from: string, to: string): number {
  if (!/^\d{4}-\d\d-\d\d$/u.test(from) || !/^\d{4}-\d\d-\d\d$/u.test(to)) return Number.NaN;
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/**
 * Gives the date of a day of the year.
 * Shape: YYYY-MM-DD, or null for day 366 of a year that has none.
 */
export function dayInYear(year: number, dayOfYear: number): string | null {
  const date = new Date(Date.UTC(year, 0, dayOfYear));
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() !== year || dayOfYear < 1) return null;
  return date.toISOString().slice(0, 10);
}

/**
 * Chooses the year in which a day of the year comes nearest to a known day.
 * Shape: `notBefore` allows no date earlier than two days before that day, for a flight can hardly precede its pass.
 */
export function nearestYear(dayOfYear: number, day: string, notBefore = false): number {
  const known = Number(day.slice(0, 4));
  let best = known;
  let distance = Number.POSITIVE_INFINITY;
  for (const year of [known, known - 1, known + 1]) {
    const date = dayInYear(year, dayOfYear);
    if (date === null) continue;
    const gap = daysBetween(day, date);
    if (notBefore && gap < -2) continue;
    if (Math.abs(gap) < distance) {
      distance = Math.abs(gap);
      best = year;
    }
  }
  return best;
}

/** Gives the flight's own year, except for the leg of a journey that crosses New Year within three days of the flight. */
export function yearOfFlight(dayOfYear: number, flightDate: string): number {
  const near = nearestYear(dayOfYear, flightDate);
  const date = dayInYear(near, dayOfYear);
  return date !== null && Math.abs(daysBetween(flightDate, date)) <= 3 ? near : Number(flightDate.slice(0, 4));
}

/**
 * Resolves a date of issue, the last digit of the year and the day of the year, to the latest such day that is not after `on`.
 * Shape: null when it is no date; a pass issued up to two days after `on`, by another clock, is allowed.
 */
export function issueDay(printed: string, on: string): string | null {
  if (!/^\d{4}$/u.test(printed)) return null;
  const known = Number(on.slice(0, 4));
  for (let year = known + 1; year > known - 40; year -= 1) {
    if (year % 10 !== Number(printed.charAt(0))) continue;
    const date = dayInYear(year, Number(printed.slice(1)));
    if (date !== null && daysBetween(on, date) <= 2) return date;
  }
  return null;
}
