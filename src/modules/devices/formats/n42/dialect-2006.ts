import { alarm, categoryIn, polynomialOf } from './dialect-2012.ts';
import { around, child, textOf } from './elements.ts';
import type { N42Element } from './elements.ts';
import type { N42Gathering } from './gathering.ts';
import { wordsOf } from './limits.ts';
import { numberOf, secondsOf, truthOf } from './moments.ts';
import type { N42Counts, N42DoseRate, N42Energy, N42Kind, N42Measurement, N42Nuclide } from './shapes.ts';
import { N42Spectrum } from './spectra.ts';

const kinds: Readonly<Record<string, N42Kind>> = {
  item: 'foreground', foreground: 'foreground', unknownsource: 'foreground', background: 'background', calibration: 'calibration', stabilization: 'intrinsic', intrinsicactivity: 'intrinsic', other: 'unspecified', notspecified: 'unspecified',
};
const rootChildren = new Set(['Remark', 'Measurement', 'Calibration', 'AnalysisResults', 'InstrumentInformation', 'MeasuredItemInformation']);
const measurementChildren = new Set(['Remark', 'InstrumentInformation', 'MeasuredItemInformation', 'Spectrum', 'CountDoseData', 'DetectorData', 'DetectorMeasurement', 'Calibration', 'AnalysisResults', 'MeasurementType', 'StartTime', 'RealTime', 'LiveTime', 'SourceType']);

/** What was made of a spectrum at its end, until its time slice ends. */
interface Made2006 {
  readonly spectrum: N42Spectrum | undefined;
  readonly kind: N42Kind;
  readonly start: string | null;
  readonly startAsSent: string | null;
}
const isMade = (made: unknown): made is Made2006 => made !== null && typeof made === 'object' && 'spectrum' in made;

/** The records of the measurement that is being read, to which counts beside its spectra belong. */
const recordsOf = new WeakMap<N42Element, N42Measurement[]>();

const warningNames = new Map<string, boolean>();

/** Says whether a name may be that of an alarm or fault; every element of a portal's file is asked. */
function warns(local: string): boolean {
  const known = warningNames.get(local);
  if (known !== undefined) return known;
  const isOne = /Alarm|Fault|DetectorStatus/.test(local);
  if (warningNames.size < 500) warningNames.set(local, isOne);
  return isOne;
}

/** Takes one element of a document of the 2006 edition at its end. Shape: whether it is still needed. Source: ANSI N42.42-2006 and the files that instruments write. */
export function take2006(gathering: N42Gathering, element: N42Element): boolean {
  const { name, local } = element;
  if (warns(local)) warning(gathering, element);
  if (name === 'Spectrum') {
    const made = spectrum(gathering, element);
    element.made = made;
    if (around(element, 'DetectorData', 'DetectorMeasurement', 'SpectrumMeasurement') !== null) return true;
    keepWith(gathering, element, standing(gathering, element, made));
    return false;
  }
  if (name === 'DetectorData' || ((name === 'DetectorMeasurement' || name === 'SpectrumMeasurement') && around(element, 'DetectorData', 'DetectorMeasurement') === null)) {
    for (const record of slice(gathering, element)) keepWith(gathering, element, record);
    return false;
  }
  if (name === 'Measurement') {
    measurement(gathering, element);
    return false;
  }
  if (name === 'AnalysisResults') {
    analysis(gathering, element);
    return false;
  }
  if (name === 'InstrumentInformation') {
    instrument(gathering, element);
    return false;
  }
  if (name === 'MeasuredItemInformation') {
    const text = textOf(element, 'ItemDescription', 'MeasuredItemDescription');
    if (text !== null) gathering.items.push(text);
    return false;
  }
  if (name === 'Calibration' && around(element, 'Spectrum') === null) {
    const id = gathering.identify(element);
    const energy = energyIn(gathering, element);
    if (energy !== undefined) {
      gathering.calibrations.push({ id, at: gathering.instant(element, 'CalibrationCreationDate', 'CreationDate'), energy });
      if (id !== null && energy !== null) gathering.energyOf.set(id, energy);
    }
    return false;
  }
  const { parent } = element;
  const known = parent?.name === 'N42InstrumentData' ? rootChildren : parent?.name === 'Measurement' ? measurementChildren : null;
  if (known !== null && !known.has(name)) {
    if (name.includes(':')) gathering.note(element, 'foreign-element', `${name} is of another vocabulary and is left out.`);
    else gathering.note(element, 'unknown-element', `${parent!.name} has a child ${name}, which the standard does not know.`);
  }
  return parent !== null;
}

