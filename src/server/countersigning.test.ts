import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlightDay } from '../../tests/flight-day.ts';
import { serve } from '../../tests/serving.ts';
import type { HttpAnswer, Serving } from '../../tests/serving.ts';
import { makeWorld } from '../../tests/world.ts';
import type { TestWorld } from '../../tests/world.ts';
import { uuidv7 } from '../kernel/ids.ts';

const password = 'four unlike herons';

describe('a second signature at the first one’s screen', () => {
  let world: TestWorld;
  let server: Serving;
  let duty: string;
  let day: FlightDay;
  beforeAll(async () => {
    world = await makeWorld();
    server = await serve(world.open);
    day = new FlightDay(world);
    duty = await server.session(world.eventId, world.officer);
  });
  afterAll(async () => {
    await server?.close();
    await world?.close();
  });

  const add = async (userName: string, roles: readonly string[]): Promise<string> => (await world.done<{ officerId: string }>('staff.addOfficer', { userName, nameEn: `Invented ${userName}`, nameZh: '虚构', organisation: 'Invented Customs', roles, language: 'en', password })).officerId;
  const countersign = (name: string, who: object, input: object, as: string | undefined = duty): Promise<HttpAnswer> =>
    server.send('POST', `/api/countersign/${name}`, { ...(as === undefined ? {} : { as }), body: { ...who, command: { id: uuidv7(), occurredAt: new Date().toISOString(), input } } });

  it('is theirs by their own password, for that one act, opens no session, and closes the flight', async () => {
    const officerId = await add('second.one', ['healthOfficer']);
    const { flightId } = await day.untilClosing(1);
    const who = { user: 'second.one', password };
    const sessions = async (): Promise<number> => (await world.open.pool.query('SELECT 1 FROM sessions WHERE officer_id = $1', [officerId])).length;
    expect((await countersign('flights.signClosing', { user: 'second.one', password: 'wrong' }, { flightId })).body).toMatchObject({ refusal: { code: 'sign-in-failed' } });
    expect((await server.send('POST', '/api/countersign/flights.signClosing', { body: { ...who, command: {} } })).status).toBe(401);
    // Nothing but a signature is done in somebody's name in this way.
    for (const name of ['flights.close', 'staff.addOfficer', 'prescribed.record', 'nothing']) expect((await countersign(name, who, { flightId })).body).toMatchObject({ refusal: { code: 'not-found' } });
    const signed = await countersign('flights.signClosing', who, { flightId });
    expect([signed.status, signed.headers.get('set-cookie'), await sessions()]).toEqual([200, null, 0]);
    const [row] = await world.open.pool.query('SELECT officer_id, way, witness_id FROM signatures WHERE event_id = $1 AND case_id = $2', [world.eventId, flightId]);
    expect(row).toEqual({ officer_id: officerId, way: 'password', witness_id: world.officer.officerId });
    expect(JSON.stringify(await world.open.pool.query('SELECT * FROM action_log WHERE officer_id = $1', [officerId]))).not.toContain(password);
    const { reportId } = await world.done<{ reportId: string }>('flights.close', { flightId, secondOfficer: officerId });
    const [sheet] = await world.open.pool.query<{ signed: object[] }>("SELECT content->'signed' AS signed FROM reports WHERE event_id = $1 AND report_id = $2", [world.eventId, reportId]);
    expect(sheet!.signed).toMatchObject([{ way: 'session' }, { officerId, way: 'password' }]);
  });

  it('is another’s than who is signed in, has the rights of its own officer, and is slowed like any sign-in', async () => {
    const officerId = await add('second.two', ['dutyOfficer']);
    await add('second.gate', ['gate']);
    const { flightId } = await day.untilClosing(1);
    const own = await server.session(world.eventId, { ...world.officer, officerId });
    expect((await countersign('flights.signClosing', { user: 'second.two', password }, { flightId }, own)).body).toMatchObject({ refusal: { code: 'second-officer-same' } });
    expect((await countersign('flights.signClosing', { user: 'second.gate', password }, { flightId })).body).toMatchObject({ refusal: { code: 'role-not-allowed' } });
    expect((await countersign('flights.signClosing', { persona: officerId }, { flightId })).body).toMatchObject({ refusal: { code: 'persona-unknown' } });
    for (let turn = 0; turn < 4; turn += 1) await countersign('flights.signClosing', { user: 'second.two', password: 'wrong' }, { flightId });
    const failed = await world.open.pool.query("SELECT 1 FROM sign_in_attempts WHERE event_id = $1 AND user_name = 'second.two' AND NOT succeeded", [world.eventId]);
    expect(failed).toHaveLength(4);
  });
});
