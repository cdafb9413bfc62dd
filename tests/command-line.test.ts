import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runAction } from '../src/kernel/action.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { migrate } from '../src/kernel/migrate.ts';
import { findHolder } from '../src/kernel/postgres/lock.ts';
import { openDatabase } from '../src/kernel/postgres/open-database.ts';
import { nationalBaseline } from '../src/modules/prescribed/plan-file.ts';
import { specimenList } from '../src/modules/travellers/formats/paxlst/specimens.ts';
import { openHouse } from '../src/server/start.ts';
import { makeEvent, makeOfficer } from './world.ts';
import { json, makeFolder, tongguan, tongguanAlone } from './running-commands.ts';
import type { Ran } from './running-commands.ts';

const { folder, file } = makeFolder('command');

const keysOf = (value: unknown): string[] => Object.keys(value as object);
const travellerKeys = ['kind', 'surname', 'givenNames', 'sex', 'birthDate', 'nationality', 'documents', 'embarkation', 'disembarkation', 'seat', 'bookingReference'];
const patience = { timeout: 240_000 };

describe('read', () => {
  test('paxlst gives travellers, flight, airports, times, function, part and counts; all accepted is 0', patience, async () => {
    const ran = await tongguanAlone(['read', 'paxlst', file('list.edi', specimenList({ passengers: 2 }))]);
    expect([ran.code, ran.said]).toEqual([0, '']);
    const report = json(ran);
    expect(report).toMatchObject({
      format: 'paxlst', quarantined: [], declared: { passengers: 2, crew: null }, found: { passengers: 2, records: 2, quarantined: 0 },
      flight: 'ZZ926', departure: { airport: 'FRA', at: '2022-01-27T20:10' }, arrival: { airport: 'PEK', at: '2022-01-28T14:10' }, function: 'passengers', part: { number: 1, last: true },
    });
    const [first] = report['records'] as Record<string, unknown>[];
    expect(keysOf(first)).toEqual(expect.arrayContaining(travellerKeys));
    expect(first).toMatchObject({
      kind: 'passenger', surname: 'MUSTERFRAU1', givenNames: 'BO', sex: 'M', birthDate: '1961-02-02', nationality: 'DEU', documents: [{ type: 'P', number: 'X1000001', issuer: 'DEU', expiry: '2029-05-31' }],
      embarkation: 'FRA', disembarkation: 'PEK', seat: '1B', bookingReference: 'Z10001',
    });
  });

  test('paxlst from standard input: a bad record is quarantined with its reason, the rest is read, the exit code is 1; --answer prints the CUSRES', patience, async () => {
    const bad = specimenList({ passengers: 3 }).replace('NAD+FL+++MUSTERFRAU1:BO', 'NAD+FL');
    const [ran, answer] = await Promise.all([tongguanAlone(['read', 'paxlst', '-'], bad), tongguan(['read', 'paxlst', '-', '--answer'], bad)]);
    expect(ran.code).toBe(1);
    const report = json(ran) as { records: unknown[]; quarantined: { where: string; reason: string }[]; found: { quarantined: number } };
    expect([report.records.length, report.quarantined.length, report.found.quarantined]).toEqual([2, 1, 1]);
    expect(report.quarantined[0]).toMatchObject({ where: expect.stringContaining('NAD'), reason: expect.any(String) });
    expect(ran.said).toContain(report.quarantined[0]!.reason);
    expect(answer.code).toBe(1);
    expect(answer.output).toMatch(/^UNA.*UNH\+1\+CUSRES:D:05B:UN:IATA.*BGM\+962.*UNZ\+1\+/s);
  });

  test('roster gives the same travellers from CSV with Chinese headers, and keeps a wrong row out', patience, async () => {
    const head = '姓,名,性别,出生日期,国籍,证件号码,航班号,航班日期';
    const row = (surname: string, birth: string): string => `${surname},ANNA,F,${birth},DEU,C01X00T47,ZZ926,2022-01-28`;
    const good = await tongguan(['read', 'roster', file('roster.csv', `${head}\n${row('MUSTERFRAU', '1990-08-12')}\n`)]);
    expect([good.code, good.said]).toEqual([0, '']);
    const report = json(good) as { format: string; records: Record<string, unknown>[]; declared: unknown; found: unknown };
    expect(keysOf(report)).toEqual(expect.arrayContaining(['format', 'records', 'quarantined', 'declared', 'found']));
    expect(report.records.length).toBe(1);
    expect(keysOf(report.records[0])).toEqual(expect.arrayContaining(travellerKeys));
    expect(report.records[0]).toMatchObject({ kind: 'passenger', surname: 'MUSTERFRAU', givenNames: 'ANNA', sex: 'F', birthDate: '1990-08-12', nationality: 'DEU', documents: [{ number: 'C01X00T47' }] });
    const wrong = await tongguan(['read', 'roster', file('wrong.csv', `${head}\n${row('MUSTERFRAU', '1990-08-12')}\n${row('SPECIMEN', '1990-13-45')}\n`)]);
    expect(wrong.code).toBe(1);
    expect(json(wrong)['records']).toHaveLength(1);
    expect(wrong.said).not.toBe('');
  });

  const mrz = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n';

  test('mrz admits a specimen state only with --test-documents, and a wrong check digit never', patience, async () => {
    const [strict, admitted, wrong] = await Promise.all([
      tongguan(['read', 'mrz', '-'], mrz), tongguan(['read', 'mrz', '-', '--test-documents'], mrz), tongguan(['read', 'mrz', '-', '--test-documents'], mrz.replace('C36UTO', 'C37UTO')),
    ]);
    expect(strict.code).toBe(1);
    expect(json(strict)).toMatchObject({ records: [{ valid: false }], quarantined: [{ code: 'specimen-document' }] });
    expect(admitted.code).toBe(0);
    const [record] = json(admitted)['records'] as { layout: string; valid: boolean; checks: { name: string; ok: boolean }[]; fields: object }[];
    expect(record).toMatchObject({ layout: 'TD3', valid: true, fields: { surname: 'ERIKSSON', givenNames: 'ANNA MARIA', documentNumber: 'L898902C3', birthDate: '1974-08-12', expiryDate: '2012-04-15', sex: 'F' } });
    expect(record!.checks.map((check) => [check.name, check.ok])).toEqual(['documentNumber', 'birthDate', 'expiryDate', 'personalNumber', 'composite'].map((name) => [name, true]));
    expect(wrong.code).toBe(1);
    expect(wrong.said).toContain('check digit');
  });

  test('bcbp gives name and legs with the year of the flight; a short pass is quarantined', patience, async () => {
    const pass = 'M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100';
    const [good, short] = await Promise.all([tongguan(['read', 'bcbp', '-', '--flight-date', '2021-08-14'], pass), tongguan(['read', 'bcbp', '-'], `${pass}\nM1DESM`)]);
    expect([good.code, good.said]).toEqual([0, '']);
    const [record] = json(good)['records'] as object[];
    expect(record).toMatchObject({ name: { surname: 'DESMARAIS', givenNames: 'LUC' }, legs: [{ from: 'YUL', to: 'FRA', carrier: 'AC', flight: '834', date: '2021-08-14', seat: '1A', sequence: '25', passStatus: '1' }] });
    expect([short.code, (json(short)['quarantined'] as unknown[]).length]).toEqual([1, 1]);
  });
});

