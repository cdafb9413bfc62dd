import { afterAll, beforeAll, expect, test } from 'vitest';
import { detectorModels, simulateSpectrum } from '../src/modules/devices/identification/simulated.ts';
import { writePass } from '../src/modules/devices/simulators/n42-spectra.ts';
import { addDevice } from './devices-port.ts';
import type { Taken, TestDevice } from './devices-port.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';
import type { TestWorld } from './world.ts';

interface Advice { mayRelease: boolean; verdict: string; nuclides: string[]; templates: number; notes: string[]; snm: string[]; candidates: unknown[] }
interface WholeAlarm { advice: Advice | null; nuclide: { nuclide: string; verdict: string } | null; lacks: string[]; alarm: { messageId: string } }
interface Drawn { energies: number[]; values: number[]; perSecond: boolean; counts: number }
interface Spectrum { foreground: Drawn; background: Drawn; lines: { nuclide: string; energy: number }[]; gain: { verdict: string; shiftPercent: number }; advice: Advice | null }

const { NaI } = detectorModels;
const sources = ['K-40', 'Cs-137', 'Co-60', 'Ba-133', 'Ra-226', 'Th-232', 'I-131', 'U-235'];
let port: GoodsPort;
let world: TestWorld;
let portal: TestDevice;
let count = 0;

const spectrum = (nuclides: Record<string, number>, backgroundCounts: number, more: { gain?: number; liveTimeSeconds?: number } = {}) => simulateSpectrum({ model: NaI, nuclides: Object.entries(nuclides).map(([nuclide, counts]) => ({ nuclide, counts })), backgroundCounts, seed: 7 + (count += 1), ...more });
async function passes(nuclides: Record<string, number>, more: { item?: string; alarm?: 'Gamma'; gain?: number; by?: TestDevice } = {}): Promise<Taken> {
  const { item, alarm, gain = 1, by = portal } = more;
  const text = writePass({ model: NaI.name, at: world.now(), keVPerChannel: NaI.keVPerChannel, item, alarm, foreground: spectrum(nuclides, 400, { liveTimeSeconds: 12, gain }), background: spectrum({}, 20_000, { liveTimeSeconds: 600, gain }), doseRateMicrosievertPerHour: 0.4 });
  return world.done<Taken>('devices.receive', { format: 'n42', transport: 'http', content: Buffer.from(text).toString('base64'), messageId: `pass-${count}` }, { as: by.actor });
}
const template = (nuclide: string, more: object = {}) => ({ content: Buffer.from(writePass({ model: NaI.name, at: world.now(), keVPerChannel: NaI.keVPerChannel, foreground: spectrum({ [nuclide]: 400_000 }, 0, { liveTimeSeconds: 600 }) })).toString('base64'), fileName: `${nuclide}.n42`, source: 'Simulated, seed of this test', ...more });
const alarmOf = (taken: Taken): Promise<WholeAlarm> => world.see<WholeAlarm>('devices.alarm', { alarmId: taken.alarms![0]! });

beforeAll(async () => {
  port = await openGoodsPort();
  world = port.world;
  portal = await addDevice(world, 'radiationPortal');
}, 60_000);
afterAll(() => port.close());

test('without templates of its model nothing is named, and it is said why', async () => {
  const { number } = await port.submits();
  const { advice, nuclide } = await alarmOf(await passes({ 'K-40': 3000 }, { item: number, alarm: 'Gamma' }));
  expect(advice).toMatchObject({ mayRelease: false, nuclides: [], templates: 0, notes: expect.arrayContaining(['no-templates']) as string[] });
  expect(nuclide).toBeNull();
});

test('templates are data with a source: an officer adds them, the newest of a nuclide counts, what is none is refused', async () => {
  for (const nuclide of sources) expect(await world.done('devices.addTemplate', template(nuclide))).toMatchObject({ nuclide, detectorModel: NaI.name });
  await world.done('devices.addTemplate', template('K-40', { source: 'Measured again' }));
  const { templates } = await world.see<{ templates: { nuclide: string; source: string; categories: string[] }[] }>('devices.templates', {});
  expect(templates.map((one) => one.nuclide)).toEqual([...sources].sort());
  expect(templates.find((one) => one.nuclide === 'K-40')?.source).toBe('Measured again');
  expect(await world.refusedBy('devices.addTemplate', { ...template('K-40'), content: Buffer.from('<a/>').toString('base64') })).toBe('template-no-spectrum');
  expect(await world.refusedBy('devices.addTemplate', template('K-40'), { as: await world.makeOfficer('gate') })).toBe('role-not-allowed');
});

