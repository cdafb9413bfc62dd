import { readChainText, replicationProblem } from '../../src/modules/forecast/rules/file.ts';
import type { ChainFile } from '../../src/modules/forecast/rules/file.ts';
import { compareScenarios, simulate, usualReplications } from '../../src/modules/forecast/rules/simulate.ts';
import { staffChain } from '../../src/modules/forecast/rules/staffing/plan.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry } from './call.ts';

const usage = 'simulate FILE|- [--replications N] [--seed S] [--change NAME|all] [--staff]\n    queues, stays and breaches of a day of the chain, its what-ifs, or the servers that it needs; docs/how-to/foresee-queues.md';
const largestFile = 8_000_000;

function wholeNumber(text: string | undefined, option: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,15}$/.test(text)) throw new UnusableCall(`--${option} takes a whole number; "${text}" is none.`, usage);
  return Number(text);
}

/** Simulates a day of the chain. Shape: exit code 0 with an outcome, 1 when the file is refused. */
export const simulateCommand: CommandEntry = {
  usage,
  async run(args) {
    const given = parseCall(args, { replications: 'text', seed: 'text', change: 'text', staff: 'flag' }, usage);
    const [path, ...others] = given.words;
    if (path === undefined || others.length > 0) throw new UnusableCall('simulate takes one file, or - for standard input.', usage);
    const replications = wholeNumber(given.text('replications'), 'replications', usualReplications);
    const seed = wholeNumber(given.text('seed'), 'seed', 1);
    const input = await readInput(path, largestFile);
    const file: ChainFile = 'tooLarge' in input
      ? { refused: [{ where: 'file', reason: `has ${input.tooLarge} bytes or more; at most ${largestFile} are read.` }] }
      : readChainText(new TextDecoder().decode(input.bytes));
    const tooMany = 'day' in file ? replicationProblem(file.day, replications) : undefined;
    const refused = 'refused' in file ? file.refused : tooMany === undefined ? [] : [tooMany];
    for (const { where, reason } of refused) process.stderr.write(`${where}: ${reason}\n`);
    if ('refused' in file || refused.length > 0) return { output: { refused }, code: 1 };
    const options = { replications, seed };
    if (given.flag('staff')) return { output: staffChain(file.day, options), code: 0 };
    const change = given.text('change');
    if (change === undefined) return { output: simulate(file.day, options), code: 0 };
    const scenarios = (file.day.changes ?? []).filter(({ name }) => change === 'all' || name === change);
    if (scenarios.length === 0) throw new UnusableCall(`The file has no change "${change}".`, usage);
    return { output: compareScenarios(file.day, scenarios, options), code: 0 };
  },
};
