import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { Table } from '../design/Table.tsx';
import { AnnounceDialog, announcers } from '../flights/AnnounceDialog.tsx';
import { deskPath } from '../flights/flight.ts';
import { dayOf } from '../flights/FlightsPage.tsx';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { useRights } from './rights.ts';
import type { DryRun } from './shapes.ts';

type FileFlight = DryRun['flights'][number];

/** Lists the flights that a file names; one that nobody announced yet is announced from here and the file checked again. */
export function FileFlights({ flights, onAnnounced }: { readonly flights: readonly FileFlight[]; readonly onAnnounced: () => void }): ReactNode {
  const { t, find, number, date, timeZone } = useWords();
  const rights = useRights();
  const [announcing, setAnnouncing] = useState<FileFlight | undefined>(undefined);
  const state = (flight: FileFlight): ReactNode => {
    if (flight.problem === undefined) return <Status tone="done">{t('lists.flightFound')}</Status>;
    const problem = <Status tone="late">{find(`lists.problem.${flight.problem}`) ?? flight.problem}</Status>;
    if (flight.designator === null) return <>{problem} <span className="tg-muted">{t('lists.chooseFlightAbove')}</span></>;
    return <span className="ls-announce">{problem}<Button icon="flight" disabledReason={rights.reason(announcers)} onPress={() => setAnnouncing(flight)}>{t('lists.announce', { flight: flight.designator })}</Button></span>;
  };
  return (
    <Panel flush title={t('lists.flights')}>
      <Table label={t('lists.flights')} rows={flights.map((flight, place) => ({ ...flight, key: String(place) }))} rowKey={(flight) => flight.key} maximumHeight={320} columns={[
        { key: 'flight', title: t('lists.flight'), cell: (flight) => (flight.flightId !== null && rights.opens('/flights/:flightId') ? <Link to={deskPath(flight.flightId)}>{flight.designator}</Link> : flight.designator ?? '–') },
        { key: 'day', title: t('lists.day'), cell: (flight) => (flight.date === null ? '–' : date(flight.date)) },
        { key: 'persons', title: t('lists.persons'), align: 'end', cell: (flight) => number(flight.persons) },
        { key: 'state', title: t('lists.state'), cell: state },
      ]} />
      {flights.some((flight) => flight.problem !== undefined) && <p className="ls-note">{t('lists.storedWithoutFlight')}</p>}
      {announcing && <AnnounceDialog date={announcing.date ?? dayOf(eventNow(), timeZone)} designator={announcing.designator ?? ''} onClose={() => setAnnouncing(undefined)} onAnnounced={onAnnounced} />}
    </Panel>
  );
}
