import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { cardsOf, fileCard, listPeople } from './cards.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';
import { readCusres } from '../src/modules/travellers/formats/paxlst/cusres-reading.ts';
import { specimenList } from '../src/modules/travellers/formats/paxlst/specimens.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

type Check = { flight: { flightId: string }; counts: Record<string, number>; persons: { caseId: string; name: string; seat: string | null; documentEnd: string | null; answer: string; reasons: string[]; recorded: string | null }[] };

let world: TestWorld;
let serving: Serving;
let airline: Actor;
let people: Readonly<Record<string, string>>;
const flight = { flightId: '', designator: 'LH720', flightDate: '2022-01-27' };
const tests = { bothNegative: true, firstHoursBeforeDeparture: 90, secondHoursBeforeDeparture: 40, hoursApart: 50, approvedLaboratory: true };

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T16:00:00.000Z' });
  serving = await serve(world.open);
  ({ flightId: flight.flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: flight.designator, flightDate: flight.flightDate, direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true }));
  people = await listPeople(world, flight, ['ALPHA', 'BRAVO', 'CHARLIE', 'DELTA', 'ECHO', 'FOXTROT'].map((surname, place) => ({ surname, number: `K20000${place}` })));
  airline = { ...(await world.makeOfficer('airline')), organisation: 'Invented Air (LH)' };
});
afterAll(async () => {
  await serving?.close();
  await world?.close();
});

const check = (as: Actor = airline): Promise<Check> => world.see<Check>('declarations.boardingCheck', { flightId: flight.flightId }, { as });
const answers = async (): Promise<Record<string, [string, string[]]>> => Object.fromEntries((await check()).persons.map((person) => [person.name.split(' ')[0]!, [person.answer, person.reasons]]));

