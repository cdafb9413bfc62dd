import { describe, expect, it } from 'vitest';
import { deviceKinds } from '../modules/devices/catalogue.ts';
import { againstCodes } from '../modules/devices/rules/counting.ts';
import { greenLacks } from '../modules/devices/rules/disposing.ts';
import type { DeviceKind } from '../modules/devices/shapes.ts';
import { deviceFormats, kindIds, transports } from '../modules/devices/shapes.ts';
import { alarmClasses } from '../modules/prescribed/catalogue/alarm.ts';
import { languages } from './area.ts';
import { findWord } from './words.ts';

type Field = { readonly enum?: readonly string[] };
const fieldsOf = (kind: DeviceKind): [string, Field][] => Object.values(kind.events).flatMap((event) => Object.entries(event.reading.properties as Record<string, Field>));

/** Lists the words that a kind of device needs. */
function wordsOf(kind: DeviceKind): string[] {
  return [...new Set([
    `kind.${kind.id}`, ...Object.keys(kind.events).map((name) => `event.${name}`), ...Object.values(kind.events).map((event) => `level.${event.level}`), ...kind.checks.map(({ check }) => `check.${check}`),
    ...[...Object.keys(kind.telemetry), ...Object.keys(kind.environment), ...Object.keys(kind.consumables), ...fieldsOf(kind).map(([name]) => name)].map((name) => `quantity.${name}`),
    ...fieldsOf(kind).flatMap(([name, field]) => (field.enum ?? []).map((option) => `option.${name}.${option}`)),
  ])];
}
const missing = (keys: readonly string[]): string[] => languages.flatMap((language) => keys.filter((key) => findWord(language, `devices.${key}`) === undefined).map((key) => `${language}: ${key}`));

describe('the words of devices', () => {
  it.each(kindIds)('name everything that the kind %s says, measures and needs, in both languages', (id) => {
    expect(missing(wordsOf(deviceKinds[id]))).toEqual([]);
  });

  it('name reasons against counting, what a release lacks, classes of alarms, ways and formats', () => {
    expect(missing([...againstCodes.map((code) => `against.${code}`), ...greenLacks.map((lack) => `lacks.${lack}`), ...alarmClasses.map((one) => `class.${one}`), ...transports.map((way) => `transport.${way}`), ...deviceFormats.map((format) => `format.${format}`)])).toEqual([]);
  });

  it('are missed where a kind has something that nobody has named', () => {
    const kind = deviceKinds.traceSniffer;
    const more: DeviceKind = { ...kind, events: { ...kind.events, sneezed: { level: 'info', reading: kind.events['fault']!.reading } }, telemetry: { dustGrams: { unit: 'g', minimum: 0, maximum: 1 } }, checks: [{ check: 'nose', everyHours: 1, source: 'invented' }] };
    expect(missing(wordsOf(more))).toEqual(languages.flatMap((language) => ['event.sneezed', 'check.nose', 'quantity.dustGrams'].map((key) => `${language}: ${key}`)));
  });
});
