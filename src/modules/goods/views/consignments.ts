import { Type } from 'typebox';
import { readConsignment } from '../consignment.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { caseAsOf } from '../../prescribed/as-of.ts';
import { caseShape } from '../../prescribed/views.ts';
import { dayAt } from '../posting.ts';
import { consignmentStates, consignmentKind, cover, goodsOfficers, bothLanguages, identifier, lane, nullableText, strict } from '../shapes.ts';
import { consignmentsByRoom } from '../rooms.ts';
import { guideAreas } from '../catalogue/guide-areas.ts';
import { diffLists } from '../rules/list-diff.ts';
import { stateOf } from '../rules/states.ts';
import { goodsList } from '../shapes/list.ts';
import type { GoodsList } from '../shapes/list.ts';
import { partyOf } from '../standing.ts';
import { consignmentRows, lineRows, listVersions } from '../store/consignments.ts';
import { dispositionRows } from '../store/dispositions.ts';
import type { ConsignmentRow } from '../store/consignments.ts';
import { failedSteps } from '../store/border.ts';
import { decisionShape, shownDecisions } from './border.ts';
import { carnetImports } from '../store/carnets.ts';
import { coversOfLines } from '../store/ledger-reading.ts';
import { assessmentRows, declarationRows, drawRows, extensionRows, holdRows } from '../store/papers.ts';

const nullableParty = Type.Union([Type.Object({ partyId: Type.String(), name: bothLanguages }), Type.Null()]);
const summary = Type.Object({
  consignmentId: Type.String(), number: Type.String(), kind: consignmentKind, cover, state: Type.Enum([...consignmentStates]), party: Type.Object({ partyId: Type.String(), name: bothLanguages }), agent: nullableParty,
  pointCode: Type.String(), point: bothLanguages, venue: Type.String(), expectedOn: Type.String(), leavesBy: nullableText, createdAt: Type.String(), declaredAt: nullableText, releasedAt: nullableText, closedAt: nullableText,
  lane: Type.Union([lane, Type.Null()]), listVersion: Type.Integer(), contentHash: Type.String(), lines: Type.Integer(), serials: Type.Integer(), pieces: Type.Integer(), valueFen: Type.Integer(), linesOpen: Type.Integer(),
  owed: Type.Integer(), settled: Type.Integer(), overdue: Type.Integer(), holds: Type.Integer(), certified: Type.Boolean(), confirmed: Type.Boolean(), owesList: Type.Boolean(), owesCertificate: Type.Boolean(), owesConfirmation: Type.Boolean(),
  decisions: Type.Integer(), decisionsOpen: Type.Integer(), linesGoing: Type.Integer(), linesSeized: Type.Integer(), linesAway: Type.Integer(),
  lots: Type.Integer(), lotsUnreleased: Type.Integer(), lotsOpen: Type.Integer(),
});


function summaryOf(row: ConsignmentRow, on: string) {
  return {
    consignmentId: row.consignment_id, number: row.number, kind: row.kind, cover: row.cover, state: stateOf(row, on), party: { partyId: row.party_id, name: { en: row.party_en, zh: row.party_zh } },
    agent: row.agent_id === null ? null : { partyId: row.agent_id, name: { en: row.agent_en ?? '', zh: row.agent_zh ?? '' } }, pointCode: row.point_code, point: { en: row.point_en, zh: row.point_zh }, venue: row.venue,
    expectedOn: row.expected_on, leavesBy: row.released_at === null ? null : row.leaves_by, createdAt: row.created_at, declaredAt: row.declared_at, releasedAt: row.released_at, closedAt: row.closed_at,
    lane: row.lane, listVersion: row.list_version, contentHash: row.content_hash, lines: row.line_count, serials: row.serial_count, pieces: row.pieces, valueFen: row.value_fen, linesOpen: row.lines_open,
    owed: row.owed, settled: row.settled, overdue: row.overdue + row.decisions_late, holds: row.holds, certified: row.certified, confirmed: row.confirmed, owesList: row.owes_list, owesCertificate: row.owes_certificate, owesConfirmation: row.owes_confirmation,
    decisions: row.decisions, decisionsOpen: row.decisions_open, linesGoing: row.lines_going, linesSeized: row.lines_seized, linesAway: row.lines_away,
    lots: row.lots, lotsUnreleased: row.lots_unreleased, lotsOpen: row.lots_open,
  };
}

