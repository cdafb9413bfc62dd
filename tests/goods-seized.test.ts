import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { auditLedger } from '../src/modules/goods/auditing.ts';
import { enteredCarnet } from './carnets.ts';
import { printed } from './printed.ts';
import { openBorderPort, owed } from './goods-border-port.ts';
import type { BorderPort } from './goods-border-port.ts';
import type { GoodsPort } from './goods-port.ts';

let border: BorderPort;
let port: GoodsPort;
let duty: Actor;
beforeAll(async () => {
  border = await openBorderPort();
  ({ port, duty } = border);
});
afterAll(async () => { await port?.close(); });

const see: BorderPort['see'] = (...given) => border.see(...given);
const decides: BorderPort['decides'] = (...given) => border.decides(...given);
const free = (): Promise<number> => border.free();
const act = <Result>(name: string, input: object, as: Actor = port.customs): Promise<Result> => port.world.done<Result>(name, input, { as });
const refusedBy = (name: string, input: object, as: Actor = port.customs): Promise<string> => port.world.refusedBy(name, input, { as });
const waits = (days: number): void => port.world.setTime(new Date(Date.parse(port.world.now()) + days * 86_400_000).toISOString(), 1);
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const proofs = { proof: { conveyance: 'XX102', exitDeclaration: 'E-77', certificate: 'DC-1', method: 'incineration', witness: 'Invented witness', receipt: 'R-1' } };

/** Records what is still owed after the release, and closes. */
async function closes(consignmentId: string, counted = 2): Promise<void> {
  const seen: Readonly<Record<string, object>> = { 'GDS-DLVR': { venue: 'Invented store', pieces: counted, piecesReleased: counted, receivedBy: 'Invented receiver' }, 'GDS-STOCK': { expected: counted, counted }, 'GDS-RPT': { sent: true, recipients: 'Invented committee' } };
  for (const step of owed(await see(consignmentId))) if (seen[step] !== undefined) await port.records(consignmentId, step, seen[step]);
  await act('goods.close', { consignmentId });
  expect((await see(consignmentId)).consignment.state).toBe('closed');
}

