import { describe, expect, it } from 'vitest';
import { keySetOf, makeCodeKey } from '../../modules/certificates/code-keys.ts';
import { codeKeysIn, makeKeyCache, type CodeKeys } from './code-keys.ts';

const key = makeCodeKey('2022-01-01T00:00:00Z', '2022-03-01T00:00:00Z');
const answer: CodeKeys = {
  event: 'winter-2022', at: '2022-01-27T06:30:00Z', keys: JSON.parse(keySetOf([key], 'winter-2022')) as CodeKeys['keys'], revoked: ['r'],
  cards: [{ declarationId: 'a', version: 1, caseId: 'c1', flightId: 'f' }, { declarationId: 'a', version: 3, caseId: 'c1', flightId: 'f' }, { declarationId: 'b', version: 1, caseId: 'c2', flightId: 'f' }, { declarationId: 'c', version: 1, caseId: null, flightId: 'f' }],
};

function device(full = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => {
      if (text.length > full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(name, text);
    },
  };
}

describe('the keys of a device', () => {
  it('come with the first answer, stay over a reload and while the server is away, and tell who watches', async () => {
    const store = device();
    let said: () => Promise<unknown> = () => Promise.resolve(answer);
    let told = 0;
    const cache = makeKeyCache({ read: () => said(), store: () => store, now: () => 1000 });
    cache.watch(() => { told += 1; });
    expect([cache.kept(), await cache.ready()]).toEqual([undefined, undefined]);
    expect(await cache.refresh()).toBe(true);
    expect([told, cache.kept()]).toEqual([1, { readAt: 1000, answer }]);
    const ready = (await cache.ready())!;
    expect([ready.keys.map((one) => one.kid), ready.newest?.get('a'), ready.caseOf.get('b'), ready.caseOf.has('c'), ready.newest?.get('c'), ready.revoked?.has('r'), ready.eventMark]).toEqual([[key.kid], 3, 'c2', false, 1, true, expect.stringMatching(/^[\da-f]{8}$/u)]);
    said = () => Promise.reject(new Error('away'));
    expect(await cache.refresh()).toBe(false);
    expect(await cache.ready()).toBe(ready);
    const again = makeKeyCache({ read: () => said(), store: () => store });
    expect(again.kept()).toEqual({ readAt: 1000, answer });
    expect((await again.ready())!.keys).toHaveLength(1);
  });

  it('are those of the last answer that was one', async () => {
    const store = device();
    const next = makeCodeKey('2022-02-01T00:00:00Z', '2022-04-01T00:00:00Z');
    const answers: unknown[] = [answer, { hello: 'world' }, null, { ...answer, cards: [{ declarationId: 7 }] }, { ...answer, keys: JSON.parse(keySetOf([key, next], 'winter-2022')) as unknown }];
    const cache = makeKeyCache({ read: () => Promise.resolve(answers.shift()), store: () => store });
    const counts: (number | undefined)[] = [];
    while (answers.length > 0) {
      await cache.refresh();
      counts.push((await cache.ready())?.keys.length);
    }
    expect(counts).toEqual([1, 1, 1, 1, 2]);
  });

  it('are kept without the cards where the device is full, and for the page where it keeps nothing', async () => {
    const many = { ...answer, cards: Array.from({ length: 500 }, (_, number) => ({ declarationId: `d${number}`, version: 1, caseId: 'c', flightId: 'f' })) };
    const store = device(5000);
    const cache = makeKeyCache({ read: () => Promise.resolve(many), store: () => store });
    await cache.refresh();
    expect((await cache.ready())!.caseOf.size).toBe(500);
    expect(makeKeyCache({ read: () => Promise.resolve(many), store: () => store }).kept()!.answer).toEqual({ ...many, cards: [] });
    const none = makeKeyCache({ read: () => Promise.resolve(many), store: () => { throw new DOMException('no', 'SecurityError'); } });
    expect([none.kept(), await none.refresh(), none.kept()?.answer.cards.length]).toEqual([undefined, true, 500]);
  });

  it('are none where the device holds something else', () => {
    for (const text of ['', '{', 'null', '7', '{"readAt":1}', '{"readAt":"x","answer":{}}', JSON.stringify({ readAt: 'x', answer })]) {
      const store = device();
      store.kept.set('tongguan.codeKeys', text);
      expect([text, makeKeyCache({ read: () => Promise.resolve(null), store: () => store }).kept()]).toEqual([text, undefined]);
    }
    expect(codeKeysIn(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
  });
});
