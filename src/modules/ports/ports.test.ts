import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';
import { runAction } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { addRealEvent } from './events.ts';
import { canSetClock, stationKinds } from './rules.ts';

const hour = 3_600_000;
const later = (instant: string, milliseconds: number): string => new Date(Date.parse(instant) + milliseconds).toISOString();

describe('the clock of an invented world', () => {
  let world: TestWorld;
  const told: string[] = [];

  beforeAll(async () => {
    world = await makeWorld({ speed: 0 });
    const announce = world.open.live.announce.bind(world.open.live);
    world.open.live.announce = (eventId, topics) => {
      told.push(...topics);
      announce(eventId, topics);
    };
  });
  afterAll(() => world.close());

  it('runs, stops, and keeps its speed when it is set forward', async () => {
    expect(await world.done('ports.runClock', { speed: 300 })).toMatchObject({ speed: 300 });
    const before = world.now();
    const ahead = later(before, 6 * hour);
    expect(await world.done('ports.runClock', { at: ahead })).toEqual({ speed: 300, now: ahead });
    expect(Date.parse(world.now())).toBeGreaterThanOrEqual(Date.parse(ahead));
    expect(await world.done('ports.runClock', { speed: 0 })).toMatchObject({ speed: 0 });
    const stopped = world.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(world.now()).toBe(stopped);
    expect(told.filter((topic) => topic === 'clock')).toHaveLength(3);
  });

  it('never goes back and never leaps out of the event', async () => {
    const now = world.now();
    expect(await world.refusedBy('ports.runClock', { at: later(now, -1) })).toBe('clock-only-forward');
    expect(await world.refusedBy('ports.runClock', { at: now })).toBe('clock-only-forward');
    expect(await world.refusedBy('ports.runClock', { at: later(now, 32 * 24 * hour) })).toBe('clock-jump-too-far');
    expect(await world.refusedBy('ports.runClock', { at: 'tomorrow' })).toBe('input-invalid');
    expect(await world.refusedBy('ports.runClock', {})).toBe('input-invalid');
    expect(world.now()).toBe(now);
    const press = await world.makeOfficer('press');
    expect(await world.refusedBy('ports.runClock', { speed: 1 }, { as: press })).toBe('role-not-allowed');
  });

  it('is nobody’s to set where the event is real', async () => {
    const eventId = uuidv7();
    await addRealEvent(world.open.pool, { event_id: eventId, code: 'real', name_en: 'Real', name_zh: '真实', time_zone: 'Asia/Shanghai' }, world.now());
    await world.open.book.refresh();
    const command = { id: uuidv7(), occurredAt: world.now(), input: { speed: 60 } };
    expect(await runAction(world.open.house, eventId, world.officer, world.open.registry.actions.get('ports.runClock')!, command)).toMatchObject({ ok: false, refusal: { code: 'clock-is-real' } });
    expect(canSetClock({ kind: 'real' }, {}, world.now())).toMatchObject({ ok: false, refusal: { code: 'clock-is-real' } });
    expect(canSetClock({ kind: 'simulated' }, {}, world.now())).toEqual({ ok: true });
  });

  it('has stations of every kind that a step names, each lane once, told to the screens', async () => {
    const { points } = await world.see<{ points: { pointId: string; code: string }[] }>('ports.list', {});
    const pointId = points[0]!.pointId;
    const station = (extra: object): object => ({ pointId, kind: 'temperature', lane: 'G01', nameEn: 'Temperature lane 1', nameZh: '测温通道1号', ...extra });
    told.length = 0;
    for (const kind of stationKinds) await world.done('ports.addStation', station({ kind }));
    expect(await world.refusedBy('ports.addStation', station({}))).toBe('lane-taken');
    expect(await world.refusedBy('ports.addStation', station({ pointId: uuidv7() }))).toBe('point-unknown');
    expect(await world.refusedBy('ports.addStation', station({ kind: 'bakery' }))).toBe('input-invalid');
    expect(told).toContain('ports');
    expect((await world.see<{ stations: unknown[] }>('ports.list', {})).stations).toHaveLength(stationKinds.length);
  });

  it('names a station anew, closes it and opens it again; whoever has no right to it cannot', async () => {
    type Station = { stationId: string; nameEn: string; nameZh: string; closed: boolean };
    const stations = async (): Promise<Station[]> => (await world.see<{ stations: Station[] }>('ports.list', {})).stations;
    const [first, second] = await stations() as [Station, Station];
    told.length = 0;
    await world.done('ports.changeStation', { stationId: first.stationId, nameEn: 'Lane at the north door', closed: true });
    expect(told).toContain('ports');
    expect((await stations()).find((one) => one.stationId === first.stationId)).toEqual({ ...first, nameEn: 'Lane at the north door', closed: true });
    await world.done('ports.changeStation', { stationId: first.stationId, closed: false });
    expect((await stations()).find((one) => one.stationId === first.stationId)).toMatchObject({ nameEn: 'Lane at the north door', closed: false });
    expect((await stations()).find((one) => one.stationId === second.stationId)).toEqual(second);
    expect(await world.refusedBy('ports.changeStation', { stationId: uuidv7(), closed: true })).toBe('station-unknown');
    expect(await world.refusedBy('ports.changeStation', { stationId: first.stationId })).toBe('input-invalid');
    expect(await world.refusedBy('ports.changeStation', { stationId: first.stationId, closed: true }, { as: await world.makeOfficer('laboratory') })).toBe('role-not-allowed');
  });

  it('has each port once', async () => {
    const port = { code: 'PVG', kind: 'airport', nameEn: 'Pudong', nameZh: '浦东' };
    await world.done('ports.addPoint', port);
    expect(await world.refusedBy('ports.addPoint', port)).toBe('point-code-taken');
  });
});
