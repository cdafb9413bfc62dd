import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { flightWindow } from '../src/modules/devices/rules/availability.ts';
import { DeviceGateway, overtakenMilliseconds, quietMilliseconds, silentMilliseconds } from '../src/server/devices/gateway.ts';
import { addDevice } from './devices-port.ts';
import type { TestDevice } from './devices-port.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => { world = await makeWorld({ startsAt: '2022-01-26T00:00:00.000Z', speed: 0 }); });
afterAll(() => world.close());

const times = { scheduledAt: '2022-01-27T03:00:00.000Z', estimatedAt: null, landedAt: null, departedAt: null };

test('a flight needs its devices from an hour before it lands, and before it leaves', () => {
  expect(flightWindow({ direction: 'arrival', ...times })).toEqual({ from: '2022-01-27T02:00:00.000Z', to: '2022-01-27T07:00:00.000Z' });
  expect(flightWindow({ direction: 'arrival', ...times, landedAt: '2022-01-27T04:30:00.000Z' })).toEqual({ from: '2022-01-27T03:30:00.000Z', to: '2022-01-27T08:30:00.000Z' });
  expect(flightWindow({ direction: 'departure', ...times })).toEqual({ from: '2022-01-26T23:00:00.000Z', to: '2022-01-27T03:00:00.000Z' });
  expect(flightWindow({ direction: 'arrival', ...times, scheduledAt: null })).toBeUndefined();
});

test('each time has a share of its own, by last will and heartbeat; what has not begun has none, and what is not over counts until now', async () => {
  const device = await addDevice(world, 'thermometerGate');
  const note = (changedAt: string, link: string) => world.done('devices.noteLinks', { changes: [{ deviceId: device.deviceId, changedAt, link }] }, { as: device.actor });
  world.setTime('2022-01-27T12:00:00.000Z', 0);
  await note('2022-01-26T12:00:00.000Z', 'online');
  await note('2022-01-27T03:00:00.000Z', 'broken');
  await note('2022-01-27T04:00:00.000Z', 'online');
  const shares = async (windows: object[], more: object = {}, options: object = {}) => (await world.see<{ devices: { deviceId: string; shares: (number | null)[] }[] }>('devices.availability', { windows, ...more }, options)).devices.find((one) => one.deviceId === device.deviceId)?.shares;
  const day = (from: string, to: string) => ({ from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` });
  expect(await shares([day('2022-01-25', '2022-01-26'), day('2022-01-26', '2022-01-27'), day('2022-01-27', '2022-01-28'), day('2022-01-28', '2022-01-29'), { from: '2022-01-27T02:00:00.000Z', to: '2022-01-27T06:00:00.000Z' }]))
    .toEqual([null, 0.5, 11 / 12, null, 0.75]);
  // As of an instant nothing later is known.
  expect(await shares([day('2022-01-27', '2022-01-28')], {}, { asOf: '2022-01-27T03:30:00.000Z' })).toEqual([6 / 7]);
  expect(await shares([day('2022-01-26', '2022-01-27')], { pointCode: 'NOWHERE' })).toBeUndefined();
  await expect(world.see('devices.availability', { windows: [] })).rejects.toThrow('input-invalid');
});

const wall = async (device: TestDevice) => (await world.see<{ devices: { deviceId: string; availability: number | null; link: string | null }[] }>('devices.wall', {})).devices.find((one) => one.deviceId === device.deviceId)!;

test('the wall counts from when a device was made known, and nothing of one that waits', async () => {
  world.setTime('2022-01-27T12:00:00.000Z', 0);
  const device = await addDevice(world, 'thermometerGate');
  await world.done('devices.noteLinks', { changes: [{ deviceId: device.deviceId, changedAt: '2022-01-27T12:00:00.000Z', link: 'online' }] }, { as: device.actor });
  const { deviceId } = await world.done<{ deviceId: string }>('devices.add', { kind: 'eGate', serial: 'WAITS-1', maker: 'Invented', model: 'Gate', nameEn: 'Waits', nameZh: '等待' });
  world.setTime('2022-01-27T13:00:00.000Z', 0);
  expect(await wall(device)).toMatchObject({ availability: 1, link: 'online' });
  expect(await wall({ ...device, deviceId })).toMatchObject({ availability: null });
});

test('whoever falls silent is gone: sooner where there was a heartbeat, later where there was none, and also where the server that heard it is another', async () => {
  world.setTime('2022-01-27T14:00:00.000Z', 0);
  const [beating, posting] = [await addDevice(world, 'thermometerGate'), await addDevice(world, 'radiationPortal')];
  const identity = (device: TestDevice, kind: 'thermometerGate' | 'radiationPortal') => ({ eventId: world.eventId, deviceId: device.deviceId, kind, name: { en: 'Invented', zh: '虚构' }, stationId: null });
  let seconds = 0;
  const links = async (gateway: DeviceGateway) => { await gateway.flush(); world.setTime(`2022-01-27T14:00:${String(seconds += 1).padStart(2, '0')}.000Z`, 0); return [(await wall(beating)).link, (await wall(posting)).link]; };
  const clock = vi.spyOn(Date, 'now');
  const later = (milliseconds: number): void => { const now = Date.now(); clock.mockImplementation(() => now + milliseconds); };
  try {
    const gateway = new DeviceGateway(world.open);
    gateway.takeTelemetry(identity(beating, 'thermometerGate'), { ambientCelsius: 22 });
    gateway.sawDevice(identity(posting, 'radiationPortal'));
    expect(await links(gateway)).toEqual(['online', 'online']);
    later(silentMilliseconds + 1000);
    expect(await links(gateway)).toEqual(['offline', 'online']);
    later(quietMilliseconds);
    expect(await links(gateway)).toEqual(['offline', 'offline']);
    // Silence is no goodbye: the first message after it brings the device back.
    gateway.sawDevice(identity(posting, 'radiationPortal'));
    expect(await links(gateway)).toEqual(['offline', 'online']);
    // Of two changes at one instant, while the clock of the world stands, neither is lost.
    gateway.lostDevice(identity(posting, 'radiationPortal'), 'broken');
    gateway.sawDevice(identity(posting, 'radiationPortal'));
    expect(await links(gateway)).toEqual(['offline', 'online']);
    // A message that the goodbye has overtaken does not bring the device back; what comes later does, or that it says so.
    gateway.lostDevice(identity(posting, 'radiationPortal'), 'offline');
    gateway.sawDevice(identity(posting, 'radiationPortal'));
    expect((await links(gateway))[1]).toBe('offline');
    later(overtakenMilliseconds + 1);
    gateway.sawDevice(identity(posting, 'radiationPortal'));
    expect((await links(gateway))[1]).toBe('online');
    // No farewell: the process has ended.
    const next = new DeviceGateway(world.open);
    expect(await links(next)).toEqual(['offline', 'online']);
    later(silentMilliseconds + 1000);
    expect(await links(next)).toEqual(['offline', 'offline']);
    await Promise.all([gateway.stop(), next.stop()]);
  } finally {
    clock.mockRestore();
  }
});