test('potassium in a declared polymer is a finding, in fertiliser it agrees; either way the advice releases nothing', async () => {
  const polymer = await port.submits({ lines: [{ descriptionEn: 'Invented polymer', descriptionZh: '虚构聚合物', hsCode: '390690' }] });
  const potash = await port.submits({ lines: [{ descriptionEn: 'Potash fertiliser', descriptionZh: '钾肥', hsCode: '310420' }] });
  for (const { consignmentId } of [polymer, potash]) await port.confirms(consignmentId);
  const wrong = await alarmOf(await passes({ 'K-40': 3000 }, { item: polymer.number, alarm: 'Gamma' }));
  expect(wrong.advice).toMatchObject({ advice: true, mayRelease: false, verdict: 'identified', nuclides: ['K-40'], templates: sources.length });
  expect(wrong.nuclide).toMatchObject({ nuclide: 'K-40', verdict: 'contradicts' });
  const right = await alarmOf(await passes({ 'K-40': 3000 }, { item: potash.number, alarm: 'Gamma' }));
  expect(right.nuclide).toMatchObject({ nuclide: 'K-40', verdict: 'agrees' });
  expect(right.lacks).toEqual(expect.arrayContaining(['category']));
});

test('the spectrum is shown with its background and the lines of what was advised; a pass without an alarm asks for no advice', async () => {
  const { number } = await port.submits();
  const taken = await passes({ 'Cs-137': 4000 }, { item: number, alarm: 'Gamma' });
  const drawn = await world.see<Spectrum>('devices.spectrum', { deviceId: portal.deviceId, messageId: taken.messageId });
  expect(drawn.foreground.energies.length).toBeLessThanOrEqual(520);
  expect(drawn.foreground.perSecond).toBe(true);
  const at = (energy: number, of: Drawn): number => of.values[of.energies.findIndex((one) => one >= energy)]!;
  // The line at 662 keV stands out of its background, and is the one that is marked.
  expect(at(662, drawn.foreground)).toBeGreaterThan(5 * at(662, drawn.background));
  expect(drawn.lines.map((line) => [line.nuclide, Math.round(line.energy)])).toContainEqual(['Cs-137', 662]);
  expect(drawn.gain.verdict).toBe('within');
  const quiet = await passes({}, { item: number });
  expect((await world.see<Spectrum>('devices.spectrum', { deviceId: portal.deviceId, messageId: quiet.messageId })).advice).toBeNull();
  const other = await portal.sends('occupancyEnded', { grossCountsPerSecond: 312, alarm: false, backgroundAgeMinutes: 2 });
  await expect(world.see('devices.spectrum', { deviceId: portal.deviceId, messageId: other.messageId })).rejects.toThrow('spectrum-none');
});

test('a spectrometric device checks its gain by its own background; one that has drifted proves nothing until it is right again', async () => {
  const device = await addDevice(world, 'radiationPortal', { settings: { spectrometric: 'true' }, checked: false });
  for (const check of ['dailySource', 'certificate']) await world.done('devices.recordCheck', { deviceId: device.deviceId, check, passed: true, performedAt: world.now() });
  const gains = async () => (await world.see<{ checks: { check: string; passed: boolean; measured: Record<string, number>; by: unknown }[] }>('devices.device', { deviceId: device.deviceId })).checks.filter((one) => one.check === 'gain');
  const { number } = await port.submits();
  const plain = await device.sends('occupancyEnded', { grossCountsPerSecond: 312, alarm: false, backgroundAgeMinutes: 2 }, { subject: number });
  expect(plain.notCounted).toEqual(['missing:gain']);
  expect(await passes({}, { item: number, by: device })).toMatchObject({ recorded: 1, notCounted: [] });
  expect(await gains()).toMatchObject([{ passed: true, by: null }]);
  await passes({}, { by: device });
  expect(await gains()).toHaveLength(1);
  const next = await port.submits();
  expect(await passes({}, { item: next.number, by: device, gain: 1.05 })).toMatchObject({ recorded: 0, notCounted: ['failed:gain'] });
  const [failed] = await gains();
  expect(failed).toMatchObject({ passed: false });
  expect(Math.abs(failed!.measured['shiftPercent']!)).toBeGreaterThan(3);
  expect(await passes({}, { item: next.number, by: device })).toMatchObject({ recorded: 1, notCounted: [] });
  // A portal that only counts is not asked for what it cannot measure.
  expect(await passes({}, { gain: 1.05 })).toMatchObject({ notCounted: [] });
});
