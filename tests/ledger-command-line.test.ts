import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPool } from '../src/kernel/db.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { houseActor } from '../src/kernel/officer.ts';
import { LedgerPoster } from '../src/modules/goods/posting.ts';
import { bookAsJson } from '../src/modules/goods/rules/ledger/book-file.ts';
import { letter, reserve, workedJournal } from '../src/modules/goods/rules/ledger/sample.ts';
import { insertEvent } from '../src/modules/ports/store.ts';
import { testDatabase } from './database.ts';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { folder, file } = makeFolder('ledger');
const patience = { timeout: 120_000 };
const worked = JSON.stringify(bookAsJson(workedJournal().book));

test('a file becomes a journal, and is judged; what is wrong is named with its entry; a file that is no book cannot be used, and its place is named', patience, async () => {
  const touched = worked.replace('"8423688"', '"8423689"');
  const [journal, piped, later, verdict, wrong, none, garbage, unwritten] = await Promise.all([
    tongguan(['ledger', 'export', '--hledger', file('book.json', worked)]),
    tongguan(['ledger', 'export', '--hledger', '-'], worked),
    tongguan(['ledger', 'export', '--hledger', '--from', '2022-03-01', '--instrument', 'BJ2022', '-'], worked),
    tongguan(['ledger', 'check', '-'], worked),
    tongguan(['ledger', 'check', '-'], touched),
    tongguan(['ledger', 'check', '-'], worked.replace('"debit"', '"deb"')),
    tongguan(['ledger', 'check', file('garbage.json', 'no book')]),
    tongguan(['ledger', 'export', '--hledger', '-'], '[]'),
  ]);
  expect([journal.code, journal.said]).toEqual([0, '']);
  expect(journal.output).toContain('    guarantee:BJ2022:committed:line 1  84236.88 CNY = 84236.88 CNY\n');
  expect(piped.output).toBe(journal.output);
  expect(later.output).toContain('2022-03-01 opening balances\n    guarantee:BJ2022:limit  -50000000.00 CNY = -50000000.00 CNY\n');
  expect([verdict.code, json(verdict)]).toMatchObject([0, { valid: true, breaches: [], closable: true, entries: 7, instruments: [{ reference: 'BJ2022', limit: '50000000.00', available: '50000000.00' }] }]);
  expect([wrong.code, json(wrong)]).toMatchObject([1, { valid: false }]);
  expect(wrong.said).toContain('G3, entry-4-1');
  expect([none, garbage, unwritten].map(({ code, output }) => [code, output])).toEqual([[2, ''], [2, ''], [2, '']]);
  expect(none.said).toContain('Standard input, /entries/0/transfers/0/debit: must be one of');
  expect(garbage.said).toContain('garbage.json, /: this is no JSON in UTF-8');
  expect(unwritten.said).toContain('Standard input, /: must be an object');
});

test('a call that cannot be used ends with 2', patience, async () => {
  const calls = [['ledger'], ['ledger', 'print'], ['ledger', 'export', '-'], ['ledger', 'export', '--hledger', join(folder, 'absent.json')], ['ledger', 'export', '--hledger', '--instrument', 'NONE', '-'], ['ledger', 'check', '--hledger', '-'], ['ledger', 'check', '-', 'more']];
  const ran = await Promise.all(calls.map((call) => tongguan(call, worked)));
  expect(ran.map(({ code, output }) => [code, output])).toEqual(calls.map(() => [2, '']));
});

test('the database gives the same: its journal, its file that reads back, and its verdict; hand-written SQL is found', patience, async () => {
  const database = await testDatabase();
  const pool = openPool(database.url, { max: 2 });
  try {
    const [eventId, instrumentId, lineId, now] = [uuidv7(), uuidv7(), uuidv7(), '2022-01-10T04:00:00.000Z'];
    await insertEvent(pool, { event_id: eventId, code: 'games', name_en: 'Invented Games', name_zh: '虚构赛事', time_zone: 'Asia/Shanghai', clock: { kind: 'real' } }, now);
    const poster = new LedgerPoster(pool);
    for (const request of [letter(instrumentId, 5_000_000_000n, { reference: 'BJ2022' }), reserve(instrumentId, lineId, 14_500_000n)]) expect(await poster.post(eventId, houseActor, uuidv7(), request, now)).toMatchObject({ ok: true });
    const environment = { TONGGUAN_DATABASE_URL: database.ownerUrl, TONGGUAN_APP_DATABASE_URL: database.url };
    const [journal, book, verdict, unknown] = await Promise.all([['ledger', 'export', '--hledger', '--instrument', 'BJ2022'], ['ledger', 'export', '--json', '--event', 'games'], ['ledger', 'check'], ['ledger', 'export', '--json', '--instrument', 'X']].map((call) => tongguan(call, '', environment)));
    expect([journal!.code, journal!.said]).toEqual([0, '']);
    expect(journal!.output).toContain(`    guarantee:BJ2022:reserved:${lineId}  145000.00 CNY = 145000.00 CNY`);
    expect((await tongguan(['ledger', 'export', '--hledger', '-'], book!.output)).output).toBe(journal!.output);
    expect([verdict!.code, json(verdict!)]).toMatchObject([0, { valid: true, entries: 2, closable: false, instruments: [{ reserved: '145000.00', available: '49855000.00' }] }]);
    expect(unknown!.code).toBe(2);
    await pool.query('UPDATE guarantee_balances SET available_fen = available_fen + 1, reserved_fen = reserved_fen - 1 WHERE event_id = $1', [eventId]);
    const touched = await tongguan(['ledger', 'check'], '', environment);
    expect([touched.code, json(touched)]).toMatchObject([1, { valid: false }]);
    expect(touched.said).toContain('G7');
  } finally {
    await pool.close();
    await database.close();
  }
});
