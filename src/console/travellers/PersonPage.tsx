import { useState, type ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { findStep, stepsFor } from '../../modules/prescribed/catalogue.ts';
import { useView } from '../client.ts';
import { AlarmsOfCase } from '../devices/AlarmsOfCase.tsx';
import { Status } from '../design/Badge.tsx';
import { Drawer } from '../design/Dialog.tsx';
import { EvidenceForm } from '../design/EvidenceForm.tsx';
import { Columns, Facts, Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { PersonCard as PersonFace } from '../design/PersonCard.tsx';
import { Select } from '../design/Select.tsx';
import { StepList, type Step } from '../design/StepList.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useNotify } from '../design/Toast.tsx';
import { eventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { CaseTimeline, evidenceText } from './CaseTimeline.tsx';
import { DeclaredTab } from './DeclaredTab.tsx';
import { Correction, type ToCorrect } from './Correction.tsx';
import { evidenceOf, knownEvidence, stationSchema, withoutPerson } from './evidence-at-hand.ts';
import { OutboxStrip } from './OutboxStrip.tsx';
import { useRecording } from './recording.ts';
import { findingOf, kindName, personOf, refusalText, stepName, whatFollows } from './saying.ts';
import { SeatMap } from './SeatMap.tsx';
import { nameOf, type CaseView, type Lookup, type PersonCard, type RecordResult } from './shapes.ts';
import './travellers.css';

// Who may read what was declared, as the view says.
const cardRoles = ['healthOfficer', 'dutyOfficer', 'gate', 'doctor'];

/** One person's case: who it is, what is owed and done, every record with its evidence, and what may be recorded by this officer. */
export function PersonPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { caseId = '' } = useParams();
  const officer = useSession()?.officer;
  const topics = ['flight:*', `case:${caseId}`];
  const lookup = useView<Lookup>('travellers.lookup', { text: caseId }, { topics });
  const view = useView<CaseView>('prescribed.case', { caseId }, { topics });
  const card = lookup.data?.data.matches[0];
  if (lookup.data === undefined) return <div className="tg-page">{lookup.error === null ? <Skeleton lines={8} /> : <ErrorState error={lookup.error} onRetry={() => void lookup.refetch()} />}</div>;
  if (card === undefined) return <EmptyState wholePage icon="person" title={t('station.personNotFound')} action={<Link to="/">{t('shell.toStart')}</Link>} />;
  const status = card.absent ? <Status tone="quiet">{t('station.absent')}</Status> : card.ended ? <Status tone="done">{t('station.caseEnded')}</Status> : card.abnormal ? <Status tone="wrong">{t('station.abnormal')}</Status> : card.handedOver ? <Status tone="done">{t('station.handedOver')}</Status> : <Status>{t('station.owedShort', { count: card.owed.length })}</Status>;
  return (
    <div className="tg-page tg-station-page">
      <PageHeader title={nameOf(card)} status={status} crumbs={[{ title: card.designator, to: `/flights/${card.flightId}` }, { title: nameOf(card) }]} />
      <OutboxStrip />
      <AlarmsOfCase caseId={card.caseId} isOwed={card.owed.some((owed) => owed.step === 'TRV-ALRM')} />
      <Panel><PersonFace person={personOf(words, card)} /></Panel>
      {view.data !== undefined ? <CaseParts card={card} view={view.data.data} roles={officer?.roles ?? []} stationId={officer?.stationId ?? null} />
        : view.error === null ? <Panel><Skeleton lines={6} /></Panel>
          : <Panel><StepList label={t('station.owedList')} steps={card.owed.map((owed): Step => ({ key: String(owed.ordinal), name: stepName(words, owed.step), state: 'owed', station: kindName(words, owed.station), dueAt: owed.dueAt ?? undefined }))} /><ErrorState error={view.error} /></Panel>}
    </div>
  );
}

function CaseParts({ card, view, roles, stationId }: { readonly card: PersonCard; readonly view: CaseView; readonly roles: readonly string[]; readonly stationId: string | null }): ReactNode {
  const words = useWords();
  const { t, say, dateTime } = words;
  const notify = useNotify();
  const [params, setParams] = useSearchParams();
  const [recordingStep, setRecordingStep] = useState<{ step: string; known?: Readonly<Record<string, unknown>> } | undefined>(undefined);
  const [correcting, setCorrecting] = useState<ToCorrect | undefined>(undefined);
  const may = (step: string): boolean => findStep(step)?.roles.some((role) => roles.includes(role)) === true && findStep(step)?.onlyBy === undefined;
  const because = (text: string): string => {
    const [kind = '', step = ''] = text.split(':');
    return kind === 'failed' ? t('station.becauseFailed', { step: stepName(words, step) }) : kind === 'diverted' ? t('station.becauseDiverted', { step: stepName(words, step) }) : words.find(`station.because.${kind}`) ?? text;
  };
  const firstOwed = view.steps.find((step) => step.state === 'owed' && !withoutPerson.includes(findStep(step.step)?.station ?? ''))?.ordinal;
  const steps = view.steps.map((step): Step => {
    const last = view.records.findLast((record) => record.ordinal === step.ordinal && !record.corrected);
    const finding = last === undefined ? undefined : findingOf(words, step.step, last.evidence);
    return {
      key: String(step.ordinal), name: stepName(words, step.step), station: kindName(words, findStep(step.step)?.station ?? ''), dueAt: step.dueAt ?? undefined, startedAt: step.owedAt,
      recordedAt: step.state === 'owed' ? undefined : last?.recordedAt, officer: last?.officer === null || last === undefined ? undefined : last.officer, finding,
      ruleText: step.state === 'not_applicable' && last?.rule ? last.rule : step.because === 'plan' ? undefined : because(step.because),
      state: step.state === 'passed' ? 'done' : step.state === 'followed' ? 'followed' : step.state === 'not_applicable' ? 'notApplicable' : last?.outcome === 'failed' ? 'failed' : step.ordinal === firstOwed ? 'next' : 'owed',
    };
  });
  const others = stepsFor(view.direction).filter((step) => step.caseKind === 'traveller' && may(step.id) && (view.steps.some((one) => one.step === step.id) || ['CHK-03', 'INV-01', 'INV-02'].includes(step.id)));
  const handOver = view.records.findLast((record) => (record.step === 'XFR-01' || record.step === 'XFR-02') && record.outcome === 'passed');
  return (
    <>
      <Tabs label={t('station.personTitle')} selected={params.get('part') ?? 'steps'} onSelect={(part) => setParams({ part }, { replace: true })} tabs={[
        { key: 'steps', title: t('station.tabSteps'), count: card.owed.length, content: (
          <div className="tg-stack">
            <Panel flush title={t('station.owedOf', { done: steps.filter((step) => step.state === 'done' || step.state === 'notApplicable' || step.state === 'followed').length, total: steps.length })}>
              <StepList label={t('station.stepsOf', { name: nameOf(card) })} steps={steps} onOpen={(entry) => {
                const step = view.steps.find((one) => String(one.ordinal) === entry.key);
                if (step === undefined) return;
                const by = findStep(step.step)?.onlyBy;
                if (by !== undefined) notify(words.refusal({ code: 'step-by-action', params: { step: stepName(words, step.step), action: by } }), 'neutral');
                else if (!may(step.step)) notify(t('station.notYourStep', { roles: words.roleNames(findStep(step.step)?.roles ?? []) }), 'neutral');
                else if (step.state === 'owed') setRecordingStep({ step: step.step });
                else setCorrecting({ caseId: card.caseId, name: nameOf(card), step: step.step });
              }} />
            </Panel>
            {others.length > 0 && !view.ended && <Panel><Select label={t('station.anotherStep')} hint={t('station.anotherStepHint')} value={undefined} onChange={(step) => step !== undefined && setRecordingStep({ step })} options={others.map((step) => ({ value: step.id, label: stepName(words, step.id) }))} /></Panel>}
          </div>
        ) },
        { key: 'records', title: t('station.tabTimeline'), count: view.records.length, content: <Panel><CaseTimeline records={view.records} roles={roles} ended={view.ended} onCorrect={(record) => setCorrecting({ caseId: card.caseId, name: nameOf(card), step: record.step, recordId: record.recordId })} /></Panel> },
        { key: 'facts', title: t('station.tabFacts'), content: (
          <Columns minimum={360}>
            <Panel title={t('station.factsTitle')}><Facts facts={Object.entries(view.facts).map(([name, value]) => [typeof value === 'boolean' && !value ? words.find(`facts.${name}.no`) ?? name : words.find(`facts.${name}`) ?? name,
              typeof value === 'string' ? words.find(`facts.${name}.${value}`) ?? value : evidenceText(words, name, value)] as const)} /></Panel>
            <Panel title={t('station.planTitle')}><Facts facts={[
              [t('station.planPinned'), <Link key="plan" to={`/plans/${view.planId}?version=${view.planVersion}`}>v{view.planVersion}</Link>],
              ...view.gates.map((gate) => [words.find(`gates.traveller.${gate.gate}`) ?? words.find(`station.gate.${gate.gate}`) ?? gate.gate, gate.passedAt === null ? t('station.gateShut') : t('station.gateOpenSince', { time: dateTime(gate.passedAt) })] as const),
              [t('station.handOverFact'), handOver === undefined ? t('station.notHandedOver') : `${findingOf(words, handOver.step, handOver.evidence) ?? ''} · ${dateTime(handOver.occurredAt)}${handOver.officer === null ? '' : ` · ${say(handOver.officer)}`}`],
              [t('station.documents'), card.documents.map((document) => `${document.type} ${document.number} ${document.issuer}`).join(words.t('shell.comma')) || '–'],
              [t('station.accreditation'), card.accreditationNumber ?? '–'], [t('station.booking'), card.bookingReference ?? '–'], [t('station.cluster'), card.roomCluster ?? '–'],
            ]} /></Panel>
          </Columns>
        ) },
        ...(cardRoles.some((role) => roles.includes(role)) ? [{ key: 'declaration', title: t('privacy.tabDeclaration'), content: <DeclaredTab key={card.caseId} caseId={card.caseId} /> }] : []),
        { key: 'contacts', title: t('station.tabContacts'), content: <SeatMap card={card} onDetermined={(ruleVersion, contacts) => {
          notify(t('station.contactsDetermined', { count: contacts, rule: ruleVersion }));
          if (view.steps.some((step) => step.step === 'REP-03' && step.state === 'owed') && may('REP-03')) setRecordingStep({ step: 'REP-03', known: { ruleVersion, contacts, reached: contacts } });
        }} /> },
      ]} />
      {recordingStep !== undefined && <RecordStep card={card} view={view} step={recordingStep.step} known={recordingStep.known} stationId={stationId} onClose={() => setRecordingStep(undefined)} onDone={(message, passed) => {
        setRecordingStep(undefined);
        notify(message, passed ? 'done' : 'wrong');
      }} />}
      {correcting !== undefined && <Correction what={correcting} stationId={stationId} onClose={() => setCorrecting(undefined)} onDone={() => {
        setCorrecting(undefined);
        notify(t('station.correctedShort'));
      }} />}
    </>
  );
}

function RecordStep({ card, view, step, known, stationId, onClose, onDone }: {
  readonly card: PersonCard; readonly view: CaseView; readonly step: string; readonly known: Readonly<Record<string, unknown>> | undefined; readonly stationId: string | null; readonly onClose: () => void; readonly onDone: (message: string, passed: boolean) => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const recording = useRecording(stationId);
  const [first] = useState(() => ({ ...knownEvidence(step, { card, view, place: '', now: eventNow(), personScanned: false }), ...known }));
  return (
    <Drawer title={t('station.recordStep', { step: stepName(words, step) })} open onClose={onClose}>
      {recording.refusal?.params?.['steps'] !== undefined && <p className="tg-problem">{refusalText(words, recording.refusal)}</p>}
      <EvidenceForm schema={stationSchema(step)} known={first} pending={recording.pending} refusal={recording.refusal} fault={recording.fault} onSubmit={(values) => {
        const evidence = evidenceOf(step, values);
        void recording.send<RecordResult>('prescribed.record', { caseId: card.caseId, step, evidence }, { label: `${nameOf(card)} · ${stepName(words, step)}`, mayKeep: findStep(step)?.passes === undefined }).then((sent) => {
          if (sent.kind === 'kept') onDone(`${t('station.keptHere')}: ${t('station.keptDetail')}`, true);
          if (sent.kind !== 'done') return;
          const passed = sent.result.outcome === 'passed';
          const follows = (sent.result.added ?? []).filter((one) => sent.result.owed?.includes(one)).map((one) => whatFollows(words, one));
          onDone([passed ? t('station.passed') : t('station.failed'), stepName(words, step), findingOf(words, step, evidence), ...follows].filter(Boolean).join(' · '), passed);
        });
      }} />
    </Drawer>
  );
}
