import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { OneTimeSecret } from './OneTimeSecret.tsx';
import { OrganisationDialog } from './OrganisationDialog.tsx';
import { useReasonAgainst, type WebhookEntry } from './staff.ts';
import { LastAnswer, WebhookDrawer } from './WebhookDrawer.tsx';
import './staff.css';

const topics = ['webhooks'];

/** The addresses that are told news, with what waits, arrived and was given up. */
export function WebhooksPage(): ReactNode {
  const { t, find, number, dateTime } = useWords();
  const [query, setQuery] = useSearchParams();
  const reason = useReasonAgainst()(['administrator']);
  const view = useView<{ readonly webhooks: readonly WebhookEntry[]; readonly topics: readonly string[] }>('staff.webhooks', {}, { topics, everyMilliseconds: 5000 });
  const add = useAct<unknown, { readonly endpointId: string; readonly secret: string }>('staff.addWebhook', { topics });
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ readonly organisation: string; readonly secret: string } | undefined>(undefined);
  const webhooks = view.data?.data.webhooks;
  const opened = webhooks?.find((webhook) => webhook.endpointId === query.get('address'));
  const topicName = (topic: string): string => find(`staff.topic.${topic}`) ?? topic;
  const columns: readonly Column<WebhookEntry>[] = [
    { key: 'organisation', title: t('staff.organisation'), cell: (webhook) => <strong>{webhook.organisation}</strong>, sortValue: (webhook) => webhook.organisation },
    { key: 'address', title: t('staff.address'), cell: (webhook) => <code className="st-address">{webhook.url}</code>, sortValue: (webhook) => webhook.url },
    { key: 'topics', title: t('staff.topics'), cell: (webhook) => webhook.topics.map(topicName).join(' · ') },
    { key: 'delivered', title: t('staff.delivered'), align: 'end', cell: (webhook) => number(webhook.delivered), sortValue: (webhook) => webhook.delivered },
    { key: 'waiting', title: t('staff.waiting'), align: 'end', cell: (webhook) => number(webhook.waiting), sortValue: (webhook) => webhook.waiting },
    { key: 'givenUp', title: t('staff.givenUp'), align: 'end', cell: (webhook) => (webhook.givenUp === 0 ? '0' : <Status tone="wrong">{number(webhook.givenUp)}</Status>), sortValue: (webhook) => webhook.givenUp },
    { key: 'answer', title: t('staff.lastAnswer'), cell: (webhook) => <LastAnswer status={webhook.lastStatus} /> },
    { key: 'state', title: t('staff.state'), cell: (webhook) => (webhook.removedAt === null ? <Status tone="done">{t('staff.active')}</Status> : <Status tone="quiet">{t('staff.removed', { time: dateTime(webhook.removedAt) })}</Status>) },
  ];
  const open = (endpointId: string | undefined): void => setQuery(endpointId === undefined ? {} : { address: endpointId }, { replace: true });
  return (
    <div className="tg-page st-wide">
      <PageHeader title={t('staff.webhooks')} detail={t('staff.webhooksDetail')} actions={<Button kind="primary" icon="plus" disabledReason={reason} onPress={() => {
        add.reset();
        setAdding(true);
      }}>{t('staff.addWebhook')}</Button>} />
      <Panel flush>
        <Table label={t('staff.webhooks')} columns={columns} rows={webhooks} rowKey={(webhook) => webhook.endpointId} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('staff.noWebhooks')}
          tone={(webhook) => (webhook.removedAt !== null ? 'quiet' : webhook.givenUp > 0 ? 'wrong' : undefined)} onOpen={(webhook) => open(webhook.endpointId)} selectedKey={opened?.endpointId} />
      </Panel>
      {adding && (
        <OrganisationDialog title={t('staff.addWebhook')} field="topics" chooseLabel={t('staff.topics')} chooseMissing={t('staff.topicsMissing')} address action={add} onClose={() => setAdding(false)}
          options={(view.data?.data.topics ?? []).map((topic) => ({ value: topic, label: topicName(topic) }))}
          onSend={({ organisation, url, chosen }) => void add.run({ organisation, url, topics: chosen }).then((answer) => {
            if (!answer?.ok) return;
            setAdding(false);
            setMade({ organisation, secret: answer.result.secret });
            open(answer.result.endpointId);
          })} />
      )}
      {made && <OneTimeSecret title={t('staff.webhookAdded', { organisation: made.organisation })} label={t('staff.secret')} secret={made.secret} onClose={() => setMade(undefined)} />}
      {opened && made === undefined && <WebhookDrawer webhook={opened} onClose={() => open(undefined)} />}
    </div>
  );
}
