import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';
import { specimenList } from './formats/paxlst/specimens.ts';

let world: TestWorld;
beforeAll(async () => { world = await makeWorld({ startsAt: '2022-01-27T00:00:00.000Z' }); });
afterAll(async () => { await world.close(); });

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const header = 'Delegation,Accreditation number,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Issuing country,Flight,Arrival date,Seat,Function';
const row = (delegation: string, number: number, flight: string, more: { surname?: string; date?: string } = {}): string =>
  `${delegation},${delegation[0]}-${1000 + number},${more.surname ?? `PERSON${number}`},CARLA,F,19${String(60 + (number % 40))}-0${1 + (number % 9)}-${String(10 + (number % 18))},NOR,${delegation[0]}${100000 + number},NOR,${flight},${more.date ?? '2022-01-27'},${1 + (number % 50)}A,Athlete`;
const roster = (rows: string[]): string => base64([header, ...rows].join('\n'));
const commit = (kind: 'roster' | 'airline', content: string, more: object = {}) =>
  world.done<{ listIds: string[]; added: number; changed: number; gone: number; unchanged: number; quarantined: number; flights: string[]; problems: { code: string }[]; differencesOpened: number; repeated: boolean; answer?: string }>('travellers.commitList', { kind, fileName: kind === 'roster' ? 'roster.csv' : 'list.edi', content, ...more });

async function announce(designator: string, more: object = {}): Promise<string> {
  return (await world.done<{ flightId: string }>('flights.announce', { designator, flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: false, ...more })).flightId;
}
interface Counts { roster: number | null; airline: number | null; differences: { ordinal: number; subject: string; explained: boolean; resolved: boolean; detail: { code: string; name: string | null }; suggestion: { en: string } | null; dueAt: string | null }[]; airlineSays: { onBoard: number; notOnBoard: string[] } }
const counts = (flightId: string) => world.see<Counts>('travellers.headCounts', { flightId });
const persons = async (flightId: string) => (await world.see<{ persons: { caseId: string; surname: string; givenNames: string; seat: string | null; travellerId: string; owed: { step: string }[]; accreditationNumber: string | null }[] }>('travellers.persons', { flightId, limit: 2000 })).persons;

