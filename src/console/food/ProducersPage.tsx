import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAddress, useTyped } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useWords } from '../words.tsx';
import { FileChoice, type Chosen } from './FileChoice.tsx';
import { useHas } from './marks.tsx';
import { Problems } from './Problems.tsx';
import type { RowProblem } from './shapes.ts';
import '../goods/goods.css';
import './food.css';

type Producer = { readonly number: string; readonly name: string; readonly country: string; readonly categories: readonly string[]; readonly validFrom: string; readonly validUntil: string | null; readonly suspendedFrom: string | null; readonly standing: 'registered' | 'notYet' | 'expired' | 'suspended'; readonly source: string; readonly importedAt: string; readonly lots: number };
const topics = ['producers', 'food'];

/** The register of overseas producers, with how each stands today; imported as a file. */
export function ProducersPage(): ReactNode {
  const { t, find, date } = useWords();
  const may = useHas()(['foodSupervisor', 'customsOfficer', 'dutyOfficer']);
  const [query] = useAddress();
  const search = query.get('search') ?? '';
  const [typed, setTyped] = useTyped('search');
  const [importing, setImporting] = useState(false);
  const view = useView<{ readonly producers: readonly Producer[]; readonly total: number }>('food.producers', search === '' ? {} : { search }, { topics });
  const columns: readonly Column<Producer>[] = [
    { key: 'number', title: t('food.producerNumber'), sortValue: (one) => one.number, cell: (one) => <span className="tg-code tg-nowrap">{one.number}</span> },
    { key: 'name', title: t('food.producer'), sortValue: (one) => one.name, cell: (one) => one.name },
    { key: 'country', title: t('food.country'), sortValue: (one) => one.country, cell: (one) => one.country },
    { key: 'standing', title: t('food.stateColumn'), sortValue: (one) => one.standing, cell: (one) => <span className="fd-two"><Status tone={one.standing === 'registered' ? 'done' : one.standing === 'notYet' ? 'neutral' : 'wrong'}>{t(`food.standing.${one.standing}`)}</Status>{one.suspendedFrom !== null && <span className="tg-muted">{t('food.suspendedFrom', { day: date(one.suspendedFrom) })}</span>}</span> },
    { key: 'categories', title: t('food.categories'), cell: (one) => one.categories.map((name) => find(`food.category.${name}`) ?? name).join(t('food.comma')) },
    { key: 'valid', title: t('food.valid'), sortValue: (one) => one.validUntil ?? '9999', cell: (one) => <span className="tg-nowrap">{date(one.validFrom)} – {one.validUntil === null ? t('food.noEnd') : date(one.validUntil)}</span> },
    { key: 'lots', title: t('food.lotsNaming'), align: 'end', sortValue: (one) => one.lots, cell: (one) => (one.lots === 0 ? <span className="tg-muted">0</span> : <Link to={`/food?search=${encodeURIComponent(one.number)}`}>{one.lots}</Link>) },
    { key: 'source', title: t('food.source'), cell: (one) => <span className="tg-muted">{one.source} · {date(one.importedAt)}</span> },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={t('food.producers')} detail={t('food.producersDetail')} actions={may && <Button kind="primary" icon="upload" onPress={() => setImporting(true)}>{t('food.importRegister')}</Button>} />
      <div className="tg-filters"><div className="tg-filters-search"><TextField label={t('food.search')} type="search" value={typed} onChange={setTyped} /></div></div>
      <Panel flush><Table label={t('food.producers')} columns={columns} rows={view.data?.data.producers} rowKey={(one) => one.number} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('food.noProducers')} emptyDetail={t('food.noProducersDetail')} tone={(one) => (one.standing === 'suspended' || one.standing === 'expired' ? 'wrong' : undefined)} /></Panel>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </div>
  );
}

function ImportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const notify = useNotify();
  const take = useAct<unknown, { readonly rows: number; readonly problems: readonly RowProblem[] }>('food.importProducers', { topics });
  const [file, setFile] = useState<Chosen | undefined>(undefined);
  const [problems, setProblems] = useState<readonly RowProblem[]>([]);
  return (
    <Dialog title={t('food.importRegister')} open stays wide onClose={onClose}>
      <ActForm act={take} label={t('food.importRegister')} icon="upload" disabledReason={file === undefined ? t('food.importHint') : problems.length > 0 ? t('food.keptOut', { count: problems.length }) : undefined} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        void take.run(file).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.imported', { count: answer.result.rows }));
          if (answer.result.problems.length === 0) onClose();
          else setProblems(answer.result.problems);
        });
      }}>
        <FileChoice chosen={file} title={t('food.importRegister')} detail={t('food.importHint')} choose={t('goodsRegisters.choose')} onChoose={(next) => { setFile(next); setProblems([]); }} />
        {problems.length > 0 && <Problems problems={problems} title={t('food.keptOut', { count: new Set(problems.map((problem) => problem.row)).size })} />}
      </ActForm>
    </Dialog>
  );
}
