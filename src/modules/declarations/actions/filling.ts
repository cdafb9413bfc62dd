import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { normalDesignator } from '../../travellers/rules/entries.ts';
import { birthProof, codeHash, codeOf } from '../access.ts';
import { questions } from '../catalogue.ts';
import { draftPlace, loadCard, questionsToConfirm, withoutHealth } from '../loading.ts';
import type { LoadedCard } from '../loading.ts';
import { answerQuestion, checkField, cleanField, isDay, questionsOwed } from '../rules.ts';
import { keyNameOf, newCardKey, sealJson } from '../sealing.ts';
import { answersShape } from '../shapes.ts';
import type { Draft } from '../shapes.ts';
import { eraseDeclaration, insertDeclarations, saveDraft, setBirthProof } from '../store/cards.ts';
import { findFlightNamed } from '../store/flights.ts';
import { unblindFormSessions } from '../store/sessions.ts';
import { recordDeclared } from '../filing.ts';

const strict = { additionalProperties: false } as const;
const language = Type.String({ pattern: '^[a-z]{2,3}$' });
/** Tells the day of the event on which something is done. */
export function today(context: { readonly now: string }): string {
  return context.now.slice(0, 10);
}

/** Gives whose card the traveller came for; nobody else's can be named. */
export function ownCard(context: Pick<ActionContext, 'actor'>): string {
  if (context.actor.subject === undefined) throw new Refusal('declaration-unknown', {});
  return context.actor.subject;
}

/** Loads a card that may still be changed. Refuses: `declaration-unknown`, `declaration-erased`, `declaration-checked`, `declaration-flight-over`. */
export async function loadOpen(context: ActionContext, vault: Vault): Promise<LoadedCard> {
  const card = await loadCard(context.tx, vault, context.eventId, ownCard(context), { lock: true, now: context.now });
  if (card.checked) throw new Refusal('declaration-checked', {});
  if (card.flight.closed) throw new Refusal('declaration-flight-over', {});
  return card;
}

/** Seals and saves a draft; a corrected birth date opens the card from then on. */
export async function keepDraft(context: ActionContext, vault: Vault, card: LoadedCard, draft: Draft, written: string): Promise<readonly string[]> {
  const { tx, eventId, now } = context;
  const id = card.row.declaration_id;
  const owed = questionsOwed(card.flight.cardVersion, draft, card.flight.flightDate, today(context));
  await saveDraft(tx, eventId, id, { language: written, sealed: sealJson(card.key, id, draftPlace, draft), open_questions: owed.length }, now);
  const born = draft.answers['birthDate'];
  if (typeof born === 'string' && isDay(born) && born !== card.draft.answers['birthDate']) await setBirthProof(tx, eventId, id, await birthProof(vault, eventId, id, born));
  context.announce(`flight:${card.row.flight_id}`);
  return owed;
}

function begin(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.begin',
    summary: 'Begins a card for somebody without an invitation; whether a list names them is found out when they file, and never told.',
    roles: ['traveller', 'healthOfficer', 'dutyOfficer'],
    input: Type.Object({ flight: Type.String({ minLength: 3, maxLength: 12 }), flightDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), birthDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), language }, strict),
    output: Type.Object({ declarationId: Type.String() }),
    secrets: ['birthDate'],
    refuses: ['declaration-flight-unknown', 'declaration-flight-over'],
    async run(context, input) {
      const { tx, eventId, now } = context;
      const flight = await findFlightNamed(tx, eventId, normalDesignator(input.flight), input.flightDate);
      if (flight === undefined || flight.cancelled) throw new Refusal('declaration-flight-unknown', {});
      if (flight.closed) throw new Refusal('declaration-flight-over', {});
      const declarationId = uuidv7();
      const keyName = keyNameOf(flight.flight_date);
      const { key, wrapped } = await newCardKey(vault, eventId, keyName, declarationId);
      await insertDeclarations(tx, eventId, [{
        declarationId, flightId: flight.flight_id, caseId: null, keyName, wrappedKey: wrapped, origin: 'begun',
        codeHash: codeHash(await codeOf(vault, eventId, declarationId, 1)), sharedHash: null, birthProof: await birthProof(vault, eventId, declarationId, input.birthDate),
      }], now);
      const draft: Draft = { answers: { birthDate: input.birthDate }, known: [], answered: ['birthDate'] };
      await saveDraft(tx, eventId, declarationId, { language: input.language, sealed: sealJson(key, declarationId, draftPlace, draft), open_questions: questions.length }, now);
      return { declarationId };
    },
  });
}

function answer(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.answer',
    summary: 'Saves the answer to one question of one’s own card.',
    roles: ['traveller'],
    input: Type.Object({ question: Type.String({ maxLength: 40 }), answers: answersShape, language }, strict),
    output: Type.Object({ owed: Type.Array(Type.String()), complaints: Type.Array(Type.Object({ field: Type.String(), word: Type.String(), params: Type.Unknown() })) }),
    secrets: ['answers', 'owed', 'complaints'],
    refuses: ['declaration-unknown', 'declaration-erased', 'declaration-checked', 'declaration-flight-over'],
    async run(context, input) {
      const card = await loadOpen(context, vault);
      const { draft, complaints } = answerQuestion(card.draft, input.question, input.answers, card.flight.cardVersion, today(context));
      if (complaints.length > 0) return { owed: [], complaints: complaints.map((entry) => ({ ...entry })) };
      return { owed: [...(await keepDraft(context, vault, card, draft, input.language))], complaints: [] };
    },
  });
}

