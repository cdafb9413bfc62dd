import { useState, type ReactNode } from 'react';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Columns, Panel } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { FlightPicker, useChosenFlight } from './FlightPicker.tsx';
import { OutcomeStrip, type Outcome } from './OutcomeStrip.tsx';
import { refusalText, stepName } from './saying.ts';
import { useQueue } from './SidePanels.tsx';
import { nameOf, type EachResult, type PersonCard, type Station } from './shapes.ts';

/** Records one step for many people at once, all observed and none conspicuous; whoever is conspicuous is singled out and done one by one. */
export function ManyAtOnce({ station, step, evidence, onSingle }: {
  readonly station: Station;
  readonly step: string;
  /** The evidence of a normal case, with the zone that was named. */
  readonly evidence: (zone: string) => Readonly<Record<string, unknown>>;
  readonly onSingle: (card: PersonCard) => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const chosen = useChosenFlight(station.pointCode, (flight) => flight.direction === 'arrival');
  const queue = useQueue(station.kind, station.pointCode, chosen.flight?.flightId);
  const many = useAct<unknown, { readonly results: readonly EachResult[] }>('travellers.recordMany', { topics: ['flight:*'], stationId: station.stationId });
  const [zone, setZone] = useState(station.lane);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [delegation, setDelegation] = useState<string | undefined>(undefined);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const [refused, setRefused] = useState<readonly { readonly card: PersonCard; readonly text: string }[]>([]);
  const waiting = (queue.data?.data.persons ?? []).filter((card) => card.owed.some((owed) => owed.step === step) && (delegation === undefined || card.delegation === delegation));
  const delegations = [...new Set((queue.data?.data.persons ?? []).flatMap((card) => card.delegation ?? []))].sort();
  const picked = waiting.filter((card) => !left.has(card.caseId));
  const reason = picked.length === 0 ? t('station.nobodyPicked') : zone.trim() === '' ? t('station.enterZone') : undefined;
  const toggle = (caseId: string): void => setLeft((before) => {
    const after = new Set(before);
    if (!after.delete(caseId)) after.add(caseId);
    return after;
  });
  const record = async (): Promise<void> => {
    if (reason !== undefined) return;
    const answer = await many.run({ step, evidence: evidence(zone.trim()), caseIds: picked.map((card) => card.caseId) });
    if (!answer?.ok) return;
    const cards = new Map(picked.map((card) => [card.caseId, card]));
    const bad = answer.result.results.flatMap((result) => {
      const card = cards.get(result.caseId ?? '');
      return result.refusal === undefined || card === undefined ? [] : [{ card, text: refusalText(words, result.refusal) }];
    });
    setRefused(bad);
    setOutcome({ key: answer.id, word: 'passed', name: t('station.personsOn', { count: answer.result.results.length - bad.length }), what: stepName(words, step), follows: bad.length === 0 ? [] : [t('station.refusedCount', { count: bad.length })] });
  };
  return (
    <div className="tg-stack">
      <OutcomeStrip outcome={outcome} />
      <Panel title={t('station.manyTitle', { step: stepName(words, step) })}>
        <div className="tg-stack">
          <Columns minimum={220}>
            <FlightPicker chosen={chosen} />
            <Select label={t('station.batch')} value={delegation} onChange={setDelegation} options={delegations.map((name) => ({ value: name, label: name }))} />
            <TextField label={t('station.zone')} value={zone} onChange={setZone} />
          </Columns>
          {many.refusal && <p className="tg-problem" role="alert">{words.refusal(many.refusal)}</p>}
          {many.fault && <p className="tg-problem" role="alert"><ErrorText error={many.fault} /></p>}
          {refused.length > 0 && <ul className="tg-warnings" role="alert">{refused.map(({ card, text }) => <li key={card.caseId}><strong>{nameOf(card)}</strong> {text}</li>)}</ul>}
          <div className="tg-row">
            <Button kind="primary" large icon="check" pending={many.pending} disabledReason={reason} onPress={() => void record()}>{t('station.allObserved', { count: picked.length })}</Button>
            <Button onPress={() => setLeft(new Set())}>{t('station.pickAll')}</Button>
            <Button onPress={() => setLeft(new Set(waiting.map((card) => card.caseId)))}>{t('station.pickNone')}</Button>
          </div>
        </div>
      </Panel>
      <Panel flush title={t('station.waiting', { count: waiting.length, station: stepName(words, step) })}>
        <Table label={t('station.queue')} rows={queue.data === undefined ? undefined : waiting} rowKey={(card) => card.caseId} onOpen={(card) => toggle(card.caseId)} error={queue.error} onRetry={() => void queue.refetch()} maximumHeight={520} emptyTitle={t('station.nobodyWaits')}
          tone={(card) => (left.has(card.caseId) ? 'quiet' : undefined)} columns={[
            { key: 'picked', title: t('station.picked'), cell: (card) => <input type="checkbox" className="tg-pick" aria-label={t('station.pickOf', { name: nameOf(card) })} checked={!left.has(card.caseId)} onChange={() => toggle(card.caseId)} /> },
            { key: 'name', title: t('station.person'), sortValue: nameOf, cell: nameOf },
            { key: 'seat', title: t('station.seat'), sortValue: (card) => card.seat, cell: (card) => card.seat ?? '–' },
            { key: 'delegation', title: t('station.batch'), sortValue: (card) => card.delegation, cell: (card) => card.delegation ?? '–' },
            { key: 'flight', title: t('station.flight'), cell: (card) => card.designator },
            { key: 'state', title: t('station.state'), cell: (card) => (card.abnormal ? <Status tone="wrong">{t('station.abnormal')}</Status> : <Status>{t('station.owedShort', { count: card.owed.length })}</Status>) },
            { key: 'single', title: t('station.singleOut'), align: 'end', cell: (card) => <Button onPress={() => onSingle(card)} label={t('station.singleOutOf', { name: nameOf(card) })}>{t('station.singleOut')}</Button> },
          ]} />
      </Panel>
    </div>
  );
}
