import { Refusal } from '../../kernel/refusal.ts';
import type { Db } from '../../kernel/db.ts';
import type { Vault } from '../../kernel/vault.ts';
import { questions } from './catalogue.ts';
import { declaredFlight } from './flights.ts';
import { checkQuestion } from './rules.ts';
import { cardKey, openJson } from './sealing.ts';
import type { Answers, DeclaredFlight, Draft } from './shapes.ts';
import { findDeclaration, findDraft, findNewest, lockDeclaration } from './store/cards.ts';
import type { DeclarationRow, VersionRow } from './store/cards.ts';
import { findFlightRow, findJourney, isChecked } from './store/flights.ts';
import type { FlightRow, JourneyRow } from './store/flights.ts';

/** Is what was filed, opened. */
export interface Filed { readonly answers: Answers; readonly code: string; readonly signedBy: string }

/** Is a card, opened: its flight, its own key and what is filled in. */
export interface LoadedCard {
  readonly row: DeclarationRow;
  readonly flightRow: FlightRow;
  readonly flight: DeclaredFlight;
  readonly key: Buffer;
  readonly draft: Draft;
  readonly language: string | null;
  readonly newest: VersionRow | undefined;
  readonly checked: boolean;
}

/** Gives the place that a draft is sealed for. */
export const draftPlace = 'draft';
/** Gives the place that a filing is sealed for. */
export function versionPlace(version: number): string {
  return `version ${version}`;
}

/** Fills in what lists know of a person; nothing of it counts as answered until it is confirmed. */
export function draftFromList(journey: JourneyRow | undefined): Draft {
  if (journey === undefined) return { answers: {}, known: [], answered: [] };
  const document = journey.documents.find((entry) => entry.type === 'P') ?? journey.documents[0];
  const told: Record<string, string | null | undefined> = {
    surname: journey.surname, givenNames: journey.given_names, nativeName: journey.native_name, birthDate: journey.birth_date, sex: journey.sex, nationality: journey.nationality,
    documentType: document === undefined ? null : document.type === 'P' ? 'P' : 'T', documentNumber: document?.number, seat: journey.seat,
  };
  const answers = Object.fromEntries(Object.entries(told).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''));
  return { answers, known: Object.keys(answers), answered: [] };
}

/** Lists the questions that one look confirms: what lists told of them is whole and valid, and nobody has confirmed it yet. */
export function questionsToConfirm(draft: Draft, cardVersion: string, today: string): readonly string[] {
  return questions.filter((question) => question.known === true && !draft.answered.includes(question.id) && question.fields.some((field) => draft.known.includes(field.name))
    && checkQuestion(question, draft.answers, cardVersion, today).length === 0).map((question) => question.id);
}

/** Loads a card as its owner sees it. Refuses: `declaration-unknown`, `declaration-erased`. */
export async function loadCard(db: Db, vault: Vault, eventId: string, declarationId: string, options: { readonly lock?: boolean; readonly now: string }): Promise<LoadedCard> {
  const row = options.lock === true ? await lockDeclaration(db, eventId, declarationId) : await findDeclaration(db, eventId, declarationId);
  if (row === undefined) throw new Refusal('declaration-unknown', {});
  const key = row.erased_at === null ? await cardKey(vault, eventId, row) : undefined;
  if (key === undefined) throw new Refusal('declaration-erased', {});
  const flightRow = (await findFlightRow(db, eventId, row.flight_id))!;
  const stored = await findDraft(db, eventId, declarationId);
  const draft = stored === undefined ? draftFromList(row.case_id === null ? undefined : await findJourney(db, eventId, row.case_id)) : openJson<Draft>(key, declarationId, draftPlace, stored.sealed);
  return {
    row, flightRow, flight: declaredFlight(flightRow), key, draft, language: stored?.language ?? null, newest: await findNewest(db, eventId, declarationId, options.now),
    checked: row.case_id !== null && (await isChecked(db, eventId, row.case_id, options.now)),
  };
}

/** Opens what was filed. */
export function openFiled(key: Buffer, declarationId: string, version: VersionRow): Filed {
  return openJson<Filed>(key, declarationId, versionPlace(version.version), version.sealed);
}


/** Says whether a card holds health answers: then the code that was handed out does not show them. */
export async function holdsHealth(db: Db, vault: Vault, eventId: string, row: DeclarationRow, now: string): Promise<boolean> {
  const key = await cardKey(vault, eventId, row);
  if (key === undefined) return false;
  if ((await findNewest(db, eventId, row.declaration_id, now)) !== undefined) return true;
  const stored = await findDraft(db, eventId, row.declaration_id);
  return stored !== undefined && healthFields.some((name) => Object.hasOwn(openJson<Draft>(key, row.declaration_id, draftPlace, stored.sealed).answers, name));
}

/** Takes the answers away that a blind session must not see. */
export function withoutHealth(draft: Draft): Draft {
  return { ...draft, answers: Object.fromEntries(Object.entries(draft.answers).filter(([name]) => !healthFields.includes(name))) };
}

/** Lists the fields that tell of health. */
export const healthFields: readonly string[] = questions.filter((question) => question.section === 'health').flatMap((question) => question.fields.map((field) => field.name));
