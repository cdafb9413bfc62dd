import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { measured, reading } from '../shapes.ts';

const sample = {
  sampleId: Type.String({ minLength: 1, maxLength: 60 }), way: Type.Enum(['swab', 'vapour']), alarm: Type.Boolean(), substance: Type.Optional(Type.String({ maxLength: 60 })), reducedMobility: Type.Optional(measured('cm²/V/s', 0, 5)),
  calibrantDeviationPercent: measured('%', -100, 100), inletCelsius: measured('°C', 0, 400), warmUpMinutes: measured('min', 0, 100_000), blanksBefore: Type.Integer({ minimum: 0, maximum: 1000 }), swabLot: Type.Optional(Type.String({ maxLength: 60 })),
};

/**
 * Is the trace odour sniffer 痕量气味嗅探仪, an ion mobility spectrometer: an alarm is cleared down and sampled again before anything is opened.
 * Source: JCAMP-DX for the attached spectrum; NEMA IIC 1 v03 trace signatures; warm-up after Electronics 2025, 14(13) 2689. Tolerances are inferred.
 */
export const traceSniffer: DeviceKind = {
  id: 'traceSniffer', station: 'baggage', standard: 'CloudEvents result; JCAMP-DX spectrum attached by its digest',
  formats: ['cloudevents'], transports: ['mqtt', 'http'], health: false,
  telemetry: { calibrantDeviationPercent: { unit: '%', minimum: -100, maximum: 100 }, inletCelsius: { unit: '°C', minimum: 0, maximum: 400 }, pressureHectopascal: { unit: 'hPa', minimum: 0, maximum: 2000 }, swabsLeft: { unit: '', minimum: 0, maximum: 100_000 } },
  events: {
    sampleNegative: { level: 'result', reading: reading(sample) }, sampleAlarm: { level: 'alarm', reading: reading(sample) }, clearDown: { level: 'service', reading: reading({ seconds: measured('s', 0, 86_400), clean: Type.Boolean() }) },
    verifyFailed: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) }, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [{ caseKind: 'traveller', step: 'BAG-03', on: ['sampleNegative', 'sampleAlarm'], evidence: (found, { name }) => ({ alarm: found['alarm'] === true || name === 'sampleAlarm', ...(found['substance'] === undefined ? {} : { substance: found['substance'] }), ...(found['swabLot'] === undefined ? {} : { consumable: found['swabLot'] }) }) }],
  alarm: { class: 'trace', on: ['sampleAlarm'], isSaid: (found) => found['alarm'] === true },
  clearing: { after: ['sampleAlarm'], by: 'clearDown', isClean: (found) => found['clean'] === true },
  checks: [{ check: 'verification', everyHours: 12, source: 'inferred: verification standard each shift and after every alarm' }],
  environment: { calibrantDeviationPercent: { unit: '%', minimum: -1, maximum: 1 }, warmUpMinutes: { unit: 'min', minimum: 30, maximum: 100_000 }, blanksBefore: { unit: '', minimum: 3, maximum: 1000 } },
  consumables: { swabsLeft: 50 },
  sample: [{ name: 'sampleNegative', happenedAt: '2022-01-27T01:00:00.000Z', subject: 'case', reading: { sampleId: 'S-1', way: 'swab', alarm: false, calibrantDeviationPercent: 0.2, inletCelsius: 180, warmUpMinutes: 90, blanksBefore: 3, swabLot: 'L-22' } }],
};
