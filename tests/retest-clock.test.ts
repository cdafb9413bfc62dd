import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBaseline } from '../src/modules/prescribed/opening.ts';
import { nationalBaseline } from '../src/modules/prescribed/plan-file.ts';
import { seedBaselines } from '../src/modules/flights/baselines.ts';
import { insertPlan } from '../src/modules/flights/store/plans.ts';
import { addDevice, gateReading } from './devices-port.ts';
import type { TestDevice } from './devices-port.ts';
import { makeTravellers, makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface Step { readonly step: string; readonly state: string; readonly owedAt: string; readonly dueAt: string | null; readonly planVersion: number }
interface Board { readonly flights: readonly { readonly flightId: string; readonly nextDueAt: string | null; readonly counts: { readonly overdue: number } }[]; readonly totals: { readonly overdue: number; readonly alerts: readonly { readonly flightId: string; readonly code: string; readonly since: string | null; readonly params: object }[] } }

const minute = 60_000;
let world: TestWorld;
let gate: TestDevice;
let older: { flightId: string; caseId: string };
let newer: { flightId: string; caseId: string };

const arrive = async (designator: string): Promise<{ flightId: string; caseId: string }> => {
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator, flightDate: '2022-01-27', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-27T00:10:00.000Z', chartered: true });
  const [caseId] = await makeTravellers(world, flightId, 1);
  await world.recordDirectly(caseId!, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
  return { flightId, caseId: caseId! };
};
const retestOf = async (caseId: string): Promise<Step | undefined> => (await world.see<{ steps: Step[] }>('prescribed.case', { caseId })).steps.findLast(({ step }) => step === 'CHK-03');
const lateOn = async (flightId: string): Promise<string[]> => (await world.see<{ persons: { caseId: string }[] }>('travellers.persons', { flightId, filter: 'overdue' })).persons.map((person) => person.caseId);
const alertsOf = async (flightId: string): Promise<Board['totals']['alerts']> => (await world.see<Board>('flights.board', {})).totals.alerts.filter((alert) => alert.flightId === flightId && alert.code === 'steps-overdue');
const passes = (from: string, minutes: number): void => world.setTime(new Date(Date.parse(from) + minutes * minute).toISOString(), 0);

beforeAll(async () => {
  world = await makeWorld();
  // What stood approved before the confirmation had a clock: the same plan without the time that is allowed for it.
  const { retestDeadlineMinutes: _, ...thresholds } = nationalBaseline('arrival').thresholds;
  const last = (await findBaseline(world.open.pool, world.eventId, 'arrival'))!;
  await insertPlan(world.open.pool, world.eventId, { planId: last.planId, version: last.version + 1, kind: 'baseline', document: { ...nationalBaseline('arrival'), thresholds }, basedOn: last, createdBy: null, createdAt: world.now() });
  older = await arrive('XX101');
  await world.open.pool.transaction((tx) => seedBaselines({ tx, eventId: world.eventId, now: world.now() }));
  newer = await arrive('XX102');
  gate = await addDevice(world, 'thermometerGate');
  for (const { caseId } of [older, newer]) await gate.sends('measured', gateReading(37.6), { subject: caseId });
});
afterAll(() => world.close());

test('a hit of the gate is to be confirmed ten minutes after the rest of five, and from then on stands in every list of what is late', async () => {
  const retest = (await retestOf(newer.caseId))!;
  expect(retest).toMatchObject({ state: 'owed', planVersion: 3, dueAt: new Date(Date.parse(retest.owedAt) + 15 * minute).toISOString() });
  passes(retest.owedAt, 14);
  expect((await world.see<Board>('flights.board', {})).flights.find((flight) => flight.flightId === newer.flightId)).toMatchObject({ nextDueAt: retest.dueAt, counts: { overdue: 0 } });
  expect(await lateOn(newer.flightId)).toEqual([]);
  expect(await alertsOf(newer.flightId)).toEqual([]);
  passes(retest.owedAt, 16);
  expect(await lateOn(newer.flightId)).toEqual([newer.caseId]);
  expect(await alertsOf(newer.flightId)).toEqual([expect.objectContaining({ since: retest.dueAt, params: { count: 1 } })]);
});

test('a flight under an older version has the retest as it was approved: no clock, and the retest passes as before', async () => {
  const retest = (await retestOf(older.caseId))!;
  expect(retest).toMatchObject({ state: 'owed', planVersion: 2, dueAt: null });
  passes(retest.owedAt, 60);
  expect(await lateOn(older.flightId)).toEqual([]);
  expect(await alertsOf(older.flightId)).toEqual([]);
  await world.done('prescribed.record', { caseId: older.caseId, step: 'CHK-03', evidence: { mercuryCelsius: 36.8, minutesWaited: 60, symptomSeen: false } });
  expect(await retestOf(older.caseId)).toMatchObject({ state: 'passed' });
});

test('confirmed late it is no longer owed, and what was late then is still seen as of then', async () => {
  const retest = (await retestOf(newer.caseId))!;
  const asOf = new Date(Date.parse(retest.owedAt) + 30 * minute).toISOString();
  await world.done('prescribed.record', { caseId: newer.caseId, step: 'CHK-03', evidence: { mercuryCelsius: 36.9, minutesWaited: 60, symptomSeen: false } });
  passes(retest.owedAt, 70);
  expect(await lateOn(newer.flightId)).toEqual([]);
  expect(await alertsOf(newer.flightId)).toEqual([]);
  const { persons } = await world.see<{ persons: { caseId: string }[] }>('travellers.persons', { flightId: newer.flightId, filter: 'overdue' }, { asOf });
  expect(persons.map((person) => person.caseId)).toEqual([newer.caseId]);
});

test('a plan may make the time shorter, not longer, and a longer rest moves the end with it', async () => {
  const baseline = nationalBaseline('arrival');
  const refused = async (thresholds: object) => (await world.see<{ problems: { code: string; path: string }[] }>('flights.checkPlan', { document: { ...baseline, thresholds: { ...baseline.thresholds, ...thresholds } } })).problems.map(({ code, path }) => `${path} ${code}`);
  expect(await refused({ retestDeadlineMinutes: 11 })).toEqual(['thresholds.retestDeadlineMinutes baseline-threshold-looser']);
  expect(await refused({ retestDeadlineMinutes: 5, retestRestMinutes: 20 })).toEqual([]);
  const { flightId, caseId } = await arrive('XX103');
  const document = { ...baseline, thresholds: { ...baseline.thresholds, retestDeadlineMinutes: 5, retestRestMinutes: 20 } };
  const { version } = await world.done<{ version: number }>('flights.savePlan', { flightId, document });
  await world.done('flights.approvePlan', { flightId, planId: flightId, version }, { as: await world.makeOfficer('dutyOfficer') });
  await gate.sends('measured', gateReading(37.6), { subject: caseId });
  const retest = (await retestOf(caseId))!;
  expect(retest.dueAt).toBe(new Date(Date.parse(retest.owedAt) + 25 * minute).toISOString());
});
