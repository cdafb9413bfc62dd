import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { reading } from '../shapes.ts';

const result = reading({
  tubeId: Type.String({ minLength: 3, maxLength: 40 }), result: Type.Enum(['negative', 'positive', 'inconclusive', 'lost']), status: Type.Enum(['preliminary', 'final', 'corrected']), method: Type.Optional(Type.String({ maxLength: 60 })), reagentLot: Type.Optional(Type.String({ maxLength: 60 })), runId: Type.Optional(Type.String({ maxLength: 60 })), controlsValid: Type.Optional(Type.Boolean()),
});

/**
 * Is the nucleic-acid tester or analyser 核酸快检仪/实验室分析仪: only a final result with valid controls closes the step; a corrected one opens it again.
 * Source: HL7 v2 ORU^R01, CLSI LIS2-A2, FHIR R4 DiagnosticReport; LOINC 94500-6 and its like.
 */
export const nucleicAcidAnalyser: DeviceKind = {
  id: 'nucleicAcidAnalyser', station: 'laboratory', standard: 'HL7 v2 ORU^R01 over MLLP; CLSI LIS2-A2; FHIR R4 DiagnosticReport',
  formats: ['oru', 'lis2', 'fhir', 'cloudevents'], transports: ['mllp', 'file', 'http', 'mqtt'], health: true,
  telemetry: { specimensWaiting: { unit: '', minimum: 0, maximum: 100_000 }, reagentTestsLeft: { unit: '', minimum: 0, maximum: 100_000 }, moduleCelsius: { unit: '°C', minimum: -20, maximum: 120 } },
  events: {
    resultFinal: { level: 'result', reading: result }, resultCorrected: { level: 'result', reading: result }, resultPreliminary: { level: 'info', reading: result },
    controlRun: { level: 'service', reading: reading({ runId: Type.String({ maxLength: 60 }), reagentLot: Type.Optional(Type.String({ maxLength: 60 })), positiveControl: Type.Boolean(), negativeControl: Type.Boolean() }) }, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [{ caseKind: 'traveller', step: 'SMP-02', on: ['resultFinal', 'resultCorrected'],
    evidence: (found, event) => ({ tubeId: found['tubeId'], result: found['result'], resultAt: event.happenedAt, ...(found['method'] === undefined ? {} : { method: found['method'] }) }) }],
  alarm: null,
  checks: [{ check: 'controls', everyHours: 24, source: 'inferred: positive and negative control valid for the run and lot' }],
  environment: {}, consumables: { reagentTestsLeft: 48 },
  sample: [{ name: 'resultFinal', happenedAt: '2022-01-27T05:00:00.000Z', subject: 'tube', reading: { tubeId: 'TUBE-1', result: 'negative', status: 'final', method: 'LOINC 94500-6', reagentLot: 'R-7', runId: 'RUN-3', controlsValid: true } }],
};
