import { useEffect, useSyncExternalStore } from 'react';
import { readView } from '../client.ts';
import { holdKeys, markOf, warmUp, type CodeJwk, type StationCheck } from './code-check.ts';

/** One filed declaration of a flight near now, in its newest version. Shape: `caseId` null while nobody on the lists belongs to it; `stale` where the flight asks another card or the answers were judged anew since. */
export type FiledCard = { readonly declarationId: string; readonly version: number; readonly caseId: string | null; readonly flightId: string; readonly stale?: boolean };

/** What `declarations.codeKeys` answers: public keys and identifiers, nothing of a person. */
export type CodeKeys = {
  readonly event: string;
  readonly at: string;
  readonly keys: { readonly keys: readonly CodeJwk[] };
  readonly revoked: readonly string[];
  readonly cards: readonly FiledCard[];
};

/** What is kept on this device. Unit: `readAt` in milliseconds of the device's own clock, since it says how long the line has been away. */
export type KeptKeys = { readonly readAt: number; readonly answer: CodeKeys };

/** What is kept, in a form that verifies. */
export type ReadyKeys = Omit<StationCheck, 'at'> & { readonly caseOf: ReadonlyMap<string, string>; readonly stale: ReadonlySet<string>; readonly kept: KeptKeys };

/** Unit: milliseconds. After this the keys are still used, and said to be old. */
export const freshMilliseconds = 3_600_000;
/** Unit: milliseconds. */
const everyMilliseconds = 60_000;
const place = 'tongguan.codeKeys';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCard = (value: unknown): boolean => isObject(value) && ['declarationId', 'flightId'].every((name) => typeof value[name] === 'string') && typeof value['version'] === 'number' && (value['caseId'] === null || typeof value['caseId'] === 'string');

/** Takes what a server or this device says for a key set, if it is one. Shape: undefined for anything else. */
export function codeKeysIn(value: unknown): CodeKeys | undefined {
  if (!isObject(value) || typeof value['event'] !== 'string' || typeof value['at'] !== 'string' || !isObject(value['keys']) || !Array.isArray(value['keys']['keys'])) return undefined;
  const { revoked, cards } = value;
  if (!Array.isArray(revoked) || !Array.isArray(cards) || !value['keys']['keys'].every(isObject) || !revoked.every((id) => typeof id === 'string') || !cards.every(isCard)) return undefined;
  return value as unknown as CodeKeys;
}

/** Makes what is kept ready to verify: the keys in the browser's hands, identifiers in maps. */
export async function makeReady(kept: KeptKeys): Promise<ReadyKeys> {
  const { event, keys, revoked, cards } = kept.answer;
  const newest = new Map<string, number>();
  for (const { declarationId, version } of cards) newest.set(declarationId, Math.max(version, newest.get(declarationId) ?? 0));
  const held = await holdKeys(keys.keys);
  await warmUp(held);
  return { kept, keys: held, eventMark: await markOf(event), revoked: new Set(revoked), newest, caseOf: new Map(cards.flatMap(({ declarationId, caseId }) => (caseId === null ? [] : [[declarationId, caseId]]))), stale: new Set(cards.flatMap((card) => (card.stale === true ? [card.declarationId] : []))) };
}

/** The keys of a device: the last answer, kept over reloads and while the line is away. */
export type KeyCache = {
  /** Shape: undefined while there is none; the same object until the next answer. */
  readonly kept: () => KeptKeys | undefined;
  /** Shape: undefined while there is none. */
  readonly ready: () => Promise<ReadyKeys | undefined>;
  /** Asks the server; whatever goes wrong, the last answer stays. Shape: whether an answer came. */
  readonly refresh: () => Promise<boolean>;
  readonly watch: (listener: () => void) => () => void;
};

/** Makes a cache of keys over a store of the device. */
export function makeKeyCache({ read, store, now = Date.now }: {
  readonly read: () => Promise<unknown>;
  readonly store: () => Pick<Storage, 'getItem' | 'setItem'>;
  readonly now?: () => number;
}): KeyCache {
  const watchers = new Set<() => void>();
  let held: KeptKeys | undefined;
  let isRead = false;
  let ready: Promise<ReadyKeys> | undefined;
  let asking: Promise<boolean> | undefined;

  const fromDevice = (): KeptKeys | undefined => {
    try {
      const stored: unknown = JSON.parse(store().getItem(place) ?? 'null');
      const answer = isObject(stored) ? codeKeysIn(stored['answer']) : undefined;
      return answer !== undefined && isObject(stored) && typeof stored['readAt'] === 'number' ? { readAt: stored['readAt'], answer } : undefined;
    } catch {
      // A device that keeps nothing, or kept half of it, has no keys: the next answer brings them.
      return undefined;
    }
  };
  const kept = (): KeptKeys | undefined => {
    if (!isRead) held = fromDevice();
    isRead = true;
    return held;
  };
  const take = (answer: CodeKeys): void => {
    held = { readAt: now(), answer };
    isRead = true;
    ready = undefined;
    for (const text of [held, { ...held, answer: { ...answer, cards: [] } }].map((one) => JSON.stringify(one))) {
      try {
        store().setItem(place, text);
        break;
      } catch {
        // A full device keeps at least the keys and what was revoked; a device that keeps nothing has them until the page is closed.
      }
    }
    for (const listener of watchers) listener();
  };
  return {
    kept,
    ready: () => {
      const one = kept();
      if (one === undefined) return Promise.resolve(undefined);
      ready ??= makeReady(one);
      return ready;
    },
    refresh: () => {
      asking ??= read().then((said) => {
        const answer = codeKeysIn(said);
        if (answer !== undefined) take(answer);
        return answer !== undefined;
      // Away, refused, or a server without declarations: the station goes on with what it has, and shows how old that is.
      }, () => false).finally(() => { asking = undefined; });
      return asking;
    },
    watch: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}

/** The keys of this device. */
export const keyCache = makeKeyCache({ read: async () => (await readView('declarations.codeKeys')).data, store: () => localStorage });

/** Gives a station what is kept, and asks for newer keys every minute and whenever the line comes back, as long as it `asks`. */
export function useCodeKeys(asks: boolean): KeptKeys | undefined {
  useEffect(() => {
    if (!asks) return undefined;
    // Ready before the first traveller comes.
    const ask = (): void => void keyCache.refresh().then(keyCache.ready);
    void keyCache.ready();
    ask();
    const timer = setInterval(ask, everyMilliseconds);
    window.addEventListener('online', ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', ask);
    };
  }, [asks]);
  return useSyncExternalStore(keyCache.watch, keyCache.kept);
}
