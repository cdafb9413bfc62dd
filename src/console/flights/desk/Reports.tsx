import { useState, type ReactNode } from 'react';
import { recipientsOf } from '../../../modules/flights/rules.ts';
import { useAct } from '../../client.ts';
import { ToneMark } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { EmptyState } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { filePath, type FlightReport } from '../flight.ts';
import { useDesk, useReason } from './desk.ts';
import { rememberedRecipients as remembered } from './remembered.ts';

const acknowledgers = ['healthOfficer', 'dutyOfficer', 'centre', 'committee', 'customsOfficer', 'immigration', 'transfer', 'airline'];

/** Lists who may print the report of a positive, as the view has them. */
const positiveReaders: readonly string[] = ['healthOfficer', 'dutyOfficer', 'doctor', 'centre', 'auditor', 'administrator'];

/** Lists the reports of the flight: to whom, who has acknowledged, and the sheets in both languages. */
export function Reports(): ReactNode {
  const { t } = useWords();
  const { flight, open } = useDesk();
  const reasonFor = useReason();
  return (
    <div className="tg-stack">
      <div className="tg-row tg-row-end"><Button icon="report" disabledReason={reasonFor(['healthOfficer', 'dutyOfficer'])} onPress={() => open('REP-01')}>{t('flights.sendReport')}</Button></div>
      <Positives />
      {flight.reports.length === 0 && <Panel><EmptyState icon="report" title={t('flights.noReports')} detail={t('flights.noReportsDetail')} /></Panel>}
      {[...flight.reports].reverse().map((report) => <ReportCard key={report.reportId} report={report} />)}
    </div>
  );
}

/** Reports each positive that is still to be reported, to the recipients of the last report unless others are named. */
function Positives(): ReactNode {
  const { t, refusal } = useWords();
  const { flight, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const report = useAct<unknown, { readonly reportId: string }>('flights.reportPositive', { topics });
  const [recipients, setRecipients] = useState(() => localStorage.getItem(remembered) ?? '');
  const open = flight.blocking.flatMap((block) => (block.kind === 'case' && block.caseId !== undefined && block.steps?.includes('REP-02') === true ? [{ caseId: block.caseId, name: block.name ?? '' }] : []));
  if (open.length === 0) return null;
  const reason = reasonFor(['healthOfficer', 'dutyOfficer']) ?? (recipientsOf(recipients).length === 0 ? t('flights.wrongRecipients') : undefined);
  return (
    <Panel title={t('flights.positivesOpen')}>
      <div className="tg-stack">
        <TextField id="positive-recipients" label={t('evidence.recipients')} hint={t('flights.recipientsHint')} value={recipients} maxLength={500} onChange={setRecipients} />
        {report.refusal && <p className="tg-problem" role="alert">{refusal(report.refusal)}</p>}
        {open.map((person) => <Button key={person.caseId} kind="primary" icon="report" pending={report.pending} disabledReason={reason} onPress={() => void report.run({ caseId: person.caseId, recipients }).then((answer) => { if (answer?.ok) notify(t('flights.positiveSent')); })}>{t('flights.reportPositive', { name: person.name })}</Button>)}
      </div>
    </Panel>
  );
}

/** Shows one report and takes its acknowledgements. */
export function ReportCard({ report }: { readonly report: FlightReport }): ReactNode {
  const { t, say, dateTime, refusal } = useWords();
  const { flight, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const acknowledge = useAct<unknown, { readonly waitingFor: readonly string[]; readonly equalsLedger: boolean | null }>('flights.acknowledgeReport', { topics });
  const session = useSession();
  const closing = report.kind === 'closing';
  return (
    <Panel title={t(`flights.reportKind.${report.kind}`)} actions={(report.kind !== 'positive' || session?.officer.roles.some((role) => positiveReaders.includes(role)) === true) && (['zh', 'en'] as const).map((language) => (
      <a key={language} className="tg-button tg-button-quiet" href={report.kind === 'positive' ? filePath('flights.positiveSheet', { reportId: report.reportId, language }) : closing ? filePath('flights.closingSheet', { flightId: flight.flightId, language }) : filePath('flights.reportSheet', { reportId: report.reportId, language })} download>
        {t(language === 'zh' ? 'flights.pdfZh' : 'flights.pdfEn')}
      </a>
    ))}>
      <div className="tg-stack">
        <p className="tg-muted">{dateTime(report.createdAt)}{report.createdBy && ` · ${say(report.createdBy)}`} · <span className="tg-code" title={report.contentHash}>{report.contentHash.slice(0, 16)}…</span></p>
        {!closing && (
          <ul className="fl-recipients">
            {report.acknowledged.map((entry) => <li key={entry.recipient}><ToneMark tone="done" /><span>{entry.recipient}</span><span className="tg-muted">{t('flights.acknowledgedAt', { time: dateTime(entry.at) })}{entry.by && ` · ${say(entry.by)}`}</span></li>)}
            {report.waitingFor.map((recipient) => (
              <li key={recipient}><ToneMark tone="neutral" /><span>{recipient}</span>
                <Button disabledReason={reasonFor(acknowledgers)} pending={acknowledge.pending} label={`${t('flights.acknowledge')}: ${recipient}`} onPress={() => void acknowledge.run({ reportId: report.reportId, recipient }).then((answer) => {
                  if (!answer) notify(t('shell.offlineAct'), 'wrong');
                  else if (!answer.ok) notify(refusal(answer.refusal), 'wrong');
                  else if (answer.result.equalsLedger === false) notify(t('flights.reportNotEqual'), 'wrong');
                  else notify(answer.result.waitingFor.length > 0 ? t('flights.acknowledgedWaiting', { count: answer.result.waitingFor.length }) : t('flights.acknowledgedAll'));
                })}>{t('flights.acknowledge')}</Button></li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
