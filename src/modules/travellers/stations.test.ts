import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';
import type { Actor } from '../../kernel/officer.ts';

let world: TestWorld;
let flightId = '';
let ericson = '';
let tang = '';
let bowman = '';
beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-27T00:00:00.000Z' });
  flightId = (await world.done<{ flightId: string }>('flights.announce', { designator: 'CA926', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: false, seatLayout: 'ABC-DEF|1-30' })).flightId;
  const add = async (person: object, seat: string): Promise<string> => (await world.done<{ caseId: string }>('travellers.addPerson', { flightId, person, seat })).caseId;
  ericson = await add({ surname: 'ERIKSSON', givenNames: 'ANNA MARIA', kind: 'passenger', birthDate: '1974-08-12', sex: 'F', nationality: 'NOR', documents: [{ type: 'P', number: 'L898902C3', issuer: 'NOR' }] }, '12A');
  tang = await add({ surname: 'TANG', givenNames: 'MIN', nativeName: '唐敏', kind: 'passenger', birthDate: '1990-02-02', nationality: 'CHN', documents: [{ type: 'P', number: 'E12345678', issuer: 'CHN' }], accreditationNumber: '7700123' }, '13C');
  bowman = await add({ surname: 'BOWMAN', givenNames: 'TEST', kind: 'crew', birthDate: '1980-01-01', nationality: 'GBR' }, '30F');
});
afterAll(async () => { await world.close(); });

interface Found { understoodAs: string; matches: { caseId: string; owed: { step: string }[] }[]; problems: { code: string }[] }
const lookup = (text: string, more: object = {}, as?: Actor): Promise<Found> => world.see<Found>('travellers.lookup', { text, ...more }, as === undefined ? {} : { as });
const found = (answer: Found): string[] => answer.matches.map((match) => match.caseId);

function checkDigit(text: string): string {
  const value = (sign: string): number => (sign === '<' ? 0 : /\d/u.test(sign) ? Number(sign) : sign.charCodeAt(0) - 55);
  return String([...text].reduce((sum, sign, index) => sum + value(sign) * [7, 3, 1][index % 3]!, 0) % 10);
}
function passport(surname: string, givenNames: string, number: string, birth: string): string {
  const first = `P<NOR${surname}<<${givenNames.replaceAll(' ', '<')}`.padEnd(44, '<');
  const parts = [number.padEnd(9, '<'), birth, '290101'].map((part) => part + checkDigit(part)) as [string, string, string];
  const personal = '<'.repeat(14);
  const composite = `${parts[0]}${parts[1]}${parts[2]}${personal}<`;
  return `${first}\r\n${parts[0]}NOR${parts[1]}F${parts[2]}${personal}<${checkDigit(composite)}`;
}

describe('the scanner', () => {
  it('reads a passport, with whatever a wedge scanner puts around it, and tells what document and list disagree on', async () => {
    const right = await lookup(`\u0002${passport('ERIKSSON', 'ANNA MARIA', 'L898902C3', '740812')}\u0003\r\n`);
    expect(right).toMatchObject({ understoodAs: 'mrz', problems: [] });
    expect(found(right)).toEqual([ericson]);
    const otherBirth = await lookup(passport('ERIKSSON', 'ANNA MARIA', 'L898902C3', '740813'));
    expect(found(otherBirth)).toEqual([ericson]);
    expect(otherBirth.problems.map((problem) => problem.code)).toEqual(['birth-date-differs']);
    const otherName = await lookup(passport('LARSSEN', 'KARI', 'L898902C3', '740812'));
    expect(otherName.problems.map((problem) => problem.code)).toEqual(['name-differs']);
    const newPassport = await lookup(passport('ERIKSSON', 'ANNA MARIA', 'N00000001', '740812'));
    expect(found(newPassport)).toEqual([ericson]);
    expect(newPassport.problems.map((problem) => problem.code)).toContain('document-not-listed');
    const stranger = await lookup(passport('NOBODY', 'AT ALL', 'N00000002', '740812'));
    expect(stranger).toMatchObject({ understoodAs: 'mrz', matches: [] });
    const damaged = await lookup(passport('ERIKSSON', 'ANNA MARIA', 'L898902C3', '740812').replace('L898902C36', 'L898902C37'));
    expect(damaged.problems.map((problem) => problem.code)).toContain('check-digit');
  });

  it('reads a boarding pass by name, flight and seat', async () => {
    const pass = (name: string, seat: string, flight = '0926', day = '027'): string => `M1${name.padEnd(20)}EABC123 NRTPEKCA ${flight} ${day}Y${seat}0025 100`;
    expect(await lookup(pass('ERIKSSON/ANNA MARIA', '012A'))).toMatchObject({ understoodAs: 'bcbp', problems: [], matches: [{ caseId: ericson }] });
    const moved = await lookup(pass('ERIKSSON/ANNA MARIA', '014B'), { flightId });
    expect(found(moved)).toEqual([ericson]);
    expect(moved.problems.map((problem) => problem.code)).toContain('seat-differs');
    expect((await lookup(pass('ERIKSSON/ANNA MARIA', '012A', '0999'))).problems.map((problem) => problem.code)).toContain('not-on-flight');
    expect((await lookup(pass('ERIKSSON/ANNA MARIA', '012A', '0926', '419'))).problems.length).toBeGreaterThan(0);
  });

  it('finds by number, accreditation, case and name in either order and in the native script', async () => {
    expect(await lookup('e12345678')).toMatchObject({ understoodAs: 'document', matches: [{ caseId: tang }] });
    expect(await lookup('7700123')).toMatchObject({ understoodAs: 'accreditation', matches: [{ caseId: tang }] });
    expect(await lookup(tang)).toMatchObject({ understoodAs: 'case', matches: [{ caseId: tang }] });
    for (const text of ['tang', 'Tang, Min', 'min tang', '唐敏', '唐']) expect(found(await lookup(text)), text).toEqual([tang]);
    expect(await lookup('nobody at all')).toMatchObject({ understoodAs: 'name', matches: [] });
    expect(await lookup('\u0000\u001d ')).toMatchObject({ understoodAs: 'nothing', matches: [] });
    expect(found(await lookup('%'))).toEqual([]);
    expect(found(await lookup("'; DROP TABLE travellers; --"))).toEqual([]);
  });
});

