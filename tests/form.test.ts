import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTrust } from '../src/modules/certificates/trust.ts';
import { verifyCode } from '../src/modules/certificates/declaration-code.ts';
import { nationalBaseline } from '../src/modules/prescribed/plan-file.ts';
import { judgeAnew } from '../src/server/start.ts';
import type { OpenHouse } from '../src/server/start.ts';
import { FormVisitor, healthyAnswers } from './form-visitor.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';

let world: TestWorld;
let serving: Serving;
let flightId: string;
let base: string;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' });
  serving = await serve(world.open as OpenHouse);
  ({ flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'LH720', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true }));
  const people = ['K100001,1996-04-05', 'K100002,1990-01-02', 'K100003,2010-01-03', 'K100004,1990-01-04', 'K100006,1990-01-06', 'K100007,1990-01-07'].map((entry, index) => `Norway,${['NORDMANN', 'ALPHA', 'BRAVO', 'CHARLIE', 'DELTA', 'ECHO', 'FOXTROT'][index]},KARI,F,${entry.split(',')[1]},NOR,${entry.split(',')[0]},LH720,2022-01-27`);
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'roster.csv', content: base64(['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date', ...people].join('\n')) });
  await world.done('travellers.addPerson', { flightId, person: { surname: 'GOLF', givenNames: 'KARI', kind: 'passenger', documents: [{ type: 'P', number: 'K100005' }] } });
  expect(await world.done('declarations.invite', { flightId })).toEqual({ invited: 7, already: 0 });
  expect(await world.done('declarations.invite', { flightId })).toEqual({ invited: 0, already: 7 });
  base = `/declare/${world.open.book.find(world.eventId)!.code}`;
});
afterAll(async () => {
  await serving?.close();
  await world?.close();
});

const visitor = (headers: Readonly<Record<string, string>> = { 'accept-language': 'en' }): FormVisitor => new FormVisitor(serving.address, headers);
const codeFor = async (number: string): Promise<{ code: string; caseId: string }> => {
  const [row] = await world.open.pool.query<{ case_id: string }>('SELECT j.case_id FROM journeys j JOIN traveller_documents d ON d.event_id = j.event_id AND d.traveller_id = j.traveller_id WHERE j.event_id = $1 AND d.number = $2', [world.eventId, number]);
  const { codes } = await world.see<{ codes: { caseId: string; code: string }[] }>('declarations.codes', { flightId });
  return codes.find((entry) => entry.caseId === row!.case_id)!;
};
const born = (day: string): Record<string, string> => ({ 'birthDate-year': day.slice(0, 4), 'birthDate-month': day.slice(5, 7), 'birthDate-day': day.slice(8) });

async function opens(person: FormVisitor, code: string, birthDate: string): Promise<void> {
  await person.opens(`${base}/i/${code}`);
  await person.sends(born(birthDate), '/open');
}

/** Answers whatever is asked until the answers are to be checked. */
async function answersAll(person: FormVisitor, other: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {}): Promise<string[]> {
  const asked: string[] = [];
  if (person.page.path.endsWith('/keep')) await person.opens(`${base}/card`);
  for (let pages = 0; pages < 30 && !person.page.path.endsWith('/check'); pages += 1) {
    if (person.page.path.endsWith('/known')) { await person.sends({ act: 'confirm' }); continue; }
    const question = /\/q\/([a-zA-Z]+)/.exec(person.page.path)?.[1] ?? '';
    asked.push(question);
    await person.sends({ ...(other[question] ?? healthyAnswers[question]), act: 'continue' });
    if (person.page.status !== 200) throw new Error(`${question}: ${person.words()}`);
  }
  return asked;
}

