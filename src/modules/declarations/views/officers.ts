import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { cardFor } from '../../prescribed/catalogue/cards.ts';
import { isFormLanguage, isFormWordKey, say } from '../../../words/form/form.ts';
import type { FormLanguage } from '../../../words/form/form.ts';
import { declaredFlight } from '../flights.ts';
import { openFiled } from '../loading.ts';
import { evaluate, questionsAsked } from '../rules.ts';
import { cardKey } from '../sealing.ts';
import { isFreeText, sayAnswer } from '../saying.ts';
import { findByCase, findDeclaration, findNewest } from '../store/cards.ts';
import { stationCards, stationFlights } from '../store/keys.ts';
import { findFlightRow } from '../store/flights.ts';
import { keySet } from '../signing.ts';

const strict = { additionalProperties: false } as const;
const uuid = Type.String({ format: 'uuid' });
const nullable = Type.Union([Type.String(), Type.Null()]);
const bilingual = Type.Object({ en: Type.String(), zh: Type.String() });
const stations = ['healthOfficer', 'dutyOfficer', 'gate'] as const;

const codeKeys = defineView({
  name: 'declarations.codeKeys',
  summary: 'Gives a station what it verifies codes with while the network is down: the public keys with their periods, what was withdrawn, and the newest version of every card of the flights near now.',
  roles: [...stations],
  input: Type.Object({}, strict),
  output: Type.Object({
    event: Type.String(), at: Type.String(), keys: Type.Unknown(), revoked: Type.Array(Type.String()),
    cards: Type.Array(Type.Object({ declarationId: Type.String(), version: Type.Integer(), caseId: nullable, flightId: Type.String(), stale: Type.Boolean() })),
  }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    const [event] = await db.query<{ code: string }>('SELECT code FROM events WHERE event_id = $1', [eventId]);
    const near = { before: 36, after: 36 };
    const asked = Object.fromEntries((await stationFlights(db, eventId, asOf, near)).map((row) => [row.flight_id, cardFor(row.flight_date, row.card ?? undefined).version]));
    const cards = await stationCards(db, eventId, asOf, near, asked);
    return {
      event: event?.code ?? '', at: asOf, keys: await keySet(db, eventId, event?.code ?? '', asOf), revoked: cards.filter((row) => row.erased).map((row) => row.declaration_id),
      cards: cards.filter((row) => !row.erased).map((row) => ({ declarationId: row.declaration_id, version: row.version, caseId: row.case_id, flightId: row.flight_id, stale: row.stale })),
    };
  },
});

const find = defineView({
  name: 'declarations.find',
  summary: 'Tells whose card a scanned code is.',
  roles: [...stations],
  input: Type.Object({ declarationId: uuid }, strict),
  output: Type.Object({ caseId: nullable, flightId: Type.String(), erased: Type.Boolean() }),
  refuses: ['declaration-unknown'],
  async run({ db, eventId }, { declarationId }) {
    const row = await findDeclaration(db, eventId, declarationId);
    if (row === undefined) throw new Refusal('declaration-unknown', {});
    return { caseId: row.case_id, flightId: row.flight_id, erased: row.erased_at !== null };
  },
});

const shownAnswer = Type.Object({ question: Type.String(), field: Type.String(), label: bilingual, shown: bilingual, original: nullable, open: Type.Boolean() });

function card(vault: Vault): ViewDefinition {
  return defineView({
    name: 'declarations.card',
    summary: 'Shows what a person declared, every answer in Chinese and English beside the original, judged under the card that the flight asks now.',
    roles: ['healthOfficer', 'dutyOfficer', 'gate', 'doctor'],
    input: Type.Object({ caseId: uuid }, strict),
    output: Type.Union([Type.Null(), Type.Object({
      declarationId: Type.String(), version: Type.Integer(), cardVersion: Type.String(), filedCardVersion: Type.String(), language: Type.String(), filedAt: Type.String(), openAnswers: Type.Integer(),
      symptomDeclared: Type.Boolean(), contactDeclared: Type.Boolean(), keyAreaDeclared: Type.Boolean(), answers: Type.Array(shownAnswer),
    })]),
    refuses: ['reason-needed'],
    healthOf: (input) => `case:${input.caseId}`,
    needsReason: 'station',
    async run({ db, eventId, asOf }, { caseId }) {
      const row = await findByCase(db, eventId, caseId);
      const newest = row === undefined ? undefined : await findNewest(db, eventId, row.declaration_id, asOf);
      const key = row === undefined ? undefined : await cardKey(vault, eventId, row);
      if (row === undefined || newest === undefined || key === undefined) return null;
      const flight = declaredFlight((await findFlightRow(db, eventId, row.flight_id))!);
      const { answers } = openFiled(key, row.declaration_id, newest);
      const { open, symptomDeclared, contactDeclared, keyAreaDeclared } = evaluate(flight.cardVersion, answers, flight);
      const language: FormLanguage = isFormLanguage(newest.language) ? newest.language : 'en';
      const both = (words: (language: FormLanguage) => string): { en: string; zh: string } => ({ en: words('en'), zh: words('zh') });
      // Asked now, or asked when it was filed: nothing that was given is left out.
      const asked = [...questionsAsked(flight.cardVersion, answers, flight.flightDate), ...questionsAsked(newest.card_version, answers, flight.flightDate)];
      const shown = [...new Map(asked.map((question) => [question.id, question])).values()].filter((question) => question.section !== 'statement');
      return {
        declarationId: row.declaration_id, version: newest.version, cardVersion: flight.cardVersion, filedCardVersion: newest.card_version, language, filedAt: newest.filed_at, openAnswers: open.length, symptomDeclared, contactDeclared, keyAreaDeclared,
        answers: shown.flatMap((question) => question.fields.filter((field) => answers[field.name] !== undefined && answers[field.name] !== '' || open.includes(question.id)).map((field) => {
          const label = `f.${field.name}`;
          return {
            question: question.id, field: field.name, label: both((one) => (isFormWordKey(label) ? say(one, label) : field.name)), shown: both((one) => sayAnswer(field, answers[field.name], one)),
            original: isFreeText(field) ? null : sayAnswer(field, answers[field.name], language) || null, open: open.includes(question.id),
          };
        })),
      };
    },
  });
}

/** Lists the views of those who check cards. */
export function officerViews(vault: Vault): readonly ViewDefinition[] {
  return [codeKeys, find, card(vault)];
}
