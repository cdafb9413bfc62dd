import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDevices, type Devices } from '../../src/server/devices.ts';
import { DeviceGateway } from '../../src/server/devices/gateway.ts';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { addDevice } from '../devices-port.ts';
import { RobotOnLine } from '../robot-on-line.ts';
import { isLong } from '../long-run.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, addStations, openPort, type Officer, type Port } from './officers.ts';

let world: TestWorld;
let devices: Devices;
let port: Port;
let robot: RobotOnLine;
let name = '';
let nameZh = '';
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const zh = (key: WordKey, params?: WordParams): string => write('zh', key, params);
const sideways = (officer: Officer): Promise<number> => officer.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const dialog = (officer: Officer) => officer.page.getByRole('dialog');
const missions = async () => (await world.see<{ missions: { progress: string; stops: { x: number; y: number }[]; purpose: string }[] }>('devices.missions', {})).missions;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-27T01:00:00.000Z' });
  await addPersona(world, 'dutyOfficer');
  await addStations(world, ['radiation']);
  devices = await startDevices(world.open, new DeviceGateway(world.open), { brokerPort: 0, robots: { promisedState: 1500, silence: 1500, resendAfter: 600 } }, () => undefined);
  const device = await addDevice(world, 'inspectionRobot', { settings: { vdaVersion: '3.0' } });
  const [row] = await world.open.pool.query<{ serial: string; name_en: string; name_zh: string }>('SELECT serial, name_en, name_zh FROM devices WHERE event_id = $1 AND device_id = $2', [world.eventId, device.deviceId]);
  [name, nameZh] = [row!.name_en, row!.name_zh];
  robot = new RobotOnLine(devices.broker!.url, device, '3.0', row!.serial);
  const { points } = await world.see<{ points: { pointId: string }[] }>('ports.list', {});
  const detectors = [[4, 1], [12, 1], [20, 1], [4, 11], [12, 11], [20, 11]].map(([x, y], place) => ({ id: `D${place + 1}`, x, y, responseCpsM2: 100, backgroundCps: 50 }));
  await world.done('devices.saveLayout', { pointId: points[0]!.pointId, name: 'Cargo hall', content: { area: { width: 24, depth: 12 }, walls: [[0, 0, 24, 0], [24, 0, 24, 12], [0, 12, 24, 12]], detectors } });
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await robot?.stop();
  await devices?.stop();
  await world?.close();
});

