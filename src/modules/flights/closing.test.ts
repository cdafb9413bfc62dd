import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/officer.ts';
import type { FlightRow } from './shapes.ts';
import { FlightDay } from '../../../tests/flight-day.ts';
import { makeTravellers, makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';

let world: TestWorld;
let day: FlightDay;
let second: Actor;

beforeAll(async () => {
  world = await makeWorld();
  day = new FlightDay(world);
  second = await world.makeOfficer('healthOfficer', 'second-officer');
});
afterAll(() => world.close());

const sign = (flightId: string): Promise<unknown> => world.done('flights.signClosing', { flightId }, { as: second });
const close = (flightId: string): Promise<string> => world.refusedBy('flights.close', { flightId, secondOfficer: second.officerId });

describe('closing', () => {
  test('is refused while the vehicle took fewer than were handed over', async () => {
    const flightId = await day.announce();
    const caseIds = await makeTravellers(world, flightId, 2);
    await day.prepare(flightId);
    await day.board(flightId, caseIds);
    for (const caseId of caseIds) await day.walkHall(caseId);
    await day.handOver(flightId, caseIds, 1);
    for (const caseId of caseIds) await day.result(caseId);
    await day.disinfect(flightId);
    await day.report(flightId);
    expect(await close(flightId)).toBe('hand-overs-differ');
    const { blocking, canClose } = await world.see<{ blocking: object[]; canClose: { refusal: { code: string } } }>('flights.flight', { flightId });
    expect(blocking).toEqual([{ kind: 'check', code: 'hand-overs-differ', params: { handedOver: 2, received: 1, onBoard: 2 } }]);
    expect(canClose.refusal.code).toBe('hand-overs-differ');
  });

  test('is refused when the head-count at the door is not the number of persons on board', async () => {
    const flightId = await day.announce();
    const caseIds = await makeTravellers(world, flightId, 2);
    await day.prepare(flightId);
    await day.record(flightId, 'BRD-01', { papersIn: true, headCount: 3, listed: 3, illPersons: 0 });
    for (const caseId of caseIds) await day.record(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
    await day.record(flightId, 'DSB-01', { permitted: true });
    await day.record(flightId, 'BRD-03', { batches: [1, 1], sumOfBatches: 2, headCount: 2 });
    for (const caseId of caseIds) await day.walkHall(caseId);
    await day.handOver(flightId, caseIds);
    for (const caseId of caseIds) await day.result(caseId);
    await day.disinfect(flightId);
    await day.report(flightId);
    expect(await close(flightId)).toBe('head-count-differs');
  });

  test('is refused while a tube has no result, although nothing is owed', async () => {
    const flightId = await day.announce();
    const caseIds = await makeTravellers(world, flightId, 2);
    await day.prepare(flightId);
    await day.board(flightId, caseIds);
    for (const caseId of caseIds) await day.walkHall(caseId);
    // One person was swabbed once more; that tube never reached the laboratory.
    await day.record(caseIds[0]!, 'SMP-01', { tubeId: 'SPARE-1', personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true });
    await day.handOver(flightId, caseIds);
    for (const caseId of [caseIds[0]!, ...caseIds]) await day.result(caseId);
    await day.disinfect(flightId);
    await day.report(flightId);
    const answer = await world.act('flights.close', { flightId, secondOfficer: 'second-officer' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'tubes-differ', params: { withoutResult: ['SPARE-1'], withoutResultCount: 1 } } });
  });

  test('is refused while a difference is unexplained', async () => {
    const flightId = await day.announce();
    await makeTravellers(world, flightId, 1);
    const { oweInTransaction } = await import('../prescribed/in-transaction.ts');
    await world.open.pool.transaction((tx) => oweInTransaction({
      tx, eventId: world.eventId, actor: world.officer, action: 'test', now: world.now(), command: { id: flightId, occurredAt: world.now(), input: {} }, announce: () => undefined, afterCommit: (work) => work(),
    }, flightId, 'DIF-01', 'difference'));
    expect(await world.act('flights.close', { flightId, secondOfficer: 'second-officer' })).toMatchObject({ ok: false, refusal: { code: 'still-owed', params: { differences: 1, openCases: 1 } } });
    expect((await day.row(flightId)).counts.discrepancies).toBe(1);
    const { totals } = await world.see<{ totals: { alerts: { flightId: string; code: string }[] } }>('flights.board', {});
    expect(totals.alerts.filter((alert) => alert.flightId === flightId).map((alert) => alert.code)).toContain('differences-open');
  });

  test('hashes every record, so that a changed one is found out', async () => {
    const { flightId, caseIds } = await day.untilClosing(2);
    await sign(flightId);
    const { ledgerHash, records } = await world.done<{ ledgerHash: string; records: number }>('flights.close', { flightId, secondOfficer: second.officerId });
    // An independent reading of the same ledger gives the same hash.
    const rows = await world.open.pool.query<Record<string, unknown>>(
      `SELECT case_id AS "caseId", corrects, device_id AS "deviceId", evidence, key_id AS "keyId", occurred_at AS "occurredAt", officer_id AS "officerId", offline, ordinal, outcome, record_id AS "recordId", recorded_at AS "recordedAt", rule, seq, station_id AS "stationId", step
       FROM records WHERE event_id = $1 AND case_id = ANY ($2) AND step <> 'CLS-01' ORDER BY case_id, seq`, [world.eventId, [flightId, ...caseIds]]);
    const sorted = (value: unknown): unknown => (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)])) : value);
    expect(rows).toHaveLength(records);
    expect(createHash('sha256').update(rows.map((row) => `${JSON.stringify(sorted(row))}\n`).join('')).digest('hex')).toBe(ledgerHash);

    const sheet = async (): Promise<string> => (await world.see<{ content: string }>('flights.closingSheet', { flightId, language: 'en' })).content;
    const honest = await sheet();
    const owner = new pg.Client({ connectionString: world.administratorUrl });
    await owner.connect();
    await owner.query(`UPDATE records SET evidence = '{"temperatureCelsius": 36.4}' WHERE case_id = $1 AND step = 'CHK-02'`, [caseIds[0]]);
    await owner.end();
    expect(await sheet()).not.toBe(honest);
  });

  test('needs the second officer’s own signature over the records as they stand, and the sheet says how and when each signed', async () => {
    const { flightId } = await day.untilClosing(1);
    expect(await close(flightId)).toBe('signature-missing');
    const gate = await world.makeOfficer('gate');
    expect(await world.refusedBy('flights.signClosing', { flightId }, { as: gate })).toBe('role-not-allowed');
    // A signature of one is none of another.
    await world.done('flights.signClosing', { flightId }, { as: await world.makeOfficer('doctor') });
    expect(await close(flightId)).toBe('signature-missing');
    await sign(flightId);
    await day.record(flightId, 'CLN-01', { areas: 'cabin again', agent: 'chlorine', done: true });
    await day.report(flightId);
    expect(await close(flightId)).toBe('signature-outdated');
    await sign(flightId);
    const { reportId } = await world.done<{ reportId: string }>('flights.close', { flightId, secondOfficer: second.officerId });
    const [row] = await world.open.pool.query<{ signed: { officerId: string; way: string; signedAt: string }[] }>("SELECT content->'signed' AS signed FROM reports WHERE event_id = $1 AND report_id = $2", [world.eventId, reportId]);
    expect(row!.signed).toMatchObject([{ officerId: world.officer.officerId, way: 'session' }, { officerId: second.officerId, way: 'session' }]);
    expect(await world.refusedBy('flights.signClosing', { flightId }, { as: second })).toBe('flight-closed');
    await expect(world.open.pool.query("UPDATE signatures SET officer_id = $2 WHERE event_id = $1", [world.eventId, world.officer.officerId])).rejects.toThrow(/permission denied/);
  });

  test('is done once by two who close at the same instant, and nothing is recorded behind it', async () => {
    const { flightId, caseIds } = await day.untilClosing(2);
    await sign(flightId);
    const attempts = await Promise.all([
      ...[1, 2, 3].map(() => world.act('flights.close', { flightId, secondOfficer: 'second-officer' })),
      world.act('prescribed.record', { caseId: flightId, step: 'CLN-01', evidence: { areas: 'jetway', agent: 'chlorine', done: true } }),
      world.act('prescribed.record', { caseId: caseIds[0], step: 'CHK-02', evidence: { temperatureCelsius: 39 } }),
    ]);
    const closed = attempts.slice(0, 3).filter((answer) => answer.ok);
    expect(closed.length).toBeLessThanOrEqual(1);
    for (const answer of attempts.slice(0, 3)) if (!answer.ok) expect(['flight-closed', 'records-arrived-meanwhile', 'case-closed', 'signature-outdated']).toContain(answer.refusal.code);
    if (closed.length === 0) await sign(flightId);
    if (closed.length === 0) await world.done('flights.close', { flightId, secondOfficer: 'second-officer' });
    const [last] = await world.open.pool.query<{ step: string; count: number }>("SELECT step, (SELECT count(*) FROM records c WHERE c.case_id = $1 AND c.step = 'CLS-01') AS count FROM records WHERE case_id = $1 ORDER BY seq DESC LIMIT 1", [flightId]);
    expect(last).toEqual({ step: 'CLS-01', count: 1 });
  });
});

