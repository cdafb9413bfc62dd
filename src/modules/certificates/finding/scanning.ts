import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { PDFiumDocument, PDFiumPage } from '@hyzyla/pdfium';
import decodeWebp, { init as prepareWebp } from '@jsquash/webp/decode.js';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ReaderOptions } from 'zxing-wasm/reader';
import { Unverifiable } from '../rules/unverifiable.ts';
import { pictureSize, pngData } from './kinds.ts';
import type { ScannedKind } from './kinds.ts';
import { certificatesIn } from './texts.ts';
import { onWhite, pngOnWhite } from './transparency.ts';

/** What a scan takes at most. Unit: pixels, and pages. */
export const scanLimits = { pixels: 64_000_000, pagePixels: 8_000_000, closerPixels: 24_000_000, pages: 10, closerPages: 3 } as const;

// Every program is inside its package; without these lines two of them would be looked for on a network.
const fileOf = (name: string): Buffer => readFileSync(createRequire(import.meta.url).resolve(name));
let prepared: Promise<unknown> | undefined;
const prepare = (): Promise<unknown> => (prepared ??= Promise.resolve(prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(fileOf('zxing-wasm/reader/zxing_reader.wasm')).buffer }, fireImmediately: true })));
let sheets: Promise<PDFiumLibrary> | undefined;
const prepareSheets = (): Promise<PDFiumLibrary> => (sheets ??= PDFiumLibrary.init({ wasmBinary: new Uint8Array(fileOf('@hyzyla/pdfium/pdfium.wasm')).buffer }));
let pictures: Promise<void> | undefined;
const preparePictures = (): Promise<void> => (pictures ??= (prepareWebp as (program: WebAssembly.Module, more: object) => Promise<void>)(new WebAssembly.Module(new Uint8Array(fileOf('@jsquash/webp/codec/dec/webp_dec.wasm'))), {}));

const options: ReaderOptions = { formats: ['QRCode', 'Aztec', 'DataMatrix', 'PDF417'], textMode: 'Plain', tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, maxNumberOfSymbols: 32 };
/** Only when nothing was found: pictures that are dim, speckled or badly lit. */
const closerLooks: readonly Partial<ReaderOptions>[] = [{ binarizer: 'GlobalHistogram' }, { tryDenoise: true }];

type Picture = Uint8Array | ImageData;
const unreadable = (why: string): Unverifiable => new Unverifiable('picture-unreadable', `${why} Take a new picture, or give the text of the code.`);

function textOf(bytes: Uint8Array, otherwise: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return otherwise;
  }
}

async function look(picture: Picture, more: Partial<ReaderOptions> = {}): Promise<string[]> {
  const results = await readBarcodes(picture, { ...options, ...more });
  if (results.some(({ error }) => /failed to load image/iu.test(error))) throw unreadable('The picture is broken and cannot be read.');
  return results.filter(({ isValid }) => isValid).map(({ bytes, text, hasECI }) => (hasECI ? text : textOf(bytes, text)));
}

async function lookCloser(picture: Picture): Promise<string[]> {
  let texts = await look(picture);
  for (const more of closerLooks) if (texts.length === 0) texts = await look(picture, more);
  return texts;
}

function checkSize(bytes: Uint8Array, kind: ScannedKind): void {
  const size = pictureSize(bytes, kind);
  if (size === undefined) throw unreadable('The head of the picture is broken.');
  if (size.width * size.height > scanLimits.pixels) throw new Unverifiable('too-large', `The picture has ${size.width} × ${size.height} pixels; at most ${scanLimits.pixels / 1e6} million are read. Make it smaller.`);
}

function unpackPng(bytes: Uint8Array): Buffer {
  const { packed, unpackedBytes } = pngData(bytes);
  try {
    return inflateSync(packed, { maxOutputLength: Math.ceil(unpackedBytes) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new Unverifiable('too-large', 'The picture unpacks to more than its size: it is no honest picture.');
    throw unreadable('The picture is broken and cannot be read.');
  }
}

async function scanPng(bytes: Uint8Array): Promise<readonly string[]> {
  const rows = unpackPng(bytes);
  const texts = await lookCloser(bytes);
  const flat = texts.length === 0 ? pngOnWhite(bytes, rows) : undefined;
  return flat === undefined ? texts : lookCloser(flat);
}

async function scanWebp(bytes: Uint8Array): Promise<readonly string[]> {
  await preparePictures();
  let picture: ImageData;
  try {
    picture = await decodeWebp(new Uint8Array(bytes).buffer);
  } catch {
    throw unreadable('The picture is broken and cannot be read.');
  }
  return lookCloser(onWhite(picture.data, picture.width, picture.height));
}

function scanPicture(bytes: Uint8Array, kind: ScannedKind): Promise<readonly string[]> {
  checkSize(bytes, kind);
  return kind === 'png' ? scanPng(bytes) : kind === 'webp' ? scanWebp(bytes) : lookCloser(bytes);
}

async function scanPage(page: PDFiumPage, most: number, scale: number): Promise<string[]> {
  const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
  if (!(width > 0 && height > 0)) return [];
  const fitting = Math.min(scale, Math.sqrt(most / (width * height)));
  const rendered = await page.render({ render: 'bitmap', scale: fitting, colorSpace: 'BGRA' });
  // Blue and red are exchanged, which for black and white is the same.
  return look({ data: new Uint8ClampedArray(rendered.data), width: rendered.width, height: rendered.height, colorSpace: 'srgb' } as ImageData);
}

async function scanPages(document: PDFiumDocument, pages: number, most: number, scale: number): Promise<string[]> {
  const texts: string[] = [];
  for (let at = 0; at < Math.min(document.getPageCount(), pages); at += 1) texts.push(...await scanPage(document.getPage(at), most, scale));
  return texts;
}

async function scanSheets(bytes: Uint8Array): Promise<readonly string[]> {
  const library = await prepareSheets();
  let document: PDFiumDocument;
  try {
    document = await library.loadDocument(bytes);
  } catch (error) {
    throw unreadable(/password/iu.test((error as Error).message) ? 'The PDF is locked with a password.' : 'The PDF is broken and cannot be read.');
  }
  try {
    const words = Array.from({ length: Math.min(document.getPageCount(), scanLimits.pages) }, (_, at) => document.getPage(at).getText()).flatMap(certificatesIn);
    const codes = await scanPages(document, scanLimits.pages, scanLimits.pagePixels, 2.5);
    return [...(codes.length > 0 || words.length > 0 ? codes : await scanPages(document, scanLimits.closerPages, scanLimits.closerPixels, 6)), ...words];
  } finally {
    document.destroy();
  }
}

/**
 * Finds the texts of all codes in a picture or on the sheets of a PDF, and certificates among a PDF's words.
 * Shape: each text once, codes before words; 10 pages at most.
 * Refuses: too-large, picture-unreadable. A hostile file may do worse (an error of the decoder, a loop): `findCertificateTexts` guards against it.
 */
export async function scan(bytes: Uint8Array, kind: ScannedKind): Promise<readonly string[]> {
  await prepare();
  return [...new Set(kind === 'pdf' ? await scanSheets(bytes) : await scanPicture(bytes, kind))];
}
