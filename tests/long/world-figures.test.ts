import { afterAll, beforeAll, expect, test } from 'vitest';
import { runView } from '../../src/kernel/view.ts';
import { actorFor } from '../../src/demo/port.ts';
import { madeUntil } from '../../src/demo/schedule.ts';
import { writeFen } from '../../src/kernel/money.ts';
import { consignmentStates } from '../../src/modules/goods/shapes.ts';
import type { OpenHouse } from '../../src/server/start.ts';
import { expectBalanced, expectReleased, openInventedWorld, owedOnClosed, owedThoughReleased, supervised, writtenBackwards } from '../invented-world.ts';
import type { GoodsFigures, InventedWorld } from '../invented-world.ts';
import { dayEnd } from '../world-until.ts';
import { json, tongguan } from '../running-commands.ts';

// One world for all sentences, made once for the whole run, cut off on the way and gone on with. Tests/long plays it on.
let world: InventedWorld;
let open: OpenHouse;
let eventId: string;
let see: InventedWorld['see'];

beforeAll(async () => {
  world = await openInventedWorld();
  ({ open, eventId, see } = world);
}, 1_200_000);

afterAll(async () => {
  await world?.close();
});

interface Row { designator: string; flightDate: string; direction: string; state: string; counts: { expected: number; onBoard: number; absent: number; owedSteps: number; overdue: number; discrepancies: number } }

test('by the end of 10 January 196 flights and 5,958 persons have been supervised', async () => {
  expect(await supervised(open, eventId, '2021-10-01', '2022-01-10', dayEnd)).toEqual([196, 5958]);
  // Nothing of a later day was there yet, whatever day is asked for.
  expect(await supervised(open, eventId, '2021-10-01', '2022-12-31', dayEnd)).toEqual([196, 5958]);
});

test('on 27 January at half past ten, what was supervised since 1 January and what is still expected make 178 flights and 8,018 persons', async () => {
  const [flights, persons] = await supervised(open, eventId, '2022-01-01', '2022-01-29', new Date(madeUntil).toISOString());
  const [expected] = await open.pool.query<{ flights: number; persons: number }>(
    `SELECT count(*) AS flights, sum((c.attributes->>'flight.expectedPersons')::int)::int AS persons FROM flights f JOIN cases c ON c.event_id = f.event_id AND c.case_id = f.flight_id
     WHERE f.event_id = $1 AND f.direction = 'arrival' AND f.flight_date BETWEEN '2022-01-01' AND '2022-01-29' AND NOT EXISTS (SELECT FROM records r WHERE r.event_id = $1 AND r.case_id = f.flight_id AND r.step = 'BRD-01' AND r.outcome = 'passed')`, [eventId]);
  expect([flights + expected!.flights, persons + expected!.persons]).toEqual([178, 8018]);
  expect(expected!.flights).toBeGreaterThan(31);
  const [rows] = await open.pool.query<{ flights: number; persons: number }>(
    `SELECT count(*) AS flights, sum((c.attributes->>'flight.expectedPersons')::int)::int AS persons FROM flights f JOIN cases c ON c.event_id = f.event_id AND c.case_id = f.flight_id WHERE f.event_id = $1 AND f.direction = 'arrival' AND f.flight_date = '2022-01-27'`, [eventId]);
  expect([rows!.flights, rows!.persons]).toEqual([23, 1800]);
});

