import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../src/kernel/ids.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
let pointId: string;
beforeAll(async () => {
  world = await makeWorld();
  const { points } = await world.see<{ points: { pointId: string; code: string }[] }>('ports.list', {});
  pointId = points[0]!.pointId;
});
afterAll(() => world.close());

const detector = (id: string, x: number, y: number) => ({ id, x, y, responseCpsM2: 10, backgroundCps: 50 });
const content = (detectors = [detector('D1', 1, 0), detector('D2', 1, 3.5)]) => ({ area: { width: 10, depth: 3.5 }, walls: [[0, 0, 10, 0]], detectors });
const layouts = (options: object = {}) => world.see<{ layouts: { name: string; content: { detectors: { x: number }[] } }[] }>('devices.layouts', {}, options).then((found) => found.layouts);

describe('how detectors stand', () => {
  test('is saved under a name: the newest counts, the older one is still there as of then', async () => {
    await world.done('devices.saveLayout', { pointId, name: ' Corridor ', content: content() });
    const [first] = await layouts();
    const then = world.now();
    world.setTime(new Date(Date.parse(then) + 60_000).toISOString());
    await world.done('devices.saveLayout', { pointId, name: 'Corridor', content: content([detector('D1', 2.5, 0)]) });
    await world.done('devices.saveLayout', { pointId, name: 'Hall', content: content() });
    expect(first).toMatchObject({ name: 'Corridor', content: content() });
    expect((await layouts()).map((one) => [one.name, one.content.detectors[0]!.x])).toEqual([['Hall', 1], ['Corridor', 2.5]]);
    expect((await layouts({ asOf: then })).map((one) => [one.name, one.content.detectors[0]!.x])).toEqual([['Corridor', 1]]);
  });

  test('is refused where it cannot be', async () => {
    const refused = (more: object) => world.refusedBy('devices.saveLayout', { pointId, name: 'Wrong', content: content(), ...more });
    expect(await refused({ content: content([detector('D1', 1, 0), detector('D1 ', 2, 0)]) })).toBe('layout-detector-twice');
    expect(await refused({ content: content([detector('D1', 10.1, 0)]) })).toBe('layout-outside-area');
    expect(await refused({ content: { ...content(), walls: [[0, 0, 10, 4]] } })).toBe('layout-wall-outside');
    expect(await refused({ pointId: uuidv7() })).toBe('point-unknown');
    for (const wrong of [{ name: ' ' }, { content: content([]) }, { content: content(Array.from({ length: 65 }, (_, at) => detector(`D${at}`, 1, 1))) }, { content: { ...content(), area: { width: 501, depth: 3 } } }, { content: { ...content(), walls: [[0, 0, 1]] } }, { content: { ...content(), more: 1 } }]) expect(await refused(wrong), JSON.stringify(wrong).slice(0, 80)).toBe('input-invalid');
    expect((await layouts()).some((one) => one.name === 'Wrong')).toBe(false);
  });

  test('is not for every role', async () => {
    const gate = await world.makeOfficer('gate');
    const customs = await world.makeOfficer('customsOfficer');
    expect(await world.refusedBy('devices.saveLayout', { pointId, name: 'Gate', content: content() }, { as: gate })).toBe('role-not-allowed');
    await expect(layouts({ as: gate })).rejects.toThrow();
    await world.done('devices.saveLayout', { pointId, name: 'Customs', content: content() }, { as: customs });
    expect((await layouts({ as: customs }))[0]!.name).toBe('Customs');
  });
});
