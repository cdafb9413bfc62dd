import { expect, test } from 'vitest';
import { describeRule, evaluateRule, InvalidRule, isBusinessRule, readBusinessRule, selectRules } from './rules.ts';

const clock = { var: 'external.validationClock' };
const json = {
  Identifier: 'VR-ZZ-0001', Type: 'Acceptance', Version: '1.0.1', SchemaVersion: '1.0.0', Engine: 'CERTLOGIC', EngineVersion: '0.7.5', CertificateType: 'Vaccination', Country: 'ZZ',
  ValidFrom: '2021-07-01T00:00:00Z', ValidTo: '2030-06-01T00:00:00Z', AffectedFields: ['v.0', 'v.0.dt'],
  Description: [{ lang: 'en', desc: 'The last dose is at least 14 days old.' }, { lang: 'de', desc: 'Die letzte Dosis liegt mindestens 14 Tage zurück.' }],
  Logic: { if: [{ var: 'payload.v.0' }, { 'not-before': [{ plusTime: [clock, 0, 'day'] }, { plusTime: [{ var: 'payload.v.0.dt' }, 14, 'day'] }] }, true] },
};
const rule = readBusinessRule(json);
const input = (day: string, ver: unknown = '1.3.0'): unknown => ({ payload: { ver, v: [{ dt: day }] }, external: { validationClock: '2022-01-27T08:00:00Z' } });

test('a rule passes, fails or is open, with its description in the language asked for', () => {
  expect(evaluateRule(rule, input('2021-12-01'))).toEqual({ identifier: 'VR-ZZ-0001', outcome: 'passed', reason: 'The last dose is at least 14 days old.' });
  expect(evaluateRule(rule, input('2022-01-20'), 'de-CH')).toEqual({ identifier: 'VR-ZZ-0001', outcome: 'failed', reason: 'Die letzte Dosis liegt mindestens 14 Tage zurück.' });
  expect(evaluateRule(rule, { payload: {}, external: { validationClock: '2022-01-27T08:00:00Z' } }).outcome).toBe('passed');
  for (const open of [input('yesterday'), input('2021-12-01', '2.0.0')]) expect(evaluateRule(rule, open)).toMatchObject({ outcome: 'open', reason: expect.stringContaining('cannot be decided') });
  expect(evaluateRule({ ...rule, Engine: 'DROOLS' }, input('2021-12-01')).outcome).toBe('open');
  expect(evaluateRule({ ...rule, EngineVersion: '2.0.0' }, input('2021-12-01')).outcome).toBe('open');
  expect(evaluateRule({ ...rule, Logic: { var: 'payload.v' } }, input('2021-12-01')).outcome).toBe('open');
});

test('a language that the rule does not have becomes English, else the first', () => {
  expect(describeRule(rule, 'zh')).toBe('The last dose is at least 14 days old.');
  expect(describeRule({ ...rule, Description: [{ lang: 'fr', desc: 'Dose' }] }, 'zh')).toBe('Dose');
  expect(describeRule({ ...rule, Description: [] }, 'zh')).toBe('VR-ZZ-0001');
});

test('a rule is read with small or capital first letters, and refused by element', () => {
  const small = Object.fromEntries(Object.entries(json).map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, value]));
  expect(readBusinessRule(small)).toEqual(rule);
  expect(isBusinessRule(json) && isBusinessRule(small)).toBe(true);
  for (const bare of [{ var: '' }, [json], null, true]) expect(isBusinessRule(bare)).toBe(false);
  const refused = (more: object): void => expect(() => readBusinessRule({ ...json, ...more })).toThrow(InvalidRule);
  refused({ Identifier: 1 });
  refused({ Type: 'Refusal' });
  refused({ CertificateType: 'Passport' });
  expect(() => readBusinessRule([])).toThrow(InvalidRule);
  expect(() => readBusinessRule({ Identifier: 'x' })).toThrow('Logic is missing.');
});

test('the rules that apply: of the state, of the certificate, within their time, the highest version of each', () => {
  const at = new Date('2022-01-27T08:00:00Z');
  const newer = { ...rule, Version: '1.0.10' };
  const rules = [newer, rule, { ...rule, Version: '1.0.2' }, { ...rule, Identifier: 'GR-ZZ-0001', CertificateType: 'General' as const }, { ...rule, Identifier: 'TR-ZZ-0001', CertificateType: 'Test' as const },
    { ...rule, Version: '2.0.0', ValidFrom: '2022-02-01T00:00:00Z' }, { ...rule, Country: 'YY', Identifier: 'VR-YY-0001' }, { ...rule, Identifier: 'IR-ZZ-0001', Type: 'Invalidation' as const }, { ...rule, Identifier: 'VR-ZZ-0002', Region: 'BZ' }];
  expect(selectRules(rules, 'Acceptance', { types: ['Vaccination'], country: 'zz', at }).map(({ Identifier, Version }) => `${Identifier} ${Version}`)).toEqual(['VR-ZZ-0001 1.0.10', 'GR-ZZ-0001 1.0.1']);
  expect(selectRules(rules, 'Invalidation', { types: ['Vaccination'], country: 'ZZ', at }).map(({ Identifier }) => Identifier)).toEqual(['IR-ZZ-0001']);
});
