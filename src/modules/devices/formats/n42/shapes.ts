import type { N42Finding } from './findings.ts';
import type { N42Spectrum } from './spectra.ts';

/** Is why a measurement was made. Shape: intrinsic is the detector's own activity; unspecified where the document does not say. */
export type N42Kind = 'foreground' | 'background' | 'calibration' | 'intrinsic' | 'unspecified';
/** Is what a detector counts. */
export type N42Category = 'gamma' | 'neutron' | 'alpha' | 'beta' | 'x-ray' | 'other' | 'unknown';

/** Is how channels become energies. Unit: keV. Shape: coefficients of a polynomial in the channel's lower edge; lower edges of the channels; or pairs of channel and energy between which lines are drawn. */
export type N42Energy =
  | { readonly kind: 'polynomial'; readonly coefficients: readonly number[] }
  | { readonly kind: 'boundaries'; readonly energies: readonly number[] }
  | { readonly kind: 'points'; readonly points: readonly (readonly [number, number])[] };

/** Is one energy calibration of a document. */
export interface N42EnergyCalibration {
  readonly id: string | null;
  readonly at: string | null;
  readonly energy: N42Energy | null;
}

/** Is one detector of an instrument. */
export interface N42Detector {
  readonly id: string;
  readonly name: string | null;
  readonly category: N42Category;
  /** The material, such as "NaI" or "HPGe", as sent. */
  readonly material: string | null;
  readonly description: string | null;
}

/** Is the instrument that wrote the document. */
export interface N42Instrument {
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** The maker's number of the very instrument. */
  readonly identifier: string | null;
  /** Such as "Spectroscopic Portal Monitor", as sent. */
  readonly class: string | null;
  readonly description: string | null;
  readonly versions: readonly { readonly component: string | null; readonly version: string | null }[];
}

/** Is what the instrument says of its own calibration. Shape: null where it is silent, which is not "in calibration". */
export interface N42QualityControl {
  readonly inCalibration: boolean | null;
  readonly inspectedAt: string | null;
}

/** Is a count without a spectrum. Unit: counts, seconds. */
export interface N42Counts {
  readonly detector: string | null;
  category: N42Category;
  readonly counts: number | null;
  readonly liveTimeSeconds: number | null;
}

/** Is a dose rate or a dose as sent. Unit: as `unit` says; N42-2012 has µSv/h for dose and mR/h for exposure, µSv and mR for what was summed up. */
export interface N42DoseRate {
  readonly detector: string | null;
  readonly value: number | null;
  readonly unit: string;
}

/** Is where something is. Unit: degrees of WGS 84, metres; azimuth clockwise from the reference. */
export interface N42Position {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly elevationMetres: number | null;
  readonly azimuthDegrees: number | null;
  readonly inclinationDegrees: number | null;
  readonly distanceMetres: number | null;
  readonly description: string | null;
}

/**
 * Is one measurement: a RadMeasurement or DerivedData of 2012; of 2006 a time slice (DetectorData) or a spectrum that stands alone.
 * Unit: seconds, counts. Shape: `channels` and `counts` are the sums over its gamma spectra; `grossCounts` is the sum of counts without a spectrum that are not neutrons; `neutronCounts` of those that are,
 * spectra of neutron detectors included; each null where nothing was sent. `liveTimeSeconds` is the longest of its spectra, of its counts where it has none.
 */
export interface N42Measurement {
  readonly where: string;
  readonly id: string | null;
  kind: N42Kind;
  readonly derived: boolean;
  readonly start: string | null;
  /** What was sent as start where it is no instant. */
  readonly startAsSent?: string;
  readonly realTimeSeconds: number | null;
  liveTimeSeconds: number | null;
  readonly occupied: boolean | null;
  channels: number | null;
  counts: number | null;
  grossCounts: number | null;
  neutronCounts: number | null;
  readonly spectra: N42Spectrum[];
  readonly gross: N42Counts[];
  readonly doseRates: N42DoseRate[];
  /** Doses and exposures summed up over the measurement. */
  readonly totalDoses: readonly N42DoseRate[];
  readonly position: N42Position | null;
  readonly remarks: readonly string[];
}

/** Is an alarm that the instrument raised. */
export interface N42Alarm {
  readonly where: string;
  readonly id: string | null;
  readonly at: string | null;
  readonly category: 'gamma' | 'neutron' | 'alpha' | 'beta' | 'isotope' | 'other';
  readonly categoryAsSent: string | null;
  readonly description: string | null;
  readonly audible: boolean | null;
  readonly lightColour: string | null;
  /** Numbers of the energy windows that alarmed, as sent. */
  readonly energyWindows: readonly number[] | null;
  readonly detectors: readonly string[];
  /** The measurements that the analysis with this alarm is about. */
  readonly measurements: readonly string[];
  /** What else it says, by the name of the element. */
  readonly other: Readonly<Record<string, string>>;
}

/** Is a fault that the instrument reports of itself. */
export interface N42Fault {
  readonly where: string;
  readonly severity: 'fatal' | 'error' | 'warning' | 'unknown';
  readonly severityAsSent: string | null;
  readonly code: string | null;
  readonly description: string | null;
  readonly of: 'instrument' | 'detector' | 'analysis';
  readonly detector: string | null;
  readonly measurement: string | null;
}

/** Is a nuclide that the instrument names. Unit: kBq in the 2012 edition; of 2006 as `activityUnit` says. */
export interface N42Nuclide {
  readonly name: string | null;
  readonly identified: boolean | null;
  /** Unit: percent where it is a number. */
  readonly confidence: number | null;
  readonly confidenceDescription: string | null;
  readonly category: string | null;
  readonly activity: number | null;
  readonly activityUnit: string | null;
  readonly position: N42Position | null;
}

/** Is what the instrument concluded. */
export interface N42Analysis {
  readonly where: string;
  readonly id: string | null;
  readonly at: string | null;
  readonly status: string | null;
  readonly algorithm: string | null;
  readonly confidence: number | null;
  readonly description: string | null;
  readonly measurements: readonly string[];
  readonly nuclides: readonly N42Nuclide[];
}

/** Is a picture, sound or film that goes with the document. Shape: its content is not kept. */
export interface N42Multimedia {
  readonly id: string | null;
  readonly description: string | null;
  readonly at: string | null;
  readonly mime: string | null;
  readonly file: string | null;
}

/** Is a part of a document, or a whole one, that was not let in. */
export interface N42Quarantined {
  readonly where: string;
  readonly code: string;
  /** An English sentence that says what is wrong and how to put it right. */
  readonly reason: string;
}

/** Is what reading an N42 document gives: the shape of every reader (`records`, `quarantined`, `declared`, `found`) and what this format has besides. */
export interface N42Report {
  readonly format: 'n42';
  readonly dialect: '2012' | '2006' | null;
  readonly records: readonly N42Measurement[];
  readonly quarantined: readonly N42Quarantined[];
  readonly declared: Readonly<Record<string, unknown>>;
  readonly found: Readonly<Record<string, unknown>>;
  readonly instrument: N42Instrument | null;
  readonly detectors: readonly N42Detector[];
  readonly alarms: readonly N42Alarm[];
  readonly faults: readonly N42Fault[];
  readonly calibration: N42QualityControl & { readonly energy: readonly N42EnergyCalibration[] };
  readonly analyses: readonly N42Analysis[];
  readonly multimedia: readonly N42Multimedia[];
  readonly items: readonly string[];
  readonly findings: readonly N42Finding[];
}
