// The one file that runs before anything is installed: it checks Node, installs what package-lock.json names when that
// is not what lies in node_modules, and runs tools/<command>.ts in this same process, so that signals and exit codes need no passing on.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const command = process.argv[2];

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Tongguan needs Node 20.19 or later; this is Node ${process.versions.node}. Install it from https://nodejs.org and try again.`);
}
if (command === undefined || !existsSync(join(root, 'tools', `${command}.ts`))) stop('Usage: node tools/run.mjs COMMAND [ARGUMENT …]');

/** Says whether node_modules holds what package-lock.json names; npm notes in it what it installed, as its last act. */
function isInstalled(withTestTools) {
  const noted = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(noted, 'utf8')).packages;
  return Object.entries(wanted).every(([path, one]) => {
    if (path === '' || (one.dev && !withTestTools)) return true;
    // An optional package may be absent: it was made for another kind of machine.
    return found[path] === undefined ? Boolean(one.optional || one.devOptional || one.peer) : found[path].version === one.version;
  });
}

const forTests = command === 'test' || (command === 'tongguan' && process.argv[3] === 'bench');
if (!isInstalled(forTests || process.env.NODE_ENV !== 'production')) {
  const began = Date.now();
  process.stderr.write('Installing the libraries (npm ci) …\n');
  const npm = process.env.npm_execpath;
  const options = ['ci', ...(forTests ? ['--include=dev'] : []), '--no-fund', '--no-audit', '--loglevel=error'];
  // Standard output belongs to the command; npm speaks on standard error.
  const stdio = ['ignore', 2, 2];
  const done =
    npm !== undefined && npm.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...options], { cwd: root, stdio })
      : spawnSync('npm', options, { cwd: root, stdio, shell: process.platform === 'win32' });
  if (done.error) stop(`npm cannot be run: ${done.error.message}`);
  if (done.status !== 0) stop('The libraries could not be installed; the lines above say why.');
  process.stderr.write(`The libraries are installed (${((Date.now() - began) / 1000).toFixed(1)} s).\n`);
}

// npm passes a signal on to the shell between us, which dies of it and leaves us behind; so the shell's end is our signal.
if (process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32') {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

process.argv.splice(1, 2, join(root, 'tools', `${command}.ts`));
const { register } = await import('tsx/esm/api');
register();
await import(pathToFileURL(process.argv[1]).href);
