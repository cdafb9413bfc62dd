import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { measured, reading } from '../shapes.ts';

const screened = reading({
  temperatureCelsius: measured('°C', 25, 45), emissivity: Type.Optional(measured('', 0.5, 1)), referenceDriftCelsius: Type.Optional(measured('°C', -20, 20)), ambientCelsius: Type.Optional(measured('°C', -40, 60)), humidityPercent: Type.Optional(measured('%', 0, 100)), personsInView: Type.Optional(Type.Integer({ minimum: 0, maximum: 50 })),
});

/**
 * Is the infrared thermometer gate 红外测温通道: a hit is confirmed by a clinical thermometer before anything follows, so the retest of the plan is its workflow.
 * Source: IEC 80601-2-59 and ISO/TR 13154 (one person at a time, 20–24 °C, 10–50 %); the clinical thermometer by ISO 80601-2-56.
 */
export const thermometerGate: DeviceKind = {
  id: 'thermometerGate', station: 'temperature', standard: 'IEC 80601-2-59; FHIR R4 Observation',
  formats: ['fhir', 'cloudevents'], transports: ['mqtt', 'http'], health: true,
  telemetry: { referenceDriftCelsius: { unit: '°C', minimum: -20, maximum: 20 }, ambientCelsius: { unit: '°C', minimum: -40, maximum: 60 }, humidityPercent: { unit: '%', minimum: 0, maximum: 100 }, personsInView: { unit: '', minimum: 0, maximum: 50 }, framesPerSecond: { unit: 's⁻¹', minimum: 0, maximum: 240 } },
  events: {
    measured: { level: 'result', reading: screened }, notMeasurable: { level: 'info', reading: reading({ why: Type.String({ maxLength: 120 }) }) },
    referenceDrift: { level: 'fault', reading: reading({ referenceDriftCelsius: measured('°C', -20, 20) }) }, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [{ caseKind: 'traveller', step: 'CHK-02', on: ['measured'], evidence: (found) => ({ temperatureCelsius: Math.round(Number(found['temperatureCelsius']) * 10) / 10 }) }],
  alarm: null,
  checks: [{ check: 'reference', everyHours: 24, source: 'inferred: against the reference source within 0.3 °C, daily' }, { check: 'certificate', everyHours: 366 * 24, source: 'inferred: yearly certificate' }],
  environment: { referenceDriftCelsius: { unit: '°C', minimum: -0.3, maximum: 0.3 }, ambientCelsius: { unit: '°C', minimum: 20, maximum: 24 }, humidityPercent: { unit: '%', minimum: 10, maximum: 50 }, personsInView: { unit: '', minimum: 1, maximum: 1 } },
  consumables: {},
  sample: [{ name: 'measured', happenedAt: '2022-01-27T01:00:00.000Z', subject: 'case', reading: { temperatureCelsius: 36.4, emissivity: 0.98, referenceDriftCelsius: 0.1, ambientCelsius: 22.1, humidityPercent: 31, personsInView: 1 } }],
};
