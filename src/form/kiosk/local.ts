import { cardFor } from '../../modules/prescribed/catalogue/cards.ts';
import { findQuestion } from '../../modules/declarations/catalogue.ts';
import { answerQuestion, answersAsked, isDay, questionsAsked, questionsOwed } from '../../modules/declarations/rules.ts';
import type { AnswerValue, Complaint, Draft } from '../../modules/declarations/shapes.ts';
import type { OwnCard } from '../../modules/declarations/views/own.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { PageContext } from '../context.ts';
import type { Page } from '../layout.ts';
import { newPage } from '../pages/entering.ts';
import { checkPage, questionPage } from '../pages/filling.ts';
import { one, readAnswers, readDay, typedOf } from '../reading.ts';
import type { FormBody } from '../reading.ts';
import type { KioskCard } from './envelope.ts';

/** Is a card that is filled in at the machine alone, in its memory and nowhere else. */
export interface LocalCard { readonly flight: string; readonly flightDate: string; readonly birthDate: string; readonly draft: Draft }

/** Is what a step of the local form comes to: a page to draw, a path to go to, or a card to seal. */
export type LocalStep = { readonly page: Page } | { readonly goTo: string } | { readonly finished: KioskCard };

/** Fills in a card without a server, by the same questions, rules and pages. Unit of `now`: an instant. */
export class LocalForm {
  card: LocalCard | undefined;
  readonly #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  #own(card: LocalCard): OwnCard {
    const { version } = cardFor(card.flightDate);
    const today = this.#now().slice(0, 10);
    return {
      flight: { flightId: '', designator: card.flight, flightDate: card.flightDate, direction: 'arrival', origin: '', destination: '', timeZone: 'UTC', at: this.#now(), cardVersion: version, keyAreas: [], codeHours: 24, closed: false },
      answers: card.draft.answers, known: [], asked: questionsAsked(version, card.draft.answers, card.flightDate).map((question) => question.id), owed: questionsOwed(version, card.draft, card.flightDate, today),
      toConfirm: [], language: null, blind: false, checked: false, changed: false, ownCode: null, filed: null,
    };
  }

  /** Draws the page of a path below the event's address. */
  show(context: PageContext, path: string): LocalStep {
    if (this.card === undefined) return { page: newPage(context, { flight: '', flightDate: '', birthDate: '', typed: {}, complaints: [] }) };
    const own = this.#own(this.card);
    const question = findQuestion(/^\/q\/([a-zA-Z]+)/.exec(path)?.[1] ?? '');
    if (question !== undefined && own.asked.includes(question.id)) return { page: questionPage(context, own, question, { answers: own.answers, complaints: [], fromCheck: path.includes('from=check') }) };
    if (path.startsWith('/check') || own.owed[0] === undefined) return { page: checkPage(context, own) };
    return { goTo: `/q/${own.owed[0]}` };
  }

  /** Takes what a form of the page sent. */
  send(context: PageContext, path: string, body: FormBody): LocalStep {
    if (this.card === undefined || path.startsWith('/new')) return this.#begin(context, body);
    const own = this.#own(this.card);
    if (path.startsWith('/file')) return own.owed.length > 0 ? { goTo: `/q/${own.owed[0]!}` } : { finished: this.#finish(this.card, context) };
    const question = findQuestion(/^\/q\/([a-zA-Z]+)/.exec(path)?.[1] ?? '');
    if (question === undefined) return this.show(context, path);
    const act = one(body, 'act');
    const answers = readAnswers(question, body);
    const wrong = (complaints: readonly Complaint[]): LocalStep => ({ page: questionPage(context, own, question, { answers, complaints, typed: complaints.length > 0 ? typedOf(body) : {}, fromCheck: path.includes('from=check') }) });
    const places: AnswerValue | undefined = answers['places'];
    if (act.startsWith('remove-') && Array.isArray(places) && places.length === 0) return wrong([]);
    if (act === 'add' && one(body, 'placeCountry') === '') return wrong([{ field: 'placeCountry', word: 'e.placeCountry', params: {} }]);
    const { draft, complaints } = answerQuestion(this.card.draft, question.id, answers, own.flight.cardVersion, this.#now().slice(0, 10));
    if (complaints.length > 0) return wrong(complaints);
    this.card = { ...this.card, draft };
    if (act === 'add' || act.startsWith('remove-')) return { goTo: path };
    const after = this.#own(this.card);
    const later = path.includes('from=check') ? undefined : after.asked.slice(after.asked.indexOf(question.id) + 1).find((id) => after.owed.includes(id));
    return { goTo: later === undefined ? (after.owed.length > 0 ? `/q/${after.owed[0]!}` : '/check') : `/q/${later}` };
  }

  /** Forgets everything. */
  wipe(): void {
    this.card = undefined;
  }

  #begin(context: PageContext, body: FormBody): LocalStep {
    const form = { flight: one(body, 'flight').slice(0, 12).trim(), flightDate: readDay(body, 'flightDate'), birthDate: readDay(body, 'birthDate') };
    const complaints: Complaint[] = [];
    if (form.flight.replaceAll(/[^A-Za-z0-9]/g, '').length < 3) complaints.push({ field: 'flight', word: 'e.flight', params: {} });
    if (!isDay(form.flightDate)) complaints.push({ field: 'flightDate', word: 'e.flightDate', params: {} });
    if (!isDay(form.birthDate)) complaints.push({ field: 'birthDate', word: form.birthDate === '' ? 'e.birthDate' : 'e.date', params: {} });
    else if (form.birthDate >= this.#now().slice(0, 10)) complaints.push({ field: 'birthDate', word: 'e.dateFuture', params: {} });
    if (complaints.length > 0) return { page: newPage(context, { ...form, typed: typedOf(body), complaints }) };
    this.card = { ...form, draft: { answers: { birthDate: form.birthDate }, known: [], answered: ['birthDate'] } };
    return { goTo: '/q/name' };
  }

  #finish(card: LocalCard, context: PageContext): KioskCard {
    const answers = answersAsked(cardFor(card.flightDate).version, card.draft.answers, card.flightDate);
    return { id: uuidv7(), flight: card.flight, flightDate: card.flightDate, birthDate: card.birthDate, answers, language: context.language, filledAt: this.#now() };
  }
}
