import { factCatalogue, findStep, thresholdCatalogue } from '../../../modules/prescribed/catalogue.ts';
import { compileCondition } from '../../../modules/prescribed/conditions.ts';
import type { Expression, NumberOperand, ThresholdValues } from '../../../modules/prescribed/conditions/expression.ts';
import { vocabularyFor } from '../../../modules/prescribed/plan-rules.ts';
import type { CaseKind, FactDefinition, FactValue, PlanDocument, PlanProblem } from '../../../modules/prescribed/shapes.ts';
import type { Words } from '../../words.tsx';
import { kindOf, stepPlaceOf } from './plan.ts';

/** Is what saying needs of the console's words. */
export type Saying = Pick<Words, 'language' | 'find' | 'number' | 't'>;

const vocabularies = { flight: vocabularyFor('flight'), traveller: vocabularyFor('traveller'), consignment: vocabularyFor('consignment'), lot: vocabularyFor('lot'), alarm: vocabularyFor('alarm') };
const factsFor = (kind: CaseKind): ReadonlyMap<string, FactDefinition> => new Map(factCatalogue.filter((fact) => fact.caseKind === kind).map((fact) => [fact.name, fact]));
const factsOf = { flight: factsFor('flight'), traveller: factsFor('traveller'), consignment: factsFor('consignment'), lot: factsFor('lot'), alarm: factsFor('alarm') };
const signs = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '==': '=', '!=': '≠' } as const;
const units: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = { h: { en: 'h', zh: '小时' }, min: { en: 'min', zh: '分钟' }, d: { en: 'days', zh: '天' }, a: { en: 'years', zh: '岁' } };

/** Writes a unit in the officer's language. */
export function unitOf(saying: Saying, unit: string | undefined): string {
  return unit === undefined ? '' : units[unit]?.[saying.language] ?? unit;
}

/** Writes a number with its unit. */
export function quantity(saying: Saying, value: number, unit: string | undefined): string {
  const written = unitOf(saying, unit);
  return `${saying.number(value)}${written === '' ? '' : ` ${written}`}`;
}

/** Writes a step's name with its identifier. */
export function stepWords(saying: Saying, step: string): string {
  const name = saying.find(`steps.${step}`);
  return name === undefined ? step : `${step} ${name}`;
}

/** Says a condition in plain language. Shape: undefined when it cannot be read. */
export function conditionInWords(saying: Saying, source: string, kind: CaseKind, thresholds: ThresholdValues): string | undefined {
  const compiled = compileCondition(source, vocabularies[kind]);
  return compiled.ok ? sayExpression(saying, compiled.condition.expression, kind, thresholds, false) : undefined;
}

function sayExpression(saying: Saying, expression: Expression, kind: CaseKind, thresholds: ThresholdValues, inside: boolean): string {
  const { t, find } = saying;
  const say = (part: Expression): string => sayExpression(saying, part, kind, thresholds, true);
  const label = (fact: string): string => find(`facts.${fact}`) ?? fact;
  switch (expression.op) {
    case 'constant': return expression.value ? t('plans.always') : t('plans.onlyAfterFailure');
    case 'fact': return label(expression.name);
    case 'not': return expression.of.op === 'fact' ? find(`facts.${expression.of.name}.no`) ?? expression.of.name
      : expression.of.op === 'textIn' ? `${label(expression.of.fact)} ≠ ${expression.of.values.map((value) => valueWords(saying, expression.of.op === 'textIn' ? expression.of.fact : '', value)).join(t('plans.orList'))}`
        : t('plans.not', { of: `(${sayExpression(saying, expression.of, kind, thresholds, false)})` });
    case 'and':
    case 'or': {
      const joined = expression.of.map((part) => (part.op === 'and' || part.op === 'or' ? say(part) : say(part))).join(expression.op === 'and' ? t('plans.and') : t('plans.or'));
      return inside ? `(${joined})` : joined;
    }
    case 'if': return t('plans.ifElse', { test: say(expression.test), yes: say(expression.yes), no: say(expression.no) });
    case 'same': return t('plans.same', { left: say(expression.left), right: say(expression.right) });
    case 'numberIn': return `${label(expression.fact)} = ${expression.values.map((value) => saying.number(value)).join(t('plans.orList'))}`;
    case 'textIn': return `${label(expression.fact)} = ${expression.values.map((value) => valueWords(saying, expression.fact, value)).join(t('plans.orList'))}`;
    case 'compare': {
      const unit = unitIn(expression.left, kind) ?? unitIn(expression.right, kind);
      const side = (operand: NumberOperand): string => {
        if (operand.kind === 'literal') return quantity(saying, operand.value, unit);
        if (operand.kind === 'fact') return label(operand.name);
        const value = thresholds[operand.name];
        return value === undefined ? find(`thresholds.${operand.name}`) ?? operand.name : quantity(saying, value, thresholdCatalogue.find((entry) => entry.name === operand.name)?.unit);
      };
      return `${side(expression.left)} ${signs[expression.relation]} ${side(expression.right)}`;
    }
  }
}

