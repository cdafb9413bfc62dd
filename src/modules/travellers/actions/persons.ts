import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { hasRole, peopleRoles } from '../../../kernel/officer.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import type { RecordRequest } from '../../prescribed/shapes.ts';
import { carriersOf, maySeeFlight } from '../../flights/rules.ts';
import { placePeople } from '../committing.ts';
import { eachAnswer, recordEach } from '../each.ts';
import { reconcileFlight } from '../reconciling.ts';
import { People } from '../resolving.ts';
import { canConfirmOnBoard } from '../rules/boarding.ts';
import type { ListRecord } from '../rules/entries.ts';
import { eachResult, nullableText, personInput, uuid } from '../shapes.ts';
import { findTubeCase } from '../store/cards.ts';
import { findFlight } from '../store/flights.ts';
import { updateSeat } from '../store/people.ts';
import { boardingPassed, flightsOfCases, journeyStates } from '../store/hand-overs.ts';

const addPerson = defineAction({
  name: 'travellers.addPerson',
  summary: 'Adds a person to a flight; whoever is found on board outside the list is added, never dropped.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre'],
  input: Type.Object({ flightId: uuid, person: personInput, seat: Type.Optional(Type.String({ maxLength: 5 })), foundOutsideList: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  output: Type.Object({ caseId: Type.String(), travellerId: Type.String(), known: Type.Boolean(), likely: Type.Array(Type.Object({ travellerId: Type.String(), reasons: Type.Unknown() })) }),
  refuses: ['flight-unknown', 'flight-closed', 'flight-without-plan', 'person-on-flight'],
  async run(context, input) {
    const { tx, eventId } = context;
    const flight = await findFlight(tx, eventId, input.flightId);
    if (flight === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId });
    const { person } = input;
    const record: ListRecord = {
      kind: person.kind, surname: person.surname.trim(), givenNames: person.givenNames.trim(), sex: person.sex ?? null, birthDate: person.birthDate ?? null, nationality: person.nationality?.toUpperCase() ?? null,
      documents: (person.documents ?? []).map((document) => ({ type: document.type.toUpperCase(), number: document.number, issuer: document.issuer ?? null, expiry: document.expiry ?? null })),
      embarkation: null, disembarkation: null, seat: input.seat?.toUpperCase() ?? null, bookingReference: null, where: 'officer',
      nativeName: person.nativeName ?? null, accreditationNumber: person.accreditationNumber ?? null, delegation: person.delegation ?? null, function: person.function ?? null,
    };
    const people = await People.load(tx, eventId, [record], []);
    const found = people.resolve(record, undefined);
    const states = await journeyStates(tx, eventId, input.flightId);
    const already = states.find((state) => state.traveller_id === found.travellerId);
    if (already !== undefined) throw new Refusal('person-on-flight', { caseId: already.case_id, travellerId: found.travellerId });
    const { caseIds } = await placePeople(context, [{ travellerId: found.travellerId, known: found.known, record, flight, isRoster: false, foundOutsideList: input.foundOutsideList === true }]);
    const caseId = caseIds.get(`${found.travellerId} ${input.flightId}`)!;
    // The head-count is over: who is found now is on board all the same.
    if (input.foundOutsideList === true && flight.direction === 'arrival' && hasRole(context.actor, ['healthOfficer', 'dutyOfficer']) && (await boardingPassed(tx, eventId, input.flightId))) {
      await recordInTransaction(context, [{ recordId: context.command.id, caseId, step: 'ONB-01', evidence: { onBoard: true, absent: false, basis: 'foundOutsideList' } }]);
    }
    await reconcileFlight(context, input.flightId);
    context.announce(`flight:${input.flightId}`);
    return { caseId, travellerId: found.travellerId, known: found.known !== undefined, likely: [...found.likely] };
  },
});

const count = Type.Integer({ minimum: 0, maximum: 2000 });

const confirmOnBoard = defineAction({
  name: 'travellers.confirmOnBoard',
  summary: 'Records the count at the doors and, for everybody on the flight, whether they are on board: all in one act or not at all.',
  roles: ['healthOfficer', 'dutyOfficer'],
  input: Type.Object({
    flightId: uuid, headCount: count, papersIn: Type.Boolean(), illPersons: count, absentCaseIds: Type.Array(uuid, { maxItems: 2000 }), crewAnswers: Type.Optional(Type.String({ maxLength: 1000 })), note: Type.Optional(Type.String({ maxLength: 2000 })),
  }, { additionalProperties: false }),
  output: Type.Object({ outcome: Type.String(), onBoard: Type.Integer(), absent: Type.Integer(), owed: Type.Array(Type.String()), differencesOpened: Type.Integer() }),
  refuses: ['flight-unknown', 'person-not-on-flight', 'head-count-differs', 'case-closed', 'still-owed', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, command } = context;
    const flight = await findFlight(tx, eventId, input.flightId);
    if (flight === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId });
    const isArrival = flight.direction === 'arrival';
    const states = await journeyStates(tx, eventId, input.flightId);
    const here = new Set(states.map((state) => state.case_id));
    const stranger = input.absentCaseIds.find((caseId) => !here.has(caseId));
    if (stranger !== undefined) throw new Refusal('person-not-on-flight', { caseId: stranger });
    const named = new Set(input.absentCaseIds);
    const absent = states.filter((state) => named.has(state.case_id) || (state.absent && !state.owes_boarding));
    demand(canConfirmOnBoard(input.headCount, states.length, absent.length));
    const listed = states.length - absent.length;
    const note = input.note === undefined ? {} : { note: input.note };
    const flightRequest: RecordRequest = isArrival
      ? { recordId: command.id, caseId: input.flightId, step: 'BRD-01', evidence: { papersIn: input.papersIn, headCount: input.headCount, listed, illPersons: input.illPersons, ...(input.crewAnswers === undefined ? {} : { crewAnswers: input.crewAnswers }), ...note } }
      : { recordId: command.id, caseId: input.flightId, step: 'DEP-04', evidence: { headCount: input.headCount, released: states.filter((state) => state.released && !named.has(state.case_id)).length, ...note } };
    const requests = states.filter((state) => state.owes_boarding || (named.has(state.case_id) && !state.absent)).map((state): RecordRequest => ({
      recordId: uuidv7(), caseId: state.case_id, step: isArrival ? 'ONB-01' : 'DEP-05',
      evidence: { onBoard: !named.has(state.case_id), absent: named.has(state.case_id), basis: isArrival ? (named.has(state.case_id) ? 'notBoarded' : 'headCount') : named.has(state.case_id) ? 'noShow' : 'doorsClosed' },
    }));
    const [result] = await recordInTransaction(context, [flightRequest, ...requests]);
    const { opened } = await reconcileFlight(context, input.flightId);
    context.announce(`flight:${input.flightId}`);
    return { outcome: result!.outcome, onBoard: listed, absent: absent.length, owed: [...result!.owed], differencesOpened: opened };
  },
});

