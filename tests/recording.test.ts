import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '../src/kernel/ids.ts';
import { attempt, openPool } from '../src/kernel/db.ts';
import { Refusal } from '../src/kernel/refusal.ts';
import { Recorder } from '../src/modules/prescribed/recorder.ts';
import { KeptStates, keptStates } from '../src/modules/prescribed/kept-states.ts';
import { recordInTransaction } from '../src/modules/prescribed/in-transaction.ts';
import { caseAsOf } from '../src/modules/prescribed/as-of.ts';
import { makeTravellers, makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
let flightId: string;

beforeAll(async () => {
  world = await makeWorld();
  ({ flightId } = await world.done<{ flightId: string }>('flights.announce', {
    designator: 'ZZ1234', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true,
  }));
});
afterAll(() => world.close());

const onBoard = { onBoard: true, absent: false, basis: 'headCount' };

async function databaseUrl(): Promise<string> {
  const { inject } = await import('vitest');
  const server = (await (await fetch(inject('databaseServer'))).json()) as { url: string };
  const [row] = await world.open.pool.query<{ name: string }>('SELECT current_database() AS name');
  const url = new URL(server.url);
  url.pathname = `/${row?.name ?? ''}`;
  return url.href;
}

test('the same record sent again answers as the first time and writes nothing', async () => {
  const [caseId] = await makeTravellers(world, flightId, 1);
  const id = uuidv7();
  const input = { caseId, step: 'ONB-01', evidence: onBoard };
  const first = await world.act('prescribed.record', input, { id });
  const again = await Promise.all(Array.from({ length: 20 }, () => world.act('prescribed.record', input, { id })));
  expect(first.ok).toBe(true);
  for (const answer of again) {
    if (!answer.ok || !first.ok) throw new Error('refused');
    expect(answer.recordedAt).toBe(first.recordedAt);
    expect((answer.result as { outcome: string }).outcome).toBe('passed');
  }
  const rows = await world.open.pool.query('SELECT 1 FROM records WHERE event_id = $1 AND record_id = $2', [world.eventId, id]);
  expect(rows.length).toBe(1);
});

test('an identifier used for something else is refused, on the same case and on another', async () => {
  const [one, two] = await makeTravellers(world, flightId, 2);
  const id = uuidv7();
  await world.done('prescribed.record', { caseId: one, step: 'ONB-01', evidence: onBoard }, { id });
  expect(await world.refusedBy('prescribed.record', { caseId: one, step: 'ONB-01', evidence: { ...onBoard, seat: '9F' } }, { id })).toBe('record-id-reused');
  expect(await world.refusedBy('prescribed.record', { caseId: two, step: 'ONB-01', evidence: onBoard }, { id })).toBe('record-id-reused');
});

test('one bad request does not take the batch it travels in with it', async () => {
  const caseIds = await makeTravellers(world, flightId, 40);
  await Promise.all(caseIds.map((caseId) => world.done('prescribed.record', { caseId, step: 'ONB-01', evidence: onBoard })));
  // Two persons claim one tube in the same instant: one of them is refused, everybody else is recorded.
  const answers = await Promise.all(caseIds.map((caseId, index) => world.act('prescribed.record', {
    caseId, step: 'SMP-01', evidence: { tubeId: index < 2 ? 'TUBE-SHARED' : `TUBE-${index}`, personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true },
  })));
  expect(answers.slice(2).every((answer) => answer.ok)).toBe(true);
  const shared = answers.slice(0, 2);
  expect(shared.filter((answer) => answer.ok).length).toBe(1);
  expect(shared.find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'evidence-key-taken' } });
});

