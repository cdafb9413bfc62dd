import { Type } from 'typebox';
import type { FactDefinition, StepDefinition } from '../shapes.ts';

const unknownFalse = { caseKind: 'flight', value: { type: 'boolean' }, unknownAs: false } as const;
const count = { caseKind: 'flight', value: { type: 'integer', minimum: 0, maximum: 2000 }, unknownAs: 0 } as const;
const countField = Type.Integer({ minimum: 0, maximum: 2000 });
const yes = (order: number) => Type.Boolean({ 'x-order': order });
const note = Type.Optional(Type.String({ maxLength: 2000, 'x-widget': 'note' }));
const instant = Type.String({ format: 'date-time' });
const shortText = Type.String({ minLength: 1, maxLength: 120 });
const strict = { additionalProperties: false } as const;

/** Lists what a flight's conditions may read. */
export const flightFacts: readonly FactDefinition[] = [
  { name: 'flight.chartered', ...unknownFalse, from: [{ attribute: 'flight.chartered' }] },
  { name: 'flight.expectedPersons', ...count, from: [{ attribute: 'flight.expectedPersons' }] },
  { name: 'flight.risk', caseKind: 'flight', value: { type: 'text', values: ['low', 'medium', 'high'] }, unknownAs: 'high', from: [{ attribute: 'flight.risk' }] },
  { name: 'list.held', ...unknownFalse, from: [{ step: 'FLT-01', field: 'listHeld' }] },
  { name: 'list.hoursBeforeLanding', caseKind: 'flight', value: { type: 'number', minimum: 0, maximum: 2000, unit: 'h' }, unknownAs: 0, from: [{ step: 'FLT-01', field: 'hoursBeforeLanding' }] },
  { name: 'list.unexplainedGaps', ...count, from: [{ step: 'FLT-01', field: 'unexplainedGaps' }] },
  { name: 'list.chased', ...unknownFalse, from: [{ step: 'FLT-01b', field: 'chased' }] },
  { name: 'policy.approved', ...unknownFalse, from: [{ step: 'FLT-02', field: 'approved' }] },
  { name: 'stations.staffReady', ...unknownFalse, from: [{ step: 'FLT-03', field: 'staffReady' }] },
  { name: 'stations.devicesReady', ...unknownFalse, from: [{ step: 'FLT-03', field: 'devicesCalibrated' }] },
  { name: 'stations.kitReady', ...unknownFalse, from: [{ step: 'FLT-03', field: 'protectiveEquipmentReady' }] },
  { name: 'boarding.papersIn', ...unknownFalse, from: [{ step: 'BRD-01', field: 'papersIn' }] },
  { name: 'boarding.headCount', ...count, from: [{ step: 'BRD-01', field: 'headCount' }] },
  { name: 'boarding.listed', ...count, from: [{ step: 'BRD-01', field: 'listed' }] },
  { name: 'boarding.illPersons', ...count, from: [{ step: 'BRD-01', field: 'illPersons' }] },
  { name: 'triage.eachLedOffFirst', ...unknownFalse, from: [{ step: 'BRD-02', field: 'eachLedOffFirst' }] },
  { name: 'disembarkation.permitted', ...unknownFalse, from: [{ step: 'DSB-01', field: 'permitted' }] },
  { name: 'disembarkation.headCount', ...count, from: [{ step: 'BRD-03', field: 'headCount' }] },
  { name: 'disembarkation.sumOfBatches', ...count, from: [{ step: 'BRD-03', field: 'sumOfBatches' }] },
  { name: 'discrepancy.explained', ...unknownFalse, from: [{ step: 'DIF-01', field: 'explained' }] },
  { name: 'report.acknowledged', ...unknownFalse, from: [{ step: 'REP-01', field: 'acknowledged' }] },
  { name: 'report.equalsLedger', ...unknownFalse, from: [{ step: 'REP-01', field: 'equalsLedger' }] },
  { name: 'disinfection.done', ...unknownFalse, from: [{ step: 'CLN-01', field: 'done' }] },
  { name: 'closing.signed', ...unknownFalse, from: [{ step: 'CLS-01', field: 'bothSigned' }] },
  { name: 'doors.headCount', ...count, from: [{ step: 'DEP-04', field: 'headCount' }] },
  { name: 'doors.released', ...count, from: [{ step: 'DEP-04', field: 'released' }] },
];

