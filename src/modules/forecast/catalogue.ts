import type { ServiceTime } from './shapes/day.ts';

/** Is a number that a day takes where it says none, with where it comes from. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: string;
}

/** Is a station as it is usually found. Shape: `share` is the part of the people who are sent there. */
export interface UsualStation {
  readonly station: string;
  readonly skill: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly serviceTime: ServiceTime;
  readonly prefilledServiceTime?: ServiceTime;
  readonly share: Sourced<number>;
  readonly given?: true;
}

const inferred = 'inferred: a setting, to be calibrated by the port';

/** Is every usual station of an arrival, in the order in which people come to them. Unit: seconds. Source: each entry's own. */
export const usualStations: readonly UsualStation[] = [
  { station: 'release', skill: 'boarding', name: { en: 'Release of the aircraft', zh: '登临检疫放行' }, serviceTime: { distribution: 'lognormal', meanSeconds: 900, scv: 0.1, source: `${inferred}; 10 to 20 minutes; the step is published` }, share: { value: 1, source: 'per aircraft' } },
  { station: 'temperature', skill: 'temperature', name: { en: 'Temperature passage', zh: '测温通道' }, serviceTime: { distribution: 'constant', meanSeconds: 4, source: inferred }, share: { value: 1, source: 'published: two temperature checks for everybody' } },
  { station: 'declaration', skill: 'declaration', name: { en: 'Declaration check', zh: '申报核验' }, serviceTime: { distribution: 'lognormal', meanSeconds: 150, scv: 0.6, source: inferred }, prefilledServiceTime: { distribution: 'lognormal', meanSeconds: 25, scv: 0.3, source: `${inferred}; 154 people in an hour are the check from end to end` }, share: { value: 1, source: 'published: card check for everybody' } },
  { station: 'medical', skill: 'medical', name: { en: 'Medical inspection', zh: '医学排查' }, serviceTime: { distribution: 'lognormal', meanSeconds: 600, scv: 0.5, source: inferred }, share: { value: 0.03, source: `${inferred}; 1 to 5 %` } },
  { station: 'sampling', skill: 'sampling', name: { en: 'Sampling', zh: '采样' }, serviceTime: { distribution: 'lognormal', meanSeconds: 150, scv: 0.25, source: 'published: a rapid-test chain takes about 2 minutes a person (Preprints 202408.1200); 120 to 180 s' }, share: { value: 1, source: 'published: sampling for everybody' } },
  { station: 'border', skill: 'border', name: { en: 'Border inspection', zh: '边防检查' }, serviceTime: { distribution: 'lognormal', meanSeconds: 60, scv: 1, tail: { share: 0.01, minSeconds: 600, maxSeconds: 1200 }, source: 'published: means of 22 to 104 s and the long tail in the public configuration and documentation of the Dynamic Response Tool' }, share: { value: 1, source: 'published: order of the chain' }, given: true },
  { station: 'baggage', skill: 'baggage', name: { en: 'Baggage and customs inspection', zh: '行李查验' }, serviceTime: { distribution: 'lognormal', meanSeconds: 300, scv: 1, source: inferred }, share: { value: 0.08, source: `${inferred}; 5 to 10 %` } },
  { station: 'bus', skill: 'transfer', name: { en: 'Hand-over to the bus', zh: '转运交接' }, serviceTime: { distribution: 'lognormal', meanSeconds: 3600, scv: 0.1, source: `${inferred}: round trip of a bus` }, share: { value: 1, source: 'published: transfer for everybody' } },
];

/** Is what a day takes where it says nothing. Unit: as named. Source: each entry's own. */
export const usual = {
  offPerMinute: { value: 20, source: 'published: Dynamic Response Tool' },
  walkMinutes: { value: { mean: 9, spread: 2 }, source: 'published: 6 to 15 minutes, Dynamic Response Tool; its spread is inferred' },
  offMinutes: { value: { mean: 15, spread: 3 }, source: 'inferred: release of the aircraft takes 10 to 20 minutes' },
  prefilledShare: { value: 0.9, source: inferred },
  batch: { value: { size: 40, afterMinutes: 20 }, source: 'inferred: 30 to 45 people, or 20 minutes' },
  targets: { value: { dwellMinutes: 45, share: 0.95, from: 'firstOff' as const }, source: 'published: ICAO Annex 9, recommended practice 3.39, for the minutes; the share is that of the published queue targets at Heathrow' },
  uncertainty: { value: { landingMinutes: { live: 5, earlier: 20, average: 30 }, noShowShare: { mean: 0.03, spread: 0.02 }, serviceFactor: { day: 0.08, station: 0.05 } }, source: inferred },
} satisfies Record<string, Sourced<unknown>>;

/** Is what scoring by the Dynamic Response Tool's cost weighs. Unit: cost per minute, and per server opened. Source: its public code. */
export const drtWeights = { waiting: 0.05, beyondTarget: 10, idle: 3, opened: 50 } as const;
