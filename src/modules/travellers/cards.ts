import { ageYears } from './rules/entries.ts';
import { carriersOf } from '../flights/rules.ts';
import { hiddenSteps, stationOf } from './rules/visibility.ts';
import type { PersonCard } from './shapes.ts';
import type { CardFilter, CardRow } from './store/cards.ts';
import type { ViewContext } from '../../kernel/view.ts';

/** Makes the card of a person as it is shown. */
export function cardOf(row: CardRow): PersonCard {
  return {
    caseId: row.case_id, travellerId: row.traveller_id, flightId: row.flight_id, designator: row.designator, flightDate: row.flight_date, direction: row.direction,
    surname: row.surname, givenNames: row.given_names, nativeName: row.native_name, sex: row.sex, birthDate: row.birth_date, ageYears: ageYears(row.birth_date, row.flight_date) ?? null, nationality: row.nationality,
    kind: row.kind, delegation: row.delegation, function: row.function, accreditationNumber: row.accreditation_number, seat: row.seat, bookingReference: row.booking_reference, documents: [...row.documents],
    flags: { hasBags: row.flags.baggage !== false, sportsKit: row.flags.sportsKit === true, firearm: row.flags.firearm === true, medicine: row.flags.medicine === true, accessNeeds: row.flags.accessNeeds === true },
    foundOutsideList: row.found_outside_list, roomCluster: row.room_cluster,
    owed: row.owed.map((entry) => ({ ordinal: entry.ordinal, step: entry.step, station: stationOf(entry.step), bars: entry.bars, dueAt: entry.dueAt === null ? null : new Date(entry.dueAt).toISOString() })),
    handOverOpen: row.hand_over_open, handedOver: row.handed_over, ended: row.ended, abnormal: row.abnormal, onBoard: row.on_board, absent: row.absent,
  };
}

/** Gives the part of a filter that follows from who asks and for which instant. */
export function filterFor(context: ViewContext): Pick<CardFilter, 'carriers' | 'hidden' | 'asOf' | 'isPresent'> {
  return { carriers: carriersOf(context.actor), hidden: hiddenSteps(context.actor), asOf: context.asOf, isPresent: context.asOf >= context.now };
}
