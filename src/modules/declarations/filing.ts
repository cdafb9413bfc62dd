import type { ActionContext } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Vault } from '../../kernel/vault.ts';
import { codeValidity, issueCode } from '../certificates/declaration-code.ts';
import { recordEach } from '../travellers/each.ts';
import { cleanNumber } from '../travellers/rules/entries.ts';
import { versionPlace } from './loading.ts';
import type { LoadedCard } from './loading.ts';
import { answersAsked, evaluate, questionsOwed } from './rules.ts';
import { sealJson } from './sealing.ts';
import type { Answers, Draft } from './shapes.ts';
import { signingKey } from './signing.ts';
import { insertVersion, placeDeclaration } from './store/cards.ts';
import { journeysByDocument } from './store/flights.ts';

/** Finds the journey that a card is of: by document and birth date, and only where exactly one fits and has no card yet. */
async function placeOf(context: ActionContext, card: LoadedCard, answers: Answers): Promise<string | null> {
  if (card.row.case_id !== null) return card.row.case_id;
  const { documentNumber, birthDate } = answers;
  if (typeof documentNumber !== 'string') return null;
  const fitting = (await journeysByDocument(context.tx, context.eventId, card.row.flight_id, cleanNumber(documentNumber))).filter((journey) => journey.birth_date === null || journey.birth_date === birthDate);
  const [only] = fitting;
  if (fitting.length !== 1 || only === undefined || only.declaration_id !== null) return null;
  await placeDeclaration(context.tx, context.eventId, card.row.declaration_id, only.case_id);
  return only.case_id;
}

/** Records PRE-04 of a filed card on the case of its traveller; a case that has ended keeps what it has. Shape: whether it was recorded. */
export async function recordDeclared(context: ActionContext, caseId: string, recordId: string, evidence: Readonly<Record<string, unknown>>): Promise<boolean> {
  const [each] = await recordEach(context, [{ recordId, caseId, step: 'PRE-04', evidence }]);
  return each !== undefined && 'result' in each;
}

/**
 * Files a draft: the answers are kept as given, the code is signed, and the person's case learns that the card is complete.
 * Shape: the version, and whether the case learnt of it. Refuses: `declaration-open`.
 */
export async function fileDraft(context: ActionContext, vault: Vault, card: LoadedCard, draft: Draft, written: string): Promise<{ readonly version: number; readonly recorded: boolean }> {
  const { tx, eventId, now } = context;
  const { flight } = card;
  const id = card.row.declaration_id;
  const owed = questionsOwed(flight.cardVersion, draft, flight.flightDate, now.slice(0, 10));
  if (owed.length > 0) throw new Refusal('declaration-open', { count: owed.length });
  const answers = answersAsked(flight.cardVersion, draft.answers, flight.flightDate);
  const { symptomDeclared, contactDeclared, keyAreaDeclared, result } = evaluate(flight.cardVersion, answers, flight);
  const caseId = await placeOf(context, card, answers);
  const version = (card.newest?.version ?? 0) + 1;
  const validity = codeValidity(flight.at, flight.codeHours);
  const { key, kid } = await signingKey(tx, vault, eventId, now, validity.validUntil);
  const text = (name: string): string => (typeof answers[name] === 'string' ? answers[name] : '');
  const issued = issueCode({
    declarationId: id, version, event: card.flightRow.event_code, flight: flight.designator, flightDate: flight.flightDate, surname: text('surname'), givenNames: text('givenNames'),
    documentNumber: text('documentNumber'), cardVersion: flight.cardVersion, result, ...validity,
  }, key);
  const sealed = sealJson(card.key, id, versionPlace(version), { answers, code: issued.text, signedBy: text('signature') });
  await insertVersion(tx, eventId, id, { version, card_version: flight.cardVersion, language: written, sealed, kid, valid_from: validity.validFrom, valid_until: validity.validUntil, filed_at: now });
  const recorded = caseId !== null && flight.direction === 'arrival' && (await recordDeclared(context, caseId, context.command.id, {
    complete: true, formVersion: flight.cardVersion, language: written, symptomDeclared, contactDeclared, keyAreaDeclared, filledAt: now,
  }));
  context.announce(`flight:${flight.flightId}`);
  context.announce('declarations');
  return { version, recorded };
}
