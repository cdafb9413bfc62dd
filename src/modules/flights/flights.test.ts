import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Actor } from '../../kernel/officer.ts';
import { FlightDay } from '../../../tests/flight-day.ts';
import { makeTravellers, makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';
import { nationalBaseline } from '../prescribed/plan-file.ts';
import { directions } from '../prescribed/shapes.ts';
import type { PlanDocument } from '../prescribed/shapes.ts';
import { eventTemplates, seedTemplates } from './templates.ts';

let world: TestWorld;
let second: Actor;
let day: FlightDay;

beforeAll(async () => {
  world = await makeWorld();
  day = new FlightDay(world);
  second = await world.makeOfficer('healthOfficer', 'second-officer');
  await world.open.pool.transaction((tx) => seedTemplates({ tx, eventId: world.eventId, now: world.now() }));
});
afterAll(() => world.close());

const announced = { flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T02:00:00Z', chartered: true, expectedPersons: 3, risk: 'medium' };

describe('a flight', () => {
  test('is announced once, under the national baseline of its direction', async () => {
    const flightId = await day.announce({ designator: 'CA926' });
    const flight = await day.row(flightId);
    expect(flight).toMatchObject({ designator: 'CA926', state: 'announced', planApproved: false, planVersion: 1, planTitle: nationalBaseline('arrival').title, risk: 'medium', scheduledAt: '2022-01-27T02:00:00.000Z' });
    expect(flight.counts).toMatchObject({ expected: 3, onBoard: 0, doneSteps: 0, owedSteps: 9 });
    expect(await world.refusedBy('flights.announce', { ...announced, designator: 'CA926' })).toBe('flight-already-announced');
    expect(await world.refusedBy('flights.announce', { ...announced, designator: 'CA927', pointCode: 'XXX' })).toBe('point-unknown');
    expect(await world.refusedBy('flights.announce', { ...announced, designator: 'ca 9' })).toBe('input-invalid');
  });

  test('is announced once even by two who do so at the same instant', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => world.act('flights.announce', { ...announced, designator: 'CA777' })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal.code).toBe('flight-already-announced');
  });

  test('moves, and is cancelled only before anybody came', async () => {
    const flightId = await day.announce();
    await world.done('flights.move', { flightId, kind: 'estimated', at: '2022-01-27T02:30:00Z', source: 'tower' });
    expect((await day.row(flightId)).estimatedAt).toBe('2022-01-27T02:30:00.000Z');
    await world.done('flights.move', { flightId, kind: 'landed', at: '2022-01-27T02:20:00Z', source: 'tower' });
    expect((await day.row(flightId)).state).toBe('landed');
    expect(await world.refusedBy('flights.move', { flightId, kind: 'cancelled', at: '2022-01-27T03:00:00Z', source: 'tower' })).toBe('flight-under-way');
    const other = await day.announce();
    await world.done('flights.move', { flightId: other, kind: 'cancelled', at: '2022-01-27T03:00:00Z', source: 'airline' });
    expect((await day.row(other)).state).toBe('cancelled');
    expect(await world.refusedBy('flights.savePlan', { flightId: other, document: nationalBaseline('arrival') })).toBe('flight-cancelled');
  });
});

