import { open, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';

/** Says that a call cannot be used as it stands: exit code 2 and, where it helps, how to call. */
export class UnusableCall extends Error {
  readonly usage: string | undefined;

  constructor(message: string, usage?: string) {
    super(message);
    this.usage = usage;
  }
}

/** Is what a command came to: what goes to standard output, and the exit code. */
export interface Outcome {
  /** Written as JSON, unless it is text. */
  readonly output: unknown;
  readonly code: 0 | 1;
}

/** Is one command of the command line. */
export interface CommandEntry {
  /** How to call it, one call a line. */
  readonly usage: string;
  /** Shape: the outcome, or a bare exit code where the command has written its own. */
  run(args: readonly string[]): Promise<Outcome | number>;
}

type Wanted = Readonly<Record<string, 'text' | 'flag'>>;
/** Is what stood on the command line. */
export interface Given {
  readonly words: readonly string[];
  text(name: string): string | undefined;
  flag(name: string): boolean;
}

/** Parts arguments into words and options. Refuses: an option that the command does not know, a text option without its text. */
export function parseCall(args: readonly string[], wanted: Wanted, usage: string): Given {
  try {
    const options = Object.fromEntries(Object.entries(wanted).map(([name, kind]) => [name, { type: kind === 'text' ? 'string' as const : 'boolean' as const }]));
    const { values, positionals } = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
    return {
      words: positionals,
      text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
      flag: (name) => values[name] === true,
    };
  } catch (error) {
    throw new UnusableCall(error instanceof Error ? error.message : String(error), usage);
  }
}

/** Checks a day that was given. Refuses: a text that is no day of the calendar. */
export function dayOf(text: string | undefined, option: string, usage: string): string | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`)) || new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) !== text) {
    throw new UnusableCall(`--${option} takes a day, YYYY-MM-DD; "${text}" is none.`, usage);
  }
  return text;
}

/** Is the input that a command reads: its bytes, or that it is larger than anything the reader takes. */
export type Input = { readonly bytes: Uint8Array } | { readonly tooLarge: number };

/**
 * Reads a file, or standard input for `-`, never more than the limit.
 * Unit: bytes. Refuses: a file that is missing or cannot be read.
 */
export async function readInput(file: string, maximum: number): Promise<Input> {
  try {
    if (file === '-') {
      if (process.stdin.isTTY) process.stderr.write('Reading from standard input; end it with Ctrl-D.\n');
      return await take(process.stdin, maximum);
    }
    const { size } = await stat(file);
    if (size > maximum) return { tooLarge: size };
    const handle = await open(file);
    try {
      return await take(handle.createReadStream(), maximum);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reasons: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'it is a directory', EACCES: 'you may not read it', EPERM: 'you may not read it' };
    throw new UnusableCall(`${file === '-' ? 'Standard input' : file} cannot be read: ${reasons[code] ?? (error instanceof Error ? error.message : String(error))}.`);
  }
}

async function take(stream: AsyncIterable<unknown>, maximum: number): Promise<Input> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = part as Uint8Array;
    size += bytes.length;
    if (size > maximum) return { tooLarge: size };
    parts.push(bytes);
  }
  return { bytes: Buffer.concat(parts) };
}
