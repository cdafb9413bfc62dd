import type { FlightRow } from '../../modules/flights/shapes.ts';
import { useView } from '../client.ts';
import type { Option } from '../design/Select.tsx';
import { dayOf } from '../flights/FlightsPage.tsx';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';

const dayMilliseconds = 86_400_000;

/** Offers the flights from a week ago to two weeks ahead, the nearest days first. */
export function useFlightChoices(): readonly Option[] {
  const { date, timeZone } = useWords();
  const now = eventNow();
  const today = dayOf(now, timeZone);
  const view = useView<{ readonly flights: readonly FlightRow[] }>('flights.list', { from: dayOf(now - 7 * dayMilliseconds, timeZone), to: dayOf(now + 14 * dayMilliseconds, timeZone), limit: 1000 }, { topics: ['board'] });
  const away = (flight: FlightRow): number => Math.abs(Date.parse(flight.flightDate) - Date.parse(today));
  return [...(view.data?.data.flights ?? [])].sort((a, b) => away(a) - away(b))
    .map((flight) => ({ value: flight.flightId, label: `${flight.designator} · ${date(flight.flightDate)}`, hint: `${flight.origin}–${flight.destination}` }));
}
