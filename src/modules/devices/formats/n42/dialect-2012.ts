import { around, child, textOf } from './elements.ts';
import type { N42Element } from './elements.ts';
import type { N42Gathering } from './gathering.ts';
import { wordsOf } from './limits.ts';
import { instantOf, isPlaceholder, secondsOf } from './moments.ts';
import type { N42Alarm, N42Counts, N42DoseRate, N42Energy, N42Fault, N42Kind, N42Nuclide } from './shapes.ts';
import { N42Spectrum } from './spectra.ts';

const kinds: Readonly<Record<string, N42Kind>> = { foreground: 'foreground', background: 'background', calibration: 'calibration', intrinsicactivity: 'intrinsic', notspecified: 'unspecified' };
const calibrations = ['EnergyCalibration', 'FWHMCalibration', 'TotalEfficiencyCalibration', 'FullEnergyPeakEfficiencyCalibration', 'IntrinsicFullEnergyPeakEfficiencyCalibration', 'IntrinsicSingleEscapePeakEfficiencyCalibration', 'IntrinsicDoubleEscapePeakEfficiencyCalibration', 'EnergyWindows'];
const results = ['RadMeasurementGroup', 'RadMeasurement', 'DerivedData', 'AnalysisResults', 'MultimediaData'];
const rootChildren = new Set(['Remark', 'RadInstrumentDataCreatorName', 'RadInstrumentInformation', 'RadDetectorInformation', 'RadItemInformation', ...calibrations, 'RadMeasurementGroup', ...results, 'RadInstrumentDataExtension']);
const measurementChildren = [
  'Remark', 'MeasurementClassCode', 'StartDateTime', 'RealTimeDuration', 'Spectrum', 'GrossCounts', 'DoseRate', 'TotalDose', 'ExposureRate', 'TotalExposure', 'RadInstrumentState', 'RadDetectorState', 'RadItemState',
  'OccupancyIndicator', 'RadMeasurementExtension', 'DerivedDataExtension',
];
const alarmChildren = ['Remark', 'RadAlarmDateTime', 'RadAlarmCategoryCode', 'RadAlarmDescription', 'RadAlarmAudibleIndicator', 'AlarmAudibleIndicator', 'RadAlarmLightColor', 'RadAlarmEnergyWindowIndices', 'RadAlarmExtension'];
const alarmCategories = ['gamma', 'neutron', 'alpha', 'beta', 'isotope', 'other'] as const;
/** Elements that are dealt with at their own end, wherever they stand: what they say is never lost because something around them is wrong. */
const atOnce = new Set(['RadAlarm', 'Fault', 'RadMeasurement', 'DerivedData', 'AnalysisResults', 'RadInstrumentInformation', 'RadDetectorInformation', 'RadItemInformation', 'RadMeasurementGroup', 'MultimediaData', ...calibrations]);

/** Takes one element of a document of the 2012 edition at its end. Shape: whether it is still needed. Source: ANSI N42.42-2012 (the 2020 edition has the same elements). */
export function take2012(gathering: N42Gathering, element: N42Element): boolean {
  const { name, parent } = element;
  if (name === 'Spectrum') {
    element.made = { spectrum: spectrum(gathering, element) };
    if (parent !== null && (parent.name === 'RadMeasurement' || parent.name === 'DerivedData')) return true;
    gathering.note(element, 'misplaced-element', 'A Spectrum stands outside of a measurement; it is taken as a measurement of its own.');
    measurement(gathering, { ...element, name: 'RadMeasurement', attributes: {}, children: [element] });
    return false;
  }
  if (!atOnce.has(name)) return parent !== null && parent.name !== 'RadInstrumentData' || name === 'Remark' || name === 'RadInstrumentDataCreatorName' ? keep(gathering, element) : unknown(gathering, element);
  if (name === 'RadAlarm') alarm(gathering, element);
  else if (name === 'Fault') fault(gathering, element);
  else if (name === 'RadMeasurement' || name === 'DerivedData') measurement(gathering, element);
  else if (name === 'AnalysisResults') analysis(gathering, element);
  else if (name === 'RadInstrumentInformation') instrument(gathering, element);
  else if (name === 'RadDetectorInformation') detector(gathering, element);
  else if (name === 'EnergyCalibration') energyCalibration(gathering, element);
  else if (name === 'MultimediaData') multimedia(gathering, element);
  else {
    gathering.identify(element);
    if (name === 'RadItemInformation') gathering.items.push(...[textOf(element, 'RadItemDescription')].filter((text) => text !== null));
  }
  return false;
}

