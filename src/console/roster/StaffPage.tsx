import type { ReactNode } from 'react';
import { staffKeepers } from '../../modules/roster/rules/roles.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useReasonAgainst } from '../staff/staff.ts';
import { AddPersonDialog } from './PersonForm.tsx';
import { ImportStaffDialog } from './ImportStaffDialog.tsx';
import { PeopleTab } from './PeopleTab.tsx';
import { PersonDrawer } from './PersonDrawer.tsx';
import { ShiftsTab } from './ShiftsTab.tsx';
import { useRosterWords, type Staff } from './roster.ts';
import '../goods/goods.css';
import './roster.css';

const topics = ['roster'];

/** The staff: who can be rostered, what each is certified for, who is away, and the kinds of shift. */
export function StaffPage(): ReactNode {
  const { t } = useRosterWords();
  const [query, change] = useAddress();
  const reason = useReasonAgainst()(staffKeepers);
  const view = useView<Staff>('roster.people', {}, { topics, everyMilliseconds: 60_000 });
  const staff = view.data?.data;
  const opened = staff?.people.find((one) => one.personId === query.get('person'));
  return (
    <div className="tg-page">
      <PageHeader title={t('roster.staff')} detail={t('roster.staffDetail')} actions={<>
        <Button icon="upload" disabledReason={reason} onPress={() => change({ do: 'import' })}>{t('roster.import')}</Button>
        <Button kind="primary" icon="plus" disabledReason={reason} onPress={() => change({ do: 'add' })}>{t('roster.addPerson')}</Button>
      </>} />
      <Tabs label={t('roster.parts')} selected={query.get('tab') ?? 'people'} onSelect={(key) => change({ tab: key === 'people' ? undefined : key })} tabs={[
        { key: 'people', title: t('roster.tabPeople'), content: <PeopleTab staff={staff} error={view.error} onRetry={() => void view.refetch()} /> },
        { key: 'shifts', title: t('roster.tabShifts'), content: <ShiftsTab shifts={staff?.shifts} error={view.error} onRetry={() => void view.refetch()} /> },
      ]} />
      {staff && opened && <PersonDrawer key={opened.personId} person={opened} staff={staff} onClose={() => change({ person: undefined })} />}
      {query.get('do') === 'add' && <AddPersonDialog onClose={() => change({ do: undefined })} />}
      {query.get('do') === 'import' && <ImportStaffDialog onClose={() => change({ do: undefined })} />}
    </div>
  );
}
