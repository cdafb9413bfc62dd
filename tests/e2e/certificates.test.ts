import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawPng } from '../../src/modules/certificates/qr.ts';
import { verdictCodes } from '../../src/modules/certificates/shapes.ts';
import { makeHcert, makeSigner } from '../../src/modules/certificates/specimens.ts';
import type { WordParams } from '../../src/words/area.ts';
import { findWord, write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, dialog, openPort, seenIn, type Officer, type Port } from './officers.ts';

let world: TestWorld;
let port: Port;
const signer = makeSigner({ country: 'XX', name: 'Specimen signer of Utopia' });
const text = makeHcert({ signer });

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2021-12-01T12:00:00.000Z' });
  for (const role of ['administrator', 'healthOfficer', 'auditor'] as const) await addPersona(world, role);
  port = await openPort(world);
});
afterAll(async () => {
  await port?.close();
  await world?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const seesVerdict = async (officer: Officer, code: string): Promise<void> => {
  await officer.page.locator(`[data-verdict="${code}"]`).waitFor({ timeout: 60_000 });
};
const file = (name: string, content: string | Buffer): { name: string; mimeType: string; buffer: Buffer } => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

describe('certificates', () => {
  it('have words for every verdict and every kind', () => {
    expect(verdictCodes.filter((code) => findWord('zh', `certificates.code.${code}`) === undefined)).toEqual([]);
  });

  it('are vouched for by nobody before an operator has imported keys, and by them afterwards', { timeout: 300_000 }, async () => {
    const officer = await port.officerAt('/certificates', 'healthOfficer');
    await officer.pushes(t('certificates.verify'));
    await officer.sees(t('certificates.textMissing'));
    await officer.fills(t('certificates.text'), text);
    await officer.pushes(t('certificates.verify'));
    await seesVerdict(officer, 'key-unknown');
    await officer.sees(t('certificates.noKeys'));
    await officer.sees(t('certificates.claimed'));
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('certificates-unknown');
    await officer.turnsTo(t('certificates.tabTrust'));
    expect(await officer.reasonAgainst(t('certificates.import'))).toContain(t('roles.administrator'));

    const administrator = await port.officerAt('/certificates', 'administrator');
    await administrator.sees(t('certificates.noLists'));
    await administrator.pushes(t('certificates.import'));
    await dialog(administrator).getByRole('button', { name: t('certificates.import') }).click();
    await administrator.sees(t('certificates.fileMissing'), dialog(administrator));
    await dialog(administrator).getByLabel(t('certificates.name')).fill('Utopia signers');
    await dialog(administrator).getByLabel(t('certificates.source')).fill('From the ministry, compared by telephone');
    await dialog(administrator).getByLabel(t('certificates.listDate')).fill('2021-11-30');
    await dialog(administrator).locator('input[type=file]').setInputFiles(file('nothing.pem', 'no key'));
    await dialog(administrator).getByRole('button', { name: t('certificates.import') }).click();
    await administrator.sees(writeRefusal('en', { code: 'trust-empty', params: { fileName: 'nothing.pem', reason: 'it is neither PEM, JSON nor CBOR' } }), dialog(administrator));
    expect(await administrator.barriers()).toEqual([]);
    await administrator.pictures('certificates-import');
    await dialog(administrator).locator('input[type=file]').setInputFiles(file('utopia.pem', signer.pem));
    await dialog(administrator).getByRole('button', { name: t('certificates.import') }).click();
    await administrator.sees(t('certificates.done', { name: 'Utopia signers', version: 1, count: 1 }), '.tg-toasts');
    await administrator.sees(/Specimen signer of Utopia/);

    // The list is seen by the officer without loading the page again.
    await officer.sees(/Specimen signer of Utopia/);
    await officer.turnsTo(t('certificates.tabVerify'));
    const field = await officer.control(t('certificates.text'));
    await field.fill(`${text}\n`);
    await seesVerdict(officer, 'ok');
    await officer.sees(t('certificates.valid'));
    await officer.sees(/Utopia signers, version 1/);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('certificates-valid');
    await officer.page.locator('main input[type=file]').setInputFiles(file('photo.png', await drawPng(text, 4)));
    await officer.page.waitForTimeout(200);
    await seesVerdict(officer, 'ok');
    const altered = makeHcert({ signer, wrap: (message) => Buffer.from(message.toString('latin1').replace('AENNE', 'BENNE'), 'latin1') });
    await field.fill(`${altered}\n`);
    await seesVerdict(officer, 'signature-wrong');
    await officer.sees(t('certificates.code.signature-wrong'));
    await officer.page.locator('main input[type=file]').setInputFiles(file('blank.png', await drawPng('hello', 4)));
    await seesVerdict(officer, 'not-recognised');

    for (const [language, scheme] of seenIn([['zh', 'light'], ['en', 'dark']] as const, 0)) {
      await officer.opens('/certificates');
      await officer.sits({ language, scheme });
      await (await officer.control(write(language, 'certificates.text'))).fill(`${text}\n`);
      await seesVerdict(officer, 'ok');
      expect(await officer.barriers(), `${language} ${scheme}`).toEqual([]);
      await officer.pictures(`certificates-verify-${language}-${scheme}`);
      await officer.turnsTo(write(language, 'certificates.tabTrust'));
      await officer.sees(/Specimen signer of Utopia/);
      expect(await officer.barriers(), `trust ${language} ${scheme}`).toEqual([]);
      await officer.pictures(`certificates-trust-${language}-${scheme}`);
    }

    await administrator.pushes(t('certificates.withdraw'));
    await dialog(administrator).getByRole('button', { name: t('certificates.withdraw') }).click();
    await administrator.sees(t('certificates.withdrawn', { name: 'Utopia signers' }), '.tg-toasts');
    await administrator.sees(t('certificates.noKeysShort'));
    await officer.opens('/certificates');
    await officer.sits({ language: 'en' });
    await (await officer.control(t('certificates.text'))).fill(`${text}\n`);
    await seesVerdict(officer, 'key-unknown');
    await administrator.leaves();
    await officer.leaves();
  });

  it('are for the auditor to see who is trusted, not to verify', async () => {
    const auditor = await port.officerAt('/certificates', 'auditor');
    await auditor.sees(t('certificates.lists'));
    await expect.poll(() => auditor.page.getByRole('tab', { name: t('certificates.tabVerify') }).count(), { timeout: 10_000 }).toBe(0);
    await auditor.leaves();
  });
});
