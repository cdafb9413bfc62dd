import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { factCatalogue, stepCatalogue, thresholdCatalogue } from './catalogue.ts';
import { maximumConditionLength } from './conditions.ts';
import { baselinePlan, checkPlan } from './plans.ts';
import type { Direction, PlanDocument, PlanProblem } from './shapes.ts';

const strict = { additionalProperties: false } as const;
const stepId = Type.String({ minLength: 1, maxLength: 20 });
const condition = Type.String({ maxLength: maximumConditionLength });
const place = Type.String({ minLength: 1, maxLength: 60 });

/** Is the schema of a plan as a file or a form gives it; what it says is the business of checkPlan. */
export const planDocumentSchema = Type.Object({
  direction: Type.Union([Type.Literal('arrival'), Type.Literal('departure'), Type.Literal('import'), Type.Literal('response')]),
  title: Type.Object({ en: Type.String({ minLength: 1, maxLength: 200 }), zh: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
  thresholds: Type.Record(Type.String({ minLength: 1, maxLength: 60 }), Type.Number()),
  steps: Type.Array(Type.Object({
    step: stepId,
    when: condition,
    station: Type.Optional(place),
    lane: Type.Optional(place),
    staff: Type.Optional(Type.Integer({ minimum: 0, maximum: 500 })),
    alsoOnFailure: Type.Optional(Type.Array(Type.Object({ step: stepId, when: Type.Optional(condition) }, strict), { maxItems: 20 })),
  }, strict), { maxItems: 200 }),
  languages: Type.Array(Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' }), { maxItems: 60, uniqueItems: true }),
  card: Type.Optional(Type.String({ minLength: 1, maxLength: 8 })),
  keyAreas: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Z]{3}$' }), { maxItems: 250, uniqueItems: true })),
  lanes: Type.Integer({ minimum: 1, maximum: 200 }),
  notes: Type.Optional(Type.String({ maxLength: 5_000 })),
}, strict);

/** Says what is wrong with a file before there is a plan to check. */
export interface PlanShapeProblem {
  readonly code: 'file-too-large' | 'file-not-json' | 'plan-wrong-shape';
  /** Path in the document, empty for the file as a whole. */
  readonly path: string;
  /** Characters of the file that are meant. */
  readonly at?: { readonly start: number; readonly end: number };
  readonly params: Readonly<Record<string, string | number>>;
}

/** Is what the check of a plan file says. Shape: `plan` is there as soon as the file has the shape of one. */
export interface PlanFileCheck {
  readonly valid: boolean;
  readonly problems: readonly (PlanProblem | PlanShapeProblem)[];
  readonly plan?: PlanDocument;
}

/** Counts the characters that a plan file may have. */
export const maximumPlanFileLength = 1_000_000;

const schema = Compile(planDocumentSchema);
const maximumShapeProblems = 50;
const baselines = new Map<Direction, PlanDocument>();

/** Gets the national baseline of a direction, made from the catalogue. */
export function nationalBaseline(direction: Direction): PlanDocument {
  let baseline = baselines.get(direction);
  if (baseline === undefined) baselines.set(direction, (baseline = baselinePlan(direction, { steps: stepCatalogue, thresholds: thresholdCatalogue })));
  return baseline;
}

/** Checks a plan against the national baseline and the catalogue; empty when it may be approved. */
export function checkAgainstBaseline(plan: PlanDocument): readonly PlanProblem[] {
  const text = JSON.stringify(plan);
  const found = checked.get(text);
  if (found !== undefined) return found;
  const problems = checkPlan(plan, { steps: stepCatalogue, facts: factCatalogue, thresholds: thresholdCatalogue, baseline: nationalBaseline(plan.direction) });
  if (checked.size >= keptChecks) checked.clear();
  checked.set(text, problems);
  return problems;
}

// A day's flights are planned from a few templates: each is checked once, not once a flight.
const checked = new Map<string, readonly PlanProblem[]>();
const keptChecks = 20;

/**
 * Reads a plan from the text of a JSON file and checks it against the national baseline.
 * Refuses: file-too-large, file-not-json, plan-wrong-shape and every code of PlanProblem, as data.
 */
export function checkPlanFile(text: string): PlanFileCheck {
  if (text.length > maximumPlanFileLength) return refusedFile({ code: 'file-too-large', path: '', params: { characters: text.length, maximum: maximumPlanFileLength } });
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    return refusedFile(notJson(error, source));
  }
  if (!schema.Check(value)) {
    const problems = schema.Errors(value).filter((error) => error.keyword !== 'boolean').slice(0, maximumShapeProblems).map((error): PlanShapeProblem => ({
      code: 'plan-wrong-shape', path: pathOf(error.instancePath), params: { message: error.message, ...extraOf(error.params) },
    }));
    return { valid: false, problems };
  }
  const problems = checkAgainstBaseline(value);
  return { valid: problems.length === 0, problems, plan: value };
}

function refusedFile(problem: PlanShapeProblem): PlanFileCheck {
  return { valid: false, problems: [problem] };
}

function notJson(error: unknown, source: string): PlanShapeProblem {
  const message = error instanceof Error ? error.message : '';
  // The engine names a position where it can; where it says only that the text ends too early, the end is the place.
  const named = /position (\d+)/.exec(message)?.[1];
  const position = named === undefined ? source.length : Number(named);
  const before = source.slice(0, position).split('\n');
  return { code: 'file-not-json', path: '', at: { start: position, end: Math.min(position + 1, source.length) }, params: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message } };
}

/** Turns a JSON pointer, /steps/3/when, into the path of the document, steps[3].when. */
function pathOf(pointer: string): string {
  let path = '';
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    path += /^\d+$/.test(name) ? `[${name}]` : `${path === '' ? '' : '.'}${name}`;
  }
  return path;
}

function extraOf(params: object): Readonly<Record<string, string | number>> {
  const extra: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number') extra[name] = value;
    else if (Array.isArray(value)) extra[name] = value.join(', ').slice(0, 300);
  }
  return extra;
}
