import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { measured, reading } from '../shapes.ts';

const scan = {
  scanId: Type.String({ minLength: 1, maxLength: 60 }), suspect: Type.Boolean(), decidedBy: Type.Enum(['operator', 'machine']), threats: Type.Integer({ minimum: 0, maximum: 100 }), category: Type.Optional(Type.String({ maxLength: 60 })), probability: Type.Optional(measured('', 0, 1)), images: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })), operator: Type.Optional(Type.String({ maxLength: 60 })),
};

/**
 * Is the X-ray or CT scanner of baggage 行李X光/CT检查设备: the machine proposes, the operator decides, the suspect bag is opened.
 * Source: NEMA IIC 1 v03 DICOS threat detection report; WCO UFF 3.0. The daily test piece and the leakage survey are inferred.
 */
export const baggageScanner: DeviceKind = {
  id: 'baggageScanner', station: 'baggage', standard: 'JSON threat report after NEMA IIC 1 v03 (DICOS); WCO UFF 3.0',
  formats: ['threat', 'cloudevents'], transports: ['http', 'mqtt', 'file'], health: false,
  telemetry: { beltMetresPerSecond: { unit: 'm/s', minimum: 0, maximum: 2 }, tubeKilovolt: { unit: 'kV', minimum: 0, maximum: 500 }, leakageMicrosievertPerHour: { unit: 'µSv/h', minimum: 0, maximum: 1000 }, bagsPerHour: { unit: 'h⁻¹', minimum: 0, maximum: 10_000 } },
  events: {
    scanned: { level: 'result', reading: reading(scan) }, suspect: { level: 'alarm', reading: reading(scan) }, threatProposed: { level: 'info', reading: reading(scan) },
    projectedThreat: { level: 'service', reading: reading({ operator: Type.String({ maxLength: 60 }), hit: Type.Boolean(), seconds: measured('s', 0, 600) }) }, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [{ caseKind: 'traveller', step: 'BAG-02', on: ['scanned', 'suspect'], evidence: (found, { name }) => ({ scanId: found['scanId'], suspect: found['suspect'] === true || name === 'suspect', decidedBy: found['decidedBy'] }) }],
  alarm: { class: 'imaging', on: ['suspect'], isSaid: (found) => found['suspect'] === true },
  checks: [{ check: 'testPiece', everyHours: 24, source: 'inferred: daily test piece, wire, penetration, material' }, { check: 'leakage', everyHours: 366 * 24, source: 'inferred: yearly survey' }],
  environment: {}, consumables: {},
  sample: [{ name: 'scanned', happenedAt: '2022-01-27T01:00:00.000Z', subject: 'case', reading: { scanId: 'CT-0001', suspect: false, decidedBy: 'operator', threats: 0, images: 2, operator: 'op-7' } }],
};
