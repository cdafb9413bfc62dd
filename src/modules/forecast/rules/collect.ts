import { quarterMinutes } from '../shapes/outcome.ts';
import type { Estimate, Outcome, QuarterOutcome, Stay, StationOutcome } from '../shapes/outcome.ts';
import type { Compiled } from './compile.ts';
import type { ChainRun } from './engine.ts';
import { bucketOf, histogramBuckets, histogramError, histogramQuantile, quantileEstimate, rounded, Running, shareEstimate } from './estimates.ts';

/** Is the stays of one group of people, day by day. */
class Stays {
  readonly p95: Float64Array;
  readonly means: Float64Array;
  readonly above: Float64Array;
  private readonly median = new Running();
  private readonly most = new Running();
  private longest = 0;
  private breaches = 0;
  private count = 0;

  constructor(replications: number) {
    [this.p95, this.means, this.above] = [new Float64Array(replications), new Float64Array(replications), new Float64Array(replications)];
  }

  /** Takes one day's stays, sorted, and how many are above their target. Shape: a day on which nobody came counts as kept. */
  add(sorted: Float64Array, above: number, share: number): void {
    const people = sorted.length;
    const at = this.count;
    this.count += 1;
    if (people === 0) return;
    const rank = (part: number): number => sorted[Math.max(0, Math.ceil(part * people) - 1)]!;
    this.p95[at] = rank(0.95);
    this.median.add(rank(0.5));
    this.most.add(sorted[people - 1]!);
    this.longest = Math.max(this.longest, sorted[people - 1]!);
    let sum = 0;
    for (let one = 0; one < people; one += 1) sum += sorted[one]!;
    this.means[at] = sum / people;
    this.above[at] = above / people;
    if (above > (1 - share) * people + 1e-9) this.breaches += 1;
  }

  finish(): Stay {
    const p95 = runningOf(this.p95);
    return {
      p50: this.median.estimate(), p95: p95.estimate(), mean: runningOf(this.means).estimate(), max: this.most.estimate(), longest: rounded(this.longest), p95Spread: rounded(p95.spread),
      aboveTarget: runningOf(this.above).estimate(), breach: shareEstimate(this.breaches, this.count), promise: quantileEstimate(this.p95, 0.95),
    };
  }
}

/** Gives the sums of a list. */
export function runningOf(values: ArrayLike<number>): Running {
  const running = new Running();
  for (let at = 0; at < values.length; at += 1) running.add(values[at]!);
  return running;
}

/** Gathers one simulated day after another. Shape: memory grows with flights and stations times days by one number each, and never with people times days. */
export class Collector {
  readonly day: Stays;
  readonly flights: Stays[];
  readonly waiting: Float64Array[];
  private readonly chain: Compiled;
  private readonly waitMeans: Running[];
  private readonly sums: { visits: Float64Array; busy: Float64Array; overtime: Float64Array };
  private readonly queueMean: Running[];
  private readonly waitMean: Running[];
  private readonly queueMost: Uint32Array;
  private readonly waitMost: Uint32Array;
  private readonly quarterSums: { arrivals: Float64Array; busy: Float64Array; breaches: Float64Array };
  private readonly stationBreaches: Float64Array;
  private readonly stays: Float64Array;
  private readonly inside = new Running();
  private came = 0;
  private left = 0;
  private steps = 0;
  private count = 0;

  constructor(chain: Compiled, quarters: number, replications: number) {
    this.chain = chain;
    const stations = chain.stations.length;
    const cells = stations * quarters;
    this.day = new Stays(replications);
    this.flights = chain.flights.map(() => new Stays(replications));
    this.waiting = chain.stations.map(() => new Float64Array(replications));
    this.waitMeans = chain.stations.map(() => new Running());
    this.sums = { visits: new Float64Array(stations), busy: new Float64Array(stations), overtime: new Float64Array(stations) };
    [this.queueMean, this.waitMean] = [Array.from({ length: cells }, () => new Running()), Array.from({ length: cells }, () => new Running())];
    [this.queueMost, this.waitMost] = [new Uint32Array(cells * histogramBuckets), new Uint32Array(cells * histogramBuckets)];
    this.quarterSums = { arrivals: new Float64Array(cells), busy: new Float64Array(cells), breaches: new Float64Array(cells) };
    this.stationBreaches = new Float64Array(stations);
    this.stays = new Float64Array(chain.passengers);
  }

