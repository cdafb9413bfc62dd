import { describe, expect, test } from 'vitest';
import { findState, isoAlpha3Codes, toAlpha3 } from './states.ts';

describe('codes of states', () => {
  test('all 249 codes of ISO 3166-1 are there, each once', () => {
    expect(isoAlpha3Codes.size).toBe(249);
    for (const code of isoAlpha3Codes) expect(toAlpha3(code)).toBe(code);
  });

  test('alpha-2 and alpha-3 agree with the region names of the runtime', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region' });
    const expected: [string, string][] = [['CN', 'China'], ['DE', 'Germany'], ['GB', 'United Kingdom'], ['TL', 'Timor-Leste'], ['CW', 'Curaçao'], ['SS', 'South Sudan']];
    for (const [alpha2, name] of expected) expect(names.of(findState(alpha2)?.alpha2 ?? '')).toBe(name);
    for (const code of isoAlpha3Codes) expect(names.of(findState(code)?.alpha2 ?? '??')).not.toBe(findState(code)?.alpha2);
  });

  test.each([
    ['D', 'DEU'], ['D<<', 'DEU'], ['de', 'DEU'], ['UK', 'GBR'], ['ROM', 'ROU'], ['ZAR', 'COD'], ['GER', 'DEU'], ['SUI', 'CHE'], ['XK', 'RKS'],
    ['GBN', 'GBN'], ['XXA', 'XXA'], ['XXB', 'XXB'], ['XXC', 'XXC'], ['UNO', 'UNO'], ['EUE', 'EUE'], ['RKS', 'RKS'], ['BRN', 'BRN'],
  ])('%s is understood as %s', (code, alpha3) => expect(toAlpha3(code)).toBe(alpha3));

  test.each(['ABC', 'LIM', '', 'X', 'BUR', 'USSR', '123'])('%j is no state', (code) => expect(findState(code)).toBeUndefined());

  test('the specimen state is known as such and never a nationality', () => {
    expect(findState('UTO')?.kind).toBe('specimen');
    expect(toAlpha3('UTO')).toBeNull();
  });
});
