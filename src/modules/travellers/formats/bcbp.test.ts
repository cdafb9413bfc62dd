import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBcbp, readBcbpFile, travellerFromBcbp } from './bcbp.ts';

const on = '2022-01-27';
// Examples of IATA Resolution 792 and its implementation guide; names in them are the standard's own.
const one = 'M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100';
const full = 'M1DESMARAIS/LUC       EAB12C3 YULFRAAC 0834 326J003A0027 167>5321WW1325BAC 0014123456002001412346700100141234789012A0141234567890 1AC AC 1234567890123    4PCYLX58Z^108ABCDEFGH';
const two = 'M2DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 14D>6181WW6225BAC 00141234560032A0141234567890 1AC AC 1234567890123    20KYLX58ZDEF456 FRAGVALH 3664 227C012C0002 12E2A0140987654321 1AC AC 1234567890123    2PCNWQ^100';

describe('the standard', () => {
  test('mandatory items alone', () => {
    const read = readBcbp(one, { on });
    expect(read).toMatchObject({ valid: true, problems: [], version: null, electronicTicket: true, name: { surname: 'DESMARAIS', givenNames: 'LUC', title: null } });
    expect(read.legs).toMatchObject([{
      from: 'YUL', to: 'FRA', carrier: 'AC', flight: '834', date: '2021-11-22', dayOfYear: 326, seat: '1A', sequence: '25', passStatus: '1', compartment: 'J',
      bookingReference: 'ABC123', asSent: { flight: '0834', seat: '001A', sequence: '0025' },
    }]);
  });

  test('all items of one leg', () => {
    const read = readBcbp(full, { on });
    expect(read).toMatchObject({
      valid: true, version: 5, passengerDescription: '1', checkInSource: 'W', issuanceSource: 'W', issuedOn: '2021-11-21', documentType: 'B', issuer: 'AC',
      bagTags: ['0014123456002', '0014123467001', '0014123478901'], security: { type: '1', data: 'ABCDEFGH' },
    });
    expect(read.legs[0]).toMatchObject({
      ticket: '0141234567890', selectee: null, documentVerification: '1', marketingCarrier: 'AC', frequentFlyer: { carrier: 'AC', number: '1234567890123' },
      idAdIndicator: null, freeBaggage: '4PC', fastTrack: true, airlineUse: 'LX58Z',
    });
  });

  test('two legs, the year from the date of issue', () => {
    const read = readBcbp(two, { on });
    expect(read.problems).toEqual([]);
    expect(read.legs.map((leg) => `${leg.from}${leg.to} ${leg.carrier}${leg.flight} ${leg.date} ${leg.seat} ${leg.freeBaggage} ${leg.airlineUse}`)).toEqual([
      'YULFRA AC834 2016-08-13 1A 20K LX58Z', 'FRAGVA LH3664 2016-08-14 12C 2PC WQ',
    ]);
    expect(travellerFromBcbp(read, 'FRA')).toMatchObject({ embarkation: 'YUL', disembarkation: 'FRA', seat: '1A', ticket: '0141234567890' });
  });

  test.each([
    ['no seat, no sequence, lower case', 'M1Mroz/Martin         EXXXXXX YVRYOWAC 0344 211          072>20B0  8203IAC 250140000000000 0AC AC AC000000000     *20000AC 223                14080003068        0B          N'],
    ['sections cut short', 'M1TEST/PETER          E24Z5RN AMSBRUKL 1733 019M008A0001 316>503  W0D0742497067621'],
    ['version 3', 'M1ASKREN/TEST         EA272SL ORDNRTUA 0881 007F002K0303 15C>3180 K6007BUA              2901624760758980 UA UA EY975897            *30600    09  UAG    '],
    ['version 8', 'M1MUENDLER/NIELS      E95X63P FCOZRHAZ 0572 119Y014F0008 377>8320OO6118BAZ                                        2A05560252835540 AZ LH 992003891777470     N*30600000K09         '],
    ['no ticket indicator', 'M1DOE/JOHN             XXX007 BRUTXLEW 8103 035Y012C0030 147>1181W 8033BEW 0000000000000291040000000000 0   LH 123456789012345     '],
    ['no date of issue', 'M1DOE/JOHN            EXXX007 LISLCGTP 1080 204Y002D0003 35C>2180      B1A              2904712345678900                           *306      09     BRND'],
    ['a day without zeros and no version', 'M1DOE/JOHN            EABCDEFGMRSLGWEZY8724 99  3C  506  10Axxxxxxxxxx'],
    ['a size left out', 'M1DOE/JANE            EXXX007 MXPDOHQR 0128 256Y042F0023 100>2180  0255BBR              2963456000789980                            0'],
    ['a symbology prefix', `]Q3${one}\r`],
    ['airport and flight left blank', 'M1DESMARAIS/LUC       EABC123    FRAAC      226F001A      3B>60B1W 6225BAC 2A   1234567890 1AC AC 1234567890123    20KY^100'],
    ['a security part in base 64', 'M1KLAUSA/JAN          EPNRLOL LAXBOGAV 0089 165C001A0002 35E>5180 M    BAV              2A13412345678900 AV LH 112233445566778     Y*30600000K09  LHS    F^460MEUCIQDJ7OXFa3N0Ng9zqVS7oKZLgiFPl/oxz6agwHjXe7hboQIgEv6vwIxfNHhG2ranP3tk8/2qdbTHFJS/5tfrgQzH3Bg='],
    ['format S', `S${one.slice(1)}`],
  ])('passes seen in the field: %s', (_name, text) => {
    expect(readBcbp(text, { on }).problems).toEqual([]);
  });

  test('a leg left blank is left out', () => {
    const read = readBcbp('M2DESMARAIS/LUC       E                                   06>60000ABC123 YULFRAAC 0834 226F001A0025 10200', { on });
    expect(read).toMatchObject({ valid: true, findings: [{ code: 'blank-leg' }], legs: [{ from: 'YUL', flight: '834' }], version: 6 });
  });

  test('a title is parted from the name', () => {
    expect(readBcbp(one.replace('DESMARAIS/LUC       ', 'DRAGON/KONQI DR     ')).name).toMatchObject({ surname: 'DRAGON', givenNames: 'KONQI', title: 'DR', asSent: 'DRAGON/KONQI DR' });
  });
});

