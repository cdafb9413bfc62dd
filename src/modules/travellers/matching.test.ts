import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldName } from './matching-names.ts';
import { explainMatch, findMatches } from './matching.ts';
import type { PersonFacts, SourcedPerson } from './matching.ts';

let count = 0;
const person = (facts: Partial<SourcedPerson>): SourcedPerson => {
  count += 1;
  return { id: `p${count}`, source: `s${count}`, surname: 'MUSTER', givenNames: 'ANNA MARIA', sex: 'F', birthDate: '2001-02-03', nationality: 'CHE', documents: [], ...facts };
};
const passport = (number: string, issuer: string | null = 'CHE') => [{ type: 'P', number, issuer }];
const verdict = (a: Partial<PersonFacts>, b: Partial<PersonFacts>) => explainMatch(person(a), person(b)).verdict;

describe('names in several scripts', () => {
  test.each([
    ['Müller', 'MUELLER'], ['Müller', 'Muller'], ['Sørensen', 'SOERENSEN'], ['Åberg', 'AABERG'], ['Weiß', 'WEISS'], ["O'Connor", 'OCONNOR'], ['José', 'JOSE'], ['Łukasz', 'LUKASZ'],
    ['Юлия', 'YULIYA'], ['Юлия', 'IULIIA'], ['Александр', 'ALEKSANDR'], ['Александр', 'ALEXANDR'], ['Михаил', 'MIKHAIL'], ['吕', 'LYU'], ['吕', 'LU'], ['女', 'NV'], ['たなか', 'TANAKA'], ['ユウキ', 'YUUKI'], ['ショウ', 'SHO'],
  ])('%s is %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  test.each([
    ['Chinese characters and pinyin', { surname: '张', givenNames: '小明', nationality: 'CHN' }, { surname: 'ZHANG', givenNames: 'XIAOMING', nationality: 'CHN' }],
    ['a native name beside', { surname: 'ZHANG', givenNames: 'XIAO MING', nativeName: '张小明', nationality: 'CHN' }, { surname: '张', givenNames: '小明', nationality: 'CHN' }],
    ['given name first', { surname: 'XIAOMING', givenNames: 'ZHANG', nationality: 'CHN' }, { surname: 'ZHANG', givenNames: 'XIAOMING', nationality: 'CHN' }],
    ['a surname read in its own way', { surname: '单', givenNames: '芳', nationality: 'CHN' }, { surname: 'SHAN', givenNames: 'FANG', nationality: 'CHN' }],
    ['Cyrillic', { surname: 'Иванова', givenNames: 'Юлия', nationality: 'RUS' }, { surname: 'IVANOVA', givenNames: 'YULIYA', nationality: 'RUS' }],
    ['kana', { surname: 'タナカ', givenNames: 'ハナコ', nationality: 'JPN' }, { surname: 'TANAKA', givenNames: 'HANAKO', nationality: 'JPN' }],
    ['Hangul', { surname: '김', givenNames: '민수', nationality: 'KOR' }, { surname: 'KIM', givenNames: 'MINSU', nationality: 'KOR' }],
    ['diacritics', { surname: 'Müller', givenNames: 'Jörg' }, { surname: 'MUELLER', givenNames: 'JOERG' }],
    ['joined given names', { givenNames: 'ANNAMARIA' }, { givenNames: 'ANNA MARIA' }],
  ])('%s', (_name, a, b) => {
    expect(verdict(a, b)).toBe('same');
  });
});

describe('verdicts', () => {
  test('a document and a name are enough, and the reasons say so', () => {
    const match = explainMatch(person({ documents: passport('X-123 456') }), person({ documents: passport('x123456'), birthDate: null }));
    expect(match.verdict).toBe('same');
    expect(match.reasons.map((reason) => reason.code)).toEqual(['document-same', 'name-same', 'sex-same', 'nationality-same']);
  });

  test.each<[string, Partial<PersonFacts>, Partial<PersonFacts>, string]>([
    ['twins', { givenNames: 'ANNA', documents: passport('X1111') }, { givenNames: 'BERTA', documents: passport('X2222') }, 'different'],
    ['twins with names alike', { givenNames: 'ANNA', documents: passport('X1111') }, { givenNames: 'ANNE', documents: passport('X2222') }, 'different'],
    ['twins in Chinese', { surname: 'LI', givenNames: 'XIAOMING', nationality: 'CHN', documents: passport('E1111', 'CHN') }, { surname: 'LI', givenNames: 'XIAOMIN', nationality: 'CHN', documents: passport('E2222', 'CHN') }, 'different'],
    ['twins without documents', { givenNames: 'ANNA' }, { givenNames: 'BERTA' }, 'different'],
    ['brother and sister', { givenNames: 'ANDREA', sex: 'F' }, { givenNames: 'ANDREAS', sex: 'M' }, 'different'],
    ['namesakes', { birthDate: '2001-02-03' }, { birthDate: '1999-05-06' }, 'different'],
    ['namesakes of one year', { birthDate: '2001-02-03' }, { birthDate: '2001-02-04' }, 'different'],
    ['day and month exchanged', { birthDate: '2001-02-03' }, { birthDate: '2001-03-02' }, 'likely'],
    ['a new passport', { documents: passport('X1111') }, { documents: passport('X2222') }, 'likely'],
    ['a passport and an identity card', { documents: passport('X1111') }, { documents: [{ type: 'I', number: 'C2222', issuer: 'CHE' }] }, 'same'],
    ['a second given name left out', { givenNames: 'ANNA' }, { givenNames: 'ANNA MARIA' }, 'likely'],
    ['a slip of the pen', { surname: 'MUSTER' }, { surname: 'MUSTRE' }, 'likely'],
    ['a boarding pass', { birthDate: null, sex: null, nationality: null }, {}, 'likely'],
    ['a boarding pass cut short', { givenNames: 'ANN', birthDate: null, sex: null, nationality: null, bookingReference: 'ABC123' }, { bookingReference: 'ABC123' }, 'likely'],
    ['a first letter alone proves nothing', { givenNames: 'A', birthDate: null }, { birthDate: null }, 'different'],
    ['one document typed for two people', { givenNames: 'ANNA', documents: passport('X1111') }, { surname: 'PROBE', givenNames: 'KARL', sex: 'M', birthDate: '1980-01-01', documents: passport('X1111') }, 'different'],
    ['the same number of another state', { documents: passport('X1111', 'CHE'), birthDate: null }, { documents: passport('X1111', 'DEU'), birthDate: '1980-01-01', givenNames: 'KARL' }, 'different'],
    ['married since', { surname: 'MUSTER', documents: passport('X1111') }, { surname: 'PROBE', documents: passport('X1111') }, 'likely'],
    ['the same accreditation', { accreditationNumber: 'A1', documents: passport('X1111') }, { accreditationNumber: 'A1', documents: passport('X2222') }, 'same'],
  ])('%s', (_name, a, b, expected) => {
    expect(verdict(a, b)).toBe(expected);
  });
});