function unitIn(operand: NumberOperand, kind: CaseKind): string | undefined {
  if (operand.kind === 'threshold') return thresholdCatalogue.find((entry) => entry.name === operand.name)?.unit;
  if (operand.kind !== 'fact') return undefined;
  const value = factsOf[kind].get(operand.name)?.value;
  return value !== undefined && 'unit' in value ? value.unit : undefined;
}

function valueWords(saying: Saying, fact: string, value: string): string {
  return saying.find(`facts.${fact}.${value}`) ?? value;
}

function factInWords(saying: Saying, name: string, value: FactValue, kind: CaseKind): string {
  const label = saying.find(`facts.${name}`) ?? name;
  if (typeof value === 'boolean') return value ? label : saying.find(`facts.${name}.no`) ?? `${name} = false`;
  const type = factsOf[kind].get(name)?.value;
  if (typeof value === 'number') return `${label} ${quantity(saying, value, type !== undefined && 'unit' in type ? type.unit : undefined)}`;
  return `${label} ${saying.language === 'zh' ? '' : '= '}${valueWords(saying, name, value)}`;
}

/** Spells out the very traveller or flight that a plan would let through. Shape: undefined when the problem names none. */
export function counterexampleInWords(saying: Saying, problem: PlanProblem): string | undefined {
  const facts = problem.counterexample;
  const step = String(problem.params['step'] ?? '');
  if (facts === undefined) return undefined;
  const kind = kindOf(step);
  const read = new Set<string>();
  for (const source of [problem.params['baseline'], problem.params['plan']]) {
    if (typeof source !== 'string') continue;
    const compiled = compileCondition(source, vocabularies[kind]);
    if (compiled.ok) for (const name of compiled.condition.reads) read.add(name);
  }
  const told = Object.entries(facts).filter(([name, value]) => name !== 'person.kind' && name !== 'person.ageYears' && (read.has(name) || value !== factsOf[kind].get(name)?.unknownAs));
  const details = told.map(([name, value]) => factInWords(saying, name, value, kind)).join(saying.t('plans.comma'));
  const who = kind === 'flight' ? saying.t('plans.aFlight')
    : kind === 'consignment' ? saying.t('plans.aConsignment')
    : kind === 'lot' ? saying.t('plans.aLot')
    : kind === 'alarm' ? saying.t('plans.anAlarm')
    : saying.t(facts['person.kind'] === 'crew' ? 'plans.aCrewMember' : 'plans.aPassenger', { age: Number(facts['person.ageYears'] ?? 30) });
  return saying.t(details === '' ? 'plans.wouldPass' : 'plans.wouldPassBeing', { who, details, step: stepWords(saying, step) });
}

