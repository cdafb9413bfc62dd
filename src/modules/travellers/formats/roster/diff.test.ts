import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rosterDiff } from './diff.ts';
import { readRoster } from './read.ts';
import type { RosterRecord } from './record.ts';

const head = '注册号,姓,名,性别,出生日期,国籍,护照号,航班号,座位号';
const read = (...rows: string[]) => readRoster(new TextEncoder().encode([head, ...rows].join('\n')), { on: '2022-01-27' }).records;

const anna = 'A1,MUSTER,ANNA,F,2001-02-03,CHE,X111,LX196,12A';
const bert = 'A2,MUSTER,BERT,M,2001-02-03,CHE,X222,LX196,12B';
const carl = ',PROBE,CARL,M,1999-01-01,DEU,X333,LX196,';

describe('the difference of two rosters', () => {
  test('the same file twice changes nothing', () => {
    expect(rosterDiff(read(anna, bert, carl), read(carl, bert, anna))).toEqual({ added: [], changed: [], gone: [], same: 3 });
  });

  test('added, changed and gone, with the fields', () => {
    const diff = rosterDiff(read(anna, bert), read(anna.replace('12A', '14C').replace('X111', 'X119'), carl));
    expect(diff.added.map((one) => one.surname)).toEqual(['PROBE']);
    expect(diff.gone.map((one) => one.givenNames)).toEqual(['BERT']);
    expect(diff.changed).toMatchObject([{ key: 'accreditation A1', fields: [{ field: 'documents.1.number', before: 'X111', after: 'X119' }, { field: 'seat', before: '12A', after: '14C' }] }]);
    expect(diff.same).toBe(0);
  });

  test('a person is known by the document when the accreditation is new, and by name and birth date when the document is', () => {
    expect(rosterDiff(read(carl), read(`A9${carl}`)).changed).toMatchObject([{ key: 'document X333', fields: [{ field: 'accreditationNumber', before: null, after: 'A9' }] }]);
    expect(rosterDiff(read(carl), read(carl.replace('X333', 'X999'))).changed).toMatchObject([{ key: 'person PROBE CARL 1999-01-01' }]);
  });

  test('every record of both sides is in exactly one group', () => {
    const people = fc.array(
      fc.record({ a: fc.constantFrom('', 'A1', 'A2', 'A3'), n: fc.constantFrom('ANNA', 'BERT'), d: fc.constantFrom('2001-02-03', '1999-01-01'), p: fc.constantFrom('X111', 'X222', 'X333'), s: fc.constantFrom('', '1A', '2B') }),
      { maxLength: 12 },
    ).map((list): RosterRecord[] => read(...list.map((one) => `${one.a},M,${one.n},F,${one.d},CHE,${one.p},,${one.s}`)));
    fc.assert(
      fc.property(people, people, (before, after) => {
        const diff = rosterDiff(before, after);
        expect(diff.added.length + diff.changed.length + diff.same).toBe(after.length);
        expect(diff.gone.length + diff.changed.length + diff.same).toBe(before.length);
        expect(rosterDiff(after, after)).toMatchObject({ added: [], changed: [], gone: [], same: after.length });
      }),
    );
  });
});
