import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Gives one digest of everything that a build is made from: single files, and the folders of `src` without their tests and papers. A file that is not there counts as such. */
export function digestOfSources(root: string, files: readonly string[], folders: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (existsSync(path)) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const file of files) add(join(root, file));
  for (const folder of folders) {
    const at = join(root, 'src', folder);
    if (!existsSync(at)) continue;
    const found = readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    for (const path of found.sort()) add(path);
  }
  return hash.digest('hex');
}
