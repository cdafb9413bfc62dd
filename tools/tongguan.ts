import { UnusableCall } from './tongguan/call.ts';
import type { CommandEntry } from './tongguan/call.ts';

// Loaded when asked for: reading one boarding pass must not wait for the database's libraries.
const commands: Readonly<Record<string, () => Promise<CommandEntry>>> = {
  read: async () => (await import('./tongguan/read.ts')).readCommand,
  identify: async () => (await import('./tongguan/identify.ts')).identifyCommand,
  code: async () => (await import('./tongguan/code.ts')).codeCommand,
  rules: async () => (await import('./tongguan/rules.ts')).rulesCommand,
  tax: async () => (await import('./tongguan/tax.ts')).taxCommand,
  locate: async () => (await import('./tongguan/locate.ts')).locateCommand,
  cover: async () => (await import('./tongguan/cover.ts')).coverCommand,
  simulate: async () => (await import('./tongguan/simulate.ts')).simulateCommand,
  list: async () => (await import('./tongguan/list.ts')).listCommand,
  plan: async () => (await import('./tongguan/plan.ts')).planCommand,
  statistics: async () => (await import('./tongguan/statistics.ts')).statisticsCommand,
  ledger: async () => (await import('./tongguan/ledger.ts')).ledgerCommand,
  bench: async () => (await import('./tongguan/bench.ts')).benchCommand,
  administrator: async () => (await import('./tongguan/administrator.ts')).administratorCommand,
};

async function wholeUsage(): Promise<string> {
  const entries = await Promise.all(Object.values(commands).map((load) => load()));
  return [
    'Usage: npm run -s tongguan -- COMMAND …', '',
    ...entries.flatMap((entry) => entry.usage.split('\n').map((line) => `  ${line}`)), '  help', '',
    'JSON on standard output, messages on standard error.',
    'Exit code 0: all accepted; 1: something was quarantined or is invalid; 2: the call cannot be used.', '',
  ].join('\n');
}

function write(output: unknown): void {
  process.stdout.write(typeof output === 'string' ? (output === '' ? '' : `${output}\n`) : `${JSON.stringify(output, undefined, process.stdout.isTTY ? 2 : 0)}\n`);
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === 'help' || name === '--help' || name === '-h' || (name !== undefined && Object.hasOwn(commands, name) && args.includes('--help'))) {
    process.stderr.write(await wholeUsage());
    return 0;
  }
  const load = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  if (load === undefined) {
    process.stderr.write(`${name === undefined ? 'A command is needed.' : `There is no command "${name}".`}\n\n${await wholeUsage()}`);
    return 2;
  }
  try {
    const outcome = await (await load()).run(args);
    if (typeof outcome === 'number') return outcome;
    write(outcome.output);
    return outcome.code;
  } catch (error) {
    if (!(error instanceof UnusableCall)) throw error;
    process.stderr.write(`${error.message}\n`);
    if (error.usage !== undefined) process.stderr.write(`How to call:\n${error.usage.split('\n').map((line) => `  ${line}`).join('\n')}\n`);
    return 2;
  }
}

// A reader that has seen enough (head) closes the pipe; that is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));
