import { createContext, useContext } from 'react';

/** Holds the instant as of which a page is shown: that of its address, on pages that can be shown as of one. Undefined is the present. */
export const PastContext = createContext<string | undefined>(undefined);

/** Gives the past instant as of which the page is shown; undefined while it shows the present. */
export function usePast(): string | undefined {
  return useContext(PastContext);
}

/** Reads the instant of an address. Shape: undefined for none, for what is no instant, and for what is not past. */
export function pastOf(query: URLSearchParams, present: number): string | undefined {
  const asked = Date.parse(query.get('asOf') ?? '');
  return Number.isNaN(asked) || asked >= present ? undefined : new Date(asked).toISOString();
}

/** Gives an address with an instant. */
export function withInstant(to: string, asOf: string): string {
  const [path = '', query = ''] = to.split('?');
  const next = new URLSearchParams(query);
  next.set('asOf', asOf);
  return `${path}?${next.toString()}`;
}
