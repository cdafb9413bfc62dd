import { useState, type ReactNode } from 'react';
import { boardingAnswers, boardingEvidence, type BoardingAnswer, type BoardingReason } from '../../modules/declarations/rules/boarding.ts';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Status, ToneMark, type Tone } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState, ErrorState, ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { isTyping } from '../flights/BoardPage.tsx';
import { useFlightChoices } from '../lists/flight-choices.ts';
import { useRights } from '../lists/rights.ts';
import { useWords } from '../words.tsx';
import './declarations.css';

type Person = { readonly caseId: string; readonly name: string; readonly seat: string | null; readonly documentEnd: string | null; readonly answer: BoardingAnswer; readonly reasons: readonly BoardingReason[]; readonly recorded: string | null };
type Check = {
  readonly flight: { readonly flightId: string; readonly designator: string; readonly flightDate: string; readonly direction: string; readonly origin: string; readonly destination: string; readonly cancelled: boolean; readonly closed: boolean };
  readonly counts: Readonly<Record<BoardingAnswer, number>>;
  readonly persons: readonly Person[];
};
type Recorded = { readonly results: readonly { readonly caseId: string | null; readonly outcome?: string; readonly refusal?: { readonly code: string; readonly params?: Readonly<Record<string, unknown>> } }[] };

const tones: Readonly<Record<BoardingAnswer, Tone>> = { ok: 'done', notComplete: 'late', noBoard: 'wrong' };
const recordingRoles = ['airline', 'healthOfficer', 'dutyOfficer'] as const;
/** How many are recorded by one command. */
const mostAtOnce = 600;

/** Answers an airline for everybody on its flight, and records who boards. */
export function BoardingPage(): ReactNode {
  const { t, date } = useWords();
  const [query, change] = useAddress();
  const flightId = query.get('flight') ?? undefined;
  const flights = useFlightChoices();
  const view = useView<Check>('declarations.boardingCheck', flightId === undefined ? undefined : { flightId }, { topics: [`flight:${flightId}`, 'declarations'] });
  const check = view.data !== undefined && view.data.data.flight.flightId === flightId ? view.data.data : undefined;
  return (
    <div className="tg-page">
      <PageHeader title={t('boarding.title')} detail={check === undefined ? t('boarding.detail') : `${check.flight.designator} · ${date(check.flight.flightDate)} · ${check.flight.origin}–${check.flight.destination}`} />
      <div className="dc-flight"><ComboBox key={flights.length} label={t('boarding.flight')} value={flightId} options={flights} onChange={(next) => change({ flight: next, answer: undefined })} /></div>
      {flightId === undefined ? <Panel><EmptyState icon="flight" title={t(flights.length === 0 ? 'boarding.noFlights' : 'boarding.chooseFlight')} detail={t('boarding.chooseFlightDetail')} /></Panel>
        : view.error !== null && check === undefined ? <Panel><ErrorState error={view.error} onRetry={() => void view.refetch()} /></Panel>
          : <People key={flightId} check={check} />}
    </div>
  );
}

