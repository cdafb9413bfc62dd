import type { ActionContext } from '../../kernel/action.ts';
import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Language } from '../../words/area.ts';
import { findWord, write } from '../../words/words.ts';
import { mailSettings } from '../declarations/mail-settings.ts';
import { getCallUp } from './calling.ts';
import { findLanguage, findMailEvent, insertCallUpMessages, settleCallUpMessage, takeCallUpMessages } from './store/call-up-messages.ts';
import type { CallUpMessageKind, TakenCallUpMessage } from './store/call-up-messages.ts';
import { findPerson, personRows } from './store/people.ts';

/** Queues the messages of a call-up to those of its people who have an address. Shape: how many; none where no mail is set up. */
export async function queueCallUpMessages({ tx, eventId, now }: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, callUpId: string, kind: CallUpMessageKind): Promise<number> {
  if (mailSettings() === undefined) return 0;
  const { people, notes } = await getCallUp(tx, eventId, callUpId, now);
  const declined = new Set(notes.filter((note) => note.note === 'declined').map((note) => note.person_id));
  const reachable = (await personRows(tx, eventId, now)).filter((person) => person.active && person.content.email !== undefined && people.includes(person.person_id) && !declined.has(person.person_id));
  return insertCallUpMessages(tx, eventId, reachable.map((person) => ({ messageId: uuidv7(), callUpId, personId: person.person_id, kind })), now);
}

/** Is a message ready to be sent, or the reason why it is not sent any more. */
export type PreparedCallUp = { readonly address: string; readonly send: { readonly subject: string; readonly text: string } } | { readonly dropped: string };

/**
 * Writes a message at the moment at which it is sent: who has answered meanwhile, or is no longer called, is not written to. In the language of the person's account, in both where they have none.
 * It says for what, where, when, why and how to answer; nothing of anybody else, and of the person nothing but their number.
 */
export async function prepareCallUpMessage(db: Db, eventId: string, message: TakenCallUpMessage, publicUrl: string, now: string): Promise<PreparedCallUp> {
  const { row, state, notes } = await getCallUp(db, eventId, message.call_up_id, now);
  const person = await findPerson(db, eventId, message.person_id, now);
  const event = (await findMailEvent(db, eventId))!;
  if (person?.content.email === undefined || !person.active) return { dropped: 'no address' };
  if (message.kind === 'called' && state !== 'called') return { dropped: state };
  if (message.kind === 'called' && notes.some((note) => note.person_id === message.person_id && (note.note === 'acknowledged' || note.note === 'declined'))) return { dropped: 'answered' };
  if (Date.parse(row.ends_at) <= Date.parse(now)) return { dropped: 'over' };
  const known = await findLanguage(db, eventId, person.officer_id);
  const languages: readonly Language[] = known === undefined ? ['zh', 'en'] : [known];
  const about = (language: Language) => {
    const at = (instant: string): string => new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: event.time_zone }).format(new Date(instant));
    return { number: person.staff_number, point: row.point_code, skill: findWord(language, `dutySheet.skill.${row.skill}`) ?? row.skill, from: at(row.starts_at), until: at(row.ends_at), reason: row.content.reason };
  };
  const body = (language: Language): string => [
    write(language, `callUpMail.${message.kind}`, about(language)), write(language, 'callUpMail.why', about(language)),
    ...(message.kind === 'stoodDown' ? [] : person.officer_id === null ? [write(language, 'callUpMail.tell')] : [write(language, 'callUpMail.answer'), `${publicUrl}/my-shifts`]), '', '-- ', language === 'zh' ? event.name_zh : event.name_en,
  ].join('\n');
  return { address: person.content.email, send: { subject: write(languages[0]!, `callUpMail.${message.kind}Subject`, about(languages[0]!)), text: `${languages.map(body).join('\n\n')}\n` } };
}

/** Takes messages up and settles them, for the sender. */
export const outgoingCallUps = { take: takeCallUpMessages, settle: settleCallUpMessage } as const;
