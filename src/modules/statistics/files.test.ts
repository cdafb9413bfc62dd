import { read } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { casesTable, fileOf } from './files.ts';
import type { CaseRow } from './shapes.ts';

const row: CaseRow = {
  kind: 'person', caseId: '01a213e9-cb10-7000-89d9-333cf73425fa', flightId: 'f', designator: 'ZZ926', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK',
  name: { surname: '=HYPERLINK("x")', givenNames: 'ANNA, "MARIA"', nativeName: '样例' }, seat: '@1', since: '2022-01-27T16:00:00.000Z', ordinal: null,
};
const titles = { table: 'Cases', about: 'About' };

test('a name that begins like a formula is text in a file of either kind, and commas and quotes stay in their cell', () => {
  const table = casesTable([row], 'en', 'Asia/Shanghai');
  const csv = Buffer.from(fileOf(table, { name: 'x', titles, format: 'csv', about: [] }).content, 'base64').toString();
  expect(csv.split('\r\n')[1]).toBe('01a213e9-cb10-7000-89d9-333cf73425fa,2022-01-27,ZZ926,Arrivals,PEK,"\'=HYPERLINK(""x"") ANNA, ""MARIA"" 样例",\'@1,2022-01-28 00:00:00');
  const book = read(Buffer.from(fileOf(table, { name: 'x', titles, format: 'xlsx', about: [['=1', '']] }).content, 'base64'), { type: 'buffer' });
  expect(book.SheetNames).toEqual(['Cases', 'About']);
  for (const sheet of Object.values(book.Sheets)) for (const cell of Object.values(sheet) as { f?: string }[]) expect(cell.f).toBeUndefined();
  expect((book.Sheets['Cases']!['F2'] as { v: string }).v).toBe('\'=HYPERLINK("x") ANNA, "MARIA" 样例');
});
