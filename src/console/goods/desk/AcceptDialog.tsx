import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { LaneMark } from '../marks.tsx';
import type { Consignment } from '../shapes.ts';
import { ActForm } from './ActForm.tsx';
import { DeclarationFacts } from './DeclarationTab.tsx';
import { nameOf, useDesk, useReason } from './desk.ts';

type Accepted = { readonly accepted: boolean; readonly lane: Consignment['lane']; readonly reasons: readonly string[]; readonly owed: readonly string[] };

/** Accepts the declaration and shows the lane with every reason for it, or sends it back with one. */
export function AcceptDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, find } = words;
  const { whole: { consignment, declarations }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const accept = useAct<unknown, Accepted>('goods.accept', { topics });
  const [accepted, setAccepted] = useState<Accepted | undefined>(undefined);
  const [returning, setReturning] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && reason.trim().length < 3;
  const declaration = declarations.at(-1);
  const send = (yes: boolean): void => {
    setTried(!yes);
    if (!yes && reason.trim().length < 3) return;
    void accept.run({ consignmentId: consignment.consignmentId, accepted: yes, ...(yes ? {} : { reason: reason.trim() }) }).then((answer) => {
      if (!answer?.ok) return;
      notify(yes ? t('goods.acceptedDone') : t('goods.sentBack', { number: consignment.number }), yes ? 'done' : 'late');
      if (yes && answer.result.lane !== null) setAccepted(answer.result);
      else onClose();
    });
  };
  return (
    <Dialog title={t('goods.acceptTitle', { number: consignment.number })} open wide onClose={onClose}>
      {accepted !== undefined ? (
        <div className="tg-stack">
          <p className="gd-done"><LaneMark lane={accepted.lane} /></p>
          <section aria-label={t('goods.laneBecause')}>
            <h3>{t('goods.laneBecause')}</h3>
            <ul className="gd-gaps">{accepted.reasons.map((code) => <li key={code}>{find(`goods.laneReason.${code}`) ?? code}</li>)}</ul>
          </section>
          <p className="tg-muted">{t('goods.owedCount', { count: accepted.owed.length })}: {accepted.owed.map((step) => nameOf(words, step)).join(t('goods.comma'))}</p>
          <div className="tg-form-foot"><Button kind="primary" autoFocus onPress={onClose}>{t('design.close')}</Button></div>
        </div>
      ) : (
        <div className="tg-stack">
          {declaration && <h3>{t('goods.declaration', { number: declaration.number })}</h3>}
          {declaration && <DeclarationFacts declaration={declaration} />}
          {returning ? (
            <ActForm act={accept} label={t('goods.sendBack')} problems={short ? [{ field: 'accept-reason', message: t('goods.wrongReason') }] : []} fields={{ reason: 'accept-reason' }} onSubmit={() => send(false)} extra={<Button onPress={() => setReturning(false)}>{t('goods.cancel')}</Button>}>
              <TextField id="accept-reason" label={t('goods.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={short ? t('goods.wrongReason') : undefined} onChange={setReason} />
            </ActForm>
          ) : (
            <ActForm act={accept} label={t('goods.acceptDeclaration')} icon="check" autoFocus disabledReason={reasonFor('GDS-DECL')} onSubmit={() => send(true)} extra={<Button onPress={() => setReturning(true)}>{t('goods.sendBackInstead')}</Button>} />
          )}
        </div>
      )}
    </Dialog>
  );
}
