import { directionOf, formLocale, say } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';

/** Is what a message tells. Shape: `flight` is null in a leader's. */
export interface MessageFacts {
  readonly kind: 'invitation' | 'reminder' | 'leader';
  readonly language: FormLanguage;
  /** Where the travellers' pages of the event lie. */
  readonly base: string;
  readonly eventName: string;
  readonly code: string;
  readonly flight: { readonly designator: string; readonly flightDate: string } | null;
  readonly delegation: string;
}

/** Is a message as written. */
export interface WrittenMessage { readonly subject: string; readonly text: string; readonly html: string }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * Writes a message in the language of the person: the link, the code, the link to the guide. Never an answer, a birth date, a name or the digits of a leader.
 * The link alone opens nothing (docs/decisions/0020).
 */
export function writeMessage(facts: MessageFacts): WrittenMessage {
  const { kind, language, base, code, flight } = facts;
  const date = flight === null ? '' : new Intl.DateTimeFormat(formLocale(language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(flight.flightDate));
  const about = { flight: flight?.designator ?? '', date, delegation: facts.delegation };
  const subject = say(language, kind === 'invitation' ? 'mail.inviteSubject' : kind === 'reminder' ? 'mail.remindSubject' : 'mail.leaderSubject', about);
  const link = `${base}/i/${code}`;
  const guide = flight === null ? undefined : `${base}/guide/${flight.designator}/${flight.flightDate}`;
  const lead = say(language, kind === 'invitation' ? 'mail.invite' : kind === 'reminder' ? 'mail.remind' : 'mail.leader', about);
  const greeting = say(language, 'mail.greeting');
  const foot = say(language, 'mail.foot');
  const codeLine = say(language, 'mail.code', { code });
  const guideLine = say(language, 'mail.guide');
  const text = [greeting, '', lead, link, '', codeLine, ...(guide === undefined ? [] : ['', guideLine, guide]), '', '-- ', facts.eventName, foot, ''].join('\n');
  const line = (content: string): string => `<p style="margin:0 0 16px">${content}</p>`;
  const anchor = (address: string): string => `<a dir="ltr" href="${escape(address)}">${escape(address)}</a>`;
  const html = `<!doctype html><html lang="${formLocale(language)}" dir="${directionOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>`
    + `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#14202a;background:#fff"><div style="max-width:560px;margin:0 auto">${line(escape(greeting))}${line(`${escape(lead)}<br>${anchor(link)}`)}`
    + `${line(escape(codeLine).replace(escape(code), `<strong dir="ltr" style="font-family:monospace;font-size:18px">${escape(code)}</strong>`))}`
    + `${guide === undefined ? '' : line(`${escape(guideLine)}<br>${anchor(guide)}`)}<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #d5dce1;font-size:13px;color:#4b5b67">${escape(facts.eventName)}<br>${escape(foot)}</p></div></body></html>`;
  return { subject, text, html };
}