describe('rosters', () => {
  it('commits 500 people once, and confirms 300 on board', async () => {
    const flights = [await announce('LH720'), await announce('LH722')];
    const content = roster(Array.from({ length: 500 }, (_, index) => row('Norway', index, index < 300 ? 'LH720' : 'LH0722')));
    const answer = await commit('roster', content);
    expect(answer).toMatchObject({ added: 500, quarantined: 0, problems: [] });
    expect(answer.flights.sort()).toEqual([...flights].sort());
    expect(await commit('roster', content)).toMatchObject({ repeated: true, unchanged: 500 });
    await world.done('travellers.confirmOnBoard', { flightId: flights[0], headCount: 300, papersIn: true, illPersons: 0, absentCaseIds: [] });
    expect(await persons(flights[0]!)).toHaveLength(300);
  });

  it('shows the difference of a changed list before and after, keeps whom it no longer names, and never forgets them', async () => {
    const flightId = await announce('LH724', { chartered: true });
    const one = [row('Iceland', 1, 'LH724'), row('Iceland', 2, 'LH724'), row('Iceland', 3, 'LH724')];
    const two = [row('Iceland', 1, 'LH724', { surname: 'PERSONNE1' }), row('Iceland', 2, 'LH724'), row('Iceland', 4, 'LH724')];
    await commit('roster', roster(one));
    const dry = await world.see<{ diff: { added: { surname: string }[]; changed: { name: string; fields: { field: string; before: string; after: string }[] }[]; gone: { surname: string }[]; same: number } }>('travellers.dryRun', { kind: 'roster', fileName: 'roster.csv', content: roster(two) });
    expect(dry.diff.added.map((person) => person.surname)).toEqual(['PERSON4']);
    expect(dry.diff.gone.map((person) => person.surname)).toEqual(['PERSON3']);
    expect(dry.diff.changed).toEqual([{ name: 'PERSONNE1 CARLA', fields: [{ field: 'surname', before: 'PERSON1', after: 'PERSONNE1' }] }]);
    expect(dry.diff.same).toBe(1);
    expect((await persons(flightId)).length).toBe(3);
    expect(await commit('roster', roster(two))).toMatchObject({ added: 1, changed: 1, gone: 1, unchanged: 1 });
    expect((await persons(flightId)).map((person) => person.surname)).toEqual(['PERSON2', 'PERSON3', 'PERSON4', 'PERSONNE1']);
    expect(await counts(flightId)).toMatchObject({ roster: 3, airline: null });
    const lists = await world.see<{ lists: { listId: string; version: number; current: boolean; records: number }[] }>('travellers.lists', { flightId });
    expect(lists.lists.map((list) => [list.version, list.current, list.records])).toEqual([[2, true, 3], [1, false, 3]]);
    expect((await world.see<{ entries: unknown[] }>('travellers.listFile', { listId: lists.lists[1]!.listId })).entries).toHaveLength(3);
  });

  it('quarantines bad rows with their place, keeps them for everybody to see, and takes the rest', async () => {
    const flightId = await announce('LH726');
    const bad = row('Malta', 7, 'LH726').replace(/19\d\d-\d\d-\d\d/u, 'not a day');
    const answer = await commit('roster', roster([row('Malta', 6, 'LH726'), bad, row('Malta', 8, 'LH726', { surname: '=CMD()' })]));
    expect(answer.added).toBe(1);
    expect(answer.quarantined).toBeGreaterThanOrEqual(2);
    const { lists } = await world.see<{ lists: { listId: string; quarantined: number }[] }>('travellers.lists', { flightId });
    const { quarantined } = await world.see<{ quarantined: { where: string; reason: string; code: string }[] }>('travellers.listFile', { listId: lists[0]!.listId });
    expect(quarantined.map((entry) => entry.code)).toEqual(expect.arrayContaining(['date', 'formula']));
    expect(quarantined.every((entry) => /row|column/u.test(entry.where))).toBe(true);
  });

  it('keeps a file of which nothing could be let in, with its reasons', async () => {
    const content = roster([row('Monaco', 1, 'LH726').replace(/19\d\d-\d\d-\d\d/u, 'never')]);
    const answer = await commit('roster', content, { fileName: 'monaco.csv' });
    expect(answer).toMatchObject({ added: 0, quarantined: 1, repeated: false });
    expect((await world.see<{ quarantined: { code: string }[] }>('travellers.listFile', { listId: answer.listIds[0] })).quarantined).toMatchObject([{ code: 'date' }]);
    expect(await commit('roster', content, { fileName: 'monaco.csv' })).toMatchObject({ repeated: true });
  });

  it('takes one of two commits that arrive at the same instant, and nobody twice', async () => {
    const flightId = await announce('LH730');
    const content = roster([row('Nauru', 1, 'LH730'), row('Nauru', 2, 'LH730')]);
    const answers = await Promise.all([1, 2, 3].map(() => world.act('travellers.commitList', { kind: 'roster', fileName: 'nauru.csv', content })));
    expect(answers.filter((answer) => answer.ok && !(answer.result as { repeated: boolean }).repeated)).toHaveLength(1);
    expect(answers.every((answer) => answer.ok || answer.refusal.code === 'list-changed-meanwhile')).toBe(true);
    expect(await persons(flightId)).toHaveLength(2);
  });

  it('refuses hostile files as a whole and changes nothing', async () => {
    const attempt = (content: string, kind = 'roster', fileName = 'x.csv') => world.refusedBy('travellers.commitList', { kind, fileName, content });
    expect(await attempt('', 'roster')).toBe('file-unreadable');
    expect(await attempt('***not base64***')).toBe('content-invalid');
    expect(await attempt(Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8]).toString('base64'), 'roster', 'x.xlsx')).toBe('file-unreadable');
    expect(await attempt(base64('%PDF-1.7 nothing'), 'roster', 'x.pdf')).toBe('file-unreadable');
    expect(await attempt(base64('Surname;Given names\nA;B'), 'roster')).toBe('file-unreadable');
    expect(await attempt(base64('hello'), 'airline', 'x.edi')).toBe('file-unreadable');
    expect(await attempt(Buffer.alloc(3000, 0xff).toString('base64'), 'airline', 'x.edi')).toBe('file-unreadable');
  });

  it('waits for a flight that nobody has announced yet, and takes the same file in once it is', async () => {
    const content = roster([row('Latvia', 1, 'LH728')]);
    expect(await commit('roster', content)).toMatchObject({ added: 1, flights: [], problems: [{ code: 'flight-not-announced' }] });
    expect(await commit('roster', content)).toMatchObject({ repeated: true });
    const flightId = await announce('LH728');
    expect(await commit('roster', content)).toMatchObject({ repeated: false, flights: [flightId] });
    expect(await persons(flightId)).toHaveLength(1);
  });

  it('adds what an accredited person owes when the roster comes after the airline’s list', async () => {
    const flightId = await announce('ZZ800', { flightDate: '2022-01-28' });
    await commit('airline', base64(specimenList({ flight: 'ZZ800', passengers: 2 })), { flightId });
    const [first] = await persons(flightId);
    const stored = (await world.see<{ entries: { record: { surname: string; givenNames: string; birthDate: string; documents: { number: string; issuer: string }[] } }[] }>('travellers.listFile', { listId: (await world.see<{ lists: { listId: string }[] }>('travellers.lists', { flightId })).lists[0]!.listId })).entries.find((entry) => entry.record.surname === first!.surname)!.record;
    await commit('roster', base64([header, `Fiji,F-1,${stored.surname},${stored.givenNames},M,${stored.birthDate},FJI,${stored.documents[0]!.number},${stored.documents[0]!.issuer},ZZ800,2022-01-28,,Coach`].join('\n')));
    const after = await persons(flightId);
    expect(after).toHaveLength(2);
    expect(after.find((person) => person.caseId === first!.caseId)).toMatchObject({ accreditationNumber: 'F-1', seat: first!.seat });
    await world.done('travellers.confirmOnBoard', { flightId, headCount: 2, papersIn: true, illPersons: 0, absentCaseIds: [] });
    const owed = await persons(flightId);
    expect(owed.filter((person) => person.owed.some((entry) => entry.step === 'EXT-02')).map((person) => person.caseId)).toEqual([first!.caseId]);
  });
});

