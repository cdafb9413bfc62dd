import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '../src/kernel/db.ts';
import type { Db, Pool } from '../src/kernel/db.ts';
import { houseActor } from '../src/kernel/officer.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { auditLedger, bookOf } from '../src/modules/goods/auditing.ts';
import { LedgerPoster, postInTransaction } from '../src/modules/goods/posting.ts';
import type { PostAnswer } from '../src/modules/goods/posting.ts';
import { decide } from '../src/modules/goods/rules/ledger.ts';
import { enter } from '../src/modules/goods/rules/ledger/decisions.ts';
import type { LedgerRequest } from '../src/modules/goods/rules/ledger/requests.ts';
import { letter, reserve } from '../src/modules/goods/rules/ledger/sample.ts';
import { requestOf } from '../src/modules/goods/rules/ledger/specimens.ts';
import type { WalkStep } from '../src/modules/goods/rules/ledger/specimens.ts';
import { openLedger } from '../src/modules/goods/rules/ledger/state.ts';
import { addDays } from '../src/modules/goods/rules/dates.ts';
import { loadBalances } from '../src/modules/goods/store/ledger.ts';
import { insertEvent } from '../src/modules/ports/store.ts';
import { casesOf } from './long-run.ts';
import { testDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

let database: TestDatabase;
let pool: Pool;
let other: Pool;
const noon = (day: string): string => `${day}T04:00:00.000Z`;

beforeAll(async () => {
  database = await testDatabase();
  pool = openPool(database.url, { max: 8 });
  // A second server of the same port has its own connections and its own queues.
  other = openPool(database.url, { max: 8 });
});
afterAll(async () => {
  await pool.close();
  await other.close();
  await database.close();
});

async function makeEvent(): Promise<string> {
  const eventId = uuidv7();
  await insertEvent(pool, { event_id: eventId, code: `ledger-${eventId.slice(-8)}`, name_en: 'Invented Games', name_zh: '虚构赛事', time_zone: 'Asia/Shanghai', clock: { kind: 'real' } }, noon('2022-01-01'));
  return eventId;
}

const poster = (): LedgerPoster => new LedgerPoster(pool);
const post = (eventId: string, through: LedgerPoster, request: LedgerRequest, day = '2022-01-10', commandId = uuidv7()): Promise<PostAnswer> => through.post(eventId, houseActor, commandId, request, noon(day));
const codeOf = (answer: PostAnswer): string => (answer.ok ? 'done' : answer.refusal.code);
const inAction = (tx: Db, eventId: string, day = '2022-01-10', commandId = uuidv7()) => ({ tx, eventId, now: noon(day), actor: houseActor, command: { id: commandId, occurredAt: noon(day), input: {} }, announce: () => undefined });
const accounts = async (eventId: string, instrumentId: string) => (await loadBalances(pool, eventId)).instruments.get(instrumentId)!.balances;

async function makeLetter(eventId: string, amountFen: bigint): Promise<string> {
  const instrumentId = uuidv7();
  expect(codeOf(await post(eventId, poster(), letter(instrumentId, amountFen, { reference: `LG ${instrumentId.slice(-6)}` }), '2022-01-04'))).toBe('done');
  return instrumentId;
}

describe('the ledger in the database', () => {
  test('random commands go as the model goes, entry by entry and balance by balance', async () => {
    const step: fc.Arbitrary<WalkStep> = fc.record({ what: fc.nat(71), one: fc.nat(2), two: fc.nat(9), amount: fc.nat(1_000_000), fits: fc.boolean().chain((one) => fc.boolean().map((two) => one || two)) });
    // Alone or several at once: what goes in one batch is decided in its order, as if each had come after the other.
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), fc.constantFrom(1, 1, 9), async (steps, together) => {
      const eventId = await makeEvent();
      const names = { instrumentIds: together === 1 ? [uuidv7(), uuidv7(), uuidv7()] : [uuidv7()], lineIds: [uuidv7(), uuidv7(), uuidv7(), uuidv7()] };
      const model = openLedger();
      const through = poster();
      for (let at = 0; at < steps.length; at += together) {
        const today = addDays('2022-01-03', at * 7);
        const requests = steps.slice(at, at + together).map((one) => requestOf(model, one, names, today));
        const answers = await Promise.all(requests.map((request) => post(eventId, through, request, today)));
        requests.forEach((request, index) => {
          const expected = decide(model, request, { at: noon(today), today });
          const answer = answers[index]!;
          expect(answer.ok ? 'done' : answer.refusal).toEqual(expected.ok ? 'done' : expected.refusal);
          if (!expected.ok || !answer.ok) return;
          const ids = [...answer.entryIds];
          enter(model, expected, { commandId: answer.entryIds[0]!, part: 1 }, { at: noon(today), today }, () => ids.shift()!);
        });
      }
      const kept = await loadBalances(pool, eventId);
      for (const [id, held] of model.instruments) expect(kept.instruments.get(id)).toEqual(held);
      expect([...kept.covers].toSorted()).toEqual([...model.covers].toSorted());
      expect((await auditLedger(pool, eventId)).breaches).toEqual([]);
    }), { numRuns: casesOf(20), endOnFailure: true });
  });

  test('an action posts several requests or none, and both halves of a move stand or fall together', async () => {
    const eventId = await makeEvent();
    const [from, to, line] = [await makeLetter(eventId, 1000n), await makeLetter(eventId, 100n), uuidv7()];
    const commandId = uuidv7();
    await pool.transaction(async (tx) => {
      const context = inAction(tx, eventId, '2022-01-10', commandId);
      await postInTransaction(context, [reserve(from, line, 100n), { kind: 'commit', instrumentId: from, lineId: line, amountFen: 80n }]);
      await postInTransaction(context, [{ kind: 'discharge', instrumentId: from, lineId: line, quantity: 5n, reason: 'reExported' }]);
    });
    const refused = pool.transaction((tx) => postInTransaction(inAction(tx, eventId), [
      { kind: 'move', instrumentId: from, toInstrumentId: to, lineId: line }, reserve(to, uuidv7(), 61n),
    ]));
    await expect(refused).rejects.toMatchObject({ code: 'cover-short', where: 'requests/1' });
    expect((await accounts(eventId, to)).available).toBe(100n);
    await pool.transaction((tx) => postInTransaction(inAction(tx, eventId), [{ kind: 'move', instrumentId: from, toInstrumentId: to, lineId: line }]));
    expect([(await accounts(eventId, from)).available, (await accounts(eventId, to)).committed]).toEqual([1000n, 40n]);
    const book = (await bookOf(pool, eventId))!;
    expect(book.entries.filter((entry) => entry.commandId === commandId).map((entry) => [entry.kind, entry.part])).toEqual([['reserve', 1], ['commit', 2], ['discharge', 3]]);
    expect((await auditLedger(pool, eventId)).breaches).toEqual([]);
  });

  test('claim, proof, call, top-up, reopening and refunds go through, each in a transaction of its own', async () => {
    const eventId = await makeEvent();
    const [instrumentId, lineId] = [uuidv7(), uuidv7()];
    const go = async (request: LedgerRequest, day: string): Promise<string> => {
      const answer = await post(eventId, poster(), request, day);
      if (!answer.ok) throw new Error(`${request.kind}: ${answer.refusal.code}`);
      return answer.entryIds[0]!;
    };
    await go(letter(instrumentId, 1000n, { instrumentKind: 'cashDeposit', reference: 'CASH' }), '2022-01-04');
    await go(reserve(instrumentId, lineId, 100n), '2022-01-05');
    await go({ kind: 'commit', instrumentId, lineId, amountFen: 100n }, '2022-01-06');
    const dischargeId = await go({ kind: 'discharge', instrumentId, lineId, quantity: 5n, reason: 'dutyPaid', paidFen: 55n }, '2022-02-01');
    await go({ kind: 'reopen', instrumentId, dischargeId, reason: 'forged stamp' }, '2022-02-02');
    const claimId = await go({ kind: 'claim', instrumentId, lineId, quantity: 9n, proofBy: '2022-08-31' }, '2022-07-11');
    await go({ kind: 'proofInTime', instrumentId, claimId, quantity: 2n }, '2022-08-31');
    await go({ kind: 'call', instrumentId, claimId, quantity: 7n }, '2022-09-01');
    await go({ kind: 'reinstate', instrumentId, amountFen: 70n }, '2022-09-02');
    const refundId = await go({ kind: 'decrease', instrumentId, amountFen: 500n }, '2022-09-03');
    await go({ kind: 'refundNotice', instrumentId, refundId }, '2022-12-03');
    await go({ kind: 'refundForfeit', instrumentId, refundId }, '2023-12-03');
    expect(codeOf(await post(eventId, poster(), { kind: 'refundPaid', instrumentId, refundId }, '2023-12-04'))).toBe('refund-settled');
    expect(codeOf(await post(eventId, poster(), { kind: 'call', instrumentId, claimId, quantity: 1n }, '2023-12-04'))).toBe('claim-settled');
    const { available, committed, called, paid, cash_held, treasury } = await accounts(eventId, instrumentId);
    expect({ available, committed, called, paid, cash_held, treasury }).toEqual({ available: 470n, committed: 30n, called: 0n, paid: 125n, cash_held: 500n, treasury: 570n });
    expect((await auditLedger(pool, eventId)).breaches).toEqual([]);
  });

  test('a command that is sent again is answered as the first time, and is refused for another request', async () => {
    const eventId = await makeEvent();
    const [instrumentId, line, commandId] = [await makeLetter(eventId, 1000n), uuidv7(), uuidv7()];
    const through = poster();
    const request = reserve(instrumentId, line, 100n);
    const answers = await Promise.all([post(eventId, through, request, '2022-01-10', commandId), post(eventId, through, request, '2022-01-10', commandId), post(eventId, new LedgerPoster(other), request, '2022-01-10', commandId)]);
    answers.push(await post(eventId, through, request, '2022-02-10', commandId));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true });
    expect(codeOf(await post(eventId, through, reserve(instrumentId, line, 101n), '2022-01-10', commandId))).toBe('command-id-reused');
    expect((await accounts(eventId, instrumentId)).reserved).toBe(100n);
  });

  test('one poisoned request fails alone, and a full queue says so', async () => {
    const eventId = await makeEvent();
    const instrumentId = await makeLetter(eventId, 1000n);
    const through = new LedgerPoster(pool, { longestQueue: 6 });
    const good = Array.from({ length: 4 }, () => post(eventId, through, reserve(instrumentId, uuidv7(), 10n)));
    const bad = post(eventId, through, reserve(instrumentId, 'no identifier', 10n));
    const worse = post(eventId, through, { ...reserve(instrumentId, uuidv7(), 10n), amountFen: 10 } as unknown as LedgerRequest);
    const late = post(eventId, through, reserve(instrumentId, uuidv7(), 10n));
    expect(codeOf(await late)).toBe('ledger-busy');
    await expect(bad).rejects.toThrow('invalid input syntax for type uuid');
    await expect(worse).rejects.toThrow(TypeError);
    expect((await Promise.all(good)).map(codeOf)).toEqual(['done', 'done', 'done', 'done']);
    expect((await accounts(eventId, instrumentId)).reserved).toBe(40n);
  });

  test('two who accept the same reference, or secure the same line by two instruments, get one yes and one reason', async () => {
    const eventId = await makeEvent();
    const twice = await Promise.all([pool, other].map((one) => { const id = uuidv7(); return post(eventId, new LedgerPoster(one), letter(id, 100n, { reference: 'LG ONE' })); }));
    expect(twice.map(codeOf).toSorted()).toEqual(['done', 'reference-taken']);
    const [first, second] = [await makeLetter(eventId, 1000n), await makeLetter(eventId, 1000n)];
    for (let round = 0; round < 10; round += 1) {
      const line = uuidv7();
      const both = await Promise.all([post(eventId, new LedgerPoster(pool), reserve(first, line, 10n)), post(eventId, new LedgerPoster(other), reserve(second, line, 10n))]);
      expect(both.map(codeOf).toSorted()).toEqual(['done', 'line-secured-already']);
    }
    expect((await auditLedger(pool, eventId)).breaches).toEqual([]);
  });

  test('G13: sixteen writers across two servers never overdraw, nor lose or double anything', async () => {
    const eventId = await makeEvent();
    const instrumentId = await makeLetter(eventId, 5000n);
    const servers = [new LedgerPoster(pool), new LedgerPoster(other)];
    const moves: LedgerRequest[] = [];
    const writer = async (number: number): Promise<bigint> => {
      let bound = 0n;
      for (let turn = 0; turn < 12; turn += 1) {
        const line = uuidv7();
        const through = servers[(number + turn) % 2]!;
        const amount = BigInt(40 + number + turn);
        const request = reserve(instrumentId, line, amount);
        const answer = number % 4 === 0
          ? await pool.transaction((tx) => postInTransaction(inAction(tx, eventId), [request])).then(() => ({ ok: true as const }), (error: { code: string }) => ({ ok: false as const, refusal: { code: error.code } }))
          : await post(eventId, through, request);
        if (!answer.ok) {
          expect(answer.refusal.code).toBe('cover-short');
          continue;
        }
        if (turn % 3 === 0) expect(codeOf(await post(eventId, through, { kind: 'releaseReserve', instrumentId, lineId: line }))).toBe('done');
        else bound += amount;
        moves.push(request);
      }
      return bound;
    };
    const bound = (await Promise.all(Array.from({ length: 16 }, (_, number) => writer(number)))).reduce((sum, one) => sum + one, 0n);
    const { available, reserved } = await accounts(eventId, instrumentId);
    expect(reserved).toBe(bound);
    expect(available).toBe(5000n - bound);
    expect(available).toBeLessThan(80n);
    expect(moves.length).toBeGreaterThan(60);
    expect((await auditLedger(pool, eventId)).breaches).toEqual([]);
  });
});

