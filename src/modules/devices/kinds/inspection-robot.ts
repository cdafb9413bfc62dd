import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { measured, pictureTaken, reading } from '../shapes.ts';

const action = reading({ orderId: Type.String({ maxLength: 120 }), actionId: Type.String({ maxLength: 120 }), action: Type.String({ maxLength: 120 }), result: Type.Optional(Type.String({ maxLength: 500 })) });

/**
 * Is the inspection robot 智能巡检机器人: it patrols, takes secondary readings, delivers; an order that it does not finish goes back to a person.
 * Source: VDA 5050 2.0, 2.1 and 3.0, pinned a robot; it promises a state every 30 s. The daily fiducial is inferred.
 */
export const inspectionRobot: DeviceKind = {
  id: 'inspectionRobot', station: 'patrol', standard: 'VDA 5050 2.0, 2.1 or 3.0, pinned per robot; readings as CloudEvents',
  formats: ['vda5050', 'cloudevents', 'picture'], transports: ['mqtt', 'http'], health: false,
  telemetry: { batteryPercent: { unit: '%', minimum: 0, maximum: 100 }, xMetres: { unit: 'm', minimum: -100_000, maximum: 100_000 }, yMetres: { unit: 'm', minimum: -100_000, maximum: 100_000 }, deviationMetres: { unit: 'm', minimum: 0, maximum: 100 }, speedMetresPerSecond: { unit: 'm/s', minimum: 0, maximum: 10 }, emergencyStop: { unit: '', minimum: 0, maximum: 1 }, zonesInForce: { unit: '', minimum: 0, maximum: 1 } },
  events: {
    orderAccepted: { level: 'info', reading: reading({ orderId: Type.String({ maxLength: 120 }) }) }, orderRejected: { level: 'fault', reading: reading({ orderId: Type.String({ maxLength: 120 }), why: Type.String({ maxLength: 500 }) }) },
    actionFinished: { level: 'result', reading: action }, actionFailed: { level: 'fault', reading: action },
    emergencyStop: { level: 'fault', reading: reading({ kind: Type.String({ maxLength: 60 }) }) }, fatalError: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
    doseReading: { level: 'result', reading: reading({ doseRateMicrosievertPerHour: measured('µSv/h', 0, 1e6), xMetres: measured('m', -100_000, 100_000), yMetres: measured('m', -100_000, 100_000), deviationMetres: measured('m', 0, 100), dwellSeconds: measured('s', 0, 3600), counts: Type.Integer({ minimum: 0 }) }) },
    pictureTaken, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [],
  alarm: null,
  checks: [{ check: 'fiducial', everyHours: 24, source: 'inferred: deviationRange at most 0.1 m at a fiducial' }],
  environment: { deviationMetres: { unit: 'm', minimum: 0, maximum: 0.1 } }, consumables: { batteryPercent: 20 },
  sample: [{ name: 'doseReading', happenedAt: '2022-01-27T01:00:00.000Z', subject: 'alarm', reading: { doseRateMicrosievertPerHour: 0.11, xMetres: 12.2, yMetres: 4.1, deviationMetres: 0.04, dwellSeconds: 10, counts: 540 } }],
};
