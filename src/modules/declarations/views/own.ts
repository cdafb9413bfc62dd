import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { codeOf } from '../access.ts';
import { ownCard } from '../actions/filling.ts';
import { declaredFlight } from '../flights.ts';
import { loadCard, openFiled, questionsToConfirm, withoutHealth } from '../loading.ts';
import { ageOn, answersAsked, questionsAsked, questionsOwed } from '../rules.ts';
import { guardianBelowYears } from '../catalogue.ts';
import { findFlightRow, listJourneys, statusesOf } from '../store/flights.ts';
import type { StatusRow } from '../store/flights.ts';
import { findLeader } from '../store/sessions.ts';
import type { Answers, DeclaredFlight } from '../shapes.ts';

/** Is one's own card as the form shows it. Shape: `blind` where health answers are hidden; `filed` without its code then. */
export interface OwnCard {
  readonly flight: DeclaredFlight;
  readonly answers: Answers;
  readonly known: readonly string[];
  readonly asked: readonly string[];
  readonly owed: readonly string[];
  readonly toConfirm: readonly string[];
  readonly language: string | null;
  readonly blind: boolean;
  readonly checked: boolean;
  readonly changed: boolean;
  readonly ownCode: string | null;
  readonly filed: { readonly version: number; readonly cardVersion: string; readonly filedAt: string; readonly validFrom: string; readonly validUntil: string; readonly code: string | null } | null;
}

function own(vault: Vault): ViewDefinition {
  return defineView({
    name: 'declarations.own',
    summary: 'Shows one’s own card: what is filled in, what is still owed, and the code once it is filed.',
    roles: ['traveller'],
    input: Type.Object({}, { additionalProperties: false }),
    output: Type.Unknown(),
    refuses: ['declaration-unknown', 'declaration-erased'],
    async run({ db, eventId, now, actor }): Promise<OwnCard> {
      const card = await loadCard(db, vault, eventId, ownCard({ actor }), { now });
      const { flight } = card;
      const day = now.slice(0, 10);
      const blind = actor.blind === true;
      const draft = blind ? withoutHealth(card.draft) : card.draft;
      const filed = card.newest === undefined ? undefined : openFiled(card.key, card.row.declaration_id, card.newest);
      return {
        flight, answers: draft.answers, known: draft.known, // What is asked may follow from an answer that is hidden.
        asked: questionsAsked(flight.cardVersion, draft.answers, flight.flightDate).map((question) => question.id),
        owed: questionsOwed(flight.cardVersion, card.draft, flight.flightDate, day), toConfirm: questionsToConfirm(card.draft, flight.cardVersion, day), language: card.language, blind, checked: card.checked,
        // What stands in the draft but not in what was filed is not declared yet.
        changed: filed !== undefined && Object.entries(answersAsked(flight.cardVersion, card.draft.answers, flight.flightDate)).some(([name, value]) => JSON.stringify(filed.answers[name] ?? '') !== JSON.stringify(value)),
        ownCode: blind ? null : await codeOf(vault, eventId, card.row.declaration_id, card.row.code_generation),
        filed: card.newest === undefined || filed === undefined ? null : {
          version: card.newest.version, cardVersion: card.newest.card_version, filedAt: card.newest.filed_at, validFrom: card.newest.valid_from, validUntil: card.newest.valid_until, code: blind ? null : filed.code,
        },
      };
    },
  });
}

/** Is how far a person is with the card. */
export type CardState = 'notBegun' | 'begun' | 'complete' | 'supplement';

/** Tells how far a person is: filed under an older card than the flight's, something may be left to answer. */
export function stateOf(row: Pick<StatusRow, 'version' | 'open_questions' | 'card_version'>, cardVersion: string): CardState {
  if (row.version !== null) return row.card_version !== cardVersion && (row.open_questions ?? 0) > 0 ? 'supplement' : 'complete';
  return row.open_questions === null ? 'notBegun' : 'begun';
}

/** Is one member as the leader sees them: never an answer. */
export interface TeamMember {
  readonly caseId: string;
  readonly name: string;
  readonly designator: string;
  readonly flightDate: string;
  readonly flightId: string;
  readonly state: CardState;
  readonly isMinor: boolean;
  readonly code: string | null;
}

/** Is the leader's page. */
export interface Team { readonly delegation: string; readonly language: string; readonly members: readonly TeamMember[] }

function team(vault: Vault): ViewDefinition {
  return defineView({
    name: 'declarations.team',
    summary: 'Shows the leader of a delegation how far each member is with the card, and the codes to hand out; never an answer.',
    roles: ['leader'],
    input: Type.Object({}, { additionalProperties: false }),
    output: Type.Unknown(),
    refuses: ['declaration-unknown'],
    async run({ db, eventId, now, actor }): Promise<Team> {
      const leader = await findLeader(db, eventId, actor.subject ?? '');
      if (leader === undefined || leader.revoked_at !== null) throw new Refusal('declaration-unknown', {});
      const journeys = await listJourneys(db, eventId, { delegation: leader.delegation });
      const flights = new Map<string, { readonly flight: DeclaredFlight; readonly statuses: ReadonlyMap<string, StatusRow> }>();
      for (const flightId of new Set(journeys.map((journey) => journey.flight_id))) {
        const statuses = await statusesOf(db, eventId, flightId, now);
        flights.set(flightId, { flight: declaredFlight((await findFlightRow(db, eventId, flightId))!), statuses: new Map(statuses.map((row) => [row.case_id, row])) });
      }
      const members: TeamMember[] = [];
      for (const journey of journeys) {
        const { flight, statuses } = flights.get(journey.flight_id)!;
        members.push({
          caseId: journey.case_id, name: `${journey.surname} ${journey.given_names}`.trim(), designator: flight.designator, flightDate: flight.flightDate, flightId: flight.flightId,
          state: stateOf(statuses.get(journey.case_id) ?? { version: null, open_questions: null, card_version: null }, flight.cardVersion),
          isMinor: journey.birth_date !== null && (ageOn(journey.birth_date, flight.flightDate) ?? guardianBelowYears) < guardianBelowYears,
          code: journey.declaration_id === null ? null : await codeOf(vault, eventId, journey.declaration_id, 'shared'),
        });
      }
      return { delegation: leader.delegation, language: leader.language, members };
    },
  });
}

/** Lists the views of people outside the port. */
export function ownViews(vault: Vault): readonly ViewDefinition[] {
  return [own(vault), team(vault)];
}
