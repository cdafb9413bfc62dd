import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Columns } from '../../design/Layout.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import type { ChangeEffect } from '../custody/custody.ts';
import { ActForm } from '../desk/ActForm.tsx';
import { useDesk, useReason } from '../desk/desk.ts';
import type { DeclarationContent } from '../shapes.ts';
import { Effect } from './Effect.tsx';

const amendable = ['conveyance', 'dispatchCountry', 'supervisionMode', 'billNumber', 'contractNumber', 'priceTerm', 'licenceNumber', 'packageKind', 'marks'] as const;

/** Asks customs to amend or cancel a consignment that is not released; what it does to money stands there before it is asked. */
export function ChangeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { whole: { consignment, declarations }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const ask = useAct<unknown, { readonly changeId: string; readonly granted: boolean | null }>('goods.askChange', { topics: [...topics, 'guarantees', 'permits'] });
  const declared = consignment.declaredAt !== null;
  const last = declarations.at(-1)?.content;
  const [kind, setKind] = useState<string>(declared ? 'declaration' : 'cancellation');
  const [reason, setReason] = useState('');
  const [content, setContent] = useState<DeclarationContent>(() => last ?? {});
  const [tried, setTried] = useState(false);
  const view = useView<{ readonly effect: ChangeEffect }>('goods.previewChange', kind === 'cancellation' ? { consignmentId: consignment.consignmentId } : undefined, { topics });
  const wrong: Problem[] = [
    ...(reason.trim().length < 3 ? [{ field: 'change-reason', message: t('goods.wrongReason') }] : []),
    ...(kind === 'declaration' && (content['conveyance'] ?? '').trim() === '' ? [{ field: 'change-conveyance', message: t('goods.wrongMissing', { field: t('goods.field.conveyance') }) }] : []),
    ...(kind === 'declaration' && !/^[A-Z]{2}$/.test(content['dispatchCountry'] ?? '') ? [{ field: 'change-dispatchCountry', message: t('goods.wrongCountry') }] : []),
    ...(kind === 'declaration' && !/^\d{4}$/.test(content['supervisionMode'] ?? '') ? [{ field: 'change-supervisionMode', message: t('goods.wrongMode') }] : []),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const send = (): void => {
    if (kind === 'list') { void navigate(`/goods/new?consignment=${consignment.consignmentId}&amend=1`); return; }
    setTried(true);
    if (wrong.length > 0) return;
    const entered = Object.fromEntries(Object.entries(content).flatMap(([field, value]) => (value === undefined || value.trim() === '' ? [] : [[field, value.trim()]])));
    void ask.run({ consignmentId: consignment.consignmentId, reason: reason.trim(), change: kind === 'declaration' ? { kind, content: entered } : { kind } }).then((answer) => {
      if (!answer?.ok) return;
      notify(answer.result.granted === true ? t('goodsCustody.cancelled', { number: consignment.number }) : t('goodsCustody.asked'));
      onClose();
    });
  };
  const kinds = (declared ? ['declaration', 'list', 'cancellation'] as const : consignment.confirmed ? ['list', 'cancellation'] as const : ['cancellation'] as const);
  return (
    <Dialog title={t('goodsCustody.changeTitle', { number: consignment.number })} open wide stays onClose={onClose}>
      <ActForm act={ask} label={kind === 'list' ? t('goodsCustody.toList') : kind === 'cancellation' && !declared ? t('goodsCustody.cancelNow') : t('goodsCustody.ask')} disabledReason={reasonFor('change')} problems={tried && kind !== 'list' ? wrong : []} fields={{ reason: 'change-reason' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
        <div className="gd-tall-choices"><RadioGroup label={t('goodsCustody.whatChange')} value={kind} autoFocus onChange={setKind} options={kinds.map((one) => ({ value: one, label: `${t(`goodsCustody.kind.${one}`)} – ${t(`goodsCustody.kindDetail.${one}`)}` }))} /></div>
        {kind === 'declaration' && (
          <Columns minimum={220}>
            {amendable.map((field) => <TextField key={field} id={`change-${field}`} label={t(`goods.field.${field}`)} required={['conveyance', 'dispatchCountry', 'supervisionMode'].includes(field) ? undefined : false} code={['conveyance', 'dispatchCountry', 'supervisionMode'].includes(field)} value={content[field] ?? ''} maxLength={120} problem={problemAt(`change-${field}`)} onChange={(value) => setContent((before) => ({ ...before, [field]: field === 'dispatchCountry' ? value.toUpperCase() : value }))} />)}
          </Columns>
        )}
        {kind === 'cancellation' && (view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : view.data === undefined ? <Skeleton lines={2} /> : <Effect effect={view.data.data.effect} kind="cancellation" />)}
        {kind !== 'list' && <TextField id="change-reason" label={t('goodsCustody.reason')} lines={2} value={reason} maxLength={1000} problem={problemAt('change-reason')} onChange={setReason} />}
      </ActForm>
    </Dialog>
  );
}
