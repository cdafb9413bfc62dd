import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { robotMessageKinds, robotVersions } from '../../shapes/robots.ts';
import type { RobotVersion } from '../../shapes/robots.ts';
import { readRobotMessages } from './read.ts';
import type { RobotReading } from './read.ts';
import { specimenFactsheet, specimenHeader, specimenOrder, specimenState } from './specimens.ts';

type Message = Record<string, unknown>;

const read = (value: unknown, reading: RobotReading = {}) => readRobotMessages(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), reading);
const said = (value: unknown, reading: RobotReading = {}): string[] => read(value, reading).records.flatMap((record) => record.findings.map((finding) => `${finding.path} ${finding.code}`));
const changed = (message: Message, change: (copy: Record<string, never>) => void): Message => {
  const copy = structuredClone(message) as Record<string, never>;
  change(copy);
  return copy;
};

describe.each(robotVersions)('VDA 5050 %s', (version) => {
  test.each(robotMessageKinds)('takes a good %s and tells what is missing from a bad one', (message) => {
    const specimens: Record<string, Message> = {
      order: specimenOrder(version), state: specimenState(version), factsheet: specimenFactsheet(version),
      instantActions: { ...specimenHeader(version), actions: [{ actionId: 'c', actionType: 'cancelOrder', blockingType: 'NONE' }] },
      connection: { ...specimenHeader(version), connectionState: version === '3.0' ? 'CONNECTION_BROKEN' : 'CONNECTIONBROKEN' },
      visualization: { ...specimenHeader(version), ...(version === '3.0' ? { referenceStateHeaderId: 1 } : {}), velocity: { vx: 1 } },
      zoneSet: { ...specimenHeader(version), zoneSet: { mapId: 'hall', zoneSetId: 'z', zones: [{ zoneId: '1', zoneType: 'SPEED_LIMIT', maximumSpeed: 0.5, vertices: [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }] }] } },
      responses: { ...specimenHeader(version), responses: [{ requestId: 'r', grantType: 'GRANTED' }] },
    };
    const good = read(specimens[message], { version, message });
    if (version !== '3.0' && (message === 'zoneSet' || message === 'responses')) {
      expect(good.quarantined).toMatchObject([{ code: 'no-such-message', where: 'message 1' }]);
      return;
    }
    expect(good.records).toMatchObject([{ message, version, valid: true, findings: [], header: { manufacturer: 'Invented', serialNumber: 'R1' } }]);
    expect(read(specimens[message]).records).toMatchObject([{ message, version, valid: true }]);
    const bad = changed(specimens[message]!, (copy) => {
      delete copy['serialNumber'];
    });
    expect(said(bad, { version, message })).toEqual([version !== '3.0' && message === 'visualization' ? 'serialNumber header-missing' : 'serialNumber missing']);
  });

  test('an order breaks the rules that no schema has', () => {
    const order = specimenOrder(version);
    const findings = (change: (copy: { nodes: Message[]; edges: Message[] }) => void): string[] => said(changed(order, (copy) => change(copy as never)), { version, message: 'order' });
    expect(findings(() => undefined)).toEqual([]);
    expect(findings((copy) => copy.edges.pop())).toContain('edges edges-count');
    expect(findings((copy) => (copy.nodes[0]!['released'] = false))).toContain('nodes[0].released no-base');
    expect(findings((copy) => (copy.nodes[2]!['released'] = true))).toContain('nodes[2].released base-after-horizon');
    expect(findings((copy) => (copy.edges[1]!['released'] = true))).toContain('edges[1].released base-end');
    expect(findings((copy) => (copy.nodes[1]!['sequenceId'] = 3))).toEqual(expect.arrayContaining(['nodes[1].sequenceId node-odd', 'edges[1].sequenceId sequence']));
    expect(findings((copy) => (copy.nodes[2]!['actions'] = copy.nodes[1]!['actions']))).toContain('nodes[2].actions[0].actionId action-repeated');
    expect(findings((copy) => copy.nodes.splice(0) && copy.edges.splice(0))).toEqual(['nodes no-nodes']);
  });

  test('a state that contradicts itself is valid and has warnings', () => {
    const state = specimenState(version);
    const without = changed(state, (copy) => {
      delete copy['agvPosition'];
      delete copy['mobileRobotPosition'];
    });
    expect(said(without)).toEqual(['driving driving-unplaced']);
    expect(read(without).records[0]!.valid).toBe(true);
    expect(read(state).records[0]!.content).toMatchObject({ orderId: 'order-1', battery: { charge: 80, charging: false }, emergencyStop: 'NONE', position: { x: 1, localized: true, deviationRange: 0.05 }, actions: [{ actionId: 'measure-1', status: 'WAITING', instant: false }] });
  });
});

