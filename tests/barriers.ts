import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window { axe: { run(what: Element, options: object): Promise<AxeResults> } | undefined }
}

/**
 * Says what a page does wrong for people who see, hear or move otherwise, once everything that comes or goes on it has come and gone. Shape: empty where nothing.
 * `within` names the part that is looked at, where the rest has been.
 * The page has no frames of others, so axe runs in it and nowhere else, is brought there once, and gathers nothing but violations: four times as fast.
 */
export async function barriersOf(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished.catch(() => undefined)));
    await frame();
  });
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (part) => (await window.axe!.run(document.querySelector(part)!, { resultTypes: ['violations'] })).violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) })), within);
  return violations.map(({ id, targets }) => `${id}: ${targets.join(', ')}`);
}
