import type { ReactNode } from 'react';
import { findStep } from '../../../modules/prescribed/catalogue.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Facts } from '../../design/Layout.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { SecondOfficer } from '../border/SecondOfficer.tsx';
import { useDesk, useReason } from '../desk/desk.ts';

/** Has the second officer sign what was counted of goods that two count: by their own password at this screen, or in their own session. */
export function CountSignDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, say, number, dateTime, refusal } = useWords();
  const { whole: { consignment, case: found }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const sign = useAct('goods.signCount', { topics });
  const count = found.records.findLast((record) => record.step === 'GDS-COUNT' && record.outcome === 'passed' && !record.corrected);
  const input = { consignmentId: consignment.consignmentId, declared: Number(count?.evidence['declared'] ?? 0), counted: Number(count?.evidence['counted'] ?? 0) };
  const done = (): void => { notify(t('goodsBorder.countDone')); onClose(); };
  const reason = count === undefined ? refusal({ code: 'count-missing', params: { number: consignment.number } }) : reasonFor('GDS-CNT2');
  return (
    <Dialog title={t('goodsBorder.countTitle', { number: consignment.number })} open stays onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goodsBorder.countDetail')}</p>
        {count !== undefined && <Facts facts={[[t('goodsBorder.declared'), number(input.declared)], [t('goodsBorder.counted'), number(input.counted)], [t('goodsBorder.countedBy', { who: count.officer === null ? '–' : say(count.officer) }), dateTime(count.recordedAt)]]} />}
        <SecondOfficer id="count-second" name="goods.signCount" input={input} roles={findStep('GDS-CNT2')?.roles ?? []} topics={topics} disabledReason={reason} onSigned={done} />
        {sign.refusal && <p className="tg-problem" role="alert">{refusal(sign.refusal)}</p>}
        <div className="tg-form-foot"><Button icon="check" pending={sign.pending} disabledReason={reason} onPress={() => void sign.run(input).then((answer) => { if (answer?.ok) done(); })}>{t('signing.own')}</Button><Button onPress={onClose}>{t('goods.cancel')}</Button></div>
      </div>
    </Dialog>
  );
}
