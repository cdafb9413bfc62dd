import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { logOf, openFoodPort, sent } from './food-port.ts';
import type { FoodPort } from './food-port.ts';

let port: FoodPort;
let as: { as: FoodPort['supervisor'] };
beforeAll(async () => {
  port = await openFoodPort();
  as = { as: port.supervisor };
}, 60_000);
afterAll(async () => { await port?.close(); });

type Lot = { state: string; cold: string; owed: string[]; holds: number; servableAt: string | null; closedAt: string | null; balance: { arrived: string | null; atPort: string; atVenues: string; inKitchens: string; served: string; disposed: string; returned: string; left: string | null } };
type Whole = { lot: Lot; case: { steps: { step: string; state: string }[]; gates: { gate: string; passedBy: string | null }[] }; holds: { holdId: string; liftedAt: string | null }[]; logs: { finding: Record<string, number> }[]; trace: { depth: number; kind: string; name: { en: string }; quantity: string; left: string | null; portions: number | null }[]; entries: { kind: string }[] };
const { done, refusedBy, see } = { done: <T = Record<string, unknown>>(name: string, input: unknown) => port.goods.world.done<T>(name, input, as), refusedBy: (name: string, input: unknown) => port.goods.world.refusedBy(name, input, as), see: <T>(name: string, input: unknown) => port.goods.world.see<T>(name, input, as) };
const whole = (lotId: string): Promise<Whole> => see('food.lot', { lotId });
async function asAdministrator(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: port.goods.world.administratorUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

describe('a lot of frozen meat', () => {
  let lotId = '';
  let consignmentId = '';

  it('is opened from its line, nothing typed twice, and owes what its kind and its storage prescribe', async () => {
    const brought = await port.brings({ lots: [{ lotNumber: 'M-77', hsCode: '020230', category: 'meat', storage: 'frozen', quantity: '120' }] });
    ({ consignmentId, lotIds: [lotId = ''] } = brought);
    const { lot } = await whole(lotId);
    expect(lot.owed).toEqual(['LOT-PROD', 'LOT-IMPF', 'LOT-LABL', 'LOT-PERM', 'LOT-COLD', 'LOT-SAMP', 'LOT-RSLT', 'LOT-FREE']);
    expect(lot).toMatchObject({ state: 'owing', cold: 'missing' });
    expect(await refusedBy('food.openLots', { consignmentId, lots: [{ position: 1, lotNumber: 'M-78', producerNumber: 'X', importerFiling: '', producedOn: '2021-12-01', bestBefore: '2022-12-01', quantity: '1', category: 'meat', storage: 'frozen', origin: 'NZ' }] })).toBe('quantity-exceeded');
    expect((await port.goods.world.see<{ consignment: { lots: number; lotsUnreleased: number } }>('goods.consignment', { consignmentId }, as)).consignment).toMatchObject({ lots: 1, lotsUnreleased: 1 });
  });

  it('reaches no kitchen while one step is owed, by no action and by no hand-written SQL', async () => {
    expect(await done('food.receive', { lotIds: [lotId], placeId: port.places.port })).toEqual({ received: 1 });
    expect(await refusedBy('food.receive', { lotIds: [lotId], placeId: port.places.port })).toBe('lot-arrived');
    await done('food.move', { lotId, from: port.places.port, to: port.places.store, quantity: '100' });
    expect(await refusedBy('food.move', { lotId, from: port.places.store, to: port.places.kitchen, quantity: '1' })).toBe('lot-not-released');
    expect(await refusedBy('food.release', { lotId })).toBe('still-owed');
    await asAdministrator(async (client) => {
      const entry = (kind: string, to: string | null, more = ''): string => `WITH e AS (INSERT INTO food_entries (event_id, lot_id, seq, consignment_id, command_id, kind, quantity, from_place, to_place, to_kind, reason, holds_before, holds_after, happened_at, recorded_at)
        SELECT event_id, lot_id, 3, consignment_id, gen_random_uuid(), '${kind}', 1, '${port.places.store}', ${to === null ? 'NULL, NULL' : `'${to}', 'kitchen'`}, 'by hand', 0, 0, now(), now() FROM food_lots WHERE lot_id = '${lotId}')
        INSERT INTO food_stock (event_id, lot_id, place_id, position, seq, side, quantity_before, change, quantity_after) SELECT event_id, lot_id, '${port.places.store}'::uuid, 2, 3, 'out', 100, -1, 99 FROM food_lots WHERE lot_id = '${lotId}'
        ${to === null ? '' : `UNION ALL SELECT event_id, lot_id, '${to}'::uuid, 1, 3, 'in', 0, 1, 1 FROM food_lots WHERE lot_id = '${lotId}'`} ${more}`;
      await expect(client.query(entry('kitchen', port.places.kitchen))).rejects.toThrow(/food_entries_served/);
      // The same statement stands where nothing forbids it: it is the guard that refuses, not a slip in the statement.
      await client.query('BEGIN');
      await client.query(entry('dispose', null));
      await client.query('ROLLBACK');
      await expect(client.query("UPDATE gates SET passed_by = (SELECT record_id FROM records LIMIT 1) WHERE case_id = $1 AND gate = 'serve'", [lotId])).rejects.toThrow(/foreign key.*obligations/);
    });
  });

  it('is out of its range, then in it, by the rule of the plan; a file with errors says where', async () => {
    expect(await refusedBy('food.attachLog', { lotId, fileName: 'broken.csv', content: sent('Time,Temperature\n2022-01-03 08:00,-19\n03/04/2022 08:10,x') })).toBe('log-has-errors');
    const check = await see<{ problems: { row: number; column: string; code: string }[] }>('food.checkLog', { lotId, fileName: 'broken.csv', content: sent('Time,Temperature\n2022-01-03 08:00,-19\n03/04/2022 08:10,x') });
    expect(check.problems).toEqual([{ row: 3, column: 'A', code: 'time-ambiguous', value: '03/04/2022 08:10' }, { row: 3, column: 'B', code: 'temperature', value: 'x' }]);
    expect((await done<{ outcome: string }>('food.attachLog', { lotId, fileName: 'warm.csv', content: sent(logOf((place) => (place > 20 && place < 26 ? -12 : -19))) })).outcome).toBe('failed');
    expect((await whole(lotId)).lot.cold).toBe('outOfRange');
    expect((await done<{ outcome: string }>('food.attachLog', { lotId, fileName: 'short.csv', content: sent(logOf(() => -19, 12)) })).outcome).toBe('failed');
    expect((await done<{ outcome: string }>('food.attachLog', { lotId, fileName: 'good.csv', content: sent(logOf((place) => (place > 20 && place < 23 ? -12 : -19))) })).outcome).toBe('passed');
    const { lot, logs } = await whole(lotId);
    expect(lot.cold).toBe('inRange');
    expect(logs.map((log) => log.finding['excursionMinutes'])).toEqual([50, 0, 20]);
  });

  it('is released when everything is done, moves to the kitchen, and is served', async () => {
    await port.frees(lotId);
    await done('food.move', { lotId, from: port.places.store, to: port.places.kitchen, quantity: '40.5' });
    expect(await refusedBy('food.move', { lotId, from: port.places.store, to: port.places.kitchen, quantity: '59.500001' })).toBe('stock-short');
    const servedAt = port.goods.world.now();
    await done('food.serve', { placeId: port.places.kitchen, dish: 'Invented stew', portions: 120, servedAt, lots: [{ lotId, quantity: '30' }] });
    const { lot, trace } = await whole(lotId);
    expect(lot.balance).toEqual({ arrived: '120', atPort: '20', atVenues: '59.5', inKitchens: '10.5', served: '30', disposed: '0', returned: '0', left: '90' });
    expect(trace.map((line) => [line.depth, line.name.en, line.quantity, line.left, line.portions])).toEqual([[0, 'Port cold store', '120', '20', null], [1, 'Village store', '100', '59.5', null], [2, 'Village kitchen', '40.5', '10.5', null], [3, 'Invented stew', '30', null, 120]]);
  });

  it('is held after its release, and nothing of it is served then, also not by hand-written SQL', async () => {
    const { holdId } = await done<{ holdId: string }>('food.placeHold', { lotId, agency: 'Market regulator', reason: 'Complaint about smell', nextActor: 'agency', dueAt: '2022-01-20T00:00:00.000Z' });
    expect((await whole(lotId)).lot).toMatchObject({ state: 'held', holds: 1 });
    expect((await see<{ holds: { lotNumber: string | null }[] }>('goods.holds', {})).holds).toMatchObject([{ lotNumber: 'M-77' }]);
    expect(await refusedBy('food.serve', { placeId: port.places.kitchen, dish: 'Stew', portions: 1, servedAt: '2022-01-05T00:00:00.000Z', lots: [{ lotId, quantity: '1' }] })).toBe('lot-held');
    await asAdministrator(async (client) => {
      const by = (before: number): string => `INSERT INTO food_entries (event_id, lot_id, seq, consignment_id, command_id, kind, quantity, from_place, to_place, to_kind, reason, holds_before, holds_after, happened_at, recorded_at)
        SELECT event_id, lot_id, (SELECT max(seq) + 1 FROM food_entries WHERE lot_id = '${lotId}'), consignment_id, gen_random_uuid(), 'kitchen', 1, '${port.places.store}', '${port.places.kitchen}', 'kitchen', 'by hand', ${before}, ${before}, now(), now() FROM food_lots WHERE lot_id = '${lotId}'`;
      await expect(client.query(by(1))).rejects.toThrow(/food_entries_held/);
      await expect(client.query(by(0))).rejects.toThrow(/food_entries_follow|food_entries_taken/);
      // Nobody lifts a hold but by the record that settles it.
      await expect(client.query(`INSERT INTO food_entries (event_id, lot_id, seq, consignment_id, command_id, kind, hold_id, hold_obligation, lifted_by, reason, holds_before, holds_after, happened_at, recorded_at)
        SELECT l.event_id, l.lot_id, (SELECT max(seq) + 1 FROM food_entries WHERE lot_id = '${lotId}'), l.consignment_id, gen_random_uuid(), 'lift', h.hold_id, h.obligation, (SELECT record_id FROM records WHERE case_id = l.lot_id LIMIT 1), 'by hand', 1, 0, now(), now() FROM food_lots l JOIN goods_holds h ON h.lot_id = l.lot_id WHERE l.lot_id = '${lotId}'`)).rejects.toThrow(/foreign key/);
    });
    await done('food.liftHold', { lotId, holdId, reason: 'Smelled and cooked: nothing found' });
    await done('food.serve', { placeId: port.places.kitchen, dish: 'Stew', portions: 20, servedAt: '2022-01-05T00:00:00.000Z', lots: [{ lotId, quantity: '10.5' }] });
  });

  it('keeps its consignment open until all of it is accounted for, and books it on the line', async () => {
    expect(await port.goods.world.refusedBy('goods.close', { consignmentId }, { as: port.goods.customs })).toBe('lots-open');
    expect(await refusedBy('food.closeLot', { lotId })).toBe('lot-not-empty');
    await done('food.remove', { lotId, from: port.places.store, kind: 'dispose', quantity: '59.5', reason: 'Past the Games' });
    await done('food.remove', { lotId, from: port.places.port, kind: 'return', quantity: '20', reason: 'Sent back' });
    expect((await whole(lotId)).lot.state).toBe('empty');
    expect(await done('food.closeLot', { lotId })).toEqual({ served: '40.5', disposed: '59.5', returned: '20' });
    expect((await whole(lotId)).lot.state).toBe('closed');
    const { lines } = await port.goods.world.see<{ lines: { quantity: string; closed: string }[] }>('goods.consignment', { consignmentId }, as);
    expect(lines.map((line) => Number(line.quantity) - Number(line.closed))).toEqual([0]);
    expect(await refusedBy('food.placeHold', { lotId, agency: 'X', reason: 'too late now', nextActor: 'agency', dueAt: '2022-01-20T00:00:00.000Z' })).toBe('case-closed');
  });
});

describe('a lot that must not be eaten', () => {
  it('stays owed by a suspended producer, is withdrawn whole, and a rule excuses what it no longer has to prove', async () => {
    const { lotIds: [lotId = ''] } = await port.brings({ lots: [{ lotNumber: 'S-1', hsCode: '020230', category: 'meat', storage: 'ambient', producerNumber: 'INV-S-003' }], released: false });
    await done('food.receive', { lotIds: [lotId], placeId: port.places.port });
    expect(await done('food.verifyProducer', { lotId })).toMatchObject({ standing: 'suspended', outcome: 'failed' });
    expect(await refusedBy('food.move', { lotId, from: port.places.port, to: port.places.store, quantity: '1' })).toBe('consignment-not-released');
    await done('food.withdraw', { lotId, kind: 'return', reason: 'Producer suspended' });
    const { lot, case: found } = await whole(lotId);
    expect(lot).toMatchObject({ state: 'withdrawn', balance: { left: '0', returned: '100' } });
    expect(found.steps.filter((step) => step.state === 'not_applicable').map((step) => step.step)).toEqual(['LOT-PROD', 'LOT-IMPF', 'LOT-LABL', 'LOT-PERM', 'LOT-SAMP', 'LOT-RSLT', 'LOT-FREE']);
    await done('food.closeLot', { lotId });
    expect((await whole(lotId)).lot.state).toBe('closed');
  });

  it('fails a later sample while it is in use, and is withdrawn from wherever it stands', async () => {
    const { lotIds: [lotId = ''], consignmentId: parent } = await port.brings({ lots: [{ lotNumber: 'F-1' }] });
    await done('food.receive', { lotIds: [lotId], placeId: port.places.port });
    await port.frees(lotId);
    await done('food.move', { lotId, from: port.places.port, to: port.places.kitchen, quantity: '40' });
    await done('food.serve', { placeId: port.places.kitchen, dish: 'Tea', portions: 4, servedAt: '2022-01-05T00:30:00.000Z', lots: [{ lotId, quantity: '1' }] });
    await done('prescribed.record', { caseId: lotId, step: 'LOT-SAMP', evidence: { taken: true, sampleNumber: 'LATER-1' } });
    expect(await refusedBy('prescribed.record', { caseId: lotId, step: 'LOT-RSLT', evidence: { sampleNumber: 'LATER-1', conforms: false, laboratory: 'Invented Laboratory', result: 'bacteria' } })).toBe('step-by-action');
    const failed = await done<{ held: { holdId: string } }>('food.recordResult', { lotId, evidence: { sampleNumber: 'LATER-1', conforms: false, laboratory: 'Invented Laboratory', result: 'bacteria' } });
    expect(failed).toMatchObject({ outcome: 'failed', held: { meals: 1, portions: 4, places: 2 } });
    expect(await whole(lotId)).toMatchObject({ lot: { state: 'held', holds: 1 } });
    expect((await see<{ holds: { lotId: string | null; nextActor: string; agency: string; reason: string; dueAt: string }[] }>('goods.holds', {})).holds.find((hold) => hold.lotId === lotId)).toMatchObject({ nextActor: 'agency', reason: expect.stringContaining('LATER-1: bacteria') as string });
    expect(await refusedBy('food.serve', { placeId: port.places.kitchen, dish: 'Tea', portions: 1, servedAt: '2022-01-05T00:40:00.000Z', lots: [{ lotId, quantity: '1' }] })).toBe('lot-held');
    expect(await done('food.withdraw', { lotId, kind: 'dispose', reason: 'Bacteria found' })).toMatchObject({ quantity: '99' });
    expect(await refusedBy('food.withdraw', { lotId, kind: 'dispose', reason: 'Bacteria found' })).toBe('lot-withdrawn-already');
    // The hold is answered too, before the lot can end.
    expect(await refusedBy('food.closeLot', { lotId })).toBe('still-owed');
    await done('food.liftHold', { lotId, holdId: failed.held.holdId, reason: 'All that was left is destroyed' });
    expect(await done('food.closeLot', { lotId })).toEqual({ served: '1', disposed: '99', returned: '0' });
    expect((await whole(lotId)).lot).toMatchObject({ state: 'closed', balance: { arrived: '100', served: '1', disposed: '99', left: '0' } });
    expect((await port.goods.world.see<{ consignment: { lotsOpen: number } }>('goods.consignment', { consignmentId: parent }, as)).consignment.lotsOpen).toBe(0);
  });

  it('is held by a log that fails while it is in use, with every portion told at once', async () => {
    const { lotIds: [lotId = ''] } = await port.brings({ lots: [{ lotNumber: 'C-1', hsCode: '020230', category: 'meat', storage: 'frozen' }] });
    await done('food.receive', { lotIds: [lotId], placeId: port.places.port });
    await port.frees(lotId);
    await done('food.move', { lotId, from: port.places.port, to: port.places.kitchen, quantity: '40' });
    for (const [dish, portions] of [['Stew', 30], ['Soup', 12]] as const) await done('food.serve', { placeId: port.places.kitchen, dish, portions, servedAt: '2022-01-05T00:30:00.000Z', lots: [{ lotId, quantity: '5' }] });
    expect(await port.goods.world.done('food.attachLog', { lotId, fileName: 'kitchen.csv', content: sent(logOf((place) => (place > 20 && place < 26 ? -10 : -19))) }, { as: port.supervisor })).toMatchObject({ outcome: 'failed', held: { meals: 2, portions: 42, places: 2 } });
    expect((await whole(lotId)).lot).toMatchObject({ state: 'held', cold: 'outOfRange' });
    expect(await refusedBy('food.serve', { placeId: port.places.kitchen, dish: 'Stew', portions: 1, servedAt: '2022-01-05T00:40:00.000Z', lots: [{ lotId, quantity: '1' }] })).toBe('lot-held');
    // A log that is right places no hold.
    expect(await done('food.attachLog', { lotId, fileName: 'right.csv', content: sent(logOf(() => -19.5)) })).toMatchObject({ outcome: 'passed', held: null });
  });

  it('is not served past its day', async () => {
    const { lotIds: [lotId = ''] } = await port.brings({ lots: [{ lotNumber: 'E-1', bestBefore: '2022-01-04' }] });
    await done('food.receive', { lotIds: [lotId], placeId: port.places.port });
    await port.frees(lotId);
    expect(await refusedBy('food.move', { lotId, from: port.places.port, to: port.places.kitchen, quantity: '1' })).toBe('lot-expired');
    expect((await see<{ lots: { lotNumber: string }[] }>('food.board', { flag: 'expired' })).lots).toMatchObject([{ lotNumber: 'E-1' }]);
  });
});

describe('the balance of a lot', () => {
  it('never goes below nothing, however many take of it at once, and is still whole', async () => {
    const { lotIds: [lotId = ''] } = await port.brings({ lots: [{ lotNumber: 'C-1', quantity: '10' }] });
    await done('food.receive', { lotIds: [lotId], placeId: port.places.port });
    await port.frees(lotId);
    const { world } = port.goods;
    const answers = await Promise.all(Array.from({ length: 24 }, (_, at) => world.act('food.move', { lotId, from: port.places.port, to: at % 2 === 0 ? port.places.kitchen : port.places.otherKitchen, quantity: '0.7' }, as)));
    const moved = answers.filter((answer) => answer.ok).length;
    expect(moved).toBe(14);
    expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code])))).toEqual(new Set(['stock-short']));
    const { lot } = await whole(lotId);
    expect([lot.balance.atPort, lot.balance.inKitchens]).toEqual(['0.2', '9.8']);
    await asAdministrator(async (client) => {
      const { rows: [last] } = await client.query<{ position: number; quantity_after: string; seq: number }>('SELECT position, quantity_after, (SELECT max(seq) FROM food_entries WHERE lot_id = $1) AS seq FROM food_stock WHERE lot_id = $1 AND place_id = $2 ORDER BY position DESC LIMIT 1', [lotId, port.places.port]);
      const take = (before: string, quantity: string, after: string): string => `WITH e AS (INSERT INTO food_entries (event_id, lot_id, seq, consignment_id, command_id, kind, quantity, from_place, reason, holds_before, holds_after, happened_at, recorded_at)
        SELECT event_id, lot_id, ${last!.seq + 1}, consignment_id, gen_random_uuid(), 'dispose', ${quantity}, '${port.places.port}', 'by hand', 0, 0, now(), now() FROM food_lots WHERE lot_id = '${lotId}')
        INSERT INTO food_stock (event_id, lot_id, place_id, position, seq, side, quantity_before, change, quantity_after) SELECT event_id, lot_id, '${port.places.port}'::uuid, ${last!.position + 1}, ${last!.seq + 1}, 'out', ${before}, -${quantity}, ${after} FROM food_lots WHERE lot_id = '${lotId}'`;
      await expect(client.query(take('0.2', '0.3', '-0.1'))).rejects.toThrow(/food_stock_never_negative/);
      await expect(client.query(take('5', '0.3', '4.7'))).rejects.toThrow(/food_stock_follows/);
      await expect(client.query(take('0.2', '0.1', '0.2'))).rejects.toThrow(/food_stock_sum/);
    });
  });

  it('belongs to the trader whose food it is, and to no other', async () => {
    const { lotIds: [lotId = ''] } = await port.brings({ lots: [{ lotNumber: 'T-1' }] });
    const stranger = await port.goods.world.makeOfficer('trader');
    const { partyId } = await port.goods.world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Other Foods', nameZh: '其他食品', registration: '91110000MA0000002P', contact: 'x@example.org' }, { as: stranger });
    expect(partyId).not.toBe(port.goods.partyId);
    expect(await port.goods.world.see<{ total: number }>('food.board', {}, { as: stranger })).toMatchObject({ total: 0 });
    await expect(port.goods.world.see('food.lot', { lotId }, { as: stranger })).rejects.toThrow('lot-unknown');
    expect((await port.goods.world.see<{ lots: { lotNumber: string }[] }>('food.board', { search: 'T-1' }, { as: port.goods.trader })).lots).toMatchObject([{ lotNumber: 'T-1' }]);
  });
});

