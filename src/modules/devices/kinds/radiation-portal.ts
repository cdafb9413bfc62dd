import { Type } from 'typebox';
import type { DeviceKind, Reading } from '../shapes.ts';
import { measured, reading } from '../shapes.ts';

const screened = reading({
  grossCountsPerSecond: measured('s⁻¹', 0, 1e9), neutronCountsPerSecond: Type.Optional(measured('s⁻¹', 0, 1e9)), backgroundCountsPerSecond: Type.Optional(measured('s⁻¹', 0, 1e9)),
  doseRateMicrosievertPerHour: Type.Optional(measured('µSv/h', 0, 1e6)), speedMetresPerSecond: Type.Optional(measured('m/s', 0, 20)), backgroundAgeMinutes: Type.Optional(measured('min', 0, 100_000)),
  alarm: Type.Boolean(), neutron: Type.Optional(Type.Boolean()), nuclide: Type.Optional(Type.String({ maxLength: 60 })), spectra: Type.Optional(Type.Integer({ minimum: 0 })),
});
// What the event is called and what its reading says may differ: the graver of the two holds.
const isNeutron = (found: Reading, name: string): boolean => found['neutron'] === true || name === 'neutronAlarm';
const isAlarm = (found: Reading, name: string): boolean => found['alarm'] === true || name === 'gammaAlarm' || isNeutron(found, name);
const dose = (value: unknown): number => Math.round(Number(value ?? 0) * 1000) / 1000;

/**
 * Is the radiation portal monitor 通道式核辐射监测门: everybody and every consignment drives or walks through.
 * Source: ANSI N42.42; GB/T 31836-2015; ISO 22188:2023. The tolerances of the daily check are inferred.
 */
export const radiationPortal: DeviceKind = {
  id: 'radiationPortal', station: 'radiation', standard: 'ANSI N42.42-2012 (2006 accepted); GB/T 31836-2015; ISO 22188:2023',
  formats: ['n42', 'cloudevents'], transports: ['file', 'http', 'mqtt'], health: false,
  telemetry: {
    panelCountsPerSecond: { unit: 's⁻¹', minimum: 0, maximum: 1e9 }, neutronCountsPerSecond: { unit: 's⁻¹', minimum: 0, maximum: 1e9 },
    backgroundCountsPerSecond: { unit: 's⁻¹', minimum: 0, maximum: 1e9 }, speedMetresPerSecond: { unit: 'm/s', minimum: 0, maximum: 20 },
  },
  events: {
    occupancyEnded: { level: 'result', reading: screened }, gammaAlarm: { level: 'alarm', reading: screened }, neutronAlarm: { level: 'alarm', reading: screened },
    backgroundShift: { level: 'service', reading: reading({ backgroundCountsPerSecond: measured('s⁻¹', 0, 1e9), changePercent: measured('%', -100, 10_000) }) },
    tamper: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 120 }) }) }, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [
    { caseKind: 'traveller', step: 'RAD-01', on: ['occupancyEnded', 'gammaAlarm', 'neutronAlarm'],
      evidence: (found, { name }) => ({ alarm: isAlarm(found, name), ...(found['neutron'] === undefined && name !== 'neutronAlarm' ? {} : { neutron: isNeutron(found, name) }), ...(found['doseRateMicrosievertPerHour'] === undefined ? {} : { doseRateMicrosievertPerHour: dose(found['doseRateMicrosievertPerHour']) }) }) },
    { caseKind: 'consignment', step: 'GDS-RADN', on: ['occupancyEnded', 'gammaAlarm', 'neutronAlarm'],
      evidence: (found, { name }) => ({ alarm: isAlarm(found, name), doseRateMicrosievertPerHour: dose(found['doseRateMicrosievertPerHour']) }) },
  ],
  alarm: { class: 'radiation', on: ['gammaAlarm', 'neutronAlarm'], isSaid: (found) => isAlarm(found, ''), isNeutron },
  checks: [
    { check: 'dailySource', everyHours: 24, source: 'inferred: Cs-137 check source within 10 % and 662 keV within 2 %' },
    { check: 'gain', everyHours: 24, spectrometricOnly: true, source: 'inferred: K-40 and Tl-208 of its own background within 2 %; recorded by itself' },
    { check: 'certificate', everyHours: 366 * 24, source: 'inferred: yearly certificate' },
  ],
  environment: { backgroundAgeMinutes: { unit: 'min', minimum: 0, maximum: 10 } },
  consumables: {},
  sample: [{ name: 'occupancyEnded', happenedAt: '2022-01-27T01:00:00.000Z', subject: 'case', reading: { grossCountsPerSecond: 312, neutronCountsPerSecond: 0.4, backgroundCountsPerSecond: 305, doseRateMicrosievertPerHour: 0.09, speedMetresPerSecond: 1.1, backgroundAgeMinutes: 2, alarm: false } }],
};