/** Says what the root of a document of 2012 lacks, at its end. */
export function end2012(gathering: N42Gathering, root: N42Element): void {
  const creator = textOf(root, 'RadInstrumentDataCreatorName');
  if (creator !== null) gathering.declared['creator'] = creator;
  gathering.declared['remarks'] = gathering.remarks(root);
  if (gathering.instrument === null) gathering.note(root, 'missing-child', 'RadInstrumentData has no RadInstrumentInformation.');
  if (gathering.detectors.size === 0) gathering.note(root, 'missing-child', 'RadInstrumentData has no RadDetectorInformation.');
}

function keep(gathering: N42Gathering, element: N42Element): boolean {
  if (element.name.endsWith('Extension')) {
    element.made = 'extension';
    return true;
  }
  if (element.name === 'RadInstrumentState' || element.name === 'RadDetectorState') gathering.refer(element, element.name === 'RadInstrumentState' ? 'radInstrumentInformationReference' : 'radDetectorInformationReference');
  return true;
}

function unknown(gathering: N42Gathering, element: N42Element): boolean {
  if (element.parent === null || rootChildren.has(element.name)) return false;
  if (element.name.includes(':')) gathering.note(element, 'foreign-element', `${element.name} is of another vocabulary and is left out.`);
  else gathering.note(element, 'unknown-element', `RadInstrumentData has a child ${element.name}, which the standard does not know.`);
  return false;
}

function instrument(gathering: N42Gathering, element: N42Element): void {
  gathering.identify(element);
  gathering.need(element, ['RadInstrumentManufacturerName', 'RadInstrumentModelName', 'RadInstrumentClassCode', 'RadInstrumentVersion']);
  const control = child(element, 'RadInstrumentQualityControl', 'QualityControl');
  if (control !== undefined) {
    gathering.need(control, ['InspectionDateTime', 'InCalibrationIndicator']);
    gathering.quality = { inCalibration: gathering.truth(control, 'InCalibrationIndicator'), inspectedAt: gathering.instant(control, 'InspectionDateTime') };
  }
  if (gathering.instrument !== null) {
    gathering.note(element, 'repeated-child', 'A second RadInstrumentInformation stands here; the first counts.');
    return;
  }
  gathering.instrument = {
    manufacturer: gathering.text(element, 'RadInstrumentManufacturerName'), model: gathering.text(element, 'RadInstrumentModelName'), identifier: gathering.text(element, 'RadInstrumentIdentifier'),
    class: gathering.text(element, 'RadInstrumentClassCode'), description: textOf(element, 'RadInstrumentDescription'),
    versions: element.children.filter((one) => one.name === 'RadInstrumentVersion').map((one) => ({ component: textOf(one, 'RadInstrumentComponentName'), version: textOf(one, 'RadInstrumentComponentVersion') })),
  };
}

function detector(gathering: N42Gathering, element: N42Element): void {
  gathering.need(element, ['RadDetectorCategoryCode']);
  const id = gathering.identify(element);
  if (id === null) {
    gathering.needAttribute(element, 'id');
    return;
  }
  const material = textOf(element, 'RadDetectorKindCode');
  const code = textOf(element, 'RadDetectorCategoryCode');
  const category = gathering.category(code);
  gathering.detectors.set(id, { id, name: textOf(element, 'RadDetectorName'), category: category === 'unknown' ? gathering.category(material) : category, material, description: textOf(element, 'RadDetectorDescription') });
}

