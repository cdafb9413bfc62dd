import { chromium, type Browser } from 'playwright-core';
import { getChromium } from './chromium.ts';

let browser: Promise<Browser> | undefined;

/** Gives the one browser of all test files of a worker, started when the first asks; each file has contexts of its own in it, and it ends with the worker. */
export async function getBrowser(): Promise<Browser> {
  const known = await browser;
  if (known?.isConnected() === true) return known;
  browser = chromium.launch({
    executablePath: getChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return browser;
}
