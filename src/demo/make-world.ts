import { runAction } from '../kernel/action.ts';
import { houseActor } from '../kernel/officer.ts';
import type { OpenHouse } from '../server/start.ts';
import { seedBaselines } from '../modules/flights/baselines.ts';
import { seedTemplates } from '../modules/flights/templates.ts';
import { hashPassword } from '../modules/staff/passwords.ts';
import { Performance, stageOf } from './acting.ts';
import type { Stage, Tally } from './acting.ts';
import { demoPassword, goodsStationKinds, inventedEvent, inventedKeyArea, personaId, personas, points, stationKinds } from './port.ts';
import { wordsId } from '../kernel/named-ids.ts';
import type { FlightSpec } from './schedule.ts';
import { scriptOf } from './script.ts';
import { insertPersonas, insertWorldEvent, stationsOf } from './store/world.ts';

/** Is the seed of the world that the first start makes. */
export const worldSeed = 'Beijing 2022';

/** Opens the port of the world: event, points of entry, stations, officers, baselines and templates. Doing it again changes nothing. */
export async function openPort(open: OpenHouse, eventId: string, code: string, at: string): Promise<Stage> {
  const clock = { kind: 'simulated', eventAt: at, realAt: new Date().toISOString(), speed: 0 } as const;
  await insertWorldEvent(open.pool, { ...inventedEvent, eventId, code, clock, createdAt: at });
  await open.book.refresh();
  const house = { ...open.house, now: () => at };
  const act = async (name: string, action: string, input: unknown): Promise<Record<string, string>> => {
    const answer = await runAction(house, eventId, houseActor, open.registry.actions.get(action)!, { id: wordsId(eventId, name), occurredAt: at, input });
    if (!answer.ok) throw new Error(`${action} was refused: ${JSON.stringify(answer.refusal)}`);
    return answer.result as Record<string, string>;
  };
  for (const { code: point, kind: pointKind, people, goods, nameEn, nameZh } of points) {
    const { pointId } = await act(point, 'ports.addPoint', { code: point, kind: pointKind, nameEn, nameZh });
    for (const { kind, en, zh } of goods ? goodsStationKinds : []) await act(`${point} ${kind} 1`, 'ports.addStation', { pointId, kind, lane: '1', nameEn: en, nameZh: zh });
    for (const kind of people ? stationKinds : []) {
      for (const lane of point === 'PEK' ? kind.lanes : kind.lanes.slice(0, 1)) {
        await act(`${point} ${kind.kind} ${lane}`, 'ports.addStation', { pointId, kind: kind.kind, lane, nameEn: `${kind.en} ${lane}`, nameZh: `${kind.zh} ${lane}` });
      }
    }
  }
  const stations = await stationsOf(open.pool, eventId);
  const passwordHash = await hashPassword(demoPassword);
  await insertPersonas(open.pool, eventId, personas.map((persona) => {
    const lane = stationKinds.find((kind) => kind.kind === persona.station)?.lanes[0] ?? '1';
    return { ...persona, passwordHash, officerId: personaId(eventId, persona.role), stationId: stations.find((row) => row.code === 'PEK' && row.kind === persona.station && row.lane === lane)?.station_id ?? null };
  }), at);
  await open.pool.transaction(async (tx) => {
    await seedBaselines({ tx, eventId, now: at });
    await seedTemplates({ tx, eventId, now: at }, (document) => (document.direction === 'arrival' ? { ...document, keyAreas: [inventedKeyArea] } : document));
  });
  return stageOf(open, eventId);
}

/** Says how far the making has come: flights with their people as the measure of the work, then goods with their deeds; of the work, what was made now, what stood already, and all. */
export interface Progress { readonly what: 'flights' | 'deeds on goods'; readonly done: number; readonly total: number; readonly workMade: number; readonly workFound: number; readonly work: number }

/**
 * Makes the flights up to an instant, several side by side, each deed at its own time of the event.
 * What was made before is not made again, so that a making that was cut off goes on where it stood.
 */
export async function makeFlights(stage: Stage, seed: string, flights: readonly FlightSpec[], until: number, options: { sideBySide?: number; signal?: AbortSignal | undefined; onProgress?: (progress: Progress) => Promise<void> | void } = {}): Promise<Tally> {
  const tally: Tally = { actions: 0, refused: 0 };
  const persons = flights.reduce((sum, flight) => sum + flight.persons, 0);
  let [next, done, workMade, workFound] = [0, 0, 0, 0];
  let failed = false;
  const worker = async (): Promise<void> => {
    for (let flight = flights[next++]; flight !== undefined && !failed; flight = flights[next++]) {
      try {
        const performance = await Performance.open(stage, scriptOf(seed, flight), tally);
        if (performance.nextAt === undefined || performance.nextAt > until) workFound += flight.persons;
        else workMade += flight.persons;
        for (let at = performance.nextAt; at !== undefined && at <= until; at = performance.nextAt) {
          options.signal?.throwIfAborted();
          await performance.doNext(at);
        }
      } catch (error) {
        failed = true;
        throw error;
      }
      done += 1;
      await options.onProgress?.({ what: 'flights', done, total: flights.length, workMade, workFound, work: persons });
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: options.sideBySide ?? 6 }, worker));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return tally;
}
