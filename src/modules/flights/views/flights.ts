import { Type } from 'typebox';
import { peopleRoles } from '../../../kernel/officer.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewContext, ViewDefinition } from '../../../kernel/view.ts';
import { caseAsOf } from '../../prescribed/as-of.ts';
import { caseShape } from '../../prescribed/views.ts';
import { blockingOf } from '../closing.ts';
import { alertsOf, canClose, carriersOf, recipientsOf } from '../rules.ts';
import { alertShape, barShape, blockShape, bothLanguages, day, direction, flightRow, flightStates, identifier, reportShape, timelineEntry } from '../shapes.ts';
import type { Alert, FlightRow } from '../shapes.ts';
import { findFlights, flightRows } from '../store/rows.ts';
import type { AsOf } from '../../prescribed/owing.ts';
import { barsOf, eventDay, movementsOf, timelineOf } from '../store/story.ts';
import { reportsOf } from '../store/writes.ts';
import type { ReportRow } from '../store/writes.ts';

const strict = { additionalProperties: false } as const;

/** Lists the roles that work with flights. */
export const flightRoles = peopleRoles.filter((role) => role !== 'press' && role !== 'dataOfficer');
const portRoles = flightRoles.filter((role) => role !== 'airline' && role !== 'committee');

/** Tells whether a view answers for the present, which is quicker. */
export function atOf({ asOf, now }: Pick<ViewContext, 'asOf' | 'now'>): AsOf {
  return { asOf, present: asOf >= now };
}

/** Makes a report ready to show. */
export function reportOf(row: ReportRow): { reportId: string; kind: ReportRow['kind']; createdAt: string; createdBy: { en: string; zh: string } | null; recipients: string; contentHash: string; acknowledged: ReportRow['acknowledged']; waitingFor: string[] } {
  return {
    reportId: row.report_id, kind: row.kind, createdAt: row.created_at, createdBy: row.created_by_en === null ? null : { en: row.created_by_en, zh: row.created_by_zh ?? row.created_by_en },
    recipients: row.recipients, contentHash: row.content_hash, acknowledged: row.acknowledged,
    waitingFor: recipientsOf(row.recipients).filter((name) => !row.acknowledged.some((entry) => entry.recipient === name)),
  };
}

