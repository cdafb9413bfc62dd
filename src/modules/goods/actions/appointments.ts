import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { instantOf } from '../../../kernel/local-time.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { findPointId, zoneOf } from '../../ports/places.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { chinaCalendar } from '../catalogue/holidays.ts';
import { announceConsignment, getConsignment } from '../consignment.ts';
import { canBook, layOutWindows } from '../rules/appointments.ts';
import { isWorkday } from '../rules/dates.ts';
import { day, identifier, shortText, strict } from '../shapes.ts';
import { partyOf } from '../standing.ts';
import { appointmentRows, endAppointment, insertAppointment, insertWindows, lockWindow } from '../store/appointments.ts';
import type { AppointmentRow } from '../store/appointments.ts';
import { owedSteps } from '../store/cases.ts';

const clock = Type.String({ pattern: '^(?:[01][0-9]|2[0-3]):[0-5][0-9]$' });

const openWindows = defineAction({
  name: 'goods.openWindows',
  summary: 'Opens the windows of an inspection place for some days, five and two: working days in full, days of rest with their own staff. People, equipment and place are booked together.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({
    pointCode: Type.String({ minLength: 2, maxLength: 8 }), placeEn: shortText, placeZh: shortText, dedicated: Type.Boolean(), equipment: Type.Array(shortText, { maxItems: 20 }), from: day, to: day, opensAt: clock, closesAt: clock,
    minutes: Type.Integer({ minimum: 10, maximum: 720 }), officersWorkday: Type.Integer({ minimum: 1, maximum: 100 }), officersRestDay: Type.Integer({ minimum: 0, maximum: 100 }), perOfficer: Type.Integer({ minimum: 1, maximum: 5 }),
  }, strict),
  output: Type.Object({ opened: Type.Integer(), already: Type.Integer() }),
  refuses: ['point-unknown', 'window-period-wrong'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const pointId = await findPointId(tx, eventId, input.pointCode);
    if (pointId === undefined) throw new Refusal('point-unknown', { point: input.pointCode }, '/pointCode');
    const days = (Date.parse(input.to) - Date.parse(input.from)) / 86_400_000;
    if (days < 0 || days > 92 || input.closesAt <= input.opensAt) throw new Refusal('window-period-wrong', { most: 92 }, '/to');
    const timeZone = await zoneOf(tx, eventId);
    const at = (dayText: string, time: string): string => new Date(instantOf(dayText, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), timeZone)).toISOString();
    const windows = layOutWindows(input, (one) => isWorkday(one, chinaCalendar));
    const opened = await insertWindows(tx, eventId, { pointId, placeEn: input.placeEn, placeZh: input.placeZh, dedicated: input.dedicated, equipment: input.equipment }, windows.map((one) => ({ windowId: uuidv7(), startsAt: at(one.day, one.from), endsAt: at(one.day, one.to), officers: one.officers, capacity: one.capacity })), actor.officerId, now);
    announce('windows');
    return { opened, already: windows.length - opened };
  },
});

const book = defineAction({
  name: 'goods.bookAppointment',
  summary: 'Books a window for the inspection of a consignment; an earlier booking must be given back first.',
  roles: ['trader', 'customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, windowId: identifier }, strict),
  output: Type.Object({ appointmentId: Type.String() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'party-not-filed', 'consignment-released', 'window-unknown', 'window-over', 'window-too-soon', 'window-full', 'appointment-booked'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const row = await getConsignment(context, input.consignmentId);
    if (row.released_at !== null) throw new Refusal('consignment-released', { number: row.number });
    const window = await lockWindow(tx, eventId, input.windowId);
    if (window === undefined) throw new Refusal('window-unknown', { windowId: input.windowId }, '/windowId');
    demand(canBook(row.kind, { startsAt: window.starts_at, capacity: window.capacity, booked: window.booked }, now));
    const appointmentId = uuidv7();
    try {
      await insertAppointment(tx, eventId, { appointmentId, consignmentId: row.consignment_id, windowId: input.windowId }, actor.officerId, now);
    } catch (error) {
      const constraint = sqlFailure(error)?.constraint;
      if (constraint === 'inspection_windows_capacity') throw new Refusal('window-full');
      if (constraint === 'appointments_open_once') throw new Refusal('appointment-booked', { number: row.number });
      throw error;
    }
    announceConsignment(context, row.consignment_id);
    context.announce('windows');
    return { appointmentId };
  },
});

async function getAppointment(context: ActionContext, appointmentId: string): Promise<AppointmentRow> {
  const own = await partyOf(context.tx, context.eventId, context.actor);
  const [row] = await appointmentRows(context.tx, context.eventId, context.now, { appointmentId });
  if (row === undefined || row.ended_as !== null || (own !== undefined && row.party_id !== own && row.agent_id !== own)) throw new Refusal('appointment-unknown', { appointmentId }, '/appointmentId');
  return row;
}

const cancel = defineAction({
  name: 'goods.cancelAppointment',
  summary: 'Gives a booked window back, so that others can have it.',
  roles: ['trader', 'customsOfficer', 'dutyOfficer'],
  input: Type.Object({ appointmentId: identifier }, strict),
  output: Type.Object({ cancelled: Type.Boolean() }),
  refuses: ['appointment-unknown', 'party-not-filed', 'window-over'],
  async run(context, input) {
    const row = await getAppointment(context, input.appointmentId);
    if (row.starts_at <= context.now && !hasRole(context.actor, ['customsOfficer', 'dutyOfficer'])) throw new Refusal('window-over');
    const cancelled = await endAppointment(context.tx, context.eventId, input.appointmentId, 'cancelled', context.now);
    announceConsignment(context, row.consignment_id);
    context.announce('windows');
    return { cancelled };
  },
});

const keep = defineAction({
  name: 'goods.keepAppointment',
  summary: 'Records whether an appointment was kept and who was present; one that was missed leaves its step owed, and another window is booked.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ appointmentId: identifier, kept: Type.Boolean(), present: shortText }, strict),
  output: Type.Object({ outcome: Type.Union([Type.String(), Type.Null()]) }),
  refuses: ['appointment-unknown', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getAppointment(context, input.appointmentId);
    await endAppointment(tx, eventId, input.appointmentId, input.kept ? 'kept' : 'missed', now);
    const owes = (await owedSteps(tx, eventId, row.consignment_id)).includes('GDS-APPT');
    const [result] = owes ? await recordInTransaction(context, [{ recordId: command.id, caseId: row.consignment_id, step: 'GDS-APPT', evidence: { kept: input.kept, window: `${row.place_en} ${row.starts_at}`.slice(0, 120), present: input.present.slice(0, 120) } }]) : [];
    announceConsignment(context, row.consignment_id);
    context.announce('windows');
    return { outcome: result?.outcome ?? null };
  },
});

/** Lists the actions on appointments. */
export const appointmentActions: readonly ActionDefinition[] = [openWindows, book, cancel, keep];
