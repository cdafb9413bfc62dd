import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { isLong } from './long-run.ts';

// The same axe in less than half the letters, which every page reads anew.
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Check { evaluate(this: unknown, node: Element, ...more: unknown[]): boolean | undefined }

declare global {
  interface Window { axe: { run(what: Element, options: object): Promise<AxeResults>; _audit: { checks: Record<string, Check> } } | undefined }
}

/**
 * Has axe judge the contrast of each text in the same letters on the same grounds once a page: a table repeats few of them in hundreds of cells, and it is more than half of axe's work.
 * Only what was found good is not judged again. The long tests judge every text.
 */
function judgeContrastOnce(): void {
  const check = window.axe!._audit.checks['color-contrast']!;
  const judge = check.evaluate;
  const good = new Set<string>();
  check.evaluate = function evaluate(node, ...more) {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(node);
    const letters = [color, fontSize, fontWeight, textShadow];
    for (let ground: Element | null = node; ground !== null; ground = ground.parentElement) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } = getComputedStyle(ground);
      letters.push([backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position].join(' '));
    }
    const key = letters.join('\n');
    if (good.has(key)) return true;
    const verdict = judge.call(this, node, ...more);
    if (verdict === true) good.add(key);
    return verdict;
  };
}

/**
 * Says what a page does wrong for people who see, hear or move otherwise, once everything that comes or goes on it has come and gone. Shape: empty where nothing.
 * `within` names the part that is looked at, where the rest has been.
 * The page has no frames of others, so axe runs in it and nowhere else, is brought there once, and gathers nothing but violations: four times as fast.
 * A live page may be drawn anew while it is looked at, so that its places and its colours are not of one moment: what is wrong is looked at again, and counts if it still is.
 */
export async function barriersOf(page: Page, within = 'html'): Promise<string[]> {
  const first = await barriersNow(page, within);
  if (first.length === 0) return first;
  const second = await barriersNow(page, within);
  if (second.length === 0) console.warn(`wrong for a moment on ${new URL(page.url()).pathname}: ${first.join(' | ')}`);
  return second;
}

async function barriersNow(page: Page, within: string): Promise<string[]> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished.catch(() => undefined)));
    await frame();
  });
  if (!(await page.evaluate(() => window.axe !== undefined))) {
    await page.evaluate(axeSource);
    if (!isLong) await page.evaluate(judgeContrastOnce);
  }
  const violations = await page.evaluate(async (part) => (await window.axe!.run(document.querySelector(part)!, { resultTypes: ['violations'] })).violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target, any }) => [target.join(' '), ...any.map(({ message }) => message)].join(': ')) })), within);
  return violations.map(({ id, targets }) => `${id}: ${targets.join(', ')}`);
}
