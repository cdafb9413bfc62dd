import { statusOf } from '../../rules/laboratory.ts';
import { doubtful, isValid, wrong } from '../../shapes/findings.ts';
import type { DeviceReport, Finding } from '../../shapes/findings.ts';
import { loincTemperatures } from '../../shapes/laboratory.ts';
import type { TemperatureReading } from '../../shapes/laboratory.ts';
import { codingsOf, fhirResources, fhirStatus, fhirTime, isTemperature } from './read.ts';
import { identifierOf, labelOf, partOf, textOf } from './resources.ts';
import type { Placed, ResourceSet } from './resources.ts';

/** Bounds what a living body can have, skin outdoors included; beyond, the gate measured something else. Unit: degrees Celsius. */
export const plausibleCelsius = { least: 20, most: 46 } as const;

// UCUM first, then what devices write.
const toCelsius: Readonly<Record<string, (value: number) => number>> = {
  Cel: (value) => value, '[degF]': (value) => ((value - 32) * 5) / 9, K: (value) => value - 273.15,
};
const written: Readonly<Record<string, string>> = { C: 'Cel', '°C': 'Cel', '℃': 'Cel', degC: 'Cel', F: '[degF]', '°F': '[degF]', '℉': '[degF]', degF: '[degF]' };

function readingOf(placed: Placed, set: ResourceSet): TemperatureReading {
  const { resource, where } = placed;
  const findings: Finding[] = [];
  const quantity = resource['valueQuantity'];
  const value = partOf(quantity, 'value');
  const named = textOf(partOf(quantity, 'code')) || textOf(partOf(quantity, 'unit'));
  const unit = Object.hasOwn(toCelsius, named) ? named : Object.hasOwn(written, named) ? written[named]! : undefined;
  let celsius: number | null = null;
  if (typeof value !== 'number') findings.push(wrong('valueQuantity', 'value-missing', 'There is no temperature; where none could be taken the person is measured by hand.'));
  else if (unit === undefined) findings.push(wrong('valueQuantity.code', 'unit', `The unit "${named.slice(0, 20)}" is none of Cel, [degF], K (UCUM); without it the number says nothing.`));
  else {
    if (unit !== named) findings.push(doubtful('valueQuantity.code', 'unit-written', `"${named}" is no code of UCUM; it was read as ${unit}.`));
    celsius = Math.round(toCelsius[unit]!(value) * 1000) / 1000;
    if (celsius < plausibleCelsius.least || celsius > plausibleCelsius.most) findings.push(wrong('valueQuantity', 'implausible', `${celsius} °C is no temperature of a living body; check unit and device.`));
  }
  if (textOf(partOf(quantity, 'comparator')) !== '') findings.push(doubtful('valueQuantity.comparator', 'comparator', 'The temperature is a bound, not a measurement.'));
  const status = statusOf(fhirStatus, textOf(resource['status']), 'status');
  const time = resource['effectiveDateTime'] ?? resource['effectiveInstant'] ?? partOf(resource['effectivePeriod'], 'end') ?? resource['issued'];
  const observedAt = time === undefined ? null : fhirTime(time) ?? null;
  if (observedAt === null) findings.push(wrong('effectiveDateTime', 'time', 'There is no time of measurement; without it nobody knows whether the device was in calibration.'));
  const device = set.find(resource['device'], placed);
  const deviceName = device === undefined ? labelOf(resource['device']) : identifierOf(device);
  if (deviceName === null) findings.push(doubtful('device', 'device-missing', 'The observation does not say which device measured.'));
  const code = codingsOf(resource['code']).find((coding) => coding.system === 'LN' && Object.hasOwn(loincTemperatures, coding.code));
  const place = codingsOf(resource['bodySite'])[0];
  const method = codingsOf(resource['method'])[0];
  return {
    where, subject: identifierOf(set.find(resource['subject'], placed)) ?? labelOf(resource['subject']), celsius, site: place?.text || place?.code || textOf(partOf(resource['bodySite'], 'text')) || (code === undefined ? null : loincTemperatures[code.code]!),
    method: method?.text || method?.code || textOf(partOf(resource['method'], 'text')) || null, device: deviceName, status: status.status, observedAt, findings: [...findings, ...status.findings], valid: isValid([...findings, ...status.findings]),
  };
}

/** Reads temperatures of bodies in FHIR R4, as infrared gates give them. Shape: other observations are counted. Unit: degrees Celsius. */
export function readFhirTemperatures(bytes: Uint8Array): DeviceReport<TemperatureReading> {
  const { set, quarantined } = fhirResources(bytes);
  const observations = set.all.filter(({ resource }) => resource.resourceType === 'Observation');
  const records = observations.filter(({ resource }) => isTemperature(resource)).map((placed) => readingOf(placed, set));
  return { format: 'fhir-temperature', records, quarantined, declared: {}, found: { temperatures: records.length, valid: records.filter(({ valid }) => valid).length, otherObservations: observations.length - records.length, quarantined: quarantined.length } };
}
