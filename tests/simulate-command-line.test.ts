import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Outcome } from '../src/modules/forecast/shapes/outcome.ts';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { folder } = makeFolder('simulate');
const patience = { timeout: 240_000 };
const path = fileURLToPath(new URL('../docs/examples/ca746.json', import.meta.url));

test('simulate gives the same bytes for the same seed, compares what-ifs, and says what staff is needed', patience, async () => {
  const day = JSON.parse(readFileSync(path, 'utf8')) as object;
  const changed = JSON.stringify({ ...day, changes: [{ name: 'two desks', changes: [{ kind: 'servers', station: 'declaration', count: 2 }] }] });
  const [one, other, change, staff] = await Promise.all([
    tongguan(['simulate', path, '--replications', '20', '--seed', '7']), tongguan(['simulate', '-', '--replications', '20', '--seed', '7'], readFileSync(path)),
    tongguan(['simulate', '-', '--replications', '20', '--change', 'all'], changed), tongguan(['simulate', path, '--replications', '20', '--staff']),
  ]);
  expect([one!, other!, change!, staff!].map(({ code, said }) => [code, said])).toEqual([[0, ''], [0, ''], [0, ''], [0, '']]);
  expect(one!.output).toBe(other!.output);
  expect((json(one!) as unknown as Outcome).identities).toMatchObject({ came: 20 * 154, left: 20 * 154, mandatoryStepsDoneShare: 1 });
  expect((json(change!) as { scenarios: { name: string; difference: { p95: { high: number } } }[] }).scenarios.map(({ name, difference }) => [name, difference.p95.high < 0])).toEqual([['two desks', true]]);
  expect((json(staff!) as { demand: { skill: string; from: number; people: number }[] }).demand.map(({ skill }) => skill)).toContain('sampling');
});

test('simulate refuses by place, and what it cannot be called with', patience, async () => {
  const day = JSON.parse(readFileSync(path, 'utf8')) as { flights: object[] };
  const wrong = await tongguan(['simulate', '-'], JSON.stringify({ ...day, flights: [{ ...day.flights[0]!, passengers: 1e9 }] }));
  expect([wrong.code, wrong.said, json(wrong)]).toEqual([1, 'flights[0].passengers: must be <= 60000.\n', { refused: [{ where: 'flights[0].passengers', reason: 'must be <= 60000.' }] }]);
  const many = await tongguan(['simulate', path, '--replications', '100000']);
  expect([many.code, many.said]).toEqual([1, 'replications: must be a whole number from 1 to 10000.\n']);
  const unusable = await Promise.all([['simulate'], ['simulate', join(folder, 'none.json')], ['simulate', path, '--seed', 'x'], ['simulate', path, '--change', 'none']].map((args) => tongguan(args)));
  expect(unusable.map(({ code, output }) => [code, output])).toEqual([[2, ''], [2, ''], [2, ''], [2, '']]);
});
