import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { illustrativeRates } from '../../modules/goods/catalogue/exchange.ts';
import { findRate } from '../../modules/goods/rules/exchange.ts';
import { listedLines } from '../../modules/goods/rules/listed.ts';
import type { GoodsLine, GoodsList } from '../../modules/goods/shapes/list.ts';
import type { Chance } from '../random.ts';
import { stock } from './stock.ts';
import type { Article } from './stock.ts';

/** Is what a list is drawn for. */
export interface ListWish {
  readonly key: string;
  readonly kind: ConsignmentKind;
  readonly consignee: string;
  readonly creditCode: string;
  readonly pointCode: string;
  readonly filedOn: string;
  readonly releasedOn: string;
  readonly currency: string;
  /** What the list should come to. Unit: fen. Lists in yuan come to it exactly, lists in other currencies nearly. */
  readonly valueFen: number;
  readonly origin: string;
}

interface Choice { readonly article: Article; quantity: number }

const models = ['A1', 'B2', 'C3', 'D4', 'E5', 'F6', 'G7', 'H8', 'J9', 'K10', 'L11', 'M12'];
const mostLines = 12;

const textOf = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

// A code that one edition of the tariff has and the other has not can only be used by goods that come and are released under the same one.
function codeOf(article: Article, wish: Pick<ListWish, 'filedOn' | 'releasedOn'>): string | undefined {
  if (article.hs2022 === null || wish.releasedOn < '2022-01-01') return article.hs;
  return wish.filedOn >= '2022-01-01' ? article.hs2022 : undefined;
}

const sumOf = (choices: readonly Choice[]): number => choices.reduce((sum, { article, quantity }) => sum + article.price * quantity, 0);

// Draws goods until their usual prices come near the wished value: lines are added where it is more, and the dearest taken away where it is less.
function choose(chance: Chance, articles: readonly Article[], wishedCny: number): Choice[] {
  const one = (): Choice => { const article = chance.pick(articles); return { article, quantity: chance.whole(1, Math.max(1, Math.ceil(article.most / 3))) }; };
  const choices = Array.from({ length: 1 + Math.floor(chance.next() ** 2 * 7) }, one);
  for (let round = 0; round < 40; round += 1) {
    const factor = wishedCny / sumOf(choices);
    if (factor > 0.7 && factor < 1.4) break;
    for (const choice of choices) choice.quantity = Math.min(choice.article.most, Math.max(1, Math.round(choice.quantity * factor)));
    const left = wishedCny / sumOf(choices);
    if (left > 1.4 && choices.length < mostLines) choices.push(one());
    else if (left < 0.7 && choices.length > 1) choices.splice(choices.reduce((dearest, { article, quantity }, place) => (article.price * quantity > choices[dearest]!.article.price * choices[dearest]!.quantity ? place : dearest), 0), 1);
    else if (left < 0.7) choices.splice(0, 1, { article: articles.toSorted((first, other) => first.price - other.price)[round % 2 === 0 ? 0 : Math.min(1, articles.length - 1)]!, quantity: 1 });
  }
  return choices;
}

/** Makes a line of a list. Unit: cents of the currency; null where the unit value is left out because the total is what counts. */
export function lineOf(key: string, position: number, article: Article, quantity: number, value: { readonly hsCode: string; readonly currency: string; readonly unitCents: number | null; readonly totalCents: number }, origin: string): GoodsLine {
  const model = models[(position - 1) % models.length]!;
  const packages = Math.max(1, Math.min(quantity, Math.ceil((quantity * article.weight) / 400)));
  const net = quantity * article.weight;
  return {
    position, descriptionEn: article.en, descriptionZh: article.zh, brand: 'Invented', model: `${article.serial ?? 'MODEL'}-${model}`, hsCode: value.hsCode, quantity: String(quantity), unit: article.unit,
    ...(value.unitCents === null ? {} : { unitValue: textOf(value.unitCents) }), totalValue: textOf(value.totalCents), currency: value.currency, origin, grossKilograms: String(net + packages * 2), netKilograms: String(net), packages,
    serials: article.serial === null ? [] : Array.from({ length: quantity }, (_, place) => `${article.serial}-${key}-${position}${String(place + 1).padStart(2, '0')}`),
  };
}

/** Puts lines under a head whose sums agree with them. */
export function listUnderHead(wish: Pick<ListWish, 'key' | 'consignee' | 'creditCode' | 'currency' | 'pointCode' | 'releasedOn'>, title: string, lines: readonly GoodsLine[]): GoodsList {
  const sum = (of: (line: GoodsLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  return {
    head: {
      title, consignee: wish.consignee, creditCode: wish.creditCode, reference: `LIST-${wish.key}`, lines: lines.length, packages: sum((line) => line.packages ?? 0), grossKilograms: String(sum((line) => Number(line.grossKilograms))), netKilograms: String(sum((line) => Number(line.netKilograms))),
      totalValue: textOf(sum((line) => Number(line.totalValue.replace('.', '')))), currency: wish.currency, pointCode: wish.pointCode, arrivesOn: wish.releasedOn,
    },
    lines: [...lines],
  };
}

/** Counts what a list comes to on the day on which it is filed. Unit: fen. */
export function valueOf(list: GoodsList, filedOn: string): number {
  return Number(listedLines(list, filedOn, illustrativeRates).reduce((sum, line) => sum + line.valueFen, 0n));
}

/** Draws a goods list. */
export function drawList(chance: Chance, wish: ListWish, title: string): GoodsList {
  const articles = (stock[wish.kind] ?? []).filter((article) => codeOf(article, wish) !== undefined);
  const choices = choose(chance, articles, wish.valueFen / 100);
  const factor = wish.valueFen / 100 / sumOf(choices);
  const rate = Number(findRate(illustrativeRates, wish.currency, wish.filedOn).rate.toText(6));
  const lines = choices.map(({ article, quantity }, place) => {
    const unitCents = Math.max(1, Math.round((article.price * factor * 100) / rate));
    return lineOf(wish.key, place + 1, article, quantity, { hsCode: codeOf(article, wish)!, currency: wish.currency, unitCents, totalCents: unitCents * quantity }, wish.origin);
  });
  const list = listUnderHead(wish, title, lines);
  return wish.currency === 'CNY' ? worthExactly(list, wish.valueFen, wish.filedOn) : list;
}

/** Moves the value of the dearest line so that a list in yuan comes to a value exactly; that line then has no unit value, which could not divide it. Unit: fen. */
export function worthExactly(list: GoodsList, valueFen: number, filedOn: string): GoodsList {
  const missing = valueFen - valueOf(list, filedOn);
  const cents = list.lines.map((line) => Number(line.totalValue.replace('.', '')));
  const dearest = cents.indexOf(Math.max(...cents));
  const total = cents[dearest]! + missing;
  if (list.head.currency !== 'CNY' || total <= 0) throw new Error(`${list.head.reference} cannot be made worth ${valueFen}`);
  const { unitValue: _, ...line } = list.lines[dearest]!;
  return { head: { ...list.head, totalValue: textOf(valueFen) }, lines: list.lines.map((other, place) => (place === dearest ? { ...line, totalValue: textOf(total) } : other)) };
}