describe('a recall', () => {
  it('finds every portion and everything that still stands, holds it in the same act, and ends when all is accounted for', async () => {
    const { lotIds: [one = '', two = ''] } = await port.brings({ lots: [{ lotNumber: 'R-1', producedOn: '2021-11-11' }, { lotNumber: 'R-2', producedOn: '2021-11-12' }] });
    await done('food.receive', { lotIds: [one, two], placeId: port.places.port });
    for (const lotId of [one, two]) {
      await port.frees(lotId);
      await done('food.move', { lotId, from: port.places.port, to: port.places.kitchen, quantity: '30' });
    }
    await done('food.move', { lotId: one, from: port.places.port, to: port.places.otherKitchen, quantity: '5' });
    const { mealId } = await done<{ mealId: string }>('food.serve', { placeId: port.places.kitchen, dish: 'Soup', portions: 80, servedAt: '2022-01-05T00:30:00.000Z', lots: [{ lotId: one, quantity: '3' }, { lotId: two, quantity: '2' }] });
    expect((await see<{ meals: { lots: { lotNumber: string; producerNumber: string; consignmentNumber: string }[] }[] }>('food.meals', { mealId })).meals[0]!.lots.map((lot) => [lot.lotNumber, lot.producerNumber])).toEqual(expect.arrayContaining([['R-1', 'INV-B-002'], ['R-2', 'INV-B-002']]));
    const drill = await done<{ held: number; portions: number }>('food.recall', { drill: true, reason: 'Drill of January', producedFrom: '2021-11-11', producedTo: '2021-11-12' });
    expect(drill).toMatchObject({ held: 0, portions: 80, lots: 2, finds: 7 });
    expect((await whole(one)).lot.holds).toBe(0);
    const recall = await done<{ recallId: string; milliseconds: number }>('food.recall', { drill: false, reason: 'Glass found in a bottle', producedFrom: '2021-11-11', producedTo: '2021-11-11' });
    expect(recall).toMatchObject({ lots: 1, finds: 4, portions: 80, venues: 3, held: 1 });
    expect(recall.milliseconds).toBeGreaterThanOrEqual(0);
    expect(await refusedBy('food.serve', { placeId: port.places.kitchen, dish: 'Soup', portions: 1, servedAt: '2022-01-05T00:30:00.000Z', lots: [{ lotId: one, quantity: '1' }] })).toBe('lot-held');
    expect((await whole(two)).lot.holds).toBe(0);
    const { finds } = await see<{ finds: { ordinal: number; mealId: string | null; venue: string; quantity: string; portions: number | null; held: boolean }[] }>('food.recall', { recallId: recall.recallId });
    expect(finds.map((find) => [find.quantity, find.portions])).toEqual(expect.arrayContaining([['65', null], ['27', null], ['5', null], ['3', 80]]));
    expect(await refusedBy('food.closeRecall', { recallId: recall.recallId, note: 'all done' })).toBe('recall-open');
    await asAdministrator(async (client) => {
      await expect(client.query("UPDATE food_recalls SET closed_at = now(), closed_by = called_by WHERE recall_id = $1", [recall.recallId])).rejects.toThrow(/food_recall_finds_pin/);
    });
    for (const find of finds) {
      expect(await refusedBy('food.tickOff', { recallId: recall.recallId, ordinal: find.ordinal, outcome: find.mealId === null ? 'informed' : 'secured' })).toBe('find-outcome-wrong');
      await done('food.tickOff', { recallId: recall.recallId, ordinal: find.ordinal, outcome: find.mealId === null ? 'secured' : 'informed' });
    }
    expect(await refusedBy('food.tickOff', { recallId: recall.recallId, ordinal: 1, outcome: 'destroyed' })).toBe('find-ticked');
    expect(await done('food.closeRecall', { recallId: recall.recallId, note: 'All secured, guests told' })).toMatchObject({ finds: 4 });
    expect((await see<{ recalls: { drill: boolean }[] }>('food.recalls', { drill: true })).recalls).toHaveLength(1);
    expect((await see<{ recalls: { drill: boolean }[] }>('food.recalls', { drill: false })).recalls).toHaveLength(1);
    const notices = await port.goods.world.open.pool.query<{ payload: { venue: string } }>("SELECT payload FROM webhook_messages WHERE topic = 'food.recalled' AND payload->>'drill' = 'false'", []);
    expect(notices.map((row) => row.payload.venue).sort()).toEqual(['Invented Oval', 'Invented Port', 'Invented Village']);
  });

  it('misses no portion that is served in the same moment', async () => {
    const { lotIds: [lotId = ''] } = await port.brings({ lots: [{ lotNumber: 'Q-1', quantity: '100' }] });
    await done('food.receive', { lotIds: [lotId], placeId: port.places.port });
    await port.frees(lotId);
    await done('food.move', { lotId, from: port.places.port, to: port.places.kitchen, quantity: '60' });
    const { world } = port.goods;
    const serve = (portions: number) => world.act('food.serve', { placeId: port.places.kitchen, dish: 'Tea', portions, servedAt: '2022-01-05T00:30:00.000Z', lots: [{ lotId, quantity: '1.25' }] }, as);
    const [recalled, ...served] = await Promise.all([
      new Promise((resolve) => { setTimeout(resolve, 60); }).then(() => done<{ recallId: string; portions: number }>('food.recall', { drill: false, reason: 'In the same moment', lotIds: [lotId] })), ...Array.from({ length: 24 }, (_, at) => serve(at + 1)),
    ]);
    const { finds } = await see<{ finds: { quantity: string; portions: number | null }[] }>('food.recall', { recallId: recalled.recallId });
    const portions = served.reduce((sum, answer, at) => sum + (answer.ok ? at + 1 : 0), 0);
    expect(new Set(served.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code])))).toEqual(served.every((answer) => answer.ok) ? new Set() : new Set(['lot-held']));
    expect(recalled.portions).toBe(portions);
    expect(finds.reduce((sum, find) => sum + Number(find.quantity), 0)).toBe(100);
    expect((await whole(lotId)).entries[0]!.kind).toBe('hold');
  });

  it('refuses what names nothing or finds nothing', async () => {
    expect(await refusedBy('food.recall', { drill: false, reason: 'no idea' })).toBe('recall-names-nothing');
    expect(await refusedBy('food.recall', { drill: false, reason: 'no idea', producerNumber: 'NONE' })).toBe('recall-finds-nothing');
  });
});

