import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { folder, file } = makeFolder('cover');
const patience = { timeout: 240_000 };
const early = { shift: 'early', start: '06:00', lengthMinutes: 480 };

describe('cover', () => {
  test('says how many work which shift, what is missing and how far it is from the best', patience, async () => {
    const document = { shifts: [early, { shift: 'late', start: '13:00', lengthMinutes: 480 }], demand: [{ from: '06:00', to: '14:00', skill: 'card', people: 3 }, { from: '22:00', skill: 'card', people: 2 }] };
    const ran = await tongguan(['cover', file('demand.json', JSON.stringify(document)), '--seconds', '10']);
    const answer = json(ran) as unknown as { shifts: { shift: string; people: number }[]; underCover: unknown[]; objective: number; lowerBound: number; gap: number; wallSeconds: number; cover: { card: number[] } };
    expect([ran.code, ran.said]).toEqual([0, '']);
    expect(answer.shifts).toEqual([{ day: 0, shift: 'early', profile: 'card', people: 3, breaks: [] }]);
    expect(answer.underCover).toEqual([{ day: 0, from: 1320, skill: 'card', missing: 2 }]);
    // Three shifts, and two people missing for a quarter of an hour at 100 an hour.
    expect([answer.objective, answer.cover.card[24], answer.cover.card[88]]).toEqual([53, 3, 0]);
    expect(answer.lowerBound).toBeGreaterThan(52.9);
    expect(answer.wallSeconds).toBeGreaterThan(0);
  });

  test('reads a table, refuses by place, and cannot be called wrongly in silence', patience, async () => {
    const [table, wrong, cut, none, seconds] = await Promise.all([
      tongguan(['cover', '-'], 'day,from,skill,people,remark\n0,06:00,card,2,x\n1,06:00,card,1,\n'), tongguan(['cover', '-'], JSON.stringify({ shifts: [{ ...early, lengthMinutes: '8h' }], demand: [{ from: 361, skill: 'card', people: 2 }] })),
      tongguan(['cover', '-'], '{"shifts":'), tongguan(['cover', join(folder, 'none.json')]), tongguan(['cover', '-', '--seconds', 'many'], '{}'),
    ]);
    expect([table.code, (json(table) as unknown as { days: number }).days, table.said.includes('column 5')]).toEqual([0, 2, true]);
    expect(wrong.code).toBe(1);
    expect((json(wrong) as unknown as { refused: { where: string }[] }).refused.map(({ where }) => where)).toEqual(['shifts[0].lengthMinutes', 'demand[0].from']);
    expect([cut.code, cut.said.startsWith('file: is no JSON')]).toEqual([1, true]);
    expect([none.code, seconds.code]).toEqual([2, 2]);
  });
});
