const dayPattern = /^\d{4}-\d\d-\d\d$/;
const dayMilliseconds = 86_400_000;

/** Is when a decision is taken: the instant, and the day that it is at the port. */
export interface Moment {
  readonly at: string;
  readonly today: string;
}

/** Says whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: unknown): text is string {
  return typeof text === 'string' && dayPattern.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;
}

/** Gives the day so many days later, or earlier where the number is negative. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** Gives the same day so many months later, or the last day of that month where it is shorter. */
export function plusMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate()))).toISOString().slice(0, 10);
}

/** Counts the days from one to the other. Unit: days; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}
