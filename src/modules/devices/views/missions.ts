import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { isEnd, progressOfMission, waitsForPerson } from '../missions.ts';
import { missionNotes, missionPurposes } from '../shapes/missions.ts';
import { identifier, strict } from '../shapes.ts';
import { missionRows } from '../store/missions.ts';
import { deviceReaders } from '../rules/roles.ts';
import { bothLanguages, nullableText } from './shapes.ts';

const mostMissions = 200;

/** Is the view of the robots' missions. */
export const missionsView: ViewDefinition = defineView({
  name: 'devices.missions',
  summary: 'The missions of robots as of an instant, newest first: along which stops, for what, how far, and every note on the way. A mission that was returned waits for a person.',
  roles: [...deviceReaders],
  input: Type.Object({ deviceId: Type.Optional(identifier) }, strict),
  output: Type.Object({ missions: Type.Array(Type.Object({
    missionId: Type.String(), device: Type.Object({ deviceId: Type.String(), name: bothLanguages }), purpose: Type.Enum([...missionPurposes]), alarmId: nullableText, givenAt: Type.String(), by: Type.Union([Type.Null(), bothLanguages]),
    stops: Type.Array(Type.Object({ nodeId: Type.String(), x: Type.Union([Type.Number(), Type.Null()]), y: Type.Union([Type.Number(), Type.Null()]), actions: Type.Array(Type.String()), released: Type.Boolean() })),
    progress: Type.Enum(['waiting', ...missionNotes]), ended: Type.Boolean(), waitsForPerson: Type.Boolean(), notes: Type.Array(Type.Object({ note: Type.Enum([...missionNotes]), detail: Type.String(), at: Type.String() })),
  })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const rows = await missionRows(db, eventId, asOf, { deviceId: input.deviceId, most: mostMissions });
    return { missions: rows.map((row) => ({
      missionId: row.mission_id, device: { deviceId: row.device_id, name: { en: row.device_en, zh: row.device_zh } }, purpose: row.purpose, alarmId: row.alarm_id, givenAt: row.given_at,
      by: row.by_en === null ? null : { en: row.by_en, zh: row.by_zh ?? row.by_en },
      stops: row.content.nodes.map(({ nodeId, position, actions }, at) => ({ nodeId, x: position?.x ?? null, y: position?.y ?? null, actions: actions.map(({ actionType }) => actionType), released: at < row.released })),
      progress: progressOfMission(row.notes), ended: row.notes.some(({ note }) => isEnd(note)), waitsForPerson: waitsForPerson(row.notes), notes: row.notes.map(({ note, detail, at }) => ({ note, detail, at })),
    })) };
  },
});
