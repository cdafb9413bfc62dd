import { Type } from 'typebox';
import { defineAction } from '../../kernel/action.ts';
import type { ActionDefinition } from '../../kernel/action.ts';
import { demand, Refusal } from '../../kernel/refusal.ts';
import { setClock } from '../../kernel/clock.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { EventBook } from './events.ts';
import { canSetClock, clockRoles, stationKinds } from './rules.ts';
import { insertPoint, insertStation, listEvents, updateClock, updateStation } from './store.ts';

/** Makes the actions that set an invented world's clock; a real event's clock is nobody's to set. */
function clockActions(book: EventBook): readonly ActionDefinition[] {
  const runClock = defineAction({
    name: 'ports.runClock',
    summary: 'Runs the clock of an invented world at a speed (0 stops it), or sets it forward to an instant; what is left out stays as it is.',
    roles: [...clockRoles],
    input: Type.Object({ speed: Type.Optional(Type.Number({ minimum: 0, maximum: 3600 })), at: Type.Optional(Type.String({ format: 'date-time' })) }, { additionalProperties: false, minProperties: 1 }),
    output: Type.Object({ speed: Type.Number(), now: Type.String() }),
    refuses: ['clock-is-real', 'clock-only-forward', 'clock-jump-too-far'],
    async run({ tx, eventId, now, afterCommit, announce }, input) {
      const event = (await listEvents(tx)).find((entry) => entry.event_id === eventId);
      if (event === undefined || event.clock.kind === 'real') throw new Refusal('clock-is-real');
      demand(canSetClock(event.clock, input, now));
      const clock = setClock(event.clock, { ...(input.speed === undefined ? {} : { speed: input.speed }), ...(input.at === undefined ? {} : { eventAt: new Date(input.at).toISOString() }) });
      await updateClock(tx, eventId, clock);
      afterCommit(() => book.setClock(eventId, clock));
      announce('clock');
      return clock.kind === 'simulated' ? { speed: clock.speed, now: clock.eventAt } : { speed: 1, now };
    },
  });
  return [runClock];
}

const refusalOfConstraint: Readonly<Record<string, readonly [code: string, where: string]>> = {
  points_of_entry_event_id_code_key: ['point-code-taken', '/code'],
  stations_event_id_point_id_kind_lane_key: ['lane-taken', '/lane'],
  stations_event_id_point_id_fkey: ['point-unknown', '/pointId'],
};

async function written(work: Promise<void>, params: Readonly<Record<string, string>> = {}): Promise<void> {
  try {
    await work;
  } catch (error) {
    const known = refusalOfConstraint[sqlFailure(error)?.constraint ?? ''];
    if (known === undefined) throw error;
    throw new Refusal(known[0], params, known[1]);
  }
}

const names = { nameEn: Type.String({ minLength: 1, maxLength: 120 }), nameZh: Type.String({ minLength: 1, maxLength: 120 }) };

const addPoint = defineAction({
  name: 'ports.addPoint',
  summary: 'Adds a point of entry.',
  roles: ['administrator'],
  input: Type.Object({ code: Type.String({ pattern: '^[A-Z0-9]{2,8}$' }), kind: Type.Enum(['airport', 'seaport', 'railway', 'road']), ...names }, { additionalProperties: false }),
  output: Type.Object({ pointId: Type.String() }),
  refuses: ['point-code-taken'],
  async run({ tx, eventId, announce }, input) {
    const pointId = uuidv7();
    await written(insertPoint(tx, eventId, { point_id: pointId, code: input.code, kind: input.kind, name_en: input.nameEn, name_zh: input.nameZh }));
    announce('ports');
    return { pointId };
  },
});

const addStation = defineAction({
  name: 'ports.addStation',
  summary: 'Adds a station of a kind to a point of entry.',
  roles: ['administrator', 'dutyOfficer'],
  input: Type.Object({ pointId: Type.String({ format: 'uuid' }), kind: Type.Enum([...stationKinds]), lane: Type.String({ minLength: 1, maxLength: 20 }), ...names }, { additionalProperties: false }),
  output: Type.Object({ stationId: Type.String() }),
  refuses: ['lane-taken', 'point-unknown'],
  async run({ tx, eventId, announce }, input) {
    const stationId = uuidv7();
    await written(insertStation(tx, eventId, { station_id: stationId, point_id: input.pointId, kind: input.kind, lane: input.lane, name_en: input.nameEn, name_zh: input.nameZh }), { point: input.pointId });
    announce('ports');
    return { stationId };
  },
});

const changeStation = defineAction({
  name: 'ports.changeStation',
  summary: 'Names a station anew, closes it or opens it again. Nobody can move to a closed station; what is still recorded at it, by a device that was offline too, counts.',
  roles: ['administrator', 'dutyOfficer'],
  input: Type.Object({ stationId: Type.String({ format: 'uuid' }), closed: Type.Optional(Type.Boolean()), nameEn: Type.Optional(names.nameEn), nameZh: Type.Optional(names.nameZh) }, { additionalProperties: false, minProperties: 2 }),
  output: Type.Object({ stationId: Type.String() }),
  refuses: ['station-unknown'],
  async run({ tx, eventId, now, announce }, { stationId, ...change }) {
    if (!(await updateStation(tx, eventId, stationId, change, now))) throw new Refusal('station-unknown', { station: stationId }, '/stationId');
    announce('ports');
    return { stationId };
  },
});

/** Lists the actions on ports, stations and the clock. */
export function portActions(book: EventBook): readonly ActionDefinition[] {
  return [...clockActions(book), addPoint, addStation, changeStation];
}
