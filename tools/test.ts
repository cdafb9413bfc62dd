import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartProblem } from '../src/kernel/start-problem.ts';
import { getChromium } from '../tests/chromium.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Gives the script behind a package's command, so that no shell and no search path is needed. */
function script(packageName: string, command = packageName): string {
  const require = createRequire(import.meta.url);
  const found = require.resolve.paths(packageName)?.map((folder) => join(folder, packageName, 'package.json')).find(existsSync);
  if (found === undefined) throw new StartProblem(`${packageName} is not installed. Run npm ci.`);
  const { bin } = JSON.parse(readFileSync(found, 'utf8')) as { bin: string | Record<string, string> };
  return join(dirname(found), typeof bin === 'string' ? bin : (bin[command] ?? ''));
}

/** Runs one part, says what it took, and gives its exit code. What runs beside others is heard when it ends, in one piece. */
async function run(name: string, file: string, options: string[], beside = false): Promise<number> {
  const began = Date.now();
  if (!beside) console.log(`\n── ${name}`);
  const child = spawn(process.execPath, [file, ...options], { cwd: root, stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const forward = (signal: NodeJS.Signals): void => {
    child.kill(signal);
    // What a compiler started below it may outlive it; nobody listens to that any more.
    for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  };
  process.on('SIGTERM', forward);
  const code = await new Promise<number>((done) => {
    child.on('error', () => done(1));
    child.on('close', (exit) => done(exit ?? 1));
  });
  process.off('SIGTERM', forward);
  console.log(`${said}── ${name}: ${code === 0 ? 'passed' : 'FAILED'} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  return code;
}

function countReport(file: string, code: number): Count {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  // A file that cannot even be loaded has no failing test in it, yet it failed.
  const unloaded = report.testResults.filter(
    (one) => one.status === 'failed' && !one.assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function runVitest(options: string[]): Promise<Count> {
  const directory = mkdtempSync(join(tmpdir(), 'tongguan-report-'));
  try {
    const file = join(directory, 'report.json');
    const code = await run('tests', script('vitest'), [
      'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...options,
    ]);
    return countReport(file, code);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs types, lint and every test; arguments choose test files and leave out the rest. */
async function main(options: string[]): Promise<number> {
  const long = options.includes('--long');
  const chosen = options.filter((one) => one !== '--long');
  process.env['TONGGUAN_CHROMIUM'] = getChromium();

  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  const check = async (name: string, file: string, checkOptions: string[], beside = false): Promise<void> => {
    if ((await run(name, file, checkOptions, beside)) === 0) total.passed += 1;
    else total.failed += 1;
  };
  let types: Promise<void> | undefined;
  if (chosen.length === 0 && !long) {
    // By one checker, beside the rest: several check what they share each for itself, half as much work again, and the tests begin with what one processor does.
    types = check('types', script('typescript', 'tsc'), ['--noEmit', '--checkers', '1'], true);
    await check('lint', script('oxlint'), ['--deny-warnings', 'src', 'tests', 'tools']);
  }
  if (long) process.env['TONGGUAN_LONG_TESTS'] = '1';
  const tests = await runVitest(chosen);
  total.passed += tests.passed;
  total.failed += tests.failed;
  total.skipped += tests.skipped;
  await types;

  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
