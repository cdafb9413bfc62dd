import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Clock } from '../design/Clock.tsx';
import { Columns, Panel, Row } from '../design/Layout.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { ScanBox, type ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { OutcomeStrip, type Outcome } from './OutcomeStrip.tsx';
import { nameOf, type Station } from './shapes.ts';

/** A tube with its person, custody and clock. */
export type Sample = {
  readonly tubeId: string; readonly caseId: string; readonly designator: string; readonly surname: string; readonly givenNames: string; readonly sampledAt: string; readonly custody: 'sampled' | 'packed' | 'collected' | 'received' | 'lost';
  readonly packId: string | null; readonly custodyAt: string | null; readonly counterpart: string | null; readonly dueAt: string | null; readonly alarmAt: string | null; readonly state: 'waiting' | 'alarm' | 'overdue' | 'resulted' | 'superseded'; readonly result: string | null; readonly resultAt: string | null;
};

/** Is one movement of tubes. */
export type MoveKind = 'packed' | 'collected' | 'received' | 'lost';

const before: Record<MoveKind, readonly Sample['custody'][]> = { packed: ['sampled'], collected: ['packed'], received: ['packed', 'collected'], lost: ['sampled', 'packed', 'collected', 'received'] };

/** Reads the tubes on their way. */
export function useSamples() {
  return useView<{ readonly samples: readonly Sample[] }>('travellers.samples', { limit: 1000 }, { topics: ['flight:*', 'case:*'] });
}

