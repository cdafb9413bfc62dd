import { useState, type ReactNode } from 'react';
import { borderDecisions, type ProofField } from '../../../modules/goods/catalogue/border-decisions.ts';
import { proofOwed } from '../../../modules/goods/rules/border.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Facts } from '../../design/Layout.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { saySource } from '../../../words/sources.ts';
import { useWords } from '../../words.tsx';
import { ActForm } from '../desk/ActForm.tsx';
import { useDesk } from '../desk/desk.ts';
import { readSerials } from '../desk/quantities.ts';
import { useMoney } from '../money.ts';
import { goodsText, type BorderDecision } from './border.ts';
import { SecondOfficer } from './SecondOfficer.tsx';

/** Has the second officer sign a proposed decision at this screen, and puts it in force with their signature. */
export function SignDialog({ decision, onClose }: { readonly decision: BorderDecision; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say, date, language } = words;
  const { topics } = useDesk();
  const notify = useNotify();
  const enforce = useAct('goods.enforceDecision', { topics });
  const go = (): void => void enforce.run({ decisionId: decision.decisionId }).then((answer) => {
    if (!answer?.ok) return;
    notify(t('goodsBorder.inForceNow', { number: decision.number }), 'late');
    onClose();
  });
  return (
    <Dialog title={t('goodsBorder.signTitle', { number: decision.number })} open stays onClose={onClose}>
      <ActForm act={enforce} label={t('goodsBorder.enforce')} icon="check" disabledReason={decision.signedBy === null ? t('goodsBorder.nextSign') : undefined} onSubmit={go} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
        <Facts facts={[
          [t('goodsBorder.kind'), t(`goodsBorder.kind.${decision.kind}`)], [t('goodsBorder.goods'), goodsText(words, decision)], [t('goodsBorder.reason'), decision.reason], [t('goodsBorder.dueOn'), date(decision.dueOn)], [t('goodsBorder.source'), `${saySource(language, decision.source.text)} (${t(decision.source.verified ? 'goodsBorder.verified' : 'goodsBorder.unverified')})`],
        ]} />
        {decision.signedBy === null ? <>
          <SecondOfficer id="border-second" name="goods.signDecision" input={{ decisionId: decision.decisionId, contentHash: decision.contentHash }} roles={borderDecisions[decision.kind].roles} topics={topics} onSigned={go} />
          <p className="tg-muted">{t('goodsBorder.signsLater')}</p>
        </> : <p role="status">{t('goodsBorder.signedBy', { who: say(decision.signedBy), way: t(`goodsBorder.way.${decision.signedWay ?? 'session'}`) })}</p>}
      </ActForm>
    </Dialog>
  );
}

/** Proves that a decision was carried out, with what it owes as its proof and the scan at the exit. */
export function ProveDialog({ decision, onClose }: { readonly decision: BorderDecision; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { topics } = useDesk();
  const notify = useNotify();
  const money = useMoney();
  const prove = useAct<unknown, { readonly freedCny: string }>('goods.proveDecision', { topics });
  const definition = borderDecisions[decision.kind];
  const [proof, setProof] = useState<Partial<Record<ProofField, string>>>({});
  const [scanned, setScanned] = useState('');
  const [tried, setTried] = useState(false);
  const owed = proofOwed(decision.kind, proof);
  const serials = decision.lines.flatMap((line) => line.serials);
  const send = (): void => {
    setTried(true);
    if (owed.length > 0) return;
    void prove.run({ decisionId: decision.decisionId, proof, ...(definition.exitScan ? { serials: readSerials(scanned) } : {}) }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goodsBorder.proved', { amount: money.yuan(answer.result.freedCny) }));
      onClose();
    });
  };
  const problemOf = (field: ProofField): string | undefined => (tried && owed.includes(field) ? t('goodsBorder.wrongProof', { field: t(`goodsBorder.proof.${field}`) }) : undefined);
  return (
    <Dialog title={t('goodsBorder.proveTitle', { kind: t(`goodsBorder.kind.${decision.kind}`) })} open stays onClose={onClose}>
      <ActForm act={prove} label={t('goodsBorder.prove')} icon="check" problems={definition.proof.flatMap((field) => { const message = problemOf(field); return message === undefined ? [] : [{ field: `prove-${field}`, message }]; })} fields={{ serials: 'prove-serials' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
        {definition.proof.map((field, place) => <TextField key={field} id={`prove-${field}`} label={t(`goodsBorder.proof.${field}`)} autoFocus={place === 0} value={proof[field] ?? ''} maxLength={200} problem={problemOf(field)} onChange={(value) => setProof({ ...proof, [field]: value })} />)}
        {definition.exitScan && serials.length > 0 && <TextField id="prove-serials" label={t('goodsBorder.scan')} lines={4} code hint={t('goodsBorder.scanDetail', { serials: serials.slice(0, 20).join(', ') })} value={scanned} onChange={setScanned} />}
      </ActForm>
    </Dialog>
  );
}

/** Lifts a seizure, or withdraws what was only proposed, with the reason. */
export function EndDialog({ decision, onClose }: { readonly decision: BorderDecision; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const notify = useNotify();
  const isLift = decision.state === 'inForce';
  const end = useAct(isLift ? 'goods.liftSeizure' : 'goods.withdrawDecision', { topics });
  const [reason, setReason] = useState('');
  const [reinspection, setReinspection] = useState('');
  const [payment, setPayment] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && reason.trim().length < 3;
  const late = isLift && consignment.releasedAt !== null && (decision.enforcedAt ?? '') < consignment.releasedAt;
  const send = (): void => {
    setTried(true);
    if (reason.trim().length < 3) return;
    void end.run({ decisionId: decision.decisionId, reason: reason.trim(), ...(late && reinspection.trim() !== '' ? { reinspection: reinspection.trim() } : {}), ...(late && payment.trim() !== '' ? { paymentReference: payment.trim() } : {}) }).then((answer) => {
      if (!answer?.ok) return;
      notify(t(isLift ? 'goodsBorder.lifted' : 'goodsBorder.withdrawn'));
      onClose();
    });
  };
  return (
    <Dialog title={t(isLift ? 'goodsBorder.liftTitle' : 'goodsBorder.withdrawTitle', { number: decision.number })} open onClose={onClose}>
      <ActForm act={end} label={t(isLift ? 'goodsBorder.lift' : 'goodsBorder.withdraw')} icon="check" fields={{ reason: 'end-reason', reinspection: 'end-reinspection', paymentReference: 'end-payment' }} problems={short ? [{ field: 'end-reason', message: t('goods.wrongReason') }] : []} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
        <TextField id="end-reason" label={t('goodsBorder.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={short ? t('goods.wrongReason') : undefined} onChange={setReason} />
        {late && decision.step !== null && <TextField id="end-reinspection" label={t('goodsBorder.reinspection')} hint={t('goodsBorder.reinspectionHint')} value={reinspection} maxLength={300} onChange={setReinspection} />}
        {late && consignment.cover === 'tax' && <TextField id="end-payment" label={t('goodsBorder.payment')} required={false} code value={payment} maxLength={80} onChange={setPayment} />}
      </ActForm>
    </Dialog>
  );
}
