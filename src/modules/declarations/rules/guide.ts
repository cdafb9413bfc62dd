import { findAssignment } from '../../prescribed/analysis.ts';
import { compilePlan, vocabularyFor } from '../../prescribed/plan-rules.ts';
import type { PlanRules, StepRule } from '../../prescribed/plan-rules.ts';
import type { Facts, PlanDocument, TravelDirection } from '../../prescribed/shapes.ts';
import { en } from '../../../words/form/en.ts';
import { isFormWordKey } from '../../../words/form/form.ts';
import type { FormWordKey } from '../../../words/form/shape.ts';

/** Names the parts of a guide in the order in which they are gone through; `maybe` is what befalls only some. */
export const guideParts = ['before', 'board', 'hall', 'after', 'maybe'] as const;

/** Is one part of a guide. */
export type GuidePart = (typeof guideParts)[number];

/** Lists whom a line of a guide is for: a plan may ask something of passengers that it does not ask of the crew, and the other way about. */
export const guideReaders = ['everybody', 'passengers', 'crew'] as const;

/** Is whom a line of a guide is for. */
export type GuideReader = (typeof guideReaders)[number];

/** Names the words that say whom a line is for; where it is for everybody nothing is said. */
export const readerWords: Readonly<Partial<Record<GuideReader, FormWordKey>>> = { passengers: 'guide.notCrew', crew: 'guide.crewOnly' };

/** Is one line of a guide: the key of its words, and the numbers of the plan that go into them. Shape: `lane` where the plan names one. */
export interface GuideStep {
  readonly step: string;
  readonly word: FormWordKey;
  readonly params: Readonly<Record<string, number>>;
  readonly lane: string | null;
  readonly readers: GuideReader;
}

/** Is one part of a guide with its heading and its lines; never an empty one. */
export interface GuideSection {
  readonly part: GuidePart;
  readonly title: FormWordKey;
  readonly steps: readonly GuideStep[];
}

// The order in which a traveller meets them, which is not that of the records: the result comes when one is in one's room. Who leaves goes through no hall of arrival.
const ways: Readonly<Record<TravelDirection, Partial<Readonly<Record<GuidePart, readonly string[]>>>>> = {
  arrival: {
    before: ['PRE-01', 'PRE-02', 'PRE-03', 'PRE-04'],
    board: ['PRE-05', 'ONB-01'],
    hall: ['CHK-01', 'CHK-02', 'CHK-03', 'CHK-04', 'INV-01', 'INV-02', 'SMP-01', 'EXT-01', 'EXT-02', 'BAG-01'],
    after: ['XFR-01', 'XFR-02', 'SMP-02'],
  },
  departure: { before: ['DEP-02', 'DEP-01', 'CHK-03', 'INV-01', 'INV-02', 'XFR-02', 'EXT-03', 'DEP-03'], board: ['DEP-05'] },
};

/** Lists the steps of the catalogue of which a traveller is told nothing of their own, each with the reason. */
export const untold: Readonly<Record<string, string>> = {
  'PRE-03b': 'officers arrange it; PRE-03 tells whom to ask about an exemption',
  'CHK-01b': 'the same gate as CHK-01, whose words tell that an officer helps',
  'RAD-01': 'one walks through the portal on the way; there is nothing to prepare',
  'BAG-02': 'done to the baggage on the belt; BAG-01 tells of the baggage hall',
  'BAG-03': 'done to the baggage by an officer; BAG-01 tells of the baggage hall',
  'BAG-04': 'done to the effects before they are handed back; BAG-01 tells of the baggage hall',
  'TRV-ALRM': 'officers settle it, and speak to the person',
  'REP-02': 'officers report among themselves; XFR-02 tells what becomes of the person',
  'REP-03': 'officers look for contacts; whoever is one is told in person',
};

const vocabulary = vocabularyFor('traveller');

