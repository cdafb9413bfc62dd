import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync, crc32 } from 'node:zlib';
import encodeWebp, { init as prepareWebp } from '@jsquash/webp/encode.js';
import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import { describe, expect, test } from 'vitest';
import { findCertificateTexts, findingLimits } from './finding.ts';
import { kindOf, pictureSize } from './finding/kinds.ts';
import { certificatesIn } from './finding/texts.ts';
import { verifyHcert } from './hcert.ts';
import { during, makeHcert, makeSigner } from './specimens.ts';
import { loadTrust } from './trust.ts';

const signer = makeSigner();
const trust = loadTrust([{ name: 'signer.pem', bytes: Buffer.from(signer.pem) }]);
const certificate = makeHcert({ signer });
const card = `shc:/${'5676290952432060'.repeat(40)}`;
const patience = { timeout: 120_000 };

const found = async (bytes: Uint8Array, name = 'file'): Promise<readonly string[] | string> => {
  const answer = await findCertificateTexts(bytes, name);
  return 'texts' in answer ? answer.texts : answer.refusal.code;
};
const png = (text: string, scale = 4): Promise<Buffer> => QRCode.toBuffer(text, { scale, errorCorrectionLevel: 'M' });

/** Draws a code as grey dots, for the formats that nothing here writes. */
function dots(text: string, scale = 4): { width: number; at: (x: number, y: number) => number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const width = (modules.size + 8) * scale;
  return { width, at: (x, y) => (modules.data[(Math.floor(y / scale) - 4) * modules.size + Math.floor(x / scale) - 4] && Math.min(x, y) >= 4 * scale && Math.max(x, y) < width - 4 * scale ? 0 : 255) };
}
function bmp(text: string): Buffer {
  const { width, at } = dots(text);
  const row = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + row * width);
  file.write('BM', 'latin1');
  [[2, file.length], [10, 54], [14, 40], [18, width], [22, width], [26, 1 | (24 << 16)], [34, row * width]].forEach(([where, value]) => file.writeUInt32LE(value!, where));
  for (let y = 0; y < width; y += 1) for (let x = 0; x < width; x += 1) file.fill(at(x, y), 54 + (width - 1 - y) * row + x * 3, 54 + (width - 1 - y) * row + x * 3 + 3);
  return file;
}
function gif(text: string): Buffer {
  const { width, at } = dots(text);
  // Codes of three bits with a clear before the table grows: larger than need be, and simple.
  const bits: number[] = [];
  const put = (code: number): void => void bits.push(code & 1, (code >> 1) & 1, (code >> 2) & 1);
  for (let dot = 0; dot < width * width; dot += 1) {
    if (dot % 2 === 0) put(4);
    put(at(dot % width, Math.floor(dot / width)) === 0 ? 0 : 1);
  }
  put(5);
  const packed = Buffer.alloc(Math.ceil(bits.length / 8));
  bits.forEach((bit, where) => { packed[where >> 3]! |= bit << (where & 7); });
  const blocks: Buffer[] = [];
  for (let where = 0; where < packed.length; where += 255) blocks.push(Buffer.from([Math.min(255, packed.length - where)]), packed.subarray(where, where + 255));
  const size = Buffer.from([width & 255, width >> 8, width & 255, width >> 8]);
  return Buffer.concat([Buffer.from('GIF89a'), size, Buffer.from([0x81, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0]), size, Buffer.from([0, 2]), ...blocks, Buffer.from([0, 0x3b])]);
}
async function webp(text: string): Promise<Buffer> {
  const { width, at } = dots(text);
  const resolve = (name: string): string => createRequire(import.meta.url).resolve(name);
  await (prepareWebp as (program: WebAssembly.Module, more: object) => Promise<unknown>)(new WebAssembly.Module(readFileSync(resolve('@jsquash/webp/codec/enc/webp_enc.wasm'))), {});
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let dot = 0; dot < width * width; dot += 1) data.fill(at(dot % width, Math.floor(dot / width)), dot * 4, dot * 4 + 3);
  return Buffer.from(await encodeWebp({ data, width, height: width, colorSpace: 'srgb' } as ImageData, { quality: 80 }));
}
function chunk(type: string, body: Buffer): Buffer {
  const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(type), body, Buffer.alloc(4)]);
  whole.writeUInt32BE(body.length, 0);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
}
function pngOf(width: number, height: number, packed: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}
async function pdf(draw: (sheet: PDFKit.PDFDocument) => void | Promise<void>, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const sheet = new PDFDocument({ size: 'A4', ...options });
  const parts: Buffer[] = [];
  sheet.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((done) => sheet.once('end', done));
  await draw(sheet);
  sheet.end();
  await ended;
  return Buffer.concat(parts);
}
function drawVector(sheet: PDFKit.PDFDocument, text: string, left: number, top: number, side: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const dot = side / modules.size;
  modules.data.forEach((dark, index) => {
    if (dark) sheet.rect(left + (index % modules.size) * dot, top + Math.floor(index / modules.size) * dot, dot, dot);
  });
  sheet.fill('black');
}

