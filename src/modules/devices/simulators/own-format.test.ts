import { expect, test } from 'vitest';
import { getKind } from '../catalogue.ts';
import { readMessage } from '../reading.ts';
import { inOwnFormat } from './own-format.ts';
import { nextEvent } from './readings.ts';
import { seeded } from './seeded.ts';

const at = '2022-01-27T01:00:00.000Z';

test('what a simulated instrument writes in its own format is read as what it meant', () => {
  const formats = new Set<string>();
  const odd = new Set<string>();
  for (const kindId of ['nucleicAcidAnalyser', 'thermometerGate', 'baggageScanner'] as const) {
    const random = seeded(7);
    for (let number = 0; number < 60; number += 1) {
      const event = nextEvent(kindId, random, number, 0.2);
      const message = inOwnFormat(kindId, event, { serial: 'INV-1', number, at, subject: 'case-7' })!;
      formats.add(message.format);
      expect(getKind(kindId).formats).toContain(message.format);
      expect(getKind(kindId).transports).toContain(message.transport);
      const read = readMessage(getKind(kindId), message.format, message.bytes, '2022-01-27T01:00:05.000Z', { timeZone: 'UTC' });
      expect(read, `${kindId} ${number}`).toMatchObject({ ok: true, findings: [] });
      const [found, ...others] = read.ok ? read.events : [];
      expect([found!.name, others]).toEqual([event.name, []]);
      const kept = ['result', 'tubeId', 'status', 'temperatureCelsius', 'scanId', 'suspect', 'decidedBy', 'threats', 'images'].filter((name) => event.reading[name] !== undefined);
      expect(kept.map((name) => found!.reading[name])).toEqual(kept.map((name) => event.reading[name]));
      expect(found!.against).toBeUndefined();
      expect(found!.happenedAt).toBe(at);
      odd.add(`${kindId} ${event.name} ${String(event.reading['result'] ?? event.reading['suspect'] ?? '')}`);
    }
  }
  expect([...formats].toSorted()).toEqual(['fhir', 'lis2', 'oru', 'threat']);
  expect([...odd]).toEqual(expect.arrayContaining(['nucleicAcidAnalyser resultFinal positive', 'nucleicAcidAnalyser resultFinal negative', 'baggageScanner suspect true', 'baggageScanner scanned false']));
});

test('other kinds speak CloudEvents, and what a format has no words for is not made up', () => {
  expect(inOwnFormat('traceSniffer', { name: 'sampleNegative', reading: {} }, { serial: 'S', number: 1, at })).toBeUndefined();
  expect(inOwnFormat('nucleicAcidAnalyser', { name: 'resultFinal', reading: { tubeId: 'TUBE-1', result: 'lost', status: 'final' } }, { serial: 'S', number: 1, at })).toBeUndefined();
  expect(inOwnFormat('thermometerGate', { name: 'fault', reading: { what: 'x' } }, { serial: 'S', number: 1, at })).toBeUndefined();
});

test('what has a camera sends a picture that it draws itself, another each time', () => {
  for (const kindId of ['radiationLocaliser', 'inspectionRobot'] as const) {
    const [first, next] = [1, 2].map((number) => inOwnFormat(kindId, { name: 'pictureTaken', reading: {} }, { serial: 'INV-1', number, at })!);
    expect(first!.format).toBe('picture');
    expect(readMessage(getKind(kindId), 'picture', first!.bytes, at, {})).toMatchObject({ ok: true, events: [{ name: 'pictureTaken', reading: { mediaType: 'image/png', widthPixels: 320, heightPixels: 200 } }] });
    expect(Buffer.from(first!.bytes).equals(Buffer.from(next!.bytes))).toBe(false);
  }
  expect(inOwnFormat('inspectionRobot', { name: 'doseReading', reading: {} }, { serial: 'INV-1', number: 1, at })).toBeUndefined();
});
