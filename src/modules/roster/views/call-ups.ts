import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { findPointId } from '../../ports/places.ts';
import { callUpsAfter, chooseForCall } from '../calling.ts';
import { stockItems } from '../catalogue.ts';
import { callUpStates } from '../rules/call-ups.ts';
import { staffKeepers, staffReaders, stockKeepers } from '../rules/roles.ts';
import { bothLanguages, instant, skill, strict, tier } from '../shapes/people.ts';
import { callUpMessageRows } from '../store/call-up-messages.ts';
import { stockRows } from '../store/call-ups.ts';
import { personRows } from '../store/people.ts';
import { Refusal } from '../../../kernel/refusal.ts';

const bothOrNull = Type.Union([bothLanguages, Type.Null()]);

const callUps = defineView({
  name: 'roster.callUps',
  summary: 'Lists the call-ups of the last seven days and those to come: for what, by whom, the forecast that caused it, who approved, whether each person called was written to, and what they have answered.',
  roles: [...staffReaders],
  input: Type.Object({}, strict),
  output: Type.Object({ callUps: Type.Array(Type.Object({
    callUpId: Type.String(), tier, pointCode: Type.String(), skill: Type.String(), startsAt: Type.String(), endsAt: Type.String(), wanted: Type.Integer(), state: Type.Enum([...callUpStates]), reason: Type.String(), urgent: Type.Boolean(),
    forecastId: Type.Union([Type.String(), Type.Null()]), probability: Type.Union([Type.Number(), Type.Null()]), underCover: Type.Union([Type.Integer(), Type.Null()]), calledAt: Type.String(), calledBy: Type.Union([Type.String(), Type.Null()]), by: bothOrNull,
    decided: Type.Union([Type.Null(), Type.Object({ note: Type.Enum(['approved', 'refused']), at: Type.String(), by: bothOrNull, reason: Type.String() })]), ended: Type.Union([Type.Null(), Type.Object({ at: Type.String(), by: bothOrNull, reason: Type.String() })]),
    people: Type.Array(Type.Object({ personId: Type.String(), staffNumber: Type.String(), nameEn: Type.String(), nameZh: Type.String(), pointCode: Type.String(), answer: Type.Union([Type.Enum(['acknowledged', 'declined']), Type.Null()]), message: Type.Union([Type.Enum(['waiting', 'sent', 'failed', 'dropped']), Type.Null()]), answeredAt: Type.Union([Type.String(), Type.Null()]), arrivedAt: Type.Union([Type.String(), Type.Null()]) })),
  })) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    const all = await callUpsAfter(db, eventId, asOf, new Date(Date.parse(asOf) - 7 * 86_400_000).toISOString());
    const people = new Map((await personRows(db, eventId, asOf)).map((row) => [row.person_id, row]));
    const written = await callUpMessageRows(db, eventId, all.map(({ row }) => row.call_up_id), asOf);
    const by = (row: { by_en: string | null; by_zh: string | null }) => (row.by_en === null ? null : { en: row.by_en, zh: row.by_zh ?? row.by_en });
    return { callUps: all.map(({ row, people: called, notes, state }) => {
      const decided = notes.find((note) => note.note === 'approved' || note.note === 'refused');
      const ended = notes.find((note) => note.note === 'stoodDown');
      return {
        callUpId: row.call_up_id, tier: row.tier, pointCode: row.point_code, skill: row.skill, startsAt: row.starts_at, endsAt: row.ends_at, wanted: row.wanted, state, ...row.content, calledAt: row.called_at, calledBy: row.called_by, by: by(row),
        decided: decided === undefined ? null : { note: decided.note === 'approved' ? 'approved' as const : 'refused' as const, at: decided.noted_at, by: by(decided), reason: decided.reason },
        ended: ended === undefined ? null : { at: ended.noted_at, by: by(ended), reason: ended.reason },
        people: called.flatMap((id) => {
          const person = people.get(id);
          if (person === undefined) return [];
          const own = notes.filter((note) => note.person_id === id);
          const answer = own.find((note) => note.note === 'acknowledged' || note.note === 'declined');
          return [{
            personId: id, staffNumber: person.staff_number, nameEn: person.content.nameEn, nameZh: person.content.nameZh, pointCode: person.point_code,
            answer: answer === undefined ? null : answer.note === 'declined' ? 'declined' as const : 'acknowledged' as const, message: written.find((one) => one.call_up_id === row.call_up_id && one.person_id === id && one.kind === 'called')?.state ?? null, answeredAt: answer?.noted_at ?? null, arrivedAt: own.find((note) => note.note === 'arrived')?.noted_at ?? null,
          }];
        }),
      };
    }) };
  },
});

const callable = defineView({
  name: 'roster.callable',
  summary: 'Counts whom a call-up could call for a time: rested, certified, there; of the port itself and from others in support.',
  roles: [...staffKeepers],
  input: Type.Object({ tier, pointCode: Type.String({ maxLength: 8 }), skill, startsAt: instant, endsAt: instant }, strict),
  output: Type.Object({ own: Type.Integer(), fromElsewhere: Type.Integer() }),
  refuses: ['point-unknown'],
  async run({ db, eventId, asOf }, input) {
    const pointId = await findPointId(db, eventId, input.pointCode);
    if (pointId === undefined) throw new Refusal('point-unknown', { point: input.pointCode }, '/pointCode');
    const found = await chooseForCall(db, eventId, asOf, { ...input, pointId, people: 100_000 });
    const fromElsewhere = found.filter((one) => one.fromElsewhere).length;
    return { own: found.length - fromElsewhere, fromElsewhere };
  },
});

const stocks = defineView({
  name: 'roster.stocks',
  summary: 'Lists what each station has of protective equipment and other stock, the least that must be there, and what is below it.',
  roles: [...new Set([...staffReaders, ...stockKeepers])],
  input: Type.Object({}, strict),
  output: Type.Object({ stocks: Type.Array(Type.Object({ stationId: Type.String(), item: Type.Enum(stockItems.map(({ item }) => item)), quantity: Type.Integer(), least: Type.Union([Type.Integer(), Type.Null()]), short: Type.Boolean(), movedAt: Type.String() })) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    return { stocks: (await stockRows(db, eventId, asOf)).map((row) => ({ stationId: row.station_id, item: row.item, quantity: row.quantity, least: row.least, short: row.least !== null && row.quantity < row.least, movedAt: row.moved_at })) };
  },
});

/** Lists the views on call-ups and stocks. */
export const callUpViews: readonly ViewDefinition[] = [callUps, callable, stocks];
