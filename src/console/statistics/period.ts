import { changedQuery, useAddress, type AddressChange } from '../address.ts';
import { useMemo } from 'react';
import { figures, groupings, type Figure, type Grouping, type StatisticsFilter } from '../../modules/statistics/shapes.ts';

/** Is what is asked of the statistics; it stands in the address. */
export type Asked = StatisticsFilter & { readonly asOf: string | undefined; readonly groupBy: Grouping };

/** Is a figure whose cases are opened: of the whole period where no group is named. */
export type Opened = { readonly figure: Figure; readonly group: string | undefined };

/** Is the address of the statistics, read and written. */
export type Period = {
  readonly asked: Asked;
  /** What the server is asked; undefined while a day or a time is none. */
  readonly input: (StatisticsFilter & { readonly groupBy: Grouping }) | undefined;
  readonly wrong: 'day' | 'period' | undefined;
  readonly opened: Opened | undefined;
  readonly set: (change: AddressChange) => void;
  /** Gives the address at which the cases of a figure are open. */
  readonly addressOf: (opened: Opened) => string;
};

const oneOf = <T extends string>(all: readonly T[], value: string | null): T | undefined => all.find((one) => one === value);

/** Reads from the address what is asked of the statistics. */
export function usePeriod(): Period {
  const [query, change] = useAddress();
  const asked = useMemo((): Asked => ({
    asOf: query.get('asOf') ?? undefined, from: query.get('from') ?? undefined, to: query.get('to') ?? undefined, point: query.get('port') ?? undefined,
    direction: oneOf(['arrival', 'departure'] as const, query.get('direction')), groupBy: oneOf(groupings, query.get('by')) ?? 'day',
  }), [query]);
  const { asOf, from, to, point, direction, groupBy } = asked;
  const wrong = from === 'invalid' || to === 'invalid' ? 'day' : from !== undefined && to !== undefined && from > to ? 'period' : undefined;
  const input = wrong !== undefined || asOf === 'invalid' ? undefined
    : { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(point === undefined ? {} : { point }), ...(direction === undefined ? {} : { direction }), groupBy };
  const figure = oneOf(figures, query.get('figure'));
  return {
    asked, input, wrong,
    opened: figure === undefined ? undefined : { figure, group: query.get('group') ?? undefined },
    set: change,
    addressOf: (opened) => `?${changedQuery(query, { figure: opened.figure, group: opened.group }).toString()}`,
  };
}