test('the day is in progress: flights of every state, a late result, a positive with contacts, an abnormal hand-over, a retest under way, a difference open', async () => {
  const { flights } = await see<{ flights: Row[] }>('flights.list', { date: '2022-01-27', direction: 'arrival' });
  const states = flights.map((flight) => flight.state);
  for (const state of ['closed', 'inProcess', 'disembarking', 'landed', 'planned', 'listed', 'announced']) expect(states, state).toContain(state);
  expect(states.filter((state) => state === 'closed').length).toBe(5);
  // The late result, and the difference that nobody has explained in its two hours.
  expect(flights.filter((flight) => flight.counts.overdue > 0).length).toBe(2);
  expect(flights.filter((flight) => flight.counts.discrepancies > 0).length).toBe(1);
  const open27 = async (step: string): Promise<number> => (await open.pool.query<{ count: number }>(
    `SELECT count(*) FROM obligations o JOIN journeys j ON j.event_id = o.event_id AND j.case_id = o.case_id JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id
     WHERE o.event_id = $1 AND f.flight_date = '2022-01-27' AND o.step = $2 AND o.settled_by IS NULL`, [eventId, step]))[0]!.count;
  expect(await open27('CHK-03')).toBe(1);
  expect(await open27('XFR-02')).toBe(1);
  const passed27 = async (step: string): Promise<number> => (await open.pool.query<{ count: number }>(
    `SELECT count(*) FROM records r JOIN journeys j ON j.event_id = r.event_id AND j.case_id = r.case_id JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id
     WHERE r.event_id = $1 AND f.flight_date = '2022-01-27' AND r.step = $2 AND r.outcome = 'passed'`, [eventId, step]))[0]!.count;
  expect(await passed27('XFR-02')).toBe(1);
  expect(await passed27('REP-03')).toBe(1);
  const ahead = await see<{ flights: Row[] }>('flights.list', { from: '2022-01-28', to: '2022-01-29' });
  expect(ahead.flights.length).toBe(31);
  expect(ahead.flights.filter((flight) => flight.state !== 'announced').length).toBeGreaterThan(15);
  expect(ahead.flights.some((flight) => flight.state === 'planned')).toBe(true);
  const departure = await see<{ flights: Row[] }>('flights.list', { date: '2022-01-27', direction: 'departure' });
  expect(departure.flights.map((flight) => flight.state)).toEqual(['inProcess']);
});

test('every officer finds work: queues at the stations, swabs on their way, flights to plan and approve, people who may be the same', async () => {
  const total = async (station: string): Promise<number> => (await see<{ total: number }>('travellers.queue', { station, pointCode: 'PEK' })).total;
  for (const station of ['declaration', 'temperature', 'patrol', 'inquiry', 'isolation', 'sampling', 'laboratory', 'immigration', 'accreditation', 'baggage', 'vehicleBay', 'ambulanceBay', 'remote', 'gate', 'village']) expect(await total(station), station).toBeGreaterThan(0);
  const { matches } = await see<{ matches: { verdict: string; reasons: unknown[] }[] }>('travellers.matches', {});
  expect(matches.length).toBeGreaterThan(2);
  const { samples } = await see<{ samples: unknown[] }>('travellers.samples', {});
  expect(samples.length).toBeGreaterThan(0);
});

test('nothing was recorded out of its time: no case was written backwards, and every past flight is closed with nothing owed', async () => {
  expect(await writtenBackwards(open, eventId)).toBe(0);
  const [last] = await open.pool.query<{ at: string }>('SELECT max(recorded_at) AS at FROM records WHERE event_id = $1', [eventId]);
  expect(Date.parse(last!.at)).toBeLessThanOrEqual(madeUntil);
  const { flights } = await see<{ flights: Row[] }>('flights.list', { from: '2021-10-01', to: '2022-01-26', limit: 500 });
  const open26 = flights.filter((flight) => flight.state !== 'closed').map((flight) => flight.designator);
  // Only flights that landed in the night before may still wait for the laboratory.
  expect(open26.length).toBeLessThanOrEqual(4);
  expect(await owedOnClosed(open, eventId)).toBe(0);
});