  /** Takes the day that was just simulated. */
  add(run: ChainRun): void {
    const { chain, stays } = this;
    const { share } = chain.targets;
    let all = 0;
    let aboveOfAll = 0;
    chain.flights.forEach(({ first, passengers, target: { dwellMinutes, from } }, at) => {
      const begin = all;
      let above = 0;
      const since = from === 'firstOff' ? run.firstOff[at]! : run.inBlock[at]!;
      for (let person = first; person < first + passengers; person += 1) {
        if (run.present[person] === 0) continue;
        const stay = run.outAt[person]! - (from === 'ownOff' ? run.offAt[person]! : since);
        stays[all] = stay;
        all += 1;
        if (stay > dwellMinutes) above += 1;
      }
      aboveOfAll += above;
      this.flights[at]!.add(stays.subarray(begin, all).sort(), above, share);
    });
    this.day.add(stays.subarray(0, all).sort(), aboveOfAll, share);
    this.came += run.came;
    this.left += run.left;
    this.steps += run.steps;
    this.inside.add(run.insideAtEnd);
    this.addStations(run);
    this.count += 1;
  }

  private addStations(run: ChainRun): void {
    const { quarters } = run;
    this.chain.stations.forEach(({ target }, station) => {
      this.waiting[station]![this.count] = run.waitByStation[station]!;
      if (run.visitsByStation[station]! > 0) this.waitMeans[station]!.add(run.waitByStation[station]! / run.visitsByStation[station]!);
      this.sums.visits[station]! += run.visitsByStation[station]!;
      this.sums.busy[station]! += run.busyByStation[station]!;
      this.sums.overtime[station]! += run.overtimeByStation[station]!;
      let breached = false;
      for (let cell = station * quarters.count; cell < (station + 1) * quarters.count; cell += 1) {
        const arrivals = quarters.waitCount[cell]!;
        this.queueMean[cell]!.add(quarters.queueMinutes[cell]! / quarterMinutes);
        if (arrivals > 0) this.waitMean[cell]!.add(quarters.waitSum[cell]! / arrivals);
        this.queueMost[cell * histogramBuckets + bucketOf(quarters.queueMost[cell]!)]! += 1;
        this.waitMost[cell * histogramBuckets + bucketOf(quarters.waitMost[cell]! * 60)]! += 1;
        this.quarterSums.arrivals[cell]! += arrivals;
        this.quarterSums.busy[cell]! += quarters.busyMinutes[cell]!;
        if (quarters.waitMost[cell]! <= target) continue;
        this.quarterSums.breaches[cell]! += 1;
        breached = true;
      }
      if (breached) this.stationBreaches[station]! += 1;
    });
  }

  /** Gives the outcome of all days. */
  finish(seed: number, events: number): Outcome {
    const { chain, count } = this;
    const stations = this.stationOutcomes();
    const worst = stations.reduce((most, one) => (one.waitingMinutes.value > most.waitingMinutes.value ? one : most));
    const staffMinutes: Record<string, number> = {};
    for (const { skill, staffMinutes: minutes } of stations) staffMinutes[skill] = rounded((staffMinutes[skill] ?? 0) + minutes);
    return {
      seed, replications: count, startsAt: chain.day.startsAt, dwellFrom: chain.targets.from, targets: { dwellMinutes: chain.targets.dwellMinutes, share: chain.targets.share },
      day: this.day.finish(), flights: chain.flights.map(({ name, passengers }, at) => ({ flight: name, passengers, dwell: this.flights[at]!.finish() })), stations,
      bottleneck: worst.waitingMinutes.value === 0 ? null : { station: worst.station, waitingMinutes: worst.waitingMinutes.value, share: worst.waitingShare },
      staffMinutes, events,
      identities: { came: this.came, left: this.left, insideAtEndOfDay: this.inside.estimate(), mandatoryStepsDoneShare: 1, stepsDone: this.steps },
      quarterError: histogramError,
    };
  }

