import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfSources } from './digest-of-sources.ts';
import { type Say, StartProblem } from '../src/kernel/start-problem.ts';

/**
 * Builds the console unless the last build was made from the same files.
 * Shape: false when there is no console or nothing to do.
 * Refuses: StartProblem when its sources do not build.
 */
export async function buildConsole(root: string, say: Say): Promise<boolean> {
  if (!existsSync(join(root, 'vite.config.ts')) || !existsSync(join(root, 'src', 'console', 'index.html'))) return false;
  const stamp = join(root, 'dist', 'built-from.txt');
  const digest = digestOfSources(root, ['package-lock.json', 'vite.config.ts'], ['console', 'words', 'modules', 'kernel']);
  const built = existsSync(join(root, 'dist', 'console', 'index.html')) && existsSync(stamp);
  if (built && readFileSync(stamp, 'utf8') === digest) return false;
  const began = Date.now();
  say('The console is built …');
  const { build } = await import('vite');
  try {
    // The configuration names its folder relative to wherever the command was typed; here it must not depend on that.
    await build({ root: join(root, 'src', 'console'), configFile: join(root, 'vite.config.ts'), logLevel: 'error', mode: 'production' });
  } catch (error) {
    throw new StartProblem(`The console cannot be built. ${error instanceof Error ? error.message : String(error)}`);
  }
  writeFileSync(stamp, digest);
  say(`The console is built (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return true;
}