function energyCalibration(gathering: N42Gathering, element: N42Element): void {
  const id = gathering.identify(element);
  const at = gathering.instant(element, 'CalibrationDateTime');
  const boundaries = child(element, 'EnergyBoundaryValues');
  const coefficients = textOf(element, 'CoefficientValues');
  let energy: N42Energy | null = null;
  if (coefficients !== null) energy = polynomialOf(gathering, element, coefficients, 3);
  else if (boundaries?.numbers !== undefined && boundaries.numbers !== null) {
    const { values, wrong } = boundaries.numbers;
    const isRising = values.every((value, index) => index === 0 || value > values[index - 1]!);
    if (wrong !== null || !isRising || values.length < 2) gathering.note(element, 'calibration-invalid', 'The boundaries of the energy calibration do not rise, or are no numbers.');
    else energy = { kind: 'boundaries', energies: [...values] };
  } else gathering.note(element, 'calibration-invalid', 'The energy calibration has neither coefficients nor boundaries.');
  gathering.calibrations.push({ id, at, energy });
  if (id !== null && energy !== null) gathering.energyOf.set(id, energy);
}

/** Reads the coefficients of a polynomial; null with its finding where they are none. */
export function polynomialOf(gathering: N42Gathering, element: N42Element, text: string, most: number): N42Energy | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > gathering.limits.coefficients) {
    gathering.note(element, 'calibration-invalid', `The energy calibration has ${words.length} coefficients; more than ${gathering.limits.coefficients} are none.`);
    return null;
  }
  const coefficients = words.map(Number);
  if (coefficients.length < 2 || !coefficients.every(Number.isFinite) || coefficients.slice(1).every((value) => value === 0)) {
    gathering.note(element, 'calibration-invalid', `The coefficients "${text.slice(0, 80)}" make no energy of a channel.`);
    return null;
  }
  if (coefficients.length > most) gathering.note(element, 'calibration-coefficients', `The energy calibration has ${coefficients.length} coefficients; the standard has ${most}.`);
  return { kind: 'polynomial', coefficients };
}

function spectrum(gathering: N42Gathering, element: N42Element): N42Spectrum | undefined {
  const id = gathering.identify(element);
  gathering.needAttribute(element, 'radDetectorInformationReference');
  gathering.needAttribute(element, 'energyCalibrationReference');
  gathering.need(element, ['LiveTimeDuration', 'ChannelData']);
  const [detectorId] = gathering.refer(element, 'radDetectorInformationReference');
  const [calibration] = gathering.refer(element, 'energyCalibrationReference');
  const realText = element.parent === null ? null : textOf(element.parent, 'RealTimeDuration');
  const real = realText === null ? null : secondsOf(realText).value;
  const head = { id, detector: detectorId ?? null, category: 'unknown' as const, liveTimeSeconds: gathering.seconds(element, 'LiveTimeDuration'), realTimeSeconds: real, quality: null };
  return gathering.spectrum(element, child(element, 'ChannelData'), head, null, calibration === undefined ? [] : [calibration]);
}

function counts(gathering: N42Gathering, element: N42Element): N42Counts {
  gathering.identify(element);
  gathering.need(element, ['LiveTimeDuration', 'CountData']);
  const [detectorId] = gathering.refer(element, 'radDetectorInformationReference');
  const list = child(element, 'CountData')?.numbers ?? null;
  if (list !== null && list.wrong !== null) gathering.note(element, 'number-invalid', `"${list.wrong}" stands among the counts and is no finite number.`);
  const isUsable = list !== null && list.wrong === null && list.count > 0 && list.count === list.values.length;
  let sum = 0;
  if (isUsable) for (const value of list.values) sum += value;
  return { detector: detectorId ?? null, category: 'unknown', counts: isUsable ? sum : null, liveTimeSeconds: gathering.seconds(element, 'LiveTimeDuration') };
}

const doseUnits: Readonly<Record<string, string>> = { DoseRate: 'µSv/h', ExposureRate: 'mR/h', TotalDose: 'µSv', TotalExposure: 'mR' };

