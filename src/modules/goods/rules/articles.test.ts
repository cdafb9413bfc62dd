import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleKinds, articleLimits } from '../catalogue/personal-articles.ts';
import { findSubstances, substances } from '../catalogue/doping-substances.ts';
import { judgeArticles, measuresOf } from './articles.ts';
import type { Article } from './articles.ts';

const day = '2022-01-27';
const article = fc.record({ kind: fc.constantFrom('goods' as const, 'alcohol' as const, 'cigarettes' as const, 'tobacco' as const, 'cash' as const, 'other' as const, 'food' as const), amount: fc.integer({ min: 1, max: 20_000 }), value: fc.integer({ min: 1, max: 50_000 }), taxClass: fc.constantFrom('1' as const, '2' as const, '3' as const) })
  .map(({ kind, amount, value, taxClass }): Article => ({ kind, measure: measuresOf(kind)[0]!, amount: String(amount), valueCny: String(value), taxClass }));
const traveller = fc.constantFrom('resident' as const, 'visitor' as const);

describe('what a traveller carries', () => {
  it('is judged by the dated limits and rates: a worked example', () => {
    const judged = judgeArticles('visitor', [{ kind: 'goods', measure: 'valueCny', amount: '3000', taxClass: '2' }, { kind: 'alcohol', measure: 'litre', amount: '3', valueCny: '1200' }], day);
    expect(judged.channel).toBe('red');
    // 1000 above 2000 at 20 %; 1.5 l of 3 l above the limit, half of 1200 at 50 %.
    expect(judged.articles.map((one) => one.tax?.toText(2))).toEqual(['200.00', '300.00']);
    expect(judged.tax?.toText(2)).toBe('500.00');
    // What was applied says from where and when it is, and whether anybody has verified it.
    expect(judged.articles[0]!.applied).toEqual([{ what: 'limit', value: '2000', source: 'en.bcia.com.cn, customs guide of the airport', verified: false, validFrom: '2010-08-19' }, { what: 'rate', value: '0.20', source: '税委会[2019]17号', verified: false, validFrom: '2019-04-09' }]);
    expect(judgeArticles('resident', [{ kind: 'goods', measure: 'valueCny', amount: '3000' }], day)).toMatchObject({ channel: 'green' });
    expect(judgeArticles('visitor', [{ kind: 'goods', measure: 'valueCny', amount: '3000' }], '2019-04-08').tax?.toText(2)).toBe('250.00');
  });

  it('owes nothing up to the exempt amount, and the whole above it', () => {
    expect(judgeArticles('visitor', [{ kind: 'goods', measure: 'valueCny', amount: '2250' }], day)).toMatchObject({ exempt: true, channel: 'red' });
    expect(judgeArticles('visitor', [{ kind: 'goods', measure: 'valueCny', amount: '2250.05' }], day).tax?.toText(2)).toBe('50.01');
  });

  it('costs nothing and takes the green channel below every limit with nothing listed', () => {
    fc.assert(fc.property(traveller, fc.subarray(articleLimits.filter((limit) => limit.traveller !== 'resident')), fc.integer({ min: 1, max: 100 }), (who, limits, percent) => {
      const judged = judgeArticles(who, limits.map((limit) => ({ kind: limit.kind, measure: limit.measure, amount: String(Number(limit.upTo) * percent / 100) })), day);
      expect(judged.channel).toBe('green');
      expect(judged.tax?.sign).toBe(0);
    }));
  });

  it('never costs less when there is more of it, and is never green after it was red', () => {
    fc.assert(fc.property(traveller, fc.array(article, { minLength: 1, maxLength: 6 }), fc.nat(5), fc.integer({ min: 1, max: 9000 }), (who, articles, at, more) => {
      const place = at % articles.length;
      // More of the same at the same price.
      const grown = articles.map((one, where) => (where !== place ? one : { ...one, amount: String(Number(one.amount) * (1 + more)), valueCny: String(Number(one.valueCny) * (1 + more)) }));
      const [before, after] = [judgeArticles(who, articles, day), judgeArticles(who, grown, day)];
      expect(after.tax!.compare(before.tax!)).toBeGreaterThanOrEqual(0);
      if (before.channel === 'red') expect(after.channel).toBe('red');
      expect(judgeArticles(who, [...articles, articles[place]!], day).tax!.compare(before.tax!)).toBeGreaterThanOrEqual(0);
    }));
  });

  it('costs the same when it is split into two rows', () => {
    fc.assert(fc.property(traveller, fc.array(article, { minLength: 1, maxLength: 5 }), (who, articles) => {
      const split = articles.flatMap((one) => { const half = { ...one, amount: String(Number(one.amount) / 2), valueCny: String(Number(one.valueCny) / 2) }; return [half, half]; });
      expect(judgeArticles(who, split, day).tax!.equals(judgeArticles(who, articles, day).tax!)).toBe(true);
    }));
  });

  it('asks for what must be shown, of medicines by whether they are listed', () => {
    const needs = (more: Partial<Article>): readonly string[] => judgeArticles('visitor', [{ kind: 'medicine', measure: 'dose', amount: '10', ...more }], day).articles[0]!.needs;
    expect(needs({})).toEqual(['prescription']);
    expect(needs({ listed: true })).toEqual(['prescription', 'teamDoctor']);
    expect(needs({ listed: true, permitNeeded: true })).toEqual(['prescription', 'teamDoctor', 'permit']);
    expect(judgeArticles('visitor', [{ kind: 'alcohol', measure: 'litre', amount: '3' }], day)).toMatchObject({ tax: null, channel: 'red' });
    for (const kind of articleKinds) expect(measuresOf(kind).length, kind).toBeGreaterThan(0);
  });
});

describe('substances under doping rules', () => {
  it('are found by their names in both languages and by common synonyms', () => {
    expect(substances.length).toBeGreaterThanOrEqual(60);
    for (const [typed, found] of [['沙丁胺醇', 'salbutamol'], ['Ventolin', 'salbutamol'], ['康力龙', 'stanozolol'], ['EPO', 'erythropoietin'], ['morph', 'morphine'], ['杜冷丁', 'pethidine']] as const) expect(findSubstances(typed)[0]?.en, typed).toBe(found);
    expect(findSubstances('paracetamol')).toEqual([]);
    expect(findSubstances('a')).toEqual([]);
  });

  it('need the provincial permit exactly where they are anabolic or peptide hormones, or insulin', () => {
    expect(substances.filter((one) => one.permit === 'provincial').every((one) => ['S1', 'S2', 'S4'].includes(one.class))).toBe(true);
    expect(substances.filter((one) => one.class === 'S7').every((one) => one.permit === 'import')).toBe(true);
  });
});
