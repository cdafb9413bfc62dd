import { useMemo } from 'react';
import type { BorderDecisionKind } from '../../modules/goods/catalogue/border-decisions.ts';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import { consignmentKinds } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { changedQuery, useAddress, type AddressChange } from '../address.ts';
import { useGoodsWords } from './registers.ts';

/** Lists the ways to group the figures of goods, as they are chosen. */
export const figureGroups = ['port', 'kind', 'month', 'day', 'lane'] as const;
/** Is a way to group the figures of goods. */
export type FigureGroup = (typeof figureGroups)[number];

/** Is one group of released consignments. Unit: fen. */
export type FigureRow = { readonly key: string; readonly name: { readonly en: string; readonly zh: string } | null; readonly consignments: number; readonly valueFen: number; readonly lines: number; readonly pieces: number };
/** Is what `goods.figures` gives. */
export type Figures = { readonly total: { readonly consignments: number; readonly valueFen: number }; readonly border: readonly { readonly kind: BorderDecisionKind; readonly decided: number; readonly open: number; readonly consignments: number; readonly valueFen: number }[]; readonly rows: readonly FigureRow[] };
/** Is a released consignment behind a figure. Unit: fen. */
export type FigureCase = { readonly consignmentId: string; readonly number: string; readonly kind: string; readonly party: { readonly en: string; readonly zh: string }; readonly pointCode: string; readonly releasedAt: string; readonly valueFen: number };

/** Is what is asked of the figures; it stands in the address. */
export type Asked = {
  readonly by: FigureGroup; readonly asOf: string | undefined; readonly from: string | undefined; readonly to: string | undefined;
  /** What the server is asked; undefined while a day or a time is none. */
  readonly input: { readonly groupBy: FigureGroup; readonly from?: string; readonly to?: string } | undefined;
  readonly wrong: boolean;
  /** The group whose consignments are open; `all` for the whole period. */
  readonly opened: string | undefined;
  readonly set: (change: AddressChange) => void;
  readonly addressOf: (opened: string) => string;
};

/** Reads from the address what is asked of the figures. */
export function useAsked(): Asked {
  const [query, set] = useAddress();
  return useMemo(() => {
    const [asOf, from, to] = ['asOf', 'from', 'to'].map((name) => query.get(name) ?? undefined);
    const by = figureGroups.find((one) => one === query.get('by')) ?? 'port';
    const wrong = from !== undefined && to !== undefined && from !== 'invalid' && to !== 'invalid' && from > to;
    const input = wrong || [asOf, from, to].includes('invalid') ? undefined : { groupBy: by, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    return { by, asOf, from, to, input, wrong, opened: query.get('open') ?? undefined, set, addressOf: (opened: string) => `?${changedQuery(query, { open: opened }).toString()}` };
  }, [query, set]);
}

/** Gives a component the names of groups: ports and kinds by name, days and months as they are written, lanes by their colour. */
export function useGroupName(): (by: FigureGroup, row: Pick<FigureRow, 'key' | 'name'>) => string {
  const { t, say, find, date, language } = useGoodsWords();
  return (by, row) => {
    if (by === 'port') return row.name === null ? row.key : `${row.key} ${say(row.name)}`;
    if (by === 'kind') { const kind = consignmentKinds.find((one) => one === row.key); return kind === undefined ? row.key : `${kind} ${say(kinds[kind].name)}`; }
    if (by === 'day') return date(row.key);
    if (by === 'month') { const [year = '', month = ''] = row.key.split('-'); return language === 'zh' ? `${year}年${Number(month)}月` : row.key; }
    return row.key === 'none' ? t('goodsRegisters.laneNone') : find(`facts.lane.colour.${row.key}`) ?? row.key;
  };
}

/** Writes the figures as CSV with a mark of UTF-8. Unit: value in CNY. */
export function figuresCsv(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  // A name that begins like a formula must stay text in a spreadsheet.
  const cell = (value: string | number): string => { const text = typeof value === 'string' && /^[=+\-@]/.test(value) ? `'${value}` : String(value); return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };
  return `\ufeff${[headings, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