describe('a plan', () => {
  test('every event template passes the check and is seeded once', async () => {
    await world.open.pool.transaction((tx) => seedTemplates({ tx, eventId: world.eventId, now: world.now() }));
    const { templates, baselines } = await world.see<{ templates: { title: { en: string }; differences: number }[]; baselines: object[] }>('flights.templates', {});
    expect(baselines).toHaveLength(directions.length);
    expect(templates.map((entry) => entry.title.en).sort()).toEqual(eventTemplates.map((entry) => entry.title.en).sort());
    for (const entry of templates) expect(entry.differences).toBeGreaterThan(0);
  });

  test('is made from a template in one click, edited, compared, approved by name and pinned', async () => {
    const flightId = await day.announce();
    const caseIds = await makeTravellers(world, flightId, 1);
    const first = await world.done<{ planId: string; version: number }>('flights.planFlight', { flightId, templatePlanId: await day.template() });
    expect(first).toEqual({ planId: flightId, version: 1 });
    expect(await day.row(flightId)).toMatchObject({ state: 'listed', planApproved: false, draftVersion: 1, planId: flightId });
    const { document } = await world.see<{ document: PlanDocument }>('flights.plan', { planId: flightId });
    const stricter: PlanDocument = { ...document, thresholds: { ...document.thresholds, feverCelsius: 37 }, steps: document.steps.map((step) => (step.step === 'INV-01' ? { ...step, when: 'true' } : step)) };
    expect(await world.done('flights.savePlan', { flightId, document: stricter })).toEqual({ planId: flightId, version: 2 });
    const shown = await world.see<{ differencesFromPrevious: object[]; differencesFromBaseline: object[]; problems: object[]; approved: object | null; versions: object[] }>('flights.plan', { planId: flightId });
    expect(shown.differencesFromPrevious).toEqual([
      { path: 'thresholds.feverCelsius', kind: 'changed', before: 37.3, after: 37 },
      { path: 'steps.INV-01.when', kind: 'changed', before: expect.any(String), after: 'true' },
    ]);
    expect(shown).toMatchObject({ problems: [], approved: null });
    expect(await world.refusedBy('flights.approvePlan', { flightId, planId: flightId, version: 1 })).toBe('plan-not-newest');
    expect(await world.refusedBy('flights.approvePlan', { flightId, planId: flightId, version: 2 }, { as: second })).toBe('role-not-allowed');
    await world.done('flights.approvePlan', { flightId, planId: flightId, version: 2 });
    expect(await world.refusedBy('flights.approvePlan', { flightId, planId: flightId, version: 2 })).toBe('plan-already-approved');
    expect(await day.row(flightId)).toMatchObject({ state: 'planned', planApproved: true, planVersion: 2, draftVersion: null });
    const traveller = await world.see<{ steps: { step: string; because: string }[]; planVersion: number }>('prescribed.case', { caseId: caseIds[0] });
    expect(traveller.planVersion).toBe(2);
    expect(traveller.steps.map((step) => step.step)).toContain('INV-01');
    expect((await world.see<{ approved: object }>('flights.plan', { planId: flightId })).approved).toMatchObject({ officerId: world.officer.officerId });
  });

  test('that lets anybody skip a baseline action is refused with that very traveller', async () => {
    const flightId = await day.announce();
    const document = nationalBaseline('arrival');
    const looser = { ...document, steps: document.steps.map((step) => (step.step === 'CHK-02' ? { ...step, when: "boarding.onBoard && person.kind == 'passenger'" } : step)) };
    const answer = await world.act('flights.savePlan', { flightId, document: looser });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'plan-invalid', params: { problems: [{ code: 'baseline-skipped', counterexample: { 'person.kind': 'crew' } }] } } });
    expect((await world.see<{ problems: object[] }>('flights.checkPlan', { document: looser })).problems).toHaveLength(1);
    expect(await world.refusedBy('flights.saveTemplate', { document: looser })).toBe('plan-invalid');
    expect(await world.refusedBy('flights.savePlan', { flightId, document: nationalBaseline('departure') })).toBe('plan-wrong-direction');
    expect(await world.refusedBy('flights.planFlight', { flightId, templatePlanId: await day.template('departure') })).toBe('plan-wrong-direction');
    expect(await world.refusedBy('flights.planFlight', { flightId, templatePlanId: uuidv7() })).toBe('plan-unknown');
  });
});

