import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useView } from '../client.ts';
import { Status, type Tone } from '../design/Badge.tsx';
import { Clock, clockText } from '../design/Clock.tsx';
import { Drawer } from '../design/Dialog.tsx';
import { Facts } from '../design/Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { Timeline, type TimelineEntry } from '../design/Timeline.tsx';
import { useEventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { stateAt, stateTones } from './sample-state.ts';
import { nameOf } from './saying.ts';
import type { Sample } from './shapes.ts';

/** Shows one tube: whose it is, through whose hands it went, and its result or the clock until it. */
export function Custody({ tubeId, onClose }: { readonly tubeId: string; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const view = useView<{ readonly samples: readonly Sample[] }>('travellers.samples', { tubeId }, { topics: ['flight:*', 'case:*'] });
  const sample = view.data?.data.samples.find((one) => one.tubeId === tubeId);
  return (
    <Drawer title={t('samples.custodyOf', { tube: tubeId })} open onClose={onClose}>
      {sample !== undefined ? <Chain sample={sample} /> : view.error !== null ? <ErrorState error={view.error} onRetry={() => void view.refetch()} />
        : view.data === undefined ? <Skeleton lines={6} /> : <EmptyState icon="sampling" title={t('samples.none')} detail={t('samples.noneDetail')} />}
    </Drawer>
  );
}

function Chain({ sample }: { readonly sample: Sample }): ReactNode {
  const { t, find, dateTime } = useWords();
  const state = stateAt(sample, useEventNow());
  const resultTone: Tone = sample.result === 'positive' ? 'wrong' : sample.result === 'negative' ? 'done' : 'late';
  const took = sample.resultAt === null ? undefined : clockText(Date.parse(sample.resultAt) - Date.parse(sample.sampledAt));
  const entries: TimelineEntry[] = [
    { key: 'sampled', at: sample.sampledAt, title: t('samples.sampledAt'), detail: t('samples.custody.sampled') },
    ...sample.movements.map((move, place): TimelineEntry => ({
      key: `move ${place}`, at: move.at, title: find(`samples.move.${move.kind}`) ?? move.kind, tone: move.kind === 'lost' ? 'wrong' : 'done',
      detail: [`${t('samples.pack')} ${move.packId}`, move.counterpart].filter(Boolean).join(' · '),
    })),
    ...(sample.resultAt === null ? [] : [{ key: 'result', at: sample.resultAt, title: `${t('samples.result')}: ${find(`samples.result.${sample.result ?? ''}`) ?? sample.result ?? ''}`, tone: resultTone, ...(took === undefined ? {} : { detail: t('samples.took', { time: took }) }) }]),
    ...(sample.dueAt === null ? [] : [{ key: 'due', at: sample.dueAt, title: t('samples.clock'), planned: true }]),
  ];
  return (
    <div className="tg-stack">
      <Facts facts={[
        [t('lists.person'), <><strong>{nameOf(sample)}</strong> · {sample.designator}</>],
        [t('lists.state'), <Status tone={stateTones[state]}>{t(`samples.sampleState.${state}`)}</Status>],
        [t('samples.custody'), t(`samples.custody.${sample.custody}`)],
        [t('samples.custodySince'), dateTime(sample.custodyAt ?? sample.sampledAt)],
        ...(sample.dueAt === null ? [] : [[t('samples.clock'), <Clock key="clock" dueAt={sample.dueAt} startedAt={sample.sampledAt} label={t('samples.clock')} />] as const]),
      ]} />
      <Timeline label={t('samples.custodyOf', { tube: sample.tubeId })} entries={entries} />
      <Link className="tg-button tg-button-quiet ls-open" to={`/person/${sample.caseId}`}>{t('samples.openPerson')}</Link>
    </div>
  );
}