describe('the year', () => {
  const pass = (day: string) => one.replace('326J', `${day}J`);
  const date = (day: string, options: { flightDate?: string; on?: string }) => readBcbp(pass(day), options).legs[0]?.date;
  test('comes from the flight, also across New Year, else from the nearest day', () => {
    expect(date('027', { flightDate: '2022-01-27', on: '2026-05-01' })).toBe('2022-01-27');
    expect(date('326', { flightDate: '2025-01-15' })).toBe('2025-11-22');
    expect(date('001', { flightDate: '2021-12-31' })).toBe('2022-01-01');
    expect(date('365', { flightDate: '2022-01-01' })).toBe('2021-12-31');
    expect(date('360', { on })).toBe('2021-12-26');
    expect(date('040', { on })).toBe('2022-02-09');
    expect(date('366', { flightDate: '2020-12-31' })).toBe('2020-12-31');
  });

  test.each([['419'], ['000'], ['367'], ['366'], ['-12'], ['   '], ['1 2']])('day %s is refused in 2022', (day) => {
    const read = readBcbp(pass(day), { flightDate: '2022-01-27' });
    expect(read.valid).toBe(false);
    expect(read.problems).toMatchObject([{ code: 'day' }]);
    expect(read.problems[0]?.where).toContain('characters 45-47');
  });

  test('legs follow one another across New Year', () => {
    const text = two.replace(' 226F', ' 365F').replace(' 227C', ' 001C');
    expect(readBcbp(text, { flightDate: '2021-12-31' }).legs.map((leg) => leg.date)).toEqual(['2021-12-31', '2022-01-01']);
  });

  test('a pass of another day is pointed out', () => {
    expect(readBcbp(one, { flightDate: '2022-01-27' }).findings).toMatchObject([{ code: 'other-day' }]);
  });
});

