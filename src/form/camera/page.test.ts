import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriersOf } from '../../../tests/barriers.ts';
import { getChromium } from '../../../tests/chromium.ts';
import { buildForm } from '../../../tools/build-form.ts';
import { greyOf, type Picture } from './picture.ts';
import { chanceOf, conditionsOf, makeZone, photograph } from './specimens.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src blob:";
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const zone = makeZone(chanceOf(8));
const [, number = ''] = zone;
const seconds = 30_000;

let directory: string;
let server: Server;
let address: string;
let filming: Browser;
let refusing: Browser;

/** Writes a still film of three frames as a camera gives it: brightness, and colours at half the size. */
function writeFilm(path: string, picture: Picture): void {
  const { pixels, width, height } = greyOf(picture);
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(pixels), colours]);
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame, frame]));
}

/** Writes a picture as a BMP file, turned a quarter to the left as by a phone that does not say how it was held. */
function turnedPhoto({ data, width, height }: Picture): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeUInt32LE(54 + width * height * 4, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(height, 18);
  head.writeInt32LE(-width, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(32, 28);
  const body = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) for (let part = 0; part < 3; part += 1) body[((width - 1 - x) * height + y) * 4 + part] = data[(y * width + x) * 4 + 2 - part]!;
  }
  return Buffer.concat([head, body]);
}

const select = (name: string, values: readonly string[]): string => `<label>${name} <select name="${name}"><option value=""></option>${values.map((value) => `<option>${value}</option>`).join('')}</select></label>`;
const input = (name: string): string => `<label>${name} <input name="${name}"></label>`;

function pageText(script: string): string {
  const dates = ['birthDate', 'documentExpiry'].map((name) => input(`${name}-year`) + select(`${name}-month`, Array.from({ length: 12 }, (_, at) => String(at + 1))) + input(`${name}-day`)).join('');
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Declaration</title><main><h1>Declaration</h1><form>
<div data-mrz-camera data-open="Read the passport with the camera" data-hint="Hold the two lines at the bottom of the page into the frame" data-close="Close the camera" data-denied="The camera cannot be used. Take a photo instead or type." data-done="Read"></div>
${['surname', 'givenNames', 'documentNumber', 'nationality'].map(input).join('')}${select('sex', ['M', 'F', 'X'])}${dates}</form></main><script type="module" src="/${script}"></script></html>`;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tongguan-camera-'));
  await buildForm(root, () => undefined);
  const { camera } = JSON.parse(readFileSync(join(root, 'dist', 'form', 'manifest.json'), 'utf8')) as { camera: string };
  server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    const name = (request.url ?? '/').slice(1);
    if (name === '') response.setHeader('Content-Type', 'text/html; charset=utf-8').end(pageText(camera));
    else if (/^camera[\w-]*\.js$/.test(name)) response.setHeader('Content-Type', 'text/javascript').end(readFileSync(join(root, 'dist', 'form', name)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const chance = chanceOf(9);
  const film = join(directory, 'page.y4m');
  writeFilm(film, photograph(zone, conditionsOf(chance, false), chance));
  filming = await chromium.launch({ executablePath: getChromium(), args: [...flags, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`] });
  refusing = await chromium.launch({ executablePath: getChromium(), args: flags });
});

afterAll(async () => {
  await filming?.close();
  await refusing?.close();
  server?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Opens the form in a window of a phone's width and keeps a list of all that it asks the network for and complains of. */
async function open(browser: Browser): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, asked, complaints };
}

const valueOf = async (page: Page, name: string): Promise<string> => page.locator(`[name="${name}"]`).inputValue();