describe('who sees what', () => {
  it('hides owed health steps from those who do not work with health, and other carriers’ flights from an airline', async () => {
    const customs = await world.makeOfficer('customsOfficer');
    const ours = { ...(await world.makeOfficer('airline')), organisation: 'Invented Air (CA)' };
    const theirs = { ...(await world.makeOfficer('airline')), organisation: 'Other Air (XX)' };
    const health = await world.see<{ persons: { owed: { step: string }[] }[] }>('travellers.persons', { flightId });
    expect(health.persons[0]?.owed.map((entry) => entry.step)).toContain('PRE-02');
    for (const as of [customs, ours]) {
      const { persons } = await world.see<{ persons: { owed: { step: string }[] }[] }>('travellers.persons', { flightId }, { as });
      expect(persons).toHaveLength(3);
      expect(persons.flatMap((person) => person.owed.map((entry) => entry.step)).filter((step) => !['ONB-01', 'EXT-01', 'EXT-02', 'BAG-01', 'XFR-01'].includes(step))).toEqual([]);
    }
    await expect(world.see('travellers.persons', { flightId }, { as: theirs })).rejects.toMatchObject({ code: 'flight-not-yours' });
    expect(found(await lookup('tang', {}, theirs))).toEqual([]);
    expect(found(await lookup('tang', {}, ours))).toEqual([tang]);
    await expect(world.see('travellers.persons', { flightId, filter: 'abnormal' }, { as: customs })).rejects.toMatchObject({ code: 'role-not-allowed' });
    await expect(world.see('travellers.queue', { station: 'isolation' }, { as: customs })).rejects.toMatchObject({ code: 'role-not-allowed' });
    const press = await world.makeOfficer('press');
    for (const name of ['travellers.persons', 'travellers.queue', 'travellers.lookup', 'travellers.headCounts', 'travellers.samples', 'travellers.handOvers', 'travellers.seatMap', 'travellers.lists', 'travellers.matches', 'travellers.dryRun']) {
      await expect(world.see(name, {}, { as: press }), name).rejects.toMatchObject({ code: 'role-not-allowed' });
    }
  });

  it('logs whose health data was read', async () => {
    const doctor = await world.makeOfficer('doctor');
    await world.see('travellers.persons', { flightId }, { as: doctor });
    const rows = await world.open.pool.query<{ subject: string }>('SELECT subject FROM read_log WHERE event_id = $1 AND officer_id = $2', [world.eventId, doctor.officerId]);
    expect(rows).toEqual([{ subject: `flight:${flightId}` }]);
  });
});

