import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardFor, cardVersions } from '../prescribed/catalogue/cards.ts';
import { cards, findQuestion, questions } from './catalogue.ts';
import { answerQuestion, answersAsked, checkField, checkQuestion, cleanField, evaluate, isDay, questionsAsked, questionsOwed } from './rules.ts';
import type { Answers, Draft } from './shapes.ts';
import { isFormWordKey } from '../../words/form/form.ts';

const flightDate = '2022-01-27';
const today = '2022-01-26';
const whole: Answers = {
  surname: 'NORDMANN', givenNames: 'KARI', nativeName: '', birthDate: '1996-04-05', sex: 'F', nationality: 'NOR', documentType: 'P', documentNumber: 'N1234567', seat: '21C', phoneHome: '+4741234567', phoneLocal: '', email: '',
  address: 'Invented Hotel, 1 Invented Street', places: [{ country: 'NOR', town: 'Oslo' }], symptoms: ['none'], medicine: 'no', contactCase: 'no', contactFever: 'no', cluster: 'no', test: 'negative', vaccination: 'full', signature: 'Kari Nordmann', agree: 'yes',
};
const field = (question: string, name: string) => findQuestion(question)!.fields.find((entry) => entry.name === name)!;

describe('the catalogue', () => {
  it('has the questions of every version of the card, and a version for every card', () => {
    expect(Object.keys(cards).sort()).toEqual(cardVersions.map((card) => card.version).sort());
    for (const card of Object.values(cards)) for (const id of card.questions) expect(findQuestion(id), id).toBeDefined();
  });

  it('has words for every question, field, option and complaint', () => {
    const missing: string[] = [];
    for (const question of questions) {
      if (!isFormWordKey(`q.${question.id}`)) missing.push(`q.${question.id}`);
      for (const { name, kind, options } of question.fields) {
        if (!isFormWordKey(`f.${name}`)) missing.push(`f.${name}`);
        for (const option of options ?? []) if (!isFormWordKey(`o.${name}.${option}`)) missing.push(`o.${name}.${option}`);
        if (!['yesNo'].includes(kind) && !['test', 'vaccination'].includes(name) && !isFormWordKey(`e.${name}`)) missing.push(`e.${name}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('follows the day of the flight, and a plan that names another version', () => {
    expect(cardVersions.map((card) => cardFor(card.from).version)).toEqual(cardVersions.map((card) => card.version));
    expect(['2019-01-01', '2020-03-02', '2020-03-03', '2022-01-27', '2026-06-01'].map((day) => cardFor(day).version)).toEqual(['1', '1', '4', '2022-01', '11']);
    expect(cardFor('2022-01-27', '4').version).toBe('4');
    expect(cardFor('2022-01-27', 'unknown').version).toBe('2022-01');
  });
});

describe('fields', () => {
  it.each([
    ['seat', 'seat', ' 21 c ', '21C', undefined], ['seat', 'seat', '', '', undefined], ['seat', 'seat', 'economy', 'ECONOMY', 'e.long'], ['seat', 'seat', '1AA', '1AA', 'e.seat'],
    ['document', 'documentNumber', 'n 123-45 67', 'N1234567', undefined], ['document', 'documentNumber', 'N12', 'N12', 'e.documentNumber'], ['document', 'documentNumber', '護照1234567', '護照1234567', 'e.documentNumber'],
    ['phone', 'phoneHome', '0047 412 34 567', '+4741234567', undefined], ['phone', 'phoneHome', '41234567', '41234567', 'e.phoneHome'], ['phone', 'email', 'kari@invalid', 'kari@invalid', 'e.email'], ['phone', 'email', 'kari@example.org', 'kari@example.org', undefined],
    ['name', 'surname', '  Müller-Lüdenscheidt ', 'Müller-Lüdenscheidt', undefined], ['name', 'surname', '王', '王', 'e.latin'], ['name', 'surname', '', '', 'e.surname'], ['name', 'givenNames', '', '', undefined],
    ['birthDate', 'birthDate', '1996-02-30', '1996-02-30', 'e.date'], ['birthDate', 'birthDate', '2022-01-26', '2022-01-26', 'e.dateFuture'], ['birthDate', 'birthDate', '1896-02-03', '1896-02-03', 'e.dateOld'], ['birthDate', 'birthDate', '', '', 'e.birthDate'],
  ])('%s/%s %j becomes %j and is told %s', (question, name, typed, kept, word) => {
    const cleaned = cleanField(field(question, name), typed);
    expect(cleaned).toBe(kept);
    expect(checkField(field(question, name), cleaned, '2022-01', today)?.word).toBe(word);
  });

  it('takes symptoms or none of them, never both, and no option that the card does not have', () => {
    const of = (chosen: string[], card = '2022-01') => checkField(field('symptoms', 'symptoms'), chosen, card, today)?.word;
    expect([of(['none']), of(['fever', 'headache']), of([]), of(['fever', 'none']), of(['plague']), of(['headache'], '1')]).toEqual([undefined, undefined, 'e.symptoms', 'e.symptomsNone', 'e.symptoms', 'e.symptoms']);
  });

  it('never throws, whatever is sent', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.array(fc.record({ country: fc.string(), town: fc.string() })));
    fc.assert(fc.property(fc.constantFrom(...questions), fc.dictionary(fc.string(), value), fc.constantFrom(...Object.keys(cards)), (question, given, card) => {
      const answers = Object.fromEntries(question.fields.map((one, index) => [one.name, Object.values(given)[index] ?? '']));
      const { draft, complaints } = answerQuestion({ answers: {}, known: [], answered: [] }, question.id, answers, card, today);
      // Either something is told to be wrong and nothing is kept, or what is kept is right.
      if (complaints.length > 0) expect(draft.answers).toEqual({});
      else expect(checkQuestion(question, draft.answers, card, today)).toEqual([]);
    }), { numRuns: 500 });
  });

  it('knows the calendar', () => {
    expect(['2024-02-29', '2023-02-29', '2022-1-1', '2022-13-01', 'x'].map(isDay)).toEqual([true, false, false, false, false]);
  });
});

describe('a card', () => {
  const all = (answers: Answers): Draft => ({ answers, known: [], answered: questions.map((question) => question.id) });

  it('asks what follows from the answers: other symptoms, and a guardian of a child', () => {
    const ids = (answers: Answers) => questionsAsked('2022-01', answers, flightDate).map((question) => question.id);
    expect(ids(whole)).not.toContain('symptomsOther');
    expect(ids({ ...whole, symptoms: ['other'] })).toContain('symptomsOther');
    expect(ids({ ...whole, birthDate: '2004-01-28' })).toContain('guardian');
    expect(ids({ ...whole, birthDate: '2004-01-27' })).not.toContain('guardian');
  });

  it('owes a question until it is answered or confirmed, even where a list has filled it in', () => {
    expect(questionsOwed('2022-01', all(whole), flightDate, today)).toEqual([]);
    expect(questionsOwed('2022-01', { ...all(whole), answered: questions.map((question) => question.id).filter((id) => id !== 'name') }, flightDate, today)).toEqual(['name']);
    expect(questionsOwed('2022-01', all({ ...whole, test: '' }), flightDate, today)).toEqual(['test']);
  });

  it('comes to clear, check or assist', () => {
    const of = (answers: Answers, keyAreas: string[] = []) => evaluate('2022-01', answers, { flightDate, keyAreas });
    expect(of(whole)).toMatchObject({ open: [], symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, result: 'clear' });
    expect(of({ ...whole, symptoms: ['fever'] })).toMatchObject({ symptomDeclared: true, result: 'check' });
    expect(of({ ...whole, medicine: 'yes' }).symptomDeclared).toBe(true);
    expect(of({ ...whole, test: 'positive' }).symptomDeclared).toBe(true);
    for (const name of ['contactCase', 'contactFever', 'cluster']) expect(of({ ...whole, [name]: 'yes' })).toMatchObject({ contactDeclared: true, result: 'check' });
    expect(of(whole, ['NOR'])).toMatchObject({ keyAreaDeclared: true, result: 'check' });
    expect(of({ ...whole, vaccination: '' })).toMatchObject({ open: ['vaccination'], result: 'assist' });
  });

  it('is judged anew under a newer version: old answers stay, what was never asked is open', () => {
    const old = answersAsked('4', whole, flightDate);
    expect(old).not.toHaveProperty('test');
    expect(evaluate('4', old, { flightDate, keyAreas: [] }).open).toEqual([]);
    expect(evaluate('2022-01', old, { flightDate, keyAreas: [] }).open).toEqual(['test', 'vaccination']);
    expect(evaluate('11', old, { flightDate, keyAreas: [] }).open).toEqual([]);
  });
});
