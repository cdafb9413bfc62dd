import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { assignmentsOf, problemOf } from '../assembling.ts';
import { checkPlan } from '../rules/checking-plan.ts';
import { underCoverOf } from '../rules/plan-cost.ts';
import { bothLanguages, identifier, strict } from '../shapes/people.ts';
import { PlanningProblem } from '../shapes/planning.ts';
import { brokenShape, rosterRowShape, versionContent } from '../shapes/rosters.ts';
import { personRows } from '../store/people.ts';
import { cellRows, lockedFreeRows, rosterRows, versionRows } from '../store/rosters.ts';
import type { RosterRow } from '../store/rosters.ts';
import { dayOf, getRoster } from '../versions.ts';
import { staffReaders } from './people.ts';

const shownRow = (row: RosterRow) => ({
  rosterId: row.roster_id, pointCode: row.point_code, firstDay: row.first_day, days: row.days, madeAt: row.made_at, by: row.by_en === null ? null : { en: row.by_en, zh: row.by_zh ?? row.by_en },
  newest: row.newest_ordinal, published: row.published_ordinal, planning: row.open_request !== null, failure: row.open_request === null ? row.failure : null,
});

const versionShape = Type.Object({
  ordinal: Type.Integer(), kind: Type.Enum(['planned', 'edited', 'replanned', 'swapped', 'published']), reason: Type.String(), recordedAt: Type.String(), by: Type.Union([bothLanguages, Type.Null()]), changes: Type.Integer(), acknowledged: Type.Integer(), worth: versionContent,
});

const list = defineView({
  name: 'roster.list',
  summary: 'Lists the rosters, the latest first: port, days, how far each is, and whether it is being planned.',
  roles: [...staffReaders],
  input: Type.Object({}, strict),
  output: Type.Object({ rosters: Type.Array(rosterRowShape) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    return { rosters: (await rosterRows(db, eventId, asOf)).map(shownRow) };
  },
});

const one = defineView({
  name: 'roster.roster',
  summary: 'Shows a roster as of a version: the problem that it answers, who does what on which day, what of it is locked, what breaks which rule, where people are missing, and every version with what it is worth, its bound and its gap.',
  roles: [...staffReaders],
  input: Type.Object({ rosterId: identifier, ordinal: Type.Optional(Type.Integer({ minimum: 1 })) }, strict),
  output: Type.Object({
    roster: rosterRowShape, ordinal: Type.Integer(), problem: PlanningProblem, forecasts: Type.Array(Type.String()), versions: Type.Array(versionShape),
    names: Type.Record(Type.String(), Type.Object({ staffNumber: Type.String(), en: Type.String(), zh: Type.String() })),
    cells: Type.Array(Type.Object({ person: Type.String(), day: Type.Integer(), shift: Type.Union([Type.String(), Type.Null()]), skill: Type.Union([Type.String(), Type.Null()]), locked: Type.Boolean(), breaksAt: Type.Array(Type.Integer()) })),
    violations: Type.Array(brokenShape), underCover: Type.Array(Type.Object({ day: Type.Integer(), skill: Type.String(), from: Type.Integer(), missing: Type.Integer() })),
  }),
  refuses: ['roster-unknown'],
  async run({ db, eventId, asOf }, input) {
    const roster = await getRoster(db, eventId, input.rosterId, asOf);
    const ordinal = Math.min(input.ordinal ?? roster.newest_ordinal, roster.newest_ordinal);
    const [problem, cells, free, versions, rows] = await Promise.all([
      problemOf(db, eventId, roster, asOf, ordinal), cellRows(db, eventId, roster.roster_id, ordinal), lockedFreeRows(db, eventId, roster.roster_id, ordinal), versionRows(db, eventId, roster.roster_id, asOf), personRows(db, eventId, asOf),
    ]);
    const assignments = assignmentsOf(cells, roster.first_day);
    const concerned = new Set(problem.people.map((person) => person.person));
    return {
      roster: shownRow(roster), ordinal, problem, forecasts: [...roster.content.forecasts],
      versions: versions.map((version) => ({ ordinal: version.ordinal, kind: version.kind, reason: version.reason, recordedAt: version.recorded_at, by: version.by_en === null ? null : { en: version.by_en, zh: version.by_zh ?? version.by_en }, changes: version.changes, acknowledged: version.acknowledged, worth: version.content })),
      names: Object.fromEntries(rows.filter((row) => concerned.has(row.person_id)).map((row) => [row.person_id, { staffNumber: row.staff_number, en: row.content.nameEn, zh: row.content.nameZh }])),
      cells: [
        ...cells.map((cell) => ({ person: cell.person_id, day: dayOf(roster, cell.day), shift: cell.shift, skill: cell.skill, locked: cell.locked, breaksAt: [...cell.breaks_at] })),
        ...free.map((cell) => ({ person: cell.person_id, day: dayOf(roster, cell.day), shift: null, skill: null, locked: true, breaksAt: [] })),
      ],
      violations: checkPlan(problem, assignments).violations.map((one) => ({ ...one, params: { ...one.params } })), underCover: underCoverOf(problem, assignments).map((one) => ({ ...one })),
    };
  },
});

/** Lists the views on rosters. */
export const rostersViews: readonly ViewDefinition[] = [list, one];
