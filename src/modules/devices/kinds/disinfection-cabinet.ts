import { Type } from 'typebox';
import type { DeviceKind } from '../shapes.ts';
import { measured, reading } from '../shapes.ts';

const cycle = {
  cycle: Type.String({ minLength: 1, maxLength: 60 }), programme: Type.String({ minLength: 1, maxLength: 60 }), doseMillijoulePerSquareCentimetre: measured('mJ/cm²', 0, 100_000), doseWantedMillijoulePerSquareCentimetre: measured('mJ/cm²', 0, 100_000),
  minutes: measured('min', 0, 10_000), doorClosed: Type.Boolean(), lampHours: Type.Optional(measured('h', 0, 1e6)),
};
const bad = ['underDose', 'cycleAborted'];
const reached = (found: Readonly<Record<string, unknown>>, { name }: { readonly name: string }): boolean => !bad.includes(name) && found['cause'] === undefined && found['doorClosed'] === true && Number(found['doseMillijoulePerSquareCentimetre']) >= Number(found['doseWantedMillijoulePerSquareCentimetre']);

/**
 * Is the general disinfection cabinet 通用消毒柜: it proves a dose, not just a time.
 * Source: GB 28235-2020 (intensity, lamp life); docs/facts.md: 15 minutes a cycle. The wanted dose is a setting of the programme.
 */
export const disinfectionCabinet: DeviceKind = {
  id: 'disinfectionCabinet', station: 'baggage', standard: 'GB 28235-2020; cycle record as CloudEvents, OPC UA or Modbus behind a gateway',
  formats: ['cloudevents'], transports: ['mqtt', 'http'], health: false,
  telemetry: { irradianceMilliwattPerSquareCentimetre: { unit: 'mW/cm²', minimum: 0, maximum: 1000 }, doseMillijoulePerSquareCentimetre: { unit: 'mJ/cm²', minimum: 0, maximum: 100_000 }, lampHours: { unit: 'h', minimum: 0, maximum: 1e6 }, lampLifeHours: { unit: 'h', minimum: 0, maximum: 1e6 }, temperatureCelsius: { unit: '°C', minimum: -20, maximum: 120 } },
  events: {
    cycleCompleted: { level: 'result', reading: reading(cycle) }, underDose: { level: 'alarm', reading: reading(cycle) }, cycleAborted: { level: 'alarm', reading: reading({ ...cycle, cause: Type.String({ minLength: 1, maxLength: 120 }) }) },
    lampLow: { level: 'service', reading: reading({ lampHours: measured('h', 0, 1e6) }) }, fault: { level: 'fault', reading: reading({ what: Type.String({ maxLength: 500 }) }) },
  },
  feeds: [
    { caseKind: 'traveller', step: 'BAG-04', on: ['cycleCompleted', ...bad], holdsOn: bad, evidence: (found, event) => ({ cycle: found['cycle'], doseMillijoulePerSquareCentimetre: found['doseMillijoulePerSquareCentimetre'], done: reached(found, event) }) },
    { caseKind: 'consignment', step: 'GDS-DISF', on: ['cycleCompleted', ...bad], holdsOn: bad, evidence: (found, event) => ({ agent: 'UV-C', minutes: Math.floor(Number(found['minutes'])), done: reached(found, event) }) },
  ],
  // Held by its own step: a cycle that did not reach its dose leaves it owed. No second case is needed for that.
  alarm: null,
  checks: [{ check: 'sensor', everyHours: 31 * 24, source: 'inferred: the sensor is checked monthly' }, { check: 'lamp', everyHours: 366 * 24, source: 'GB 28235-2020: lamp within its rated life' }],
  environment: {}, consumables: { lampLifeHours: 200 },
  sample: [{ name: 'cycleCompleted', happenedAt: '2022-01-27T01:00:00.000Z', subject: 'case', reading: { cycle: 'C-0001', programme: 'effects', doseMillijoulePerSquareCentimetre: 62, doseWantedMillijoulePerSquareCentimetre: 40, minutes: 15, doorClosed: true } }],
};
