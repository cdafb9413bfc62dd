import type { Envelope } from './envelope.ts';

/** Is what waits at a machine: sealed cards by their identifiers, in the browser's own database. */
export interface Outbox {
  add(id: string, envelope: Envelope): Promise<void>;
  /** Sends what waits; what the server has, or refuses for good, goes. Shape: how many still wait. */
  flush(): Promise<number>;
}

const store = 'cards';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('tongguan-kiosk', 1);
    request.onupgradeneeded = () => { request.result.createObjectStore(store); };
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error('No database')); };
  });
}

async function within<T>(mode: IDBTransactionMode, work: (cards: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => { resolve(request.result); };
      transaction.onerror = () => { reject(transaction.error ?? new Error('Not kept')); };
    });
  } finally {
    database.close();
  }
}

/** Opens the outbox of an event. */
export function openOutbox(base: string): Outbox {
  return {
    async add(id, envelope) {
      await within('readwrite', (cards) => cards.put(envelope, id));
    },
    async flush() {
      const ids = await within('readonly', (cards) => cards.getAllKeys());
      let waiting = ids.length;
      for (const id of ids) {
        const envelope = await within<Envelope | undefined>('readonly', (cards) => cards.get(id) as IDBRequest<Envelope | undefined>);
        const answer = await fetch(`${base}/kiosk/deliver`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(envelope), signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
        if (answer === undefined || answer.status >= 500 || answer.status === 429) break;
        // What the server cannot take stays for an officer, who sees the number on the first page.
        if (!answer.ok && answer.status !== 410) continue;
        await within('readwrite', (cards) => cards.delete(id));
        waiting -= 1;
      }
      return waiting;
    },
  };
}
