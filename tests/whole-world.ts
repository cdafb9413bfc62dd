import { analyse, makeWorld } from '../src/demo/prepare-world.ts';
import { startClock } from '../src/demo/world-clock.ts';
import { openHouse } from '../src/server/start.ts';
import { worldUntil } from './world-until.ts';

/**
 * Makes the world of Beijing 2022 in a migrated database, as far as this run wants it. The making is cut off twice on the way and begun again, as after a power cut,
 * so that whatever is said of this world is said of one that was gone on with.
 */
export async function makeWholeWorld(addresses: { readonly url: string; readonly ownerUrl: string }): Promise<void> {
  const open = await openHouse(addresses.url);
  const options = { until: worldUntil, analyse: () => analyse(addresses.ownerUrl) };
  try {
    for (const [cutOn, after] of [['deeds on goods', 1500], ['flights', 15]] as const) {
      const cutOff = await makeWorld(open, { ...options, onProgress: ({ what, done }) => { if (what === cutOn && done === after) throw new Error('the power fails'); } }).then(() => false, (error: Error) => error.message === 'the power fails');
      if (!cutOff) throw new Error(`The making of the world was not cut off among the ${cutOn}`);
    }
    const { eventId } = await makeWorld(open, options);
    await startClock(open, eventId, worldUntil, 0);
  } finally {
    await open.close();
  }
}