test('statistics give the published figures', async () => {
  type Summary = { flightsSupervised: number; personsSupervised: number; flightsExpected: number; personsExpected: number };
  const until10 = await see<Summary>('statistics.summary', { direction: 'arrival', groupBy: 'day' }, dayEnd);
  expect([until10.flightsSupervised, until10.personsSupervised]).toEqual([196, 5958]);
  const january = await see<Summary>('statistics.summary', { from: '2022-01-01', to: '2022-01-29', direction: 'arrival', groupBy: 'day' });
  expect([january.flightsSupervised + january.flightsExpected, january.personsSupervised + january.personsExpected]).toEqual([178, 8018]);
  const day = await see<Summary>('statistics.summary', { from: '2022-01-27', to: '2022-01-27', direction: 'arrival', groupBy: 'day' });
  expect([day.flightsSupervised + day.flightsExpected, day.personsSupervised + day.personsExpected]).toEqual([23, 1800]);
});

test('637 consignments worth CNY 1,499 m are released by 10 January and 890 worth CNY 2,339 m by the 25th, by port, kind and month alike, and every one of them opens', async () => {
  await expectReleased(world, dayEnd, 637, 149_900_000_000);
  await expectReleased(world, '2022-01-25T16:00:00.000Z', 890, 233_900_000_000);
  const goodsFigures = (groupBy: string): Promise<GoodsFigures> => see('goods.figures', { groupBy });
  const months = (await goodsFigures('month')).rows.map((row) => row.key);
  expect([months[0], months.at(-1)]).toEqual(['2021-03', '2022-01']);
  const days = (await goodsFigures('day')).rows.map((row) => row.key);
  expect(days[0]).toBe('2021-03-25');
  expect((await goodsFigures('port')).rows.map((row) => row.key)).toEqual(['BCY', 'PEK', 'TDJ', 'TXG']);
  // Every kind but horses.
  expect((await goodsFigures('kind')).rows.length).toBe(16);
  const { consignments: last } = await see<{ consignments: { consignmentId: string; number: string }[] }>('goods.figureCases', { groupBy: 'all' });
  for (const one of [last[0]!, last[636]!, last.at(-1)!]) expect(await see('goods.consignment', { consignmentId: one.consignmentId })).toMatchObject({ consignment: { number: one.number } });
});

test('nothing that bars the release of goods is owed on any that are released, and no consignment was recorded backwards', async () => {
  expect(await owedThoughReleased(open, eventId)).toEqual([0, 0]);
});

test('the guarantees balance to the fen, and the whole book is counted again without a breach', async () => {
  const { instruments, entries } = await expectBalanced(world);
  expect(entries).toBeGreaterThan(3000);
  // What is handed to an auditor says the same by itself, without the database.
  const exported = await tongguan(['ledger', 'export', '--json'], '', world.environment);
  expect([exported.code, exported.said]).toEqual([0, '']);
  const verdict = await tongguan(['ledger', 'check', '-'], exported.output);
  expect([verdict.code, json(verdict)]).toMatchObject([0, { valid: true, breaches: [], entries }]);
  const stood = (json(verdict) as { instruments: { reference: string; available: string }[] }).instruments;
  expect(new Map(stood.map((one) => [one.reference, one.available]))).toEqual(new Map(instruments.map((one) => [one.reference, writeFen(BigInt(one.availableFen))])));
}, 180_000);

test('the six carnets stand in their book, each consignment under one came in on it, and what left is recorded there too', async () => {
  const { carnets } = await see<{ carnets: { carnetId: string; number: string; state: string; pieces: number; here: number }[] }>('goods.carnets', {});
  expect(carnets.map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6].map((place) => `ATA-INVENTED-${place}`));
  for (const one of carnets) expect(one.pieces, one.number).toBeGreaterThan(0);
  expect(new Set(carnets.map((one) => one.state))).toEqual(new Set(['here', 'closed']));
  const books = await Promise.all(carnets.map(async ({ carnetId }) => (await see<{ records: { kind: string; consignment: { number: string } | null }[] }>('goods.carnet', { carnetId })).records));
  const came = new Set(books.flat().flatMap((record) => (record.kind === 'import' ? [record.consignment!.number] : [])));
  const released = await open.pool.query<{ number: string }>("SELECT c.number FROM consignments c JOIN records r ON r.event_id = c.event_id AND r.case_id = c.consignment_id AND r.step = 'GDS-RELS' AND r.outcome = 'passed' WHERE c.event_id = $1 AND c.cover = 'carnet'", [eventId]);
  expect(released.length).toBeGreaterThan(40);
  expect(released.filter((row) => !came.has(row.number))).toEqual([]);
  expect(books.flat().some((record) => record.kind === 'reExport')).toBe(true);
});

