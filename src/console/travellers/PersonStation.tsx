import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { findStep, stepCatalogue } from '../../modules/prescribed/catalogue.ts';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { useKeys } from '../design/listening.ts';
import { ScanBox, type ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { EmptyState } from '../design/States.tsx';
import { eventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { useCodeKeys } from './code-keys.ts';
import { useCodes } from './code-reading.ts';
import { CodeStrip, DeclarationPanel, KeysLine } from './CodeStrip.tsx';
import { Correction } from './Correction.tsx';
import { evidenceOf, inWalkingOrder, withoutPerson } from './evidence-at-hand.ts';
import { focusScanBox, readCard, useFinding, type Present } from './finding-people.ts';
import { useHistory, type Past } from './history.ts';
import { MatchList } from './MatchList.tsx';
import { OutcomeStrip, type Outcome } from './OutcomeStrip.tsx';
import { OutsideList } from './OutsideList.tsx';
import { codeSteps, PersonWork, type StationExtras } from './PersonWork.tsx';
import { useRecording } from './recording.ts';
import { findingOf, forRoles, stepName, whatFollows } from './saying.ts';
import { HistoryPanel, OwedPanel, QueuePanel, useQueue } from './SidePanels.tsx';
import { nameOf, type RecordResult, type Station } from './shapes.ts';

/** Lists the roles that may put a person on a flight. */
const addingRoles = ['healthOfficer', 'dutyOfficer', 'centre'];

/** Lists the travellers' steps of a kind of station; the flight desk also takes what came in before departure. */
export function stepsOfKind(kind: string): readonly string[] {
  return stepCatalogue.filter((step) => step.caseKind === 'traveller' && (step.station === kind || (kind === 'desk' && step.station === 'remote'))).map((step) => step.id);
}

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
  const takesCodes = steps.some((step) => codeSteps.includes(step));
  const keptKeys = useCodeKeys(takesCodes);
  const codes = useCodes(finding);
  // A code that names somebody is of nobody else; one that names nobody goes with whoever is opened next, in sight, until the next person.
  const reading = found.kind === 'person' && codes.reading?.caseId !== undefined && codes.reading.caseId !== found.person.card.caseId ? undefined : codes.reading;
  const queue = useQueue(kind, station.pointCode);
  const history = useHistory(officer?.id ?? '', station.stationId);
  const recording = useRecording(station.stationId);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const [adding, setAdding] = useState<Scan | true | undefined>(undefined);
  const [correcting, setCorrecting] = useState<Past | undefined>(undefined);

  const cannotAdd = addingRoles.some((role) => officer?.roles.includes(role)) ? undefined : forRoles(words, addingRoles);
  const outsideButton = (scan: Scan | true): ReactNode => (
    <Button icon="plus" keyHint="F2" disabledReason={cannotAdd} onPress={() => setAdding(scan)}>{t('station.foundOutside')}</Button>
  );

  const next = (): void => {
    release();
    codes.clear();
    recording.reset();
    focusScanBox();
  };
  useKeys((event) => {
    if (document.querySelector('[role="dialog"]')) return;
    if (event.key === 'Escape') next();
    if (event.key === 'F2') {
      event.preventDefault();
      if (cannotAdd === undefined) setAdding(true);
    }
  });

  const { show } = finding;
  useEffect(() => {
    if (first !== undefined) void readCard(first).then((card) => card && show(card, { scanned: false, problems: [] }));
  }, [first, show]);

  const record = async (person: Present, step: string, values: Readonly<Record<string, unknown>>): Promise<void> => {
    const { card } = person;
    const evidence = evidenceOf(step, values);
    const what = [stepName(words, step), findingOf(words, step, evidence)].filter(Boolean).join(' · ');
    const [name, input] = step === 'XFR-02' ? ['travellers.handOverAbnormal', { caseId: card.caseId, ...evidence }] : ['prescribed.record', { caseId: card.caseId, step, evidence }];
    // Nobody walks through a gate on a promise: a passage needs the server's answer.
    const sent = await recording.send<RecordResult>(name as string, input, { label: `${nameOf(card)} · ${what}`, mayKeep: findStep(step)?.passes === undefined });
    if (sent.kind === 'refused') {
      // What stands against it is shown as it is now; what was typed stays.
      const fresh = await readCard(card.caseId).catch(() => undefined);
      if (fresh !== undefined) await finding.show(fresh, { scanned: person.scanned, problems: person.problems });
    }
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

  const scan = async (one: Scan): Promise<ScanAnswer | undefined> => {
    const begin = (): void => {
      setOutcome(undefined);
      recording.reset();
    };
    // A code is judged before anything is drawn again.
    if (one.kind === 'code') return codes.onScan(one.text, begin);
    begin();
    if (extras.intercept === undefined) return finding.onScan(one);
    const looked = await finding.lookUp(one);
    return extras.intercept(one, looked.lookup) ?? finding.take(one, looked);
  };

  return (
    <div className="tg-bench">
      <div className="tg-stack">
        <ScanBox onScan={scan} history={3} {...(extras.scanHint === undefined ? takesCodes ? { hint: t('codes.scanHint') } : {} : { hint: extras.scanHint })} />
        {takesCodes && <KeysLine kept={keptKeys} />}
        <OutcomeStrip outcome={outcome} />
        <CodeStrip reading={reading} />
        {found.kind === 'nobody' && (outcome === undefined || extras.tubeId !== undefined) && (
          <Panel>{extras.slot}<EmptyState icon="scan" title={t('station.nextPerson')} detail={t('station.nextPersonDetail')}
            action={outsideButton(true)} /></Panel>
        )}
        {found.kind === 'several' && <MatchList matches={found.matches} onChoose={(card) => void finding.show(card, { scanned: false, problems: found.lookup.problems })} />}
        {found.kind === 'unknown' && (
          <Panel><EmptyState icon="search" title={t('station.nobodyFound')} detail={found.problems.map((problem) => words.find(`station.problem.${problem.code}`) ?? problem.reason).join(' ') || t('station.nobodyFoundDetail')}
            action={outsideButton(found.scan)} /></Panel>
        )}
        {found.kind === 'person' && (
          <PersonWork key={found.person.card.caseId} person={found.person} reading={reading?.looking === true ? undefined : reading} station={station} steps={steps} extras={extras} recording={recording}
            onRecord={(step, values) => void record(found.person, step, values)} onNext={next} roles={officer?.roles ?? []} />
        )}
      </div>
      <div className="tg-stack">
        {found.kind === 'person' && reading?.declared && <div className="tg-declared-place"><DeclarationPanel declared={reading.declared} /></div>}
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
