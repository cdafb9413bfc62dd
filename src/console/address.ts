import { useSearchParams } from 'react-router';

/** Names what changes in the address; undefined or empty takes a name out. */
export type AddressChange = Readonly<Record<string, string | undefined>>;

/** Gives an address's query with changes. */
export function changedQuery(query: URLSearchParams, change: AddressChange): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/**
 * Reads and changes what stands in the address behind the question mark: filters, tabs, what is open.
 * Shape: the query as it is drawn, and the way to change it, which adds nothing to the browser's history.
 */
export function useAddress(): readonly [query: URLSearchParams, change: (change: AddressChange) => void] {
  const [query, setQuery] = useSearchParams();
  // From the address itself: a change that has not been drawn yet must not be undone by the next one.
  return [query, (change) => setQuery(changedQuery(new URLSearchParams(window.location.search), change), { replace: true })];
}
