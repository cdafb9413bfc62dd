import { checkPlanFile, maximumPlanFileLength, nationalBaseline } from '../../src/modules/prescribed/plan-file.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry, Outcome } from './call.ts';

const usage = 'plan check FILE|-\n    a plan against the national baseline and the catalogue\nplan baseline arrival|departure\n    the national baseline, to begin a plan from';

function baseline(direction: string | undefined): Outcome {
  if (direction !== 'arrival' && direction !== 'departure') throw new UnusableCall('plan baseline takes a direction: arrival or departure.', usage);
  return { output: `${JSON.stringify(nationalBaseline(direction), undefined, 2)}`, code: 0 };
}

async function check(file: string | undefined): Promise<Outcome> {
  if (file === undefined) throw new UnusableCall('plan check takes one file, or - for standard input.', usage);
  // A character has at most four bytes; the check itself counts characters.
  const input = await readInput(file, maximumPlanFileLength * 4);
  const { valid, problems } = 'tooLarge' in input
    ? { valid: false, problems: [{ code: 'file-too-large', path: '', params: { bytes: input.tooLarge, maximum: maximumPlanFileLength } }] }
    : checkPlanFile(new TextDecoder().decode(input.bytes));
  for (const problem of problems) process.stderr.write(`${problem.path === '' ? file : problem.path}: ${problem.code} ${JSON.stringify(problem.params)}\n`);
  return { output: { valid, problems }, code: valid ? 0 : 1 };
}

/** Checks the file of a plan against the national baseline, or writes the baseline. */
export const planCommand: CommandEntry = {
  usage,
  async run(args) {
    const { words: [verb, word, ...more] } = parseCall(args, {}, usage);
    if (more.length === 0 && verb === 'check') return check(word);
    if (more.length === 0 && verb === 'baseline') return baseline(word);
    throw new UnusableCall('plan check takes one file, or - for standard input; plan baseline takes a direction.', usage);
  },
};
