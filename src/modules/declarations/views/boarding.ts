import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { maySeeFlight } from '../../flights/rules.ts';
import { normalDesignator } from '../../travellers/rules/entries.ts';
import { declaredFlight } from '../flights.ts';
import { boardingAnswer, boardingAnswers, boardingReasons } from '../rules/boarding.ts';
import type { BoardingFacts, CheckBefore } from '../rules/boarding.ts';
import { boardingRows } from '../store/boarding.ts';
import type { BoardingRow } from '../store/boarding.ts';
import { findFlightNamed, findFlightRow } from '../store/flights.ts';
import type { DeclaredFlight } from '../shapes.ts';
import { stateOf } from './own.ts';

const strict = { additionalProperties: false } as const;
const uuid = Type.String({ format: 'uuid' });
const nullable = Type.Union([Type.String(), Type.Null()]);

function checkOf(row: BoardingRow, step: string, outcome: string | null): CheckBefore {
  if (outcome === 'failed') return 'failed';
  if (outcome !== null) return 'passed';
  return row.owed.includes(step) ? 'open' : 'notOwed';
}

/** Reads the facts of one person's answer from what the records say. */
export function boardingFacts(row: BoardingRow, flight: Pick<DeclaredFlight, 'cardVersion' | 'at'>): BoardingFacts {
  const own = row.declaration_id === null ? 'missing' as const : ({ notBegun: 'notFiled', begun: 'notFiled', supplement: 'more', complete: 'complete' } as const)[stateOf(row, flight.cardVersion)];
  const at = Date.parse(flight.at);
  return {
    // What another system declared counts where nothing was filed with us.
    card: row.version === null && row.declared === 'passed' ? 'elsewhere' : own,
    codeCovers: row.valid_from !== null && row.valid_until !== null && Date.parse(row.valid_from) <= at && at <= Date.parse(row.valid_until),
    tests: checkOf(row, 'PRE-02', row.tests), testPositive: row.tests_negative === false,
    vaccination: checkOf(row, 'PRE-03', row.vaccination), exceptionArranged: row.exception === 'passed',
  };
}

const boardingCheck = defineView({
  name: 'declarations.boardingCheck',
  summary: 'Answers an airline for each person of its flight: may board, not complete, may not board; with reasons that tell nothing of health beyond that.',
  roles: ['airline', 'centre', 'healthOfficer', 'dutyOfficer'],
  input: Type.Union([
    Type.Object({ flightId: uuid }, strict),
    Type.Object({ designator: Type.String({ minLength: 3, maxLength: 12 }), flightDate: Type.String({ format: 'date' }) }, strict),
  ]),
  output: Type.Object({
    flight: Type.Object({ flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), direction: Type.Enum(['arrival', 'departure']), origin: Type.String(), destination: Type.String(), cancelled: Type.Boolean(), closed: Type.Boolean() }),
    counts: Type.Object({ ok: Type.Integer(), notComplete: Type.Integer(), noBoard: Type.Integer() }),
    persons: Type.Array(Type.Object({
      caseId: Type.String(), name: Type.String(), seat: nullable, documentEnd: nullable, answer: Type.Enum([...boardingAnswers]), reasons: Type.Array(Type.Enum([...boardingReasons])),
      /** What PRE-05 was recorded with; null where it was not yet. */
      recorded: nullable,
    })),
  }),
  refuses: ['flight-unknown'],
  healthOf: (input) => ('flightId' in input ? `flight:${input.flightId}` : `flight:${normalDesignator(input.designator)} ${input.flightDate}`),
  async run({ db, eventId, asOf, actor }, input) {
    const row = 'flightId' in input ? await findFlightRow(db, eventId, input.flightId) : await findFlightNamed(db, eventId, normalDesignator(input.designator), input.flightDate);
    // A flight of another carrier and one that does not exist look alike.
    if (row === undefined || !maySeeFlight(actor, row.designator)) throw new Refusal('flight-unknown', 'flightId' in input ? { flightId: input.flightId } : { flight: input.designator, date: input.flightDate });
    const flight = declaredFlight(row);
    const persons = (await boardingRows(db, eventId, row.flight_id, asOf)).map((person) => {
      const { answer, reasons } = boardingAnswer(boardingFacts(person, flight));
      return { caseId: person.case_id, name: `${person.surname} ${person.given_names}`.trim(), seat: person.seat, documentEnd: person.document_number?.slice(-4) ?? null, answer, reasons: [...reasons], recorded: person.recorded };
    });
    const count = (answer: (typeof boardingAnswers)[number]): number => persons.filter((person) => person.answer === answer).length;
    return {
      flight: { flightId: row.flight_id, designator: row.designator, flightDate: row.flight_date, direction: row.direction, origin: row.origin, destination: row.destination, cancelled: row.cancelled, closed: row.closed },
      counts: { ok: count('ok'), notComplete: count('notComplete'), noBoard: count('noBoard') }, persons,
    };
  },
});

/** Lists the views of the check before boarding. */
export const boardingViews: readonly ViewDefinition[] = [boardingCheck];
