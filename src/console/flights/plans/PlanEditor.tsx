import { findState } from '../../../modules/travellers/formats/states.ts';
import { cardVersions } from '../../../modules/prescribed/catalogue/cards.ts';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { stepsFor } from '../../../modules/prescribed/catalogue.ts';
import type { PlanDocument, PlanProblem } from '../../../modules/prescribed/shapes.ts';
import { useAct, useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Columns, Panel } from '../../design/Layout.tsx';
import { NumberField } from '../../design/NumberField.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Select } from '../../design/Select.tsx';
import { ErrorText } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { Differences } from './Differences.tsx';
import { stepPlaceOf, withStep, type PlanCheck, type PlanDetail } from './plan.ts';
import { PlanProblems } from './PlanProblems.tsx';
import { stepWords } from './saying.ts';
import { StepEditor } from './StepEditor.tsx';
import { ThresholdEditor } from './ThresholdEditor.tsx';

type Saved = { readonly planId: string; readonly version: number };

function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** Lists what the shape of the document refuses before it can be checked. */
function holesOf(document: PlanDocument): readonly string[] {
  return [
    ...(document.title.en.trim() === '' ? ['title.en'] : []), ...(document.title.zh.trim() === '' ? ['title.zh'] : []),
    ...(Number.isInteger(document.lanes) && document.lanes >= 1 && document.lanes <= 200 ? [] : ['lanes']),
    ...(document.languages.every((code) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code)) ? [] : ['languages']), ...((document.keyAreas ?? []).every((code) => findState(code)?.alpha3 === code) ? [] : ['keyAreas']),
    ...document.steps.flatMap((step, place) => (step.staff === undefined || (Number.isInteger(step.staff) && step.staff >= 0 && step.staff <= 500) ? [] : [`steps[${place}].staff`])),
    ...Object.entries(document.thresholds).flatMap(([name, value]) => (Number.isFinite(value) ? [] : [`thresholds.${name}`])),
    ...document.steps.flatMap((step, place) => (step.when.trim() === '' ? [`steps[${place}].when`] : [])),
  ];
}

