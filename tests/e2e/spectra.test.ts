import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectorModels, simulateSpectrum } from '../../src/modules/devices/identification/simulated.ts';
import { writePass } from '../../src/modules/devices/simulators/n42-spectra.ts';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { addDevice, type Taken, type TestDevice } from '../devices-port.ts';
import { openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, addStations, openPort, type Officer, type Port } from './officers.ts';

const { NaI } = detectorModels;
let goods: GoodsPort;
let port: Port;
let portal: TestDevice;
let alarmId = '';
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const zh = (key: WordKey, params?: WordParams): string => write('zh', key, params);
const sideways = (officer: Officer): Promise<number> => officer.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const spectrumOf = (nuclide: string, counts: number, backgroundCounts: number, liveTimeSeconds: number) => simulateSpectrum({ model: NaI, nuclides: counts === 0 ? [] : [{ nuclide, counts }], backgroundCounts, seed: counts + 3, liveTimeSeconds });
const known = (nuclide: string): string => writePass({ model: NaI.name, at: goods.world.now(), keVPerChannel: NaI.keVPerChannel, foreground: spectrumOf(nuclide, 400_000, 0, 600) });

beforeAll(async () => {
  goods = await openGoodsPort();
  const { world } = goods;
  await addPersona(world, 'customsOfficer');
  await addStations(world, ['radiation']);
  portal = await addDevice(world, 'radiationPortal', { settings: { spectrometric: 'true' } });
  for (const nuclide of ['K-40', 'Cs-137', 'Co-60', 'Ra-226', 'Th-232']) await world.done('devices.addTemplate', { content: base64(known(nuclide)), fileName: `${nuclide}.n42`, source: 'Simulated for this test' });
  const consignment = await goods.submits({ lines: [{ descriptionEn: 'Invented polymer', descriptionZh: '虚构聚合物', hsCode: '390690' }] });
  await goods.confirms(consignment.consignmentId);
  const pass = writePass({ model: NaI.name, at: world.now(), keVPerChannel: NaI.keVPerChannel, item: consignment.number, alarm: 'Gamma', doseRateMicrosievertPerHour: 0.45, foreground: spectrumOf('K-40', 3000, 400, 12), background: spectrumOf('', 0, 20_000, 600) });
  const { alarms } = await world.done<Taken>('devices.receive', { format: 'n42', transport: 'http', content: base64(pass), messageId: 'pass-1' }, { as: portal.actor });
  alarmId = alarms![0]!;
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

describe('the spectrum of an alarm', () => {
  it('stands at the alarm with its background and marked lines; the advice names potassium, which the declared polymer contradicts, and releases nothing', async () => {
    for (const [language, scheme, w] of [['en', 'light', t], ['zh', 'dark', zh]] as const) {
      const officer = await port.officerAt(`/alarms/${alarmId}`, 'customsOfficer', { language, scheme });
      await officer.sees(w('spectra.adviceOnly'));
      await officer.sees(w('spectra.verdict.identified', { nuclides: 'K-40' }));
      await officer.sees(w('devices.nuclideContradicts', { nuclide: 'K-40' }));
      await officer.page.locator('.dv-spectrum-frame svg').waitFor();
      expect(await officer.page.locator('.dv-spectrum-frame').getAttribute('aria-label')).toContain('K-40');
      expect(await officer.barriers()).toEqual([]);
      await officer.pictures(`spectra-alarm-${language}-${scheme}`);
      await officer.page.setViewportSize({ width: 390, height: 844 });
      await expect.poll(() => sideways(officer)).toBe(0);
      await officer.leaves();
    }
  });

  it('stands on the page of its device, linear or logarithmic, with the gain; an officer adds a template there', async () => {
    const officer = await port.officerAt(`/devices/${portal.deviceId}?tab=spectra`, 'customsOfficer');
    await officer.sees(t('spectra.gain.within'));
    await officer.page.locator('.dv-spectrum-frame svg').waitFor();
    const drawn = (): Promise<string | null> => officer.page.locator('.dv-spectrum-frame svg g[stroke="var(--chart-1)"] path').first().getAttribute('d');
    const before = await drawn();
    await officer.page.getByLabel(t('spectra.log')).click();
    await expect.poll(drawn).not.toBe(before);
    expect(await officer.barriers()).toEqual([]);
    await officer.pictures('spectra-device-en-light');
    await officer.pushes(t('spectra.addTemplate'));
    const dialog = officer.page.getByRole('dialog');
    await dialog.waitFor();
    await dialog.locator('input[type="file"]').setInputFiles({ name: 'Ba-133.n42', mimeType: 'application/xml', buffer: Buffer.from(known('Ba-133')) });
    await dialog.getByText('Ba-133.n42').waitFor();
    await officer.fills(t('spectra.source'), 'Laboratory, 2022');
    await officer.pictures('spectra-template-en-light');
    await officer.presses('Control+Enter');
    await officer.sees(t('spectra.addedOf', { nuclide: 'Ba-133', model: NaI.name }), officer.page.locator('.tg-toasts'));
    await officer.sees('Laboratory, 2022');
    await officer.page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => sideways(officer)).toBe(0);
    await officer.leaves();
  });
});

describe('the wall', () => {
  it('has the availability of each device by day and by flight, and a flight has that of its own time', async () => {
    const { world } = goods;
    await world.done('devices.noteLinks', { changes: [{ deviceId: portal.deviceId, changedAt: world.now(), link: 'online' }] }, { as: portal.actor });
    const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX777', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: world.now(), chartered: true, risk: 'low' });
    const officer = await port.officerAt('/devices?tab=availability', 'customsOfficer', { language: 'zh' });
    await officer.page.locator('tbody tr').getByText(/%/).first().waitFor();
    await officer.pictures('availability-day-zh-light');
    expect(await officer.barriers()).toEqual([]);
    await officer.pushes(zh('availability.byFlight'));
    await officer.sees('XX777');
    await officer.page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => sideways(officer)).toBe(0);
    await officer.page.setViewportSize({ width: 1440, height: 900 });
    await officer.opens(`/flights/${flightId}?tab=devices`);
    await officer.sees(zh('availability.flightDetail'));
    await officer.page.getByRole('columnheader', { name: zh('availability.inWindow') }).waitFor();
    await officer.pictures('availability-flight-zh-light');
    await officer.leaves();
  });
});
