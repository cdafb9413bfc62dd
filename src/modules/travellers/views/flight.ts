import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { countFlight } from '../reconciling.ts';
import { contactRules, contactsOf, layoutOf, readSeat } from '../rules/contacts.ts';
import { differencesOf, suggestExplanation } from '../rules/differences.ts';
import type { Difference } from '../rules/differences.ts';
import { maySeeFlight } from '../../flights/rules.ts';
import { healthRoles, personRoles } from '../rules/visibility.ts';
import { cardOf, filterFor } from '../cards.ts';
import { bilingual, nullableNumber, nullableText, uuid } from '../shapes.ts';
import { findCards } from '../store/cards.ts';
import { discrepancies } from '../store/counts.ts';
import { findFlight, findPlanThreshold } from '../store/flights.ts';
import { handOverRows } from '../store/hand-overs.ts';
import { sampleRows } from '../store/samples.ts';

const countPerson = Type.Object({
  caseId: nullableText, travellerId: Type.String(), name: Type.String(), kind: Type.String(), inRoster: Type.Boolean(), inAirlineList: Type.Boolean(), declared: Type.Boolean(), onBoard: Type.Boolean(), absent: Type.Boolean(),
  scanned: Type.Boolean(), foundOutsideList: Type.Boolean(), airlineSays: nullableText,
});

const headCounts = defineView({
  name: 'travellers.headCounts',
  summary: 'Shows a flight’s five head-counts side by side, whom they disagree on, and each difference with its owner, clock and explanation.',
  roles: personRoles.filter((role) => role !== 'airline'),
  input: Type.Object({ flightId: uuid }, { additionalProperties: false }),
  output: Type.Object({
    roster: nullableNumber, airline: nullableNumber, declarations: Type.Integer(), counted: nullableNumber, scans: Type.Integer(), onBoard: Type.Integer(), absent: Type.Integer(), listed: Type.Integer(),
    airlineSays: Type.Object({ onBoard: Type.Integer(), notOnBoard: Type.Array(Type.String()) }),
    differences: Type.Array(Type.Object({
      ordinal: Type.Integer(), subject: Type.String(), between: Type.Array(Type.String()), detail: Type.Unknown(), ownerId: nullableText, ownerName: Type.Union([bilingual, Type.Null()]), openedAt: Type.String(), dueAt: nullableText,
      explained: Type.Boolean(), explanation: nullableText, explainedAt: nullableText, resolved: Type.Boolean(), suggestion: Type.Union([bilingual, Type.Null()]),
    })),
    unrecorded: Type.Array(Type.Object({ subject: Type.String(), between: Type.Array(Type.String()), code: Type.String(), name: nullableText })),
    persons: Type.Array(countPerson),
  }),
  refuses: ['flight-unknown'],
  async run({ db, eventId, asOf }, input) {
    const { counts } = await countFlight(db, eventId, input.flightId, asOf);
    const now = differencesOf(counts);
    const current = new Map(now.map((difference) => [difference.subject, difference]));
    const standing = await discrepancies(db, eventId, input.flightId, asOf);
    const disagreed = new Set(now.flatMap((difference) => difference.travellerId ?? []));
    const count = (of: (person: (typeof counts.persons)[number]) => boolean): number => counts.persons.filter(of).length;
    return {
      roster: counts.hasRoster ? count((person) => person.inRoster) : null, airline: counts.hasAirlineList || counts.persons.some((person) => person.inAirlineList) ? count((person) => person.inAirlineList) : null,
      declarations: count((person) => person.declared), counted: counts.counted, scans: count((person) => person.scanned), onBoard: count((person) => person.onBoard), absent: count((person) => person.absent), listed: count((person) => person.caseId !== null),
      airlineSays: { onBoard: count((person) => person.airlineSays === 'onBoard'), notOnBoard: counts.persons.flatMap((person) => (person.airlineSays === 'notOnBoard' && person.caseId !== null ? [person.caseId] : [])) },
      differences: standing.map((row) => {
        const detail = row.detail as { between?: string[]; code?: Difference['code']; travellerId?: string };
        const resolved = !current.has(row.subject);
        const person = counts.persons.find((entry) => entry.travellerId === detail.travellerId);
        return {
          ordinal: row.ordinal, subject: row.subject, between: detail.between ?? [], detail: row.detail, ownerId: row.owner_id, ownerName: row.owner_en === null ? null : { en: row.owner_en, zh: row.owner_zh ?? row.owner_en },
          openedAt: row.opened_at, dueAt: row.due_at, explained: row.explained, explanation: row.explanation, explainedAt: row.explained_at, resolved,
          suggestion: row.explained || detail.code === undefined ? null : suggestExplanation(detail.code, resolved, person?.airlineSays ?? null),
        };
      }),
      unrecorded: now.filter((difference) => !standing.some((row) => row.subject === difference.subject)).map((difference) => ({ subject: difference.subject, between: [...difference.between], code: difference.code, name: difference.name })),
      persons: counts.persons.filter((person) => disagreed.has(person.travellerId)).map((person) => ({ ...person })),
    };
  },
});

