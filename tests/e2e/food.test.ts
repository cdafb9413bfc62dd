import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/kernel/officer.ts';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { logOf, openFoodPort, type FoodPort } from '../food-port.ts';
import { goodsListOf } from '../goods-port.ts';
import { addPersona, dialog, goneDialog, openPort, sideways, toast, type Officer, type Port } from './officers.ts';

let food: FoodPort;
let port: Port;
let importer: Actor;
let meat = { consignmentId: '', lotIds: [''] };

beforeAll(async () => {
  food = await openFoodPort();
  await addPersona(food.goods.world, 'foodSupervisor');
  importer = { officerId: await addPersona(food.goods.world, 'trader'), keyId: null, name: { en: 'Persona', zh: '演示' }, organisation: 'Invented', roles: ['trader'], stationId: null };
  meat = await food.brings({ lots: [{ lotNumber: 'M-77', hsCode: '020230', category: 'meat', storage: 'frozen', quantity: '120', descriptionEn: 'Invented beef', descriptionZh: '虚构牛肉' }, { lotNumber: 'W-12', bestBefore: '2022-01-09' }] });
  port = await openPort(food.goods.world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await food?.close();
});

const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const zh = (key: WordKey, params?: WordParams): string => write('zh', key, params);
/** Looks at the page as it is, wide, and on a telephone. */
async function staysNarrow(officer: Officer, what = ''): Promise<void> {
  expect(await sideways(officer), what).toBe(0);
  await officer.page.setViewportSize({ width: 390, height: 844 });
  expect(await sideways(officer), `${what} narrow`).toBe(0);
  await officer.page.setViewportSize({ width: 1440, height: 900 });
}
/** Waits until something is the officer's next action, then opens it by its key. */
async function goesOn(officer: Officer, what: string, word: (key: WordKey, params?: WordParams) => string = t): Promise<void> {
  await officer.page.locator('.tg-page-actions').getByText(word('food.next', { what })).waitFor();
  await officer.presses('n');
  await dialog(officer).waitFor();
}
const logger = (text: string, name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('a food supervisor', () => {
  it('starts at the lots, receives them, and proves one step by step by the key N', async () => {
    const officer = await port.asOfficer('foodSupervisor');
    await officer.sees('M-77');
    await officer.page.locator('h1').getByText(t('food.title')).waitFor();
    await officer.pushes(/^Receive/);
    await officer.sees('W-12', dialog(officer));
    await officer.presses('Enter');
    await toast(officer, t('food.received', { count: 2 }));
    await goneDialog(officer);
    await officer.opens(`/food/${meat.lotIds[0]}`);
    await goesOn(officer, t('steps.LOT-PROD'));
    await officer.presses('Enter');
    await goneDialog(officer);
    await goesOn(officer, t('steps.LOT-IMPF'));
    await officer.presses('1', 'Enter');
    await goneDialog(officer);
    await goesOn(officer, t('steps.LOT-LABL'));
    await officer.answers(t('evidence.chinese'), t('evidenceOptions.yes'));
    await officer.answers(t('evidence.matches'), t('evidenceOptions.yes'));
    await officer.presses('Enter');
    await goneDialog(officer);
    await goesOn(officer, t('steps.LOT-PERM'));
    await officer.presses('Enter');
    await toast(officer, t('evidenceOptions.reason.valid'));
    await goneDialog(officer);
    await goesOn(officer, t('steps.LOT-COLD'));
    await dialog(officer).locator('input[type=file]').setInputFiles(logger('Time,Temperature\n2022-01-03 08:00,-19\n03/04/2022 08:10,x', 'broken.csv'));
    await officer.sees(t('food.problem.time-ambiguous'), dialog(officer));
    await officer.pictures('food-log-broken-en-light');
    await dialog(officer).locator('input[type=file]').setInputFiles(logger(logOf((place) => (place > 20 && place < 26 ? -12.5 : -19 + Math.sin(place / 4))), 'warm.csv'));
    await dialog(officer).getByRole('img', { name: /longest outside 50 min/ }).waitFor();
    await officer.pushes(t('food.logAttach'));
    await toast(officer, t('food.logFailed'));
    await goneDialog(officer);
    await officer.sees(t('food.flag.outOfRange'));
    await officer.page.locator('.fd-plot').scrollIntoViewIfNeeded();
    await officer.pictures('food-lot-out-of-range-en-light');
    expect(await officer.reasonAgainst(`${t('food.doRelease')}: ${t('steps.LOT-FREE')}`)).toContain(t('steps.LOT-COLD'));
    await goesOn(officer, t('steps.LOT-COLD'));
    await dialog(officer).locator('input[type=file]').setInputFiles(logger(logOf((place) => -20 + Math.sin(place / 4)), 'good.csv'));
    await officer.pushes(t('food.logAttach'));
    await goneDialog(officer);
    await officer.leaves();
  });

  it('releases it, moves it to a kitchen, serves it, and sees every portion, in Chinese', async () => {
    const [lotId = ''] = meat.lotIds;
    const as = { as: food.supervisor };
    await food.goods.world.done('prescribed.record', { caseId: lotId, step: 'LOT-SAMP', evidence: { taken: true, sampleNumber: 'FS-1' } }, as);
    await food.goods.world.done('food.recordResult', { lotId, evidence: { sampleNumber: 'FS-1', conforms: true, laboratory: 'Invented Laboratory', result: 'within limits' } }, as);
    await food.goods.world.done('food.move', { lotId, from: food.places.port, to: food.places.store, quantity: '100' }, as);
    const officer = await port.officerAt(`/food/${lotId}`, 'foodSupervisor', { language: 'zh' });
    await goesOn(officer, zh('steps.LOT-FREE'), zh);
    await officer.presses('Enter');
    await toast(officer, zh('food.released', { number: 'M-77' }));
    await goneDialog(officer);
    await officer.pushes(zh('food.doMove'));
    await officer.page.getByRole('radio', { name: /村内库房/ }).check();
    await officer.chooses(zh('food.to'), /村内厨房/);
    await officer.fills(zh('food.quantity'), '40.5');
    await officer.pictures('food-move-zh-light');
    await officer.presses('Enter');
    await goneDialog(officer);
    await officer.opens('/meals?do=serve');
    await dialog(officer).waitFor();
    await officer.fills(zh('food.dish'), '红烧牛肉');
    await officer.fills(zh('food.portions'), '120');
    await officer.fills(/M-77/, '30');
    await officer.pictures('food-serve-zh-light');
    await officer.presses('Enter');
    await toast(officer, zh('food.mealServed', { dish: '红烧牛肉' }));
    await goneDialog(officer);
    await officer.opens(`/food/${lotId}?tab=trace`);
    await officer.sees('红烧牛肉');
    await officer.pictures('food-trace-zh-light');
    expect(await officer.barriers()).toEqual([]);
    await staysNarrow(officer);
    await officer.leaves();
  });

  it('recalls it, finds every portion, and closes the recall only when all is accounted for', async () => {
    const officer = await port.officerAt('/recalls?do=recall', 'foodSupervisor');
    await dialog(officer).waitFor();
    await officer.fills(t('food.lotNumbers'), 'M-77');
    await officer.fills(t('food.reason'), 'Glass found in a package');
    await officer.pushes(t('food.recallNow'));
    await officer.page.locator('h1').getByText('Glass found in a package').waitFor();
    await officer.sees('红烧牛肉');
    await officer.pictures('food-recall-en-light');
    expect(await officer.barriers()).toEqual([]);
    await staysNarrow(officer);
    expect(await officer.reasonAgainst(t('food.closeRecall'))).toContain('4');
    const recallId = new URL(officer.page.url()).pathname.split('/').at(-1);
    for (const ordinal of [2, 3]) await food.goods.world.done('food.tickOff', { recallId, ordinal, outcome: 'secured' }, { as: food.supervisor });
    await officer.opens(`/recalls/${recallId}`);
    for (let left = 2; left > 0; left -= 1) {
      await officer.page.getByRole('button', { name: /^Account for find/ }).first().click();
      await dialog(officer).waitFor();
      await officer.pushes(t('food.tickOff'));
      await toast(officer, t('food.ticked', { open: left - 1 }));
      await goneDialog(officer);
    }
    await officer.pushes(t('food.closeRecall'));
    await officer.fills(t('food.closeRecallNote'), 'All secured, guests told');
    await officer.presses('Control+Enter');
    await goneDialog(officer);
    await officer.sees(t('food.closedState'));
    await officer.opens(`/food/${meat.lotIds[0]}`);
    await officer.sees(t('food.state.held'));
    await officer.leaves();
  });
});

describe('an importer', () => {
  it('opens the lots of a consignment, attaches the log, and sees what the supervisor corrects and stops', async () => {
    const { world } = food.goods;
    const { partyId } = await world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Invented Importer Ltd', nameZh: '虚构进口公司', registration: '91110000MA0000002P', contact: 'desk@example.org' }, { as: importer });
    await world.done('goods.decideParty', { partyId, registered: true, reason: '' }, { as: food.goods.customs });
    const { consignmentId } = await world.done<{ consignmentId: string }>('goods.submit', { kind: 'K10', cover: 'tax', pointCode: 'PEK', venue: 'Invented Village', expectedOn: '2022-01-08', partyId, list: goodsListOf([{ hsCode: '160414', descriptionEn: 'Invented tuna', descriptionZh: '虚构金枪鱼', unit: 'KGM', quantity: '30', unitValue: '10.00', totalValue: '300.00', serials: [], lot: 'T-5', producerRegistration: 'INV-M-001', productionDate: '2021-11-01', expiryDate: '2022-11-01' }]) }, { as: importer });
    await food.goods.confirms(consignmentId);
    const trader = await port.officerAt(`/goods/${consignmentId}`, 'trader');
    await trader.page.getByRole('link', { name: t('food.openLots') }).click();
    await trader.page.waitForURL(/\/lots$/);
    await trader.sees('Invented tuna');
    await trader.fills(t('food.filingForAll'), 'IMP-77');
    await trader.pictures('food-importer-lots-en-light');
    await trader.pushes(t('food.openCount', { count: 1 }));
    await toast(trader, t('food.opened', { count: 1 }));
    await trader.opens('/food');
    await trader.page.getByRole('link', { name: 'T-5' }).click();
    await trader.page.waitForURL(/\/food\/.+/);
    await trader.sees('INV-M-001');
    await expect.poll(() => trader.page.getByRole('button', { name: t('food.doCorrect') }).count(), { timeout: 10_000 }).toBe(0);
    const lotId = new URL(trader.page.url()).pathname.split('/').at(-1) ?? '';
    const officer = await port.officerAt(`/food/${lotId}`, 'foodSupervisor');
    await officer.pushes(t('food.doCorrect'));
    await officer.fills(t('food.number'), 'T-5B');
    await officer.fills(t('food.reason'), 'The pack says T-5B');
    await officer.pictures('food-correct-en-light');
    expect(await officer.barriers()).toEqual([]);
    await dialog(officer).getByRole('button', { name: t('food.doCorrect') }).click();
    await goneDialog(officer);
    await officer.opens(`/food/${lotId}?tab=history`);
    await officer.sees('The pack says T-5B');
    await officer.sits({ language: 'zh', scheme: 'dark' });
    await officer.pictures('food-corrected-zh-dark');
    await officer.sits({});
    await trader.sees('T-5B', 'h1');
    await trader.leaves();
    await officer.leaves();
  });

  it('whose lot fails while it is in use sees it held, and the supervisor every portion of it', async () => {
    const { world } = food.goods;
    const as = { as: food.supervisor };
    const { lotIds: [lotId = ''] } = await food.brings({ lots: [{ lotNumber: 'F-7', hsCode: '020230', category: 'meat', storage: 'frozen' }] });
    await world.done('food.receive', { lotIds: [lotId], placeId: food.places.port }, as);
    await food.frees(lotId);
    await world.done('food.move', { lotId, from: food.places.port, to: food.places.kitchen, quantity: '40' }, as);
    await world.done('food.serve', { placeId: food.places.kitchen, dish: 'Invented pie', portions: 33, servedAt: world.now(), lots: [{ lotId, quantity: '5' }] }, as);
    const officer = await port.officerAt(`/food/${lotId}?do=LOT-COLD`, 'foodSupervisor');
    await dialog(officer).locator('input[type=file]').setInputFiles(logger(logOf((place) => (place > 20 && place < 26 ? -9 : -19)), 'kitchen.csv'));
    await dialog(officer).getByRole('img', { name: /longest outside 50 min/ }).waitFor();
    await officer.pushes(t('food.logAttach'));
    await toast(officer, t('food.heldInUse', { number: 'F-7', portions: 33, meals: 1, places: 2 }));
    await goneDialog(officer);
    await officer.sees('Invented pie');
    await officer.sees(t('food.state.held'));
    await officer.pictures('food-held-in-use-en-light');
    expect(await officer.barriers()).toEqual([]);
    await staysNarrow(officer);
    await officer.opens('/holds');
    await officer.sees('F-7');
    await officer.leaves();
  });
});

describe('the pages of food', () => {
  it('have no barriers and never scroll sideways, wide or narrow', async () => {
    const next = await food.goods.submits({ kind: 'K10', cover: 'tax', venue: 'Invented Village', lines: [{ hsCode: '040610', descriptionEn: 'Invented cheese', descriptionZh: '虚构奶酪', unit: 'KGM', quantity: '12', unitValue: '100.00', totalValue: '1200.00', serials: [], lot: 'C-9', producerRegistration: 'INV-M-001' }] });
    await food.goods.confirms(next.consignmentId);
    const officer = await port.seats('foodSupervisor');
    const pages = ['/food', `/food/${meat.lotIds[0]}`, `/goods/${next.consignmentId}/lots`, `/food/${meat.lotIds[0]}?tab=history`, '/meals', '/producers'];
    await officer.walks(pages, 'food-page');
    await officer.leaves();
  });
});