const recordMany = defineAction({
  name: 'travellers.recordMany',
  summary: 'Records one step for many people at a lane or a bus, each its own record, each answered on its own.',
  roles: peopleRoles.filter((role) => role !== 'press' && role !== 'auditor' && role !== 'dataOfficer'),
  input: Type.Object({
    step: Type.String({ maxLength: 12 }), evidence: Type.Optional(Type.Object({}, { additionalProperties: true })), caseIds: Type.Optional(Type.Array(uuid, { maxItems: 600 })),
    items: Type.Optional(Type.Array(Type.Object({ caseId: uuid, evidence: Type.Optional(Type.Object({}, { additionalProperties: true })) }, { additionalProperties: false }), { maxItems: 600 })),
    tubes: Type.Optional(Type.Array(Type.Object({ tubeId: Type.String({ minLength: 3, maxLength: 40 }), evidence: Type.Optional(Type.Object({}, { additionalProperties: true })) }, { additionalProperties: false }), { maxItems: 600 })),
  }, { additionalProperties: false }),
  output: Type.Object({ results: Type.Array(eachResult) }),
  refuses: ['nobody-named', 'flight-not-yours'],
  async run(context, input) {
    const shared = (input.evidence ?? {}) as Record<string, unknown>;
    const wanted: { caseId: string | undefined; tubeId?: string; evidence: Record<string, unknown> }[] = [
      ...(input.caseIds ?? []).map((caseId) => ({ caseId, evidence: shared })),
      ...(input.items ?? []).map((item) => ({ caseId: item.caseId, evidence: { ...shared, ...(item.evidence as Record<string, unknown> | undefined) } })),
    ];
    if (input.tubes !== undefined) {
      const cases = await findTubeCase(context.tx, context.eventId, input.tubes.map((tube) => tube.tubeId));
      for (const tube of input.tubes) wanted.push({ caseId: cases.get(tube.tubeId), tubeId: tube.tubeId, evidence: { ...shared, ...(tube.evidence as Record<string, unknown> | undefined), tubeId: tube.tubeId } });
    }
    if (wanted.length === 0) throw new Refusal('nobody-named');
    const requests = wanted.flatMap((entry): RecordRequest[] => (entry.caseId === undefined ? [] : [{ recordId: uuidv7(), caseId: entry.caseId, step: input.step, evidence: entry.evidence }]));
    const flights = await flightsOfCases(context.tx, context.eventId, requests.map((request) => request.caseId));
    for (const flightId of carriersOf(context.actor) === undefined ? [] : new Set(flights.values())) {
      const flight = await findFlight(context.tx, context.eventId, flightId);
      if (flight !== undefined && !maySeeFlight(context.actor, flight.designator)) throw new Refusal('flight-not-yours', { designator: flight.designator });
    }
    const answers = await recordEach(context, requests);
    let next = 0;
    const results = wanted.map((entry) => {
      const tube = entry.tubeId === undefined ? {} : { tubeId: entry.tubeId };
      if (entry.caseId === undefined) return { caseId: null, ...tube, refusal: { code: 'tube-unknown', params: { tubeId: entry.tubeId } } };
      return { ...eachAnswer(answers[next++]!, entry.caseId), ...tube };
    });
    for (const flightId of new Set(flights.values())) context.announce(`flight:${flightId}`);
    return { results };
  },
});

const changeSeat = defineAction({
  name: 'travellers.changeSeat',
  summary: 'Corrects where a person sat, from the boarding pass in hand; contacts are determined anew from the seats known then.',
  roles: ['healthOfficer', 'dutyOfficer', 'gate'],
  input: Type.Object({ caseId: uuid, seat: Type.String({ pattern: '^[0-9]{1,3}[A-Z]$' }) }, { additionalProperties: false }),
  output: Type.Object({ seat: Type.String(), before: nullableText }),
  refuses: ['case-unknown'],
  async run(context, input) {
    const before = await updateSeat(context.tx, context.eventId, input.caseId, input.seat);
    if (before === undefined) throw new Refusal('case-unknown', { caseId: input.caseId });
    context.announce(`case:${input.caseId}`);
    context.announce(`flight:${before.flight_id}`);
    return { seat: input.seat, before: before.seat };
  },
});

/** Lists the actions on people of a flight. */
export const personActions: readonly ActionDefinition[] = [addPerson, confirmOnBoard, recordMany, changeSeat];