describe('a traveller with an invitation', () => {
  it('confirms what lists know, answers the rest one question a page, files, and holds a code that a station verifies offline', async () => {
    const { code, caseId } = await codeFor('K100001');
    const kari = visitor();
    await opens(kari, code, '1996-04-05');
    expect(kari.page.path).toBe(`${base}/keep`);
    expect(kari.page.text).not.toContain(code);
    const own = /<p class="code" dir="ltr">([A-Z0-9-]{14})</.exec(kari.page.text)![1]!;
    await kari.opens(`${base}/card`);
    expect(kari.page.path).toBe(`${base}/known`);
    expect(kari.words()).toContain('NORDMANN');
    const asked = await answersAll(kari);
    expect(asked).toEqual(['seat', 'phone', 'address', 'places', 'symptoms', 'medicine', 'contactCase', 'contactFever', 'cluster', 'test', 'vaccination', 'truth']);
    await kari.sends({}, '/file');
    expect(kari.page.path).toBe(`${base}/done`);
    expect(kari.words()).toContain('Your declaration is filed');

    const records = await world.open.pool.query<{ outcome: string; evidence: object }>(`SELECT outcome, evidence FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'PRE-04'`, [world.eventId, caseId]);
    expect(records).toMatchObject([{ outcome: 'passed', evidence: { complete: true, formVersion: '2022-01', language: 'en', symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false } }]);

    const picture = await kari.opens(`${base}/code.png`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    const data = JSON.parse((await kari.opens(`${base}/data`)).text) as { filed: { code: string; validFrom: string; validUntil: string }; answers: Record<string, unknown> };
    expect(data.answers).toMatchObject({ surname: 'NORDMANN', seat: '21C', phoneHome: '+4741234567', symptoms: ['none'] });
    expect([data.filed.validFrom, data.filed.validUntil]).toEqual(['2022-01-26T06:00:00.000Z', '2022-01-27T18:00:00.000Z']);
    const station = await world.see<{ event: string; keys: unknown; cards: { declarationId: string; version: number; caseId: string }[] }>('declarations.codeKeys', {});
    const keys = loadTrust([{ name: 'keys.json', bytes: Buffer.from(JSON.stringify(station.keys)) }]);
    const verdict = verifyCode(data.filed.code, { keys, at: new Date('2022-01-27T06:30:00Z'), event: station.event });
    expect(verdict).toMatchObject({ verdict: 'valid', declaration: { flight: 'LH720', surname: 'NORDMANN', documentEnd: '0001', result: 'clear', cardVersion: '2022-01', version: 1 } });
    expect(station.cards).toContainEqual(expect.objectContaining({ declarationId: verdict.declaration!.declarationId, version: 1, caseId }));

    // Own code and birth date open it again on another device; answers are changed, and the old code is superseded.
    const again = visitor();
    await opens(again, own, '1996-04-05');
    expect(again.page.path).toBe(`${base}/done`);
    await again.opens(`${base}/q/symptoms?from=check`);
    await again.sends({ symptoms: ['fever', 'headache'], act: 'continue' });
    expect(again.page.path).toBe(`${base}/check`);
    await again.sends({}, '/file');
    const newest = (await world.see<{ cards: { declarationId: string; version: number }[] }>('declarations.codeKeys', {})).cards.find((card) => card.declarationId === verdict.declaration!.declarationId)!;
    expect(newest.version).toBe(2);
    const officer = await world.see<{ version: number; symptomDeclared: boolean; answers: { field: string; shown: { zh: string; en: string }; original: string | null }[] }>('declarations.card', { caseId }, { reason: 'care' });
    expect(officer).toMatchObject({ version: 2, symptomDeclared: true });
    expect(officer.answers.find((entry) => entry.field === 'symptoms')!.shown).toMatchObject({ en: 'Fever and Headache' });
    const { owed } = (await world.see<{ persons: { caseId: string; owed: { step: string }[] }[] }>('travellers.persons', { flightId, limit: 50 })).persons.find((person) => person.caseId === caseId)!;
    expect(owed.map((entry) => entry.step)).not.toContain('PRE-04');
  });

  it('is told what is wrong, where, and how to put it right; what was typed stays, and nothing wrong is saved', async () => {
    const { code } = await codeFor('K100002');
    const person = visitor();
    await opens(person, code, '1990-01-02');
    await person.opens(`${base}/q/phone`);
    await person.sends({ phoneHome: '12345', email: 'nobody', act: 'continue' });
    expect(person.page.status).toBe(422);
    expect(person.page.text).toContain('<a href="#phoneHome">');
    expect(person.page.text).toContain('<a href="#email">');
    expect(person.page.text).toContain('value="12345"');
    expect(person.page.text).toContain('aria-invalid="true"');
    await person.opens(`${base}/q/phone`);
    expect(person.page.text).not.toContain('12345');
    await person.opens(`${base}/q/places`);
    await person.sends({ act: 'add' });
    expect(person.words()).toContain('Choose a country or region');
    await person.sends({ placeCountry: 'FRA', placeTown: 'Paris', act: 'add' });
    await person.sends({ placeCountry: 'DEU', placeTown: '', act: 'add' });
    expect(person.words()).toContain('Germany');
    await person.sends({ act: 'remove-0' });
    expect(person.words()).not.toContain('Paris');
    await person.opens(`${base}/q/birthDate`);
    await person.sends({ 'birthDate-day': '31', 'birthDate-month': '2', 'birthDate-year': '1990', act: 'continue' });
    expect(person.page.text).toContain('value="31"');
    expect(person.words()).toContain('Enter a day that exists');
  });

  it('goes on on another device where it stopped, after leaving on this one', async () => {
    const { code } = await codeFor('K100002');
    const first = visitor();
    await opens(first, code, '1990-01-02');
    await first.opens(`${base}/card`);
    await first.sends({ act: 'confirm' });
    await first.sends({ ...healthyAnswers['seat'], act: 'continue' });
    await first.sends({}, '/leave');
    await first.opens(`${base}/check`);
    expect(first.page.status).toBe(401);
    const second = visitor();
    await opens(second, code, '1990-01-02');
    await second.opens(`${base}/card`);
    expect(second.page.path).toBe(`${base}/q/phone`);
  });

  it('needs a guardian as a child', async () => {
    const { code } = await codeFor('K100003');
    const child = visitor();
    await opens(child, code, '2010-01-03');
    await child.opens(`${base}/card`);
    expect(await answersAll(child)).toContain('guardian');
  });

  it('without a known birth date sets it by opening, and no other opens it then', async () => {
    const { code } = await codeFor('K100005');
    const person = visitor();
    await opens(person, code, '1991-05-05');
    expect(person.page.path).toBe(`${base}/keep`);
    const other = visitor();
    await opens(other, code, '1992-05-05');
    expect(other.page.status).toBe(422);
  });

  it('deletes the card: unreadable at once and for good, and the declaration is owed again', async () => {
    const { code, caseId } = await codeFor('K100004');
    const person = visitor();
    await opens(person, code, '1990-01-04');
    await answersAll(person);
    await person.sends({}, '/file');
    await person.opens(`${base}/delete`);
    await person.sends({}, '/delete');
    expect(person.words()).toContain('deleted');
    await person.opens(`${base}/done`);
    expect(person.page.status).toBe(401);
    expect(await world.see('declarations.card', { caseId }, { reason: 'care' })).toBeNull();
    const [row] = await world.open.pool.query<{ wrapped_key: null; drafts: number }>('SELECT wrapped_key, (SELECT count(*)::int FROM declaration_drafts r WHERE r.event_id = d.event_id AND r.declaration_id = d.declaration_id) AS drafts FROM declarations d WHERE event_id = $1 AND case_id = $2', [world.eventId, caseId]);
    expect(row).toEqual({ wrapped_key: null, drafts: 0 });
    expect((await world.see<{ revoked: string[] }>('declarations.codeKeys', {})).revoked).toHaveLength(1);
    const { owed } = (await world.see<{ persons: { caseId: string; owed: { step: string }[] }[] }>('travellers.persons', { flightId, limit: 50 })).persons.find((person2) => person2.caseId === caseId)!;
    expect(owed.map((entry) => entry.step)).toContain('CHK-01b');
    const { state } = (await world.see<{ persons: { caseId: string; state: string }[] }>('declarations.flight', { flightId })).persons.find((entry) => entry.caseId === caseId)!;
    expect(state).toBe('notBegun');
  });
});

describe('a plan that changes after a card was filed', () => {
  it('judges the answers anew, tells the station to look, and asks the traveller only what the newer card adds', async () => {
    await world.done('travellers.addPerson', { flightId, person: { surname: 'HOTEL', givenNames: 'KARI', kind: 'passenger', birthDate: '1988-08-08', sex: 'F', nationality: 'NOR', documents: [{ type: 'P', number: 'K100008' }] } });
    await world.done('declarations.invite', { flightId });
    const { code, caseId } = await codeFor('K100008');
    const person = visitor();
    await opens(person, code, '1988-08-08');
    await answersAll(person);
    await person.sends({}, '/file');
    const own = /class="own" dir="ltr">([A-Z0-9-]{14})</.exec(person.page.text)![1]!;
    const filed = (await world.see<{ persons: { caseId: string; declarationId: string }[] }>('declarations.flight', { flightId })).persons.find((entry) => entry.caseId === caseId)!;
    const stale = async (): Promise<boolean> => (await world.see<{ cards: { declarationId: string; stale: boolean }[] }>('declarations.codeKeys', {})).cards.find((card) => card.declarationId === filed.declarationId)!.stale;
    expect(await stale()).toBe(false);

    const { version } = await world.done<{ version: number }>('flights.savePlan', { flightId, document: { ...nationalBaseline('arrival'), card: '5', keyAreas: ['NOR'] } });
    await world.done('flights.approvePlan', { flightId, planId: flightId, version });
    await judgeAnew(world.open, new Set());
    expect(await stale()).toBe(true);
    const facts = await world.open.pool.query<{ evidence: { keyAreaDeclared: boolean; note?: string } }>(`SELECT evidence FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'PRE-04' ORDER BY seq`, [world.eventId, caseId]);
    expect(facts.map((row) => row.evidence.keyAreaDeclared)).toEqual([false, true]);
    await judgeAnew(world.open, new Set());
    expect(await world.open.pool.query(`SELECT 1 FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'PRE-04'`, [world.eventId, caseId])).toHaveLength(2);
    // Version 5 asks less than the Games' card: nothing is owed. Back under the Games' card nothing is lost either.
    const again = visitor();
    await opens(again, own, '1988-08-08');
    expect(again.words()).toContain('Your declaration is filed');
    const officer = await world.see<{ cardVersion: string; filedCardVersion: string; openAnswers: number; answers: { field: string }[] }>('declarations.card', { caseId }, { reason: 'care' });
    expect(officer).toMatchObject({ cardVersion: '5', filedCardVersion: '2022-01', openAnswers: 0 });
    expect(officer.answers.map((entry) => entry.field)).toContain('vaccination');
  });
});

describe('what others may not', () => {
  it('shows a leader’s code nothing of the health answers given before, and lets the owner begin them anew', async () => {
    const { code } = await codeFor('K100006');
    const owner = visitor();
    await opens(owner, code, '1990-01-06');
    await answersAll(owner, { symptoms: { symptoms: ['fever'] }, medicine: { medicine: 'yes' } });
    await owner.sends({}, '/file');
    const leader = visitor();
    await opens(leader, code, '1990-01-06');
    for (const path of ['done', 'check', 'q/symptoms', 'q/medicine', 'data', 'keep']) {
      await leader.opens(`${base}/${path}`);
      // A question shows its options, and none of them chosen.
      expect(leader.page.text, path).not.toMatch(path.startsWith('q/') ? / checked>|TG1:/ : /\bFever\b|"(?:medicine|symptoms)"|TG1:|<svg/);
    }
    await leader.opens(`${base}/code.png`);
    expect(leader.page.status).toBe(404);
    await leader.opens(`${base}/check`);
    expect(leader.words()).toContain('hidden');
    await leader.sends({}, '/restart');
    expect(leader.page.path).toBe(`${base}/keep`);
    await answersAll(leader);
    expect(leader.words()).toContain('None of these');
  });

  it('tells nobody whether a code exists, and slows down who tries', async () => {
    const { code } = await codeFor('K100007');
    const guesser = visitor();
    const said = new Set<string>();
    for (const [typed, day] of [[code, '1980-01-01'], ['AAAA-BBBB-CCCC', '1990-01-07']] as const) {
      await opens(guesser, typed, day);
      expect(guesser.page.status).toBe(422);
      said.add(/<p class="error" id="code-error">([^<]*)</.exec(guesser.page.text)![1]!);
    }
    expect([...said]).toHaveLength(1);
    for (let attempt = 0; attempt < 6; attempt += 1) await opens(guesser, code, `1980-01-0${attempt + 1}`);
    await opens(guesser, code, '1990-01-07');
    expect(guesser.words()).toContain('Too many attempts');
  });

  it('takes no form from another site, without its guard, or after the session', async () => {
    const person = visitor();
    await person.opens(`${base}/new`);
    await person.sends({ flight: 'LH720', 'flightDate-day': '27', 'flightDate-month': '1', 'flightDate-year': '2022', ...born('1990-09-09') }, '/new');
    expect(person.page.path).toBe(`${base}/keep`);
    await person.opens(`${base}/q/symptoms`);
    await person.sends({ symptoms: 'none', act: 'continue' }, undefined, { 'sec-fetch-site': 'cross-site' });
    expect(person.page.status).toBe(403);
    await person.opens(`${base}/q/symptoms`);
    await person.sends({ symptoms: 'none', act: 'continue', guard: 'x.y' });
    expect(person.page.status).toBe(403);
    const other = visitor();
    await other.opens(`${base}/check`);
    expect(other.page.status).toBe(401);
  });

  it('keeps no answer, no birth date and no code readable in the database, in the audit or in an address', async () => {
    const tables = ['declarations', 'declaration_drafts', 'declaration_versions', 'form_sessions', 'form_attempts', 'action_log', 'read_log'];
    for (const table of tables) {
      const [row] = await world.open.pool.query<{ text: string }>(`SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${table} t WHERE event_id = $1`, [world.eventId]);
      expect(row!.text, table).not.toMatch(/Invented Hotel|\+?4741234567|headache|TG1:|\\\\x[0-9a-f]*(?:496e76656e74656420486f74656c)/);
    }
    const [log] = await world.open.pool.query<{ text: string }>(`SELECT string_agg(answer::text, ' ') AS text FROM action_log WHERE event_id = $1 AND action LIKE 'declarations.%'`, [world.eventId]);
    expect(log!.text).not.toMatch(/symptoms|medicine|e\.phone/);
  });
});

describe('a team leader', () => {
  const roster = (delegation: string, rows: readonly string[]): string => ['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date', ...rows.map((row) => `${delegation},${row},LH720,2022-01-27`)].join('\n');
  let code: string;
  let pin: string;
  beforeAll(async () => {
    ({ code, pin } = await world.done<{ code: string; pin: string }>('declarations.inviteLeader', { delegation: 'Sweden', language: 'sv' }));
  });
  const leads = async (): Promise<FormVisitor> => {
    const leader = visitor();
    await leader.opens(`${base}/i/${code}`);
    await leader.sends({ pin }, '/open');
    return leader;
  };

  it('opens with a code and digits, not without', async () => {
    const leader = visitor();
    await leader.opens(`${base}/i/${code}`);
    expect(leader.words()).toContain('Digits that you were told');
    await leader.sends({ pin: '00000000' }, '/open');
    expect(leader.page.status).toBe(422);
    expect((await leads()).page.path).toBe(`${base}/team`);
  });

  it('sends one list, is told what could not be used by row, and gets a code for every member', async () => {
    const leader = await leads();
    expect(leader.words()).toContain('No member of your delegation');
    await leader.sendsFile('/team/list', 'team.csv', roster('Sweden', ['SVENSSON,ANNA,F,1999-01-01,SWE,S1000001', 'SVENSSON,BO,M,2008-01-01,SWE,S1000002', 'SVENSSON,CAJSA,F,1999-13-01,SWE,S1000003']));
    expect(leader.words()).toMatch(/2 members are listed/);
    expect(leader.words()).toMatch(/row 4/);
    expect(leader.words()).toMatch(/0 of 2 complete/);
    expect(leader.page.text.match(/class="own" dir="ltr">[A-Z0-9]{4}-/g)).toHaveLength(2);
    expect(leader.words()).toContain('through a guardian');
  });

  it('takes nobody over who is known already and not of the delegation, and no list of another', async () => {
    const leader = await leads();
    await leader.sendsFile('/team/list', 'team.csv', roster('Norway', ['SVENSSON,ANNA,F,1999-01-01,SWE,S1000001']));
    expect(leader.page.status).toBe(422);
    expect(leader.words()).toContain('Sweden only');
    await leader.sendsFile('/team/list', 'team.csv', roster('Sweden', ['SVENSSON,ANNA,F,1999-01-01,SWE,S1000001', 'NORDMANN,KARI,F,1996-04-05,NOR,K100001']));
    expect(leader.words()).toContain('not of your delegation');
    const [row] = await world.open.pool.query<{ delegation: string }>(`SELECT t.delegation FROM travellers t JOIN traveller_documents d ON d.event_id = t.event_id AND d.traveller_id = t.traveller_id WHERE t.event_id = $1 AND d.number = 'K100001'`, [world.eventId]);
    expect(row!.delegation).toBe('Norway');
    await leader.sendsFile('/team/list', 'team.pdf', Buffer.from('%PDF-1.4'));
    expect(leader.page.status).toBe(422);
  });

  it('fills in the travel facts once; each member confirms them and answers for their own health, which the leader never sees', async () => {
    const leader = await leads();
    await leader.sends({ phoneHome: '123' }, '/team/travel');
    expect(leader.page.status).toBe(422);
    expect(leader.words()).toContain('Enter a phone number');
    await leader.opens(`${base}/team`);
    await leader.sends({ phoneHome: '+46 8 123 45 67', address: 'Invented Village, 2', placeCountry: 'SWE' }, '/team/travel');
    expect(leader.words()).toContain('Filled in for 2 members');
    const member = /SVENSSON ANNA<\/bdi><\/td><td><b class="own" dir="ltr">([A-Z0-9-]+)</.exec(leader.page.text)![1]!;
    const anna = visitor({ 'accept-language': 'sv' });
    await opens(anna, member, '1999-01-01');
    await anna.opens(`${base}/q/address`);
    expect(anna.page.text).toContain('Invented Village, 2');
    await anna.opens(`${base}/card`);
    await answersAll(anna, { symptoms: { symptoms: ['fever'] }, phone: {}, address: {}, places: {} });
    await leader.opens(`${base}/team`);
    expect(leader.page.text).toContain('state begun');
    await anna.sends({}, '/file');
    await leader.opens(`${base}/team`);
    expect(leader.words()).toMatch(/1 of 2 complete/);
    expect(leader.page.text).not.toMatch(/fever|Fever|result|clear/);
    for (const path of ['check', 'done', 'data', 'code.png', 'q/symptoms']) expect((await leader.opens(`${base}/${path}`)).status, path).toBe(401);
    await anna.opens(`${base}/team`);
    expect(anna.page.status).toBe(401);
  });

  it('has no way in any more once it is taken back', async () => {
    const { leaders } = await world.see<{ leaders: { leaderId: string; delegation: string }[] }>('declarations.leaders', {});
    const leader = await leads();
    await world.done('declarations.revokeLeader', { leaderId: leaders.find((entry) => entry.delegation === 'Sweden')!.leaderId });
    await leader.opens(`${base}/team`);
    expect(leader.page.status).toBe(401);
    expect((await leads()).page.status).toBe(422);
  });
});

describe('somebody without an invitation', () => {
  it('begins by flight and birth date, types everything, and is found on the list only when filing', async () => {
    const person = visitor();
    await person.opens(`${base}/new`);
    await person.sends({ flight: 'xx 1', 'flightDate-day': '27', 'flightDate-month': '1', 'flightDate-year': '2022', ...born('1990-01-07') }, '/new');
    expect(person.words()).toContain('We know no such flight');
    await person.sends({ flight: 'lh 0720' }, '/new');
    expect(person.page.path).toBe(`${base}/keep`);
    await person.opens(`${base}/card`);
    expect(person.page.path).toBe(`${base}/q/name`);
    expect(person.page.text).not.toContain('ECHO');
    await answersAll(person, { document: { documentType: 'P', documentNumber: 'Z9999999' } });
    await person.sends({}, '/file');
    expect(person.page.path).toBe(`${base}/done`);
    const [row] = await world.open.pool.query<{ case_id: string | null }>(`SELECT case_id FROM declarations WHERE event_id = $1 AND origin = 'begun' ORDER BY created_at DESC LIMIT 1`, [world.eventId]);
    expect(row!.case_id).toBeNull();
  });
});