describe('in a text', () => {
  test('a text that is only a certificate comes back untouched, also in UTF-16', async () => {
    for (const text of [certificate, `${certificate}\n`, card, '{\n"verifiableCredential": []}', '']) expect(await found(Buffer.from(text))).toEqual([text]);
    expect(await found(Buffer.from(`\ufeff${certificate}`, 'utf16le'))).toEqual([certificate]);
  });

  test('certificates among other words, and broken into lines', async () => {
    const lines = certificate.match(/.{1,76}/gu)!.join('\r\n');
    expect(await found(Buffer.from(`Dear Anna,\n\nyour certificate:\n${lines}\n\nand your card: ${card.slice(0, 200)}\n${card.slice(200)}\nKind regards`))).toEqual([certificate, card]);
    expect(certificatesIn(`${certificate}\n${certificate}`)).toEqual([certificate, certificate]);
    expect(certificatesIn('seal: {"data":{"hdr":1},\n"sig":{}} .')).toEqual(['{"data":{"hdr":1},"sig":{}}']);
    expect(await found(Buffer.from('Dear Anna,\nnothing'))).toEqual(['Dear Anna,\nnothing']);
  });
});

describe('in a picture', () => {
  test('PNG, GIF, BMP and WebP, whatever the file is called; what is found verifies', patience, async () => {
    for (const picture of [await png(certificate), gif(certificate), bmp(certificate), await webp(certificate)]) {
      const texts = await found(picture, 'scan.txt');
      expect(texts, kindOf(picture)).toEqual([certificate]);
      expect(verifyHcert((texts as string[])[0]!, { trust, at: during }).code).toBe('ok');
    }
  });

  test('JPEG', patience, async () => {
    expect(await found(readFileSync(new URL('./finding/specimen.jpg', import.meta.url)))).toEqual(['HC1:SPECIMEN OF A PICTURE']);
  });

  test('bytes that are text in UTF-8, as in a visible digital seal', patience, async () => {
    expect(await found(await png('{"data":{"n":"MÜSTERFRAÜ 张"}}'))).toEqual(['{"data":{"n":"MÜSTERFRAÜ 张"}}']);
  });

  test('on transparent ground', patience, async () => {
    expect(await found(await QRCode.toBuffer(certificate, { scale: 4, color: { light: '#0000' } }))).toEqual([certificate]);
  });
});

describe('in a PDF', () => {
  test('drawn and as pictures, several sheets, the same one once', patience, async () => {
    const picture = await png(card);
    const file = await pdf((sheet) => {
      sheet.text('Certificate');
      drawVector(sheet, certificate, 300, 200, 140);
      drawVector(sheet, certificate, 60, 500, 140);
      sheet.addPage({ size: 'A5', layout: 'landscape' }).image(picture, 60, 60, { width: 150 });
    });
    expect(await found(file)).toEqual([certificate, card]);
  });

  test('as words, when there is no code', patience, async () => {
    expect(await found(await pdf((sheet) => void sheet.fontSize(8).text(`Your card:\n${card}`)))).toEqual([card]);
  });
});

