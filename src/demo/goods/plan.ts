import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import type { GoodsList } from '../../modules/goods/shapes/list.ts';
import { Chance } from '../random.ts';
import { madeUntil } from '../schedule.ts';
import type { ConsignmentSpec, Fate, Story } from './consignment-spec.ts';
import { drawList, lineOf, listUnderHead, valueOf, worthExactly } from './lists.ts';
import type { ListWish } from './lists.ts';
import { agents, carnets, companiesOf, organiserGuarantee } from './parties.ts';
import type { PartySpec } from './parties.ts';
import { goodsPeriods, slotsOf } from './slots.ts';
import type { Slot } from './slots.ts';
import { stock } from './stock.ts';
import { portDay } from './work-time.ts';

/** Is the goods of the world: who brings them, and every consignment by the time of its filing. */
export interface GoodsPlan { readonly companies: readonly PartySpec[]; readonly consignments: readonly ConsignmentSpec[] }

// How often a kind is drawn, and what a consignment of it is usually worth. Unit: yuan. Source: docs/facts.md: mostly broadcast equipment, sports equipment and office furniture; the rest is invented.
const mix: readonly (readonly [kind: ConsignmentKind, weight: number, usualCny: number])[] = [
  ['K03', 27, 3_000_000], ['K05', 22, 1_000_000], ['K01', 16, 800_000], ['K02', 11, 4_000_000], ['K04', 4, 150_000], ['K07', 3, 700_000], ['K15', 3, 2_200_000], ['K14', 3, 250_000], ['K10', 3, 120_000], ['K08', 2, 60_000], ['K09', 1.6, 700_000],
  ['K16', 1.4, 12_000], ['K17', 1, 200_000], ['K13', 1.2, 40_000], ['K12', 0.8, 22_000],
];

const venues = ['Invented Broadcast Centre 虚构转播中心', 'Invented Alpine Centre 虚构高山滑雪中心', 'Invented Sliding Centre 虚构雪车雪橇中心', 'Invented Ice Hall 虚构冰上运动馆', 'Invented Biathlon Centre 虚构冬季两项中心', 'Invented Village Store 虚构奥运村仓库'] as const;
const venueOf: Readonly<Partial<Record<ConsignmentKind, number>>> = { K01: 5, K03: 0, K04: 0, K06: 4, K07: 0, K10: 5, K12: 5, K14: 5, K16: 5 };
const heavy: ReadonlySet<ConsignmentKind> = new Set(['K01', 'K02', 'K13', 'K15']);
const origins = ['DE', 'CH', 'AT', 'NO', 'JP', 'US', 'IT', 'FR', 'CA', 'SE', 'FI', 'KR'] as const;
const currencies = ['EUR', 'USD', 'CHF', 'JPY'] as const;

function weighted<T>(chance: Chance, list: readonly T[], weight: (one: T) => number): T {
  let left = chance.next() * list.reduce((sum, one) => sum + weight(one), 0);
  for (const one of list) if ((left -= weight(one)) < 0) return one;
  return list.at(-1)!;
}

// By air almost everything light; what is heavy comes by sea and rail as well.
function wayOf(kind: ConsignmentKind, chance: Chance): { pointCode: string; transport: ConsignmentSpec['transport']; conveyance: string } {
  const drawn = chance.next();
  const number = chance.whole(100, 999);
  if (kind === 'K04' || kind === 'K12') return { pointCode: 'PEK', transport: 'carried', conveyance: `ZZ${number}` };
  if (kind === 'K06' || drawn < (heavy.has(kind) ? 0.35 : 0.88)) return { pointCode: 'PEK', transport: 'air', conveyance: `YY${number}` };
  if (drawn < (heavy.has(kind) ? 0.6 : 0.94)) return { pointCode: 'BCY', transport: 'rail', conveyance: `Train X${number}` };
  return { pointCode: drawn < 0.86 || drawn > 0.97 ? 'TXG' : 'TDJ', transport: 'sea', conveyance: `MV Muster ${number}` };
}

