/** Is how long the intervals are by which stations are described. Unit: minutes. */
export const quarterMinutes = 15;

/** Is an estimate with the interval of 95 % in which it lies as far as the number of simulated days can tell. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Is how long people stayed. Unit: minutes. Shape: the mean over simulated days of each day's own figure, `longest` of all days; `aboveTarget` the share of people above the target; `breach` the share of days on which more were above than the target lets; `promise` what the day's p95 stays within on 19 of 20 days. */
export interface Stay {
  readonly p50: Estimate;
  readonly p95: Estimate;
  readonly mean: Estimate;
  readonly max: Estimate;
  readonly longest: number;
  readonly p95Spread: number;
  readonly aboveTarget: Estimate;
  readonly breach: Estimate;
  readonly promise: Estimate;
}

/** Is what one flight's people meet. */
export interface FlightOutcome {
  readonly flight: string;
  readonly passengers: number;
  readonly dwell: Stay;
}

/** Is a station in a quarter of an hour. Unit: minutes since the start, people, minutes. Shape: `queue.p95` is what the longest queue, `wait.p95` what the longest wait of those who come stays within on 19 of 20 days; breach is the share of days on which that wait is above the station's target. */
export interface QuarterOutcome {
  readonly from: number;
  readonly arrivals: number;
  readonly queue: { readonly mean: Estimate; readonly p95: Estimate };
  readonly wait: { readonly mean: Estimate; readonly p95: Estimate };
  readonly utilisation: number;
  readonly servers: number;
  readonly breach?: number;
}

/** Is what happens at one station. Unit: minutes of people per day, minutes of staff per day. Shape: `waitingShare` is its part of all waiting of the chain. */
export interface StationOutcome {
  readonly station: string;
  readonly skill: string;
  readonly visits: number;
  readonly waitMean: Estimate;
  readonly waitingMinutes: Estimate;
  readonly waitingShare: number;
  readonly utilisation: number;
  readonly staffMinutes: number;
  readonly overtimeMinutes: number;
  readonly breach?: Estimate;
  readonly quarters: readonly QuarterOutcome[];
}

/** Is what was held on every simulated day; a day that breaks one of them stops the simulation with an error. Shape: sums over all days. */
export interface Identities {
  readonly came: number;
  readonly left: number;
  readonly insideAtEndOfDay: Estimate;
  readonly mandatoryStepsDoneShare: 1;
  readonly stepsDone: number;
}

/** Is what a simulation of a chain came to. */
export interface Outcome {
  readonly seed: number;
  readonly replications: number;
  readonly startsAt: string;
  readonly dwellFrom: 'ownOff' | 'firstOff' | 'inBlock';
  readonly targets: { readonly dwellMinutes: number; readonly share: number };
  readonly day: Stay;
  readonly flights: readonly FlightOutcome[];
  readonly stations: readonly StationOutcome[];
  readonly bottleneck: { readonly station: string; readonly waitingMinutes: number; readonly share: number } | null;
  readonly staffMinutes: Readonly<Record<string, number>>;
  readonly events: number;
  readonly identities: Identities;
  readonly quarterError: { readonly relative: number; readonly below64: number };
}

/** Is what a what-if changes, day by day under the same chance. Unit: minutes. */
export interface Difference {
  readonly p95: Estimate;
  readonly mean: Estimate;
  readonly aboveTarget: Estimate;
  readonly waitingMinutes: Estimate;
  readonly staffMinutes: number;
  readonly flights: readonly { readonly flight: string; readonly p95: Estimate }[];
  readonly stations: readonly { readonly station: string; readonly waitingMinutes: Estimate }[];
}

/** Is one what-if beside what it changes. */
export interface ScenarioOutcome {
  readonly name: string;
  readonly outcome: Outcome;
  readonly difference: Difference;
}
