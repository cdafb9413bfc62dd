import type { ActionContext } from '../../kernel/action.ts';
import type { Db, Pool } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Vault } from '../../kernel/vault.ts';
import { codeOf } from './access.ts';
import { declaredFlight } from './flights.ts';
import { mailSettings } from './mail-settings.ts';
import { writeMessage } from './messages.ts';
import type { WrittenMessage } from './messages.ts';
import { languageFor } from './rules/languages.ts';
import { emailIn, reminderDue, reminderHours, wasRecently } from './rules/mailing.ts';
import { findDeclaration } from './store/cards.ts';
import { findFlightRow } from './store/flights.ts';
import type { FlightRow } from './store/flights.ts';
import { flightsToRemind, insertMessages, isSharedAddress, mailRows, settleMessage, takeMessages } from './store/messages.ts';
import type { MailRow, MessageWrite, TakenMessage } from './store/messages.ts';
import { findLeader } from './store/sessions.ts';
import { stateOf } from './views/own.ts';

/** Counts what came of writing to many. `complete` and `recently` are left in peace, `already` have their invitation, `withoutAddress` and `withoutCard` cannot be reached. */
export interface Queued { readonly queued: number; readonly already: number; readonly recently: number; readonly complete: number; readonly withoutAddress: number; readonly withoutCard: number }

/** Is nobody at all. */
export const nobodyQueued: Queued = { queued: 0, already: 0, recently: 0, complete: 0, withoutAddress: 0, withoutCard: 0 };

/** Adds two counts. */
export function addQueued(one: Queued, other: Queued): Queued {
  return { queued: one.queued + other.queued, already: one.already + other.already, recently: one.recently + other.recently, complete: one.complete + other.complete, withoutAddress: one.withoutAddress + other.withoutAddress, withoutCard: one.withoutCard + other.withoutCard };
}

/** Says whether a flight is over for a card: closed, cancelled, or there. */
export function isOver(flight: Pick<FlightRow, 'closed' | 'cancelled' | 'at'>, now: string): boolean {
  return flight.closed || flight.cancelled || Date.parse(flight.at) <= Date.parse(now);
}

type Who = (row: MailRow) => boolean;

/** Queues a message to each person of a flight who needs it. `hoursBefore` is set by an automatic reminder and then only for those whom an invitation was sent. */
export async function queueForFlight(tx: Db, eventId: string, flight: FlightRow, kind: 'invitation' | 'reminder', how: { readonly now: string; readonly createdBy: string | null; readonly who?: Who; readonly hoursBefore?: number }): Promise<Queued> {
  const { cardVersion } = declaredFlight(flight);
  const counts = { ...nobodyQueued } as { -readonly [Name in keyof Queued]: number };
  const writes: MessageWrite[] = [];
  for (const row of await mailRows(tx, eventId, flight.flight_id)) {
    if (how.who?.(row) === false) continue;
    if (row.declaration_id === null) { counts.withoutCard += 1; continue; }
    if (stateOf(row, cardVersion) === 'complete') { counts.complete += 1; continue; }
    if (kind === 'invitation' && row.invited) { counts.already += 1; continue; }
    // Automatic reminders go to those who were invited by e-mail, once for each of the hours.
    if (how.hoursBefore !== undefined && (!row.invited || row.reminded_hours.some((hours) => hours <= how.hoursBefore!))) continue;
    if (kind === 'reminder' && wasRecently(row.last_at, how.now)) { counts.recently += 1; continue; }
    const address = emailIn(row.contact);
    if (address === undefined) { counts.withoutAddress += 1; continue; }
    writes.push({ messageId: uuidv7(), kind, declarationId: row.declaration_id, leaderId: null, ordinal: row.messages + 1, hoursBefore: how.hoursBefore ?? null, address, language: languageFor(row.language, row.nationality) });
  }
  counts.queued = await insertMessages(tx, eventId, writes, { createdBy: how.createdBy, createdAt: how.now, dueAt: new Date() });
  return counts;
}