function coverOf(kind: ConsignmentKind, chance: Chance): ConsignmentSpec['cover'] {
  const { covers, temporary } = kinds[kind];
  if (kind === 'K04') {
    // What a company lists for its journalists comes under the organiser; the draw that once told stays, or everything after it would be drawn otherwise.
    chance.percent(60);
    return 'organiser';
  }
  if (kind === 'K12' || kind === 'K16') return 'none';
  if (temporary) return 'organiser';
  return covers.includes('exempt') && chance.percent(kind === 'K14' ? 40 : 15) ? 'exempt' : 'tax';
}

// Test events of spring and summer are over, a few of them left something behind; those of autumn partly.
function fateOf(kind: ConsignmentKind, release: number, cover: ConsignmentSpec['cover'], number: number): Fate {
  const day = portDay(release);
  if (!kinds[kind].temporary) return number % 10 < 6 ? 'leaves' : 'stays';
  if (day >= '2021-12-01') return 'stays';
  const turn = number % 20;
  if (day >= '2021-08-01') return turn < 5 ? 'leaves' : turn < 7 ? 'leavesInPart' : 'stays';
  if (turn < 12) return 'leaves';
  if (cover === 'organiser' && turn < 18) return turn < 16 ? 'extended' : 'extendedInPart';
  return turn % 2 === 0 ? 'stays' : 'leavesInPart';
}

function fittingStory(story: Story, kind: ConsignmentKind, slot: Slot): Story {
  if (slot.period === null) return story;
  // Whoever failed once is inspected always from then on: only late ones fail, or half of the world would be in the red lane.
  if (story.scanFails === true && portDay(slot.at.release) < '2022-01-15') return {};
  if (story.hold !== undefined && kind !== 'K03' && kind !== 'K07') return kind === 'K12' || kind === 'K16' ? {} : { hold: { agency: 'Customs documents 海关单证', reason: 'The invoice of one line is missing', nextActor: 'trader', by: 'customsOfficer' } };
  return story.returnedBy !== undefined && (!kinds[kind].temporary || kind === 'K04' || kind === 'K12') ? {} : story;
}

interface Draft { readonly slot: Slot; readonly key: string; readonly chance: Chance; readonly kind: ConsignmentKind; readonly company: PartySpec; readonly weight: number }

function draftOf(seed: string, slot: Slot, number: number, companies: readonly PartySpec[]): Draft {
  const key = `G${String(number + 1).padStart(4, '0')}`;
  const chance = new Chance(seed, 'consignment', key);
  const [kind, , usual] = slot.kind === null ? weighted(chance, mix, (one) => one[1]) : mix.find((one) => one[0] === slot.kind) ?? [slot.kind, 0, 0];
  const filedOn = portDay(slot.at.submit);
  const company = slot.ofPersona ? companies.find((one) => one.ofPersona)! : weighted(chance, companies.filter((one) => one.kinds.includes(kind) && one.registeredOn < filedOn), (one) => one.weight);
  // Log-normal with bounds: many small ones, few large ones, none dearer than a list of its goods can be, none cheaper than the cheapest of them.
  const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
  return { slot, key, chance, kind, company, weight: Math.max(0.75 * Math.min(...(stock[kind] ?? []).map((article) => article.price)), usual * Math.min(4, Math.max(0.15, Math.exp(0.8 * normal)))) };
}

function armsList(draft: Draft, wish: ListWish): GoodsList {
  const { rifles, rounds } = draft.slot.arms!;
  const lines = ([[0, rifles, 3_800_000], [1, rounds, 240]] as const).map(([place, quantity, unitCents]) => {
    const article = stock.K06![place]!;
    return lineOf(draft.key, place + 1, article, quantity, { hsCode: article.hs, currency: 'CNY', unitCents, totalCents: unitCents * quantity }, wish.origin);
  });
  return listUnderHead({ ...wish, currency: 'CNY' }, 'Biathlon arms of one team', lines);
}

