import type { Role } from '../kernel/officer.ts';
import type { Performance } from './acting.ts';
import type { Place } from './beside-officers.ts';
import { iso } from './deeds.ts';
import { personas, reportRecipients } from './port.ts';
import { approvable, boardedOf, owedSteps, owingCases } from './store/owing.ts';
import { openDifferences } from './store/world.ts';

// What an ordinary case gives, where officers of flesh and blood began and did not end.
const ordinary: Readonly<Record<string, readonly [by: Role, evidence: object]>> = {
  'FLT-01b': ['healthOfficer', { chased: true, unexplainedGaps: 0, worstClassAssumed: true }],
  'FLT-03': ['healthOfficer', { staffReady: true, protectiveEquipmentReady: true, devicesCalibrated: true, staffPresent: 12 }],
  'BRD-02': ['healthOfficer', { persons: 1, seats: 'as reported', eachLedOffFirst: true }],
  'DSB-01': ['healthOfficer', { permitted: true }],
  'CLN-01': ['disinfection', { areas: 'aircraft 航空器, route 通道, hall 大厅', agent: 'Invented agent 虚构消毒剂', done: true }],
  'PRE-01': ['healthOfficer', { daysMonitored: 14, symptomSeen: false }],
  'PRE-02': ['healthOfficer', { bothNegative: true, firstHoursBeforeDeparture: 80, secondHoursBeforeDeparture: 30, hoursApart: 50, approvedLaboratory: true }],
  'PRE-03': ['healthOfficer', { fullCourse: true, daysSinceLastDose: 60 }],
  'PRE-03b': ['healthOfficer', { arranged: true, arrangement: 'exemption', file: 'EX-invented' }],
  'PRE-04': ['healthOfficer', { complete: true, formVersion: '2022-01', language: 'en', symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false }],
  'PRE-05': ['healthOfficer', { checksHeld: true, airlineResult: 'ok' }],
  'ONB-01': ['healthOfficer', { onBoard: true, absent: false, basis: 'headCount' }],
  'CHK-01': ['gate', { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false }],
  'CHK-01b': ['healthOfficer', { complete: true, samePerson: true, formVersion: '2022-01', language: 'en', symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false }],
  'CHK-02': ['gate', { temperatureCelsius: 36.5 }],
  'CHK-03': ['healthOfficer', { mercuryCelsius: 36.6, minutesWaited: 20, symptomSeen: false }],
  'CHK-04': ['healthOfficer', { zone: 'Hall 1', finding: 'none' }],
  'INV-01': ['doctor', { class: 'ordinary', travel14Days: 'asked at the inquiry point' }],
  'INV-02': ['doctor', { done: true, excludedAsSuspect: true, auscultation: 'clear on both sides' }],
  'EXT-01': ['immigration', { passed: true }],
  'EXT-02': ['committee', { cardNumber: 'S-invented', valid: true }],
  'BAG-01': ['customsOfficer', { tags: 2, tagsMatch: true, disinfected: true }],
  'REP-03': ['healthOfficer', { ruleVersion: 'seats-2-rows', contacts: 0, reached: 0, everyoneReached: true }],
  'DEP-01': ['gate', { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, temperatureCelsius: 36.5 }],
  'DEP-02': ['customsOfficer', { pieces: 2, seals: 'SEAL-invented', sealed: true, holder: 'the team' }],
  'EXT-03': ['immigration', { passed: true }],
  'DEP-03': ['gate', { released: true, gate: 'D1' }],
  'DEP-05': ['airline', { onBoard: true, absent: false, basis: 'doorsClosed' }],
};

const kept = new Set(['REP-01', 'CLS-01']);