const handOvers = defineView({
  name: 'travellers.handOvers',
  summary: 'Lists the hand-overs of a flight with both counts, both signatories and everybody in them.',
  roles: [...healthRoles],
  input: Type.Object({ flightId: uuid }, { additionalProperties: false }),
  output: Type.Object({ handOvers: Type.Array(Type.Object({
    handOverId: Type.String(), kind: Type.String(), vehicle: Type.String(), cluster: Type.String(), countGiven: Type.Integer(), countReceived: Type.Integer(), giver: Type.String(), receiver: Type.String(), receiverSigned: Type.Union([Type.Object({ way: Type.Enum(['password', 'session']), at: Type.String() }), Type.Null()], { description: 'How the receiver signed by their own credentials; null where only the giver says that they signed' }), at: Type.String(), recordedAt: Type.String(),
    by: Type.Union([bilingual, Type.Null()]), persons: Type.Array(Type.Object({ caseId: Type.String(), surname: Type.String(), givenNames: Type.String() })),
  })) }),
  refuses: [],
  healthOf: (input) => `flight:${input.flightId}`,
  async run({ db, eventId, asOf }, input) {
    const rows = await handOverRows(db, eventId, input.flightId, asOf);
    return { handOvers: rows.map((row) => ({
      handOverId: row.hand_over_id, kind: row.kind, vehicle: row.vehicle, cluster: row.cluster, countGiven: row.count_given, countReceived: row.count_received, giver: row.giver, receiver: row.receiver, receiverSigned: row.signed_way === null || row.signed_at === null ? null : { way: row.signed_way, at: row.signed_at }, at: row.at, recordedAt: row.recorded_at,
      by: row.by_en === null ? null : { en: row.by_en, zh: row.by_zh ?? row.by_en }, persons: [...row.persons],
    })) };
  },
});

const samples = defineView({
  name: 'travellers.samples',
  summary: 'Lists tubes with person, custody, clock and result, the oldest clock first.',
  roles: healthRoles.filter((role) => role !== 'gate'),
  input: Type.Object({ flightId: Type.Optional(uuid), packId: Type.Optional(Type.String({ maxLength: 40 })), tubeId: Type.Optional(Type.String({ maxLength: 40 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000 })) }, { additionalProperties: false }),
  output: Type.Object({ samples: Type.Array(Type.Object({
    tubeId: Type.String(), caseId: Type.String(), flightId: Type.String(), designator: Type.String(), surname: Type.String(), givenNames: Type.String(), sampledAt: Type.String(), custody: Type.Enum(['sampled', 'packed', 'collected', 'received', 'lost']),
    packId: nullableText, custodyAt: nullableText, counterpart: nullableText, movements: Type.Array(Type.Unknown()), dueAt: nullableText, alarmAt: nullableText, state: Type.Enum(['waiting', 'alarm', 'overdue', 'resulted', 'superseded']), result: nullableText, resultAt: nullableText,
  })) }),
  refuses: [],
  healthOf: (input) => (input.flightId === undefined ? `samples ${input.packId ?? input.tubeId ?? ''}`.trim() : `flight:${input.flightId}`),
  async run({ db, eventId, asOf }, input) {
    const rows = await sampleRows(db, eventId, { flightId: input.flightId, packId: input.packId, tubeId: input.tubeId, asOf, limit: input.limit ?? 500 });
    const leads = new Map<string, number>();
    for (const flightId of new Set(rows.map((row) => row.flight_id))) {
      leads.set(flightId, ((await findPlanThreshold(db, eventId, flightId, 'resultHours')) ?? 6) - ((await findPlanThreshold(db, eventId, flightId, 'resultAlarmHours')) ?? 5));
    }
    return { samples: rows.map((row) => {
      const alarmAt = row.due_at === null ? null : new Date(Date.parse(row.due_at) - (leads.get(row.flight_id) ?? 1) * 3_600_000).toISOString();
      const state = row.result !== null ? 'resulted' as const : !row.waiting ? 'superseded' as const : row.due_at !== null && row.due_at < asOf ? 'overdue' as const : alarmAt !== null && alarmAt < asOf ? 'alarm' as const : 'waiting' as const;
      return {
        tubeId: row.tube_id, caseId: row.case_id, flightId: row.flight_id, designator: row.designator, surname: row.surname, givenNames: row.given_names, sampledAt: row.sampled_at, custody: (row.custody ?? 'sampled') as 'sampled',
        packId: row.pack_id, custodyAt: row.custody_at, counterpart: row.counterpart, movements: [...(row.movements ?? [])], dueAt: row.due_at, alarmAt, state, result: row.result, resultAt: row.result_at,
      };
    }) };
  },
});