function keepWith(gathering: N42Gathering, element: N42Element, record: N42Measurement): void {
  gathering.record(element, record);
  const owner = around(element, 'Measurement');
  if (owner === null) return;
  const records = recordsOf.get(owner);
  if (records === undefined) recordsOf.set(owner, [record]);
  else if (records.length < 64) records.push(record);
}

function detectorTypeOf(element: N42Element): string | null {
  for (let at: N42Element | null = element; at !== null && at.name !== 'Measurement'; at = at.parent) {
    const type = (at.attributes['DetectorType'] ?? textOf(at, 'DetectorType') ?? '').trim();
    if (type !== '' && !/^other$/i.test(type)) return type;
  }
  return null;
}

function detectorOf(gathering: N42Gathering, element: N42Element): { id: string | null; category: N42Counts['category'] } {
  const id = (element.attributes['Detector'] ?? around(element, 'DetectorMeasurement')?.attributes['Detector'] ?? '').trim();
  const material = detectorTypeOf(element);
  const named = gathering.category(material);
  const category = named !== 'unknown' ? named : /neutron|^[A-Z][a-z]?\d+N$/.test(id) ? 'neutron' : 'unknown';
  if (id !== '' && !gathering.detectors.has(id)) gathering.detectors.set(id, { id, name: id, category, material, description: null });
  return { id: id === '' ? null : id, category };
}

function spectrum(gathering: N42Gathering, element: N42Element): Made2006 {
  gathering.need(element, ['RealTime', 'LiveTime', 'ChannelData']);
  const { id, category } = detectorOf(gathering, element);
  const inline = element.children.filter((one) => one.name === 'Calibration').map((one) => energyIn(gathering, one)).find((one) => one !== undefined) ?? null;
  const head = {
    id: gathering.identify(element) ?? element.attributes['SampleNumber'] ?? null, detector: id, category, liveTimeSeconds: gathering.seconds(element, 'LiveTime', 'LiveTimeDuration'),
    realTimeSeconds: gathering.seconds(element, 'RealTime', 'RealTimeDuration'), quality: element.attributes['Quality'] ?? null,
  };
  const made = gathering.spectrum(element, child(element, 'ChannelData'), head, inline, gathering.refer(element, element.attributes['CalibrationIDs'] === undefined ? 'CalibrationID' : 'CalibrationIDs'));
  const start = gathering.instant(element, 'StartTime', 'StartDateTime');
  return { spectrum: made, kind: gathering.kind(child(element, 'SourceType', 'MeasurementClassCode'), kinds), start, startAsSent: start === null ? textOf(element, 'StartTime', 'StartDateTime') : null };
}

/** Reads a calibration. Shape: undefined where it is none of energy; null where it is one and cannot be used. */
function energyIn(gathering: N42Gathering, element: N42Element): N42Energy | null | undefined {
  if (!/energy/i.test(element.attributes['Type'] ?? 'Energy')) return undefined;
  const unit = (element.attributes['EnergyUnits'] ?? 'keV').trim().toLowerCase();
  const scale = unit === 'mev' ? 1000 : unit === 'ev' ? 0.001 : 1;
  const equation = child(element, 'Equation');
  const coefficients = textOf(equation ?? element, 'Coefficients');
  if (coefficients !== null) {
    const energy = polynomialOf(gathering, element, coefficients, 4);
    return energy?.kind === 'polynomial' && scale !== 1 ? { kind: 'polynomial', coefficients: energy.coefficients.map((value) => value * scale) } : energy;
  }
  const points = (child(element, 'ArrayXY') ?? element).children.filter((one) => one.name === 'PointXY').map((one) => [Number(textOf(one, 'X') ?? 'x'), Number(textOf(one, 'Y') ?? 'x') * scale] as const);
  const isRising = points.every(([x, y], at) => Number.isFinite(x) && Number.isFinite(y) && (at === 0 || (x > points[at - 1]![0] && y > points[at - 1]![1])));
  if (points.length >= 2 && isRising) return { kind: 'points', points };
  gathering.note(element, 'calibration-invalid', 'The energy calibration has neither coefficients nor points that rise.');
  return null;
}

