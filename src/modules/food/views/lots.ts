import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { zoneOf } from '../../ports/places.ts';
import { readConsignment } from '../../goods/consignment.ts';
import { holdsOfLot } from '../../goods/holding.ts';
import { newestList } from '../../goods/laying-out.ts';
import { partyOf } from '../../goods/standing.ts';
import { holdOf, holdShape } from '../../goods/views/consignments.ts';
import { caseAsOf } from '../../prescribed/as-of.ts';
import { caseShape } from '../../prescribed/views.ts';
import { bytesOf } from '../../travellers/reading.ts';
import { expectedOf, rangeFor } from '../catalogue/storage.ts';
import { dayAt, factsOf, leftOf, readLot } from '../reading.ts';
import { judgeLog, readLog } from '../rules/log.ts';
import type { Reading } from '../rules/log.ts';
import { freshnessOf, lotStateOf } from '../rules/lots.ts';
import { traceLines } from '../rules/trace.ts';
import { bothLanguages, category, entryKinds, fileFields, foodReaders, identifier, lotStates, nullableNumber, nullableText, placeKinds, storage, strict } from '../shapes.ts';
import { correctionRows } from '../store/corrections.ts';
import { entryRows } from '../store/journal.ts';
import { logRows, lotRows, openLines } from '../store/lots.ts';
import type { LotRow } from '../store/lots.ts';

const summary = Type.Object({
  lotId: Type.String(), lotNumber: Type.String(), state: Type.Enum([...lotStates]), freshness: Type.Enum(['fresh', 'expiring', 'expired']), consignmentId: Type.String(), consignmentNumber: Type.String(), consignmentReleased: Type.Boolean(), party: bothLanguages,
  position: Type.Integer(), hsCode: Type.String(), description: bothLanguages, producerNumber: Type.String(), producerName: nullableText, importerFiling: Type.String(), producedOn: Type.String(), bestBefore: Type.String(), origin: Type.String(),
  quantity: Type.String(), unit: Type.String(), category, storage, openedAt: Type.String(), owed: Type.Array(Type.String()), settled: Type.Integer(), holds: Type.Integer(), cold: Type.Enum(['notNeeded', 'missing', 'inRange', 'outOfRange']),
  servableAt: nullableText, withdrawnAt: nullableText, closedAt: nullableText, corrections: Type.Integer(),
  balance: Type.Object({ arrived: nullableText, atPort: Type.String(), atVenues: Type.String(), inKitchens: Type.String(), served: Type.String(), disposed: Type.String(), returned: Type.String(), left: nullableText }),
});

function summaryOf(row: LotRow, today: string) {
  return {
    lotId: row.lot_id, lotNumber: row.lot_number, state: lotStateOf(factsOf(row)), freshness: freshnessOf(row.best_before, today), consignmentId: row.consignment_id, consignmentNumber: row.consignment_number, consignmentReleased: row.consignment_released,
    party: { en: row.party_en, zh: row.party_zh }, position: row.position, hsCode: row.hs_code, description: { en: row.description_en === '' ? row.description_zh : row.description_en, zh: row.description_zh === '' ? row.description_en : row.description_zh },
    producerNumber: row.producer_number, producerName: row.producer_name, importerFiling: row.importer_filing, producedOn: row.produced_on, bestBefore: row.best_before, origin: row.origin, quantity: row.quantity, unit: row.unit, category: row.category, storage: row.storage,
    openedAt: row.opened_at, owed: [...row.owed], settled: row.settled, holds: row.holds, cold: row.storage === 'ambient' ? 'notNeeded' as const : row.cold_failed ? 'outOfRange' as const : row.cold_passed ? 'inRange' as const : 'missing' as const,
    servableAt: row.servable_at, withdrawnAt: row.withdrawn_at, closedAt: row.closed_at, corrections: row.corrections,
    balance: { arrived: row.arrived, atPort: row.at_port, atVenues: row.at_venues, inKitchens: row.in_kitchens, served: row.served, disposed: row.disposed, returned: row.returned, left: leftOf(row) },
  };
}