const officers = ['healthOfficer', 'dutyOfficer'] as const;
const both = ['arrival', 'departure'] as const;
const arrival = ['arrival'] as const;

/**
 * Lists the prescribed actions of a flight, in the order of the day.
 * Source: docs/facts.md (Playbook, Hangzhou airport, Beijing Customs statements named there).
 */
export const flightSteps: readonly StepDefinition[] = [
  { id: 'FLT-01', caseKind: 'flight', directions: both, station: 'desk', roles: [...officers, 'centre'], health: false, onlyBy: 'travellers.confirmList',
    evidence: Type.Object({ listHeld: yes(1), hoursBeforeLanding: Type.Number({ minimum: 0, maximum: 2000, 'x-unit': 'h' }), unexplainedGaps: countField, messages: Type.Optional(Type.String({ maxLength: 500 })), note }, strict),
    when: 'true', pass: 'list.held && list.hoursBeforeLanding >= thresholds.listLeadHours && list.unexplainedGaps == 0',
    onFailure: [{ step: 'FLT-01b' }], bars: 'disembark', source: 'Hangzhou airport: two hours; the rest inferred' },
  { id: 'FLT-01b', caseKind: 'flight', directions: both, station: 'desk', roles: [...officers], health: false,
    evidence: Type.Object({ chased: yes(1), unexplainedGaps: Type.Integer({ minimum: 0, maximum: 0 }), worstClassAssumed: yes(3), note }, strict),
    when: 'false', pass: 'list.chased', onFailure: [], bars: 'disembark', source: 'inferred: carrier and centre chased, worst class assumed' },
  { id: 'FLT-02', caseKind: 'flight', directions: both, station: 'desk', roles: ['dutyOfficer'], health: false, onlyBy: 'flights.approvePlan',
    evidence: Type.Object({ approved: yes(1), planId: Type.String({ format: 'uuid' }), planVersion: Type.Integer({ minimum: 1 }), risk: Type.Enum(['low', 'medium', 'high']), note }, strict),
    when: 'true', pass: 'policy.approved', onFailure: [], bars: 'disembark', source: 'Beijing Daily: one flight, one policy' },
  { id: 'FLT-03', caseKind: 'flight', directions: both, station: 'desk', roles: [...officers], health: false,
    evidence: Type.Object({ staffReady: yes(1), protectiveEquipmentReady: yes(2), devicesCalibrated: yes(3), staffPresent: Type.Integer({ minimum: 0, maximum: 1000 }), note }, strict),
    when: 'true', pass: 'stations.staffReady && stations.devicesReady && stations.kitReady', onFailure: [], bars: 'disembark', source: 'inferred: all green before disembarkation' },
  { id: 'BRD-01', caseKind: 'flight', directions: arrival, station: 'aircraft', roles: [...officers], health: true, onlyBy: 'travellers.confirmOnBoard',
    evidence: Type.Object({ papersIn: yes(1), headCount: countField, listed: countField, crewAnswers: Type.Optional(Type.String({ maxLength: 1000, 'x-widget': 'note' })), illPersons: countField, note }, strict),
    when: 'true', pass: 'boarding.papersIn && boarding.headCount == boarding.listed', onFailure: [], bars: 'disembark', source: 'Playbook; Capital Airport Customs: hold the doors and recount' },
  { id: 'BRD-02', caseKind: 'flight', directions: arrival, station: 'aircraft', roles: [...officers, 'doctor'], health: true,
    evidence: Type.Object({ persons: countField, seats: Type.String({ maxLength: 300 }), eachLedOffFirst: yes(3), finding: Type.Optional(Type.String({ maxLength: 1000, 'x-widget': 'note' })), note }, strict),
    when: 'boarding.illPersons > 0', pass: 'triage.eachLedOffFirst', onFailure: [], bars: 'disembark', source: 'Beijing Customs; Playbook' },
  { id: 'DSB-01', caseKind: 'flight', directions: arrival, station: 'aircraft', roles: [...officers], health: false,
    evidence: Type.Object({ permitted: yes(1), note }, strict),
    when: 'true', pass: 'disembarkation.permitted', onFailure: [], bars: 'closing', passes: 'disembark', source: 'inferred: the doors open only when the flight is ready' },
  { id: 'BRD-03', caseKind: 'flight', directions: arrival, station: 'aircraft', roles: [...officers], health: false,
    evidence: Type.Object({ batches: Type.Array(countField, { minItems: 1, maxItems: 60 }), sumOfBatches: countField, headCount: countField, note }, strict),
    when: 'true', pass: 'disembarkation.sumOfBatches == disembarkation.headCount', onFailure: [], bars: 'closing', source: 'Hangzhou airport; Beijing Customs: staged disembarkation' },
  { id: 'DEP-04', caseKind: 'flight', directions: ['departure'], station: 'aircraft', roles: [...officers, 'airline'], health: false,
    evidence: Type.Object({ headCount: countField, released: countField, note }, strict),
    when: 'true', pass: 'doors.headCount == doors.released', onFailure: [], bars: 'closing', passes: 'disembark', source: 'inferred: doors-closed count equals the persons released' },
  { id: 'DIF-01', caseKind: 'flight', directions: both, station: 'desk', roles: [...officers], health: false, onlyBy: 'travellers.explainDifference',
    evidence: Type.Object({ difference: Type.String({ maxLength: 300 }), explained: yes(2), explanation: Type.String({ minLength: 3, maxLength: 2000, 'x-widget': 'note' }) }, strict),
    when: 'false', pass: 'discrepancy.explained', onFailure: [], bars: 'closing', due: 'differenceMinutes', source: 'Beijing Customs 2020-09-04: no person missed; the five head-counts are ours' },
  { id: 'REP-01', caseKind: 'flight', directions: both, station: 'desk', roles: [...officers], health: false, onlyBy: 'flights.acknowledgeReport',
    evidence: Type.Object({ reportId: Type.String({ format: 'uuid' }), recipients: Type.String({ minLength: 1, maxLength: 500 }), sentAt: instant, equalsLedger: yes(4), acknowledged: yes(5), acknowledgedBy: Type.Optional(shortText), note }, strict),
    when: 'true', pass: 'report.acknowledged && report.equalsLedger', onFailure: [], bars: 'closing', source: 'Beijing Daily; Beijing Customs' },
  { id: 'CLN-01', caseKind: 'flight', directions: both, station: 'disinfection', roles: ['disinfection', ...officers], health: false,
    evidence: Type.Object({ areas: shortText, agent: shortText, minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 600 })), done: yes(4), note }, strict),
    when: 'true', pass: 'disinfection.done', onFailure: [], bars: 'closing', source: 'Capital Airport Customs: done before the next flight' },
  { id: 'CLS-01', caseKind: 'flight', directions: both, station: 'desk', roles: ['dutyOfficer'], health: false, onlyBy: 'flights.close',
    evidence: Type.Object({ ledgerHash: Type.String({ pattern: '^[0-9a-f]{64}$' }), persons: countField, secondOfficer: shortText, bothSigned: yes(4), note }, strict),
    when: 'true', pass: 'closing.signed', onFailure: [], bars: 'closed', passes: 'closing', source: 'The rule of 100 %; three closing conditions, Beijing Customs 2020-09-04' },
];
