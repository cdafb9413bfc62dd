import { useEffect, useState } from 'react';
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

/** Keeps what is typed into a search field, and puts it into the address a quarter of a second after the last key. Shape: the text as it is typed, and the way to type. */
export function useTyped(name: string): readonly [typed: string, type: (text: string) => void] {
  const [query, change] = useAddress();
  const held = query.get(name) ?? '';
  const [typed, setTyped] = useState(held);
  useEffect(() => {
    // What is in the address already must not be written again: that would undo a page that is being opened.
    if (typed.trim() === held) return undefined;
    const timer = setTimeout(() => change({ [name]: typed.trim() }), 250);
    return () => clearTimeout(timer);
  }, [typed, held]);
  return [typed, setTyped];
}
