import { checkPlanFile, maximumPlanFileLength, nationalBaseline } from '../../src/modules/prescribed/plan-file.ts';
import { counterexampleInWords, problemInWords } from '../../src/console/flights/plans/saying.ts';
import type { Saying } from '../../src/console/flights/plans/saying.ts';
import { findWord, write } from '../../src/words/words.ts';
import type { PlanShapeProblem } from '../../src/modules/prescribed/plan-file.ts';
import type { PlanProblem } from '../../src/modules/prescribed/shapes.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry, Outcome } from './call.ts';

// The same sentences as on the page of the plan.
const saying: Saying = { language: 'en', find: (key, params) => findWord('en', key, params), t: (key, params) => write('en', key, params), number: String };

const usage = 'plan check FILE|-\n    a plan against the national baseline and the catalogue\nplan baseline arrival|departure\n    the national baseline, to begin a plan from';

function baseline(direction: string | undefined): Outcome {
  if (direction !== 'arrival' && direction !== 'departure') throw new UnusableCall('plan baseline takes a direction: arrival or departure.', usage);
  return { output: `${JSON.stringify(nationalBaseline(direction), undefined, 2)}`, code: 0 };
}

/** Says what is wrong, and who would slip through. */
function inWords(problem: PlanProblem | PlanShapeProblem): string {
  switch (problem.code) {
    case 'file-not-json': return `The file is no JSON from line ${String(problem.params['line'])}, column ${String(problem.params['column'])} on; put it right there, or begin from "plan baseline arrival".`;
    case 'file-too-large': return `The file is larger than the ${maximumPlanFileLength} characters that a plan may have.`;
    case 'plan-wrong-shape': return `The plan ${String(problem.params['message'])}; compare it with "plan baseline arrival".`;
    default: return [problemInWords(saying, problem), counterexampleInWords(saying, problem)].filter((sentence) => sentence !== undefined).join(' ');
  }
}

async function check(file: string | undefined): Promise<Outcome> {
  if (file === undefined) throw new UnusableCall('plan check takes one file, or - for standard input.', usage);
  // A character has at most four bytes; the check itself counts characters.
  const input = await readInput(file, maximumPlanFileLength * 4);
  const { valid, problems } = 'tooLarge' in input
    ? { valid: false, problems: [{ code: 'file-too-large' as const, path: '', params: { bytes: input.tooLarge, maximum: maximumPlanFileLength } }] }
    : checkPlanFile(new TextDecoder().decode(input.bytes));
  for (const problem of problems) process.stderr.write(`${problem.path === '' ? file : problem.path}: ${inWords(problem)} (${problem.code})\n`);
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
