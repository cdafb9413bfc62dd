import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf, startMail } from '../src/server/mail.ts';
import type { MailSender } from '../src/server/mail.ts';
import { houseActor } from '../src/kernel/officer.ts';
import { cardsOf, fileCard, listPeople, ownerOf } from './cards.ts';
import { FormVisitor } from './form-visitor.ts';
import { startMailServer } from './mail-server.ts';
import type { Arrived, MailServer } from './mail-server.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

type Queued = { queued: number; already: number; recently: number; complete: number; withoutAddress: number; withoutCard: number; prepared?: number };
type Person = { name: string; state: string; hasAddress: boolean; mail: { kind: string; state: string; attempts: number; status: string | null } | null };

let world: TestWorld;
let serving: Serving;
let mail: MailServer;
let sender: MailSender;
let people: Readonly<Record<string, string>>;
const flight = { flightId: '', designator: 'LH720', flightDate: '2022-01-29' };
const settings = (): { smtpUrl: string; from: string; publicUrl: string } => ({ smtpUrl: mail.url, from: 'Port health <declare@example.org>', publicUrl: serving.address });
const startSender = (): MailSender => startMail({ pool: world.open.pool, vault: world.open.vault, events: () => [world.eventId], now: world.open.house.now, announce: () => undefined, settings: settings(), everyMilliseconds: 3_600_000 });
const setMail = (): void => {
  process.env['TONGGUAN_SMTP_URL'] = mail.url;
  process.env['TONGGUAN_MAIL_FROM'] = settings().from;
  process.env['TONGGUAN_PUBLIC_URL'] = serving.address;
};
const unsetMail = (): void => { for (const name of ['TONGGUAN_SMTP_URL', 'TONGGUAN_MAIL_FROM', 'TONGGUAN_PUBLIC_URL']) delete process.env[name]; };

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T02:00:00.000Z', speed: 0 });
  serving = await serve(world.open);
  mail = await startMailServer();
  ({ flightId: flight.flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: flight.designator, flightDate: flight.flightDate, direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-29T02:00:00Z', chartered: true }));
  people = await listPeople(world, flight, [
    { surname: 'ALPHA', number: 'K300001', nationality: 'NOR', contact: 'Tel. 41 23 45 67 / alpha@example.org' }, { surname: 'BRAVO', number: 'K300002', nationality: 'EGY', contact: 'Bravo@Example.org' },
    { surname: 'CHARLIE', number: 'K300003', nationality: 'UKR', contact: 'office@team.example.org' }, { surname: 'DELTA', number: 'K300004', contact: 'office@team.example.org' },
    { surname: 'ECHO', number: 'K300005', contact: '+47 99 99 99 99' }, { surname: 'FOXTROT', number: 'K300006', delegation: 'Freedonia', contact: 'nobody@example.org' },
  ]);
  sender = startSender();
});
afterEach(() => { unsetMail(); mail.answer = () => undefined; });
afterAll(async () => {
  await sender?.stop();
  await serving?.close();
  await mail?.close();
  await world?.close();
});

const to = (address: string): Arrived[] => mail.arrived.filter((one) => one.to === address);
const person = async (name: string): Promise<Person> => (await world.see<{ persons: Person[] }>('declarations.flight', { flightId: flight.flightId })).persons.find((one) => one.name.startsWith(name))!;
/** Lets whatever waits for its next attempt be due. */
const later = (): Promise<unknown> => world.open.pool.query("UPDATE messages SET next_attempt_at = now() - interval '1 second' WHERE event_id = $1 AND state = 'waiting'", [world.eventId]);

