import { findStep } from '../../modules/prescribed/catalogue.ts';
import type { EvidenceValues } from '../design/evidence.ts';
import type { CodeAtHand } from './code-reading.ts';
import type { CaseView, PersonCard } from './shapes.ts';

/** What is known at a station before anything is entered. */
export type AtHand = {
  readonly card: PersonCard;
  readonly view?: CaseView | undefined;
  /** The lane or the station's name, written where a zone or a gate is asked. */
  readonly place: string;
  /** Unit: milliseconds of the event's clock. */
  readonly now: number;
  readonly tubeId?: string | undefined;
  readonly personScanned?: boolean;
  /** The declaration's code that was scanned, where one was. */
  readonly code?: CodeAtHand | undefined;
};

type Schema = { readonly [key: string]: unknown };

function propertiesOf(schema: unknown): Record<string, Schema> {
  const properties = (schema as { properties?: Record<string, Schema> }).properties;
  return properties ?? {};
}

/** Reads a temperature as typed at a lane: 365 is 36.5, as are 36.5 and 36,5. Shape: undefined for what is no temperature of a person. Unit: °C. */
export function readCelsius(typed: string): number | undefined {
  const text = typed.normalize('NFKC').replace(/[,。]/u, '.').trim();
  const value = /^\d{3}$/u.test(text) ? Number(text) / 10 : /^\d{2}(\.\d)?$/u.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= 25 && value <= 45 ? value : undefined;
}

/** Gives the schema of a step as the station asks it: temperatures are typed without a point, and first. */
export function stationSchema(step: string): unknown {
  const schema = findStep(step)?.evidence as Schema | undefined;
  if (schema === undefined) return {};
  const properties = Object.fromEntries(Object.entries(propertiesOf(schema)).map(([name, property]) => [name, property['x-unit'] === '°C'
    ? { type: 'string', pattern: '^(2[5-9]|3[0-9]|4[0-4])([.,]?[0-9])?$|^45([.,]?0)?$', 'x-unit': '°C' } : property]));
  const [measured, told] = [true, false].map((isMeasured) => Object.entries(properties).filter(([, property]) => (property['x-unit'] === '°C') === isMeasured));
  return { ...schema, properties: Object.fromEntries([...measured ?? [], ...told ?? []]) };
}

/** Brings the values of a station's form into the shape of the evidence. */
export function evidenceOf(step: string, values: EvidenceValues): Record<string, unknown> {
  const properties = propertiesOf(findStep(step)?.evidence);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, properties[name]?.['x-unit'] === '°C' && typeof value === 'string' ? readCelsius(value) : value]));
}

/** Brings evidence into the shape of a station's form, to be corrected. */
export function typedOf(step: string, evidence: Readonly<Record<string, unknown>>): EvidenceValues {
  const properties = propertiesOf(findStep(step)?.evidence);
  return Object.fromEntries(Object.entries(evidence).map(([name, value]) => [name, properties[name]?.['x-unit'] === '°C' && typeof value === 'number' ? value.toFixed(1) : value]));
}

/** Says whether a declaration of the person is held. Shape: undefined where this officer may not know. */
export function isDeclared({ card, view }: Pick<AtHand, 'card' | 'view'>): boolean | undefined {
  if (card.direction === 'departure') return undefined;
  if (card.owed.some((owed) => owed.step === 'PRE-04')) return false;
  return view === undefined ? undefined : view.facts['declaration.complete'] === true;
}

function answersOf(at: AtHand): EvidenceValues {
  if (at.card.direction === 'departure') return { symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };
  const facts = at.view?.facts ?? {};
  return { symptomDeclared: facts['declaration.symptom'], contactDeclared: facts['declaration.contact'], keyAreaDeclared: facts['declaration.keyArea'] };
}

// What the station cannot check it does not know either; the officer says it.
const unchecked: readonly string[] = ['no-keys', 'key-unsupported'];

/** Fills in the check of a declaration: by the code that was scanned, else by what the records say. */
function checkOf(at: AtHand): EvidenceValues {
  const { code } = at;
  if (code === undefined) return { codeValid: isDeclared(at) !== false, samePerson: true, openAnswers: 0, ...answersOf(at) };
  const { outcome, result, differs, declared } = code;
  const head = { codeValid: unchecked.includes(outcome) ? undefined : outcome === 'valid', samePerson: differs ? undefined : true };
  if (declared !== null) return { ...head, openAnswers: declared.openAnswers, symptomDeclared: declared.symptomDeclared, contactDeclared: declared.contactDeclared, keyAreaDeclared: declared.keyAreaDeclared };
  if (result === 'clear') return { ...head, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };
  // Something was declared, and nobody here can read what: it is asked.
  return result === undefined ? { ...head, openAnswers: 0, ...answersOf(at) } : head;
}