describe('a report', () => {
  test('acknowledged by a recipient it does not have, or twice, is refused; one whose ledger changed since fails REP-01', async () => {
    const flightId = await day.announce();
    const caseIds = await makeTravellers(world, flightId, 1);
    await day.prepare(flightId);
    const { reportId } = await world.done<{ reportId: string }>('flights.sendReport', { flightId, kind: 'information', recipients: 'Centre，City' });
    expect(await world.refusedBy('flights.acknowledgeReport', { reportId, recipient: 'Nobody' })).toBe('recipient-unknown');
    expect(await world.done('flights.acknowledgeReport', { reportId, recipient: 'City' })).toEqual({ waitingFor: ['Centre'], equalsLedger: null, outcome: null });
    expect(await world.refusedBy('flights.acknowledgeReport', { reportId, recipient: 'City' })).toBe('report-already-acknowledged');
    const key: Actor = { ...world.officer, officerId: null, keyId: '0199f000-0000-7000-8000-000000000001', organisation: 'Elsewhere', roles: ['centre'] };
    expect(await world.refusedBy('flights.acknowledgeReport', { reportId, recipient: 'Centre' }, { as: key })).toBe('recipient-not-yours');
    // Somebody slips a record under the time that the report covers.
    const owner = new pg.Client({ connectionString: world.administratorUrl });
    await owner.connect();
    await owner.query(
      `INSERT INTO records (event_id, case_id, seq, record_id, ordinal, step, outcome, evidence, occurred_at, recorded_at) SELECT event_id, case_id, 1, gen_random_uuid(), ordinal, step, 'failed', '{"temperatureCelsius": 40}', opened, opened
       FROM (SELECT o.event_id, o.case_id, 1 AS ordinal, 'CHK-02' AS step, o.owed_at AS opened FROM obligations o WHERE o.case_id = $1 LIMIT 1) x`, [caseIds[0]]);
    await owner.end();
    expect(await world.done('flights.acknowledgeReport', { reportId, recipient: 'Centre' })).toEqual({ waitingFor: [], equalsLedger: false, outcome: 'failed' });
    const { steps } = await world.see<{ steps: { step: string; state: string }[] }>('prescribed.case', { caseId: flightId });
    expect(steps.find((step) => step.step === 'REP-01')?.state).toBe('owed');
  });

  test('acknowledged by its two recipients at the same instant records REP-01 once', async () => {
    const flightId = await day.announce();
    const { reportId } = await world.done<{ reportId: string }>('flights.sendReport', { flightId, kind: 'information', recipients: 'A, B, C' });
    const answers = await Promise.all(['A', 'B', 'C'].map((recipient) => world.done<{ outcome: string | null }>('flights.acknowledgeReport', { reportId, recipient })));
    expect(answers.filter((answer) => answer.outcome === 'passed')).toHaveLength(1);
  });

  test('goes to the endpoints that asked for it', async () => {
    const { open, eventId } = world;
    const flightId = await day.announce();
    for (const [endpoint, topics] of [['0199f000-0000-7000-8000-00000000000a', ['report.sent']], ['0199f000-0000-7000-8000-00000000000b', ['flight.closed']]] as const) {
      await open.pool.query("INSERT INTO webhook_endpoints (event_id, endpoint_id, organisation, url, secret, topics, created_by, created_at) VALUES ($1, $2, 'X', 'https://x.invalid/', 's', $3, $4, $5)", [eventId, endpoint, topics, world.officer.officerId, world.now()]);
    }
    await world.done('flights.sendReport', { flightId, kind: 'information', recipients: 'A' });
    const deliveries = await open.pool.query("SELECT d.endpoint_id FROM webhook_deliveries d JOIN webhook_messages m USING (event_id, message_id) WHERE m.payload->>'flightId' = $1", [flightId]);
    expect(deliveries).toEqual([{ endpoint_id: '0199f000-0000-7000-8000-00000000000a' }]);
  });
});

