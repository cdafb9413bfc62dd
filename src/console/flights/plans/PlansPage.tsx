import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useView } from '../../client.ts';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import type { Direction } from '../../../modules/prescribed/shapes.ts';
import type { Text } from '../../../words/area.ts';
import { noteIn } from '../../../words/note-in.ts';
import '../flights.css';
import './plans.css';

type Named = { readonly planId: string; readonly version: number; readonly direction: Direction; readonly title: Text };
type Template = Named & { readonly createdAt: string; readonly notes: string; readonly differences: number };

/** The national baselines and the event templates, from which every flight's plan is made. */
export function PlansPage(): ReactNode {
  const { t, say, number, date, language } = useWords();
  const navigate = useNavigate();
  const view = useView<{ readonly baselines: readonly Named[]; readonly templates: readonly Template[] }>('flights.templates', {}, { topics: ['templates'] });
  const baselines: readonly Column<Named>[] = [
    { key: 'title', title: t('plans.plan'), cell: (row) => <strong>{say(row.title)}</strong> },
    { key: 'direction', title: t('flights.direction'), width: '140px', cell: (row) => t(`flights.${row.direction}`) },
    { key: 'version', title: t('flights.version'), width: '90px', align: 'end', cell: (row) => number(row.version) },
  ];
  const templates: readonly Column<Template>[] = [
    { key: 'title', title: t('plans.plan'), sortValue: (row) => say(row.title), cell: (row) => <span className="fl-difference"><strong>{say(row.title)}</strong><span className="tg-muted">{noteIn(language, row.notes)}</span></span> },
    { key: 'direction', title: t('flights.direction'), width: '120px', sortValue: (row) => row.direction, cell: (row) => t(`flights.${row.direction}`) },
    { key: 'differences', title: t('plans.beyondBaseline'), width: '150px', align: 'end', sortValue: (row) => row.differences, cell: (row) => t('plans.lines', { count: row.differences }) },
    { key: 'version', title: t('flights.version'), width: '90px', align: 'end', sortValue: (row) => row.version, cell: (row) => number(row.version) },
    { key: 'saved', title: t('plans.savedOn'), width: '130px', sortValue: (row) => row.createdAt, cell: (row) => date(row.createdAt) },
  ];
  const data = view.data?.data;
  return (
    <div className="tg-page">
      <PageHeader title={t('plans.title')} detail={t('plans.detail')} />
      <Panel flush title={t('plans.templates')}><Table label={t('plans.templates')} columns={templates} rows={data?.templates} error={view.error} onRetry={() => void view.refetch()} rowKey={(row) => row.planId} onOpen={(row) => void navigate(`/plans/${row.planId}`)} emptyTitle={t('plans.noTemplates')} emptyDetail={t('plans.noTemplatesDetail')} /></Panel>
      <Panel flush title={t('plans.baselines')}><Table label={t('plans.baselines')} columns={baselines} rows={data?.baselines} error={view.error} rowKey={(row) => row.planId} onOpen={(row) => void navigate(`/plans/${row.planId}`)} /></Panel>
    </div>
  );
}
