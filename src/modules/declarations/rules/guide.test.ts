import { describe, expect, it } from 'vitest';
import { stepCatalogue } from '../../prescribed/catalogue.ts';
import { compilePlan } from '../../prescribed/plan-rules.ts';
import { nationalBaseline } from '../../prescribed/plan-file.ts';
import type { PlanDocument } from '../../prescribed/shapes.ts';
import { eventTemplates } from '../../flights/templates.ts';
import { en } from '../../../words/form/en.ts';
import { formLanguages, say } from '../../../words/form/form.ts';
import { isTold, makeGuide, ordinaryCrew, ordinaryTraveller, untold } from './guide.ts';
import type { GuidePart, GuideSection } from './guide.ts';

const arrival = nationalBaseline('arrival');
const departure = nationalBaseline('departure');
const partOf = (guide: readonly GuideSection[], step: string): GuidePart | undefined => guide.find((section) => section.steps.some((entry) => entry.step === step))?.part;
const inPart = (guide: readonly GuideSection[], part: GuidePart): string[] => guide.find((section) => section.part === part)?.steps.map((entry) => entry.step) ?? [];
const text = (guide: readonly GuideSection[], step: string): string => {
  const { word, params } = guide.flatMap((section) => section.steps).find((entry) => entry.step === step)!;
  return say('en', word, params);
};
const changed = (plan: PlanDocument, step: string, when: string): PlanDocument => ({ ...plan, steps: plan.steps.map((entry) => (entry.step === step ? { ...entry, when } : entry)) });