describe('what is refused', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, RegExp]>([
    ['no-code-in-picture', () => pngOf(300, 300, deflateSync(Buffer.alloc(301 * 300))), /There is no code/],
    ['no-code-in-picture', () => pdf((sheet) => void sheet.text('Hello')), /There is no code/],
    ['picture-unreadable', () => pdf((sheet) => void sheet.text('Hello'), { userPassword: 'secret' }), /password/],
    ['picture-unreadable', () => Buffer.from('%PDF-1.7\ngarbage'), /PDF is broken/],
    ['picture-unreadable', () => Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), /head/],
    ['picture-unreadable', async () => (await png(certificate)).subarray(0, 400), /broken/],
    ['picture-unreadable', () => Buffer.from('ffd8ffe000104a46494600', 'hex'), /head/],
    ['picture-unreadable', async () => (await webp(certificate)).subarray(0, 100), /broken/],
    ['picture-unreadable', () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(40)]), /HEIC/],
    ['picture-unreadable', () => Buffer.from('<?xml version="1.0"?>\n<svg xmlns="x"/>'), /SVG/],
    ['picture-unreadable', () => Buffer.from('PK\u0003\u0004xx'), /office document/],
    ['picture-unreadable', () => Buffer.alloc(100), /neither text/],
    ['too-large', () => Buffer.alloc(findingLimits.bytes + 1), /at most/],
    ['too-large', () => pngOf(60_000, 60_000, deflateSync(Buffer.alloc(10))), /pixels/],
    ['too-large', () => pngOf(100, 100, deflateSync(Buffer.alloc(30_000_000))), /unpacks/],
  ])('%s %#', async (code, make, reason) => {
    const answer = await findCertificateTexts(await make(), 'a.bin');
    expect('refusal' in answer ? answer.refusal : answer).toMatchObject({ verdict: 'invalid', code, reason: expect.stringMatching(reason) });
  }, patience.timeout);

  test('a file that takes for ever is given up by name, and the next one is read', patience, async () => {
    const before = findingLimits.milliseconds;
    const picture = await png(certificate);
    await found(picture);
    findingLimits.milliseconds = 1;
    try {
      const answer = await findCertificateTexts(await pdf((sheet) => drawVector(sheet, certificate, 300, 200, 140)), 'slow.pdf');
      expect('refusal' in answer && answer.refusal).toMatchObject({ code: 'picture-unreadable', reason: expect.stringMatching(/^slow\.pdf .* takes more than/) });
    } finally {
      findingLimits.milliseconds = before;
    }
    expect(await found(picture)).toEqual([certificate]);
  });

  test('a sheet as large as a field is drawn small, not refused', patience, async () => {
    expect(await found(await pdf((sheet) => drawVector(sheet, certificate, 1000, 1000, 12_000), { size: [14_400, 14_400] }))).toEqual([certificate]);
  });

  test('whatever bytes follow the head of a picture or a sheet, there is an answer', { timeout: 240_000 }, async () => {
    const whole = [await png('HC1:A'), gif('HC1:A'), bmp('HC1:A'), await webp('HC1:A'), await pdf((sheet) => drawVector(sheet, 'HC1:A', 50, 50, 50), { compress: false })];
    await fc.assert(fc.asyncProperty(fc.nat(whole.length - 1), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.boolean(), async (which, changes, cut) => {
      const bytes = Buffer.from(whole[which]!);
      for (const [where, value] of changes) bytes[where % bytes.length] = value;
      const answer = await findCertificateTexts(cut ? bytes.subarray(0, changes[0]![0] % bytes.length) : bytes, 'x');
      expect('texts' in answer ? answer.texts.length : answer.refusal.verdict).toBeTruthy();
    }), { numRuns: 60 });
  });
});

test('the size of a picture is read from its head', async () => {
  expect(existsSync(new URL('./finding/specimen.jpg', import.meta.url))).toBe(true);
  const width = dots('HC1:A').width;
  expect(pictureSize(await png('HC1:A'), 'png')).toEqual({ width, height: width });
  expect(pictureSize(gif('HC1:A'), 'gif')).toEqual({ width, height: width });
  expect(pictureSize(bmp('HC1:A'), 'bmp')).toEqual({ width, height: width });
  expect(pictureSize(await webp('HC1:A'), 'webp')).toEqual({ width, height: width });
  fc.assert(fc.property(fc.uint8Array(), fc.constantFrom('png', 'jpeg', 'gif', 'bmp', 'webp') as fc.Arbitrary<'png'>, (bytes, kind) => {
    expect(() => pictureSize(bytes, kind)).not.toThrow();
  }));
});
