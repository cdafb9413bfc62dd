import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewContext, ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { maySeeFlight } from '../../flights/rules.ts';
import { fileShape, nullableText, uuid } from '../shapes.ts';
import { answerRows } from '../store/answers.ts';
import { findFlight } from '../store/flights.ts';
import type { FlightRow } from '../store/flights.ts';

const readers = ['healthOfficer', 'dutyOfficer', 'centre', 'airline', 'administrator', 'auditor'] as const;

async function getOwnFlight({ db, eventId, actor }: ViewContext, flightId: string): Promise<FlightRow> {
  const flight = await findFlight(db, eventId, flightId);
  // To a carrier another's flight is as if it were not there.
  if (flight === undefined || !maySeeFlight(actor, flight.designator)) throw new Refusal('flight-unknown', { flightId });
  return flight;
}

const boardAnswers = defineView({
  name: 'travellers.boardAnswers',
  summary: 'Lists what the carrier of a flight was answered to its lists, and told unasked since, in numbers, the newest first.',
  roles: [...readers],
  input: Type.Object({ flightId: uuid }, { additionalProperties: false }),
  output: Type.Object({ answers: Type.Array(Type.Object({ answerId: Type.String(), kind: Type.Enum(['962', '132']), reference: nullableText, sentAt: Type.String(), may: Type.Integer(), mayNot: Type.Integer(), advised: Type.Integer() })) }),
  refuses: ['flight-unknown'],
  async run(context, { flightId }) {
    await getOwnFlight(context, flightId);
    const rows = await answerRows(context.db, context.eventId, context.asOf, { flightId });
    return { answers: rows.map((row) => ({ answerId: row.answer_id, kind: row.kind, reference: row.reference, sentAt: row.sent_at, may: row.may, mayNot: row.may_not, advised: row.advised })) };
  },
});

const boardAnswer = defineView({
  name: 'travellers.boardAnswer',
  summary: 'Gives one answer to a carrier as it was written (CUSRES), for its own system.',
  roles: [...readers],
  input: Type.Object({ answerId: uuid }, { additionalProperties: false }),
  output: fileShape,
  refuses: ['answer-unknown', 'flight-unknown'],
  healthOf: (input) => `boardAnswer:${input.answerId}`,
  async run(context, { answerId }) {
    const [row] = await answerRows(context.db, context.eventId, context.asOf, { answerId });
    // At the end of its period the text is gone, and that it was sent stays.
    if (row === undefined || row.content === '') throw new Refusal('answer-unknown', { answerId });
    const flight = await getOwnFlight(context, row.flight_id);
    return { fileName: `CUSRES-${row.kind}-${flight.designator}-${flight.flight_date}-${row.reference ?? answerId.slice(-6)}.edi`, mediaType: 'application/edifact', content: Buffer.from(row.content).toString('base64') };
  },
});

/** Lists the views of what carriers were answered. */
export const boardAnswerViews: readonly ViewDefinition[] = [boardAnswers, boardAnswer];
