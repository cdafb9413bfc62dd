import { useState, type ReactNode } from 'react';
import { stationKinds } from '../../modules/ports/rules.ts';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Columns, Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useWords } from '../words.tsx';
import { PlaceDialog } from './PlaceDialog.tsx';
import { useReasonAgainst, type PointEntry, type Ports, type StationEntry } from './staff.ts';
import './staff.css';

const topics = ['ports'];
const pointKinds = ['airport', 'seaport', 'railway', 'road'] as const;

/** The points of entry and their stations; new ones are added here. */
export function PortsPage(): ReactNode {
  const { t, find, language } = useWords();
  const [query, change] = useAddress();
  const reasonAgainst = useReasonAgainst();
  const [adding, setAdding] = useState<'point' | 'station' | undefined>(undefined);
  const [changing, setChanging] = useState<StationEntry | undefined>(undefined);
  const view = useView<Ports>('ports.list', {}, { topics });
  const points = view.data?.data.points;
  const stations = view.data?.data.stations;
  const port = query.get('port') ?? undefined;
  const kind = query.get('kind') ?? undefined;
  const kindName = (one: string): string => find(`stations.${one}`) ?? one;
  const nameOf = (entry: { readonly nameEn: string; readonly nameZh: string }): string => (language === 'zh' ? entry.nameZh : entry.nameEn);
  const pointColumns: readonly Column<PointEntry>[] = [
    { key: 'code', title: t('staff.code'), cell: (point) => <code>{point.code}</code>, sortValue: (point) => point.code },
    { key: 'name', title: t('staff.placeName'), cell: (point) => <strong>{nameOf(point)}</strong>, sortValue: nameOf },
    { key: 'kind', title: t('staff.kind'), cell: (point) => find(`staff.pointKind.${point.kind}`) ?? point.kind },
    { key: 'stations', title: t('staff.stations'), align: 'end', cell: (point) => (stations ?? []).filter((station) => station.pointId === point.pointId).length },
  ];
  const stationColumns: readonly Column<StationEntry>[] = [
    { key: 'port', title: t('staff.port'), cell: (station) => <code>{station.pointCode}</code>, sortValue: (station) => station.pointCode },
    { key: 'name', title: t('staff.station'), cell: (station) => <strong>{nameOf(station)}</strong>, sortValue: nameOf },
    { key: 'kind', title: t('staff.kind'), cell: (station) => kindName(station.kind), sortValue: (station) => kindName(station.kind) },
    { key: 'lane', title: t('staff.lane'), cell: (station) => <code>{station.lane}</code>, sortValue: (station) => station.lane },
    { key: 'state', title: t('staff.state'), cell: (station) => <Status tone={station.closed ? 'quiet' : 'done'}>{t(station.closed ? 'staff.closed' : 'staff.open')}</Status> },
  ];
  const shown = stations?.filter((station) => (port === undefined || station.pointCode === port) && (kind === undefined || station.kind === kind));
  return (
    <div className="tg-page">
      <PageHeader title={t('staff.ports')} actions={
        <>
          <Button icon="port" disabledReason={reasonAgainst(['administrator'])} onPress={() => setAdding('point')}>{t('staff.addPoint')}</Button>
          <Button kind="primary" icon="plus" disabledReason={reasonAgainst(['administrator', 'dutyOfficer']) ?? (points?.length === 0 ? t('staff.noPoints') : undefined)} onPress={() => setAdding('station')}>{t('staff.addStation')}</Button>
        </>
      } />
      <Panel title={t('staff.points')} flush>
        <Table label={t('staff.points')} columns={pointColumns} rows={points} rowKey={(point) => point.pointId} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('staff.noPoints')} selectedKey={points?.find((point) => point.code === port)?.pointId}
          onOpen={(point) => change({ port: point.code === port ? undefined : point.code })} />
      </Panel>
      <Panel title={t('staff.stations')} flush actions={shown && <span className="tg-muted">{t('staff.countNames', { count: shown.length })}</span>}>
        <div className="tg-filters-columns tg-filters-inside">
          <Select label={t('staff.port')} allowEmpty={false} value={port ?? 'all'} onChange={(value) => change({ port: value === 'all' ? undefined : value })} options={[{ value: 'all', label: t('staff.allPorts') }, ...(points ?? []).map((point) => ({ value: point.code, label: `${point.code} ${nameOf(point)}` }))]} />
          <Select label={t('staff.kind')} allowEmpty={false} value={kind ?? 'all'} onChange={(value) => change({ kind: value === 'all' ? undefined : value })} options={[{ value: 'all', label: t('staff.allKinds') }, ...stationKinds.map((one) => ({ value: one, label: kindName(one) }))]} />
        </div>
        <Table label={t('staff.ports')} columns={stationColumns} rows={shown} rowKey={(station) => station.stationId} sort={{ key: 'port' }} error={view.error} emptyTitle={t('staff.noStations')} maximumHeight={560}
          onOpen={reasonAgainst(['administrator', 'dutyOfficer']) === undefined ? setChanging : undefined} />
      </Panel>
      {adding === 'point' && <AddPoint onClose={() => setAdding(undefined)} />}
      {adding === 'station' && points && <AddStation points={points} first={port} onClose={() => setAdding(undefined)} />}
      {changing !== undefined && <ChangeStation key={changing.stationId} station={changing} onClose={() => setChanging(undefined)} />}
    </div>
  );
}

