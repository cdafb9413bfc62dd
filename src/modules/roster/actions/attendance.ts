import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { hasRole, roles } from '../../../kernel/officer.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { callUpsAfter } from '../calling.ts';
import { stockItems } from '../catalogue.ts';
import { getOwnPerson, getPerson } from '../people.ts';
import { staffKeepers, stockKeepers } from '../rules/roles.ts';
import { identifier, strict } from '../shapes/people.ts';
import { attendanceRows, insertAttendance, insertStockMove, stockRows } from '../store/call-ups.ts';
import { noteArrival } from './call-ups.ts';

const longestDuty = 24 * 3_600_000;

const attend = defineAction({
  name: 'roster.attend',
  summary: 'Records that somebody comes on duty or goes off, at a station. Everybody records their own; a planner or duty officer anybody’s. Whoever was called up has thereby arrived.',
  roles: [...roles],
  input: Type.Object({ personId: Type.Optional(identifier), kind: Type.Enum(['on', 'off']), stationId: Type.Union([identifier, Type.Null()]) }, strict),
  output: Type.Object({ personId: Type.String() }),
  refuses: ['not-rostered', 'role-not-allowed', 'staff-unknown', 'station-unknown', 'attendance-already', 'call-up-answered', 'call-up-decided'],
  async run(context, input) {
    const { tx, eventId, now, actor, action, announce } = context;
    if (input.personId !== undefined && !hasRole(actor, staffKeepers)) throw new Refusal('role-not-allowed', { action, roles: staffKeepers });
    const person = input.personId === undefined ? await getOwnPerson(tx, eventId, actor, now) : await getPerson(tx, eventId, input.personId, now);
    const since = new Date(Date.parse(now) - longestDuty).toISOString();
    const last = (await attendanceRows(tx, eventId, now, since, now, person.person_id)).at(-1);
    if ((last?.kind ?? 'off') === input.kind) throw new Refusal('attendance-already', { kind: input.kind });
    try {
      await insertAttendance(tx, eventId, { attendanceId: uuidv7(), personId: person.person_id, kind: input.kind, stationId: input.stationId, happenedAt: now }, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'attendances_event_id_station_id_fkey') throw new Refusal('station-unknown', {}, '/stationId');
      throw error;
    }
    if (input.kind === 'on') {
      for (const { row, people, notes, state } of await callUpsAfter(tx, eventId, now, now)) {
        if (state === 'called' && people.includes(person.person_id) && !notes.some((note) => note.person_id === person.person_id && note.note === 'arrived')) await noteArrival(context, row.call_up_id, person.person_id);
      }
    }
    announce('attendance');
    return { personId: person.person_id };
  },
});

const moveStock = defineAction({
  name: 'roster.moveStock',
  summary: 'Records protective equipment and other stock of a station: received, issued, expired, or counted, which sets right what was lost sight of; and the least that must be there.',
  roles: [...stockKeepers],
  input: Type.Object({
    stationId: identifier, item: Type.Enum(stockItems.map(({ item }) => item)), kind: Type.Enum(['received', 'issued', 'counted', 'expired']), quantity: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    least: Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000 }), Type.Null()]), note: Type.String({ maxLength: 200 }),
  }, strict),
  output: Type.Object({ quantity: Type.Integer() }),
  refuses: ['station-unknown', 'stock-too-little'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const found = (rows: Awaited<ReturnType<typeof stockRows>>): number => rows.find((row) => row.station_id === input.stationId && row.item === input.item)?.quantity ?? 0;
    const before = found(await stockRows(tx, eventId, now));
    if ((input.kind === 'issued' || input.kind === 'expired') && input.quantity > before) throw new Refusal('stock-too-little', { quantity: before }, '/quantity');
    try {
      await insertStockMove(tx, eventId, { moveId: uuidv7(), ...input }, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'stock_moves_event_id_station_id_fkey') throw new Refusal('station-unknown', {}, '/stationId');
      throw error;
    }
    announce('stocks');
    return { quantity: found(await stockRows(tx, eventId, now)) };
  },
});

/** Lists the actions on attendance and stocks. */
export const attendanceActions: readonly ActionDefinition[] = [attend, moveStock];
