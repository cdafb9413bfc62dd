import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { checkAgainstBaseline, nationalBaseline, planDocumentSchema } from '../../prescribed/plan-file.ts';
import { diffPlans } from '../../prescribed/plans.ts';
import { directions } from '../../prescribed/shapes.ts';
import type { Direction } from '../../prescribed/shapes.ts';
import { bothLanguages, differenceShape, identifier, problemShape } from '../shapes.ts';
import { listTemplates, planVersions } from '../store/plans.ts';
import type { PlanRow } from '../store/plans.ts';
import { carriersOf, maySeeFlight } from '../rules.ts';
import { flightRows } from '../store/rows.ts';
import { atOf, flightRoles } from './flights.ts';

const strict = { additionalProperties: false } as const;
const named = { planId: Type.String(), version: Type.Integer(), direction: Type.Enum([...directions]), title: bothLanguages };
const someone = Type.Union([Type.Object({ officerId: Type.String(), name: bothLanguages, at: Type.String() }), Type.Null()]);
const basis = Type.Union([Type.Object({ planId: Type.String(), version: Type.Integer() }), Type.Null()]);

const templates = defineView({
  name: 'flights.templates',
  summary: 'Lists the national baselines and the event templates in their newest versions.',
  roles: flightRoles,
  input: Type.Object({}, strict),
  output: Type.Object({ baselines: Type.Array(Type.Object(named)), templates: Type.Array(Type.Object({ ...named, createdAt: Type.String(), notes: Type.String(), differences: Type.Integer() })) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    const rows = await listTemplates(db, eventId, asOf);
    const name = (row: PlanRow): { planId: string; version: number; direction: Direction; title: { en: string; zh: string } } => ({ planId: row.plan_id, version: row.version, direction: row.document.direction, title: row.document.title });
    return {
      baselines: rows.filter((row) => row.kind === 'baseline').map(name),
      templates: rows.filter((row) => row.kind === 'template').map((row) => ({
        ...name(row), createdAt: row.created_at, notes: row.document.notes ?? '', differences: diffPlans(nationalBaseline(row.document.direction), row.document).length,
      })),
    };
  },
});

const approval = (row: PlanRow): { officerId: string; name: { en: string; zh: string }; at: string } | null =>
  (row.approved_by === null ? null : { officerId: row.approved_by, name: { en: row.approved_by_en ?? '', zh: row.approved_by_zh ?? '' }, at: row.approved_at ?? '' });
const author = (row: PlanRow): { officerId: string; name: { en: string; zh: string }; at: string } | null =>
  (row.created_by === null ? null : { officerId: row.created_by, name: { en: row.created_by_en ?? '', zh: row.created_by_zh ?? '' }, at: row.created_at });

const plan = defineView({
  name: 'flights.plan',
  summary: 'Shows one version of a plan, who saved and who approved it, and how it differs from the baseline and from what it was made from.',
  roles: flightRoles,
  input: Type.Object({ planId: identifier, version: Type.Optional(Type.Integer({ minimum: 1 })) }, strict),
  output: Type.Object({
    planId: Type.String(), version: Type.Integer(), kind: Type.Enum(['baseline', 'template', 'flight']), document: Type.Unknown(), saved: someone, savedAt: Type.String(), approved: someone, sameOfficer: Type.Boolean(), basedOn: basis,
    versions: Type.Array(Type.Object({ version: Type.Integer(), savedAt: Type.String(), saved: someone, approved: someone, title: bothLanguages })),
    differencesFromBaseline: Type.Array(differenceShape), differencesFromPrevious: Type.Array(differenceShape), problems: Type.Array(problemShape),
  }),
  refuses: ['plan-unknown', 'flight-not-yours'],
  async run({ db, eventId, asOf, now, actor }, input) {
    const versions = await planVersions(db, eventId, asOf, input.planId);
    const row = input.version === undefined ? versions.at(-1) : versions.find((entry) => entry.version === input.version);
    if (row === undefined) throw new Refusal('plan-unknown', { planId: input.planId });
    if (row.kind === 'flight' && carriersOf(actor) !== undefined) {
      const [flight] = await flightRows(db, eventId, atOf({ asOf, now }), { flightIds: [row.plan_id] });
      if (flight === undefined || !maySeeFlight(actor, flight.row.designator)) throw new Refusal('flight-not-yours', { designator: flight?.row.designator ?? '' });
    }
    const basedOn = row.based_on_plan === null || row.based_on_version === null ? null : { planId: row.based_on_plan, version: row.based_on_version };
    const before = versions.find((entry) => entry.version === row.version - 1) ??
      (basedOn === null ? undefined : (await planVersions(db, eventId, asOf, basedOn.planId)).find((entry) => entry.version === basedOn.version));
    return {
      planId: row.plan_id, version: row.version, kind: row.kind, document: row.document, saved: author(row), savedAt: row.created_at, approved: approval(row),
      sameOfficer: row.approved_by !== null && row.approved_by === row.created_by, basedOn,
      versions: versions.map((entry) => ({ version: entry.version, savedAt: entry.created_at, saved: author(entry), approved: approval(entry), title: entry.document.title })),
      differencesFromBaseline: [...diffPlans(nationalBaseline(row.document.direction), row.document)],
      differencesFromPrevious: before === undefined ? [] : [...diffPlans(before.document, row.document)],
      problems: [...checkAgainstBaseline(row.document)],
    };
  },
});

const checkPlan = defineView({
  name: 'flights.checkPlan',
  summary: 'Checks a plan while it is being edited: everything that is wrong, and how it differs from the baseline.',
  roles: flightRoles,
  input: Type.Object({ document: planDocumentSchema }, strict),
  output: Type.Object({ problems: Type.Array(problemShape), differencesFromBaseline: Type.Array(differenceShape) }),
  refuses: [],
  async run(_context, { document }) {
    return { problems: [...checkAgainstBaseline(document)], differencesFromBaseline: [...diffPlans(nationalBaseline(document.direction), document)] };
  },
});

/** Lists the views of plans. */
export const planViewList: readonly ViewDefinition[] = [templates, plan, checkPlan];
