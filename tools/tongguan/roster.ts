import { checkRoster, readSolution } from '../../src/modules/roster/benchmark/checker.ts';
import { readInstance } from '../../src/modules/roster/benchmark/format.ts';
import type { Instance } from '../../src/modules/roster/benchmark/instance.ts';
import { loadSolver, solveRoster } from '../../src/modules/roster/benchmark/solve.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry, Outcome } from './call.ts';

const usage = 'roster FILE|- [--seconds N] [--seed N]\n    who works what, at least cost, with a proven lower bound; docs/how-to/solve-rosters.md\nroster check FILE|- SOLUTION\n    what breaks the rules in a roster, and what it costs';
const largestFile = 64_000_000;

function numberOf(text: string | undefined, option: string, otherwise: number, least: number, most: number): number {
  if (text === undefined) return otherwise;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new UnusableCall(`--${option} takes a number from ${least} to ${most}; "${text}" is none.`, usage);
  return value;
}

type Text = { readonly text: string } | { readonly refused: readonly { readonly line: number; readonly reason: string }[] };

async function textOf(path: string): Promise<Text> {
  const input = await readInput(path, largestFile);
  return 'tooLarge' in input ? { refused: [{ line: 0, reason: `has more than ${largestFile} bytes; that is the most that is read.` }] } : { text: new TextDecoder().decode(input.bytes) };
}

function refuse(refused: readonly { readonly line: number; readonly reason: string }[], path: string): Outcome {
  for (const { line, reason } of refused) process.stderr.write(`${path}: ${line === 0 ? 'the file' : `line ${line}:`} ${reason}\n`);
  return { output: { refused }, code: 1 };
}

async function instanceOf(path: string): Promise<{ readonly instance: Instance } | Outcome> {
  const read = await textOf(path);
  const file = 'refused' in read ? read : readInstance(read.text);
  return 'refused' in file ? refuse(file.refused, path) : file;
}

async function check(path: string, solution: string): Promise<Outcome> {
  const file = await instanceOf(path);
  if ('code' in file) return file;
  const read = await textOf(solution);
  const roster = 'refused' in read ? read : readSolution(read.text);
  if ('refused' in roster) return refuse(roster.refused, solution);
  const { valid, ...verdict } = checkRoster(file.instance, roster.roster);
  for (const { employee, day, rule, text } of verdict.violations) process.stderr.write(`${employee}${day === undefined ? '' : `, day ${day}`}: ${text} (${rule}).\n`);
  return { output: { valid, ...verdict }, code: valid ? 0 : 1 };
}

/** Solves or checks an instance of the shift scheduling benchmark. Shape: exit code 0 with a roster that keeps every rule, 1 when a file is refused, no roster is found or a checked one breaks a rule. */
export const rosterCommand: CommandEntry = {
  usage,
  async run(args) {
    // The time of a call counts from the start of the process, where the process was begun for it.
    const now = performance.now();
    const began = now < 5000 ? 0 : now;
    const given = parseCall(args, { seconds: 'text', seed: 'text' }, usage);
    const [first, ...others] = given.words;
    if (first === 'check') {
      if (others.length !== 2 || (others[0] === '-' && others[1] === '-')) throw new UnusableCall('roster check takes an instance and a solution; one of them may be - for standard input.', usage);
      return check(others[0]!, others[1]!);
    }
    if (first === undefined || others.length > 0) throw new UnusableCall('roster takes one file, or - for standard input.', usage);
    const seconds = numberOf(given.text('seconds'), 'seconds', 60, 1, 86_400);
    const seed = Math.floor(numberOf(given.text('seed'), 'seed', 1, 0, 4_294_967_295));
    const [file, highs] = await Promise.all([instanceOf(first), loadSolver()]);
    if ('code' in file) return file;
    const spent = (performance.now() - began) / 1000;
    const outcome = solveRoster(highs, file.instance, { seconds: Math.max(0.3, seconds - spent - 0.15), seed });
    if ('none' in outcome) {
      process.stderr.write(`${outcome.none.employee}: ${outcome.none.reason}\n`);
      return { output: outcome, code: 1 };
    }
    const { solved } = outcome;
    return { output: { ...solved, wallSeconds: Math.round(performance.now() - began) / 1000 }, code: solved.check.valid ? 0 : 1 };
  },
};
