import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Vault } from '../../kernel/vault.ts';
import { dayAfter, dueOn, isDue, retentionCatalogue, retentionRule } from './rules/retention.ts';
import type { RetentionClass } from './rules/retention.ts';
import { keyNameOf } from './sealing.ts';
import { eventDay, forgetDrafts, forgetKey, forgetRows, heldDays, insertDestroyed, newestSettings } from './store/retention.ts';
import type { GoneRows } from './store/retention.ts';

/** Is a class that has a period. */
export type EndingClass = Exclude<RetentionClass, 'records'>;

const endingClasses = retentionCatalogue.flatMap((rule) => (rule.class === 'records' ? [] : [rule.class]));
const answersKey = /^answers-(\d{4}-\d{2}-\d{2})$/;

/** Gives the period of a class at an instant: what the event has set, else what the catalogue proposes. Unit: days. */
export async function periodOf(db: Db, eventId: string, name: EndingClass, at: string): Promise<number> {
  return (await newestSettings(db, eventId, at)).find((row) => row.class === name)?.days ?? retentionRule(name).days!;
}

/** Is what is held and due of a class. Shape: `nextDueOn` is the day on which the oldest goes, null where nothing is held. */
export interface Held { readonly class: EndingClass; readonly days: number; readonly held: number; readonly due: number; readonly dueDays: readonly string[]; readonly nextDueOn: string | null }

async function today(db: Db, eventId: string, name: EndingClass, now: string): Promise<string> {
  return retentionRule(name).clock === 'real' ? new Date().toISOString().slice(0, 10) : eventDay(db, eventId, now);
}

/** Tells of every class how much is held and what is due. */
export async function whatIsHeld(db: Db, vault: Vault, eventId: string, now: string): Promise<Held[]> {
  const settings = await newestSettings(db, eventId, now);
  // A key without a row still opens a copy of the database.
  const keyDays = (await vault.names(eventId)).flatMap((name) => answersKey.exec(name)?.[1] ?? []);
  const all: Held[] = [];
  for (const name of endingClasses) {
    const days = settings.find((row) => row.class === name)?.days ?? retentionRule(name).days!;
    const rows = await heldDays(db, eventId, name);
    const going = rows.filter((row) => row.stays !== true);
    const on = await today(db, eventId, name, now);
    const ofDays = [...new Set([...going.map((row) => row.day), ...(name === 'answers' ? keyDays : [])])].sort();
    const [oldest = rows[0]?.day] = ofDays;
    all.push({
      class: name, days, held: rows.reduce((sum, row) => sum + row.count, 0), due: going.filter((row) => isDue(row.day, days, on)).reduce((sum, row) => sum + row.count, 0),
      dueDays: ofDays.filter((day) => isDue(day, days, on)), nextDueOn: oldest === undefined ? null : dueOn(oldest, days),
    });
  }
  return all;
}

/** Says whether the period of anything is over. */
export async function isAnythingDue(db: Db, vault: Vault, eventId: string, now: string): Promise<boolean> {
  return (await whatIsHeld(db, vault, eventId, now)).some((held) => held.dueDays.length > 0);
}

/** Is one thing that was destroyed: of which class, which key or up to which day, and how much. */
export interface Destroyed { readonly class: EndingClass; readonly what: string; readonly counts: Readonly<Record<string, number>> }

const rowsOf: Readonly<Partial<Record<EndingClass, readonly GoneRows[]>>> = {
  formAccess: ['sessions', 'attempts'], leaders: ['leaderSessions', 'leaders'], messages: ['messages'], absences: ['absences'], listEntries: ['entries', 'keptOut', 'boardAnswers'], readLog: ['reads'], deviceReadings: ['telemetry', 'readings'], deviceRaw: ['rawBytes'], goodsFiles: ['files'],
};

/**
 * Destroys what is due, and logs it: first the keys outside the database, then what they wrapped in it. Done again after a crash between the two, it finishes.
 * Shape: what was destroyed; empty where nothing was due.
 */
export async function destroyDue(tx: Db, vault: Vault, eventId: string, now: string, by: string | null): Promise<Destroyed[]> {
  const destroyed: Destroyed[] = [];
  for (const { class: name, days, dueDays } of await whatIsHeld(tx, vault, eventId, now)) {
    if (dueDays.length === 0) continue;
    if (name === 'answers') {
      for (const day of dueDays) {
        const keys = (await vault.destroy(eventId, keyNameOf(day))) ? 1 : 0;
        destroyed.push({ class: name, what: keyNameOf(day), counts: { keys, ...(await forgetKey(tx, eventId, keyNameOf(day), now)) } });
      }
      continue;
    }
    const through = dayAfter(await today(tx, eventId, name, now), -days - 1);
    const counts: Record<string, number> = {};
    if (name === 'drafts') Object.assign(counts, await forgetDrafts(tx, eventId, through, now));
    for (const kind of rowsOf[name] ?? []) counts[kind] = await forgetRows(tx, eventId, kind, through);
    destroyed.push({ class: name, what: through, counts });
  }
  const some = destroyed.filter((entry) => Object.values(entry.counts).some((count) => count > 0));
  for (const entry of some) await insertDestroyed(tx, eventId, { entryId: uuidv7(), class: entry.class, what: entry.what, rule: `${entry.class} ${await periodOf(tx, eventId, entry.class, now)} days`, counts: entry.counts, by, at: now });
  return some;
}