/** Is the traveller whom nothing befalls: a passenger on board who has all papers, no fever, nothing to declare, and a negative result. What a plan owes of this person, it owes of everybody. */
export const ordinaryTraveller: Facts = {
  ...Object.fromEntries([...vocabulary.facts.values()].map((fact) => [fact.name, fact.unknownAs])),
  'boarding.onBoard': true, 'boardingCheck.boarded': true, 'monitoring.days': 60, 'tests.bothNegative': true, 'tests.firstHours': 0, 'tests.secondHours': 0, 'tests.apartHours': 1000, 'tests.approvedLaboratory': true,
  'vaccination.full': true, 'vaccination.days': 2000, 'declaration.complete': true, 'declaration.codeValid': true, 'declaration.samePerson': true, 'temperature.celsius': 36, 'patrol.finding': 'none',
  'sample.personMatches': true, 'sample.oropharyngeal': true, 'sample.nasopharyngeal': true, 'sample.result': 'negative', 'immigration.passed': true, 'baggage.tagsMatch': true, 'baggage.disinfected': true,
  'handOver.countsEqual': true, 'handOver.bothSigned': true, 'departure.released': true,
};

/** Is the crew member whom nothing befalls. */
export const ordinaryCrew: Facts = { ...ordinaryTraveller, 'person.kind': 'crew' };

function owedAtAll(rule: StepRule, plan: PlanRules): boolean {
  if (findAssignment([{ condition: rule.when, thresholds: plan.thresholds, holds: true }], vocabulary).verdict !== 'none') return true;
  const { id } = rule.definition;
  return plan.steps.traveller.some((other) => other !== rule && (other.divertsTo?.step === id || other.onFailure.some((branch) => branch.step === id)));
}

function wordOf(step: string, always: boolean): FormWordKey | undefined {
  const forAll = `g.${step}.all`;
  if (always && isFormWordKey(forAll)) return forAll;
  const word = `g.${step}`;
  return isFormWordKey(word) ? word : undefined;
}

/** Says whether a step concerns a traveller, who then reads of it in the guide of every plan that owes it. */
export function isTold(step: string): boolean {
  return wordOf(step, false) !== undefined && Object.values(ways).some((way) => Object.values(way).some((steps) => steps.includes(step)));
}

// Only the numbers that the words name: what no traveller reads of is nobody's business outside.
function numbersIn(word: FormWordKey, thresholds: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const text: unknown = en[word];
  const names = new Set([...(typeof text === 'string' ? text : '').matchAll(/\{(\w+)\}/g)].map((match) => match[1]!));
  return Object.fromEntries(Object.entries(thresholds).filter(([name]) => names.has(name)));
}

const departing: Partial<Record<GuidePart, FormWordKey>> = { board: 'guide.boardDeparture' };

/**
 * Makes the guide of a flight from its plan: what a traveller meets in the order of the way, with the numbers of this very plan.
 * Shape: what the plan owes of every passenger or of every crew member stands where it happens, and says which of the two where it is not both; what it owes only of some under `maybe`, and what it can owe of nobody not at all.
 */
export function makeGuide(document: PlanDocument): readonly GuideSection[] {
  const plan = compilePlan('guide', 1, document);
  const { direction } = document;
  const lanes = new Map(document.steps.map((step) => [step.step, step.lane ?? null]));
  const found = new Map<GuidePart, GuideStep[]>(guideParts.map((part) => [part, []]));
  for (const [part, steps] of Object.entries(direction === 'import' || direction === 'response' ? {} : ways[direction]) as [GuidePart, readonly string[]][]) {
    for (const step of steps) {
      const rule = plan.find(step);
      if (rule === undefined) continue;
      const ofPassengers = rule.when.evaluate(ordinaryTraveller, plan.thresholds);
      const ofCrew = rule.when.evaluate(ordinaryCrew, plan.thresholds);
      const isForAll = ofPassengers || ofCrew;
      const word = wordOf(step, isForAll);
      if (word === undefined || (!isForAll && !owedAtAll(rule, plan))) continue;
      found.get(isForAll ? part : 'maybe')!.push({ step, word, params: numbersIn(word, plan.thresholds), lane: lanes.get(step) ?? null, readers: ofPassengers === ofCrew ? 'everybody' : ofCrew ? 'crew' : 'passengers' });
    }
  }
  return guideParts.filter((part) => found.get(part)!.length > 0).map((part) => ({
    part, title: (direction === 'departure' ? departing[part] : undefined) ?? `guide.${part}`, steps: found.get(part)!,
  }));
}
