import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { casesOf } from './long-run.ts';
import { openGoodsPort, goodsListOf } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

/** What one turn of the story does to one of its consignments. Most are out of place most of the time: a refusal is an answer like any other. */
const deeds = ['certify', 'confirm', 'reserve', 'draw', 'declare', 'accept', 'see', 'count', 'book', 'hold', 'lift', 'assess', 'release', 'extend', 'ask', 'grant', 'exit', 'close'] as const;

interface View { consignment: { contentHash: string; pieces: number; leavesBy: string | null; releasedAt: string | null; closedAt: string | null; state: string }; holds: { holdId: string; liftedAt: string | null; agency: string; nextActor: string; dueAt: string }[]; case: { steps: { step: string; state: string; bars: string; ordinal: number }[] } }

let port: GoodsPort;
let windows: string[];

beforeAll(async () => {
  port = await openGoodsPort({ amountCny: '100000000.00' });
  await port.world.done('goods.openWindows', { pointCode: 'PEK', placeEn: 'Bay', placeZh: '查验位', dedicated: true, equipment: ['X-ray'], from: '2022-01-07', to: '2022-01-07', opensAt: '08:00', closesAt: '11:00', minutes: 60, officersWorkday: 2, officersRestDay: 1, perOfficer: 1 }, { as: port.customs });
  windows = (await port.world.see<{ windows: { windowId: string }[] }>('goods.windows', { from: '2022-01-07', to: '2022-01-07', pointCode: 'PEK' }, { as: port.customs })).windows.map((one) => one.windowId);
  await port.world.done('goods.enterPermit', { kind: 'firearms', number: 'TY-2022-1', authority: 'Invented sports authority', partyId: port.partyId, validFrom: '2022-01-01', validUntil: '2022-03-31', points: ['PEK'], lines: [{ hsPrefix: '9306', description: 'Cartridges', unit: 'C62', approved: '10000', serials: [] }] }, { as: port.customs });
});
afterAll(() => port.close());

const see = (consignmentId: string, asOf?: string): Promise<View> => port.world.see<View>('goods.consignment', { consignmentId }, { as: port.customs, ...(asOf === undefined ? {} : { asOf }) });
const rows = <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> => port.world.open.pool.query<T>(sql, [port.world.eventId, ...values]);

