import { keepPreviousData, QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { uuidv7 } from '../kernel/ids.ts';
import { Refused, request, requestWithRetries, type Refusal } from './http.ts';
import { usePast } from './past.ts';
import { eventNow, useSession } from './session.ts';

/** What the server answers to an action. */
export type Answer<Result> =
  | { readonly ok: true; readonly id: string; readonly recordedAt: string; readonly result: Result }
  | { readonly ok: false; readonly refusal: Refusal };

/** What the server answers to a view: the figures, and the instant whose state they are. */
export type View<Data> = { readonly asOf: string; readonly data: Data };

/** The one cache of everything read from the server. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => !(error instanceof Refused) && failures < 3,
      placeholderData: keepPreviousData,
    },
  },
});

/**
 * Does an action: sends it until the server answers, always under the same identifier, so that it is recorded once.
 * Refuses: by its answer, `{ ok: false, refusal }`; throws `Unreachable` or `ServerFault` when there is no answer.
 */
export async function act<Result = unknown>(
  name: string,
  input: unknown,
  with_: { readonly id?: string; readonly stationId?: string | null | undefined; readonly occurredAt?: string } = {},
): Promise<Answer<Result>> {
  const envelope = {
    id: with_.id ?? uuidv7(),
    occurredAt: with_.occurredAt ?? new Date(eventNow()).toISOString(),
    ...(with_.stationId ? { stationId: with_.stationId } : {}),
    input,
  };
  try {
    return (await requestWithRetries('POST', `/api/actions/${name}`, envelope)) as Answer<Result>;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.refusal.code === 'not-signed-in') void queryClient.invalidateQueries({ queryKey: ['session'] });
    return { ok: false, refusal: error.refusal };
  }
}

/** An action held by a component: how to run it, whether it is under way, and why it was refused. */
export type Act<Input, Result> = {
  readonly run: (input: Input) => Promise<Answer<Result> | undefined>;
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
  readonly fault: Error | undefined;
  readonly reset: () => void;
};

/**
 * Gives a component an action at the officer's own station; after success the views of the given topics are read again.
 * On a page that is shown as of a past instant nothing is sent. Refuses: `shown-as-of`.
 * Shape: `run` answers undefined when the server could not be reached; running it again with equal input sends the same identifier.
 */
export function useAct<Input = unknown, Result = unknown>(
  name: string,
  options: { readonly topics?: readonly string[]; readonly stationId?: string } = {},
): Act<Input, Result> {
  const session = useSession();
  const [state, setState] = useState<{ pending: boolean; refusal?: Refusal | undefined; fault?: Error | undefined }>({ pending: false });
  const unsettled = useRef<{ key: string; id: string; occurredAt: string } | undefined>(undefined);
  const stationId = options.stationId ?? session?.officer.stationId;
  const { topics } = options;
  const past = usePast();
  const run = useCallback(async (input: Input) => {
    if (past !== undefined) {
      const refusal: Refusal = { code: 'shown-as-of', params: {} };
      setState({ pending: false, refusal });
      return { ok: false, refusal } as const;
    }
    const key = JSON.stringify([name, stationId, input]);
    if (unsettled.current?.key !== key) {
      unsettled.current = { key, id: uuidv7(), occurredAt: new Date(eventNow()).toISOString() };
    }
    const { id, occurredAt } = unsettled.current;
    setState({ pending: true });
    try {
      const answer = await act<Result>(name, input, { id, occurredAt, stationId });
      unsettled.current = undefined;
      setState({ pending: false, refusal: answer.ok ? undefined : answer.refusal });
      if (answer.ok) void refresh(topics);
      return answer;
    } catch (error) {
      setState({ pending: false, fault: error instanceof Error ? error : new Error(String(error)) });
      return undefined;
    }
  }, [name, stationId, topics, past]);
  const reset = useCallback(() => setState({ pending: false }), []);
  return { run, pending: state.pending, refusal: state.refusal, fault: state.fault, reset };
}

/** A signature held by a component: how another officer gives it here, whether it is under way, and why it was refused. */
export type Countersigning = { readonly run: (who: { readonly persona: string } | { readonly user: string; readonly password: string }, input: unknown) => Promise<Answer<unknown> | undefined>; readonly pending: boolean; readonly refusal: Refusal | undefined; readonly fault: Error | undefined };

