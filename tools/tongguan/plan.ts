import { checkPlanFile, maximumPlanFileLength } from '../../src/modules/prescribed/plan-file.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry } from './call.ts';

const usage = 'plan check FILE|-\n    a plan against the national baseline and the catalogue';

/** Checks the file of a plan against the national baseline. */
export const planCommand: CommandEntry = {
  usage,
  async run(args) {
    const { words } = parseCall(args, {}, usage);
    const [verb, file] = words;
    if (verb !== 'check' || file === undefined || words.length > 2) throw new UnusableCall('plan check takes one file, or - for standard input.', usage);
    // A character has at most four bytes; the check itself counts characters.
    const input = await readInput(file, maximumPlanFileLength * 4);
    const { valid, problems } = 'tooLarge' in input
      ? { valid: false, problems: [{ code: 'file-too-large', path: '', params: { bytes: input.tooLarge, maximum: maximumPlanFileLength } }] }
      : checkPlanFile(new TextDecoder().decode(input.bytes));
    for (const problem of problems) process.stderr.write(`${problem.path === '' ? file : problem.path}: ${problem.code} ${JSON.stringify(problem.params)}\n`);
    return { output: { valid, problems }, code: valid ? 0 : 1 };
  },
};
