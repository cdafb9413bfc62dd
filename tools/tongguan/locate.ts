import { readLocateText } from '../../src/modules/devices/rules/localisation/file.ts';
import { reportOn } from '../../src/modules/devices/rules/localisation/report.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry } from './call.ts';

const usage = 'locate FILE|-\n    place and strength of a radiation source from counts at known places, with its uncertainty; docs/how-to/check-files-on-the-command-line.md';
const largestFile = 8_000_000;

/** Estimates where a source is. Shape: exit code 0 with an estimate, 1 when the file is refused. */
export const locateCommand: CommandEntry = {
  usage,
  async run(args) {
    const [path, ...others] = parseCall(args, {}, usage).words;
    if (path === undefined || others.length > 0) throw new UnusableCall('locate takes one file, or - for standard input.', usage);
    const input = await readInput(path, largestFile);
    const file = 'tooLarge' in input
      ? { refused: [{ where: 'file', reason: `has ${input.tooLarge} bytes or more; at most ${largestFile} are read.` }], findings: [] }
      : readLocateText(new TextDecoder().decode(input.bytes));
    const problems = 'refused' in file ? [...file.refused, ...file.findings] : file.findings;
    for (const { where, reason } of problems) process.stderr.write(`${where}: ${reason}\n`);
    return 'refused' in file ? { output: file, code: 1 } : { output: reportOn(file), code: 0 };
  },
};
