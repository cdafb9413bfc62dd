import { expect, it } from 'vitest';
import { borderDecisions } from '../modules/goods/catalogue/border-decisions.ts';
import { guideAreas } from '../modules/goods/catalogue/guide-areas.ts';
import { kinds } from '../modules/goods/catalogue/kinds.ts';
import { articleRules, articleLimits } from '../modules/goods/catalogue/personal-articles.ts';
import { carrySettings, dutyExemptionSettings, roundingSettings } from '../modules/goods/catalogue/tax-settings.ts';
import { backPlan } from '../modules/goods/rules/back-planning.ts';
import { guidePageOf } from '../modules/goods/rules/guide.ts';
import { consignmentKinds } from '../modules/prescribed/catalogue/consignment-kinds.ts';
import { saySource } from './sources.ts';

const english = /\b[a-z]{3,}\b/u;
// Names of sites stay as they are.
const known = /en\.bcia\.com\.cn|iccwbo\.org|tradingup\.com\.cn|docs\/[a-z/0-9-]+/gu;

it('a source that a Chinese page shows of goods has no English beside the law that it names', () => {
  const sources = [
    ...Object.values(kinds).map((kind) => kind.source), ...consignmentKinds.flatMap((kind) => backPlan(kind, '2022-03-28', '2022-01-27').map((task) => task.source)), ...[...articleRules, ...articleLimits].map((one) => one.source),
    ...[...roundingSettings, ...carrySettings, ...dutyExemptionSettings].map((one) => one.source), ...Object.values(borderDecisions).flatMap((one) => [one.source.text, one.tax.text]),
  ];
  for (const source of sources) expect(saySource('zh', source).replaceAll(known, ''), source).not.toMatch(english);
  for (const source of sources) expect(saySource('en', source)).toBe(source);
});

it('the guide in Chinese has none either', () => {
  const says = (of: unknown): string[] => (typeof of === 'string' ? [of] : Array.isArray(of) ? of.flatMap(says) : []);
  for (const area of guideAreas) {
    const page = guidePageOf(area, '2022-01-27', 'zh');
    const texts = [page.title, page.lead, ...page.sources, ...page.parts.flatMap((part) => says(Object.entries(part).filter(([key]) => key !== 'kind').map(([, value]) => value)))];
    for (const text of texts) expect(text.replaceAll(known, ''), area).not.toMatch(english);
  }
});

it('articles, orders and what is inferred are said as Chinese law cites them', () => {
  expect(saySource('zh', '关税法(2024) art. 37; A.T.A. Convention')).toBe('关税法(2024)第37条；ATA 公约');
  expect(saySource('zh', '食品安全法 arts 91–101; GACC orders 248 and 249')).toBe('食品安全法第91–101条；海关总署令第248号、第249号');
  expect(saySource('zh', '海关法 art. 50: the same person takes it out')).toBe('海关法第50条：由本人带出');
});
