import { useState, type ReactNode } from 'react';
import { queryClient, useView } from '../client.ts';
import { Badge } from '../design/Badge.tsx';
import type { IconName } from '../design/Icon.tsx';
import { Icon } from '../design/Icon.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useNotify } from '../design/Toast.tsx';
import { moveTo, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { FlightStation } from './FlightStation.tsx';
import { Laboratory } from './Laboratory.tsx';
import { ManyAtOnce } from './ManyAtOnce.tsx';
import { ManyReadings } from './ManyReadings.tsx';
import { OutboxStrip } from './OutboxStrip.tsx';
import { Packs } from './Packs.tsx';
import { PersonStation } from './PersonStation.tsx';
import { Sampling } from './Sampling.tsx';
import { kindName, stationName } from './saying.ts';
import type { Station } from './shapes.ts';
import { VehicleBay } from './VehicleBay.tsx';
import './travellers.css';

/** Says which screen a kind of station has; a kind without an entry is worked person by person. */
const screens: Readonly<Record<string, { readonly icon: IconName; readonly draw?: (station: Station) => ReactNode }>> = {
  declaration: { icon: 'declaration' },
  temperature: { icon: 'temperature', draw: (station) => <Temperature station={station} /> },
  patrol: { icon: 'patrol', draw: (station) => <Patrol station={station} /> },
  inquiry: { icon: 'inquiry' },
  isolation: { icon: 'hospital' },
  sampling: { icon: 'sampling', draw: (station) => <Sampling station={station} /> },
  laboratory: { icon: 'laboratory', draw: (station) => <Laboratory station={station} /> },
  courier: { icon: 'courier', draw: (station) => <Packs station={station} kinds={['collected', 'packed', 'lost']} /> },
  immigration: { icon: 'port' },
  accreditation: { icon: 'staff' },
  baggage: { icon: 'courier' },
  vehicleBay: { icon: 'handOver', draw: (station) => <VehicleBay station={station} /> },
  ambulanceBay: { icon: 'hospital' },
  disinfection: { icon: 'disinfection', draw: (station) => <FlightStation station={station} kind="disinfection" /> },
  village: { icon: 'home' },
  gate: { icon: 'flight' },
  remote: { icon: 'declaration' },
  aircraft: { icon: 'flight', draw: (station) => <FlightStation station={station} kind="aircraft" /> },
  desk: { icon: 'board', draw: (station) => <Desk station={station} /> },
};

/** My station: one screen, whose parts depend on the kind of station that the officer stands at. */
export function StationPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const stationId = useSession()?.officer.stationId ?? null;
  const ports = useView<{ readonly stations: readonly Station[] }>('ports.list', {}, { topics: ['ports'] });
  const station = ports.data?.data.stations.find((one) => one.stationId === stationId);
  if (ports.data === undefined) return <div className="tg-page">{ports.error === null ? <Skeleton lines={6} /> : <ErrorState error={ports.error} onRetry={() => void ports.refetch()} />}</div>;
  if (station === undefined) return <ChooseStation stations={ports.data.data.stations} />;
  const screen = screens[station.kind];
  return (
    <div className="tg-page tg-station tg-station-page">
      <PageHeader title={stationName(words, station)} status={<><Badge tone="current">{station.pointCode}</Badge><span className="tg-muted">{kindName(words, station.kind)}</span>{station.closed && <Badge tone="late">{t('station.closedStation')}</Badge>}</>} />
      <OutboxStrip />
      {/* A station's screen holds what is typed for its own people; another station begins afresh. */}
      <div key={station.stationId}>{screen?.draw === undefined ? <PersonStation station={station} kind={station.kind} /> : screen.draw(station)}</div>
    </div>
  );
}

function ChooseStation({ stations }: { readonly stations: readonly Station[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  const notify = useNotify();
  const points = [...new Set(stations.map((station) => station.pointCode))];
  const go = (stationId: string): void => {
    void moveTo(stationId).catch(() => notify(t('shell.offlineAct'), 'wrong')).finally(() => queryClient.invalidateQueries({ queryKey: ['session'] }));
  };
  return (
    <div className="tg-page tg-station">
      <PageHeader title={t('station.chooseStation')} detail={t('station.chooseStationDetail')} />
      {stations.length === 0 && <EmptyState icon="port" title={t('station.noStations')} detail={t('station.noStationsDetail')} />}
      {points.map((point) => (
        <section key={point} className="tg-stack" aria-labelledby={`point-${point}`}>
          <h2 id={`point-${point}`}>{point}</h2>
          <ul className="tg-station-list">
            {stations.filter((station) => station.pointCode === point && !station.closed).map((station) => (
              <li key={station.stationId}>
                <button type="button" className="tg-station-choice" onClick={() => go(station.stationId)}>
                  <Icon name={screens[station.kind]?.icon ?? 'port'} size={22} /><strong>{stationName(words, station)}</strong><span className="tg-muted">{kindName(words, station.kind)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Temperature({ station }: { readonly station: Station }): ReactNode {
  const { t } = useWords();
  return <Tabs label={t('station.temperatureParts')} tabs={[
    { key: 'one', title: t('station.oneByOne'), content: <PersonStation station={station} kind="temperature" /> },
    { key: 'many', title: t('station.manyAtOnce'), content: <ManyReadings station={station} /> },
  ]} />;
}

function Patrol({ station }: { readonly station: Station }): ReactNode {
  const { t } = useWords();
  const [tab, setTab] = useState('many');
  const [single, setSingle] = useState<string | undefined>(undefined);
  return <Tabs label={t('station.patrolParts')} selected={tab} onSelect={setTab} tabs={[
    { key: 'many', title: t('station.manyAtOnce'), content: <ManyAtOnce station={station} step="CHK-04" evidence={(zone) => ({ zone, finding: 'none' })} onSingle={(card) => {
      setSingle(card.caseId);
      setTab('one');
    }} /> },
    { key: 'one', title: t('station.oneByOne'), content: <PersonStation station={station} kind="patrol" first={single} /> },
  ]} />;
}

function Desk({ station }: { readonly station: Station }): ReactNode {
  const { t } = useWords();
  return <Tabs label={t('station.deskParts')} tabs={[
    { key: 'flights', title: t('station.flights'), content: <FlightStation station={station} kind="desk" /> },
    { key: 'people', title: t('station.people'), content: <PersonStation station={station} kind="desk" /> },
  ]} />;
}
