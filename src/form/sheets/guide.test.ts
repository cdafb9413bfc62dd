import { describe, expect, it } from 'vitest';
import { makeGuide } from '../../modules/declarations/rules/guide.ts';
import type { FlightGuide } from '../../modules/declarations/views/guide.ts';
import { eventTemplates } from '../../modules/flights/templates.ts';
import { nationalBaseline } from '../../modules/prescribed/plan-file.ts';
import type { PlanDocument, TravelDirection } from '../../modules/prescribed/shapes.ts';
import { formLanguages } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';
import { guideSize } from './guide.ts';
import type { GuideSheet } from './guide.ts';

const sheetOf = (document: PlanDocument, language: FormLanguage, approved: boolean): GuideSheet => {
  const guide: FlightGuide = {
    flight: { flightId: '', designator: 'LH720', flightDate: '2022-01-27', direction: document.direction as TravelDirection, origin: 'FRA', destination: 'PEK', timeZone: 'Asia/Shanghai', at: '2022-01-27T06:00:00.000Z' },
    plan: { planId: '', version: 12, approved }, cancelled: false, languages: [...document.languages], sections: makeGuide(document),
  };
  return { guide, language, event: 'Invented Games', address: 'https://port.example.org/declare/INVENTED', at: '2022-01-26T06:00:00.000Z' };
};

describe('the sheet of a guide', () => {
  it.each(formLanguages)('holds every plan of ours on one page in %s, in letters that can be read', (language) => {
    for (const document of [nationalBaseline('arrival'), nationalBaseline('departure'), ...eventTemplates]) {
      for (const approved of [true, false]) expect(guideSize(sheetOf(document, language, approved)), document.title.en).toBeGreaterThanOrEqual(9);
    }
  });

  it('sets smaller what is longer', () => {
    const document = nationalBaseline('arrival');
    const long: PlanDocument = { ...document, steps: document.steps.map((step) => ({ ...step, lane: 'A very long name of a lane that nobody would give, or would they '.repeat(2) })) };
    expect(guideSize(sheetOf(long, 'fr', true))).toBeLessThan(guideSize(sheetOf(document, 'fr', true)));
  });
});
