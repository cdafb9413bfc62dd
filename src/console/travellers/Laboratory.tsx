import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { evidenceOption } from '../design/EvidenceForm.tsx';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { ScanBox, type ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { TextField } from '../design/TextField.tsx';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { focusScanBox } from './finding-people.ts';
import { OutcomeStrip, type Outcome } from './OutcomeStrip.tsx';
import { Packs, SampleTable, useSamples, type Sample } from './Packs.tsx';
import { refusalText, whatFollows } from './saying.ts';
import type { EachResult, Station } from './shapes.ts';

const results = ['negative', 'positive', 'inconclusive', 'lost'] as const;
type Result = (typeof results)[number];
type Staged = { readonly sample: Sample; readonly result: Result };

/** The laboratory: packs are received, tubes scanned, results recorded one by one or many at once, each by its clock. */
export function Laboratory({ station }: { readonly station: Station }): ReactNode {
  const { t } = useWords();
  return <Tabs label={t('station.laboratoryParts')} tabs={[
    { key: 'results', title: t('station.results'), content: <Results station={station} /> },
    { key: 'receive', title: t('station.receivePacks'), content: <Packs station={station} kinds={['received', 'lost']} /> },
  ]} />;
}

function Results({ station }: { readonly station: Station }): ReactNode {
  const words = useWords();
  const { t } = words;
  const samples = useSamples();
  const record = useAct<unknown, { readonly results: readonly EachResult[] }>('travellers.recordResults', { topics: ['flight:*'], stationId: station.stationId });
  const [result, setResult] = useState<Result>('negative');
  const [method, setMethod] = useState('RT-PCR');
  const [staged, setStaged] = useState<readonly Staged[]>([]);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const [refused, setRefused] = useState<readonly { readonly tube: string; readonly text: string }[]>([]);
  const all = samples.data?.data.samples ?? [];
  const stage = (sample: Sample): ScanAnswer => {
    if (sample.result !== null) return { ok: false, message: t('station.resultedBefore', { tube: sample.tubeId, result: evidenceOption(words, 'result', sample.result) }), label: sample.tubeId };
    if (sample.state === 'superseded') return { ok: false, message: t('station.tubeSuperseded', { tube: sample.tubeId }), label: sample.tubeId };
    setStaged((before) => [{ sample, result }, ...before.filter((one) => one.sample.tubeId !== sample.tubeId)]);
    return { ok: true, message: `${sample.tubeId} · ${sample.surname} ${sample.givenNames} · ${evidenceOption(words, 'result', result)}`, label: sample.tubeId };
  };
  const onScan = (scan: Scan): ScanAnswer => {
    setOutcome(undefined);
    const code = scan.text.trim().toUpperCase();
    const sample = all.find((one) => one.tubeId.toUpperCase() === code);
    return sample === undefined ? { ok: false, message: t('station.tubeUnknown', { tube: code }), label: code } : stage(sample);
  };
  const submit = async (): Promise<void> => {
    if (staged.length === 0 || record.pending) return;
    const resultAt = new Date(Math.floor(eventNow() / 1000) * 1000).toISOString();
    const answer = await record.run({ results: staged.map((one) => ({ tubeId: one.sample.tubeId, result: one.result, resultAt, ...(method.trim() === '' ? {} : { method: method.trim() }) })) });
    if (!answer?.ok) return;
    const bad = answer.result.results.flatMap((one) => (one.refusal === undefined ? [] : [{ tube: one.tubeId ?? '', text: refusalText(words, one.refusal) }]));
    const failed = answer.result.results.filter((one) => one.outcome === 'failed');
    const added = [...new Set(failed.flatMap((one) => one.added ?? []))];
    setRefused(bad);
    setStaged(staged.filter((one) => bad.some((entry) => entry.tube === one.sample.tubeId)));
    setOutcome({ key: answer.id, word: failed.length > 0 || bad.length > 0 ? 'failed' : 'passed', name: t('station.resultCount', { count: answer.result.results.length - bad.length }),
      what: failed.length === 0 ? evidenceOption(words, 'result', 'negative') : failed.map((one) => one.tubeId).join(', '), follows: added.map((step) => whatFollows(words, step)) });
    focusScanBox();
  };
  // The scan box keeps the focus between tubes; an empty Enter there records what is staged.
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.key !== 'Enter' || !(target instanceof HTMLInputElement) || target.dataset['scan'] !== 'box' || target.value !== '' || staged.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void submit();
  };
  return (
    <div className="tg-stack" onKeyDownCapture={onKeyDownCapture}>
      <ScanBox onScan={onScan} label={t('station.scanTube')} hint={t('station.tubeHint')} history={3} />
      <OutcomeStrip outcome={outcome} />
      {refused.length > 0 && <ul className="tg-warnings" role="alert">{refused.map(({ tube, text }) => <li key={tube}><code>{tube}</code> {text}</li>)}</ul>}
      <div className="tg-bench">
        <Panel title={t('station.resultsToRecord')}>
          <div className="tg-stack">
            <RadioGroup label={t('station.resultOfNextTubes')} value={result} onChange={(value) => { setResult(value as Result); focusScanBox(); }} options={results.map((one) => ({ value: one, label: evidenceOption(words, 'result', one) }))} />
            <TextField label={words.find('evidence.method') ?? ''} value={method} onChange={setMethod} required={false} />
            {record.refusal && <p className="tg-problem" role="alert">{words.refusal(record.refusal)}</p>}
            {record.fault && <p className="tg-problem" role="alert"><ErrorText error={record.fault} /></p>}
            <Table label={t('station.resultsToRecord')} rows={staged} rowKey={(one) => one.sample.tubeId} maximumHeight={360} emptyTitle={t('station.noTubes')} emptyDetail={t('station.noTubesDetail')} tone={(one) => (one.result === 'positive' ? 'wrong' : one.result === 'negative' ? undefined : 'late')} columns={[
              { key: 'tube', title: t('station.tube'), cell: (one) => <code>{one.sample.tubeId}</code> },
              { key: 'person', title: t('station.person'), cell: (one) => `${one.sample.surname} ${one.sample.givenNames}` },
              { key: 'result', title: words.find('evidence.result') ?? '', cell: (one) => <Select label={t('station.resultOf', { tube: one.sample.tubeId })} hideLabel allowEmpty={false} value={one.result} options={results.map((option) => ({ value: option, label: evidenceOption(words, 'result', option) }))}
                onChange={(value) => setStaged((before) => before.map((other) => (other === one ? { ...one, result: (value ?? one.result) as Result } : other)))} /> },
              { key: 'off', title: t('station.takeOff'), align: 'end', cell: (one) => <Button kind="bare" icon="cross" label={t('station.takeOffOf', { name: one.sample.tubeId })} onPress={() => setStaged((before) => before.filter((other) => other !== one))} /> },
            ]} />
            <Row>
              <Button kind="primary" keyHint="Enter" pending={record.pending} disabledReason={staged.length === 0 ? t('station.noTubes') : undefined} onPress={() => void submit()}>{t('station.recordResults', { count: staged.length })}</Button>
              {staged.some((one) => one.result === 'positive') && <Status tone="wrong">{t('station.positivesStaged', { count: staged.filter((one) => one.result === 'positive').length })}</Status>}
            </Row>
          </div>
        </Panel>
        <SampleTable samples={samples.data?.data.samples} error={samples.error} onOpen={(sample) => void stage(sample)} />
      </div>
    </div>
  );
}
