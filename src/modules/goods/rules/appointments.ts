import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';
import { kinds } from '../catalogue/kinds.ts';

/** Is how long before it begins a window may still be booked or given back. Unit: hours. Source: docs/facts.md, venue inspections at least 24 hours ahead; a setting for others (inferred). */
export const leadHours = { venue: 24, window: 2, mandatory: 24, arrival: 0, none: 0 } as const;

/** Is how long after arrival goods of a kind that needs no slot are looked at. Unit: hours. Source: Beijing Daily, China News: 24-hour inspection on arrival. */
export const arrivalHours = 24;

// Living things first, then what spoils, then what somebody needs to live.
const firstOnArrival: readonly ConsignmentKind[] = ['K11', 'K12', 'K10', 'K08', 'K09', 'K13'];

/** Says how far ahead of others goods of a kind are looked at: 0 first. Source: docs/facts.md, arrivals that need no slot; the order is inferred. */
export function priorityOf(kind: ConsignmentKind): number {
  const place = firstOnArrival.indexOf(kind);
  return place === -1 ? firstOnArrival.length : place;
}

/** Is a window as the rules read it. */
export interface WindowState { readonly startsAt: string; readonly capacity: number; readonly booked: number }

/** Says whether a consignment may book a window now. Refuses: `appointment-not-needed`, `window-over`, `window-too-soon`, `window-full`. */
export function canBook(kind: ConsignmentKind, window: WindowState, now: string): Verdict {
  const rule = kinds[kind].appointment;
  const hours = (Date.parse(window.startsAt) - Date.parse(now)) / 3_600_000;
  if (hours < 0) return refused('window-over');
  if (hours < leadHours[rule]) return refused('window-too-soon', { hours: leadHours[rule] });
  return window.booked < window.capacity ? allowed : refused('window-full');
}

/** Is a consignment that waits to be looked at. */
export interface Waiting { readonly consignmentId: string; readonly kind: ConsignmentKind; readonly arrivedAt: string | null; readonly startsAt: string | null }

/** Puts those who wait into their order: what needs no slot by its kind and arrival, then appointments by their time, then the rest by arrival. */
export function queueOf<W extends Waiting>(waiting: readonly W[]): readonly W[] {
  const rank = (one: W): readonly [number, string] => {
    const priority = priorityOf(one.kind);
    if (priority < firstOnArrival.length && one.arrivedAt !== null) return [priority, one.arrivedAt];
    if (one.startsAt !== null) return [100, one.startsAt];
    return one.arrivedAt === null ? [300, ''] : [200, one.arrivedAt];
  };
  return waiting.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
  });
}

/**
 * Lays out the windows of some days: "5+2" opens working days in full and days of rest with their own number of officers.
 * Shape: one entry a window, in order; days on which nobody works are left out. Unit: minutes of each window; hours of the event's own day.
 */
export function layOutWindows(given: { readonly from: string; readonly to: string; readonly opensAt: string; readonly closesAt: string; readonly minutes: number; readonly officersWorkday: number; readonly officersRestDay: number; readonly perOfficer: number }, isWorkday: (day: string) => boolean): { readonly day: string; readonly from: string; readonly to: string; readonly officers: number; readonly capacity: number }[] {
  const windows: { day: string; from: string; to: string; officers: number; capacity: number }[] = [];
  const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const textOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  for (let at = Date.parse(`${given.from}T00:00:00Z`); at <= Date.parse(`${given.to}T00:00:00Z`); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    const officers = isWorkday(day) ? given.officersWorkday : given.officersRestDay;
    if (officers === 0) continue;
    for (let start = minutesOf(given.opensAt); start + given.minutes <= minutesOf(given.closesAt); start += given.minutes) windows.push({ day, from: textOf(start), to: textOf(start + given.minutes), officers, capacity: officers * given.perOfficer });
  }
  return windows;
}
