import { useState, type ReactNode } from 'react';
import { flightStates, type FlightRow } from '../../modules/flights/shapes.ts';
import { useAddress, useTyped } from '../address.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { eventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { AnnounceDialog, announcers } from './AnnounceDialog.tsx';
import { BoardTable } from './BoardTable.tsx';
import './flights.css';

const topics = ['board', 'flight:*'];

/** Tells the day of an instant in a zone. Shape: YYYY-MM-DD. Unit: `at` in milliseconds since 1970, UTC. */
export function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

function nextDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The flights of a day, by state and by what is searched; new flights are announced here. */
export function FlightsPage(): ReactNode {
  const { t, timeZone, roleNames } = useWords();
  const session = useSession();
  const [query, change] = useAddress();
  const [announcing, setAnnouncing] = useState(false);
  const today = dayOf(eventNow(), timeZone);
  const date = query.get('date') ?? today;
  const state = query.get('state') ?? undefined;
  const direction = query.get('direction') ?? undefined;
  const text = query.get('text') ?? '';
  const [typed, setTyped] = useTyped('text');
  const everyDay = text !== '';
  const input = date === 'invalid' ? undefined : { ...(everyDay ? { query: text, limit: 100 } : { date }), ...(state === undefined ? {} : { state }), ...(direction === undefined ? {} : { direction }) };
  const view = useView<{ readonly total: number; readonly flights: readonly FlightRow[] }>('flights.list', input, { topics });
  const mayAnnounce = session?.officer.roles.some((role) => announcers.includes(role)) === true;
  const flights = view.data?.data.flights;
  return (
    <div className="tg-page">
      <PageHeader title={t('flights.list')} detail={flights && t('flights.countFlights', { count: view.data?.data.total ?? 0 })}
        actions={<Button kind="primary" icon="flight" disabledReason={mayAnnounce ? undefined : t('flights.onlyRoles', { roles: roleNames(announcers) })} onPress={() => setAnnouncing(true)}>{t('flights.announce')}</Button>} />
      <div className="fl-filters">
        <Row>
          <div className="fl-day">
            <Button kind="bare" icon="chevronLeft" label={t('flights.dayBefore')} onPress={() => change({ date: nextDay(date === 'invalid' ? today : date, -1) })} />
            <DateField label={t('flights.day')} value={date} onChange={(value) => change({ date: value })} disabledReason={everyDay ? t('flights.searchesEveryDay') : undefined} />
            <Button kind="bare" icon="chevronRight" label={t('flights.dayAfter')} onPress={() => change({ date: nextDay(date === 'invalid' ? today : date, 1) })} />
            <Button disabledReason={date === today ? t('flights.isToday') : undefined} onPress={() => change({ date: undefined })}>{t('flights.today')}</Button>
          </div>
          <Select label={t('flights.stateColumn')} value={state ?? 'all'} allowEmpty={false} onChange={(value) => change({ state: value === 'all' ? undefined : value })}
            options={[{ value: 'all', label: t('flights.allStates') }, ...flightStates.map((one) => ({ value: one, label: t(`flights.state.${one}`) }))]} />
          <Select label={t('flights.direction')} value={direction ?? 'all'} allowEmpty={false} onChange={(value) => change({ direction: value === 'all' ? undefined : value })}
            options={[{ value: 'all', label: t('flights.bothDirections') }, { value: 'arrival', label: t('flights.arrival') }, { value: 'departure', label: t('flights.departure') }]} />
          <div className="tg-filters-search"><TextField label={t('flights.search')} type="search" value={typed} placeholder="CA926, NRT" onChange={setTyped} /></div>
        </Row>
      </div>
      <Panel flush><BoardTable label={t('flights.list')} flights={flights} date={everyDay ? undefined : date} alerts={[]} error={view.error} /></Panel>
      {announcing && <AnnounceDialog date={date === 'invalid' ? today : date} onClose={() => setAnnouncing(false)} />}
    </div>
  );
}