describe('refusals', () => {
  test.each([
    ['empty', '', 'too-short', 'character 1'],
    ['cut in the name', 'M1DESMARAIS/LUC       ', 'too-short', 'character 22'],
    ['minimal', 'M1DOE/JOHN            EXXX007 TXLBRUSN 2592 110Y', 'too-short', 'character 48'],
    ['too many legs announced', one.replace('M1', 'M2'), 'too-short', 'character 61'],
    ['too few legs announced', two.replace('M2', 'M1'), 'trailing-data', 'character 138'],
    ['no legs', one.replace('M1', 'M0'), 'leg-count', 'character 2'],
    ['five legs', one.replace('M1', 'M5'), 'leg-count', 'character 2'],
    ['legs no number', one.replace('M1', 'MX'), 'leg-count', 'character 2'],
    ['S with two legs', two.replace('M2', 'S2'), 'leg-count', 'character 2'],
    ['lower case format', one.replace('M1', 'm1'), 'format', 'character 1'],
    ['other format', one.replace('M1', 'X1'), 'format', 'character 1'],
    ['illegal sign', one.replace('LUC', 'LUç'), 'illegal-characters', 'character 15'],
    ['control character', one.replace('LUC ', 'LUC\u0007'), 'illegal-characters', 'character 16'],
    ['size no hexadecimal', `${one.slice(0, 58)}ZZ`, 'not-hexadecimal', 'characters 59-60'],
    ['conditional part overruns', full.replace('167>', '1FF>'), 'overrun', 'characters 59-60'],
    ['unique section overruns', full.replace('>532', '>5FF'), 'overrun', 'characters 63-64'],
    ['repeated section overruns', full.replace('2A014', 'FF014'), 'overrun', 'characters 115-116'],
    ['security data overrun', full.replace('^108', '^109'), 'overrun', 'characters 166-167'],
    ['security size', `${one}^1YY`, 'not-hexadecimal', 'characters 63-64'],
    ['data behind the security data', `${one}^100+`, 'trailing-data', 'character 65'],
    ['damaged security marker', `${one}+100`, 'trailing-data', 'character 61'],
    ['damaged version marker', two.replace('>6', '+6'), 'version-marker', 'character 61'],
    ['garbage of the right length', `M1Doe/John            E${'X'.repeat(40)}`, 'flight', 'characters 40-44'],
    ['text of several lines', 'M2Mobi Lab / ML-586 [In Progress]\nSplit Fooo.Config from main Fooo\n\n====================================', 'illegal-characters', 'character 34'],
    ['airport', one.replace('YUL', 'Y1L'), 'airport', 'characters 31-36'],
    ['flight', one.replace('0834', 'ABCD'), 'flight', 'characters 40-44'],
  ])('%s', (_name, text, code, where) => {
    const read = readBcbp(text, { on });
    expect(read.valid).toBe(false);
    expect(read.problems).toMatchObject([{ code, where }]);
  });
});

describe('files', () => {
  test('one pass a line; a bad one is quarantined, blanks at the ends count', () => {
    const kiosk = 'M1ASKREN/TEST         EA272SL ORDNRTUA 0881 007F002K0303 15C>3180 K6007BUA              2901624760758980 UA UA EY975897            *30600    09  UAG    ';
    const result = readBcbpFile(`\ufeff${one}\r\n${kiosk}\n\n${one.replace('326J', '419J')}\n`, { on });
    expect(result.records.map((record) => record.where)).toEqual(['line 1', 'line 2']);
    expect(result.quarantined).toMatchObject([{ where: 'line 4', code: 'day' }]);
    expect(result).toMatchObject({ format: 'bcbp', found: { passes: 3, valid: 2 } });
    expect(readBcbpFile('').quarantined).toHaveLength(1);
  });
});

describe('properties', () => {
  test('no text crashes, and a valid pass has as many legs as it says', () => {
    const damaged = fc.tuple(fc.constantFrom(one, full, two), fc.nat(200), fc.string({ maxLength: 4 })).map(([text, at, noise]) => text.slice(0, at) + noise + text.slice(at + noise.length));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: 'binary' }), fc.string()), fc.string(), (text, day) => {
        const read = readBcbp(text, { on: day, flightDate: day });
        expect(read.valid).toBe(read.problems.length === 0);
        if (read.valid) expect(read.legs.every((leg) => leg.date !== null)).toBe(true);
        readBcbpFile(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('every day of every year comes back', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }), (day) => {
        const flightDate = day.toISOString().slice(0, 10);
        const ordinal = Math.round((Date.parse(flightDate) - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
        expect(readBcbp(one.replace('326J', `${String(ordinal).padStart(3, '0')}J`), { flightDate }).legs[0]?.date).toBe(flightDate);
      }),
    );
  });
});
