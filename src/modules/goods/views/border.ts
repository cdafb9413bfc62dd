import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import type { Db } from '../../../kernel/db.ts';
import { signaturesOf } from '../../staff/signing.ts';
import { borderDecisionKinds, borderDecisions } from '../catalogue/border-decisions.ts';
import { kinds } from '../catalogue/kinds.ts';
import { dayAt } from '../posting.ts';
import { daysBetween } from '../rules/dates.ts';
import { temporaryClock } from '../rules/legal-dates.ts';
import { bothLanguages, day, goodsOfficers, nullableText, strict } from '../shapes.ts';
import { partyOf } from '../standing.ts';
import { decisionRows } from '../store/border.ts';
import type { DecisionRow } from '../store/border.ts';
import { consignmentRows } from '../store/consignments.ts';
import type { ConsignmentRow } from '../store/consignments.ts';

const states = ['proposed', 'inForce', 'done', 'lifted', 'superseded', 'withdrawn'] as const;
const nullableName = Type.Union([bothLanguages, Type.Null()]);

/** Is a decision at the border as officers and the trader see it. Unit: quantities as decimal text, money in fen. */
export const decisionShape = Type.Object({
  decisionId: Type.String(), consignmentId: Type.String(), number: Type.String(), party: bothLanguages, pointCode: Type.String(), kind: Type.Enum([...borderDecisionKinds]), state: Type.Enum([...states]), whole: Type.Boolean(), step: nullableText, reason: Type.String(),
  source: Type.Object({ text: Type.String(), verified: Type.Boolean() }), traderMay: bothLanguages, place: Type.String(), seals: Type.Array(Type.String()), dueOn: Type.String(), daysLeft: Type.Integer(), ageDays: Type.Integer(), overdue: Type.Boolean(), extended: Type.Union([Type.Object({ from: Type.String(), approval: Type.String(), reason: Type.String(), at: Type.String() }), Type.Null()]), follows: nullableText, contentHash: Type.String(),
  proposedAt: Type.String(), by: bothLanguages, byId: Type.String(), byTwo: Type.Boolean(), signedBy: nullableName, signedWay: Type.Union([Type.Enum(['password', 'session']), Type.Null()]), signedAt: nullableText, enforcedAt: nullableText,
  endedAt: nullableText, endedBy: nullableName, proof: Type.Record(Type.String(), Type.String()), freedFen: Type.Integer(), clockSince: nullableText, clockDaysLeft: Type.Union([Type.Integer(), Type.Null()]),
  lines: Type.Array(Type.Object({ position: Type.Integer(), description: bothLanguages, unit: Type.String(), quantity: Type.String(), serials: Type.Array(Type.String()), serialCount: Type.Integer() })),
});

const named = (en: string | null, zh: string | null) => (en === null || zh === null ? null : { en, zh });

/** Is the stay of goods that are admitted for a time; other goods have none. */
type Stay = Pick<ConsignmentRow, 'kind' | 'entered_on' | 'leaves_by' | 'released_at'>;

/** Tells the last day of a stay as it stood when its goods were seized. */
function lastDayOf(stay: Stay | undefined): string | undefined {
  if (stay === undefined || !kinds[stay.kind].temporary) return undefined;
  if (stay.released_at !== null && stay.leaves_by !== null) return stay.leaves_by;
  const clock = stay.entered_on === null ? undefined : temporaryClock({ entryDay: stay.entered_on, extensions: [], seizures: [] });
  return clock?.state === 'running' ? clock.deadline : undefined;
}

