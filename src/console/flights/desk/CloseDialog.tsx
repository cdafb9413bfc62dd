import { useState, type ReactNode } from 'react';
import { canClose, closingSigners } from '../../../modules/flights/rules.ts';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { ComboBox } from '../../design/ComboBox.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Form } from '../../design/Form.tsx';
import { Facts } from '../../design/Layout.tsx';
import { ErrorText } from '../../design/States.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { Countersign } from '../../signing/Countersign.tsx';
import { useWords } from '../../words.tsx';
import { filePath } from '../flight.ts';
import { Blocking } from './Blocking.tsx';
import { useDesk, useReason } from './desk.ts';

type Officer = { readonly officerId: string; readonly nameEn: string; readonly nameZh: string; readonly organisation: string; readonly disabled: boolean; readonly userName: string; readonly persona: boolean; readonly roles: readonly string[] };
type Signed = { readonly officerId: string; readonly name: { readonly en: string; readonly zh: string }; readonly way: 'password' | 'session'; readonly signedAt: string; readonly current: boolean };
type Closed = { readonly reportId: string; readonly ledgerHash: string; readonly persons: number; readonly records: number };

/** Closes the flight with a second officer, who signs here by their own password or has signed in their own session, or says what still keeps it open. */
export function CloseDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, number, refusal, language, say, time } = useWords();
  const { flight, topics } = useDesk();
  const notify = useNotify();
  const reasonFor = useReason();
  const session = useSession();
  const close = useAct<unknown, Closed>('flights.close', { topics });
  const officers = useView<{ readonly officers: readonly Officer[] }>('staff.officers', {}, { topics: ['staff'] });
  const sign = useAct<unknown, { readonly signatureId: string }>('flights.signClosing', { topics });
  const signatures = useView<{ readonly signatures: readonly Signed[] }>('flights.closingSignatures', closingSigners.some((role) => session?.officer.roles.includes(role)) ? { flightId: flight.flightId } : undefined, { topics });
  const [second, setSecond] = useState<string | undefined>(undefined);
  const [closed, setClosed] = useState<Closed | undefined>(undefined);
  const verdict = canClose(flight, flight.blocking);
  const others = (officers.data?.data.officers ?? []).filter((officer) => !officer.disabled && officer.officerId !== session?.officer.id && closingSigners.some((role) => officer.roles.includes(role)));
  const signed = signatures.data?.data.signatures ?? [];
  // Who has signed already stands first.
  const chosen = second ?? signed.find((one) => one.current && one.officerId !== session?.officer.id)?.officerId;
  const officer = others.find((one) => one.officerId === chosen);
  const signature = signed.find((one) => one.officerId === chosen);
  const name = officer === undefined ? '' : language === 'zh' ? officer.nameZh : officer.nameEn;
  const isReady = signature?.current === true;
  const ownReason = reasonFor(closingSigners);
  return (
    <Dialog title={`CLS-01 ${t('steps.CLS-01')} · ${flight.designator}`} open onClose={onClose} wide>
      {closed !== undefined || flight.state === 'closed' ? (
        <div className="tg-stack">
          <p className="fl-closed"><strong>{t('flights.isClosed', { flight: flight.designator })}</strong></p>
          {closed && <Facts facts={[[t('flights.persons'), number(closed.persons)], [t('flights.records'), number(closed.records)], [t('evidence.ledgerHash'), <span key="hash" className="tg-code">{closed.ledgerHash}</span>]]} />}
          <div className="tg-row">
            <a className="tg-button tg-button-primary" href={filePath('flights.closingSheet', { flightId: flight.flightId, language: 'zh' })} download>{t('flights.sheetZh')}</a>
            <a className="tg-button tg-button-primary" href={filePath('flights.closingSheet', { flightId: flight.flightId, language: 'en' })} download>{t('flights.sheetEn')}</a>
          </div>
        </div>
      ) : !verdict.ok ? (
        <div className="tg-stack">
          <p className="fl-wrong"><strong>{refusal(verdict.refusal)}</strong></p>
          <div className="fl-found"><Blocking /></div>
        </div>
      ) : (
        <Form problems={close.refusal ? [{ field: close.refusal.where === '/secondOfficer' ? 'second-officer' : undefined, message: refusal(close.refusal) }] : []} onSubmit={() => {
          if (chosen !== undefined && isReady) void close.run({ flightId: flight.flightId, secondOfficer: chosen }).then((answer) => {
            if (!answer?.ok) return;
            setClosed(answer.result);
            notify(t('flights.isClosed', { flight: flight.designator }));
          });
        }}>
          <p>{t('flights.closeDetail')}</p>
          <Facts facts={[
            [t('flights.onBoard'), number(flight.counts.onBoard)], [t('flights.handedOver'), number(flight.counts.handedOver)], [t('flights.stepsOwed'), number(flight.counts.owedSteps - 1)],
            [t('flights.firstOfficer'), session ? say(session.officer.name) : ''],
          ]} />
          <ComboBox id="second-officer" label={t('evidence.secondOfficer')} required value={chosen} onChange={setSecond} autoFocus options={others.map((one) => ({ value: one.officerId, label: language === 'zh' ? one.nameZh : one.nameEn, hint: one.organisation }))} />
          {signature !== undefined && <p role="status" className={isReady ? undefined : 'tg-problem'}>{t(!isReady ? 'signing.outdated' : signature.way === 'password' ? 'signing.signed' : 'signing.signedElsewhere', { name, time: time(signature.signedAt) })}</p>}
          {officer !== undefined && !isReady && <Countersign key={officer.officerId} name="flights.signClosing" input={{ flightId: flight.flightId }} signer={{ ...officer, name }} topics={topics} onSigned={() => void signatures.refetch()} />}
          {close.fault && <p className="tg-problem" role="alert"><ErrorText error={close.fault} /></p>}
          <div className="tg-form-foot"><Button kind="primary" icon="closing" type="submit" pending={close.pending} disabledReason={reasonFor(['dutyOfficer']) ?? (chosen === undefined ? t('flights.nameSecond') : isReady ? undefined : t('signing.passwordMissing', { name }))}>{t('flights.closeFlight')}</Button>
            <Button icon="check" pending={sign.pending} disabledReason={ownReason} onPress={() => void sign.run({ flightId: flight.flightId }).then((answer) => { if (answer?.ok) notify(t('signing.ownDone')); })}>{t('signing.own')}</Button>
          </div>
          {sign.refusal && <p className="tg-problem" role="alert">{refusal(sign.refusal)}</p>}
        </Form>
      )}
    </Dialog>
  );
}
