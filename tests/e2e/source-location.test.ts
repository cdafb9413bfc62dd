import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write, type WordKey } from '../../src/words/words.ts';
import type { WordParams } from '../../src/words/area.ts';
import { drawPicture } from '../../src/modules/devices/simulators/picture.ts';
import { addDevice, portalReading, type TestDevice } from '../devices-port.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, dialog, goneDialog, openPort, seenIn, sideways, type Officer, type Port } from './officers.ts';

let world: TestWorld;
let port: Port;
beforeAll(async () => {
  world = await makeWorld();
  await addPersona(world, 'customsOfficer');
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await world?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
/** Counts of the saved layout from 20 µCi at x 4.2 m, y 1.5 m in 5 s, without chance: what the screen must find is known. */
const placed = [[2.1, 0.1], [3, 0], [5, 0], [7, 0], [1, 3.5], [3, 3.5], [5, 3.5], [7, 3.5]] as const;
const counts = placed.map(([x, y], at) => {
  const square = (x - 4.2) ** 2 + (y - 1.5) ** 2;
  return `d${at + 1}\t${Math.round(5 * (50 + (200 * Math.exp(-0.0093 * Math.sqrt(square))) / square))}\t5`;
});
const figure = (officer: Officer, key: string) => officer.page.locator(`[data-figure="${key}"]`);

describe('the place of a source', () => {
  it('is planned for: a detector moved by keys changes what can be told, and the layout is still there after a reload', async () => {
    const customs = await port.officerAt('/source-location', 'customsOfficer');
    await customs.sees(t('sourceLocation.invented'));
    const before = await figure(customs, 'worst').locator('strong').textContent();
    expect(before).toMatch(/^\d\.\d\d m$/);
    await customs.page.getByRole('button', { name: t('sourceLocation.detectorAt', { id: 'D1', x: '1', y: '0' }) }).focus();
    await customs.presses('ArrowRight', 'Shift+ArrowRight', 'ArrowUp');
    await customs.page.getByRole('button', { name: t('sourceLocation.detectorAt', { id: 'D1', x: '2.1', y: '0.1' }) }).waitFor();
    await customs.sees(t('sourceLocation.before', { value: before! }));
    await expect.poll(() => figure(customs, 'worst').locator('strong').textContent(), { timeout: 10_000 }).not.toBe(before);
    await customs.pictures('source-moved');
    await customs.fills(t('sourceLocation.layoutName'), 'Corridor');
    await customs.pushes(t('sourceLocation.save'));
    await customs.sees(t('sourceLocation.done', { name: 'Corridor' }), 'body');
    await customs.opens('/source-location');
    await customs.page.getByRole('button', { name: t('sourceLocation.detectorAt', { id: 'D1', x: '2.1', y: '0.1' }) }).waitFor();
    await expect.poll(() => customs.page.getByLabel(t('sourceLocation.layoutName')).inputValue(), { timeout: 10_000 }).toBe('Corridor');
    await customs.turnsTo(t('sourceLocation.readings'));
    await customs.sees(t('sourceLocation.noCounts'));
    await customs.fills(t('sourceLocation.paste'), [...counts.slice(0, 2), 'D99 100'].join('\n'));
    await customs.sees(t('sourceLocation.few', { count: 2 }));
    await customs.sees(t('sourceLocation.unread', { lines: 'D99 100' }));
    await customs.fills(t('sourceLocation.paste'), counts.join('\n'));
    await customs.sees(t('sourceLocation.placeAt', { x: '4.2', y: '1.5' }));
    await customs.sees(/^(19\.\d|20|20\.\d) ± .* µCi Cs-137$/);
    await customs.sees(t('sourceLocation.noFlags'));
    await expect.poll(() => customs.page.locator('.sl-source').count(), { timeout: 10_000 }).toBe(1);
    expect(await customs.barriers()).toEqual([]);
    await customs.pictures('source-found');
    await customs.pushes(t('sourceLocation.showScene'));
    await customs.page.waitForSelector('.sl-scene canvas');
    await customs.page.locator('.sl-scene').focus();
    await customs.pictures('source-scene');
    const first = await customs.page.locator('.sl-scene').screenshot();
    await customs.presses('ArrowRight', 'ArrowUp', '+');
    expect((await customs.page.locator('.sl-scene').screenshot()).equals(first)).toBe(false);
    await expect.poll(() => customs.page.getByText(/^Floor of 8 by 3\.5 m with 2 walls and 8 detectors: D1, x 2\.1 m/).textContent(), { timeout: 10_000 }).toContain('Estimated source at x 4.2 m, y 1.5 m');
    // A robot on the plan stands in the scene, and moves there as it says.
    const robot = await addDevice(world, 'inspectionRobot');
    const stands = (xMetres: number) => world.done('devices.noteTelemetry', { rows: [{ deviceId: robot.deviceId, measuredAt: world.now(), reading: { xMetres, yMetres: 2.5, deviationMetres: 0.05 } }] }, { as: robot.actor });
    const said = () => customs.page.getByText(/^Floor of 8 by 3\.5 m/).textContent();
    await stands(6);
    await expect.poll(said, { timeout: 40_000 }).toMatch(/Robots: inspectionRobot SN-\w+, x 6 m, y 2\.5 m\.$/);
    await stands(6.5);
    await expect.poll(said, { timeout: 40_000 }).toContain('x 6.5 m, y 2.5 m');
    expect(await customs.barriers()).toEqual([]);
    await customs.pictures('source-scene-turned');
    await customs.pushes(t('sourceLocation.showPlan'));
    await customs.fills(t('sourceLocation.paste'), placed.map((_, at) => `D${at + 1},250,5`).join('\n'));
    await customs.sees(t('sourceLocation.noSource'));
    await expect.poll(() => customs.page.locator('.sl-source').count(), { timeout: 10_000 }).toBe(0);
    await customs.leaves();
  });

  it('is shown without barriers in both languages, also on a narrow screen', async () => {
    const customs = await port.officerAt('/source-location', 'customsOfficer');
    const second = customs.page.getByRole('button', { name: t('sourceLocation.detectorAt', { id: 'D2', x: '3', y: '0' }) });
    const box = (await second.locator('.sl-dot').boundingBox())!;
    await customs.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await customs.page.mouse.down();
    await customs.page.mouse.move(box.x + 80, box.y - 60, { steps: 4 });
    await customs.page.mouse.up();
    await customs.sees(t('sourceLocation.changed'));
    await expect.poll(() => second.count(), { timeout: 10_000 }).toBe(0);
    await customs.pushes(t('sourceLocation.back'));
    await second.waitFor();
    for (const [language, scheme] of seenIn([['zh', 'dark'], ['en', 'light']] as const, 0)) {
      await customs.sits({ language, scheme });
      await customs.page.waitForSelector('.sl-plan');
      expect(await sideways(customs), language).toBe(0);
      await customs.turnsTo(write(language, 'sourceLocation.readings'));
      await customs.fills(write(language, 'sourceLocation.paste'), counts.slice(0, 4).join('\n'));
      // Four detectors nearly on one line cannot tell the two sides of it apart.
      await customs.sees(write(language, 'sourceLocation.flag.mirror-ghost'));
      expect(await customs.barriers(), language).toEqual([]);
      await customs.sits({ language, scheme, width: 390, height: 844 });
      expect(await sideways(customs), `${language} narrow`).toBe(0);
      const cut = await customs.page.locator('.sl-flags .tg-status-text').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length);
      expect(cut, `${language} flags`).toBe(0);
      await customs.pictures(`source-${language}-narrow`);
    }
    await customs.leaves();
  });

  it('is seen by the cameras: the newest picture stands there live with its age, opens large, and is told as late when no newer one comes', async () => {
    const customs = await port.officerAt('/source-location', 'customsOfficer');
    const camera = (device: TestDevice) => customs.page.locator(`[data-camera="${device.deviceId}"]`);
    const robot = await addDevice(world, 'inspectionRobot');
    const localiser = await addDevice(world, 'radiationLocaliser');
    await customs.sees(t('camera.none'));
    await customs.sees(t('camera.how'));
    const sends = (device: TestDevice, number: number) => world.done<{ messageId: string }>('devices.receive', { format: 'picture', transport: 'http', content: Buffer.from(drawPicture({ seed: device === robot ? 4 : 9, number, at: world.now(), drives: device === robot })).toString('base64') }, { as: device.actor });
    const seen = (device: TestDevice) => camera(device).getAttribute('data-message');
    const first = await sends(robot, 1);
    await sends(localiser, 1);
    await expect.poll(() => seen(robot), { timeout: 40_000 }).toBe(first.messageId);
    // The browser has unpacked it: the rule of what a page may load lets it.
    await expect.poll(() => camera(robot).getByRole('img').evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: 10_000 }).toBe(320);
    await customs.sees(/^\d+ s ago$/, camera(robot));
    const second = await sends(robot, 2);
    await expect.poll(() => seen(robot), { timeout: 40_000 }).toBe(second.messageId);
    expect(await customs.barriers()).toEqual([]);
    await customs.pictures('camera-live');
    await camera(robot).getByRole('button').click();
    await customs.sees(second.messageId, dialog(customs));
    await customs.pictures('camera-large');
    expect(await customs.barriers()).toEqual([]);
    await customs.presses('Escape');
    await goneDialog(customs);
    // A picture that shows what was is told as such.
    world.setTime(new Date(Date.parse(world.now()) + 90_000).toISOString());
    await customs.loads('/source-location');
    await customs.sees(/^01:\d\d old$/, camera(robot));
    expect(await camera(robot).locator('.tg-tone-late').count()).toBeGreaterThan(0);
    for (const [language, scheme] of seenIn([['zh', 'light'], ['en', 'dark']] as const, 0)) {
      await customs.sits({ language, scheme });
      await customs.sees(write(language, 'camera.title'));
      await customs.pictures(`camera-${language}`);
      await customs.sits({ language, scheme, width: 390, height: 844 });
      expect(await sideways(customs), language).toBe(0);
      expect(await customs.barriers(), language).toEqual([]);
      await camera(robot).scrollIntoViewIfNeeded();
      await customs.pictures(`camera-${language}-narrow`);
    }
    await customs.sits({});
    // Beside an alarm of a device stands what was taken around it at its port.
    const { stationId } = await world.done<{ stationId: string }>('ports.addStation', { pointId: (await world.see<{ points: { pointId: string }[] }>('ports.list', {})).points[0]!.pointId, kind: 'patrol', lane: 'P9', nameEn: 'Patrol', nameZh: '巡检' });
    const [portal, patrol] = [await addDevice(world, 'radiationPortal', { stationId }), await addDevice(world, 'inspectionRobot', { stationId })];
    const taken = await sends(patrol, 3);
    const { alarms } = await portal.sends('gammaAlarm', portalReading(true));
    await customs.opens(`/alarms/${alarms![0]!}`);
    await customs.sees(t('camera.around'));
    await expect.poll(() => seen(patrol), { timeout: 20_000 }).toBe(taken.messageId);
    expect(await customs.page.locator('[data-camera]').count()).toBe(1);
    expect(await customs.barriers()).toEqual([]);
    await customs.pictures('camera-alarm');
    await customs.leaves();
  });
});
