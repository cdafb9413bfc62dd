import { Type } from 'typebox';
import { readConsignment } from '../consignment.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { findFen } from '../../../kernel/money.ts';
import { Refusal, refused } from '../../../kernel/refusal.ts';
import { seizuresOf } from '../border.ts';
import { assessListed } from '../assessing.ts';
import { dayAt } from '../posting.ts';
import { canExtend, extendedDeadline, firstLastDay } from '../rules/legal-dates.ts';
import { backPlan, planTasks } from '../rules/back-planning.ts';
import { forecastCover, planFromLedger, withChanges } from '../rules/cover-forecast.ts';
import type { CoverChange, PlannedCover, PlannedLeave } from '../rules/cover-forecast.ts';
import { addDays } from '../rules/dates.ts';
import { remainingOf } from '../rules/ledger/decisions.ts';
import { isOpen } from '../rules/ledger/state.ts';
import { canGoOn, isStopped } from '../rules/states.ts';
import { bothLanguages, consignmentKind, day, goodsOfficers, identifier, nullableText, strict } from '../shapes.ts';
import { partyOf } from '../standing.ts';
import { owedSteps } from '../store/cases.ts';
import { consignmentRows, findConsignment } from '../store/consignments.ts';
import { coversOfLines, instrumentRows } from '../store/ledger-reading.ts';
import { extensionRows } from '../store/papers.ts';
import { loadBalances } from '../store/ledger.ts';
import { committedByConsignment, lineDeadlines } from '../store/ledger-reading.ts';

const amount = Type.String({ pattern: '^[0-9]{1,13}(\\.[0-9]{1,2})?$' });
const change = Type.Union([
  Type.Object({ kind: Type.Literal('shift'), consignmentId: identifier, days: Type.Integer({ minimum: -365, maximum: 365 }) }, strict), Type.Object({ kind: Type.Literal('drop'), consignmentId: identifier }, strict),
  Type.Object({ kind: Type.Literal('add'), arrivesOn: day, leavesOn: Type.Optional(day), amountCny: amount }, strict), Type.Object({ kind: Type.Literal('raise'), day, amountCny: amount }, strict),
]);

const forecast = defineView({
  name: 'goods.forecast',
  summary: 'Forecasts the guarantees in use day by day from what is bound, what is planned to arrive and when each must leave; with changes to look at before they are decided.',
  roles: ['customsOfficer', 'dutyOfficer', 'committee', 'auditor', 'administrator'],
  input: Type.Object({ to: Type.Optional(day), warnDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 180 })), changes: Type.Optional(Type.Array(change, { maxItems: 100 })) }, strict),
  output: Type.Object({
    days: Type.Array(Type.Object({ day: Type.String(), limitFen: Type.Integer(), peakFen: Type.Integer(), boundFen: Type.Integer(), availableFen: Type.Integer() })), warnOn: nullableText, missingFen: Type.Integer(),
    dry: Type.Union([Type.Object({ day: Type.String(), missingFen: Type.Integer(), consignments: Type.Array(Type.String()) }), Type.Null()]), peak: Type.Object({ day: Type.String(), peakFen: Type.Integer() }),
    arrivals: Type.Array(Type.Object({ consignmentId: Type.String(), number: Type.String(), arrivesOn: Type.String(), amountFen: Type.Integer() })), unpriced: Type.Array(Type.String()),
  }),
  refuses: ['amount-invalid', 'nothing-in-force'],
  async run({ db, eventId, now }, input) {
    const from = await dayAt(db, eventId, now);
    const to = input.to ?? firstLastDay(from);
    const rows = (await consignmentRows(db, eventId, now)).filter((row) => row.cover === 'organiser' && row.taken_out_at === null && row.declared_at === null && row.released_at === null && row.owes_cover);
    const arrivals: PlannedCover[] = [];
    const unpriced: string[] = [];
    for (const row of rows) {
      const arrivesOn = row.expected_on < from ? from : row.expected_on;
      try {
        const amountFen = await assessListed({ tx: db, eventId, now }, row, from);
        arrivals.push({ id: row.consignment_id, arrivesOn, amountFen, leaves: [{ day: firstLastDay(arrivesOn), amountFen }] });
      } catch (error) {
        // A code without a rate is no reason to forecast nothing; it is named.
        if (!(error instanceof Refusal)) throw error;
        unpriced.push(row.number);
      }
    }
    const state = await loadBalances(db, eventId);
    const deadlines = new Map((await lineDeadlines(db, eventId)).map((one) => [one.line_id, one.leaves_by]));
    const leaves = [...state.covers.values()].flat().filter(isOpen).map((cover): PlannedLeave => ({ lineId: cover.lineId, day: deadlines.get(cover.lineId) ?? cover.deadline, quantity: cover.reserved > 0n ? cover.quantityTotal : remainingOf(cover) }));
    const fen = (text: string): bigint => { const found = findFen(text); if (found === undefined) throw new Refusal('amount-invalid', { amount: text }, '/changes'); return found; };
    const changes = (input.changes ?? []).map((one, place): CoverChange => {
      if (one.kind === 'shift') return { kind: 'shift', id: one.consignmentId, days: one.days };
      if (one.kind === 'drop') return { kind: 'drop', id: one.consignmentId };
      if (one.kind === 'raise') return { kind: 'raise', day: one.day, amountFen: fen(one.amountCny) };
      const amountFen = fen(one.amountCny);
      return { kind: 'add', planned: { id: `added-${place}`, arrivesOn: one.arrivesOn, amountFen, leaves: [{ day: one.leavesOn ?? firstLastDay(one.arrivesOn), amountFen }] } };
    });
    const result = forecastCover(withChanges(planFromLedger(state, { from, to }, arrivals, leaves), changes), input.warnDays ?? 21);
    const numberOf = new Map(rows.map((row) => [row.consignment_id, row.number]));
    return {
      days: result.days.map((one) => ({ day: one.day, limitFen: Number(one.limitFen), peakFen: Number(one.peakFen), boundFen: Number(one.boundFen), availableFen: Number(one.availableFen) })), warnOn: result.warnOn, missingFen: Number(result.missingFen),
      dry: result.dry === null ? null : { day: result.dry.day, missingFen: Number(result.dry.missingFen), consignments: result.dry.arrivals.flatMap((id) => numberOf.get(id) ?? []) }, peak: { day: result.peak.day, peakFen: Number(result.peak.peakFen) },
      arrivals: arrivals.map((one) => ({ consignmentId: one.id, number: numberOf.get(one.id) ?? '', arrivesOn: one.arrivesOn, amountFen: Number(one.amountFen) })), unpriced,
    };
  },
});