/** Writes a decision as it is shown on a day; the clock of a stay that a seizure stops says since when and how many days were left. */
function decisionOf(row: DecisionRow, today: string, stay: Stay | undefined, waiting: { readonly name: { en: string; zh: string }; readonly way: 'password' | 'session'; readonly at: string } | undefined) {
  const open = row.ended_at === null;
  const stands = open && row.kind === 'seizure' && row.from_day !== null ? lastDayOf(stay) : undefined;
  return {
    decisionId: row.decision_id, consignmentId: row.consignment_id, number: row.number, party: { en: row.party_en, zh: row.party_zh }, pointCode: row.point_code, kind: row.kind, state: row.ended_as ?? (row.enforced_at === null ? 'proposed' as const : 'inForce' as const), whole: row.whole, step: row.step, reason: row.reason,
    source: { text: row.source, verified: borderDecisions[row.kind].source.verified && row.source === borderDecisions[row.kind].source.text }, traderMay: borderDecisions[row.kind].traderMay, place: row.place, seals: [...row.seals], dueOn: row.due_on, daysLeft: daysBetween(today, row.due_on),
    ageDays: Math.max(0, daysBetween(row.from_day ?? today, row.to_day ?? today)), overdue: open && row.enforced_at !== null && row.due_on < today, extended: row.extended_from === null ? null : { from: row.extended_from, approval: row.approval ?? '', reason: row.extended_reason ?? '', at: row.extended_at ?? '' }, follows: row.follows, contentHash: row.content_hash, proposedAt: row.proposed_at, by: { en: row.proposed_en, zh: row.proposed_zh }, byId: row.proposed_by, byTwo: borderDecisions[row.kind].byTwo,
    signedBy: named(row.signed_en, row.signed_zh) ?? waiting?.name ?? null, signedWay: row.signed_way ?? waiting?.way ?? null, signedAt: row.signed_at ?? waiting?.at ?? null, enforcedAt: row.enforced_at, endedAt: row.ended_at, endedBy: named(row.ended_en, row.ended_zh),
    proof: Object.fromEntries(Object.entries(row.ending ?? {}).map(([field, value]) => [field, String(value)])), freedFen: row.freed_fen ?? 0,
    clockSince: stands === undefined ? null : row.from_day, clockDaysLeft: stands === undefined ? null : daysBetween(row.from_day!, stands),
    lines: row.lines.map((line) => ({ position: line.position, description: { en: line.en, zh: line.zh }, unit: line.unit, quantity: line.quantity, serials: line.serials.slice(0, 500), serialCount: line.serials.length })),
  };
}

/** Is a decision as it is shown. */
export type ShownDecision = ReturnType<typeof decisionOf>;

/** Shows the decisions on one consignment as of an instant, with who has signed what waits. */
export async function shownDecisions(db: Db, eventId: string, asOf: string, row: Stay & { readonly consignment_id: string }): Promise<ShownDecision[]> {
  const rows = await decisionRows(db, eventId, asOf, { consignmentId: row.consignment_id });
  if (rows.length === 0) return [];
  const today = await dayAt(db, eventId, asOf);
  const signatures = rows.some((one) => one.enforced_at === null) ? await signaturesOf(db, eventId, asOf, 'borderDecision', row.consignment_id) : [];
  return rows.map((one) => {
    const signature = signatures.find((entry) => entry.content['decisionId'] === one.decision_id && entry.content['contentHash'] === one.content_hash && entry.officerId !== one.proposed_by);
    return decisionOf(one, today, row, signature === undefined ? undefined : { name: signature.name, way: signature.way, at: signature.signedAt });
  });
}

// What the figures count: what came into force on a day between two, as it was decided last.
const isCounted = (row: DecisionRow, { from, to }: { readonly from?: string; readonly to?: string }): boolean =>
  row.from_day !== null && row.ended_as !== 'superseded' && (from === undefined || row.from_day >= from) && (to === undefined || row.from_day <= to);

const decisions = defineView({
  name: 'goods.borderDecisions',
  summary: 'Lists what is decided on goods at the border: held, seized, to be returned or destroyed, with age, clock and what is to be done next; officers and the trader whose goods they are see the same. With `counted` only those that the figures of a period count.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ ended: Type.Optional(Type.Boolean()), pointCode: Type.Optional(Type.String({ maxLength: 8 })), kind: Type.Optional(Type.Enum([...borderDecisionKinds])), counted: Type.Optional(Type.Object({ from: Type.Optional(day), to: Type.Optional(day) }, strict)) }, strict),
  output: Type.Object({ decisions: Type.Array(decisionShape), counts: Type.Record(Type.String(), Type.Integer()), overdue: Type.Integer() }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const partyId = await partyOf(db, eventId, actor);
    const { kind, counted } = input;
    const all = await decisionRows(db, eventId, asOf, { partyId, pointCode: input.pointCode, open: input.ended !== true });
    const rows = all.filter((row) => (kind === undefined || row.kind === kind) && (counted === undefined || isCounted(row, counted)));
    const today = await dayAt(db, eventId, asOf);
    const stays = new Map(rows.length === 0 ? [] : (await consignmentRows(db, eventId, asOf, partyId === undefined ? {} : { partyId })).map((row) => [row.consignment_id, row] as const));
    const shown = rows.map((row) => decisionOf(row, today, stays.get(row.consignment_id), undefined));
    const counts: Record<string, number> = {};
    for (const one of shown) if (one.endedAt === null) counts[one.kind] = (counts[one.kind] ?? 0) + 1;
    return { decisions: shown.slice(0, 500), counts, overdue: shown.filter((one) => one.overdue).length };
  },
});

/** Lists the views of decisions at the border. */
export const borderViews: readonly ViewDefinition[] = [decisions];
