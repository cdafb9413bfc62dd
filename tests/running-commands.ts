import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Is what became of one call. */
export interface Ran { readonly code: number | null; readonly output: string; readonly said: string }

/** Runs the command as `npm run -s tongguan --` does, in a process of its own, with what it shall read from standard input. */
export async function tongguanAlone(args: readonly string[], input: string | Uint8Array = '', environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_|TONGGUAN_)/.test(name));
  const child = spawn(process.execPath, ['tools/run.mjs', 'tongguan', ...args], { cwd: root, env: { ...Object.fromEntries(own), ...environment } });
  let output = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, output, said };
}

let turn: Promise<unknown> = Promise.resolve();

/** Calls the command in this process, a second sooner: one call after the other, each with its own standard input, output and environment. */
export function tongguan(args: readonly string[], input: string | Uint8Array = '', environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const ran = turn.then(() => callHere(args, input, environment));
  turn = ran.catch(() => undefined);
  return ran;
}

async function callHere(args: readonly string[], input: string | Uint8Array, environment: Readonly<Record<string, string>>): Promise<Ran> {
  const { answerCall } = await import('../tools/tongguan/answering.ts');
  const written = { stdout: '', stderr: '' };
  const own = { ...process.env };
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
  const writes = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const name of Object.keys(own)) if (name.startsWith('TONGGUAN_')) delete process.env[name];
  Object.assign(process.env, environment);
  Object.defineProperty(process, 'stdin', { ...(stdin.get === undefined ? { writable: true } : {}), configurable: true, value: Readable.from(input.length === 0 ? [] : [Buffer.from(input as string)]) });
  for (const stream of ['stdout', 'stderr'] as const) process[stream].write = ((part: string | Uint8Array) => { written[stream] += String(part); return true; }) as typeof process.stdout.write;
  try {
    const code = await answerCall(args);
    return { code, output: written.stdout, said: written.stderr };
  } finally {
    for (const stream of ['stdout', 'stderr'] as const) process[stream].write = writes[stream];
    Object.defineProperty(process, 'stdin', stdin);
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, own);
  }
}

/** Makes a folder for the files of one test file, removed at its end; `file` writes one and gives its path. */
export function makeFolder(name: string): { readonly folder: string; file(name: string, content: string | Uint8Array): string } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `tongguan-${name}-`)));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    file(within, content) {
      const path = join(folder, within);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
  };
}

/** Reads the one JSON value that standard output holds, one line of it. */
export function json(ran: Ran): Record<string, unknown> {
  expect(ran.output.trimEnd().split('\n').length, ran.said).toBe(1);
  return JSON.parse(ran.output) as Record<string, unknown>;
}
