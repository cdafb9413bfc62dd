/** Is one unit in which goods are counted or measured. */
export interface GoodsUnit {
  readonly code: string;
  readonly en: string;
  readonly zh: string;
  /** Whether only whole numbers of it make sense. */
  readonly whole: boolean;
  /** Every other spelling met, separated by `|`. */
  readonly also: string;
}

/**
 * Lists the units of goods lists.
 * Shape: spellings are compared without case, blanks, full width and punctuation. Chinese counting words that only name pieces (台 辆 支 …) all mean the piece;
 * 斤, pound and dozen are left out on purpose, for they must be converted by whoever knows them.
 * Source: UN/ECE Recommendation 20 (units), Recommendation 21 (CS, BX and the other packages, there with an X before them when they stand as units).
 */
export const goodsUnits: readonly GoodsUnit[] = [
  { code: 'C62', en: 'piece', zh: '件', whole: true, also: '个|台|只|支|枝|发|辆|架|艘|头|匹|条|根|把|块|片|张|枚|粒|部|具|座|面|本|册|份|幅|顶|项|株|棵|羽|尾|one|unit|units|pieces|pc|pcs|pce|piece s|item|items|head|round|rounds|个件' },
  { code: 'NMB', en: 'number', zh: '数', whole: true, also: 'number|numbers|nr|nos|数量单位' },
  { code: 'H87', en: 'piece (H87)', zh: '单件', whole: true, also: '' },
  { code: 'EA', en: 'each', zh: '每个', whole: true, also: 'eaches' },
  { code: 'SET', en: 'set', zh: '套', whole: true, also: '组|副|sets|kit|kits' },
  { code: 'PR', en: 'pair', zh: '双', whole: true, also: '对|pairs|prs|npr' },
  { code: 'CS', en: 'case', zh: '箱', whole: true, also: 'cases|xcs|木箱|crate|crates' },
  { code: 'CT', en: 'carton', zh: '纸箱', whole: true, also: 'cartons|ctn|ctns|xct' },
  { code: 'BX', en: 'box', zh: '盒', whole: true, also: 'boxes|xbx|纸盒' },
  { code: 'PA', en: 'packet', zh: '包', whole: true, also: 'packets|pack|packs|xpa|小包' },
  { code: 'BG', en: 'bag', zh: '袋', whole: true, also: 'bags|xbg' },
  { code: 'BO', en: 'bottle', zh: '瓶', whole: true, also: 'bottles|btl|btls|xbo' },
  { code: 'CX', en: 'can', zh: '罐', whole: true, also: 'cans|tin|tins|听|xcx' },
  { code: 'DR', en: 'drum', zh: '桶', whole: true, also: 'drums|xdr' },
  { code: 'RO', en: 'roll', zh: '卷', whole: true, also: 'rolls|盘|reel|reels|xro' },
  { code: 'PX', en: 'pallet', zh: '托盘', whole: true, also: 'pallets|托|板|xpx' },
  { code: 'KGM', en: 'kilogram', zh: '千克', whole: false, also: '公斤|kg|kgs|kilo|kilos|kilograms|kilogramme|kilogrammes' },
  { code: 'GRM', en: 'gram', zh: '克', whole: false, also: 'g|gr|grams|gramme|grammes' },
  { code: 'MGM', en: 'milligram', zh: '毫克', whole: false, also: 'mg|milligrams' },
  { code: 'TNE', en: 'tonne', zh: '吨', whole: false, also: 't|公吨|tonnes|metric ton|metric tons' },
  { code: 'LTR', en: 'litre', zh: '升', whole: false, also: '公升|l|litres|liter|liters' },
  { code: 'MLT', en: 'millilitre', zh: '毫升', whole: false, also: 'ml|millilitres|milliliter|milliliters' },
  { code: 'MTR', en: 'metre', zh: '米', whole: false, also: '公尺|m|metres|meter|meters' },
  { code: 'CMT', en: 'centimetre', zh: '厘米', whole: false, also: '公分|cm|centimetres|centimeter|centimeters' },
  { code: 'KMT', en: 'kilometre', zh: '千米', whole: false, also: '公里|km|kilometres|kilometer|kilometers' },
  { code: 'MTK', en: 'square metre', zh: '平方米', whole: false, also: 'm2|m²|sqm|㎡|平米|square metres|square meter|square meters' },
  { code: 'MTQ', en: 'cubic metre', zh: '立方米', whole: false, also: 'm3|m³|cbm|立方|方|cubic metres|cubic meter|cubic meters' },
];

/** Gives a spelling without case, blanks, full width and punctuation. */
export function plainSpelling(text: string): string {
  return text.slice(0, 200).normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const byCode = new Map(goodsUnits.map((unit) => [unit.code, unit]));
const bySpelling = new Map<string, GoodsUnit>();
for (const unit of goodsUnits) {
  for (const spelling of [unit.code, unit.en, unit.zh, ...unit.also.split('|')]) {
    const key = plainSpelling(spelling);
    if (key !== '' && !bySpelling.has(key)) bySpelling.set(key, unit);
  }
}

/** Finds a unit by its code exactly as a list holds it. */
export function findUnitCode(code: string): GoodsUnit | undefined {
  return byCode.get(code);
}

/** Finds a unit as people write it, by code or word, in Chinese or English. */
export function findUnit(text: string): GoodsUnit | undefined {
  return bySpelling.get(plainSpelling(text));
}
