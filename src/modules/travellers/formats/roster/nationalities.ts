import { findState, isoAlpha3Codes } from '../states.ts';

/** A nationality as understood; `note` says when it was not an ISO code or name but something that stands for one. */
export interface Nationality {
  alpha3: string;
  note?: string;
}

// Names that Intl does not give: former and everyday names, Olympic names, and adjectives found in nationality columns.
const otherNames =
  'CHN:中华人民共和国,中国大陆,中国籍,PRC,P.R. China,PR China,Peoples Republic of China,Mainland China,Chinese|HKG:香港,中国香港,Hong Kong,Hong Kong China,Hong Kong SAR|' +
  'MAC:澳门,中国澳门,Macau,Macao,Macao China,Macao SAR|TWN:台湾,中国台湾,中国台北,中华台北,Taiwan,Chinese Taipei,Taiwan China|' +
  'USA:美利坚合众国,United States of America,U.S.A.,U.S.,America,American|GBR:大不列颠,联合王国,Great Britain,Britain,UK,U.K.,England,Scotland,Wales,British,United Kingdom of Great Britain and Northern Ireland|' +
  'RUS:俄罗斯联邦,俄国,Russian Federation,Russian|KOR:大韩民国,南韩,Korea,Republic of Korea,Korea Republic of,Korean,South Korean|' +
  'PRK:朝鲜民主主义人民共和国,DPR Korea,DPRK,Democratic Peoples Republic of Korea|IRN:伊朗伊斯兰共和国,IR Iran,Islamic Republic of Iran,Iran Islamic Republic of,Iranian|' +
  'CZE:捷克共和国,Czech Republic,Czech|NLD:尼德兰,Holland,The Netherlands,Dutch|DEU:德意志联邦共和国,Federal Republic of Germany,German|FRA:法兰西,法兰西共和国,French|' +
  'CHE:瑞士联邦,Swiss|AUT:Austrian|ITA:Italian|ESP:Spanish|PRT:Portuguese|SWE:Swedish|NOR:Norwegian|DNK:Danish|FIN:Finnish|ISL:Icelandic|POL:Polish|SVK:斯洛伐克共和国,Slovak Republic,Slovak|' +
  'SVN:Slovene,Slovenian|HRV:Croatian|HUN:Hungarian|ROU:Romanian|BGR:Bulgarian|GRC:Greek|TUR:Turkey,Turkiye,Türkiye,Turkish|UKR:Ukrainian|BLR:Belarusian,Byelorussia|EST:Estonian|LVA:Latvian|LTU:Lithuanian|' +
  'KAZ:Kazakh,Kazakhstani|UZB:Uzbek|KGZ:Kyrgyz Republic,Kyrgyz|TJK:Tajik|TKM:Turkmen|GEO:Georgian|ARM:Armenian|AZE:Azerbaijani|MNG:蒙古国,Mongolian|JPN:日本国,Japanese|CAN:Canadian|AUS:Australian|' +
  'NZL:New Zealander|BRA:Brazilian|ARG:Argentinian,Argentine|CHL:Chilean|MEX:Mexican|COL:Colombian|IND:Indian|PAK:Pakistani|THA:Thai|MYS:Malaysian|SGP:Singaporean|PHL:Filipino,Philippine|' +
  'IDN:Indonesian|VNM:Viet Nam,Vietnamese|LAO:Lao PDR,Lao|ISR:Israeli|LBN:Lebanese|SAU:KSA,Saudi,Kingdom of Saudi Arabia|ARE:UAE,阿联酋,阿拉伯联合酋长国|MAR:Moroccan|NGA:Nigerian|GHA:Ghanaian|KEN:Kenyan|' +
  'ERI:Eritrean|MDG:Malagasy|ZAF:South African|IRL:Republic of Ireland,Irish|BEL:Belgian|LUX:Luxembourger|MDA:Republic of Moldova,Moldovan|MKD:北马其顿共和国,Macedonia,Republic of North Macedonia,Macedonian|' +
  'BIH:波黑,Bosnia,Bosnia Herzegovina|SRB:Serbian|MNE:Montenegrin|ALB:Albanian|CIV:Ivory Coast,Cote dIvoire|CPV:Cape Verde|SWZ:Swaziland|MMR:Burma|TLS:East Timor|COD:DR Congo,Democratic Republic of the Congo|' +
  'COG:Republic of the Congo|TZA:Tanzania,United Republic of Tanzania|BOL:Bolivia|VEN:Venezuela|SYR:Syria,Syrian Arab Republic|BRN:文莱,Brunei|FSM:Micronesia|PSE:巴勒斯坦,Palestine,State of Palestine|VAT:梵蒂冈,Holy See|' +
  'XXA:无国籍,Stateless|XXB:难民,Refugee|RKS:科索沃,Kosovo';

