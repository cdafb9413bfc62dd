import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { addPersona, dialog, openPort, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
const staying: { consignmentId: string; number: string }[] = [];

beforeAll(async () => {
  goods = await openGoodsPort();
  for (const role of ['customsOfficer', 'committee', 'trader'] as const) await addPersona(goods.world, role);
  for (let count = 0; count < 2; count += 1) {
    const one = await goods.submits({ lines: [{ serials: [] }] });
    await goods.confirms(one.consignmentId);
    await goods.releases(one.consignmentId);
    staying.push(one);
  }
  const planned = await goods.submits({ lines: [{ serials: [], totalValue: '9000000.00', unitValue: '4500000.00' }] });
  await goods.confirms(planned.consignmentId);
  port = await openPort(goods.world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);

describe('what lies ahead', () => {
  it('is extended for many at once, with the effect on each shown first', async () => {
    const customs = await port.officerAt('/overdue', 'customsOfficer');
    await customs.sees(staying[0]!.number);
    await customs.pushes(t('goodsDeadlines.selectAll'));
    await customs.pushes(t('goodsDeadlines.extend'));
    await customs.sees('5 Jan 2023', dialog(customs));
    await customs.fills(t('goodsDeadlines.reason'), 'The Games go on');
    await customs.pictures('deadlines-extend-en-light');
    await customs.pushes(t('goodsDeadlines.extendNow', { count: 2 }));
    await dialog(customs).waitFor({ state: 'detached' });
    await customs.sees('5 Jan 2023');
    await customs.pushes(t('goodsDeadlines.selectAll'));
    await customs.pushes(t('goodsDeadlines.extend'));
    await customs.sees(new RegExp(writeRefusal('en', { code: 'instrument-ends-early', params: { endsOn: '2023-06-30', needed: '2023-10-03' } }).slice(0, 30)), dialog(customs));
    expect(await customs.reasonAgainst(t('goodsDeadlines.extendNow', { count: 0 }))).toBe(t('goodsDeadlines.noneMay'));
    await customs.pictures('deadlines-refused-en-light');
    await customs.leaves();
  });

  it('is planned back from the day of need, red only where a day is past', async () => {
    const committee = await port.officerAt('/back-plan?kind=K11&day=2022-02-04', 'committee', { language: 'zh' });
    await committee.sees(write('zh', 'goodsDeadlines.state.missed'));
    await committee.pictures('back-plan-zh-light');
    await committee.opens('/back-plan?kind=K02&day=2022-06-04');
    await committee.sees(write('zh', 'goodsDeadlines.allAhead'));
    await committee.leaves();
  });

  it('says on which day the guarantees run dry, and what a higher one would change', async () => {
    const customs = await port.officerAt('/guarantees', 'customsOfficer');
    await customs.sees(/CNY are missing/);
    await customs.pictures('forecast-dry-en-light');
    await customs.fills(t('goodsDeadlines.amount'), '5000000');
    await customs.pushes(t('goodsDeadlines.addChange'));
    await customs.sees(t('goodsDeadlines.enough'));
    await customs.pictures('forecast-tried-en-light');
    await customs.leaves();
  });

  it('has no barriers and never scrolls sideways, wide or narrow', async () => {
    const customs = await port.seats('customsOfficer');
    await customs.walks(['/overdue', '/back-plan?kind=K11&day=2022-02-04', '/guarantees'], 'planning-page');
    await customs.leaves();
  });
});
