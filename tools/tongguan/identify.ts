import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { n42MaximumBytes, readN42 } from '../../src/modules/devices/formats/n42/read.ts';
import type { N42Report } from '../../src/modules/devices/formats/n42/shapes.ts';
import { checkGain } from '../../src/modules/devices/identification/gain.ts';
import { identifySpectrum } from '../../src/modules/devices/identification/identify.ts';
import type { Template } from '../../src/modules/devices/identification/identify.ts';
import { spectraOf, templatesIn } from '../../src/modules/devices/identification/from-n42.ts';
import type { NamedTemplate } from '../../src/modules/devices/identification/from-n42.ts';
import { parseCall, readInput, UnusableCall } from './call.ts';
import type { CommandEntry } from './call.ts';

const usage = 'identify FILE|- --templates DIRECTORY\n    names the nuclide of an N42 file by the templates of its detector model; it advises and never releases';

async function report(file: string): Promise<N42Report> {
  const input = await readInput(file, n42MaximumBytes);
  if ('tooLarge' in input) throw new UnusableCall(`${file === '-' ? 'Standard input' : file} has ${input.tooLarge} bytes or more; at most ${n42MaximumBytes} are read.`);
  return readN42(input.bytes);
}

/** Reads `templates.json`, a list of what each file of the directory is. Refuses: what is no such list. */
async function namesIn(directory: string): Promise<readonly NamedTemplate[]> {
  let text: string;
  try {
    text = await readFile(join(directory, 'templates.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UnusableCall(`templates.json in ${directory} cannot be read.`);
  }
  try {
    const list = JSON.parse(text) as unknown;
    if (Array.isArray(list) && list.every((one) => one !== null && typeof one === 'object' && typeof (one as NamedTemplate).file === 'string' && typeof (one as NamedTemplate).nuclide === 'string')) return list as NamedTemplate[];
  } catch {
    // Said below, as of any other content that is no list.
  }
  throw new UnusableCall(`templates.json in ${directory} is no list of {"file", "nuclide", "category", "detectorModel", "source"}.`);
}

async function templatesFrom(directory: string): Promise<Template[]> {
  let files: string[];
  try {
    files = (await readdir(directory)).filter((file) => /\.(n42|xml)$/i.test(file)).sort();
  } catch {
    throw new UnusableCall(`${directory} is no directory of templates that can be read.`);
  }
  const named = await namesIn(directory);
  const templates: Template[] = [];
  for (const file of files) {
    const read = await report(join(directory, file));
    const made = templatesIn(basename(file), read, named.find((one) => one.file === file));
    for (const { where, reason } of read.quarantined) process.stderr.write(`${file}, ${where}: ${reason}\n`);
    if (made.length === 0) process.stderr.write(`${file}: there is no spectrum with an energy calibration that could be a template.\n`);
    templates.push(...made);
  }
  if (templates.length === 0) throw new UnusableCall(`There is no template in ${directory}: N42 files with a spectrum each are wanted.`);
  return templates;
}

/** Names the source of the foreground of an N42 file. Shape: exit code 1 where the file is quarantined in part, or nothing could be measured. */
export const identifyCommand: CommandEntry = {
  usage,
  async run(args) {
    const given = parseCall(args, { templates: 'text' }, usage);
    const [file, ...others] = given.words;
    const directory = given.text('templates');
    if (file === undefined || others.length > 0 || directory === undefined) throw new UnusableCall('identify takes one N42 file, and --templates with a directory.', usage);
    const templates = await templatesFrom(directory);
    const read = await report(file);
    for (const { where, reason } of read.quarantined) process.stderr.write(`${where}: ${reason}\n`);
    const { foreground, background, detectorModel } = spectraOf(read);
    if (foreground === null) {
      process.stderr.write('There is no gamma spectrum with an energy calibration to identify.\n');
      return { output: { format: 'n42', advice: true, mayRelease: false, verdict: 'no-spectrum', alarms: read.alarms, quarantined: read.quarantined }, code: 1 };
    }
    const answer = identifySpectrum(foreground, { templates, background, detectorModel });
    const neutrons = read.records.filter(({ kind }) => kind !== 'background').reduce((total, { neutronCounts }) => total + (neutronCounts ?? 0), 0);
    return {
      output: { format: 'n42', detectorModel, templates: templates.length, ...answer, neutronCounts: neutrons, gain: background === null ? null : checkGain(background), alarms: read.alarms, quarantined: read.quarantined },
      code: read.quarantined.length > 0 ? 1 : 0,
    };
  },
};
