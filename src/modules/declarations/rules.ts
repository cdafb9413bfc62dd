import { findQuestion, getCard, guardianBelowYears, limits, questions } from './catalogue.ts';
import type { Field, Question } from './catalogue.ts';
import { isCountry } from './rules/countries.ts';
import type { Answers, AnswerValue, Complaint, Draft, Evaluation, Place } from './shapes.ts';

const text = (value: AnswerValue | undefined): string => (typeof value === 'string' ? value : '');
const many = (value: AnswerValue | undefined): readonly string[] => (Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []);

/** Gives the places among the answers. */
export function placesOf(answers: Answers): readonly Place[] {
  const value = answers['places'];
  return Array.isArray(value) ? value.filter((entry): entry is Place => typeof entry === 'object') : [];
}

/** Says whether a day exists. Shape: YYYY-MM-DD. */
export function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().slice(0, 10) === value;
}

/** Gives the age of a person on a day. Unit: whole years; undefined where the birth date is none. */
export function ageOn(birthDate: string, day: string): number | undefined {
  if (!isDay(birthDate) || !isDay(day)) return undefined;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function applies(question: Question, answers: Answers, flightDate: string): boolean {
  if (question.when === 'symptomOther') return many(answers['symptoms']).includes('other');
  if (question.when === 'minor') return (ageOn(text(answers['birthDate']), flightDate) ?? guardianBelowYears) < guardianBelowYears;
  return true;
}

/** Lists the questions that a card asks, given the answers so far, in their order. */
export function questionsAsked(cardVersion: string, answers: Answers, flightDate: string): readonly Question[] {
  const asked = new Set(getCard(cardVersion).questions);
  return questions.filter((question) => asked.has(question.id) && applies(question, answers, flightDate));
}

/** Lists the options of a field under a version of the card. */
export function optionsOf(field: Field, cardVersion: string): readonly string[] {
  return field.name === 'symptoms' ? getCard(cardVersion).symptoms : field.options ?? [];
}

const complain = (field: Field | { readonly name: string }, word = `e.${field.name}`, params: Complaint['params'] = {}): Complaint => ({ field: field.name, word, params });

function checkText(field: Field, value: string): Complaint | undefined {
  if (field.maximum !== undefined && [...value].length > field.maximum) return complain(field, 'e.long', { max: field.maximum });
  if (value === '') return field.required ? complain(field) : undefined;
  // The lines of a passport hold no other signs; accents are written as in the passport's upper part.
  if (field.kind === 'latinName' && !/^[\p{Script=Latin}\p{M}'’.\- ]+$/u.test(value)) return complain(field, 'e.latin');
  if (field.kind === 'documentNumber' && !/^[A-Z0-9]{5,20}$/.test(value)) return complain(field);
  if (field.kind === 'seat' && !/^\d{1,3}[A-Z]$/.test(value)) return complain(field);
  if (field.kind === 'phone' && !/^\+[0-9]{7,15}$/.test(value)) return complain(field);
  if (field.kind === 'email' && !/^[^\s@<>"]{1,64}@[^\s@<>"]{1,80}\.[^\s@<>".]{2,}$/u.test(value)) return complain(field);
  return undefined;
}

function checkDay(field: Field, value: string, today: string): Complaint | undefined {
  if (value === '' || value === '--') return complain(field);
  if (!isDay(value)) return complain(field, 'e.date');
  if (value >= today) return complain(field, 'e.dateFuture');
  return value < '1900-01-01' ? complain(field, 'e.dateOld', { year: '1899' }) : undefined;
}

/** Says what is wrong with the answer of one field; undefined where nothing is. Unit of `today`: YYYY-MM-DD. */
export function checkField(field: Field, value: AnswerValue | undefined, cardVersion: string, today: string): Complaint | undefined {
  const options = optionsOf(field, cardVersion);
  switch (field.kind) {
    case 'choice': return options.includes(text(value)) ? undefined : complain(field, field.name === 'test' || field.name === 'vaccination' ? 'e.choose' : `e.${field.name}`);
    case 'yesNo': return ['yes', 'no'].includes(text(value)) ? undefined : complain(field, 'e.yesNo');
    case 'agree': return text(value) === 'yes' ? undefined : complain(field);
    case 'country': return isCountry(text(value)) ? undefined : complain(field);
    case 'day': return checkDay(field, text(value), today);
    case 'many': {
      const chosen = many(value);
      if (chosen.length === 0 || chosen.some((entry) => !options.includes(entry))) return complain(field);
      return chosen.includes('none') && chosen.length > 1 ? complain(field, 'e.symptomsNone') : undefined;
    }
    case 'places': {
      const places = Array.isArray(value) ? value.filter((entry): entry is Place => typeof entry === 'object') : [];
      if (places.length === 0) return complain(field);
      if (places.length > limits.places) return complain(field, 'e.placesMany', { max: limits.places });
      if (places.some((place) => !isCountry(place.country))) return complain({ name: 'placeCountry' });
      return places.some((place) => [...place.town].length > limits.town) ? complain({ name: 'placeTown' }, 'e.placeTown', { max: limits.town }) : undefined;
    }
    default: return checkText(field, text(value));
  }
}

/** Says everything that is wrong with the answers of one question, in the order of its fields. */
export function checkQuestion(question: Question, answers: Answers, cardVersion: string, today: string): readonly Complaint[] {
  return question.fields.flatMap((field) => checkField(field, answers[field.name], cardVersion, today) ?? []);
}

/** Brings what was typed into the form in which it is kept: seats, numbers and phones without blanks, texts trimmed. */
export function cleanField(field: Field, value: AnswerValue): AnswerValue {
  if (typeof value !== 'string') return value;
  const trimmed = value.normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').trim();
  if (field.kind === 'longText' || field.kind === 'text' || field.kind === 'latinName') return trimmed.replaceAll(/\s+/gu, ' ');
  const plain = trimmed.normalize('NFKC');
  if (field.kind === 'seat' || field.kind === 'documentNumber') return plain.replaceAll(/[\s\-./<]/gu, '').toUpperCase().replace(field.kind === 'seat' ? /^0+(?=\d)/ : /$^/, '');
  if (field.kind === 'phone') return plain.replaceAll(/[\s\-./()]/gu, '').replace(/^00/, '+');
  return plain;
}

/** Lists the questions that are still owed: not answered, not valid, or known from a list and not confirmed. Shape: identifiers in their order. */
export function questionsOwed(cardVersion: string, draft: Pick<Draft, 'answers' | 'answered'>, flightDate: string, today: string): readonly string[] {
  return questionsAsked(cardVersion, draft.answers, flightDate)
    .filter((question) => !draft.answered.includes(question.id) || checkQuestion(question, draft.answers, cardVersion, today).length > 0)
    .map((question) => question.id);
}

/**
 * Says what answers come to under a version of the card: the same for a card that is filed today and for an old one that a newer version looks at.
 * A medicine against fever and a positive test count as a symptom, since either can hide or foretell one.
 */
export function evaluate(cardVersion: string, answers: Answers, flight: { readonly flightDate: string; readonly keyAreas: readonly string[] }): Evaluation {
  const open = questionsAsked(cardVersion, answers, flight.flightDate).filter((question) => checkQuestion(question, answers, cardVersion, flight.flightDate).length > 0).map((question) => question.id);
  const symptomDeclared = many(answers['symptoms']).some((entry) => entry !== 'none') || answers['medicine'] === 'yes' || answers['test'] === 'positive';
  const contactDeclared = ['contactCase', 'contactFever', 'cluster'].some((name) => answers[name] === 'yes');
  const keyAreaDeclared = placesOf(answers).some((place) => flight.keyAreas.includes(place.country));
  return { open, symptomDeclared, contactDeclared, keyAreaDeclared, result: open.length > 0 ? 'assist' : symptomDeclared || contactDeclared || keyAreaDeclared ? 'check' : 'clear' };
}

/** Drops the answers of questions that no longer apply, so that nothing is filed that was not asked. */
export function answersAsked(cardVersion: string, answers: Answers, flightDate: string): Answers {
  const names = new Set(questionsAsked(cardVersion, answers, flightDate).flatMap((question) => question.fields.map((field) => field.name)));
  return Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)));
}

/** Takes one question's answers into a draft. Refuses: as data, the complaints; then the draft is as before. */
export function answerQuestion(draft: Draft, questionId: string, given: Answers, cardVersion: string, today: string): { readonly draft: Draft; readonly complaints: readonly Complaint[] } {
  const question = findQuestion(questionId);
  if (question === undefined) return { draft, complaints: [] };
  const cleaned: Record<string, AnswerValue> = {};
  for (const field of question.fields) cleaned[field.name] = cleanField(field, given[field.name] ?? (field.kind === 'many' || field.kind === 'places' ? [] : ''));
  const complaints = checkQuestion(question, cleaned, cardVersion, today);
  if (complaints.length > 0) return { draft, complaints };
  const fields = new Set(question.fields.map((field) => field.name));
  return {
    draft: { answers: { ...draft.answers, ...cleaned }, known: draft.known.filter((name) => !fields.has(name)), answered: [...draft.answered.filter((id) => id !== questionId), questionId] },
    complaints,
  };
}
