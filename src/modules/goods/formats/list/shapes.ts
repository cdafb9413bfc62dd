import { goodsList as words } from '../../../../words/console/goods-list.ts';
import { fill } from '../../../../words/words.ts';
import type { Finding, Quarantined } from '../../../travellers/formats/shapes.ts';
import type { ListProblem } from '../../rules/list.ts';
import type { GoodsList } from '../../shapes/list.ts';

/** Lists why a row or an entry of the head is kept out; each has its words at `goodsList.kept.<code>`. */
export const keptCodes = [
  'formula', 'error-cell', 'too-long', 'missing', 'number', 'number-ambiguous', 'whole-number', 'hs-code', 'digits-lost', 'unit', 'currency', 'currency-twice', 'origin', 'date', 'ambiguous-date', 'use', 'un-number', 'serial-range', 'too-many-serials',
  'absent', 'unknown-entry', 'unknown-part', 'not-an-object', 'not-text', 'text-long', 'serial-list', 'use-name',
] as const;

/** Is the code of one reason to keep a row out. */
export type KeptCode = (typeof keptCodes)[number];

/** Is one cell that keeps its row out. Shape: `reason` is the English words of `code` filled with `params`; the console fills those of its language. */
export interface KeptOut extends Quarantined {
  readonly code: KeptCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Is what the reader of goods lists answers. Shape: `list.lines` is empty where every row was kept out; `found.findings` holds what is odd but stops nothing. */
export interface ReadGoodsList {
  readonly format: 'goodsList';
  readonly list: GoodsList;
  readonly quarantined: readonly KeptOut[];
  readonly problems: readonly ListProblem[];
  /** What the head and a row of totals declare. */
  readonly declared: GoodsList['head'];
  readonly found: Readonly<Record<string, unknown>> & { readonly rows: number; readonly lines: number; readonly quarantinedRows: number; readonly findings: readonly Finding[] };
}

/** Says why a cell keeps its row out and how to put it right. */
export function keepOut(where: string, code: KeptCode, params: KeptOut['params'] = {}, raw = ''): KeptOut {
  const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, 200) : value]));
  return { where, code, reason: fill('en', words.en[`kept.${code}`], shown), params: shown, ...(raw === '' ? {} : { raw: raw.slice(0, 200) }) };
}
