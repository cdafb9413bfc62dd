import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';

/** Lists the classes of data that have a period of their own, in the order in which they are shown. */
export const retentionClasses = ['answers', 'drafts', 'formAccess', 'leaders', 'messages', 'listEntries', 'absences', 'deviceReadings', 'deviceRaw', 'goodsFiles', 'readLog', 'records'] as const;

/** Is a class of data that has a period of its own. */
export type RetentionClass = (typeof retentionClasses)[number];

/** Is how long one class of data is kept. */
export interface RetentionRule {
  readonly class: RetentionClass;
  /** The period where nobody has set another; null where the class is kept. Unit: days after the day it counts from. */
  readonly days: number | null;
  readonly least: number;
  readonly most: number;
  /** What the period counts from. */
  readonly from: 'flightDay' | 'lastUse' | 'lastFlightDay' | 'lastDayAway' | 'ended' | 'read' | 'received' | 'recorded';
  /** How it goes: its key is destroyed, its rows are deleted or emptied, or it stays. */
  readonly how: 'key' | 'wrappedKeys' | 'rows' | 'emptied' | 'kept';
  /** Which clock it counts by: sessions of the form live by the real one. */
  readonly clock: 'event' | 'real';
  readonly source: string;
}

const pipl19 = 'Personal Information Protection Law, articles 19 and 47: no longer than the purpose needs, then deleted';

/** Is every class with its period as the house proposes it; an event may set another within the bounds. Source: at each class; the numbers are our own choice, docs/privacy.md. */
export const retentionCatalogue: readonly RetentionRule[] = [
  { class: 'answers', days: 30, least: 2, most: 365, from: 'flightDay', how: 'key', clock: 'event', source: `${pipl19}; contacts are traced for 14 days and some reserve` },
  { class: 'drafts', days: 7, least: 1, most: 365, from: 'flightDay', how: 'wrappedKeys', clock: 'event', source: `${pipl19}; never filed, so nobody needs it after the flight` },
  { class: 'formAccess', days: 2, least: 1, most: 30, from: 'lastUse', how: 'rows', clock: 'real', source: `${pipl19}; a code is closed for a quarter of an hour, a session lives half a day` },
  { class: 'leaders', days: 30, least: 1, most: 365, from: 'lastFlightDay', how: 'emptied', clock: 'event', source: pipl19 },
  { class: 'messages', days: 30, least: 1, most: 365, from: 'flightDay', how: 'emptied', clock: 'event', source: `${pipl19}; that something was sent, and when, stays as proof` },
  { class: 'listEntries', days: 90, least: 14, most: 1095, from: 'flightDay', how: 'emptied', clock: 'event', source: `${pipl19}; differences between lists and head-counts are settled by then` },
  { class: 'absences', days: 60, least: 7, most: 365, from: 'lastDayAway', how: 'emptied', clock: 'event', source: `${pipl19}; rosters are settled by then, and the days away stay without their reason` },
  { class: 'deviceReadings', days: 30, least: 2, most: 365, from: 'received', how: 'emptied', clock: 'event', source: `${pipl19}; the record of the step keeps what it proves` },
  { class: 'deviceRaw', days: 180, least: 30, most: 3650, from: 'received', how: 'emptied', clock: 'event', source: 'inferred: an expert may be asked, and a calibration found bad, for half a year; the digest stays' },
  { class: 'goodsFiles', days: 1095, least: 1095, most: 3650, from: 'ended', how: 'emptied', clock: 'event', source: '关税法(2024) art. 45: the tax may be confirmed within three years; the hash stays in the records' },
  { class: 'readLog', days: 1095, least: 180, most: 3650, from: 'read', how: 'rows', clock: 'event', source: 'Personal Information Protection Law, article 56 (three years, as for impact assessments); Cybersecurity Law, article 21 (six months at least)' },
  { class: 'records', days: null, least: 1, most: 3650, from: 'recorded', how: 'kept', clock: 'event', source: 'Frontier Health and Quarantine Law: proof of prescribed actions; the archive decides after the event' },
];

/** Gets the rule of a class. */
export function retentionRule(name: RetentionClass): RetentionRule {
  return retentionCatalogue.find((rule) => rule.class === name)!;
}

/** Adds days to a day. Unit: YYYY-MM-DD. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Says whether data of a day is due: its period is over when the day after the last one has begun. */
export function isDue(day: string, days: number, today: string): boolean {
  return dayAfter(day, days) < today;
}

/** Says on which day data of a day is due. */
export function dueOn(day: string, days: number): string {
  return dayAfter(day, days + 1);
}

/** Says whether a person's cards may be erased on request: not while a journey with a filed card is under way. Refuses: `erasure-still-here`. */
export function canErase(cases: readonly { readonly ended: boolean; readonly filed: boolean; readonly erased_at: string | null; readonly designator: string }[]): Verdict {
  const here = cases.find((row) => !row.ended && row.filed && row.erased_at === null);
  return here === undefined ? allowed : refused('erasure-still-here', { flight: here.designator });
}
