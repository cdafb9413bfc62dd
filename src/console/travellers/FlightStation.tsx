import { useMemo, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { stepCatalogue } from '../../modules/prescribed/catalogue.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { EvidenceForm } from '../design/EvidenceForm.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Layout.tsx';
import { StepList, type Step } from '../design/StepList.tsx';
import { EmptyState, ErrorState, ErrorText, Skeleton } from '../design/States.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { ConfirmOnBoard } from './ConfirmOnBoard.tsx';
import { foldedFields } from './evidence-at-hand.ts';
import { Correction, type ToCorrect } from './Correction.tsx';
import { FlightChoice, FlightPicker, useChosenFlight } from './FlightPicker.tsx';
import { OutcomeStrip, type Outcome } from './OutcomeStrip.tsx';
import { shutText } from './passages.ts';
import { useRecording } from './recording.ts';
import { findingOf, forRoles, refusalText, stepName, whatFollows } from './saying.ts';
import { useQueue } from './SidePanels.tsx';
import type { CaseStep, CaseView, RecordResult, Station, StationFlight } from './shapes.ts';

/** Steps of a flight that have their own place in the flight's pages, since they are computed or signed there. */
const elsewhere = ['FLT-02', 'REP-01', 'CLS-01', 'DIF-01', 'DEP-04'];

/** The screen of a station that works on whole flights: the aircraft's door, disinfection, the flight desk. */
export function FlightStation({ station, kind }: { readonly station: Station; readonly kind: string }): ReactNode {
  const chosen = useChosenFlight(station.pointCode);
  const { flight } = chosen;
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  return (
    <div className="tg-stack">
      {flight !== undefined && <Panel><FlightPicker chosen={chosen} /></Panel>}
      <OutcomeStrip outcome={outcome} />
      {flight === undefined ? <FlightChoice chosen={chosen} />
        : <FlightSteps key={flight.flightId} flight={flight} station={station} kind={kind} onOutcome={setOutcome} />}
    </div>
  );
}

function FlightSteps({ flight, station, kind, onOutcome }: { readonly flight: StationFlight; readonly station: Station; readonly kind: string; readonly onOutcome: (outcome: Outcome) => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const roles = useSession()?.officer.roles ?? [];
  const view = useView<CaseView>('prescribed.case', { caseId: flight.flightId }, { topics: [`flight:${flight.flightId}`, `case:${flight.flightId}`] });
  const unconfirmed = useQueue(kind === 'aircraft' ? 'aircraft' : undefined, undefined, flight.flightId).data?.data.total ?? 0;
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const [correcting, setCorrecting] = useState<ToCorrect | undefined>(undefined);
  const mine = useMemo(() => new Set(stepCatalogue.filter((step) => step.caseKind === 'flight' && step.station === kind).map((step) => step.id)), [kind]);
  const order = (step: string): number => stepCatalogue.findIndex((one) => one.id === step);
  if (view.error !== null && view.data === undefined) return <Panel><ErrorState error={view.error} onRetry={() => void view.refetch()} /></Panel>;
  if (view.data === undefined) return <Panel><Skeleton lines={6} /></Panel>;
  const { steps, records } = view.data.data;
  const here = steps.filter((step) => mine.has(step.step)).sort((one, other) => order(one.step) - order(other.step));
  const owed = here.filter((step) => step.state === 'owed');
  // Who is found after the count has to be counted too: the doors' count may be taken again.
  const current = here.find((step) => step.ordinal === chosen && (step.state === 'owed' || step.step === 'BRD-01')) ?? owed[0];
  const entries = here.map((step): Step => {
    const record = records.findLast((one) => one.ordinal === step.ordinal && !one.corrected);
    return {
      key: String(step.ordinal), name: stepName(words, step.step), dueAt: step.dueAt ?? undefined, recordedAt: step.state === 'owed' ? undefined : record?.recordedAt, officer: record?.officer === null ? undefined : record?.officer && say(record.officer),
      finding: record && findingOf(words, step.step, record.evidence),
      state: step.ordinal === current?.ordinal ? 'next' : step.state === 'owed' ? (record?.outcome === 'failed' ? 'failed' : 'owed') : step.state === 'passed' ? 'done' : step.state === 'followed' ? 'followed' : 'notApplicable',
    };
  });
  const done = (step: string, evidence: Readonly<Record<string, unknown>>, result: RecordResult | 'kept'): void => {
    if (result === 'kept') {
      onOutcome({ key: `${step}-${performance.now()}`, word: 'kept', name: flight.designator, what: stepName(words, step), follows: [t('station.keptDetail')] });
      return;
    }
    const passed = (result.outcome ?? 'passed') === 'passed';
    const follows = (result.added ?? []).length > 0 ? result.added ?? [] : (result.owed ?? []).filter((one) => mine.has(one)).sort((one, other) => order(one) - order(other)).slice(0, 1);
    onOutcome({ key: `${step}-${performance.now()}`, word: passed ? 'passed' : 'failed', name: flight.designator, what: [stepName(words, step), findingOf(words, step, evidence)].filter(Boolean).join(' · '), follows: follows.map((one) => whatFollows(words, one)) });
    setChosen(undefined);
  };
  const counted = here.find((step) => step.step === 'BRD-01' && step.state === 'passed');
  return (
    <div className="tg-bench">
      {counted !== undefined && unconfirmed > 0 && current?.step !== 'BRD-01' && (
        <div className="tg-warning tg-bench-wide" role="status"><span className="tg-row"><Icon name="alarm" />{t('station.unconfirmed', { count: unconfirmed })} <Button onPress={() => setChosen(counted.ordinal)}>{t('station.countAgain')}</Button></span></div>
      )}
      <Panel title={current === undefined ? flight.designator : stepName(words, current.step)}>
        {current === undefined ? <EmptyState icon="check" title={t('station.flightOwesNothing')} detail={t('station.flightOwesNothingDetail')} />
          : current.step === 'BRD-01' || current.step === 'DEP-04' ? <ConfirmOnBoard flight={flight} stationId={station.stationId} shut={shutText(words, 'flight', steps.filter((step) => step.state === 'owed'), current)} onDone={(result) => done(current.step, {}, result)} />
            : current.step === 'FLT-01' ? <ConfirmList flight={flight} onDone={(result) => done(current.step, {}, result)} />
              : elsewhere.includes(current.step) ? <EmptyState icon="flight" title={t('station.doneOnFlightPage')} action={<Link to={`/flights/${flight.flightId}`}>{t('station.toFlight', { flight: flight.designator })}</Link>} />
                : <FlightForm key={current.ordinal} designator={flight.designator} step={current} view={view.data.data} station={station} roles={roles} onDone={done} />}
      </Panel>
      <Panel flush title={t('station.flightSteps', { flight: flight.designator })}>
        {entries.length === 0 ? <p className="tg-side-empty tg-muted">{t('station.flightOwesNothing')}</p> : (
          <StepList label={t('station.flightSteps', { flight: flight.designator })} steps={entries} onOpen={(entry) => {
            const step = here.find((one) => String(one.ordinal) === entry.key);
            if (step?.state === 'owed' || (step !== undefined && step.step === 'BRD-01')) setChosen(step.ordinal);
            else if (step !== undefined && !elsewhere.includes(step.step)) setCorrecting({ caseId: flight.flightId, name: flight.designator, step: step.step });
          }} />
        )}
      </Panel>
      {correcting !== undefined && <Correction what={correcting} stationId={station.stationId} onClose={() => setCorrecting(undefined)} onDone={(evidence, result) => {
        done(correcting.step, evidence, result);
        setCorrecting(undefined);
      }} />}
    </div>
  );
}

function ConfirmList({ flight, onDone }: { readonly flight: StationFlight; readonly onDone: (result: RecordResult) => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const confirm = useAct<unknown, RecordResult>('travellers.confirmList', { topics: [`flight:${flight.flightId}`] });
  return (
    <div className="tg-stack">
      <p>{t('station.confirmListDetail')}</p>
      {confirm.refusal && <p className="tg-problem" role="alert">{refusalText(words, confirm.refusal)}</p>}
      {confirm.fault && <p className="tg-problem" role="alert"><ErrorText error={confirm.fault} /></p>}
      <div><Button kind="primary" pending={confirm.pending} autoFocus onPress={() => void confirm.run({ flightId: flight.flightId }).then((answer) => { if (answer?.ok) onDone(answer.result); })}>{t('station.confirmList')}</Button></div>
    </div>
  );
}

function FlightForm({ designator, step, view, station, roles, onDone }: {
  readonly designator: string;
  readonly step: CaseStep;
  readonly view: CaseView;
  readonly station: Station;
  readonly roles: readonly string[];
  readonly onDone: (step: string, evidence: Readonly<Record<string, unknown>>, result: RecordResult | 'kept') => void;
}): ReactNode {
  const words = useWords();
  const recording = useRecording(station.stationId);
  const definition = stepCatalogue.find((one) => one.id === step.step);
  const counted = view.records.findLast((record) => (record.step === 'BRD-01' || record.step === 'DEP-04') && !record.corrected)?.evidence['headCount'];
  // The officer counts the batches; the sum is not for anybody to type.
  const isBatches = step.step === 'BRD-03';
  const known = {
    'DSB-01': { permitted: true }, 'BRD-02': { persons: view.facts['boarding.illPersons'] }, 'BRD-03': { headCount: counted, sumOfBatches: 0 },
    'CLN-01': { done: true }, 'FLT-03': { staffReady: true, protectiveEquipmentReady: true, devicesCalibrated: true },
  }[step.step] ?? {};
  const allowed = definition?.roles.some((role) => roles.includes(role)) === true;
  const reason = allowed ? shutText(words, 'flight', view.steps.filter((one) => one.state === 'owed'), step) : forRoles(words, definition?.roles ?? []);
  return (
    <>
      {reason !== undefined && <p className="tg-warning" role="status" data-blocked><Icon name="alarm" /> {reason}</p>}
      {recording.refusal?.params?.['steps'] !== undefined && <p className="tg-problem">{refusalText(words, recording.refusal)}</p>}
      <EvidenceForm schema={definition?.evidence} known={known} folded={foldedFields} hidden={isBatches ? ['sumOfBatches'] : []} pending={recording.pending} refusal={recording.refusal} fault={recording.fault}
        disabledReason={reason}
        onSubmit={(values) => {
          const batches = values['batches'];
          const evidence: Record<string, unknown> = isBatches && Array.isArray(batches) ? { ...values, sumOfBatches: (batches as number[]).reduce((sum, one) => sum + one, 0) } : { ...values };
          void recording.send<RecordResult>('prescribed.record', { caseId: view.caseId, step: step.step, evidence }, { label: `${designator} · ${stepName(words, step.step)}`, mayKeep: definition?.passes === undefined }).then((sent) => {
            if (sent.kind === 'done') onDone(step.step, evidence, sent.result);
            else if (sent.kind === 'kept') onDone(step.step, evidence, 'kept');
          });
        }} />
    </>
  );
}
