import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { barriersOf } from '../barriers.ts';
import { serveForm } from '../form-port.ts';
import type { FormPort } from '../form-port.ts';
import { makeWorld } from '../world.ts';

/** Serves the form in an event of its own, the day before a flight with so many members of a delegation. */
export async function openFormPort(members: number): Promise<FormPort> {
  return serveForm(await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' }), members);
}

/** Holds a page to what everybody needs: no barrier that axe finds, nothing wider than the screen. */
export async function isOpenToAll(name: string, page: Page): Promise<void> {
  expect(await barriersOf(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1), `${name} is wider than the screen`).toBe(true);
}
