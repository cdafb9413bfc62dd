import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../src/kernel/ids.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(async () => { await port?.close(); });

const record = (articles: object[], more: object = {}): object => ({ travellerClass: 'visitor', articles, ...more });
const refused = (articles: object[], more: object = {}): Promise<string> => port.world.refusedBy('goods.recordArticles', record(articles, more), { as: port.customs });
type Seen = { sums: { records: number; taxFen: number; decisions: Record<string, number> }; leaving: { recordId: string; position: number }[]; articles: Record<string, unknown>[] };
const seen = (): Promise<Seen> => port.world.see('goods.articleRecords', {}, { as: port.customs });

describe('articles at the red channel', () => {
  it('come in only with what must be shown, taxed where tax is due, declared above a limit', async () => {
    const pills = { kind: 'medicine', measure: 'dose', amount: '20', shown: [], decision: 'letIn' };
    expect(await refused([pills])).toBe('article-papers-missing');
    expect(await refused([{ ...pills, listed: true, shown: ['prescription'] }])).toBe('article-papers-missing');
    const wine = { kind: 'alcohol', measure: 'litre', amount: '3', shown: [], decision: 'letIn' };
    expect(await refused([wine])).toBe('article-tax-due');
    expect(await refused([{ ...wine, decision: 'taxed', reference: 'T-1' }])).toBe('article-value-needed');
    expect(await refused([{ ...wine, valueCny: '1200', decision: 'taxed' }])).toBe('article-receipt-needed');
    expect(await refused([{ kind: 'cash', measure: 'valueUsd', amount: '6000', shown: [], decision: 'letIn' }])).toBe('article-declare-first');
    expect(await refused([{ ...wine, measure: 'piece' }])).toBe('input-invalid');
    expect(await refused([{ kind: 'other', measure: 'piece', amount: '1', shown: [], decision: 'taxed', reference: 'T-2' }])).toBe('article-not-taxed');
    expect(await refused([{ ...pills, shown: ['prescription'] }], { caseId: uuidv7() })).toBe('case-unknown');
    const done = await port.world.done<{ taxCny: string }>('goods.recordArticles', record([{ ...pills, listed: true, permitNeeded: true, shown: ['prescription', 'teamDoctor', 'permit'] }, { ...wine, valueCny: '1200', decision: 'taxed', reference: 'T-1' }, { kind: 'food', measure: 'piece', amount: '2', shown: [], decision: 'kept', reference: 'K-7' }]), { as: port.customs });
    expect(done.taxCny).toBe('300.00');
    expect((await seen()).sums).toMatchObject({ records: 1, taxFen: 30_000, decisions: { letIn: 1, taxed: 1, kept: 1, returned: 0 } });
    // Of the medicine the record has the doses, that it is listed and what was shown; no name could be given.
    expect((await seen()).articles[0]).toMatchObject({ kind: 'medicine', amount: '20', listed: true, shown: ['prescription', 'teamDoctor', 'permit'] });
    expect(await refused([{ ...pills, name: 'morphine' }])).toBe('input-invalid');
  });

  it('that leave again stand open until they leave with the same person', async () => {
    const rifle = { kind: 'sportsEquipment', measure: 'piece', amount: '2', serial: 'SKI-1', shown: ['listAndExit'], decision: 'letIn' };
    expect(await refused([rifle])).toBe('article-person-needed');
    const { recordId } = await port.world.done<{ recordId: string }>('goods.recordArticles', record([rifle], { accreditation: 'a 100-1' }), { as: port.customs });
    expect((await seen()).leaving).toMatchObject([{ recordId, position: 1 }]);
    expect(await port.world.refusedBy('goods.recordArticleExit', { recordId, position: 1, accreditation: 'A100-2' }, { as: port.customs })).toBe('article-person-differs');
    await port.world.done('goods.recordArticleExit', { recordId, position: 1, accreditation: 'A100-1' }, { as: port.customs });
    expect((await seen()).leaving).toEqual([]);
    expect(await port.world.refusedBy('goods.recordArticleExit', { recordId, position: 1, accreditation: 'A100-1' }, { as: port.customs })).toBe('article-left');
  });

  it('belong to the day at the port, from its midnight to the next', async () => {
    const pill = { kind: 'medicine', measure: 'dose', amount: '1', listed: false, shown: ['prescription'], decision: 'letIn' };
    const on = (day: string): Promise<Seen> => port.world.see('goods.articleRecords', { day }, { as: port.customs });
    // Half past two in the morning in Beijing is the evening before at Greenwich.
    port.world.setTime('2022-02-10T18:30:00.000Z');
    await port.world.done('goods.recordArticles', record([pill]), { as: port.customs });
    port.world.setTime('2022-02-11T15:59:00.000Z');
    await port.world.done('goods.recordArticles', record([pill]), { as: port.customs });
    expect((await seen()).sums.records).toBe(2);
    port.world.setTime('2022-02-11T16:01:00.000Z');
    expect((await seen()).sums.records).toBe(0);
    expect([(await on('2022-02-10')).sums.records, (await on('2022-02-11')).sums.records]).toEqual([0, 2]);
  });

  it('are never changed or taken back by the application', async () => {
    const client = new pg.Client({ connectionString: port.world.administratorUrl });
    await client.connect();
    try {
      await client.query('SET ROLE tongguan_app');
      await expect(client.query("UPDATE article_items SET decision = 'letIn'")).rejects.toThrow(/permission denied/);
      await expect(client.query('DELETE FROM article_records')).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });
});