/** Gives action, input and officer of a deed, or nothing where there is nothing to name. */
async function commandOf(deed: (typeof deeds)[number], consignmentId: string, turn: number, changes: Map<string, string>): Promise<[string, object, Actor] | undefined> {
  const view = await see(consignmentId);
  const { contentHash, pieces } = view.consignment;
  const owed = view.case.steps.filter((step) => step.state === 'owed').map((step) => step.step);
  const { customs, committee, trader } = port;
  switch (deed) {
    case 'certify': return ['goods.confirm', { consignmentId, contentHash, confirmed: true }, committee];
    case 'confirm': return ['goods.confirm', { consignmentId, contentHash, confirmed: true }, customs];
    case 'reserve': return ['goods.reserveCover', { consignmentId, instrumentId: port.instrumentId }, customs];
    case 'draw': return ['goods.drawPermits', { consignmentId }, customs];
    case 'declare': return ['goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, trader];
    case 'accept': return ['goods.accept', { consignmentId, accepted: true }, customs];
    case 'see': {
      const seen: Readonly<Record<string, object>> = {
        'GDS-DOCS': { complete: true, documents: 'invoice' }, 'GDS-ARR': { pieces, piecesDeclared: pieces, conveyance: 'XX101', healthOrder: false }, 'GDS-RADN': { doseRateMicrosievertPerHour: 0.09, alarm: false }, 'GDS-PACK': { woodPacking: false, marked: false },
        'GDS-APPT': { kept: true, window: '10:00', present: 'agent' }, 'GDS-COUNT': { declared: pieces, counted: pieces }, 'GDS-SEAL': { sealNumber: 'S-1', intact: true }, 'GDS-DLVR': { venue: 'Range', pieces, piecesReleased: pieces, receivedBy: 'Keeper' }, 'GDS-STOCK': { expected: pieces, counted: pieces }, 'GDS-RPT': { sent: true, recipients: 'Range' },
      };
      if (owed.includes('GDS-CNT2') && !owed.includes('GDS-COUNT') && turn % 2 === 0) return ['goods.signCount', { consignmentId, declared: pieces, counted: pieces }, await port.second()];
      const step = owed.filter((one) => seen[one] !== undefined)[turn % 3] ?? owed.find((one) => seen[one] !== undefined);
      return step === undefined ? undefined : ['prescribed.record', { caseId: consignmentId, step, evidence: seen[step]! }, customs];
    }
    case 'count': return ['goods.scanSerials', { consignmentId, serials: ['RF-1', 'RF-2'] }, customs];
    case 'book': return ['goods.bookAppointment', { consignmentId, windowId: windows[turn % windows.length]! }, trader];
    case 'hold': return ['goods.placeHold', { consignmentId, agency: 'Invented authority', reason: 'A question', nextActor: 'agency', dueAt: '2022-01-09T00:00:00.000Z' }, customs];
    case 'lift': { const open = view.holds.find((hold) => hold.liftedAt === null); return open === undefined ? undefined : ['goods.liftHold', { consignmentId, holdId: open.holdId, reason: 'Answered' }, customs]; }
    case 'assess': return ['goods.assess', { consignmentId }, customs];
    case 'release': return ['goods.release', { consignmentId }, customs];
    case 'extend': return ['goods.extend', { consignmentId, months: 6, reason: 'The event goes on' }, customs];
    case 'ask': return ['goods.askChange', { consignmentId, change: { kind: 'cancellation' }, reason: 'Not sent after all' }, trader];
    case 'grant': { const changeId = changes.get(consignmentId); return changeId === undefined ? undefined : ['goods.decideChange', { changeId, granted: true, reason: 'Agreed' }, customs]; }
    case 'exit': return ['goods.scanExit', { consignmentId, serials: [] }, customs];
    case 'close': return ['goods.close', { consignmentId }, customs];
  }
}

/** Six months after a day, kept inside the month. */
function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

test('whatever is done to consignments in whatever order, S1 to S10 hold', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 0, max: deeds.length + 5 })), { minLength: 90, maxLength: 110 }), async (turns) => {
    const lines = [{ hsCode: '930630', descriptionEn: 'Cartridges', quantity: '700', unit: 'C62', serials: [], unitValue: undefined, totalValue: '900.00' }];
    const ids: string[] = [];
    for (let number = 0; number < 3; number += 1) ids.push((await port.world.done<{ consignmentId: string }>('goods.submit', { kind: 'K06', cover: 'organiser', pointCode: 'PEK', venue: 'Range', expectedOn: '2022-01-08', partyId: port.partyId, list: goodsListOf(lines) }, { as: port.trader })).consignmentId);
    const changes = new Map<string, string>();
    // The usual order, from which a random turn departs: so that some come to the end.
    const usual = new Map<string, number>();
    const ended = new Set<string>();
    const known: { consignmentId: string; at: string; state: string; owed: string }[] = [];
    for (const [turn, [which, number]] of turns.entries()) {
      // Half of the turns are the first consignment's, so that one of the three gets somewhere.
      const consignmentId = ids[Math.max(0, which - 3)]!;
      const next = usual.get(consignmentId) ?? 0;
      const road = ['certify', 'confirm', 'reserve', 'draw', 'declare', 'accept', 'see', 'see', 'see'] as const;
      const late = ['see', 'lift', 'see', 'assess', 'release', 'see', 'exit'] as const;
      const deed = number < deeds.length - 12 ? deeds[(number + turn) % deeds.length]! : road[next] ?? late[turn % late.length]!;
      // The first is never cancelled.
      if (deed === 'ask' && consignmentId === ids[0]) continue;
      const command = await commandOf(deed, consignmentId, turn, changes);
      if (command === undefined) continue;
      const [name, input, as] = command;
      const id = uuidv7();
      const answer = await port.world.act(name, input, { as, id });
      if (answer.ok && deed === road[next]) usual.set(consignmentId, next + 1);
      if (answer.ok && deed === 'ask') changes.set(consignmentId, (answer.result as { changeId: string }).changeId);
      // S5: what has ended stays ended: no action of goods is done to it any more. What a station has seen of cancelled goods may still be recorded, and moves nothing.
      if (ended.has(consignmentId) && deed !== 'see') expect(answer.ok, `${deed} after the end`).toBe(false);
      // S4: the same command again is answered as the first time and writes nothing.
      if (answer.ok && turn % 4 === 0) {
        const [before] = await rows<{ n: number }>('SELECT count(*)::int AS n FROM records WHERE event_id = $1');
        // A step at a station says besides that it stood already, and what is owed by now.
        const again = await port.world.act(name, input, { as, id });
        expect(again).toMatchObject({ ok: true, result: name === 'prescribed.record' ? { outcome: (answer.result as { outcome: string }).outcome, repeated: true } : answer.result });
        expect((await rows<{ n: number }>('SELECT count(*)::int AS n FROM records WHERE event_id = $1'))[0]).toEqual(before);
      }
      const view = await see(consignmentId);
      if (ended.has(consignmentId)) expect(['closed', 'cancelled']).toContain(view.consignment.state);
      if (view.consignment.state === 'closed' || view.consignment.state === 'cancelled') ended.add(consignmentId);
      if (turn % 5 === 0) known.push({ consignmentId, at: port.world.now(), state: view.consignment.state, owed: JSON.stringify(view.case.steps.filter((step) => step.state === 'owed').map((step) => step.ordinal)) });
    }
    // S1: nothing is through the gate of its release while a step that bars it is owed.
    expect(await rows("SELECT g.case_id FROM gates g JOIN obligations o ON o.event_id = g.event_id AND o.case_id = g.case_id AND o.settled_by IS NULL AND o.bars IN ('declare', 'release') WHERE g.event_id = $1 AND g.gate = 'release' AND g.passed_by IS NOT NULL")).toEqual([]);
    // S2: everything done has somebody who did it, and both its times.
    expect(await rows("SELECT record_id FROM records WHERE event_id = $1 AND (occurred_at IS NULL OR recorded_at IS NULL OR (officer_id IS NULL AND key_id IS NULL AND device_id IS NULL))")).toEqual([]);
    expect(await rows("SELECT hold_id FROM goods_holds WHERE event_id = $1 AND (reason = '' OR agency = '' OR next_actor = '')")).toEqual([]);
    // S3: the state at any past instant follows from the records up to it.
    for (const { consignmentId, at, state, owed } of known) {
      const then = await see(consignmentId, at);
      expect(then.consignment.state).toBe(state);
      expect(JSON.stringify(then.case.steps.filter((step) => step.state === 'owed').map((step) => step.ordinal))).toBe(owed);
    }
    for (const consignmentId of ids) {
      const view = await see(consignmentId);
      // S6: the last day is six months after the entry, clamped, and moved by extensions alone.
      if (view.consignment.leavesBy !== null) {
        const [stay] = await rows<{ entered: string; extended: number }>(
          "SELECT (SELECT (min(recorded_at) AT TIME ZONE 'Asia/Shanghai')::date::text FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'GDS-ARR' AND outcome = 'passed') AS entered, (SELECT coalesce(sum(months), 0)::int FROM stay_extensions WHERE event_id = $1 AND consignment_id = $2) AS extended", [consignmentId]);
        if (stay!.entered !== null) expect(view.consignment.leavesBy).toBe(monthsAfter(stay!.entered, 6 + stay!.extended));
      }
      // S8: every hold has somebody who acts next, and a clock.
      for (const hold of view.holds) expect(hold.agency !== '' && hold.nextActor !== '' && !Number.isNaN(Date.parse(hold.dueAt))).toBe(true);
    }
    // S7: no window has more than it takes.
    const { windows: all } = await port.world.see<{ windows: { capacity: number; booked: number }[] }>('goods.windows', { from: '2022-01-07', to: '2022-01-07', pointCode: 'PEK' }, { as: port.customs });
    expect(all.filter((one) => one.booked > one.capacity)).toEqual([]);
    // S9: of a permit no more is drawn than it permits.
    expect(await rows('SELECT l.drawn FROM permit_lines l WHERE l.event_id = $1 AND (l.drawn > l.approved OR l.drawn <> (SELECT coalesce(sum(d.quantity), 0) FROM permit_draws d WHERE d.event_id = l.event_id AND d.permit_id = l.permit_id AND d.position = l.position))')).toEqual([]);
  }), { numRuns: casesOf(3), seed: 2022, endOnFailure: true });
  // S10: what is counted at a cut-off is what is there at it.
  const at = port.world.now();
  const [counted] = await rows<{ n: number }>("SELECT count(*)::int AS n FROM consignments WHERE event_id = $1 AND created_at <= $2", [at]);
  expect((await port.world.see<{ total: number }>('goods.board', {}, { as: port.customs, asOf: at })).total).toBe(counted!.n);
  // The story came somewhere: without releases and ends the property would say nothing.
  const [came] = await rows<{ released: number; ended: number }>("SELECT count(*) FILTER (WHERE g.passed_by IS NOT NULL)::int AS released, (SELECT count(*)::int FROM consignments WHERE event_id = $1 AND ended_as IS NOT NULL) AS ended FROM gates g WHERE g.event_id = $1 AND g.gate = 'release'");
  expect(came!.released).toBeGreaterThan(0);
}, 120_000);
