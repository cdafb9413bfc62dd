import { useMemo, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { findStep } from '../../modules/prescribed/catalogue.ts';
import { thresholds } from '../../modules/prescribed/catalogue/thresholds.ts';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Clock } from '../design/Clock.tsx';
import { EvidenceForm } from '../design/EvidenceForm.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Layout.tsx';
import { PersonCard as PersonFace } from '../design/PersonCard.tsx';
import type { ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { eventNow, useEventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { codeAtHand, genuine, type CodeReading } from './code-reading.ts';
import { CodeDifferences } from './CodeStrip.tsx';
import { foldedFields, hiddenFields, inWalkingOrder, isDeclared, knownEvidence, restsSince, stationSchema, withoutPerson } from './evidence-at-hand.ts';
import type { Present } from './finding-people.ts';
import { useReceiving, withoutFields } from './receiving.tsx';
import { shutText } from './passages.ts';
import type { useRecording } from './recording.ts';
import { forRoles, personOf, refusalText, stationName, stepName, whatFollows } from './saying.ts';
import type { Lookup, Station } from './shapes.ts';

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

/** Lists the steps at which a declaration's code is looked at. */
export const codeSteps: readonly string[] = ['CHK-01', 'DEP-01'];

function asksByHand({ verdict, declared }: CodeReading): boolean {
  const result = genuine(verdict)?.result;
  return result !== undefined && result !== 'clear' && declared === null;
}

/** Shows the person in front of the officer with what is owed here, and takes its evidence. */
export function PersonWork({ person, reading, station, steps, extras, recording, roles, onRecord, onNext }: {
  readonly person: Present;
  /** The declaration's code that was scanned, where it is this person's or nobody's. */
  readonly reading: CodeReading | undefined;
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
  const mayRecord = (step: string): boolean => findStep(step)?.roles.some((role) => roles.includes(role)) === true;
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
      {reading !== undefined && <CodeDifferences reading={reading} card={card} />}
      {reading !== undefined && asksByHand(reading) && current !== undefined && codeSteps.includes(current.step) && <p className="tg-warning"><Icon name="alarm" /> {t('codes.askByHand')}</p>}
      {isDeclared(person) === false && reading?.verdict.code !== 'valid' && steps.includes('CHK-01') && current !== undefined && <p className="tg-warning"><Icon name="alarm" /> {t('station.noDeclaration')}</p>}
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
        <StepForm key={`${current.ordinal} ${extras.tubeId ?? ''} ${codeSteps.includes(current.step) ? reading?.key ?? '' : ''}`} person={person} reading={reading} step={current.step} dueAt={current.dueAt} place={station.lane === '' ? stationName(words, station) : station.lane} tubeId={extras.tubeId}
          asked={extras.blocked?.(person)} blocked={mayRecord(current.step) ? shutText(words, 'traveller', card.owed, current) : forRoles(words, findStep(current.step)?.roles ?? [])}
          recording={recording} onSubmit={(values) => onRecord(current.step, values)} />
      )}
      {view === undefined && !person.fromMemory && current !== undefined && findStep(current.step)?.health === true && <p className="tg-muted">{t('station.caseHidden')}</p>}
    </Panel>
  );
}

function StepForm({ person, reading, step, dueAt, place, tubeId, asked, blocked, recording, onSubmit }: {
  readonly person: Present;
  readonly reading: CodeReading | undefined;
  readonly step: string;
  /** Until when it is to be done, where its plan gives it a clock. */
  readonly dueAt: string | null;
  readonly place: string;
  readonly tubeId: string | undefined;
  /** What the station still asks for before anything can be recorded. */
  readonly asked: string | undefined;
  /** Why this officer cannot record it, or nobody can now. */
  readonly blocked: string | undefined;
  readonly recording: ReturnType<typeof useRecording>;
  readonly onSubmit: (values: Readonly<Record<string, unknown>>) => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const now = useEventNow();
  const receiving = useReceiving(step === 'XFR-02' ? person.card : undefined);
  const schema = useMemo(() => withoutFields(stationSchema(step), receiving.unasked), [step, receiving.unasked]);
  const restStarted = step === 'CHK-03' ? restsSince(person.view) : undefined;
  const plan = useView<{ readonly document: { readonly thresholds: Readonly<Record<string, number>> } }>('flights.plan', restStarted === undefined || person.view === undefined ? undefined : { planId: person.view.planId, version: person.view.planVersion });
  const rest = plan.data?.data.document.thresholds['retestRestMinutes'] ?? thresholds.find((threshold) => threshold.name === 'retestRestMinutes')?.baseline ?? 5;
  const restUntil = restStarted === undefined ? undefined : Date.parse(restStarted) + rest * 60_000;
  const resting = restUntil !== undefined && now < restUntil;
  const [known] = useState(() => knownEvidence(step, { card: person.card, view: person.view, place, now: eventNow(), tubeId, personScanned: person.scanned, code: reading && codeAtHand(reading, person.card) }));
  const refusal = recording.refusal;
  const steps = refusal?.params?.['steps'];
  return (
    <section className="tg-step-form" data-step={step} aria-label={stepName(words, step)}>
      <header className="tg-step-form-head"><h3>{stepName(words, step)}</h3>
        {resting && restUntil !== undefined && <span className="tg-row">{t('station.stillResting', { time: words.time(restUntil) })} <Clock dueAt={new Date(restUntil).toISOString()} startedAt={restStarted} warnMinutes={0} label={t('station.restUntil')} /></span>}
        {dueAt !== null && <span className="tg-row" data-due>{t('station.dueBy', { time: words.time(dueAt) })} {!resting && <Clock dueAt={dueAt} startedAt={restUntil === undefined ? undefined : new Date(restUntil).toISOString()} label={t('station.due')} />}</span>}
      </header>
      {refusal !== undefined && Array.isArray(steps) && steps.length > 0 && <p className="tg-problem">{refusalText(words, refusal)}</p>}
      {blocked !== undefined && <p className="tg-warning" role="status" data-blocked><Icon name="alarm" /> {blocked}</p>}
      {step === 'REP-03' && <p><Link to={`/person/${person.card.caseId}?part=contacts`}>{t('station.determineContacts')}</Link></p>}
      {/* The rest that is over when the form is drawn is what was waited; a form drawn during the rest is drawn again after it. */}
      <EvidenceForm key={resting ? 'resting' : 'ready'} schema={schema} known={resting || step !== 'CHK-03' ? known : { ...known, ...knownEvidence(step, { card: person.card, view: person.view, place, now: eventNow() }) }}
        hidden={hiddenFields(step)} folded={foldedFields} autoFocus={blocked === undefined} onSubmit={(values) => onSubmit(receiving.complete(values))} below={receiving.below} waitsFor={receiving.waitsFor} pending={recording.pending} refusal={refusal} fault={recording.fault}
        disabledReason={blocked ?? asked ?? (resting && restUntil !== undefined ? t('station.stillResting', { time: words.time(restUntil) }) : undefined)} />
    </section>
  );
}
