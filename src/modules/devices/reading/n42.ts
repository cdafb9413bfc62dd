import { readN42 } from '../formats/n42/read.ts';
import type { N42Measurement, N42Report } from '../formats/n42/shapes.ts';
import { categoryOf, isSnm } from '../identification/categories.ts';
import { spectraOf } from '../identification/from-n42.ts';
import type { Finding, MessageReader } from '../reading.ts';
import type { DeviceEvent, Reading } from '../shapes.ts';

const round = (value: number): number => Math.round(value * 1000) / 1000;
const rateOf = (counts: number | null, seconds: number | null): number | undefined => (counts === null || seconds === null || seconds <= 0 ? undefined : round(counts / seconds));
const secondsOf = (one: N42Measurement): number | null => one.liveTimeSeconds ?? one.realTimeSeconds;
const whole = (one: N42Measurement): number | null => (one.counts === null && one.grossCounts === null ? null : (one.counts ?? 0) + (one.grossCounts ?? 0));

function averageRate(measurements: readonly N42Measurement[], of: (one: N42Measurement) => number | null): number | undefined {
  let [counts, seconds] = [0, 0];
  for (const one of measurements) {
    const [found, time] = [of(one), secondsOf(one)];
    if (found === null || time === null) continue;
    counts += found;
    seconds += time;
  }
  return rateOf(seconds > 0 ? counts : null, seconds);
}

// Unit: what one of each is in µSv/h. Exposure (mR/h) is no dose and is left out.
const perMicrosievert: Readonly<Record<string, number>> = { 'µSv/h': 1, 'uSv/h': 1, 'mSv/h': 1000, 'nSv/h': 0.001, 'Sv/h': 1e6, 'mrem/h': 10 };

// The dose rate in microsievert an hour where the file gives one in a unit that it names.
function doseOf(measurements: readonly N42Measurement[]): number | undefined {
  let most: number | undefined;
  for (const { value, unit } of measurements.flatMap((one) => one.doseRates)) {
    const factor = perMicrosievert[unit.replace('μ', 'µ')];
    if (value !== null && value >= 0 && factor !== undefined && (most === undefined || value * factor > most)) most = value * factor;
  }
  return most === undefined ? undefined : round(most);
}

/**
 * Turns a portal's document into one event: the pass of one subject, with an alarm where the instrument raised one, or where it names a nuclide that is not of the background.
 * Shape: faults and the flag "not in calibration" count against it, and so does a pass of which nothing or not everything could be read: no counts are no proof that there was nothing; the age of the background is told where both starts are. The subject is the document's item, where it has exactly one.
 */
export function portalEvent(report: N42Report, receivedAt: string): DeviceEvent {
  const foreground = report.records.filter((one) => one.kind === 'foreground' || one.kind === 'unspecified');
  const background = report.records.filter((one) => one.kind === 'background');
  const passed = foreground.length === 0 ? report.records.filter((one) => one.kind !== 'background') : foreground;
  const start = passed.find((one) => one.start !== null)?.start ?? report.alarms.find((one) => one.at !== null)?.at ?? null;
  const named = report.analyses.flatMap((analysis) => analysis.nuclides).filter((nuclide) => nuclide.name !== null && nuclide.identified !== false).map((nuclide) => nuclide.name!);
  const telling = named.filter((name) => !categoryOf(name).includes('background'));
  const neutron = report.alarms.some((one) => one.category === 'neutron');
  const alarm = report.alarms.length > 0 || telling.length > 0;
  const last = background.map((one) => one.start).filter((one): one is string => one !== null).sort().at(-1);
  const ageMinutes = last === undefined || start === null ? undefined : Math.abs(Date.parse(start) - Date.parse(last)) / 60_000;
  const parts: Record<string, number | undefined> = {
    neutronCountsPerSecond: averageRate(passed, (one) => one.neutronCounts), backgroundCountsPerSecond: averageRate(background, whole), doseRateMicrosievertPerHour: doseOf(passed), backgroundAgeMinutes: ageMinutes === undefined || Number.isNaN(ageMinutes) ? undefined : round(ageMinutes),
  };
  const nuclide = telling.find((name) => isSnm(name)) ?? telling[0] ?? named[0];
  const measured = averageRate(passed, whole);
  const reading: Reading = {
    grossCountsPerSecond: measured ?? 0, ...Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, number] => entry[1] !== undefined)),
    alarm, neutron, ...(nuclide === undefined ? {} : { nuclide: nuclide.slice(0, 60) }), spectra: report.records.reduce((sum, one) => sum + one.spectra.length, 0),
  };
  const against = [...(report.calibration.inCalibration === false ? ['own-calibration'] : []), ...(measured === undefined || report.quarantined.length > 0 ? ['invalid'] : []), ...(report.faults.some((fault) => fault.severity === 'fatal' || fault.severity === 'error') ? ['fault'] : [])];
  const happenedAt = start === null || Number.isNaN(Date.parse(start)) ? receivedAt : new Date(start).toISOString();
  return { name: neutron ? 'neutronAlarm' : alarm ? 'gammaAlarm' : 'occupancyEnded', happenedAt, reading, ...(report.items.length === 1 ? { subject: report.items[0]!.slice(0, 120) } : {}), ...(against.length === 0 ? {} : { against }) };
}

/** Reads ANSI N42.42 of both editions. */
export const n42Reader: MessageReader = (_kind, bytes, receivedAt) => {
  const report = readN42(bytes);
  const [refused] = report.quarantined;
  const findings: Finding[] = report.findings.map((finding) => ({ code: finding.code, where: finding.where, reason: finding.text }));
  if (report.records.length === 0 && report.alarms.length === 0) return { ok: false, code: refused?.code ?? 'no-measurement', where: refused?.where ?? '/', reason: refused?.reason ?? 'There is neither a measurement nor an alarm in it.' };
  return { ok: true, events: [portalEvent(report, receivedAt)], spectra: () => spectraOf(report), findings: [...findings, ...report.quarantined.map(({ where, code, reason }) => ({ where, code, reason }))] };
};
