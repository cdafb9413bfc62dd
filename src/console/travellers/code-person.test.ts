import { describe, expect, it } from 'vitest';
import type { DeclarationCode } from '../../modules/certificates/rules/declaration-code.ts';
import { differencesOf } from './code-person.ts';
import type { PersonCard } from './shapes.ts';

const card = (surname: string, givenNames: string, nativeName: string | null = null, ...numbers: string[]) => ({ surname, givenNames, nativeName, documents: numbers.map((number) => ({ type: 'P', number, issuer: 'NOR', expiry: null })) }) as unknown as PersonCard;
const code = (surname: string, givenNames: string, documentEnd = '0T47') => ({ surname, givenNames, documentEnd }) as DeclarationCode;

describe('a code and the person whom it opens', () => {
  it.each([
    [code('MUSTERFRAU', 'ANNA MARIA'), card('Musterfrau', 'Anna Maria', null, 'C01X00T47')],
    [code('MÜLLER', 'ÄNNE'), card('MUELLER', 'AENNE', null, 'C01X00T47')], [code('MULLER', 'ANNE'), card('MÜLLER', 'ÄNNE', null, 'C01X00T47')],
    [code('O’BRIEN-SMITH', 'JOHN'), card('OBRIEN SMITH', 'JOHN', null, 'C01X00T47')], [code('MUSTERFRAU', 'ANNA'), card('MUSTERFRAU', 'ANNA MARIA', null, 'C01X00T47')],
    [code('ANNA', 'MUSTERFRAU'), card('MUSTERFRAU', 'ANNA', null, 'C01X00T47')], [code('欧阳', '小明'), card('OUYANG', 'XIAOMING', '欧阳小明', 'C01X00T47')], [code('SUKARNO', ''), card('SUKARNO', '', null, 'c01x-00t47')],
    [code('WOLFESCHLEGELSTEINHAUSENBERG', 'X'), card('WOLFESCHLEGELSTEINHAUSENBERGERDORFF', 'X', null, 'OTHER0001', 'C01X00T47')], [code('MUSTERFRAU', 'ANNA'), card('MUSTERFRAU', 'ANNA')],
  ])('agree (%#)', (one, other) => expect(differencesOf(one, other)).toEqual([]));

  it.each([
    [code('MUSTERFRAU', 'ANNA', '9999'), card('MUSTERFRAU', 'ANNA', null, 'C01X00T47', 'X1234'), ['document']], [code('MUSTERMANN', 'ANNA'), card('MUSTERFRAU', 'ANNA', null, 'C01X00T47'), ['name']],
    [code('MUSTERFRAU', 'ANNABEL'), card('MUSTERFRAU', 'ANNA', null, 'C01X00T47'), ['name']], [code('MUS', 'ANNA'), card('MUSTERFRAU', 'ANNA', null, 'C01X00T47'), ['name']],
    [code('MUSTERFRAU', ''), card('MUSTERFRAU', 'ANNA', null, 'C01X00T47'), ['name']], [code('X', 'Y', '1111'), card('MUSTERFRAU', 'ANNA', '安娜', 'C01X00T47'), ['document', 'name']],
  ])('differ (%#)', (one, other, what) => expect(differencesOf(one, other).map((difference) => difference.what)).toEqual(what));

  it('show what each of them says', () => {
    expect(differencesOf(code('X', 'Y', '1111'), card('MUSTERFRAU', 'ANNA', '安娜', 'C01X00T47', 'E1'))).toEqual([{ what: 'document', code: '…1111', list: '…0T47, …E1' }, { what: 'name', code: 'X Y', list: 'MUSTERFRAU ANNA · 安娜' }]);
  });
});
