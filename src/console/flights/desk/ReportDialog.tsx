import { useState, type ReactNode } from 'react';
import { recipientsOf } from '../../../modules/flights/rules.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Form } from '../../design/Form.tsx';
import { ErrorText } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from './desk.ts';
import { rememberedRecipients as remembered } from './remembered.ts';
import { ReportCard } from './Reports.tsx';

/** Sends the information report, generated from the records, and takes its acknowledgements. */
export function ReportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, refusal } = useWords();
  const { flight, topics } = useDesk();
  const notify = useNotify();
  const reasonFor = useReason();
  const send = useAct('flights.sendReport', { topics });
  const [recipients, setRecipients] = useState(() => localStorage.getItem(remembered) ?? '');
  const [tried, setTried] = useState(false);
  const wrong = recipientsOf(recipients).length === 0 ? t('flights.wrongRecipients') : undefined;
  const newest = flight.reports.findLast((report) => report.kind === 'information');
  return (
    <Dialog title={`REP-01 ${t('steps.REP-01')}`} open onClose={onClose} wide>
      <div className="tg-stack">
        {newest && <ReportCard report={newest} />}
        <Form problems={[...(tried && wrong ? [{ field: 'recipients', message: wrong }] : []), ...(send.refusal ? [{ message: refusal(send.refusal) }] : [])]} onSubmit={() => {
          setTried(true);
          if (wrong !== undefined) return;
          localStorage.setItem(remembered, recipients);
          void send.run({ flightId: flight.flightId, kind: 'information', recipients }).then((answer) => {
            if (answer?.ok) notify(t('flights.reportSent'));
          });
        }}>
          <TextField id="recipients" label={t('evidence.recipients')} value={recipients} maxLength={500} autoFocus={newest === undefined} problem={tried ? wrong : undefined} hint={t('flights.recipientsHint')} onChange={setRecipients} />
          <p className="tg-muted">{t('flights.reportDetail')}</p>
          {flight.blocking.some((block) => block.kind === 'case') && <p className="fl-late">{t('flights.reportEarly')}</p>}
          {send.fault && <p className="tg-problem" role="alert"><ErrorText error={send.fault} /></p>}
          <div className="tg-form-foot"><Button kind={newest === undefined ? 'primary' : 'quiet'} icon="report" type="submit" pending={send.pending} disabledReason={reasonFor(['healthOfficer', 'dutyOfficer'])}>{newest === undefined ? t('flights.sendReport') : t('flights.sendAgain')}</Button></div>
        </Form>
      </div>
    </Dialog>
  );
}
