import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, writeRefusal, type WordKey } from '../../src/words/words.ts';
import { goodsListOf, openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { makePdf, secretPlace } from '../pictures.ts';
import { addPersona, dialog, goneDialog, openPort, sideways, type Officer, type Port } from './officers.ts';

type Listed = { readonly attachments: readonly { readonly sha256: string; readonly kind: string; readonly name: string; readonly mediaType: string; readonly supersededBy: string | null }[] };
type Given = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

let goods: GoodsPort;
let port: Port;
let consignmentId = '';
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const listed = async (): Promise<Listed['attachments']> => (await goods.world.see<Listed>('goods.attachments', { consignmentId }, { as: goods.customs })).attachments;
const pdf = (line: string, name: string): Given => ({ name, mimeType: 'application/pdf', buffer: makePdf(line) });
/** Gives files to the chooser of the dialog, or to the camera. */
async function gives(officer: Officer, files: readonly Given[], by: 'choose' | 'camera' = 'choose'): Promise<void> {
  await dialog(officer).locator(`input[type=file][aria-label="${t(`goodsFiles.${by}`)}"]`).setInputFiles([...files]);
}
/** Presses a button of the dialog; the page behind it may have one of the same name. */
const pushesIn = (officer: Officer, name: string): Promise<void> => dialog(officer).getByRole('button', { name }).first().click();
const evidenceOf = async (step: string): Promise<{ files?: string[] } | undefined> =>
  (await goods.world.see<{ case: { records: { step: string; evidence: { files?: string[] } }[] } }>('goods.consignment', { consignmentId }, { as: goods.customs })).case.records.findLast((record) => record.step === step)?.evidence;

beforeAll(async () => {
  goods = await openGoodsPort();
  const { world, customs } = goods;
  const [trader] = [await addPersona(world, 'trader'), await addPersona(world, 'customsOfficer')];
  const { partyId } = await world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Persona Sports Ltd', nameZh: '演示体育器材有限公司', registration: '91110000MA0000002P', contact: 'persona@example.org', officerId: trader }, { as: customs });
  await world.done('goods.decideParty', { partyId, registered: true, reason: '' }, { as: customs });
  ({ consignmentId } = await world.done<{ consignmentId: string }>('goods.submit', { kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-08', partyId, list: goodsListOf([{}, {}]) }, { as: customs }));
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

describe('files of a consignment', () => {
  it('are attached by the company: judged by what they are, kept once, told apart from what is missing', async () => {
    const trader = await port.seats('trader');
    await trader.opens(`/goods/${consignmentId}?tab=files`);
    await trader.sees(t('goodsFiles.none'));
    await trader.pushes(t('goodsFiles.attach'));
    await dialog(trader).waitFor();
    expect(await (await trader.control(t('goodsFiles.kind'))).inputValue()).toBe('invoice');
    await gives(trader, [pdf('Invoice 2022-17', '发票 2022-17.pdf')]);
    await trader.sees(t('goodsFiles.kept'), dialog(trader));
    await trader.chooses(t('goodsFiles.kind'), 'Packing list');
    await gives(trader, [pdf('Packing list, 2 boxes', 'packing.pdf'), { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html><script>alert(1)</script>') }, pdf('Invoice 2022-17', 'again.pdf')]);
    await trader.sees(writeRefusal('en', { code: 'attachment-unknown-format', params: { name: 'photo.jpg' } }), dialog(trader));
    await trader.sees(t('goodsFiles.same', { name: '发票 2022-17.pdf' }), dialog(trader));
    await trader.pictures('files-attach-en-light');
    expect(await trader.barriers()).toEqual([]);
    await trader.pushes(t('design.close'));
    await goneDialog(trader);
    await trader.sees('packing.pdf');
    expect((await listed()).map((file) => [file.kind, file.name])).toEqual([['invoice', '发票 2022-17.pdf'], ['packingList', 'packing.pdf']]);
    await trader.turnsTo(t('goods.tab.declaration'));
    await trader.sees('packing.pdf');
    await trader.pictures('files-documents-en-light');
    await trader.leaves();
  });

  it('are declared with, asked for by a hold, and replaced with the reason', async () => {
    await goods.confirms(consignmentId);
    await goods.world.done('goods.reserveCover', { consignmentId, instrumentId: goods.instrumentId }, { as: goods.customs });
    const trader = await port.seats('trader');
    await trader.opens(`/goods/${consignmentId}?do=declare`);
    await trader.fills(t('goods.field.conveyance'), 'XX101');
    await trader.fills(t('goods.field.dispatchCountry'), 'de');
    await trader.chooses(t('goodsFiles.kind'), 'Air waybill');
    await gives(trader, [pdf('Air waybill 999-12345675', 'awb.pdf')]);
    await trader.sees('awb.pdf', dialog(trader).locator('.gf-documents'));
    await trader.pictures('files-declare-en-light');
    await pushesIn(trader, t('goods.doDeclare'));
    await goneDialog(trader);
    await goods.world.done('goods.accept', { consignmentId, accepted: true }, { as: goods.customs });
    await goods.world.done('goods.placeHold', { consignmentId, agency: 'Customs', reason: 'The total of the invoice differs from the list', nextActor: 'trader', dueAt: '2022-01-06T00:30:00.000Z' }, { as: goods.customs });
    await trader.sees('The total of the invoice differs from the list');
    await trader.sits({ language: 'zh', scheme: 'dark', width: 390, height: 844 });
    await trader.opens(`/goods/${consignmentId}?tab=files`);
    await trader.sees('发票 2022-17.pdf');
    expect(await sideways(trader)).toBe(0);
    expect(await trader.barriers()).toEqual([]);
    await trader.pictures('files-asked-zh-dark-narrow');
    await trader.sits({});
    await trader.pushes(t('goodsFiles.replaceOf', { name: '发票 2022-17.pdf' }));
    expect(await trader.reasonAgainst(t('goodsFiles.choose'))).toBe(t('goodsFiles.wrongReason'));
    await trader.fills(t('goodsFiles.reason'), 'The total was of another list');
    await gives(trader, [pdf('Invoice 2022-17, total 200,000.00', 'invoice-2.pdf')]);
    await goneDialog(trader);
    await trader.sees(t('goodsFiles.replaced', { reason: 'The total was of another list' }));
    await trader.pictures('files-replaced-en-light');
    await trader.leaves();
  });

  it('are seen by the officer who checks the documents, and the record names them', async () => {
    const customs = await port.asOfficer('customsOfficer');
    const shot = { name: 'letter.jpg', mimeType: 'image/jpeg', buffer: await customs.page.screenshot({ type: 'jpeg' }) };
    await customs.opens(`/goods/${consignmentId}?do=attach`);
    await customs.chooses(t('goodsFiles.kind'), 'Goods proof letter');
    await gives(customs, [shot]);
    await customs.sees(t('goodsFiles.kept'), dialog(customs));
    await customs.opens(`/goods/${consignmentId}?do=GDS-DOCS`);
    await customs.sees('awb.pdf', dialog(customs));
    expect(await (await customs.control(t('evidence.documents'))).inputValue()).toBe('Packing list, Air waybill, Commercial invoice, Goods proof letter');
    // The picture is there, and a PDF opens in a tab of its own.
    await expect.poll(() => dialog(customs).locator('.gf-mark img').evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 30_000 }).toBe(1440);
    await customs.pictures('files-examine-en-light');
    expect(await customs.barriers()).toEqual([]);
    const [tab] = await Promise.all([customs.page.context().waitForEvent('page'), dialog(customs).getByRole('button', { name: t('goodsFiles.openOf', { name: 'letter.jpg' }) }).click()]);
    await expect.poll(() => tab.url(), { timeout: 30_000 }).toMatch(/^blob:/);
    await tab.close();
    await customs.page.getByLabel(t('goodsFiles.tick', { name: 'letter.jpg' })).uncheck();
    await customs.answers(t('evidence.complete'), t('evidenceOptions.yes'));
    await pushesIn(customs, t('design.record'));
    await goneDialog(customs);
    const files = await listed();
    expect((await evidenceOf('GDS-DOCS'))?.files).toEqual(files.filter((file) => file.supersededBy === null && file.name !== 'letter.jpg').map((file) => file.sha256));
    await customs.leaves();
  });

  it('are photographed at the inspection on a telephone, made smaller, and kept with what was scanned', async () => {
    await goods.records(consignmentId, 'GDS-ARR', { pieces: 4, piecesDeclared: 4, conveyance: 'XX101', healthOrder: false });
    const customs = await port.seats('customsOfficer', { width: 390, height: 844 });
    await customs.opens(`/goods/${consignmentId}?do=GDS-SERL`);
    await customs.sees(t('goodsFiles.noPhotographs'), dialog(customs));
    expect(await dialog(customs).locator('input[capture=environment][accept="image/*"]').count()).toBe(1);
    // A picture as a telephone takes it: larger than is kept, with its place.
    const large = Buffer.from(await customs.page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [3000, 4000];
      const drawing = canvas.getContext('2d')!;
      const light = drawing.createLinearGradient(0, 0, 3000, 4000);
      light.addColorStop(0, '#2b4c7e');
      light.addColorStop(1, '#d9a441');
      drawing.fillStyle = light;
      drawing.fillRect(0, 0, 3000, 4000);
      drawing.fillStyle = '#fff';
      drawing.font = '400px sans-serif';
      drawing.fillText('CAM-1-1', 600, 2100);
      return canvas.toDataURL('image/jpeg', 0.8).split(',')[1]!;
    }), 'base64');
    const note = Buffer.from(`\xff\xfe\0${String.fromCharCode(secretPlace.length + 2)}${secretPlace}`, 'latin1');
    const placed = Buffer.concat([large.subarray(0, 2), note, large.subarray(2)]);
    await gives(customs, [{ name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: placed }], 'camera');
    await customs.sees(t('goodsFiles.kept'), dialog(customs));
    await gives(customs, [{ name: 'seal.png', mimeType: 'image/png', buffer: await customs.page.screenshot() }]);
    await expect.poll(() => dialog(customs).locator('.gf-card-ticked').count(), { timeout: 30_000 }).toBe(2);
    await customs.fills(t('goods.serials'), 'CAM-1-1\nCAM-1-2\nCAM-2-1\nCAM-2-2');
    await customs.pictures('files-inspection-en-narrow');
    expect(await customs.barriers()).toEqual([]);
    expect(await sideways(customs)).toBe(0);
    await customs.pushes(t('goods.compare'));
    await customs.sees(t('goods.noDifference'), dialog(customs));
    const photographs = (await listed()).filter((file) => file.kind === 'photograph');
    expect((await evidenceOf('GDS-SERL'))?.files).toEqual(photographs.map((file) => file.sha256));
    const { content } = await goods.world.see<{ content: string }>('goods.attachment', { consignmentId, sha256: photographs[0]!.sha256 }, { as: goods.customs });
    const kept = Buffer.from(content, 'base64');
    expect(kept.includes(secretPlace)).toBe(false);
    const size = await customs.page.evaluate(async (picture) => { const image = new Image(); image.src = `data:image/jpeg;base64,${picture}`; await image.decode(); return [image.naturalWidth, image.naturalHeight]; }, content);
    expect(size).toEqual([1500, 2000]);
    // The switch of the language is out of reach while a dialog is open.
    await customs.opens(`/goods/${consignmentId}`);
    await customs.sits({ language: 'zh', scheme: 'dark', width: 390, height: 844 });
    await customs.opens(`/goods/${consignmentId}?do=GDS-PACK`);
    await customs.sees('IMG_0001.jpg', dialog(customs));
    expect(await dialog(customs).locator('.gf-card-ticked').count()).toBe(0);
    expect([await sideways(customs), await customs.barriers()]).toEqual([0, []]);
    await customs.pictures('files-packing-zh-dark-narrow');
    await customs.opens(`/goods/${consignmentId}?tab=files`);
    await customs.sits({});
    await customs.sees(t('goodsFiles.examinedIn', { steps: t('steps.GDS-SERL') }));
    await expect.poll(() => customs.page.locator('.gf-list img').evaluateAll((images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length), { timeout: 30_000 }).toBe(3);
    await customs.pictures('files-all-en-light');
    await customs.leaves();
  });

  it('are given to a correction, which is a new record that names the one before it', async () => {
    await goods.records(consignmentId, 'GDS-PACK', { woodPacking: true, marked: false });
    const customs = await port.seats('customsOfficer');
    await customs.opens(`/goods/${consignmentId}?tab=history`);
    await customs.sees(t('goods.failed'));
    await customs.page.getByRole('button', { name: `${t('goods.doCorrect')}: ${t('steps.GDS-PACK')}` }).first().click();
    await dialog(customs).waitFor();
    await customs.sees(t('station.correctDetail'), dialog(customs));
    await gives(customs, [{ name: 'mark.png', mimeType: 'image/png', buffer: await customs.page.screenshot() }]);
    await expect.poll(() => dialog(customs).locator('.gf-card-ticked').count(), { timeout: 30_000 }).toBe(1);
    await customs.answers(t('evidence.marked'), t('evidenceOptions.yes'));
    await customs.pictures('files-correction-en-light');
    expect(await customs.barriers()).toEqual([]);
    await pushesIn(customs, t('goods.recordCorrection'));
    await goneDialog(customs);
    await customs.sees(t('goods.correction'));
    await customs.pictures('files-corrected-en-light');
    const rows = await goods.world.open.pool.query<{ outcome: string; corrects: string | null; evidence: { files?: string[]; marked: boolean } }>("SELECT outcome, corrects, evidence FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'GDS-PACK' ORDER BY seq", [goods.world.eventId, consignmentId]);
    expect(rows.map((row) => [row.outcome, row.evidence.marked, row.evidence.files?.length ?? 0, row.corrects === null])).toEqual([['failed', false, 0, true], ['passed', true, 1, false]]);
    // A correction is corrected in turn, and begins with the files that it named.
    await customs.page.getByRole('button', { name: `${t('goods.doCorrect')}: ${t('steps.GDS-PACK')}` }).first().click();
    await expect.poll(() => dialog(customs).locator('.gf-card-ticked').count(), { timeout: 30_000 }).toBe(1);
    await customs.opens(`/goods/${consignmentId}?tab=history`);
    await customs.sits({ language: 'zh' });
    await customs.sees(write('zh', 'goods.correction'));
    await customs.pictures('files-corrected-zh');
    expect(await sideways(customs)).toBe(0);
    await customs.leaves();
  });

  it('say when they cannot be shown', async () => {
    const customs = await port.seats('customsOfficer', { language: 'zh' });
    await customs.page.route('**/api/views/goods.attachments*', (route) => route.fulfill({ status: 500, body: '' }));
    await customs.opens(`/goods/${consignmentId}?tab=files`);
    await customs.page.getByRole('button', { name: write('zh', 'design.tryAgain') }).first().waitFor({ timeout: 30_000 });
    await customs.pictures('files-error-zh-light');
    await customs.leaves();
  });
});