const nothing = { totalDoses: [], channels: null, counts: null, grossCounts: null, neutronCounts: null, derived: false } as const;

function standing(gathering: N42Gathering, element: N42Element, made: Made2006): N42Measurement {
  const one = made.spectrum;
  return {
    where: wordsOf(element.place), id: one?.id ?? gathering.idOf(element) ?? element.attributes['SampleNumber'] ?? null, kind: made.kind, start: made.start, ...(made.startAsSent === null ? {} : { startAsSent: made.startAsSent }), realTimeSeconds: one === undefined ? secondsOf(textOf(element, 'RealTime', 'RealTimeDuration') ?? '').value : one.realTimeSeconds,
    liveTimeSeconds: one === undefined ? secondsOf(textOf(element, 'LiveTime', 'LiveTimeDuration') ?? '').value : null, occupied: gathering.truth(element, 'Occupied'), spectra: one === undefined ? [] : [one], gross: [], doseRates: [], position: gathering.position(child(element, 'Coordinates')), remarks: gathering.remarks(element), ...nothing,
  };
}

function within(element: N42Element, name: string): N42Element[] {
  return element.children.flatMap((one) => (one.name === name ? [one] : within(one, name)));
}

function slice(gathering: N42Gathering, element: N42Element): N42Measurement[] {
  const made = within(element, 'Spectrum').flatMap((one) => (isMade(one.made) ? [one.made] : []));
  const gross = [...within(element, 'GrossCounts'), ...within(element, 'GrossCountMeasurement').filter((one) => within(one, 'GrossCounts').length === 0)].map((one) => countsOf(gathering, one));
  const beside = within(element, 'CountDoseData');
  const byKind = new Map<N42Kind, Made2006[]>();
  for (const one of made) byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one]);
  if (byKind.size === 0 && (gross.length > 0 || beside.length > 0 || made.length > 0)) byKind.set(gathering.kind(child(element, 'SourceType'), kinds), []);
  const start = gathering.instant(element, 'StartTime');
  const sent = start === null ? textOf(element, 'StartTime') : null;
  const real = gathering.seconds(element, 'SampleRealTime', 'RealTime');
  const occupied = gathering.truth(element, 'Occupied');
  return [...byKind].map(([kind, ones], at) => {
    const own = ones.find((one) => one.start !== null)?.start ?? null;
    const asSent = sent ?? ones.find((one) => one.startAsSent !== null)?.startAsSent ?? null;
    return {
      where: wordsOf(element.place), id: element.attributes['id'] ?? ones[0]?.spectrum?.id ?? null, kind, start: start ?? own, ...(start === null && own === null && asSent !== null ? { startAsSent: asSent } : {}),
      realTimeSeconds: real ?? longest(ones), liveTimeSeconds: null, occupied, spectra: ones.flatMap((one) => one.spectrum ?? []), gross: at === 0 ? [...gross, ...beside.flatMap((one) => besideCounts(gathering, one))] : [],
      doseRates: at === 0 ? beside.flatMap((one) => doses(gathering, one)) : [], position: null, remarks: gathering.remarks(element), ...nothing,
    };
  });
}

function longest(ones: readonly Made2006[]): number | null {
  const times = ones.flatMap(({ spectrum: one }) => (one === undefined || one.realTimeSeconds === null ? [] : [one.realTimeSeconds]));
  return times.length === 0 ? null : Math.max(...times);
}