test('goods of every state stand on the board, and everybody who works with goods finds work', async () => {
  const { counts } = await see<{ counts: Record<string, number> }>('goods.board', {});
  // Nothing of this world was cancelled or turned away.
  for (const state of consignmentStates.filter((one) => !['cancelled', 'turnedAway'].includes(one))) expect(counts[state], state).toBeGreaterThan(0);
  // Most of what was released is on site, a good part of the test events' goods has left.
  expect(counts['released']!).toBeGreaterThan(500);
  expect(counts['closed']!).toBeGreaterThan(150);
  const parts = await open.pool.query<{ count: number }>('SELECT count(*) FROM (SELECT consignment_id FROM goods_lines WHERE event_id = $1 GROUP BY 1 HAVING bool_or(closed = quantity) AND bool_or(closed < quantity)) x', [eventId]);
  expect(parts[0]!.count).toBeGreaterThan(10);
  const { holds } = await see<{ holds: { agency: string; nextActor: string }[] }>('goods.holds', {});
  expect(new Set(holds.map((hold) => hold.agency)).size).toBe(7);
  expect(new Set(holds.map((hold) => hold.nextActor))).toEqual(new Set(['customs', 'agency', 'trader', 'organiser']));
  const owing = async (step: string): Promise<number> => (await open.pool.query<{ count: number }>("SELECT count(DISTINCT o.case_id) FROM obligations o JOIN gates g ON g.event_id = o.event_id AND g.case_id = o.case_id AND g.gate = 'release' AND g.passed_by IS NULL WHERE o.event_id = $1 AND o.step = $2 AND o.settled_by IS NULL AND EXISTS (SELECT FROM records r WHERE r.event_id = o.event_id AND r.case_id = o.case_id AND r.step = 'GDS-ARR')", [eventId, step]))[0]!.count;
  for (const step of ['GDS-SERL', 'GDS-LABL', 'GDS-SAMP', 'GDS-APQ', 'GDS-HQ', 'GDS-TAX']) expect(await owing(step), step).toBeGreaterThan(0);
  const trader = (await runView(open.house, eventId, actorFor(eventId, 'trader', null), open.registry.views.get('goods.board')!, {}, {})).data as { total: number; counts: Record<string, number> };
  expect(trader.total).toBeGreaterThan(40);
  for (const state of ['returned', 'listed', 'certified', 'confirmed', 'held', 'inspecting', 'released']) expect(trader.counts[state], state).toBeGreaterThan(0);
  const lanes = (await see<{ consignments: { consignmentId: string; lane: string | null; state: string }[] }>('goods.board', { limit: 2000 })).consignments;
  // What should have left is the same on the board and on the list of what must leave: a few of the spring's, with money still bound.
  const { consignments: leaving, overdueFen } = await see<{ consignments: { consignmentId: string; daysLeft: number }[]; overdueFen: number }>('goods.overdue', {});
  const late = leaving.filter((one) => one.daysLeft < 0).map((one) => one.consignmentId);
  expect(late.toSorted()).toEqual(lanes.filter((one) => one.state === 'overdue').map((one) => one.consignmentId).toSorted());
  expect(late.length).toBeLessThan(40);
  expect(overdueFen).toBeGreaterThan(0);
  expect(new Set(lanes.map((one) => one.lane))).toEqual(new Set(['green', 'blue', 'yellow', 'red', null]));
  expect(lanes.filter((one) => one.lane === 'red' && one.state === 'inspecting').length).toBeGreaterThan(1);
});

