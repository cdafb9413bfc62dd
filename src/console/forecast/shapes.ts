/** Is an estimate with its interval. */
export interface Estimate { readonly value: number; readonly low: number; readonly high: number }

/** Is one quarter of an hour at a station. Unit: people, minutes. */
export interface Slot { readonly from: number; readonly queueMean: number; readonly queueP95: number; readonly waitMean: number; readonly waitP95: number; readonly breach: number; readonly servers: number; readonly utilisation: number; readonly arrivals: number }

/** Is a station of a forecast. */
export interface ForecastStation { readonly station: string; readonly skill: string | null; readonly waitingShare: number; readonly waitMean: number; readonly utilisation: number; readonly staffMinutes: number; readonly slots: readonly Slot[] }

/** Is a flight's promise beside what happened. Unit: seconds. */
export interface Promised {
  readonly flightId: string; readonly designator: string; readonly direction: 'arrival' | 'departure'; readonly landsAt: string; readonly persons: number; readonly p50Seconds: number; readonly p95Seconds: number; readonly targetSeconds: number; readonly overTarget: number; readonly bottleneck: string | null; readonly staffMinutes: number; readonly quality: 'live' | 'earlier' | 'average'; readonly promisedAt: string;
  readonly languages: null | { readonly from: 'cards' | 'nationality' | 'average'; readonly shares: readonly { readonly language: string; readonly share: number }[] };
  readonly actual: null | { readonly persons: number; readonly ended: boolean; readonly p50Seconds: number; readonly p95Seconds: number; readonly over: number };
}

/** Is a day as the forecast view gives it. */
export interface ForecastDay {
  readonly forecast: null | {
    readonly forecastId: string; readonly computedAt: string; readonly replications: number; readonly targetMinutes: number; readonly targetShare: number; readonly bottleneck: string | null; readonly bottleneckShare: number; readonly p95Minutes: number; readonly p95Low: number; readonly p95High: number; readonly breach: number; readonly people: number;
    readonly staffMinutes: Readonly<Record<string, number>>; readonly stations: readonly ForecastStation[];
  };
  readonly promises: readonly Promised[]; readonly live: readonly { readonly station: string; readonly waiting: number; readonly oldestSeconds: number | null; readonly doneLastHour: number }[];
}

/** Is the need for staff of a day. */
export interface DayNeed { readonly forecastId: string | null; readonly computedAt: string | null; readonly need: readonly { readonly skill: string; readonly slots: readonly { readonly from: number; readonly people: number }[] }[] }

/** Names the topics at which forecasts are read again. */
export const forecastTopics = ['forecast', 'board', 'flight:*', 'clock'];
