import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenHouse } from '../src/server/start.ts';
import { languages } from '../src/words/area.ts';
import { findWord } from '../src/words/words.ts';
import { FormVisitor } from './form-visitor.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';

let goods: GoodsPort;
let serving: Serving;
let base: string;
let number: string;
let code: string;
beforeAll(async () => {
  goods = await openGoodsPort();
  const { consignmentId, number: given } = await goods.submits();
  await goods.confirms(consignmentId);
  number = given;
  ({ code } = await goods.releases(consignmentId));
  serving = await serve(goods.world.open as OpenHouse);
  base = `/declare/${goods.world.open.book.find(goods.world.eventId)!.code}`;
});
afterAll(async () => {
  await serving?.close();
  await goods?.close();
});

describe('the public check of a proof of release', () => {
  it.each(languages)('says in %s whether a code is genuine, and nothing of what was released for one that is not', async (language) => {
    const person = new FormVisitor(serving.address, { 'accept-language': language });
    const says = (key: string): string => findWord(language, `goodsGuide.proof.${key}`)!;
    await person.opens(`${base}/goods`);
    expect(person.page.text).toContain(`${base}/goods-proof`);
    await person.opens(`${base}/goods-proof`);
    expect(person.page.status).toBe(200);
    expect(person.page.text).not.toContain(says('genuineDetail'));
    await person.opens(`${base}/goods-proof?code=${encodeURIComponent(` ${code.toLowerCase()} `)}`);
    for (const text of [says('genuine'), says('genuineDetail'), number, language === 'zh' ? '虚构转播有限公司' : 'Invented Broadcast Ltd']) expect(person.page.text).toContain(text);
    const other = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    for (const wrong of [other, 'x', '<b>none']) {
      await person.opens(`${base}/goods-proof?code=${encodeURIComponent(wrong)}`);
      expect(person.page.status).toBe(200);
      expect(person.page.text).toContain(says('notDetail'));
      expect(person.page.text).not.toContain('Invented Broadcast Ltd');
      expect(person.page.text).not.toContain('<b>none');
    }
    await person.opens(`${base}/goods-proof?code=`);
    expect(person.page.text).toContain(says('needed'));
  });

  it('lets nobody try many codes', async () => {
    let refused = 0;
    for (let count = 0; count < 40; count += 1) if ((await fetch(`${serving.address}${base}/goods-proof?code=PEK-2201-AAAAA%2F0000000${count % 10}`)).status === 429) refused += 1;
    expect(refused).toBeGreaterThan(0);
  });
});
