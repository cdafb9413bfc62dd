import { openHouse } from '../../../src/server/start.ts';
import type { OpenHouse } from '../../../src/server/start.ts';
import { uuidv7 } from '../../../src/kernel/ids.ts';
import type { ActionContext } from '../../../src/kernel/action.ts';
import { roles } from '../../../src/kernel/officer.ts';
import type { Actor } from '../../../src/kernel/officer.ts';
import { insertEvent } from '../../../src/modules/ports/store.ts';
import { findOfficer, insertOfficer } from '../../../src/modules/staff/store.ts';
import { openSession } from '../../../src/modules/staff/sign-in.ts';
import { openCases } from '../../../src/modules/prescribed/opening.ts';
import { stepCatalogue } from '../../../src/modules/prescribed/catalogue.ts';
import * as catalogue from '../../../src/modules/prescribed/catalogue.ts';
import { baselinePlan } from '../../../src/modules/prescribed/plans.ts';

/** Is a world made for measuring: one event, one officer with every role, many travellers on many flights. */
export interface BenchWorld {
  readonly eventId: string;
  readonly cookie: string;
  readonly caseIds: readonly string[];
  close(): Promise<void>;
}

const personsPerFlight = 200;

/** Opens cases of travellers under flights, all steps owed by the national baseline. */
export async function makeBenchWorld(url: string, persons: number): Promise<BenchWorld> {
  const open: OpenHouse = await openHouse(url);
  const eventId = uuidv7();
  await insertEvent(open.pool, { event_id: eventId, code: `bench-${eventId.slice(-6)}`, name_en: 'Bench', name_zh: '测', time_zone: 'Asia/Shanghai', clock: { kind: 'real' } }, new Date().toISOString());
  await open.book.refresh();
  const officerId = uuidv7();
  await insertOfficer(open.pool, eventId, { officer_id: officerId, user_name: 'bench', name_en: 'Bench', name_zh: '测', organisation: 'Bench', roles: [...roles], station_id: null, language: 'en', password_hash: null, external_subject: null, persona: false }, new Date().toISOString());
  const { token } = await openSession(open.pool, eventId, (await findOfficer(open.pool, eventId, officerId))!);
  const planId = uuidv7();
  const plan = baselinePlan('arrival', { steps: stepCatalogue, thresholds: catalogue.thresholdCatalogue });
  await open.pool.query("INSERT INTO plans (event_id, plan_id, version, kind, document, created_at) VALUES ($1, $2, 1, 'baseline', $3, now())", [eventId, planId, JSON.stringify(plan)]);
  const actor: Actor = { officerId, keyId: null, name: { en: 'Bench', zh: '测' }, organisation: 'Bench', roles: [...roles], stationId: null };
  const caseIds: string[] = [];
  while (caseIds.length < persons) {
    await open.pool.transaction(async (tx) => {
      const context: ActionContext = { tx, eventId, actor, now: open.house.now(eventId), action: 'bench', command: { id: uuidv7(), occurredAt: new Date().toISOString(), input: {} }, announce: () => undefined, afterCommit: () => undefined };
      const flightId = uuidv7();
      await openCases(context, { planId, version: 1 }, [{ caseId: flightId, kind: 'flight', parentId: null, attributes: {} }]);
      const travellers = Array.from({ length: Math.min(personsPerFlight, persons - caseIds.length) }, () => uuidv7());
      await openCases(context, { planId, version: 1 }, travellers.map((caseId) => ({ caseId, kind: 'traveller', parentId: flightId, attributes: { 'person.kind': 'passenger', 'person.hasBags': true, 'person.accredited': true } })));
      caseIds.push(...travellers);
    });
  }
  return { eventId, cookie: `tongguan_session=${token}`, caseIds, close: () => open.close() };
}

const answers = { symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };

/** Lists what officers record on one traveller on the way through the hall, ready to send. */
export function walkThrough(caseId: string): string[] {
  const occurredAt = new Date().toISOString();
  const steps: [string, object][] = [
    ['PRE-01', { daysMonitored: 14, symptomSeen: false }],
    ['PRE-02', { bothNegative: true, firstHoursBeforeDeparture: 90, secondHoursBeforeDeparture: 40, hoursApart: 50, approvedLaboratory: true }],
    ['PRE-03', { fullCourse: true, daysSinceLastDose: 60 }],
    ['PRE-04', { complete: true, formVersion: '8', language: 'en', ...answers }],
    ['PRE-05', { checksHeld: true, airlineResult: 'ok' }],
    ['ONB-01', { onBoard: true, absent: false, basis: 'headCount' }],
    ['CHK-01', { codeValid: true, samePerson: true, openAnswers: 0, ...answers }],
    ['CHK-02', { temperatureCelsius: 36.5 }],
    ['CHK-04', { zone: 'A', finding: 'none' }],
    ['SMP-01', { tubeId: `T${caseId}`, personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true }],
    ['EXT-01', { passed: true }],
    ['EXT-02', { cardNumber: 'A1', valid: true }],
    ['BAG-01', { tags: 1, tagsMatch: true, disinfected: true }],
    ['SMP-02', { tubeId: `T${caseId}`, result: 'negative', resultAt: occurredAt }],
  ];
  return steps.map(([step, evidence]) => JSON.stringify({ id: uuidv7(), occurredAt, input: { caseId, step, evidence } }));
}
