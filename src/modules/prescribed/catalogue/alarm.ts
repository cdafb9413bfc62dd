import { Type } from 'typebox';
import type { FactDefinition, StepDefinition } from '../shapes.ts';

/** Lists what an alarm is about. */
export const alarmClasses = ['radiation', 'trace', 'imaging', 'treatment', 'identity'] as const;
/** Is what an alarm is about. */
export type AlarmClass = (typeof alarmClasses)[number];

/**
 * Lists what an alarm can turn out to be; what is done about it is another question.
 * Source: shared practice named in docs/facts.md (alarm to adjudication); the list is inferred.
 */
export const alarmCategories = [
  'falseAlarm', 'innocentMedical', 'innocentNorm', 'legalShipment', 'contaminatedGoods', 'industrialSource', 'snmSuspect', 'illicit', 'explosive', 'narcotic', 'prohibited', 'interferent', 'underDose', 'instrumentFault', 'unknown',
] as const;
/** Is what an alarm turned out to be. */
export type AlarmCategory = (typeof alarmCategories)[number];

/** Lists what can be done about an alarm; after `hold` the case is still open. */
export const alarmDispositions = ['release', 'releaseWithRecord', 'hold', 'detainAndReturn', 'handOver'] as const;
/** Is what is done about an alarm. */
export type AlarmDisposition = (typeof alarmDispositions)[number];

/** Lists the categories that let a subject go on, by what the alarm is about: nothing else is ever green. */
export const innocentCategories: readonly AlarmCategory[] = ['falseAlarm', 'innocentMedical', 'innocentNorm', 'legalShipment', 'interferent', 'instrumentFault'];

const unknownFalse = { caseKind: 'alarm', value: { type: 'boolean' }, unknownAs: false } as const;

/** Lists what the conditions of an alarm may read. */
export const alarmFacts: readonly FactDefinition[] = [
  { name: 'alarm.class', caseKind: 'alarm', value: { type: 'text', values: [...alarmClasses] }, unknownAs: 'radiation', from: [{ attribute: 'alarm.class' }] },
  { name: 'alarm.neutron', ...unknownFalse, from: [{ attribute: 'alarm.neutron' }] },
  { name: 'alarm.snm', ...unknownFalse, from: [{ attribute: 'alarm.snm' }] },
  { name: 'secondary.neutron', ...unknownFalse, from: [{ step: 'ALM-SEC', field: 'neutron' }] },
  { name: 'alarm.acknowledged', ...unknownFalse, from: [{ step: 'ALM-ACK', field: 'acknowledged' }] },
  { name: 'verify.done', ...unknownFalse, from: [{ step: 'ALM-VER', field: 'done' }] },
  { name: 'verify.repeated', ...unknownFalse, from: [{ step: 'ALM-VER', field: 'repeated' }] },
  { name: 'secondary.doseRate', caseKind: 'alarm', value: { type: 'number', minimum: 0, maximum: 1_000_000, unit: 'µSv/h' }, unknownAs: 0, from: [{ step: 'ALM-SEC', field: 'doseRateMicrosievertPerHour' }] },
  { name: 'secondary.isolated', ...unknownFalse, from: [{ step: 'ALM-SEC', field: 'isolated' }] },
  { name: 'secondary.papersAgree', ...unknownFalse, from: [{ step: 'ALM-SEC', field: 'papersAgree' }] },
  { name: 'opened.done', ...unknownFalse, from: [{ step: 'ALM-OPEN', field: 'opened' }] },
  { name: 'located.found', ...unknownFalse, from: [{ step: 'ALM-LOC', field: 'found' }] },
  { name: 'identified.done', ...unknownFalse, from: [{ step: 'ALM-IDN', field: 'done' }] },
  { name: 'identified.snm', ...unknownFalse, from: [{ step: 'ALM-IDN', field: 'snmAmongCandidates' }] },
  { name: 'identified.agreesWithGoods', ...unknownFalse, from: [{ step: 'ALM-IDN', field: 'agreesWithGoods' }] },
  { name: 'expert.answered', ...unknownFalse, from: [{ step: 'ALM-EXP', field: 'answered' }] },
  { name: 'alarm.category', caseKind: 'alarm', value: { type: 'text', values: ['none', ...alarmCategories] }, unknownAs: 'none', from: [{ step: 'ALM-CAT', field: 'category' }] },
  { name: 'alarm.disposition', caseKind: 'alarm', value: { type: 'text', values: ['none', ...alarmDispositions] }, unknownAs: 'none', from: [{ step: 'ALM-DISP', field: 'disposition' }] },
  { name: 'alarm.green', ...unknownFalse, from: [{ step: 'ALM-DISP', field: 'green' }] },
];

