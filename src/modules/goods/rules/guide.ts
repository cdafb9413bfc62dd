import type { Language, WordParams } from '../../../words/area.ts';
import { saySource } from '../../../words/sources.ts';
import { findWord, locale, write, writeText } from '../../../words/words.ts';
import type { WordKey } from '../../../words/words.ts';
import { consignmentKinds, prescribedFor } from '../../prescribed/catalogue/consignment-kinds.ts';
import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';
import { findStep, stepCatalogue } from '../../prescribed/catalogue.ts';
import { guideAreas } from '../catalogue/guide-areas.ts';
import type { GuideArea } from '../catalogue/guide-areas.ts';
import { kinds, permitKinds, permits } from '../catalogue/kinds.ts';
import { legalRules } from '../catalogue/legal-rules.ts';
import { articleLimits, articleRules } from '../catalogue/personal-articles.ts';
import { dispositionKinds, partyKinds } from '../shapes.ts';
import { backPlan } from './back-planning.ts';
import { addDays } from './dates.ts';
import { findInForce, isInForce } from './in-force.ts';
import { randomRedPercent } from './lanes.ts';
import { getLegalNumber } from './legal-dates.ts';

/** Is one part of a page: a paragraph, a list in order or not, or a table. Shape: every row of a table has as many cells as there are columns. */
export type GuidePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly title: string; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly title: string; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Is one page of the guide in one language. */
export interface GuidePage {
  readonly area: GuideArea;
  readonly title: string;
  readonly lead: string;
  readonly parts: readonly GuidePart[];
  readonly sources: readonly string[];
}