test('inspection places are booked for today and the days after, arms were counted in their hour, and one booking was changed', async () => {
  type Windows = { windows: { pointCode: string; place: { en: string } }[]; appointments: { kind: string; startsAt: string; endedAs: string | null }[] };
  const { windows, appointments } = await see<Windows>('goods.windows', { from: '2022-01-25', to: '2022-02-04' });
  expect(new Set(windows.map((one) => one.pointCode))).toEqual(new Set(['PEK', 'BCY', 'TXG', 'TDJ']));
  expect(new Set(appointments.map((one) => one.endedAs))).toEqual(new Set(['kept', 'cancelled', null]));
  expect(appointments.filter((one) => one.endedAs === 'kept').map((one) => one.kind)).toContain('K06');
  expect(appointments.filter((one) => one.endedAs === null && Date.parse(one.startsAt) > madeUntil).length).toBeGreaterThan(10);
  const own = (await runView(open.house, eventId, actorFor(eventId, 'trader', null), open.registry.views.get('goods.windows')!, { from: '2022-01-25', to: '2022-02-04' }, {})).data as Windows;
  expect(own.appointments.length).toBeGreaterThan(2);
  expect(own.appointments.length).toBeLessThan(appointments.length);
});

test('journalists have filed their equipment: let in this morning, certified, returned and new; the persona sees its own', async () => {
  type Kits = { own: { accreditation: string } | null; kits: { accreditation: string; state: string; daysLeft: number | null }[] };
  const { kits } = await see<Kits>('goods.pressKits', {});
  expect(kits.map((kit) => `${kit.accreditation} ${kit.state}`).toSorted()).toEqual(['INV-E-0001 released', 'INV-E-0002 released', 'INV-E-0003 confirmed', 'INV-E-0004 returned', 'INV-E-0005 listed']);
  const own = (await runView(open.house, eventId, actorFor(eventId, 'press', null), open.registry.views.get('goods.pressKits')!, {}, {})).data as Kits;
  expect([own.own?.accreditation, own.kits.map((kit) => [kit.accreditation, kit.daysLeft])]).toEqual(['INV-E-0001', [['INV-E-0001', 26]]]);
});

test('the red channel has decided of every sort today, and what must leave again stands open until it left', async () => {
  const { sums, leaving } = await see<{ sums: { records: number; taxFen: number; decisions: object }; leaving: { accreditation: string }[] }>('goods.articleRecords', {});
  expect(sums).toEqual({ records: 5, taxFen: 20_000, decisions: { letIn: 4, taxed: 1, kept: 1, returned: 1, declared: 1 } });
  expect(leaving.map((one) => one.accreditation).toSorted()).toEqual(['INV-A-0101', 'INV-A-0102']);
});

test('one consignment has been seized whole at its inspection, by one officer with the signature of another', async () => {
  const { decisions } = await see<{ decisions: { kind: string; enforcedAt: string | null }[] }>('goods.borderDecisions', {});
  expect(decisions).toMatchObject([{ kind: 'seizure' }]);
  expect((await see<{ counts: Record<string, number> }>('goods.board', {})).counts['seized']).toBe(1);
});

test('the persona’s company has attached documents to its goods that customs looks at', async () => {
  const rows = await open.pool.query<{ consignment_id: string }>("SELECT a.consignment_id FROM goods_attachments a WHERE a.event_id = $1 AND a.kind = 'invoice'", [eventId]);
  expect(rows.length).toBe(3);
  const { attachments } = await see<{ attachments: { kind: string; givenBy: string }[] }>('goods.attachments', { consignmentId: rows[0]!.consignment_id });
  expect(attachments.map((one) => one.givenBy)).toEqual(attachments.map(() => 'trader'));
  expect(attachments.map((one) => one.kind)).toContain('packingList');
});