  private stationOutcomes(): StationOutcome[] {
    const { chain, count } = this;
    const waiting = this.waiting.map((values) => runningOf(values));
    const allWaiting = waiting.reduce((sum, { mean }) => sum + mean, 0);
    return chain.stations.map(({ id, skill, target }, station) => {
      const duty = dutyByQuarter(chain, station);
      const staffMinutes = duty.reduce((sum, minutes) => sum + minutes, 0);
      const overtimeMinutes = this.sums.overtime[station]! / count;
      return {
        station: id, skill, visits: rounded(this.sums.visits[station]! / count), waitMean: this.waitMeans[station]!.estimate(), waitingMinutes: waiting[station]!.estimate(),
        waitingShare: allWaiting === 0 ? 0 : rounded(waiting[station]!.mean / allWaiting),
        utilisation: staffMinutes === 0 ? 0 : rounded((this.sums.busy[station]! / count - overtimeMinutes) / staffMinutes), staffMinutes: rounded(staffMinutes), overtimeMinutes: rounded(overtimeMinutes),
        ...(target === Infinity ? {} : { breach: shareEstimate(this.stationBreaches[station]!, count) }),
        quarters: this.quarterOutcomes(station, duty, target),
      };
    });
  }

  private quarterOutcomes(station: number, duty: readonly number[], target: number): QuarterOutcome[] {
    const { count } = this;
    const quarters = this.queueMean.length / this.chain.stations.length;
    const nothing: Estimate = { value: 0, low: 0, high: 0 };
    return Array.from({ length: quarters }, (_, quarter) => {
      const cell = station * quarters + quarter;
      const minutes = duty[quarter] ?? 0;
      return {
        from: quarter * quarterMinutes, arrivals: rounded(this.quarterSums.arrivals[cell]! / count),
        queue: { mean: this.queueMean[cell]!.estimate(), p95: histogramQuantile(this.queueMost, cell, count, 0.95, 1) },
        wait: { mean: this.waitMean[cell]!.count === 0 ? nothing : this.waitMean[cell]!.estimate(), p95: histogramQuantile(this.waitMost, cell, count, 0.95, 1 / 60) },
        utilisation: minutes === 0 ? 0 : rounded(this.quarterSums.busy[cell]! / count / minutes), servers: rounded(minutes / quarterMinutes),
        ...(target === Infinity ? {} : { breach: rounded(this.quarterSums.breaches[cell]! / count) }),
      };
    });
  }
}

/** Gives the minutes on duty of all servers of a station in each quarter of the day. */
function dutyByQuarter(chain: Compiled, station: number): number[] {
  const duty = Array.from({ length: Math.ceil(chain.minutes / quarterMinutes) }, () => 0);
  for (let group = chain.groupStart[station]!; group < chain.groupStart[station + 1]!; group += 1) {
    let capacity = chain.initial[group]!;
    let since = 0;
    const until = (end: number): void => {
      for (let quarter = Math.floor(since / quarterMinutes); quarter * quarterMinutes < end; quarter += 1) {
        duty[quarter]! += capacity * Math.max(0, Math.min(end, (quarter + 1) * quarterMinutes) - Math.max(since, quarter * quarterMinutes));
      }
      since = end;
    };
    chain.boundaryTime.forEach((at, which) => {
      if (chain.boundaryGroup[which] !== group || at >= chain.minutes) return;
      until(at);
      capacity = chain.boundaryCapacity[which]!;
    });
    until(chain.minutes);
  }
  return duty;
}