/** Gives a component a signature of another officer at this screen; after success the views of the given topics are read again. */
export function useCountersign(name: string, topics: readonly string[]): Countersigning {
  const [state, setState] = useState<{ pending: boolean; refusal?: Refusal | undefined; fault?: Error | undefined }>({ pending: false });
  const run = useCallback<Countersigning['run']>(async (who, input) => {
    setState({ pending: true });
    try {
      // A password is sent once: whether it arrived or not, it is typed again.
      const answer = (await request('POST', `/api/countersign/${name}`, { ...who, command: { id: uuidv7(), occurredAt: new Date(eventNow()).toISOString(), input } })) as Answer<unknown>;
      setState({ pending: false });
      void refresh(topics);
      return answer;
    } catch (error) {
      if (error instanceof Refused) setState({ pending: false, refusal: error.refusal });
      else setState({ pending: false, fault: error instanceof Error ? error : new Error(String(error)) });
      return undefined;
    }
  }, [name, topics]);
  return { run, pending: state.pending, refusal: state.refusal, fault: state.fault };
}

/**
 * Reads a view and keeps it fresh: it is read again when one of its topics is announced by the server.
 * With `asOf`, or on a page that is shown as of an instant, it answers for that past instant and, since the past does not change, is not read again.
 * Shape: `data` is `{ asOf, data }`; input undefined waits and reads nothing.
 */
export function useView<Data>(
  name: string,
  input: unknown,
  options: { readonly topics?: readonly string[]; readonly everyMilliseconds?: number; readonly asOf?: string | undefined; readonly reason?: string | undefined } = {},
): UseQueryResult<View<Data>> {
  const past = usePast();
  const { asOf = past, reason } = options;
  return useQuery<View<Data>>({
    queryKey: ['view', name, input, ...(asOf === undefined && reason === undefined ? [] : [asOf]), ...(reason === undefined ? [] : [reason])],
    queryFn: () => readView<Data>(name, input, asOf, reason),
    enabled: input !== undefined && input !== null,
    meta: { topics: asOf === undefined ? options.topics ?? [] : [] },
    ...(options.everyMilliseconds === undefined || asOf !== undefined ? {} : { refetchInterval: options.everyMilliseconds }),
  });
}

/** What names a person by more than an identifier of ours goes in the body: addresses are written into logs. */
const neverInAddress = new Set(['certificates.verify', 'declarations.findPerson']);

/** How long an address may grow before a view's input goes in the body. Unit: characters. */
const longestAddress = 4_000;

/** Reads a view once, as it stands or as it stood at a past instant, for the log of reads with its reason. */
export async function readView<Data>(name: string, input: unknown = {}, asOf?: string, reason?: string): Promise<View<Data>> {
  try {
    const address = `/api/views/${name}?input=${encodeURIComponent(JSON.stringify(input))}${asOf === undefined ? '' : `&asOf=${encodeURIComponent(asOf)}`}${reason === undefined ? '' : `&reason=${encodeURIComponent(reason)}`}`;
    if (address.length > longestAddress || neverInAddress.has(name)) return (await request('POST', `/api/views/${name}`, { input, ...(asOf === undefined ? {} : { asOf }), ...(reason === undefined ? {} : { reason }) })) as View<Data>;
    return (await request('GET', address)) as View<Data>;
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'not-signed-in') void queryClient.invalidateQueries({ queryKey: ['session'] });
    throw error;
  }
}

/** Tells whether something announced under `announced` concerns a view with `topics`; `flight:*` in a view means every flight, and `*` announced means everything. */
export function concerns(topics: readonly string[], announced: readonly string[]): boolean {
  return topics.some((topic) => announced.some((name) => name === topic || name === '*' || (topic.endsWith('*') && name.startsWith(topic.slice(0, -1)))));
}

/** Reads again what concerns the announced topics, or everything when none are given. */
export function refresh(announced?: readonly string[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: (query) => {
      if (query.queryKey[0] !== 'view') return false;
      if (announced === undefined) return true;
      const topics = query.meta?.['topics'];
      return Array.isArray(topics) && concerns(topics as string[], announced);
    },
  });
}
