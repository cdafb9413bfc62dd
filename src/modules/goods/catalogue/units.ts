/** Is a unit in which goods are counted or measured. */
export interface Unit {
  /** Shape: UN/ECE Recommendation 20. */
  readonly code: string;
  readonly en: string;
  readonly zh: string;
  /** Only whole numbers of it exist. */
  readonly whole: boolean;
  /** Other names that lists use, in small letters. */
  readonly also: readonly string[];
}

/** Lists the units of goods lists. Source: UN/ECE Recommendation 20; the Chinese names are those of the statutory units. */
export const units: readonly Unit[] = [
  { code: 'C62', en: 'piece', zh: '个', whole: true, also: ['nmb', 'pce', 'pcs', 'pc', 'pieces', 'unit', 'units', 'ea', 'each', 'no', '件', '只', '支', '枚', '台', '辆', '把', '张', '根', '条', '块', '匹', '头', '架', '艘', '部', '副'] },
  { code: 'SET', en: 'set', zh: '套', whole: true, also: ['sets', '组'] },
  { code: 'PR', en: 'pair', zh: '双', whole: true, also: ['pair', 'pairs', 'nrp', '对'] },
  { code: 'BX', en: 'box', zh: '盒', whole: true, also: ['boxes', '箱', 'carton', 'ctn', 'cartons'] },
  { code: 'BO', en: 'bottle', zh: '瓶', whole: true, also: ['bottle', 'bottles', '罐', 'can', 'cans'] },
  { code: 'PK', en: 'pack', zh: '包', whole: true, also: ['pack', 'packs', 'packet', '袋', 'bag', 'bags'] },
  { code: 'RO', en: 'roll', zh: '卷', whole: true, also: ['roll', 'rolls'] },
  { code: 'RND', en: 'round', zh: '发', whole: true, also: ['round', 'rounds', '颗'] },
  { code: 'KGM', en: 'kilogram', zh: '千克', whole: false, also: ['kg', 'kgs', 'kilogram', 'kilograms', '公斤'] },
  { code: 'GRM', en: 'gram', zh: '克', whole: false, also: ['g', 'gram', 'grams'] },
  { code: 'TNE', en: 'tonne', zh: '吨', whole: false, also: ['t', 'tonne', 'tonnes', 'ton', 'tons'] },
  { code: 'LTR', en: 'litre', zh: '升', whole: false, also: ['l', 'litre', 'litres', 'liter', 'liters'] },
  { code: 'MLT', en: 'millilitre', zh: '毫升', whole: false, also: ['ml'] },
  { code: 'MTR', en: 'metre', zh: '米', whole: false, also: ['m', 'metre', 'metres', 'meter', 'meters'] },
  { code: 'MTK', en: 'square metre', zh: '平方米', whole: false, also: ['m2', 'sqm'] },
  { code: 'MTQ', en: 'cubic metre', zh: '立方米', whole: false, also: ['m3', 'cbm'] },
];

const byName = new Map(units.flatMap((unit) => [unit.code, unit.en, unit.zh, ...unit.also].map((name) => [name.toLowerCase(), unit] as const)));

/** Finds a unit by its code or any of its names. */
export function findUnit(name: string): Unit | undefined {
  return byName.get(name.trim().toLowerCase());
}
