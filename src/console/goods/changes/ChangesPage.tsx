import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { Checkbox } from '../../design/Checkbox.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../design/States.tsx';
import { Refused } from '../../http.ts';
import { useWords } from '../../words.tsx';
import type { Change } from '../custody/custody.ts';
import { NobodyYet } from '../NobodyYet.tsx';
import { ChangeList } from './ChangeList.tsx';
import '../goods.css';

/** Lists the amendments and cancellations that wait for customs, the longest waiting first; a trader sees their own. */
export function ChangesPage(): ReactNode {
  const { t } = useWords();
  const [query, change] = useAddress();
  const withDecided = query.get('decided') === '1';
  const view = useView<{ readonly changes: readonly Change[] }>('goods.changes', withDecided ? {} : { open: true }, { topics: ['goods'], everyMilliseconds: 60_000 });
  const changes = view.data?.data.changes;
  if (view.error instanceof Refused && view.error.refusal.code === 'party-not-filed') return <NobodyYet title={t('goodsCustody.changesPage')} />;
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsCustody.changesPage')} detail={changes && t('goodsCustody.openChanges', { count: changes.filter((one) => one.decidedAt === null).length })} actions={<Checkbox label={t('goodsCustody.withDecided')} value={withDecided} onChange={(next) => change({ decided: next ? '1' : undefined })} />} />
      <Panel flush>
        {view.error && changes === undefined ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : changes === undefined ? <Skeleton lines={5} /> : changes.length === 0 ? <EmptyState icon="check" title={t('goodsCustody.noChanges')} detail={t('goodsCustody.noChangesDetail')} /> : <ChangeList named changes={changes} />}
      </Panel>
    </div>
  );
}