function countsOf(gathering: N42Gathering, element: N42Element): N42Counts {
  const { id, category } = detectorOf(gathering, element);
  const list = child(element, 'CountData', 'ChannelData')?.numbers;
  let sum = 0;
  if (list !== undefined && list !== null) for (const value of list.values) sum += value;
  const counts = list !== undefined && list !== null && list.wrong === null && list.count > 0 ? sum : gathering.number(element, 'Counts', 'TotalCounts', 'GrossCount');
  return { detector: id, category, counts, liveTimeSeconds: gathering.seconds(element, 'LiveTime', 'LiveTimeDuration', 'SampleLiveTime') };
}

function besideCounts(gathering: N42Gathering, element: N42Element): N42Counts[] {
  const { detector, category, counts, liveTimeSeconds } = countsOf(gathering, element);
  const rate = gathering.number(element, 'CountRate');
  const real = gathering.seconds(element, 'SampleRealTime', 'RealTime');
  // Where only a rate was sent, its counts are the rate times the time that it was taken over.
  const all = counts ?? (rate === null || real === null ? null : Number((rate * real).toPrecision(12)));
  return all === null ? [] : [{ detector, category, counts: all, liveTimeSeconds: liveTimeSeconds ?? real }];
}

function doses(gathering: N42Gathering, element: N42Element): N42DoseRate[] {
  return element.children.filter((one) => one.name === 'DoseRate').map((one) => {
    const { value } = numberOf(one.text);
    if (value === null) gathering.note(one, 'number-invalid', `DoseRate says "${one.text.trim().slice(0, 80)}", which is no number.`);
    const unit = one.attributes['Units'] ?? one.attributes['units'] ?? 'uSv';
    return { detector: element.attributes['Detector'] ?? null, value, unit: unit.includes('/') ? unit : `${unit}/h` };
  });
}

function measurement(gathering: N42Gathering, element: N42Element): void {
  const beside = element.children.filter((one) => one.name === 'CountDoseData');
  if (beside.length === 0) return;
  const records = recordsOf.get(element) ?? [];
  let to = records.find(({ kind }) => kind === 'foreground' || kind === 'unspecified') ?? records[0];
  if (to === undefined) {
    const first = beside[0]!;
    to = {
      where: wordsOf(first.place), id: element.attributes['UUID'] ?? null, kind: gathering.kind(child(first, 'SourceType'), kinds), start: gathering.instant(first, 'StartTime'), realTimeSeconds: gathering.seconds(first, 'SampleRealTime', 'RealTime'), liveTimeSeconds: null,
      occupied: null, spectra: [], gross: [], doseRates: [], position: null, remarks: gathering.remarks(element), ...nothing,
    };
    gathering.record(element, to);
  }
  for (const one of beside) {
    to.gross.push(...besideCounts(gathering, one));
    to.doseRates.push(...doses(gathering, one));
  }
}

function instrument(gathering: N42Gathering, element: N42Element): void {
  const control = child(element, 'QualityControl');
  if (control !== undefined) {
    gathering.quality = { inCalibration: gathering.truth(control, 'InCalibration', 'InCalibrationIndicator', 'Calibrated'), inspectedAt: gathering.instant(control, 'InspectionDateTime', 'InspectionTime', 'InspectionDate') };
  }
  if (gathering.instrument !== null) return;
  gathering.need(element, ['InstrumentType', 'Manufacturer', 'InstrumentModel', 'InstrumentID']);
  const version = textOf(element, 'InstrumentVersion');
  gathering.instrument = {
    manufacturer: gathering.text(element, 'Manufacturer'), model: gathering.text(element, 'InstrumentModel'), identifier: gathering.text(element, 'InstrumentID', 'InstrumentIdentifier', 'SerialNumber'),
    class: gathering.text(element, 'InstrumentType'), description: textOf(element, 'ProbeType', 'InstrumentDescription'), versions: version === null ? [] : [{ component: null, version }],
  };
}

