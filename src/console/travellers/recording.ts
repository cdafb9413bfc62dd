import { useCallback, useRef, useState } from 'react';
import { uuidv7 } from '../../kernel/ids.ts';
import { refresh, type Answer } from '../client.ts';
import { Refused, request, Unreachable, type Refusal } from '../http.ts';
import { eventNow, useSession } from '../session.ts';
import { deliver, keep } from './outbox.ts';

/** What came of sending an action from a station: done, kept on this device because the server cannot be reached, or not done. */
export type Sent<Result> =
  | { readonly kind: 'done'; readonly id: string; readonly recordedAt: string; readonly result: Result }
  | { readonly kind: 'kept'; readonly id: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly fault: Error };

/** The ways of a station to send. */
export type Recording = {
  /** `label` says what it is, should it have to be kept; without `mayKeep` an unreachable server is a fault, since the answer is needed. */
  readonly send: <Result>(name: string, input: unknown, how: { readonly label: string; readonly mayKeep?: boolean }) => Promise<Sent<Result>>;
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
  readonly fault: Error | undefined;
  readonly reset: () => void;
};

const waitsMilliseconds = [200, 600];

async function post(path: string, envelope: unknown): Promise<unknown> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await request('POST', path, envelope);
    } catch (error) {
      const again = error instanceof Unreachable || (error instanceof Refused && error.refusal.code === 'server-busy');
      const wait = waitsMilliseconds[turn];
      if (!again || wait === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Gives a station the way to send actions: an officer in a queue waits less than a second for a dead line, then the record is kept here. */
export function useRecording(stationId: string | null): Recording {
  const session = useSession();
  const officerId = session?.officer.id ?? '';
  const [state, setState] = useState<{ pending: boolean; refusal?: Refusal; fault?: Error }>({ pending: false });
  const unsettled = useRef<{ readonly key: string; readonly id: string; readonly occurredAt: string } | undefined>(undefined);
  const send = useCallback(async <Result>(name: string, input: unknown, how: { readonly label: string; readonly mayKeep?: boolean }): Promise<Sent<Result>> => {
    // What may have arrived although no answer came is sent again under its own identifier.
    const key = JSON.stringify([name, stationId, input]);
    if (unsettled.current?.key !== key) unsettled.current = { key, id: uuidv7(), occurredAt: new Date(eventNow()).toISOString() };
    const { id, occurredAt } = unsettled.current;
    setState({ pending: true });
    try {
      // What happened before arrives before.
      await deliver(officerId);
      const answer = (await post(`/api/actions/${name}`, { id, occurredAt, ...(stationId === null ? {} : { stationId }), input })) as Answer<Result> & { ok: true };
      unsettled.current = undefined;
      setState({ pending: false });
      void refresh();
      return { kind: 'done', id, recordedAt: answer.recordedAt, result: answer.result };
    } catch (error) {
      if (error instanceof Refused) {
        unsettled.current = undefined;
        setState({ pending: false, refusal: error.refusal });
        return { kind: 'refused', refusal: error.refusal };
      }
      if (error instanceof Unreachable && how.mayKeep === true) {
        unsettled.current = undefined;
        keep({ id, name, input, occurredAt, stationId, officerId, label: how.label });
        setState({ pending: false });
        return { kind: 'kept', id };
      }
      const fault = error instanceof Error ? error : new Error(String(error));
      setState({ pending: false, fault });
      return { kind: 'failed', fault };
    }
  }, [officerId, stationId]);
  const reset = useCallback(() => setState({ pending: false }), []);
  return { send, pending: state.pending, refusal: state.refusal, fault: state.fault, reset };
}
