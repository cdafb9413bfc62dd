import { useIsFetching, type UseQueryResult } from '@tanstack/react-query';
import { useView, type View } from '../client.ts';
import type { Alarm, WallDevice } from '../devices/shapes.ts';
import type { Board } from '../flights/flight.ts';
import type { Appointment, InspectionWindow } from '../goods/AppointmentsPage.tsx';
import type { Hold } from '../goods/shapes.ts';
import { Refused } from '../http.ts';
import type { CallUp, Duty, ForecastDay, ForecastNeed, Part } from './shapes.ts';

/** Is the day at a point of entry, every part of it as of one instant. */
export type DayRead = {
  readonly board: Part<Board>; readonly devices: Part<readonly WallDevice[]>; readonly alarms: Part<readonly Alarm[]>; readonly windows: Part<{ readonly windows: readonly InspectionWindow[]; readonly appointments: readonly Appointment[] }>;
  readonly holds: Part<readonly Hold[]>; readonly duties: Part<readonly Duty[]>; readonly callUps: Part<readonly CallUp[]>; readonly forecast: Part<ForecastDay>; readonly need: Part<ForecastNeed>;
};

const watched = {
  board: ['board', 'flight:*', 'clock'], devices: ['devices'], alarms: ['alarms'], windows: ['windows', 'goods'], holds: ['goods'], duties: ['attendance', 'rosters', 'roster', 'clock'], callUps: ['callUps', 'clock'], forecast: ['forecast', 'board', 'flight:*', 'clock'], need: ['forecast', 'clock'],
} as const;
// Clocks run out without anybody announcing it.
const every = 30_000;

function partOf<Data, Chosen>(query: UseQueryResult<View<Data>>, choose: (data: Data) => Chosen): Part<Chosen> {
  const refused = query.error instanceof Refused ? query.error.refusal : undefined;
  return { data: query.data === undefined || refused !== undefined ? undefined : choose(query.data.data), refused };
}

/** Reads the day of a point of entry: live, or with `asOf` as it stood then. Undefined waits for the point. */
export function useDayRead(pointCode: string | undefined, day: string, asOf: string | undefined): DayRead {
  const at = <Input>(input: Input): Input | undefined => (pointCode === undefined ? undefined : input);
  const options = (topics: readonly string[]) => ({ topics, everyMilliseconds: every, asOf });
  return {
    board: partOf(useView<Board>('flights.board', at({ pointCode }), options(watched.board)), (data) => data),
    devices: partOf(useView<{ readonly devices: readonly WallDevice[] }>('devices.wall', at({}), options(watched.devices)), (data) => data.devices.filter((device) => device.station === null || device.station.pointCode === pointCode)),
    alarms: partOf(useView<{ readonly alarms: readonly Alarm[] }>('devices.alarms', at({}), options(watched.alarms)), (data) => data.alarms.filter((alarm) => alarm.disposedAt === null)),
    windows: partOf(useView<{ readonly windows: readonly InspectionWindow[]; readonly appointments: readonly Appointment[] }>('goods.windows', at({ from: day, to: day, pointCode }), options(watched.windows)), (data) => data),
    holds: partOf(useView<{ readonly holds: readonly Hold[] }>('goods.holds', at({ pointCode }), options(watched.holds)), (data) => data.holds),
    duties: partOf(useView<{ readonly duties: readonly Duty[] }>('roster.onDuty', at({}), options(watched.duties)), (data) => data.duties.filter((duty) => duty.pointCode === pointCode)),
    callUps: partOf(useView<{ readonly callUps: readonly CallUp[] }>('roster.callUps', at({}), options(watched.callUps)), (data) => data.callUps.filter((one) => one.pointCode === pointCode)),
    forecast: partOf(useView<ForecastDay>('forecast.day', at({ pointCode, day }), options(watched.forecast)), (data) => data),
    need: partOf(useView<ForecastNeed>('forecast.need', at({ pointCode, day }), options(watched.need)), (data) => data),
  };
}

/** Tells whether a part of the page is still on its way. */
export function useIsReading(): boolean {
  return useIsFetching({ queryKey: ['view'] }) > 0;
}