function confirm(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.confirm',
    summary: 'Confirms in one act what lists know of the person.',
    roles: ['traveller'],
    input: Type.Object({ language }, strict),
    output: Type.Object({ owed: Type.Array(Type.String()) }),
    secrets: ['owed'],
    refuses: ['declaration-unknown', 'declaration-erased', 'declaration-checked', 'declaration-flight-over'],
    async run(context, input) {
      const card = await loadOpen(context, vault);
      const confirmed = questionsToConfirm(card.draft, card.flight.cardVersion, today(context));
      const fields = new Set(questions.filter((question) => confirmed.includes(question.id)).flatMap((question) => question.fields.map((field) => field.name)));
      const draft = { answers: card.draft.answers, known: card.draft.known.filter((name) => !fields.has(name)), answered: [...card.draft.answered, ...confirmed] };
      return { owed: [...(await keepDraft(context, vault, card, draft, input.language))] };
    },
  });
}

function prefill(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.prefill',
    summary: 'Takes over what the phone read from the passport; it counts when its owner has confirmed it.',
    roles: ['traveller'],
    input: Type.Object({ answers: answersShape, language }, strict),
    output: Type.Object({ taken: Type.Array(Type.String()) }),
    secrets: ['answers'],
    refuses: ['declaration-unknown', 'declaration-erased', 'declaration-checked', 'declaration-flight-over'],
    async run(context, input) {
      const card = await loadOpen(context, vault);
      const fields = questions.filter((question) => question.known === true).flatMap((question) => question.fields);
      const read = Object.fromEntries(fields.flatMap((field) => {
        const value = input.answers[field.name];
        if (typeof value !== 'string' || value === '') return [];
        const cleaned = cleanField(field, value);
        return checkField(field, cleaned, card.flight.cardVersion, today(context)) === undefined ? [[field.name, cleaned] as const] : [];
      }));
      const taken = Object.keys(read);
      const reopened = new Set(questions.filter((question) => question.fields.some((field) => taken.includes(field.name) && read[field.name] !== card.draft.answers[field.name])).map((question) => question.id));
      const draft = { answers: { ...card.draft.answers, ...read }, known: [...new Set([...card.draft.known, ...taken])], answered: card.draft.answered.filter((id) => !reopened.has(id)) };
      await keepDraft(context, vault, card, draft, input.language);
      return { taken };
    },
  });
}

function restartHealth(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.restartHealth',
    summary: 'Begins the health part of one’s own card anew: the answers given before go, and are never shown to who came with a handed-out code.',
    roles: ['traveller'],
    input: Type.Object({ language }, strict),
    output: Type.Object({ owed: Type.Array(Type.String()) }),
    secrets: ['owed'],
    refuses: ['declaration-unknown', 'declaration-erased', 'declaration-checked', 'declaration-flight-over'],
    async run(context, input) {
      const card = await loadOpen(context, vault);
      const gone = new Set(questions.filter((question) => question.section === 'health' || question.section === 'statement').map((question) => question.id));
      const draft = { ...withoutHealth(card.draft), answered: card.draft.answered.filter((id) => !gone.has(id)) };
      const owed = await keepDraft(context, vault, card, draft, input.language);
      await unblindFormSessions(context.tx, context.eventId, card.row.declaration_id);
      return { owed: [...owed] };
    },
  });
}

function erase(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.erase',
    summary: 'Makes one’s own card unreadable for good; who had filed it owes the declaration again.',
    roles: ['traveller'],
    input: Type.Object({}, strict),
    output: Type.Object({ erased: Type.Boolean() }),
    refuses: ['declaration-unknown', 'declaration-erased', 'declaration-checked'],
    async run(context) {
      const { tx, eventId, now } = context;
      const card = await loadCard(tx, vault, eventId, ownCard(context), { lock: true, now });
      if (card.checked) throw new Refusal('declaration-checked', {});
      await eraseDeclaration(tx, eventId, card.row.declaration_id, now);
      if (card.newest !== undefined && card.row.case_id !== null && card.flight.direction === 'arrival') {
        await recordDeclared(context, card.row.case_id, context.command.id, {
          complete: false, formVersion: card.newest.card_version, language: card.newest.language, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, note: 'Withdrawn by the traveller',
        });
      }
      context.announce(`flight:${card.row.flight_id}`);
      return { erased: true };
    },
  });
}

/** Lists the actions by which a traveller fills in a card. */
export function fillingActions(vault: Vault): readonly ActionDefinition[] {
  return [begin(vault), answer(vault), prefill(vault), confirm(vault), restartHealth(vault), erase(vault)];
}
