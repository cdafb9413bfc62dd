import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { measured, reading } from '../shapes.ts';

const passage = reading({
  documentValid: Type.Boolean(), chipVerified: Type.Boolean(), codeValid: Type.Boolean(), samePerson: Type.Boolean(), matchScorePercent: measured('%', 0, 100), openAnswers: Type.Integer({ minimum: 0, maximum: 200 }),
  symptomDeclared: Type.Boolean(), contactDeclared: Type.Boolean(), keyAreaDeclared: Type.Boolean(), revocationListAgeHours: measured('h', 0, 100_000), clockOffsetSeconds: measured('s', -86_400, 86_400),
});

/**
 * Is the document and QR reader with e-gate 证件/二维码读取与自助闸机: any failure leads to the manned counter with its reason, never to a dead end.
 * Source: ICAO Doc 9303; Frontex guidelines for automated border control. The ages of lists and the offset of the clock are inferred.
 */
export const eGate: DeviceKind = {
  id: 'eGate', station: 'declaration', standard: 'ICAO Doc 9303; declaration code TG1',
  formats: ['cloudevents'], transports: ['http', 'mqtt'], health: true,
  telemetry: { readMilliseconds: { unit: 'ms', minimum: 0, maximum: 120_000 }, retries: { unit: '', minimum: 0, maximum: 100 }, gateOpenSeconds: { unit: 's', minimum: 0, maximum: 3600 } },
  events: {
    passage: { level: 'result', reading: passage }, sentToCounter: { level: 'info', reading: reading({ why: Type.Enum(['document', 'chip', 'codeExpired', 'noDeclaration', 'face', 'other']) }) }, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [{ caseKind: 'traveller', step: 'CHK-01', on: ['passage'],
    evidence: (found) => ({ codeValid: found['codeValid'] === true, samePerson: found['samePerson'] === true && found['documentValid'] === true, openAnswers: found['openAnswers'], symptomDeclared: found['symptomDeclared'], contactDeclared: found['contactDeclared'], keyAreaDeclared: found['keyAreaDeclared'], matchScorePercent: found['matchScorePercent'] }) }],
  alarm: null,
  checks: [{ check: 'specimen', everyHours: 12, source: 'inferred: specimen document each shift' }],
  environment: { revocationListAgeHours: { unit: 'h', minimum: 0, maximum: 24 }, clockOffsetSeconds: { unit: 's', minimum: -1, maximum: 1 } }, consumables: {},
  sample: [{ name: 'passage', happenedAt: '2022-01-27T01:00:00.000Z', subject: 'case', reading: { documentValid: true, chipVerified: true, codeValid: true, samePerson: true, matchScorePercent: 93, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, revocationListAgeHours: 3, clockOffsetSeconds: 0.1 } }],
};