/** The custody of tubes: packed at sampling, collected by the courier, received by the laboratory; who sends and who receives name the same tubes. */
export function Packs({ station, kinds }: { readonly station: Station; readonly kinds: readonly MoveKind[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  const samples = useSamples();
  const move = useAct<unknown, { readonly moved: number; readonly missing: readonly string[]; readonly unexpected: readonly string[] }>('travellers.moveSamples', { topics: ['flight:*'], stationId: station.stationId });
  const [kind, setKind] = useState<MoveKind>(kinds[0] ?? 'packed');
  const [packId, setPackId] = useState('');
  const [counterpart, setCounterpart] = useState('');
  const [tubes, setTubes] = useState<readonly string[]>([]);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const all = samples.data?.data.samples ?? [];
  const open = all.filter((sample) => before[kind].includes(sample.custody) && (sample.result === null || kind !== 'packed'));
  const packs = [...new Set(open.flatMap((sample) => (sample.packId === null ? [] : [sample.packId])))];
  const wanted = kind === 'packed' || kind === 'lost' ? [] : open.filter((sample) => sample.packId === packId).map((sample) => sample.tubeId);
  const isMove = kind === 'collected' || kind === 'received';
  const lacking = wanted.filter((tube) => !tubes.includes(tube));
  const reason = packId.trim() === '' ? t('station.enterPack') : tubes.length === 0 ? t('station.noTubes') : undefined;

  const onScan = (scan: Scan): ScanAnswer => {
    setOutcome(undefined);
    const code = scan.text.trim().toUpperCase();
    if (isMove && packs.includes(code)) {
      setPackId(code);
      return { ok: true, message: t('station.packChosen', { pack: code, count: open.filter((sample) => sample.packId === code).length }), label: code };
    }
    const sample = all.find((one) => one.tubeId.toUpperCase() === code);
    if (sample === undefined) return { ok: false, message: t('station.tubeUnknown', { tube: code }), label: code };
    if (tubes.includes(sample.tubeId)) return { ok: false, message: t('station.tubeTwice', { tube: sample.tubeId }), label: code };
    if (isMove && packId === '' && sample.packId !== null) setPackId(sample.packId);
    setTubes((taken) => (taken.includes(sample.tubeId) ? taken : [sample.tubeId, ...taken]));
    const strange = isMove && packId !== '' && !wanted.includes(sample.tubeId);
    return strange ? { ok: false, message: t('station.tubeNotInPack', { tube: sample.tubeId, pack: packId }), label: code } : { ok: true, message: t('station.tubeTaken', { tube: sample.tubeId, count: tubes.length + 1 }), label: code };
  };
  const record = async (): Promise<void> => {
    if (reason !== undefined) return;
    const answer = await move.run({ kind, packId: packId.trim(), tubeIds: tubes, ...(counterpart.trim() === '' ? {} : { counterpart: counterpart.trim() }) });
    if (!answer?.ok) return;
    setMissing(answer.result.missing);
    setOutcome({ key: answer.id, word: answer.result.missing.length > 0 ? 'failed' : 'passed', name: packId.trim(), what: t(`station.moved.${kind}`, { count: answer.result.moved }), follows: answer.result.missing.length > 0 ? [t('station.tubesMissing', { tubes: answer.result.missing.join(', ') })] : [] });
    setTubes([]);
    setPackId('');
  };
  const rows = isMove && packId !== '' ? [...new Set([...wanted, ...tubes])] : tubes;
  const person = (tube: string): string => {
    const sample = all.find((one) => one.tubeId === tube);
    return sample === undefined ? '–' : `${sample.surname} ${sample.givenNames}`;
  };
  return (
    <div className="tg-stack">
      <ScanBox onScan={onScan} label={isMove ? t('station.scanPackOrTube') : t('station.scanTube')} hint={t('station.tubeHint')} history={3} />
      <OutcomeStrip outcome={outcome} />
      {missing.length > 0 && <p className="tg-warning" role="alert">{t('station.tubesMissing', { tubes: missing.join(', ') })}</p>}
      <div className="tg-bench">
        <Panel title={t('station.custody')}>
          <div className="tg-stack">
            {kinds.length > 1 && <RadioGroup label={t('station.movement')} value={kind} onChange={(value) => { setKind(value as MoveKind); setTubes([]); setPackId(''); }} options={kinds.map((one) => ({ value: one, label: t(`station.move.${one}`) }))} />}
            <Columns minimum={200}>
              {isMove ? <Select label={t('station.pack')} value={packId === '' ? undefined : packId} onChange={(value) => setPackId(value ?? '')} options={packs.map((pack) => ({ value: pack, label: `${pack} · ${t('station.tubeCount', { count: open.filter((sample) => sample.packId === pack).length })}` }))} />
                : <TextField label={t('station.pack')} code value={packId} onChange={setPackId} />}
              <TextField label={kind === 'received' ? t('station.receivedFrom') : t('station.givenTo')} required={false} value={counterpart} onChange={setCounterpart} />
            </Columns>
            <dl className="tg-counts">
              <div><dt>{t('station.tubesScanned')}</dt><dd>{tubes.length}</dd></div>
              {isMove && <div className={packId !== '' && lacking.length > 0 ? 'tg-count-late' : undefined}><dt>{t('station.tubesExpected')}</dt><dd>{wanted.length}</dd></div>}
            </dl>
            {move.refusal && <p className="tg-problem" role="alert">{words.refusal(move.refusal)}</p>}
            {move.fault && <p className="tg-problem" role="alert"><ErrorText error={move.fault} /></p>}
            <Row>
              <Button kind="primary" pending={move.pending} disabledReason={reason} onPress={() => void record()}>{lacking.length > 0 && isMove && packId !== '' ? t('station.recordWithMissing', { count: lacking.length }) : t(`station.record.${kind}`, { count: tubes.length })}</Button>
              {kind === 'packed' && <Button onPress={() => setTubes(open.map((sample) => sample.tubeId))}>{t('station.takeAllTubes', { count: open.length })}</Button>}
            </Row>
          </div>
        </Panel>
        <Panel flush title={isMove && packId !== '' ? t('station.tubesOf', { pack: packId }) : t('station.tubesScanned')}>
          <Table label={t('station.tubesScanned')} rows={rows} rowKey={(tube) => tube} maximumHeight={420} emptyTitle={t('station.noTubes')} columns={[
            { key: 'tube', title: t('station.tube'), cell: (tube) => <code>{tube}</code> }, { key: 'person', title: t('station.person'), cell: person },
            { key: 'state', title: t('station.state'), cell: (tube) => (tubes.includes(tube) ? <Status tone={isMove && packId !== '' && !wanted.includes(tube) ? 'wrong' : 'done'}>{t('station.scannedShort')}</Status> : <Status tone="late">{t('station.notScanned')}</Status>) },
          ]} />
        </Panel>
      </div>
      <SampleTable samples={samples.data?.data.samples} error={samples.error} />
    </div>
  );
}

/** Lists tubes with custody and clock. */
export function SampleTable({ samples, error, onOpen, selected }: { readonly samples: readonly Sample[] | undefined; readonly error: unknown; readonly onOpen?: (sample: Sample) => void; readonly selected?: string | undefined }): ReactNode {
  const words = useWords();
  const { t, time } = words;
  const open = samples?.filter((sample) => sample.state !== 'resulted' && sample.state !== 'superseded');
  return (
    <Panel flush title={t('station.tubesWaiting', { count: open?.length ?? 0 })}>
      <Table label={t('station.tubesWaitingTable')} rows={open} rowKey={(sample) => sample.tubeId} error={error} {...(onOpen === undefined ? {} : { onOpen })} selectedKey={selected} maximumHeight={420} emptyTitle={t('station.noTubesWait')}
        tone={(sample) => (sample.state === 'overdue' ? 'wrong' : sample.state === 'alarm' ? 'late' : undefined)} columns={[
          { key: 'tube', title: t('station.tube'), sortValue: (sample) => sample.tubeId, cell: (sample) => <span className="tg-two-lines"><code>{sample.tubeId}</code><span>{nameOf(sample)} <span className="tg-muted">{sample.designator}</span></span></span> },
          { key: 'due', title: t('station.resultDue'), sortValue: (sample) => sample.dueAt, cell: (sample) => (sample.dueAt === null ? '–' : <Clock dueAt={sample.dueAt} startedAt={sample.sampledAt} label={t('station.resultDue')} />) },
          { key: 'custody', title: t('station.custodyShort'), sortValue: (sample) => sample.custody, cell: (sample) => <span className="tg-two-lines"><span>{t(`station.custody.${sample.custody}`)}</span><span className="tg-muted tg-nowrap">{sample.packId ?? time(sample.sampledAt)}</span></span> },
        ]} />
    </Panel>
  );
}