const overdue = defineView({
  name: 'goods.overdue',
  summary: 'Lists what must leave, the most urgent first, with the money that is at risk on each day; a trader sees their own.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ withinDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 400 })) }, strict),
  output: Type.Object({
    consignments: Type.Array(Type.Object({ consignmentId: Type.String(), number: Type.String(), kind: consignmentKind, party: bothLanguages, venue: Type.String(), leavesBy: Type.String(), daysLeft: Type.Integer(), linesOpen: Type.Integer(), lines: Type.Integer(), committedFen: Type.Integer(), valueFen: Type.Integer() })),
    days: Type.Array(Type.Object({ day: Type.String(), consignments: Type.Integer(), committedFen: Type.Integer() })), overdueFen: Type.Integer(),
  }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const on = await dayAt(db, eventId, asOf);
    const partyId = await partyOf(db, eventId, actor);
    const rows = (await consignmentRows(db, eventId, asOf, partyId === undefined ? {} : { partyId })).filter((row) => row.released_at !== null && row.closed_at === null && row.leaves_by !== null && row.lines_open > 0 && !isStopped(row));
    const committed = new Map((await committedByConsignment(db, eventId)).map((one) => [one.consignment_id, one.committed_fen]));
    const daysLeft = (leavesBy: string): number => Math.round((Date.parse(leavesBy) - Date.parse(on)) / 86_400_000);
    const listed = rows.map((row) => ({
      consignmentId: row.consignment_id, number: row.number, kind: row.kind, party: { en: row.party_en, zh: row.party_zh }, venue: row.venue, leavesBy: row.leaves_by!, daysLeft: daysLeft(row.leaves_by!), linesOpen: row.lines_open, lines: row.line_count,
      committedFen: committed.get(row.consignment_id) ?? 0, valueFen: row.value_fen,
    })).filter((row) => row.daysLeft <= (input.withinDays ?? 400)).toSorted((one, other) => one.daysLeft - other.daysLeft || other.committedFen - one.committedFen);
    const days = new Map<string, { consignments: number; committedFen: number }>();
    for (const row of listed) {
      const sum = days.get(row.leavesBy) ?? { consignments: 0, committedFen: 0 };
      days.set(row.leavesBy, { consignments: sum.consignments + 1, committedFen: sum.committedFen + row.committedFen });
    }
    return { consignments: listed.slice(0, 1000), days: [...days].map(([one, sum]) => ({ day: one, ...sum })), overdueFen: listed.filter((row) => row.daysLeft < 0).reduce((sum, row) => sum + row.committedFen, 0) };
  },
});

