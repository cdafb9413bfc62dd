import { describe, expect, test } from 'vitest';
import { checkPlanFile, maximumPlanFileLength, nationalBaseline } from './plan-file.ts';

const baseline = nationalBaseline('arrival');
const text = (change: object = {}) => JSON.stringify({ ...baseline, ...change }, null, 2);

describe('a plan file', () => {
  test('with the baseline is valid', () => {
    expect(checkPlanFile(text())).toEqual({ valid: true, problems: [], plan: baseline });
    expect(checkPlanFile(`\uFEFF${text()}`).valid).toBe(true);
    expect(checkPlanFile(JSON.stringify(nationalBaseline('departure'))).valid).toBe(true);
  });

  test('that is not JSON says where', () => {
    expect(checkPlanFile('{"direction": "arrival",\n  lanes: 1}').problems).toMatchObject([{ code: 'file-not-json', at: { start: 27 }, params: { line: 2, column: 3 } }]);
    expect(checkPlanFile('').problems).toMatchObject([{ code: 'file-not-json', at: { start: 0, end: 0 } }]);
    expect(checkPlanFile(text().slice(0, 500)).problems).toMatchObject([{ code: 'file-not-json', at: { start: 500 } }]);
    expect(checkPlanFile(' '.repeat(maximumPlanFileLength + 1)).problems).toMatchObject([{ code: 'file-too-large' }]);
  });

  test('of the wrong shape says where', () => {
    const paths = (change: object) => checkPlanFile(text(change)).problems.map(({ code, path }) => [code, path]);
    expect(checkPlanFile('null').problems).toMatchObject([{ code: 'plan-wrong-shape', path: '' }]);
    expect(paths({ lanes: 0 })).toEqual([['plan-wrong-shape', 'lanes']]);
    expect(paths({ thresholds: { ...baseline.thresholds, feverCelsius: '37.3' } })).toEqual([['plan-wrong-shape', 'thresholds.feverCelsius']]);
    expect(paths({ steps: [...baseline.steps, { step: 'CHK-02', when: true }] })).toEqual([['plan-wrong-shape', `steps[${baseline.steps.length}].when`]]);
    expect(checkPlanFile(text({ waiver: 'all' })).problems).toMatchObject([{ code: 'plan-wrong-shape', params: { additionalProperties: 'waiver' } }]);
  });

  test('that lets a traveller through is refused with that traveller', () => {
    const steps = baseline.steps.map((step) => (step.step === 'SMP-01' ? { ...step, when: 'boarding.onBoard && !person.accredited' } : step));
    const checked = checkPlanFile(text({ steps }));
    expect(checked.valid).toBe(false);
    expect(checked.plan).toBeDefined();
    expect(checked.problems).toMatchObject([{ code: 'baseline-skipped', params: { step: 'SMP-01' }, counterexample: { 'boarding.onBoard': true, 'person.accredited': true } }]);
  });

  test('with a looser fever limit names the temperature it would let through', () => {
    const checked = checkPlanFile(text({ thresholds: { ...baseline.thresholds, feverCelsius: 38 } }));
    expect(checked.problems[0]).toMatchObject({ code: 'baseline-threshold-looser', path: 'thresholds.feverCelsius' });
    expect(checked.problems.find((problem) => problem.params['step'] === 'CHK-03')).toMatchObject({ counterexample: { 'temperature.celsius': 37.4 } });
  });
});