function People({ check }: { readonly check: Check | undefined }): ReactNode {
  const words = useWords();
  const { t } = words;
  const [query, change] = useAddress();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const rights = useRights();
  const wanted = boardingAnswers.find((answer) => answer === query.get('answer'));
  const persons = check?.persons;
  const sought = text.trim().toLowerCase();
  const shown = persons?.filter((person) => (wanted === undefined || person.answer === wanted)
    && (sought === '' || [person.name, person.seat ?? '', person.documentEnd ?? ''].some((value) => value.toLowerCase().includes(sought))));
  // An answer may have changed since somebody was chosen: what counts is the newest.
  const boarding = persons?.filter((person) => chosen.has(person.caseId) && person.recorded === null) ?? [];
  const reason = check === undefined ? undefined : rights.reason(recordingRoles) ?? (check.flight.direction === 'departure' ? t('boarding.onlyArrivals') : check.flight.cancelled ? t('boarding.cancelled') : check.flight.closed ? t('boarding.closed') : undefined);
  const toggle = (person: Person): void => {
    if (person.recorded !== null || reason !== undefined) return;
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(person.caseId)) next.add(person.caseId);
      return next;
    });
  };
  const chooseAll = (): void => setChosen(new Set(persons?.filter((person) => person.answer === 'ok' && person.recorded === null).map((person) => person.caseId)));
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || asking || reason !== undefined) return;
    if (event.key.toLowerCase() === 'a') chooseAll();
    if (event.key.toLowerCase() === 'b' && boarding.length > 0) setAsking(true);
  });
  const say = (answer: string): string => words.find(`boarding.${answer}`) ?? answer;
  return (
    <>
      <div className="dc-answers" role="group" aria-label={t('boarding.showOnly')}>
        {[undefined, ...boardingAnswers].map((answer) => (
          <button key={answer ?? 'all'} type="button" className={`dc-answer dc-answer-${answer ?? 'all'}`} aria-pressed={wanted === answer} onClick={() => change({ answer })}>
            <span className="dc-answer-name">{answer !== undefined && <ToneMark tone={tones[answer]} />}{answer === undefined ? t('boarding.all') : say(answer)}</span>
            <span className="dc-answer-count">{check === undefined ? '–' : words.number(answer === undefined ? check.persons.length : check.counts[answer])}</span>
          </button>
        ))}
      </div>
      <div className="dc-tools">
        <div className="dc-search"><TextField label={t('boarding.search')} type="search" value={text} onChange={setText} /></div>
        <Row>
          {boarding.length > 0 && <Button onPress={() => setChosen(new Set())}>{t('boarding.chooseNone')}</Button>}
          <Button keyHint="A" disabledReason={reason} onPress={chooseAll}>{t('boarding.chooseAll')}</Button>
          <Button kind="primary" icon="check" keyHint="B" disabledReason={reason ?? (boarding.length === 0 ? t('boarding.recordNobody') : undefined)} onPress={() => setAsking(true)}>{t('boarding.record', { count: boarding.length })}</Button>
        </Row>
      </div>
      <Panel flush>
        <Table label={t('boarding.title')} rows={shown} rowKey={(person) => person.caseId} onOpen={reason === undefined ? toggle : undefined} sort={{ key: 'person' }}
          emptyTitle={t(persons?.length === 0 ? 'boarding.nobody' : 'boarding.nobodyFits')} tone={(person) => (person.answer === 'noBoard' ? 'wrong' : undefined)} columns={[
            { key: 'chosen', title: t('boarding.chosen'), width: '1%', align: 'center', cell: (person) => (
              <input type="checkbox" className="dc-choose" aria-label={t('boarding.choose', { name: person.name })} checked={person.recorded !== null || chosen.has(person.caseId)} disabled={person.recorded !== null || reason !== undefined} onChange={() => toggle(person)} />) },
            { key: 'person', title: t('boarding.personDocument'), sortValue: (person) => person.name, cell: (person) => <span className="dc-person"><strong>{person.name}</strong>{person.documentEnd !== null && <span className="tg-code tg-muted" title={t('boarding.document')}>…{person.documentEnd}</span>}</span> },
            { key: 'seat', title: t('boarding.seat'), width: '1%', sortValue: (person) => person.seat, cell: (person) => person.seat ?? '–' },
            { key: 'answer', title: t('boarding.answer'), sortValue: (person) => -boardingAnswers.indexOf(person.answer), cell: (person) => <span className="dc-verdict"><Status tone={tones[person.answer]}>{say(person.answer)}</Status></span> },
            { key: 'todo', title: t('boarding.todo'), cell: (person) => (person.reasons.length === 0 ? <span className="tg-muted">{t('boarding.nothing')}</span> : <ul className="dc-reasons">{person.reasons.map((one) => <li key={one}>{t(`boarding.reason.${one}`)}</li>)}</ul>) },
            { key: 'recorded', title: t('boarding.recorded'), sortValue: (person) => person.recorded, cell: (person) => (person.recorded === null ? <span className="tg-muted">{t('boarding.notRecorded')}</span> : <Status tone={person.recorded === 'ok' ? 'done' : 'late'}>{say(person.recorded)}</Status>) },
          ]} />
      </Panel>
      {asking && check !== undefined && <Confirm flightId={check.flight.flightId} boarding={boarding} onClose={(done) => {
        setAsking(false);
        if (done) setChosen(new Set());
      }} />}
    </>
  );
}

function Confirm({ flightId, boarding, onClose }: { readonly flightId: string; readonly boarding: readonly Person[]; readonly onClose: (done: boolean) => void }): ReactNode {
  const { t, refusal } = useWords();
  const notify = useNotify();
  const record = useAct<unknown, Recorded>('travellers.recordMany', { topics: [`flight:${flightId}`] });
  const others = boarding.filter((person) => person.answer !== 'ok');
  const run = async (): Promise<void> => {
    const items = boarding.map((person) => ({ caseId: person.caseId, evidence: boardingEvidence(person.answer) }));
    for (let from = 0; from < items.length; from += mostAtOnce) {
      const answer = await record.run({ step: 'PRE-05', items: items.slice(from, from + mostAtOnce) });
      if (answer?.ok !== true) return;
      const refused = answer.result.results.flatMap((one) => one.refusal ?? []);
      const done = answer.result.results.length - refused.length;
      if (done > 0) notify(t('boarding.done', { count: done }));
      if (refused[0] !== undefined) notify(t('boarding.refusedSome', { count: refused.length, reason: refusal(refused[0]) }), 'wrong');
    }
    onClose(true);
  };
  return (
    <Dialog title={t('boarding.confirmTitle')} open onClose={() => onClose(false)} actions={<>
      <Button onPress={() => onClose(false)}>{t('boarding.cancel')}</Button>
      <Button kind="primary" icon="check" autoFocus pending={record.pending} onPress={() => void run()}>{t('boarding.confirm')}</Button>
    </>}>
      <Stack>
        {boarding.length > others.length && <p className="dc-said"><ToneMark tone="done" />{t('boarding.confirmOk', { count: boarding.length - others.length })}</p>}
        {others.length > 0 && <><p className="dc-said"><ToneMark tone="late" />{t('boarding.confirmOthers', { count: others.length })}</p><ul className="dc-names">{others.map((person) => <li key={person.caseId}>{person.name} · {t(`boarding.${person.answer}`)}</li>)}</ul></>}
        {record.refusal !== undefined && <p role="alert" className="dc-wrong">{refusal(record.refusal)}</p>}
        {record.fault !== undefined && <p role="alert" className="dc-wrong"><ErrorText error={record.fault} /></p>}
      </Stack>
    </Dialog>
  );
}
