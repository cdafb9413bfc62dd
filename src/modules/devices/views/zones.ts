import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { deviceReaders } from '../rules/roles.ts';
import { strict } from '../shapes.ts';
import { zoneShape } from '../shapes/zones.ts';
import { zoneSetRows } from '../store/zones.ts';
import { bothLanguages } from './shapes.ts';

/** Is the view of the zones of each map. */
export const zonesView: ViewDefinition = defineView({
  name: 'devices.zones',
  summary: 'The zones that count on each map, with who saved them. Unit: metres, metres per second.',
  roles: deviceReaders,
  input: Type.Object({}, strict),
  output: Type.Object({ maps: Type.Array(Type.Object({ zoneSetId: Type.String(), mapId: Type.String(), zones: Type.Array(zoneShape), savedAt: Type.String(), by: Type.Union([Type.Null(), bothLanguages]) })) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    return { maps: (await zoneSetRows(db, eventId, asOf)).map((row) => ({ zoneSetId: row.zone_set_id, mapId: row.map_id, zones: [...row.zones], savedAt: row.saved_at, by: row.name_en === null ? null : { en: row.name_en, zh: row.name_zh ?? row.name_en } })) };
  },
});
