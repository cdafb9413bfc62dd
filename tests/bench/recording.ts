import { execFileSync, fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../../src/kernel/migrate.ts';
import { openDatabase } from '../../src/kernel/postgres/open-database.ts';
import pg from 'pg';
import { makeBenchWorld, walkThrough } from './recording/world.ts';
import type { LoadReport } from './recording/load.ts';
import { processorTime } from './recording/work.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function findPgbench(): string {
  const roots = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort().reverse().map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`) : [];
  const found = [...roots, '/usr/bin/pgbench', '/usr/local/bin/pgbench'].find((path) => existsSync(path));
  if (found === undefined) throw new Error('pgbench is not here: install the package postgresql-contrib (Debian) to run this bench');
  return found;
}

async function emptyFacts(ownerUrl: string): Promise<void> {
  const db = new pg.Client({ connectionString: ownerUrl });
  await db.connect();
  await db.query('CREATE TABLE IF NOT EXISTS bench_facts (id uuid PRIMARY KEY, fact jsonb NOT NULL, at timestamptz NOT NULL)');
  await db.query('TRUNCATE bench_facts');
  await db.end();
}

/** Tells the process of the database server whose data lie in a directory. */
function serverProcess(directory: string): number {
  return Number(readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Measures one-row durable inserts per second with pgbench on the same server. */
export async function pgbench(ownerUrl: string, clients: number, seconds: number): Promise<number> {
  await emptyFacts(ownerUrl);
  const script = join(tmpdir(), `tongguan-pgbench-${process.pid}.sql`);
  writeFileSync(script, `INSERT INTO bench_facts VALUES (gen_random_uuid(), '{"step":"CHK-02","evidence":{"temperatureCelsius":36.5},"officer":"0192f0c0-0000-7000-8000-000000000000"}', now());\n`);
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn(findPgbench(), ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', script, ownerUrl], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    child.on('close', (code) => (code === 0 ? resolve(text) : reject(new Error(text))));
  });
  rmSync(script, { force: true });
  const tps = /tps = ([\d.]+)/.exec(output)?.[1];
  if (tps === undefined) throw new Error(output);
  return Number(tps);
}

const compiled = new Map<string, string | undefined>();

/** Compiles one of the bench's C files, once; undefined where there is no C compiler. */
function compile(name: 'load' | 'slow-fsync'): string | undefined {
  if (!compiled.has(name)) {
    const directory = mkdtempSync(join(tmpdir(), 'tongguan-bench-c-'));
    chmodSync(directory, 0o755);
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, name);
    try {
      execFileSync('cc', [...(name === 'load' ? [] : ['-shared', '-fPIC']), '-O2', '-o', file, here(`./recording/${name}.c`), '-ldl']);
      compiled.set(name, file);
    } catch {
      compiled.set(name, undefined);
    }
  }
  return compiled.get(name);
}

/** Sends the load from a program in C, as pgbench is one: what the load costs is then alike on both sides. */
async function sendFrom(program: string, port: number, cookie: string, clients: readonly (readonly string[])[]): Promise<LoadReport> {
  const file = `${program}-${port}.txt`;
  writeFileSync(file, clients.flatMap((bodies, number) => bodies.map((body) => `${number}\t${body}\n`)).join(''));
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn(program, [String(port), cookie, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    child.on('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`the load ended with ${code}`))));
  });
  rmSync(file);
  const [report = '{}', first] = output.split('\n');
  return { firstRefusal: first ?? null, ...JSON.parse(report) as Omit<LoadReport, 'firstRefusal'> };
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (value) => resolve(value as T));
    child.once('exit', (code) => reject(new Error(`bench process ended with ${code}`)));
  });
}

/** Is one measurement: accepted officer actions through HTTP to durable commit, beside pgbench on the same server. */
export interface RecordingFigures {
  readonly clients: number;
  readonly actionsPerSecond: number;
  readonly pgbenchPerSecond: number;
  readonly ratio: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Is what one action costs in processor time, in the server and in PostgreSQL, and what one insert of pgbench costs in PostgreSQL. Unit: microseconds. */
  readonly serverMicroseconds: number;
  readonly postgresMicroseconds: number;
  readonly pgbenchMicroseconds: number;
}

interface Measuring { readonly url: string; readonly ownerUrl: string; readonly directory?: string }

/** Measures one setting; `fill` may put more into the world before the server starts. */
export async function measure(database: Measuring, clients: number, persons: number, seconds: number, fill?: (eventId: string) => Promise<void>, bare = false): Promise<RecordingFigures> {
  const world = await makeBenchWorld(database.url, persons);
  await fill?.(world.eventId);
  if (bare) await emptyFacts(database.ownerUrl);
  const server = fork(here(bare ? './recording/bare.ts' : './recording/serve.ts'), { env: { ...process.env, BENCH_DATABASE_URL: bare ? database.ownerUrl : database.url }, execArgv: ['--import', 'tsx'] });
  // A bench that fails leaves no server behind.
  process.once('exit', () => server.kill());
  const { port } = await message<{ port: number }>(server);
  const lists = Array.from({ length: clients }, (): string[] => []);
  const warming = Array.from({ length: clients }, (): string[] => []);
  world.caseIds.forEach((caseId, index) => (index < persons / 4 ? warming : lists)[index % clients]!.push(...walkThrough(caseId)));
  const send = async (bodies: readonly (readonly string[])[]): Promise<LoadReport> => {
    const program = compile('load');
    if (program !== undefined) return sendFrom(program, port, world.cookie, bodies);
    const load = fork(here('./recording/load.ts'), { execArgv: ['--import', 'tsx'] });
    load.send({ port, cookie: world.cookie, clients: bodies });
    return message<LoadReport>(load);
  };
  // A server that has run for a while is warm and has statistics; the bench does not wait for autovacuum.
  await send(warming);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('ANALYZE');
  await owner.end();
  const worked = (): number => (database.directory === undefined ? 0 : processorTime(serverProcess(database.directory), true));
  const started = worked();
  const before = await pgbench(database.ownerUrl, clients, seconds);
  const [serverBefore, postgresBefore] = [processorTime(server.pid!, false), worked()];
  const report = await send(lists);
  const [serverAfter, postgresAfter] = [processorTime(server.pid!, false), worked()];
  const after = await pgbench(database.ownerUrl, clients, seconds);
  server.send('stop');
  await new Promise((resolve) => server.once('exit', resolve));
  await world.close();
  if (report.refused > 0) throw new Error(`${report.refused} of the bench's actions were refused: ${report.firstRefusal ?? ''}`);
  const actionsPerSecond = Math.round((report.accepted / report.milliseconds) * 1000);
  const pgbenchPerSecond = Math.round((before + after) / 2);
  return { clients, actionsPerSecond, pgbenchPerSecond, ratio: Math.round((actionsPerSecond / pgbenchPerSecond) * 100) / 100, p50Milliseconds: report.p50, p99Milliseconds: report.p99,
    serverMicroseconds: Math.round((serverAfter - serverBefore) / report.accepted), postgresMicroseconds: Math.round((postgresAfter - postgresBefore) / report.accepted),
    pgbenchMicroseconds: Math.round((postgresBefore - started) / (before * seconds)) };
}


