import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Drawer } from '../design/Dialog.tsx';
import { Facts, Panel, Row, Stack } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useWords } from '../words.tsx';
import { useReasonAgainst, type DeliveryEntry, type WebhookEntry } from './staff.ts';

const topics = ['webhooks'];

/** Writes what a receiver answered: its status, or the sentence of the code with which it was not asked at all. */
export function LastAnswer({ status }: { readonly status: string | null }): ReactNode {
  const { t, refusal } = useWords();
  if (status === null) return <span className="tg-muted">–</span>;
  const answer = status.replace(/^given up: /, '');
  const words = answer.startsWith('webhook-') ? refusal({ code: answer }).replaceAll(/\s?\{\w+\}\s?/g, ' ') : answer;
  return answer === status ? words : `${t('staff.givenUp')}: ${words}`;
}

/** One address that is told news: what became of each message, and a test. */
export function WebhookDrawer({ webhook, onClose }: { readonly webhook: WebhookEntry; readonly onClose: () => void }): ReactNode {
  const { t, find, dateTime, refusal } = useWords();
  const notify = useNotify();
  const reason = useReasonAgainst()(['administrator']);
  const [removing, setRemoving] = useState(false);
  // The sender works beside the actions and announces only what it gave up.
  const view = useView<{ readonly deliveries: readonly DeliveryEntry[] }>('staff.deliveries', { endpointId: webhook.endpointId }, { topics, everyMilliseconds: 2000 });
  const test = useAct<unknown, unknown>('staff.testWebhook', { topics });
  const resume = useAct<unknown, { readonly resumed: number }>('staff.resumeWebhook', { topics });
  const remove = useAct<unknown, unknown>('staff.removeWebhook', { topics });
  const failed = (answer: { readonly ok: false; readonly refusal: Parameters<typeof refusal>[0] } | undefined): void => notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
  const ended = webhook.removedAt === null ? undefined : t('staff.testNot');
  const columns: readonly Column<DeliveryEntry>[] = [
    { key: 'topic', title: t('staff.topics'), cell: (delivery) => find(`staff.topic.${delivery.topic}`) ?? delivery.topic },
    { key: 'time', title: t('staff.time'), cell: (delivery) => <span className="tg-nowrap">{dateTime(delivery.createdAt)}</span> },
    { key: 'state', title: t('staff.state'), cell: (delivery) => <Status tone={delivery.state === 'delivered' ? 'done' : delivery.state === 'givenUp' ? 'wrong' : 'current'}>{t(`staff.${delivery.state}`)}</Status> },
    { key: 'attempts', title: t('staff.attempts'), align: 'end', cell: (delivery) => delivery.attempts },
    { key: 'answer', title: t('staff.lastAnswer'), cell: (delivery) => <LastAnswer status={delivery.lastStatus} /> },
    { key: 'next', title: t('staff.nextAttempt'), cell: (delivery) => <span className="tg-nowrap">{delivery.nextAttemptAt === null || delivery.attempts === 0 ? '–' : dateTime(delivery.nextAttemptAt)}</span> },
  ];
  return (
    <Drawer title={webhook.organisation} open onClose={onClose}>
      <Stack>
        <Facts facts={[[t('staff.address'), <code key="url" className="st-address">{webhook.url}</code>], [t('staff.topics'), webhook.topics.map((topic) => find(`staff.topic.${topic}`) ?? topic).join(' · ')], [t('staff.made'), dateTime(webhook.createdAt)]]} />
        <Row>
          <Button kind="primary" icon="report" pending={test.pending} disabledReason={reason ?? ended} onPress={() => void test.run({ endpointId: webhook.endpointId }).then((answer) => (answer?.ok ? notify(t('staff.testSent')) : failed(answer)))}>{t('staff.test')}</Button>
          <Button pending={resume.pending} disabledReason={reason ?? ended ?? (webhook.givenUp === 0 ? t('staff.nothingGivenUp') : undefined)}
            onPress={() => void resume.run({ endpointId: webhook.endpointId }).then((answer) => (answer?.ok ? notify(t('staff.resumed', { count: answer.result.resumed })) : failed(answer)))}>{t('staff.resume')}</Button>
          <Button kind={removing ? 'danger' : 'quiet'} pending={remove.pending} disabledReason={reason ?? ended} onPress={() => {
            if (!removing) return setRemoving(true);
            return void remove.run({ endpointId: webhook.endpointId }).then((answer) => {
              setRemoving(false);
              if (answer?.ok) notify(t('staff.webhookRemoved'));
              else failed(answer);
            });
          }}>{t('staff.remove')}</Button>
        </Row>
        {removing && <p role="alert">{t('staff.removeTitle')} {t('staff.removeDetail')} <Button kind="bare" onPress={() => setRemoving(false)}>{t('staff.cancel')}</Button></p>}
        <Panel title={t('staff.deliveries')} flush>
          <Table label={t('staff.deliveries')} columns={columns} rows={view.data?.data.deliveries} rowKey={(delivery) => delivery.messageId} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('staff.noDeliveries')} />
        </Panel>
        <p className="tg-muted">{t('staff.deliveriesDetail')}</p>
      </Stack>
    </Drawer>
  );
}
