import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { deviceReaders } from '../rules/roles.ts';
import { strict } from '../shapes.ts';
import { deviceRows } from '../store/devices.ts';
import { newestValues, robotReadings, stopRows, trackRows } from '../store/robots.ts';
import { deviceShape, nullableText, summaryOf } from './shapes.ts';

const minute = 60_000;
/** Is how far back the way of a robot is drawn, and what it measured. Unit: minutes. */
const trackMinutes = 15;
const readingMinutes = 60;
const newestMinutes = 24 * 60;
const mostReadings = 300;
const quantities = ['batteryPercent', 'xMetres', 'yMetres', 'deviationMetres', 'speedMetresPerSecond', 'zonesInForce'] as const;
const nullableNumber = Type.Union([Type.Number(), Type.Null()]);

/** Is the view of the robots for the map of missions. */
export const robotsView: ViewDefinition = defineView({
  name: 'devices.robots',
  summary: 'Every approved robot as of an instant: where it is and was in the last quarter of an hour, its charge, whether its emergency stop is on, and what it measured in the last hour. Unit: metres on its own map.',
  roles: deviceReaders,
  input: Type.Object({}, strict),
  output: Type.Object({ robots: Type.Array(Type.Object({
    ...deviceShape.properties, version: Type.String(), mapId: Type.String(), heardAt: nullableText, batteryPercent: nullableNumber, xMetres: nullableNumber, yMetres: nullableNumber, deviationMetres: nullableNumber, speedMetresPerSecond: nullableNumber, placedAt: nullableText, zonesInForce: Type.Union([Type.Null(), Type.Boolean()]),
    stop: Type.Union([Type.Null(), Type.Object({ kind: Type.String(), since: Type.String() })]), track: Type.Array(Type.Object({ at: Type.String(), x: Type.Number(), y: Type.Number() })),
    readings: Type.Array(Type.Object({ at: Type.String(), x: Type.Number(), y: Type.Number(), deviationMetres: Type.Number(), doseRateMicrosievertPerHour: Type.Number(), counts: Type.Number(), dwellSeconds: Type.Number(), counted: Type.Boolean(), caseId: nullableText })),
  })) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    const rows = (await deviceRows(db, eventId, asOf)).filter((row) => row.kind === 'inspectionRobot' && (row.decision === 'approved' || row.decision === 'suspended'));
    const ids = rows.map((row) => row.device_id);
    const ago = (minutes: number): string => new Date(Date.parse(asOf) - minutes * minute).toISOString();
    const values = await newestValues(db, eventId, asOf, ago(newestMinutes), ids, quantities);
    const track = await trackRows(db, eventId, asOf, ago(trackMinutes), ids);
    const stops = new Map((await stopRows(db, eventId, asOf, ids)).map((row) => [row.device_id, row]));
    const readings = await robotReadings(db, eventId, asOf, ago(readingMinutes), ids, mostReadings);
    return { robots: rows.map((row) => {
      const mine = values.filter((one) => one.device_id === row.device_id);
      const value = (name: (typeof quantities)[number]): number | null => mine.find((one) => one.name === name)?.value ?? null;
      const stop = stops.get(row.device_id);
      const setting = (name: string, otherwise: string): string => { const found = row.settings?.[name]; return typeof found === 'string' && found !== '' ? found : otherwise; };
      return {
        ...summaryOf(row), version: setting('vdaVersion', '2.1'), mapId: setting('mapId', 'port'),
        heardAt: mine.map((one) => one.measured_at).sort().at(-1) ?? null, batteryPercent: value('batteryPercent'), xMetres: value('xMetres'), yMetres: value('yMetres'), deviationMetres: value('deviationMetres'), speedMetresPerSecond: value('speedMetresPerSecond'),
        placedAt: mine.find((one) => one.name === 'xMetres')?.measured_at ?? null, zonesInForce: value('zonesInForce') === null ? null : value('zonesInForce') === 1, stop: stop === undefined ? null : { kind: stop.kind, since: stop.happened_at },
        track: track.filter((one) => one.device_id === row.device_id).map(({ measured_at, x, y }) => ({ at: measured_at, x, y })),
        readings: readings.filter((one) => one.device_id === row.device_id).map(({ happened_at, reading, against, case_id }) => ({
          at: happened_at, x: reading['xMetres']!, y: reading['yMetres']!, deviationMetres: reading['deviationMetres']!, doseRateMicrosievertPerHour: reading['doseRateMicrosievertPerHour']!, counts: reading['counts']!, dwellSeconds: reading['dwellSeconds']!, counted: against.length === 0, caseId: case_id,
        })),
      };
    }) };
  },
});
