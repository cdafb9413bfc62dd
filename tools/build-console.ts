import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Say, StartProblem } from '../src/kernel/start-problem.ts';

/** Gives one digest of everything the console is made from: its own files, and the pure files it may import. */
function digestOfSources(root: string): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (existsSync(path)) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const file of ['package-lock.json', 'vite.config.ts']) add(join(root, file));
  for (const folder of ['console', 'words', 'modules', 'kernel']) {
    const at = join(root, 'src', folder);
    if (!existsSync(at)) continue;
    const files = readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    for (const path of files.sort()) add(path);
  }
  return hash.digest('hex');
}

/**
 * Builds the console unless the last build was made from the same files.
 * Shape: false when there is no console or nothing to do.
 * Refuses: StartProblem when its sources do not build.
 */
export async function buildConsole(root: string, say: Say): Promise<boolean> {
  if (!existsSync(join(root, 'vite.config.ts')) || !existsSync(join(root, 'src', 'console', 'index.html'))) return false;
  const stamp = join(root, 'dist', 'built-from.txt');
  const digest = digestOfSources(root);
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