const list = defineView({
  name: 'flights.list',
  summary: 'Lists flights with their states and counts at any instant.',
  roles: flightRoles,
  input: Type.Object({
    date: Type.Optional(day), from: Type.Optional(day), to: Type.Optional(day), direction: Type.Optional(direction), state: Type.Optional(Type.Enum([...flightStates])),
    pointCode: Type.Optional(Type.String({ maxLength: 8 })), query: Type.Optional(Type.String({ maxLength: 40 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  }, strict),
  output: Type.Object({ total: Type.Integer(), flights: Type.Array(flightRow) }),
  refuses: [],
  async run(context, input) {
    const { db, eventId, asOf } = context;
    const limit = input.limit ?? 200;
    const filter = { from: input.date ?? input.from, to: input.date ?? input.to, direction: input.direction, pointCode: input.pointCode, carriers: carriersOf(context.actor) };
    if (input.query !== undefined && input.query.trim() !== '' && Object.values({ ...filter, carriers: undefined, state: input.state }).every((value) => value === undefined)) {
      // Of all that a text names over the years only the nearest are counted.
      const named = await findFlights(db, eventId, asOf, input.query, (await eventDay(db, eventId, asOf)).day, filter.carriers);
      const found = await flightRows(db, eventId, atOf(context), { flightIds: named.slice(0, limit).map((entry) => entry.flight_id) });
      return { total: named.length, flights: found.map((entry) => entry.row) };
    }
    const found = await flightRows(db, eventId, atOf(context), { ...filter, query: input.query });
    const rows = found.map((entry) => entry.row).filter((row) => input.state === undefined || row.state === input.state);
    return { total: rows.length, flights: rows.slice(0, limit) };
  },
});

const flight = defineView({
  name: 'flights.flight',
  summary: 'Shows one flight: its steps, the 100 % bars, what blocks closing, its timeline and its reports.',
  roles: portRoles,
  input: Type.Object({ flightId: identifier }, strict),
  output: Type.Interface([flightRow], {
    movements: Type.Array(Type.Object({ movementId: Type.String(), kind: Type.String(), at: Type.String(), source: Type.String(), recordedAt: Type.String() })),
    caseSteps: caseShape, bars: Type.Array(barShape), blocking: Type.Array(blockShape), canClose: Type.Unknown(), timeline: Type.Array(timelineEntry), reports: Type.Array(reportShape), alerts: Type.Array(alertShape),
  }),
  refuses: ['flight-unknown'],
  healthOf: (input) => `flight:${input.flightId}`,
  async run(context, { flightId }) {
    const { db, eventId, asOf } = context;
    const at = atOf(context);
    const [[found], movements, caseSteps, bars, timeline, reports] = await Promise.all([
      flightRows(db, eventId, at, { flightIds: [flightId] }), movementsOf(db, eventId, asOf, flightId), caseAsOf(db, eventId, flightId, asOf),
      barsOf(db, eventId, at, flightId), timelineOf(db, eventId, asOf, flightId), reportsOf(db, eventId, asOf, flightId),
    ]);
    if (found === undefined || caseSteps === undefined) throw new Refusal('flight-unknown', { flightId });
    const blocking = await blockingOf(db, eventId, at, found.row);
    return {
      ...found.row, caseSteps, bars, blocking, canClose: canClose(found.row, blocking), timeline, alerts: [...alertsOf(found.row, found.alerts, asOf)],
      movements: movements.map((entry) => ({ movementId: entry.movement_id, kind: entry.kind, at: entry.at, source: entry.source, recordedAt: entry.recorded_at })),
      reports: reports.map(reportOf),
    };
  },
});

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

// The board shows today, and what yesterday left open; tomorrow's flights are work already.
function belongsToBoard(row: FlightRow, today: string): boolean {
  return row.flightDate === today || (row.flightDate < today ? row.state !== 'closed' && row.state !== 'cancelled' : row.state !== 'cancelled');
}

const board = defineView({
  name: 'flights.board',
  summary: 'Shows the duty board: the day’s flights, counts by state, overdue clocks and alerts.',
  roles: flightRoles,
  input: Type.Object({ pointCode: Type.Optional(Type.String({ maxLength: 8 })) }, strict),
  output: Type.Object({
    asOf: Type.String(), date: Type.String(), flights: Type.Array(flightRow),
    totals: Type.Object({ flights: Type.Integer(), persons: Type.Integer(), onBoard: Type.Integer(), handedOver: Type.Integer(), done: Type.Integer(), byState: Type.Record(Type.String(), Type.Integer()), overdue: Type.Integer(), alerts: Type.Array(alertShape) }),
  }),
  refuses: [],
  async run(context, { pointCode }) {
    const { db, eventId, asOf } = context;
    const { day: today } = await eventDay(db, eventId, asOf);
    const found = (await flightRows(db, eventId, atOf(context), { from: addDays(today, -2), to: addDays(today, 1), pointCode, carriers: carriersOf(context.actor) })).filter((entry) => belongsToBoard(entry.row, today));
    const ofToday = found.filter((entry) => entry.row.flightDate === today && entry.row.state !== 'cancelled').map((entry) => entry.row);
    const byState: Record<string, number> = {};
    for (const { row } of found) if (row.flightDate === today) byState[row.state] = (byState[row.state] ?? 0) + 1;
    const sum = (of: (row: FlightRow) => number): number => ofToday.reduce((total, row) => total + of(row), 0);
    // A carrier is told what it can act on; whether somebody on its flight is ill is no business of its watch.
    const alerts = found.flatMap((entry): readonly Alert[] => alertsOf(entry.row, entry.alerts, asOf)).filter((alert) => carriersOf(context.actor) === undefined || alert.kind !== 'abnormal');
    return {
      asOf, date: today, flights: found.map((entry) => entry.row),
      totals: {
        flights: ofToday.length, persons: sum((row) => row.counts.expected), onBoard: sum((row) => row.counts.onBoard), handedOver: sum((row) => row.counts.handedOver), done: sum((row) => row.counts.done), byState,
        overdue: found.reduce((total, entry) => total + entry.row.counts.overdue, 0), alerts,
      },
    };
  },
});

const find = defineView({
  name: 'flights.find',
  summary: 'Finds the flights whose number or places the typed text names, nearest to today first.',
  roles: flightRoles,
  input: Type.Object({ text: Type.String({ minLength: 1, maxLength: 40 }) }, strict),
  output: Type.Array(Type.Object({ id: Type.String(), code: Type.String(), detail: bothLanguages })),
  refuses: [],
  async run(context, { text }) {
    const { db, eventId, asOf } = context;
    const { day: today } = await eventDay(db, eventId, asOf);
    return (await findFlights(db, eventId, asOf, text, today, carriersOf(context.actor))).slice(0, 8).map((entry) => {
      const detail = `${entry.flight_date} · ${[entry.origin, ...entry.stops, entry.destination].join(' → ')}`;
      return { id: entry.flight_id, code: entry.designator, detail: { en: detail, zh: detail } };
    });
  },
});

/** Lists the views of flights as they stand. */
export const flightViewList: readonly ViewDefinition[] = [list, flight, board, find];