describe('airline lists', () => {
  it('joins parts that come in several files, and takes crew and passengers as lists of their own', async () => {
    const flightId = await announce('ZZ926', { flightDate: '2022-01-28' });
    expect(await commit('airline', base64(specimenList({ passengers: 3, part: '01:C', from: 1 })))).toMatchObject({ added: 3, flights: [flightId] });
    expect(await persons(flightId)).toHaveLength(3);
    expect(await commit('airline', base64(specimenList({ passengers: 3, part: '02:F', from: 4 })))).toMatchObject({ added: 3, gone: 0 });
    expect(await persons(flightId)).toHaveLength(6);
    await commit('airline', base64(specimenList({ passengers: 0, crew: 2, from: 50 })));
    expect(await persons(flightId)).toHaveLength(8);
    expect(await counts(flightId)).toMatchObject({ airline: 8, roster: null, differences: [] });
    expect(await commit('airline', base64(specimenList({ passengers: 3, part: '02:F', from: 4 })))).toMatchObject({ repeated: true });
    // A seat that an officer corrected stands until the carrier says something new of that very person.
    const [first] = await persons(flightId);
    await world.done('travellers.changeSeat', { caseId: first!.caseId, seat: '40A' });
    await commit('airline', base64(specimenList({ passengers: 1, bgm: '745+CP', from: 7 })));
    expect((await persons(flightId)).find((person) => person.caseId === first!.caseId)?.seat).toBe('40A');
  });

  it('answers the Chinese interactive dialect and changes only whom a change message names', async () => {
    const flightId = await announce('ZZ930', { flightDate: '2022-01-28' });
    const list = await commit('airline', base64(specimenList({ flight: 'ZZ930', passengers: 4, dialect: 'iapi', from: 11 })));
    expect(list.answer).toContain('CUSRES');
    expect(await commit('airline', base64(specimenList({ flight: 'ZZ930', passengers: 1, dialect: 'iapi', bgm: '745+CP', from: 30 })))).toMatchObject({ added: 1, gone: 0 });
    expect(await counts(flightId)).toMatchObject({ airline: 5 });
    expect(await commit('airline', base64(specimenList({ flight: 'ZZ930', passengers: 1, bgm: '745+RP', from: 12 })))).toMatchObject({ gone: 1, added: 0 });
    expect(await counts(flightId)).toMatchObject({ airline: 4 });
    // Whom the reduction takes off the list stays on the flight until an officer says why.
    expect(await persons(flightId)).toHaveLength(5);
    expect((await counts(flightId)).differences.map((entry) => entry.detail.code)).toEqual(['onNoList']);
  });

  it('refuses a list of another flight', async () => {
    const flightId = await announce('ZZ940', { flightDate: '2022-01-28' });
    expect(await world.refusedBy('travellers.commitList', { kind: 'airline', fileName: 'x.edi', content: base64(specimenList({ flight: 'ZZ941' })), flightId })).toBe('flight-differs');
    expect(await world.refusedBy('travellers.commitList', { kind: 'airline', fileName: 'x.edi', content: base64(specimenList({})), flightId: '01890000-0000-7000-8000-000000000000' })).toBe('flight-unknown');
  });

  it('opens a difference for everybody on whom roster and airline disagree; one that resolves itself still waits for a word', async () => {
    const flightId = await announce('ZZ950', { flightDate: '2022-01-28', chartered: true });
    await commit('airline', base64(specimenList({ flight: 'ZZ950', passengers: 2, from: 60 })));
    const answer = await commit('roster', roster([row('Samoa', 1, 'ZZ950', { date: '2022-01-28' })]));
    expect(answer.differencesOpened).toBe(3);
    const opened = await counts(flightId);
    expect(opened.differences.map((entry) => entry.detail.code).sort()).toEqual(['airlineNotRoster', 'airlineNotRoster', 'rosterNotAirline']);
    expect(opened.differences.every((entry) => entry.dueAt !== null && !entry.explained && !entry.resolved)).toBe(true);
    expect(await world.done('travellers.reconcile', { flightId })).toEqual({ opened: 0, unexplained: 3 });
    expect(await world.done('travellers.confirmList', { flightId })).toMatchObject({ outcome: 'failed', listHeld: true, unexplainedGaps: 3 });
    const missing = opened.differences.find((entry) => entry.detail.code === 'rosterNotAirline')!;
    // The delegation corrects itself: the person was never to come.
    await commit('roster', roster([row('Samoa', 2, 'ZZ950', { date: '2022-01-28' })]));
    const after = await counts(flightId);
    expect(after.differences.find((entry) => entry.ordinal === missing.ordinal)).toMatchObject({ resolved: true, explained: false, suggestion: { en: expect.stringContaining('Resolved') } });
    for (const difference of after.differences) await world.done('travellers.explainDifference', { flightId, ordinal: difference.ordinal, explanation: 'Checked with the delegation.' });
    expect(await world.refusedBy('travellers.explainDifference', { flightId, ordinal: missing.ordinal, explanation: 'again' })).toBe('step-not-owed');
    expect(await world.refusedBy('travellers.explainDifference', { flightId, ordinal: 9999, explanation: 'none' })).toBe('difference-unknown');
    expect(await world.done('travellers.reconcile', { flightId })).toEqual({ opened: 0, unexplained: 0 });
    const officer = await world.makeOfficer('healthOfficer');
    await world.done('travellers.assignDifference', { flightId, ordinal: missing.ordinal, officerId: officer.officerId });
    expect(await world.refusedBy('travellers.assignDifference', { flightId, ordinal: missing.ordinal, officerId: flightId })).toBe('officer-unknown');
  });
});

