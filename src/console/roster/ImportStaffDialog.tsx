import { useRef, useState, type ReactNode } from 'react';
import { staffTemplate } from '../../modules/roster/rules/staff-template.ts';
import type { StaffRowProblem } from '../../modules/roster/rules/staff-rows.ts';
import type { TierName } from '../../modules/roster/catalogue.ts';
import { readView, useAct } from '../client.ts';
import { Status, type Tone } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { ErrorState } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { FileChoice, type Chosen } from '../food/FileChoice.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { fileText } from '../goods/list-saying.ts';
import { Refused } from '../http.ts';
import { NotTaken } from '../lists/NotTaken.tsx';
import { saveText } from '../lists/saving-files.ts';
import { PaperMark } from './marks.tsx';
import { useRosterWords, type Paper } from './roster.ts';
import '../goods/registers.css';

const states = ['new', 'changed', 'unchanged', 'refused'] as const;
type State = (typeof states)[number];
const tones: Readonly<Record<State, Tone>> = { new: 'done', changed: 'current', unchanged: 'quiet', refused: 'wrong' };
type Change = { readonly row: number; readonly state: 'new' | 'changed' | 'unchanged'; readonly staffNumber: string; readonly nameEn: string; readonly nameZh: string; readonly tier: TierName; readonly pointCode: string; readonly certificates: readonly Paper[] };
type Checked = { readonly changes: readonly Change[]; readonly quarantined: readonly StaffRowProblem[] };
type Shown = { readonly key: string; readonly row: number; readonly state: State; readonly change?: Change; readonly problem: string };
const mostShown = 2000;
const topics = ['roster'];

/** Takes a staff list, shows by row whom it brings and what is kept out, and takes it in once that is confirmed. */
export function ImportStaffDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useRosterWords();
  const { t, language } = words;
  const notify = useNotify();
  const take = useAct<Chosen, { readonly added: number; readonly changed: number; readonly quarantined: readonly unknown[] }>('roster.importStaff', { topics });
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
    take.reset();
    void readView<Checked>('roster.checkStaff', next).then(({ data }) => { if (mine === turn.current) setChecked(data); }, (failed: unknown) => { if (mine === turn.current) setError(failed); });
  };
  const news = checked?.changes.filter((one) => one.state !== 'unchanged').length ?? 0;
  const against = file === undefined ? t('roster.chooseFirst') : checked === undefined ? t(error === undefined ? 'roster.checking' : 'roster.nothingUsable') : checked.changes.length === 0 ? t('roster.nothingUsable') : news === 0 ? t('roster.nothingNew') : undefined;
  return (
    <Dialog title={t('roster.importTitle')} open stays wide onClose={onClose}>
      <ActForm act={take} icon="check" label={news === 0 ? t('roster.import') : t('roster.confirm', { count: news })} disabledReason={against} extra={<Button onPress={onClose}>{t('roster.cancel')}</Button>} onSubmit={() => {
        if (file !== undefined) void take.run(file).then((answer) => {
          if (!answer?.ok) return;
          const { added, changed, quarantined } = answer.result;
          notify(`${t('roster.taken', { count: added + changed })}${quarantined.length === 0 ? '' : ` ${t('roster.keptOut', { count: quarantined.length })}`}`);
          onClose();
        });
      }}>
        <FileChoice chosen={file} accept=".csv,.tsv,.txt,.xlsx" title={t('roster.drop')} detail={t('roster.columns')} choose={t(file === undefined ? 'roster.choose' : 'roster.another')} broken={t('roster.unread')} onChoose={check} />
        {file === undefined && <div><Button icon="download" onPress={() => saveText(language === 'zh' ? '人员名单.csv' : 'staff-list.csv', 'text/csv;charset=utf-8', staffTemplate(language))}>{t('roster.template')}</Button></div>}
        {file !== undefined && checked === undefined && error === undefined && <p role="status" className="tg-muted"><span className="tg-spinner" aria-hidden="true" /> {t('roster.checking')}</p>}
        {error !== undefined && <Unread error={error} onRetry={() => { if (file !== undefined) check(file); }} />}
        {checked && <Preview checked={checked} />}
      </ActForm>
    </Dialog>
  );
}

function Unread({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const words = useRosterWords();
  if (!(error instanceof Refused)) return <ErrorState error={error} onRetry={onRetry} />;
  const { what, fix } = fileText(words, String(error.refusal.params?.['code'] ?? ''));
  return <NotTaken what={what ?? words.refusal(error.refusal)} {...(what === undefined || fix === undefined ? {} : { fix })} />;
}

function Preview({ checked }: { readonly checked: Checked }): ReactNode {
  const { t, number, named, tierName } = useRosterWords();
  const [only, setOnly] = useState<State | 'all'>('all');
  const all: readonly Shown[] = [
    ...checked.changes.map((change) => ({ key: `${change.row}`, row: change.row, state: change.state, change, problem: '' })),
    ...checked.quarantined.map((one, place) => ({ key: `${one.row} ${one.column} ${place}`, row: one.row, state: 'refused' as const, problem: `${one.column === '' ? '' : `${t('roster.columnOf', { column: one.column })}: `}${t(`roster.kept.${one.code}`, one.params)}` })),
  ].toSorted((one, other) => one.row - other.row);
  const count = (state: State): number => (state === 'refused' ? new Set(checked.quarantined.map((one) => one.row)).size : all.filter((one) => one.state === state).length);
  const shown = all.filter((one) => only === 'all' || one.state === only);
  const columns: readonly Column<Shown>[] = [
    { key: 'row', title: t('roster.row'), align: 'end', width: '56px', sortValue: (one) => one.row, cell: (one) => one.row },
    { key: 'state', title: t('roster.effect'), sortValue: (one) => states.indexOf(one.state), cell: (one) => <Status tone={tones[one.state]}>{t(`roster.state.${one.state}`)}</Status> },
    { key: 'person', title: t('roster.person'), sortValue: (one) => one.change?.staffNumber, cell: (one) => (one.change === undefined ? <span className="tg-muted">–</span> : <span className="gr-two tg-nowrap"><span>{named(one.change)}</span><span className="tg-muted"><span className="tg-code">{one.change.staffNumber}</span> · {tierName(one.change.tier)} · {one.change.pointCode}</span></span>) },
    { key: 'brings', title: t('roster.brings'), width: '60%', cell: (one) => (one.problem !== '' ? <span className="ro-wrong">{one.problem}</span> : one.change === undefined || one.change.certificates.length === 0 ? <span className="tg-muted">–</span> : <span className="ro-papers">{one.change.certificates.map((paper) => <PaperMark key={paper.skill} paper={paper} today={paper.validFrom} />)}</span>) },
  ];
  return (
    <div className="tg-stack">
      <div className="tg-segments gr-states" role="group" aria-label={t('roster.effect')}>
        <button type="button" aria-pressed={only === 'all'} onClick={() => setOnly('all')}>{t('roster.all')}</button>
        {states.map((state) => <button key={state} type="button" aria-pressed={only === state} onClick={() => setOnly(state)}>{t(`roster.state.${state}`)} {number(count(state))}</button>)}
      </div>
      <div className="gr-preview"><Table label={t('roster.importTitle')} columns={columns} rows={shown.slice(0, mostShown)} rowKey={(one) => one.key} maximumHeight={380} emptyTitle={t('design.noMatch')} /></div>
      {shown.length > mostShown && <p className="tg-muted">{t('goodsReferences.mostShown', { count: mostShown })}</p>}
    </div>
  );
}