describe('the map of missions', () => {
  it('shows what is released of a way and what is planned, and makes zones by clicks and by keys', async () => {
    const officer = await port.seats('dutyOfficer');
    await officer.opens('/missions');
    await officer.page.getByRole('button', { name: new RegExp(`^${name}: x 0 m`) }).waitFor();
    await officer.pushes(t('missions.zones'));
    await officer.sees(t('missions.noZones'));
    await officer.fills(t('missions.zoneName'), 'Cold store');
    const plan = officer.page.locator('.sl-plan svg');
    const box = (await plan.boundingBox())!;
    await plan.click({ position: { x: box.width * 0.7, y: box.height * 0.6 } });
    await officer.pushes(t('missions.addZone'));
    await officer.sees(t('missions.wrongCorners'));
    await officer.fills(t('missions.corners'), '15 5\n20 5\n20 9\n15 9');
    await officer.pushes(t('missions.addZone'));
    await officer.fills(t('missions.zoneName'), 'Aisle');
    await officer.chooses(t('missions.zoneKind'), t('missions.zone.SPEED_LIMIT'));
    await officer.fills(t('missions.zoneSpeed'), '0.4');
    await officer.fills(t('missions.corners'), '2 8\n9 8\n9 11\n2 11');
    await officer.pushes(t('missions.saveZones'));
    await officer.sees(t('missions.addFirst'));
    await officer.pictures('missions-zones-en-light');
    expect(await officer.barriers()).toEqual([]);
    await officer.pushes(t('missions.addZone'));
    await officer.pushes(t('missions.saveZones'));
    await officer.sees(t('missions.zonesSaved', { count: 2 }), officer.page.locator('.tg-toasts'));
    await expect.poll(() => robot.robot.snapshot(Date.now()).zoneSets.map(({ enabled }) => enabled), { timeout: 15_000 }).toEqual([true]);
    await world.done('devices.sendMission', { deviceId: robot.device.deviceId, purpose: 'patrol', baseNodes: 2, stops: [{ nodeId: 'a', x: 0, y: 0 }, { nodeId: 'b', x: 6, y: 2, actions: [{ actionType: 'measure', parameters: { seconds: 6 } }] }, { nodeId: 'c', x: 12, y: 2 }, { nodeId: 'd', x: 12, y: 10 }, { nodeId: 'e', x: 0, y: 0 }] });
    await officer.page.locator('.mi-path polyline.mi-horizon').first().waitFor();
    await officer.sees(t('missions.zonesOn'));
    await officer.pictures('missions-horizon-en-light');
    const zhOfficer = await port.seats('dutyOfficer', { language: 'zh', scheme: 'dark' });
    await zhOfficer.opens('/missions');
    await zhOfficer.page.locator('.mi-zone').first().waitFor();
    await zhOfficer.pushes(zh('missions.zones'));
    await zhOfficer.sees('Aisle', '.mi-zones');
    await zhOfficer.pictures('missions-zones-zh-dark');
    await zhOfficer.leaves();
    await officer.leaves();
    await expect.poll(async () => (await missions())[0]!.progress, { timeout: 30_000 }).toBe('finished');
    // Zones that are taken away do not stand in the robot's way any more.
    await world.done('devices.saveZones', { mapId: 'port', zones: [] });
    await expect.poll(() => robot.robot.snapshot(Date.now()).zoneSets, { timeout: 30_000 }).toEqual([]);
  }, 120_000);

  it('gives a mission by keys and clicks, follows the robot live, and cancels it', async () => {
    const officer = await port.officerAt('/missions', 'dutyOfficer');
    await officer.page.getByRole('button', { name: new RegExp(`^${name}: x 0 m`) }).waitFor();
    await officer.presses('n');
    await officer.sees(t('missions.newDetail'));
    await officer.pushes(t('missions.addStop'));
    await officer.fills(t('missions.stopField', { number: 1, field: t('missions.x') }), '2');
    await officer.fills(t('missions.stopField', { number: 1, field: t('missions.y') }), '3');
    const plan = officer.page.locator('.sl-plan svg');
    const box = (await plan.boundingBox())!;
    await plan.click({ position: { x: box.width * 0.8, y: box.height * 0.3 } });
    const second = officer.page.getByRole('button', { name: new RegExp(`^${t('missions.stop', { number: 2 })}: `) });
    await second.focus();
    const x = Number(await (await officer.control(t('missions.stopField', { number: 2, field: t('missions.x') }))).inputValue());
    await officer.page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => Number(await (await officer.control(t('missions.stopField', { number: 2, field: t('missions.x') }))).inputValue())).toBeCloseTo(x + 1, 5);
    await officer.chooses(t('missions.stopField', { number: 2, field: t('missions.action') }), t('missions.action.measure'));
    await officer.pictures('missions-new-en-light');
    await officer.pushes(t('missions.send'));
    await officer.sees(t('missions.sent', { name, purpose: t('missions.purpose.patrol') }), officer.page.locator('.tg-toasts'));
    await officer.sees(`${t('missions.purpose.patrol')} · ${t('missions.progress.accepted')}`);
    const [given] = await missions();
    expect(given).toMatchObject({ purpose: 'patrol', stops: [{ x: 0, y: 0 }, { x: 2, y: 3 }, { x: expect.closeTo(x + 1, 5) as number }] });
    // Nobody reloads the page: the robot drives, and is seen to.
    await officer.page.getByRole('button', { name: new RegExp(`^${name}: x [1-9]`) }).waitFor({ timeout: 10_000 });
    await officer.pictures('missions-driving-en-light');
    // An earlier mission is finished as well: this one must be.
    await expect.poll(async () => (await missions())[0]!.progress, { timeout: 30_000 }).toBe('finished');
    await officer.sees(t('missions.progress.finished'));
    const stands = robot.robot.snapshot(Date.now()).position!;
    await world.done('devices.sendMission', { deviceId: robot.device.deviceId, purpose: 'delivery', stops: [{ nodeId: 'here', x: stands.x, y: stands.y }, { nodeId: 'far', x: 200, y: 3 }] });
    await officer.sees(`${t('missions.purpose.delivery')} · ${t('missions.progress.accepted')}`);
    await officer.pushes(t('missions.cancelOf', { name }));
    await officer.fills(t('missions.reason'), 'The way is needed');
    await officer.presses('Control+Enter');
    await officer.sees(t('missions.cancelAsked'), officer.page.locator('.tg-toasts'));
    await officer.sees(t('missions.progress.cancelled'));
    await officer.leaves();
  });

  it('shows an emergency stop at once, and what a stopped or silent robot did not do goes to a person, in Chinese', async () => {
    const officer = await port.officerAt('/missions', 'dutyOfficer', { language: 'zh', scheme: 'dark' });
    await officer.sees(zh('missions.robots').slice(0, 3));
    const begun = Date.now();
    robot.inject({ kind: 'estop', on: true, type: 'MANUAL' });
    await officer.page.getByRole('alert').getByText(zh('missions.stop.MANUAL')).waitFor({ timeout: 5000 });
    expect(Date.now() - begun).toBeLessThan(5000);
    const { x, y } = robot.robot.snapshot(Date.now()).position!;
    await world.done('devices.sendMission', { deviceId: robot.device.deviceId, purpose: 'secondaryReading', stops: [{ nodeId: 'a', x, y }, { nodeId: 'b', x: x + 1, y }] });
    await officer.sees(zh('missions.backTitle', { count: 1 }));
    await officer.pictures('missions-stopped-zh-dark');
    expect(await officer.barriers()).toEqual([]);
    await officer.pushes(zh('missions.takeOverOf', { purpose: zh('missions.purpose.secondaryReading'), name: nameZh }));
    await dialog(officer).waitFor();
    await officer.fills(zh('missions.how'), '由关员手持仪复测');
    await officer.presses('Control+Enter');
    await officer.sees(zh('missions.tookOver'), officer.page.locator('.tg-toasts'));
    await officer.page.getByText(zh('missions.backTitle', { count: 1 })).waitFor({ state: 'detached' });
    robot.inject({ kind: 'estop', on: false });
    await officer.page.getByRole('alert').getByText(zh('missions.stop.MANUAL')).waitFor({ state: 'detached' });
    await world.done('devices.sendMission', { deviceId: robot.device.deviceId, purpose: 'patrol', stops: [{ nodeId: 'a', x, y }, { nodeId: 'far', x: x + 800, y }] });
    await officer.sees(zh('missions.progress.accepted'));
    robot.breakOff();
    await officer.sees(zh('missions.backTitle', { count: 1 }));
    await officer.leaves();
  });

  it('has no barriers and never scrolls sideways, wide or narrow', async () => {
    for (const [language, scheme] of [['en', 'dark'], ['zh', 'light']] as const) {
      const officer = await port.officerAt('/missions', 'dutyOfficer', { language, scheme });
      await officer.page.locator('.mi-robot').first().waitFor();
      await officer.presses('n');
      await officer.page.locator('.mi-stops').waitFor({ state: 'attached' });
      // One of them at the desk, the other on the telephone; the long tests both on both.
      if (isLong || language === 'en') expect(await officer.barriers()).toEqual([]);
      expect(await sideways(officer)).toBe(0);
      await officer.pictures(`missions-${language}-${scheme}`);
      await officer.page.setViewportSize({ width: 390, height: 844 });
      expect(await sideways(officer)).toBe(0);
      if (isLong || language === 'zh') expect(await officer.barriers()).toEqual([]);
      await officer.pictures(`missions-${language}-narrow`);
      await officer.leaves();
    }
  });
});
