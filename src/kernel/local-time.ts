/** Tells the instant of a minute of a day at a place. `minute` may lie beyond the day. Unit: minutes; milliseconds since 1970. Shape: in the hour that a change of the clock takes away, the instant after it. */
export function instantOf(day: string, minute: number, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const shown = (at: number): number => {
    const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(at)).map((part) => [part.type, part.value]));
    return Date.parse(`${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:00Z`);
  };
  const guess = wall - (shown(wall) - wall);
  return guess - (shown(guess) - wall);
}