test('a file that is too large is named on both outputs, and is 1', patience, async () => {
  const ran = await tongguan(['read', 'bcbp', '-'], Buffer.alloc(4_000_001, 65));
  expect([ran.code, json(ran)['quarantined']]).toEqual([1, [expect.objectContaining({ where: 'file', code: 'too-large' })]]);
  expect(ran.said).toContain('4000000');
});

test('a call that cannot be used is 2, says how to call on standard error and nothing on standard output; help is 0', patience, async () => {
  const unusable = [[], ['fly'], ['read'], ['read', 'pdf', '-'], ['read', 'paxlst', join(folder, 'absent.edi')], ['read', 'mrz', '-', '--nonsense'], ['plan', 'check'], ['bench', 'nothing'], ['statistics', '--as-of', 'tomorrow'], ['statistics', '--group-by', 'colour'], ['statistics', '--from', '2022-02-01', '--to', '2022-01-01']];
  for (const [args, ran] of (await Promise.all(unusable.map(async (args) => [args, await tongguan(args)] as const)))) {
    expect([args, ran.code, ran.output]).toEqual([args, 2, '']);
    expect(ran.said, args.join(' ')).not.toBe('');
    expect(ran.said, args.join(' ')).not.toMatch(/\n\s+at /);
  }
  const help = await tongguan(['help']);
  const alone = await tongguanAlone(['fly']);
  expect([alone.code, alone.output]).toEqual([2, '']);
  expect(alone.said).toMatch(/^There is no command "fly"\.\n/);
  expect([help.code, help.output]).toEqual([0, '']);
  for (const command of ['read paxlst', 'read roster', 'read mrz', 'read bcbp', 'list check', 'plan check', 'statistics', 'bench', 'administrator create']) expect(help.said).toContain(command);
});

