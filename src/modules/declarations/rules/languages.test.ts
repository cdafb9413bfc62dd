import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formLanguages, isFormLanguage } from '../../../words/form/form.ts';
import { findState, isoAlpha3Codes } from '../../travellers/formats/states.ts';
import { languageFor, mainLanguage } from './languages.ts';
import { emailIn, reminderDue, reminderHours, wasRecently } from './mailing.ts';
import { languageRadar } from './radar.ts';

describe('the language of a nationality', () => {
  it('is what CLDR says is likely there, for every state of which people are nationals', () => {
    const nobody = new Set(['ATA', 'ATF', 'BVT', 'HMD', 'SGS', 'UMI', 'IOT']);
    const wrong = [...isoAlpha3Codes].filter((code) => !nobody.has(code) && mainLanguage(code) === undefined);
    expect(wrong).toEqual([]);
    const differs = [...isoAlpha3Codes].filter((code) => !nobody.has(code)).flatMap((code) => {
      const likely = new Intl.Locale(`und-${findState(code)!.alpha2}`).maximize().language;
      return (likely === 'nb' || likely === 'nn' ? 'no' : likely) === mainLanguage(code) ? [] : [code];
    });
    // Another release of Node brings another CLDR: a few regions may differ, a table gone wrong would differ in many.
    expect(differs.length).toBeLessThan(12);
  });

  it('is written in only where the form has it, and after the person’s own choice', () => {
    expect(['NOR', 'EGY', 'UKR', 'XXA', null].map((code) => languageFor(null, code))).toEqual(['no', 'ar', 'en', 'en', 'en']);
    expect(languageFor('fr', 'NOR')).toBe('fr');
    expect(languageFor('xx', 'JPN')).toBe('ja');
    fc.assert(fc.property(fc.option(fc.string()), fc.option(fc.string()), (chosen, nationality) => isFormLanguage(languageFor(chosen, nationality))));
  });
});

describe('an address in a contact', () => {
  it.each([
    ['+47 41 23 45 67 / Kari.Nordmann@Example.org', 'kari.nordmann@example.org'], ['邮箱：kari@example.org，电话 123', 'kari@example.org'], ['Kari <kari@example.co.jp>; other@example.org', 'kari@example.co.jp'],
    ['mailto:a+b@x-y.example.org.', 'a+b@x-y.example.org'], ['+47 41 23 45 67', undefined], ['kari@localhost', undefined], ['@example.org', undefined], ['kari@@example.org', undefined], ['a@b..org', undefined], ['', undefined], [null, undefined],
  ])('%s', (contact, found) => {
    expect(emailIn(contact)).toBe(found);
  });

  it('never holds what could end a line or open another header', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (one, other) => {
      const found = emailIn(`${one}@${other}.org`);
      return found === undefined || /^[^\s<>,;:"]+@[a-z0-9.-]+$/.test(found);
    }));
  });
});

describe('automatic reminders', () => {
  it('are due two days, one day and eight hours before', () => {
    const due = (now: string): number | undefined => reminderDue('2022-01-29T02:00:00Z', now);
    expect(['2022-01-27T01:59:00Z', '2022-01-27T02:00:00Z', '2022-01-28T01:59:00Z', '2022-01-28T02:00:00Z', '2022-01-28T18:00:00Z', '2022-01-29T02:00:00Z'].map(due)).toEqual([undefined, 48, 48, 24, 8, undefined]);
    expect(reminderHours).toEqual([48, 24, 8]);
    expect([wasRecently('2022-01-27T00:00:00Z', '2022-01-27T05:59:59Z'), wasRecently('2022-01-27T00:00:00Z', '2022-01-27T06:00:00Z'), wasRecently(null, '2022-01-27T06:00:00Z')]).toEqual([true, false, false]);
  });
});

describe('the radar of languages', () => {
  const flights = [{ flightId: 'one', languages: ['zh', 'en', 'ja'] }, { flightId: 'two', languages: ['zh', 'en'] }];
  const people = [
    { flightId: 'one', nationality: 'JPN', chosen: null, persons: 5 }, { flightId: 'two', nationality: 'JPN', chosen: null, persons: 2 }, { flightId: 'one', nationality: 'UKR', chosen: null, persons: 3 },
    { flightId: 'one', nationality: 'UKR', chosen: 'en', persons: 4 }, { flightId: 'two', nationality: null, chosen: null, persons: 9 }, { flightId: 'gone', nationality: 'DEU', chosen: null, persons: 1 },
  ];

  it('names gaps first: no form, then no interpreter; a choice comes before the nationality, and what nobody knows comes last', () => {
    const found = languageRadar(people, flights, formLanguages);
    expect(found.gap).toBe(5);
    expect(found.languages).toEqual([
      { language: 'uk', persons: 3, chosen: 0, nationalities: [{ nationality: 'UKR', persons: 3 }], hasForm: false, flights: ['one'], missingIn: ['one'], gap: 3 },
      { language: 'ja', persons: 7, chosen: 0, nationalities: [{ nationality: 'JPN', persons: 7 }], hasForm: true, flights: ['one', 'two'], missingIn: ['two'], gap: 2 },
      { language: 'en', persons: 4, chosen: 4, nationalities: [{ nationality: 'UKR', persons: 4 }], hasForm: true, flights: ['one'], missingIn: [], gap: 0 },
      { language: null, persons: 9, chosen: 0, nationalities: [], hasForm: false, flights: ['two'], missingIn: [], gap: 0 },
    ]);
    expect(found.flights).toEqual([
      { flightId: 'one', persons: 12, gap: 3, missing: [{ language: 'uk', persons: 3, hasForm: false }] }, { flightId: 'two', persons: 11, gap: 2, missing: [{ language: 'ja', persons: 2, hasForm: true }] },
    ]);
  });

  it('loses nobody', () => {
    const entry = fc.record({ flightId: fc.constantFrom('one', 'two'), nationality: fc.constantFrom('NOR', 'UKR', 'BRA', 'XXA', null), chosen: fc.constantFrom('en', 'pt', null), persons: fc.integer({ min: 1, max: 50 }) });
    fc.assert(fc.property(fc.array(entry), (entries) => {
      const { languages, flights: perFlight, gap } = languageRadar(entries, flights, formLanguages);
      const all = entries.reduce((sum, one) => sum + one.persons, 0);
      expect(languages.reduce((sum, one) => sum + one.persons, 0)).toBe(all);
      expect(perFlight.reduce((sum, one) => sum + one.persons, 0)).toBe(all);
      expect(perFlight.reduce((sum, one) => sum + one.gap, 0)).toBe(gap);
    }));
  });
});