describe('what PostgreSQL refuses to hand-written SQL', () => {
  const sqlOf = async (eventId: string, sql: string, values: readonly unknown[] = []): Promise<string> => pool.query(sql, [eventId, ...values]).then(() => 'done', (error: { code: string; constraint?: string }) => error.constraint ?? error.code);

  test('an overdraft, a sum that is no limit, a second cover, more than came in, a change of the past', async () => {
    const eventId = await makeEvent();
    const [instrumentId, second, line] = [await makeLetter(eventId, 1000n), await makeLetter(eventId, 1000n), uuidv7()];
    const done = (await post(eventId, poster(), reserve(instrumentId, line, 100n))) as Extract<PostAnswer, { ok: true }>;
    await post(eventId, poster(), { kind: 'commit', instrumentId, lineId: line, amountFen: 100n });
    const balance = (set: string): Promise<string> => sqlOf(eventId, `UPDATE guarantee_balances SET ${set} WHERE event_id = $1 AND instrument_id = $2`, [instrumentId]);
    expect(await balance('available_fen = available_fen - 901, reserved_fen = reserved_fen + 901')).toBe('guarantee_balances_available_fen_check');
    expect(await balance('reserved_fen = reserved_fen + 5')).toBe('guarantee_balances_sum');
    expect(await balance('cash_held_fen = 5, cash_paid_in_fen = 5')).toBe('guarantee_balances_cash');
    expect(await balance('available_fen = available_fen - 5, reserved_fen = reserved_fen + 5')).toBe('done');
    expect((await auditLedger(pool, eventId)).breaches.map((breach) => breach.invariant)).toContain('G7');
    const cover = (set: string): Promise<string> => sqlOf(eventId, `UPDATE guarantee_lines SET ${set} WHERE event_id = $1 AND line_id = $2`, [line]);
    expect(await cover('committed_fen = 50')).toBe('guarantee_lines_sum');
    expect(await cover('secured_fen = 201, committed_fen = 201')).toBe('guarantee_lines_cap');
    expect(await cover('committed_fen = 0, discharged_fen = 100, quantity_closed = 11')).toBe('guarantee_lines_quantity');
    expect(await cover('quantity_closed = 10')).toBe('guarantee_lines_closed');
    expect(await cover('cap_fen = 9999')).toBe('42501');
    expect(await sqlOf(eventId, `INSERT INTO guarantee_lines (event_id, line_id, cover, instrument_id, cap_fen, deadline, reserved_fen, secured_fen, committed_fen, claimed_fen, called_fen, discharged_fen, quantity_total, quantity_closed, quantity_claimed, quantity_called)
      VALUES ($1, $2, 2, $3, 100, '2022-07-10', 10, 0, 0, 0, 0, 0, 1, 0, 0, 0)`, [line, second])).toBe('guarantee_lines_secured_once');
    for (const table of ['guarantee_entries', 'guarantee_transfers', 'guarantee_instruments', 'carnet_records', 'carnet_items', 'carnets']) {
      expect(await sqlOf(eventId, `DELETE FROM ${table} WHERE event_id = $1`)).toBe('42501');
      expect(await sqlOf(eventId, `UPDATE ${table} SET event_id = $1`)).toBe('42501');
    }
    const transfer = (debit: string, credit: string, amount: number): Promise<string> => sqlOf(eventId, 'INSERT INTO guarantee_transfers (event_id, entry_id, leg, debit, credit, amount_fen) VALUES ($1, $2, 9, $3, $4, $5)', [done.entryIds[0], debit, credit, amount]);
    expect(await transfer('limit', 'available', 0)).toBe('guarantee_transfers_amount_fen_check');
    expect(await transfer('called', 'available', 5)).toBe('guarantee_transfers_accounts');
  });

  test('two who decided on the same state without a lock collide; a discharge is reopened once', async () => {
    const eventId = await makeEvent();
    const [instrumentId, line] = [await makeLetter(eventId, 1000n), uuidv7()];
    await post(eventId, poster(), reserve(instrumentId, line, 100n));
    await post(eventId, poster(), { kind: 'commit', instrumentId, lineId: line, amountFen: 100n });
    const discharge = (await post(eventId, poster(), { kind: 'discharge', instrumentId, lineId: line, quantity: 1n, reason: 'lost' })) as Extract<PostAnswer, { ok: true }>;
    const insert = (position: number, kind: string, undoes: string | null): Promise<string> => sqlOf(eventId, `INSERT INTO guarantee_entries (event_id, entry_id, instrument_id, position, command_id, part, kind, line_id, cover, undoes, request_digest, posted_at, day)
      VALUES ($1, $2, $3, $4, $2, 1, $5, $6, 1, $7, '', now(), '2022-01-10')`, [uuidv7(), instrumentId, position, kind, line, undoes]);
    expect(await insert(4, 'commit', null)).toBe('guarantee_entries_event_id_instrument_id_position_key');
    expect(await insert(5, 'reopen', discharge.entryIds[0]!)).toBe('done');
    expect(await insert(6, 'reopen', discharge.entryIds[0]!)).toBe('guarantee_entries_reopened_once');
    expect(await insert(6, 'call', discharge.entryIds[0]!)).toBe('guarantee_entries_undoes_the_like');
    expect(await insert(6, 'reopen', null)).toMatch(/check/);
  });

  test('a carnet gets no line after it was issued, nor security above 110 % of the duties', async () => {
    const eventId = await makeEvent();
    const carnetId = uuidv7();
    const carnet = (id: string, security: number): Promise<string> => sqlOf(eventId, `INSERT INTO carnets (event_id, carnet_id, number, association, country, holder, issued_on, valid_to, duties_fen, security_fen, items, registered_at)
      VALUES ($1, $2, $3, 'Invented Chamber', 'UTO', 'Invented Broadcaster', '2022-01-01', '2022-12-31', 1000, $4, 2, now())`, [id, `UT ${id}`, security]);
    const item = (number: number, items: number): Promise<string> => sqlOf(eventId, 'INSERT INTO carnet_items (event_id, carnet_id, item, items, description, serial_numbers, quantity, value_fen) VALUES ($1, $2, $3, $4, \'camera\', \'{}\', 1, 1)', [carnetId, number, items]);
    expect(await carnet(uuidv7(), 1101)).toBe('carnets_cap');
    expect(await carnet(carnetId, 1100)).toBe('done');
    expect([await item(1, 2), await item(2, 2), await item(3, 2), await item(3, 3)]).toEqual(['done', 'done', 'carnet_items_frozen', 'carnet_items_event_id_carnet_id_items_fkey']);
  });
});
