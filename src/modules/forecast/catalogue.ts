import type { ServiceTime, SourceText } from './shapes/day.ts';

/** Is a number that a day takes where it says none, with where it comes from. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: SourceText;
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

const inferred = { en: 'inferred: a setting, to be calibrated by the port', zh: '推断值：属设置项，由口岸校准' };
const also = (en: string, zh: string): SourceText => ({ en: `${inferred.en}; ${en}`, zh: `${inferred.zh}；${zh}` });
const published = (en: string, zh: string): SourceText => ({ en: `published: ${en}`, zh: `已发布：${zh}` });

/** Is every usual station, in the order in which people come to them; the gate is a departure's. Unit: seconds. Source: each entry's own. */
export const usualStations: readonly UsualStation[] = [
  { station: 'release', skill: 'boarding', name: { en: 'Release of the aircraft', zh: '登临检疫放行' }, serviceTime: { distribution: 'lognormal', meanSeconds: 900, scv: 0.1, source: also('10 to 20 minutes; the step is published', '10 至 20 分钟；该环节已发布') }, share: { value: 1, source: { en: 'per aircraft', zh: '按航空器' } } },
  { station: 'temperature', skill: 'temperature', name: { en: 'Temperature passage', zh: '测温通道' }, serviceTime: { distribution: 'constant', meanSeconds: 4, source: inferred }, share: { value: 1, source: published('two temperature checks for everybody', '人人两次测温') } },
  { station: 'declaration', skill: 'declaration', name: { en: 'Declaration check', zh: '申报核验' }, serviceTime: { distribution: 'lognormal', meanSeconds: 150, scv: 0.6, source: inferred },
    prefilledServiceTime: { distribution: 'lognormal', meanSeconds: 25, scv: 0.3, source: also('154 people in an hour are the check from end to end', '以一小时通关 154 人作全程核对') }, share: { value: 1, source: published('card check for everybody', '人人核验申明卡') } },
  { station: 'medical', skill: 'medical', name: { en: 'Medical inspection', zh: '医学排查' }, serviceTime: { distribution: 'lognormal', meanSeconds: 600, scv: 0.5, source: inferred }, share: { value: 0.03, source: also('1 to 5 %', '1% 至 5%') } },
  { station: 'sampling', skill: 'sampling', name: { en: 'Sampling', zh: '采样' },
    serviceTime: { distribution: 'lognormal', meanSeconds: 150, scv: 0.25, source: published('a rapid-test chain takes about 2 minutes a person (Preprints 202408.1200); 120 to 180 s', '快检流程约每人 2 分钟（Preprints 202408.1200）；120 至 180 秒') }, share: { value: 1, source: published('sampling for everybody', '人人采样') } },
  { station: 'border', skill: 'border', name: { en: 'Border inspection', zh: '边防检查' }, serviceTime: { distribution: 'lognormal', meanSeconds: 60, scv: 1, tail: { share: 0.01, minSeconds: 600, maxSeconds: 1200 },
    source: published('means of 22 to 104 s and the long tail in the public configuration and documentation of the Dynamic Response Tool', '均值 22 至 104 秒及长尾，见 Dynamic Response Tool 公开配置与文档') }, share: { value: 1, source: published('order of the chain', '流程次序') }, given: true },
  { station: 'baggage', skill: 'baggage', name: { en: 'Baggage and customs inspection', zh: '行李查验' }, serviceTime: { distribution: 'lognormal', meanSeconds: 300, scv: 1, source: inferred }, share: { value: 0.08, source: also('5 to 10 %', '5% 至 10%') } },
  { station: 'gate', skill: 'screening', name: { en: 'Release to the gate', zh: '离境放行' }, serviceTime: { distribution: 'lognormal', meanSeconds: 12, scv: 0.3, source: also('a card and a person are compared', '人证比对') }, share: { value: 1, source: { en: 'every departing person', zh: '每名离境人员' } } },
  { station: 'bus', skill: 'transfer', name: { en: 'Hand-over to the bus', zh: '转运交接' }, serviceTime: { distribution: 'lognormal', meanSeconds: 3600, scv: 0.1, source: also('round trip of a bus', '车辆往返一趟') }, share: { value: 1, source: published('transfer for everybody', '人人转运') } },
];

/** Is what a day takes where it says nothing. Unit: as named. Source: each entry's own. */
export const usual = {
  offPerMinute: { value: 20, source: published('Dynamic Response Tool', 'Dynamic Response Tool') },
  walkMinutes: { value: { mean: 9, spread: 2 }, source: published('6 to 15 minutes, Dynamic Response Tool; its spread is inferred', '6 至 15 分钟，Dynamic Response Tool；离散程度为推断') },
  offMinutes: { value: { mean: 15, spread: 3 }, source: { en: 'inferred: release of the aircraft takes 10 to 20 minutes', zh: '推断值：登临检疫放行需 10 至 20 分钟' } },
  prefilledShare: { value: 0.9, source: inferred },
  batch: { value: { size: 40, afterMinutes: 20 }, source: { en: 'inferred: 30 to 45 people, or 20 minutes', zh: '推断值：30 至 45 人，或 20 分钟' } },
  targets: { value: { dwellMinutes: 45, share: 0.95, from: 'firstOff' as const }, source: published('ICAO Annex 9, recommended practice 3.39, for the minutes; the share is that of the published queue targets at Heathrow', '时长见国际民航公约附件 9 建议措施 3.39；比例取希思罗机场公布的排队目标') },
  departures: { value: { opensMinutes: 180, closesMinutes: 60, dwellMinutes: 60 }, source: published('ICAO Annex 9, recommended practice 3.36, for the minutes; when people come is inferred', '时长见国际民航公约附件 9 建议措施 3.36；到场时间为推断') },
  uncertainty: { value: { landingMinutes: { live: 5, earlier: 20, average: 30 }, noShowShare: { mean: 0.03, spread: 0.02 }, serviceFactor: { day: 0.08, station: 0.05 } }, source: inferred },
} satisfies Record<string, Sourced<unknown>>;

/** Is what scoring by the Dynamic Response Tool's cost weighs. Unit: cost per minute, and per server opened. Source: its public code. */
export const drtWeights = { waiting: 0.05, beyondTarget: 10, idle: 3, opened: 50 } as const;
