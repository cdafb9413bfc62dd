import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { questions } from '../catalogue.ts';
import { fileDraft } from '../filing.ts';
import { answerQuestion, questionsAsked } from '../rules.ts';
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

/** Lists the actions that file a card. */
export function filingActions(vault: Vault): readonly ActionDefinition[] {
  return [file(vault), deliver(vault)];
}
