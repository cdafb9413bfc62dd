import { evaluateCertLogic, InvalidExpression, shown } from './rules/certlogic.ts';

/** Is what a rule is about. Shape: General goes for every certificate. */
export type RuleCertificate = 'General' | 'Vaccination' | 'Test' | 'Recovery';

/** Is one entry rule as the member states exchange it. Source: EU DCC validation rules, annex "Business rules"; names as in its JSON. */
export interface BusinessRule {
  readonly Identifier: string;
  readonly Type: 'Acceptance' | 'Invalidation';
  readonly Version: string;
  readonly SchemaVersion: string;
  readonly Engine: string;
  readonly EngineVersion: string;
  readonly CertificateType: RuleCertificate;
  /** Shape: a state of two letters; a region of it may stand beside. */
  readonly Country: string;
  readonly Region?: string;
  /** Shape: instants, ISO 8601, both included. */
  readonly ValidFrom: string;
  readonly ValidTo: string;
  readonly AffectedFields: readonly string[];
  readonly Logic: unknown;
  readonly Description: readonly { readonly lang: string; readonly desc: string }[];
}

/** Is what stands beside the certificate when its rules are evaluated. Shape: instants are ISO 8601; `valueSets` gives the codes of each set. */
export interface External {
  readonly validationClock: string;
  readonly valueSets: Readonly<Record<string, readonly string[]>>;
  readonly countryCode: string;
  readonly exp?: string;
  readonly iat?: string;
  readonly kid?: string;
  readonly region?: string;
  readonly issuerCountryCode?: string;
}

/** Is what became of one rule. Shape: open when the rule cannot be decided; `reason` is the rule's description, and for an open one why it is open. */
export interface RuleOutcome {
  readonly identifier: string;
  readonly outcome: 'passed' | 'failed' | 'open';
  readonly reason: string;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Says that something is no business rule; the message names the element. */
export class InvalidRule extends Error {}

// Systems send the same rule with the names of the rules' schema or with a small first letter.
function member(rule: Json, name: string): unknown {
  return rule[name] ?? rule[`${name.charAt(0).toLowerCase()}${name.slice(1)}`];
}

/** Tells whether a JSON value means to be a business rule rather than a bare expression. */
export function isBusinessRule(value: unknown): boolean {
  return isObject(value) && member(value, 'Logic') !== undefined;
}

function textOf(rule: Json, name: string, otherwise?: string): string {
  const value = member(rule, name);
  if (typeof value === 'string') return value;
  if (value === undefined && otherwise !== undefined) return otherwise;
  throw new InvalidRule(`${name} ${value === undefined ? 'is missing' : 'is no text'}.`);
}

function oneOf<T extends string>(rule: Json, name: string, values: readonly T[], otherwise: T): T {
  const value = textOf(rule, name, otherwise);
  const found = values.find((one) => one.toLowerCase() === value.toLowerCase());
  if (found === undefined) throw new InvalidRule(`${name} "${value.slice(0, 40)}" is none of ${values.join(', ')}.`);
  return found;
}

/** Reads a business rule from JSON. Refuses (InvalidRule): what has no identifier or no logic, and values that the exchange format does not know. */
export function readBusinessRule(value: unknown): BusinessRule {
  if (!isObject(value)) throw new InvalidRule('A business rule is an object.');
  const description = member(value, 'Description');
  const fields = member(value, 'AffectedFields');
  const region = member(value, 'Region');
  if (member(value, 'Logic') === undefined) throw new InvalidRule('Logic is missing.');
  return {
    Identifier: textOf(value, 'Identifier'),
    Type: oneOf(value, 'Type', ['Acceptance', 'Invalidation'], 'Acceptance'),
    Version: textOf(value, 'Version', '1.0.0'),
    SchemaVersion: textOf(value, 'SchemaVersion', '1.0.0'),
    Engine: textOf(value, 'Engine', 'CERTLOGIC'),
    EngineVersion: textOf(value, 'EngineVersion', '1.0.0'),
    CertificateType: oneOf(value, 'CertificateType', ['General', 'Vaccination', 'Test', 'Recovery'], 'General'),
    Country: textOf(value, 'Country', textOf(value, 'CountryCode', '')),
    ...(typeof region === 'string' && region !== '' ? { Region: region } : {}),
    ValidFrom: textOf(value, 'ValidFrom', ''),
    ValidTo: textOf(value, 'ValidTo', ''),
    AffectedFields: Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : [],
    Logic: member(value, 'Logic'),
    Description: Array.isArray(description) ? description.filter((one): one is { lang: string; desc: string } => isObject(one) && typeof one['lang'] === 'string' && typeof one['desc'] === 'string') : [],
  };
}

/** Gives a rule's description in a language, else in English, else in the first that it has, else its identifier. */
export function describeRule(rule: BusinessRule, language: string): string {
  const inLanguage = (wanted: string): string | undefined => rule.Description.find(({ lang }) => lang.toLowerCase() === wanted)?.desc;
  const wanted = language.toLowerCase();
  return inLanguage(wanted) ?? inLanguage(wanted.split('-')[0]!) ?? inLanguage('en') ?? rule.Description[0]?.desc ?? rule.Identifier;
}

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number);