describe('closing', () => {
  test('takes a flight from its announcement to a closed ledger, and every figure answers for any instant', async () => {
    const flightId = await day.announce();
    const caseIds = await makeTravellers(world, flightId, 3);
    await day.prepare(flightId);
    const planned = await day.instant();
    await world.done('flights.move', { flightId, kind: 'landed', at: world.now(), source: 'tower' });
    await day.record(flightId, 'BRD-01', { papersIn: true, headCount: 2, listed: 2, illPersons: 0 });
    for (const caseId of caseIds.slice(0, 2)) await day.record(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
    await day.record(caseIds[2]!, 'ONB-01', { onBoard: false, absent: true, basis: 'notBoarded' });
    expect((await day.row(flightId)).state).toBe('landed');
    await day.record(flightId, 'DSB-01', { permitted: true });
    expect((await day.row(flightId)).state).toBe('disembarking');
    await day.record(flightId, 'BRD-03', { batches: [2], sumOfBatches: 2, headCount: 2 });
    for (const caseId of caseIds.slice(0, 2)) await day.walkHall(caseId);
    expect(await day.row(flightId)).toMatchObject({ state: 'inProcess', counts: { expected: 3, onBoard: 2, absent: 1, inProcess: 2, handedOver: 0, done: 0, overdue: 0 } });
    await day.handOver(flightId, caseIds.slice(0, 2));
    expect(await day.row(flightId)).toMatchObject({ state: 'handedOver', counts: { inProcess: 0, handedOver: 2, done: 0 } });

    const early = await world.act('flights.close', { flightId, secondOfficer: 'second-officer' });
    expect(early).toMatchObject({ ok: false, refusal: { code: 'still-owed', params: { openCases: 2, persons: [{ name: 'INVENTED PERSON 1', steps: ['SMP-02'] }, { name: 'INVENTED PERSON 2' }] } } });
    const shown = await world.see<{ blocking: object[]; bars: { step: string }[]; timeline: { kind: string; key: string }[]; canClose: { ok: boolean } }>('flights.flight', { flightId });
    expect(shown.canClose.ok).toBe(false);
    expect(shown.blocking).toContainEqual(expect.objectContaining({ kind: 'step', step: 'CLN-01' }));
    expect(shown.bars.find((bar) => bar.step === 'CHK-02')).toMatchObject({ station: 'temperature', total: 2, passed: 2, owed: 0 });
    expect(shown.bars.find((bar) => bar.step === 'PRE-01')).toMatchObject({ total: 3, passed: 2, notApplicable: 1 });
    expect(shown.timeline.map((entry) => entry.key)).toEqual(expect.arrayContaining(['announced', 'saved', 'FLT-02', 'landed', 'normal']));

    expect(await day.report(flightId)).toMatchObject({ waitingFor: [], equalsLedger: true, outcome: 'passed' });
    for (const caseId of caseIds.slice(0, 2)) await day.result(caseId);
    await day.record(flightId, 'CLN-01', { areas: 'cabin', agent: 'chlorine', done: true });
    // The report was sent before the results came: its figures are no longer the ledger's.
    expect(await world.refusedBy('flights.close', { flightId, secondOfficer: 'second-officer' })).toBe('report-differs');
    await day.report(flightId);
    expect(await world.refusedBy('flights.close', { flightId, secondOfficer: 'nobody' })).toBe('second-officer-unknown');
    expect(await world.refusedBy('flights.close', { flightId, secondOfficer: 'all-roles' })).toBe('second-officer-same');
    await world.done('flights.signClosing', { flightId }, { as: second });
    const before = await day.instant();
    const closed = await world.done<{ ledgerHash: string; persons: number; records: number; reportId: string }>('flights.close', { flightId, secondOfficer: 'second-officer' });
    expect(closed.persons).toBe(2);
    expect(closed.ledgerHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await day.row(flightId)).toMatchObject({ state: 'closed', counts: { owedSteps: 0, done: 2 } });
    expect((await day.row(flightId, before)).state).toBe('handedOver');
    expect(await day.row(flightId, planned)).toMatchObject({ state: 'planned', counts: { onBoard: 0, handedOver: 0 } });
    expect(await world.refusedBy('flights.close', { flightId, secondOfficer: 'second-officer' })).toBe('flight-closed');
    expect(await world.refusedBy('prescribed.record', { caseId: flightId, step: 'CLN-01', evidence: { areas: 'cabin', agent: 'chlorine', done: true } })).toBe('case-closed');
    const messages = await world.open.pool.query<{ topic: string; payload: { flightId: string; ledgerHash?: string } }>("SELECT topic, payload FROM webhook_messages WHERE payload->>'flightId' = $1 ORDER BY message_id", [flightId]);
    expect(messages.map((message) => message.topic)).toEqual(['report.sent', 'report.sent', 'flight.closed']);
    expect(messages.at(-1)?.payload.ledgerHash).toBe(closed.ledgerHash);

    const { reports } = await world.see<{ reports: { reportId: string; kind: string }[] }>('flights.flight', { flightId });
    const information = reports.find((entry) => entry.kind === 'information')!.reportId;
    for (const language of ['en', 'zh']) {
      for (const [view, input] of [['flights.closingSheet', { flightId }], ['flights.planSheet', { planId: flightId }], ['flights.reportSheet', { reportId: information }]] as const) {
        const file = await world.see<{ fileName: string; mediaType: string; content: string }>(view, { ...input, language });
        const bytes = Buffer.from(file.content, 'base64');
        expect(file.mediaType).toBe('application/pdf');
        expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
        // The font is embedded as a subset: the whole one has ten million bytes.
        expect(bytes.length).toBeLessThan(400_000);
        if (process.env['TONGGUAN_SHEETS'] !== undefined) writeFileSync(join(process.env['TONGGUAN_SHEETS'], file.fileName), bytes);
      }
    }
  });
});
