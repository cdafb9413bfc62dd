import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { Panel, Stack } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useSession } from '../session.ts';
import { ReadsLog } from '../staff/ReadsLog.tsx';
import { useWords } from '../words.tsx';
import { PersonData } from './PersonData.tsx';
import { Retention } from './Retention.tsx';
import { StaffData } from './StaffData.tsx';
import '../staff/staff.css';

/** Data protection: who read what and why, how long each kind of data is kept, and what a person may ask for. */
export function PrivacyPage(): ReactNode {
  const { t } = useWords();
  const [query, change] = useAddress();
  const isDataOfficer = useSession()?.officer.roles.includes('dataOfficer') === true;
  return (
    <div className="tg-page st-wide">
      <PageHeader title={t('privacy.title')} detail={t('privacy.detail')} />
      <Tabs label={t('privacy.title')} selected={query.get('tab') ?? 'reads'} onSelect={(tab) => change({ tab: tab === 'reads' ? undefined : tab })} tabs={[
        { key: 'reads', title: t('privacy.tabReads'), content: <ReadsLog /> },
        { key: 'retention', title: t('privacy.tabRetention'), content: <Retention /> },
        { key: 'person', title: t('privacy.tabPerson'), content: isDataOfficer ? <Stack><PersonData /><StaffData /></Stack> : <Panel><EmptyState icon="lock" title={t('privacy.onlyDataOfficer')} /></Panel> },
      ]} />
    </div>
  );
}