const board = defineView({
  name: 'food.board',
  summary: 'Lists the lots of imported food: what each still owes, holds, what is out of its temperature range, what ends soon; a trader sees their own.',
  roles: [...foodReaders, 'trader'],
  input: Type.Object({ state: Type.Optional(Type.Enum([...lotStates])), flag: Type.Optional(Type.Enum(['expiring', 'expired', 'outOfRange'])), consignmentId: Type.Optional(identifier), open: Type.Optional(Type.Boolean()), search: Type.Optional(Type.String({ maxLength: 80 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000 })) }, strict),
  output: Type.Object({ lots: Type.Array(summary), total: Type.Integer(), counts: Type.Record(Type.String(), Type.Integer()) }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const partyId = await partyOf(db, eventId, actor);
    const today = await dayAt(db, eventId, asOf);
    const rows = await lotRows(db, eventId, asOf, { ...(partyId === undefined ? {} : { partyId }), ...(input.consignmentId === undefined ? {} : { consignmentId: input.consignmentId }), ...(input.search === undefined || input.search === '' ? {} : { search: input.search }) });
    const all = rows.map((row) => summaryOf(row, today));
    const ended = (lot: (typeof all)[number]): boolean => lot.state === 'closed';
    const counts: Record<string, number> = {};
    const count = (key: string): void => { counts[key] = (counts[key] ?? 0) + 1; };
    for (const lot of all) {
      count(lot.state);
      if (!ended(lot) && lot.freshness !== 'fresh') count(lot.freshness);
      if (!ended(lot) && lot.cold === 'outOfRange') count('outOfRange');
    }
    const wanted = all.filter((lot) => (input.state === undefined || lot.state === input.state) && (input.flag === undefined || (!ended(lot) && (lot.freshness === input.flag || lot.cold === input.flag))) && (input.open !== true || !ended(lot)));
    return { lots: wanted.slice(0, input.limit ?? 300), total: wanted.length, counts };
  },
});

const range = Type.Object({ minimum: nullableNumber, maximum: nullableNumber, source: Type.String(), verified: Type.Boolean() });
const finding = Type.Object({ readings: Type.Integer(), from: Type.String(), to: Type.String(), lowest: Type.Number(), highest: Type.Number(), outside: Type.Integer(), excursionMinutes: Type.Number(), gapMinutes: Type.Number(), hours: Type.Number() });
const points = Type.Array(Type.Tuple([Type.Number(), Type.Number()]));
const by = Type.Union([bothLanguages, Type.Null()]);
const named = (en: string | null, zh: string | null) => (en === null || zh === null ? null : { en, zh });

// A plot needs no more than this; of each stretch its lowest and its highest reading stay, so that no excursion is lost.
function thinned(readings: readonly Reading[], most = 1200): [number, number][] {
  const step = Math.ceil(readings.length / (most / 2));
  if (step <= 1) return readings.map(([at, celsius]) => [at, celsius]);
  const kept: [number, number][] = [];
  for (let from = 0; from < readings.length; from += step) {
    const part = readings.slice(from, from + step);
    const lowest = part.reduce((best, one) => (one[1] < best[1] ? one : best));
    const highest = part.reduce((best, one) => (one[1] > best[1] ? one : best));
    for (const one of lowest[0] <= highest[0] ? [lowest, highest] : [highest, lowest]) kept.push([one[0], one[1]]);
  }
  return kept;
}

