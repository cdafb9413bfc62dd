import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UnusableCall } from './call.ts';
import type { CommandEntry } from './call.ts';

const directory = fileURLToPath(new URL('../../tests/bench/', import.meta.url));
const names = existsSync(directory) ? readdirSync(directory).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3)).sort() : [];
const usage = `bench NAME [--OPTION [VALUE]] …\n    NAME is one of: ${names.join(', ')}`;

function optionsOf(args: readonly string[]): Record<string, string | number | boolean> {
  const options: Record<string, string | number | boolean> = {};
  for (let at = 0; at < args.length; at += 1) {
    const match = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/.exec(args[at] ?? '');
    if (match === null) throw new UnusableCall(`"${args[at]}" is no option.`, usage);
    const next = args[at + 1];
    const value = match[2] ?? (next === undefined || next.startsWith('--') ? undefined : next);
    if (match[2] === undefined && value !== undefined) at += 1;
    const name = match[1]!.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    options[name] = value === undefined || value === 'true' ? true : value === 'false' ? false : value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return options;
}

/** Runs one measurement of tests/bench and gives its figures. */
export const benchCommand: CommandEntry = {
  usage,
  async run([name, ...rest]) {
    if (name === undefined || !names.includes(name)) throw new UnusableCall(name === undefined ? 'bench needs a name.' : `There is no measurement "${name}".`, usage);
    const options = optionsOf(rest);
    const { bench } = (await import(new URL(`../../tests/bench/${name}.ts`, import.meta.url).href)) as { bench(options: object): Promise<object> };
    return { output: { name, ...(await bench(options)) }, code: 0 };
  },
};
