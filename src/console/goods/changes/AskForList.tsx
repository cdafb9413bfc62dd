import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { GoodsList } from '../../../modules/goods/shapes/list.ts';
import { useAct, useView } from '../../client.ts';
import { Panel } from '../../design/Layout.tsx';
import { ErrorText, Skeleton } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import type { ChangeEffect } from '../custody/custody.ts';
import { ActForm } from '../desk/ActForm.tsx';
import { consignmentPath } from '../shapes.ts';
import { Effect } from './Effect.tsx';

/** Asks customs for another list in the place of a confirmed one, with what it does to money above the button. */
export function AskForList({ consignmentId, list, disabledReason }: { readonly consignmentId: string; readonly list: GoodsList | undefined; readonly disabledReason: string | undefined }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const ask = useAct<unknown, { readonly changeId: string }>('goods.askChange', { topics: ['goods', `consignment:${consignmentId}`] });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const ready = list !== undefined && disabledReason === undefined;
  const view = useView<{ readonly effect: ChangeEffect }>('goods.previewChange', ready ? { consignmentId, list } : undefined);
  const short = reason.trim().length < 3;
  const send = (): void => {
    setTried(true);
    if (short || list === undefined) return;
    void ask.run({ consignmentId, change: { kind: 'list', list }, reason: reason.trim() }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goodsCustody.asked'));
      void navigate(consignmentPath(consignmentId, { tab: 'declaration' }));
    });
  };
  return (
    <Panel title={t('goodsCustody.effect')}>
      <div className="tg-stack">
        {!ready ? <p className="tg-muted">{disabledReason}</p> : view.error ? <p className="tg-problem" role="alert"><ErrorText error={view.error} /></p> : view.data === undefined ? <Skeleton lines={3} /> : <Effect effect={view.data.data.effect} kind="list" />}
        <ActForm act={ask} label={t('goodsCustody.asksList')} icon="declaration" disabledReason={disabledReason} problems={tried && short ? [{ field: 'amend-reason', message: t('goods.wrongReason') }] : []} fields={{ reason: 'amend-reason' }} onSubmit={send}>
          <TextField id="amend-reason" label={t('goodsCustody.reasonForList')} lines={2} value={reason} maxLength={1000} problem={tried && short ? t('goods.wrongReason') : undefined} onChange={setReason} />
        </ActForm>
      </div>
    </Panel>
  );
}
