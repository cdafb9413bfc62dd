import type { Chance } from './random.ts';

/** Is a country as the world uses it: where people come from, and in which words their invented names are made. */
export interface Country {
  /** ISO 3166 alpha-3. */
  readonly code: string;
  readonly en: string;
  readonly zh: string;
  /** IATA code of the airport that its people leave from. */
  readonly airport: string;
  readonly words: NameWords;
  readonly risk: 'low' | 'medium' | 'high';
}

type NameWords = 'english' | 'german' | 'french' | 'spanish' | 'italian' | 'dutch' | 'nordic' | 'slavic' | 'russian' | 'chinese' | 'japanese' | 'korean';

// Every surname says that it is one of an example: "sample", "specimen", "pattern" in the language.
const surnames: Readonly<Record<NameWords, readonly (readonly [latin: string, native?: string])[]>> = {
  english: [['SAMPLE'], ['SPECIMEN'], ['EXAMPLE'], ['FIXTURE'], ['MOCKLEY'], ['DEMOWORTH'], ['TESTERTON'], ['PLACEHOLD'], ['DUMMERSON'], ['PROTOTYPE']],
  german: [['MUSTERMANN'], ['MUSTERFRAU'], ['BEISPIEL'], ['MUSTER'], ['VORLAGE'], ['PROBEMANN'], ['ENTWURF'], ['PLATZHALTER']],
  french: [['EXEMPLE'], ['MODELE'], ['ECHANTILLON'], ['FICTIF'], ['ESSAI'], ['SPECIMENT']],
  spanish: [['EJEMPLO'], ['MUESTRA'], ['PRUEBA'], ['FICTICIO'], ['MODELO'], ['ENSAYO']],
  italian: [['ESEMPIO'], ['CAMPIONE'], ['MODELLO'], ['PROVA'], ['FITTIZIO'], ['SAGGIO']],
  dutch: [['VOORBEELD'], ['VAN DER PROEF'], ['STAAL'], ['MODELMAN'], ['PROEFSTUK']],
  nordic: [['EKSEMPEL'], ['EXEMPEL'], ['ESIMERKKI'], ['PROVMAN'], ['MALLSSON'], ['DEMOSEN'], ['NAYTE']],
  slavic: [['VZOR'], ['UKAZKA'], ['PRZYKLAD'], ['PRIMERAK'], ['UZOREK'], ['MINTA'], ['PARAUGS']],
  russian: [['DEMOV', 'ДЕМОВ'], ['PRIMEROV', 'ПРИМЕРОВ'], ['OBRAZTSOV', 'ОБРАЗЦОВ'], ['SHABLONOV', 'ШАБЛОНОВ'], ['MAKETOV', 'МАКЕТОВ']],
  chinese: [['SHILI', '示例'], ['YANGBEN', '样本'], ['MOBAN', '模板'], ['FANLI', '范例'], ['YANSHI', '演示']],
  japanese: [['MIHON', '見本'], ['REIBUN', '例文'], ['SHISAKU', '試作'], ['TAMESHI', '試']],
  korean: [['GYEONBON', '견본'], ['YEMUN', '예문'], ['SIHEOM', '시험'], ['BOGI', '보기']],
};

// The Greek letters and the heavenly stems stand where a real person's name would.
const letters = 'ALPHA BETA GAMMA DELTA EPSILON ZETA ETA THETA IOTA KAPPA LAMBDA MU NU XI OMICRON PI RHO SIGMA TAU UPSILON PHI CHI PSI OMEGA'.split(' ');
const cyrillic = 'АЛЬФА БЕТА ГАММА ДЕЛЬТА ЭПСИЛОН ДЗЕТА ЭТА ТЕТА ЙОТА КАППА ЛАМБДА МЮ НЮ КСИ ОМИКРОН ПИ РО СИГМА ТАУ ИПСИЛОН ФИ ХИ ПСИ ОМЕГА'.split(' ');
const katakana = 'アルファ ベータ ガンマ デルタ イプシロン ゼータ イータ シータ イオタ カッパ ラムダ ミュー ニュー クサイ オミクロン パイ ロー シグマ タウ ウプシロン ファイ カイ プサイ オメガ'.split(' ');
const hangul = '알파 베타 감마 델타 엡실론 제타 에타 세타 요타 카파 람다 뮤 뉴 크시 오미크론 파이 로 시그마 타우 입실론 피 키 프시 오메가'.split(' ');
const stems = [['JIA', '甲'], ['YI', '乙'], ['BING', '丙'], ['DING', '丁'], ['WU', '戊'], ['JI', '己'], ['GENG', '庚'], ['XIN', '辛'], ['REN', '壬'], ['GUI', '癸']] as const;
const numbers = [['YI', '一'], ['ER', '二'], ['SAN', '三'], ['SI', '四'], ['WU', '五'], ['LIU', '六'], ['QI', '七'], ['BA', '八'], ['JIU', '九'], ['SHI', '十']] as const;

