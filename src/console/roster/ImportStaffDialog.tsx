import type { ReactNode } from 'react';
import { staffTemplate } from '../../modules/roster/rules/staff-template.ts';
import type { StaffRowProblem } from '../../modules/roster/rules/staff-rows.ts';
import type { TierName } from '../../modules/roster/catalogue.ts';
import { useAct } from '../client.ts';
import type { Tone } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { useNotify } from '../design/Toast.tsx';
import type { Chosen } from '../food/FileChoice.tsx';
import { RowsImport, RowsPreview, type ShownRow } from '../lists/RowsImport.tsx';
import { saveText } from '../lists/saving-files.ts';
import { PaperMark } from './marks.tsx';
import { useRosterWords, type Paper } from './roster.ts';

const states = ['new', 'changed', 'unchanged', 'refused'] as const;
type State = (typeof states)[number];
const tones: Readonly<Record<State, Tone>> = { new: 'done', changed: 'current', unchanged: 'quiet', refused: 'wrong' };
type Change = { readonly row: number; readonly state: 'new' | 'changed' | 'unchanged'; readonly staffNumber: string; readonly nameEn: string; readonly nameZh: string; readonly tier: TierName; readonly pointCode: string; readonly certificates: readonly Paper[] };
type Checked = { readonly changes: readonly Change[]; readonly quarantined: readonly StaffRowProblem[] };
type Shown = ShownRow<State> & { readonly change?: Change };
type Taken = { readonly added: number; readonly changed: number; readonly quarantined: readonly unknown[] };
const topics = ['roster'];

/** Takes a staff list, shows by row whom it brings and what is kept out, and takes it in once that is confirmed. */
export function ImportStaffDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, language } = useRosterWords();
  const notify = useNotify();
  const take = useAct<Chosen, Taken>('roster.importStaff', { topics });
  return (
    <RowsImport<Checked, Taken> words="roster" title={t('roster.importTitle')} columns={t('roster.columns')} view="roster.checkStaff" act={take}
      extra={<div><Button icon="download" onPress={() => saveText(language === 'zh' ? '人员名单.csv' : 'staff-list.csv', 'text/csv;charset=utf-8', staffTemplate(language))}>{t('roster.template')}</Button></div>}
      onTaken={({ added, changed, quarantined }) => notify(`${t('roster.taken', { count: added + changed })}${quarantined.length === 0 ? '' : ` ${t('roster.keptOut', { count: quarantined.length })}`}`)} onClose={onClose}>
      {(checked) => <Preview checked={checked} />}
    </RowsImport>
  );
}

function Preview({ checked }: { readonly checked: Checked }): ReactNode {
  const { t, named, tierName } = useRosterWords();
  const rows: readonly Shown[] = [
    ...checked.changes.map((change) => ({ key: `${change.row}`, row: change.row, state: change.state, change, problem: '' })),
    ...checked.quarantined.map((one, place) => ({ key: `${one.row} ${one.column} ${place}`, row: one.row, state: 'refused' as const, problem: `${one.column === '' ? '' : `${t('roster.columnOf', { column: one.column })}: `}${t(`roster.kept.${one.code}`, one.params)}` })),
  ];
  return <RowsPreview<State, Shown> words="roster" title={t('roster.importTitle')} states={states} tones={tones} rows={rows} columns={[
    { key: 'person', title: t('roster.person'), sortValue: (one) => one.change?.staffNumber, cell: (one) => (one.change === undefined ? <span className="tg-muted">–</span> : <span className="gr-two tg-nowrap"><span>{named(one.change)}</span><span className="tg-muted"><span className="tg-code">{one.change.staffNumber}</span> · {tierName(one.change.tier)} · {one.change.pointCode}</span></span>) },
    { key: 'brings', title: t('roster.brings'), width: '60%', cell: (one) => (one.problem !== '' ? <span className="ro-wrong">{one.problem}</span> : one.change === undefined || one.change.certificates.length === 0 ? <span className="tg-muted">–</span> : <span className="ro-papers">{one.change.certificates.map((paper) => <PaperMark key={paper.skill} paper={paper} today={paper.validFrom} />)}</span>) },
  ]} />;
}
