import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { uuidv7 } from '../../src/kernel/ids.ts';
import { startWebhooks, type WebhookSender } from '../../src/server/webhooks.ts';
import type { WordParams } from '../../src/words/area.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { serve } from '../serving.ts';
import { makeHall, type Hall } from './hall.ts';
import { addPersona, byTurns, dialog, openPort, seenIn, toast, type Officer, type Port } from './officers.ts';

let hall: Hall;
let port: Port;
let sender: WebhookSender;
let receiver: Server;
const received: { readonly body: string; readonly headers: Record<string, string> }[] = [];

beforeAll(async () => {
  // The receiver of this test stands on this machine.
  process.env['TONGGUAN_ALLOW_PRIVATE_WEBHOOKS'] = '1';
  hall = await makeHall();
  for (const role of ['administrator', 'auditor', 'press', 'centre'] as const) await addPersona(hall.world, role);
  port = await openPort(hall.world);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      received.push({ body, headers: request.headers as Record<string, string> });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  sender = startWebhooks({ db: hall.world.open.pool, events: () => [hall.world.eventId], announce: (eventId, topics) => hall.world.open.live.announce(eventId, topics), settings: { allowHttp: true, allowPrivate: true } });
});
afterAll(async () => {
  delete process.env['TONGGUAN_ALLOW_PRIVATE_WEBHOOKS'];
  await sender?.stop();
  receiver?.close();
  await port?.close();
  await hall?.world.close();
});

// The console's own words, so that a better word changes one file.
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const no = (code: string, params: Readonly<Record<string, unknown>> = {}): string => writeRefusal('en', { code, params });
const rowOf = (officer: Officer, text: string | RegExp) => officer.page.locator('main tbody tr').filter({ hasText: text });

async function signsIn(user: string, password: string): Promise<Officer> {
  const officer = await port.asNobody();
  await officer.page.getByLabel(t('staff.userName'), { exact: true }).fill(user);
  await officer.page.getByLabel(t('staff.password')).fill(password);
  await officer.page.getByRole('button', { name: t('shell.signIn') }).first().click();
  return officer;
}

