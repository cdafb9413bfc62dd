import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds, permitKinds, permits } from '../src/modules/goods/catalogue/kinds.ts';
import { guideAreas } from '../src/modules/goods/catalogue/guide-areas.ts';
import { guidePageOf } from '../src/modules/goods/rules/guide.ts';
import { consignmentKinds, prescribedFor } from '../src/modules/prescribed/catalogue/consignment-kinds.ts';
import type { OpenHouse } from '../src/server/start.ts';
import { languages } from '../src/words/area.ts';
import { findWord } from '../src/words/words.ts';
import { FormVisitor } from './form-visitor.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';
import { openGoodsPort } from './goods-port.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
let serving: Serving;
let base: string;
beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-05T01:00:00.000Z' });
  serving = await serve(world.open as OpenHouse);
  base = `/declare/${world.open.book.find(world.eventId)!.code}/goods`;
});
afterAll(async () => {
  await serving?.close();
  await world?.close();
});

const plain = (markup: string): string => markup.replaceAll(/<br>/g, '\n').replaceAll(/<[^>]+>/g, ' ').replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

describe('the published guide to clearing goods', () => {
  it.each(languages)('can be read by anybody in %s: eight areas, each a light page without a script', async (language) => {
    const person = new FormVisitor(serving.address, { 'accept-language': language });
    await person.opens(base);
    expect(person.page.status).toBe(200);
    for (const area of guideAreas) expect(person.page.text).toContain(`${base}/${area}`);
    expect(person.page.text.match(/hreflang=/g)).toHaveLength(2);
    for (const area of guideAreas) {
      await person.opens(`${base}/${area}`);
      expect(person.page.status, area).toBe(200);
      expect(person.page.text).toContain(`${findWord(language, `goodsGuide.area.${area}`)!.replaceAll("'", '&#39;')}</h1>`);
      expect(person.page.text).not.toMatch(/\{\w+\}|goodsGuide\.|goods\.(cover|disposition)\.|steps\.GDS/);
      expect(person.page.text).not.toContain('<script');
      expect(gzipSync(person.page.text).length).toBeLessThan(30_000);
    }
    await person.opens(`${base}/elsewhere`);
    expect(person.page.status).toBe(404);
  });

  it('is made from the rules: every kind with every step that it owes, every permit with its authority', async () => {
    const person = new FormVisitor(serving.address, { 'accept-language': 'en' });
    await person.opens(`${base}/clearance`);
    const clearance = plain(person.page.text);
    for (const kind of consignmentKinds) {
      expect(clearance).toContain(`${kind} ${kinds[kind].name.en}`);
      const row = clearance.slice(clearance.indexOf(`${kind} ${kinds[kind].name.en}`)).split(/K\d\d /)[1]!;
      for (const step of Object.keys(prescribedFor[kind])) expect(row, `${kind} ${step}`).toContain(findWord('en', `steps.${step}`)!);
    }
    await person.opens(`${base}/permits`);
    for (const permit of permitKinds) for (const text of [permits[permit].name.en, permits[permit].authority.en]) expect(plain(person.page.text)).toContain(text);
  });

  it('speaks by the law of its day', () => {
    const sources = (day: string): string => JSON.stringify(guidePageOf('clearance', day, 'zh'));
    expect(sources('2022-01-05')).toContain('关税条例(2017)第37条');
    expect(sources('2022-01-05')).not.toContain('关税法(2024)第43条');
    expect(sources('2025-06-01')).toContain('关税法(2024)第43条');
    expect(JSON.stringify(guidePageOf('exit', '2022-01-05', 'en'))).toContain('3 times by at most 6 months');
  });
});

describe('the check of what a traveller carries', () => {
  it.each(languages)('says green or red and why in %s, without a script', async (language) => {
    const person = new FormVisitor(serving.address, { 'accept-language': language });
    await person.opens(`${base}/people`);
    expect(person.page.text).toContain(`${base}/people/check`);
    await person.opens(`${base}/people/check`);
    expect(person.page.text).not.toContain('<script');
    expect(person.page.text).not.toContain('class="channel ');
    await person.opens(`${base}/people/check?class=visitor&goods-valueCny=1999&cigarettes-piece=400`);
    expect(person.page.text).toContain(findWord(language, 'articles.channel.green'));
    await person.opens(`${base}/people/check?class=visitor&alcohol-litre=3&alcohol-litre-value=1200&listed=1`);
    expect(plain(person.page.text)).toContain(findWord(language, 'articles.estimated', { tax: '300.00' })!);
    expect(plain(person.page.text)).toContain(findWord(language, 'goodsGuide.need.teamDoctor')!.replaceAll('’', '’'));
    await person.opens(`${base}/people/check?class=visitor&alcohol-litre=much`);
    expect(person.page.text).toContain('aria-invalid="true"');
    expect(person.page.text).not.toContain('class="channel ');
  });
});

describe('a room of the guide', () => {
  it('opens to just the consignments that it counts, for officers and for the company whose they are', async () => {
    const port = await openGoodsPort();
    try {
      const { consignmentId } = await port.submits();
      await port.submits({ kind: 'K04', cover: 'organiser' });
      await port.submits({ kind: 'K07', lines: [{ hsCode: '852560' }] });
      await port.confirms(consignmentId);
      const stranger = await port.world.makeOfficer('trader');
      await port.world.done('goods.fileParty', { kind: 'company', nameEn: 'Another Ltd', nameZh: '另一公司', registration: '91110000MA0000002P', contact: 'x@example.org' }, { as: stranger });
      for (const as of [port.trader, port.customs, stranger]) {
        const { rooms } = await port.world.see<{ rooms: { area: string; consignments: number }[] }>('goods.rooms', {}, { as });
        for (const { area, consignments } of rooms) expect((await port.world.see<{ total: number }>('goods.board', { room: area }, { as })).total, area).toBe(consignments);
        expect(rooms.map((room) => room.consignments > 0)).toEqual(as === stranger ? rooms.map(() => false) : [false, true, true, true, false, true, false, false]);
      }
    } finally {
      await port.close();
    }
  });
});
