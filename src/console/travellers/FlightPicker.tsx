import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { Select } from '../design/Select.tsx';
import { useWords } from '../words.tsx';
import { useStationFlights } from './OutsideList.tsx';
import type { StationFlight } from './shapes.ts';

/** Holds the flight that a station works on in the address, so that a reload keeps it. */
export function useChosenFlight(pointCode: string, fits: (flight: StationFlight) => boolean = () => true) {
  const [query, change] = useAddress();
  const all = useStationFlights(pointCode);
  const flights = all.flights?.filter(fits);
  const wanted = query.get('flight');
  const flight = flights?.find((one) => one.flightId === wanted) ?? (flights?.length === 1 ? flights[0] : undefined);
  const choose = (flightId: string | undefined): void => change({ flight: flightId });
  return { flights, flight, choose, error: all.error, retry: all.retry };
}

/** Shows the flights to choose from, one press each, where nothing can be done before one is chosen. */
export function FlightChoice({ chosen }: { readonly chosen: ReturnType<typeof useChosenFlight> }): ReactNode {
  const { t, find, date } = useWords();
  if (chosen.flights === undefined) return chosen.error === null ? <Panel><Skeleton lines={4} /></Panel> : null;
  if (chosen.flights.length === 0) return <Panel><EmptyState icon="flight" title={t('station.noFlights')} /></Panel>;
  return (
    <Panel title={t('station.chooseFlight')}>
      <ul className="tg-station-list">
        {chosen.flights.map((flight) => (
          <li key={flight.flightId}>
            <button type="button" className="tg-station-choice" onClick={() => chosen.choose(flight.flightId)}>
              <Icon name="flight" size={22} /><strong>{flight.designator} <span className="tg-muted">{flight.origin}–{flight.destination}</span></strong>
              <span className="tg-muted">{[find(`flights.state.${flight.state}`), date(flight.flightDate), t('station.personsOn', { count: flight.counts.onBoard === 0 ? flight.counts.expected : flight.counts.onBoard })].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Lets a station choose the flight that it works on. */
export function FlightPicker({ chosen }: { readonly chosen: ReturnType<typeof useChosenFlight> }): ReactNode {
  const { t, date } = useWords();
  if (chosen.error !== null && chosen.flights === undefined) return <ErrorState error={chosen.error} onRetry={chosen.retry} />;
  return (
    <Select label={t('station.flight')} value={chosen.flight?.flightId} onChange={chosen.choose}
      options={(chosen.flights ?? []).map((flight) => ({ value: flight.flightId, label: `${flight.designator} · ${date(flight.flightDate)} · ${flight.origin}–${flight.destination} · ${t('station.personsOn', { count: flight.counts.onBoard === 0 ? flight.counts.expected : flight.counts.onBoard })}` }))} />
  );
}