async function expectFilled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name="surname"]')?.value !== '', undefined, { timeout: seconds });
  const [surname = '', given = ''] = zone[0]!.slice(5).replace(/<+$/u, '').split('<<');
  const sex = number[20] === '<' ? 'X' : number[20];
  expect([await valueOf(page, 'surname'), await valueOf(page, 'givenNames'), await valueOf(page, 'documentNumber'), await valueOf(page, 'nationality'), await valueOf(page, 'sex')])
    .toEqual([surname.replaceAll('<', ' '), given.replaceAll('<', ' '), number.slice(0, 9), number.slice(10, 13), sex]);
  expect((await valueOf(page, 'birthDate-year')).slice(2) + (await valueOf(page, 'birthDate-month')).padStart(2, '0') + await valueOf(page, 'birthDate-day')).toBe(number.slice(13, 19));
  expect((await valueOf(page, 'documentExpiry-year')).slice(2) + (await valueOf(page, 'documentExpiry-month')).padStart(2, '0') + await valueOf(page, 'documentExpiry-day')).toBe(number.slice(21, 27));
  expect(await page.locator('[aria-live="polite"]').textContent()).toContain(number.slice(0, 9));
}

describe('the camera of a form', () => {
  test('fills the fields from a passport held before it, asks the network for nothing but its own reader, and is off afterwards', async () => {
    const { page, asked, complaints } = await open(filming);
    const before = [...asked];
    expect(before.filter((one) => one.includes('reader'))).toEqual([]);
    await page.evaluate(() => {
      const { mediaDevices } = navigator;
      const given = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wanted) => {
        const stream = await given(wanted);
        Object.assign(window, { stream, wanted });
        return stream;
      };
    });
    await page.getByRole('button', { name: 'Read the passport with the camera' }).click();
    await expectFilled(page);
    const after = asked.slice(before.length).filter((one) => one !== 'GET /favicon.ico');
    expect(after).toHaveLength(1);
    expect(after[0]).toMatch(/^GET \/camera-reader-[\w]+\.js$/);
    const camera = await page.evaluate(() => {
      const { stream, wanted } = window as unknown as { stream: MediaStream; wanted: MediaStreamConstraints };
      return { states: stream.getTracks().map((track) => track.readyState), facing: (wanted.video as MediaTrackConstraints).facingMode, views: document.querySelectorAll('video').length };
    });
    expect(camera).toEqual({ states: ['ended'], facing: 'environment', views: 0 });
    expect(complaints).toEqual([]);
    expect(await barriersOf(page)).toEqual([]);
    await page.close();
  });

  test('takes a photo where it is refused, however the phone was held, and says so to everybody', async () => {
    const { page, asked, complaints } = await open(refusing);
    await page.getByRole('button', { name: 'Read the passport with the camera' }).click();
    await page.locator('[aria-live="polite"]').filter({ hasText: 'Take a photo instead' }).waitFor({ timeout: seconds });
    const photo = page.locator('input[type="file"]');
    expect([await photo.getAttribute('accept'), await photo.getAttribute('capture'), await photo.isVisible()]).toEqual(['image/*', 'environment', true]);
    expect(await barriersOf(page)).toEqual([]);
    const chance = chanceOf(11);
    const before = asked.length;
    await photo.setInputFiles({ name: 'passport.bmp', mimeType: 'image/bmp', buffer: turnedPhoto(photograph(zone, conditionsOf(chance, false), chance)) });
    await expectFilled(page);
    expect(asked.slice(before)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('weighs at most sixty kilobytes with its reader', () => {
    const { camera } = JSON.parse(readFileSync(join(root, 'dist', 'form', 'manifest.json'), 'utf8')) as { camera: string };
    const script = readFileSync(join(root, 'dist', 'form', camera), 'utf8');
    const reader = /camera-reader-[\w]+\.js/.exec(script)?.[0] ?? '';
    const weight = [script, readFileSync(join(root, 'dist', 'form', reader))].reduce((sum, one) => sum + gzipSync(one).length, 0);
    expect(weight).toBeLessThan(60 * 1024);
    expect(script.length).toBeLessThan(8 * 1024);
  });
});
