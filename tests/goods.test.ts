import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { loadCases } from '../src/modules/prescribed/store.ts';
import { goodsListOf, openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(async () => { await port?.close(); });

type Instrument = { availableFen: number; reservedFen: number; committedFen: number; limitFen: number; linesOpen: number };
const guarantee = async (): Promise<Instrument> => (await port.world.see<{ instruments: Instrument[] }>('goods.guarantees', {}, { as: port.customs })).instruments[0]!;
type Seen = { consignment: { state: string; lane: string | null; linesOpen: number; leavesBy: string | null; owed: number }; case: { steps: { step: string; state: string }[] }; lines: { position: number; reservedFen: number; committedFen: number; serials: number; serialsClosed: number; closed: string }[]; holds: { liftedAt: string | null }[]; versions: unknown[] };
const seen = (consignmentId: string): Promise<Seen> => port.world.see('goods.consignment', { consignmentId }, { as: port.customs });
const stepsOwed = async (consignmentId: string): Promise<string[]> => (await seen(consignmentId)).case.steps.filter((step) => step.state === 'owed').map((step) => step.step);

describe('broadcast equipment that comes for the Games and leaves again', () => {
  let consignmentId = '';

  it('is filed once, confirmed by organiser and customs over the same hash, and covered by the organiser’s guarantee', async () => {
    const filed = await port.submits();
    ({ consignmentId } = filed);
    expect(filed.number).toMatch(/^PEK-2201-[0-9A-Z]{5}$/);
    expect((await seen(consignmentId)).consignment.state).toBe('listed');
    expect(await port.world.refusedBy('goods.confirm', { consignmentId, contentHash: filed.contentHash, confirmed: true }, { as: port.customs })).toBe('confirmation-too-early');
    expect(await port.world.refusedBy('goods.confirm', { consignmentId, contentHash: 'a'.repeat(64), confirmed: true }, { as: port.committee })).toBe('list-changed');
    await port.confirms(consignmentId);
    expect((await seen(consignmentId)).consignment.state).toBe('confirmed');
    await port.world.done('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId }, { as: port.customs });
    const after = await guarantee();
    expect(after.reservedFen).toBeGreaterThan(0);
    expect(after.availableFen + after.reservedFen).toBe(after.limitFen);
  });

  it('cannot be released while one prescribed action is owed, by nobody and not by hand-written SQL', async () => {
    await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
    const accepted = await port.world.done<{ lane: string; reasons: string[]; owed: string[] }>('goods.accept', { consignmentId, accepted: true }, { as: port.customs });
    expect(['green', 'blue', 'yellow', 'red']).toContain(accepted.lane);
    expect(accepted.reasons.length).toBeGreaterThan(0);
    expect(await port.world.refusedBy('prescribed.record', { caseId: consignmentId, step: 'GDS-DLVR', evidence: { venue: 'Centre', pieces: 2, piecesReleased: 2, receivedBy: 'Receiver' } }, { as: port.customs })).toBe('step-too-early');
    expect(await port.world.refusedBy('goods.release', { consignmentId }, { as: port.customs })).toBe('still-owed');
    const client = new pg.Client({ connectionString: port.world.administratorUrl });
    await client.connect();
    await expect(client.query("UPDATE gates SET passed_by = (SELECT record_id FROM records WHERE case_id = $1 LIMIT 1) WHERE case_id = $1 AND gate = 'release'", [consignmentId])).rejects.toThrow(/foreign key/);
    await client.end();
  });

  it('is held, looked at number by number, and released with exactly the assessed tax bound', async () => {
    const { holdId } = await port.world.done<{ holdId: string }>('goods.placeHold', { consignmentId, agency: 'Radio authority', reason: 'Frequencies to be checked', nextActor: 'agency', dueAt: '2022-01-09T00:00:00.000Z' }, { as: port.customs });
    expect((await seen(consignmentId)).consignment.state).toBe('held');
    expect((await port.world.see<{ holds: { reason: string }[] }>('goods.holds', {}, { as: port.trader })).holds).toMatchObject([{ reason: 'Frequencies to be checked' }]);
    await port.records(consignmentId, 'GDS-DOCS', { complete: true, documents: 'invoice' });
    await port.records(consignmentId, 'GDS-ARR', { pieces: 2, piecesDeclared: 2, conveyance: 'XX101', healthOrder: false });
    await port.records(consignmentId, 'GDS-RADN', { doseRateMicrosievertPerHour: 0.1, alarm: false });
    await port.records(consignmentId, 'GDS-PACK', { woodPacking: true, marked: true });
    const short = await port.world.done<{ missing: string[]; extra: string[]; outcome: string }>('goods.scanSerials', { consignmentId, serials: ['cam 1 1', 'CAM-1-2', 'CAM-2-1', 'CAM-9-9'] }, { as: port.customs });
    expect(short).toMatchObject({ missing: ['CAM-2-2'], extra: ['CAM-9-9'], outcome: 'failed' });
    await port.world.done('goods.scanSerials', { consignmentId, serials: ['CAM-1-1', 'CAM-1-2', 'CAM-2-1', 'CAM-2-2'] }, { as: port.customs });
    for (const [step, evidence] of [['GDS-COUNT', { declared: 2, counted: 2 }], ['GDS-APPT', { kept: true, window: '10:00', present: 'Agent' }]] as const) if ((await stepsOwed(consignmentId)).includes(step)) await port.records(consignmentId, step, evidence);
    const assessed = await port.world.done<{ totalCny: string; settled: boolean }>('goods.assess', { consignmentId }, { as: port.customs });
    expect(assessed.settled).toBe(true);
    expect(await port.world.refusedBy('goods.release', { consignmentId }, { as: port.customs })).toBe('still-owed');
    await port.world.done('goods.liftHold', { consignmentId, holdId, reason: 'Approval seen' }, { as: port.customs });
    const released = await port.world.done<{ code: string; coverCny: string; leavesBy: string }>('goods.release', { consignmentId }, { as: port.customs });
    expect(released.coverCny).toBe(assessed.totalCny);
    expect(released.leavesBy).toBe('2022-07-05');
    const airline = await port.world.makeOfficer('airline');
    expect(await port.world.see('goods.verifyRelease', { code: released.code.toLowerCase() }, { as: airline })).toMatchObject({ valid: true, pieces: 2, leavesBy: '2022-07-05' });
    expect(await port.world.see('goods.verifyRelease', { code: released.code.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }, { as: airline })).toMatchObject({ valid: false, number: null });
    for (const language of ['en', 'zh']) {
      const sheet = await port.world.see<{ content: string }>('goods.proof', { consignmentId, language }, { as: port.trader });
      expect(Buffer.from(sheet.content, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    }
    const after = await guarantee();
    expect([after.reservedFen, after.committedFen]).toEqual([0, Number(assessed.totalCny.replace('.', ''))]);
    expect((await port.world.see<{ consignments: { number: string }[] }>('goods.board', {}, { as: port.trader })).consignments).toHaveLength(1);
  });

  it('stays longer by the law’s caps only', async () => {
    expect((await port.world.done<{ leavesBy: string }>('goods.extend', { consignmentId, months: 6, reason: 'Paralympic Games' }, { as: port.customs })).leavesBy).toBe('2023-01-05');
    expect(await port.world.refusedBy('goods.extend', { consignmentId, months: 6, reason: 'Longer than the guarantee lasts' }, { as: port.customs })).toBe('instrument-ends-early');
  });

  it('leaves in parts: what goes out frees its share in the same act, and what is missing is named', async () => {
    for (const [step, evidence] of [['GDS-DLVR', { venue: 'Broadcast centre', pieces: 2, piecesReleased: 2, receivedBy: 'Invented Receiver' }], ['GDS-STOCK', { expected: 4, counted: 4 }], ['GDS-RPT', { sent: true, recipients: 'Duty desk' }]] as const) await port.records(consignmentId, step, evidence);
    const before = await guarantee();
    const first = await port.world.done<{ found: number; missing: string[]; freedCny: string; outcome: string }>('goods.scanExit', { consignmentId, serials: ['CAM-1-1', 'CAM-2-1', 'CAM-2-2'], evidence: 'Flight XX102' }, { as: port.customs });
    expect(first).toMatchObject({ found: 3, missing: ['CAM-1-2'], outcome: 'failed' });
    const between = await guarantee();
    expect(before.committedFen - between.committedFen).toBe(Number(first.freedCny.replace('.', '')));
    expect(await port.world.refusedBy('goods.close', { consignmentId }, { as: port.customs })).toBe('lines-open');
    expect(await port.world.refusedBy('goods.dispose', { consignmentId, kind: 'destruction', evidence: 'Record of destruction', items: [{ position: 1, quantity: '2', serials: ['CAM-1-1', 'CAM-1-2'] }] }, { as: port.customs })).toBe('serial-unknown');
    await port.world.done('goods.dispose', { consignmentId, kind: 'destruction', evidence: 'Record of destruction 7', items: [{ position: 1, quantity: '1', serials: ['CAM-1-2'] }] }, { as: port.customs });
    const end = await guarantee();
    expect([end.committedFen, end.availableFen, end.linesOpen]).toEqual([0, end.limitFen, 0]);
  });

  it('closes only when quantities and money are even, over the hash of its records', async () => {
    const { recordsHash } = await port.world.done<{ recordsHash: string }>('goods.close', { consignmentId }, { as: port.customs });
    expect(recordsHash).toMatch(/^[0-9a-f]{64}$/);
    const now = await seen(consignmentId);
    expect([now.consignment.state, now.consignment.owed, now.consignment.linesOpen]).toEqual(['closed', 0, 0]);
    expect(await port.world.refusedBy('goods.dispose', { consignmentId, kind: 'loss', evidence: 'none', items: [{ position: 1, quantity: '1' }] }, { as: port.customs })).toBe('case-closed');
  });
});

describe('a list', () => {
  it('that is returned is owed again with everything confirmed on it, and its next version is compared', async () => {
    const { consignmentId, contentHash } = await port.submits();
    await port.world.done('goods.confirm', { consignmentId, contentHash, confirmed: true }, { as: port.committee });
    await port.world.done('goods.confirm', { consignmentId, contentHash, confirmed: false, reason: 'Line 2 has the wrong venue' }, { as: port.customs });
    expect((await seen(consignmentId)).consignment.state).toBe('returned');
    expect(await stepsOwed(consignmentId)).toEqual(expect.arrayContaining(['GDS-LIST', 'GDS-CERT', 'GDS-CONF']));
    const list = goodsListOf([{}, { venue: 'Other venue' }]);
    const { diff } = await port.world.see<{ diff: unknown }>('goods.checkList', { consignmentId, list }, { as: port.trader });
    expect(diff).toEqual({ added: [], gone: [], changed: [{ position: 2, field: 'venue', was: null, is: 'Other venue' }], moved: [], unchanged: 1 });
    const next = await port.world.done<{ version: number; contentHash: string }>('goods.submit', { consignmentId, kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-08', partyId: port.partyId, list }, { as: port.trader });
    expect(next.version).toBe(2);
    await port.confirms(consignmentId);
    expect((await seen(consignmentId)).consignment.state).toBe('confirmed');
    expect(await port.world.refusedBy('goods.submit', { consignmentId, kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'x', expectedOn: '2022-01-08', partyId: port.partyId, list }, { as: port.trader })).toBe('list-frozen');
  });

  it('with an error is refused with every place, and nothing is filed', async () => {
    const before = (await port.world.see<{ total: number }>('goods.board', {}, { as: port.customs })).total;
    expect(await port.world.refusedBy('goods.submit', { kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'x', expectedOn: '2022-01-08', partyId: port.partyId, list: goodsListOf([{ quantity: '3' }]) }, { as: port.trader })).toBe('list-has-errors');
    expect(await port.world.refusedBy('goods.submit', { kind: 'K10', cover: 'organiser', pointCode: 'PEK', venue: 'x', expectedOn: '2022-01-08', partyId: port.partyId, list: goodsListOf([{}]) }, { as: port.trader })).toBe('cover-not-for-kind');
    expect((await port.world.see<{ total: number }>('goods.board', {}, { as: port.customs })).total).toBe(before);
  });
});

describe('firearms and ammunition', () => {
  it('wait for their permit, which is drawn down to the round and covers nothing twice', async () => {
    const lines = [{ hsCode: '930330', descriptionEn: 'Biathlon rifle', quantity: '2', serials: ['RF-1', 'RF-2'], unitValue: undefined, totalValue: '40000.00' }, { hsCode: '930630', descriptionEn: 'Cartridges .22', quantity: '7500', unit: 'C62', serials: [], unitValue: undefined, totalValue: '9000.00' }];
    const first = await port.submits({ kind: 'K06', lines });
    await port.confirms(first.consignmentId);
    await port.world.done('goods.reserveCover', { consignmentId: first.consignmentId, instrumentId: port.instrumentId }, { as: port.customs });
    expect(await port.world.done('goods.drawPermits', { consignmentId: first.consignmentId }, { as: port.customs })).toMatchObject({ drawn: 0, outcome: 'failed', gaps: [{ linePosition: 1, reason: 'no-permit' }, { linePosition: 2, reason: 'no-permit' }] });
    await port.world.done('goods.declare', { consignmentId: first.consignmentId, form: 'simplified', timing: 'onArrival', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'NO' } }, { as: port.trader });
    expect(await port.world.refusedBy('goods.accept', { consignmentId: first.consignmentId, accepted: true }, { as: port.customs })).toBe('still-owed');
    await port.world.done('goods.enterPermit', { kind: 'firearms', number: 'TY-2022-7', authority: 'Invented sports authority', partyId: port.partyId, validFrom: '2022-01-01', validUntil: '2022-03-31', points: ['PEK'],
      lines: [{ hsPrefix: '9303', description: 'Rifles', unit: 'C62', approved: '2', serials: ['RF-1', 'RF-2'] }, { hsPrefix: '9306', description: 'Cartridges', unit: 'C62', approved: '10000', serials: [] }] }, { as: port.customs });
    expect(await port.world.done('goods.drawPermits', { consignmentId: first.consignmentId }, { as: port.customs })).toMatchObject({ drawn: 2, outcome: 'passed', gaps: [] });
    expect(await port.world.done('goods.accept', { consignmentId: first.consignmentId, accepted: true }, { as: port.customs })).toMatchObject({ lane: 'red' });
    const second = await port.submits({ kind: 'K06', lines: [lines[1]!] });
    await port.confirms(second.consignmentId);
    expect(await port.world.done('goods.drawPermits', { consignmentId: second.consignmentId }, { as: port.customs })).toMatchObject({ outcome: 'failed', gaps: [{ reason: 'quota-exhausted', missing: '5000' }] });
  });
});

describe('several steps at once', () => {
  it('are recorded for one consignment and for many, each checked as if it came alone, and all or none', async () => {
    const consignmentIds = [(await port.submits()).consignmentId, (await port.submits()).consignmentId];
    for (const consignmentId of consignmentIds) {
      await port.confirms(consignmentId);
      await port.world.done('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId }, { as: port.customs });
      await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
      await port.world.done('goods.accept', { consignmentId, accepted: true }, { as: port.customs });
    }
    const arrived = { pieces: 2, piecesDeclared: 2, conveyance: 'XX101', healthOrder: false };
    const radiation = { doseRateMicrosievertPerHour: 0.1, alarm: false };
    const many = (records: object[], as = port.customs): Promise<{ results: object[]; owed: Record<string, string[]> }> => port.world.done('goods.recordMany', { records }, { as });
    const each = (step: string, evidence: object): object[] => consignmentIds.map((consignmentId) => ({ consignmentId, step, evidence }));
    // One that may not be recorded so keeps all others from being recorded.
    for (const [wrong, code] of [[{ consignmentId: consignmentIds[1], step: 'GDS-RELS', evidence: { granted: true, code: 'x', coverCny: '0.00' } }, 'step-by-action'], [{ consignmentId: consignmentIds[1], step: 'GDS-ARR', evidence: {} }, 'evidence-invalid'],
      [{ consignmentId: consignmentIds[1], step: 'GDS-HQ', evidence: { approval: 'x', passed: true } }, 'step-not-owed'], [{ consignmentId: port.partyId, step: 'GDS-ARR', evidence: arrived }, 'consignment-unknown']] as const) {
      expect(await port.world.refusedBy('goods.recordMany', { records: [...each('GDS-ARR', arrived), wrong] }, { as: port.customs }), code).toBe(code);
    }
    for (const consignmentId of consignmentIds) expect(await stepsOwed(consignmentId)).toContain('GDS-ARR');
    expect(await port.world.refusedBy('goods.recordMany', { records: each('GDS-ARR', arrived) }, { as: port.committee })).toBe('role-not-allowed');
    const done = await many([...each('GDS-ARR', arrived), ...each('GDS-RADN', radiation), ...each('GDS-PACK', { woodPacking: true, marked: false })]);
    expect(done.results).toHaveLength(6);
    expect(done.results.at(-1)).toEqual({ consignmentId: consignmentIds[1], step: 'GDS-PACK', outcome: 'failed' });
    for (const consignmentId of consignmentIds) {
      expect(await stepsOwed(consignmentId)).toEqual(done.owed[consignmentId]);
      expect(done.owed[consignmentId]).toContain('GDS-PACK');
      expect(done.owed[consignmentId]).not.toContain('GDS-ARR');
    }
  });
});

describe('several steps of one consignment', () => {
  it('leave the same in one act as one after another, also what the first makes owed and a later one settles', async () => {
    const everybody = port.world.officer;
    const sequence: [string, object][] = [
      ['GDS-ARR', { pieces: 1, piecesDeclared: 2, conveyance: 'XX101', healthOrder: true }], ['GDS-ARR', { pieces: 2, piecesDeclared: 2, conveyance: 'XX101', healthOrder: true }], ['GDS-DISF', { agent: 'Invented', minutes: 5, done: false }],
      ['GDS-DISF', { agent: 'Invented', minutes: 30, done: true }], ['GDS-PACK', { woodPacking: true, marked: false }], ['GDS-PACK', { woodPacking: true, marked: true }], ['GDS-RADN', { doseRateMicrosievertPerHour: 0.1, alarm: false }],
    ];
    const left = [];
    for (const together of [true, false]) {
      const { consignmentId } = await port.submits();
      await port.confirms(consignmentId);
      await port.world.done('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId }, { as: port.customs });
      await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
      await port.world.done('goods.accept', { consignmentId, accepted: true }, { as: port.customs });
      const records = sequence.map(([step, evidence]) => ({ consignmentId, step, evidence }));
      for (const some of together ? [records] : records.map((one) => [one])) await port.world.done('goods.recordMany', { records: some }, { as: everybody });
      const [state] = (await loadCases(port.world.open.pool, port.world.eventId, [consignmentId])).values();
      const name = new Map(state!.records.map((record) => [record.recordId, `${record.seq} ${record.step}`]));
      left.push({
        records: state!.records.map(({ seq, ordinal, step, outcome }) => [seq, ordinal, step, outcome]).filter(([, , step]) => step !== 'GDS-RISK'), gates: state!.gates.map(({ gate, passedBy }) => [gate, passedBy !== null]),
        obligations: state!.obligations.map(({ ordinal, step, bars, because, settledBy, settledAs, followedBy }) => [ordinal, step, bars, because, settledBy === null ? null : name.get(settledBy), settledAs, followedBy]),
      });
    }
    expect(left[0]).toEqual(left[1]);
    // The treatment was owed by the arrival's record, in the same act in which it was done.
    expect(left[0]!.obligations).toContainEqual(expect.arrayContaining(['GDS-DISF', 'passed']));
  });
});

describe('who sees what', () => {
  it('a trader sees nothing of another, not even that it is there; nor does anybody of people see goods', async () => {
    const { consignmentId } = await port.submits();
    const other = await port.world.makeOfficer('trader');
    await expect(port.world.see('goods.board', {}, { as: other })).rejects.toThrow('party-not-filed');
    await port.world.done('goods.fileParty', { kind: 'company', nameEn: 'Another Invented Ltd', nameZh: '另一虚构公司', registration: '91110000MA0000002P', contact: 'other@example.org' }, { as: other });
    await expect(port.world.see('goods.consignment', { consignmentId }, { as: other })).rejects.toThrow('consignment-unknown');
    expect(await port.world.refusedBy('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'X', dispatchCountry: 'DE' } }, { as: other })).toBe('consignment-unknown');
    expect((await port.world.see<{ total: number }>('goods.board', {}, { as: other })).total).toBe(0);
    await expect(port.world.see('prescribed.case', { caseId: consignmentId }, { as: other })).rejects.toThrow('role-not-allowed');
    await expect(port.world.see('goods.board', {}, { as: await port.world.makeOfficer('airline') })).rejects.toThrow('role-not-allowed');
  });
});

describe('figures', () => {
  it('count what was released by a cut-off, and open to the consignments behind them', async () => {
    const { total, rows } = await port.world.see<{ total: { consignments: number; valueFen: number }; rows: { key: string; consignments: number }[] }>('goods.figures', { groupBy: 'kind' }, { as: port.customs });
    expect([total, rows]).toEqual([{ consignments: 1, valueFen: 20_000_000 }, [{ key: 'K03', name: null, consignments: 1, valueFen: 20_000_000, lines: 2, pieces: 2 }]]);
    expect((await port.world.see<{ consignments: unknown[] }>('goods.figureCases', { groupBy: 'kind', key: 'K03' }, { as: port.customs })).consignments).toHaveLength(1);
    expect((await port.world.see<{ total: { consignments: number } }>('goods.figures', { groupBy: 'port' }, { as: port.customs, asOf: '2022-01-05T00:00:00.000Z' })).total.consignments).toBe(0);
  });
});
