import type { MeasuredSpectrum } from '../identification/binning.ts';

/** Is a portal's pass as a spectroscopic instrument writes it. Shape: spectra on the same channels; the background ends where the pass begins. */
export interface SimulatedPass {
  readonly model: string;
  readonly at: string;
  readonly foreground: MeasuredSpectrum;
  readonly background?: MeasuredSpectrum | undefined;
  readonly keVPerChannel: number;
  /** What the instrument calls the item: the number of a consignment for instance. */
  readonly item?: string | undefined;
  readonly alarm?: 'Gamma' | 'Neutron' | undefined;
  readonly doseRateMicrosievertPerHour?: number | undefined;
}

/** Writes a pass as ANSI N42.42-2012. */
export function writePass({ model, at, foreground, background, keVPerChannel, item, alarm, doseRateMicrosievertPerHour }: SimulatedPass): string {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const measurement = (id: string, kind: 'Foreground' | 'Background', start: string, { counts, liveTimeSeconds }: MeasuredSpectrum, more: string): string => {
    const time = `PT${liveTimeSeconds ?? 1}S`;
    return `<RadMeasurement id="${id}"><MeasurementClassCode>${kind}</MeasurementClassCode><StartDateTime>${start}</StartDateTime><RealTimeDuration>${time}</RealTimeDuration><Spectrum id="${id}-s" radDetectorInformationReference="g" energyCalibrationReference="e"><LiveTimeDuration>${time}</LiveTimeDuration><ChannelData>${Array.from(counts).join(' ')}</ChannelData></Spectrum>${more}</RadMeasurement>`;
  };
  const before = new Date(Date.parse(at) - (background?.liveTimeSeconds ?? 0) * 1000).toISOString();
  return `<?xml version="1.0"?>
<RadInstrumentData xmlns="http://physics.nist.gov/N42/2011/N42" n42DocUUID="0d7b9d4c-0000-4000-8000-000000000002">
<RadInstrumentInformation id="i"><RadInstrumentManufacturerName>Invented</RadInstrumentManufacturerName><RadInstrumentModelName>${escaped(model)}</RadInstrumentModelName><RadInstrumentClassCode>Spectroscopic Portal Monitor</RadInstrumentClassCode></RadInstrumentInformation>
<RadDetectorInformation id="g"><RadDetectorCategoryCode>Gamma</RadDetectorCategoryCode><RadDetectorKindCode>NaI</RadDetectorKindCode></RadDetectorInformation>
<EnergyCalibration id="e"><CoefficientValues>0 ${keVPerChannel} 0</CoefficientValues></EnergyCalibration>
${item === undefined ? '' : `<RadItemInformation id="item"><RadItemDescription>${escaped(item)}</RadItemDescription></RadItemInformation>\n`}${background === undefined ? '' : `${measurement('b', 'Background', before, background, '')}\n`}${measurement('f', 'Foreground', at, foreground, doseRateMicrosievertPerHour === undefined ? '' : `<DoseRate id="d"><DoseRateValue>${doseRateMicrosievertPerHour}</DoseRateValue></DoseRate>`)}
${alarm === undefined ? '' : `<AnalysisResults radMeasurementReferences="f"><RadAlarm id="a"><RadAlarmDateTime>${at}</RadAlarmDateTime><RadAlarmCategoryCode>${alarm}</RadAlarmCategoryCode></RadAlarm></AnalysisResults>\n`}</RadInstrumentData>`;
}
