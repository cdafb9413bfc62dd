import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { attachmentLimits } from '../src/modules/goods/attachment-limits.ts';
import { readAttachment } from '../src/modules/goods/formats/attachment/read.ts';
import { documentsOf, fileNameOf } from '../src/modules/goods/rules/attachments.ts';
import { openGoodsPort, type GoodsPort } from './goods-port.ts';
import { makeJpeg, makePdf, makePng, makeWebp, secretPlace } from './pictures.ts';
import { printed } from './printed.ts';
import { serve, type Serving } from './serving.ts';

type Kept = { readonly sha256: string; readonly isNew: boolean; readonly kind: string; readonly name: string; readonly mediaType: string; readonly bytes: number };
type Listed = { readonly attachments: readonly { readonly sha256: string; readonly kind: string; readonly name: string; readonly givenBy: string; readonly supersededBy: string | null; readonly reason: string | null; readonly gone: boolean; readonly by: { readonly en: string } | null }[]; readonly mostBytes: number };

let port: GoodsPort;
let server: Serving;
let stranger: Actor;
let consignmentId = '';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const file = (bytes: Buffer, more: object = {}): object => ({ consignmentId, kind: 'invoice', fileName: 'invoice.pdf', content: bytes.toString('base64'), ...more });
const attach = (bytes: Buffer, more: object = {}, as: Actor = port.trader): Promise<Kept> => port.world.done('goods.attach', file(bytes, more), { as });
const refused = (bytes: Buffer, more: object = {}, as: Actor = port.trader): Promise<string> => port.world.refusedBy('goods.attach', file(bytes, more), { as });
const listed = async (as: Actor = port.customs, id = consignmentId): Promise<Listed['attachments']> => (await port.world.see<Listed>('goods.attachments', { consignmentId: id }, { as })).attachments;

beforeAll(async () => {
  port = await openGoodsPort();
  stranger = await port.world.makeOfficer('trader', 'Stranger');
  await port.world.done('goods.fileParty', { kind: 'company', nameEn: 'Other Ltd', nameZh: '别家有限公司', registration: '91110000MA0000002P', contact: 'x@example.org' }, { as: stranger });
  consignmentId = (await port.submits()).consignmentId;
  server = await serve(port.world.open);
}, 120_000);
afterAll(async () => {
  await server?.close();
  await port?.close();
});

