import { describe, expect, it } from 'vitest';
import { stepCatalogue } from '../../modules/prescribed/catalogue.ts';
import { fieldsOf, firstValues, problemsOf } from '../design/evidence.ts';
import { evidenceOf, inWalkingOrder, knownEvidence, readCelsius, stationSchema, typedOf, walk, type AtHand } from './evidence-at-hand.ts';
import type { CaseView, PersonCard } from './shapes.ts';

const card = { direction: 'arrival', surname: 'SPECIMEN', givenNames: 'ANNA', accreditationNumber: 'A-1', owed: [] } as unknown as PersonCard;
const declared = { facts: { 'declaration.complete': true, 'declaration.symptom': false, 'declaration.contact': false, 'declaration.keyArea': false }, steps: [] } as unknown as CaseView;
const now = Date.parse('2022-01-27T04:10:00Z');

describe('a temperature typed at a lane', () => {
  it.each([['365', 36.5], ['37', 37], ['37.8', 37.8], ['37,8', 37.8], ['３７８', 37.8], ['250', 25], ['450', 45]])('%s is %d', (typed, celsius) => expect(readCelsius(typed)).toBe(celsius));
  it.each(['', '3', '3650', '24.9', '46', '451', 'x', '36.55', '-36'])('%s is none', (typed) => expect(readCelsius(typed)).toBeUndefined());

  it('is accepted by the form exactly where it can be read', () => {
    const fields = fieldsOf(JSON.parse(JSON.stringify(stationSchema('CHK-02'))));
    for (let tenths = 0; tenths <= 1000; tenths += 1) {
      for (const typed of [String(tenths), (tenths / 10).toFixed(1)]) {
        expect([typed, problemsOf(fields, { temperatureCelsius: typed }).length === 0]).toEqual([typed, readCelsius(typed) !== undefined]);
      }
    }
  });

  it('becomes evidence, and evidence becomes typed again', () => {
    expect(evidenceOf('CHK-02', { temperatureCelsius: '378', note: 'x' })).toEqual({ temperatureCelsius: 37.8, note: 'x' });
    expect(typedOf('CHK-02', { temperatureCelsius: 37 })).toEqual({ temperatureCelsius: '37.0' });
  });
});

describe('what is known before anything is entered', () => {
  const isWhole = (step: string, more: object = {}): boolean => {
    const fields = fieldsOf(JSON.parse(JSON.stringify(stationSchema(step))));
    return problemsOf(fields, firstValues(fields, knownEvidence(step, { card, view: declared, place: 'Lane 1', now, ...more }))).length === 0;
  };
  it.each(['CHK-01', 'CHK-04', 'EXT-01', 'EXT-02'])('makes %s one key', (step) => expect(isWhole(step)).toBe(true));
  it('makes sampling one key once person and tube are scanned, and not before', () => {
    expect(isWhole('SMP-01')).toBe(false);
    expect(isWhole('SMP-01', { tubeId: 'BJ20220127', personScanned: true })).toBe(true);
  });
  it.each(['CHK-02', 'CHK-03', 'INV-01', 'INV-02', 'SMP-02', 'BAG-01', 'XFR-02', 'PRE-02'])('never guesses %s', (step) => expect(isWhole(step)).toBe(false));

  it('takes over what the person declared, and waves nobody through without a declaration', () => {
    const ill = { ...declared, facts: { ...declared.facts, 'declaration.symptom': true } };
    expect(knownEvidence('CHK-01', { card, view: ill, place: '', now })).toMatchObject({ codeValid: true, symptomDeclared: true, contactDeclared: false });
    const missing = { ...card, owed: [{ ordinal: 1, step: 'PRE-04', station: 'remote', bars: 'handOver', dueAt: null }] };
    expect(knownEvidence('CHK-01', { card: missing, view: { ...declared, facts: {} }, place: '', now })).toMatchObject({ codeValid: false, symptomDeclared: undefined });
  });
});

describe('the check of a declaration by its code', () => {
  const declared = { declarationId: 'd', version: 1, cardVersion: '9', language: 'de', filedAt: '2022-01-26T10:00:00Z', openAnswers: 2, symptomDeclared: true, contactDeclared: false, keyAreaDeclared: true, answers: [] };
  const view = { facts: { 'declaration.complete': true, 'declaration.symptom': true, 'declaration.contact': false, 'declaration.keyArea': false }, steps: [] } as unknown as CaseView;
  const check = (code: object): object => knownEvidence('CHK-01', { card, view, place: '', now, code: { outcome: 'valid', result: 'clear', differs: false, declared: null, ...code } as NonNullable<AtHand['code']> });

  it('is one key where nothing was declared, whatever the records of this device say', () => {
    expect(check({})).toEqual({ codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false });
  });
  it('takes the answers where they can be read, and asks where they cannot', () => {
    expect(check({ result: 'check', declared })).toEqual({ codeValid: true, samePerson: true, openAnswers: 2, symptomDeclared: true, contactDeclared: false, keyAreaDeclared: true });
    for (const result of ['check', 'assist']) expect(check({ result })).toEqual({ codeValid: true, samePerson: true });
  });
  it('never calls a code valid that is not, nor a person the same who is not', () => {
    for (const outcome of ['expired', 'superseded', 'revoked', 'not-yet-valid']) expect(check({ outcome })).toMatchObject({ codeValid: false });
    for (const outcome of ['altered', 'malformed', 'foreign']) expect(check({ outcome, result: undefined })).toMatchObject({ codeValid: false, symptomDeclared: true });
    for (const outcome of ['no-keys', 'key-unsupported']) expect(check({ outcome, result: undefined })).toMatchObject({ codeValid: undefined });
    expect(check({ differs: true })).toMatchObject({ codeValid: true, samePerson: undefined });
  });
});

describe('the way through the port', () => {
  it('knows every station where a traveller owes a step', () => {
    expect(stepCatalogue.filter((step) => step.caseKind === 'traveller' && !walk.includes(step.station)).map((step) => step.station)).toEqual([]);
  });
  it('leads from the declaration to the vehicle', () => {
    expect(inWalkingOrder([{ step: 'XFR-01' }, { step: 'SMP-02' }, { step: 'CHK-02' }, { step: 'CHK-01' }]).map((owed) => owed.step)).toEqual(['CHK-01', 'CHK-02', 'XFR-01', 'SMP-02']);
  });
});
