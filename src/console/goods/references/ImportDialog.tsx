import type { ReactNode } from 'react';
import { rowStates, type KeptRow, type ReferenceKind } from '../../../modules/goods/rules/reference-rows.ts';
import { useAct } from '../../client.ts';
import type { Tone } from '../../design/Badge.tsx';
import { useNotify } from '../../design/Toast.tsx';
import type { Chosen } from '../../food/FileChoice.tsx';
import { RowsImport, RowsPreview, type ShownRow } from '../../lists/RowsImport.tsx';
import { useReferenceWords, useRowText, type CheckedReference } from './references.ts';

const states = [...rowStates, 'refused'] as const;
type State = (typeof states)[number];
const tones: Readonly<Record<State, Tone>> = { added: 'done', superseded: 'current', unchanged: 'quiet', refused: 'wrong' };
type Shown = ShownRow<State> & { readonly code: string; readonly before: KeptRow | null; readonly after: KeptRow | null };

/** Takes a file of the tariff or of exchange rates, shows by row what it changes, and imports it once that is confirmed. */
export function ImportDialog({ kind, onClose }: { readonly kind: ReferenceKind; readonly onClose: () => void }): ReactNode {
  const { t } = useReferenceWords();
  const notify = useNotify();
  const take = useAct<Chosen, { readonly rows: number }>(kind === 'tariff' ? 'goods.importTariff' : 'goods.importRates', { topics: ['references'] });
  return (
    <RowsImport<CheckedReference, { readonly rows: number }> words="goodsReferences" title={t(`goodsReferences.importOf.${kind}`)} columns={t(`goodsReferences.columns.${kind}`)} view="goods.checkReferences" input={{ kind }} act={take}
      onTaken={({ rows }) => notify(t('goodsReferences.done', { count: rows }))} onClose={onClose}>
      {(checked) => <Preview kind={kind} checked={checked} />}
    </RowsImport>
  );
}

function Preview({ kind, checked }: { readonly kind: ReferenceKind; readonly checked: CheckedReference }): ReactNode {
  const { t, find } = useReferenceWords();
  const textOf = useRowText(kind);
  const rows: readonly Shown[] = [
    ...checked.changes.map(({ row, state, before, after }) => ({ key: `${row}`, row, state, code: after.code, before, after, problem: '' })),
    ...checked.quarantined.map((one) => ({ key: `${one.where} ${one.code}`, row: one.row, state: 'refused' as const, code: '', before: null, after: null, problem: `${one.column === '' ? '' : `${t('goodsReferences.columnOf', { column: one.column })}: `}${find(`goodsReferences.kept.${one.code}`, one.params) ?? one.reason}` })),
  ];
  const cell = (row: KeptRow | null): ReactNode => {
    if (row === null) return <span className="tg-muted">–</span>;
    const { what, when } = textOf(row);
    return <span className="gr-two"><span>{what}</span><span className="tg-muted">{when}</span></span>;
  };
  return <RowsPreview<State, Shown> words="goodsReferences" title={t(`goodsReferences.importOf.${kind}`)} states={states} tones={tones} rows={rows} columns={[
    { key: 'code', title: t(kind === 'tariff' ? 'goodsReferences.code' : 'goodsReferences.currency'), sortValue: (one) => one.code, cell: (one) => <span className="tg-code">{one.code === '' ? '–' : one.code}</span> },
    { key: 'after', title: t('goodsReferences.after'), cell: (one) => (one.problem === '' ? cell(one.after) : <span className="gr-wrong">{one.problem}</span>) },
    { key: 'before', title: t('goodsReferences.before'), cell: (one) => cell(one.state === 'unchanged' ? null : one.before) },
  ]} />;
}
