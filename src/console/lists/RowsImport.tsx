import { useRef, useState, type ReactNode } from 'react';
import { readView, type Act } from '../client.ts';
import { Status, type Tone } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { ErrorState } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { FileChoice, type Chosen } from '../food/FileChoice.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { fileText } from '../goods/list-saying.ts';
import { Refused } from '../http.ts';
import { useWords } from '../words.tsx';
import { NotTaken } from './NotTaken.tsx';
import '../goods/registers.css';

/** Is what the server says of a file before it is taken: what each row would change, and what is kept out. */
export type CheckedRows = { readonly changes: readonly { readonly state: string }[]; readonly quarantined: readonly { readonly row: number }[] };

/** Is a row of a file as it is shown. Shape: `problem` is said where the row is refused, else empty. */
export type ShownRow<State extends string> = { readonly key: string; readonly row: number; readonly state: State; readonly problem: string };

const mostShown = 2000;

/** Is the dialog that takes a file of rows: it shows by row what the file changes, and sends it once that is confirmed. Shape: `words` is where the phrases of the file's kind stand. */
export function RowsImport<Checked extends CheckedRows, Result>({ words, title, columns, view, input = {}, act, extra, onTaken, onClose, children }: {
  readonly words: 'goodsReferences' | 'roster';
  readonly title: string;
  /** Which columns the file has. */
  readonly columns: string;
  readonly view: string;
  /** What is asked of the view beside the file. */
  readonly input?: object;
  readonly act: Act<Chosen, Result>;
  /** What stands beside the choice until a file was chosen. */
  readonly extra?: ReactNode;
  readonly onTaken: (result: Result) => void;
  readonly onClose: () => void;
  readonly children: (checked: Checked) => ReactNode;
}): ReactNode {
  const { t } = useWords();
  const [file, setFile] = useState<Chosen | undefined>(undefined);
  const [checked, setChecked] = useState<Checked | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  // A newer file makes the answer about an older one void.
  const turn = useRef(0);
  const check = (next: Chosen): void => {
    const mine = ++turn.current;
    setFile(next);
    setChecked(undefined);
    setError(undefined);
    act.reset();
    void readView<Checked>(view, { ...input, ...next }).then(({ data }) => { if (mine === turn.current) setChecked(data); }, (failed: unknown) => { if (mine === turn.current) setError(failed); });
  };
  const news = checked?.changes.filter((one) => one.state !== 'unchanged').length ?? 0;
  const against = file === undefined ? t(`${words}.chooseFirst`) : checked === undefined ? t(error === undefined ? `${words}.checking` : `${words}.nothingUsable`) : checked.changes.length === 0 ? t(`${words}.nothingUsable`) : news === 0 ? t(`${words}.nothingNew`) : undefined;
  return (
    <Dialog title={title} open stays wide onClose={onClose}>
      <ActForm act={act} icon="check" label={news === 0 ? t(`${words}.import`) : t(`${words}.confirm`, { count: news })} disabledReason={against} extra={<Button onPress={onClose}>{t(`${words}.cancel`)}</Button>} onSubmit={() => {
        if (file !== undefined) void act.run(file).then((answer) => {
          if (!answer?.ok) return;
          onTaken(answer.result);
          onClose();
        });
      }}>
        <FileChoice chosen={file} accept=".csv,.tsv,.txt,.xlsx" title={t(`${words}.drop`)} detail={columns} choose={t(file === undefined ? `${words}.choose` : `${words}.another`)} broken={t(`${words}.unread`)} onChoose={check} />
        {file === undefined && extra}
        {file !== undefined && checked === undefined && error === undefined && <p role="status" className="tg-muted"><span className="tg-spinner" aria-hidden="true" /> {t(`${words}.checking`)}</p>}
        {error !== undefined && <Unread error={error} onRetry={() => { if (file !== undefined) check(file); }} />}
        {checked && children(checked)}
      </ActForm>
    </Dialog>
  );
}

function Unread({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const words = useWords();
  if (!(error instanceof Refused)) return <ErrorState error={error} onRetry={onRetry} />;
  const { what, fix } = fileText(words, String(error.refusal.params?.['code'] ?? ''));
  return what === undefined ? <NotTaken what={words.refusal(error.refusal)} /> : <NotTaken what={what} {...(fix === undefined ? {} : { fix })} />;
}

/** Shows the rows of a file that was checked, those of one state if one asks for it. Shape: row and state come first, then the columns given; a row of several problems counts once. */
export function RowsPreview<State extends string, Row extends ShownRow<State>>({ words, title, states, tones, rows, columns }: {
  readonly words: 'goodsReferences' | 'roster';
  readonly title: string;
  readonly states: readonly State[];
  readonly tones: Readonly<Record<State, Tone>>;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
}): ReactNode {
  const { t, find, number } = useWords();
  const [only, setOnly] = useState<State | 'all'>('all');
  const nameOf = (state: State): string => find(`${words}.state.${state}`) ?? state;
  const count = (state: State): number => new Set(rows.filter((one) => one.state === state).map((one) => one.row)).size;
  const shown = rows.filter((one) => only === 'all' || one.state === only).toSorted((one, other) => one.row - other.row);
  const all: readonly Column<Row>[] = [
    { key: 'row', title: t(`${words}.row`), align: 'end', width: '56px', sortValue: (one) => one.row, cell: (one) => one.row },
    { key: 'state', title: t(`${words}.effect`), sortValue: (one) => states.indexOf(one.state), cell: (one) => <Status tone={tones[one.state]}>{nameOf(one.state)}</Status> },
    ...columns,
  ];
  return (
    <div className="tg-stack">
      <div className="tg-segments gr-states" role="group" aria-label={t(`${words}.effect`)}>
        <button type="button" aria-pressed={only === 'all'} onClick={() => setOnly('all')}>{t(`${words}.all`)}</button>
        {states.map((state) => <button key={state} type="button" aria-pressed={only === state} onClick={() => setOnly(state)}>{nameOf(state)} {number(count(state))}</button>)}
      </div>
      <div className="gr-preview"><Table label={title} columns={all} rows={shown.slice(0, mostShown)} rowKey={(one) => one.key} maximumHeight={380} emptyTitle={t('design.noMatch')} /></div>
      {shown.length > mostShown && <p className="tg-muted">{t('goodsReferences.mostShown', { count: mostShown })}</p>}
    </div>
  );
}
