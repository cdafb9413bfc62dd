import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { alarmReaders } from '../rules/roles.ts';
import { strict } from '../shapes.ts';
import { layoutContent } from '../shapes/layouts.ts';
import { layoutRows } from '../store/layouts.ts';
import { bothLanguages } from './shapes.ts';

/** Is the view of how detectors stand. */
export const layoutsView: ViewDefinition = defineView({
  name: 'devices.layouts',
  summary: 'How the detectors of each point of entry stand, or are to stand: the newest layout of each name, newest first.',
  roles: alarmReaders,
  input: Type.Object({}, strict),
  output: Type.Object({ layouts: Type.Array(Type.Object({ layoutId: Type.String(), pointId: Type.String(), name: Type.String(), content: layoutContent, savedAt: Type.String(), by: Type.Union([Type.Null(), bothLanguages]) })) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    return { layouts: (await layoutRows(db, eventId, asOf)).map((row) => ({
      layoutId: row.layout_id, pointId: row.point_id, name: row.name, content: row.content, savedAt: row.saved_at, by: row.name_en === null ? null : { en: row.name_en, zh: row.name_zh ?? row.name_en },
    })) };
  },
});
