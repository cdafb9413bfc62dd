import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { Exact, fenOf, writeFen } from '../../../kernel/money.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { articleKinds, articleTaxClasses, travellerClasses } from '../catalogue/personal-articles.ts';
import { dayAt } from '../posting.ts';
import { articleDecisions, canDecide, judgeArticles, leavingKinds, measuresOf } from '../rules/articles.ts';
import { canRegisterAs } from '../rules/parties.ts';
import { readAccreditation } from '../rules/press-kits.ts';
import { identifier, quantityText, strict } from '../shapes.ts';
import { findArticle, insertArticleExit, insertArticles } from '../store/articles.ts';

const needs = ['prescription', 'teamDoctor', 'permit', 'certificate', 'undertaking', 'accreditation', 'listAndExit'] as const;
const measures = ['valueCny', 'valueUsd', 'piece', 'gram', 'litre', 'dose'] as const;
const accreditationText = Type.Optional(Type.String({ minLength: 4, maxLength: 40 }));

const article = Type.Object({
  kind: Type.Enum([...articleKinds]), measure: Type.Enum([...measures]), amount: quantityText, valueCny: Type.Optional(quantityText), taxClass: Type.Optional(Type.Enum([...articleTaxClasses])), listed: Type.Optional(Type.Boolean()), permitNeeded: Type.Optional(Type.Boolean()),
  serial: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })), shown: Type.Array(Type.Enum([...needs]), { maxItems: 7 }), decision: Type.Enum([...articleDecisions]), reference: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
}, strict);

const recordArticles = defineAction({
  name: 'goods.recordArticles',
  summary: 'Records what customs decided at the red channel of every article that a traveller carries: what was shown, let in, taxed, kept, returned or declared in writing. Of medicines no name is kept.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ caseId: Type.Optional(identifier), accreditation: accreditationText, travellerClass: Type.Enum([...travellerClasses]), articles: Type.Array(article, { minItems: 1, maxItems: 100 }) }, strict),
  output: Type.Object({ recordId: Type.String(), taxCny: Type.String(), leaving: Type.Integer() }),
  refuses: ['officer-needed', 'registration-invalid', 'input-invalid', 'nothing-in-force', 'article-papers-missing', 'article-value-needed', 'article-not-taxed', 'article-tax-due', 'article-declare-first', 'article-receipt-needed', 'article-person-needed', 'case-unknown'],
  async run({ tx, eventId, now, actor, command, announce }, input) {
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const accreditation = input.accreditation === undefined ? null : readAccreditation(input.accreditation);
    if (accreditation !== null) demand(canRegisterAs('person', accreditation));
    // One person is named in one way.
    if (accreditation !== null && input.caseId !== undefined) throw new Refusal('input-invalid', { reason: 'accreditation or case', keyword: 'not', detail: {}, count: 1 }, '/caseId');
    const judged = judgeArticles(input.travellerClass, input.articles, await dayAt(tx, eventId, now));
    const rows = input.articles.map((one, place) => {
      // Another measure would slip past the limit.
      if (!measuresOf(one.kind).includes(one.measure)) throw new Refusal('input-invalid', { reason: 'measure of another kind', keyword: 'enum', detail: {}, count: 1 }, `/articles/${place}/measure`);
      const verdict = judged.articles[place]!;
      demand(canDecide(verdict, one, place));
      const leaves = leavingKinds.includes(one.kind) && (one.decision === 'letIn' || one.decision === 'declared');
      if (leaves && accreditation === null && input.caseId === undefined) throw new Refusal('article-person-needed', { position: place + 1 }, '/accreditation');
      const taxFen = one.decision === 'taxed' ? fenOf((verdict.tax ?? Exact.zero).rounded(2, 'half-up')) : 0n;
      return { kind: one.kind, measure: one.measure, amount: one.amount, listed: one.kind === 'medicine' ? one.listed ?? false : null, shown: [...new Set(one.shown)], serial: one.serial ?? null, decision: one.decision, reference: one.reference ?? null, taxFen, leaves };
    });
    try {
      await insertArticles(tx, eventId, { recordId: command.id, caseId: input.caseId ?? null, accreditation, travellerClass: input.travellerClass }, rows, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'article_records_event_id_case_id_fkey') throw new Refusal('case-unknown', { caseId: input.caseId }, '/caseId');
      throw error;
    }
    announce('articles');
    return { recordId: command.id, taxCny: writeFen(rows.reduce((sum, one) => sum + one.taxFen, 0n)), leaving: rows.filter((one) => one.leaves).length };
  },
});

const recordArticleExit = defineAction({
  name: 'goods.recordArticleExit',
  summary: 'Records that an article which came in for a time leaves with the same person.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ recordId: identifier, position: Type.Integer({ minimum: 1, maximum: 100 }), caseId: Type.Optional(identifier), accreditation: accreditationText }, strict),
  output: Type.Object({ left: Type.Boolean() }),
  refuses: ['officer-needed', 'article-unknown', 'article-person-differs', 'article-left'],
  async run({ tx, eventId, now, actor, announce }, input) {
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const row = await findArticle(tx, eventId, now, input.recordId, input.position);
    if (row === undefined || !row.leaves) throw new Refusal('article-unknown', { recordId: input.recordId }, '/recordId');
    const isSame = row.case_id !== null ? input.caseId === row.case_id : input.accreditation !== undefined && readAccreditation(input.accreditation) === row.accreditation;
    if (!isSame) throw new Refusal('article-person-differs', {}, '/accreditation');
    if (!(await insertArticleExit(tx, eventId, input.recordId, input.position, actor.officerId, now))) throw new Refusal('article-left');
    announce('articles');
    return { left: true };
  },
});

/** Lists the actions on personal articles. */
export const articleActions: readonly ActionDefinition[] = [recordArticles, recordArticleExit];
