import type { MrzFields } from '../../modules/travellers/formats/mrz.ts';

function datesOf(name: string, date: string | null): [string, string][] {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  return [[`${name}-year`, year], [`${name}-month`, month], [`${name}-day`, day]];
}

/**
 * Gives the values of a form's fields by their names.
 * Shape: only what the document says: a birth date known by its year alone gives the year; a single name is the surname.
 */
export function formValues(fields: MrzFields): Map<string, string> {
  const surname = fields.surname || fields.givenNames;
  const values: [string, string][] = [
    ['surname', surname], ['givenNames', fields.surname ? fields.givenNames : ''], ['documentNumber', fields.documentNumber],
    ['nationality', fields.nationality], ['sex', fields.sex ?? ''], ...datesOf('birthDate', fields.birthDate ?? fields.birthDatePartial), ...datesOf('documentExpiry', fields.expiryDate),
  ];
  return new Map(values.filter(([, value]) => value !== ''));
}

/** The part of a video that the person sees and the reader reads, and the size at which it is read. */
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
  readWidth: number;
  readHeight: number;
}

// A frame of a phone held upright is mostly table above and below the page.
const tallest = 3 / 4;
const widest = 1280;

/** Cuts the middle out of a frame that is too tall, and shrinks what is left to what the reader needs. */
export function cropOf(width: number, height: number): Crop {
  const shown = Math.min(height, Math.round(width * tallest));
  const scale = Math.min(1, widest / width);
  return { left: 0, top: Math.round((height - shown) / 2), width, height: shown, readWidth: Math.round(width * scale), readHeight: Math.round(shown * scale) };
}
