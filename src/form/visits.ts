import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActionDefinition, Answer, House } from '../kernel/action.ts';
import { runAction } from '../kernel/action.ts';
import type { Actor } from '../kernel/officer.ts';
import { Refusal } from '../kernel/refusal.ts';
import { uuidv7 } from '../kernel/ids.ts';
import type { Vault } from '../kernel/vault.ts';
import { runView } from '../kernel/view.ts';
import type { ViewDefinition } from '../kernel/view.ts';
import { findVisitor } from '../modules/declarations/access.ts';
import type { FormVisitor } from '../modules/declarations/access.ts';
import type { EventBook } from '../modules/ports/events.ts';
import { isFormLanguage, preferredLanguage } from '../words/form/form.ts';
import type { FormLanguage } from '../words/form/form.ts';
import type { PageContext } from './context.ts';
import { layout } from './layout.ts';
import type { Page } from './layout.ts';
import { render } from './html.ts';

/** Is what the form needs of the house; whoever composes the process gives it. */
export interface FormHouse {
  readonly house: House;
  readonly book: EventBook;
  readonly vault: Vault;
  readonly registry: { readonly actions: ReadonlyMap<string, ActionDefinition>; readonly views: ReadonlyMap<string, ViewDefinition> };
}

/** Is one request to a page of an event. */
export interface Visit {
  readonly eventId: string;
  readonly context: PageContext;
  readonly visitor: FormVisitor | undefined;
  readonly token: string | undefined;
}

/** Is whoever comes without a session: begins a card, reads the guide of a flight, and has no name yet. */
export const stranger: Actor = { officerId: null, keyId: null, name: { en: 'Traveller', zh: '旅客' }, organisation: '', roles: ['traveller'], stationId: null };

const cookieOf = (request: FastifyRequest, name: string): string | undefined => {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const cut = part.indexOf('=');
    if (cut > 0 && part.slice(0, cut).trim() === name) return part.slice(cut + 1).trim();
  }
  return undefined;
};

const sessionName = 'tongguan_form';
const languageName = 'tongguan_language';

// Keyed by the session itself, so that every server knows it and a restart forgets nothing; masked anew on every page, so that a compressed page lets nobody guess it sign by sign.
function guardOf(token: string): string {
  const nonce = randomBytes(9).toString('base64url');
  return `${nonce}.${createHmac('sha256', token).update(nonce).digest('base64url')}`;
}

function guardHolds(token: string, guard: string): boolean {
  const [nonce = '', mac = ''] = guard.split('.');
  const expected = createHmac('sha256', token).update(nonce).digest();
  const given = Buffer.from(mac, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Says whether a form was sent from a page of this very site. Shape: true where an old browser tells nothing. */
export function isFromHere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === request.host;
  } catch {
    return false;
  }
}

/** Is the house of the form at work: who visits, what they do, what is shown. */
export class Visits {
  readonly form: FormHouse;
  readonly #assets: PageContext['assets'];

  constructor(form: FormHouse, assets: PageContext['assets']) {
    this.form = form;
    this.#assets = assets;
  }

  /** Finds the event and who comes. Refuses: `event-unknown`. */
  async open(request: FastifyRequest): Promise<Visit> {
    const { event: code } = request.params as { event: string };
    const event = this.form.book.all().find((entry) => entry.code.toLowerCase() === code.toLowerCase());
    if (event === undefined) throw new Refusal('event-unknown');
    const token = cookieOf(request, sessionName);
    const visitor = token === undefined ? undefined : await findVisitor(this.form.house.pool, event.event_id, token);
    const wanted = cookieOf(request, languageName);
    const language: FormLanguage = isFormLanguage(wanted) ? wanted : preferredLanguage(request.headers['accept-language']);
    return {
      eventId: event.event_id, visitor, token,
      context: {
        language, event: { code: event.code, name: language === 'zh' ? event.name_zh : event.name_en, timeZone: event.time_zone }, base: `/declare/${event.code}`, path: request.url.replace(/[?&]lang=[a-z]*/, ''),
        guard: visitor === undefined ? '' : guardOf(token!), signedIn: visitor !== undefined, kiosk: visitor?.kiosk === true || cookieOf(request, 'tongguan_kiosk') === '1', assets: this.#assets,
      },
    };
  }

  /** Finds who comes to a page that needs a session. Refuses: `declaration-session-over`. */
  async enter(request: FastifyRequest, role: 'traveller' | 'leader' = 'traveller'): Promise<Visit & { readonly visitor: FormVisitor }> {
    const visit = await this.open(request);
    if (visit.visitor === undefined || !visit.visitor.actor.roles.includes(role)) throw new Refusal('declaration-session-over');
    return { ...visit, visitor: visit.visitor };
  }

  /** Finds who sends a form. Refuses: `declaration-session-over`, `declaration-page-old`. */
  async send(request: FastifyRequest, role: 'traveller' | 'leader' = 'traveller'): Promise<Visit & { readonly visitor: FormVisitor }> {
    const visit = await this.enter(request, role);
    const body = request.body as Record<string, unknown> | null | undefined;
    if (!isFromHere(request) || typeof body?.['guard'] !== 'string' || !guardHolds(visit.token!, body['guard'])) throw new Refusal('declaration-page-old');
    return visit;
  }

  /** Runs an action as the visitor. */
  async act(visit: Pick<Visit, 'eventId'>, actor: Actor, name: string, input: unknown): Promise<Answer> {
    const { house, registry } = this.form;
    return runAction(house, visit.eventId, actor, registry.actions.get(name)!, { id: uuidv7(), occurredAt: house.now(visit.eventId), input });
  }

  /** Runs an action that must be done. Refuses: what the action refuses. */
  async done<T>(visit: Pick<Visit, 'eventId'>, actor: Actor, name: string, input: unknown): Promise<T> {
    const answer = await this.act(visit, actor, name, input);
    if (!answer.ok) throw new Refusal(answer.refusal.code, answer.refusal.params);
    return answer.result as T;
  }

  /** Reads a view as the visitor. */
  async see<T>(visit: Pick<Visit, 'eventId'>, actor: Actor, name: string, input: unknown = {}): Promise<T> {
    const { house, registry } = this.form;
    return (await runView(house, visit.eventId, actor, registry.views.get(name)!, input)).data as T;
  }

  /** Sends a page. */
  show(reply: FastifyReply, context: PageContext, page: Page, status = 200): FastifyReply {
    return reply.code(status).type('text/html; charset=utf-8').send(render(layout(context, page)));
  }
}

/** Writes the session's cookie: for the pages of one event, out of reach of scripts. */
export function sessionCookie(token: string, base: string, expires: Date, secure: boolean): string {
  // Lax, so that a link from an e-mail finds the session that is open already.
  return `${sessionName}=${token}; Path=${base}; HttpOnly; SameSite=Lax; Expires=${expires.toUTCString()}${secure ? '; Secure' : ''}`;
}

/** Writes the cookie that keeps the language. */
export function languageCookie(language: FormLanguage): string {
  return `${languageName}=${language}; Path=/declare; SameSite=Lax; Max-Age=2592000`;
}