describe('what is known of a lot', () => {
  it('is corrected by a later record that names the earlier, its producer is checked anew, and a recall finds it by either', async () => {
    const { lotIds: [lotId = ''] } = await port.brings({ lots: [{ lotNumber: 'K-1' }] });
    const { lot } = await see<{ lot: Record<string, string> }>('food.lot', { lotId });
    const said = { lotId, corrects: 0, lotNumber: 'K-1', producerNumber: lot['producerNumber'], importerFiling: lot['importerFiling'], producedOn: lot['producedOn'], bestBefore: lot['bestBefore'], origin: lot['origin'], reason: 'Read anew on the pack' };
    expect(await refusedBy('food.correctLot', said)).toBe('lot-unchanged');
    expect(await refusedBy('food.correctLot', { ...said, lotNumber: 'K-9', corrects: 1 })).toBe('correction-not-last');
    expect(await refusedBy('food.correctLot', { ...said, bestBefore: '2001-01-01' })).toBe('lot-dates-wrong');
    expect(await port.goods.world.refusedBy('food.correctLot', { ...said, lotNumber: 'K-9' }, { as: port.goods.trader })).toBe('role-not-allowed');
    expect(await refusedBy('food.correctLot', { ...said, lotNumber: '<b>K</b>', reason: 'x' })).toBe('input-invalid');
    expect(await done('food.correctLot', { ...said, lotNumber: 'K-1B' })).toEqual({ ordinal: 1, producer: null, held: null });
    expect(await refusedBy('food.correctLot', { ...said, lotNumber: 'K-1C' })).toBe('correction-not-last');
    await done('food.receive', { lotIds: [lotId], placeId: port.places.port });
    await port.frees(lotId);
    await done('food.move', { lotId, from: port.places.port, to: port.places.kitchen, quantity: '40' });
    await done('food.serve', { placeId: port.places.kitchen, dish: 'Tea', portions: 7, servedAt: '2022-01-05T00:30:00.000Z', lots: [{ lotId, quantity: '1' }] });
    // The pack names a producer that is suspended: the lot is in use, and stops.
    expect(await done('food.correctLot', { ...said, corrects: 1, lotNumber: 'K-1B', producerNumber: 'INV-S-003' })).toMatchObject({ ordinal: 2, producer: expect.stringMatching(/suspended|otherCategory/) as string, held: { meals: 1, portions: 7 } });
    const now = await see<{ lot: { lotNumber: string; producerNumber: string; state: string }; known: { ordinal: number; lotNumber: string; producerNumber: string; by: object | null }[]; case: { records: { step: string; corrects: string | null; corrected: boolean; outcome: string }[] } }>('food.lot', { lotId });
    expect(now).toMatchObject({ lot: { lotNumber: 'K-1B', producerNumber: 'INV-S-003', state: 'held' }, known: [{ ordinal: 0, lotNumber: 'K-1' }, { ordinal: 1, lotNumber: 'K-1B', producerNumber: lot['producerNumber'] }, { ordinal: 2, producerNumber: 'INV-S-003' }] });
    expect(now.case.records.filter((one) => one.step === 'LOT-PROD').map((one) => [one.corrected, one.corrects !== null, one.outcome])).toEqual([[true, false, 'passed'], [false, true, 'failed']]);
    for (const producerNumber of [lot['producerNumber'], 'INV-S-003']) expect((await see<{ lots: { lotId: string }[] }>('food.board', { search: 'K-1' })).lots.map((one) => one.lotId), producerNumber).toEqual([lotId]);
    const drill = await done<{ recallId: string; lots: number }>('food.recall', { drill: true, producerNumber: 'INV-S-003', reason: 'Drill by the corrected number' });
    expect(drill.lots).toBeGreaterThan(0);
    await asAdministrator(async (client) => {
      const by = (corrects: number, ordinal: number): string => `INSERT INTO food_lot_corrections (event_id, lot_id, ordinal, corrects, lot_number, producer_number, importer_filing, produced_on, best_before, origin, reason, corrected_at) SELECT event_id, lot_id, ${ordinal}, ${corrects}, 'X', 'X', '', produced_on, best_before, origin, 'by hand', now() FROM food_lots WHERE lot_id = '${lotId}'`;
      await expect(client.query(by(1, 2))).rejects.toThrow(/pkey/);
      await expect(client.query(by(1, 3))).rejects.toThrow(/food_lot_corrections_follow/);
      await expect(client.query(by(4, 5))).rejects.toThrow(/foreign key/);
    });
    await expect(port.goods.world.open.pool.query('UPDATE food_lot_corrections SET lot_number = $2 WHERE event_id = $1', [port.goods.world.eventId, 'Y'])).rejects.toThrow(/permission denied/);
  });
});
