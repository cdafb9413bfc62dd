import { useState, type ReactNode } from 'react';
import { canConfirmOnBoard } from '../../modules/travellers/rules/boarding.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Form } from '../design/Form.tsx';
import { Icon } from '../design/Icon.tsx';
import { Columns } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { refusalText } from './saying.ts';
import { nameOf, type PersonCard, type RecordResult, type StationFlight } from './shapes.ts';

/** Confirms who is on board: the count at the door must equal the list without those named as absent. */
export function ConfirmOnBoard({ flight, stationId, shut, onDone }: { readonly flight: StationFlight; readonly stationId: string; readonly shut: string | undefined; readonly onDone: (result: RecordResult) => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const persons = useView<{ readonly total: number; readonly persons: readonly PersonCard[] }>('travellers.persons', { flightId: flight.flightId, filter: 'all', limit: 2000 }, { topics: [`flight:${flight.flightId}`] });
  const confirm = useAct<unknown, RecordResult>('travellers.confirmOnBoard', { topics: [`flight:${flight.flightId}`, 'flight:*'], stationId });
  const [headCount, setHeadCount] = useState<number | undefined>(undefined);
  const [papers, setPapers] = useState<string | undefined>('yes');
  const [ill, setIll] = useState<number | undefined>(0);
  const [crewAnswers, setCrewAnswers] = useState('');
  const [query, setQuery] = useState('');
  const [absent, setAbsent] = useState<ReadonlySet<string>>(new Set());
  const all = persons.data?.data.persons ?? [];
  const listed = all.length;
  const away = all.filter((card) => card.absent || absent.has(card.caseId)).length;
  const isArrival = flight.direction === 'arrival';
  const verdict = headCount === undefined || Number.isNaN(headCount) ? undefined : canConfirmOnBoard(headCount, listed, away);
  const reason = persons.data === undefined ? t('station.listLoading') : verdict === undefined ? t('station.enterHeadCount') : verdict.ok ? (Number.isInteger(ill) ? undefined : t('station.enterIll')) : t('station.headCountDiffers', { headCount: headCount ?? 0, expected: listed - away });
  const wanted = query.trim().toUpperCase();
  const shown = all.filter((card) => absent.has(card.caseId) || (wanted !== '' && (nameOf(card).toUpperCase().includes(wanted) || card.seat === wanted || card.documents.some((document) => document.number.includes(wanted))))).slice(0, 30);
  const toggle = (caseId: string): void => setAbsent((before) => {
    const after = new Set(before);
    if (!after.delete(caseId)) after.add(caseId);
    return after;
  });
  const submit = async (): Promise<void> => {
    if (reason !== undefined || shut !== undefined) return;
    const answer = await confirm.run({ flightId: flight.flightId, headCount, papersIn: papers === 'yes', illPersons: ill, absentCaseIds: [...absent], ...(crewAnswers.trim() === '' ? {} : { crewAnswers: crewAnswers.trim() }) });
    if (answer?.ok) onDone(answer.result);
  };
  return (
    <Form problems={confirm.refusal === undefined ? [] : [{ message: refusalText(words, confirm.refusal) }]} onSubmit={() => void submit()}>
      {shut !== undefined && <p className="tg-warning" role="status" data-blocked><Icon name="alarm" /> {shut}</p>}
      <dl className="tg-counts">
        <div><dt>{t('station.listedCount')}</dt><dd data-count="listed">{persons.data === undefined ? '–' : listed}</dd></div>
        <div><dt>{t('station.absentCount')}</dt><dd>{away}</dd></div>
        <div><dt>{t('station.expectedCount')}</dt><dd>{persons.data === undefined ? '–' : listed - away}</dd></div>
        <div className={verdict?.ok === false ? 'tg-count-wrong' : verdict?.ok === true ? 'tg-count-done' : undefined}><dt>{t('station.countedAtDoor')}</dt><dd>{headCount === undefined || Number.isNaN(headCount) ? '–' : headCount}</dd></div>
      </dl>
      <Columns minimum={180}>
        <NumberField label={t('station.headCount')} value={headCount} onChange={setHeadCount} autoFocus />
        {isArrival && <NumberField label={t('station.illPersons')} value={ill} onChange={setIll} />}
      </Columns>
      {isArrival && <RadioGroup label={t('station.papersIn')} value={papers} onChange={setPapers} options={[{ value: 'yes', label: words.find('evidenceOptions.yes') ?? 'yes' }, { value: 'no', label: words.find('evidenceOptions.no') ?? 'no' }]} />}
      {isArrival && <TextField label={t('station.crewAnswers')} lines={2} required={false} value={crewAnswers} onChange={setCrewAnswers} />}
      <TextField label={t('station.findAbsent')} hint={t('station.findAbsentHint')} type="search" required={false} value={query} onChange={setQuery} />
      {shown.length > 0 && (
        <Table label={t('station.absentTable')} rows={shown} rowKey={(card) => card.caseId} columns={[
          { key: 'name', title: t('station.person'), cell: nameOf }, { key: 'seat', title: t('station.seat'), cell: (card) => card.seat ?? '–' },
          { key: 'absent', title: t('station.absent'), cell: (card) => <Button pressed={absent.has(card.caseId)} onPress={() => toggle(card.caseId)}>{absent.has(card.caseId) ? t('station.markedAbsent') : t('station.markAbsent')}</Button> },
        ]} />
      )}
      {verdict?.ok === false && <p className="tg-warning" role="status">{t('station.holdDoors')}</p>}
      {confirm.fault && <p className="tg-problem" role="alert"><ErrorText error={confirm.fault} /></p>}
      <div className="tg-form-foot"><Button kind="primary" type="submit" keyHint="Enter" pending={confirm.pending} disabledReason={shut ?? reason}>{t('station.confirmOnBoard')}</Button></div>
    </Form>
  );
}