test('3.0 breaks 2.x: a state of 2.1 is told what 3.0 calls things, and an unpinned file is read as what it says', () => {
  expect(said(specimenState('2.1'), { version: '3.0' })).toEqual(expect.arrayContaining(['powerSupply missing', 'instantActionStates missing', 'safetyState.activeEmergencyStop missing']));
  expect(read(specimenState('2.0'), { version: '2.1' }).records).toMatchObject([{ valid: true, findings: [{ code: 'version-other', severity: 'warning' }] }]);
});

test('a field that the version does not know is told and changes nothing', () => {
  const misspelt = { ...specimenState('2.1'), informations: [], maps: [{ mapId: 'hall', mapVersion: '1', mapStatus: 'ENABLED', floor: 2 }] };
  expect([said(misspelt), read(misspelt).records[0]!.valid]).toEqual([['informations unknown-field', 'maps[0].floor unknown-field'], true]);
  expect(said({ ...specimenOrder('2.0'), nodes: [{ nodeId: 'n', sequenceId: 0, released: true, actions: [], nodeDescriptor: 'x' }], edges: [] })).toEqual(['nodes[0].nodeDescriptor unknown-field']);
});

test('a trace is followed: gaps, lateness, updates that do not stitch, states of another route', () => {
  const order = specimenOrder('3.0');
  const update = changed(order, (copy) => Object.assign(copy, { headerId: 2, orderUpdateId: 1 }));
  const late = changed(specimenState('3.0'), (copy) => Object.assign(copy, { headerId: 4, timestamp: '2026-03-01T10:00:40.000Z', nodeStates: [{ nodeId: 'elsewhere', sequenceId: 2, released: true }] }));
  const lines = [order, specimenState('3.0'), late, update].map((message) => JSON.stringify(message));
  const report = read([...lines.slice(0, 2), '{"broken', ...lines.slice(2)].join('\n'));
  expect(report.quarantined).toMatchObject([{ where: 'line 3', code: 'not-json' }]);
  expect(report.records.map(({ where, findings }) => [where, findings.map(({ code }) => code)])).toEqual([['line 1', []], ['line 2', []], ['line 4', ['header-gap', 'state-late', 'node-unknown']], ['line 5', ['stitching']]]);
  expect(report.found).toMatchObject({ messages: 5, records: 4, quarantined: 1, order: 2, state: 2 });
});

test('what is no message is quarantined with a reason', () => {
  expect(read('').quarantined).toMatchObject([{ where: 'file', code: 'empty' }]);
  expect(read([1, { a: 1 }, null]).quarantined.map(({ where, code }) => `${where} ${code}`)).toEqual(['message 1 not-an-object', 'message 2 unknown-message', 'message 3 not-an-object']);
  expect(read(`${'['.repeat(100_000)}${']'.repeat(100_000)}`).quarantined).toMatchObject([{ code: 'too-deep' }]);
  expect(read({ ...specimenOrder('3.0'), nodes: Array.from({ length: 30_000 }, () => 1) }).quarantined).toMatchObject([{ code: 'too-long' }]);
  expect(read({ ...specimenOrder('3.0'), nodes: Array.from({ length: 5000 }, () => 1) }).records[0]!.findings.at(-1)).toMatchObject({ code: 'more' });
  expect(readRobotMessages(Uint8Array.of(0xff, 0x00, 0xc3)).quarantined).toMatchObject([{ code: 'not-text' }]);
});

test('no input makes the reader throw, and each message is counted once', () => {
  const mutated = fc.tuple(fc.constantFrom<RobotVersion>(...robotVersions), fc.constantFrom('order', 'state', 'factsheet'), fc.array(fc.tuple(fc.nat(), fc.jsonValue()), { maxLength: 4 })).map(([version, kind, changes]) => {
    const message = kind === 'order' ? specimenOrder(version) : kind === 'state' ? specimenState(version) : specimenFactsheet(version);
    for (const [at, value] of changes) message[Object.keys(message)[at % Object.keys(message).length]!] = value;
    return JSON.stringify(message);
  });
  fc.assert(fc.property(fc.oneof(mutated, fc.json(), fc.string()), fc.constantFrom(undefined, ...robotVersions), fc.constantFrom(undefined, ...robotMessageKinds), (text, version, message) => {
    const report = read(text, { ...(version === undefined ? {} : { version }), ...(message === undefined ? {} : { message }) });
    expect(report.records.length + report.quarantined.length).toBeGreaterThan(0);
  }), { numRuns: 400 });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readRobotMessages(bytes)), { numRuns: 300 });
});
