import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { problemOf } from '../rules/layouts.ts';
import { identifier, strict } from '../shapes.ts';
import { layoutContent } from '../shapes/layouts.ts';
import { insertLayout } from '../store/layouts.ts';

/** Is the action that saves how detectors stand. */
export const saveLayout: ActionDefinition = defineAction({
  name: 'devices.saveLayout',
  summary: 'Saves how the detectors of a point of entry stand, or are to stand, under a name. Saved again under the same name it counts instead of the older one, which is kept.',
  roles: ['customsOfficer', 'dutyOfficer', 'administrator'],
  input: Type.Object({ pointId: identifier, name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }), content: layoutContent }, strict),
  output: Type.Object({ layoutId: Type.String() }),
  refuses: ['layout-detector-twice', 'layout-outside-area', 'layout-wall-outside', 'point-unknown'],
  async run({ tx, eventId, now, actor, announce }, { pointId, name, content }) {
    const problem = problemOf(content);
    if (problem !== undefined) throw new Refusal(problem.code, problem.params, problem.pointer);
    const layoutId = uuidv7();
    try {
      await insertLayout(tx, eventId, { layoutId, pointId, name: name.trim(), content }, now, actor.officerId);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'port_layouts_event_id_point_id_fkey') throw new Refusal('point-unknown', { point: pointId }, '/pointId');
      throw error;
    }
    announce('layouts');
    return { layoutId };
  },
});
