import { symptoms } from '../prescribed/catalogue/traveller.ts';

/** Is how a field is asked and checked. */
export type FieldKind = 'latinName' | 'text' | 'longText' | 'day' | 'choice' | 'many' | 'yesNo' | 'country' | 'phone' | 'email' | 'documentNumber' | 'seat' | 'places' | 'agree';

/** Is one field of a question; its words are `f.NAME`, its options `o.NAME.OPTION`, its complaint `e.NAME`. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** Unit: characters. */
  readonly maximum?: number;
  readonly options?: readonly string[];
  /** The token by which a browser fills it in (HTML, autofill). */
  readonly autocomplete?: string;
}

/** Is the part of the card that a question belongs to. */
export type Section = 'you' | 'journey' | 'health' | 'statement';

/** Is one question: one page of the form. Its words are `q.ID`. */
export interface Question {
  readonly id: string;
  readonly section: Section;
  readonly fields: readonly Field[];
  /** Only where this holds. */
  readonly when?: 'symptomOther' | 'minor';
  /** What rosters and airline lists may know: then it is only confirmed. */
  readonly known?: true;
  /** What a team leader may fill in for everybody. */
  readonly travel?: true;
}

const yesNo = (id: string): Question => ({ id, section: 'health', fields: [{ name: id, kind: 'yesNo', required: true }] });

/** Lists the most that one may add or write. */
export const limits = { places: 20, name: 80, address: 300, other: 300, town: 60 } as const;

/** Is below which age a guardian answers. Unit: years. Source: Civil Code of the PRC, art. 17; that the card follows it is inferred. */
export const guardianBelowYears = 18;

/** Lists every question that a card may ask, in the order in which it is asked. Source: docs/facts.md, fields of the card. */
export const questions: readonly Question[] = [
  { id: 'name', section: 'you', known: true, fields: [
    { name: 'surname', kind: 'latinName', required: true, maximum: limits.name, autocomplete: 'family-name' },
    { name: 'givenNames', kind: 'latinName', required: false, maximum: limits.name, autocomplete: 'given-name' },
    { name: 'nativeName', kind: 'text', required: false, maximum: limits.name }] },
  { id: 'birthDate', section: 'you', known: true, fields: [{ name: 'birthDate', kind: 'day', required: true, autocomplete: 'bday' }] },
  { id: 'sex', section: 'you', known: true, fields: [{ name: 'sex', kind: 'choice', required: true, options: ['F', 'M', 'X'] }] },
  { id: 'nationality', section: 'you', known: true, fields: [{ name: 'nationality', kind: 'country', required: true }] },
  { id: 'document', section: 'you', known: true, fields: [
    { name: 'documentType', kind: 'choice', required: true, options: ['P', 'T'] },
    { name: 'documentNumber', kind: 'documentNumber', required: true, maximum: 20 }] },
  { id: 'guardian', section: 'you', when: 'minor', fields: [
    { name: 'guardianName', kind: 'text', required: true, maximum: limits.name },
    { name: 'guardianRelation', kind: 'choice', required: true, options: ['parent', 'guardian', 'leader'] }] },
  { id: 'seat', section: 'journey', travel: true, fields: [{ name: 'seat', kind: 'seat', required: false, maximum: 5 }] },
  { id: 'phone', section: 'journey', travel: true, fields: [
    { name: 'phoneHome', kind: 'phone', required: true, maximum: 30, autocomplete: 'tel' },
    { name: 'phoneLocal', kind: 'phone', required: false, maximum: 30 },
    { name: 'email', kind: 'email', required: false, maximum: 120, autocomplete: 'email' }] },
  { id: 'address', section: 'journey', travel: true, fields: [{ name: 'address', kind: 'longText', required: true, maximum: limits.address, autocomplete: 'street-address' }] },
  { id: 'places', section: 'journey', travel: true, fields: [{ name: 'places', kind: 'places', required: true }] },
  { id: 'symptoms', section: 'health', fields: [{ name: 'symptoms', kind: 'many', required: true, options: [...symptoms, 'none'] }] },
  { id: 'symptomsOther', section: 'health', when: 'symptomOther', fields: [{ name: 'symptomsOther', kind: 'longText', required: true, maximum: limits.other }] },
  yesNo('medicine'),
  yesNo('contactCase'),
  yesNo('contactFever'),
  yesNo('cluster'),
  { id: 'test', section: 'health', fields: [{ name: 'test', kind: 'choice', required: true, options: ['negative', 'positive', 'notDone'] }] },
  { id: 'vaccination', section: 'health', fields: [{ name: 'vaccination', kind: 'choice', required: true, options: ['full', 'partial', 'none'] }] },
  { id: 'truth', section: 'statement', fields: [
    { name: 'signature', kind: 'text', required: true, maximum: limits.name, autocomplete: 'name' },
    { name: 'agree', kind: 'agree', required: true }] },
];

const identity = ['name', 'birthDate', 'sex', 'nationality', 'document', 'guardian', 'seat', 'phone'] as const;

/** Is what one version of the card asks, and which symptoms it names. */
export interface Card {
  readonly questions: readonly string[];
  readonly symptoms: readonly string[];
}

/**
 * Holds the cards by version; `prescribed/catalogue/cards.ts` says from when to when each is in force.
 * Source: docs/facts.md: versions 4 and 5 by their press notices, 11 by the notice of September 2023; 1 and 2022-01 are put together from single reports and inferred.
 */
export const cards: Readonly<Record<string, Card>> = {
  '1': { questions: [...identity, 'places', 'symptoms', 'contactCase', 'truth'], symptoms: ['fever', 'dryCough', 'shortBreath', 'dyspnoea', 'none'] },
  '4': { questions: [...identity, 'address', 'places', 'symptoms', 'symptomsOther', 'medicine', 'contactCase', 'contactFever', 'cluster', 'truth'], symptoms: [...symptoms, 'none'] },
  '5': { questions: [...identity, 'address', 'places', 'symptoms', 'symptomsOther', 'medicine', 'contactCase', 'contactFever', 'cluster', 'test', 'truth'], symptoms: [...symptoms, 'none'] },
  '2022-01': { questions: [...identity, 'address', 'places', 'symptoms', 'symptomsOther', 'medicine', 'contactCase', 'contactFever', 'cluster', 'test', 'vaccination', 'truth'], symptoms: [...symptoms, 'none'] },
  '11': { questions: [...identity, 'address', 'places', 'symptoms', 'symptomsOther', 'truth'], symptoms: [...symptoms, 'none'] },
};

const byId = new Map(questions.map((question) => [question.id, question]));

/** Finds a question. */
export function findQuestion(id: string): Question | undefined {
  return byId.get(id);
}

/** Gets a version of the card; a version that is not in the catalogue is a bug of the caller. */
export function getCard(version: string): Card {
  const card = Object.hasOwn(cards, version) ? cards[version] : undefined;
  if (card === undefined) throw new Error(`No card ${version} in the catalogue`);
  return card;
}
