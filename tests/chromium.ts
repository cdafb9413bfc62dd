import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { StartProblem } from '../src/kernel/start-problem.ts';

// The headless shell draws no window of its own: a quarter less work.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'msedge', 'microsoft-edge'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Finds a Chromium for the browser tests: TONGGUAN_CHROMIUM, else the first on the path or in the usual places. */
export function findChromium(): string | undefined {
  const chosen = process.env['TONGGUAN_CHROMIUM'];
  if (chosen) return canRun(chosen) ? chosen : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find(canRun);
}

/**
 * Gets a Chromium, installing the distribution's where we may.
 * Refuses: StartProblem naming the one line to run where we may not.
 */
export function getChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const chosen = process.env['TONGGUAN_CHROMIUM'];
  if (chosen) throw new StartProblem(`TONGGUAN_CHROMIUM is ${chosen}, which is not a program that can be run.`);
  const line = 'apt-get update && apt-get install -y fonts-noto-cjk && (apt-get install -y chromium-headless-shell || apt-get install -y chromium)';
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error(`No Chromium is here for the browser tests; it is installed (${line}) …`);
    spawnSync('sh', ['-c', line], { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new StartProblem(`The browser tests need Chromium. Install it (Debian, Ubuntu: ${line}) or set TONGGUAN_CHROMIUM to its program.`);
}
