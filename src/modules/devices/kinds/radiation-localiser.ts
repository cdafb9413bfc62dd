import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { measured, pictureTaken, reading } from '../shapes.ts';

const fix = reading({
  xMetres: measured('m', -1000, 1000), yMetres: measured('m', -1000, 1000), zMetres: Type.Optional(measured('m', -100, 100)), radiusMetres: measured('m', 0, 1000),
  strengthBecquerel: Type.Optional(measured('Bq', 0, 1e18)), nuclide: Type.Optional(Type.String({ maxLength: 60 })), shieldingSuspected: Type.Boolean(), sources: Type.Integer({ minimum: 0, maximum: 9 }), place: Type.Optional(Type.String({ maxLength: 120 })),
});

/**
 * Is the radiation localiser 核辐射全息定位仪: says where a source is, how strong, and how surely.
 * Source: docs/facts.md (核辐射全息定位); N42 SourcePosition as the slot of its answer. That a fix within half a metre is enough is inferred.
 */
export const radiationLocaliser: DeviceKind = {
  id: 'radiationLocaliser', station: 'alarmDesk', standard: 'ANSI N42.42-2012, Nuclide/SourcePosition; covariance as JSON',
  formats: ['n42', 'cloudevents', 'picture'], transports: ['mqtt', 'http', 'file'], health: false,
  telemetry: { detectorCountsPerSecond: { unit: 's⁻¹', minimum: 0, maximum: 1e9 }, backgroundCountsPerSecond: { unit: 's⁻¹', minimum: 0, maximum: 1e9 }, liveTimeSeconds: { unit: 's', minimum: 0, maximum: 86_400 } },
  events: { fixUpdated: { level: 'info', reading: fix }, fixConfirmed: { level: 'result', reading: fix }, knownSourceFix: { level: 'service', reading: reading({ insideRegion: Type.Boolean(), errorMetres: measured('m', 0, 1000) }) }, pictureTaken, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) } },
  feeds: [{ caseKind: 'alarm', step: 'ALM-LOC', on: ['fixConfirmed'],
    evidence: (found) => ({ found: Number(found['radiusMetres']) <= 0.5 && found['shieldingSuspected'] !== true, method: 'localiser', place: String(found['place'] ?? `${found['xMetres']} m, ${found['yMetres']} m`), radiusMetres: Math.min(100, Number(found['radiusMetres'])) }) }],
  alarm: null,
  checks: [{ check: 'knownSource', everyHours: 7 * 24, source: 'inferred: error inside its own 95 % region in at least 9 of 10' }, { check: 'survey', everyHours: 366 * 24, source: 'inferred: positions of the detectors within 2 cm' }],
  environment: {}, consumables: {},
  sample: [{ name: 'fixConfirmed', happenedAt: '2022-01-27T01:05:00.000Z', subject: 'alarm', reading: { xMetres: 2.4, yMetres: 1.2, radiusMetres: 0.31, strengthBecquerel: 370_000, nuclide: 'Cs-137', shieldingSuspected: false, sources: 1 } }],
};
