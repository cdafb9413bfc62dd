import { expect, test } from 'vitest';
import { nucleicAcidAnalyser } from '../kinds/nucleic-acid-analyser.ts';
import { oruReader } from './laboratory.ts';

const header = 'MSH|^~\\&|A|B|C|D|20220127200000+0800||ORU^R01|1|P|2.5.1\rPID|1\rOBR|1|||94531-1^^LN|||20220127200000+0800\r';
const target = (code: string, value: string, status = 'F', type = 'CWE'): string => `OBX|1|${type}|${code}^^LN||${value}||||||${status}\r`;
const eventOf = (...targets: string[]) => {
  const read = oruReader(nucleicAcidAnalyser, Buffer.from(`${header}${targets.join('')}SPM|1|TUBE-1\r`), '2022-01-27T12:00:05.000Z', {});
  return read.ok ? read.events[0] : undefined;
};
const none = '260415000^Not detected^SCT';

test('a specimen is negative only where every target says so; one that says nothing yet, or nothing that can be read, keeps it open', () => {
  expect(eventOf(target('94559-2', none), target('94533-7', none))).toMatchObject({ name: 'resultFinal', subject: 'TUBE-1', reading: { result: 'negative' } });
  expect(eventOf(target('94559-2', none), target('94745-7', '38.4', 'P', 'NM'))!.against).toBeUndefined();
  expect(eventOf(target('94559-2', none), target('94533-7', '77^Found it^99LAB'))).toMatchObject({ name: 'resultFinal', reading: { result: 'negative' }, against: ['invalid'] });
  expect(eventOf(target('94559-2', none), target('94533-7', '260373001^^SCT|||NEG').replace('|||NEG||||||F', '|||NEG|||F'))).toMatchObject({ against: ['invalid'] });
  expect(eventOf(target('94559-2', none), target('94533-7', '', 'P'))).toMatchObject({ name: 'resultPreliminary' });
  // What was found stands, whatever else is not known.
  expect(eventOf(target('94559-2', '260373001^Detected^SCT'), target('94533-7', '', 'P'))).toMatchObject({ name: 'resultFinal', reading: { result: 'positive' } });
});

test('a time without an offset is read in the time zone of the port or of the device; one that is not past yet, or cannot be placed, gives way to that of receipt', () => {
  const at = (written: string, timeZone: string | undefined) => {
    const text = `${header.replaceAll('20220127200000+0800', written)}${target('94559-2', none)}SPM|1|TUBE-1\r`;
    const read = oruReader(nucleicAcidAnalyser, Buffer.from(text), '2022-01-27T12:00:05.000Z', timeZone === undefined ? {} : { timeZone });
    return read.ok ? read.events[0]!.happenedAt : read.code;
  };
  expect(at('20220127195501', 'Asia/Shanghai')).toBe('2022-01-27T11:55:01.000Z');
  expect(at('20220127065501', 'America/New_York')).toBe('2022-01-27T11:55:01.000Z');
  expect(at('20220127115501+0000', 'Asia/Shanghai')).toBe('2022-01-27T11:55:01.000Z');
  expect(at('20220127195501', 'UTC')).toBe('2022-01-27T12:00:05.000Z');
  expect(at('20220127195501', 'Nowhere/Such')).toBe('2022-01-27T12:00:05.000Z');
  expect(at('20220127195501', undefined)).toBe('2022-01-27T12:00:05.000Z');
  expect(at('20220127', 'Asia/Shanghai')).toBe('2022-01-27T12:00:05.000Z');
});

test('a test of the analyser’s own code proves something where the port has named it', () => {
  const of = (settings: Record<string, string>) => {
    const read = oruReader(nucleicAcidAnalyser, Buffer.from(`${header.replace('94531-1^^LN', 'COVID^^99X')}OBX|1|CWE|XP-N2^SARS-CoV-2 N2^99X||${none}||||||F\rSPM|1|TUBE-1\r`), '2022-01-27T12:00:05.000Z', settings);
    return read.ok ? read.events.length : read.code;
  };
  expect(of({})).toBe(0);
  expect(of({ nucleicAcidTests: 'XP-E, xp-n2' })).toBe(1);
  expect(of({ nucleicAcidTests: 'sars-cov-2 n2' })).toBe(1);
  expect(of({ nucleicAcidTests: ' , ' })).toBe(0);
});