describe('the check before boarding', () => {
  it('says what is missing, and goes on as cards are filed and papers shown', async () => {
    expect(await answers()).toMatchObject({ ALPHA: ['notComplete', ['cardMissing', 'papersOpen']], FOXTROT: ['notComplete', ['cardMissing', 'papersOpen']] });
    await world.done('declarations.invite', { flightId: flight.flightId });
    const cards = await cardsOf(world, flight.flightId);
    for (const surname of ['ALPHA', 'BRAVO', 'CHARLIE']) await fileCard(world, cards.get(people[surname]!)!);
    await world.done('travellers.recordMany', { step: 'PRE-02', evidence: tests, caseIds: [people['ALPHA'], people['DELTA'], people['ECHO']] });
    await world.done('travellers.recordMany', { step: 'PRE-03', evidence: { fullCourse: true, daysSinceLastDose: 60 }, caseIds: [people['ALPHA'], people['BRAVO'], people['ECHO']] });
    await world.done('travellers.recordMany', { step: 'PRE-02', evidence: { ...tests, bothNegative: false }, caseIds: [people['BRAVO']] });
    await world.done('travellers.recordMany', { step: 'PRE-02', evidence: { ...tests, firstHoursBeforeDeparture: 200 }, caseIds: [people['CHARLIE']] });
    // Declared through another system.
    await world.done('travellers.recordMany', { step: 'PRE-04', evidence: { complete: true, formVersion: '8', language: 'en', symptomDeclared: true, contactDeclared: false, keyAreaDeclared: false }, caseIds: [people['ECHO']] });
    expect(await answers()).toEqual({
      ALPHA: ['ok', []], BRAVO: ['noBoard', ['askCentre']], CHARLIE: ['notComplete', ['papersOpen']], DELTA: ['notComplete', ['cardNotFiled', 'papersOpen']], ECHO: ['ok', []], FOXTROT: ['notComplete', ['cardNotFiled', 'papersOpen']],
    });
    const { counts, persons } = await check();
    expect(counts).toEqual({ ok: 2, notComplete: 3, noBoard: 1 });
    expect(persons[0]).toEqual({ caseId: people['ALPHA'], name: 'ALPHA KARI', seat: null, documentEnd: '0000', answer: 'ok', reasons: [], recorded: null });
    // As it stood before anything was filed.
    expect((await world.see<Check>('declarations.boardingCheck', { flightId: flight.flightId }, { as: airline, asOf: '2022-01-26T15:00:00Z' })).persons).toEqual([]);
  });

  it('ends the answer ok for a flight so late that the code does not cover it', async () => {
    await world.done('flights.move', { flightId: flight.flightId, kind: 'estimated', at: '2022-01-28T09:00:00Z', source: 'airline' });
    expect((await answers())['ALPHA']).toEqual(['notComplete', ['codeNotForFlight']]);
    expect((await answers())['ECHO']).toEqual(['ok', []]);
    await world.done('flights.move', { flightId: flight.flightId, kind: 'estimated', at: '2022-01-27T07:00:00Z', source: 'airline' });
    expect((await answers())['ALPHA']).toEqual(['ok', []]);
  });

  it('shows an airline its own flights alone, and logs who looked', async () => {
    const other = { ...airline, organisation: 'Invented Air (CA)' };
    await expect(check(other)).rejects.toThrow('flight-unknown');
    await expect(check({ ...airline, organisation: 'Nobody' })).rejects.toThrow('flight-unknown');
    await expect(world.see('declarations.boardingCheck', { designator: 'LH0720', flightDate: '2022-01-27' }, { as: other })).rejects.toThrow('flight-unknown');
    const [person] = (await check()).persons;
    const evidence = { checksHeld: true, airlineResult: 'ok' };
    expect(await world.refusedBy('travellers.recordMany', { step: 'PRE-05', items: [{ caseId: (person as unknown as { caseId: string }).caseId, evidence }] }, { as: other })).toBe('flight-not-yours');
    expect(await world.refusedBy('prescribed.record', { caseId: (person as unknown as { caseId: string }).caseId, step: 'PRE-05', evidence }, { as: other })).toBe('role-not-allowed');
    const reads = await world.open.pool.query<{ subject: string }>("SELECT subject FROM read_log WHERE event_id = $1 AND view = 'declarations.boardingCheck' AND officer_id = $2 ORDER BY read_at, read_id", [world.eventId, airline.officerId]);
    expect(reads.map((row) => row.subject)).toContain('flight:LH720 2022-01-27');
  });

  it('answers a system of the airline over HTTP by its key', async () => {
    const { key } = await world.done<{ key: string }>('staff.addKey', { organisation: 'Invented Air (LH)', roles: ['airline'] });
    const found = await serving.send('GET', `/api/views/declarations.boardingCheck?input=${encodeURIComponent(JSON.stringify({ designator: 'LH 0720', flightDate: '2022-01-27' }))}`, { as: `Bearer ${key}` });
    expect(found.status).toBe(200);
    expect((found.body['data'] as Check).counts).toEqual({ ok: 2, notComplete: 3, noBoard: 1 });
    expect(JSON.stringify(found.body)).not.toMatch(/PRE-0|negative|positive|symptom|vaccin|birth|NOR"/i);
    const { key: foreign } = await world.done<{ key: string }>('staff.addKey', { organisation: 'Invented Air (CA)', roles: ['airline'] });
    expect((await serving.send('GET', `/api/views/declarations.boardingCheck?input=${encodeURIComponent(JSON.stringify({ flightId: flight.flightId }))}`, { as: `Bearer ${foreign}` })).body.refusal?.code).toBe('flight-unknown');
  });

  it('keeps what the airline recorded, and who was left behind is asked for no more', async () => {
    const { results } = await world.done<{ results: { outcome: string; added: string[] }[] }>('travellers.recordMany', { step: 'PRE-05', items: [
      { caseId: people['ALPHA'], evidence: { checksHeld: true, airlineResult: 'ok' } }, { caseId: people['DELTA'], evidence: { checksHeld: false, airlineResult: 'notComplete' } },
    ] }, { as: airline });
    expect(results.map((entry) => [entry.outcome, entry.added])).toEqual([['passed', []], ['failed', ['INV-01']]]);
    await world.done('travellers.recordMany', { step: 'ONB-01', evidence: { onBoard: false, absent: true, basis: 'notBoarded' }, caseIds: [people['BRAVO']] });
    const { persons } = await check();
    expect(Object.fromEntries(persons.map((person) => [person.name.split(' ')[0], person.recorded]))).toEqual({ ALPHA: 'ok', CHARLIE: null, DELTA: 'notComplete', ECHO: null, FOXTROT: null });
  });
});

describe('the answer to a list in the interactive dialect', () => {
  it('says of each person who may board, who may not, and who is not complete yet, each time the list is sent', async () => {
    const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'ZZ926', flightDate: '2022-01-28', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-28T06:00:00Z', chartered: false });
    const list = { kind: 'airline', fileName: 'list.edi', content: Buffer.from(specimenList({ passengers: 3, dialect: 'iapi' })).toString('base64') };
    const statuses = async (): Promise<string[]> => (readCusres((await world.done<{ answer: string }>('travellers.commitList', list)).answer).messages[0]?.persons ?? []).map((person) => person.status);
    expect(await statuses()).toEqual(['2Z', '2Z', '2Z']);
    const { persons } = await world.see<{ persons: { caseId: string; bookingReference: string | null }[] }>('travellers.persons', { flightId });
    const [first, second] = persons.toSorted((one, other) => (one.bookingReference! < other.bookingReference! ? -1 : 1)).map((person) => person.caseId);
    await world.done('travellers.recordMany', { step: 'PRE-02', evidence: tests, caseIds: [first] });
    await world.done('travellers.recordMany', { step: 'PRE-03', evidence: { fullCourse: true, daysSinceLastDose: 60 }, caseIds: [first] });
    await world.done('travellers.recordMany', { step: 'PRE-04', evidence: { complete: true, formVersion: '8', language: 'en', symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false }, caseIds: [first] });
    await world.done('travellers.recordMany', { step: 'PRE-02', evidence: { ...tests, bothNegative: false }, caseIds: [second] });
    expect(await statuses()).toEqual(['0Z', '1Z', '2Z']);
  });
});