const plan = defineView({
  name: 'goods.backPlan',
  summary: 'Plans back from the day on which goods are needed to the last days for permit, list, slot, isolation and all the rest; what a consignment has done already is told apart.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ kind: consignmentKind, neededOn: day, consignmentId: Type.Optional(identifier) }, strict),
  output: Type.Object({ tasks: Type.Array(Type.Object({ task: Type.Enum([...planTasks]), permit: nullableText, lastDay: Type.String(), source: Type.String(), state: Type.Enum(['done', 'due', 'open', 'missed']) })) }),
  refuses: ['consignment-unknown', 'party-not-filed', 'nothing-in-force'],
  async run({ db, eventId, asOf, actor }, input) {
    const on = await dayAt(db, eventId, asOf);
    const done = new Set<(typeof planTasks)[number]>();
    if (input.consignmentId !== undefined) {
      const row = await readConsignment(db, eventId, asOf, actor, input.consignmentId);
      done.add('register');
      if (!row.owes_list) done.add('list');
      if (!row.owes_list && (row.certified || !row.owes_certificate) && (row.confirmed || !row.owes_confirmation)) done.add('confirm');
      if (row.declared_at !== null) done.add('declare').add('permit');
      if (row.entered_on !== null) done.add('arrive').add('slot');
      if (row.released_at !== null) done.add('release').add('isolation');
      const open = new Set(await owedSteps(db, eventId, row.consignment_id));
      // Drawn already, or nothing that was listed needs one.
      if (!open.has('GDS-PERM') && !row.owes_list) done.add('permit');
      if (row.released_at !== null && !open.has('GDS-DLVR')) done.add('deliver');
    }
    return { tasks: backPlan(input.kind, input.neededOn, on, done).map((one) => ({ task: one.task, permit: one.permit ?? null, lastDay: one.lastDay, source: one.source, state: one.state })) };
  },
});

const previewExtensions = defineView({
  name: 'goods.previewExtensions',
  summary: 'Shows what extending the stay of many consignments would do: the new last day of each, or why it may not be extended; nothing is written.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentIds: Type.Array(identifier, { minItems: 1, maxItems: 500 }), months: Type.Integer({ minimum: 1, maximum: 6 }) }, strict),
  output: Type.Object({ consignments: Type.Array(Type.Object({ consignmentId: Type.String(), number: Type.String(), leavesBy: nullableText, extensions: Type.Integer(), extendedTo: nullableText, refusal: Type.Union([Type.Object({ code: Type.String(), params: Type.Record(Type.String(), Type.Unknown()) }), Type.Null()]) })) }),
  refuses: ['nothing-in-force'],
  async run({ db, eventId, now }, input) {
    const on = await dayAt(db, eventId, now);
    const instruments = new Map((await instrumentRows(db, eventId)).map((one) => [one.instrument_id, one]));
    const consignments = [];
    for (const id of input.consignmentIds) {
      const row = await findConsignment(db, eventId, now, id);
      if (row === undefined) continue;
      const before = await extensionRows(db, eventId, row.consignment_id, now);
      const admission = { entryDay: row.entered_on ?? row.expected_on, extensions: before.map((one) => one.months), seizures: await seizuresOf(db, eventId, row.consignment_id, now) };
      const staying = row.taken_out_at === null ? canGoOn(row) : refused('consignment-cancelled', { number: row.number });
      const verdict = staying.ok ? canExtend(admission, input.months, on) : staying;
      const extendedTo = verdict.ok ? extendedDeadline(admission, input.months) : null;
      const short = extendedTo === null ? undefined : (await coversOfLines(db, eventId, row.consignment_id)).filter((one) => one.committed_fen > 0).map((one) => instruments.get(one.instrument_id)!).find((one) => one.ends_on < addDays(extendedTo, one.claim_days));
      const refusal = !verdict.ok ? verdict.refusal : short === undefined || extendedTo === null ? null : { code: 'instrument-ends-early', params: { endsOn: short.ends_on, needed: addDays(extendedTo, short.claim_days) } };
      consignments.push({ consignmentId: row.consignment_id, number: row.number, leavesBy: row.leaves_by, extensions: before.length, extendedTo: refusal === null ? extendedTo : null, refusal: refusal === null ? null : { code: refusal.code, params: { ...refusal.params } } });
    }
    return { consignments };
  },
});

/** Lists the views that look ahead. */
export const planningViews: readonly ViewDefinition[] = [forecast, overdue, previewExtensions, plan];
