import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { readView, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Clock } from '../design/Clock.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { ScanBox, type ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { Select } from '../design/Select.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useEventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { Custody } from './Custody.tsx';
import { useFlightChoices } from './flight-choices.ts';
import { isPending, stateAt, stateTones } from './sample-state.ts';
import { nameOf } from './saying.ts';
import type { Sample } from './shapes.ts';
import './lists.css';

/** How many tubes are shown at most; those whose clock runs come first. */
const most = 500;
const states = ['waiting', 'alarm', 'overdue', 'resulted', 'superseded'] as const;

/** Follows every tube from the swab to its result: where it is, since when, and how long its result may still take. */
export function SamplesPage(): ReactNode {
  const words = useWords();
  const { t, find, number, dateTime } = words;
  const now = useEventNow();
  const [query, change] = useAddress();
  const flights = useFlightChoices();
  const flightId = query.get('flight') ?? undefined;
  const packId = query.get('pack') ?? undefined;
  const wanted = query.get('state') ?? 'all';
  const tubeId = query.get('tube') ?? undefined;
  const view = useView<{ readonly samples: readonly Sample[] }>('travellers.samples', { ...(flightId === undefined ? {} : { flightId }), ...(packId === undefined ? {} : { packId }), limit: most }, { topics: ['flight:*', 'case:*'] });
  const all = view.data?.data.samples.map((sample) => ({ ...sample, state: stateAt(sample, now) }));
  const rows = all?.filter((sample) => wanted === 'all' || (wanted === 'pending' ? isPending(sample.state) : sample.state === wanted));
  const isCut = all?.length === most;
  const onScan = async (scan: Scan): Promise<ScanAnswer> => {
    const code = scan.text.trim();
    if (code.length > 40) return { ok: false, message: t('samples.scanUnknown', { code: code.slice(0, 40) }) };
    const tube = await readView<{ readonly samples: readonly Sample[] }>('travellers.samples', { tubeId: code });
    const [sample] = tube.data.samples;
    if (sample !== undefined) {
      change({ tube: sample.tubeId });
      return { ok: true, message: `${sample.tubeId} · ${nameOf(sample)}`, label: code };
    }
    const pack = await readView<{ readonly samples: readonly Sample[] }>('travellers.samples', { packId: code });
    if (pack.data.samples.length === 0) return { ok: false, message: t('samples.scanUnknown', { code }), label: code };
    change({ pack: code, flight: undefined, state: undefined });
    return { ok: true, message: `${t('samples.pack')} ${code}`, label: code };
  };
  const figure = (state: Sample['state']): string | undefined => {
    if (all === undefined) return undefined;
    const count = all.filter((sample) => sample.state === state).length;
    // What lies behind the cut is not counted: running clocks come first, so those are whole unless the cut goes through them.
    return isCut && (!isPending(state) || isPending(all.at(-1)?.state ?? 'resulted')) ? `≥ ${number(count)}` : number(count);
  };
  const address = (state: string): string => { const next = new URLSearchParams(query); next.set('state', state); return `/samples?${next.toString()}`; };
  return (
    <div className="tg-page">
      <PageHeader title={t('samples.title')} detail={t('samples.detail')} />
      <ScanBox onScan={onScan} label={t('samples.scanSample')} hint={t('samples.scanSampleHint')} history={0} />
      <Stats>
        {states.map((state) => <Stat key={state} label={t(`samples.sampleState.${state}`)} value={figure(state)} to={address(state)} {...(state === 'overdue' && figure(state) !== '0' ? { tone: 'wrong' } : state === 'alarm' && figure(state) !== '0' ? { tone: 'late' } : {})} />)}
      </Stats>
      <Row>
        <Select label={t('lists.state')} allowEmpty={false} value={wanted} onChange={(value) => change({ state: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('samples.allStates') }, { value: 'pending', label: t('samples.pending') }, ...states.map((state) => ({ value: state, label: t(`samples.sampleState.${state}`) }))]} />
        <div className="ls-flight"><ComboBox key={flights.length} label={t('lists.flight')} value={flightId ?? 'all'} options={[{ value: 'all', label: t('lists.allFlights') }, ...flights]} onChange={(value) => change({ flight: value === 'all' ? undefined : value })} /></div>
        <TextField label={t('samples.pack')} code value={packId ?? ''} maxLength={40} onChange={(value) => change({ pack: value })} />
      </Row>
      {isCut && <p className="ls-said">{t('samples.tubesCut', { count: most })}</p>}
      <Panel flush>
        <Table label={t('samples.title')} rows={rows} rowKey={(sample) => sample.tubeId} error={view.error} onRetry={() => void view.refetch()} onOpen={(sample) => change({ tube: sample.tubeId })} selectedKey={tubeId}
          tone={(sample) => (sample.state === 'overdue' || sample.custody === 'lost' ? 'wrong' : sample.state === 'alarm' ? 'late' : sample.state === 'superseded' ? 'quiet' : undefined)}
          emptyTitle={t('samples.none')} emptyDetail={t('samples.noneDetail')} columns={[
            { key: 'tube', title: t('samples.tube'), sortValue: (sample) => sample.tubeId, cell: (sample) => <code>{sample.tubeId}</code> },
            { key: 'person', title: t('lists.person'), sortValue: nameOf, cell: nameOf },
            { key: 'flight', title: t('lists.flight'), sortValue: (sample) => sample.designator, cell: (sample) => sample.designator },
            { key: 'state', title: t('lists.state'), sortValue: (sample) => sample.state, cell: (sample) => <span className="tg-nowrap"><Status tone={stateTones[sample.state]}>{t(`samples.sampleState.${sample.state}`)}</Status></span> },
            { key: 'clock', title: t('samples.clock'), sortValue: (sample) => sample.dueAt, cell: (sample) => (sample.dueAt === null ? '' : <Clock dueAt={sample.dueAt} startedAt={sample.sampledAt} label={t('samples.clock')} {...(sample.alarmAt === null ? {} : { warnMinutes: (Date.parse(sample.dueAt) - Date.parse(sample.alarmAt)) / 60_000 })} />) },
            { key: 'result', title: t('samples.result'), sortValue: (sample) => sample.result, cell: (sample) => (sample.result === null ? '' : <span className={sample.result === 'positive' ? 'ls-wrong' : undefined}>{find(`samples.result.${sample.result}`) ?? sample.result}</span>) },
            { key: 'custody', title: t('samples.custody'), sortValue: (sample) => sample.custody, cell: (sample) => (sample.custody === 'lost' ? <Status tone="wrong">{t('samples.custody.lost')}</Status> : t(`samples.custody.${sample.custody}`)) },
            { key: 'since', title: t('samples.custodySince'), sortValue: (sample) => sample.custodyAt ?? sample.sampledAt, cell: (sample) => <span className="tg-nowrap">{dateTime(sample.custodyAt ?? sample.sampledAt)}</span> },
            { key: 'pack', title: t('samples.pack'), sortValue: (sample) => sample.packId, cell: (sample) => (sample.packId === null ? <span className="tg-muted">{t('samples.noPack')}</span> : <code>{sample.packId}</code>) },
            { key: 'sampled', title: t('samples.sampledAt'), sortValue: (sample) => sample.sampledAt, cell: (sample) => <span className="tg-nowrap">{dateTime(sample.sampledAt)}</span> },
          ]} />
      </Panel>
      {tubeId !== undefined && <Custody tubeId={tubeId} onClose={() => change({ tube: undefined })} />}
    </div>
  );
}
