import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { cardFor } from '../../prescribed/catalogue/cards.ts';
import { isFormLanguage, isFormWordKey, say } from '../../../words/form/form.ts';
import type { FormLanguage } from '../../../words/form/form.ts';
import { codeOf } from '../access.ts';
import { declaredFlight } from '../flights.ts';
import { openFiled } from '../loading.ts';
import { evaluate, questionsAsked } from '../rules.ts';
import { cardKey } from '../sealing.ts';
import { isFreeText, sayAnswer } from '../saying.ts';
import { findByCase, findDeclaration, findNewest } from '../store/cards.ts';
import { findFlightRow, listJourneys, statusesOf } from '../store/flights.ts';
import { stationCards, stationFlights } from '../store/keys.ts';
import { listLeaders } from '../store/sessions.ts';
import { keySet } from '../signing.ts';
import { stateOf } from './own.ts';

const strict = { additionalProperties: false } as const;
const uuid = Type.String({ format: 'uuid' });
const nullable = Type.Union([Type.String(), Type.Null()]);
const bilingual = Type.Object({ en: Type.String(), zh: Type.String() });
const stations = ['healthOfficer', 'dutyOfficer', 'gate'] as const;
const preparing = ['centre', 'committee', 'healthOfficer', 'dutyOfficer'] as const;

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

const flightCards = defineView({
  name: 'declarations.flight',
  summary: 'Shows how far everybody of a flight is with the card, by delegation, and which cards belong to nobody on the lists; never an answer.',
  roles: [...preparing, 'gate', 'auditor'],
  input: Type.Object({ flightId: uuid }, strict),
  output: Type.Object({
    cardVersion: Type.String(), total: Type.Integer(), complete: Type.Integer(),
    persons: Type.Array(Type.Object({ caseId: Type.String(), declarationId: nullable, name: Type.String(), delegation: nullable, nationality: nullable, language: nullable, state: Type.Enum(['notBegun', 'begun', 'complete', 'supplement']), invited: Type.Boolean(), filedAt: nullable, checked: Type.Boolean() })),
  }),
  refuses: ['flight-unknown'],
  async run({ db, eventId, asOf }, { flightId }) {
    const row = await findFlightRow(db, eventId, flightId);
    if (row === undefined) throw new Refusal('flight-unknown', { flightId });
    const { cardVersion } = declaredFlight(row);
    const persons = (await statusesOf(db, eventId, flightId, asOf)).map((entry) => ({
      caseId: entry.case_id, declarationId: entry.declaration_id, name: `${entry.surname} ${entry.given_names}`.trim(), delegation: entry.delegation, nationality: entry.nationality, language: entry.language,
      state: stateOf(entry, cardVersion), invited: entry.declaration_id !== null, filedAt: entry.filed_at, checked: entry.checked,
    }));
    return { cardVersion, total: persons.length, complete: persons.filter((person) => person.state === 'complete').length, persons };
  },
});

function codes(vault: Vault): ViewDefinition {
  return defineView({
    name: 'declarations.codes',
    summary: 'Lists the codes to hand out for a flight; who comes with one never reads health answers given before.',
    roles: [...preparing],
    input: Type.Object({ flightId: uuid, delegation: Type.Optional(Type.String({ maxLength: 120 })) }, strict),
    output: Type.Object({ codes: Type.Array(Type.Object({ caseId: Type.String(), name: Type.String(), delegation: nullable, code: Type.String() })) }),
    refuses: [],
    async run({ db, eventId }, input) {
      const journeys = (await listJourneys(db, eventId, { flightId: input.flightId })).filter((journey) => journey.declaration_id !== null && (input.delegation === undefined || journey.delegation === input.delegation));
      return { codes: await Promise.all(journeys.map(async (journey) => ({ caseId: journey.case_id, name: `${journey.surname} ${journey.given_names}`.trim(), delegation: journey.delegation, code: await codeOf(vault, eventId, journey.declaration_id!, 'shared') }))) };
    },
  });
}

const leaders = defineView({
  name: 'declarations.leaders',
  summary: 'Lists the leaders who may prepare the cards of their delegation.',
  roles: [...preparing, 'auditor'],
  input: Type.Object({}, strict),
  output: Type.Object({ leaders: Type.Array(Type.Object({ leaderId: Type.String(), delegation: Type.String(), email: nullable, language: Type.String(), createdAt: Type.String(), revokedAt: nullable })) }),
  refuses: [],
  async run({ db, eventId }) {
    return { leaders: (await listLeaders(db, eventId)).map((row) => ({ leaderId: row.leader_id, delegation: row.delegation, email: row.email, language: row.language, createdAt: row.created_at, revokedAt: row.revoked_at })) };
  },
});

/** Lists the views of officers on declarations. */
export function officerViews(vault: Vault): readonly ViewDefinition[] {
  return [codeKeys, find, card(vault), flightCards, codes(vault), leaders];
}