function dose(gathering: N42Gathering, element: N42Element): N42DoseRate {
  gathering.identify(element);
  const [detectorId] = gathering.refer(element, 'radDetectorInformationReference');
  return { detector: detectorId ?? null, value: gathering.number(element, `${element.name}Value`), unit: doseUnits[element.name]! };
}

function measurement(gathering: N42Gathering, element: N42Element): void {
  gathering.order(element, measurementChildren);
  gathering.need(element, ['MeasurementClassCode', 'StartDateTime', 'RealTimeDuration']);
  for (const name of ['radItemInformationReferences', 'radMeasurementGroupReferences']) gathering.refer(element, name);
  const sent = textOf(element, 'StartDateTime');
  const start = gathering.instant(element, 'StartDateTime');
  const spectra = element.children.flatMap(({ made }) => (made !== null && typeof made === 'object' && 'spectrum' in made && made.spectrum instanceof N42Spectrum ? [made.spectrum] : []));
  const state = child(element, 'RadInstrumentState');
  const vector = state === undefined ? undefined : child(state, 'StateVector');
  gathering.record(element, {
    where: wordsOf(element.place), id: gathering.identify(element), kind: gathering.kind(child(element, 'MeasurementClassCode'), kinds), derived: element.name === 'DerivedData', start,
    ...(start === null && sent !== null ? { startAsSent: sent } : {}), realTimeSeconds: gathering.seconds(element, 'RealTimeDuration'), liveTimeSeconds: null,
    occupied: gathering.truth(element, 'OccupancyIndicator'), channels: null, counts: null, grossCounts: null, neutronCounts: null, spectra,
    gross: element.children.filter((one) => one.name === 'GrossCounts').map((one) => counts(gathering, one)),
    doseRates: element.children.filter((one) => one.name === 'DoseRate' || one.name === 'ExposureRate').map((one) => dose(gathering, one)),
    totalDoses: element.children.filter((one) => one.name === 'TotalDose' || one.name === 'TotalExposure').map((one) => dose(gathering, one)),
    position: gathering.position(vector), remarks: gathering.remarks(element),
  });
}

/** Takes an alarm, wherever it stands. */
export function alarm(gathering: N42Gathering, element: N42Element): void {
  if (element.parent?.name !== 'AnalysisResults') gathering.note(element, 'misplaced-element', `A RadAlarm stands in ${element.parent?.name ?? 'nothing'}, not in AnalysisResults; it counts all the same.`);
  gathering.order(element, alarmChildren);
  gathering.need(element, ['RadAlarmCategoryCode']);
  const sent = textOf(element, 'RadAlarmCategoryCode');
  const category = alarmCategories.find((one) => one === sent?.toLowerCase());
  if (sent !== null && category === undefined) gathering.note(child(element, 'RadAlarmCategoryCode')!, 'code-unknown', `RadAlarmCategoryCode says "${sent.slice(0, 80)}", which is none of the standard's codes; the alarm counts as "${categoryIn(sent)}".`);
  const results = around(element, 'AnalysisResults', 'RadMeasurement', 'DerivedData');
  const measurements = results === null ? [] : results.name === 'AnalysisResults' ? namesIn(results, 'radMeasurementReferences', 'radMeasurementReference', 'derivedDataReferences') : [results.attributes['id'] ?? ''].filter((one) => one !== '');
  const windows = textOf(element, 'RadAlarmEnergyWindowIndices');
  gathering.alarms.push({
    where: wordsOf(element.place), id: gathering.identify(element), at: gathering.instant(element, 'RadAlarmDateTime'), category: category ?? categoryIn(sent ?? ''), categoryAsSent: sent,
    description: textOf(element, 'RadAlarmDescription'), audible: gathering.truth(element, 'RadAlarmAudibleIndicator', 'AlarmAudibleIndicator'), lightColour: textOf(element, 'RadAlarmLightColor'),
    energyWindows: windows === null ? null : windows.split(/\s+/).map(Number).filter(Number.isFinite).slice(0, 64), detectors: gathering.refer(element, 'radDetectorInformationReferences'), measurements,
    other: Object.fromEntries(element.children.filter((one) => !alarmChildren.includes(one.name) && one.text.trim() !== '').slice(0, 32).map((one) => [one.name, one.text.trim().slice(0, 500)])),
  } satisfies N42Alarm);
}