/** Says where in the plan a problem is. */
export function placeInWords(saying: Saying, path: string, document: PlanDocument): string {
  const place = stepPlaceOf(path);
  const step = place === undefined ? undefined : document.steps[place]?.step;
  if (step !== undefined) {
    const part = /\.(when|station|lane|staff|alsoOnFailure)/.exec(path)?.[1];
    return `${stepWords(saying, step)}${part === undefined ? '' : ` · ${saying.find(`plans.part.${part}`) ?? part}`}`;
  }
  const threshold = /^thresholds\.(\w+)/.exec(path)?.[1];
  return threshold === undefined ? saying.find(`plans.part.${path}`) ?? path : saying.find(`thresholds.${threshold}`) ?? threshold;
}

/** Says what is wrong with a plan in a sentence. */
export function problemInWords(saying: Saying, problem: PlanProblem): string {
  const { find, language } = saying;
  const params: Record<string, string | number> = { ...problem.params };
  const { threshold, step, after, fact, construct, suggestion, nearest, direction } = problem.params;
  if (typeof threshold === 'string') params['threshold'] = find(`thresholds.${threshold}`) ?? threshold;
  if (typeof step === 'string') params['step'] = stepWords(saying, step);
  if (typeof after === 'string') params['after'] = stepWords(saying, after);
  if (typeof fact === 'string') params['label'] = find(`facts.${fact}`) ?? fact;
  if (typeof direction === 'string') params['direction'] = find(`flights.${direction}`) ?? direction;
  if (typeof construct === 'string') params['construct'] = find(`plans.construct.${construct}`, params) ?? construct;
  if (typeof problem.params['unit'] === 'string') params['unit'] = unitOf(saying, problem.params['unit']);
  if (problem.code === 'baseline-threshold-looser') params['stricter'] = find(`plans.stricter.${String(problem.params['stricter'])}`) ?? '';
  for (const name of ['expected', 'found']) if (typeof problem.params[name] === 'string') params[name] = find(`plans.type.${problem.params[name]}`) ?? String(problem.params[name]);
  const main = find(`plans.problem.${problem.code}`, params) ?? problem.code;
  const more = suggestion !== undefined ? find('plans.suggestion', { suggestion: String(suggestion) }) : nearest !== undefined && nearest !== '' ? find('plans.suggestion', { suggestion: String(nearest) }) : undefined;
  return more === undefined ? main : `${main}${language === 'zh' ? '' : ' '}${more}`;
}

/** Says which part of a plan a difference belongs to: a step, the languages, the numbers, or the frame. Shape: the key holds together what belongs together. */
export function partInWords(saying: Saying, path: string): { readonly key: string; readonly title: string } {
  const { t } = saying;
  const [part = '', name = ''] = path.split('.');
  if (part === 'steps') return { key: `${part}.${name}`, title: stepWords(saying, name) };
  if (part === 'languages') return { key: part, title: t('plans.part.languages') };
  if (part === 'keyAreas') return { key: 'frame', title: t('plans.frame') };
  return part === 'thresholds' ? { key: part, title: t('plans.thresholds') } : { key: 'frame', title: t('plans.frame') };
}

/** Says which line of its part differs. */
export function lineInWords(saying: Saying, path: string): string {
  const { find, t } = saying;
  const [part = '', name = '', ...rest] = path.split('.');
  if (part === 'steps') {
    const also = /^alsoOnFailure\.([^[]+)/.exec(rest.join('.'))?.[1];
    return also === undefined ? find(`plans.part.${rest.join('.')}`) ?? rest.join('.') : `${t('plans.part.alsoOnFailure')} ${stepWords(saying, also)}`;
  }
  if (part === 'keyAreas') return t('plans.part.keyAreas');
  return part === 'thresholds' ? find(`thresholds.${name}`) ?? name : find(`plans.part.${path}`) ?? path;
}

/** Names a language in a language. */
export function languageName(inLanguage: string, code: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Tells whether a step exists in the catalogue, and its usual station. */
export function usualStation(step: string): string {
  return findStep(step)?.station ?? '';
}