const seatMap = defineView({
  name: 'travellers.seatMap',
  summary: 'Draws the cabin with who sat where, and the contacts of one person under the rule in force.',
  roles: [...personRoles],
  input: Type.Object({ flightId: uuid, caseId: Type.Optional(uuid), ruleVersion: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false }),
  output: Type.Object({
    layout: Type.Object({ blocks: Type.Array(Type.String()), firstRow: Type.Integer(), lastRow: Type.Integer(), inferred: Type.Boolean() }),
    seats: Type.Array(Type.Object({ seat: Type.String(), row: Type.Integer(), letter: Type.String(), caseId: Type.String(), surname: Type.String(), givenNames: Type.String(), kind: Type.String(), owedCount: Type.Integer(), ended: Type.Boolean(), abnormal: Type.Boolean(), absent: Type.Boolean() })),
    unseated: Type.Array(Type.Object({ caseId: Type.String(), surname: Type.String(), givenNames: Type.String(), kind: Type.String() })),
    contacts: Type.Array(Type.Object({ caseId: Type.String(), seat: Type.String(), reason: Type.String(), rowsAway: Type.Integer() })), rules: Type.Array(Type.Object({ version: Type.String(), source: Type.String() })),
  }),
  refuses: ['flight-unknown', 'flight-not-yours', 'role-not-allowed'],
  healthOf: (input) => (input.caseId === undefined ? `flight:${input.flightId}` : `case:${input.caseId}`),
  async run(context, input) {
    const flight = await findFlight(context.db, context.eventId, input.flightId);
    if (flight === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId });
    if (!maySeeFlight(context.actor, flight.designator)) throw new Refusal('flight-not-yours', { designator: flight.designator });
    const filter = filterFor(context);
    if (input.caseId !== undefined && filter.hidden.length > 0) throw new Refusal('role-not-allowed', { roles: healthRoles });
    const cards = (await findCards(context.db, context.eventId, { ...filter, flightId: input.flightId, order: 'name', limit: 2000 })).map(cardOf);
    const rule = contactRules.find((entry) => entry.version === input.ruleVersion) ?? contactRules[0]!;
    const index = cards.find((card) => card.caseId === input.caseId);
    const present = cards.filter((card) => !card.absent);
    return {
      layout: { ...layoutOf(flight.seat_layout, cards.map((card) => card.seat)), blocks: [...layoutOf(flight.seat_layout, cards.map((card) => card.seat)).blocks] },
      seats: cards.flatMap((card) => {
        const seat = readSeat(card.seat);
        return seat === undefined ? [] : [{ seat: `${seat.row}${seat.letter}`, ...seat, caseId: card.caseId, surname: card.surname, givenNames: card.givenNames, kind: card.kind, owedCount: card.owed.length, ended: card.ended, abnormal: card.abnormal, absent: card.absent }];
      }),
      unseated: cards.filter((card) => readSeat(card.seat) === undefined).map((card) => ({ caseId: card.caseId, surname: card.surname, givenNames: card.givenNames, kind: card.kind })),
      contacts: index === undefined ? [] : contactsOf(index, present, rule).contacts, rules: contactRules.map(({ version, source }) => ({ version, source })),
    };
  },
});

/** Lists the views of a flight's counts, hand-overs, samples and seats. */
export const flightViews: readonly ViewDefinition[] = [headCounts, handOvers, samples, seatMap];