describe('the administrator', () => {
  it('adds an officer, who signs in with the password; a wrong password is refused', async () => {
    const administrator = await port.officerAt('/officers', 'administrator');
    await administrator.pushes(t('staff.addOfficer'));
    const form = dialog(administrator);
    await form.getByLabel(t('staff.userName'), { exact: true }).fill('wang.xuni');
    await form.getByLabel(t('staff.password')).fill('short');
    await form.getByRole('button', { name: t('staff.addOfficer') }).click();
    await administrator.sees(no('password-too-short', { least: 12 }), form);
    await administrator.sees(t('staff.rolesMissing'), form);
    await form.getByLabel(t('staff.password')).fill('three unlike ravens');
    await form.getByLabel(t('staff.nameZh')).fill('王虚构');
    await form.getByLabel(t('staff.nameEn')).fill('Invented Wang');
    await form.getByLabel(t('staff.organisation'), { exact: true }).fill('Invented Customs');
    await form.getByLabel(t('roles.doctor')).check({ force: true });
    await form.getByRole('button', { name: t('staff.addOfficer') }).click();
    await toast(administrator, t('staff.added', { name: 'Invented Wang' }));
    await rowOf(administrator, 'wang.xuni').waitFor();

    const wrong = await signsIn('wang.xuni', 'three unlike doves');
    await wrong.sees(no('sign-in-failed'));
    await wrong.leaves();
    const wang = await signsIn('wang.xuni', 'three unlike ravens');
    await wang.page.waitForSelector('.tg-shell-top');
    await wang.sees('Invented Wang', '.tg-shell-top');
    await wang.opens('/audit');
    await wang.sees(t('shell.notYours'));

    await rowOf(administrator, 'wang.xuni').click();
    await dialog(administrator).getByLabel(t('roles.sampler')).check({ force: true });
    await dialog(administrator).getByRole('button', { name: t('staff.save') }).click();
    await toast(administrator, t('staff.saved', { name: 'Invented Wang' }));
    await administrator.sees(t('staff.sessionsLive', { count: 1 }), dialog(administrator));
    await dialog(administrator).getByRole('button', { name: t('staff.endSessions') }).click();
    await toast(administrator, t('staff.sessionsEnded', { name: 'Invented Wang' }));
    await administrator.sees(t('staff.notSignedIn'), dialog(administrator));
    await wang.page.reload();
    await wang.page.getByLabel(t('staff.userName'), { exact: true }).waitFor();
    await wang.leaves();
    await administrator.leaves();
  });

  it('makes a key that is shown once and works over HTTP until it is revoked', async () => {
    const administrator = await port.officerAt('/keys', 'administrator');
    await administrator.pushes(t('staff.addKey'));
    await dialog(administrator).getByLabel(t('staff.organisation'), { exact: true }).fill('Invented Centre');
    await dialog(administrator).getByLabel(t('roles.centre')).check({ force: true });
    await dialog(administrator).getByRole('button', { name: t('staff.addKey') }).click();
    await administrator.sees(t('staff.shownOnce'), dialog(administrator));
    const key = await dialog(administrator).locator('#one-time-secret').inputValue();
    expect(key).toMatch(/^tongguan_[\w-]{43}$/);
    expect(await administrator.barriers()).toEqual([]);
    await administrator.presses('Escape');
    await expect.poll(() => dialog(administrator).count(), { timeout: 10_000, message: 'a secret does not vanish by a slip' }).toBe(1);
    await administrator.pushes(t('staff.keptIt'));
    expect(await administrator.page.content()).not.toContain(key);

    const server = await serve(hall.world.open);
    const flights = () => server.send('GET', `/api/views/flights.list?input=${encodeURIComponent(JSON.stringify({ date: '2022-01-27' }))}`, { as: `Bearer ${key}` });
    const first = await flights();
    expect(first.status).toBe(200);
    expect(JSON.stringify(first.body)).toContain('CA926');
    expect((await server.send('GET', '/api/views/staff.officers', { as: `Bearer ${key}` })).status).toBe(403);
    await rowOf(administrator, 'Invented Centre').getByRole('button', { name: t('staff.revoke') }).click();
    await dialog(administrator).getByRole('button', { name: t('staff.revoke') }).click();
    await toast(administrator, t('staff.keyRevoked', { organisation: 'Invented Centre' }));
    expect((await flights()).status).toBe(401);
    await server.close();
    await administrator.leaves();
  });

  it('adds an address, keeps its secret, and sees a signed test arrive there', async () => {
    const administrator = await port.officerAt('/webhooks', 'administrator');
    await administrator.pushes(t('staff.addWebhook'));
    await dialog(administrator).getByLabel(t('staff.organisation'), { exact: true }).fill('Invented Village');
    await dialog(administrator).getByLabel(t('staff.address'), { exact: true }).fill('ftp://village.example');
    await dialog(administrator).getByLabel(t('staff.topic.report.sent')).check({ force: true });
    await dialog(administrator).getByRole('button', { name: t('staff.addWebhook') }).click();
    await administrator.sees(no('webhook-url-invalid'), dialog(administrator));
    await dialog(administrator).getByLabel(t('staff.address'), { exact: true }).fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/news`);
    await dialog(administrator).getByRole('button', { name: t('staff.addWebhook') }).click();
    await administrator.sees(t('staff.shownOnce'), dialog(administrator));
    const secret = await dialog(administrator).locator('#one-time-secret').inputValue();
    await administrator.pushes(t('staff.keptIt'));
    await dialog(administrator).getByRole('button', { name: t('staff.test') }).click();
    await toast(administrator, t('staff.testSent'));
    await dialog(administrator).locator('tbody tr').filter({ hasText: t('staff.topic.test') }).filter({ hasText: t('staff.delivered') }).filter({ hasText: '204' }).waitFor({ timeout: 20_000 });
    expect(new Webhook(secret).verify(received[0]!.body, received[0]!.headers)).toMatchObject({ type: 'test' });
    expect(await administrator.reasonAgainst(t('staff.resume'))).toBe(t('staff.nothingGivenUp'));
    expect(await administrator.barriers()).toEqual([]);
    await administrator.leaves();
  });

  it('adds a port and a station, which every screen offers at once', async () => {
    const administrator = await port.asOfficer('administrator');
    const other = await port.asOfficer('dutyOfficer');
    await administrator.opens('/ports');
    await administrator.pushes(t('staff.addPoint'));
    await dialog(administrator).getByLabel(t('staff.code')).fill('pek');
    await dialog(administrator).getByLabel(t('staff.nameZh')).fill('大兴机场');
    await dialog(administrator).getByLabel(t('staff.nameEn')).fill('Daxing Airport');
    await dialog(administrator).getByRole('button', { name: t('staff.addPoint') }).click();
    await administrator.sees(no('point-code-taken'), dialog(administrator));
    await dialog(administrator).getByLabel(t('staff.code')).fill('pkx');
    await dialog(administrator).getByRole('button', { name: t('staff.addPoint') }).click();
    await toast(administrator, t('staff.added', { name: 'PKX Daxing Airport' }));
    await administrator.pushes(t('staff.addStation'));
    await dialog(administrator).getByLabel(t('staff.port')).selectOption({ label: 'PKX Daxing Airport' });
    await dialog(administrator).getByLabel(t('staff.kind')).selectOption({ label: t('stations.temperature') });
    await dialog(administrator).getByLabel(t('staff.lane')).fill('G01');
    await dialog(administrator).getByLabel(t('staff.nameZh')).fill('测温通道1号');
    await dialog(administrator).getByLabel(t('staff.nameEn')).fill('Temperature lane 1');
    await dialog(administrator).getByRole('button', { name: t('staff.addStation') }).click();
    await toast(administrator, t('staff.added', { name: 'Temperature lane 1' }));
    await other.page.locator('.tg-top-station option').filter({ hasText: 'PKX · Temperature lane 1' }).waitFor({ state: 'attached', timeout: 10_000 });
    await administrator.page.getByRole('row').filter({ hasText: 'Temperature lane 1' }).click();
    await dialog(administrator).getByLabel(t('staff.nameEn')).fill('North lane');
    await dialog(administrator).getByRole('radio', { name: t('staff.closed') }).check();
    expect(await administrator.barriers()).toEqual([]);
    await administrator.pictures('administration-change-station');
    await dialog(administrator).getByRole('button', { name: t('staff.changeStation') }).click();
    await toast(administrator, t('staff.saved', { name: 'North lane' }));
    await administrator.page.getByRole('row').filter({ hasText: 'North lane' }).getByText(t('staff.closed')).waitFor();
    await other.page.locator('.tg-top-station option').filter({ hasText: 'PKX ·' }).waitFor({ state: 'detached', timeout: 10_000 });
    await other.leaves();
    await administrator.leaves();
  });
});

describe('the auditor', () => {
  it('finds a refusal in the audit and a read of health data in the log of reads', async () => {
    const caseId = hall.people[0]!.caseId;
    const gate = await port.seats('gate');
    const answer = await gate.page.request.post(`${port.address}/api/actions/staff.addKey`, { headers: { 'x-tongguan': '1' }, data: { id: uuidv7(), occurredAt: hall.world.now(), input: {} } });
    expect(answer.status()).toBe(403);
    await gate.opens(`/person/${caseId}`);
    await gate.leaves();

    const auditor = await port.officerAt('/audit', 'auditor');
    await auditor.chooses(t('staff.outcome'), t('staff.outcome.refused'));
    const refused = rowOf(auditor, 'staff.addKey').filter({ hasText: `Persona ${t('roles.gate')}` });
    await refused.getByText(no('role-not-allowed')).waitFor();
    await auditor.page.waitForURL(/outcome=refused/);
    await auditor.opens('/reads');
    const read = rowOf(auditor, `Persona ${t('roles.gate')}`).filter({ hasText: t('staff.subject.case') }).first();
    await read.waitFor();
    await read.getByRole('link', { name: t('staff.openCase') }).click();
    await auditor.page.waitForURL(new RegExp(caseId));
    await auditor.opens('/keys');
    expect(await auditor.reasonAgainst(t('staff.addKey'))).toBe(t('staff.onlyRoles', { roles: t('roles.administrator') }));
    await auditor.leaves();
  });
});

describe('the clock', () => {
  const shown = async (officer: Officer): Promise<number> => Date.parse((await officer.page.locator('.tg-top-clock time').getAttribute('datetime')) ?? '');

  it('is stopped, run and set forward by the duty officer, and everybody sees it', async () => {
    const duty = await port.asOfficer('dutyOfficer');
    const other = await port.asOfficer('press');
    await duty.page.getByRole('group', { name: t('shell.eventTime') }).getByRole('button', { name: t('shell.clockStop') }).click();
    // Both have heard of it: the officer's own screen may tick once more before.
    for (const officer of [duty, other]) await officer.sees(t('shell.clockStopped'), '.tg-top-clock');
    const stopped = await shown(duty);
    await duty.page.waitForTimeout(2200);
    expect(await shown(duty)).toBe(stopped);
    expect(await other.reasonAgainst(t('shell.clockRun'))).toContain(t('roles.dutyOfficer'));
    await duty.opens('/clock');
    await duty.pushes(t('staff.forwardHours', { count: 6 }));
    await toast(duty, new RegExp(t('staff.clockStands', { time: '' }).trim()));
    await expect.poll(() => shown(other), { timeout: 8000 }).toBeGreaterThanOrEqual(stopped + 6 * 3_600_000);
    await duty.fills(t('staff.setForwardTo'), '2022-01-26 10:00');
    await duty.page.locator('main form').getByRole('button', { name: t('staff.setForward') }).click();
    await duty.sees(no('clock-only-forward'));
    await duty.page.locator('main').getByRole('button', { name: `${t('shell.clockRun')} ×60`, exact: true }).click();
    await duty.sees(t('staff.clockRuns', { speed: 60 }));
    const running = await shown(other);
    await expect.poll(() => shown(other), { timeout: 8000 }).toBeGreaterThan(running + 60_000);
    await duty.page.getByRole('group', { name: t('shell.eventTime') }).getByRole('button', { name: t('shell.clockStop') }).click();
    await duty.leaves();
    await other.leaves();
  });
});

describe('every officer', () => {
  it('changes the own password by knowing the present one, and signs in with the new one', async () => {
    await hall.world.done('staff.addOfficer', { userName: 'li.xuni', nameEn: 'Invented Li', nameZh: '李虚构', organisation: 'Invented Customs', roles: ['gate'], language: 'en', password: 'four silent magpies' });
    const li = await signsIn('li.xuni', 'four silent magpies');
    await li.page.waitForSelector('.tg-shell-top');
    await li.opens('/me');
    await li.sees(t('staff.thisSession'));
    await li.fills(t('staff.currentPassword'), 'not this one at all');
    await li.fills(t('staff.newPassword'), 'five noisy herons here');
    await li.fills(t('staff.repeatPassword'), 'five noisy herons here');
    await li.pushes(t('staff.changePassword'));
    await li.sees(no('password-wrong'));
    await li.fills(t('staff.currentPassword'), 'four silent magpies');
    await li.pushes(t('staff.changePassword'));
    await li.page.getByLabel(t('staff.userName'), { exact: true }).waitFor();
    await toast(li, t('staff.passwordChanged'));
    await li.leaves();
    const again = await signsIn('li.xuni', 'five noisy herons here');
    await again.page.waitForSelector('.tg-shell-top');
    await again.leaves();
  });

  it('finds the way in by the organisation only where there is one', async () => {
    const nobody = await port.asNobody();
    await expect.poll(() => nobody.page.getByRole('link', { name: t('staff.signInWithOrganisation') }).count(), { timeout: 10_000 }).toBe(0);
    await nobody.page.route('**/api/session', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), signIn: { oidc: true } } });
    });
    await nobody.page.reload();
    expect(await nobody.page.getByRole('link', { name: t('staff.signInWithOrganisation') }).getAttribute('href')).toBe('/api/sign-in/oidc');
    expect(await nobody.barriers()).toEqual([]);
    await nobody.leaves();
  });
});

describe('the pages of the administration', () => {
  it('have no barriers in either language, by day and by night', async () => {
    const administrator = await port.seats('administrator');
    const pages = ['/officers', '/ports', '/clock', '/keys', '/webhooks', '/audit?outcome=refused', '/reads', '/permissions?tab=steps&role=disinfection', '/me'];
    for (const [place, path] of byTurns([...pages.entries()], ([turn]) => turn)) {
      await administrator.goes(path);
      await administrator.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
      for (const [language, scheme] of seenIn([['zh', 'dark'], ['en', 'light']] as const, place)) {
        await administrator.sits({ language, scheme });
        expect(await administrator.barriers(), `${path} ${language} ${scheme}`).toEqual([]);
        await administrator.pictures(`administration${path.replaceAll(/\W/g, '-')}-${language}-${scheme}`);
      }
    }
    await administrator.leaves();
  });
});
