import { useState, type ReactNode } from 'react';
import { canConfirm } from '../../../modules/goods/rules/states.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Facts } from '../../design/Layout.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { rolesName } from '../marks.tsx';
import { useMoney } from '../money.ts';
import { ActForm } from './ActForm.tsx';
import { doersOf, useDesk, useReason } from './desk.ts';
import { ListLines } from './ListLines.tsx';
import { shortHash } from './saying.ts';

/** Confirms the list as organiser or as customs by the hash of what is shown, or returns it with the reason. */
export function ConfirmDialog({ step, onClose }: { readonly step: 'GDS-CERT' | 'GDS-CONF'; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, number, refusal } = words;
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const money = useMoney();
  const confirm = useAct('goods.confirm', { topics });
  // What is confirmed is what was opened, whatever was filed since.
  const [signed] = useState(consignment.contentHash);
  const [returning, setReturning] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && reason.trim().length < 3;
  const verdict = canConfirm({ owes_list: consignment.owesList, certified: consignment.certified }, { signed, current: consignment.contentHash }, step === 'GDS-CERT' ? 'organiser' : 'customs', consignment.owesCertificate);
  const send = (confirmed: boolean): void => {
    setTried(!confirmed);
    if (!confirmed && reason.trim().length < 3) return;
    void confirm.run({ consignmentId: consignment.consignmentId, contentHash: signed, confirmed, ...(confirmed ? {} : { reason: reason.trim() }) }).then((answer) => {
      if (!answer?.ok) return;
      notify(t(confirmed ? 'goods.confirmedDone' : 'goods.returnedDone', { number: consignment.number }), confirmed ? 'done' : 'late');
      onClose();
    });
  };
  return (
    <Dialog title={t('goods.confirmTitle', { number: consignment.number })} open wide onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goods.confirmAs', { who: rolesName(words, doersOf(step).slice(0, 1)) })} {t('goods.hashDetail')}</p>
        <Facts facts={[
          [t('goods.contentHash'), <span key="hash" className="tg-code" title={signed}>{shortHash(signed)}</span>], [t('goods.version'), number(consignment.listVersion)],
          [t('goods.lines'), number(consignment.lines)], [t('goods.pieces'), number(consignment.pieces)], [t('goods.serialCount'), number(consignment.serials)], [t('goods.value'), money.fen(consignment.valueFen)],
        ]} />
        <div className="gd-boxed"><ListLines maximumHeight={260} /></div>
        {returning ? (
          <ActForm act={confirm} label={t('goods.returnList')} problems={short ? [{ field: 'return-reason', message: t('goods.wrongReason') }] : []} fields={{ reason: 'return-reason' }} onSubmit={() => send(false)} extra={<Button onPress={() => setReturning(false)}>{t('goods.cancel')}</Button>}>
            <TextField id="return-reason" label={t('goods.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={short ? t('goods.wrongReason') : undefined} onChange={setReason} />
          </ActForm>
        ) : (
          <ActForm act={confirm} label={t('goods.confirmList')} icon="check" autoFocus disabledReason={reasonFor(step) ?? (verdict.ok ? undefined : refusal(verdict.refusal))} onSubmit={() => send(true)} extra={<Button onPress={() => setReturning(true)}>{t('goods.returnInstead')}</Button>} />
        )}
      </div>
    </Dialog>
  );
}