interface Writer {
  readonly language: Language;
  readonly on: string;
  readonly t: (key: keyof (typeof import('../../../words/goods-guide.ts'))['goodsGuide']['en'], params?: WordParams) => string;
  readonly say: (text: { readonly en: string; readonly zh: string }) => string;
  readonly find: (key: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly sources: Set<string>;
}

/** Says whether an area of the guide has this name. */
export function isGuideArea(text: string): text is GuideArea {
  return (guideAreas as readonly string[]).includes(text);
}

/** Writes a page of the guide from the rules in force on a day: kinds, steps, permits, periods, limits. Refuses: `nothing-in-force` for a period without a rule on the day. */
export function guidePageOf(area: GuideArea, on: string, language: Language): GuidePage {
  const t: Writer['t'] = (key, params) => write(language, `goodsGuide.${key}` as WordKey, params);
  const writer: Writer = { language, on, t, say: (text) => writeText(language, text), find: (key) => findWord(language, key) ?? key, list: (items) => items.join(language === 'zh' ? '、' : ', '), sources: new Set() };
  const parts = areaParts[area](writer);
  return { area, title: t(`area.${area}`), lead: t(`lead.${area}`), parts, sources: [...writer.sources].map((source) => saySource(language, source)) };
}

const kindName = ({ say }: Writer, kind: ConsignmentKind): string => `${kind} ${say(kinds[kind].name)}`;

/** Writes the rules of the law with these names that are in force, each with its values. */
function lawTable(writer: Writer, ids: readonly string[]): GuidePart {
  const { t, say, on, language, sources } = writer;
  const number = new Intl.NumberFormat(locale(language), { maximumFractionDigits: 4 });
  const unit = (value: string, of: string): string => (of === 'flag' ? '' : of === 'fraction' ? `${number.format(Number(value) * 100)} %` : of === 'fractionPerDay' ? `${number.format(Number(value) * 100)} % / ${unitName(language, 'day')}` : `${number.format(Number(value))} ${unitName(language, of)}`.trim());
  const rows = ids.flatMap((id) => {
    const rule = findInForce(legalRules.filter((one) => one.id === id), on);
    if (rule === undefined) return [];
    sources.add(rule.source);
    return [[say(rule.title), Object.values(rule.values).map((value) => unit(value.value, value.unit)).filter((text) => text !== '').join(' · ') || '✓', saySource(language, rule.source) + (rule.verified ? '' : ` (${t('unverified')})`)]];
  });
  return { kind: 'table', title: t('periods'), columns: [t('rule'), t('value'), t('sources')], rows };
}

const unitNames: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = { day: { en: 'days', zh: '日' }, workday: { en: 'working days', zh: '个工作日' }, month: { en: 'months', zh: '个月' }, year: { en: 'years', zh: '年' }, count: { en: 'times', zh: '次' } };
const unitName = (language: Language, unit: string): string => unitNames[unit]?.[language] ?? '';

/** Writes what a kind owes: what it always owes, and what it owes under conditions. */
function stepsOf(writer: Writer, kind: ConsignmentKind): readonly string[] {
  const { t, find, list } = writer;
  const owed = prescribedFor[kind];
  const named = (those: 'always' | 'other'): string => list(stepCatalogue.filter((step) => owed[step.id] !== undefined && (owed[step.id] === 'always') === (those === 'always')).map((step) => find(`steps.${step.id}`)));
  const other = named('other');
  return [`${t('always')}: ${named('always')}`, ...(other === '' ? [] : [`${t('conditional')}: ${other}`])];
}

const waysOut = ({ find, list }: Writer, kind: ConsignmentKind): string => list(kinds[kind].closesBy.map((one) => find(`goods.disposition.${one}`)));

const areaParts: Readonly<Record<GuideArea, (writer: Writer) => GuidePart[]>> = {
  registration: (writer) => {
    const { t, sources } = writer;
    sources.add(findStep('GDS-REG')?.source ?? '');
    return [
      { kind: 'list', title: t('parties'), ordered: false, items: partyKinds.map((kind) => t(`party.${kind}`)) },
      { kind: 'list', title: t('give'), ordered: true, items: [t('giveNames'), t('giveCode'), t('giveContact')] },
      { kind: 'text', text: t('registered') }, { kind: 'text', text: t('mandate') },
    ];
  },
  guarantee: (writer) => {
    const { t, find, list } = writer;
    return [
      { kind: 'table', title: t('kindsCovered'), columns: [t('kind'), t('cover')], rows: consignmentKinds.map((kind) => [kindName(writer, kind), list(kinds[kind].covers.map((cover) => find(`goods.cover.${cover}`)))]) },
      lawTable(writer, ['temporary-admission', 'guarantee-decision', 'guarantee-amount', 'guarantee-unclaimed', 'ata-surety', 'ata-claim']),
      { kind: 'list', title: t('freed'), ordered: false, items: dispositionKinds.map((kind) => find(`goods.disposition.${kind}`)) },
      { kind: 'text', text: t('share') },
    ];
  },
  permits: (writer) => {
    const { t, say, list, sources, on, language } = writer;
    const neededOn = addDays(on, 90);
    const date = new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'UTC' });
    for (const permit of permitKinds) sources.add(permits[permit].source);
    return [
      { kind: 'table', title: t('permitTable'), columns: [t('permit'), t('authority'), t('goodsThatNeed'), t('sources')], rows: permitKinds.map((permit) => [say(permits[permit].name), say(permits[permit].authority), [...consignmentKinds.filter((kind) => kinds[kind].permits.includes(permit)).map((kind) => kindName(writer, kind)), ...(permits[permit].hs.length === 0 ? [] : [`HS ${permits[permit].hs.join(', ')}`])].join(language === 'zh' ? '；' : '; '), saySource(language, permits[permit].source)]) },
      { kind: 'text', text: t('quota') },
      { kind: 'table', title: `${t('leadTimes')} · ${t('leadTime', { day: date.format(new Date(neededOn)) })}`, columns: [t('kind'), t('task'), t('lastDay')], rows: (['K02', 'K06', 'K10', 'K11'] as const).flatMap((kind) => backPlan(kind, neededOn, on).map((task) => [kindName(writer, kind), task.permit === undefined ? t(`task.${task.task}`) : `${t(`task.${task.task}`)}: ${say(permits[task.permit].name)}`, date.format(new Date(task.lastDay))])) },
      lawTable(writer, ['hormone-permit', 'quarantine-permit', 'quarantine-isolation', 'endangered-species-filing']),
      { kind: 'list', title: t('goodsThatNeed'), ordered: false, items: consignmentKinds.filter((kind) => prescribedFor[kind]['GDS-PERM'] === 'always').map((kind) => `${kindName(writer, kind)}: ${list(kinds[kind].permits.map((permit) => say(permits[permit].name)))}`) },
    ];
  },
  clearance: (writer) => {
    const { t, sources } = writer;
    for (const id of ['GDS-LIST', 'GDS-CERT', 'GDS-DECL', 'GDS-TAX', 'GDS-APPT', 'GDS-RELS']) sources.add(findStep(id)?.source ?? '');
    return [
      { kind: 'list', title: t('way'), ordered: true, items: [t('wayList'), t('wayConfirm'), t('wayDeclare'), t('wayLane', { percent: randomRedPercent }), t('wayInspect'), t('wayTax'), t('wayRelease')] },
      { kind: 'table', title: t('stepsByKind'), columns: [t('kind'), t('stepsOwed')], rows: consignmentKinds.map((kind) => [kindName(writer, kind), stepsOf(writer, kind).join('\n')]) },
      { kind: 'list', title: t('taxes'), ordered: false, items: [t('taxFormula'), t('holds'), t('changes')] },
      lawTable(writer, ['declaration-due', 'declaration-rest-day', 'late-filing-fee', 'undeclared-sale', 'payment-due', 'payment-rest-day', 'late-payment', 'tax-review']),
    ];
  },
  people: (writer) => {
    const { t, list, on, sources, language } = writer;
    const number = new Intl.NumberFormat(locale(language));
    const limits = articleLimits.filter((limit) => isInForce(limit, on));
    for (const one of [...limits, ...articleRules]) sources.add(one.source);
    return [
      { kind: 'table', title: t('limits'), columns: [t('article'), t('who'), t('upTo'), t('above')], rows: limits.map((limit) => [t(`article.${limit.kind}`), limit.traveller === null ? t('anyTraveller') : t(`traveller.${limit.traveller}`), t(`measure.${limit.measure}`, { amount: number.format(Number(limit.upTo)) }), t(`above.${limit.above}`)]) },
      { kind: 'table', title: t('needsTable'), columns: [t('article'), t('needs'), t('sources')], rows: articleRules.map((rule) => [t(`article.${rule.kind}`), list(rule.needs.map((need) => t(`need.${need}`))), saySource(language, rule.source)]) },
      { kind: 'text', text: t('channels') },
    ];
  },
  press: (writer) => {
    const { t, say, sources } = writer;
    for (const source of [kinds.K04.source, permits.press.source, permits.radio.source]) sources.add(source);
    return [
      { kind: 'list', title: t('pressWay'), ordered: true, items: [t('pressList'), t('pressUndertaking'), t('pressRed'), t('pressExit')] },
      { kind: 'text', text: `${t('pressRadio')} (${say(permits.radio.authority)})` },
      { kind: 'list', title: t('pressSteps'), ordered: false, items: stepsOf(writer, 'K04') },
    ];
  },
  exit: (writer) => {
    const { t, on, sources } = writer;
    for (const id of ['GDS-EXIT', 'GDS-DISP', 'GDS-DISC']) sources.add(findStep(id)?.source ?? '');
    return [
      { kind: 'text', text: t('exitScan') },
      { kind: 'text', text: t('exitExtend', { times: getLegalNumber('temporary-admission', 'extensions', on), months: getLegalNumber('temporary-admission', 'extensionMonths', on) }) },
      { kind: 'text', text: t('exitLate') },
      { kind: 'text', text: t('carnet', { claim: getLegalNumber('ata-claim', 'claimMonths', on), proof: getLegalNumber('ata-claim', 'proofMonths', on) }) },
      lawTable(writer, ['temporary-admission', 'keep-application', 'not-re-exported-penalty', 'seizure-stops-clock', 'ata-claim']),
      { kind: 'table', title: t('exitWays'), columns: [t('kind'), t('endsBy')], rows: consignmentKinds.filter((kind) => kinds[kind].temporary).map((kind) => [kindName(writer, kind), waysOut(writer, kind)]) },
    ];
  },
  followUp: (writer) => {
    const { t, sources } = writer;
    for (const id of ['GDS-DLVR', 'GDS-MOVE', 'GDS-STOCK']) sources.add(findStep(id)?.source ?? '');
    return [
      { kind: 'list', title: t('area.followUp'), ordered: false, items: [t('followSupervised'), t('followMoves'), t('followChecks'), t('followFood'), t('followBooks')] },
      { kind: 'table', title: t('followDispositions'), columns: [t('kind'), t('endsBy')], rows: consignmentKinds.map((kind) => [kindName(writer, kind), waysOut(writer, kind)]) },
      lawTable(writer, ['temporary-admission', 'tax-review', 'guarantee-unclaimed', 'not-re-exported-penalty']),
    ];
  },
};