describe('invitations by e-mail', () => {
  it('are refused where no mail server is set, and nothing is queued', async () => {
    for (const name of ['declarations.sendInvitations', 'declarations.remind']) expect(await world.refusedBy(name, { flightId: flight.flightId })).toBe('mail-not-set');
    expect((await world.see<{ mailReady: boolean }>('declarations.flight', { flightId: flight.flightId })).mailReady).toBe(false);
    expect(await world.open.pool.query('SELECT 1 FROM messages WHERE event_id = $1', [world.eventId])).toEqual([]);
  });

  it('reach everybody with an address, prepare their cards, and go to nobody twice', async () => {
    setMail();
    const [first, second] = await Promise.all([1, 2].map(() => world.done<Queued>('declarations.sendInvitations', { flightId: flight.flightId, delegation: 'Erewhon' })));
    expect(first!.queued + second!.queued).toBe(4);
    expect(await world.done<Queued>('declarations.sendInvitations', { flightId: flight.flightId, delegation: 'Erewhon' })).toEqual({ prepared: 0, queued: 0, already: 4, recently: 0, complete: 0, withoutAddress: 1, withoutCard: 0 });
    expect(await person('ALPHA')).toMatchObject({ hasAddress: true, mail: { kind: 'invitation', state: 'waiting', attempts: 0 } });
    expect(await person('ECHO')).toMatchObject({ hasAddress: false, mail: null });
    const other = startSender();
    await Promise.all([sender.sendDue(), other.sendDue()]);
    await sender.sendDue();
    await other.stop();
    expect(mail.arrived.map((one) => one.to).sort()).toEqual(['alpha@example.org', 'bravo@example.org', 'office@team.example.org', 'office@team.example.org']);
    expect(new Set(mail.arrived.map((one) => one.messageId)).size).toBe(4);
    expect(await person('ALPHA')).toMatchObject({ mail: { state: 'sent', attempts: 1 } });
  });

  it('are in the language of the nationality, from right to left in Arabic, and hold no birth date, name or answer', () => {
    const [norwegian] = to('alpha@example.org');
    expect(norwegian!.source).toMatch(/^From: Port health <declare@example.org>/m);
    expect(norwegian!.source).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(norwegian!.html).toContain('<html lang="nb-NO" dir="ltr">');
    expect(norwegian!.text).toContain(`${serving.address}/declare/${world.open.book.find(world.eventId)!.code}/guide/LH720/2022-01-29`);
    expect(norwegian!.subject).toContain('29. januar 2022');
    const [arabic] = to('bravo@example.org');
    expect(arabic!.html).toContain('dir="rtl"');
    for (const one of mail.arrived) expect(one.text + one.html + one.subject).not.toMatch(/ALPHA|BRAVO|KARI|1990|K30000|symptom|fever/);
  });

  it('open the card through the form: own code at one’s own address, the handed-out one at an office’s', async () => {
    const link = (message: Arrived): string => new URL(/https?:\/\/\S+\/i\/\S+/.exec(message.text)![0]).pathname;
    const born = { 'birthDate-year': '1990', 'birthDate-month': '01', 'birthDate-day': '02' };
    const own = new FormVisitor(serving.address, { 'accept-language': 'en' });
    await own.opens(link(to('alpha@example.org')[0]!));
    await own.sends(born, '/open');
    expect(own.page.path).toMatch(/\/(card|known)$/);
    const { codes } = await world.see<{ codes: { caseId: string; code: string }[] }>('declarations.codes', { flightId: flight.flightId });
    const handedOut = new Set(codes.map((entry) => entry.code));
    expect(handedOut.has(link(to('alpha@example.org')[0]!).split('/').at(-1)!)).toBe(false);
    for (const one of to('office@team.example.org')) expect(handedOut.has(link(one).split('/').at(-1)!)).toBe(true);
    const member = new FormVisitor(serving.address, { 'accept-language': 'en' });
    await member.opens(link(to('office@team.example.org')[0]!));
    await member.sends(born, '/open');
    expect(member.page.path).toMatch(/\/keep$/);
  });
});

describe('a mail server that says no', () => {
  it('for now is asked again later, with growing waits, also by a sender started anew', async () => {
    setMail();
    mail.answer = (address) => (address === 'nobody@example.org' ? { code: 451, text: 'Try again later' } : undefined);
    expect(await world.done<Queued>('declarations.sendInvitations', { flightId: flight.flightId })).toMatchObject({ queued: 1, already: 4, withoutAddress: 1 });
    await sender.sendDue();
    expect(await person('FOXTROT')).toMatchObject({ mail: { state: 'waiting', attempts: 1, status: expect.stringContaining('451') } });
    await sender.sendDue();
    expect(mail.tries.get('nobody@example.org')).toBe(1);
    await sender.stop();
    await later();
    sender = startSender();
    await sender.sendDue();
    expect(mail.tries.get('nobody@example.org')).toBe(2);
    const [row] = await world.open.pool.query<{ seconds: number }>("SELECT extract(epoch FROM next_attempt_at - now())::float AS seconds FROM messages WHERE event_id = $1 AND state = 'waiting'", [world.eventId]);
    expect(row!.seconds).toBeGreaterThan(20);
  });

  it('for good ends it with the reason shown, and a new invitation may follow', async () => {
    setMail();
    mail.answer = (address) => (address === 'nobody@example.org' ? { code: 550, text: 'No such user here' } : undefined);
    await later();
    await sender.sendDue();
    expect(await person('FOXTROT')).toMatchObject({ mail: { state: 'failed', attempts: 3, status: expect.stringContaining('No such user here') } });
    mail.answer = () => undefined;
    expect(await world.done<Queued>('declarations.sendInvitations', { flightId: flight.flightId, delegation: 'Freedonia' })).toMatchObject({ queued: 1 });
    await sender.sendDue();
    expect(to('nobody@example.org')).toHaveLength(1);
    expect(outcomeOf(Object.assign(new Error('x'), { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }))).toMatchObject({ end: 'later' });
    expect(outcomeOf(Object.assign(new Error('x'), { code: 'ECONNECTION' }))).toEqual({ end: 'later', status: 'ECONNECTION' });
  });
});

