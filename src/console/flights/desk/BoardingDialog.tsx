import { useMemo, useState, type ReactNode } from 'react';
import { canConfirmOnBoard } from '../../../modules/travellers/rules/boarding.ts';
import type { PersonCard } from '../../../modules/travellers/shapes.ts';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Form } from '../../design/Form.tsx';
import { Columns } from '../../design/Layout.tsx';
import { NumberField } from '../../design/NumberField.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { ErrorState, ErrorText, Skeleton } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from './desk.ts';
import { FoundPerson } from './FoundPerson.tsx';

/** Takes the count at the doors: everybody on the list is on board but those named as absent, and the numbers must agree before anything is recorded. */
export function BoardingDialog({ step, onClose }: { readonly step: 'BRD-01' | 'DEP-04'; readonly onClose: () => void }): ReactNode {
  const { t, number, refusal, find } = useWords();
  const { flight, topics } = useDesk();
  const notify = useNotify();
  const reasonFor = useReason();
  const view = useView<{ readonly persons: readonly PersonCard[] }>('travellers.persons', { flightId: flight.flightId, limit: 2000 }, { topics });
  const confirm = useAct<unknown, { readonly outcome: string; readonly onBoard: number; readonly absent: number; readonly differencesOpened: number }>('travellers.confirmOnBoard', { topics: useMemo(() => [...topics, 'board'], [topics]) });
  const [absent, setAbsent] = useState<ReadonlySet<string>>(new Set());
  const [headCount, setHeadCount] = useState<number | undefined>(undefined);
  const [papersIn, setPapersIn] = useState<string | undefined>(undefined);
  const [illPersons, setIllPersons] = useState<number | undefined>(0);
  const [answers, setAnswers] = useState('');
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const [tried, setTried] = useState(false);
  const isArrival = step === 'BRD-01';
  const persons = view.data?.data.persons ?? [];
  const gone = persons.filter((person) => person.absent && !person.owed.some((owed) => owed.step === 'ONB-01' || owed.step === 'DEP-05') && !absent.has(person.caseId)).length + absent.size;
  const whole = (value: number | undefined): value is number => value !== undefined && Number.isInteger(value) && value >= 0;
  const verdict = whole(headCount) ? canConfirmOnBoard(headCount, persons.length, gone) : undefined;
  const wrong = {
    headCount: !whole(headCount) ? t('flights.wrongCount') : verdict !== undefined && !verdict.ok ? t('flights.countDiffers', { headCount, expected: persons.length - gone }) : undefined,
    papers: isArrival && papersIn === undefined ? t('design.choose') : undefined,
    ill: isArrival && !whole(illPersons) ? t('flights.wrongCount') : undefined,
  };
  const words = search.trim().toUpperCase();
  const shown = persons.filter((person) => words === '' || `${person.surname} ${person.givenNames} ${person.nativeName ?? ''} ${person.seat ?? ''}`.toUpperCase().includes(words));
  const submit = (): void => {
    setTried(true);
    if (wrong.headCount ?? wrong.papers ?? wrong.ill) return;
    void confirm.run({ flightId: flight.flightId, headCount, papersIn: !isArrival || papersIn === 'yes', illPersons: isArrival ? illPersons : 0, absentCaseIds: [...absent], ...(answers.trim() === '' ? {} : { crewAnswers: answers.trim() }) }).then((answer) => {
      if (!answer?.ok) return;
      const passed = answer.result.outcome === 'passed';
      notify(passed ? t('flights.boarded', { onBoard: answer.result.onBoard, absent: answer.result.absent }) : t('flights.recordedFailed', { step: find(`steps.${step}`) ?? step }), passed ? (answer.result.differencesOpened > 0 ? 'late' : 'done') : 'wrong');
      onClose();
    });
  };
  const problems = [
    ...(tried ? [{ field: 'board-count', message: wrong.headCount }, { field: 'board-papers', message: wrong.papers }, { field: 'board-ill', message: wrong.ill }].flatMap((entry) => (entry.message === undefined ? [] : [{ field: entry.field, message: entry.message }])) : []),
    ...(confirm.refusal ? [{ message: refusal(confirm.refusal) }] : []),
  ];
  return (
    <Dialog title={`${step} ${find(`steps.${step}`) ?? step}`} open onClose={onClose} stays wide>
      <div className="tg-stack">
        <Form problems={problems} onSubmit={submit}>
          <div className="fl-sum" aria-live="polite">
            <span>{t('flights.listed')} <strong>{number(persons.length)}</strong></span><span>−</span><span>{t('flights.absent')} <strong>{number(gone)}</strong></span><span>=</span>
            <span>{t('flights.expectedOnBoard')} <strong>{number(persons.length - gone)}</strong></span>
            {verdict !== undefined && <span className={verdict.ok ? 'fl-done' : 'fl-wrong'}>{verdict.ok ? t('flights.countAgrees') : t('flights.countDiffersBy', { count: Math.abs((headCount ?? 0) - (persons.length - gone)) })}</span>}
          </div>
          <Columns minimum={200}>
            <NumberField id="board-count" label={t('evidence.headCount')} autoFocus value={headCount} problem={tried ? wrong.headCount : undefined} onChange={setHeadCount} />
            {isArrival && <NumberField id="board-ill" label={t('evidence.illPersons')} value={illPersons} problem={tried ? wrong.ill : undefined} onChange={setIllPersons} />}
            {isArrival && <RadioGroup id="board-papers" label={t('evidence.papersIn')} value={papersIn} problem={tried ? wrong.papers : undefined} onChange={setPapersIn} options={[{ value: 'yes', label: t('evidenceOptions.yes') }, { value: 'no', label: t('evidenceOptions.no') }]} />}
          </Columns>
          {isArrival && <TextField label={t('evidence.crewAnswers')} required={false} lines={2} maxLength={1000} value={answers} onChange={setAnswers} />}
          <div className="tg-row">
            <div className="tg-filters-search"><TextField label={t('flights.findAbsent')} type="search" value={search} hint={t('flights.findAbsentHint')} onChange={setSearch} /></div>
            <Button icon="person" onPress={() => setAdding(true)} expanded={adding}>{t('flights.addFound')}</Button>
          </div>
          {view.error && !view.data ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : !view.data ? <Skeleton lines={4} /> : (
            <div className="fl-absent" role="group" aria-label={t('flights.absentPersons')} tabIndex={0}>
              {shown.map((person) => (
                <Checkbox key={person.caseId} label={`${person.surname} ${person.givenNames}${person.seat === null ? '' : ` · ${person.seat}`} — ${t('flights.absent')}`} value={absent.has(person.caseId)} onChange={(on) => setAbsent((before) => {
                  const next = new Set(before);
                  if (on) next.add(person.caseId);
                  else next.delete(person.caseId);
                  return next;
                })} />
              ))}
              {shown.length === 0 && <p className="tg-muted">{t('flights.nobodyMatches')}</p>}
            </div>
          )}
          {confirm.fault && <p className="tg-problem" role="alert"><ErrorText error={confirm.fault} /></p>}
          <div className="tg-form-foot"><Button kind="primary" type="submit" keyHint="Enter" pending={confirm.pending} disabledReason={reasonFor(['healthOfficer', 'dutyOfficer'])}>{t('flights.confirmBoarding')}</Button></div>
        </Form>
        {adding && <FoundPerson onClose={() => setAdding(false)} />}
      </div>
    </Dialog>
  );
}