describe('permits', () => {
  const cartridges = (quantity: string) => ({ kind: 'K06', lines: [{ hsCode: '930630', descriptionEn: 'Cartridges .22', quantity, serials: [], unitValue: undefined, totalValue: '9000.00' }] });
  const enters = (number: string, approved: string): Promise<unknown> => act('goods.enterPermit', { kind: 'firearms', number, authority: 'Invented sports authority', partyId: port.partyId, validFrom: '2022-01-01', validUntil: '2022-12-31', points: ['PEK'], lines: [{ hsPrefix: '9306', description: 'Cartridges', unit: 'C62', approved, serials: [] }] });
  const drawn = async (number: string): Promise<number> => {
    const [row] = await port.world.open.pool.query<{ drawn: string; sum: string }>('SELECT l.drawn::text AS drawn, coalesce((SELECT sum(d.quantity) FROM permit_draws d WHERE d.event_id = l.event_id AND d.permit_id = l.permit_id), 0)::text AS sum FROM permit_lines l JOIN permits p ON p.event_id = l.event_id AND p.permit_id = l.permit_id WHERE l.event_id = $1 AND p.number = $2', [port.world.eventId, number]);
    expect(Number(row!.drawn)).toBe(Number(row!.sum));
    return Number(row!.drawn);
  };
  const takesIn = async (quantity: string): Promise<string> => {
    const { consignmentId } = await port.submits(cartridges(quantity));
    await port.confirms(consignmentId);
    await act('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId });
    await act('goods.drawPermits', { consignmentId });
    await act('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'NO' } }, port.trader);
    await act('goods.accept', { consignmentId, accepted: true });
    await port.records(consignmentId, 'GDS-DOCS', { complete: false, documents: 'invoice of another' });
    return consignmentId;
  };

  it('have back what is returned and what is destroyed, with the proof and not before; what is confiscated and what is consumed stays drawn', async () => {
    await enters('TY-1', '1000');
    const consignmentId = await takesIn('1000');
    expect(await drawn('TY-1')).toBe(1000);
    const part = (quantity: string) => ({ items: [{ position: 1, quantity }] });
    const returned = await decides(consignmentId, 'return', part('300'));
    const destroyed = await decides(consignmentId, 'destruction', part('200'));
    const seized = await decides(consignmentId, 'seizure', { ...part('100'), dueOn: '2022-12-01' });
    expect(await drawn('TY-1')).toBe(1000);
    await act('goods.proveDecision', { decisionId: returned, ...proofs });
    expect(await drawn('TY-1')).toBe(700);
    await act('goods.proveDecision', { decisionId: destroyed, ...proofs });
    expect(await drawn('TY-1')).toBe(500);
    const taken = await decides(consignmentId, 'confiscation', { follows: seized, step: undefined, dueOn: '2022-02-20' }, duty);
    await act('goods.proveDecision', { decisionId: taken, ...proofs }, duty);
    expect(await drawn('TY-1')).toBe(500);
    await port.completes(consignmentId);
    await act('goods.signCount', { consignmentId, declared: 1000, counted: 400 }, await port.second()).catch(() => undefined);
    await act('goods.release', { consignmentId });
    await act('goods.dispose', { consignmentId, kind: 'consumption', evidence: 'Fired', items: [{ position: 1, quantity: '400' }] });
    expect(await drawn('TY-1')).toBe(500);
    await closes(consignmentId);
    // What came back can be drawn by other goods, and no more.
    expect((await see(await takesIn('500'))).draws).toMatchObject([{ quantity: '500' }]);
    expect(await drawn('TY-1')).toBe(1000);
  });

  it('are drawn for goods that were seized before the draw once they are given back, and give nothing back for what never drew', async () => {
    await enters('TY-2', '800');
    const { consignmentId } = await port.submits(cartridges('1000'));
    await port.confirms(consignmentId);
    await act('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId });
    expect(await act('goods.drawPermits', { consignmentId })).toMatchObject({ outcome: 'failed' });
    const part = (quantity: string) => ({ items: [{ position: 1, quantity }], step: 'GDS-PERM', dueOn: '2022-12-01' });
    const first = await decides(consignmentId, 'seizure', part('150'));
    const second = await decides(consignmentId, 'seizure', part('50'));
    expect(await act('goods.drawPermits', { consignmentId })).toMatchObject({ outcome: 'passed' });
    expect(await drawn('TY-2')).toBe(800);
    const back = await decides(consignmentId, 'return', { follows: second, step: undefined });
    await act('goods.proveDecision', { decisionId: back, ...proofs });
    expect(await drawn('TY-2')).toBe(800);
    await act('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'NO' } }, port.trader);
    await act('goods.accept', { consignmentId, accepted: true });
    await port.completes(consignmentId);
    await act('goods.release', { consignmentId });
    // Lifted after the release: without a permit they do not come in, whatever guarantee there is.
    expect(await refusedBy('goods.liftSeizure', { decisionId: first, reason: 'Cleared', reinspection: 'Inspected again' }, duty)).toBe('permit-missing');
    expect((await see(consignmentId)).lines[0]).toMatchObject({ away: '150' });
    await enters('TY-3', '150');
    await act('goods.liftSeizure', { decisionId: first, reason: 'Cleared', reinspection: 'Inspected again' }, duty);
    expect([await drawn('TY-2'), await drawn('TY-3')]).toEqual([800, 150]);
    expect((await see(consignmentId)).lines[0]).toMatchObject({ away: '0', closed: '50' });
  });
});

describe('a carnet', () => {
  it('bears the seizure of its goods: its clock stands, its money stays bound within 110 %, and what is lifted or sent back leaves it as anything else', async () => {
    const { instrumentId } = await act<{ instrumentId: string }>('goods.acceptInstrument', { kind: 'carnet', reference: 'UT 70', guarantor: 'Invented Chamber', beginsOn: '2022-01-03', endsOn: '2023-01-02', claimDays: 0, amountCny: '500000.00' });
    const { carnetId } = await act<{ carnetId: string }>('goods.enterCarnet', { ...enteredCarnet, number: 'UT 70', items: [{ description: 'camera', serialNumbers: ['CAM-1-1', 'CAM-1-2'], quantity: 2, valueCny: '100000.00' }, { description: 'camera', serialNumbers: ['CAM-2-1', 'CAM-2-2'], quantity: 2, valueCny: '100000.00' }] });
    interface Book { carnet: { state: string; leavesBy: string | null; seized: number }; items: { here: number; seized: number; state: string; leavesBy: string | null; reExported: number }[]; records: { kind: string }[]; clocks: { proveBy: string | null; claimBy: string } }
    const book = (): Promise<Book> => port.world.see<Book>('goods.carnet', { carnetId }, { as: port.customs });
    const records = (kind: string, items: object[] = [], more: object = {}): Promise<unknown> => act('goods.recordCarnet', { carnetId, kind, day: port.world.now().slice(0, 10), items, ...more });
    const money = async () => port.world.open.pool.query<{ cap_fen: number; bound: number; is_open: boolean }>('SELECT g.cap_fen, (g.reserved_fen + g.committed_fen + g.claimed_fen)::bigint AS bound, g.is_open FROM guarantee_lines g WHERE g.event_id = $1 AND g.instrument_id = $2', [port.world.eventId, instrumentId]);
    const consignmentId = await border.failing({ cover: 'carnet' }, instrumentId);
    await records('import', [{ item: 1, quantity: 2 }, { item: 2, quantity: 2 }], { consignmentId, reexportBy: '2022-06-30' });
    const caps = (await money()).map((one) => Number(one.cap_fen));
    const seized = await decides(consignmentId, 'seizure', { items: [{ position: 1, quantity: '1', serials: ['CAM-1-1'] }], dueOn: '2022-12-01' });
    expect(await book()).toMatchObject({ carnet: { seized: 1 }, items: [{ here: 2, seized: 1, state: 'seized' }, { seized: 0, state: 'here' }] });
    await port.completes(consignmentId).catch(() => undefined);
    await act('goods.scanSerials', { consignmentId, serials: ['CAM-1-2', 'CAM-2-1', 'CAM-2-2'] });
    await act('goods.assess', { consignmentId });
    await act('goods.release', { consignmentId });
    // What is seized of a line stays bound with its rest; nothing exceeds what the association answers for.
    for (const one of await money()) expect(Number(one.bound)).toBeLessThanOrEqual(Number(one.cap_fen));
    waits(30);
    expect((await book()).items.map((one) => one.leavesBy)).toEqual(['2022-07-30', '2022-06-30']);
    await records('claim');
    const claimed = port.world.now().slice(0, 10);
    waits(10);
    // The six months for the proof do not run while something is seized.
    const months = new Date(`${claimed}T00:00:00Z`);
    months.setUTCMonth(months.getUTCMonth() + 6);
    expect(days(months.toISOString(), `${(await book()).clocks.proveBy}T00:00:00Z`)).toBe(10);
    await act('goods.liftSeizure', { decisionId: seized, reason: 'Cleared', reinspection: 'Inspected again' }, duty);
    waits(5);
    const after = await book();
    expect(days(months.toISOString(), `${after.clocks.proveBy}T00:00:00Z`)).toBe(10);
    expect(after).toMatchObject({ carnet: { seized: 0 }, clocks: { claimBy: '2024-01-02' }, items: [{ seized: 0, leavesBy: '2022-08-09' }, { leavesBy: '2022-06-30' }] });
    expect(after.records.map((one) => one.kind)).toEqual(['import', 'seizure', 'claim', 'seizureEnd']);
    // A seizure of all that follows, and its goods destroyed under control, leave the carnet so.
    const again = await decides(consignmentId, 'seizure', { step: undefined, items: [{ position: 2, quantity: '2', serials: ['CAM-2-1', 'CAM-2-2'] }], dueOn: '2022-12-01' });
    const fire = await decides(consignmentId, 'destruction', { follows: again, step: undefined, dueOn: '2022-03-10' });
    await act('goods.proveDecision', { decisionId: fire, ...proofs });
    await act('goods.scanExit', { consignmentId, serials: ['CAM-1-1', 'CAM-1-2'], evidence: 'Left by XX102' });
    expect((await book()).items).toMatchObject([{ here: 0, reExported: 2 }, { here: 0, seized: 0, regularised: 2 }]);
    expect((await book()).records.slice(4).map((one) => one.kind)).toEqual(['seizure', 'seizureEnd', 'destroyed', 'reExport']);
    const bound = await money();
    expect(bound.map((one) => Number(one.cap_fen))).toEqual(caps);
    expect(bound.every((one) => Number(one.bound) === 0)).toBe(true);
    await closes(consignmentId);
    expect((await auditLedger(port.world.open.pool, port.world.eventId)).breaches).toEqual([]);
  });

  it('has what was seized before it came in once it is given back, or it is not given back after the release of the rest', async () => {
    const { instrumentId } = await act<{ instrumentId: string }>('goods.acceptInstrument', { kind: 'carnet', reference: 'UT 71', guarantor: 'Invented Chamber', beginsOn: '2022-01-03', endsOn: '2023-01-02', claimDays: 0, amountCny: '500000.00' });
    const { carnetId } = await act<{ carnetId: string }>('goods.enterCarnet', { ...enteredCarnet, number: 'UT 71', items: [{ description: 'camera', serialNumbers: ['CAM-1-1', 'CAM-1-2'], quantity: 2, valueCny: '100000.00' }, { description: 'camera', serialNumbers: ['CAM-2-1', 'CAM-2-2'], quantity: 2, valueCny: '100000.00' }] });
    const imports = (consignmentId: string, items: object[]): Promise<unknown> => act('goods.recordCarnet', { carnetId, kind: 'import', day: port.world.now().slice(0, 10), items, consignmentId });
    const consignmentId = await border.failing({ cover: 'carnet' }, instrumentId);
    const seized = await decides(consignmentId, 'seizure', { items: [{ position: 1, quantity: '2', serials: ['CAM-1-1', 'CAM-1-2'] }], dueOn: '2022-12-01' });
    await imports(consignmentId, [{ item: 2, quantity: 2 }]);
    await port.completes(consignmentId).catch(() => undefined);
    await act('goods.scanSerials', { consignmentId, serials: ['CAM-2-1', 'CAM-2-2'] });
    await act('goods.assess', { consignmentId });
    await act('goods.release', { consignmentId });
    expect(await refusedBy('goods.liftSeizure', { decisionId: seized, reason: 'Cleared', reinspection: 'Inspected again' }, duty)).toBe('carnet-import-missing');
    await imports(consignmentId, [{ item: 1, quantity: 2 }]);
    await act('goods.liftSeizure', { decisionId: seized, reason: 'Cleared', reinspection: 'Inspected again' }, duty);
    await act('goods.scanExit', { consignmentId, serials: ['CAM-1-1', 'CAM-1-2', 'CAM-2-1', 'CAM-2-2'], evidence: 'Left by XX102' });
    expect((await port.world.see<{ items: object[] }>('goods.carnet', { carnetId }, { as: port.customs })).items).toMatchObject([{ here: 0, reExported: 2 }, { here: 0, reExported: 2 }]);
    await closes(consignmentId);
  });
});

describe('the term of a seizure', () => {
  it('is extended once, before it is over, by a year at most and by the duty officer with the number of the approval', async () => {
    const consignmentId = await border.failing();
    const today = port.world.now().slice(0, 10);
    const later = (months: number): string => { const day = new Date(`${today}T00:00:00Z`); day.setUTCMonth(day.getUTCMonth() + months); return day.toISOString().slice(0, 10); };
    const decisionId = await decides(consignmentId, 'seizure', { dueOn: later(1) });
    const longer = { decisionId, dueOn: later(13), reason: 'The case is still looked into', approval: 'Invented approval 2022-7' };
    expect(await refusedBy('goods.extendSeizure', longer)).toBe('role-not-allowed');
    for (const [more, code] of [[{ dueOn: later(14) }, 'decision-due-wrong'], [{ dueOn: later(1) }, 'decision-due-wrong'], [{ decisionId: consignmentId }, 'decision-unknown']] as const) expect(await refusedBy('goods.extendSeizure', { ...longer, ...more }, duty)).toBe(code);
    const treated = await border.failing();
    expect(await refusedBy('goods.extendSeizure', { ...longer, decisionId: await decides(treated, 'treatment', { seals: [], dueOn: today }) }, duty)).toBe('decision-not-seizure');
    await act('goods.extendSeizure', longer, duty);
    waits(60);
    const [shown] = (await see(consignmentId, port.trader)).decisions;
    expect(shown).toMatchObject({ dueOn: later(13), overdue: false, extended: { from: later(1), approval: 'Invented approval 2022-7' } });
    expect(await refusedBy('goods.extendSeizure', { ...longer, dueOn: later(14) }, duty)).toBe('seizure-extended');
    // What was decided stays as it was signed; what is over is not extended.
    const [kept] = await port.world.open.pool.query<{ due_on: string; content_hash: string }>('SELECT due_on::text AS due_on, content_hash FROM border_decisions WHERE event_id = $1 AND decision_id = $2', [port.world.eventId, decisionId]);
    expect(kept).toMatchObject({ due_on: later(1), content_hash: shown!.contentHash });
    await expect(port.world.open.pool.query('UPDATE border_extensions SET reason = $2 WHERE event_id = $1', [port.world.eventId, 'x'])).rejects.toThrow(/permission denied/);
    const over = await decides(await border.failing(), 'seizure', { dueOn: port.world.now().slice(0, 10) });
    waits(1);
    expect(await refusedBy('goods.extendSeizure', { ...longer, decisionId: over }, duty)).toBe('seizure-term-over');
    port.world.setTime(`${today}T04:00:00.000Z`, 1);
  });
});

describe('a seizure that is lifted after the rest was released', () => {
  /** Releases a consignment of two lines of which the first is seized. */
  async function inPart(more: object = {}): Promise<{ consignmentId: string; seized: string; leavesBy: string }> {
    const consignmentId = await border.failing();
    const seized = await decides(consignmentId, 'seizure', { items: [{ position: 1, quantity: '2', serials: ['CAM-1-1', 'CAM-1-2'] }], dueOn: '2022-12-01', ...more });
    await port.completes(consignmentId).catch(() => undefined);
    await act('goods.scanSerials', { consignmentId, serials: ['CAM-2-1', 'CAM-2-2'] });
    await act('goods.assess', { consignmentId });
    const { leavesBy } = await act<{ leavesBy: string }>('goods.release', { consignmentId });
    return { consignmentId, seized, leavesBy };
  }

  it('moves nothing while the rest is still here, since the rest ran on', async () => {
    const { consignmentId, seized, leavesBy } = await inPart();
    waits(20);
    expect(await act('goods.liftSeizure', { decisionId: seized, reason: 'Cleared', reinspection: 'Inspected again' }, duty)).toMatchObject({ leavesBy: null });
    expect((await see(consignmentId)).consignment.leavesBy).toBe(leavesBy);
  });

  it('gives back the days on which nothing went on, whichever of several seizures is lifted first', async () => {
    const { consignmentId, seized, leavesBy } = await inPart();
    waits(4);
    const rest = await decides(consignmentId, 'seizure', { step: undefined, dueOn: '2022-12-15' });
    waits(10);
    const first = await act<{ leavesBy: string }>('goods.liftSeizure', { decisionId: seized, reason: 'Cleared', reinspection: 'Inspected again' }, duty);
    expect(days(leavesBy, first.leavesBy)).toBe(10);
    waits(5);
    // Goods went on meanwhile, so the clock ran.
    expect(await act('goods.liftSeizure', { decisionId: rest, reason: 'Cleared' }, duty)).toMatchObject({ leavesBy: null });
    expect((await see(consignmentId)).consignment).toMatchObject({ leavesBy: first.leavesBy, state: 'released' });
  });

  it('lets its goods go on by their own: the clock that stood runs on, and quantities, money and closing come out at zero', async () => {
    const before = await free();
    const { consignmentId, seized, leavesBy } = await inPart();
    const [line] = (await see(consignmentId)).lines;
    expect(line).toMatchObject({ away: '2', committedFen: 0 });
    expect(line!.reservedFen).toBeGreaterThan(0);
    // The proof of release says what was released, and later what was given back.
    const proof = async (): Promise<string> => (await printed(Buffer.from((await port.world.see<{ content: string }>('goods.proof', { consignmentId, language: 'en' }, { as: port.trader })).content, 'base64'))).map((page) => page.text).join(' ').replaceAll(/\s/g, '');
    expect([(await proof()).includes('Lines(1)'), (await proof()).includes('Inventedcamera1'), (await proof()).includes('Inventedcamera2'), (await proof()).includes('2C62100000.00')]).toEqual([true, false, true, true]);
    expect(await proof()).not.toContain('Givenback');
    waits(7);
    // The rest leaves: from here on all that is still here is seized.
    await act('goods.scanExit', { consignmentId, serials: ['CAM-2-1', 'CAM-2-2'], evidence: 'Left by XX102' });
    let seen = await see(consignmentId);
    expect(seen.consignment).toMatchObject({ state: 'seized', linesOpen: 1, leavesBy });
    for (const [name, input, code] of [['goods.extend', { months: 1, reason: 'The event goes on' }, 'goods-seized'], ['goods.dispose', { kind: 'reExport', evidence: 'exit', items: [{ position: 1, quantity: '2', serials: ['CAM-1-1', 'CAM-1-2'] }] }, 'goods-seized'],
      ['goods.scanExit', { serials: ['CAM-1-1'], evidence: 'exit' }, 'goods-seized'], ['goods.close', {}, 'lines-open']] as const) expect([name, await refusedBy(name, { consignmentId, ...input })]).toEqual([name, code]);
    waits(60);
    const lifted = await act<{ leavesBy: string }>('goods.liftSeizure', { decisionId: seized, reason: 'Cleared', reinspection: 'Inspected again' }, duty);
    expect(days(leavesBy, lifted.leavesBy)).toBe(67);
    seen = await see(consignmentId);
    expect(seen.consignment).toMatchObject({ state: 'released', leavesBy: lifted.leavesBy });
    expect(seen.lines[0]).toMatchObject({ away: '0', reservedFen: 0, committedFen: line!.reservedFen });
    expect((await port.world.see<{ consignments: { consignmentId: string; leavesBy: string }[] }>('goods.stays', {}, { as: port.customs })).consignments.find((one) => one.consignmentId === consignmentId)!.leavesBy).toBe(lifted.leavesBy);
    expect([(await proof()).includes('Givenbackandreleasedlater'), (await proof()).includes('Inventedcamera1'), (await proof()).includes('Inspectedagain')]).toEqual([true, true, true]);
    await act('goods.scanExit', { consignmentId, serials: ['CAM-1-1', 'CAM-1-2'], evidence: 'Left by XX103' });
    seen = await see(consignmentId);
    expect(seen.lines.every((one) => one.closed === one.quantity && one.away === '0' && one.reservedFen + one.committedFen === 0)).toBe(true);
    expect(await free()).toBe(before);
    await closes(consignmentId);
    expect((await auditLedger(port.world.open.pool, port.world.eventId)).breaches).toEqual([]);
  });
});