const strict = { additionalProperties: false } as const;
const yes = (order: number) => Type.Boolean({ 'x-order': order });
const note = Type.Optional(Type.String({ maxLength: 2000, 'x-widget': 'note' }));
const shortText = Type.String({ minLength: 1, maxLength: 120 });
const longText = Type.String({ minLength: 3, maxLength: 2000, 'x-widget': 'note' });
const officers = ['customsOfficer', 'healthOfficer', 'dutyOfficer'] as const;
const escalated = 'alarm.neutron || secondary.neutron || alarm.snm || identified.snm || secondary.doseRate >= thresholds.stopWorkMicrosievert';
type Given = Omit<StepDefinition, 'caseKind' | 'directions' | 'health' | 'onFailure' | 'station' | 'bars' | 'roles'> & { readonly roles?: readonly string[] };

function prescribed(given: Given): StepDefinition {
  return { caseKind: 'alarm', directions: ['response'], health: false, onFailure: [], station: 'alarmDesk', bars: 'closed', roles: [...officers], ...given };
}

/**
 * Lists the prescribed actions of one alarm of a device, in their order: acknowledge, see whether it comes again, secondary, locate, identify, categorise, dispose.
 * Category and disposition are two questions: a natural source can be too strong to be let go.
 * Source: IAEA practice and Chinese gates as summarised in docs/facts.md; the order and the clocks are inferred.
 */
export const alarmSteps: readonly StepDefinition[] = [
  prescribed({ id: 'ALM-ACK', when: 'true', pass: 'alarm.acknowledged', due: 'alarmAcknowledgeSeconds',
    evidence: Type.Object({ acknowledged: yes(1), note }, strict), source: 'BSI Flex 335 (acknowledge); seconds inferred' }),
  prescribed({ id: 'ALM-VER', when: 'true', pass: 'verify.done', due: 'alarmVerifyMinutes',
    evidence: Type.Object({ done: Type.Literal(true), repeated: yes(2), method: Type.Enum(['secondPass', 'otherInstrument', 'resample', 'checkSource']), note }, strict), source: 'Secondary follows a second pass: IAEA-TECDOC-1312 (to be verified)' }),
  prescribed({ id: 'ALM-SEC', when: 'verify.repeated', pass: 'secondary.isolated', due: 'alarmSecondaryMinutes',
    evidence: Type.Object({ isolated: yes(1), neutron: yes(2), doseRateMicrosievertPerHour: Type.Number({ minimum: 0, maximum: 1_000_000, 'x-unit': 'µSv/h' }), interview: longText, papersAgree: yes(5), note }, strict), source: 'IAEA PAAT: interview and measurement; DB15/T 2320-2021' }),
  prescribed({ id: 'ALM-LOC', roles: [...officers, 'device'], when: "verify.repeated && alarm.class == 'radiation'", pass: 'located.found',
    evidence: Type.Object({ found: yes(1), method: Type.Enum(['handheld', 'localiser', 'robot', 'opened']), place: shortText, radiusMetres: Type.Optional(Type.Number({ minimum: 0, maximum: 100, 'x-unit': 'm' })), note }, strict), source: 'Chinese gates: locate, then identify' }),
  prescribed({ id: 'ALM-OPEN', when: "verify.repeated && (alarm.class == 'trace' || alarm.class == 'imaging')", pass: 'opened.done',
    evidence: Type.Object({ opened: yes(1), secondOfficer: shortText, found: longText, note }, strict), source: 'inferred: opened by two officers' }),
  prescribed({ id: 'ALM-IDN', when: "verify.repeated && (alarm.class == 'radiation' || alarm.class == 'trace')", pass: 'identified.done',
    evidence: Type.Object({ done: Type.Literal(true), identified: shortText, confidence: Type.Enum(['high', 'medium', 'low', 'unknown']), snmAmongCandidates: yes(4), agreesWithGoods: yes(5), method: Type.Enum(['spectrum', 'fieldKit', 'laboratory', 'papers']), note }, strict), source: 'IAEA TRACE: nuclide against commodity; identification advises and never releases' }),
  prescribed({ id: 'ALM-EXP', when: escalated, pass: 'expert.answered', due: 'alarmExpertMinutes',
    evidence: Type.Object({ answered: yes(1), expert: shortText, advice: longText, rawHash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, strict), source: 'IAEA 2008: remote expert support is decisive; minutes inferred' }),
  prescribed({ id: 'ALM-CAT', when: 'verify.done', pass: "alarm.category != 'none'",
    evidence: Type.Object({ category: Type.Enum([...alarmCategories]), reason: longText }, strict), source: 'Categories of Chinese gates and IAEA; list inferred' }),
  prescribed({ id: 'ALM-DISP', when: 'true', onlyBy: 'devices.disposeAlarm', passes: 'closed',
    pass: `alarm.disposition != 'none' && alarm.disposition != 'hold' && (alarm.disposition == 'detainAndReturn' || alarm.disposition == 'handOver' || (alarm.green && !(${escalated})))`,
    evidence: Type.Object({ disposition: Type.Enum([...alarmDispositions]), green: Type.Boolean(), category: Type.Enum([...alarmCategories]), secondOfficer: Type.Optional(Type.String({ format: 'uuid' })), receiver: Type.Optional(shortText), reference: Type.Optional(shortText), reason: longText }, strict), source: 'Two persons for a release from secondary; any neutron or fissile candidate forbids it (inferred from IAEA practice)' }),
];
