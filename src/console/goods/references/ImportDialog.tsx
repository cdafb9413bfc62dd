import { useRef, useState, type ReactNode } from 'react';
import { rowStates, type KeptRow, type ReferenceKind } from '../../../modules/goods/rules/reference-rows.ts';
import { readView, useAct } from '../../client.ts';
import { Status, type Tone } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { ErrorState } from '../../design/States.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { FileChoice, type Chosen } from '../../food/FileChoice.tsx';
import { Refused } from '../../http.ts';
import { NotTaken } from '../../lists/NotTaken.tsx';
import { fileText } from '../list-saying.ts';
import { ActForm } from '../desk/ActForm.tsx';
import { useReferenceWords, useRowText, type CheckedReference } from './references.ts';

const states = [...rowStates, 'refused'] as const;
type State = (typeof states)[number];
const tones: Readonly<Record<State, Tone>> = { added: 'done', superseded: 'current', unchanged: 'quiet', refused: 'wrong' };
type Shown = { readonly key: string; readonly row: number; readonly state: State; readonly code: string; readonly before: KeptRow | null; readonly after: KeptRow | null; readonly problem: string };
const mostShown = 2000;

/** Takes a file of the tariff or of exchange rates, shows by row what it changes, and imports it once that is confirmed. */
export function ImportDialog({ kind, onClose }: { readonly kind: ReferenceKind; readonly onClose: () => void }): ReactNode {
  const { t } = useReferenceWords();
  const notify = useNotify();
  const take = useAct<Chosen, { readonly rows: number }>(kind === 'tariff' ? 'goods.importTariff' : 'goods.importRates', { topics: ['references'] });
  const [file, setFile] = useState<Chosen | undefined>(undefined);
  const [checked, setChecked] = useState<CheckedReference | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  // A newer file makes the answer about an older one void.
  const turn = useRef(0);
  const check = (next: Chosen): void => {
    const mine = ++turn.current;
    setFile(next);
    setChecked(undefined);
    setError(undefined);
    take.reset();
    void readView<CheckedReference>('goods.checkReferences', { kind, ...next }).then(({ data }) => { if (mine === turn.current) setChecked(data); }, (failed: unknown) => { if (mine === turn.current) setError(failed); });
  };
  const news = checked?.changes.filter((one) => one.state !== 'unchanged').length ?? 0;
  const against = file === undefined ? t('goodsReferences.chooseFirst') : checked === undefined ? (error === undefined ? t('goodsReferences.checking') : t('goodsReferences.nothingUsable')) : checked.changes.length === 0 ? t('goodsReferences.nothingUsable') : news === 0 ? t('goodsReferences.nothingNew') : undefined;
  return (
    <Dialog title={t(`goodsReferences.importOf.${kind}`)} open stays wide onClose={onClose}>
      <ActForm act={take} icon="check" label={news === 0 ? t('goodsReferences.import') : t('goodsReferences.confirm', { count: news })} disabledReason={against} extra={<Button onPress={onClose}>{t('goodsReferences.cancel')}</Button>} onSubmit={() => {
        if (file !== undefined) void take.run(file).then((answer) => {
          if (!answer?.ok) return;
          notify(t('goodsReferences.done', { count: answer.result.rows }));
          onClose();
        });
      }}>
        <FileChoice chosen={file} accept=".csv,.tsv,.txt,.xlsx" title={t('goodsReferences.drop')} detail={t(`goodsReferences.columns.${kind}`)} choose={file === undefined ? t('goodsReferences.choose') : t('goodsReferences.another')} broken={t('goodsReferences.unread')} onChoose={check} />
        {file !== undefined && checked === undefined && error === undefined && <p role="status" className="tg-muted"><span className="tg-spinner" aria-hidden="true" /> {t('goodsReferences.checking')}</p>}
        {error !== undefined && <Unread error={error} onRetry={() => { if (file !== undefined) check(file); }} />}
        {checked && <Preview kind={kind} checked={checked} />}
      </ActForm>
    </Dialog>
  );
}

function Unread({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const words = useReferenceWords();
  if (!(error instanceof Refused)) return <ErrorState error={error} onRetry={onRetry} />;
  const { what, fix } = fileText(words, String(error.refusal.params?.['code'] ?? ''));
  return what === undefined ? <NotTaken what={words.refusal(error.refusal)} /> : <NotTaken what={what} {...(fix === undefined ? {} : { fix })} />;
}

function Preview({ kind, checked }: { readonly kind: ReferenceKind; readonly checked: CheckedReference }): ReactNode {
  const words = useReferenceWords();
  const { t, find, number } = words;
  const textOf = useRowText(kind);
  const [only, setOnly] = useState<State | 'all'>('all');
  const all: readonly Shown[] = [
    ...checked.changes.map(({ row, state, before, after }) => ({ key: `${row}`, row, state, code: after.code, before, after, problem: '' })),
    ...checked.quarantined.map((one) => ({ key: `${one.where} ${one.code}`, row: one.row, state: 'refused' as const, code: '', before: null, after: null, problem: `${one.column === '' ? '' : `${t('goodsReferences.columnOf', { column: one.column })}: `}${find(`goodsReferences.kept.${one.code}`, one.params) ?? one.reason}` })),
  ].toSorted((one, other) => one.row - other.row);
  const count = (state: State): number => (state === 'refused' ? new Set(checked.quarantined.map((one) => one.row)).size : all.filter((one) => one.state === state).length);
  const shown = all.filter((one) => only === 'all' || one.state === only);
  const cell = (row: KeptRow | null): ReactNode => {
    if (row === null) return <span className="tg-muted">–</span>;
    const { what, when } = textOf(row);
    return <span className="gr-two"><span>{what}</span><span className="tg-muted">{when}</span></span>;
  };
  const columns: readonly Column<Shown>[] = [
    { key: 'row', title: t('goodsReferences.row'), align: 'end', width: '56px', sortValue: (one) => one.row, cell: (one) => one.row },
    { key: 'state', title: t('goodsReferences.effect'), sortValue: (one) => states.indexOf(one.state), cell: (one) => <Status tone={tones[one.state]}>{t(`goodsReferences.state.${one.state}`)}</Status> },
    { key: 'code', title: t(kind === 'tariff' ? 'goodsReferences.code' : 'goodsReferences.currency'), sortValue: (one) => one.code, cell: (one) => <span className="tg-code">{one.code === '' ? '–' : one.code}</span> },
    { key: 'after', title: t('goodsReferences.after'), cell: (one) => (one.problem === '' ? cell(one.after) : <span className="gr-wrong">{one.problem}</span>) },
    { key: 'before', title: t('goodsReferences.before'), cell: (one) => cell(one.state === 'unchanged' ? null : one.before) },
  ];
  return (
    <div className="tg-stack">
      <div className="tg-segments gr-states" role="group" aria-label={t('goodsReferences.effect')}>
        <button type="button" aria-pressed={only === 'all'} onClick={() => setOnly('all')}>{t('goodsReferences.all')}</button>
        {states.map((state) => <button key={state} type="button" aria-pressed={only === state} onClick={() => setOnly(state)}>{t(`goodsReferences.state.${state}`)} {number(count(state))}</button>)}
      </div>
      <div className="gr-preview"><Table label={t(`goodsReferences.importOf.${kind}`)} columns={columns} rows={shown.slice(0, mostShown)} rowKey={(one) => one.key} maximumHeight={380} emptyTitle={t('design.noMatch')} /></div>
      {shown.length > mostShown && <p className="tg-muted">{t('goodsReferences.mostShown', { count: mostShown })}</p>}
    </div>
  );
}