/** Edits a plan; it is checked against the national baseline while one types, and saved as the next version. */
export function PlanEditor({ plan, flightName, onClose, onSaved }: { readonly plan: PlanDetail; readonly flightName: string | undefined; readonly onClose: () => void; readonly onSaved: (saved: Saved) => void }): ReactNode {
  const words = useWords();
  const { t, say, refusal, find } = words;
  const notify = useNotify();
  const [document, setDocument] = useState<PlanDocument>(plan.document);
  const [opened, setOpened] = useState<number | undefined>(undefined);
  const [adding, setAdding] = useState<string | undefined>(undefined);
  const steps = useRef<HTMLOListElement>(null);
  const holes = useMemo(() => holesOf(document), [document]);
  const settled = useSettled(document, 350);
  const checkable = holesOf(settled).length === 0;
  const check = useView<PlanCheck>('flights.checkPlan', checkable ? { document: settled } : undefined);
  const saveFlight = useAct<unknown, Saved>('flights.savePlan', { topics: useMemo(() => [`flight:${plan.planId}`, 'templates'], [plan.planId]) });
  const saveTemplate = useAct<unknown, Saved>('flights.saveTemplate', { topics: useMemo(() => ['templates'], []) });
  const save = plan.kind === 'flight' ? saveFlight : saveTemplate;
  const refused = save.refusal?.code === 'plan-invalid' ? (save.refusal.params?.['problems'] as readonly PlanProblem[] | undefined) : undefined;
  const problems = refused ?? check.data?.data.problems ?? plan.problems;
  const checking = settled !== document || check.isFetching;
  const differences = check.data?.data.differencesFromBaseline ?? plan.differencesFromBaseline;
  const untouched = document === plan.document && plan.kind !== 'baseline';
  const newest = plan.versions.at(-1)?.version ?? plan.version;
  const missing = stepsFor(document.direction).filter((step) => !document.steps.some((one) => one.step === step.id));
  const change = (next: PlanDocument): void => {
    save.reset();
    setDocument(next);
  };
  const go = (place: number): void => {
    setOpened(place);
    setTimeout(() => steps.current?.querySelector<HTMLElement>(`[data-step="${place}"] textarea`)?.focus(), 50);
  };
  const run = (asNew: boolean): void => {
    const input = plan.kind === 'flight' ? { flightId: plan.planId, document } : plan.kind === 'template' && !asNew ? { planId: plan.planId, document } : { document };
    void save.run(input).then((answer) => {
      if (!answer?.ok) return;
      notify(t('plans.saved', { version: answer.result.version }));
      onSaved(answer.result);
    });
  };
  const blocked = holes.length > 0 ? t('plans.incomplete') : checking ? t('plans.checking') : problems.length > 0 ? t('plans.problemsCount', { count: problems.length }) : untouched ? t('plans.nothingChanged') : undefined;
  return (
    <div className="tg-page">
      <div className="pl-edit-head"><PageHeader title={t('plans.editing', { title: flightName ?? say(document.title) })}
        status={checking && holes.length === 0 ? <Status tone="neutral">{t('plans.checking')}</Status> : problems.length > 0 || holes.length > 0 ? <Status tone="wrong">{holes.length > 0 ? t('plans.incomplete') : t('plans.problemsCount', { count: problems.length })}</Status> : <Status tone="done">{t('plans.holds')}</Status>}
        detail={t('plans.editingDetail')}
        actions={<>
          <Button onPress={onClose}>{t('flights.cancel')}</Button>
          {plan.kind === 'template' && <Button disabledReason={blocked} pending={save.pending} onPress={() => run(true)}>{t('plans.saveAsNew')}</Button>}
          <Button kind="primary" pending={save.pending} disabledReason={blocked} onPress={() => run(false)}>{plan.kind === 'baseline' ? t('plans.saveAsNew') : t('plans.saveAs', { version: newest + 1 })}</Button>
        </>} /></div>
      {save.refusal && !refused && <p className="tg-problem" role="alert">{refusal(save.refusal)}</p>}
      {save.fault && <p className="tg-problem" role="alert"><ErrorText error={save.fault} /></p>}
      <div className="pl-page">
        <div className="tg-stack">
          <Panel title={t('plans.frame')}>
            <Columns minimum={230}>
              <TextField label={t('plans.part.title.en')} value={document.title.en} maxLength={200} problem={holes.includes('title.en') ? t('plans.fillIn') : undefined} onChange={(en) => change({ ...document, title: { ...document.title, en } })} />
              <TextField label={t('plans.part.title.zh')} value={document.title.zh} maxLength={200} problem={holes.includes('title.zh') ? t('plans.fillIn') : undefined} onChange={(zh) => change({ ...document, title: { ...document.title, zh } })} />
              <NumberField label={t('plans.part.lanes')} value={document.lanes} minimum={1} maximum={200} problem={holes.includes('lanes') ? t('flights.wrongCount') : undefined} onChange={(lanes) => change({ ...document, lanes: lanes ?? Number.NaN })} />
              <Select label={t('plans.part.card')} required={false} value={document.card ?? 'byDay'} allowEmpty={false} options={[{ value: 'byDay', label: t('plans.cardByDay') }, ...cardVersions.map((card) => ({ value: card.version, label: t('plans.cardOf', { version: card.version, from: card.from }) }))]} onChange={(version) => {
                const { card: _before, ...rest } = document;
                change(version === undefined || version === 'byDay' ? rest : { ...rest, card: version });
              }} />
              <TextField label={t('plans.part.keyAreas')} code required={false} value={(document.keyAreas ?? []).join(' ')} problem={holes.includes('keyAreas') ? t('plans.keyAreasHint') : undefined} hint={t('plans.keyAreasHint')} onChange={(typed) => {
                const { keyAreas: _before, ...rest } = document;
                const areas = [...new Set(typed.toUpperCase().split(/[\s,，、]+/).filter((code) => code !== ''))];
                change(areas.length === 0 ? rest : { ...rest, keyAreas: areas });
              }} />
              <TextField label={t('plans.part.languages')} code value={document.languages.join(' ')} problem={holes.includes('languages') ? t('plans.languagesHint') : undefined} hint={t('plans.languagesHint')}
                onChange={(typed) => change({ ...document, languages: [...new Set(typed.split(/[\s,，、]+/).filter((code) => code !== ''))] })} />
            </Columns>
            <TextField label={t('plans.part.notes')} required={false} lines={2} maxLength={5000} value={document.notes ?? ''} onChange={(notes) => {
              const { notes: _before, ...rest } = document;
              change(notes === '' ? rest : { ...rest, notes });
            }} />
          </Panel>
          <Panel title={t('plans.thresholds')}><ThresholdEditor document={document} problems={problems} holes={holes} onChange={(thresholds) => change({ ...document, thresholds })} /></Panel>
          <Panel flush title={t('plans.steps', { count: document.steps.length })}>
            <ol ref={steps} className="pl-edit-steps">
              {document.steps.map((step, place) => {
                const own = problems.filter((problem) => stepPlaceOf(problem.path) === place);
                const changed = JSON.stringify(step) !== JSON.stringify(plan.document.steps.find((one) => one.step === step.step));
                return (
                  <li key={`${step.step}${place}`} data-step={place} className={own.length > 0 ? 'pl-step-wrong' : undefined}>
                    <button type="button" className="pl-step-head" aria-expanded={opened === place} onClick={() => setOpened(opened === place ? undefined : place)}>
                      <strong>{find(`steps.${step.step}`) ?? step.step}</strong><span className="pl-id">{step.step}</span>
                      <code className="pl-code pl-one-line">{step.when}</code>
                      <span className="pl-step-marks">{step.staff !== undefined && <span className="tg-muted">{t('plans.staffOf', { count: step.staff })}</span>}{own.length > 0 ? <Badge tone="wrong">{t('plans.problemsCount', { count: own.length })}</Badge> : changed && <Badge tone="current">{t('plans.changed')}</Badge>}</span>
                    </button>
                    {opened === place && <StepEditor step={step} document={document} problems={own} onChange={(part) => change(withStep(document, place, part))} onRemove={() => {
                      setOpened(undefined);
                      change({ ...document, steps: document.steps.filter((_, at) => at !== place) });
                    }} />}
                  </li>
                );
              })}
            </ol>
            <div className="pl-add">
              <Select label={t('plans.addStep')} value={adding} onChange={setAdding} disabledReason={missing.length === 0 ? t('plans.hasAllSteps') : undefined} options={missing.map((step) => ({ value: step.id, label: stepWords(words, step.id) }))} />
              <Button disabledReason={adding === undefined ? t('design.choose') : undefined} onPress={() => {
                const definition = missing.find((step) => step.id === adding);
                if (!definition) return;
                change({ ...document, steps: [...document.steps, { step: definition.id, when: definition.when }] });
                setAdding(undefined);
              }}>{t('plans.add')}</Button>
            </div>
          </Panel>
        </div>
        <div className="fl-side pl-side" role="region" tabIndex={0} aria-label={t('plans.beside')}>
          {problems.length > 0 && <Panel flush title={t('plans.problemsCount', { count: problems.length })}><PlanProblems problems={problems} document={refused ? document : settled} onGo={go} /></Panel>}
          <Panel flush title={t('plans.fromBaseline', { count: differences.length })}><Differences differences={differences} none={t('plans.sameAsBaseline')} /></Panel>
        </div>
      </div>
    </div>
  );
}
