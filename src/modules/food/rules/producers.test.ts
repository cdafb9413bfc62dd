import { describe, expect, it } from 'vitest';
import { expectedOf, rangeFor } from '../catalogue/storage.ts';
import { readProducers, standingOf } from './producers.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const [producer] = readProducers(bytes('注册编号,企业名称,国家,类别,有效期起,有效期止,暂停日期,来源\n ＣＮＺ-1 ,Invented Meat,NZ,肉类、乳品,2021-01-01,2022-12-31,2022-06-01,GACC\n')).rows;

describe('the register of producers', () => {
  it('is read with Chinese headers, full width and several categories', () => {
    expect(producer).toEqual({ number: 'CNZ-1', name: 'Invented Meat', country: 'NZ', categories: ['meat', 'dairy'], validFrom: '2021-01-01', validUntil: '2022-12-31', suspendedFrom: '2022-06-01', source: 'GACC' });
  });

  it('keeps wrong rows out by row and column, and takes the others', () => {
    const { rows, problems } = readProducers(bytes('number,name,country,categories,validFrom,validUntil,source\nA,,NZ,meat,2021-01-01,,GACC\nB,B,New Zealand,fishy,soon,,GACC\nC,C,NZ,meat,2021-02-01,2021-01-01,GACC\nD,D,NZ,meat,2021-01-01,,GACC\n'));
    expect(rows.map((row) => row.number)).toEqual(['D']);
    expect(problems.map(({ row, code }) => [row, code])).toEqual([[2, 'empty'], [3, 'country'], [3, 'category'], [3, 'day'], [4, 'order']]);
    expect(readProducers(bytes('number,name\nA,B')).problems.map((problem) => problem.column)).toEqual(['country', 'categories', 'validFrom', 'source']);
  });

  it.each([
    ['meat', '2022-01-01', '2022-03-01', 'registered'], ['meat', '2020-12-31', '2022-03-01', 'notYet'], ['meat', '2023-01-01', '2022-03-01', 'expired'], ['meat', '2022-01-01', '2022-06-01', 'suspended'], ['fruit', '2022-01-01', '2022-03-01', 'otherCategory'],
  ] as const)('%s produced on %s, looked at on %s: %s', (category, producedOn, today, standing) => expect(standingOf(producer, { category, producedOn }, today)).toBe(standing));

  it('does not know whom it does not list', () => expect(standingOf(undefined, { category: 'meat', producedOn: '2022-01-01' }, '2022-01-01')).toBe('unknown'));
});

describe('what a code lets one expect', () => {
  it.each([['020130', 'meat', 'chilled', 4], ['020230', 'meat', 'frozen', -18], ['040610', 'dairy', 'chilled', 10], ['220421', 'alcohol', 'ambient', null], ['950611', 'other', 'ambient', null]] as const)('%s is %s, %s, at most %s °C', (code, category, storage, maximum) => {
    expect(expectedOf(code)).toEqual({ category, storage });
    expect(rangeFor(storage, category, '2022-01-05').maximum).toBe(maximum);
  });
});
