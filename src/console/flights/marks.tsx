import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Alert, FlightRow, FlightState } from '../../modules/flights/shapes.ts';
import { Status, ToneMark } from '../design/Badge.tsx';
import { clockText } from '../design/Clock.tsx';
import { Icon } from '../design/Icon.tsx';
import { mayOpen, pages } from '../pages.ts';
import { useEventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { alertPart, alertTone, deskPath, timeOf, toneOf } from './flight.ts';

/** Tells whether the officer may open the desk of a flight; a carrier and the committee see the board alone. */
export function useMayOpenDesk(): boolean {
  const roles = useSession()?.officer.roles ?? [];
  return pages.some((page) => page.path === '/flights/:flightId' && mayOpen(page, roles));
}

/** Says the state of a flight. */
export function FlightStatus({ state }: { readonly state: FlightState }): ReactNode {
  const { t } = useWords();
  return <Status tone={toneOf(state)}>{t(`flights.state.${state}`)}</Status>;
}

/** Says the time of a flight and what kind of time it is: scheduled, estimated or actual; with its day where that is another than the `day` at hand. */
export function FlightTime({ flight, day }: { readonly flight: FlightRow; readonly day: string | undefined }): ReactNode {
  const { t, time, dateTime } = useWords();
  const at = timeOf(flight);
  const actual = (flight.direction === 'arrival' ? flight.landedAt : flight.departedAt) !== null;
  const kind = actual ? 'actual' : flight.estimatedAt !== null ? 'estimated' : 'scheduled';
  const moved = flight.scheduledAt !== null && at !== undefined && flight.scheduledAt !== at;
  return (
    <span className={`fl-time fl-time-${kind}`} title={t(`flights.time.${kind}`)}>
      <strong>{at === undefined ? '–' : flight.flightDate === day ? time(at) : dateTime(at)}</strong>
      <span className="tg-hidden">{t(`flights.time.${kind}`)}</span>
      {moved && flight.scheduledAt !== null && <s className="tg-muted">{time(flight.scheduledAt)}</s>}
    </span>
  );
}

/** Says for how long something has been waiting, by the event's clock. */
export function Since({ at }: { readonly at: string }): ReactNode {
  const now = useEventNow();
  const { t, dateTime } = useWords();
  return <time dateTime={at} title={dateTime(at)}>{t('flights.forTime', { time: clockText(Math.max(0, now - Date.parse(at))) })}</time>;
}

/** Lists alerts, each with since when, and the place where it is acted on. */
export function Alerts({ alerts, withFlight = true }: { readonly alerts: readonly Alert[]; readonly withFlight?: boolean }): ReactNode {
  const { t, find } = useWords();
  const opens = useMayOpenDesk();
  return (
    <ul className="fl-alerts">
      {alerts.map((alert) => {
        const count = Number((alert.params as { count?: number }).count ?? 0);
        const tone = alertTone(alert);
        return (
          <li key={`${alert.flightId}${alert.code}`} className={`fl-alert fl-alert-${tone}`}>
            <ToneMark tone={tone} />
            <span className="fl-alert-what">
              {withFlight && <strong>{alert.designator}</strong>} {find(`flights.alert.${alert.code}`, { count }) ?? alert.code}
              {alert.since !== null && <span className="tg-muted"> · <Since at={alert.since} /></span>}
            </span>
            {opens && <Link className="fl-alert-go" to={deskPath(alert.flightId, alertPart(alert))} aria-label={`${alert.designator}: ${find(`flights.act.${alert.code}`) ?? t('flights.open')}`}>
              {find(`flights.act.${alert.code}`) ?? t('flights.open')}<Icon name="chevronRight" size={12} />
            </Link>}
          </li>
        );
      })}
    </ul>
  );
}
