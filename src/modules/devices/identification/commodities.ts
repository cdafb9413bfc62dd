import { isSnm, nuclideName } from './categories.ts';

/** Says which nuclides goods of a heading are known to carry by nature or by purpose. */
export interface CommoditySignature {
  /** Beginning of the HS code. */
  readonly prefix: string;
  readonly nuclides: readonly string[];
  readonly name: { readonly en: string; readonly zh: string };
}

/**
 * Lists goods that alarm a portal for what they are. Shape: the longest beginning that fits speaks.
 * Source: after the idea of IAEA TRACE (commodity and isotope); common published examples of NORM in commerce, to be verified before anybody relies on it.
 */
export const commoditySignatures: readonly CommoditySignature[] = [
  { prefix: '3104', nuclides: ['K-40'], name: { en: 'potash fertiliser', zh: '钾肥' } },
  { prefix: '3105', nuclides: ['K-40'], name: { en: 'mixed fertiliser', zh: '复合肥料' } },
  { prefix: '283421', nuclides: ['K-40'], name: { en: 'potassium nitrate', zh: '硝酸钾' } },
  { prefix: '281520', nuclides: ['K-40'], name: { en: 'potassium hydroxide', zh: '氢氧化钾' } },
  { prefix: '283640', nuclides: ['K-40'], name: { en: 'potassium carbonate', zh: '碳酸钾' } },
  { prefix: '2501', nuclides: ['K-40'], name: { en: 'salt, where it is of low sodium', zh: '食盐（低钠盐）' } },
  { prefix: '0803', nuclides: ['K-40'], name: { en: 'bananas', zh: '香蕉' } },
  { prefix: '2508', nuclides: ['K-40', 'Ra-226', 'Th-232', 'U-238'], name: { en: 'clay', zh: '黏土' } },
  { prefix: '6802', nuclides: ['K-40', 'Ra-226', 'Th-232', 'U-238'], name: { en: 'granite and other stone', zh: '花岗石等石材' } },
  { prefix: '6902', nuclides: ['K-40', 'Ra-226', 'Th-232'], name: { en: 'refractory bricks', zh: '耐火砖' } },
  { prefix: '6907', nuclides: ['K-40', 'Ra-226', 'Th-232'], name: { en: 'ceramic tiles', zh: '瓷砖' } },
  { prefix: '6910', nuclides: ['K-40', 'Ra-226', 'Th-232'], name: { en: 'sanitary ceramics', zh: '卫生陶瓷' } },
  { prefix: '2510', nuclides: ['Ra-226', 'U-238'], name: { en: 'natural phosphates', zh: '天然磷酸盐' } },
  { prefix: '2615', nuclides: ['Ra-226', 'Th-232', 'U-238'], name: { en: 'zircon and niobium ores', zh: '锆铌矿砂' } },
  { prefix: '2612', nuclides: ['Ra-226', 'Th-232', 'U-238'], name: { en: 'uranium and thorium ores', zh: '铀钍矿砂' } },
  { prefix: '2530', nuclides: ['K-40', 'Ra-226', 'Th-232'], name: { en: 'other minerals', zh: '其他矿物' } },
  { prefix: '8311', nuclides: ['Th-232'], name: { en: 'welding electrodes, where thoriated', zh: '焊条（含钍）' } },
  { prefix: '9002', nuclides: ['Th-232'], name: { en: 'lenses, where of thoriated glass', zh: '镜头（含钍玻璃）' } },
  { prefix: '2844', nuclides: ['*'], name: { en: 'radioactive elements and isotopes', zh: '放射性元素和同位素' } },
  { prefix: '9022', nuclides: ['*'], name: { en: 'apparatus with sources', zh: '含源仪器' } },
];

/** Is what the declared goods say of a nuclide. */
export interface NuclideCheck {
  readonly nuclide: string;
  /** `silent` where nothing is declared or the nuclide is not known by name. */
  readonly verdict: 'agrees' | 'contradicts' | 'silent';
  readonly because: readonly { readonly en: string; readonly zh: string }[];
}

// What a chain's daughters are told as.
const parents: Readonly<Record<string, string>> = { 'Pb-214': 'Ra-226', 'Bi-214': 'Ra-226', 'Tl-208': 'Th-232', 'Ac-228': 'Th-232', 'Pb-212': 'Th-232' };

/**
 * Checks a nuclide against the declared goods: potassium in fertiliser agrees, in a polymer it contradicts and is a finding.
 * Shape: fissile material never agrees with anything. Source: Yangshan 2023, K-40 in "polyacrylamide" that was potassium nitrate (docs/facts.md).
 */
export function checkNuclide(named: string, hsCodes: readonly string[]): NuclideCheck {
  const text = nuclideName(named);
  const nuclide = parents[text] ?? text;
  if (hsCodes.length === 0 || !/^[A-Z][a-z]?-\d{1,3}m?$/.test(nuclide)) return { nuclide, verdict: 'silent', because: [] };
  const fitting = isSnm(nuclide) ? [] : commoditySignatures.filter((one) => (one.nuclides.includes(nuclide) || one.nuclides[0] === '*') && hsCodes.some((code) => code.startsWith(one.prefix)));
  return { nuclide, verdict: fitting.length > 0 ? 'agrees' : 'contradicts', because: fitting.map((one) => one.name) };
}
