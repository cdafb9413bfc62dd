import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/modules/devices/client-certificates.ts';
import { spokenFingerprint } from '../../src/modules/devices/rules/client-certificates.ts';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { addDevice, deviceActor, type TestDevice } from '../devices-port.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, dialog, goneDialog, openPort, sideways, toast, type Port } from './officers.ts';

const pem = (name: string): string => readFileSync(new URL(`../client-certificates/${name}`, import.meta.url), 'utf8');
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
let world: TestWorld;
let port: Port;
let gate: TestDevice;
let other: TestDevice;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-05T01:00:00.000Z' });
  await addPersona(world, 'dutyOfficer');
  [gate, other] = [await addDevice(world, 'thermometerGate'), await addDevice(world, 'thermometerGate')];
  const present = (name: string, claimedDevice?: string) => world.done('devices.presentCertificate', { certificate: readCertificate(pem(name)).content.toString('base64'), cameBy: 'mqtt', byAuthority: false, ...(claimedDevice === undefined ? {} : { claimedDevice }) }, { as: deviceActor('') });
  await present('gate.pem', gate.deviceId);
  await present('other.pem');
  await world.done('devices.registerCertificate', { deviceId: other.deviceId, certificate: pem('laboratory.pem'), reason: 'Told by the maker' });
  // One whose time has run out since it was registered.
  const client = new pg.Client({ connectionString: world.administratorUrl });
  await client.connect();
  await client.query("UPDATE client_certificates SET valid_until = '2022-01-01T00:00:00Z' WHERE event_id = $1 AND fingerprint = $2", [world.eventId, readCertificate(pem('laboratory.pem')).fingerprint]);
  await client.end();
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await world?.close();
});

describe('a duty officer', () => {
  it('approves a waiting certificate after comparing it, turns another away, registers one by hand and revokes it', async () => {
    const officer = await port.seats('dutyOfficer');
    await officer.opens('/devices');
    await officer.sees(t('deviceIdentity.waitingTitle', { count: 2 }));
    await officer.sees(t('deviceIdentity.claimsNone'));
    await officer.pictures('identity-waiting-en-light');
    expect(await officer.barriers()).toEqual([]);
    await officer.pushes(t('deviceIdentity.bindOne', { subject: 'CN=invented thermometer gate, O=Invented Instruments' }));
    await dialog(officer).waitFor();
    expect(await dialog(officer).textContent()).toContain(spokenFingerprint(readCertificate(pem('gate.pem')).fingerprint.toString('hex')).slice(0, 11));
    await dialog(officer).getByLabel(t('deviceIdentity.reason')).fill('Compared at the gate');
    await dialog(officer).getByRole('button', { name: t('deviceIdentity.bind') }).click();
    await dialog(officer).getByText(t('deviceIdentity.wrongCompared')).first().waitFor();
    await dialog(officer).getByLabel(t('deviceIdentity.compared')).check();
    await officer.pictures('identity-bind-en-light');
    await dialog(officer).getByRole('button', { name: t('deviceIdentity.bind') }).click();
    await goneDialog(officer);
    await officer.pushes(`${t('deviceIdentity.turnAway')}: CN=another invented gate, O=Invented Instruments`);
    await dialog(officer).getByLabel(t('deviceIdentity.reason')).fill('Nobody knows it');
    await dialog(officer).getByRole('button', { name: t('deviceIdentity.turnAway') }).click();
    await goneDialog(officer);

    await officer.opens('/devices?tab=due');
    await officer.sees(t('deviceIdentity.certificate'));
    await officer.opens(`/devices/${gate.deviceId}?tab=identity`);
    await officer.sees(t('deviceIdentity.state.valid'));
    await officer.pushes(t('deviceIdentity.register'));
    await dialog(officer).getByLabel(t('deviceIdentity.paste')).fill(`${pem('issued.pem')}${pem('issued.key')}`);
    await dialog(officer).getByLabel(t('deviceIdentity.reason')).fill('The second line of the gate');
    await dialog(officer).getByRole('button', { name: t('deviceIdentity.register') }).click();
    await dialog(officer).getByText(/private key/).first().waitFor();
    await dialog(officer).getByLabel(t('deviceIdentity.paste')).fill(pem('issued.pem'));
    await officer.pictures('identity-register-en-light');
    await dialog(officer).getByRole('button', { name: t('deviceIdentity.register') }).click();
    await toast(officer, t('deviceIdentity.registered'));
    await goneDialog(officer);
    await officer.pushes(t('deviceIdentity.revokeOne', { subject: 'CN=0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001, O=Invented Instruments' }));
    await dialog(officer).getByLabel(t('deviceIdentity.reason')).fill('Line taken out');
    await dialog(officer).getByRole('button', { name: t('deviceIdentity.revoke') }).click();
    await goneDialog(officer);
    await officer.sees(t('deviceIdentity.state.revoked'));
    await officer.pictures('identity-device-en-light');
    expect(await officer.barriers()).toEqual([]);
    await officer.page.setViewportSize({ width: 390, height: 844 });
    expect(await sideways(officer)).toBe(0);
    await officer.pictures('identity-device-narrow');
    await officer.leaves();
  }, 120_000);

  it('sees the same in Chinese, with the certificate that has expired on the due list', async () => {
    const officer = await port.seats('dutyOfficer', { language: 'zh', scheme: 'dark' });
    await officer.opens('/devices?tab=due');
    await officer.sees(write('zh', 'deviceIdentity.certificate'));
    await officer.pictures('identity-due-zh-dark');
    await officer.opens(`/devices/${other.deviceId}?tab=identity`);
    await officer.sees(write('zh', 'deviceIdentity.state.expired'));
    await officer.pictures('identity-device-zh-dark');
    await officer.leaves();
  }, 60_000);
});
