import { expect, test } from 'vitest';
import { testDatabase } from '../../tests/database.ts';
import { openHouse } from '../server/start.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { makeFlights, openPort, worldSeed } from './make-world.ts';
import { portTime } from './days.ts';
import { today, worldFlights } from './schedule.ts';

test('the departures of the world go through their exit declaration, the border and the gate, in this order, and close with nothing refused', async () => {
  const database = await testDatabase();
  const open = await openHouse(database.url);
  try {
    const eventId = uuidv7();
    const leaving = worldFlights(worldSeed).filter((flight) => flight.direction === 'departure' && flight.flightDate < today).slice(0, 1);
    const stage = await openPort(open, eventId, 'departures', '2022-01-20T00:00:00.000Z');
    expect(await makeFlights(stage, worldSeed, leaving, portTime(today, 0))).toMatchObject({ refused: 0 });
    const [closed] = await open.pool.query<{ count: number }>("SELECT count(*)::int AS count FROM gates WHERE event_id = $1 AND gate = 'closed' AND passed_by IS NOT NULL", [eventId]);
    expect(closed!.count).toBe(leaving.length);
    const order = await open.pool.query<{ steps: string[]; persons: number }>(
      `SELECT steps, count(*)::int AS persons FROM (SELECT array_agg(step ORDER BY seq) AS steps FROM records WHERE event_id = $1 AND step IN ('EXT-03', 'DEP-03') AND outcome = 'passed' GROUP BY case_id) x GROUP BY steps`, [eventId]);
    expect(order).toEqual([{ steps: ['EXT-03', 'DEP-03'], persons: leaving.reduce((sum, flight) => sum + flight.persons, 0) }]);
  } finally {
    await open.close();
    await database.close();
  }
}, 300_000);