describe('the carrier’s close-out', () => {
  it('says who did not board, as a proposal to the officer who counts, and suggests the explanation', async () => {
    const flightId = await announce('ZZ970', { flightDate: '2022-01-28' });
    await commit('airline', base64(specimenList({ flight: 'ZZ970', passengers: 3, from: 80 })));
    const listed = await persons(flightId);
    const reference = (number: number): string => `NAD+ZZZ+++\nRFF+AVF:Z${10000 + number}\nRFF+ABO:ZZ926${number}`;
    const message = ['UNB+UNOA:4+ZZ:ZZ+ZZAPIS:ZZ+220128:0900+2++APIS', 'UNH+1+PAXLST:D:05B:UN:IATA', 'BGM+266+CLNB', 'NAD+MS+++SPECIMEN HELP DESK', 'TDT+20+ZZ970+++ZZ', 'LOC+125+FRA', 'DTM+189:2201272010:201', 'LOC+87+PEK', 'DTM+232:2201281410:201', ...reference(81).split('\n'), 'CNT+42:1', 'UNT+12+1', 'UNZ+1+2'].join("'\n") + "'";
    await commit('airline', base64(message));
    const said = await counts(flightId);
    expect(said.airlineSays.notOnBoard).toHaveLength(1);
    const [absent] = said.airlineSays.notOnBoard as [string];
    expect(listed.find((person) => person.caseId === absent)?.surname).toContain('81');
    expect(said.differences).toEqual([]);
    expect(await world.done('travellers.confirmOnBoard', { flightId, headCount: 2, papersIn: true, illPersons: 0, absentCaseIds: [absent] })).toMatchObject({ differencesOpened: 1 });
    expect((await counts(flightId)).differences[0]).toMatchObject({ detail: { code: 'listedNotOnBoard' }, suggestion: { en: expect.stringContaining('close-out') } });
  });
});

