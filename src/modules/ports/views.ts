import { Type } from 'typebox';
import { defineView } from '../../kernel/view.ts';
import type { ViewDefinition } from '../../kernel/view.ts';
import { roles } from '../../kernel/officer.ts';
import { listPoints, listStations } from './store.ts';

const named = { nameEn: Type.String(), nameZh: Type.String() };

const ports = defineView({
  name: 'ports.list',
  summary: 'Lists the points of entry and their stations.',
  roles: [...roles],
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    points: Type.Array(Type.Object({ pointId: Type.String(), code: Type.String(), kind: Type.String(), ...named })),
    stations: Type.Array(Type.Object({ stationId: Type.String(), pointId: Type.String(), pointCode: Type.String(), kind: Type.String(), lane: Type.String(), closed: Type.Boolean(), ...named })),
  }),
  refuses: [],
  async run({ db, eventId }) {
    const [points, stations] = await Promise.all([listPoints(db, eventId), listStations(db, eventId)]);
    return {
      points: points.map((point) => ({ pointId: point.point_id, code: point.code, kind: point.kind, nameEn: point.name_en, nameZh: point.name_zh })),
      stations: stations.map((station) => ({ stationId: station.station_id, pointId: station.point_id, pointCode: station.point_code, kind: station.kind, lane: station.lane, closed: station.closed_at !== null, nameEn: station.name_en, nameZh: station.name_zh })),
    };
  },
});

/** Lists the views on ports. */
export const portViews: readonly ViewDefinition[] = [ports];
