import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { digestOfSources } from './digest-of-sources.ts';
import { type Say, StartProblem } from '../src/kernel/start-problem.ts';

/**
 * Builds the scripts of the traveller's form unless the last build was made from the same files.
 * Shape: in dist/form the camera's script, the reader that it fetches when somebody asks for the camera, and manifest.json, which names the
 * first; pages load it as a module. False when there is nothing to do.
 * Refuses: StartProblem when the sources do not build.
 */
export async function buildForm(root: string, say: Say): Promise<boolean> {
  const entry = join(root, 'src', 'form', 'camera', 'page.ts');
  if (!existsSync(entry)) return false;
  const target = join(root, 'dist', 'form');
  const stamp = join(target, 'built-from.txt');
  const digest = digestOfSources(root, ['package-lock.json', 'tools/build-form.ts'], ['form', 'modules', 'words', 'kernel']);
  if (existsSync(join(target, 'manifest.json')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  const began = Date.now();
  const { build } = await import('esbuild');
  mkdirSync(target, { recursive: true });
  try {
    const { metafile } = await build({
      absWorkingDir: root, entryPoints: { camera: entry }, outdir: target, bundle: true, splitting: true, format: 'esm', minify: true, metafile: true,
      entryNames: '[name]-[hash]', chunkNames: 'camera-reader-[hash]', charset: 'utf8', logLevel: 'silent', target: ['chrome111', 'firefox114', 'safari16.4'],
    });
    // The worker of the machines has a name that stays, by which a browser finds its next release.
    await build({ absWorkingDir: root, entryPoints: { 'kiosk-worker': join(root, 'src', 'form', 'kiosk', 'worker.ts') }, outdir: target, bundle: true, format: 'iife', minify: true, charset: 'utf8', logLevel: 'silent', target: ['chrome111', 'firefox114', 'safari16.4'] });
    // In one piece, so that a machine keeps all of it at hand.
    const kiosk = await build({ absWorkingDir: root, entryPoints: { kiosk: join(root, 'src', 'form', 'kiosk', 'main.ts') }, outdir: target, bundle: true, format: 'esm', minify: true, metafile: true, entryNames: '[name]-[hash]', charset: 'utf8', logLevel: 'silent', target: ['chrome111', 'firefox114', 'safari16.4'] });
    const outputs = { ...metafile.outputs, ...kiosk.metafile.outputs };
    const scriptOf = (entryPoint: string): string => {
      const found = Object.entries(outputs).find(([, output]) => output.entryPoint === entryPoint);
      if (found === undefined) throw new Error(`${entryPoint} gave no script.`);
      return basename(found[0]);
    };
    // Names carry the digest of what is in them, so a server that runs meanwhile finds the old ones until the new are all there.
    const made = new Set([...Object.keys(outputs).map((path) => basename(path)), 'kiosk-worker.js']);
    for (const name of readdirSync(target)) if (name.endsWith('.js') && !made.has(name)) rmSync(join(target, name));
    writeFileSync(join(target, 'manifest.json'), `${JSON.stringify({ camera: scriptOf('src/form/camera/page.ts'), kiosk: scriptOf('src/form/kiosk/main.ts') })}\n`);
  } catch (error) {
    throw new StartProblem(`The form cannot be built. ${error instanceof Error ? error.message : String(error)}`);
  }
  writeFileSync(stamp, digest);
  say(`The form is built (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return true;
}
