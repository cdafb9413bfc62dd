import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedLines, recognise } from './scanning.ts';

const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const card = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const visa = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<'];
const pass = 'M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100';

describe('a scan', () => {
  it.each([passport, card, visa])('of a document is recognised, its lines apart or together (%s)', (...lines) => {
    for (const separator of ['\n', '\r\n', '\r', '']) expect(recognise(lines.join(separator))).toMatchObject({ kind: 'mrz', lines });
    expect(expectedLines(lines[0] ?? '')).toBe(lines.length);
  });

  it('of a document through a Chinese input method is recognised', () => {
    expect(recognise(passport.join('\n').replaceAll('<', '＜'))).toMatchObject({ kind: 'mrz', lines: passport });
  });

  it('of a boarding pass keeps its blanks', () => expect(recognise(`${pass}\n`)).toEqual({ kind: 'bcbp', text: pass }));
  it('of a declaration’s code keeps its case and the blanks at its end, whatever the scanner puts around it', () => {
    for (const raw of ['TG1:6BF AbC ', '\ufeffTG1:6BF AbC \r\n', '\u001d TG1:6BF AbC \t', 'ＴＧ１：6BF AbC ']) expect(recognise(raw)).toEqual({ kind: 'code', text: 'TG1:6BF AbC ' });
    expect(recognise('tg1:6bf')).toEqual({ kind: 'code', text: 'tg1:6bf' });
    expect([recognise('TG1').kind, recognise('HC1:6BF').kind, expectedLines('TG1:6BF')]).toEqual(['text', 'text', 1]);
  });
  it('of a tube is written in capitals', () => expect(recognise(' bj20220127 ')).toEqual({ kind: 'tube', text: 'BJ20220127' }));
  it.each(['Eriksson Anna', '王小明', 'E12345678', 'CA926', passport[0] ?? ''])('%s is text', (text) => expect(recognise(text).kind).toBe('text'));
  it('of one ordinary line waits for no other', () => expect([expectedLines(pass), expectedLines('Anna'), expectedLines(passport[1] ?? '')]).toEqual([1, 1, 1]));

  it('of anything at all gives an answer', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => ['mrz', 'bcbp', 'tube', 'code', 'text'].includes(recognise(raw).kind)));
  });
});