function nuclide(gathering: N42Gathering, element: N42Element): N42Nuclide {
  const activity = textOf(element, 'NuclideActivity', 'NuclideActivityValue');
  const units = around(element, 'NuclideAnalysis')?.attributes['ActivityUnits'];
  return {
    name: gathering.text(element, 'NuclideName'), identified: gathering.truth(element, 'NuclideIdentifiedIndicator'), confidence: gathering.number(element, 'NuclideIDConfidenceIndication', 'NuclideIDConfidence', 'NuclideIDConfidenceValue'),
    confidenceDescription: textOf(element, 'NuclideIDConfidenceDescription'), category: textOf(element, 'NuclideType', 'NuclideCategoryDescription'), activity: activity === null ? null : numberOf(activity.split(/\s+/)[0]!).value,
    activityUnit: activity === null ? null : units ?? null, position: gathering.position(child(element, 'SourcePosition')),
  };
}

function analysis(gathering: N42Gathering, element: N42Element): void {
  gathering.analyses.push({
    where: wordsOf(element.place), id: gathering.identify(element), at: gathering.instant(element, 'AnalysisStartTime', 'AnalysisStartDateTime'), status: textOf(element, 'AnalysisResultStatusCode', 'AnalysisStatus'),
    algorithm: textOf(element, 'AnalysisAlgorithmName', 'AlgorithmDescription'), confidence: null, description: textOf(element, 'ThreatDescription', 'AnalysisResultDescription'), measurements: [],
    nuclides: within(element, 'Nuclide').map((one) => nuclide(gathering, one)),
  });
}

/** Takes alarms and faults, which the edition of 2006 has no one form for: leaves and groups whose names say so, in any vocabulary. */
function warning(gathering: N42Gathering, element: N42Element): void {
  const { local } = element;
  const text = element.text.trim();
  const measured = around(element, 'Measurement')?.attributes['UUID'];
  if (local === 'RadAlarm') {
    alarm(gathering, element);
    return;
  }
  if (local === 'DetectorStatus') {
    const operational = element.attributes['Operational'];
    if (operational !== undefined && truthOf(operational).value === false) {
      gathering.faults.push({ where: wordsOf(element.place), severity: 'error', severityAsSent: null, code: null, description: `Operational="${operational}"`, of: 'detector', detector: element.attributes['Detector'] ?? null, measurement: measured ?? null });
    }
    return;
  }
  const isQuiet = /^(0|false|no|none|off|ok|clear|normal|n\/?a|no ?alarms?|no ?faults?|)$/i.test(text);
  if (local.endsWith('Fault')) {
    const description = text !== '' ? text : textOf(element, 'FaultDescription', 'Description');
    if (!isQuiet || element.children.length > 0) gathering.faults.push({ where: wordsOf(element.place), severity: 'unknown', severityAsSent: textOf(element, 'FaultSeverityCode'), code: textOf(element, 'FaultCodeValue', 'FaultCode'), description, of: 'instrument', detector: element.attributes['Detector'] ?? null, measurement: measured ?? null });
    return;
  }
  if (!/Alarm(Indicator|Status|State|Information|Result|Type|Description)?$/.test(local)) return;
  const isGroup = element.children.length > 0;
  const told = isGroup && element.children.some((one) => /Alarm/.test(one.local));
  if (told || (isGroup ? false : isQuiet) || (/AlarmDescription|AlarmType$/.test(local) && /Alarm/.test(element.parent?.local ?? ''))) return;
  gathering.alarms.push({
    where: wordsOf(element.place), id: null, at: gathering.instant(element, 'AlarmTime', 'StartTime', 'RadAlarmDateTime'), category: categoryIn(`${local} ${text} ${element.children.map((one) => one.text).join(' ')}`.slice(0, 1000)), categoryAsSent: isGroup ? null : local,
    description: textOf(element, 'AlarmDescription', 'Description') ?? (isGroup ? null : text), audible: null, lightColour: textOf(element, 'AlarmColor', 'AlarmColour'), energyWindows: null,
    detectors: [element.attributes['Detector'] ?? ''].filter((one) => one !== ''), measurements: measured === undefined ? [] : [measured],
    other: Object.fromEntries(element.children.filter((one) => one.text.trim() !== '').slice(0, 32).map((one) => [one.name, one.text.trim().slice(0, 500)])),
  });
}