describe('what a file is', () => {
  it('is judged by its content, and a picture loses what it tells of place and device', () => {
    for (const [bytes, mediaType] of [[makeJpeg(), 'image/jpeg'], [makePng(), 'image/png'], [makeWebp(), 'image/webp']] as const) {
      expect(bytes.includes(secretPlace), mediaType).toBe(true);
      const read = readAttachment(bytes, 'evidence.exe');
      expect([read.mediaType, read.bytes.includes(secretPlace)]).toEqual([mediaType, false]);
      // What is clean stays what it is, byte for byte.
      expect(readAttachment(read.bytes, 'x').bytes.equals(read.bytes)).toBe(true);
    }
    // The image itself is what it was, and nothing follows its end.
    expect(readAttachment(makeJpeg({ behind: 'PK\x03\x04<script>' }), 'x').bytes.equals(makeJpeg({ plain: true }))).toBe(true);
    const pdf = makePdf('Invoice 1');
    expect(readAttachment(pdf, 'x').bytes.equals(pdf)).toBe(true);
  });

  it('keeps which way up a picture is, and nothing else of its metadata', () => {
    const turned = readAttachment(makeJpeg({ orientation: 6 }), 'x').bytes;
    expect(turned.subarray(2, 12).toString('latin1')).toBe('\xff\xe1\x00\x22Exif\0\0');
    expect([turned[31], turned.length - makeJpeg({ plain: true }).length, turned.includes(secretPlace)]).toEqual([6, 36, false]);
    expect(readAttachment(turned, 'x').bytes.equals(turned)).toBe(true);
    expect(readAttachment(makeJpeg({ orientation: 99 }), 'x').bytes.equals(makeJpeg({ plain: true }))).toBe(true);
  });

  it('survives every cut and every changed byte: it is read whole or refused, never a bug', () => {
    for (const bytes of [makeJpeg({ orientation: 3 }), makePng(), makeWebp(), makePdf('cut')]) {
      for (let at = 0; at < bytes.length; at += 1) {
        for (const changed of [bytes.subarray(0, at), Buffer.concat([bytes.subarray(0, at), Buffer.from([bytes[at]! ^ 0xff]), bytes.subarray(at + 1)])]) {
          try {
            readAttachment(changed, 'x');
          } catch (error) {
            expect((error as { code?: string }).code, `at ${at}: ${String(error)}`).toMatch(/^attachment-/);
          }
        }
      }
    }
  });

  it('is not made to cost more than it weighs: ten megabytes of the smallest parts are read or refused at once', () => {
    const plain = makeJpeg({ plain: true });
    const [scan, end] = [plain.indexOf(Buffer.from([0xff, 0xda])), plain.length - 2];
    const stuffed = Buffer.concat([plain.subarray(0, end), Buffer.alloc(10_000_000, Buffer.from([0xff, 0])), plain.subarray(end)]);
    const small = Buffer.concat([plain.subarray(0, scan), Buffer.alloc(10_000_000, Buffer.from([0xff, 0xc4, 0, 2])), plain.subarray(scan)]);
    const before = process.cpuUsage();
    expect(readAttachment(stuffed, 'x').bytes.equals(stuffed)).toBe(true);
    expect(() => readAttachment(small, 'x')).toThrow('attachment-broken');
    const { user } = process.cpuUsage(before);
    expect(user).toBeLessThan(10_000_000);
  });

  it('has a name that shows and saves safely', () => {
    expect(fileNameOf('../../etc/passwd', 'invoice', 'application/pdf')).toBe('passwd.pdf');
    expect(fileNameOf('C:\\fakepath\\发票 1.PDF', 'invoice', 'application/pdf')).toBe('发票 1.pdf');
    expect(fileNameOf('invoice\u202Efdp.exe', 'invoice', 'image/jpeg')).toBe('invoicefdp.exe.jpg');
    expect(fileNameOf('photo.JPEG', 'photograph', 'image/jpeg')).toBe('photo.jpg');
    expect(fileNameOf('…/..', 'photograph', 'image/png')).toBe('photograph.png');
    expect(fileNameOf('<img src=x>"|?*.webp', 'other', 'image/webp')).toBe('_img src=x_____.webp');
    expect(fileNameOf('x'.repeat(400), 'other', 'application/pdf')).toHaveLength(124);
  });

  it('has limits that an installation sets within bounds', () => {
    expect(attachmentLimits({})).toEqual({ bytes: 10_000_000, files: 100 });
    expect(attachmentLimits({ TONGGUAN_FILE_MEGABYTES: '4', TONGGUAN_FILES_EACH: '12' })).toEqual({ bytes: 4_000_000, files: 12 });
    expect(attachmentLimits({ TONGGUAN_FILE_MEGABYTES: '400', TONGGUAN_FILES_EACH: 'many' })).toEqual({ bytes: 10_000_000, files: 100 });
  });

  it('belongs to the documents that a declaration comes with', () => {
    const plain = { cover: 'organiser', transportMode: 'air', permitNeeded: false, quarantine: false, certified: false } as const;
    expect(documentsOf(plain)).toEqual(['invoice', 'packingList', 'airWaybill']);
    expect(documentsOf({ cover: 'carnet', transportMode: 'sea', permitNeeded: true, quarantine: true, certified: true })).toEqual(['invoice', 'packingList', 'billOfLading', 'proofLetter', 'permit', 'carnet', 'quarantineCertificate']);
    expect(documentsOf({ ...plain, transportMode: 'carried' })).toEqual(['invoice', 'packingList']);
  });
});