function AddPoint({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, language } = useWords();
  const notify = useNotify();
  const add = useAct<unknown, unknown>('ports.addPoint', { topics });
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<string>('airport');
  return (
    <PlaceDialog title={t('staff.addPoint')} prefix="point-" action={add} onClose={onClose} wrong={{ code: /^[A-Z0-9]{2,8}$/.test(code) ? undefined : t('staff.codeWrong') }}
      onSend={(names) => void add.run({ code, kind, ...names }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('staff.added', { name: `${code} ${language === 'zh' ? names.nameZh : names.nameEn}` }));
        onClose();
      })}>
      {(shown) => (
        <Columns minimum={200}>
          <TextField id="point-code" label={t('staff.code')} hint={t('staff.codeHint')} code autoFocus maxLength={8} value={code} problem={shown('code')} onChange={(value) => setCode(value.toUpperCase())} />
          <RadioGroup label={t('staff.kind')} value={kind} onChange={setKind} options={pointKinds.map((one) => ({ value: one, label: t(`staff.pointKind.${one}`) }))} />
        </Columns>
      )}
    </PlaceDialog>
  );
}

function AddStation({ points, first, onClose }: { readonly points: readonly PointEntry[]; readonly first: string | undefined; readonly onClose: () => void }): ReactNode {
  const { t, find, language } = useWords();
  const notify = useNotify();
  const add = useAct<unknown, unknown>('ports.addStation', { topics });
  const [pointId, setPointId] = useState(points.find((point) => point.code === first)?.pointId ?? points[0]?.pointId);
  const [kind, setKind] = useState<string | undefined>(undefined);
  const [lane, setLane] = useState('');
  return (
    <PlaceDialog title={t('staff.addStation')} prefix="station-" action={add} onClose={onClose}
      wrong={{ kind: kind === undefined ? t('staff.needed', { field: t('staff.kind') }) : undefined, lane: lane.trim() === '' ? t('staff.needed', { field: t('staff.lane') }) : undefined }}
      onSend={(names) => void add.run({ pointId, kind, lane: lane.trim(), ...names }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('staff.added', { name: language === 'zh' ? names.nameZh : names.nameEn }));
        onClose();
      })}>
      {(shown) => (
        <Columns minimum={140}>
          <Select id="station-pointId" label={t('staff.port')} allowEmpty={false} value={pointId} onChange={setPointId} options={points.map((point) => ({ value: point.pointId, label: `${point.code} ${language === 'zh' ? point.nameZh : point.nameEn}` }))} />
          <Select id="station-kind" label={t('staff.kind')} autoFocus value={kind} problem={shown('kind')} onChange={setKind} options={stationKinds.map((one) => ({ value: one, label: find(`stations.${one}`) ?? one }))} />
          <TextField id="station-lane" label={t('staff.lane')} code maxLength={20} value={lane} problem={shown('lane')} onChange={setLane} />
        </Columns>
      )}
    </PlaceDialog>
  );
}

function ChangeStation({ station, onClose }: { readonly station: StationEntry; readonly onClose: () => void }): ReactNode {
  const { t, find, language } = useWords();
  const notify = useNotify();
  const change = useAct<unknown, unknown>('ports.changeStation', { topics });
  const [state, setState] = useState(station.closed ? 'closed' : 'open');
  return (
    <PlaceDialog title={t('staff.changeStation')} prefix="station-" first={station} action={change} onClose={onClose} wrong={{}}
      onSend={(names) => void change.run({ stationId: station.stationId, closed: state === 'closed', ...names }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('staff.saved', { name: language === 'zh' ? names.nameZh : names.nameEn }));
        onClose();
      })}>
      {() => (
        <>
          <p className="tg-muted">{station.pointCode} · {find(`stations.${station.kind}`) ?? station.kind} · <code>{station.lane}</code></p>
          <RadioGroup label={t('staff.state')} hint={t('staff.closedDetail')} value={state} onChange={setState} options={[{ value: 'open', label: t('staff.open') }, { value: 'closed', label: t('staff.closed') }]} />
        </>
      )}
    </PlaceDialog>
  );
}
