import { describe, expect, it } from 'vitest';
import { drivenWay, groundOf } from './missions/shapes.ts';

const at = (second: number): string => new Date(Date.UTC(2022, 0, 27, 2, 30, second)).toISOString();

describe('the way of a robot', () => {
  const robot = { xMetres: 40, yMetres: 10, track: [{ at: at(0), x: -99_995, y: -99_995 }, { at: at(1), x: 10, y: 10 }, { at: at(30), x: 38, y: 10 }] };

  it('leaves out a place from which nobody can have driven', () => {
    expect(drivenWay(robot).map(({ x }) => x)).toEqual([10, 38]);
  });

  it('is whole where nothing says where the robot is', () => {
    expect(drivenWay({ ...robot, xMetres: null })).toHaveLength(3);
  });

  it('keeps the map as large as the hall', () => {
    const ground = groundOf(undefined, drivenWay(robot).map(({ x, y }) => [x, y] as const));
    expect([ground.minimum, ground.maximum]).toEqual([[10, 5], [38, 15]]);
  });
});