/** Finishes a flight whose script has ended and which is not closed, because somebody worked on it by hand: what is owed is done as for an ordinary case, then it is reported and closed. */
export async function finishFlight(place: Place, performance: Performance, attempt: number, now: number): Promise<void> {
  let number = 0;
  const act = async (action: string, by: Role, input: unknown): Promise<Record<string, unknown> | undefined> => {
    const name = `finish-${attempt}-${number += 1}`;
    const answer = await performance.improvise({ name, at: now, by, action }, name, input, now);
    return answer.ok ? answer.result as Record<string, unknown> : undefined;
  };
  for (let round = 0; round < 8; round += 1) {
    const owed = (await owedSteps(place)).filter(({ step }) => !kept.has(step));
    if (owed.length === 0) break;
    const bySteps = new Map<string, { case_id: string; tube: string | null }[]>();
    for (const { step, ...rest } of owed) bySteps.set(step, [...(bySteps.get(step) ?? []), rest]);
    for (const [step, cases] of bySteps) await finishStep(place, performance, act, step, cases, now);
  }
  for (const { ordinal } of await openDifferences(place.db, place.eventId, place.flightId)) {
    await act('travellers.explainDifference', 'healthOfficer', { flightId: place.flightId, ordinal, explanation: 'Compared with the carrier; the count at the doors stands.' });
  }
  const report = await act('flights.sendReport', 'healthOfficer', { flightId: place.flightId, kind: 'information', recipients: Object.values(reportRecipients).join(', ') });
  if (report === undefined) return;
  await act('flights.acknowledgeReport', 'centre', { reportId: report['reportId'], recipient: reportRecipients.centre });
  await act('flights.acknowledgeReport', 'committee', { reportId: report['reportId'], recipient: reportRecipients.committee });
  await act('flights.signClosing', 'healthOfficer', { flightId: place.flightId });
  await act('flights.close', 'dutyOfficer', { flightId: place.flightId, secondOfficer: personas.find((persona) => persona.role === 'healthOfficer')!.nameEn });
}

type Act = (action: string, by: Role, input: unknown) => Promise<Record<string, unknown> | undefined>;

async function finishStep(place: Place, performance: Performance, act: Act, step: string, cases: readonly { case_id: string; tube: string | null }[], now: number): Promise<void> {
  const { flightId } = place;
  const caseIds = cases.map((entry) => entry.case_id);
  const known = ordinary[step];
  if (known !== undefined) {
    await act('travellers.recordMany', known[0], { step, caseIds, evidence: known[1] });
    return;
  }
  switch (step) {
    case 'FLT-01':
      await act('travellers.confirmList', 'healthOfficer', { flightId });
      return;
    case 'FLT-02':
      await act('flights.approvePlan', 'dutyOfficer', { flightId, planId: flightId, version: (await approvable(place)) ?? 1 });
      return;
    case 'BRD-01':
    case 'DEP-04': {
      const { listed, absent } = await boardedOf(place);
      await act('travellers.confirmOnBoard', 'healthOfficer', { flightId, headCount: listed - absent.length, papersIn: true, illPersons: 0, absentCaseIds: absent });
      return;
    }
    case 'BRD-03': {
      const { listed, absent } = await boardedOf(place);
      const headCount = listed - absent.length;
      await act('prescribed.record', 'healthOfficer', { caseId: flightId, step, evidence: { batches: [headCount], sumOfBatches: headCount, headCount } });
      return;
    }
    case 'SMP-01':
      await act('travellers.recordMany', 'sampler', { step, items: caseIds.map((caseId) => ({ caseId, evidence: { tubeId: `H${caseId.slice(-12)}${now % 100_000}`.toUpperCase(), personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true } })) });
      return;
    case 'SMP-02': {
      const results = cases.flatMap(({ tube }) => (tube === null ? [] : [{ tubeId: tube, result: 'negative', resultAt: iso(now) }]));
      if (results.length > 0) await act('travellers.recordResults', 'laboratory', { results });
      return;
    }
    case 'XFR-01': {
      const ready = [...(await owingCases(place, 'XFR-01', true))];
      if (ready.length > 0) await act('travellers.handOver', 'transfer', { flightId, vehicle: 'BUS-00', cluster: 'Village 1 虚构一村', caseIds: ready, countReceived: ready.length, giver: 'MUSTER Zhuan Yun', receiver: 'Village reception (invented)', giverSigned: true, receiverSigned: true });
      return;
    }
    case 'XFR-02':
      for (const caseId of caseIds) await act('travellers.handOverAbnormal', 'transfer', { caseId, class: 'suspected', destination: 'Invented Hospital 虚构定点医院', vehicle: 'AMB-02', receiver: 'Ward reception (invented)', receiptSigned: true });
      return;
    case 'REP-02':
      for (const caseId of caseIds) await act('prescribed.record', 'healthOfficer', { caseId, step, evidence: { knownAt: iso(now), sentAt: iso(now), recipients: 'Invented Health Commission 虚构卫健委', acknowledged: true } });
      return;
    default:
  }
}
