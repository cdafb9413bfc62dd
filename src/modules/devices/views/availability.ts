import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { availability, windowsSince } from '../rules/availability.ts';
import { deviceReaders } from '../rules/roles.ts';
import { instant, strict } from '../shapes.ts';
import { deviceRows, linkRows } from '../store/devices.ts';
import { deviceShape, summaryOf } from './shapes.ts';

const mostWindows = 40;

/** Is the view of how available each device was in each of several times. */
export const availabilityView: ViewDefinition = defineView({
  name: 'devices.availability',
  summary: 'How available each approved device was in each of the given times, days or windows of flights, by its last will and heartbeat. A time that is not over counts until now; null where it has not begun.',
  roles: deviceReaders,
  input: Type.Object({ windows: Type.Array(Type.Object({ from: instant, to: instant }, strict), { minItems: 1, maxItems: mostWindows }), pointCode: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })) }, strict),
  output: Type.Object({ devices: Type.Array(Type.Object({ ...deviceShape.properties, shares: Type.Array(Type.Union([Type.Null(), Type.Number()])) })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const windows = input.windows.map(({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() < asOf ? new Date(to).toISOString() : asOf }));
    const rows = (await deviceRows(db, eventId, asOf)).filter((row) => (row.decision === 'approved' || row.decision === 'suspended') && (input.pointCode === undefined || row.point_code === input.pointCode));
    const links = await linkRows(db, eventId, windows.reduce((least, window) => (window.from < least ? window.from : least), asOf), asOf);
    return { devices: rows.map((row) => {
      const changes = links.filter((link) => link.device_id === row.device_id).map((link) => ({ changedAt: link.changed_at, link: link.link }));
      return { ...summaryOf(row), shares: windows.map((window) => availability(changes, windowsSince([window], row.made_known_at)).share) };
    }) };
  },
});