test('plan check accepts the national baseline, and says what is wrong with a plan that leaves a step out', patience, async () => {
  const baseline = nationalBaseline('arrival');
  const [good, looser, broken, crew] = await Promise.all([
    tongguan(['plan', 'check', file('plan.json', JSON.stringify(baseline))]),
    tongguan(['plan', 'check', '-'], JSON.stringify({ ...baseline, steps: baseline.steps.filter((step) => step.step !== 'CHK-02') })),
    tongguan(['plan', 'check', '-'], '{'),
    tongguan(['plan', 'check', '-'], JSON.stringify({ ...baseline, steps: baseline.steps.map((step) => (step.step === 'CHK-02' ? { ...step, when: "boarding.onBoard && person.kind != 'crew'" } : step)) })),
  ]);
  expect([good.code, json(good)]).toEqual([0, { valid: true, problems: [] }]);
  expect(looser.code).toBe(1);
  expect(json(looser)).toMatchObject({ valid: false, problems: expect.arrayContaining([expect.objectContaining({ code: 'baseline-step-missing' })]) });
  expect(looser.said).toContain('baseline-step-missing');
  expect(looser.said).toMatch(/The national baseline owes CHK-02 Temperature; the plan must have it\./u);
  expect(crew.code).toBe(1);
  expect(crew.said).toMatch(/^steps\[\d+\]\.when: The plan must owe CHK-02 Temperature to everybody .* A crew member of \d+ years, .*would pass without CHK-02 Temperature\. \(baseline-skipped\)$/mu);
  expect([broken.code, json(broken)['valid']]).toEqual([1, false]);
});

test('statistics answers beside a running Tongguan, and without one by starting the database for as long as it reads', patience, async () => {
  const data = join(folder, 'data');
  const ask = (...args: string[]): Promise<Ran> => tongguanAlone(['statistics', ...args], '', { TONGGUAN_DATA: data });
  const nothing = await ask();
  expect([nothing.code, nothing.output]).toEqual([2, '']);
  expect(nothing.said).toContain('There is no database');

  const database = await openDatabase({ directory: data, settings: { fsync: 'off' } });
  let code = '';
  let beside: Ran;
  try {
    await migrate({ ownerUrl: database.ownerUrl });
    const open = await openHouse(database.url);
    const eventId = await makeEvent(open, '2022-01-27T00:00:00.000Z', 0);
    const officer = await makeOfficer(open, eventId, ['healthOfficer', 'dutyOfficer', 'centre']);
    const done = async <T>(name: string, input: object): Promise<T> => {
      const answer = await runAction(open.house, eventId, officer, open.registry.actions.get(name)!, { id: uuidv7(), occurredAt: open.house.now(eventId), input });
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
      return answer.result as T;
    };
    const announce = (designator: string): Promise<{ flightId: string }> => done('flights.announce', { designator, flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T02:00:00Z', chartered: true, expectedPersons: 80, risk: 'medium' });
    const { flightId } = await announce('ZZ926');
    await announce('ZZ927');
    open.book.setClock(eventId, { kind: 'simulated', eventAt: '2022-01-27T03:00:00.000Z', realAt: new Date().toISOString(), speed: 0 });
    await done('travellers.confirmOnBoard', { flightId, headCount: 0, papersIn: true, illPersons: 0, absentCaseIds: [] });
    ({ code } = open.book.find(eventId)!);
    await open.close();
    beside = await ask('--as-of', '2022-01-27', '--group-by', 'flight');
    expect([beside.code, beside.said]).toEqual([0, '']);
    expect(json(beside)).toMatchObject({
      event: code, from: null, to: null, point: null, direction: null, asOf: '2022-01-27T16:00:00.000Z', flightsSupervised: 1, personsSupervised: 0, flightsExpected: 1, personsExpected: 80, groupBy: 'flight',
      groups: [{ label: { en: 'ZZ926 2022-01-27' }, figures: { flightsSupervised: 1, flightsExpected: 0 } }, { label: { en: 'ZZ927 2022-01-27' }, figures: { flightsSupervised: 0, flightsExpected: 1, personsExpected: 80 } }],
    });
    const earlier = await ask('--as-of', '2022-01-27T10:59:00+08:00', '--from', '2022-01-27', '--to', '2022-01-27', '--point', 'PEK', '--direction', 'arrival', '--event', code);
    expect(json(earlier)).toMatchObject({ from: '2022-01-27', direction: 'arrival', point: 'PEK', flightsSupervised: 0, flightsExpected: 2, groupBy: 'day' });
    const unknown = await Promise.all([ask('--point', 'XXX'), ask('--event', 'no-such-event')]);
    expect(unknown.map((ran) => [ran.code, ran.output])).toEqual([[2, ''], [2, '']]);
  } finally {
    await database.stop();
  }

  const alone = await ask('--as-of', '2022-01-27', '--group-by', 'flight');
  expect([alone.code, alone.output]).toEqual([0, beside.output]);
  expect(findHolder(data)).toBeUndefined();
});
