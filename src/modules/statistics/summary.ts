import type { Db } from '../../kernel/db.ts';
import { stepCatalogue } from '../prescribed/catalogue.ts';
import type { AsOf } from '../prescribed/owing.ts';
import { flightShares, stepShares } from './counting.ts';
import type { FlightShare, StepShare } from './counting.ts';
import { labelOf } from './labels.ts';
import { classes, figuresOf, outcomes, stepFigures, supervisionFigures } from './shapes.ts';
import type { Figure, Grouping, StatisticsFilter, StatisticsGroup, StatisticsSummary } from './shapes.ts';
import { countedFlights } from './store/flights.ts';
import type { CountedFlight } from './store/flights.ts';

type Figures = Partial<Record<Figure, number>>;

const none = (groupBy: Grouping): Figures => Object.fromEntries(figuresOf[groupBy].map((name) => [name, 0]));

function groupsByFlight(groupBy: 'day' | 'point' | 'flight', flights: readonly CountedFlight[], shares: ReadonlyMap<string, FlightShare>): StatisticsGroup[] {
  const groups = new Map<string, StatisticsGroup>();
  for (const flight of flights) {
    const key = groupBy === 'day' ? flight.flight_date : groupBy === 'point' ? flight.point_code : flight.flight_id;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { key, label: labelOf(groupBy, key, flight), figures: none(groupBy) }));
    const share = shares.get(flight.flight_id);
    for (const name of supervisionFigures) group.figures[name] = (group.figures[name] ?? 0) + (share?.[name] ?? 0);
  }
  const all = [...groups.values()];
  return groupBy === 'point' ? all.sort((a, b) => (a.key < b.key ? -1 : 1)) : all;
}

function groupsByPart(groupBy: 'class' | 'outcome', shares: Iterable<FlightShare>): StatisticsGroup[] {
  const names: readonly string[] = groupBy === 'class' ? classes : outcomes;
  const persons = names.map(() => 0);
  for (const share of shares) (groupBy === 'class' ? share.classes : share.outcomes).forEach((count, at) => { persons[at] = (persons[at] ?? 0) + count; });
  return names.map((key, at) => ({ key, label: labelOf(groupBy, key), figures: { persons: persons[at] ?? 0 } }));
}

const placeOf = new Map(stepCatalogue.map((step, index) => [step.id, index]));

function groupsByStep(shares: Iterable<StepShare>): StatisticsGroup[] {
  const groups = new Map<string, StatisticsGroup>();
  for (const share of shares) {
    for (const [step, figures] of share) {
      let group = groups.get(step);
      if (group === undefined) groups.set(step, (group = { key: step, label: labelOf('step', step), figures: none('step') }));
      for (const name of stepFigures) group.figures[name] = (group.figures[name] ?? 0) + figures[name];
    }
  }
  return [...groups.values()].sort((a, b) => (placeOf.get(a.key) ?? 0) - (placeOf.get(b.key) ?? 0));
}

/** Computes the figures of a period as of an instant, from the records. */
export async function summaryOf(db: Db, eventId: string, at: AsOf, { groupBy, ...filter }: StatisticsFilter & { readonly groupBy: Grouping }): Promise<StatisticsSummary> {
  const flights = await countedFlights(db, eventId, at.asOf, filter);
  const [shares, steps] = await Promise.all([flightShares(db, eventId, at, flights), groupBy === 'step' ? stepShares(db, eventId, at, flights) : undefined]);
  const total = { flightsSupervised: 0, personsSupervised: 0, flightsExpected: 0, personsExpected: 0 };
  for (const share of shares.values()) for (const name of supervisionFigures) total[name] += share[name];
  const groups = flights.length === 0 ? []
    : groupBy === 'step' ? groupsByStep(steps?.values() ?? [])
      : groupBy === 'class' || groupBy === 'outcome' ? groupsByPart(groupBy, shares.values()) : groupsByFlight(groupBy, flights, shares);
  return { asOf: at.asOf, ...total, groupBy, groups };
}