const board = defineView({
  name: 'goods.board',
  summary: 'Lists the consignments with their states, what each still owes, and what is overdue, all or those with something open in one area of the guide; a trader sees their own.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ kind: Type.Optional(consignmentKind), pointCode: Type.Optional(Type.String({ maxLength: 8 })), state: Type.Optional(Type.Enum([...consignmentStates])), open: Type.Optional(Type.Boolean()), room: Type.Optional(Type.Enum([...guideAreas])), search: Type.Optional(Type.String({ maxLength: 80 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000 })) }, strict),
  output: Type.Object({ consignments: Type.Array(summary), total: Type.Integer(), counts: Type.Record(Type.String(), Type.Integer()) }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const partyId = await partyOf(db, eventId, actor);
    const room = input.room === undefined ? undefined : (await consignmentsByRoom(db, eventId, asOf, partyId ?? null)).get(input.room);
    const found = await consignmentRows(db, eventId, asOf, { ...(partyId === undefined ? {} : { partyId }), ...(input.kind === undefined ? {} : { kind: input.kind }), ...(input.pointCode === undefined ? {} : { pointCode: input.pointCode }), ...(input.search === undefined || input.search === '' ? {} : { search: input.search }) });
    const rows = room === undefined ? found : found.filter((row) => room.has(row.consignment_id));
    const on = await dayAt(db, eventId, asOf);
    const all = rows.map((row) => summaryOf(row, on));
    const counts: Record<string, number> = {};
    for (const one of all) counts[one.state] = (counts[one.state] ?? 0) + 1;
    const wanted = all.filter((one) => (input.state === undefined || one.state === input.state) && (input.open !== true || one.state !== 'closed'));
    return { consignments: wanted.slice(0, input.limit ?? 200), total: wanted.length, counts };
  },
});

const line = Type.Object({ lineId: Type.String(), position: Type.Integer(), hsCode: Type.String(), description: bothLanguages, quantity: Type.String(), closed: Type.String(), away: Type.String(), unit: Type.String(), valueFen: Type.Integer(), serials: Type.Integer(), serialsClosed: Type.Integer(), reference: nullableText, reservedFen: Type.Integer(), committedFen: Type.Integer(), dischargedFen: Type.Integer() });
/** Is a hold as the boards show it: on a consignment, or on one lot of it. */
export const holdShape = Type.Object({ holdId: Type.String(), consignmentId: Type.String(), lotId: nullableText, lotNumber: nullableText, number: Type.String(), party: bothLanguages, agency: Type.String(), reason: Type.String(), nextActor: Type.String(), dueAt: Type.String(), placedAt: Type.String(), by: bothLanguages, liftedAt: nullableText, liftedReason: nullableText, overdue: Type.Boolean() });

/** Writes a hold as the boards show it. */
export function holdOf(row: Awaited<ReturnType<typeof holdRows>>[number], asOf: string) {
  return { holdId: row.hold_id, consignmentId: row.consignment_id, lotId: row.lot_id, lotNumber: row.lot_number, number: row.number, party: { en: row.party_en, zh: row.party_zh }, agency: row.agency, reason: row.reason, nextActor: row.next_actor, dueAt: row.due_at, placedAt: row.placed_at, by: { en: row.by_en, zh: row.by_zh }, liftedAt: row.lifted_at, liftedReason: row.lifted_reason, overdue: row.lifted_at === null && row.due_at <= asOf };
}