describe('figures at any past instant', () => {
  test('are what the present was at that instant, through failures, retests and corrections', async () => {
    const flightId = await day.announce();
    const caseIds = await makeTravellers(world, flightId, 3);
    const [one, two, three] = caseIds as [string, string, string];
    const seen: { asOf: string; row: FlightRow; bars: object }[] = [];
    const look = async (): Promise<void> => {
      const row = await day.row(flightId);
      const { bars } = await world.see<{ bars: object }>('flights.flight', { flightId });
      seen.push({ asOf: await day.instant(), row, bars });
    };
    await look();
    await day.prepare(flightId);
    await look();
    await day.board(flightId, [one, two], [three]);
    await look();
    const wrong = await day.record(one, 'CHK-02', { temperatureCelsius: 38.4 });
    await look();
    await day.record(one, 'CHK-02', { temperatureCelsius: 36.4 }, wrong);
    await look();
    const fine = await day.record(two, 'CHK-02', { temperatureCelsius: 36.6 });
    await look();
    await day.record(two, 'CHK-02', { temperatureCelsius: 38.1 }, fine);
    await look();
    await day.record(two, 'CHK-03', { mercuryCelsius: 38, minutesWaited: 10, symptomSeen: true });
    await look();
    await day.record(two, 'INV-01', { class: 'suspected', travel14Days: 'none' });
    await day.record(two, 'INV-02', { done: true, excludedAsSuspect: false, auscultation: 'rales' });
    await look();
    expect(new Set(seen.map(({ row }) => `${row.state} ${row.counts.owedSteps} ${row.counts.doneSteps}`)).size).toBeGreaterThan(6);
    for (const { asOf, row, bars } of seen) {
      expect({ asOf, ...(await day.row(flightId, asOf)) }).toEqual({ asOf, ...row });
      expect({ asOf, bars: (await world.see<{ bars: object }>('flights.flight', { flightId }, { asOf })).bars }).toEqual({ asOf, bars });
    }
    // A slow recount, case by case, of what stands now.
    let owed = 0;
    let settled = 0;
    for (const caseId of [flightId, ...caseIds]) {
      for (const step of (await world.see<{ steps: { state: string }[] }>('prescribed.case', { caseId })).steps) {
        if (step.state === 'owed') owed += 1;
        else settled += 1;
      }
    }
    expect((await day.row(flightId)).counts).toMatchObject({ onBoard: 2, absent: 1, owedSteps: owed, doneSteps: settled });
    const { totals } = await world.see<{ totals: { alerts: { flightId: string; code: string }[] } }>('flights.board', {});
    expect(totals.alerts.filter((alert) => alert.flightId === flightId).map((alert) => alert.code)).toEqual(['abnormal-waiting']);
  });
});