/** Is an invented name. */
export interface InventedName { readonly surname: string; readonly givenNames: string; readonly nativeName: string | null }

/** Invents a name in the words of a country. */
export function inventName(country: Country, chance: Chance): InventedName {
  const [surname, native] = chance.pick(surnames[country.words]);
  if (country.words === 'chinese') {
    const [stem, number] = [chance.pick(stems), chance.pick(numbers)];
    return { surname, givenNames: `${stem[0]}${number[0]}`, nativeName: `${native ?? ''}${stem[1]}${number[1]}` };
  }
  const [first, second] = [chance.whole(0, letters.length - 1), chance.whole(0, letters.length - 1)];
  const script = { russian: cyrillic, japanese: katakana, korean: hangul }[country.words as string];
  const nativeName = native === undefined || script === undefined ? null : `${native} ${script[first]}${country.words === 'korean' ? '' : ` ${script[second]}`}`;
  return { surname, givenNames: country.words === 'korean' ? letters[first]! : `${letters[first]} ${letters[second]}`, nativeName };
}

const table: readonly (readonly [string, string, string, string, NameWords, Country['risk']])[] = [
  ['CHN', 'China', '中国', 'GVA', 'chinese', 'low'], ['JPN', 'Japan', '日本', 'NRT', 'japanese', 'medium'], ['KOR', 'Korea', '韩国', 'ICN', 'korean', 'medium'], ['USA', 'United States', '美国', 'LAX', 'english', 'high'],
  ['CAN', 'Canada', '加拿大', 'YVR', 'english', 'high'], ['DEU', 'Germany', '德国', 'FRA', 'german', 'high'], ['AUT', 'Austria', '奥地利', 'VIE', 'german', 'high'], ['CHE', 'Switzerland', '瑞士', 'ZRH', 'german', 'high'],
  ['FRA', 'France', '法国', 'CDG', 'french', 'high'], ['ITA', 'Italy', '意大利', 'MXP', 'italian', 'high'], ['ESP', 'Spain', '西班牙', 'MAD', 'spanish', 'high'], ['NLD', 'Netherlands', '荷兰', 'AMS', 'dutch', 'high'],
  ['NOR', 'Norway', '挪威', 'OSL', 'nordic', 'medium'], ['SWE', 'Sweden', '瑞典', 'ARN', 'nordic', 'medium'], ['FIN', 'Finland', '芬兰', 'HEL', 'nordic', 'medium'], ['DNK', 'Denmark', '丹麦', 'CPH', 'nordic', 'high'],
  ['CZE', 'Czechia', '捷克', 'PRG', 'slavic', 'medium'], ['POL', 'Poland', '波兰', 'WAW', 'slavic', 'medium'], ['SVN', 'Slovenia', '斯洛文尼亚', 'LJU', 'slavic', 'medium'], ['LVA', 'Latvia', '拉脱维亚', 'RIX', 'slavic', 'medium'],
  ['RUS', 'Russia', '俄罗斯', 'SVO', 'russian', 'medium'], ['KAZ', 'Kazakhstan', '哈萨克斯坦', 'NQZ', 'russian', 'low'], ['GBR', 'Great Britain', '英国', 'LHR', 'english', 'high'], ['AUS', 'Australia', '澳大利亚', 'SYD', 'english', 'low'],
  ['NZL', 'New Zealand', '新西兰', 'AKL', 'english', 'low'], ['SGP', 'Singapore', '新加坡', 'SIN', 'english', 'low'], ['BRA', 'Brazil', '巴西', 'GRU', 'spanish', 'medium'], ['ARG', 'Argentina', '阿根廷', 'EZE', 'spanish', 'medium'],
  ['BEL', 'Belgium', '比利时', 'BRU', 'dutch', 'high'], ['SVK', 'Slovakia', '斯洛伐克', 'BTS', 'slavic', 'medium'], ['HUN', 'Hungary', '匈牙利', 'BUD', 'slavic', 'medium'], ['ROU', 'Romania', '罗马尼亚', 'OTP', 'slavic', 'medium'],
];

/** Lists the countries of the world's delegations. */
export const countries: readonly Country[] = table.map(([code, en, zh, airport, words, risk]) => ({ code, en, zh, airport, words, risk }));
