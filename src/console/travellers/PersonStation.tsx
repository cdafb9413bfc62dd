import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { findStep, stepCatalogue } from '../../modules/prescribed/catalogue.ts';
import { thresholds } from '../../modules/prescribed/catalogue/thresholds.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Clock } from '../design/Clock.tsx';
import { EvidenceForm } from '../design/EvidenceForm.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Layout.tsx';
import { PersonCard as PersonFace } from '../design/PersonCard.tsx';
import { ScanBox, type ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { EmptyState } from '../design/States.tsx';
import { Status } from '../design/Badge.tsx';
import { useEventNow, eventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { Correction } from './Correction.tsx';
import { evidenceOf, hiddenFields, inWalkingOrder, isDeclared, knownEvidence, restsSince, stationSchema, withoutPerson } from './evidence-at-hand.ts';
import { focusScanBox, readCard, useFinding, type Present } from './finding-people.ts';
import { useHistory, type Past } from './history.ts';
import { MatchList } from './MatchList.tsx';
import { OutcomeStrip, type Outcome } from './OutcomeStrip.tsx';
import { OutsideList } from './OutsideList.tsx';
import { useRecording } from './recording.ts';
import { findingOf, personOf, refusalText, stationName, stepName, whatFollows } from './saying.ts';
import { HistoryPanel, OwedPanel, QueuePanel, useQueue } from './SidePanels.tsx';
import { nameOf, type Lookup, type RecordResult, type Station } from './shapes.ts';

/** Lists the travellers' steps of a kind of station; the flight desk also takes what came in before departure. */
export function stepsOfKind(kind: string): readonly string[] {
  return stepCatalogue.filter((step) => step.caseKind === 'traveller' && (step.station === kind || (kind === 'desk' && step.station === 'remote'))).map((step) => step.id);
}

/** What a special station adds to the screen for one person. */
export type StationExtras = {
  /** Takes a scan for itself (a tube); undefined leaves it to the search for people. */
  readonly intercept?: (scan: Scan, lookup: Lookup) => ScanAnswer | undefined;
  readonly tubeId?: string | undefined;
  /** Why nothing can be recorded for the person yet. */
  readonly blocked?: (person: Present) => string | undefined;
  /** Shown between the person and the form. */
  readonly slot?: ReactNode;
  readonly onRecorded?: () => void;
  readonly scanHint?: string;
};

/** The screen of a station where one person after the other comes by: scan, see, record, next. */
export function PersonStation({ station, kind, first, extras = {} }: {
  readonly station: Station;
  readonly kind: string;
  /** The case of the person to begin with. */
  readonly first?: string | undefined;
  readonly extras?: StationExtras;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const officer = useSession()?.officer;
  const steps = useMemo(() => stepsOfKind(kind), [kind]);
  const finding = useFinding({ stationId: station.stationId });
  const { found, release } = finding;
  const queue = useQueue(kind, station.pointCode);
  const history = useHistory(officer?.id ?? '', station.stationId);
  const recording = useRecording(station.stationId);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const [adding, setAdding] = useState<Scan | true | undefined>(undefined);
  const [correcting, setCorrecting] = useState<Past | undefined>(undefined);

  const next = (): void => {
    release();
    recording.reset();
    focusScanBox();
  };
  const leaving = useRef(next);
  leaving.current = next;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (document.querySelector('[role="dialog"]')) return;
      if (event.key === 'Escape') leaving.current();
      if (event.key === 'F2') {
        event.preventDefault();
        setAdding(true);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const { show } = finding;
  useEffect(() => {
    if (first !== undefined) void readCard(first).then((card) => card && show(card, { scanned: false, problems: [] }));
  }, [first, show]);

  const record = async (person: Present, step: string, values: Readonly<Record<string, unknown>>): Promise<void> => {
    const { card } = person;
    const evidence = evidenceOf(step, values);
    const what = [stepName(words, step), findingOf(words, step, evidence)].filter(Boolean).join(' · ');
    const [name, input] = step === 'XFR-02' ? ['travellers.handOverAbnormal', { caseId: card.caseId, ...evidence }] : ['prescribed.record', { caseId: card.caseId, step, evidence }];
    const sent = await recording.send<RecordResult>(name as string, input, { label: `${nameOf(card)} · ${what}`, mayKeep: step !== 'XFR-02' });
    if (sent.kind === 'refused' || sent.kind === 'failed') return;
    const at = new Date(eventNow()).toISOString();
    const passed = sent.kind === 'done' && (sent.result.outcome ?? 'passed') === 'passed';
    history.add({ key: sent.id, caseId: card.caseId, name: nameOf(card), seat: card.seat, step, outcome: sent.kind === 'kept' ? 'kept' : passed ? 'passed' : 'failed', evidence, at });
    extras.onRecorded?.();
    const owed = sent.kind === 'done' ? inWalkingOrder((sent.result.owed ?? []).map((one) => ({ step: one }))).map((one) => one.step) : [];
    const added = sent.kind === 'done' ? (sent.result.added ?? []).filter((one) => owed.includes(one)) : [];
    const onFoot = owed.filter((one) => !withoutPerson.includes(findStep(one)?.station ?? ''));
    const follows = passed ? onFoot.slice(0, 1) : added.length > 0 ? added : owed.includes(step) ? [step] : onFoot.slice(0, 1);
    setOutcome({
      key: sent.id, word: sent.kind === 'kept' ? 'kept' : passed ? 'passed' : 'failed', name: nameOf(card), seat: card.seat, what,
      follows: sent.kind === 'kept' ? [t('station.keptDetail')] : follows.length === 0 ? [t('station.owesNothing')] : follows.map((one) => whatFollows(words, one)),
      ...(passed && onFoot.length > 1 ? { more: onFoot.length - 1 } : {}),
    });
    // What the failure opened at this very desk is done at once; a retest waits for its rest.
    const again = added.find((one) => steps.includes(one) && one !== 'CHK-03') ?? (sent.kind === 'done' ? owed.find((one) => steps.includes(one) && one !== 'CHK-03' && one !== step) : undefined);
    if (again === undefined) {
      next();
      return;
    }
    recording.reset();
    const card2 = await readCard(card.caseId).catch(() => undefined);
    if (card2 === undefined) next();
    else await finding.show(card2, { scanned: person.scanned, problems: [] });
  };

  const scan = async (one: Scan): Promise<ScanAnswer> => {
    setOutcome(undefined);
    recording.reset();
    if (extras.intercept === undefined) return finding.onScan(one);
    const looked = await finding.lookUp(one);
    return extras.intercept(one, looked.lookup) ?? finding.take(one, looked);
  };

  return (
    <div className="tg-bench">
      <div className="tg-stack">
        <ScanBox onScan={scan} history={3} {...(extras.scanHint === undefined ? {} : { hint: extras.scanHint })} />
        <OutcomeStrip outcome={outcome} />
        {found.kind === 'nobody' && (outcome === undefined || extras.tubeId !== undefined) && (
          <Panel>{extras.slot}<EmptyState icon="scan" title={t('station.nextPerson')} detail={t('station.nextPersonDetail')}
            action={<Button icon="plus" keyHint="F2" onPress={() => setAdding(true)}>{t('station.foundOutside')}</Button>} /></Panel>
        )}
        {found.kind === 'several' && <MatchList matches={found.matches} onChoose={(card) => void finding.show(card, { scanned: false, problems: found.lookup.problems })} />}
        {found.kind === 'unknown' && (
          <Panel><EmptyState icon="search" title={t('station.nobodyFound')} detail={found.problems.map((problem) => words.find(`station.problem.${problem.code}`) ?? problem.reason).join(' ') || t('station.nobodyFoundDetail')}
            action={<Button icon="plus" keyHint="F2" onPress={() => setAdding(found.scan)}>{t('station.foundOutside')}</Button>} /></Panel>
        )}
        {found.kind === 'person' && (
          <PersonWork key={found.person.card.caseId} person={found.person} station={station} steps={steps} extras={extras} recording={recording}
            onRecord={(step, values) => void record(found.person, step, values)} onNext={next} roles={officer?.roles ?? []} />
        )}
      </div>
      <div className="tg-stack">
        {found.kind === 'person' && <OwedPanel card={found.person.card} view={found.person.view} here={steps} />}
        <QueuePanel kind={kind} steps={steps} queue={queue.data?.data} error={queue.error} onRetry={() => void queue.refetch()} history={history.entries}
          selected={found.kind === 'person' ? found.person.card.caseId : undefined} onOpen={(card) => {
            setOutcome(undefined);
            recording.reset();
            void finding.show(card, { scanned: false, problems: [], fromMemory: false });
          }} />
        <HistoryPanel entries={history.entries} onCorrect={setCorrecting} />
      </div>
      {adding !== undefined && (
        <OutsideList scan={adding === true ? (found.kind === 'unknown' ? found.scan : undefined) : adding} pointCode={station.pointCode} onClose={() => setAdding(undefined)} onAdded={(caseId) => {
          setAdding(undefined);
          void readCard(caseId).then((card) => card && finding.show(card, { scanned: true, problems: [] }));
        }} />
      )}
      {correcting !== undefined && (
        <Correction what={{ caseId: correcting.caseId, name: correcting.name, step: correcting.step }}
          stationId={station.stationId} onClose={() => setCorrecting(undefined)} onDone={(evidence, result) => {
            const passed = result.outcome === 'passed';
            history.markCorrected(correcting.key, evidence, passed ? 'passed' : 'failed');
            setOutcome({ key: `${correcting.key}-${performance.now()}`, word: 'corrected', name: correcting.name, seat: correcting.seat, what: [stepName(words, correcting.step), findingOf(words, correcting.step, evidence)].filter(Boolean).join(' · '),
              follows: (result.added ?? []).filter((one) => result.owed?.includes(one)).map((one) => whatFollows(words, one)) });
            setCorrecting(undefined);
            next();
          }} />
      )}
    </div>
  );
}

function PersonWork({ person, station, steps, extras, recording, roles, onRecord, onNext }: {
  readonly person: Present;
  readonly station: Station;
  readonly steps: readonly string[];
  readonly extras: StationExtras;
  readonly recording: ReturnType<typeof useRecording>;
  readonly roles: readonly string[];
  readonly onRecord: (step: string, values: Readonly<Record<string, unknown>>) => void;
  readonly onNext: () => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const { card, view } = person;
  const here = card.owed.filter((owed) => steps.includes(owed.step));
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const current = here.find((owed) => owed.ordinal === chosen) ?? here[0];
  const elsewhere = inWalkingOrder(card.owed.filter((owed) => !steps.includes(owed.step) && !withoutPerson.includes(findStep(owed.step)?.station ?? '')));
  const status = card.absent ? <Status tone="quiet">{t('station.absent')}</Status> : card.ended ? <Status tone="done">{t('station.caseEnded')}</Status>
    : card.abnormal ? <Status tone="wrong">{t('station.abnormal')}</Status> : card.handedOver ? <Status tone="done">{t('station.handedOver')}</Status> : <Status tone="current">{card.designator}</Status>;
  return (
    <Panel>
      <PersonFace person={personOf(words, card)} status={status} actions={<>
        <Link className="tg-person-link" to={`/person/${card.caseId}`}>{t('station.openCase')}</Link>
        <Button kind="quiet" keyHint="Esc" onPress={onNext}>{t('station.next')}</Button>
      </>} />
      {person.fromMemory && <p className="tg-warning">{t('station.fromMemory')}</p>}
      {person.problems.length > 0 && (
        <ul className="tg-warnings" role="alert">{person.problems.map((problem) => (
          <li key={`${problem.code}${problem.where}`}><Icon name="alarm" /><span>{words.find(`station.problem.${problem.code}`) ?? problem.reason} <span className="tg-muted">{problem.reason}</span></span></li>
        ))}</ul>
      )}
      {isDeclared(person) === false && steps.includes('CHK-01') && current !== undefined && <p className="tg-warning"><Icon name="alarm" /> {t('station.noDeclaration')}</p>}
      {extras.slot}
      {here.length > 1 && (
        <div className="tg-row" role="group" aria-label={t('station.owedHere')}>
          {here.map((owed) => <Button key={owed.ordinal} pressed={owed.ordinal === current?.ordinal} onPress={() => setChosen(owed.ordinal)}>{stepName(words, owed.step)}</Button>)}
        </div>
      )}
      {current === undefined ? (
        <div className="tg-nothing-here" data-nothing-owed>
          <Icon name={card.owed.length === 0 ? 'check' : 'info'} size={22} />
          <div>
            <strong>{card.owed.length === 0 ? t('station.owesNothing') : t('station.owesNothingHere')}</strong>
            {elsewhere[0] !== undefined && <p>{t('station.goTo', { step: whatFollows(words, elsewhere[0].step) })}</p>}
            {elsewhere[0] === undefined && card.owed.length > 0 && <p>{t('station.waitsFor', { steps: card.owed.map((owed) => stepName(words, owed.step)).join(words.language === 'zh' ? '、' : ', ') })}</p>}
          </div>
        </div>
      ) : (
        <StepForm key={`${current.ordinal} ${extras.tubeId ?? ''}`} person={person} step={current.step} place={station.lane === '' ? stationName(words, station) : station.lane} tubeId={extras.tubeId}
          blocked={extras.blocked?.(person) ?? (findStep(current.step)?.roles.some((role) => roles.includes(role)) === true ? undefined
            : t('station.notYourStep', { roles: findStep(current.step)?.roles.map((role) => words.find(`roles.${role}`) ?? role).join(', ') ?? '' }))}
          recording={recording} onSubmit={(values) => onRecord(current.step, values)} />
      )}
      {view === undefined && !person.fromMemory && current !== undefined && findStep(current.step)?.health === true && <p className="tg-muted">{t('station.caseHidden')}</p>}
    </Panel>
  );
}

function StepForm({ person, step, place, tubeId, blocked, recording, onSubmit }: {
  readonly person: Present;
  readonly step: string;
  readonly place: string;
  readonly tubeId: string | undefined;
  readonly blocked: string | undefined;
  readonly recording: ReturnType<typeof useRecording>;
  readonly onSubmit: (values: Readonly<Record<string, unknown>>) => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const now = useEventNow();
  const schema = useMemo(() => stationSchema(step), [step]);
  const restStarted = step === 'CHK-03' ? restsSince(person.view) : undefined;
  const plan = useView<{ readonly document: { readonly thresholds: Readonly<Record<string, number>> } }>('flights.plan', restStarted === undefined || person.view === undefined ? undefined : { planId: person.view.planId, version: person.view.planVersion });
  const rest = plan.data?.data.document.thresholds['retestRestMinutes'] ?? thresholds.find((threshold) => threshold.name === 'retestRestMinutes')?.baseline ?? 5;
  const restUntil = restStarted === undefined ? undefined : Date.parse(restStarted) + rest * 60_000;
  const resting = restUntil !== undefined && now < restUntil;
  const [known] = useState(() => knownEvidence(step, { card: person.card, view: person.view, place, now: eventNow(), tubeId, personScanned: person.scanned }));
  const refusal = recording.refusal;
  const steps = refusal?.params?.['steps'];
  return (
    <section className="tg-step-form" data-step={step} aria-label={stepName(words, step)}>
      <header className="tg-step-form-head"><h3>{stepName(words, step)}</h3>
        {resting && restUntil !== undefined && <span className="tg-row">{t('station.restUntil')} <Clock dueAt={new Date(restUntil).toISOString()} startedAt={restStarted} warnMinutes={0} label={t('station.restUntil')} /></span>}
      </header>
      {refusal !== undefined && Array.isArray(steps) && steps.length > 0 && <p className="tg-problem">{refusalText(words, refusal)}</p>}
      {/* The rest that is over when the form is drawn is what was waited; a form drawn during the rest is drawn again after it. */}
      <EvidenceForm key={resting ? 'resting' : 'ready'} schema={schema} known={resting || step !== 'CHK-03' ? known : { ...known, ...knownEvidence(step, { card: person.card, view: person.view, place, now: eventNow() }) }}
        hidden={hiddenFields(step)} onSubmit={onSubmit} pending={recording.pending} refusal={refusal} fault={recording.fault}
        disabledReason={blocked ?? (resting && restUntil !== undefined ? t('station.stillResting', { time: words.time(restUntil) }) : undefined)} />
    </section>
  );
}
