import { expect, test } from 'vitest';
import { stepCatalogue } from '../modules/prescribed/catalogue.ts';
import { casePath } from './case-path.ts';
import { pages } from './pages.ts';

test('a case of every kind that owes steps stands on a page that there is', () => {
  const kinds = [...new Set(stepCatalogue.map(({ caseKind }) => caseKind))];
  expect(kinds.length).toBeGreaterThan(4);
  for (const kind of kinds) {
    const [, first, id] = casePath(kind, 'the-case').split('/');
    expect(pages.some(({ path }) => new RegExp(`^/${first}/:\\w+$`).test(path)), kind).toBe(true);
    expect(id).toBe('the-case');
  }
});
