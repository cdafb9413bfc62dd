import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkRoster, readSolution } from '../src/modules/roster/benchmark/checker.ts';
import { readInstance } from '../src/modules/roster/benchmark/format.ts';
import type { Instance } from '../src/modules/roster/benchmark/instance.ts';
import { loadSolver, solveRoster } from '../src/modules/roster/benchmark/solve.ts';
import { makeRoster, rosterSizes } from './roster-fields.ts';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { file } = makeFolder('roster');
const instanceFile = (number: number): string => `tests/shift-scheduling/Instance${number}.txt`;
const small = (lines: { staff?: string; cover?: string } = {}): string => ['SECTION_HORIZON', '7', 'SECTION_SHIFTS', 'D,480,', 'N,480,D', 'SECTION_STAFF', lines.staff ?? 'A,D=7|N=1,2400,960,3,2,2,1', 'SECTION_DAYS_OFF', 'A,0', 'SECTION_SHIFT_ON_REQUESTS', 'A,1,D,3', 'SECTION_COVER', lines.cover ?? '1,D,1,100,1', ''].join('\n');

function read(text: string): Instance {
  const file = readInstance(text);
  if ('refused' in file) throw new Error(JSON.stringify(file.refused));
  return file.instance;
}

describe('the reader', () => {
  test('reads LF and CRLF alike, and refuses by line what is wrong', () => {
    expect(read(small().replaceAll('\n', '\r\n'))).toEqual(read(small()));
    const faults = (text: string): number[] => {
      const file = readInstance(text);
      return 'refused' in file ? file.refused.map(({ line }) => line) : [];
    };
    expect(faults(small({ staff: 'A,D=7,2400,960,3,2,2,1' }))).toEqual([7]);
    expect(faults(small({ cover: '7,D,1,100,1' }))).toEqual([13]);
    expect(faults(small({ cover: '1,X,1,100,1' }))).toEqual([13]);
    expect(faults(small({ cover: '1,D,-1,100,1\n1,D,1,1,1' }))).toEqual([13, 14]);
    expect(faults('')).toEqual([0, 0, 0, 0]);
  });

  test('never throws on any text, nor on any change of a good one', () => {
    const good = readFileSync(instanceFile(2), 'utf8');
    fc.assert(fc.property(fc.string(), (text) => void readInstance(text)), { numRuns: 200 });
    fc.assert(fc.property(fc.nat(good.length), fc.nat(20), fc.string({ maxLength: 12 }), (at, cut, put) => {
      const file = readInstance(good.slice(0, at) + put + good.slice(at + cut));
      expect('instance' in file || file.refused.length > 0).toBe(true);
    }), { numRuns: 150 });
  });
});

describe('the checker', () => {
  const instance = read(small());
  const rules = (days: string): string[] => {
    const solution = readSolution(`A,${days}`);
    return 'refused' in solution ? ['refused'] : checkRoster(instance, solution.roster).violations.map(({ rule, day }) => (day === undefined ? rule : `${rule} ${day}`));
  };

  test('names each broken rule by employee and day, and leaves runs at the edges', () => {
    expect(rules('-,D,D,-,-,-,-')).toEqual([]);
    expect(rules('D,D,-,-,-,-,-')).toEqual(['day-off 0']);
    expect(rules('-,N,D,-,-,-,-')).toEqual(['shift-order 2']);
    expect(rules('-,N,N,-,-,-,-')).toEqual(['most-of-shift']);
    expect(rules('-,D,-,D,D,-,-')).toEqual(['least-in-row 1', 'least-off-in-row 2']);
    expect(rules('-,D,D,D,D,-,-')).toEqual(['most-in-row 1']);
    expect(rules('-,-,-,-,-,-,D')).toEqual(['least-minutes']);
    expect(rules('-,-,-,-,D,D')).toEqual(['horizon']);
    expect(checkRoster(instance, {}).violations.map(({ rule }) => rule)).toContain('missing');
  });

  test('agrees with the costs that the solver keeps while it works', async () => {
    const highs = await loadSolver();
    for (const [seed, size] of [[1, rosterSizes['1']!], [2, { ...rosterSizes['5']!, counted: true }]] as const) {
      const outcome = solveRoster(highs, read(makeRoster(size, seed)), { seconds: 2, seed });
      if ('none' in outcome) throw new Error(outcome.none.reason);
      const { solved } = outcome;
      expect([solved.check.violations, solved.check.objective]).toEqual([[], solved.objective]);
      expect(solved.lowerBound).toBeLessThanOrEqual(solved.objective);
    }
  });
});

describe('roster', () => {
  test('proves instance 2 and its check agrees', { timeout: 120_000 }, async () => {
    const ran = await tongguan(['roster', instanceFile(2), '--seconds', '40']);
    expect([ran.code, ran.said]).toEqual([0, '']);
    expect(json(ran)).toMatchObject({ objective: 828, lowerBound: 828, gap: 0, optimal: true });
    const checked = await tongguan(['roster', 'check', instanceFile(2), file('two.json', ran.output)]);
    expect([checked.code, json(checked)['objective']]).toEqual([0, 828]);
    const broken = await tongguan(['roster', 'check', instanceFile(2), '-'], 'A,E,L,E');
    expect([broken.code, broken.said.includes('shift-order')]).toEqual([1, true]);
  });

  test('refuses files and calls, and says when no plan can be', { timeout: 120_000 }, async () => {
    expect((await tongguan(['roster', '-'], 'SECTION_X')).code).toBe(1);
    const none = await tongguan(['roster', '-', '--seconds', '2'], small({ staff: 'A,D=1|N=1,2400,1440,3,2,2,1' }));
    expect([none.code, none.said.startsWith('A: No plan')]).toEqual([1, true]);
    expect((await tongguan(['roster', instanceFile(2), '--seconds', 'x'])).code).toBe(2);
    expect((await tongguan(['roster', 'check', instanceFile(2)])).code).toBe(2);
  });
});