describe('as of an instant', () => {
  it('tells who owed what, who was on board and what was counted then', async () => {
    const start = world.now();
    world.setTime('2022-01-27T06:00:00.000Z');
    await world.done('travellers.confirmOnBoard', { flightId, headCount: 2, papersIn: true, illPersons: 0, absentCaseIds: [bowman] });
    world.setTime('2022-01-27T07:00:00.000Z');
    const { results } = await world.done<{ results: { outcome: string }[] }>('travellers.recordMany', { step: 'CHK-02', evidence: { temperatureCelsius: 38 }, caseIds: [tang] });
    expect(results[0]?.outcome).toBe('failed');
    const owed = async (asOf?: string): Promise<string[]> => (await world.see<{ persons: { caseId: string; owed: { step: string }[]; onBoard: boolean }[] }>('travellers.persons', { flightId }, asOf === undefined ? {} : { asOf })).persons.find((person) => person.caseId === tang)!.owed.map((entry) => entry.step);
    expect(await owed(start)).toContain('ONB-01');
    expect(await owed(start)).not.toContain('CHK-02');
    expect(await owed('2022-01-27T06:30:00.000Z')).toContain('CHK-02');
    expect(await owed('2022-01-27T06:30:00.000Z')).not.toContain('CHK-03');
    expect(await owed()).toContain('CHK-03');
    expect(await owed()).not.toContain('CHK-02');
    expect(await owed(world.now())).toEqual(await owed());
    expect(await world.see('travellers.headCounts', { flightId }, { asOf: start })).toMatchObject({ counted: null, onBoard: 0 });
    expect(await world.see('travellers.headCounts', { flightId })).toMatchObject({ counted: 2, onBoard: 2, absent: 1 });
    const queue = await world.see<{ persons: { caseId: string }[]; steps: string[] }>('travellers.queue', { station: 'temperature', pointCode: 'PEK' });
    expect(queue.persons.map((person) => person.caseId).sort()).toEqual([ericson, tang].sort());
    const absent = await world.see<{ persons: { caseId: string }[] }>('travellers.persons', { flightId, filter: 'absent' });
    expect(absent.persons.map((person) => person.caseId)).toEqual([bowman]);
    const map = await world.see<{ layout: object; seats: { seat: string }[]; contacts: { caseId: string }[] }>('travellers.seatMap', { flightId, caseId: ericson });
    expect(map.layout).toEqual({ blocks: ['ABC', 'DEF'], firstRow: 1, lastRow: 30, inferred: false });
    expect(map.seats.map((seat) => seat.seat).sort()).toEqual(['12A', '13C', '30F']);
    expect(map.contacts.map((contact) => contact.caseId)).toEqual([tang]);
  });
});

describe('a departure', () => {
  it('counts at the doors who was released, and says of everybody whether they are on board', async () => {
    world.setTime('2022-01-28T00:00:00.000Z');
    const departure = (await world.done<{ flightId: string }>('flights.announce', { designator: 'CA171', flightDate: '2022-01-28', direction: 'departure', pointCode: 'PEK', origin: 'PEK', destination: 'NRT', scheduledAt: '2022-01-28T06:00:00Z', chartered: false })).flightId;
    const cases: string[] = [];
    for (const name of ['ALPHA', 'BRAVO', 'CHARLIE']) cases.push((await world.done<{ caseId: string }>('travellers.addPerson', { flightId: departure, person: { surname: name, givenNames: 'DEMO', kind: 'passenger' } })).caseId);
    const released = cases.slice(0, 2);
    const many = async (step: string, evidence: object): Promise<void> => {
      const { results } = await world.done<{ results: { outcome?: string }[] }>('travellers.recordMany', { step, evidence, caseIds: released });
      expect(results.map((result) => result.outcome), step).toEqual(['passed', 'passed']);
    };
    await many('DEP-01', { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, temperatureCelsius: 36.4 });
    await many('EXT-03', { passed: true });
    await many('DEP-03', { released: true });
    const confirm = { flightId: departure, headCount: 2, papersIn: true, illPersons: 0, absentCaseIds: [cases[2]] };
    expect(await world.refusedBy('travellers.confirmOnBoard', confirm)).toBe('still-owed');
    const record = (step: string, evidence: object) => world.recordDirectly(departure, step, evidence);
    await record('FLT-01', { listHeld: true, hoursBeforeLanding: 6, unexplainedGaps: 0 });
    await record('FLT-02', { approved: true, planId: departure, planVersion: 1, risk: 'low' });
    await record('FLT-03', { staffReady: true, protectiveEquipmentReady: true, devicesCalibrated: true, staffPresent: 4 });
    expect(await world.done('travellers.confirmOnBoard', confirm)).toMatchObject({ outcome: 'passed', onBoard: 2, absent: 1 });
    const { persons } = await world.see<{ persons: { surname: string; absent: boolean; ended: boolean; owed: unknown[] }[] }>('travellers.persons', { flightId: departure });
    expect(persons.map((person) => [person.surname, person.absent, person.ended, person.owed.length])).toEqual([['ALPHA', false, true, 0], ['BRAVO', false, true, 0], ['CHARLIE', true, true, 0]]);
    expect(await world.see('travellers.headCounts', { flightId: departure })).toMatchObject({ counted: 2, onBoard: 2, scans: 2, declarations: 2, absent: 1 });
  });
});