test('two servers on one database record on the same cases without losing or doubling anything', async () => {
  const url = await databaseUrl();
  const pools = [openPool(url, { max: 4 }), openPool(url, { max: 4 })];
  const recorders = pools.map((pool) => new Recorder(pool, new KeptStates()));
  const caseIds = await makeTravellers(world, flightId, 12);
  const steps: [string, object][] = [
    ['ONB-01', onBoard], ['CHK-02', { temperatureCelsius: 36.4 }], ['CHK-02', { temperatureCelsius: 38.4 }], ['CHK-04', { zone: 'A', finding: 'none' }], ['EXT-01', { passed: true }],
    ['CHK-04', { zone: 'B', finding: 'symptomatic' }], ['PRE-05', { checksHeld: true, airlineResult: 'ok' }], ['CHK-02', { temperatureCelsius: 36.9 }],
  ];
  await Promise.all(caseIds.map((caseId) => world.done('prescribed.record', { caseId, step: 'ONB-01', evidence: onBoard })));
  const sent = caseIds.flatMap((caseId) => steps.map(([step, evidence]) => ({ caseId, step, evidence: evidence as Record<string, unknown>, id: uuidv7() })));
  // Every request goes to both servers, as a station does that lost the answer of the first.
  const answers = await Promise.all(sent.flatMap(({ id, ...request }) => recorders.map((recorder) =>
    recorder.record(world.eventId, world.officer, { id, occurredAt: world.now(), input: {} }, { recordId: id, ...request }, world.now()))));
  for (let index = 0; index < sent.length; index += 1) {
    const [one, two] = [answers[2 * index]!, answers[2 * index + 1]!];
    expect(one.ok).toBe(two.ok);
    if (one.ok && two.ok) expect(one.recordedAt).toBe(two.recordedAt);
  }
  const rows = await world.open.pool.query<{ record_id: string; count: number }>('SELECT record_id, count(*) FROM records WHERE event_id = $1 AND record_id = ANY ($2::uuid[]) GROUP BY record_id', [world.eventId, sent.map((entry) => entry.id)]);
  const accepted = sent.filter((_, index) => answers[2 * index]!.ok);
  expect(rows.length).toBe(accepted.length);
  expect(rows.every((row) => row.count === 1)).toBe(true);
  await Promise.all(pools.map((pool) => pool.close()));
});

test('an action that records on a kept state finds what another server recorded meanwhile, and decides again', async () => {
  const pool = openPool(await databaseUrl(), { max: 2 });
  const other = new Recorder(pool, new KeptStates());
  const [caseId] = await makeTravellers(world, flightId, 1);
  await world.done('travellers.recordMany', { step: 'ONB-01', evidence: onBoard, caseIds: [caseId] });
  expect(keptStates(world.open.pool).find(world.eventId, caseId!)?.records.some((record) => record.step === 'ONB-01')).toBe(true);
  // The other server sees a fever and sends the person on; here that is not known yet.
  const fever = { recordId: uuidv7(), caseId: caseId!, step: 'CHK-02', evidence: { temperatureCelsius: 38.6 } };
  expect((await other.record(world.eventId, world.officer, { id: fever.recordId, occurredAt: world.now(), input: {} }, fever, world.now())).ok).toBe(true);
  const { results } = await world.done<{ results: { outcome: string; owed: string[] }[] }>('travellers.recordMany', { step: 'PRE-05', evidence: { checksHeld: true, airlineResult: 'ok' }, caseIds: [caseId] });
  const rows = await world.open.pool.query<{ seq: number; step: string }>('SELECT seq, step FROM records WHERE event_id = $1 AND case_id = $2 ORDER BY seq', [world.eventId, caseId]);
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.filter((row) => row.step === 'PRE-05').length).toBe(1);
  expect(results[0]).toMatchObject({ outcome: 'passed' });
  expect(results[0]!.owed).toContain('CHK-03');
  await pool.close();
});

test('what is taken back to a savepoint is not kept', async () => {
  const [caseId] = await makeTravellers(world, flightId, 1);
  const after: (() => void)[] = [];
  await world.open.pool.transaction((tx) => attempt(tx, async () => {
    await recordInTransaction({
      tx, eventId: world.eventId, actor: world.officer, now: world.now(), action: 'test', command: { id: uuidv7(), occurredAt: world.now(), input: {} }, announce: () => undefined, afterCommit: (work) => after.push(work),
    }, [{ recordId: uuidv7(), caseId: caseId!, step: 'ONB-01', evidence: onBoard }]);
    throw new Refusal('not-found');
  }));
  for (const work of after) work();
  expect(keptStates(world.open.pool).find(world.eventId, caseId!)).toBe(undefined);
  await world.done('prescribed.record', { caseId, step: 'ONB-01', evidence: onBoard });
  const rows = await world.open.pool.query<{ seq: number }>('SELECT seq FROM records WHERE event_id = $1 AND case_id = $2 ORDER BY seq', [world.eventId, caseId]);
  expect(rows[0]?.seq).toBe(1);
});

