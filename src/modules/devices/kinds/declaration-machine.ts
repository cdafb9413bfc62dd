import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { measured, reading } from '../shapes.ts';

const session = { language: Type.String({ minLength: 2, maxLength: 12 }), formVersion: Type.String({ minLength: 1, maxLength: 20 }), sessionSeconds: measured('s', 0, 86_400), queued: Type.Integer({ minimum: 0, maximum: 100_000 }) };

/**
 * Is the self-service declaration machine 健康申报自助验核一体机: what is declared at it goes the way of the form; the machine itself tells how it fares.
 * Source: IATA CUSS 2 component states; Daxing 2023. Positive answers lead to the inquiry by the plan.
 */
export const declarationMachine: DeviceKind = {
  id: 'declarationMachine', station: 'declaration', standard: 'Declaration form over HTTPS with an offline queue; component states after IATA CUSS 2',
  formats: ['cloudevents'], transports: ['http', 'mqtt'], health: false,
  telemetry: { sessionSeconds: { unit: 's', minimum: 0, maximum: 86_400 }, paperPercent: { unit: '%', minimum: 0, maximum: 100 }, queued: { unit: '', minimum: 0, maximum: 100_000 }, queueDrainSeconds: { unit: 's', minimum: 0, maximum: 86_400 } },
  events: {
    declared: { level: 'info', reading: reading(session) }, abandoned: { level: 'info', reading: reading({ ...session, atQuestion: Type.String({ maxLength: 60 }) }) },
    componentFault: { level: 'fault', reading: reading({ component: Type.Enum(['printer', 'scanner', 'camera', 'screen', 'network']), state: Type.String({ maxLength: 60 }) }) }, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [],
  alarm: null,
  checks: [{ check: 'scannerCard', everyHours: 24, source: 'inferred: test card of the scanner, daily' }],
  environment: {}, consumables: { paperPercent: 15 },
  sample: [{ name: 'declared', happenedAt: '2022-01-27T01:00:00.000Z', reading: { language: 'fr', formVersion: '8', sessionSeconds: 214, queued: 0 } }],
};
