import { Type } from 'typebox';
import { instantOf } from '../../../kernel/local-time.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { zoneOf } from '../../ports/places.ts';
import { dayAt } from '../posting.ts';
import { articleDecisions } from '../rules/articles.ts';
import { bothLanguages, day, nullableText, strict } from '../shapes.ts';
import { articleRows, leavingRows } from '../store/articles.ts';
import type { ArticleRow } from '../store/articles.ts';

const articleShape = Type.Object({
  recordId: Type.String(), position: Type.Integer(), caseId: nullableText, accreditation: nullableText, travellerClass: Type.String(), recordedAt: Type.String(), by: bothLanguages, kind: Type.String(), measure: Type.String(), amount: Type.String(), listed: Type.Union([Type.Boolean(), Type.Null()]),
  shown: Type.Array(Type.String()), serial: nullableText, decision: Type.Enum([...articleDecisions]), reference: nullableText, taxFen: Type.Integer(), leaves: Type.Boolean(), leftAt: nullableText,
});

function articleOf(row: ArticleRow) {
  return { recordId: row.record_id, position: row.position, caseId: row.case_id, accreditation: row.accreditation, travellerClass: row.traveller_class, recordedAt: row.recorded_at, by: { en: row.by_en, zh: row.by_zh }, kind: row.kind, measure: row.measure, amount: row.amount, listed: row.listed, shown: [...row.shown], serial: row.serial, decision: row.decision as (typeof articleDecisions)[number], reference: row.reference, taxFen: row.tax_fen, leaves: row.leaves, leftAt: row.left_at };
}

const articleRecords = defineView({
  name: 'goods.articleRecords',
  summary: 'Lists what customs decided of travellers’ articles on a day, with the sums, and every article that still must leave with its person.',
  roles: ['customsOfficer', 'dutyOfficer', 'auditor'],
  input: Type.Object({ day: Type.Optional(day) }, strict),
  output: Type.Object({ day: Type.String(), articles: Type.Array(articleShape), sums: Type.Object({ records: Type.Integer(), taxFen: Type.Integer(), decisions: Type.Record(Type.String(), Type.Integer()) }), leaving: Type.Array(articleShape) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const on = input.day ?? await dayAt(db, eventId, asOf);
    const timeZone = await zoneOf(db, eventId);
    const midnight = (minute: number): string => new Date(instantOf(on, minute, timeZone)).toISOString();
    const [rows, leaving] = await Promise.all([articleRows(db, eventId, asOf, midnight(0), midnight(24 * 60)), leavingRows(db, eventId, asOf)]);
    const decisions: Record<string, number> = Object.fromEntries(articleDecisions.map((decision) => [decision, rows.filter((row) => row.decision === decision).length]));
    return { day: on, articles: rows.map(articleOf), sums: { records: new Set(rows.map((row) => row.record_id)).size, taxFen: rows.reduce((sum, row) => sum + row.tax_fen, 0), decisions }, leaving: leaving.map(articleOf) };
  },
});

/** Lists the view of personal articles. */
export const articleViews: readonly ViewDefinition[] = [articleRecords];