const consignment = defineView({
  name: 'goods.consignment',
  summary: 'Shows a consignment whole: what it owes and what was recorded, its list, lines and money, its declaration, permits, holds, decisions at the border and dispositions.',
  roles: [...goodsOfficers, 'trader', 'press'],
  input: Type.Object({ consignmentId: identifier }, strict),
  output: Type.Object({
    consignment: summary, case: caseShape, lines: Type.Array(line), versions: Type.Array(Type.Object({ version: Type.Integer(), contentHash: Type.String(), fileName: nullableText, lines: Type.Integer(), serials: Type.Integer(), pieces: Type.Integer(), valueFen: Type.Integer(), filedAt: Type.String(), by: Type.Union([bothLanguages, Type.Null()]) })),
    declarations: Type.Array(Type.Object({ version: Type.Integer(), number: Type.String(), form: Type.String(), timing: Type.String(), listVersion: Type.Integer(), content: Type.Unknown(), filedAt: Type.String() })), draws: Type.Array(Type.Object({ number: Type.String(), kind: Type.String(), linePosition: Type.Integer(), quantity: Type.String(), drawnAt: Type.String() })),
    holds: Type.Array(holdShape), assessments: Type.Array(Type.Object({ ordinal: Type.Integer(), totalFen: Type.Integer(), assessedAt: Type.String(), content: Type.Unknown() })), dispositions: Type.Array(Type.Object({ dispositionId: Type.String(), position: Type.Integer(), kind: Type.String(), quantity: Type.String(), evidence: Type.String(), disposedAt: Type.String(), by: Type.Union([bothLanguages, Type.Null()]) })),
    decisions: Type.Array(decisionShape), failedSteps: Type.Array(Type.String()),
    extensions: Type.Array(Type.Object({ ordinal: Type.Integer(), months: Type.Integer(), leavesBy: Type.String(), reason: Type.String(), grantedAt: Type.String() })),
    carnets: Type.Array(Type.Object({ carnetId: Type.String(), number: Type.String(), association: Type.String(), imported: Type.Integer() })),
  }),
  refuses: ['consignment-unknown', 'party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const id = input.consignmentId;
    const row = await readConsignment(db, eventId, asOf, actor, id);
    const [found, lines, covers, versions, declarations, draws, holds, assessments, dispositions, extensions, imports, decided, failed] = await Promise.all([
      caseAsOf(db, eventId, id, asOf), lineRows(db, eventId, id, asOf), coversOfLines(db, eventId, id), listVersions(db, eventId, id, asOf, false), declarationRows(db, eventId, id, asOf), drawRows(db, eventId, id, asOf),
      holdRows(db, eventId, asOf, { consignmentId: id }), assessmentRows(db, eventId, id, asOf), dispositionRows(db, eventId, id, asOf), extensionRows(db, eventId, id, asOf),
      row.cover === 'carnet' ? carnetImports(db, eventId, id, asOf) : [], shownDecisions(db, eventId, asOf, row), failedSteps(db, eventId, id),
    ]);
    if (found === undefined) throw new Refusal('consignment-unknown', { consignmentId: id }, '/consignmentId');
    const coverOf = new Map(covers.map((one) => [one.line_id, one]));
    const named = (en: string | null, zh: string | null) => (en === null || zh === null ? null : { en, zh });
    return {
      consignment: summaryOf(row, await dayAt(db, eventId, asOf)), case: found,
      lines: lines.map((one) => { const secured = coverOf.get(one.line_id); return { lineId: one.line_id, position: one.position, hsCode: one.hs_code, description: { en: one.description_en, zh: one.description_zh }, quantity: one.quantity, closed: one.closed, away: one.away, unit: one.unit, valueFen: one.value_fen, serials: one.serials, serialsClosed: one.serials_closed, reference: secured?.reference ?? null, reservedFen: secured?.reserved_fen ?? 0, committedFen: secured?.committed_fen ?? 0, dischargedFen: secured?.discharged_fen ?? 0 }; }),
      versions: versions.map((one) => ({ version: one.version, contentHash: one.content_hash, fileName: one.file_name, lines: one.line_count, serials: one.serial_count, pieces: one.pieces, valueFen: one.value_fen, filedAt: one.filed_at, by: named(one.filed_en, one.filed_zh) })),
      declarations: declarations.map((one) => ({ version: one.version, number: one.number, form: one.form, timing: one.timing, listVersion: one.list_version, content: one.content, filedAt: one.filed_at })),
      draws: draws.map((one) => ({ number: one.number, kind: one.kind, linePosition: one.line_position, quantity: one.quantity, drawnAt: one.drawn_at })),
      holds: holds.map((one) => holdOf(one, asOf)), assessments: assessments.map((one) => ({ ordinal: one.ordinal, totalFen: one.total_fen, assessedAt: one.assessed_at, content: one.content })),
      dispositions: dispositions.map((one) => ({ dispositionId: one.disposition_id, position: one.position, kind: one.kind, quantity: one.quantity, evidence: one.evidence, disposedAt: one.disposed_at, by: named(one.by_en, one.by_zh) })),
      decisions: decided, failedSteps: failed,
      extensions: extensions.map((one) => ({ ordinal: one.ordinal, months: one.months, leavesBy: one.leaves_by, reason: one.reason, grantedAt: one.granted_at })),
      carnets: [...new Set(imports.map((one) => one.carnetId))].map((carnetId) => { const own = imports.filter((one) => one.carnetId === carnetId); return { carnetId, number: own[0]!.number, association: own[0]!.association, imported: own.reduce((sum, one) => sum + Number(one.quantity), 0) }; }),
    };
  },
});

