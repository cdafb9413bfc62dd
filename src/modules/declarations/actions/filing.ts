import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { wordsId } from '../../../kernel/named-ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { questions } from '../catalogue.ts';
import { fileDraft, recordDeclared } from '../filing.ts';
import { declaredFlight } from '../flights.ts';
import { openFiled } from '../loading.ts';
import { answerQuestion, evaluate, questionsAsked } from '../rules.ts';
import { cardKey } from '../sealing.ts';
import { declaredFacts, filedBeforePlan } from '../store/judging.ts';
import { findFlightRow } from '../store/flights.ts';
import { answersShape } from '../shapes.ts';
import type { Draft } from '../shapes.ts';
import { keepDraft, loadOpen, today } from './filling.ts';

const strict = { additionalProperties: false } as const;
const language = Type.String({ pattern: '^[a-z]{2,3}$' });
const filed = Type.Object({ version: Type.Integer(), recorded: Type.Boolean() });

function file(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.file',
    summary: 'Files one’s own card: the answers are kept as given, the code is signed, and the person’s case learns that it is complete.',
    roles: ['traveller'],
    input: Type.Object({ language }, strict),
    output: filed,
    refuses: ['declaration-unknown', 'declaration-erased', 'declaration-checked', 'declaration-flight-over', 'declaration-open'],
    async run(context, input) {
      const card = await loadOpen(context, vault);
      return fileDraft(context, vault, card, card.draft, input.language);
    },
  });
}

function deliver(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.deliver',
    summary: 'Answers every question of one’s own card and files it in one act, as a machine does that was without a network while the card was filled in.',
    roles: ['traveller'],
    input: Type.Object({ answers: answersShape, language }, strict),
    output: filed,
    secrets: ['answers'],
    refuses: ['declaration-unknown', 'declaration-erased', 'declaration-checked', 'declaration-flight-over', 'declaration-open'],
    async run(context, input) {
      const card = await loadOpen(context, vault);
      let draft: Draft = card.draft;
      let wrong = 0;
      // In the order of the card: what an answer brings up is asked after it.
      for (const { id } of questions) {
        const question = questionsAsked(card.flight.cardVersion, draft.answers, card.flight.flightDate).find((entry) => entry.id === id);
        if (question === undefined) continue;
        const given = Object.fromEntries(question.fields.map((field) => [field.name, input.answers[field.name] ?? draft.answers[field.name] ?? '']));
        const answered = answerQuestion(draft, id, given, card.flight.cardVersion, today(context));
        wrong += answered.complaints.length > 0 ? 1 : 0;
        draft = answered.draft;
      }
      if (wrong > 0) throw new Refusal('declaration-open', { count: wrong });
      await keepDraft(context, vault, card, draft, input.language);
      return fileDraft(context, vault, card, draft, input.language);
    },
  });
}

const reconsider = (vault: Vault): ActionDefinition => defineAction({
  name: 'declarations.reconsider',
  summary: 'Judges the cards of a flight anew that were filed before its plan changed: the answers stay as given, the case learns what they come to now.',
  roles: ['healthOfficer', 'dutyOfficer'],
  input: Type.Object({ flightId: Type.String({ format: 'uuid' }) }, strict),
  output: Type.Object({ judged: Type.Integer(), changed: Type.Integer() }),
  refuses: ['flight-unknown'],
  async run(context, { flightId }) {
    const { tx, eventId } = context;
    const row = await findFlightRow(tx, eventId, flightId);
    if (row === undefined) throw new Refusal('flight-unknown', { flightId });
    const flight = declaredFlight(row);
    const filings = await filedBeforePlan(tx, eventId, flightId);
    let changed = 0;
    for (const { declaration, version } of filings) {
      const key = await cardKey(vault, eventId, declaration);
      if (key === undefined || declaration.case_id === null || flight.direction !== 'arrival') continue;
      const { answers } = openFiled(key, declaration.declaration_id, version);
      const before = await declaredFacts(tx, eventId, declaration.case_id);
      const { symptomDeclared, contactDeclared, keyAreaDeclared } = evaluate(flight.cardVersion, answers, flight);
      // Nothing that a card has said is taken back by a plan; what it comes to beyond that is added.
      const now = { symptomDeclared: symptomDeclared || before.symptomDeclared, contactDeclared: contactDeclared || before.contactDeclared, keyAreaDeclared: keyAreaDeclared || before.keyAreaDeclared };
      const isSame = before.complete && now.symptomDeclared === before.symptomDeclared && now.contactDeclared === before.contactDeclared && now.keyAreaDeclared === before.keyAreaDeclared;
      if (isSame) continue;
      // A card that is complete but for a question that came later stays accepted; the station sees what is open.
      const recordId = wordsId('declaration judged anew', eventId, declaration.declaration_id, version.version, row.plan_version ?? 0, JSON.stringify(now));
      if (await recordDeclared(context, declaration.case_id, recordId, { complete: true, formVersion: version.card_version, language: version.language, ...now, filledAt: version.filed_at, note: `Judged anew under plan version ${row.plan_version ?? 0}` })) changed += 1;
    }
    if (changed > 0) context.announce(`flight:${flightId}`);
    return { judged: filings.length, changed };
  },
});

/** Lists the actions that file a card. */
export function filingActions(vault: Vault): readonly ActionDefinition[] {
  return [file(vault), deliver(vault), reconsider(vault)];
}