/** Finds the category of an alarm in free words. Shape: neutrons before all else, for they weigh most; "other" where nothing is said. */
export function categoryIn(text: string): N42Alarm['category'] {
  if (/neutron/i.test(text)) return 'neutron';
  return /isotop|nuclide/i.test(text) ? 'isotope' : /gamma/i.test(text) ? 'gamma' : /alpha/i.test(text) ? 'alpha' : /beta/i.test(text) ? 'beta' : 'other';
}

function namesIn(element: N42Element, ...attributes: readonly string[]): string[] {
  return attributes.flatMap((name) => (element.attributes[name] ?? '').split(/\s+/)).filter((name) => name !== '');
}

function fault(gathering: N42Gathering, element: N42Element): void {
  const sent = textOf(element, 'FaultSeverityCode');
  const severity = (['fatal', 'error', 'warning'] as const).find((one) => one === sent?.toLowerCase());
  if (severity === undefined) gathering.note(element, sent === null ? 'missing-child' : 'code-unknown', sent === null ? 'Fault has no FaultSeverityCode.' : `FaultSeverityCode says "${sent.slice(0, 80)}", which is none of the standard's codes.`);
  const of = around(element, 'RadDetectorState', 'RadInstrumentState', 'AnalysisResults');
  const measured = around(element, 'RadMeasurement', 'DerivedData');
  gathering.faults.push({
    where: wordsOf(element.place), severity: severity ?? 'unknown', severityAsSent: sent, code: textOf(element, 'FaultCodeValue'), description: textOf(element, 'FaultDescription'),
    of: of?.name === 'RadDetectorState' ? 'detector' : of?.name === 'AnalysisResults' ? 'analysis' : 'instrument', detector: of?.attributes['radDetectorInformationReference'] ?? null, measurement: measured?.attributes['id'] ?? null,
  } satisfies N42Fault);
}

function nuclide(gathering: N42Gathering, element: N42Element): N42Nuclide {
  return {
    name: gathering.text(element, 'NuclideName'), identified: gathering.truth(element, 'NuclideIdentifiedIndicator'), confidence: gathering.number(element, 'NuclideIDConfidenceValue'),
    confidenceDescription: textOf(element, 'NuclideIDConfidenceDescription'), category: textOf(element, 'NuclideCategoryDescription'), activity: gathering.number(element, 'NuclideActivityValue'), activityUnit: 'kBq',
    position: gathering.position(child(element, 'SourcePosition')),
  };
}

function analysis(gathering: N42Gathering, element: N42Element): void {
  const measurements = ['radMeasurementReferences', 'radMeasurementReference', 'derivedDataReferences'].flatMap((name) => gathering.refer(element, name));
  gathering.refer(element, 'radMeasurementGroupReferences');
  const at = textOf(element, 'AnalysisStartDateTime');
  gathering.analyses.push({
    where: wordsOf(element.place), id: gathering.identify(element), at: at === null || isPlaceholder(at) ? null : instantOf(at).value, status: textOf(element, 'AnalysisResultStatusCode'),
    algorithm: textOf(element, 'AnalysisAlgorithmName'), confidence: gathering.number(element, 'AnalysisConfidenceValue'), description: textOf(element, 'AnalysisResultDescription'), measurements,
    nuclides: element.children.filter((one) => one.name === 'NuclideAnalysisResults').flatMap((one) => one.children.filter((inner) => inner.name === 'Nuclide')).map((one) => nuclide(gathering, one)),
  });
}

function multimedia(gathering: N42Gathering, element: N42Element): void {
  gathering.multimedia.push({
    id: gathering.identify(element), description: textOf(element, 'MultimediaDataDescription', 'MultimediaDescription'), at: gathering.instant(element, 'MultimediaCaptureStartDateTime'),
    mime: textOf(element, 'MultimediaDataMIMEKind', 'MultimediaDataMimeKind'), file: textOf(element, 'FileURI'),
  });
}
