import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUuid } from '../../kernel/ids.ts';
import { findHeard } from '../../modules/devices/identity.ts';
import { getKind } from '../../modules/devices/catalogue.ts';
import { readable } from '../../modules/devices/reading.ts';
import type { DeviceFormat } from '../../modules/devices/shapes.ts';
import type { OpenHouse } from '../start.ts';
import type { DeviceGateway } from './gateway.ts';

const lookMilliseconds = 1000;
const largestFile = 20 * 1024 * 1024;
/** Says which format the ending of a file tells, where a kind has several. */
const endings: readonly [RegExp, DeviceFormat][] = [[/\.(n42|xml)$/i, 'n42'], [/\.(hl7|oru)$/i, 'oru'], [/\.(lis2?|astm)$/i, 'lis2'], [/\.(cloudevents?)\.json$/i, 'cloudevents'], [/\.(jpe?g|png)$/i, 'picture']];

/** Is the watch on the folders into which devices drop files. */
export interface FileDrop { /** Looks now, for tests that do not want to wait. */ look(): Promise<number>; stop(): Promise<void> }

/**
 * Watches a directory with one folder a device, named by its identifier. A file that has not grown since the last look is taken and moved to `taken/`; one that cannot be read to `refused/`, with the reason beside it.
 * A file that is dropped twice is taken once. Who may write into a folder is the business of the machine.
 */
export function startFileDrop(options: { directory: string; open: Pick<OpenHouse, 'pool' | 'house' | 'book'>; gateway: DeviceGateway; say(message: string): void; everyMilliseconds?: number }): FileDrop {
  const sizes = new Map<string, number>();
  let working: Promise<number> | undefined;

  const takeFile = async (deviceId: string, folder: string, name: string): Promise<boolean> => {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || !found.isFile()) return false;
    if (sizes.get(path) !== found.size) {
      sizes.set(path, found.size);
      return false;
    }
    sizes.delete(path);
    const away = async (into: 'taken' | 'refused', reason?: string): Promise<void> => {
      await mkdir(join(folder, into), { recursive: true });
      const target = join(folder, into, `${Date.now()}-${name}`);
      await rename(path, target);
      if (reason !== undefined) await writeFile(`${target}.reason.txt`, `${reason}\n`);
    };
    if (found.size > largestFile) {
      await away('refused', `The file has ${found.size} bytes; at most ${largestFile} are taken.`);
      return true;
    }
    for (const { event_id: eventId } of options.open.book.all()) {
      const device = await findHeard(options.open.pool, eventId, deviceId, options.open.house.now(eventId));
      if (device === undefined) continue;
      const formats = readable(getKind(device.kind));
      const told = endings.find(([pattern]) => pattern.test(name))?.[1];
      const format = told !== undefined && formats.includes(told) ? told : formats[0];
      if (format === undefined) break;
      const answer = await options.gateway.receive(device, { format, transport: 'file', bytes: await readFile(path) });
      const refused = answer.ok ? (answer.result as { refused: { code: string; where: string; reason: string } | null }).refused : { code: answer.refusal.code, where: answer.refusal.where ?? '/', reason: '' };
      await (refused === null ? away('taken') : away('refused', `${refused.code} at ${refused.where}: ${refused.reason}`));
      return true;
    }
    return false;
  };

  const lookAll = async (): Promise<number> => {
    let taken = 0;
    for (const deviceId of await readdir(options.directory).catch((): string[] => [])) {
      if (!isUuid(deviceId)) continue;
      const folder = join(options.directory, deviceId);
      for (const name of await readdir(folder).catch((): string[] => [])) if (await takeFile(deviceId, folder, name)) taken += 1;
    }
    return taken;
  };
  const look = (): Promise<number> => {
    working ??= lookAll().finally(() => { working = undefined; });
    return working;
  };
  const timer = setInterval(() => void look().catch((error: unknown) => options.say(`Files of devices: ${String(error)}`)), options.everyMilliseconds ?? lookMilliseconds);
  timer.unref();
  return { look, async stop() { clearInterval(timer); await working?.catch(() => undefined); } };
}
