import { formLanguages } from '../../src/words/form/form.ts';
import type { FormLanguage } from '../../src/words/form/form.ts';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from '../../src/kernel/action.ts';
import { uuidv7 } from '../../src/kernel/ids.ts';
import { migrate } from '../../src/kernel/migrate.ts';
import type { Actor } from '../../src/kernel/officer.ts';
import { openDatabase } from '../../src/kernel/postgres/open-database.ts';
import { runView } from '../../src/kernel/view.ts';
import { seedBaselines } from '../../src/modules/flights/baselines.ts';
import { addRealEvent } from '../../src/modules/ports/events.ts';
import { openHouse } from '../../src/server/start.ts';
import { getBrowser } from '../browser.ts';
import { fillsIn, serveForm } from '../form-port.ts';
import type { FormEvent, FormPort } from '../form-port.ts';

/** Is what a page weighs and how long it takes a slow phone. Unit: bytes over the line, the style sheet included; milliseconds until it is drawn and answers. */
interface PageFigure { readonly page: string; readonly language: string; readonly bytes: number; readonly usableMilliseconds: number }

const limit = 30_000;
// "Slow 3G" of the browsers' own tools (400 kbit/s, 400 ms a round trip), and a processor six times slower.
const slow = { offline: false, downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 400 } as const;
const processor = 6;

async function openEvent(directory: string): Promise<FormEvent> {
  process.env['TONGGUAN_KEYS'] = join(directory, 'keys');
  const database = await openDatabase({ directory: join(directory, 'data') });
  await migrate({ ownerUrl: database.ownerUrl });
  const open = await openHouse(database.url);
  const eventId = uuidv7();
  await addRealEvent(open.pool, { event_id: eventId, code: 'bench', name_en: 'Invented Games', name_zh: '虚构赛事', time_zone: 'Asia/Shanghai' }, '2022-01-26T08:00:00.000Z');
  await open.book.refresh();
  open.book.setClock(eventId, { kind: 'simulated', eventAt: '2022-01-26T08:00:00.000Z', realAt: new Date().toISOString(), speed: 1 });
  const actor: Actor = { officerId: null, keyId: null, name: { en: 'Bench', zh: '测试' }, organisation: '', roles: ['administrator', 'centre', 'healthOfficer'], stationId: null };
  await open.pool.transaction((tx) => seedBaselines({ tx, eventId, now: open.house.now(eventId) }));
  const done = async <T>(name: string, input: unknown): Promise<T> => {
    const answer = await runAction(open.house, eventId, actor, open.registry.actions.get(name)!, { id: uuidv7(), occurredAt: open.house.now(eventId), input });
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`);
    return answer.result as T;
  };
  await done('ports.addPoint', { code: 'PEK', kind: 'airport', nameEn: 'Capital Airport', nameZh: '首都机场' });
  return {
    open, eventId, done,
    async see<T>(name: string, input: unknown): Promise<T> { return (await runView(open.house, eventId, actor, open.registry.views.get(name)!, input)).data as T; },
    async close() {
      await open.close();
      await database.stop();
    },
  };
}

async function onSlowPhone(port: FormPort, language: FormLanguage, path: string, name: string, cookies: Parameters<Awaited<ReturnType<FormPort['visitor']>>['context']['addCookies']>[0]): Promise<PageFigure> {
  const { page, context, close } = await port.visitor({ language, scripts: true });
  await context.addCookies(cookies);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', slow);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: processor });
  let bytes = 0;
  devtools.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  const began = performance.now();
  await page.goto(`${port.base}${path}`, { waitUntil: 'load' });
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 0)); }));
  const usableMilliseconds = Math.round(performance.now() - began);
  await close();
  return { page: name, language, bytes, usableMilliseconds };
}

/** Measures what each page of the form weighs and when it can be used on an emulated slow phone, first load, nothing cached; the ratio is the heaviest page over the limit of 30 kB. */
export async function bench(): Promise<Record<string, unknown>> {
  const directory = mkdtempSync(join(tmpdir(), 'tongguan-bench-'));
  chmodSync(directory, 0o755);
  const port = await serveForm(await openEvent(directory), formLanguages.length);
  try {
    const figures: PageFigure[] = [];
    for (const [place, language] of formLanguages.entries()) {
      const { page, context, close } = await port.visitor({ language });
      const paths = new Map<string, string>();
      await fillsIn(port, page, port.people[place]!, async (name) => {
        paths.set(name, new URL(page.url()).pathname.slice(new URL(port.base).pathname.length));
      });
      const cookies = await context.cookies();
      // All pages once, and in every language the three that hold most words.
      const wanted = language === 'en' ? [['start', ''] as const, ...paths] : [['start', ''] as const, ['places', '/q/places'] as const, ['check', '/check'] as const];
      for (const [name, path] of wanted) if (name !== 'known' && name !== 'keep') figures.push(await onSlowPhone(port, language, path, name, cookies));
      await close();
    }
    const heaviest = figures.reduce((most, figure) => (figure.bytes > most.bytes ? figure : most));
    const slowest = figures.reduce((most, figure) => (figure.usableMilliseconds > most.usableMilliseconds ? figure : most));
    return { name: 'form', ratio: Math.round((heaviest.bytes / limit) * 100) / 100, limitBytes: limit, heaviest, slowest, english: figures.filter((figure) => figure.language === 'en'), pages: figures.length };
  } finally {
    await port.close();
    await (await getBrowser()).close();
    rmSync(directory, { recursive: true, force: true });
  }
}
