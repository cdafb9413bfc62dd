import { isFormLanguage } from '../../../words/form/form.ts';
import type { FormLanguage } from '../../../words/form/form.ts';

// Source: CLDR 48, likely subtags of each region, Norwegian written as `no`. That the likely language of a country is the one to write to its nationals in is inferred;
// where a country has several (Belgium, Canada, Switzerland, Singapore …) it is the one that CLDR names first, and a person's own choice always comes before it.
const nationals: Readonly<Record<string, string>> = {
  af: 'NAM', ak: 'GHA', am: 'ETH', az: 'AZE', bg: 'BGR', bi: 'VUT', bm: 'MLI', bn: 'BGD', bs: 'BIH', ca: 'AND', cs: 'CZE', da: 'DNK', de: 'AUT CHE DEU LIE', dv: 'MDV', dz: 'BTN', el: 'CYP GRC',
  ar: 'ARE BHR COM DZA EGY ESH IRQ JOR KWT LBN LBY MAR MRT OMN PSE QAT SAU SDN SSD SYR TCD TUN YEM',
  en: 'AIA ATG AUS BHS BLZ BMU BRB BWA CAN COK CXR CYM DMA FJI FLK FSM GBR GGY GIB GMB GRD GUM GUY IMN IRL JAM JEY KIR KNA LBR LCA MHL MNP MSR MWI NFK NGA NIU NRU NZL PCN SGP SHN SLB SLE SWZ SXM TCA TTO USA VCT VGB VIR ZAF ZMB',
  es: 'ARG BOL CHL COL CRI CUB DOM ECU ESP GNQ GTM HND MEX NIC PAN PER PRI SLV URY VEN', et: 'EST', fa: 'AFG IRN', fi: 'FIN', fil: 'PHL', fo: 'FRO',
  fr: 'BEN BFA BLM CIV CMR COD COG DJI FRA GAB GIN GLP GUF LUX MAF MCO MTQ MUS MYT NCL PYF REU SPM SYC TGO WLF',
  gn: 'PRY', ha: 'NER', he: 'ISR', hi: 'IND', hr: 'HRV', ht: 'HTI', hu: 'HUN', hy: 'ARM', id: 'IDN', is: 'ISL', it: 'ITA SMR VAT', ja: 'JPN', ka: 'GEO', kl: 'GRL', km: 'KHM', ko: 'KOR PRK', ky: 'KGZ',
  lo: 'LAO', lt: 'LTU', lv: 'LVA', mg: 'MDG', mk: 'MKD', mn: 'MNG', ms: 'BRN CCK MYS', mt: 'MLT', my: 'MMR', ne: 'NPL', nl: 'ABW BEL NLD SUR', no: 'NOR SJM', pap: 'BES CUW', pau: 'PLW', pl: 'POL',
  pt: 'AGO BRA CPV GNB MOZ PRT STP TLS', rn: 'BDI', ro: 'MDA ROU', ru: 'BLR KAZ RUS', rw: 'RWA', sg: 'CAF', si: 'LKA', sk: 'SVK', sl: 'SVN', sm: 'ASM WSM', sn: 'ZWE', so: 'SOM', sq: 'ALB', sr: 'MNE SRB',
  st: 'LSO', sv: 'ALA SWE', sw: 'KEN TZA UGA', tg: 'TJK', th: 'THA', ti: 'ERI', tk: 'TKM', tkl: 'TKL', to: 'TON', tpi: 'PNG', tr: 'TUR', tvl: 'TUV', uk: 'UKR', ur: 'PAK', uz: 'UZB', vi: 'VNM', wo: 'SEN', zh: 'CHN HKG MAC TWN',
};

const languageOf = new Map(Object.entries(nationals).flatMap(([language, codes]) => codes.split(' ').map((code) => [code, language] as const)));

/** Gives the main language of a nationality. Shape: a BCP 47 language; undefined for codes of nobody in particular (stateless, specimen). Unit of `nationality`: ISO 3166 alpha-3. */
export function mainLanguage(nationality: string | null): string | undefined {
  return nationality === null ? undefined : languageOf.get(nationality);
}

/** Chooses the language to write to a person in: the one they chose, else the main one of their nationality, else English; always one that the form has. */
export function languageFor(chosen: string | null, nationality: string | null): FormLanguage {
  if (isFormLanguage(chosen)) return chosen;
  const main = mainLanguage(nationality);
  return isFormLanguage(main) ? main : 'en';
}