describe('a departure', () => {
  test('goes from the village to closed doors, and closes', async () => {
    const flightId = await day.announce({ direction: 'departure', origin: 'PEK', destination: 'NRT' });
    const [here, away] = (await makeTravellers(world, flightId, 2)) as [string, string];
    await day.prepare(flightId, 'departure');
    expect((await day.row(flightId)).state).toBe('planned');
    const declaration = { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, temperatureCelsius: 36.5 };
    await day.record(here, 'DEP-01', declaration);
    expect((await day.row(flightId)).state).toBe('inProcess');
    // The other authority's inspection stands before the release.
    expect(await world.refusedBy('prescribed.record', { caseId: here, step: 'DEP-03', evidence: { released: true } })).toBe('still-owed');
    await day.record(here, 'EXT-03', { passed: true });
    await day.record(here, 'DEP-03', { released: true });
    await day.record(here, 'DEP-05', { onBoard: true, absent: false, basis: 'doorsClosed' });
    await day.record(away, 'DEP-05', { onBoard: false, absent: true, basis: 'noShow' });
    await day.record(flightId, 'DEP-04', { headCount: 1, released: 1 });
    expect(await day.row(flightId)).toMatchObject({ state: 'handedOver', counts: { expected: 2, onBoard: 1, absent: 1, handedOver: 1, done: 1 } });
    await day.disinfect(flightId);
    await day.report(flightId);
    await sign(flightId);
    expect(await world.done('flights.close', { flightId, secondOfficer: 'second-officer' })).toMatchObject({ persons: 1 });
    expect((await day.row(flightId)).state).toBe('closed');
  });
});