/** Tells since when a person rests before the retest: since the reading that made it owed. */
export function restsSince(view: CaseView | undefined): string | undefined {
  return view?.steps.findLast((step) => step.step === 'CHK-03' && step.state === 'owed')?.owedAt;
}

// What a normal case shows is filled in; a reading, a count and a judgement are never guessed.
const known: Readonly<Record<string, (at: AtHand) => EvidenceValues>> = {
  'CHK-01': checkOf,
  'CHK-01b': () => ({ complete: true, samePerson: true, formVersion: '8', language: 'en' }),
  'CHK-03': (at) => {
    const since = restsSince(at.view);
    return since === undefined ? {} : { minutesWaited: Math.min(240, Math.max(0, Math.floor((at.now - Date.parse(since)) / 60_000))) };
  },
  'CHK-04': (at) => ({ zone: at.place, finding: 'none' }),
  'INV-02': () => ({ done: true }),
  'PRE-01': () => ({ symptomSeen: false }),
  'PRE-04': () => ({ complete: true, formVersion: '8', language: 'en' }),
  'SMP-01': (at) => ({ tubeId: at.tubeId, personScanned: at.personScanned === true, oropharyngealSwab: true, nasopharyngealSwab: true }),
  'SMP-02': (at) => ({ resultAt: new Date(at.now).toISOString() }),
  'EXT-01': () => ({ passed: true }),
  'EXT-03': () => ({ passed: true }),
  'EXT-02': (at) => ({ cardNumber: at.card.accreditationNumber ?? undefined, valid: true }),
  'BAG-01': () => ({ tagsMatch: true, disinfected: true }),
  'REP-02': (at) => {
    const positive = at.view?.records.findLast((record) => record.step === 'SMP-02' && !record.corrected && record.evidence['result'] === 'positive');
    return { knownAt: positive?.evidence['resultAt'], sentAt: new Date(at.now).toISOString() };
  },
  'XFR-02': (at) => {
    const found = at.view?.facts['inquiry.class'];
    const isPositive = at.view?.facts['sample.result'] === 'positive';
    return { class: isPositive ? 'confirmed' : typeof found === 'string' && !['ordinary', 'notAsked'].includes(found) ? found : undefined };
  },
  'DEP-01': checkOf,
  'DEP-02': (at) => ({ sealed: true, holder: `${at.card.surname} ${at.card.givenNames}`.trim() }),
  'DEP-03': (at) => ({ released: true, gate: at.place.slice(0, 20) }),
  'ONB-01': () => ({ onBoard: true, absent: false, basis: 'headCount' }),
  'DEP-05': () => ({ onBoard: true, absent: false, basis: 'doorsClosed' }),
};

/** Gives the values with which a step's form begins: what a normal case shows, and what the records already say. */
export function knownEvidence(step: string, at: AtHand): EvidenceValues {
  return known[step]?.(at) ?? {};
}

/** Names the fields that nobody types at a station. */
export function hiddenFields(step: string): readonly string[] {
  return step === 'SMP-01' ? ['tubeId', 'personScanned'] : step === 'CHK-02' ? ['pass'] : [];
}

/** Names the optional fields that a normal case does not need. */
export const foldedFields: readonly string[] = ['note', 'treatment', 'enteredAt', 'leftAt', 'matchScorePercent', 'filledAt'];

/** Orders the kinds of station as a person walks through them. */
export const walk: readonly string[] = ['aircraft', 'village', 'radiation', 'declaration', 'temperature', 'patrol', 'inquiry', 'isolation', 'immigration', 'accreditation', 'sampling', 'baggage', 'alarmDesk', 'gate', 'ambulanceBay', 'vehicleBay', 'remote', 'desk', 'laboratory'];

/** Puts owed steps into the order in which the person should do them. */
export function inWalkingOrder<Owed extends { readonly step: string }>(owed: readonly Owed[]): readonly Owed[] {
  const place = (step: string): number => walk.indexOf(findStep(step)?.station ?? '');
  return [...owed].sort((one, other) => place(one.step) - place(other.step));
}

/** Lists the stations that a person need not walk to: what happens there happens without them. */
export const withoutPerson: readonly string[] = ['remote', 'desk', 'laboratory'];
