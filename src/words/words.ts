import type { Language, Text, Word, WordParams } from './area.ts';
import { codes } from './console/codes.ts';
import { boarding } from './console/boarding.ts';
import { declaring } from './console/declaring.ts';
import { devices } from './console/devices.ts';
import { deviceIdentity } from './console/device-identity.ts';
import { availability } from './console/availability.ts';
import { missions } from './console/missions.ts';
import { spectra } from './console/spectra.ts';
import { duty } from './console/duty.ts';
import { certificates } from './console/certificates.ts';
import { declarations } from './console/declarations.ts';
import { design } from './console/design.ts';
import { evidenceOptions } from './console/evidence-options.ts';
import { evidence } from './console/evidence.ts';
import { facts } from './console/facts.ts';
import { flights } from './console/flights.ts';
import { goods } from './console/goods.ts';
import { food } from './console/food.ts';
import { goodsList } from './console/goods-list.ts';
import { goodsAppointments } from './console/goods-appointments.ts';
import { goodsCarnets } from './console/goods-carnets.ts';
import { goodsBorder } from './console/goods-border.ts';
import { goodsCustody } from './console/goods-custody.ts';
import { goodsFiles } from './console/goods-files.ts';
import { goodsDeadlines } from './console/goods-deadlines.ts';
import { articles } from './articles.ts';
import { goodsGuide } from './goods-guide.ts';
import { pressKits } from './console/press-kits.ts';
import { goodsReferences } from './console/goods-references.ts';
import { goodsRegisters } from './console/goods-registers.ts';
import { lights } from './console/lights.ts';
import { lists } from './console/lists.ts';
import { matches } from './console/matches.ts';
import { pages } from './console/pages.ts';
import { privacy } from './console/privacy.ts';
import { plans } from './console/plans.ts';
import { roles } from './console/roles.ts';
import { rosters } from './console/rosters.ts';
import { forecast } from './console/forecast.ts';
import { camera } from './console/camera.ts';
import { sourceLocation } from './console/source-location.ts';
import { roster } from './console/roster.ts';
import { shell } from './console/shell.ts';
import { skills } from './console/skills.ts';
import { station } from './console/stations.ts';
import { callUpMail } from './call-up-mail.ts';
import { dutySheet } from './duty-sheet.ts';
import { deviceFindings } from './device-findings.ts';
import { gates } from './gates.ts';
import { staff } from './console/staff.ts';
import { signing } from './console/signing.ts';
import { statistics } from './console/statistics.ts';
import { samples } from './console/samples.ts';
import { refusals } from './refusals.ts';
import { stations } from './stations.ts';
import { steps } from './steps.ts';
import { thresholds } from './thresholds.ts';

/** Every area of words; one new area is one file in `console/` and one entry here. */
export const areas = {
  shell,
  pages,
  design,
  evidence,
  evidenceOptions,
  roles,
  stations,
  station,
  steps,
  facts,
  flights,
  goods,
  plans,
  gates,
  thresholds,
  lists,
  food,
  devices,
  deviceIdentity,
  availability,
  missions,
  spectra,
  goodsList,
  declarations,
  codes,
  boarding,
  declaring,
  lights,
  matches,
  samples,
  signing,
  statistics,
  staff,
  privacy,
  certificates,
  goodsAppointments,
  goodsCarnets,
  goodsBorder,
  goodsCustody,
  goodsFiles,
  goodsDeadlines,
  goodsGuide,
  goodsReferences,
  goodsRegisters,
  pressKits,
  articles,
  deviceFinding: deviceFindings,
  camera,
  sourceLocation,
  duty,
  callUpMail,
  dutySheet,
  rosters,
  forecast,
  roster,
  skills,
} as const;

type Areas = typeof areas;

/** A key that the dictionary surely has, `area.key`. */
export type WordKey = { [Name in keyof Areas & string]: `${Name}.${keyof Areas[Name]['en'] & string}` }[keyof Areas & string];

const localeOf: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };
const plurals: Record<Language, Intl.PluralRules> = { en: new Intl.PluralRules('en'), zh: new Intl.PluralRules('zh') };
const numbers: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }),
  zh: new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 6 }),
};

/** The BCP 47 locale by which Intl writes dates and numbers in a language. */
export function locale(language: Language): string {
  return localeOf[language];
}

/** Writes one phrase: chooses its plural form by `count` and puts the params in. */
export function fill(language: Language, word: Word, params: WordParams = {}): string {
  let text: string;
  if (typeof word === 'string') text = word;
  else {
    const category = plurals[language].select(Number(params['count'] ?? 0));
    text = category === 'one' && word.one !== undefined ? word.one : word.other;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers[language].format(value) : value;
  });
}

/** Finds a phrase by a key known only at run time (`evidence.` + field of a schema). */
export function findWord(language: Language, key: string, params?: WordParams): string | undefined {
  const dot = key.indexOf('.');
  const dictionary: Readonly<Record<string, { readonly en: Readonly<Record<string, Word>>; readonly zh: Readonly<Record<string, Word>> }>> = areas;
  const name = key.slice(0, dot);
  if (!Object.hasOwn(dictionary, name)) return undefined;
  const entries = dictionary[name]?.[language];
  const word = entries && Object.hasOwn(entries, key.slice(dot + 1)) ? entries[key.slice(dot + 1)] : undefined;
  return word === undefined ? undefined : fill(language, word, params);
}

/** Writes the phrase of a key in a language. */
export function write(language: Language, key: WordKey, params?: WordParams): string {
  return findWord(language, key, params) ?? key;
}

/** Writes a text that came as data in a language. */
export function writeText(language: Language, text: Text): string {
  return typeof text === 'string' ? text : text[language];
}

/** Writes the sentence of a refusal; a code without words is shown as it is, so that nothing is hidden. */
export function writeRefusal(language: Language, refusal: { readonly code: string; readonly params?: Readonly<Record<string, unknown>> | undefined }): string {
  const entries: Readonly<Record<string, Word>> = refusals[language];
  const word = Object.hasOwn(entries, refusal.code) ? entries[refusal.code] : undefined;
  if (word === undefined) return fill(language, entries['unknown-refusal'] ?? '{code}', { code: refusal.code });
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(refusal.params ?? {})) {
    params[name] = typeof value === 'number' ? value : Array.isArray(value) ? value.map(String).join(', ') : String(value);
  }
  return fill(language, word, params);
}

/** The names of the `{params}` in a phrase, all plural forms together, sorted. */
export function paramsOf(word: Word): string[] {
  const texts = typeof word === 'string' ? [word] : Object.values(word);
  const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));
  return [...new Set(names)].sort();
}
