import { describe, expect, it } from 'vitest';
import { codeOutcomes, resultClasses } from '../../../modules/certificates/rules/declaration-code.ts';
import { countLights, lightNames, lightOf, lineOf, ofLastHour, type GateOutcome, type Light } from './gate-light.ts';

const all: readonly GateOutcome[] = [...codeOutcomes, 'no-keys', 'key-unsupported', 'unknown'];
const always: Readonly<Record<Exclude<GateOutcome, 'valid'>, Light>> = {
  malformed: 'red', foreign: 'red', altered: 'red', revoked: 'red',
  superseded: 'blue', 'not-yet-valid': 'blue', expired: 'blue', unknown: 'blue', 'no-keys': 'blue', 'key-unsupported': 'blue',
};

describe('the light of a gate', () => {
  const table = all.flatMap((code) => [...resultClasses, undefined].flatMap((result) => [false, true].map((stale) => {
    const light: Light = code !== 'valid' ? always[code] : result === 'clear' && !stale ? 'green' : 'purple';
    return { code, result, stale, light };
  })));
  it.each(table)('is $light for $code, $result, stale $stale', ({ code, result, stale, light }) => expect(lightOf({ code, result }, stale)).toBe(light));

  it('is green for one row of the table only, and each light has its rows', () => {
    expect(table.filter(({ code, result, stale }) => lightOf({ code, result }, stale) === 'green')).toEqual([{ code: 'valid', result: 'clear', stale: false, light: 'green' }]);
    expect(lightNames.map((light) => table.filter((row) => row.light === light).length)).toEqual([1, 7, 48, 32]);
  });

  it('has a line that says what to do, and never what somebody declared', () => {
    const lines = (code: GateOutcome, stale = false): string[] => [...new Set(resultClasses.map((result) => lineOf({ code, result }, stale)))];
    expect([lines('valid'), lines('valid', true), lines('altered'), lines('foreign'), lines('revoked')]).toEqual([['green', 'purple'], ['purple'], ['red'], ['red'], ['red']]);
    expect(['malformed', 'expired', 'not-yet-valid', 'superseded', 'unknown', 'no-keys', 'key-unsupported'].map((code) => lines(code as GateOutcome).join())).toEqual(['malformed', 'expired', 'not-yet-valid', 'superseded', 'unknown', 'unchecked', 'unchecked']);
  });

  it('counts for one hour', () => {
    const shown = [{ at: 0, light: 'green' }, { at: 1, light: 'red' }, { at: 3_600_000, light: 'green' }] as const;
    expect([countLights(shown, 3_599_999), countLights(shown, 3_600_000), countLights(shown, 3_600_001)]).toEqual([
      { green: 2, purple: 0, blue: 0, red: 1 }, { green: 1, purple: 0, blue: 0, red: 1 }, { green: 1, purple: 0, blue: 0, red: 0 }]);
    expect(ofLastHour(shown, 9_000_000)).toEqual([]);
  });
});
