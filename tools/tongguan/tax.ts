import { computeTaxFile } from '../../src/modules/goods/rules/tax-file.ts';
import type { TaxReport } from '../../src/modules/goods/rules/tax-file.ts';
import { UnusableFile } from '../../src/modules/goods/rules/tax-file/records.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry } from './call.ts';

const usage = 'tax FILE|-\n    duty, consumption tax and value-added tax of goods lines, JSON or CSV, in exact decimals; docs/how-to/compute-tax.md';
const largestFile = 16_000_000;

function compute(bytes: Uint8Array, name: string): TaxReport {
  try {
    return computeTaxFile(bytes);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    throw new UnusableCall(`${name} cannot be used: ${error.message}`);
  }
}

/** Computes the charges of a file. Shape: exit code 0 when every line was computed, 1 when something was kept out. */
export const taxCommand: CommandEntry = {
  usage,
  async run(args) {
    const [file, ...others] = parseCall(args, {}, usage).words;
    if (file === undefined || others.length > 0) throw new UnusableCall('tax takes one file, or - for standard input.', usage);
    const input = await readInput(file, largestFile);
    const name = file === '-' ? 'Standard input' : file;
    if ('tooLarge' in input) throw new UnusableCall(`${name} has ${input.tooLarge} bytes or more; at most ${largestFile} are read. Send it in smaller files.`);
    const report = compute(input.bytes, name);
    for (const { where, reason } of report.quarantined) process.stderr.write(`${where}: ${reason}\n`);
    return { output: report, code: report.quarantined.length > 0 ? 1 : 0 };
  },
};
