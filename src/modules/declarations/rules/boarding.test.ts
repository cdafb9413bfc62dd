import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStep } from '../../prescribed/catalogue.ts';
import { boardingAnswer, boardingEvidence, boardingReasons } from './boarding.ts';
import type { BoardingFacts } from './boarding.ts';

const complete: BoardingFacts = { card: 'complete', codeCovers: true, tests: 'passed', testPositive: false, vaccination: 'passed', exceptionArranged: false };
const check = fc.constantFrom('notOwed', 'open', 'passed', 'failed');
const anyFacts = fc.record({ card: fc.constantFrom('missing', 'notFiled', 'more', 'complete', 'elsewhere'), codeCovers: fc.boolean(), tests: check, testPositive: fc.boolean(), vaccination: check, exceptionArranged: fc.boolean() }) as fc.Arbitrary<BoardingFacts>;

describe('the answer to an airline', () => {
  it.each<[string, Partial<BoardingFacts>, string, string[]]>([
    ['card complete, code for this flight, papers passed', {}, 'ok', []],
    ['the plan owes neither tests nor vaccination', { tests: 'notOwed', vaccination: 'notOwed' }, 'ok', []],
    ['a card of another system', { card: 'elsewhere', codeCovers: false }, 'ok', []],
    ['an exemption instead of a vaccination', { vaccination: 'failed', exceptionArranged: true }, 'ok', []],
    ['nobody has prepared a card', { card: 'missing' }, 'notComplete', ['cardMissing']],
    ['a card that is not filed', { card: 'notFiled' }, 'notComplete', ['cardNotFiled']],
    ['a card that the newer version asks more of', { card: 'more' }, 'notComplete', ['cardMore']],
    ['a code that ends before the delayed flight arrives', { codeCovers: false }, 'notComplete', ['codeNotForFlight']],
    ['tests that nobody has shown', { tests: 'open' }, 'notComplete', ['papersOpen']],
    ['tests that were too early, both negative', { tests: 'failed' }, 'notComplete', ['papersOpen']],
    ['vaccination too short ago', { vaccination: 'failed' }, 'notComplete', ['papersOpen']],
    ['a positive test', { tests: 'failed', testPositive: true, card: 'missing', vaccination: 'open' }, 'noBoard', ['askCentre']],
  ])('%s', (_name, facts, answer, reasons) => {
    expect(boardingAnswer({ ...complete, ...facts })).toEqual({ answer, reasons });
  });

  it('is ok exactly without reasons, and stops nobody but a person with a positive test', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      const { answer, reasons } = boardingAnswer(facts);
      expect(answer === 'ok').toBe(reasons.length === 0);
      expect(answer === 'noBoard').toBe(facts.tests === 'failed' && facts.testPositive);
      expect(reasons.every((reason) => boardingReasons.includes(reason))).toBe(true);
    }));
  });

  it('tells the airline never whether the tests or the vaccination are open', () => {
    fc.assert(fc.property(anyFacts, check, check, (facts, one, other) => {
      const open = (state: string): boolean => state === 'open' || state === 'failed';
      if (!open(one) && !open(other)) return;
      const base = { ...facts, testPositive: false, exceptionArranged: false };
      const first = boardingAnswer({ ...base, tests: one, vaccination: other } as BoardingFacts);
      const turned = boardingAnswer({ ...base, tests: other, vaccination: one } as BoardingFacts);
      expect(first).toEqual(turned);
    }));
  });

  it('passes PRE-05 only where it is ok; who boards otherwise leads to an inquiry', () => {
    expect(boardingEvidence('ok')).toEqual({ checksHeld: true, airlineResult: 'ok' });
    expect(boardingEvidence('noBoard')).toEqual({ checksHeld: false, airlineResult: 'noBoard' });
    expect(findStep('PRE-05')).toMatchObject({ pass: 'boardingCheck.boarded', onFailure: [{ step: 'INV-01' }] });
  });
});
