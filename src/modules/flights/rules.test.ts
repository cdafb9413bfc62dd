import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, ledgerLines } from './figures.ts';
import type { LedgerRecord } from './figures.ts';
import { canClose, closingChecks, flightState, recipientsOf } from './rules.ts';
import type { ClosingFacts, FlightFacts } from './rules.ts';
import { flightStates } from './shapes.ts';

const count = fc.integer({ min: 0, max: 6 });

const aClosing: fc.Arbitrary<ClosingFacts> = fc.record({
  direction: fc.constantFrom('arrival', 'departure'), onBoard: count, headCounts: fc.array(fc.record({ step: fc.constantFrom('BRD-01', 'BRD-03'), count: fc.option(count) }), { minLength: 1, maxLength: 2 }),
  swabbed: count, tubes: count, tubesWithoutResult: fc.array(fc.string(), { maxLength: 2 }), handedOverNormal: count, handedOverAbnormal: count, countsReceived: count, released: count,
  symptomaticReleased: fc.integer({ min: 0, max: 1 }), openDiscrepancies: fc.integer({ min: 0, max: 1 }), reportEqualsLedger: fc.boolean(),
});

/** Makes facts in which everything agrees. */
function agreeing(facts: ClosingFacts): ClosingFacts {
  const normal = Math.min(facts.handedOverNormal, facts.onBoard);
  return {
    ...facts, headCounts: facts.headCounts.map((entry) => ({ ...entry, count: facts.onBoard })), swabbed: facts.onBoard, tubes: facts.onBoard, tubesWithoutResult: [], handedOverNormal: normal,
    handedOverAbnormal: facts.onBoard - normal, countsReceived: normal, released: facts.onBoard, symptomaticReleased: 0, openDiscrepancies: 0, reportEqualsLedger: true,
  };
}

describe('closing checks', () => {
  test('find nothing where everything agrees, and something as soon as one figure is moved', () => {
    fc.assert(fc.property(aClosing, fc.nat(), (facts, which) => {
      const good = agreeing(facts);
      expect(closingChecks(good)).toEqual([]);
      const arrival: Partial<ClosingFacts>[] = [{ swabbed: good.swabbed + 1 }, { tubes: good.tubes - 1 }, { tubesWithoutResult: ['T'] }, { handedOverNormal: good.handedOverNormal + 1 }, { handedOverAbnormal: good.handedOverAbnormal - 1 }, { countsReceived: good.countsReceived + 1 }];
      const always: Partial<ClosingFacts>[] = [{ headCounts: [{ step: 'BRD-01', count: null }] }, { headCounts: [{ step: 'BRD-01', count: good.onBoard + 1 }] }, { symptomaticReleased: 1 }, { openDiscrepancies: 1 }, { reportEqualsLedger: false }];
      const moves = good.direction === 'arrival' ? [...arrival, ...always] : [{ released: good.released + 1 }, ...always];
      const moved = { ...good, ...moves[which % moves.length] };
      expect(closingChecks(moved)).toHaveLength(1);
    }));
  });

  test('are asked by the button and by the server in the same words', () => {
    fc.assert(fc.property(aClosing, (facts) => {
      const checks = closingChecks(facts);
      const verdict = canClose({ state: 'handedOver', designator: 'CA1' }, checks.map(({ code, params }) => ({ kind: 'check' as const, code, params })));
      expect(verdict.ok).toBe(checks.length === 0);
      if (!verdict.ok) expect(verdict.refusal.code).toBe(checks[0]!.code);
    }));
  });

  test('never hide what is owed, and count every person', () => {
    const verdict = canClose({ state: 'inProcess', designator: 'CA1' }, [
      { kind: 'step', step: 'CLN-01' }, { kind: 'discrepancy', step: 'DIF-01' }, ...Array.from({ length: 7 }, (_, index) => ({ kind: 'case' as const, caseId: `${index}`, name: 'A', steps: ['CHK-02'], count: 1 })), { kind: 'case', count: 30 }]);
    expect(verdict).toMatchObject({ ok: false, refusal: { code: 'still-owed', params: { steps: ['CLN-01', 'DIF-01'], openCases: 37, differences: 1 } } });
    if (!verdict.ok) expect(verdict.refusal.params?.['persons']).toHaveLength(5);
  });
});

describe('the state of a flight', () => {
  const facts: fc.Arbitrary<FlightFacts> = fc.record({
    direction: fc.constantFrom('arrival', 'departure'), cancelled: fc.constant(false), closed: fc.boolean(), persons: count, listHeld: fc.boolean(), planApproved: fc.boolean(), landed: fc.boolean(), boarded: fc.boolean(),
    disembarkationBegun: fc.boolean(), disembarkationEnded: fc.boolean(), onBoard: count, undecided: count, handedOver: count, begun: fc.boolean(),
  });

  test('never goes back when one thing more is known to have happened', () => {
    const more = ['closed', 'listHeld', 'planApproved', 'landed', 'boarded', 'disembarkationBegun', 'disembarkationEnded', 'begun'] as const;
    fc.assert(fc.property(facts, fc.constantFrom(...more), (known, happened) => {
      const before = flightStates.indexOf(flightState(known));
      expect(flightStates.indexOf(flightState({ ...known, [happened]: true }))).toBeGreaterThanOrEqual(before);
    }));
  });

  test('is handed over only when nobody on board is left', () => {
    fc.assert(fc.property(facts, (known) => {
      if (flightState(known) === 'handedOver') expect([known.handedOver >= known.onBoard, known.undecided]).toEqual([true, 0]);
    }));
  });
});

describe('the ledger', () => {
  test('is written the same whatever the order of keys, and says the same when read back', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.stringify(JSON.parse(text))).toHaveLength(JSON.stringify(value).length);
    }));
    expect(canonicalJson({ b: 1, a: { d: undefined, c: [1, 'x', null] } })).toBe('{"a":{"c":[1,"x",null]},"b":1}');
  });

  test('leaves out the closing record alone', () => {
    const record = { caseId: 'a', seq: 1, recordId: 'r', ordinal: 1, outcome: 'passed', evidence: {}, rule: null, corrects: null, officerId: null, keyId: null, stationId: null, deviceId: null, offline: false, occurredAt: 't', recordedAt: 't' } as const;
    const records: LedgerRecord[] = [{ ...record, step: 'CLN-01' }, { ...record, step: 'CLS-01' }];
    expect(ledgerLines({ records })).toHaveLength(1);
  });
});

test('recipients are told apart by any comma, and each counts once', () => {
  expect(recipientsOf(' A, B；C、A，\nD ,')).toEqual(['A', 'B', 'C', 'D']);
});
