import { useState, type ReactNode } from 'react';
import type { RefusalAnswer } from '../../../kernel/refusal.ts';
import { useAct, useView } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { ErrorState } from '../../design/States.tsx';
import { Table } from '../../design/Table.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { ActForm } from '../desk/ActForm.tsx';
import type { Deadline } from './DeadlinesPage.tsx';

type Preview = { readonly consignments: readonly { readonly consignmentId: string; readonly number: string; readonly leavesBy: string | null; readonly extendedTo: string | null; readonly refusal: RefusalAnswer | null }[] };

/** Extends the stay of many consignments: what it does to each stands there first, and those that may not be extended say why. */
export function ExtendManyDialog({ chosen, onClose }: { readonly chosen: readonly Deadline[]; readonly onClose: (done: boolean) => void }): ReactNode {
  const { t, date, refusal } = useWords();
  const notify = useNotify();
  const [months, setMonths] = useState('6');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const consignmentIds = chosen.map((row) => row.consignmentId);
  const view = useView<Preview>('goods.previewExtensions', { consignmentIds, months: Number(months) }, { topics: ['goods', 'guarantees'] });
  const extend = useAct<unknown, { readonly extended: readonly unknown[]; readonly refused: readonly unknown[] }>('goods.extendMany', { topics: ['goods', 'guarantees', 'consignment:*'] });
  const rows = view.isPlaceholderData ? undefined : view.data?.data.consignments;
  const possible = rows?.filter((row) => row.extendedTo !== null).length;
  const short = reason.trim().length < 3;
  const send = (): void => {
    setTried(true);
    if (short) return;
    void extend.run({ consignmentIds, months: Number(months), reason: reason.trim() }).then((answer) => {
      if (!answer?.ok) return;
      const { extended, refused } = answer.result;
      notify(refused.length === 0 ? t('goodsDeadlines.done', { count: extended.length }) : t('goodsDeadlines.doneWith', { count: extended.length, refused: refused.length }), refused.length === 0 ? 'done' : 'late');
      onClose(true);
    });
  };
  return (
    <Dialog title={t('goodsDeadlines.extendTitle', { count: chosen.length })} open wide stays onClose={() => onClose(false)}>
      <ActForm act={extend} label={t('goodsDeadlines.extendNow', { count: possible ?? 0 })} disabledReason={possible === 0 ? t('goodsDeadlines.noneMay') : undefined} problems={tried && short ? [{ field: 'extend-many-reason', message: t('goodsDeadlines.wrongReason') }] : []} fields={{ reason: 'extend-many-reason' }} onSubmit={send} extra={<Button onPress={() => onClose(false)}>{t('goodsDeadlines.cancel')}</Button>}>
        <RadioGroup label={t('goodsDeadlines.months')} autoFocus value={months} onChange={setMonths} options={['1', '2', '3', '4', '5', '6'].map((one) => ({ value: one, label: one }))} />
        {view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : (
          <div className="gd-boxed"><Table label={t('goodsDeadlines.effect')} rows={rows} rowKey={(row) => row.consignmentId} maximumHeight={300} columns={[
            { key: 'number', title: t('goodsDeadlines.number'), cell: (row) => <span className="tg-code">{row.number}</span> },
            { key: 'now', title: t('goodsDeadlines.now'), cell: (row) => (row.leavesBy === null ? '–' : date(row.leavesBy)) },
            { key: 'then', title: t('goodsDeadlines.extendedTo'), cell: (row) => (row.extendedTo !== null ? <strong>{date(row.extendedTo)}</strong> : row.refusal === null ? '–' : <Status tone="late">{`${t('goodsDeadlines.notExtended')}: ${refusal(row.refusal)}`}</Status>) },
          ]} /></div>
        )}
        <TextField id="extend-many-reason" label={t('goodsDeadlines.reason')} lines={2} value={reason} maxLength={500} problem={tried && short ? t('goodsDeadlines.wrongReason') : undefined} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}