function isLater(one: string, other: string): boolean {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const at = [0, 1, 2].find((part) => (left[part] ?? 0) !== (right[part] ?? 0));
  return at !== undefined && (left[at] ?? 0) > (right[at] ?? 0);
}

function openBecause(rule: BusinessRule, data: unknown): string | null {
  if (rule.Engine.toUpperCase() !== 'CERTLOGIC') return `it is written for the engine "${rule.Engine.slice(0, 40)}", and only CERTLOGIC is known`;
  if (numbersOf(rule.EngineVersion)[0] !== 1 && numbersOf(rule.EngineVersion)[0] !== 0) return `it needs version ${rule.EngineVersion.slice(0, 20)} of the engine, and version 1 is known`;
  const version = isObject(data) && isObject(data['payload']) ? data['payload']['ver'] : undefined;
  if (typeof version === 'string' && numbersOf(version)[0] !== numbersOf(rule.SchemaVersion)[0]) return `it is for schema ${rule.SchemaVersion.slice(0, 20)}, and the certificate is of ${version.slice(0, 20)}`;
  return null;
}

/**
 * Evaluates one rule over `{ payload, external }`.
 * Shape: never throws; whether the rule applies at all is for `selectRules`. A rule that cannot be evaluated, or whose result is neither true nor false, is open.
 * Source: EU DCC validation rules, "Evaluation of rules"; CertLogic specification 1.3.2.
 */
export function evaluateRule(rule: BusinessRule, data: unknown, language = 'en'): RuleOutcome {
  const description = describeRule(rule, language);
  const open = (why: string): RuleOutcome => ({ identifier: rule.Identifier, outcome: 'open', reason: `${description} (cannot be decided: ${why})` });
  const because = openBecause(rule, data);
  if (because !== null) return open(because);
  try {
    const result = evaluateCertLogic(rule.Logic, data);
    if (typeof result !== 'boolean') return open(`its result is neither true nor false but ${shown(result)}`);
    return { identifier: rule.Identifier, outcome: result ? 'passed' : 'failed', reason: description };
  } catch (error) {
    if (!(error instanceof InvalidExpression)) throw error;
    return open(error.message.replace(/\.$/u, ''));
  }
}

/** Is what decides which rules apply to a certificate. Shape: `types` as the certificate has them; `country` is the state that is entered or that issued. */
export interface Selection {
  readonly types: readonly RuleCertificate[];
  readonly country: string;
  readonly region?: string;
  readonly at: Date;
}

/**
 * Selects the rules of a state that apply to a certificate at an instant: acceptance rules of the state that is entered, or invalidation rules of the issuer.
 * Shape: of each identifier only the highest version that is valid at the instant.
 */
export function selectRules(rules: readonly BusinessRule[], type: BusinessRule['Type'], { types, country, region, at }: Selection): readonly BusinessRule[] {
  const chosen = new Map<string, BusinessRule>();
  for (const rule of rules) {
    const [from, until] = [Date.parse(rule.ValidFrom), Date.parse(rule.ValidTo)];
    const applies = rule.Type === type && rule.Country.toUpperCase() === country.toUpperCase() && (rule.Region ?? '') === (region ?? '')
      && (rule.CertificateType === 'General' || types.includes(rule.CertificateType)) && at.getTime() >= from && at.getTime() <= until;
    const other = chosen.get(rule.Identifier);
    if (applies && (other === undefined || isLater(rule.Version, other.Version))) chosen.set(rule.Identifier, rule);
  }
  return [...chosen.values()];
}
