import { utils, write } from '@e965/xlsx';
import { columns } from './columns.ts';

/** The accreditation number of the template's sample row, by which the reader knows and skips it. */
export const sampleAccreditation = 'SAMPLE-0001';

const sample: Record<string, string> = {
  ordinal: '1', delegation: 'Sample Delegation', accreditationNumber: sampleAccreditation, surname: 'SAMPLE', givenNames: 'PANDA', nativeName: '样例熊猫', sex: 'F', birthDate: '2001-02-03',
  nationality: 'CHN', function: 'Athlete', documentType: 'P', documentNumber: 'X00000000', documentIssuer: 'CHN', documentExpiry: '2030-12-31', flight: 'XX123', flightDate: '2022-01-27', seat: '12A',
  bookingReference: 'SAMPLE', origin: 'GVA', destination: 'PEK', transitStops: 'IST', roomCluster: 'Z1-101', baggage: '2', sportsKit: 'yes', firearm: 'no', medicine: 'no', accessNeeds: 'no', guardian: '',
  contact: '+00 000 0000000', groupId: 'G1', kind: 'passenger',
};

/**
 * Makes the empty roster to send to delegations: headers and one obviously invented row.
 * Shape: the bytes of an .xlsx workbook; all cells are text, so that no date or number changes on the way.
 */
export function rosterTemplate(language: 'zh' | 'en'): Uint8Array {
  const used = columns.filter((column) => column.field !== 'name');
  const sheet = utils.aoa_to_sheet([used.map((column) => (language === 'zh' ? column.chinese : column.english)), used.map((column) => sample[column.field] ?? '')]);
  sheet['!cols'] = used.map((column) => ({ wch: Math.max(12, column.english.length + 2) }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, language === 'zh' ? '名单' : 'Roster');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}
