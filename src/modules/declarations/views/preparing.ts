import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { formLanguages } from '../../../words/form/form.ts';
import { codeOf } from '../access.ts';
import { declaredFlight } from '../flights.ts';
import { draftPlace, openFiled } from '../loading.ts';
import { mailSettings } from '../mail-settings.ts';
import { emailIn } from '../rules/mailing.ts';
import { cardKey, openJson } from '../sealing.ts';
import type { Answers, Draft } from '../shapes.ts';
import { findDraft, findNewest } from '../store/cards.ts';
import { findFlightRow, listJourneys, statusesOf } from '../store/flights.ts';
import { mailRows, messagesOfFlight, messagesOfLeaders } from '../store/messages.ts';
import type { MessageState } from '../store/messages.ts';
import { listLeaders } from '../store/sessions.ts';
import { unplacedCards } from '../store/unplaced.ts';
import { stateOf } from './own.ts';

const strict = { additionalProperties: false } as const;
const uuid = Type.String({ format: 'uuid' });
const nullable = Type.Union([Type.String(), Type.Null()]);
const preparing = ['centre', 'committee', 'healthOfficer', 'dutyOfficer'] as const;
const mailShape = Type.Union([Type.Null(), Type.Object({ kind: Type.Enum(['invitation', 'reminder', 'leader']), state: Type.Enum(['waiting', 'sent', 'failed', 'dropped']), attempts: Type.Integer(), status: nullable, at: Type.String() })]);

function shownMail(message: MessageState | undefined): { kind: 'invitation' | 'reminder' | 'leader'; state: 'waiting' | 'sent' | 'failed' | 'dropped'; attempts: number; status: string | null; at: string } | null {
  return message === undefined ? null : { kind: message.kind as 'invitation', state: message.state as 'sent', attempts: message.attempts, status: message.last_status, at: message.created_at };
}

const flightCards = defineView({
  name: 'declarations.flight',
  summary: 'Shows how far everybody of a flight is with the card, by delegation, and what became of the newest message to each; never an answer. `mailReady`: a mail server is set.',
  roles: [...preparing, 'gate', 'auditor'],
  input: Type.Object({ flightId: uuid }, strict),
  output: Type.Object({
    cardVersion: Type.String(), total: Type.Integer(), complete: Type.Integer(), unplaced: Type.Integer(), mailReady: Type.Boolean(),
    persons: Type.Array(Type.Object({
      caseId: Type.String(), declarationId: nullable, name: Type.String(), delegation: nullable, nationality: nullable, language: nullable, state: Type.Enum(['notBegun', 'begun', 'complete', 'supplement']),
      invited: Type.Boolean(), hasAddress: Type.Boolean(), mail: mailShape, filedAt: nullable, checked: Type.Boolean(),
    })),
  }),
  refuses: ['flight-unknown'],
  async run({ db, eventId, asOf }, { flightId }) {
    const row = await findFlightRow(db, eventId, flightId);
    if (row === undefined) throw new Refusal('flight-unknown', { flightId });
    const { cardVersion } = declaredFlight(row);
    const [statuses, contacts, messages, unplaced] = await Promise.all([statusesOf(db, eventId, flightId, asOf), mailRows(db, eventId, flightId), messagesOfFlight(db, eventId, flightId, asOf), unplacedCards(db, eventId, flightId, asOf)]);
    const addresses = new Set(contacts.filter((contact) => emailIn(contact.contact) !== undefined).map((contact) => contact.case_id));
    const newest = new Map(messages.map((message) => [message.about, message]));
    const persons = statuses.map((entry) => ({
      caseId: entry.case_id, declarationId: entry.declaration_id, name: `${entry.surname} ${entry.given_names}`.trim(), delegation: entry.delegation, nationality: entry.nationality, language: entry.language,
      state: stateOf(entry, cardVersion), invited: entry.declaration_id !== null, hasAddress: addresses.has(entry.case_id), mail: shownMail(newest.get(entry.declaration_id ?? '')), filedAt: entry.filed_at, checked: entry.checked,
    }));
    return { cardVersion, total: persons.length, complete: persons.filter((person) => person.state === 'complete').length, unplaced: unplaced.length, mailReady: mailSettings() !== undefined, persons };
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
  summary: 'Lists the leaders who may prepare the cards of their delegation, and what became of the message to each; `languages` are those a message can be written in.',
  roles: [...preparing, 'auditor'],
  input: Type.Object({}, strict),
  output: Type.Object({ leaders: Type.Array(Type.Object({ leaderId: Type.String(), delegation: Type.String(), email: nullable, language: Type.String(), createdAt: Type.String(), revokedAt: nullable, mail: mailShape })), languages: Type.Array(Type.String()) }),
  refuses: [],
  async run({ db, eventId }) {
    const newest = new Map((await messagesOfLeaders(db, eventId)).map((message) => [message.about, message]));
    return { leaders: (await listLeaders(db, eventId)).map((row) => ({ leaderId: row.leader_id, delegation: row.delegation, email: row.email, language: row.language, createdAt: row.created_at, revokedAt: row.revoked_at, mail: shownMail(newest.get(row.leader_id)) })), languages: [...formLanguages] };
  },
});

function unplaced(vault: Vault): ViewDefinition {
  return defineView({
    name: 'declarations.unplaced',
    summary: 'Lists the cards of a flight that belong to nobody on its lists: who says to be whom, so that an officer can tell whose each is; no health answer.',
    roles: ['healthOfficer', 'dutyOfficer', 'gate'],
    input: Type.Object({ flightId: uuid }, strict),
    output: Type.Object({ cards: Type.Array(Type.Object({ declarationId: Type.String(), name: Type.String(), documentEnd: nullable, birthDate: nullable, nationality: nullable, createdAt: Type.String(), filedAt: nullable })) }),
    refuses: [],
    healthOf: (input) => `flight:${input.flightId}`,
    async run({ db, eventId, asOf }, { flightId }) {
      const cards = await Promise.all((await unplacedCards(db, eventId, flightId, asOf)).map(async (row) => {
        const key = await cardKey(vault, eventId, row);
        if (key === undefined) return [];
        const [filed, draft] = await Promise.all([findNewest(db, eventId, row.declaration_id, asOf), findDraft(db, eventId, row.declaration_id)]);
        const answers: Answers = filed !== undefined ? openFiled(key, row.declaration_id, filed).answers : draft === undefined ? {} : openJson<Draft>(key, row.declaration_id, draftPlace, draft.sealed).answers;
        const text = (name: string): string => (typeof answers[name] === 'string' ? answers[name] : '');
        return [{
          declarationId: row.declaration_id, name: `${text('surname')} ${text('givenNames')}`.trim(), documentEnd: text('documentNumber').slice(-4) || null, birthDate: text('birthDate') || null, nationality: text('nationality') || null,
          createdAt: row.created_at, filedAt: filed?.filed_at ?? null,
        }];
      }));
      return { cards: cards.flat() };
    },
  });
}

/** Lists the views of those who prepare cards and chase them. */
export function preparingViews(vault: Vault): readonly ViewDefinition[] {
  return [flightCards, codes(vault), leaders, unplaced(vault)];
}
