import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { eventNow } from '../session.ts';
import { useReasonAgainst } from '../staff/staff.ts';
import { useWords } from '../words.tsx';
import { importTrustRoles, type Trust, type TrustedKey, type TrustList } from './certificates.ts';
import { ImportTrust } from './ImportTrust.tsx';

const topics = ['trust'];

/** The lists of keys that were imported, and the keys that count now; operators import and withdraw. */
export function TrustTab(): ReactNode {
  const { t, say, find, number, date, dateTime, refusal, language } = useWords();
  const notify = useNotify();
  const reason = useReasonAgainst()(importTrustRoles);
  const view = useView<Trust>('certificates.trust', {}, { topics });
  const withdraw = useAct('certificates.withdrawTrust', { topics });
  const [importing, setImporting] = useState(false);
  const [withdrawing, setWithdrawing] = useState<TrustList | undefined>(undefined);
  const lists: readonly Column<TrustList>[] = [
    { key: 'list', title: t('certificates.list'), cell: (list) => <span><strong>{list.name}</strong> <span className="tg-muted">{list.fileName}</span></span>, sortValue: (list) => list.name },
    { key: 'version', title: t('certificates.version'), align: 'end', cell: (list) => number(list.version) },
    { key: 'source', title: t('certificates.source'), cell: (list) => <span className="ct-detail">{list.source}{list.listDate !== null && <span className="tg-muted"> · {date(list.listDate)}</span>}</span> },
    { key: 'imported', title: t('certificates.imported'), cell: (list) => <span><span className="tg-nowrap">{dateTime(list.importedAt)}</span> {list.importedBy === null ? '' : say(list.importedBy)}</span>, sortValue: (list) => list.importedAt },
    { key: 'count', title: t('certificates.count'), align: 'end', cell: (list) => <span>{number(list.keys)}{list.problems.length > 0 && <span className="tg-muted st-below" title={list.problems.map((problem) => `${problem.source}: ${problem.reason}`).join('\n')}>{t('certificates.problems', { count: list.problems.length })}</span>}</span> },
    { key: 'state', title: t('certificates.state'), cell: (list) => (list.withdrawnAt !== null ? <Status tone="wrong">{t('certificates.withdrawnAt', { time: dateTime(list.withdrawnAt) })}</Status> : list.current ? <Status tone="done">{t('certificates.current')}</Status> : <Status tone="quiet">{t('certificates.replaced')}</Status>) },
    { key: 'withdraw', title: t('certificates.withdraw'), align: 'end', cell: (list) => list.current && <Button kind="bare" icon="cross" disabledReason={reason} onPress={() => setWithdrawing(list)}>{t('certificates.withdraw')}</Button> },
  ];
  const keys: readonly Column<TrustedKey>[] = [
    { key: 'country', title: t('certificates.country'), cell: (key) => key.country ?? '–', sortValue: (key) => key.country },
    { key: 'subject', title: t('certificates.subject'), cell: (key) => <span className="ct-detail">{key.subject ?? '–'}{key.usages.length > 0 && <span className="tg-muted st-below">{t('certificates.usages', { usages: key.usages.map((usage) => find(`certificates.usage.${usage}`) ?? usage).join(language === 'zh' ? '、' : ', ') })}</span>}</span>, sortValue: (key) => key.subject },
    { key: 'kid', title: t('certificates.kid'), cell: (key) => <code className="ct-detail">{key.kid ?? '–'}</code>, sortValue: (key) => key.kid },
    { key: 'until', title: t('certificates.validUntil'), cell: (key) => (key.validUntil === null ? '–' : <span className="tg-nowrap">{date(key.validUntil)}{Date.parse(key.validUntil) < eventNow() && <> <Status tone="late">{t('certificates.keyExpired')}</Status></>}</span>), sortValue: (key) => key.validUntil },
    { key: 'list', title: t('certificates.list'), cell: (key) => key.list, sortValue: (key) => key.list },
  ];
  return (
    <Stack>
      <Row><Button kind="primary" icon="upload" disabledReason={reason} onPress={() => setImporting(true)}>{t('certificates.import')}</Button><span className="tg-muted">{t('certificates.importDetail')}</span></Row>
      <Panel flush title={t('certificates.lists')}>
        <Table label={t('certificates.lists')} columns={lists} rows={view.data?.data.lists} rowKey={(list) => list.listId} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('certificates.noLists')} emptyDetail={t('certificates.noListsDetail')} tone={(list) => (list.current ? undefined : 'quiet')} />
      </Panel>
      <Panel flush title={t('certificates.keys')}>
        <Table label={t('certificates.keys')} columns={keys} rows={view.data?.data.keys} rowKey={(key) => `${key.listId} ${key.position}`} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('certificates.noKeysShort')} />
      </Panel>
      {importing && <ImportTrust names={[...new Set((view.data?.data.lists ?? []).map((list) => list.name))]} onClose={() => setImporting(false)} />}
      {withdrawing !== undefined && (
        <Dialog title={t('certificates.withdrawTitle', { name: withdrawing.name, version: withdrawing.version })} open onClose={() => setWithdrawing(undefined)} actions={
          <>
            <Button onPress={() => setWithdrawing(undefined)}>{t('certificates.cancel')}</Button>
            <Button kind="danger" pending={withdraw.pending} onPress={() => void withdraw.run({ listId: withdrawing.listId }).then((answer) => {
              if (answer?.ok) notify(t('certificates.withdrawn', { name: withdrawing.name }));
              else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
              setWithdrawing(undefined);
            })}>{t('certificates.withdraw')}</Button>
          </>
        }><p>{t('certificates.withdrawDetail')}</p></Dialog>
      )}
    </Stack>
  );
}