test('order is kept on one case, however fast the requests come', async () => {
  const [caseId] = await makeTravellers(world, flightId, 1);
  await world.done('prescribed.record', { caseId, step: 'ONB-01', evidence: onBoard });
  const readings = Array.from({ length: 30 }, (_, index) => 36 + index / 100);
  const ids = readings.map(() => uuidv7());
  await Promise.all(readings.map((celsius, index) => world.done('prescribed.record', { caseId, step: 'CHK-02', evidence: { temperatureCelsius: Math.round(celsius * 10) / 10 } }, { id: ids[index]! })));
  const rows = await world.open.pool.query<{ record_id: string }>("SELECT record_id FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'CHK-02' ORDER BY seq", [world.eventId, caseId]);
  expect(rows.map((row) => row.record_id)).toEqual(ids);
});

test('a correction is a new record; what stood before is still there at its time', async () => {
  const [caseId] = await makeTravellers(world, flightId, 1);
  await world.done('prescribed.record', { caseId, step: 'ONB-01', evidence: onBoard });
  const wrong = uuidv7();
  await world.done('prescribed.record', { caseId, step: 'CHK-02', evidence: { temperatureCelsius: 36.5 } }, { id: wrong });
  const between = world.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const corrected = await world.done<{ added: string[] }>('prescribed.record', { caseId, step: 'CHK-02', evidence: { temperatureCelsius: 38.5 }, corrects: wrong });
  expect(corrected.added).toContain('CHK-03');
  expect(await world.refusedBy('prescribed.record', { caseId, step: 'CHK-02', evidence: { temperatureCelsius: 36.5 }, corrects: wrong })).toBe('correction-unknown');
  const { pool } = world.open;
  const then = await caseAsOf(pool, world.eventId, caseId!, between);
  const today = await caseAsOf(pool, world.eventId, caseId!, world.now());
  expect(then?.steps.find((step) => step.step === 'CHK-02')?.state).toBe('passed');
  expect(then?.steps.some((step) => step.step === 'CHK-03')).toBe(false);
  expect(today?.steps.find((step) => step.step === 'CHK-02')?.state).toBe('followed');
  expect(today?.records.find((record) => record.recordId === wrong)).toMatchObject({ corrected: true, outcome: 'passed' });
  expect(today?.facts['temperature.celsius']).toBe(38.5);
});

test('a result for another person’s tube is refused', async () => {
  const [one, two] = await makeTravellers(world, flightId, 2);
  for (const [index, caseId] of [one, two].entries()) {
    await world.done('prescribed.record', { caseId, step: 'ONB-01', evidence: onBoard });
    await world.done('prescribed.record', { caseId, step: 'SMP-01', evidence: { tubeId: `OWN-${index}`, personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true } });
  }
  expect(await world.refusedBy('prescribed.record', { caseId: one, step: 'SMP-02', evidence: { tubeId: 'OWN-1', result: 'negative', resultAt: world.now() } })).toBe('evidence-names-another');
});

test('what cannot be recorded is refused with its place, and the refusal is in the audit', async () => {
  const [caseId] = await makeTravellers(world, flightId, 1);
  const press = await world.makeOfficer('laboratory');
  expect(await world.refusedBy('prescribed.record', { caseId, step: 'CHK-02', evidence: { temperatureCelsius: 36.5 } }, { as: press })).toBe('role-not-allowed');
  expect(await world.act('prescribed.record', { caseId, step: 'CHK-02', evidence: { temperatureCelsius: 99 } })).toMatchObject({ ok: false, refusal: { code: 'evidence-invalid', where: '/temperatureCelsius' } });
  expect(await world.refusedBy('prescribed.record', { caseId: uuidv7(), step: 'CHK-02', evidence: { temperatureCelsius: 36.5 } })).toBe('case-unknown');
  expect(await world.refusedBy('prescribed.record', { caseId, step: 'CHK-99', evidence: {} })).toBe('step-unknown');
  expect(await world.refusedBy('prescribed.record', { caseId, step: 'CHK-02', evidence: { temperatureCelsius: 36.5 } })).toBe('step-not-owed');
  const rows = await world.open.pool.query('SELECT 1 FROM action_log WHERE event_id = $1 AND outcome = $2 AND officer_id = $3', [world.eventId, 'refused', press.officerId]);
  expect(rows.length).toBe(1);
});

test('every tenth of a degree that a thermometer can show is accepted', async () => {
  const { checkRequest } = await import('../src/modules/prescribed/deciding.ts');
  for (let tenths = 250; tenths <= 450; tenths += 1) checkRequest(world.officer, { step: 'CHK-02', evidence: { temperatureCelsius: tenths / 10 } }, 'prescribed.record');
});
