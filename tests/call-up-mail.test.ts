import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { startMail } from '../src/server/mail.ts';
import type { MailSender } from '../src/server/mail.ts';
import { startMailServer } from './mail-server.ts';
import type { Arrived, MailServer } from './mail-server.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface Called { callUps: { callUpId: string; state: string; people: { staffNumber: string; answer: string | null; message: string | null }[] }[] }

let world: TestWorld;
let mail: MailServer;
let sender: MailSender;
let planner: Actor;
let duty: Actor;
let sampler: Actor;
const publicUrl = 'https://port.example.org';
const hours = (count: number): string => new Date(Date.parse('2022-01-27T00:00:00.000Z') + count * 3_600_000).toISOString();
const people = new Map<string, string>();
const call = (more: object = {}): Promise<{ callUpId: string; called: number; written: number }> => world.done('roster.callUp', { tier: 'reserve', pointCode: 'PEK', skill: 'sampling', startsAt: hours(8), endsAt: hours(14), wanted: 3, reason: 'Three charter flights', urgent: false, ...more }, { as: planner });
const listed = async (callUpId: string): Promise<Called['callUps'][number]> => (await world.see<Called>('roster.callUps', {}, { as: planner })).callUps.find((one) => one.callUpId === callUpId)!;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-27T00:00:00.000Z', speed: 0 });
  mail = await startMailServer();
  [planner, duty, sampler] = [await world.makeOfficer('rosterPlanner'), await world.makeOfficer('dutyOfficer'), await world.makeOfficer('sampler')];
  Object.assign(process.env, { TONGGUAN_SMTP_URL: mail.url, TONGGUAN_MAIL_FROM: 'Port staff <staff@example.org>', TONGGUAN_PUBLIC_URL: publicUrl });
  sender = startMail({ pool: world.open.pool, vault: world.open.vault, events: () => [world.eventId], now: world.open.house.now, announce: () => undefined, settings: { smtpUrl: mail.url, from: 'Port staff <staff@example.org>', publicUrl }, everyMilliseconds: 3_600_000 });
  for (const [staffNumber, email, tier] of [['R-1', 'one@example.org', 'reserve'], ['R-2', 'two@example.org', 'reserve'], ['R-3', undefined, 'reserve'], ['E-1', 'alarm@example.org', 'emergency']] as const) {
    const person = { staffNumber, pointCode: 'PEK', tier, nameEn: `MUSTER ${staffNumber}`, nameZh: `样例${staffNumber}`, ...(email === undefined ? {} : { email }) };
    const { personId } = await world.done<{ personId: string }>('roster.addPerson', person, { as: planner });
    people.set(staffNumber, personId);
    if (staffNumber === 'R-1') await world.done('roster.changePerson', { personId, ...person, officerId: sampler.officerId, active: true }, { as: planner });
    await world.done('roster.certify', { personId, skill: 'sampling', number: `C-${staffNumber}`, validFrom: '2022-01-01', validUntil: null }, { as: planner });
  }
});
afterAll(async () => {
  for (const name of ['TONGGUAN_SMTP_URL', 'TONGGUAN_MAIL_FROM', 'TONGGUAN_PUBLIC_URL']) delete process.env[name];
  await sender?.stop();
  await mail?.close();
  await world?.close();
});

/** Gives the text of a message of one part. */
function bodyOf({ source }: Arrived): string {
  const body = source.slice(source.indexOf('\r\n\r\n') + 4);
  if (/Content-Transfer-Encoding: base64/i.test(source)) return Buffer.from(body, 'base64').toString();
  return Buffer.from(body.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))), 'latin1').toString();
}

const sendAll = async (count: number): Promise<void> => {
  await sender.sendDue();
  await expect.poll(() => mail.arrived.length, { timeout: 20_000 }).toBe(count);
};

describe('who is called up', () => {
  test('is written to where they have an address, in their language, with the way to answer and nothing of anybody else', async () => {
    const { callUpId, called, written } = await call();
    expect([called, written]).toEqual([3, 2]);
    expect(mail.arrived).toEqual([]);
    await sendAll(2);
    const [one, two] = ['one@example.org', 'two@example.org'].map((to) => mail.arrived.find((message) => message.to === to)!);
    // The account of the first is in English; the second has none, and is told in both languages to telephone.
    expect(bodyOf(one!)).toContain(`${publicUrl}/my-shifts`);
    expect(one!.subject).toContain('You are called up');
    expect(bodyOf(one!)).not.toMatch(/MUSTER|R-2|two@/);
    expect(two!.subject).toContain('征召通知');
    expect(bodyOf(two!)).toMatch(/请电话告知排班员[^]*tell your planner by telephone/);
    expect(bodyOf(two!)).not.toContain('/my-shifts');
    await expect.poll(async () => (await listed(callUpId)).people.map((person) => [person.staffNumber, person.message]).sort(), { timeout: 20_000 }).toEqual([['R-1', 'sent'], ['R-2', 'sent'], ['R-3', null]]);
    await world.done('roster.answerCallUp', { callUpId, comes: true, reason: '' }, { as: sampler });
    expect((await listed(callUpId)).people.find((person) => person.staffNumber === 'R-1')!.answer).toBe('acknowledged');
    // Nobody is written to twice; who declined is not told that they need not come.
    await sender.sendDue();
    expect(mail.arrived).toHaveLength(2);
    await world.done('roster.answerCallUp', { callUpId, personId: people.get('R-2'), comes: false, reason: 'by telephone' }, { as: planner });
    await world.done('roster.standDown', { callUpId, reason: 'The flights were cancelled' }, { as: planner });
    await sendAll(3);
    expect(mail.arrived[2]!.to).toBe('one@example.org');
    expect(mail.arrived[2]!.subject).toContain('no longer needed');
  });

  test('of the emergency tier is written to when it is approved, and not when it is stood down before the message left', async () => {
    const waiting = await call({ tier: 'emergency', startsAt: hours(14), endsAt: hours(20), wanted: 1 });
    expect(waiting.written).toBe(0);
    await sender.sendDue();
    expect(mail.arrived).toHaveLength(3);
    expect(await world.done('roster.decideCallUp', { callUpId: waiting.callUpId, approve: true, reason: '' }, { as: duty })).toEqual({ approved: true, written: 1 });
    await sendAll(4);
    expect(mail.arrived[3]!.to).toBe('alarm@example.org');
    const second = await call({ startsAt: hours(40), endsAt: hours(46) });
    await world.done('roster.standDown', { callUpId: second.callUpId, reason: 'A slip' }, { as: planner });
    await sender.sendDue();
    await expect.poll(async () => (await listed(second.callUpId)).people.map((person) => person.message).sort(), { timeout: 20_000 }).toEqual(['dropped', 'dropped', null]);
  });

  test('has no message queued where no mail is set up', async () => {
    delete process.env['TONGGUAN_SMTP_URL'];
    expect((await call({ startsAt: hours(60), endsAt: hours(66) })).written).toBe(0);
  });
});
