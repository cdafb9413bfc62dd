/**
 * Says when a card that is not complete is reminded of by itself. Unit: hours before the flight. Source: our own choice: two days, one day, and before leaving for the airport.
 */
export const reminderHours = [48, 24, 8] as const;

/** Is how long nothing more is sent to the same person. Unit: hours. Source: our own choice. */
export const quietHours = 6;

const address = /^[a-z0-9.!#$%&*+/=?^_{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/iu;

/** Finds the first e-mail address in what a list gives as a contact: a phone and an address often share one cell. Shape: in small letters; undefined where there is none. */
export function emailIn(contact: string | null): string | undefined {
  return (contact ?? '').normalize('NFKC').split(/[\s;,:<>()"'、，；：]+/u).map((part) => part.replace(/\.$/, '')).find((part) => part.length <= 160 && address.test(part))?.toLowerCase();
}

/** Gives the automatic reminder that is due: the latest whose time has come. Shape: undefined where none has, or the flight is there. */
export function reminderDue(at: string, now: string): number | undefined {
  const hours = (Date.parse(at) - Date.parse(now)) / 3_600_000;
  if (hours <= 0) return undefined;
  return [...reminderHours].reverse().find((limit) => hours <= limit);
}

/** Says whether a person was written to so short ago that they are left in peace. */
export function wasRecently(lastAt: string | null, now: string): boolean {
  return lastAt !== null && Date.parse(now) - Date.parse(lastAt) < quietHours * 3_600_000;
}