// Names under which a team competes; the passport behind them is the one given.
const teamNames = 'RUS:ROC,OAR,俄罗斯奥委会,俄罗斯奥林匹克委员会,Russian Olympic Committee';

// The same letters mean one state to ISO 3166 or ICAO and another to the Olympic movement.
const twoMeanings: Record<string, string> = { BRN: 'Bahrain', GBS: 'Guinea-Bissau' };

// Olympic codes beyond the aliases of all formats.
const olympic: Record<string, string> = {
  ANT: 'ATG', ARU: 'ABW', ASA: 'ASM', BER: 'BMU', BRU: 'BRN', BUR: 'BFA', CAY: 'CYM', ISV: 'VIR', IVB: 'VGB', LIB: 'LBN', MON: 'MCO', MTN: 'MRT', OMA: 'OMN',
  SAM: 'WSM', SIN: 'SGP', SKN: 'KNA', TGA: 'TON', TRI: 'TTO', VIN: 'VCT',
};

function squeeze(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const byName = new Map<string, Nationality>();

function fill(): void {
  const add = (name: string, nationality: Nationality) => {
    const key = squeeze(name);
    if (key !== '' && !byName.has(key)) byName.set(key, nationality);
  };
  const lists = ['zh-Hans', 'zh-Hant', 'en'].flatMap((language) => (['long', 'short'] as const).map((style) => new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })));
  for (const alpha3 of isoAlpha3Codes) {
    const alpha2 = findState(alpha3)?.alpha2;
    for (const names of alpha2 ? lists : []) add(names.of(alpha2 ?? '') ?? '', { alpha3 });
  }
  for (const [list, note] of [[otherNames, ''], [teamNames, 'a team name']] as const) {
    for (const entry of list.split('|')) {
      const [alpha3 = '', names = ''] = entry.split(':');
      for (const name of names.split(',')) add(name, note ? { alpha3, note: `"${name}" is ${note}; the nationality is taken as ${alpha3}` } : { alpha3 });
    }
  }
}

/**
 * Finds a nationality by ISO code, Olympic code, or a name or adjective in Chinese or English.
 * Shape: undefined when nobody is meant or when a code means two states and neither standard prevails.
 * Source: ISO 3166-1; names of the Unicode CLDR through Intl; IOC codes.
 */
export function findNationality(text: string): Nationality | undefined {
  if (byName.size === 0) fill();
  const given = text.slice(0, 100).normalize('NFKC').trim();
  const key = squeeze(given);
  if (/^[A-Za-z]{2,3}$/u.test(given)) {
    const code = given.toUpperCase();
    const state = findState(code);
    const other = twoMeanings[code];
    if (state && (state.kind === 'iso' || state.kind === 'icao')) {
      return other ? { alpha3: state.alpha3, note: `${code} is read by ISO 3166; in the Olympic list it means ${other}` } : { alpha3: state.alpha3 };
    }
    const games = olympic[code];
    if (games && !state) return { alpha3: games, note: `${code} is no ISO 3166 code; it is read as ${games}` };
    if (state?.kind === 'alias') return { alpha3: state.alpha3, note: `${code} is no ISO 3166 code; it is read as ${state.alpha3}` };
  }
  const coded = /^([A-Z]{3})\s*[-–/(（\s]\s*\p{L}|\p{L}\s*[-–/(（\s]\s*([A-Z]{3})[)）]?$/u.exec(given);
  const found = byName.get(key) ?? byName.get(key.replace(/(?:籍|人)$/u, '')) ?? byName.get(key.replace(/国[籍人]$/u, '')) ?? byName.get(key.replace(/^the/u, ''));
  if (found) return found;
  return coded ? findNationality(coded[1] ?? coded[2] ?? '') : undefined;
}