const lot = defineView({
  name: 'food.lot',
  summary: 'Shows a lot whole: what it owes and what was recorded, its temperature logs against their range, where all of it is, every meal that took of it, its holds and its journal.',
  roles: [...foodReaders, 'trader'],
  input: Type.Object({ lotId: identifier }, strict),
  output: Type.Object({
    lot: summary, case: caseShape, range: Type.Union([range, Type.Null()]), holds: Type.Array(holdShape),
    logs: Type.Array(Type.Object({ ordinal: Type.Integer(), fileName: Type.String(), attachedAt: Type.String(), by, finding, points })),
    stock: Type.Array(Type.Object({ placeId: Type.String(), kind: Type.Enum([...placeKinds]), name: bothLanguages, quantity: Type.String() })),
    trace: Type.Array(Type.Object({ depth: Type.Integer(), kind: Type.Enum(['place', 'meal', 'return', 'dispose']), name: bothLanguages, placeKind: Type.Union([Type.Enum([...placeKinds]), Type.Null()]), mealId: nullableText, quantity: Type.String(), left: nullableText, portions: Type.Union([Type.Integer(), Type.Null()]), at: Type.String() })),
    entries: Type.Array(Type.Object({ seq: Type.Integer(), kind: Type.Enum([...entryKinds]), quantity: nullableText, from: Type.Union([bothLanguages, Type.Null()]), to: Type.Union([bothLanguages, Type.Null()]), dish: nullableText, portions: Type.Union([Type.Integer(), Type.Null()]), reason: Type.String(), happenedAt: Type.String(), recordedAt: Type.String(), by })),
    known: Type.Array(Type.Object({ ordinal: Type.Integer(), lotNumber: Type.String(), producerNumber: Type.String(), importerFiling: Type.String(), producedOn: Type.String(), bestBefore: Type.String(), origin: Type.String(), reason: Type.String(), at: Type.String(), by })),
  }),
  refuses: ['lot-unknown', 'party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const row = await readLot(db, eventId, asOf, actor, input.lotId);
    const [found, logs, entries, holds, today, known] = await Promise.all([caseAsOf(db, eventId, row.lot_id, asOf), logRows(db, eventId, row.lot_id, asOf), entryRows(db, eventId, row.lot_id, asOf), holdsOfLot(db, eventId, asOf, row.consignment_id, row.lot_id), dayAt(db, eventId, asOf), correctionRows(db, eventId, row.lot_id, asOf)]);
    if (found === undefined) throw new Refusal('lot-unknown', { lotId: input.lotId }, '/lotId');
    const places = new Map(entries.flatMap((entry) => [...(entry.from_place === null ? [] : [[entry.from_place, { name: named(entry.from_en, entry.from_zh)!, kind: entry.from_kind! }] as const]), ...(entry.to_place === null ? [] : [[entry.to_place, { name: named(entry.to_en, entry.to_zh)!, kind: entry.to_kind! }] as const])]));
    const lines = traceLines(entries.map((entry) => ({ seq: entry.seq, kind: entry.kind, quantity: entry.quantity, from: entry.from_place, to: entry.to_place, mealId: entry.meal_id, happenedAt: entry.happened_at })));
    const meals = new Map(entries.flatMap((entry) => (entry.meal_id === null ? [] : [[entry.meal_id, entry] as const])));
    const ranges = rangeFor(row.storage, row.category, logs[0] === undefined ? today : new Date(logs[0].readings[0]![0]).toISOString().slice(0, 10));
    return {
      lot: summaryOf(row, today), case: found, range: row.storage === 'ambient' ? null : { minimum: ranges.minimum, maximum: ranges.maximum, source: ranges.source, verified: ranges.verified }, holds: holds.map((one) => holdOf(one, asOf)),
      logs: logs.map((one) => ({ ordinal: one.ordinal, fileName: one.file_name, attachedAt: one.attached_at, by: named(one.by_en, one.by_zh), finding: judgeLog(one.readings, ranges), points: thinned(one.readings) })),
      stock: lines.filter((line) => line.kind === 'place' && line.left !== '0').map((line) => ({ placeId: line.placeId, kind: places.get(line.placeId)!.kind, name: places.get(line.placeId)!.name, quantity: line.left! })),
      trace: lines.map((line) => {
        const meal = line.mealId === null ? undefined : meals.get(line.mealId);
        const place = places.get(line.placeId)!;
        return { depth: line.depth, kind: line.kind, name: meal === undefined ? place.name : { en: meal.dish!, zh: meal.dish! }, placeKind: line.kind === 'place' ? place.kind : null, mealId: line.mealId, quantity: line.quantity, left: line.left, portions: meal?.portions ?? null, at: line.at };
      }),
      entries: entries.map((entry) => ({ seq: entry.seq, kind: entry.kind, quantity: entry.quantity, from: named(entry.from_en, entry.from_zh), to: named(entry.to_en, entry.to_zh), dish: entry.dish, portions: entry.portions, reason: entry.reason, happenedAt: entry.happened_at, recordedAt: entry.recorded_at, by: named(entry.by_en, entry.by_zh) })).reverse(),
      known: known.map((one) => ({ ordinal: one.ordinal, lotNumber: one.lot_number, producerNumber: one.producer_number, importerFiling: one.importer_filing, producedOn: one.produced_on, bestBefore: one.best_before, origin: one.origin, reason: one.reason, at: one.at, by: named(one.by_en, one.by_zh) })),
    };
  },
});

