import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../src/kernel/ids.ts';
import { testDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { makeTravellers, makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

const cases = Number(process.env.GUARD_CASES ?? 1200);
const together = 24;

let world: TestWorld;
let other: TestDatabase;

async function connect(url: string, count: number): Promise<pg.Client[]> {
  const all = Array.from({ length: count }, () => new pg.Client({ connectionString: url }));
  await Promise.all(all.map((client) => client.connect()));
  return all;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs two transactions that overlap at random and tells which of them were refused by a foreign key. */
async function race(one: pg.Client, two: pg.Client, isolation: string, release: (client: pg.Client) => Promise<void>, owe: (client: pg.Client) => Promise<void>): Promise<{ released: boolean; owed: boolean }> {
  const run = async (client: pg.Client, work: (client: pg.Client) => Promise<void>): Promise<boolean> => {
    await pause(Math.random() * 3);
    await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
    try {
      await client.query('SELECT 1');
      await pause(Math.random() * 3);
      await work(client);
      await pause(Math.random() * 3);
      await client.query('COMMIT');
      return true;
    } catch (error) {
      await client.query('ROLLBACK');
      const code = (error as pg.DatabaseError).code ?? '';
      if (!['23503', '40001', '40P01'].includes(code)) throw error;
      return false;
    }
  };
  const [released, owed] = await Promise.all([run(one, release), run(two, owe)]);
  return { released, owed };
}

async function inGroups<T>(items: readonly T[], work: (item: T, slot: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += together) await Promise.all(items.slice(at, at + together).map((item, slot) => work(item, slot)));
}

beforeAll(async () => {
  world = await makeWorld();
  other = await testDatabase();
});

afterAll(async () => {
  await world.close();
  await other.close();
});

async function makeFlight(): Promise<string> {
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', {
    designator: `ZZ${Math.floor(Math.random() * 9000) + 1000}`, flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true,
  });
  return flightId;
}

// A hand-written release, as nobody should write it: the record and the gate in one statement, past every rule of ours.
const releaseSql = `WITH r AS (
  INSERT INTO records (event_id, case_id, seq, record_id, ordinal, step, outcome, needs_gate, evidence, occurred_at, recorded_at)
  VALUES ($1, $2, 1000, $3, 99, 'XFR-01', 'passed', 'handOver', '{}', now(), now()))
  UPDATE gates SET passed_by = $3 WHERE event_id = $1 AND case_id = $2 AND gate = 'handOver'`;
const oweSql = `INSERT INTO obligations (event_id, case_id, ordinal, step, bars, owed_at, because, plan_id, plan_version)
  VALUES ($1, $2, 500, 'INV-01', 'handOver', now(), 'officer', $1, 1)`;

describe.each(['READ COMMITTED', 'REPEATABLE READ'])('under %s', (isolation) => {
  test('a release and a new obligation at the same instant never both stand', async () => {
    const url = await urlOf(world);
    const releasing = await connect(url, together);
    const owing = await connect(url, together);
    const flightId = await makeFlight();
    const caseIds = await makeTravellers(world, flightId, cases);
    // Nothing bars the gate before the race: every obligation is settled by hand as the owner of the tables would not allow the application to delete.
    await settleEverything(caseIds);
    let both = 0; let onlyReleased = 0; let onlyOwed = 0;
    await inGroups(caseIds, async (caseId, slot) => {
      const outcome = await race(releasing[slot]!, owing[slot]!, isolation,
        (client) => client.query(releaseSql, [world.eventId, caseId, uuidv7()]).then(() => undefined),
        (client) => client.query(oweSql, [world.eventId, caseId]).then(() => undefined));
      if (outcome.released && outcome.owed) both += 1;
      else if (outcome.released) onlyReleased += 1;
      else if (outcome.owed) onlyOwed += 1;
    });
    for (const client of [...releasing, ...owing]) await client.end();
    expect(both).toBe(0);
    // The race was a race: both ends were seen.
    expect(onlyReleased).toBeGreaterThan(cases / 20);
    expect(onlyOwed).toBeGreaterThan(cases / 20);
    const [bad] = await world.open.pool.query<{ count: number }>(
      `SELECT count(*) FROM gates g JOIN obligations o ON o.event_id = g.event_id AND o.case_id = g.case_id AND o.bars = g.gate WHERE g.event_id = $1 AND g.state = 'open' AND o.settled_by IS NULL`, [world.eventId]);
    expect(bad?.count).toBe(0);
  });
});

async function urlOf(from: TestWorld): Promise<string> {
  const [row] = await from.open.pool.query<{ name: string }>('SELECT current_database() AS name');
  const url = new URL(other.url);
  url.pathname = `/${row?.name ?? ''}`;
  return url.href;
}

/** Puts cases where only a release is left to do: each obligation gets a passing record, in one statement a case. */
async function settleEverything(caseIds: readonly string[]): Promise<void> {
  await world.open.pool.query(
    `WITH todo AS (
       SELECT o.case_id, o.ordinal, o.step, gen_random_uuid() AS record_id, row_number() OVER (PARTITION BY o.case_id ORDER BY o.ordinal)::int AS seq
       FROM obligations o WHERE o.event_id = $1 AND o.case_id = ANY ($2::uuid[]) AND o.settled_by IS NULL
     ), written AS (
       INSERT INTO records (event_id, case_id, seq, record_id, ordinal, step, outcome, evidence, occurred_at, recorded_at)
       SELECT $1, case_id, seq, record_id, ordinal, step, 'passed', '{}', now(), now() FROM todo
     )
     UPDATE obligations o SET settled_by = t.record_id, settled_as = 'passed' FROM todo t
     WHERE o.event_id = $1 AND o.case_id = t.case_id AND o.ordinal = t.ordinal`, [world.eventId, caseIds]);
}

test('a guard known to race does race on this server', async () => {
  // The control: the same game with "INSERT … WHERE NOT EXISTS (anything owed)", which looks right and is not.
  const owner = new pg.Client({ connectionString: other.ownerUrl });
  await owner.connect();
  await owner.query('CREATE TABLE raced_owed (case_id uuid NOT NULL, step text NOT NULL)');
  await owner.query('CREATE TABLE raced_released (case_id uuid PRIMARY KEY)');
  await owner.query('GRANT SELECT, INSERT ON raced_owed, raced_released TO tongguan_app');
  const one = await connect(other.url, together);
  const two = await connect(other.url, together);
  let both = 0;
  await inGroups(Array.from({ length: cases }, () => uuidv7()), async (caseId, slot) => {
    let released = 0; let owed = 0;
    await race(one[slot]!, two[slot]!, 'READ COMMITTED',
      async (client) => { released = (await client.query('INSERT INTO raced_released SELECT $1::uuid WHERE NOT EXISTS (SELECT 1 FROM raced_owed WHERE case_id = $1)', [caseId])).rowCount ?? 0; },
      async (client) => { owed = (await client.query("INSERT INTO raced_owed SELECT $1::uuid, 'INV-01' WHERE NOT EXISTS (SELECT 1 FROM raced_released WHERE case_id = $1)", [caseId])).rowCount ?? 0; });
    if (released === 1 && owed === 1) both += 1;
  });
  for (const client of [...one, ...two]) await client.end();
  await owner.end();
  expect(both).toBeGreaterThan(0);
});

describe('hand-written SQL as the application', () => {
  const attempts: [string, string, string[]][] = [
    ['opens a gate while something is owed', "UPDATE gates SET passed_by = (SELECT record_id FROM records WHERE event_id = $1 AND case_id = $2 LIMIT 1) WHERE event_id = $1 AND case_id = $2 AND gate = 'handOver'", ['23503']],
    ['settles an obligation by a failed record', "UPDATE obligations SET settled_by = (SELECT record_id FROM records WHERE event_id = $1 AND case_id = $2 AND outcome = 'failed' LIMIT 1), settled_as = 'passed', followed_by = NULL WHERE event_id = $1 AND case_id = $2 AND step = 'CHK-02'", ['23503']],
    ['settles an obligation by another step’s record', "UPDATE obligations SET settled_by = (SELECT record_id FROM records WHERE event_id = $1 AND case_id = $2 AND outcome = 'passed' LIMIT 1), settled_as = 'passed' WHERE event_id = $1 AND case_id = $2 AND step = 'SMP-01'", ['23503']],
    ['says that sampling is not applicable', "INSERT INTO records (event_id, case_id, seq, record_id, ordinal, step, outcome, rule, evidence, occurred_at, recorded_at) VALUES ($1, $2, 900, gen_random_uuid(), 1, 'SMP-01', 'not_applicable', 'because', '{}', now(), now())", ['23514']],
    ['hands over with the gate shut', "INSERT INTO records (event_id, case_id, seq, record_id, ordinal, step, outcome, needs_gate, evidence, occurred_at, recorded_at) VALUES ($1, $2, 901, gen_random_uuid(), 1, 'XFR-01', 'passed', 'handOver', '{}', now(), now())", ['23503']],
    ['hands over without naming the gate', "INSERT INTO records (event_id, case_id, seq, record_id, ordinal, step, outcome, evidence, occurred_at, recorded_at) VALUES ($1, $2, 902, gen_random_uuid(), 1, 'XFR-01', 'passed', '{}', now(), now())", ['23514']],
    ['deletes what is owed', 'DELETE FROM obligations WHERE event_id = $1 AND case_id = $2', ['42501']],
    ['deletes a record', 'DELETE FROM records WHERE event_id = $1 AND case_id = $2', ['42501']],
    ['changes a record', "UPDATE records SET outcome = 'passed' WHERE event_id = $1 AND case_id = $2", ['42501']],
    ['moves an obligation to a later gate', "UPDATE obligations SET bars = 'done' WHERE event_id = $1 AND case_id = $2", ['42501']],
    ['drops the guard', 'ALTER TABLE obligations DROP CONSTRAINT obligations_event_id_case_id_bars_pin_fkey', ['42501']],
    ['switches the guard off', "SET session_replication_role = 'replica'", ['42501']],
  ];
  test.each(attempts)('cannot do it: %s', async (_, sql, codes) => {
    const flightId = await makeFlight();
    const [caseId] = await makeTravellers(world, flightId, 1);
    const record = (step: string, evidence: object) => world.done('prescribed.record', { caseId, step, evidence });
    await record('ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
    await record('CHK-02', { temperatureCelsius: 38.2 });
    const before = await world.open.pool.query('SELECT * FROM obligations WHERE event_id = $1 AND case_id = $2', [world.eventId, caseId]);
    const outcome = await world.open.pool.query(sql, sql.includes('$2') ? [world.eventId, caseId] : []).then(() => 'accepted', (error: pg.DatabaseError) => error.code);
    expect(codes).toContain(outcome);
    expect(await world.open.pool.query('SELECT * FROM obligations WHERE event_id = $1 AND case_id = $2', [world.eventId, caseId])).toEqual(before);
  });
});

test('the constraints of the database and the catalogue name the same steps', async () => {
  const { stepCatalogue } = await import('../src/modules/prescribed/catalogue.ts');
  const rows = await world.open.pool.query<{ name: string; definition: string }>("SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname IN ('records_excusable', 'records_needs_gate')");
  const definition = (name: string): string => rows.find((row) => row.name === name)?.definition ?? '';
  const steps = (text: string): string[] => [...text.matchAll(/'([A-Z]{3}-(?:\d\d[a-z]?|[A-Z]+\d?))'/g)].map((match) => match[1]!).sort();
  expect(steps(definition('records_excusable'))).toEqual(stepCatalogue.filter((step) => step.excusedWhen !== undefined).map((step) => step.id).sort());
  expect(steps(definition('records_needs_gate'))).toEqual(stepCatalogue.filter((step) => step.passes !== undefined).map((step) => step.id).sort());
  for (const step of stepCatalogue) if (step.passes !== undefined) expect(definition('records_needs_gate')).toMatch(new RegExp(`'${step.id}'::text THEN '${step.passes}'`));
});