describe('the guide of a plan', () => {
  it('tells of every step of a traveller, or says why it does not', () => {
    const steps = stepCatalogue.filter((step) => step.caseKind === 'traveller').map((step) => step.id);
    expect(steps.filter((step) => isTold(step) === Object.hasOwn(untold, step))).toEqual([]);
    expect(Object.keys(untold).filter((step) => !steps.includes(step))).toEqual([]);
    expect(Object.keys(en).filter((key) => key.startsWith('g.')).map((key) => key.slice(2).replace(/\.all$/, '')).filter((step) => !steps.includes(step))).toEqual([]);
  });

  it('names each step of a plan at most once, in the order of the way', () => {
    expect(makeGuide(arrival).map((section) => [section.part, section.steps.map((entry) => entry.step)])).toEqual([
      ['before', ['PRE-01', 'PRE-02', 'PRE-03', 'PRE-04']],
      ['board', ['PRE-05', 'ONB-01']],
      ['hall', ['CHK-01', 'CHK-02', 'CHK-04', 'SMP-01', 'EXT-01', 'BAG-01']],
      ['after', ['XFR-01', 'SMP-02']],
      ['maybe', ['CHK-03', 'INV-01', 'INV-02', 'EXT-02', 'XFR-02']],
    ]);
    expect(makeGuide(departure).map((section) => [section.title, section.steps.map((entry) => entry.step)])).toEqual([
      ['guide.before', ['DEP-01', 'EXT-03', 'DEP-03']], ['guide.boardDeparture', ['DEP-05']], ['guide.maybe', ['DEP-02', 'CHK-03', 'INV-01', 'INV-02', 'XFR-02']],
    ]);
  });

  it('measures by a traveller whom nothing befalls: every step that is owed of them passes', () => {
    for (const document of [arrival, departure, ...eventTemplates]) {
      const plan = compilePlan('plan', 1, document);
      const owed = plan.steps.traveller.filter((rule) => rule.when.evaluate(ordinaryTraveller, plan.thresholds) && !['INV-01'].includes(rule.definition.id));
      expect(owed.filter((rule) => !rule.pass.evaluate(ordinaryTraveller, plan.thresholds)).map((rule) => rule.definition.id)).toEqual([]);
    }
  });

  it('follows the numbers of the plan', () => {
    expect(text(makeGuide(arrival), 'CHK-02')).toContain('37.3 °C');
    const stricter = makeGuide({ ...arrival, thresholds: { ...arrival.thresholds, feverCelsius: 36.9, monitoringDays: 21, retestRestMinutes: 12, resultHours: 4, vaccinationDays: 28 } });
    expect(text(stricter, 'CHK-02')).toContain('36.9 °C');
    expect(text(stricter, 'CHK-03')).toMatch(/36\.9 °C .* 12 minutes/);
    expect(text(stricter, 'PRE-01')).toContain('21 days');
    expect(text(stricter, 'PRE-03')).toContain('28 days');
    expect(text(stricter, 'SMP-02')).toContain('4 hours');
  });

  it('follows the conditions of the plan: owed of everybody, of some, of nobody, and where it leaves a step out', () => {
    const asksAll = makeGuide(changed(arrival, 'INV-01', 'boarding.onBoard'));
    expect(inPart(asksAll, 'hall')).toEqual(['CHK-01', 'CHK-02', 'CHK-04', 'INV-01', 'SMP-01', 'EXT-01', 'BAG-01']);
    expect(text(asksAll, 'INV-01')).toContain('everybody');
    expect(text(makeGuide(arrival), 'INV-01')).toContain('If you declared');
    expect(partOf(makeGuide(changed(arrival, 'SMP-01', 'boarding.onBoard && person.ageYears >= 14')), 'SMP-01')).toBe('hall');
    expect(partOf(makeGuide(changed(arrival, 'SMP-01', "boarding.onBoard && person.kind == 'crew'")), 'SMP-01')).toBe('hall');
    expect(partOf(makeGuide(changed(arrival, 'EXT-02', 'boarding.onBoard')), 'EXT-02')).toBe('hall');
    // Nobody is owed the retest by its condition, and yet a failure leads to it.
    expect(partOf(makeGuide(changed(arrival, 'CHK-03', 'false')), 'CHK-03')).toBe('maybe');
    expect(partOf(makeGuide(changed(arrival, 'BAG-01', 'false')), 'BAG-01')).toBeUndefined();
    expect(partOf(makeGuide({ ...arrival, steps: arrival.steps.filter((step) => step.step !== 'BAG-01') }), 'BAG-01')).toBeUndefined();
    expect(inPart(makeGuide(changed(departure, 'INV-01', '!boarding.absent')), 'before')).toEqual(['DEP-01', 'INV-01', 'EXT-03', 'DEP-03']);
  });

  it('says of each step whom it is asked of, as the plan does of a passenger and of crew whom nothing befalls', () => {
    for (const document of [arrival, departure, changed(arrival, 'SMP-01', "boarding.onBoard && person.kind == 'crew'"), ...eventTemplates]) {
      const plan = compilePlan('plan', 1, document);
      for (const { part, steps } of makeGuide(document)) {
        for (const { step, readers } of steps) {
          const owes = (facts: typeof ordinaryTraveller): boolean => plan.find(step)!.when.evaluate(facts, plan.thresholds);
          const both = [owes(ordinaryTraveller), owes(ordinaryCrew)];
          expect(both, `${document.title.en} ${step}`).toEqual(part === 'maybe' ? [false, false] : [readers !== 'crew', readers !== 'passengers']);
        }
      }
    }
    expect(makeGuide(arrival).flatMap(({ steps }) => steps).filter((step) => step.readers !== 'everybody').map((step) => [step.step, step.readers])).toEqual([['PRE-01', 'passengers']]);
  });

  it('has the lane that the plan names', () => {
    const charter = eventTemplates.find((plan) => plan.title.en === 'Games arrival, Olympic charter')!;
    expect(makeGuide(charter).flatMap((section) => section.steps).find((step) => step.step === 'SMP-01')!.lane).toBe('S1-S20');
  });

  it('leaves no number open in any language', () => {
    for (const plan of [arrival, departure, ...eventTemplates]) {
      for (const language of formLanguages) for (const { steps } of makeGuide(plan)) for (const { word, params } of steps) expect(say(language, word, params), `${language} ${word}`).not.toMatch(/[{}]/);
    }
  });
});