const proposal = defineView({
  name: 'food.proposal',
  summary: 'Proposes the lots of a consignment of food from its list: what the list says is filled in, what it does not say is left empty.',
  roles: ['trader', ...foodReaders],
  input: Type.Object({ consignmentId: identifier }, strict),
  output: Type.Object({ number: Type.String(), lots: Type.Array(Type.Object({ position: Type.Integer(), description: bothLanguages, left: Type.String(), unit: Type.String(), lotNumber: Type.String(), producerNumber: Type.String(), importerFiling: Type.String(), producedOn: Type.String(), bestBefore: Type.String(), quantity: Type.String(), category, storage, origin: Type.String() })) }),
  refuses: ['consignment-unknown', 'party-not-filed', 'not-food', 'not-confirmed'],
  async run({ db, eventId, asOf, actor }, input) {
    const row = await readConsignment(db, eventId, asOf, actor, input.consignmentId);
    if (row.kind !== 'K10') throw new Refusal('not-food', { number: row.number });
    const [lines, list, before] = await Promise.all([openLines(db, eventId, row.consignment_id), newestList(db, eventId, row.consignment_id, asOf), lotRows(db, eventId, asOf, { partyId: row.party_id })]);
    if (lines.length === 0) throw new Refusal('not-confirmed', { number: row.number });
    // The importer files once; what it filed with its last lot is its filing still.
    const importerFiling = before.toSorted((one, other) => (one.opened_at < other.opened_at ? 1 : -1)).find((one) => one.importer_filing !== '')?.importer_filing ?? '';
    return { number: row.number, lots: lines.filter((line) => line.left !== '0').map((line) => {
      const listed = list?.lines.find((one) => one.position === line.position);
      return {
        position: line.position, description: { en: line.description_en === '' ? line.description_zh : line.description_en, zh: line.description_zh === '' ? line.description_en : line.description_zh }, left: line.left, unit: line.unit, lotNumber: listed?.lot ?? '', producerNumber: listed?.producerRegistration ?? '', importerFiling,
        producedOn: listed?.productionDate ?? '', bestBefore: listed?.expiryDate ?? '', quantity: line.left, origin: listed?.origin ?? '', ...expectedOf(line.hs_code),
      };
    }) };
  },
});

const checkLog = defineView({
  name: 'food.checkLog',
  summary: 'Reads the file of a temperature logger and judges it against the range of a lot, and writes nothing: every error by row and column.',
  roles: [...foodReaders, 'trader'],
  input: Type.Object({ lotId: identifier, ...fileFields }, strict),
  output: Type.Object({ problems: Type.Array(Type.Object({ row: Type.Integer(), column: Type.String(), code: Type.String(), value: Type.String() })), range, finding: Type.Union([finding, Type.Null()]), points }),
  refuses: ['lot-unknown', 'party-not-filed', 'content-invalid'],
  async run({ db, eventId, asOf, actor }, input) {
    const row = await readLot(db, eventId, asOf, actor, input.lotId);
    const { readings, problems } = readLog(bytesOf(input), await zoneOf(db, eventId), asOf);
    const { minimum, maximum, source, verified } = rangeFor(row.storage, row.category, (readings[0] === undefined ? asOf : new Date(readings[0][0]).toISOString()).slice(0, 10));
    return { problems: [...problems], range: { minimum, maximum, source, verified }, finding: readings.length === 0 ? null : judgeLog(readings, { minimum, maximum }), points: thinned(readings) };
  },
});

/** Lists the views of lots. */
export const lotViews: readonly ViewDefinition[] = [board, lot, proposal, checkLog];
