import { dayLength, hour, minute, portTime } from '../days.ts';

// From half past eight to half past seven at the port, every day: such a day lies within one day of UTC, so that day and month are the same by either clock.
const opensAt = 8 * 60 + 30;
const dayMinutes = 11 * 60;

/** Tells an instant by the minutes that the goods desks have worked until then. Unit: working minutes since 1970; milliseconds since 1970, UTC. */
export function workTime(position: number): number {
  const day = Math.floor(position / dayMinutes);
  return day * dayLength - 8 * hour + (opensAt + (position - day * dayMinutes)) * minute;
}

/** Tells the position of a clock time of a day at the port; a time when nobody works counts as the next opening or the closing before. */
export function workPosition(date: string, minutesAfterMidnight: number): number {
  const day = Math.round((portTime(date, 0) + 8 * hour) / dayLength);
  return day * dayMinutes + Math.min(dayMinutes - 1, Math.max(0, minutesAfterMidnight - opensAt));
}

/** Counts the working minutes of a day. */
export const workDay = dayMinutes;

/** Tells the day at the port. Shape: YYYY-MM-DD. */
export function portDay(at: number): string {
  return new Date(at + 8 * hour).toISOString().slice(0, 10);
}
