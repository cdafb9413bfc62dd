import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { readCusres } from '../src/modules/travellers/formats/paxlst/cusres-reading.ts';
import { specimenList } from '../src/modules/travellers/formats/paxlst/specimens.ts';
import { tellBoardChanges } from '../src/server/board-changes.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

const tests = { bothNegative: true, firstHoursBeforeDeparture: 90, secondHoursBeforeDeparture: 40, hoursApart: 50, approvedLaboratory: true };

let world: TestWorld;
let serving: Serving;
let airline: Actor;
let flightId = '';
let cases: string[] = [];
beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-27T00:00:00.000Z' });
  serving = await serve(world.open);
  ({ flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'ZZ926', flightDate: '2022-01-28', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-28T06:00:00Z', chartered: false }));
  airline = { ...(await world.makeOfficer('airline')), organisation: 'Invented Air (ZZ)' };
});
afterAll(async () => {
  await serving?.close();
  await world?.close();
});

type Answer = { answerId: string; kind: string; reference: string | null; may: number; mayNot: number; advised: number };
const answers = async (as: Actor = airline): Promise<Answer[]> => (await world.see<{ answers: Answer[] }>('travellers.boardAnswers', { flightId }, { as })).answers;
const record = async (step: string, evidence: object, caseId: string): Promise<void> => void await world.done('travellers.recordMany', { step, evidence, caseIds: [caseId] });
const complete = async (caseId: string): Promise<void> => {
  await record('PRE-02', tests, caseId);
  await record('PRE-03', { fullCourse: true, daysSinceLastDose: 60 }, caseId);
  await record('PRE-04', { complete: true, formVersion: '8', language: 'en', symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false }, caseId);
};
const textOf = async (answerId: string, as: Actor = airline): Promise<string> => Buffer.from((await world.see<{ content: string }>('travellers.boardAnswer', { answerId }, { as })).content, 'base64').toString();

describe('an answer that changes after the list was answered', () => {
  it('is kept with the list: nothing is told while nothing has changed', async () => {
    const list = { kind: 'airline', fileName: 'list.edi', content: Buffer.from(specimenList({ passengers: 3, dialect: 'iapi' })).toString('base64') };
    const { answer } = await world.done<{ answer: string }>('travellers.commitList', list, { as: airline });
    const { persons } = await world.see<{ persons: { caseId: string; bookingReference: string | null }[] }>('travellers.persons', { flightId });
    cases = persons.toSorted((one, other) => (one.bookingReference! < other.bookingReference! ? -1 : 1)).map((person) => person.caseId);
    expect(await answers()).toMatchObject([{ kind: '962', reference: null, may: 0, mayNot: 0, advised: 3 }]);
    expect(await textOf((await answers())[0]!.answerId)).toBe(answer);
    await tellBoardChanges(world.open);
    expect(await answers()).toHaveLength(1);
    expect(await world.done('travellers.tellBoardChanges', { flightId })).toEqual({ answers: [] });
  });

  it('is told by one 132 that names only who changed, in the carrier’s own marks, and once even when two tell at once', async () => {
    await complete(cases[0]!);
    await Promise.all([tellBoardChanges(world.open), tellBoardChanges(world.open), world.done('travellers.tellBoardChanges', { flightId })]);
    await tellBoardChanges(world.open);
    const [newest, ...before] = await answers();
    expect([newest, before]).toMatchObject([{ kind: '132', reference: '22012700000001', may: 1, mayNot: 0, advised: 0 }, [{ kind: '962' }]]);
    const text = await textOf(newest!.answerId);
    const received = readCusres((await textOf(before[0]!.answerId)));
    const { interchanges, messages } = readCusres(text);
    // The parties of the 132 are those of the answer, the separators and the application reference too.
    expect(interchanges[0]!.header).toMatchObject({ sender: received.interchanges[0]!.header.sender, recipient: received.interchanges[0]!.header.recipient, applicationReference: received.interchanges[0]!.header.applicationReference, separators: received.interchanges[0]!.header.separators, reference: '22012700000001' });
    expect(messages).toMatchObject([{ kind: '132', messageReference: '22012700000001', legs: received.messages[0]!.legs, persons: [{ ...received.messages[0]!.persons[0], status: '0Z', text: 'OK TO BOARD' }] }]);
    expect(text).not.toMatch(/SPECIMEN|MUSTER|PROEF/);
    const news = await world.open.pool.query<{ payload: object }>("SELECT payload FROM webhook_messages WHERE event_id = $1 AND topic = 'boarding.changed'", [world.eventId]);
    expect(news.map((row) => row.payload)).toEqual([{ answerId: newest!.answerId, flightId, designator: 'ZZ926', flightDate: '2022-01-28', reference: '22012700000001', persons: 1 }]);
  });

  it('is fetched by the carrier’s own system by its key, and is nobody else’s', async () => {
    const { key } = await world.done<{ key: string }>('staff.addKey', { organisation: 'Invented Air (ZZ)', roles: ['airline'] });
    const [{ answerId }] = (await answers()) as [Answer];
    const fetched = await fetch(`${serving.address}/api/files/travellers.boardAnswer?input=${encodeURIComponent(JSON.stringify({ answerId }))}`, { headers: { authorization: `Bearer ${key}` } });
    expect([fetched.status, fetched.headers.get('content-type'), fetched.headers.get('content-disposition')]).toEqual([200, 'application/edifact', expect.stringContaining('CUSRES-132-ZZ926')]);
    expect(readCusres(await fetched.text()).messages[0]?.kind).toBe('132');
    const other = { ...airline, organisation: 'Invented Air (CA)' };
    await expect(answers(other)).rejects.toThrow('flight-unknown');
    await expect(textOf(answerId, other)).rejects.toThrow('flight-unknown');
    expect(await world.open.pool.query("SELECT 1 FROM read_log WHERE event_id = $1 AND view = 'travellers.boardAnswer' AND subject = $2", [world.eventId, `boardAnswer:${answerId}`])).not.toHaveLength(0);
  });

  it('flips either way, two people in one message; sent again the list is answered as it stands, and after the flight has left nobody is told', async () => {
    await complete(cases[1]!);
    await record('PRE-02', { ...tests, bothNegative: false }, cases[0]!);
    await tellBoardChanges(world.open);
    const [newest] = await answers();
    expect(newest).toMatchObject({ kind: '132', reference: '22012700000002', may: 1, mayNot: 1, advised: 0 });
    expect(readCusres(await textOf(newest!.answerId)).messages[0]?.persons.map((person) => person.status).toSorted()).toEqual(['0Z', '1Z']);
    const list = { kind: 'airline', fileName: 'list.edi', content: Buffer.from(specimenList({ passengers: 3, dialect: 'iapi' })).toString('base64') };
    await world.done('travellers.commitList', list, { as: airline });
    expect((await answers())[0]).toMatchObject({ kind: '962', may: 1, mayNot: 1, advised: 1 });
    await complete(cases[2]!);
    await world.done('flights.move', { flightId, kind: 'departed', at: '2022-01-27T20:10:00Z', source: 'airline' });
    expect(await world.refusedBy('travellers.tellBoardChanges', { flightId })).toBe('boarding-over');
    await tellBoardChanges(world.open);
    expect(await answers()).toHaveLength(4);
  });
});
