import { readDemandText } from '../../src/modules/roster/formats/demand.ts';
import { coverDay } from '../../src/modules/roster/solving/cover.ts';
import { loadHighs } from '../../src/modules/roster/solving/programs.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry } from './call.ts';

const usage = 'cover FILE|- [--seconds N]\n    how many people on which shift for a demand series (JSON or CSV), what is missing, and how far from the best; docs/how-to/staff-the-port.md';
const largestFile = 24_000_000;

/** Finds how many work which shift. Shape: exit code 0 with an answer, also where somebody is missing; 1 when the file is refused. */
export const coverCommand: CommandEntry = {
  usage,
  async run(args) {
    const given = parseCall(args, { seconds: 'text' }, usage);
    const [path, ...others] = given.words;
    if (path === undefined || others.length > 0) throw new UnusableCall('cover takes one file, or - for standard input.', usage);
    const seconds = Number(given.text('seconds') ?? '20');
    if (!(seconds > 0 && seconds <= 3600)) throw new UnusableCall(`--seconds takes a number from above 0 to 3600; "${given.text('seconds')}" is none.`, usage);
    const input = await readInput(path, largestFile);
    const file = 'tooLarge' in input
      ? { refused: [{ where: 'file', reason: `has ${input.tooLarge} bytes or more; at most ${largestFile} are read.` }], findings: [] }
      : readDemandText(new TextDecoder().decode(input.bytes));
    for (const { where, reason } of 'refused' in file ? [...file.refused, ...file.findings] : file.findings) process.stderr.write(`${where}: ${reason}\n`);
    if ('refused' in file) return { output: file, code: 1 };
    await loadHighs();
    const { problem, findings } = file;
    return { output: { slotMinutes: problem.slotMinutes, days: problem.days, ...coverDay(problem, { seconds }), findings }, code: 0 };
  },
};
