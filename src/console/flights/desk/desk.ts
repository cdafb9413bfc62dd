import { createContext, useContext } from 'react';
import { canChangeFlight } from '../../../modules/flights/rules.ts';
import { useView } from '../../client.ts';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import type { FlightDetail } from '../flight.ts';

/** Is what every part of a flight's desk shares: the flight, the instant it is shown at, and what is opened. */
export type Desk = {
  readonly flight: FlightDetail;
  /** The past instant that is shown; undefined for the present. */
  readonly asOf: string | undefined;
  readonly topics: readonly string[];
  /** Opens what is needed to do a step, or the part of the page where it is done. */
  readonly open: (what: string) => void;
  readonly show: (part: Readonly<Record<string, string | undefined>>) => void;
};

/** Carries the desk to its parts. */
export const DeskContext = createContext<Desk | undefined>(undefined);

/** Gives a part of the desk what all parts share. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('useDesk is called outside a flight desk');
  return desk;
}

/** Reads a view of the flight at the instant that the desk shows. */
export function useDeskView<Data>(name: string, input: unknown): ReturnType<typeof useView<Data>> {
  const { topics, asOf } = useDesk();
  return useView<Data>(name, input, { topics, asOf });
}

/** Tells why the officer cannot do something here now: it is the past, the flight has ended, or the role is another's. Shape: undefined when it can be done. */
export function useReason(): (roles: readonly string[]) => string | undefined {
  const { t, refusal, roleNames } = useWords();
  const { flight, asOf } = useDesk();
  const mine = useSession()?.officer.roles ?? [];
  return (roles) => {
    if (asOf !== undefined) return t('flights.pastReadOnly');
    const open = canChangeFlight(flight);
    if (!open.ok) return refusal(open.refusal);
    return roles.some((role) => mine.includes(role)) ? undefined : t('flights.onlyRoles', { roles: roleNames(roles) });
  };
}