/** Queues the message that tells a leader where their page is. Shape: false where there is no address or no mail server. */
export async function queueLeader(context: Pick<ActionContext, 'tx' | 'eventId' | 'now' | 'actor'>, leader: { readonly leaderId: string; readonly email: string | null; readonly language: string }): Promise<boolean> {
  if (leader.email === null || mailSettings() === undefined) return false;
  const write: MessageWrite = { messageId: uuidv7(), kind: 'leader', declarationId: null, leaderId: leader.leaderId, ordinal: 1, hoursBefore: null, address: leader.email, language: languageFor(leader.language, null) };
  return (await insertMessages(context.tx, context.eventId, [write], { createdBy: context.actor.officerId, createdAt: context.now, dueAt: new Date() })) > 0;
}

/** Queues the automatic reminders that are due in an event. Shape: the flights for which something was queued. */
export async function queueDueReminders(pool: Pool, eventId: string, now: string): Promise<readonly string[]> {
  const reminded: string[] = [];
  const latest = new Date(Date.parse(now) + (reminderHours[0] + 36) * 3_600_000).toISOString();
  for (const flightId of await flightsToRemind(pool, eventId, new Date(Date.parse(now) - 36 * 3_600_000).toISOString(), latest)) {
    const flight = await findFlightRow(pool, eventId, flightId);
    const hoursBefore = flight === undefined || isOver(flight, now) ? undefined : reminderDue(flight.at, now);
    if (flight === undefined || hoursBefore === undefined) continue;
    const { queued } = await pool.transaction((tx) => queueForFlight(tx, eventId, flight, 'reminder', { now, createdBy: null, hoursBefore }));
    if (queued > 0) reminded.push(flightId);
  }
  return reminded;
}

/** Is a message ready to be sent, or the reason why it is not sent any more. */
export type Prepared = { readonly send: WrittenMessage; readonly flightId: string | null } | { readonly dropped: string; readonly flightId: string | null };

interface EventRow { readonly code: string; readonly name_en: string; readonly name_zh: string }

/** Writes a message at the moment at which it is sent: what has been done meanwhile is not asked for again. */
export async function prepareMessage(db: Db, vault: Vault, eventId: string, message: TakenMessage, publicUrl: string, now: string): Promise<Prepared> {
  const [event] = await db.query<EventRow>('SELECT code, name_en, name_zh FROM events WHERE event_id = $1', [eventId]);
  const language = languageFor(message.language, null);
  const facts = { kind: message.kind, language, base: `${publicUrl}/declare/${event!.code}`, eventName: language === 'zh' ? event!.name_zh : event!.name_en };
  if (message.leader_id !== null) {
    const leader = await findLeader(db, eventId, message.leader_id);
    if (leader === undefined || leader.revoked_at !== null) return { dropped: 'revoked', flightId: null };
    return { send: writeMessage({ ...facts, code: await codeOf(vault, eventId, leader.leader_id, 'leader'), flight: null, delegation: leader.delegation }), flightId: null };
  }
  const row = await findDeclaration(db, eventId, message.declaration_id!);
  if (row === undefined || row.erased_at !== null || message.address === '') return { dropped: 'erased', flightId: row?.flight_id ?? null };
  const flight = (await findFlightRow(db, eventId, row.flight_id))!;
  if (isOver(flight, now)) return { dropped: 'flight over', flightId: row.flight_id };
  const person = (await mailRows(db, eventId, row.flight_id)).find((one) => one.declaration_id === row.declaration_id);
  if (person !== undefined && stateOf(person, declaredFlight(flight).cardVersion) === 'complete') return { dropped: 'complete', flightId: row.flight_id };
  // An own code goes to nobody's address but the owner's (docs/decisions/0020).
  const shared = await isSharedAddress(db, eventId, message.address);
  if (shared && !row.shared) return { dropped: 'address of others', flightId: row.flight_id };
  const code = await codeOf(vault, eventId, row.declaration_id, shared ? 'shared' : row.code_generation);
  return { send: writeMessage({ ...facts, code, flight: { designator: flight.designator, flightDate: flight.flight_date }, delegation: person?.delegation ?? '' }), flightId: row.flight_id };
}

/** Takes messages up and settles them, for the sender. */
export const outgoing = { take: takeMessages, settle: settleMessage } as const;