describe('reminders', () => {
  it('go to those who are not complete, once within six hours', async () => {
    setMail();
    expect(await world.done<Queued>('declarations.remind', { flightId: flight.flightId })).toMatchObject({ queued: 0, recently: 5, withoutAddress: 1 });
    world.setTime('2022-01-26T09:00:00.000Z', 0);
    await fileCard(world, (await cardsOf(world, flight.flightId)).get(people['ALPHA']!)!, 'fr');
    const before = mail.arrived.length;
    expect(await world.done<Queued>('declarations.remind', { flightId: flight.flightId, delegation: 'Erewhon' })).toMatchObject({ queued: 3, complete: 1, withoutAddress: 1 });
    expect(await world.done<Queued>('declarations.remind', { flightId: flight.flightId })).toMatchObject({ queued: 1, recently: 3 });
    // Who files between queue and sending is left in peace.
    await fileCard(world, (await cardsOf(world, flight.flightId)).get(people['BRAVO']!)!);
    await sender.sendDue();
    expect(mail.arrived.slice(before).map((one) => one.to).sort()).toEqual(['nobody@example.org', 'office@team.example.org', 'office@team.example.org']);
    expect(await person('BRAVO')).toMatchObject({ state: 'complete', mail: { kind: 'reminder', state: 'dropped', status: 'complete' } });
  });

  it('come by themselves two days, one day and eight hours before the flight, each once', async () => {
    const sentAt = async (at: string): Promise<number> => {
      world.setTime(at, 0);
      const before = mail.arrived.length;
      await sender.sendDue();
      await sender.sendDue();
      return mail.arrived.length - before;
    };
    expect(await sentAt('2022-01-27T01:00:00.000Z')).toBe(0);
    expect(await sentAt('2022-01-27T02:30:00.000Z')).toBe(3);
    expect(await sentAt('2022-01-27T12:00:00.000Z')).toBe(0);
    expect(await sentAt('2022-01-28T03:00:00.000Z')).toBe(3);
    expect(await sentAt('2022-01-28T18:30:00.000Z')).toBe(3);
    expect(await sentAt('2022-01-29T01:30:00.000Z')).toBe(0);
    expect(await sentAt('2022-01-29T03:00:00.000Z')).toBe(0);
    expect(await world.refusedBy('declarations.remind', { flightId: flight.flightId })).toBe('mail-not-set');
    setMail();
    expect(await world.refusedBy('declarations.remind', { flightId: flight.flightId })).toBe('declaration-flight-over');
  });

  it('are sent by a leader to their own members', async () => {
    setMail();
    const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'LH722', flightDate: '2022-02-02', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-02-02T06:00:00Z', chartered: true });
    await listPeople(world, { flightId, designator: 'LH722', flightDate: '2022-02-02' }, [{ surname: 'GOLF', number: 'K300011', delegation: 'Utopia', contact: 'golf@example.org' }, { surname: 'HOTEL', number: 'K300012', delegation: 'Utopia', contact: 'head@example.org' }, { surname: 'INDIA', number: 'K300013', delegation: 'Ruritania', contact: 'india@example.org' }]);
    await world.done('declarations.invite', { flightId });
    const { leaderId, code, mailed, pin } = await world.done<{ leaderId: string; code: string; mailed: boolean; pin: string }>('declarations.inviteLeader', { delegation: 'Utopia', email: 'head@example.org', language: 'de' });
    expect(mailed).toBe(true);
    await sender.sendDue();
    expect(to('head@example.org')[0]!.text).toContain(`/i/${code}`);
    expect(to('head@example.org')[0]!.html).toContain('lang="de"');
    const leader = { ...houseActor, roles: ['leader' as const], subject: leaderId };
    // By the leader's own page, without a script.
    const page = new FormVisitor(serving.address, { 'accept-language': 'en' });
    await page.opens(new URL(/https?:\/\/\S+\/i\/\S+/.exec(to('head@example.org')[0]!.text)![0]).pathname);
    await page.sends({ pin }, '/open');
    expect(page.page.path).toMatch(/\/team$/);
    await page.sends({}, '/team/remind');
    expect(page.words()).toContain('2 reminders are on their way.');
    expect(await world.done<Queued>('declarations.remindTeam', {}, { as: leader })).toMatchObject({ queued: 0, recently: 2 });
    await sender.sendDue();
    expect(to('india@example.org')).toEqual([]);
    expect(to('golf@example.org')).toHaveLength(1);
    // The member whose address is the leader's gets the code to hand out.
    const { codes } = await world.see<{ codes: { code: string }[] }>('declarations.codes', { flightId });
    expect(codes.some((entry) => to('head@example.org')[1]!.text.includes(entry.code))).toBe(true);
    expect(codes.some((entry) => to('golf@example.org')[0]!.text.includes(entry.code))).toBe(false);
    await world.done('declarations.revokeLeader', { leaderId });
    expect(await world.refusedBy('declarations.remindTeam', {}, { as: leader })).toBe('declaration-unknown');
  });

  it('forget the address with the card', async () => {
    setMail();
    const cards = await world.open.pool.query<{ declaration_id: string }>("SELECT declaration_id FROM messages WHERE event_id = $1 AND address = 'golf@example.org'", [world.eventId]);
    await world.done('declarations.erase', {}, { as: ownerOf(cards[0]!.declaration_id) });
    expect(await world.open.pool.query("SELECT 1 FROM messages WHERE event_id = $1 AND address = 'golf@example.org'", [world.eventId])).toEqual([]);
  });

  it('stand in the file of what is held on a person, and their addresses go at the end of their period', async () => {
    const guard = await world.makeOfficer('dataOfficer');
    const { persons } = await world.see<{ persons: { name: string; journeys: { caseId: string }[] }[] }>('declarations.findPerson', { documentNumber: 'K300001', birthDate: '1990-01-02' }, { as: guard });
    const file = await world.see<{ content: string }>('declarations.exportPerson', { caseId: persons[0]!.journeys[0]!.caseId }, { as: guard, reason: 'request' });
    const { messages } = JSON.parse(Buffer.from(file.content, 'base64').toString()) as { messages: { kind: string; address: string; state: string }[] };
    expect(messages[0]).toMatchObject({ kind: 'invitation', address: 'alpha@example.org', state: 'sent' });
    const held = async (): Promise<{ days: number; held: number; due: number }> => (await world.see<{ classes: { class: string; days: number; held: number; due: number }[] }>('declarations.retention', {}, { as: guard })).classes.find((one) => one.class === 'messages')!;
    const { days, held: all } = await held();
    expect([days, all > 0]).toEqual([30, true]);
    world.setTime('2022-03-10T04:00:00.000Z');
    expect((await held()).due).toBeGreaterThan(0);
    await world.done('declarations.setRetention', { class: 'answers', days: 365 }, { as: guard });
    await world.done('declarations.setRetention', { class: 'drafts', days: 365 }, { as: guard });
    const { destroyed } = await world.done<{ destroyed: { class: string; counts: Record<string, number> }[] }>('declarations.destroyExpired', {}, { as: guard });
    expect(destroyed.find((one) => one.class === 'messages')!.counts['messages']).toBeGreaterThan(0);
    const [row] = await world.open.pool.query<{ addresses: string | null; sent: number }>("SELECT string_agg(m.address || coalesce(m.last_status, ''), '') AS addresses, count(*)::int AS sent FROM messages m JOIN declarations d ON d.event_id = m.event_id AND d.declaration_id = m.declaration_id WHERE m.event_id = $1 AND d.flight_id = $2 AND m.state <> 'waiting'", [world.eventId, flight.flightId]);
    expect(row).toMatchObject({ addresses: '' });
    expect(row!.sent).toBeGreaterThan(0);
  });
});