/**
 * Measures the recording path: 32 and 256 clients, then with 8 ms added to every fsync.
 * With `bare` a server that does nothing else than insert one row for each request takes the server's place: the floor of Node and the driver on this machine.
 * The ratio is actions per second over pgbench's one-row inserts with as many clients on the same server in the same run.
 */
export async function bench(options: { persons?: number; seconds?: number; slow?: boolean; bare?: boolean } = {}): Promise<Record<string, unknown>> {
  const persons = options.persons ?? 4000;
  const seconds = options.seconds ?? 4;
  const directory = mkdtempSync(join(tmpdir(), 'tongguan-bench-'));
  chmodSync(directory, 0o755);
  const figures: RecordingFigures[] = [];
  let slow: RecordingFigures | null = null;
  try {
    const library = compile('slow-fsync');
    const database = await openDatabase({ directory: join(directory, 'data'), settings: { max_connections: '320' } });
    await migrate({ ownerUrl: database.ownerUrl });
    for (const clients of [32, 256]) figures.push(await measure({ ...database, directory: join(directory, 'data') }, clients, persons, seconds, undefined, options.bare));
    await database.stop();
    if (library !== undefined && options.slow !== false) {
      process.env.LD_PRELOAD = library;
      process.env.SLOW_FSYNC_MICROSECONDS = '8000';
      const slowed = await openDatabase({ directory: join(directory, 'data'), settings: { max_connections: '320' } });
      delete process.env.LD_PRELOAD;
      delete process.env.SLOW_FSYNC_MICROSECONDS;
      slow = await measure({ ...slowed, directory: join(directory, 'data') }, 32, Math.min(persons, 1000), seconds, undefined, options.bare);
      await slowed.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return { name: 'recording', ratio: figures[0]!.ratio, cores: cpus().length, persons, figures, slowFsync8ms: slow };
}
