import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { makeBenchWorld, walkThrough } from '../bench/recording/world.ts';

interface Told { port: number; url: string; dataDirectory: string }

/** Is what came of killing. */
export interface KillReport {
  readonly kills: { readonly server: number; readonly database: number };
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly openThoughOwed: number;
  readonly longestOutageMilliseconds: number;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function start(directory: string, port: number): Promise<{ child: ChildProcess; told: Told }> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), { env: { ...process.env, KILL_DIRECTORY: directory, KILL_PORT: String(port) }, execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve({ child, told: told as Told }));
    child.once('exit', (code) => reject(new Error(`The server did not start (${String(code)})`)));
  });
}

/** Sends one record until somebody acknowledges it, with the same identifier each time. */
async function deliver(port: () => number, cookie: string, body: string, stopped: () => boolean): Promise<boolean> {
  while (!stopped()) {
    try {
      const response = await fetch(`http://127.0.0.1:${port()}/api/actions/prescribed.record`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-tongguan': '1', cookie }, body, signal: AbortSignal.timeout(10_000),
      });
      const answer = (await response.json()) as { ok: boolean; refusal?: { code: string } };
      if (response.ok && answer.ok) return true;
      if (response.status < 500) throw new Error(`Refused under load: ${JSON.stringify(answer)}`);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Refused')) throw error;
    }
    await pause(20);
  }
  return false;
}

/**
 * Kills the server or the database at random moments under load, starts them again, and counts what was acknowledged and is not there, or is there twice.
 */
export async function killRepeatedly(kills: number): Promise<KillReport> {
  const directory = mkdtempSync(join(tmpdir(), 'tongguan-kill-'));
  chmodSync(directory, 0o755);
  const data = join(directory, 'data');
  let { child, told } = await start(data, 0);
  const world = await makeBenchWorld(told.url, Math.max(150, kills * 30));
  await world.close();
  const acknowledged: string[] = [];
  let stopped = false;
  let next = 0;
  const failures: unknown[] = [];
  const clients = Array.from({ length: 12 }, async () => {
    for (;;) {
      const caseId = world.caseIds[next];
      next += 1;
      if (stopped || caseId === undefined) return;
      for (const body of walkThrough(caseId)) {
        if (stopped) return;
        if (await deliver(() => told.port, world.cookie, body, () => stopped)) acknowledged.push((JSON.parse(body) as { id: string }).id);
      }
    }
  }).map((client) => client.catch((error: unknown) => failures.push(error)));
  const counted = { server: 0, database: 0 };
  let longest = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      await pause(100 + Math.random() * 500);
      const began = performance.now();
      const exited = new Promise((resolve) => child.once('exit', resolve));
      if (Math.random() < 0.5) {
        counted.server += 1;
        child.kill('SIGKILL');
      } else {
        counted.database += 1;
        const pid = Number(readFileSync(join(told.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
        process.kill(pid, 'SIGKILL');
        await pause(Math.random() * 300);
        child.kill('SIGKILL');
      }
      await exited;
      ({ child, told } = await start(data, 0));
      longest = Math.max(longest, performance.now() - began);
    }
    await pause(300);
  } finally {
    stopped = true;
    await Promise.all(clients);
  }
  if (failures.length > 0) throw failures[0];
  const db = new pg.Client({ connectionString: told.url });
  await db.connect();
  const found = await db.query<{ record_id: string; count: string }>('SELECT record_id, count(*) FROM records WHERE record_id = ANY ($1::uuid[]) GROUP BY record_id', [acknowledged]);
  const open = await db.query<{ count: string }>("SELECT count(*) FROM gates g JOIN obligations o ON o.event_id = g.event_id AND o.case_id = g.case_id AND o.bars = g.gate WHERE g.state = 'open' AND o.settled_by IS NULL");
  await db.end();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.send('stop');
  await ended;
  rmSync(directory, { recursive: true, force: true });
  return {
    kills: counted, acknowledged: acknowledged.length, lost: acknowledged.length - found.rows.length, doubled: found.rows.filter((row) => row.count !== '1').length,
    openThoughOwed: Number(open.rows[0]?.count ?? 0), longestOutageMilliseconds: Math.round(longest),
  };
}
