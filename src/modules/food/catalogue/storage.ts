import type { FoodCategory, Storage } from '../../prescribed/catalogue/lot.ts';

/** Is a range of temperature for food stored in a way, with the days on which it holds. Unit: degrees Celsius; null has no bound. */
export interface TemperatureRange {
  readonly storage: Storage;
  /** The categories that it is for; all others where empty. */
  readonly categories: readonly FoodCategory[];
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  /** False where the number or its days are still to be verified. */
  readonly verified: boolean;
}

/**
 * Lists the ranges in which food is carried and kept; the row of a category counts before the general one.
 * Source: the standard that each row names.
 */
export const temperatureRanges: readonly TemperatureRange[] = [
  { storage: 'ambient', categories: [], minimum: null, maximum: null, validFrom: '2000-01-01', validTo: null, source: 'no range is prescribed', verified: true },
  { storage: 'chilled', categories: [], minimum: 0, maximum: 10, validFrom: '2021-03-11', validTo: null, source: 'GB 31605-2020, cold chain of food', verified: false },
  { storage: 'chilled', categories: ['meat'], minimum: 0, maximum: 4, validFrom: '2017-12-23', validTo: null, source: 'GB 20799-2016, trade in meat', verified: false },
  { storage: 'chilled', categories: ['aquatic'], minimum: 0, maximum: 4, validFrom: '2021-03-11', validTo: null, source: 'GB 31605-2020; 0 to 4 °C for fresh fish inferred', verified: false },
  { storage: 'frozen', categories: [], minimum: null, maximum: -18, validFrom: '2021-03-11', validTo: null, source: 'GB 31605-2020; Codex CXC 8-1976: −18 °C or colder', verified: false },
];

/** Gets the range for food of a category, stored in a way, on a day; before the first row the first one counts. */
export function rangeFor(storage: Storage, category: FoodCategory, day: string): TemperatureRange {
  const rows = temperatureRanges.filter((row) => row.storage === storage && (row.categories.length === 0 || row.categories.includes(category)));
  const own = rows.filter((row) => row.categories.length > 0);
  const fitting = own.length > 0 ? own : rows;
  return fitting.findLast((row) => row.validFrom <= day && (row.validTo === null || day <= row.validTo)) ?? fitting[0]!;
}

/** Is what a code of the tariff lets one expect of food; whoever opens the lot may know better. */
export interface Expected { readonly category: FoodCategory; readonly storage: Storage }

const byCode: readonly (readonly [prefix: string, expected: Expected])[] = [
  ['0201', { category: 'meat', storage: 'chilled' }], ['02', { category: 'meat', storage: 'frozen' }], ['0302', { category: 'aquatic', storage: 'chilled' }], ['03', { category: 'aquatic', storage: 'frozen' }],
  ['0407', { category: 'egg', storage: 'chilled' }], ['0408', { category: 'egg', storage: 'chilled' }], ['0402', { category: 'dairy', storage: 'ambient' }], ['0409', { category: 'other', storage: 'ambient' }], ['04', { category: 'dairy', storage: 'chilled' }],
  ['07', { category: 'vegetable', storage: 'chilled' }], ['0801', { category: 'fruit', storage: 'ambient' }], ['0802', { category: 'fruit', storage: 'ambient' }], ['0811', { category: 'fruit', storage: 'frozen' }], ['08', { category: 'fruit', storage: 'chilled' }],
  ['2105', { category: 'dairy', storage: 'frozen' }], ['16', { category: 'prepared', storage: 'ambient' }], ['19', { category: 'prepared', storage: 'ambient' }], ['20', { category: 'prepared', storage: 'ambient' }], ['21', { category: 'prepared', storage: 'ambient' }],
  ['2203', { category: 'alcohol', storage: 'ambient' }], ['2204', { category: 'alcohol', storage: 'ambient' }], ['2205', { category: 'alcohol', storage: 'ambient' }], ['2206', { category: 'alcohol', storage: 'ambient' }], ['2208', { category: 'alcohol', storage: 'ambient' }], ['22', { category: 'beverage', storage: 'ambient' }],
];

/** Says what a code lets one expect: the longest prefix counts. Source: the chapters of the Harmonized System; the storage is inferred from its texts ("fresh or chilled", "frozen"). */
export function expectedOf(hsCode: string): Expected {
  const fitting = byCode.filter(([prefix]) => hsCode.startsWith(prefix)).sort(([one], [other]) => other.length - one.length);
  return fitting[0]?.[1] ?? { category: 'other', storage: 'ambient' };
}

/** Is how many days before its end food counts as expiring. */
export const expiringDays = 7;