const holds = defineView({
  name: 'goods.holds',
  summary: 'Lists the holds on all consignments, or on those of one point of entry, seen alike by officers and by the trader whose goods they are: agency, reason, who acts next, and by when.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ lifted: Type.Optional(Type.Boolean()), pointCode: Type.Optional(Type.String({ maxLength: 8 })) }, strict),
  output: Type.Object({ holds: Type.Array(holdShape) }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const partyId = await partyOf(db, eventId, actor);
    const rows = await holdRows(db, eventId, asOf, { ...(partyId === undefined ? {} : { partyId }), pointCode: input.pointCode });
    return { holds: rows.filter((row) => input.lifted === true || row.lifted_at === null).slice(0, 500).map((row) => holdOf(row, asOf)) };
  },
});

const listVersion = defineView({
  name: 'goods.listVersion',
  summary: 'Shows one version of a goods list whole, the newest where none is named, and how it differs from the one before.',
  roles: [...goodsOfficers, 'trader', 'press'],
  input: Type.Object({ consignmentId: identifier, version: Type.Optional(Type.Integer({ minimum: 1 })) }, strict),
  output: Type.Object({ version: Type.Integer(), contentHash: Type.String(), list: goodsList, diff: Type.Unknown() }),
  refuses: ['consignment-unknown', 'party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    await readConsignment(db, eventId, asOf, actor, input.consignmentId);
    const versions = await listVersions(db, eventId, input.consignmentId, asOf, true);
    const at = input.version === undefined ? versions.length - 1 : versions.findIndex((one) => one.version === input.version);
    const found = versions[at];
    if (found === undefined) throw new Refusal('consignment-unknown', { consignmentId: input.consignmentId }, '/consignmentId');
    const before = versions[at - 1];
    return { version: found.version, contentHash: found.content_hash, list: found.content as GoodsList, diff: before === undefined ? null : diffLists(before.content as GoodsList, found.content as GoodsList) };
  },
});

/** Lists the views of consignments. */
export const consignmentViews: readonly ViewDefinition[] = [board, consignment, holds, listVersion];
