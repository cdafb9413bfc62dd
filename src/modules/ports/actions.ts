import { Type } from 'typebox';
import { defineAction } from '../../kernel/action.ts';
import type { ActionDefinition } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { setClock } from '../../kernel/clock.ts';
import type { ClockSetting } from '../../kernel/clock.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { roles } from '../../kernel/officer.ts';
import type { EventBook } from './events.ts';
import { insertPoint, insertStation, listEvents, updateClock } from './store.ts';

const clockRoles = roles.filter((role) => role !== 'press');
const clockShape = Type.Object({ speed: Type.Number(), now: Type.String() });

/** Makes the actions that set an invented world's clock; a real event's clock is nobody's to set. */
function clockActions(book: EventBook): readonly ActionDefinition[] {
  const runClock = defineAction({
    name: 'ports.runClock',
    summary: 'Runs or stops the clock of an invented world (speed 0 stops it).',
    roles: clockRoles,
    input: Type.Object({ speed: Type.Number({ minimum: 0, maximum: 3600 }) }, { additionalProperties: false }),
    output: clockShape,
    refuses: ['clock-is-real'],
    async run({ tx, eventId, afterCommit, announce }, input) {
      const event = (await listEvents(tx)).find((entry) => entry.event_id === eventId);
      if (event === undefined || event.clock.kind === 'real') throw new Refusal('clock-is-real');
      const clock: ClockSetting = setClock(event.clock, { speed: input.speed });
      await updateClock(tx, eventId, clock);
      afterCommit(() => book.setClock(eventId, clock));
      announce('clock');
      return { speed: input.speed, now: clock.kind === 'simulated' ? clock.eventAt : '' };
    },
  });
  return [runClock];
}

const names = { nameEn: Type.String({ minLength: 1, maxLength: 120 }), nameZh: Type.String({ minLength: 1, maxLength: 120 }) };

const addPoint = defineAction({
  name: 'ports.addPoint',
  summary: 'Adds a point of entry.',
  roles: ['administrator'],
  input: Type.Object({ code: Type.String({ pattern: '^[A-Z0-9]{2,8}$' }), kind: Type.Enum(['airport', 'seaport', 'railway', 'road']), ...names }, { additionalProperties: false }),
  output: Type.Object({ pointId: Type.String() }),
  refuses: [],
  async run({ tx, eventId }, input) {
    const pointId = uuidv7();
    await insertPoint(tx, eventId, { point_id: pointId, code: input.code, kind: input.kind, name_en: input.nameEn, name_zh: input.nameZh });
    return { pointId };
  },
});

const addStation = defineAction({
  name: 'ports.addStation',
  summary: 'Adds a station of a kind to a point of entry.',
  roles: ['administrator', 'dutyOfficer'],
  input: Type.Object({ pointId: Type.String({ format: 'uuid' }), kind: Type.String({ maxLength: 40 }), lane: Type.String({ maxLength: 20 }), ...names }, { additionalProperties: false }),
  output: Type.Object({ stationId: Type.String() }),
  refuses: [],
  async run({ tx, eventId }, input) {
    const stationId = uuidv7();
    await insertStation(tx, eventId, { station_id: stationId, point_id: input.pointId, kind: input.kind, lane: input.lane, name_en: input.nameEn, name_zh: input.nameZh });
    return { stationId };
  },
});

/** Lists the actions on ports, stations and the clock. */
export function portActions(book: EventBook): readonly ActionDefinition[] {
  return [...clockActions(book), addPoint, addStation];
}
