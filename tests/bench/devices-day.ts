import { liveThroughDay } from '../devices-day.ts';
import { onOwnServer } from './own-server.ts';

/** Lets 200 devices live through a day of the port at sixty times its speed: 24 minutes. `--hours` shortens it. */
export async function bench(options: { devices?: number; hours?: number; speed?: number } = {}): Promise<object> {
  return onOwnServer((database) => liveThroughDay({ devices: options.devices ?? 200, hours: options.hours ?? 24, speed: options.speed ?? 60,
    database: { url: database.url, administratorUrl: database.ownerUrl, close: async () => undefined } }));
}
