import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { findKind } from '../catalogue.ts';
import { availability, windowsSince } from '../rules/availability.ts';
import type { Window } from '../rules/availability.ts';
import { checksAt, kindFor } from '../rules/counting.ts';
import { deviceReaders } from '../rules/roles.ts';
import { instant, strict } from '../shapes.ts';
import { checkOf, checkRows, deviceRows, linkRows, newestTelemetry } from '../store/devices.ts';
import { lastEvents } from '../store/messages.ts';
import { deviceShape, nullableText, standingShape, summaryOf } from './shapes.ts';

const day = 86_400_000;
const mostWindows = 200;

function byDevice<Row extends { readonly device_id: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const list = found.get(row.device_id);
    if (list === undefined) found.set(row.device_id, [row]);
    else list.push(row);
  }
  return found;
}

/** Is the view of the device wall. */
export const wallView: ViewDefinition = defineView({
  name: 'devices.wall',
  summary: 'Every device as of an instant: reachable, calibrated, what it said last, what runs low, and its availability in the last 24 hours or in windows that are given (of flights, for instance).',
  roles: deviceReaders,
  input: Type.Object({ windows: Type.Optional(Type.Array(Type.Object({ from: instant, to: instant }, strict), { maxItems: mostWindows })) }, strict),
  output: Type.Object({ devices: Type.Array(Type.Object({
    ...deviceShape.properties, standing: Type.Array(standingShape), last: Type.Union([Type.Null(), Type.Object({ name: Type.String(), level: Type.String(), happenedAt: Type.String(), against: Type.Array(Type.String()) })]),
    results: Type.Integer(), notCounted: Type.Integer(), low: Type.Array(Type.Object({ name: Type.String(), value: Type.Number(), limit: Type.Number() })), availability: Type.Union([Type.Null(), Type.Number()]), telemetryAt: nullableText,
  })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const rows = await deviceRows(db, eventId, asOf);
    const ids = rows.map((row) => row.device_id);
    const since = new Date(Date.parse(asOf) - day).toISOString();
    const windows: readonly Window[] = input.windows === undefined ? [{ from: since, to: asOf }] : input.windows.map(({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() < asOf ? new Date(to).toISOString() : asOf }));
    const from = windows.reduce((least, window) => (window.from < least ? window.from : least), asOf);
    const checks = byDevice(await checkRows(db, eventId, asOf, ids));
    const links = byDevice(await linkRows(db, eventId, from, asOf));
    const last = new Map((await lastEvents(db, eventId, asOf, since)).map((row) => [row.device_id, row]));
    const newest = new Map((await newestTelemetry(db, eventId, asOf, since, ids)).map((row) => [row.device_id, row]));
    return { devices: rows.flatMap((row) => {
      const kind = findKind(row.kind);
      if (kind === undefined) return [];
      const event = last.get(row.device_id);
      const told = newest.get(row.device_id);
      return [{
        ...summaryOf(row), standing: [...checksAt(kindFor(kind, row.settings), (checks.get(row.device_id) ?? []).map(checkOf), asOf)],
        last: event === undefined ? null : { name: event.name, level: event.level, happenedAt: event.happened_at, against: [...event.against] }, results: event?.results ?? 0, notCounted: event?.not_counted ?? 0,
        low: Object.entries(kind.consumables).flatMap(([name, limit]) => { const value = told?.reading[name]; return typeof value === 'number' && value <= limit ? [{ name, value, limit }] : []; }),
        availability: row.decision === null ? null : availability((links.get(row.device_id) ?? []).map((one) => ({ changedAt: one.changed_at, link: one.link })), windowsSince(windows, row.made_known_at)).share, telemetryAt: told?.measured_at ?? null,
      }];
    }) };
  },
});
