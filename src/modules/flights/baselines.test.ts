import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/database.ts';
import type { TestDatabase } from '../../../tests/database.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { keepBaselines, openHouse } from '../../server/start.ts';
import type { OpenHouse } from '../../server/start.ts';
import { addRealEvent } from '../ports/events.ts';
import { nationalBaseline } from '../prescribed/plan-file.ts';
import { insertPlan, listTemplates } from './store/plans.ts';

describe('the national baselines of an event', () => {
  let database: TestDatabase;
  let open: OpenHouse;
  beforeAll(async () => {
    database = await testDatabase();
    open = await openHouse(database.url);
  });
  afterAll(async () => {
    await open.close();
    await database.close();
  });

  const makeEvent = async (): Promise<string> => {
    const eventId = uuidv7();
    await open.pool.transaction((tx) => addRealEvent(tx, { event_id: eventId, code: `empty-${eventId.slice(-6)}`, name_en: 'Invented Games', name_zh: '虚构赛事', time_zone: 'Asia/Shanghai' }, new Date().toISOString()));
    await open.book.refresh();
    return eventId;
  };
  const kept = async (eventId: string): Promise<string[]> =>
    (await listTemplates(open.pool, eventId, open.house.now(eventId))).map((plan) => `${plan.document.direction} ${plan.version} ${plan.document.steps.length}`).sort();
  const steps = { arrival: nationalBaseline('arrival').steps.length, departure: nationalBaseline('departure').steps.length, import: nationalBaseline('import').steps.length, response: nationalBaseline('response').steps.length };

  it('are there as soon as a server knows an event that the command line made, also when two servers begin at once', async () => {
    const eventId = await makeEvent();
    expect(await kept(eventId)).toEqual([]);
    await Promise.all([keepBaselines(open, new Set()), keepBaselines(open, new Set())]);
    expect(await kept(eventId)).toEqual([`arrival 1 ${steps.arrival}`, `departure 1 ${steps.departure}`, `import 1 ${steps.import}`, `response 1 ${steps.response}`]);
    await keepBaselines(open, new Set());
    expect(await kept(eventId)).toEqual([`arrival 1 ${steps.arrival}`, `departure 1 ${steps.departure}`, `import 1 ${steps.import}`, `response 1 ${steps.response}`]);
  });

  it('become the next version where the catalogue has grown since', async () => {
    const eventId = await makeEvent();
    const baseline = nationalBaseline('arrival');
    const older = { ...baseline, steps: baseline.steps.slice(0, -1) };
    await insertPlan(open.pool, eventId, { planId: uuidv7(), version: 1, kind: 'baseline', document: older, basedOn: null, createdBy: null, createdAt: open.house.now(eventId) });
    await keepBaselines(open, new Set());
    expect(await kept(eventId)).toEqual([`arrival 2 ${steps.arrival}`, `departure 1 ${steps.departure}`, `import 1 ${steps.import}`, `response 1 ${steps.response}`]);
  });
});
