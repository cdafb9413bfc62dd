import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { filePath } from '../flights/flight.ts';
import { useWords } from '../words.tsx';
import { DeclarationsTab } from './DeclarationsTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { ImportTab } from './ImportTab.tsx';
import { useImport } from './importing.ts';
import { useRights } from './rights.ts';
import { historyRoles, importRoles, rosterRoles } from './shapes.ts';
import './lists.css';

/** Loads rosters and airline lists, and shows every version that was received. */
export function ListsPage(): ReactNode {
  const { t } = useWords();
  const rights = useRights();
  const [query, setQuery] = useSearchParams();
  const importing = useImport(rights.may(rosterRoles) ? ['roster', 'airline'] : ['airline']);
  const tab = query.get('tab') ?? (rights.may(importRoles) ? 'import' : 'history');
  const templates = [['zh', t('lists.templateZh')], ['en', t('lists.templateEn')]] as const;
  const noTemplate = rights.reason(historyRoles);
  return (
    <div className="tg-page">
      <PageHeader title={t('lists.title')} detail={t('lists.detail')} actions={templates.map(([language, name]) => (noTemplate === undefined
        ? <a key={language} className="tg-button tg-button-quiet" href={filePath('travellers.rosterTemplate', { language })} download><Icon name="download" />{name}</a>
        : <Button key={language} icon="download" disabledReason={noTemplate}>{name}</Button>))} />
      <Tabs label={t('lists.title')} selected={tab} onSelect={(key) => setQuery({ tab: key }, { replace: true })} tabs={[
        { key: 'import', title: t('lists.importTab'), content: <ImportTab importing={importing} /> },
        { key: 'cards', title: t('declarations.tab'), content: <DeclarationsTab /> },
        { key: 'history', title: t('lists.historyTab'), content: rights.may(historyRoles) ? <HistoryTab /> : <Panel><EmptyState icon="lock" title={t('lists.historyNotYours')} detail={rights.reason(historyRoles)} /></Panel> },
      ]} />
    </div>
  );
}
