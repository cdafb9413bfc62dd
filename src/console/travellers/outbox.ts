import { useEffect, useSyncExternalStore } from 'react';
import { refresh } from '../client.ts';
import { Refused, request, ServerFault, Unreachable, type Refusal } from '../http.ts';

/** An action that could not reach the server: kept on this device under its own identifier until it is delivered. */
export type Unsent = {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly occurredAt: string;
  readonly stationId: string | null;
  readonly officerId: string;
  /** What it is, in the officer's words at that time. */
  readonly label: string;
  /** Why the server refused it when it was delivered; it then waits for a decision. */
  readonly refusal?: Refusal;
};

const place = 'tongguan.unsent';
const watchers = new Set<() => void>();
let seen: { readonly text: string | null; readonly entries: readonly Unsent[] } = { text: null, entries: [] };

function read(): readonly Unsent[] {
  const text = localStorage.getItem(place);
  if (text !== seen.text) {
    let entries: readonly Unsent[] = [];
    try {
      entries = text === null ? [] : (JSON.parse(text) as readonly Unsent[]);
    } catch {
      // What cannot be read is left where it is for a person to look at, and nothing is written over it.
      localStorage.setItem(`${place}.unreadable`, text ?? '');
    }
    seen = { text, entries };
  }
  return seen.entries;
}

function write(entries: readonly Unsent[]): void {
  if (entries.length === 0) localStorage.removeItem(place);
  else localStorage.setItem(place, JSON.stringify(entries));
  for (const watch of watchers) watch();
}

/** Keeps an action on this device. */
export function keep(entry: Unsent): void {
  write([...read().filter((other) => other.id !== entry.id), entry]);
}

/** Drops an action that the server refused and that the officer has seen. */
export function drop(id: string): void {
  write(read().filter((entry) => entry.id !== id));
}

function firstRefusal(answer: unknown): Refusal | undefined {
  const results = (answer as { readonly result?: { readonly results?: readonly { readonly refusal?: Refusal }[] } } | undefined)?.result?.results;
  return Array.isArray(results) ? (results as readonly { readonly refusal?: Refusal }[]).find((one) => one.refusal !== undefined)?.refusal : undefined;
}

let delivering: Promise<number> | undefined;

/** Delivers what was kept, in the order in which it happened. Shape: how many are still here. */
export function deliver(officerId: string): Promise<number> {
  delivering ??= deliverAll(officerId).finally(() => { delivering = undefined; });
  return delivering;
}

async function deliverAll(officerId: string): Promise<number> {
  const topics = new Set<string>();
  for (const { id, name, input, occurredAt, stationId } of read().filter((entry) => entry.officerId === officerId && entry.refusal === undefined)) {
    try {
      const answer = await request('POST', `/api/actions/${name}`, { id, occurredAt, offline: true, ...(stationId === null ? {} : { stationId }), input });
      // Of many recorded at once each is answered on its own; one refused among them is not lost in the others' success.
      const refusal = firstRefusal(answer);
      if (refusal === undefined) drop(id);
      else write(read().map((entry) => (entry.id === id ? { ...entry, refusal } : entry)));
      topics.add('*');
    } catch (error) {
      if (error instanceof Unreachable || error instanceof ServerFault) break;
      if (!(error instanceof Refused) || error.refusal.code === 'not-signed-in' || error.refusal.code === 'server-busy') break;
      write(read().map((entry) => (entry.id === id ? { ...entry, refusal: error.refusal } : entry)));
    }
  }
  if (topics.size > 0) void refresh();
  return read().filter((entry) => entry.officerId === officerId && entry.refusal === undefined).length;
}

/** Gives a component what is kept here, and tries to deliver it every few seconds and whenever the line comes back. */
export function useOutbox(officerId: string | undefined): readonly Unsent[] {
  const entries = useSyncExternalStore((watch) => {
    watchers.add(watch);
    window.addEventListener('storage', watch);
    return () => {
      watchers.delete(watch);
      window.removeEventListener('storage', watch);
    };
  }, read);
  const waiting = entries.filter((entry) => entry.officerId === officerId && entry.refusal === undefined).length;
  useEffect(() => {
    if (officerId === undefined || waiting === 0) return undefined;
    const again = (): void => void deliver(officerId);
    const timer = setInterval(again, 3000);
    window.addEventListener('online', again);
    again();
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [officerId, waiting]);
  return entries;
}
