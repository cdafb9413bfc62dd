import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../../src/modules/goods/catalogue/kinds.ts';
import { isCreditCode } from '../../src/modules/goods/rules/parties.ts';
import type { WordParams } from '../../src/words/area.ts';
import { findWord, write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { makePdf } from '../pictures.ts';
import { addPersona, dialog, openPort, toast, type Officer, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
let releasedNumber = '';

beforeAll(async () => {
  goods = await openGoodsPort();
  for (const role of ['trader', 'customsOfficer', 'press', 'auditor'] as const) await addPersona(goods.world, role);
  const { consignmentId, number } = await goods.submits({ lines: [{}, {}, {}] });
  await goods.confirms(consignmentId);
  await goods.releases(consignmentId);
  releasedNumber = number;
  port = await openPort(goods.world);
}, 60_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

// The console's own words, so that a better word changes one file.
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const rowOf = (officer: Officer, text: string | RegExp) => officer.page.locator('main tbody tr').filter({ hasText: text });
const within = (officer: Officer, label: string) => dialog(officer).getByLabel(label, { exact: true });
/** Gives an invented credit code whose check character is right. */
const creditCode = (seventeen: string): string => [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((last) => seventeen + last).find(isCreditCode) ?? '';

const heading = 'HS code,Description (English),中文品名,Serial numbers,Quantity,Unit,Unit value,Currency,Country of origin,Gross weight (kg),Net weight (kg)';
const right = [heading, '852589,Invented camera,虚构摄像机,"SPECIMEN-001 - SPECIMEN-003",3,C62,12000.00,EUR,DE,30,24', '852910,Invented antenna,虚构天线,,4,个,800.00,EUR,Germany,12,10'].join('\n');
const wrong = [heading, '852589,Invented camera,虚构摄像机,"SPECIMEN-001 - SPECIMEN-003",3,C62,12000.00,EUR,DE,30,24', '85291,Invented antenna,虚构天线,,4,个,"1,200",EUR,Germany,12,10', '852990,Invented part,虚构部件,,2,C62,10.00,EUR,DE,1,2'].join('\n');
const loads = (officer: Officer, name: string, text: string): Promise<void> => officer.page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Looks at a page in English by day and in Chinese by night, wide and narrow: no barriers, nothing beside the screen. */
async function looks(officer: Officer, name: string): Promise<void> {
  await officer.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
  for (const sitting of [{ language: 'zh', scheme: 'dark' }, { language: 'en', scheme: 'light', width: 390, height: 844 }, { language: 'en', scheme: 'light' }] as const) {
    await officer.sits(sitting);
    expect(await officer.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} ${'width' in sitting ? 390 : 1440}`).toBeLessThanOrEqual(0);
    await officer.pictures(`${name}-${sitting.language}-${'width' in sitting ? 390 : 1440}`);
  }
  expect(await officer.barriers(), name).toEqual([]);
}

describe('a company', () => {
  it('files itself, waits for customs, and gives a mandate', async () => {
    const trader = await port.officerAt('/goods/new', 'trader');
    await trader.sees(t('goodsRegisters.fileFirstDetail'));
    await trader.page.getByRole('link', { name: t('goodsRegisters.toParties') }).click();
    await trader.page.waitForURL(/\/parties/);
    await trader.fills(t('goodsRegisters.nameZh'), '虚构体育转播公司');
    await trader.fills(t('goodsRegisters.nameEn'), 'Invented Sports Broadcast');
    await trader.fills(t('goodsRegisters.contact'), 'desk@example.org');
    await trader.fills(t('goodsRegisters.creditCode'), '91110000MA0000002Z');
    await trader.sees(t('goodsRegisters.creditCodeWrong'));
    await trader.pushes(t('goodsRegisters.fileCompany'));
    await trader.sees(t('goodsRegisters.creditCodeWrong'), '.tg-summary');
    await looks(trader, 'parties-first');
    await trader.fills(t('goodsRegisters.creditCode'), creditCode('91110000MA0000002'));
    await trader.sees(t('goodsRegisters.creditCodeRight'));
    await trader.pushes(t('goodsRegisters.fileCompany'));
    await toast(trader, t('goodsRegisters.partyFiled', { name: 'Invented Sports Broadcast' }));
    await trader.sees(t('goodsRegisters.waiting'));
    await trader.opens('/goods/new');
    expect(await trader.reasonAgainst(t('goodsRegisters.submit'))).toBe(t('goodsRegisters.waitsForCustoms', { party: 'Invented Sports Broadcast' }));

    const customs = await port.officerAt('/parties', 'customsOfficer');
    await customs.pushes(t('goodsRegisters.countWaiting', { count: 1 }));
    await rowOf(customs, 'Invented Sports Broadcast').getByRole('button', { name: t('goodsRegisters.registerShort') }).click();
    await dialog(customs).getByLabel(t('goodsRegisters.strikeOff')).check({ force: true });
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.strikeOff') }).click();
    await customs.sees(t('goodsRegisters.reasonNeeded'), dialog(customs));
    await dialog(customs).getByLabel(t('goodsRegisters.register')).check({ force: true });
    await customs.pictures('parties-decide');
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.register') }).click();
    await toast(customs, t('goodsRegisters.decided', { name: 'Invented Sports Broadcast' }));
    await customs.opens('/parties');
    await customs.pushes(t('goodsRegisters.fileParty'));
    await dialog(customs).getByLabel(t('goodsRegisters.party.agent')).check({ force: true });
    await within(customs, t('goodsRegisters.nameZh')).fill('样例报关行');
    await within(customs, t('goodsRegisters.nameEn')).fill('Sample Customs Agents');
    await within(customs, t('goodsRegisters.creditCode')).fill('91110000MA0000001L');
    await within(customs, t('goodsRegisters.contact')).fill('agents@example.org');
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.fileParty') }).click();
    await customs.sees(writeRefusal('en', { code: 'party-already-filed', params: { registration: '91110000MA0000001L' } }), dialog(customs));
    await within(customs, t('goodsRegisters.creditCode')).fill(creditCode('91110000MA0000003'));
    await customs.pictures('parties-file');
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.fileParty') }).click();
    await rowOf(customs, 'Sample Customs Agents').getByRole('button', { name: t('goodsRegisters.registerShort') }).click();
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.register') }).click();
    await toast(customs, t('goodsRegisters.decided', { name: 'Sample Customs Agents' }));
    await customs.leaves();

    await trader.opens('/parties');
    await trader.pushes(t('goodsRegisters.giveMandate'));
    await within(trader, t('goodsRegisters.agent')).selectOption({ label: 'Sample Customs Agents' });
    await within(trader, t('goodsRegisters.until')).fill('2021-01-01');
    await dialog(trader).getByRole('button', { name: t('goodsRegisters.giveMandate') }).click();
    await trader.sees(t('goodsRegisters.dayOrder'), dialog(trader));
    await within(trader, t('goodsRegisters.until')).fill('2022-03-31');
    await dialog(trader).getByRole('button', { name: t('goodsRegisters.giveMandate') }).click();
    await toast(trader, t('goodsRegisters.mandateGiven', { agent: 'Sample Customs Agents', principal: 'Invented Sports Broadcast' }));
    await rowOf(trader, 'Sample Customs Agents').filter({ hasText: t('goodsRegisters.standing.valid') }).waitFor();
    await looks(trader, 'parties-trader');
    await trader.leaves();
  });

  it('loads a list with a wrong row, sees where and what, and submits the right one; its next version is compared', async () => {
    const trader = await port.officerAt('/goods/new', 'trader');
    const kindField = trader.page.locator('.gr-about').getByRole('combobox', { name: t('goodsRegisters.kind') });
    await kindField.fill('K03');
    await trader.page.getByRole('option', { name: /K03/ }).click();
    await trader.sees(kinds.K03.source);
    await trader.chooses(t('goodsRegisters.port'), 'PEK');
    await trader.fills(t('goodsRegisters.expectedOn'), '2022-01-20');
    expect(await trader.reasonAgainst(t('goodsRegisters.submit'))).toBe(t('goodsRegisters.needed', { field: t('goodsRegisters.venue') }));
    await trader.fills(t('goodsRegisters.venue'), 'Invented Broadcast Centre');
    await loads(trader, 'nothing.csv', 'just a letter\nwithout a table');
    await trader.sees(findWord('en', 'lists.code.no-header')!);
    await loads(trader, 'wrong.csv', wrong);
    const at = (row: number, text: string) => rowOf(trader, t('goodsRegisters.place.row', { n: String(row) })).filter({ hasText: text });
    await at(3, findWord('en', 'goodsList.kept.hs-code', { value: '85291' })!).filter({ hasText: 'A · HS code' }).waitFor();
    await at(3, findWord('en', 'goodsList.kept.number-ambiguous', { value: '1,200' })!).waitFor();
    await trader.turnsTo(new RegExp(t('goodsRegisters.tabProblems')));
    await rowOf(trader, findWord('en', 'goodsList.problem.net-above-gross', { net: '2', gross: '1' })!).waitFor();
    expect(await trader.reasonAgainst(t('goodsRegisters.submit'))).toBe(t('goodsRegisters.hasErrors', { count: 1 }));
    await trader.turnsTo(new RegExp(t('goodsRegisters.tabKeptOut')));
    await looks(trader, 'new-list-wrong');
    await loads(trader, 'right.csv', right);
    await rowOf(trader, 'SPECIMEN-001').waitFor();
    const papers = trader.page.locator(`input[type=file][aria-label="${t('goodsFiles.choose')}"]`);
    await papers.setInputFiles([{ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: makePdf('Invoice of the list') }, { name: 'left-out.pdf', mimeType: 'application/pdf', buffer: makePdf('Left out') }]);
    await trader.pushes(t('goodsFiles.remove', { name: 'left-out.pdf' }));
    await looks(trader, 'new-list-right');
    expect(await trader.reasonAgainst(t('goodsRegisters.submit'))).toBeUndefined();
    await trader.pushes(t('goodsRegisters.submit'));
    await trader.page.waitForURL(/\/goods\/[0-9a-f-]{36}$/);
    const consignmentId = trader.page.url().split('/').at(-1)!;
    expect((await goods.world.see<{ consignment: { kind: string; lines: number; serials: number } }>('goods.consignment', { consignmentId }, { as: goods.customs })).consignment).toMatchObject({ kind: 'K03', lines: 2, serials: 3 });
    expect(await goods.world.see('goods.attachments', { consignmentId }, { as: goods.customs })).toMatchObject({ attachments: [{ kind: 'invoice', name: 'invoice.pdf', givenBy: 'trader' }] });

    await trader.opens(`/goods/new?consignment=${consignmentId}`);
    await trader.turnsTo(t('goodsRegisters.byTyping'));
    await expect.poll(() => trader.page.locator('.gr-typed tbody tr').count()).toBe(2);
    const cell = (field: string, line: number) => trader.page.getByLabel(`${field}, Line ${line}`, { exact: true });
    await cell('Quantity', 2).fill('five');
    await trader.page.locator('.gr-typed').getByLabel('Total value, Line 2').fill('');
    await trader.pushes(t('goodsRegisters.check'));
    await expect.poll(() => cell('Quantity', 2).getAttribute('aria-invalid')).toBe('true');
    await trader.pictures('new-list-typed-wrong');
    await cell('Quantity', 2).fill('5');
    expect(await trader.reasonAgainst(t('goodsRegisters.submitVersion', { version: 2 }))).toBe(t('goodsRegisters.fileChanged'));
    await trader.pushes(t('goodsRegisters.checkAgain'));
    await trader.turnsTo(new RegExp(t('goodsRegisters.tabChanges')));
    await rowOf(trader, 'Quantity').filter({ hasText: '5' }).first().waitFor();
    await looks(trader, 'new-list-typed');
    await trader.turnsTo(t('goodsRegisters.byPaste'));
    await trader.fills(t('goodsRegisters.pasteLabel'), right.replaceAll('"SPECIMEN-001 - SPECIMEN-003"', 'SPECIMEN-001 - SPECIMEN-003').replaceAll(',', '\t').replace('Invented antenna', 'Invented dish'));
    await trader.pushes(t('goodsRegisters.check'));
    await rowOf(trader, 'Invented dish').waitFor();
    await trader.pushes(t('goodsRegisters.submitVersion', { version: 2 }));
    await trader.page.waitForURL(new RegExp(`/goods/${consignmentId}$`));
    expect((await goods.world.see<{ version: number }>('goods.listVersion', { consignmentId }, { as: goods.customs })).version).toBe(2);
    await trader.leaves();
  });

  it('keeps a list of five thousand lines smooth', async () => {
    const trader = await port.officerAt('/goods/new', 'trader');
    const many = Array.from({ length: 5000 }, (_, place) => `852589,Invented part ${place + 1},虚构部件${place + 1},SPECIMEN-${10_000 + place},1,C62,100.00,EUR,DE,2,1`);
    await loads(trader, 'many.csv', [heading, ...many].join('\n'));
    await rowOf(trader, 'Invented part 1').first().waitFor();
    await expect.poll(() => trader.page.locator('main tbody tr').count(), { timeout: 10_000 }).toBeLessThan(120);
    const list = trader.page.getByRole('region', { name: 'many.csv' }).locator('.tg-table-frame');
    await list.evaluate((element) => { element.scrollTop = element.scrollHeight; });
    await rowOf(trader, 'Invented part 5000').waitFor();
    await trader.leaves();
  });
});

describe('customs', () => {
  it('enters a permit as a quota', async () => {
    const customs = await port.officerAt('/permits', 'customsOfficer');
    await customs.pushes(t('goodsRegisters.enterPermit'));
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.enterPermit') }).click();
    await customs.sees(t('goodsRegisters.hsPrefixWrong', { line: 1 }), dialog(customs));
    await within(customs, t('goodsRegisters.kind')).selectOption('radio');
    await expect.poll(() => within(customs, t('goodsRegisters.authority')).inputValue(), { timeout: 10_000 }).toBe('Radio authority');
    await within(customs, t('goodsRegisters.permitNumber')).fill('RADIO-SAMPLE-7');
    await dialog(customs).getByRole('combobox', { name: t('goodsRegisters.holder') }).fill('Invented Broadcast');
    await customs.page.getByRole('option', { name: /Invented Broadcast Ltd/ }).click();
    await within(customs, t('goodsRegisters.until')).fill('2022-12-31');
    await within(customs, t('goodsRegisters.hsPrefix')).fill('8525');
    await within(customs, t('goodsRegisters.description')).fill('Invented transmitters');
    await within(customs, t('goodsRegisters.approved')).fill('1,200');
    await customs.pictures('permits-enter');
    expect(await customs.barriers()).toEqual([]);
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.enterPermit') }).click();
    await toast(customs, t('goodsRegisters.permitEntered', { number: 'RADIO-SAMPLE-7' }));
    await rowOf(customs, 'RADIO-SAMPLE-7').filter({ hasText: '1,200' }).waitFor();
    await looks(customs, 'permits');
    await customs.leaves();
  });

  it('accepts a guarantee, extends it, and reads the book of another to its consignment', async () => {
    const customs = await port.officerAt('/guarantees', 'customsOfficer');
    await customs.pushes(t('goodsRegisters.accept'));
    await within(customs, t('goodsRegisters.reference')).fill('LG-SAMPLE-2');
    await within(customs, t('goodsRegisters.guarantor')).fill('Sample Bank');
    await within(customs, t('goodsRegisters.endsOn')).fill('2022-12-31');
    await within(customs, t('goodsRegisters.amount')).fill('lots');
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.accept') }).click();
    await customs.sees(t('goodsRegisters.amountWrong'), dialog(customs));
    await within(customs, t('goodsRegisters.amount')).fill('2,500,000.00');
    await customs.pictures('guarantees-accept');
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.accept') }).click();
    await toast(customs, t('goodsRegisters.instrumentAccepted', { reference: 'LG-SAMPLE-2' }));
    await rowOf(customs, 'LG-SAMPLE-2').filter({ hasText: '2,500,000.00' }).click();
    await customs.pushes(t('goodsRegisters.change'));
    await dialog(customs).getByLabel(t('goodsRegisters.change.extend')).check({ force: true });
    await within(customs, t('goodsRegisters.newEnd')).fill('2023-06-30');
    await dialog(customs).getByRole('button', { name: t('goodsRegisters.change.extend') }).click();
    await toast(customs, t('goodsRegisters.instrumentChanged', { reference: 'LG-SAMPLE-2' }));
    await rowOf(customs, t('goodsRegisters.entry.extend')).waitFor();
    await rowOf(customs, 'LG-INVENTED-1').click();
    await rowOf(customs, t('goodsRegisters.entry.commit')).first().getByRole('link', { name: releasedNumber }).waitFor();
    await looks(customs, 'guarantees');
    await rowOf(customs, t('goodsRegisters.entry.commit')).first().getByRole('link', { name: releasedNumber }).click();
    await customs.page.waitForURL(/\/goods\/[0-9a-f-]{36}$/);
    await customs.leaves();
    const auditor = await port.officerAt('/guarantees', 'auditor');
    expect(await auditor.reasonAgainst(t('goodsRegisters.accept'))).toContain(t('roles.customsOfficer'));
    await auditor.leaves();
  });

  it('reads the figures, opens their consignments and downloads them; the press sees figures only', async () => {
    const customs = await port.officerAt('/goods-figures', 'customsOfficer');
    const shown = rowOf(customs, 'PEK').getByRole('link');
    await expect.poll(() => shown.count(), { timeout: 10_000 }).toBe(4);
    for (const figure of [3, 2, 1, 0]) {
      await shown.nth(figure).click();
      await customs.sees(t('goodsRegisters.countConsignments', { count: 1 }), dialog(customs));
      if (figure > 0) await customs.presses('Escape');
      if (figure > 0) await dialog(customs).waitFor({ state: 'detached' });
    }
    await dialog(customs).getByRole('link', { name: releasedNumber }).waitFor();
    expect(await customs.barriers()).toEqual([]);
    await customs.pictures('figures-cases');
    await customs.presses('Escape');
    await customs.chooses(t('statistics.groupBy'), t('goodsRegisters.group.kind'));
    await rowOf(customs, `K03 ${kinds.K03.name.en}`).waitFor();
    const [download] = await Promise.all([customs.page.waitForEvent('download'), customs.pushes(t('goodsRegisters.download'))]);
    expect(await readFile(await download.path(), 'utf8')).toBe(`\ufeffKind,Consignments,"Value, CNY",Lines,Pieces\r\nK03 Broadcast equipment,1,300000.00,3,3\r\n`);
    await looks(customs, 'figures');
    await customs.fills(t('statistics.cutOff'), '2022-01-05 08:00');
    await customs.sees(t('goodsRegisters.noFigures'));
    await customs.leaves();
    const press = await port.officerAt('/goods-figures', 'press');
    await press.sees(t('goodsRegisters.figuresOnly'));
    await rowOf(press, 'PEK').waitFor();
    await expect.poll(() => rowOf(press, 'PEK').getByRole('link').count(), { timeout: 10_000 }).toBe(0);
    await press.leaves();
  });
});
