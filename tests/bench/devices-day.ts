import { liveThroughDay } from '../devices-day.ts';

/** Lets 200 devices live through a day of the port at sixty times its speed: 24 minutes. `--hours` shortens it. */
export async function bench(options: { devices?: number; hours?: number; speed?: number } = {}): Promise<object> {
  return liveThroughDay({ devices: options.devices ?? 200, hours: options.hours ?? 24, speed: options.speed ?? 60 });
}
