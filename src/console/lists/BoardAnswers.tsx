import type { ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Badge } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Table } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { filePath } from '../flights/flight.ts';
import { useWords } from '../words.tsx';
import { useRights } from './rights.ts';

type Answer = { readonly answerId: string; readonly kind: '962' | '132'; readonly reference: string | null; readonly sentAt: string; readonly may: number; readonly mayNot: number; readonly advised: number };

const topics = ['lists', 'flight:*'];
const tellers = ['healthOfficer', 'dutyOfficer', 'centre', 'administrator'] as const;

/** Lists what the carrier of a flight was answered and told unasked, each to be downloaded as it was written. */
export function BoardAnswers({ flightId }: { readonly flightId: string }): ReactNode {
  const { t, number, dateTime, refusal } = useWords();
  const notify = useNotify();
  const rights = useRights();
  const view = useView<{ readonly answers: readonly Answer[] }>('travellers.boardAnswers', { flightId }, { topics });
  const tell = useAct<unknown, { readonly answers: readonly { readonly persons: number }[] }>('travellers.tellBoardChanges', { topics });
  const answers = view.data?.data.answers;
  return (
    <div className="tg-stack">
      <Table label={t('lists.answers')} rows={answers} rowKey={(answer) => answer.answerId} error={view.error} onRetry={() => void view.refetch()} maximumHeight={380} emptyTitle={t('lists.noAnswers')} emptyDetail={t('lists.noAnswersDetail')} columns={[
        { key: 'sent', title: t('lists.answerSent'), sortValue: (answer) => answer.sentAt, cell: (answer) => <span className="tg-nowrap">{dateTime(answer.sentAt)}</span> },
        { key: 'kind', title: t('lists.answerKind'), cell: (answer) => <Badge tone={answer.kind === '132' ? 'late' : 'neutral'}>{t(`lists.answerKind.${answer.kind}`)}</Badge> },
        { key: 'reference', title: t('lists.answerReference'), cell: (answer) => (answer.reference === null ? '–' : <code>{answer.reference}</code>) },
        { key: 'may', title: t('lists.answerMay'), align: 'end', cell: (answer) => number(answer.may) },
        { key: 'mayNot', title: t('lists.answerMayNot'), align: 'end', cell: (answer) => <span className={answer.mayNot > 0 ? 'ls-wrong' : undefined}>{number(answer.mayNot)}</span> },
        { key: 'advised', title: t('lists.answerAdvised'), align: 'end', cell: (answer) => number(answer.advised) },
        { key: 'file', title: t('lists.answerFile'), align: 'end', cell: (answer) => <a className="tg-button tg-button-quiet" href={filePath('travellers.boardAnswer', { answerId: answer.answerId })} download>{t('lists.answerFile')}</a> },
      ]} />
      {answers !== undefined && answers.length > 0 && (
        <div className="tg-row tg-row-end"><Button icon="report" pending={tell.pending} disabledReason={rights.reason(tellers)} onPress={() => void tell.run({ flightId }).then((said) => {
          if (said === undefined) notify(t('shell.offlineAct'), 'wrong');
          else if (!said.ok) notify(refusal(said.refusal), 'wrong');
          else if (said.result.answers.length === 0) notify(t('lists.toldNothing'));
          else notify(t('lists.toldChanges', { count: said.result.answers.reduce((sum, one) => sum + one.persons, 0) }));
        })}>{t('lists.tellChanges')}</Button></div>
      )}
    </div>
  );
}