describe('the same person', () => {
  it('is proposed when likely, taken off once when decided, and never asked about again when different', async () => {
    const flightId = await announce('ZZ960', { flightDate: '2022-01-28' });
    const add = (givenNames: string, more: object = {}) => world.done<{ caseId: string; travellerId: string }>('travellers.addPerson', { flightId, person: { surname: 'LINDQVIST', givenNames, kind: 'passenger', birthDate: '1991-05-05', ...more } });
    const one = await add('MAJA ELSA', { documents: [{ type: 'P', number: 'SE111', issuer: 'SWE' }], nationality: 'SWE' });
    const other = await add('MAJA', { nationality: 'SWE' });
    const third = await add('MAIA', { documents: [{ type: 'P', number: 'NO333', issuer: 'NOR' }], nationality: 'NOR' });
    const pairs = async () => (await world.see<{ matches: { oneId: string; otherId: string; reasons: unknown[] }[] }>('travellers.matches', { flightId })).matches.map((match) => [match.oneId, match.otherId].sort().join(' '));
    const pair = (a: { travellerId: string }, b: { travellerId: string }): string => [a.travellerId, b.travellerId].sort().join(' ');
    const proposed = await pairs();
    expect(proposed).toEqual(expect.arrayContaining([pair(one, other), pair(other, third)]));
    await world.done('travellers.decideMatch', { oneId: other.travellerId, otherId: third.travellerId, decision: 'different' });
    expect(await pairs()).not.toContain(pair(other, third));
    expect(await world.refusedBy('travellers.decideMatch', { oneId: third.travellerId, otherId: other.travellerId, decision: 'same' })).toBe('match-decided');
    const decided = await world.done<{ keptId: string; endedCaseIds: string[] }>('travellers.decideMatch', { oneId: one.travellerId, otherId: other.travellerId, decision: 'same' });
    expect(decided).toEqual({ keptId: one.travellerId, endedCaseIds: [other.caseId] });
    expect(await pairs()).not.toContain(pair(one, other));
    await world.done('travellers.confirmOnBoard', { flightId, headCount: 2, papersIn: true, illPersons: 0, absentCaseIds: [] });
    expect(await world.see('travellers.headCounts', { flightId })).toMatchObject({ counted: 2, onBoard: 2, absent: 0 });
  });
});
