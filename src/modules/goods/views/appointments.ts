import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { stepCatalogue } from '../../prescribed/catalogue.ts';
import { arrivalHours, queueOf } from '../rules/appointments.ts';
import { bothLanguages, consignmentKind, day, goodsOfficers, nullableText, strict } from '../shapes.ts';
import { partyOf } from '../standing.ts';
import { appointmentRows, waitingRows, windowRows } from '../store/appointments.ts';

const windows = defineView({
  name: 'goods.windows',
  summary: 'Lists the windows of some days with what is free, and the appointments in them; a trader sees how many are free and their own appointments.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ from: day, to: day, pointCode: Type.Optional(Type.String({ maxLength: 8 })) }, strict),
  output: Type.Object({
    windows: Type.Array(Type.Object({ windowId: Type.String(), pointCode: Type.String(), place: bothLanguages, dedicated: Type.Boolean(), startsAt: Type.String(), endsAt: Type.String(), officers: Type.Integer(), equipment: Type.Array(Type.String()), capacity: Type.Integer(), booked: Type.Integer() })),
    appointments: Type.Array(Type.Object({ appointmentId: Type.String(), windowId: Type.String(), consignmentId: Type.String(), number: Type.String(), kind: consignmentKind, party: bothLanguages, startsAt: Type.String(), endedAs: nullableText, late: Type.Boolean() })),
  }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const own = await partyOf(db, eventId, actor);
    // A day of the event's place begins some hours before or after that of Greenwich: both neighbours are read.
    const [from, to] = [new Date(Date.parse(`${input.from}T00:00:00Z`) - 14 * 3_600_000).toISOString(), new Date(Date.parse(`${input.to}T00:00:00Z`) + 38 * 3_600_000).toISOString()];
    const [rows, booked] = await Promise.all([windowRows(db, eventId, from, to, input.pointCode), appointmentRows(db, eventId, asOf, { from, to })]);
    return {
      windows: rows.slice(0, 5000).map((row) => ({ windowId: row.window_id, pointCode: row.point_code, place: { en: row.place_en, zh: row.place_zh }, dedicated: row.dedicated, startsAt: row.starts_at, endsAt: row.ends_at, officers: row.officers, equipment: row.equipment, capacity: row.capacity, booked: row.booked })),
      appointments: booked.filter((row) => own === undefined || row.party_id === own || row.agent_id === own).map((row) => ({ appointmentId: row.appointment_id, windowId: row.window_id, consignmentId: row.consignment_id, number: row.number, kind: row.kind, party: { en: row.party_en, zh: row.party_zh }, startsAt: row.starts_at, endedAs: row.ended_as, late: row.ended_as === null && row.ends_at < asOf })),
    };
  },
});

const inspected = stepCatalogue.filter((step) => step.caseKind === 'consignment' && (step.station === 'inspection' || step.station === 'cargoArrival')).map((step) => step.id);

const queue = defineView({
  name: 'goods.queue',
  summary: 'Lists what waits to be looked at, in the order in which it is taken: animals, food and medicines on arrival first, then appointments, then the rest; with the clock of 24 hours.',
  roles: [...goodsOfficers],
  input: Type.Object({ pointCode: Type.Optional(Type.String({ maxLength: 8 })) }, strict),
  output: Type.Object({ waiting: Type.Array(Type.Object({ consignmentId: Type.String(), number: Type.String(), kind: consignmentKind, party: bothLanguages, pointCode: Type.String(), lane: nullableText, arrivedAt: nullableText, dueAt: nullableText, overdue: Type.Boolean(), startsAt: nullableText, place: Type.Union([bothLanguages, Type.Null()]), owed: Type.Array(Type.String()) })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const rows = await waitingRows(db, eventId, asOf, input.pointCode, inspected);
    const ordered = queueOf(rows.map((row) => ({ consignmentId: row.consignment_id, kind: row.kind, arrivedAt: row.arrived_at, startsAt: row.starts_at, row })));
    return { waiting: ordered.slice(0, 1000).map(({ row }) => {
      const dueAt = row.arrived_at === null ? null : new Date(Date.parse(row.arrived_at) + arrivalHours * 3_600_000).toISOString();
      return { consignmentId: row.consignment_id, number: row.number, kind: row.kind, party: { en: row.party_en, zh: row.party_zh }, pointCode: row.point_code, lane: row.lane, arrivedAt: row.arrived_at, dueAt, overdue: dueAt !== null && dueAt <= asOf, startsAt: row.starts_at, place: row.place_en === null || row.place_zh === null ? null : { en: row.place_en, zh: row.place_zh }, owed: row.owed };
    }) };
  },
});

/** Lists the views of appointments. */
export const appointmentViews: readonly ViewDefinition[] = [windows, queue];
