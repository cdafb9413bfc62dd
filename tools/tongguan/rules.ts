import { evaluateCertLogic, InvalidExpression } from '../../src/modules/certificates/rules/certlogic.ts';
import { evaluateRule, InvalidRule, isBusinessRule, readBusinessRule } from '../../src/modules/certificates/rules.ts';
import type { BusinessRule } from '../../src/modules/certificates/rules.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry, Outcome } from './call.ts';

const usage = 'rules evaluate RULE.json INPUT.json [--language LANGUAGE]\n    an entry rule, a list of them or a bare CertLogic expression, over {payload, external}; either file may be - for standard input';
const largestFile = 16_000_000;

async function jsonOf(file: string): Promise<unknown> {
  const input = await readInput(file, largestFile);
  if ('tooLarge' in input) throw new UnusableCall(`${file} has ${input.tooLarge} bytes or more; at most ${largestFile} are read.`);
  try {
    return JSON.parse(new TextDecoder().decode(input.bytes)) as unknown;
  } catch (error) {
    throw new UnusableCall(`${file} is no JSON: ${(error as Error).message}.`);
  }
}

function ruleOf(value: unknown, where: string): BusinessRule {
  try {
    return readBusinessRule(value);
  } catch (error) {
    if (!(error instanceof InvalidRule)) throw error;
    throw new UnusableCall(`${where} is no business rule: ${error.message}`);
  }
}

function evaluateBare(expression: unknown, data: unknown): Outcome {
  try {
    const result = evaluateCertLogic(expression, data);
    return { output: { result }, code: result === false || result === null ? 1 : 0 };
  } catch (error) {
    if (!(error instanceof InvalidExpression)) throw error;
    process.stderr.write(`${error.message}\n`);
    return { output: { code: 'invalid-expression', reason: error.message }, code: 1 };
  }
}

/** Evaluates entry rules. Shape: exit code 0 when all passed, or the bare expression came to something that is not false or null. */
export const rulesCommand: CommandEntry = {
  usage,
  async run(args) {
    const given = parseCall(args, { language: 'text' }, usage);
    const [action, ruleFile, inputFile, ...others] = given.words;
    if (action !== 'evaluate' || ruleFile === undefined || inputFile === undefined || others.length > 0) throw new UnusableCall('rules evaluate takes two files: the rule and its input.', usage);
    if (ruleFile === '-' && inputFile === '-') throw new UnusableCall('Only one of the two files can come from standard input.', usage);
    const rule = await jsonOf(ruleFile);
    const data = await jsonOf(inputFile);
    const language = given.text('language') ?? 'en';
    if (Array.isArray(rule) && rule.length > 0 && rule.every(isBusinessRule)) {
      const outcomes = rule.map((one, at) => evaluateRule(ruleOf(one, `${ruleFile}, entry ${at + 1},`), data, language));
      return { output: outcomes, code: outcomes.every(({ outcome }) => outcome === 'passed') ? 0 : 1 };
    }
    if (!isBusinessRule(rule)) return evaluateBare(rule, data);
    const outcome = evaluateRule(ruleOf(rule, ruleFile), data, language);
    return { output: outcome, code: outcome.outcome === 'passed' ? 0 : 1 };
  },
};
