import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { goodsListOf, openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(async () => { await port?.close(); });

type Effect = { reservedFen: number; estimateFen: number; newEstimateFen: number | null; linesGivenBack: number; gaps: unknown[]; confirmedAgain: boolean };
const customs = () => ({ as: port.customs });
const guarantee = async (): Promise<{ availableFen: number; reservedFen: number; committedFen: number }> => (await port.world.see<{ instruments: { availableFen: number; reservedFen: number; committedFen: number }[] }>('goods.guarantees', {}, customs())).instruments[0]!;
const stateOf = async (consignmentId: string): Promise<string> => (await port.world.see<{ consignment: { state: string } }>('goods.consignment', { consignmentId }, customs())).consignment.state;

async function declared(quantity = '2'): Promise<string> {
  const { consignmentId } = await port.submits({ lines: [{ quantity, serials: [], unitValue: '50000.00', totalValue: `${Number(quantity) * 50_000}.00` }] });
  await port.confirms(consignmentId);
  await port.world.done('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId }, customs());
  await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
  await port.world.done('goods.accept', { consignmentId, accepted: true }, customs());
  return consignmentId;
}

describe('what is declared and turns out otherwise', () => {
  it('is amended by another list only when customs grants it, and the money is shown first and comes out as shown', async () => {
    const consignmentId = await declared();
    const before = await guarantee();
    const list = goodsListOf([{ quantity: '3', serials: [], unitValue: '50000.00', totalValue: '150000.00' }]);
    expect(await port.world.refusedBy('goods.submit', { consignmentId, kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-08', partyId: port.partyId, list }, { as: port.trader })).toBe('list-frozen');
    const { effect } = await port.world.see<{ effect: Effect }>('goods.previewChange', { consignmentId, list }, { as: port.trader });
    expect(effect.reservedFen).toBe(before.reservedFen);
    expect(effect.newEstimateFen! / effect.estimateFen).toBeCloseTo(1.5, 3);
    expect(effect.confirmedAgain).toBe(true);
    const asked = await port.world.done<{ changeId: string; granted: boolean | null }>('goods.askChange', { consignmentId, change: { kind: 'list', list }, reason: 'A third camera was packed' }, { as: port.trader });
    expect(asked.granted).toBeNull();
    expect(await port.world.refusedBy('goods.askChange', { consignmentId, change: { kind: 'cancellation' }, reason: 'Twice asked' }, { as: port.trader })).toBe('change-open');
    expect(await port.world.refusedBy('goods.decideChange', { changeId: asked.changeId, granted: true, reason: 'It is mine' }, { as: port.trader })).toBe('role-not-allowed');
    const { successor } = await port.world.done<{ successor: { consignmentId: string; number: string } }>('goods.decideChange', { changeId: asked.changeId, granted: true, reason: 'Agreed with the manifest' }, customs());
    expect(await stateOf(consignmentId)).toBe('cancelled');
    expect((await guarantee()).reservedFen).toBe(before.reservedFen - effect.reservedFen);
    expect(await port.world.refusedBy('goods.release', { consignmentId }, customs())).toBe('consignment-cancelled');
    expect(await port.world.refusedBy('goods.decideChange', { changeId: asked.changeId, granted: false, reason: 'Second thoughts' }, customs())).toBe('change-decided');
    expect(await stateOf(successor.consignmentId)).toBe('listed');
    await port.confirms(successor.consignmentId);
    await port.world.done('goods.reserveCover', { consignmentId: successor.consignmentId, instrumentId: port.instrumentId }, customs());
    expect((await guarantee()).reservedFen).toBe(before.reservedFen - effect.reservedFen + effect.newEstimateFen!);
  });

  it('keeps its list where only the declaration is amended, and stands as it was where customs denies', async () => {
    const consignmentId = await declared();
    const content = { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX202', dispatchCountry: 'DE' };
    const first = await port.world.done<{ changeId: string }>('goods.askChange', { consignmentId, change: { kind: 'declaration', content }, reason: 'Rebooked to another flight' }, { as: port.trader });
    await port.world.done('goods.decideChange', { changeId: first.changeId, granted: false, reason: 'No proof of rebooking' }, customs());
    const versions = async (): Promise<{ version: number; content: { conveyance: string } }[]> => (await port.world.see<{ declarations: { version: number; content: { conveyance: string } }[] }>('goods.consignment', { consignmentId }, customs())).declarations;
    expect((await versions()).map((one) => one.content.conveyance)).toEqual(['XX101']);
    const second = await port.world.done<{ changeId: string }>('goods.askChange', { consignmentId, change: { kind: 'declaration', content }, reason: 'Rebooked, ticket attached' }, { as: port.trader });
    await port.world.done('goods.decideChange', { changeId: second.changeId, granted: true, reason: 'Proved' }, customs());
    expect((await versions()).map((one) => one.content.conveyance)).toEqual(['XX101', 'XX202']);
    const { changes } = await port.world.see<{ changes: { granted: boolean; decisionReason: string }[] }>('goods.changes', { consignmentId }, { as: port.trader });
    expect(changes.map((one) => one.granted).sort()).toEqual([false, true]);
    await port.world.done('goods.askChange', { consignmentId, change: { kind: 'cancellation' }, reason: 'Not sent after all' }, { as: port.trader });
  });

  it('is cancelled at once before it is declared, and never after its release', async () => {
    const { consignmentId } = await port.submits();
    const { granted } = await port.world.done<{ granted: boolean }>('goods.askChange', { consignmentId, change: { kind: 'cancellation' }, reason: 'Not sent after all' }, { as: port.trader });
    expect(granted).toBe(true);
    expect(await stateOf(consignmentId)).toBe('cancelled');
    // A station that has the case open learns it too: nothing is added to what was taken out.
    const records = async (): Promise<number> => (await port.world.see<{ records: unknown[] }>('prescribed.case', { caseId: consignmentId }, customs())).records.length;
    const before = await records();
    const arrival = { caseId: consignmentId, step: 'GDS-ARR', evidence: { pieces: 2, piecesDeclared: 2, conveyance: 'XX101', healthOrder: false } };
    expect(await port.world.refusedBy('prescribed.record', arrival, customs())).toBe('case-withdrawn');
    expect(await port.world.refusedBy('goods.recordMany', { records: [{ consignmentId, step: arrival.step, evidence: arrival.evidence }] }, customs())).toBe('case-withdrawn');
    expect(await records()).toBe(before);
    const other = await port.submits();
    await port.confirms(other.consignmentId);
    await port.releases(other.consignmentId);
    expect(await port.world.refusedBy('goods.askChange', { consignmentId: other.consignmentId, change: { kind: 'cancellation' }, reason: 'Too late' }, { as: port.trader })).toBe('consignment-released');
  });

  it('is either released or cancelled, never both, when both are pressed at once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { consignmentId } = await port.submits({ lines: [{ serials: [], totalValue: '100000.00' }] });
      await port.confirms(consignmentId);
      await port.world.done('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId }, customs());
      await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
      await port.world.done('goods.accept', { consignmentId, accepted: true }, customs());
      const { changeId } = await port.world.done<{ changeId: string }>('goods.askChange', { consignmentId, change: { kind: 'cancellation' }, reason: 'Race' }, { as: port.trader });
      await port.completes(consignmentId);
      const answers = await Promise.allSettled([port.world.done('goods.release', { consignmentId }, customs()), port.world.done('goods.decideChange', { changeId, granted: true, reason: 'Race' }, customs())]);
      expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
      expect(['released', 'cancelled']).toContain(await stateOf(consignmentId));
    }
  });
});

describe('what stays', () => {
  let consignmentId = '';
  type Custody = { places: { position: number; place: string; moveId: string | null; quantity: string; serials: string[] }[]; moves: { moveId: string; receivedAt: string | null; differences: string | null }[]; balances: { position: number; here: string; gone: Record<string, string> }[] };
  const custody = (): Promise<Custody> => port.world.see('goods.custody', { consignmentId }, customs());

  it('moves only with leave, number by number, and is on the way until it was counted', async () => {
    ({ consignmentId } = await port.submits());
    await port.confirms(consignmentId);
    await port.releases(consignmentId);
    const move = { consignmentId, fromPlace: 'Invented Broadcast Centre', toPlace: 'Invented Stadium', carrier: 'Invented Carrier', dueAt: '2022-01-12T00:00:00.000Z', moved: { serials: ['CAM-1-2'], counts: [] } };
    expect(await port.world.refusedBy('goods.authoriseMove', move, customs())).toBe('not-delivered');
    await port.records(consignmentId, 'GDS-DLVR', { venue: 'Invented Broadcast Centre', pieces: 2, piecesReleased: 2, receivedBy: 'Invented Receiver' });
    expect(await port.world.refusedBy('goods.authoriseMove', { ...move, fromPlace: 'Invented Stadium', toPlace: 'Elsewhere' }, customs())).toBe('serial-not-at-place');
    expect(await port.world.refusedBy('goods.authoriseMove', { ...move, moved: { serials: [], counts: [{ position: 1, quantity: '1' }] } }, customs())).toBe('serials-differ');
    expect(await port.world.refusedBy('goods.authoriseMove', { ...move, moved: { serials: [], counts: [] } }, customs())).toBe('nothing-moved');
    const { moveId } = await port.world.done<{ moveId: string }>('goods.authoriseMove', move, customs());
    expect((await custody()).places).toMatchObject([{ position: 1, place: 'Invented Broadcast Centre', quantity: '1', serials: ['CAM-1-1'] }, { position: 1, moveId, quantity: '1', serials: ['CAM-1-2'] }, { position: 2, quantity: '2' }]);
    const wrong = await port.world.done<{ outcome: string; differences: { missing: string[]; extra: string[] }[] }>('goods.receiveMove', { consignmentId, moveId, receivedBy: 'Stadium store', counted: { serials: ['CAM-1-1', 'X-1'], counts: [] } }, { as: port.committee });
    expect(wrong).toMatchObject({ outcome: 'failed', differences: [{ position: 0, extra: ['X-1'] }, { position: 1, missing: ['CAM-1-2'], extra: ['CAM-1-1'] }] });
    expect(await port.world.refusedBy('goods.close', { consignmentId }, customs())).toBe('lines-open');
    const right = await port.world.done<{ outcome: string }>('goods.receiveMove', { consignmentId, moveId, receivedBy: 'Stadium store', counted: { serials: ['cam-1-2'], counts: [] } }, { as: port.committee });
    expect(right.outcome).toBe('passed');
    expect((await custody()).places.find((one) => one.place === 'Invented Stadium')).toMatchObject({ quantity: '1', serials: ['CAM-1-2'] });
    expect(await port.world.refusedBy('goods.receiveMove', { consignmentId, moveId, receivedBy: 'Twice', counted: { serials: [], counts: [] } }, customs())).toBe('move-received');
  });

  it('is counted again when customs orders it, and says where it is when it ends', async () => {
    const { ordered } = await port.world.done<{ ordered: string[] }>('goods.orderChecks', { consignmentIds: [consignmentId] }, customs());
    expect(ordered).toEqual([]);
    await port.records(consignmentId, 'GDS-STOCK', { expected: 4, counted: 4 });
    expect((await port.world.done<{ ordered: string[] }>('goods.orderChecks', { consignmentIds: [consignmentId] }, customs())).ordered).toEqual([consignmentId]);
    await port.records(consignmentId, 'GDS-STOCK', { expected: 4, counted: 4 });
    expect(await port.world.refusedBy('goods.dispose', { consignmentId, kind: 'destruction', evidence: 'Witnessed', place: 'Invented Stadium', items: [{ position: 2, quantity: '1', serials: ['CAM-2-1'] }] }, customs())).toBe('not-at-place');
    await port.world.done('goods.dispose', { consignmentId, kind: 'destruction', evidence: 'Witnessed', place: 'Invented Stadium', items: [{ position: 1, quantity: '1', serials: ['CAM-1-2'] }] }, customs());
    expect((await custody()).balances[0]).toMatchObject({ here: '1', gone: { destruction: '1' } });
    const { consignments } = await port.world.see<{ consignments: { consignmentId: string; places: string[]; daysSince: number }[] }>('goods.stays', {}, customs());
    expect(consignments.find((one) => one.consignmentId === consignmentId)).toMatchObject({ places: ['Invented Broadcast Centre', 'Invented Stadium'], daysSince: 0 });
  });

  it('balances firearms and ammunition to the round at every hand-over, counted by two on both sides', async () => {
    const filed = await port.submits({ kind: 'K06', venue: 'Invented Biathlon Range', lines: [{ hsCode: '930330', quantity: '2', serials: ['R-1', 'R-2'] }, { hsCode: '930630', quantity: '500', serials: [], unitValue: '1.00', totalValue: '500.00' }] });
    await port.world.done('goods.enterPermit', { kind: 'firearms', number: 'GUN-1', authority: 'Invented authority', partyId: port.partyId, validFrom: '2022-01-01', validUntil: '2022-03-31', points: [], lines: [{ hsPrefix: '9303', description: 'Rifles', unit: 'C62', approved: '2', serials: ['R-1', 'R-2'] }, { hsPrefix: '9306', description: 'Rounds', unit: 'C62', approved: '500', serials: [] }] }, customs());
    await port.confirms(filed.consignmentId);
    await port.world.done('goods.drawPermits', { consignmentId: filed.consignmentId }, customs());
    await port.releases(filed.consignmentId);
    await port.records(filed.consignmentId, 'GDS-DLVR', { venue: 'Invented Biathlon Range', pieces: 2, piecesReleased: 2, receivedBy: 'Range master' });
    const gun = { consignmentId: filed.consignmentId };
    await port.world.done('goods.dispose', { ...gun, kind: 'consumption', evidence: 'Fired in training, range log 1', place: 'Invented Biathlon Range', items: [{ position: 2, quantity: '120' }] }, customs());
    const { moveId } = await port.world.done<{ moveId: string }>('goods.authoriseMove', { ...gun, fromPlace: 'Invented Biathlon Range', toPlace: 'Invented Armoury', carrier: 'Police escort', sealNumber: 'S-9', dueAt: '2022-01-12T00:00:00.000Z', moved: { serials: ['R-1'], counts: [{ position: 2, quantity: '100' }] } }, customs());
    const counted = { serials: ['R-1'], counts: [{ position: 2, quantity: '100' }] };
    const receive = { ...gun, moveId, receivedBy: 'Armoury officer', counted };
    const second = await port.world.makeOfficer('customsOfficer');
    const signs = (as: typeof second, counts: object): Promise<{ signatureId: string }> => port.world.done('goods.signMove', { ...gun, moveId, ...counts }, { as });
    expect(await port.world.refusedBy('goods.receiveMove', receive, customs())).toBe('remainder-needed');
    const less = { counted, left: { serials: ['R-2'], counts: [{ position: 2, quantity: '279' }] } };
    expect(await port.world.refusedBy('goods.receiveMove', { ...receive, ...less }, customs())).toBe('count-signature-missing');
    // Nobody is the second of their own counting, and what is signed is these numbers and no others.
    await signs(port.customs, less);
    await signs(second, { counted, left: { serials: ['R-2'], counts: [{ position: 2, quantity: '281' }] } });
    expect(await port.world.refusedBy('goods.receiveMove', { ...receive, ...less }, customs())).toBe('count-signature-missing');
    const { signatureId } = await signs(second, less);
    const short = await port.world.done<{ outcome: string; differences: unknown[] }>('goods.receiveMove', { ...receive, ...less }, customs());
    expect(short).toMatchObject({ outcome: 'failed', differences: [{ position: 2, where: 'left', expected: '280', counted: '279' }] });
    const [kept] = await port.world.open.pool.query<{ evidence: object }>("SELECT evidence FROM records WHERE event_id = $1 AND step = 'GDS-MOVE' ORDER BY recorded_at DESC LIMIT 1", [port.world.eventId]);
    expect(kept!.evidence).toMatchObject({ secondOfficerId: second.officerId, signature: signatureId, signedWay: 'session' });
    // A signature serves one record.
    expect(await port.world.refusedBy('goods.receiveMove', { ...receive, ...less }, customs())).toBe('count-signature-missing');
    const full = { counted, left: { serials: ['r-2'], counts: [{ position: 2, quantity: '280.0' }] } };
    await signs(second, { ...full, left: { serials: ['R-2'], counts: [{ position: 2, quantity: '280' }] } });
    const right = await port.world.done<{ outcome: string }>('goods.receiveMove', { ...receive, ...full }, customs());
    expect(right.outcome).toBe('passed');
    const whole = await port.world.see<Custody>('goods.custody', gun, customs());
    expect(whole.balances[1]).toMatchObject({ here: '380', gone: { consumption: '120' } });
    expect(whole.places.filter((one) => one.position === 2).map((one) => [one.place, one.quantity])).toEqual([['Invented Biathlon Range', '280'], ['Invented Armoury', '100']]);
  });
});

describe('the stay of many', () => {
  it('is extended by one act for those that may, and each of the others says why not; nothing of a refused one stays behind', async () => {
    const [one, two] = [await port.submits({ lines: [{ serials: [] }] }), await port.submits({ lines: [{ serials: [] }] })];
    for (const { consignmentId } of [one, two]) {
      await port.confirms(consignmentId);
      await port.releases(consignmentId);
    }
    const waiting = await port.submits();
    const ids = [one.consignmentId, two.consignmentId, waiting.consignmentId];
    type Preview = { consignments: { consignmentId: string; extendedTo: string | null; refusal: { code: string } | null }[] };
    const preview = await port.world.see<Preview>('goods.previewExtensions', { consignmentIds: ids, months: 6 }, customs());
    expect(preview.consignments.find((row) => row.consignmentId === waiting.consignmentId)?.refusal?.code).toBe('consignment-not-released');
    const { extended, refused } = await port.world.done<{ extended: { consignmentId: string; leavesBy: string }[]; refused: { consignmentId: string; code: string }[] }>('goods.extendMany', { consignmentIds: ids, months: 6, reason: 'The Games go on' }, customs());
    expect(extended.map((row) => row.consignmentId)).toEqual(ids.slice(0, 2));
    expect(extended.map((row) => row.leavesBy)).toEqual(ids.slice(0, 2).map((id) => preview.consignments.find((row) => row.consignmentId === id)?.extendedTo));
    expect(refused).toMatchObject([{ consignmentId: waiting.consignmentId, code: 'consignment-not-released' }]);
    // The guarantee ends on 30 June 2023 and must outlast the stay by the time for claims: the third extension would not be covered.
    const second = await port.world.done<{ extended: unknown[]; refused: { code: string }[] }>('goods.extendMany', { consignmentIds: ids.slice(0, 2), months: 6, reason: 'Still going on' }, customs());
    expect(second.refused.map((row) => row.code)).toEqual(['instrument-ends-early', 'instrument-ends-early']);
    expect((await port.world.see<Preview>('goods.previewExtensions', { consignmentIds: ids.slice(0, 2), months: 6 }, customs())).consignments.map((row) => row.refusal?.code)).toEqual(['instrument-ends-early', 'instrument-ends-early']);
    expect((await port.world.see<{ extensions: unknown[] }>('goods.consignment', { consignmentId: one.consignmentId }, customs())).extensions).toHaveLength(1);
  });
});

describe('the books of the event', () => {
  it('close only when every consignment has ended and nothing is bound, by nobody and not by hand-written SQL; then nothing is filed any more', async () => {
    const duty = await port.world.makeOfficer('dutyOfficer');
    expect(await port.world.refusedBy('goods.closeBooks', {}, { as: duty })).toBe('books-open-consignments');
    const client = new pg.Client({ connectionString: port.world.administratorUrl });
    await client.connect();
    await expect(client.query("UPDATE goods_books SET open = false, balance = '{}', closed_at = now()")).rejects.toThrow(/consignments_pin_books/);
    await client.end();
    const fresh = await openGoodsPort();
    try {
      const one = await fresh.submits({ lines: [{ serials: [] }] });
      await fresh.confirms(one.consignmentId);
      await fresh.releases(one.consignmentId);
      for (const [step, evidence] of [['GDS-DLVR', { venue: 'Centre', pieces: 1, piecesReleased: 1, receivedBy: 'Receiver' }], ['GDS-STOCK', { expected: 2, counted: 2 }], ['GDS-RPT', { sent: true, recipients: 'Duty desk' }]] as const) await fresh.records(one.consignmentId, step, evidence);
      await fresh.world.done('goods.scanExit', { consignmentId: one.consignmentId, serials: [], counts: [{ position: 1, quantity: '2' }], evidence: 'XX102' }, { as: fresh.customs });
      await fresh.world.done('goods.close', { consignmentId: one.consignmentId }, { as: fresh.customs });
      const second = await fresh.submits();
      await fresh.world.done('goods.askChange', { consignmentId: second.consignmentId, change: { kind: 'cancellation' }, reason: 'Not sent' }, { as: fresh.trader });
      const commander = await fresh.world.makeOfficer('dutyOfficer');
      expect((await fresh.world.see<{ refusal: unknown }>('goods.books', {}, { as: commander })).refusal).toBeNull();
      await fresh.world.done('goods.closeBooks', {}, { as: commander });
      const { balance, closedAt } = await fresh.world.see<{ balance: { boundFen: number; quantityIn: string; quantityOut: string; availableFen: number; limitFen: number; calledFen: number }; closedAt: string }>('goods.books', {}, { as: commander });
      expect(closedAt).not.toBeNull();
      expect(balance.boundFen).toBe(0);
      expect(balance.quantityOut).toBe(balance.quantityIn);
      expect(balance.availableFen).toBe(balance.limitFen - balance.calledFen);
      expect(await fresh.world.refusedBy('goods.closeBooks', {}, { as: commander })).toBe('books-closed');
      const late = { kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Late', expectedOn: '2022-01-09', partyId: fresh.partyId, list: goodsListOf([{}]) };
      expect(await fresh.world.refusedBy('goods.submit', late, { as: fresh.trader })).toBe('goods-books-closed');
    } finally {
      await fresh.close();
    }
  });
});