describe('files of a consignment', () => {
  it('are kept once, named by what is kept, and shown with who and when', async () => {
    const pdf = makePdf('Invoice of the first consignment');
    const kept = await attach(pdf, { fileName: 'C:\\papers\\INV-1.pdf' });
    expect(kept).toEqual({ sha256: sha256(pdf), isNew: true, kind: 'invoice', name: 'INV-1.pdf', mediaType: 'application/pdf', bytes: pdf.length });
    // The same bytes are the same file, whatever they are called the second time, and whoever brings them.
    expect(await attach(pdf, { fileName: 'other.pdf', kind: 'contract' }, port.customs)).toEqual({ ...kept, isNew: false });
    // Two pictures that differ only in what is taken from them are one.
    const [first, second] = [await attach(makeJpeg({ turn: 1 }), { kind: 'photograph' }, port.customs), await attach(makeJpeg({ turn: 2 }), { kind: 'photograph' }, port.customs)];
    expect([first.sha256, first.isNew, second.sha256, second.isNew, first.name]).toEqual([sha256(makeJpeg({ plain: true })), true, first.sha256, false, 'invoice.pdf.jpg']);
    expect(await listed(port.trader)).toMatchObject([{ sha256: kept.sha256, givenBy: 'trader', supersededBy: null, gone: false, by: { en: expect.any(String) as string } }, { sha256: first.sha256, givenBy: 'officer' }]);
  });

  it('are refused with the reason where they are something else, too large, broken, locked or of nobody', async () => {
    expect(await refused(Buffer.from('<!doctype html><script>alert(1)</script>'), { fileName: 'photo.jpg', kind: 'photograph' })).toBe('attachment-unknown-format');
    expect(await refused(Buffer.from('MZ\x90\0'.padEnd(200, '\0'), 'latin1'))).toBe('attachment-unknown-format');
    expect(await refused(Buffer.from('PK\x03\x04'.padEnd(200, '\0'), 'latin1'), { fileName: 'invoice.docx' })).toBe('attachment-unknown-format');
    expect(await refused(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), { fileName: 'IMG_1.jpg' })).toBe('attachment-heif');
    expect(await refused(Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0\0\0', 'latin1'))).toBe('attachment-tiff');
    expect(await refused(makeJpeg().subarray(0, 300))).toBe('attachment-broken');
    expect(await refused(makePdf('x').subarray(0, 200))).toBe('attachment-broken');
    expect(await refused(makePdf('secret', { locked: true }))).toBe('attachment-locked');
    expect(await refused(makePng({ claims: 60_000 }))).toBe('attachment-pixels');
    expect(await refused(makePdf('no picture'), { kind: 'photograph' })).toBe('attachment-not-picture');
    expect(await refused(Buffer.concat([makePdf('large').subarray(0, 9), Buffer.alloc(10_000_100, 32), Buffer.from('%%EOF')]))).toBe('attachment-too-large');
    expect(await port.world.refusedBy('goods.attach', { ...file(makePng()), content: 'not base64!' }, { as: port.trader })).toBe('content-invalid');
    expect(await refused(makePng(), {}, stranger)).toBe('consignment-unknown');
    expect(await refused(makePng(), {}, await port.world.makeOfficer('airline'))).toBe('role-not-allowed');
    const before = process.env['TONGGUAN_FILES_EACH'];
    process.env['TONGGUAN_FILES_EACH'] = '2';
    try {
      expect(await refused(makePng())).toBe('attachment-too-many');
    } finally {
      if (before === undefined) delete process.env['TONGGUAN_FILES_EACH'];
      else process.env['TONGGUAN_FILES_EACH'] = before;
    }
    expect(await listed()).toHaveLength(2);
  });

  it('are put right by another file with the reason; the older stays, and each side replaces its own', async () => {
    const [wrong] = await listed();
    const right = makePdf('Invoice with the right total');
    const supersedes = { sha256: wrong!.sha256, reason: 'The total was wrong' };
    expect(await refused(right, { supersedes }, port.customs)).toBe('attachment-of-others');
    expect(await refused(makePdf('Invoice of the first consignment'), { supersedes })).toBe('attachment-same');
    expect(await refused(right, { supersedes: { ...supersedes, sha256: '0'.repeat(64) } })).toBe('attachment-unknown');
    const { sha256: newer } = await attach(right, { supersedes });
    expect(await listed()).toMatchObject([{ sha256: wrong!.sha256, supersededBy: newer }, {}, { sha256: newer, reason: 'The total was wrong', supersededBy: null }]);
    expect(await refused(makePdf('A third one'), { supersedes })).toBe('attachment-superseded');
    // What was known before is shown as it was.
    expect((await port.world.see<Listed>('goods.attachments', { consignmentId }, { as: port.customs, asOf: '2022-01-05T00:59:00.000Z' }).catch((error: { code?: string }) => error.code)) as unknown).toBe('consignment-unknown');
  });

  it('are guarded by the database itself: nothing is changed or deleted, and no bytes pass under another name', async () => {
    const client = new pg.Client({ connectionString: port.world.administratorUrl });
    await client.connect();
    try {
      await client.query('SET ROLE tongguan_app');
      for (const sql of ["UPDATE goods_attachments SET name = 'other'", 'UPDATE goods_attachments SET content = NULL', 'DELETE FROM goods_attachments']) await expect(client.query(sql), sql).rejects.toThrow(/permission denied/);
      await expect(client.query("INSERT INTO goods_attachments SELECT event_id, consignment_id, decode(repeat('00', 32), 'hex'), kind, name, media_type, byte_count, content, given_by, NULL, NULL, kept_at, kept_by FROM goods_attachments WHERE content IS NOT NULL")).rejects.toThrow(/check/);
    } finally {
      await client.end();
    }
  });

  it('are served only to those who may read the consignment, as something to save that runs nowhere', async () => {
    const [first] = await listed();
    const path = (id: string, hash: string): string => `/api/files/goods.attachment?input=${encodeURIComponent(JSON.stringify({ consignmentId: id, sha256: hash }))}`;
    const { eventId } = port.world;
    const answer = await fetch(new URL(path(consignmentId, first!.sha256), server.address), { headers: { cookie: await server.session(eventId, port.trader) } });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(['content-type', 'x-content-type-options', 'content-security-policy', 'content-disposition', 'cache-control'].map((name) => [name, answer.headers.get(name)]))).toEqual({
      'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'content-disposition': "attachment; filename*=UTF-8''INV-1.pdf", 'cache-control': 'no-store',
    });
    expect(sha256(Buffer.from(await answer.arrayBuffer()))).toBe(first!.sha256);
    expect((await server.send('GET', path(consignmentId, first!.sha256))).body.refusal?.code).toBe('not-signed-in');
    expect((await server.send('GET', path(consignmentId, first!.sha256), { as: await server.session(eventId, stranger) })).body.refusal?.code).toBe('consignment-unknown');
    // Its hash opens nothing under a consignment of one's own.
    const other = await port.world.done<{ consignmentId: string }>('goods.submit', { kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Elsewhere', expectedOn: '2022-01-08', partyId: port.partyId, list: (await port.world.see<{ list: object }>('goods.listVersion', { consignmentId }, { as: port.trader })).list }, { as: port.trader });
    expect((await server.send('GET', path(other.consignmentId, first!.sha256), { as: await server.session(eventId, port.trader) })).body.refusal?.code).toBe('attachment-unknown');
    await expect(port.world.see('goods.attachments', { consignmentId }, { as: stranger })).rejects.toThrow('consignment-unknown');
  });
});

describe('files as evidence', () => {
  it('are named by the record of the step that looked at them, and by no other way', async () => {
    await port.confirms(consignmentId);
    await port.world.done('goods.reserveCover', { consignmentId, instrumentId: port.instrumentId }, { as: port.customs });
    await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
    await port.world.done('goods.accept', { consignmentId, accepted: true }, { as: port.customs });
    const [invoice, photograph] = await listed();
    const evidence = { complete: true, documents: 'invoice' };
    const record = (files: readonly string[], more: object = {}): object => ({ consignmentId, step: 'GDS-DOCS', evidence, files, ...more });
    expect(await port.world.refusedBy('prescribed.record', { caseId: consignmentId, step: 'GDS-DOCS', evidence: { ...evidence, files: [invoice!.sha256] } }, { as: port.customs })).toBe('evidence-by-action');
    expect(await port.world.refusedBy('goods.recordMany', { records: [{ consignmentId, step: 'GDS-DOCS', evidence: { ...evidence, files: [invoice!.sha256] } }] }, { as: port.customs })).toBe('evidence-by-action');
    expect(await port.world.refusedBy('goods.recordWithFiles', record(['0'.repeat(64)]), { as: port.customs })).toBe('attachment-unknown');
    expect(await port.world.refusedBy('goods.recordWithFiles', record([invoice!.sha256], { step: 'GDS-RADN', evidence: { doseRateMicrosievertPerHour: 0.1, alarm: false } }), { as: port.customs })).toBe('evidence-invalid');
    expect(await port.world.done('goods.recordWithFiles', record([invoice!.sha256, invoice!.sha256]), { as: port.customs })).toMatchObject({ outcome: 'passed' });
    const records = async (): Promise<{ recordId: string; step: string; corrected: boolean; evidence: { files?: string[] } }[]> => (await port.world.see<{ case: { records: never[] } }>('goods.consignment', { consignmentId }, { as: port.customs })).case.records;
    const docs = (await records()).find((one) => one.step === 'GDS-DOCS')!;
    expect(docs.evidence.files).toEqual([invoice!.sha256]);
    // A correction names more files; what the older record named stays in it.
    await port.world.done('goods.recordWithFiles', record([invoice!.sha256, photograph!.sha256], { corrects: docs.recordId }), { as: port.customs });
    expect((await records()).filter((one) => one.step === 'GDS-DOCS').map((one) => [one.corrected, one.evidence.files?.length])).toEqual([[true, 1], [false, 2]]);
    const { list } = await port.world.see<{ list: { lines: { serials: string[] }[] } }>('goods.listVersion', { consignmentId }, { as: port.customs });
    expect(await port.world.done('goods.scanSerials', { consignmentId, serials: list.lines.flatMap((line) => line.serials), files: [photograph!.sha256] }, { as: port.customs })).toMatchObject({ outcome: 'passed' });
    expect((await records()).find((one) => one.step === 'GDS-SERL')?.evidence.files).toEqual([photograph!.sha256]);
  });

  it('stand on the proof of release by their hashes', async () => {
    await port.completes(consignmentId);
    await port.world.done('goods.release', { consignmentId }, { as: port.customs });
    const [invoice, photograph] = await listed();
    const proof = await port.world.see<{ content: string }>('goods.proof', { consignmentId, language: 'en' }, { as: port.trader });
    const text = (await printed(Buffer.from(proof.content, 'base64'))).map((page) => page.text).join(' ').replaceAll(/\s/g, '');
    expect([text.includes('Filesexamined(2)'), text.includes(invoice!.sha256), text.includes(photograph!.sha256)]).toEqual([true, true, true]);
  });

  it('lose their bytes three years after the consignment ended, never before, and their hashes stay', async () => {
    const ending = await port.submits();
    const kept = await attach(makePdf('Kept for three years'), { consignmentId: ending.consignmentId });
    await port.world.done('goods.askChange', { consignmentId: ending.consignmentId, change: { kind: 'cancellation' }, reason: 'Not coming' }, { as: port.trader });
    expect(await refused(makePng(), { consignmentId: ending.consignmentId })).toBe('consignment-cancelled');
    const held = async (): Promise<unknown> => (await port.world.see<{ classes: { class: string }[] }>('declarations.retention', {})).classes.find((one) => one.class === 'goodsFiles');
    expect(await held()).toMatchObject({ days: 1095, held: 1, due: 0 });
    expect(await port.world.refusedBy('declarations.setRetention', { class: 'goodsFiles', days: 30 })).toBe('retention-out-of-bounds');
    port.world.setTime('2025-01-04T12:00:00.000Z');
    await port.world.done('declarations.destroyExpired', {});
    expect((await listed(port.customs, ending.consignmentId))[0]).toMatchObject({ sha256: kept.sha256, gone: false });
    port.world.setTime('2025-01-06T12:00:00.000Z');
    await port.world.done('declarations.destroyExpired', {});
    expect((await listed(port.customs, ending.consignmentId))[0]).toMatchObject({ sha256: kept.sha256, name: '', gone: true });
    await expect(port.world.see('goods.attachment', { consignmentId: ending.consignmentId, sha256: kept.sha256 }, { as: port.customs })).rejects.toThrow('attachment-gone');
    // What has not ended keeps its files.
    expect((await listed()).every((one) => !one.gone)).toBe(true);
  });
});
