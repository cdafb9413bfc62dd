/** Counts the milliseconds of a minute. */
export const minute = 60_000;
/** Counts the milliseconds of an hour. */
export const hour = 60 * minute;
/** Counts the milliseconds of a day. */
export const dayLength = 24 * hour;

/** Tells the instant of a clock time of a day at the port, UTC+8 all year. Unit: milliseconds since 1970, UTC. */
export function portTime(date: string, minutesAfterMidnight: number): number {
  return Date.parse(`${date}T00:00:00.000+08:00`) + minutesAfterMidnight * minute;
}

/** Tells the day and time at the port. Shape: digits YYMMDDHHMM, as EDIFACT writes format 201. */
export function portDigits(at: number): string {
  return new Date(at + 8 * hour).toISOString().replaceAll(/[-T:]/gu, '').slice(2, 12);
}

/** Tells the day and time at the port for people. Shape: YYYY-MM-DD HH:MM. */
export function portClock(at: number): string {
  return new Date(at + 8 * hour).toISOString().slice(0, 16).replace('T', ' ');
}

/** Lists the days from one to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += dayLength) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