describe('many people', () => {
  const surnames = ['ZHANG', 'WANG', 'LI', 'MUSTER', 'PROBE', 'BEISPIEL', 'KIM', 'TANAKA', 'IVANOV', 'SMITH'];
  const made = (size: number, source: string): SourcedPerson[] => Array.from({ length: size }, (_unused, index) => ({
    id: `${source}${index}`, source, surname: surnames[index % 10] ?? '', givenNames: `${String.fromCharCode(65 + (index % 23), 65 + (index % 19), 65 + (index % 17), 65 + (index % 13))}AN`,
    sex: index % 2 === 0 ? 'M' : 'F', birthDate: new Date(Date.UTC(1970, 0, 1 + ((index * 7) % 12_000))).toISOString().slice(0, 10), nationality: 'CHE', documents: passport(`X${100_000 + index}`),
  }));

  test('two lists of thousands are joined, each person once', () => {
    const matches = findMatches([...made(5000, 'roster'), ...made(5000, 'airline')]);
    expect(matches).toHaveLength(5000);
    expect(matches.every((match) => match.verdict === 'same' && match.first.slice(6) === match.second.slice(7))).toBe(true);
  });

  test('one placeholder birth date for all does not make it slow', () => {
    const people = [...made(3000, 'roster'), ...made(3000, 'airline')].map((one) => ({ ...one, birthDate: '1900-01-01', surname: 'ZHANG' }));
    expect(findMatches(people).length).toBeGreaterThanOrEqual(3000);
  });

  test('"not a duplicate" sticks in either order, and two rows of one source are two people', () => {
    const [a, b] = [person({ id: 'a' }), person({ id: 'b' })];
    expect(findMatches([a, b])).toMatchObject([{ first: 'a', second: 'b', verdict: 'same' }]);
    expect(findMatches([a, b], [{ first: 'b', second: 'a' }])).toEqual([]);
    expect(findMatches([a, { ...b, source: a.source }])).toEqual([]);
  });
});

test('judging is symmetric, a record is itself, and another birth date is another person', () => {
  const facts = fc.record({
    id: fc.uuid(), source: fc.constantFrom('a', 'b'), surname: fc.oneof(fc.constantFrom('MUSTER', '张', 'Иванов', 'ミ', '김'), fc.string({ unit: 'binary', maxLength: 12 })),
    givenNames: fc.oneof(fc.constantFrom('ANNA', '小明', 'A', ''), fc.string({ maxLength: 12 })), sex: fc.constantFrom('M' as const, 'F' as const, 'X' as const, null), birthDate: fc.constantFrom('2001-02-03', '2001-03-02', '1999-01-01', null),
    nationality: fc.constantFrom('CHE', 'CHN', null), documents: fc.constantFrom(passport('X1111'), passport('X2222', null), []), nativeName: fc.constantFrom('张小明', null, '田中'),
  });
  fc.assert(
    fc.property(facts, facts, (a, b) => {
      const [there, back] = [explainMatch(a, b), explainMatch(b, a)];
      expect(back.verdict).toBe(there.verdict);
      expect(back.score).toBe(there.score);
      if (a.birthDate && foldName(a.surname, 'surname')) expect(explainMatch(a, { ...a }).verdict).toBe('same');
      expect(explainMatch({ ...a, birthDate: '2001-02-03', documents: [] }, { ...a, birthDate: '2002-02-03', documents: [] }).verdict).toBe('different');
    }),
    { numRuns: 500 },
  );
});