function specOf(draft: Draft, valueFen: number, number: number, reserved: Map<string, number>): ConsignmentSpec {
  const { slot, chance, kind, company } = draft;
  const { at } = slot;
  const story = fittingStory(slot.story, kind, slot);
  const filedOn = portDay(at.submit);
  const way = wayOf(kind, chance);
  const origin = chance.pick(origins);
  // A list that is filed a second time may fall into a month of other rates.
  const currency = story.returnedBy === undefined && kinds[kind].temporary && chance.percent(22) ? chance.pick(currencies) : 'CNY';
  const wish: ListWish = { key: draft.key, kind, consignee: company.nameEn, creditCode: company.registration, pointCode: way.pointCode, filedOn, releasedOn: portDay(at.release), currency, valueFen, origin };
  const list = slot.arms === null ? drawList(chance, wish, `${kinds[kind].name.en} for the Games`) : armsList(draft, wish);
  const value = valueOf(list, filedOn);
  let cover = coverOf(kind, chance);
  // A carnet covers goods of its own company up to its sum, at a bound that no tariff of the world exceeds.
  const carnet = cover === 'organiser' && (kind === 'K03' || kind === 'K05') && chance.percent(75)
    ? carnets.find((one) => one.company === company.key && one.beginsOn < portDay(at.submit) && portDay(at.deliver) <= one.lastArrival && (reserved.get(one.key) ?? 0) + value * 0.36 < Number(one.amountCny) * 100) : undefined;
  if (carnet !== undefined) {
    cover = 'carnet';
    reserved.set(carnet.key, (reserved.get(carnet.key) ?? 0) + value * 0.36);
  }
  return {
    key: draft.key, kind, cover, company, agent: slot.ofPersona || chance.percent(40) ? null : agents[chance.pick(company.agents)]!, ...way, venue: venues[venueOf[kind] ?? chance.whole(1, 3)]!, dispatchCountry: origin, freeQuota: kind === 'K14' && cover === 'exempt',
    list, valueFen: value, pieces: list.head.packages ?? 0, instrument: carnet?.key ?? (cover === 'organiser' ? organiserGuarantee.key : null), at, story, fate: fateOf(kind, at.release, cover, number),
  };
}

// Whole fen by weight; what rounding leaves goes to the first ones, one each.
function shares(wholeFen: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const parts = weights.map((weight) => Math.floor((wholeFen / sum) * weight));
  let left = wholeFen - parts.reduce((total, part) => total + part, 0);
  for (let place = 0; left > 0; place = (place + 1) % parts.length, left -= 1) parts[place]! += 1;
  return parts;
}

/** Plans all goods of the world from a seed. Shape: by the instant of filing; counts and sums of the periods as published, whatever the seed. */
export function planGoods(seed: string): GoodsPlan {
  const companies = companiesOf(seed);
  const slots = slotsOf(seed);
  const drafts = slots.map((slot, number) => draftOf(seed, slot, number, companies));
  const reserved = new Map<string, number>();
  const specs: ConsignmentSpec[] = [];
  for (const period of [0, 1, 2, null]) {
    const own = drafts.map((draft, number) => ({ draft, number })).filter(({ draft }) => draft.slot.period === period);
    const published = period === null ? null : goodsPeriods[period]!.valueFen;
    const arms = own.filter(({ draft }) => draft.slot.arms !== null).map(({ draft, number }) => specOf(draft, 0, number, reserved));
    const others = own.filter(({ draft }) => draft.slot.arms === null);
    const weights = others.map(({ draft }) => draft.weight * 100);
    const values = published === null ? weights.map(Math.round) : shares(published - arms.reduce((sum, spec) => sum + spec.valueFen, 0), weights);
    const made = [...arms, ...others.map(({ draft, number }, place) => specOf(draft, values[place]!, number, reserved))];
    specs.push(...(published === null ? made : summingTo(made, published)));
  }
  return { companies, consignments: specs.toSorted((one, other) => one.at.submit - other.at.submit) };
}

// Lists in other currencies come only near their value: the largest list in yuan takes the difference, so that the period is exact to the fen.
function summingTo(specs: readonly ConsignmentSpec[], wholeFen: number): ConsignmentSpec[] {
  const missing = wholeFen - specs.reduce((sum, spec) => sum + spec.valueFen, 0);
  const largest = specs.filter((spec) => spec.list.head.currency === 'CNY').reduce((one, other) => (other.valueFen > one.valueFen ? other : one));
  const valueFen = largest.valueFen + missing;
  return specs.map((spec) => (spec === largest ? { ...spec, valueFen, list: worthExactly(spec.list, valueFen, portDay(spec.at.submit)) } : spec));
}

/** Says whether a consignment is released by the instant at which the world is made. */
export function isReleased(spec: ConsignmentSpec): boolean {
  return spec.at.release <= madeUntil;
}
